namespace WikkenWegen.Domain.Findings;

/// <summary>It was chosen after advice that set conditions, or of which the tenor was not recorded; no answer to it was recorded, and the decision names no deviation from it.</summary>
public sealed class AdviceUnansweredRule() : FindingRule("advice-unanswered", FindingSeverity.Attention, FindingAxis.Happening,
    new("Advies niet beantwoord", "Advice not answered"),
    new("Leg vast of het advies is gevolgd, of waarom niet.", "Record whether the advice was followed, or why not."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
            foreach (var request in Unanswered.Requests(context.Weighing, decision))
            {
                if (request.Received!.Tenor is not (AdviceTenor.PositiveWithConditions or null)) continue;
                yield return Found([request.Received.Origin, decision.Origin],
                    Invariant($"Besluit {decision.Number} kwam na het advies op aanvraag {request.Number}, en noemt geen afwijking daarvan. Ook is geen antwoord op dat advies vastgelegd."),
                    Invariant($"Decision {decision.Number} came after the advice on request {request.Number}, and names no deviation from it. No answer to that advice was recorded either."));
            }
    }
}
