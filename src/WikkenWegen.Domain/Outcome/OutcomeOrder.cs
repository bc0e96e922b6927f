using System.Collections.Immutable;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Outcome;

/// <summary>
/// The order of an outcome, without all else that is told of it: for who asks it of thousands of weighings. It is that of the outcome: what doubles say beyond
/// doubt is taken from them, and where two numbers are too near for that, the outcome itself is computed.
/// </summary>
public sealed class OutcomeOrder
{
    /// <summary>Decimals of a change of weight.</summary>
    private const int FlipDigits = 7;

    private readonly OutcomeInputs _inputs;
    private readonly NearTotals? _near;
    private AdditiveValue? _additive;

    private OutcomeOrder(OutcomeInputs inputs, NearTotals near) =>
        (_inputs, _near, Proposals, First, Doubts) = (inputs, near, near.Proposals, [near.First], near.Doubts);

    private OutcomeOrder(OutcomeInputs inputs, AdditiveValue additive, IEnumerable<DoubtfulRival> doubts)
    {
        (_inputs, _additive) = (inputs, additive);
        Proposals = [.. additive.Ranking.Select(r => r.Name)];
        First = [.. additive.Ranking.TakeWhile(r => r.Rank == 1).Select(r => r.Name)];
        Doubts = [.. doubts.SelectMany(d => d.Why).Distinct().Order()];
    }

    /// <summary>Codes of the proposals that have a total.</summary>
    public ImmutableArray<string> Proposals { get; }

    /// <summary>Codes of the proposals in the first place; several where their totals are equal.</summary>
    public ImmutableArray<string> First { get; }

    /// <summary>Why the first is not clearly ahead of every other, each reason once; empty where it is.</summary>
    public ImmutableArray<OutcomeDoubt> Doubts { get; }

    /// <summary>The order of inputs; null where fewer than two proposals have a total.</summary>
    /// <param name="inputs">What it is computed from.</param>
    public static OutcomeOrder? Of(OutcomeInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (NearTotals.Of(inputs) is { } near) return near.Proposals.Length < 2 ? null : new OutcomeOrder(inputs, near);
        var sorted = OutcomeComputation.InOrder(inputs);
        var model = new OutcomeModel(sorted, sorted.Scores, CancellationToken.None);
        return model.Additive is { Ranking.Count: > 1 } additive ? new OutcomeOrder(sorted, additive, OutcomeComputation.Doubts(sorted, model, additive, WeighingOutcome.CurrentMethod)) : null;
    }

    /// <summary>The smallest change of one weight after which another is first, in percentage points of all weight, where it is below a bound; null where it is not, or where no single weight can.</summary>
    /// <param name="bound">The bound, in percentage points.</param>
    public decimal? FlipBelow(decimal bound)
    {
        if (_near?.HasNoFlipBelow((double)bound / 100) == true) return null;
        _additive ??= new OutcomeModel(OutcomeComputation.InOrder(_inputs), _inputs.Scores, CancellationToken.None).Additive!;
        return WeightStability.Of(_additive).Value.SmallestFlip is { } flip && Shown.Trimmed(flip.Change.Abs() * 100, FlipDigits) is var change && change < bound ? change : null;
    }
}
