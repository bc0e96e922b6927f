using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Reviews;

namespace WikkenWegen.Api.Weighings.Reviews;

/// <summary>Body of POST /v1/weighings/{id}/closing</summary>
public sealed record CloseWeighingRequest : StepRequest
{
    /// <summary>What there is to say about the closing; left out where there is nothing. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    /// <summary>Why it is closed without the approval that its decision needs: needed where that is missing, and refused otherwise. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? WithoutApprovalReason { get; init; }

    internal static readonly StepEndpoint<CloseWeighingRequest> Endpoint = new()
    {
        Path = "/closing",
        Revises = true,
        BuildsOn = ["decisions", "ending", "reopenings"],
        Id = "closeWeighing",
        Tag = "Review",
        Roles = Access.StrategistOrDecider,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.At("/ending", "getEnding", "Get how the weighing ended", "Hoe de afweging eindigde.", (weighing, _) => weighing.Ended),
        ],
        Summary = "Close a weighing",
        Dutch = "Sluit een afweging met een geldend besluit. Ontbreekt de goedkeuring die het besluit nodig heeft, dan met de reden daarvan. Evaluaties en vervallen aannames kunnen daarna nog worden vastgelegd.",
        English = "Closes a weighing whose decision stands; where the approval that the decision needs is missing, with the reason for that. Reviews and fallen assumptions can still be recorded afterwards.",
        Command = (request, _, seals) => new CloseWeighing
        {
            Reason = seals.Text("reason", request.Reason),
            WithoutApprovalReason = seals.Text("withoutApprovalReason", request.WithoutApprovalReason),
        },
        Example = new CloseWeighingRequest { Reason = "De renovatie is opgeleverd en geëvalueerd.", WithoutApprovalReason = "De bestuurder die moest goedkeuren is vertrokken; de opvolger oordeelt niet meer." },
    };
}

/// <summary>Body of POST /v1/weighings/{id}/cancellation</summary>
public sealed record CancelWeighingRequest : StepRequest
{
    /// <summary>Why it is cancelled; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<CancelWeighingRequest> Endpoint = new()
    {
        Path = "/cancellation",
        Revises = true,
        BuildsOn = ["decisions", "ending", "reopenings"],
        Id = "cancelWeighing",
        Tag = "Review",
        Roles = Access.StrategistOrDecider,
        Summary = "Cancel a weighing",
        Dutch = "Annuleert een afweging zonder geldend besluit, met de reden.",
        English = "Cancels a weighing in which no decision stands, with the reason.",
        Command = (request, _, seals) => new CancelWeighing { Reason = seals.Text("reason", request.Reason) },
        Example = new CancelWeighingRequest { Reason = "Het complex is verkocht." },
    };
}
