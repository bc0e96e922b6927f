using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Inputs;

namespace WikkenWegen.Api.Weighings.Inputs;

/// <summary>Body of POST /v1/weighings/{id}/inputs/{number}/withdrawal</summary>
public sealed record WithdrawInputRequest : StepRequest
{
    /// <summary>Why it is withdrawn; left out where that was not said. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<WithdrawInputRequest> Endpoint = new()
    {
        Path = "/inputs/{number}/withdrawal",
        Revises = true,
        Id = "withdrawInput",
        Tag = "Input",
        Roles = Access.StrategistOrParty,
        Parts =
        [
            Part.At("/inputs/{number}/withdrawal", "getInputWithdrawal", "Get the withdrawal of an input", "De intrekking van een inbreng.", (weighing, at) => weighing.Input(at.Number())?.Withdrawal),
        ],
        Summary = "Withdraw an input",
        Dutch = "Trekt inbreng in: ook consent kan later worden ingetrokken. Ze blijft in de geschiedenis en telt niet meer mee.",
        English = "Withdraws an input: consent too can be withdrawn later. It stays in the history and no longer counts.",
        Command = (request, address, seals) => new WithdrawInput { Number = address.Number(), Reason = seals.Text("reason", request.Reason) },
        Example = new WithdrawInputRequest { Reason = "Het voorstel is zo veranderd dat ons standpunt er niet meer over gaat." },
    };
}
