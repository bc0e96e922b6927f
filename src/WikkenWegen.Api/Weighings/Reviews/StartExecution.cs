using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Reviews;

namespace WikkenWegen.Api.Weighings.Reviews;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/execution</summary>
public sealed record StartExecutionRequest : StepRequest
{
    /// <summary>Why it started without the approval that the framing asks for: needed where that is missing, and refused otherwise. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? WithoutApprovalReason { get; init; }

    internal static readonly StepEndpoint<StartExecutionRequest> Endpoint = new()
    {
        Path = "/decisions/{number}/execution",
        Revises = true,
        BodyMayBeLeftOut = true,
        Id = "startExecution",
        Tag = "Review",
        Roles = Access.StrategistOrDecider,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.At("/decisions/{number}/execution", "getExecution", "Get the start of the execution", "De start van de uitvoering.", (weighing, at) => weighing.Decision(at.Number())?.ExecutionStarted),
        ],
        Summary = "Record that the execution of a decision started",
        Dutch = "Legt vast dat de uitvoering van een besluit is gestart. Begon zij zonder de goedkeuring die de vraagstelling vraagt, dan wordt dat zo vastgelegd, met de reden.",
        English = "Records that the execution of a decision started. Where it started without the approval that the framing asks for, that is recorded as such, with the reason.",
        Command = (request, address, seals) => new StartExecution { Decision = address.Number(), WithoutApprovalReason = seals.Text("withoutApprovalReason", request.WithoutApprovalReason) },
        Example = new StartExecutionRequest { WithoutApprovalReason = "De lekkage kon niet wachten tot de bestuurder terug was." },
    };
}
