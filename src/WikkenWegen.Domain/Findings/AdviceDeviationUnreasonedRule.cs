namespace WikkenWegen.Domain.Findings;

/// <summary>
/// A proposal was chosen against negative advice on it; the decision names no deviation from that advice, and no answer to the adviser was recorded.
/// Its rationale may well say why; no rule can read that.
/// </summary>
public sealed class AdviceDeviationUnreasonedRule() : FindingRule("advice-deviation-unreasoned", FindingSeverity.Serious, FindingAxis.Happening,
    new("Afwijking van advies niet genoemd", "Deviation from advice not named"),
    new("Motiveer de afwijking tegenover de adviseur.", "Give the adviser the reasons for the deviation."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
            foreach (var request in Unanswered.Requests(context.Weighing, decision))
            {
                if (!Unanswered.IsAgainst(request, decision)) continue;
                yield return Found([request.Received!.Origin, decision.Origin],
                    Invariant($"Besluit {decision.Number} gaat in tegen het negatieve advies op aanvraag {request.Number}, maar noemt geen afwijking daarvan. Ook is geen antwoord aan de adviseur vastgelegd."),
                    Invariant($"Decision {decision.Number} goes against the negative advice on request {request.Number}, but names no deviation from it. No answer to the adviser was recorded either."));
            }
    }
}
