namespace WikkenWegen.Domain.Findings;

/// <summary>A proposal was chosen against negative advice on it, and neither the decision nor an answer to the adviser says why.</summary>
public sealed class AdviceDeviationUnreasonedRule() : FindingRule("advice-deviation-unreasoned", FindingSeverity.Serious, FindingAxis.Happening,
    new("Afwijking van advies niet gemotiveerd", "Deviation from advice not reasoned"),
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
                    Invariant($"Besluit {decision.Number} gaat in tegen het negatieve advies op aanvraag {request.Number}, en nergens staat waarom."),
                    Invariant($"Decision {decision.Number} goes against the negative advice on request {request.Number}, and nowhere does it say why."));
            }
    }
}
