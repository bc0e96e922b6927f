using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/decisions/{number}/withdrawal</summary>
public sealed record WithdrawDecisionRequest : StepRequest
{
    /// <summary>Why. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<WithdrawDecisionRequest> Step = new()
    {
        Path = "/decisions/{number}/withdrawal",
        Revises = true,
        Id = "withdrawDecision",
        Summary = "Withdraw a decision",
        Dutch = "Trekt een besluit in, met de reden. Daarna kan een nieuw besluit genomen worden.",
        English = "Withdraws a decision, with the reason. A new decision can then be taken.",
        Command = (request, address, seals) => new WithdrawDecision { Number = address.Number(), Reason = seals.Text("reason", request.Reason) },
        Example = new WithdrawDecisionRequest { Reason = "De subsidie waarop het besluit rustte is afgewezen." },
    };
}
