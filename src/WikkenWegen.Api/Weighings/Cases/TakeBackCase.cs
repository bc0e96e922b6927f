using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Cases;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>Body of POST /v1/weighings/{id}/cases/{number}/taking-back</summary>
public sealed record TakeBackCaseRequest : StepRequest
{
    /// <summary>Why; needed. Kept in the vault, and not told to the network.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<TakeBackCaseRequest> Endpoint = new()
    {
        Path = "/cases/{number}/taking-back",
        Revises = true,
        Id = "takeBackCase",
        Tag = "Cases",
        Roles = Access.StrategistOrDecider,
        Summary = "Take a case back from the learning network",
        Dutch = "Neemt een gedeelde casus terug: in het netwerk worden haar teksten gewist, en daar staat dat zij is teruggenomen. Wat anderen er al van hadden meegenomen, kan niet worden teruggenomen. De reden blijft bij deze afweging.",
        English = "Takes back a case that was shared: its texts are erased in the network, which says that it was taken back. What others had taken along of it by then cannot be taken back. The reason stays with this weighing.",
        Command = (request, address, seals) => new TakeBackCase { Number = address.Number(), Reason = seals.Text("reason", request.Reason) },
        Example = new TakeBackCaseRequest { Reason = "Een deelnemer herkende de zaak." },
    };
}
