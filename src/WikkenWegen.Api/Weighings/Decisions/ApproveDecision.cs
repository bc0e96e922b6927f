using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Decisions;

namespace WikkenWegen.Api.Weighings.Decisions;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/approval</summary>
public sealed record ApproveDecisionRequest : StepRequest
{
    /// <summary>True where the approver approves the decision, false where they reject it.</summary>
    public required bool Approved { get; init; }

    /// <summary>Why; needed for a rejection. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<ApproveDecisionRequest> Endpoint = new()
    {
        Path = "/decisions/{number}/approval",
        Revises = true,
        Id = "approveDecision",
        Tag = "Decision",
        Roles = Access.Approver,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.At("/decisions/{number}/approval", "getDecisionApproval", "Get what the approver ruled", "Het oordeel van de goedkeurende rol.", (weighing, at) => weighing.Decision(at.Number())?.Approval),
        ],
        Summary = "Record that the approver approves or rejects a decision",
        Dutch = "Legt vast dat de goedkeurende rol (zoals de raad van commissarissen) het besluit goedkeurt of afkeurt. Een afgekeurd besluit geldt niet meer.",
        English = "Records that the approving role (such as the supervisory board) approves or rejects the decision. A rejected decision no longer stands.",
        Command = (request, address, seals) => new ApproveDecision
        {
            Number = address.Number(),
            Approved = request.Approved,
            Reason = seals.Text("reason", request.Reason),
        },
        Example = new ApproveDecisionRequest { Approved = true },
    };
}
