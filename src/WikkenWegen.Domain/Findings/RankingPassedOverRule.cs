namespace WikkenWegen.Domain.Findings;

/// <summary>
/// Another proposal was chosen than the one that came first by the scores, and the decision names no deviation from the computed ranking. One that lacks
/// scores has no place in that ranking, and is not first either.
/// </summary>
public sealed class RankingPassedOverRule() : FindingRule("ranking-passed-over", FindingSeverity.Serious, FindingAxis.Both,
    new("Berekende nummer één gepasseerd, afwijking niet genoemd", "Computed first place passed over, deviation not named"),
    new("Noem in het besluit de afwijking van de berekende rangorde, met grond en reden.", "Name the deviation from the computed ranking in the decision, with its ground and reason."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
        {
            if (Robustness.SaysItDeviates(decision) || context.OrderAt(decision) is not { First.IsEmpty: false } order) continue;
            var chosen = FindingContext.ChosenBy(decision).ToList();
            if (chosen.Any(order.First.Contains)) continue;
            var (first, codes) = (Speech.Listed(order.First), Speech.Listed(chosen));
            var lacking = Speech.Listed(chosen.Where(code => !order.Proposals.Contains(code)));
            var lacks = lacking.Length == 0 ? new Spoken("", "") : new Spoken($" Van {lacking} ontbreken scores.", $" Scores of {lacking} are missing.");
            yield return Found([order.Criteria.Origin, decision.Origin],
                Invariant($"Besluit {decision.Number} koos {codes}; bovenaan {(order.First.Length > 1 ? "stonden" : "stond")} {first}.{lacks.Dutch} Het besluit noemt geen afwijking van de berekende rangorde."),
                Invariant($"Decision {decision.Number} chose {codes}; {first} came first.{lacks.English} The decision names no deviation from the computed ranking."));
        }
    }
}
