namespace WikkenWegen.Domain.Findings;

/// <summary>
/// What a decision says of how sure its order is. Its rationale is a sealed text that no rule can read; so it says it by naming a deviation from the
/// computed ranking, or the cases in which the question comes back.
/// </summary>
internal static class Robustness
{
    /// <summary>Whether a decision says that it deviates from the computed ranking.</summary>
    public static bool SaysItDeviates(Decision decision) => decision.Content.Deviations.Any(d => d.From == DeviationFrom.ComputedRanking);

    /// <summary>Whether a decision says that its order is not beyond doubt.</summary>
    public static bool SaysItIsUnsure(Decision decision) => !decision.Content.ReopenWhen.IsEmpty || SaysItDeviates(decision);

    /// <summary>The order by which a proposal was chosen that came first in it, where the decision does not say that it is not beyond doubt; null for every other decision.</summary>
    public static IComputedOrder? UnsaidOrder(FindingContext context, Decision decision) =>
        FindingContext.IsAnswerable(decision) && !SaysItIsUnsure(decision) && context.OrderAt(decision) is { } order && FindingContext.ChosenBy(decision).Any(order.First.Contains) ? order : null;
}
