using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/proposals/{code}/withdrawal</summary>
public sealed record WithdrawProposalRequest : StepRequest
{
    /// <summary>Why it is withdrawn. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<WithdrawProposalRequest> Step = new()
    {
        Path = "/proposals/{code}/withdrawal",
        Revises = true,
        Id = "withdrawProposal",
        Summary = "Withdraw a proposal",
        Dutch = "Trekt een voorstel in. Het blijft in de geschiedenis; er kan niet meer voor gekozen worden.",
        English = "Withdraws a proposal. It stays in the history; it can no longer be chosen.",
        Command = (request, address, seals) => new WithdrawProposal { Code = address.Code, Reason = seals.Text("reason", request.Reason) },
        Example = new WithdrawProposalRequest { Reason = "De sloopvergunning is niet te verkrijgen." },
    };
}
