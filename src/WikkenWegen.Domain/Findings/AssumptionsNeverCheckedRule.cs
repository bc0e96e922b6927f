namespace WikkenWegen.Domain.Findings;

/// <summary>
/// A decision that stands rests on assumptions, has no day on which it will be reviewed, and more than <see cref="Days"/> days after it nobody has
/// recorded whether they still hold. Where there is a day, the rule about that day says so.
/// </summary>
public sealed class AssumptionsNeverCheckedRule() : FindingRule("assumptions-never-checked", FindingSeverity.Attention, FindingAxis.Happening,
    new("Aannames nooit nagegaan", "Assumptions never checked"),
    new("Evalueer het besluit en leg vast of de aannames nog kloppen.", "Review the decision and record whether the assumptions still hold."))
{
    /// <summary>The time after a decision in which its assumptions should have been looked at, in days.</summary>
    public const int Days = 365;

    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            var content = decision.Content;
            if (content.Assumptions.IsEmpty || content.ReviewDate is not null || !decision.Standing || !decision.Reviews.IsEmpty || !decision.FallenAssumptions.IsEmpty) continue;
            if (!context.HasPassed(Calendar.DaysAfter(decision.Origin.OccurredAt, Days))) continue;
            yield return Found([decision.Origin],
                Invariant($"Besluit {decision.Number} rust op aannames (aantal: {content.Assumptions.Length}) en heeft geen evaluatiedatum. Na {Days} dagen is in geen evaluatie vastgelegd of zij nog kloppen."),
                Invariant($"Decision {decision.Number} rests on assumptions (number: {content.Assumptions.Length}) and has no review date. After {Days} days no review records whether they still hold."));
        }
    }
}
