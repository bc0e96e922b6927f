namespace WikkenWegen.Domain.Findings;

/// <summary>The proposal that came first was chosen though a small change of one weight brings another to the front, and the decision names no case in which the question comes back.</summary>
public sealed class FragileWinnerRule() : FindingRule("fragile-winner-unsaid", FindingSeverity.Attention, FindingAxis.Both,
    new("Kwetsbare nummer één, en geen voorbehoud genoemd", "Fragile first place, and no reservation named"),
    new("Noem in het besluit hoe klein het verschil is en in welke gevallen de vraag terugkomt.", "Name in the decision how small the difference is, and the cases in which the question comes back."))
{
    /// <summary>A first place is fragile where a smaller change of one weight than this, in percentage points of all weight, brings another to the front.</summary>
    public const decimal Fragile = 5;

    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (Robustness.UnsaidOrder(context, decision) is not { } order || order.FlipBelow(Fragile) is not { } flip) continue;
            var change = Math.Round(flip, 2);
            yield return Found([order.Criteria.Origin, decision.Origin],
                string.Create(Forms.Dutch, $"Bij besluit {decision.Number} komt een ander voorstel bovenaan als één gewicht {change:0.##} procentpunt verandert. Het besluit noemt geen geval waarin de vraag terugkomt."),
                string.Create(Forms.English, $"At decision {decision.Number} another proposal comes first if one weight changes by {change:0.##} percentage points. The decision names no case in which the question comes back."));
        }
    }
}
