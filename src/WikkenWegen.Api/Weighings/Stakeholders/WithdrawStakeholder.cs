using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Stakeholders;

namespace WikkenWegen.Api.Weighings.Stakeholders;

/// <summary>Body of POST /v1/weighings/{id}/stakeholders/{code}/withdrawal</summary>
public sealed record WithdrawStakeholderRequest : StepRequest
{
    /// <summary>Why they withdrew; left out where they did not say so. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<WithdrawStakeholderRequest> Endpoint = new()
    {
        Path = "/stakeholders/{code}/withdrawal",
        Revises = true,
        Id = "withdrawStakeholder",
        Tag = "Stakeholders",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/stakeholders/{code}/withdrawal", "getStakeholderWithdrawal", "Get the withdrawal of a stakeholder", "Dat een belanghebbende zich terugtrok.", (weighing, at) => weighing.Stakeholder(at.Code)?.Withdrawal),
        ],
        Summary = "Record that a stakeholder withdrew",
        Dutch = "Legt vast dat een belanghebbende zich terugtrok. Eerdere inbreng blijft staan.",
        English = "Records that a stakeholder withdrew. Their earlier input stands.",
        Command = (request, address, seals) => new WithdrawStakeholder { Code = address.Code, Reason = seals.Text("reason", request.Reason) },
        Example = new WithdrawStakeholderRequest { Reason = "De functie is komen te vervallen." },
    };
}
