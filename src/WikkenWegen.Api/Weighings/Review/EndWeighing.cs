using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/closing</summary>
public sealed record CloseWeighingRequest : StepRequest
{
    /// <summary>What there is to say about it. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<CloseWeighingRequest> Step = new()
    {
        Path = "/closing",
        Revises = true,
        Id = "closeWeighing",
        Summary = "Close a weighing",
        Dutch = "Sluit een afweging met een geldend besluit. Evaluaties en vervallen aannames kunnen daarna nog worden vastgelegd.",
        English = "Closes a weighing whose decision stands. Reviews and fallen assumptions can still be recorded afterwards.",
        Command = (request, _, seals) => new CloseWeighing { Reason = seals.Text("reason", request.Reason) },
        Example = new CloseWeighingRequest { Reason = "De renovatie is opgeleverd en geëvalueerd." },
    };
}

/// <summary>Body of POST /v1/weighings/{id}/cancellation</summary>
public sealed record CancelWeighingRequest : StepRequest
{
    /// <summary>Why. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<CancelWeighingRequest> Step = new()
    {
        Path = "/cancellation",
        Revises = true,
        Id = "cancelWeighing",
        Summary = "Cancel a weighing",
        Dutch = "Annuleert een afweging zonder geldend besluit, met de reden.",
        English = "Cancels a weighing in which no decision stands, with the reason.",
        Command = (request, _, seals) => new CancelWeighing { Reason = seals.Text("reason", request.Reason) },
        Example = new CancelWeighingRequest { Reason = "Het complex is verkocht." },
    };
}
