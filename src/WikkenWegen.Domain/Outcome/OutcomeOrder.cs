using System.Collections.Immutable;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Outcome;

/// <summary>The order of an outcome, without all else that is told of it: for who asks it of thousands of weighings.</summary>
public sealed class OutcomeOrder
{
    /// <summary>Decimals of a change of weight.</summary>
    private const int FlipDigits = 7;

    private readonly AdditiveValue _additive;

    private OutcomeOrder(AdditiveValue additive, ImmutableArray<DoubtfulRival> doubts)
    {
        (_additive, Doubts) = (additive, doubts);
        Proposals = [.. additive.Ranking.Select(r => r.Name)];
        First = [.. additive.Ranking.TakeWhile(r => r.Rank == 1).Select(r => r.Name)];
    }

    /// <summary>Codes of the proposals that have a total, the best first.</summary>
    public ImmutableArray<string> Proposals { get; }

    /// <summary>Codes of the proposals in the first place; several where their totals are equal.</summary>
    public ImmutableArray<string> First { get; }

    /// <summary>The proposals over which the first is not clearly ahead; empty where there is a clear winner.</summary>
    public ImmutableArray<DoubtfulRival> Doubts { get; }

    /// <summary>The smallest change of one weight after which another is first, in percentage points of all weight; null where no single weight can. Computed when asked for.</summary>
    public decimal? SmallestFlip => WeightStability.Of(_additive).Value.SmallestFlip is { } flip ? Shown.Trimmed(flip.Change.Abs() * 100, FlipDigits) : null;

    /// <summary>The order of inputs; null where no proposal has a total.</summary>
    /// <param name="inputs">What it is computed from.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static OutcomeOrder? Of(OutcomeInputs inputs, CancellationToken cancellation)
    {
        var sorted = OutcomeComputation.InOrder(inputs);
        var model = new OutcomeModel(sorted, sorted.Scores, cancellation);
        return model.Additive is { } additive ? new OutcomeOrder(additive, [.. OutcomeComputation.Doubts(sorted, model, additive)]) : null;
    }
}
