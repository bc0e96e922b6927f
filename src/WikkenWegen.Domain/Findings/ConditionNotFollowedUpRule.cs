namespace WikkenWegen.Domain.Findings;

/// <summary>
/// A decision was taken on conditions, and no review tells what came of them though there was time for it: the weighing was closed, the review date
/// passed, or execution started more than <see cref="Days"/> days ago.
/// </summary>
public sealed class ConditionNotFollowedUpRule() : FindingRule("condition-not-followed-up", FindingSeverity.Attention, FindingAxis.Happening,
    new("Voorwaarde van besluit niet gevolgd", "Condition of a decision not followed up"),
    new("Evalueer het besluit en leg vast of aan de voorwaarden is voldaan.", "Review the decision and record whether the conditions were met."))
{
    /// <summary>The time after the start of execution in which conditions should have been looked at, in days.</summary>
    public const int Days = 365;

    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (decision.Content.Conditions.IsEmpty || !decision.Standing || !decision.Reviews.IsEmpty) continue;
            var closed = context.Weighing.Ended is { Status: WeighingStatus.Closed } end ? end.Origin : null;
            if (closed is null && !(decision.Content.ReviewDate is { } day && context.HasPassed(day))
                && !(decision.ExecutionStarted is { } started && context.HasPassed(Calendar.DaysAfter(started.OccurredAt, Days)))) continue;
            yield return Found([decision.Origin, decision.ExecutionStarted, closed],
                Invariant($"Besluit {decision.Number} stelde voorwaarden (aantal: {decision.Content.Conditions.Length}), en in geen evaluatie is vastgelegd of eraan is voldaan."),
                Invariant($"Decision {decision.Number} set conditions (number: {decision.Content.Conditions.Length}), and no review records whether they were met."));
        }
    }
}
