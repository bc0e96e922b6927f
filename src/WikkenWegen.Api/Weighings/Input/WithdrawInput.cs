using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/inputs/{number}/withdrawal</summary>
public sealed record WithdrawInputRequest : StepRequest
{
    /// <summary>Why, where it was said. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<WithdrawInputRequest> Step = new()
    {
        Path = "/inputs/{number}/withdrawal",
        Revises = true,
        Id = "withdrawInput",
        Summary = "Withdraw an input",
        Dutch = "Trekt inbreng in: ook consent kan later worden ingetrokken. Ze blijft in de geschiedenis en telt niet meer mee.",
        English = "Withdraws an input: consent too can be withdrawn later. It stays in the history and no longer counts.",
        Command = (request, address, seals) => new WithdrawInput { Number = address.Number(), Reason = seals.Text("reason", request.Reason) },
        Example = new WithdrawInputRequest { Reason = "Het voorstel is zo veranderd dat ons standpunt er niet meer over gaat." },
    };
}
