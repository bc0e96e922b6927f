namespace WikkenWegen.Domain.Findings;

/// <summary>The proposal that came first was chosen though a tie, too small a margin, the bands of the scores or scores that are missing leave the order open, and the decision names no case in which the question comes back.</summary>
public sealed class UnclearWinnerRule() : FindingRule("unclear-winner-unsaid", FindingSeverity.Attention, FindingAxis.Both,
    new("Geen duidelijke volgorde, en geen voorbehoud genoemd", "No clear order, and no reservation named"),
    new("Noem in het besluit de onzekerheid en in welke gevallen de vraag terugkomt.", "Name the uncertainty in the decision, and the cases in which the question comes back."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (Robustness.UnsaidOrder(context, decision) is not { IsClear: false } order) continue;
            var whys = order.Doubts.Select(Why).ToList();
            yield return Found([order.Criteria.Origin, decision.Origin],
                Invariant($"Bij besluit {decision.Number} gaven de scores geen duidelijke volgorde: {string.Join("; ", whys.Select(w => w.Dutch))}. Het besluit noemt geen geval waarin de vraag terugkomt."),
                Invariant($"At decision {decision.Number} the scores gave no clear order: {string.Join("; ", whys.Select(w => w.English))}. The decision names no case in which the question comes back."));
        }
    }

    private static Spoken Why(OutcomeDoubt doubt) => doubt switch
    {
        OutcomeDoubt.Tie => new("de hoogste totalen zijn gelijk", "the highest totals are equal"),
        OutcomeDoubt.BelowMargin => new("het verschil is kleiner dan is afgesproken", "the difference is smaller than was agreed"),
        OutcomeDoubt.ScoreMissing => new("van een ander voorstel ontbreken scores", "scores of another proposal are missing"),
        _ => new("hun bandbreedtes overlappen", "their bands overlap"),
    };
}
