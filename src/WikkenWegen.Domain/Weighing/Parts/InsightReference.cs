namespace WikkenWegen.Domain;

/// <summary>
/// An insight of the learning network that something was made of. Its sentence is not here: it is of the network, where who is in it reads it. What was drawn there never changes,
/// so that the two say which one is meant for ever. The network is not told who uses it.
/// </summary>
/// <param name="Edition">Id of the edition.</param>
/// <param name="Number">Number of the insight within the edition, from 1.</param>
public sealed record InsightReference(Guid Edition, int Number);

/// <summary>Checks references to insights.</summary>
public static class InsightReferences
{
    /// <summary>Refuses a reference to an insight that does not exist, or that who refers to it may not read: nobody learns by it what is in the network.</summary>
    public static readonly Rule InsightNotInNetwork = new("insight-not-in-network", RuleKind.Invalid,
        "Inzicht {0} van editie {1} is er niet in het leernetwerk, of u doet daar niet aan mee.",
        "Insight {0} of edition {1} is not in the learning network, or you do not take part in that.");

    /// <summary>Refuses those that are not known.</summary>
    /// <param name="named">The references, with where each stands in the request.</param>
    /// <param name="isKnown">Whether who asks may refer to one.</param>
    internal static IEnumerable<Refusal> NotThere(this IEnumerable<(InsightReference Insight, string Pointer)> named, Func<InsightReference, bool> isKnown) =>
        named.Where(n => !isKnown(n.Insight)).Select(n => InsightNotInNetwork.At(n.Pointer, n.Insight.Number, n.Insight.Edition));

    /// <summary>"inzicht 2 van editie 019f…, inzicht 1 van editie 019e…".</summary>
    internal static string InDutch(this IEnumerable<InsightReference> insights) => Speech.Listed(insights.Select(i => Invariant($"inzicht {i.Number} van editie {i.Edition}")));

    /// <summary>The same in English.</summary>
    internal static string InEnglish(this IEnumerable<InsightReference> insights) => Speech.Listed(insights.Select(i => Invariant($"insight {i.Number} of edition {i.Edition}")));
}
