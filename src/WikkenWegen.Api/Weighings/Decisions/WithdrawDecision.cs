using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Decisions;

namespace WikkenWegen.Api.Weighings.Decisions;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/withdrawal</summary>
public sealed record WithdrawDecisionRequest : StepRequest
{
    /// <summary>Why it is withdrawn; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<WithdrawDecisionRequest> Endpoint = new()
    {
        Path = "/decisions/{number}/withdrawal",
        Revises = true,
        Id = "withdrawDecision",
        Tag = "Decision",
        Roles = Access.Decider,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.At("/decisions/{number}/withdrawal", "getDecisionWithdrawal", "Get the withdrawal of a decision", "De intrekking van een besluit.", (weighing, at) => weighing.Decision(at.Number())?.Withdrawal),
        ],
        Summary = "Withdraw a decision",
        Dutch = "Trekt een besluit in, met de reden. Daarna kan een nieuw besluit genomen worden.",
        English = "Withdraws a decision, with the reason. A new decision can then be taken.",
        Command = (request, address, seals) => new WithdrawDecision { Number = address.Number(), Reason = seals.Text("reason", request.Reason) },
        Example = new WithdrawDecisionRequest { Reason = "De subsidie waarop het besluit rustte is afgewezen." },
    };
}
