namespace WikkenWegen.Domain.Findings;

/// <summary>The proposal that came first was chosen though a small change of one weight brings another to the front, and the decision names no case in which the question comes back.</summary>
public sealed class FragileWinnerRule() : FindingRule("fragile-winner-unsaid", FindingSeverity.Attention, FindingAxis.Both,
    new("Kwetsbare nummer één, en geen voorbehoud genoemd", "Fragile first place, and no reservation named"),
    new("Noem in het besluit hoe klein het verschil is en in welke gevallen de vraag terugkomt.", "Name in the decision how small the difference is, and the cases in which the question comes back."))
{
    /// <summary>A first place is fragile where a smaller change of one weight than this, in percentage points of all weight, brings another to the front.</summary>
    public const decimal Fragile = 5;

    /// <summary>The smallest change that is told, in percentage points.</summary>
    private const decimal Shown = 0.01m;

    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (Robustness.UnsaidOrder(context, decision) is not { } order || order.FlipBelow(Fragile) is not { } flip) continue;
            var change = Math.Max(Math.Round(flip, 2), Shown);
            var (lessInDutch, lessInEnglish) = flip < Shown ? ("minder dan ", "less than ") : ("", "");
            yield return Found([order.Criteria.Origin, decision.Origin],
                string.Create(Forms.Dutch, $"Bij besluit {decision.Number} komt een ander voorstel bovenaan als één gewicht {lessInDutch}{change:0.##} procentpunt verandert. Het besluit noemt geen geval waarin de vraag terugkomt."),
                string.Create(Forms.English, $"At decision {decision.Number} another proposal comes first if one weight changes by {lessInEnglish}{change:0.##} percentage points. The decision names no case in which the question comes back."));
        }
    }
}
