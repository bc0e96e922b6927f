using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Proposals;

namespace WikkenWegen.Api.Weighings.Proposals;

/// <summary>Body of POST /v1/weighings/{id}/proposals/{code}/withdrawal</summary>
public sealed record WithdrawProposalRequest : StepRequest
{
    /// <summary>Why it is withdrawn; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<WithdrawProposalRequest> Endpoint = new()
    {
        Path = "/proposals/{code}/withdrawal",
        Revises = true,
        Id = "withdrawProposal",
        Tag = "Proposals",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/proposals/{code}/withdrawal", "getProposalWithdrawal", "Get the withdrawal of a proposal", "De intrekking van een voorstel.", (weighing, at) => weighing.Proposal(at.Code)?.Withdrawal),
        ],
        Summary = "Withdraw a proposal",
        Dutch = "Trekt een voorstel in. Het blijft in de geschiedenis; er kan niet meer voor gekozen worden.",
        English = "Withdraws a proposal. It stays in the history; it can no longer be chosen.",
        Command = (request, address, seals) => new WithdrawProposal { Code = address.Code, Reason = seals.Text("reason", request.Reason) },
        Example = new WithdrawProposalRequest { Reason = "De sloopvergunning is niet te verkrijgen." },
    };
}
