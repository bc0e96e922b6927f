using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/stakeholders/{code}/withdrawal</summary>
public sealed record WithdrawStakeholderRequest : StepRequest
{
    /// <summary>Why, where they said so. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<WithdrawStakeholderRequest> Step = new()
    {
        Path = "/stakeholders/{code}/withdrawal",
        Revises = true,
        Id = "withdrawStakeholder",
        Summary = "Record that a stakeholder withdrew",
        Dutch = "Legt vast dat een belanghebbende zich terugtrok. Eerdere inbreng blijft staan.",
        English = "Records that a stakeholder withdrew. Their earlier input stands.",
        Command = (request, address, seals) => new WithdrawStakeholder { Code = address.Code, Reason = seals.Text("reason", request.Reason) },
        Example = new WithdrawStakeholderRequest { Reason = "De functie is komen te vervallen." },
    };
}
