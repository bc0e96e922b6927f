using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>The order of the proposals at a decision, as the outcome computes it: of the same scores, in the same way, with the same doubts.</summary>
public sealed class OutcomeOrders : IComputedOrders
{
    /// <summary>The one instance; it holds nothing.</summary>
    public static readonly OutcomeOrders Instance = new();

    private OutcomeOrders()
    {
    }

    /// <inheritdoc />
    public IComputedOrder? At(Weighing weighing, Decision decision)
    {
        if (weighing.Scores.Count == 0) return null;
        var inputs = OutcomeInputs.At(weighing, decision.Origin);
        return OutcomeOrder.Of(inputs) is { } order ? new Order(weighing.CriteriaVersions.First(v => v.Version == inputs.CriteriaVersion), order) : null;
    }

    private sealed class Order(CriteriaVersion criteria, OutcomeOrder order) : IComputedOrder
    {
        public CriteriaVersion Criteria => criteria;

        public ImmutableArray<string> Proposals => order.Proposals;

        public ImmutableArray<string> First => order.First;

        public ImmutableArray<OutcomeDoubt> Doubts => order.Doubts;

        public decimal? FlipBelow(decimal bound) => order.FlipBelow(bound);
    }
}
