using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.AdviceRequests;

namespace WikkenWegen.Api.Weighings.AdviceRequests;

/// <summary>Body of POST /v1/weighings/{id}/advice-requests/{number}/deviation</summary>
public sealed record ReasonAdviceDeviationRequest : StepRequest
{
    /// <summary>The part of the advice that is not followed; left out where it is the whole advice. Kept in the vault.</summary>
    [StringLength(FieldLimits.Name)]
    public string? PartOfAdvice { get; init; }

    /// <summary>The coded ground of the deviation, so that deviations can be counted.</summary>
    public required DeviationGround Ground { get; init; }

    /// <summary>Why the advice is not followed; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<ReasonAdviceDeviationRequest> Endpoint = new()
    {
        Path = "/advice-requests/{number}/deviation",
        Revises = true,
        Id = "reasonAdviceDeviation",
        Tag = "Advice",
        Roles = Access.StrategistOrDecider,
        ExampleNeedsDecision = true,
        Summary = "Record the reasons for deviating from an advice",
        Dutch = "Legt vast waarom een advies niet of niet geheel wordt gevolgd, zoals aan de adviseur meegedeeld. Bij een wettelijk advies mag drie dagen later worden uitgevoerd, waarvan ten minste twee werkdagen (Algemene termijnenwet).",
        English = "Records why an advice is not or not wholly followed, as told to who gave it. With a statutory advice execution may start three days later, of which at least two are working days (Algemene termijnenwet).",
        Command = (request, address, seals) => new ReasonAdviceDeviation
        {
            Number = address.Number(),
            PartOfAdvice = seals.Text("partOfAdvice", request.PartOfAdvice),
            Ground = request.Ground,
            Reason = seals.Text("reason", request.Reason),
        },
        Example = new ReasonAdviceDeviationRequest
        {
            PartOfAdvice = "Geen huurverhoging voor huurders zonder woonlastendaling",
            Ground = DeviationGround.EqualTreatment,
            Reason = "Een blijvende uitzondering is ongelijk tegenover andere complexen; de eerste twee jaar volgen wij het advies.",
        },
    };
}
