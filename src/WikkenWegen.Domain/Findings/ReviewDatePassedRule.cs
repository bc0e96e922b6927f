using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// A decision was reviewed after the day on which it would be, or it never was and stood until that day had passed. Nobody waits for the review of one
/// that ended since in a weighing that was cancelled.
/// </summary>
public sealed class ReviewDatePassedRule() : FindingRule("review-date-passed", FindingSeverity.Attention, FindingAxis.Happening,
    new("Evaluatiedatum voorbij", "Review date passed"),
    new("Evalueer het besluit, of leg vast waarom dat later gebeurde.", "Review the decision, or record why that happened later."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Weighing.Decisions)
        {
            if (decision.Content.ReviewDate is not { } day) continue;
            var deadlines = context.Weighing.DeadlinesOf(decision).ToList();
            var review = deadlines.Single(d => d.Kind == DeadlineKind.Review);
            var (dutch, english) = (Forms.Day(day, Forms.Dutch), Forms.Day(day, Forms.English));
            if (review.Kept == false)
            {
                var held = decision.Reviews.First(r => r.Origin.Event == review.Settled!.Event).Origin;
                var on = Calendar.DayOf(held.OccurredAt);
                yield return Found([decision.Origin, held],
                    Invariant($"Besluit {decision.Number} zou op {dutch} worden geëvalueerd. Dat gebeurde pas op {Forms.Day(on, Forms.Dutch)}."),
                    Invariant($"Decision {decision.Number} would be reviewed on {english}. That happened only on {Forms.Day(on, Forms.English)}."));
            }
            // An assumption that fell after the day was not looked at in time either, though no review has to be held once the decision is gone.
            else if (deadlines.Any(d => d.Kept == false) || (review.Undone && IsWaitedFor(review) && context.HasPassed(day)))
                yield return Found([decision.Origin],
                    Invariant($"Besluit {decision.Number} zou op {dutch} worden geëvalueerd. Dat is niet gebeurd."),
                    Invariant($"Decision {decision.Number} would be reviewed on {english}. That did not happen."));
        }

        bool IsWaitedFor(Deadline review) => review.Settled is null || context.Weighing.Ended?.Status != WeighingStatus.Cancelled;
    }
}
