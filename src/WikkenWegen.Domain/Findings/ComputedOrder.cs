using System.Collections.Immutable;

namespace WikkenWegen.Domain.Findings;

/// <summary>Computes the order that scores give: <see cref="OutcomeOrders"/>, or what stands in for it.</summary>
public interface IComputedOrders
{
    /// <summary>
    /// The order of the proposals by the criteria and scores that were there when a decision was taken, by happening and by recording; null where
    /// there are no two proposals with a score on each criterion that has a weight.
    /// </summary>
    /// <param name="weighing">The state, as its reader may read it; it may have come later than the decision.</param>
    /// <param name="decision">One of its decisions.</param>
    IComputedOrder? At(Weighing weighing, Decision decision);
}

/// <summary>The order that scores give.</summary>
public interface IComputedOrder
{
    /// <summary>The version of the criteria that it is computed by.</summary>
    CriteriaVersion Criteria { get; }

    /// <summary>Codes of the proposals that are in it: those that are scored on every criterion.</summary>
    ImmutableArray<string> Proposals { get; }

    /// <summary>Codes of the proposals that come first: more than one where they tie.</summary>
    ImmutableArray<string> First { get; }

    /// <summary>
    /// Why the order is not clear, each reason once: a tie, a difference below the margin that was agreed, bands that overlap, scores that are missing of a
    /// proposal that is not in it; empty where it is clear.
    /// </summary>
    ImmutableArray<OutcomeDoubt> Doubts { get; }

    /// <summary>Whether the order is clear.</summary>
    bool IsClear => Doubts.IsEmpty;

    /// <summary>The smallest change of one weight by which another proposal comes first, in percentage points of all weight, where it is below a bound; null where it is not, or where no single weight can do that.</summary>
    /// <param name="bound">The bound, in percentage points.</param>
    decimal? FlipBelow(decimal bound);
}
