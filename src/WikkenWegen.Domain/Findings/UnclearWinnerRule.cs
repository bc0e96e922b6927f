namespace WikkenWegen.Domain.Findings;

/// <summary>The proposal that came first was chosen though the bands of the scores leave the order open, and the decision does not say so.</summary>
public sealed class UnclearWinnerRule() : FindingRule("unclear-winner-unsaid", FindingSeverity.Attention, FindingAxis.Both,
    new("Geen duidelijke volgorde, en dat niet gezegd", "No clear order, and not said so"),
    new("Noem in het besluit de onzekerheid en in welke gevallen de vraag terugkomt.", "Name the uncertainty in the decision, and the cases in which the question comes back."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (Robustness.UnsaidOrder(context, decision) is not { IsClear: false } order) continue;
            yield return Found([order.Criteria.Origin, decision.Origin],
                Invariant($"Bij besluit {decision.Number} gaven de scores geen duidelijke volgorde: hun bandbreedtes overlappen. Het besluit noemt geen geval waarin de vraag terugkomt."),
                Invariant($"At decision {decision.Number} the scores gave no clear order: their bands overlap. The decision names no case in which the question comes back."));
        }
    }
}
