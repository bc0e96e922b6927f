namespace WikkenWegen.Domain.Findings;

/// <summary>The day on which a decision that stands would be reviewed has passed, and it never was.</summary>
public sealed class ReviewDatePassedRule() : FindingRule("review-date-passed", FindingSeverity.Attention, FindingAxis.Happening,
    new("Evaluatiedatum voorbij", "Review date passed"),
    new("Evalueer het besluit.", "Review the decision."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Weighing.Decisions)
        {
            if (decision.Content.ReviewDate is not { } day || !decision.Standing || !decision.Reviews.IsEmpty || !context.HasPassed(day)) continue;
            yield return Found([decision.Origin],
                Invariant($"Besluit {decision.Number} zou op {Forms.Day(day, Forms.Dutch)} worden geëvalueerd. Dat is niet gebeurd."),
                Invariant($"Decision {decision.Number} would be reviewed on {Forms.Day(day, Forms.English)}. That did not happen."));
        }
    }
}
