namespace WikkenWegen.Mcda;

/// <summary>Why the order of two proposals is not clear. Several reasons can hold at once.</summary>
[Flags]
public enum OrderDoubt
{
    /// <summary>The order is clear.</summary>
    None = 0,

    /// <summary>Both totals are equal.</summary>
    Tie = 1,

    /// <summary>The difference of the totals is below the threshold agreed.</summary>
    BelowThreshold = 2,

    /// <summary>The bands overlap: the one behind can, within the ranges of the scores, end up ahead.</summary>
    BandsOverlap = 4,
}

/// <summary>Says "no clear order" where the numbers do not carry one: bands that overlap, or a margin below a threshold.</summary>
/// <remarks>Bands that only touch do not overlap. Immutable and safe for use by several threads.</remarks>
public sealed class ClearOrder : IComputed
{
    private readonly AdditiveValue _outcome;

    private ClearOrder(AdditiveValue outcome, Fraction threshold) => (_outcome, Threshold) = (outcome, threshold);

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("clear-order", "1.0.0");

    /// <summary>The least difference of totals that counts, in the unit of the totals.</summary>
    public Fraction Threshold { get; }

    /// <summary>The one proposal that is clearly ahead of every other; null where there is no clear winner. A single proposal is the winner.</summary>
    public string? Winner
    {
        get
        {
            var first = _outcome.Ranking[0].Name;
            return _outcome.Ranking.Skip(1).All(other => Doubt(first, other.Name) == OrderDoubt.None) ? first : null;
        }
    }

    /// <summary>For each neighbouring pair of the ranking, the better one first: is the order clear?</summary>
    public IReadOnlyList<(string Ahead, string Behind, OrderDoubt Doubt)> Steps =>
        [.. _outcome.Ranking.Zip(_outcome.Ranking.Skip(1), (a, b) => (a.Name, b.Name, Doubt(a.Name, b.Name)))];

    /// <summary>Judges an outcome.</summary>
    /// <param name="outcome">The totals.</param>
    /// <param name="threshold">The least difference of totals that counts, 0 or more, in the unit of the totals. A difference of exactly the threshold counts.</param>
    /// <returns>The judgement, or <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>.</returns>
    public static Result<ClearOrder> Of(AdditiveValue outcome, double threshold)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var errors = new InputErrors();
        if (errors.Finite(threshold, null, "the threshold") && threshold < 0) errors.Add(ErrorCode.OutOfRange, null, "the threshold is negative");
        return errors.Any ? errors.As<ClearOrder>() : new Result<ClearOrder>(new ClearOrder(outcome, Fraction.FromDouble(threshold)));
    }

    /// <summary>Is the order of two proposals clear?</summary>
    /// <param name="a">A proposal.</param>
    /// <param name="b">Another; the answer is the same either way.</param>
    /// <exception cref="KeyNotFoundException">No such proposal: a bug of the caller.</exception>
    public OrderDoubt Doubt(string a, string b)
    {
        var difference = _outcome.Totals[a] - _outcome.Totals[b];
        var (ahead, behind) = difference.Sign >= 0 ? (_outcome.Bands[a], _outcome.Bands[b]) : (_outcome.Bands[b], _outcome.Bands[a]);
        return (difference.IsZero ? OrderDoubt.Tie : OrderDoubt.None)
            | (difference.Abs() < Threshold ? OrderDoubt.BelowThreshold : OrderDoubt.None)
            | (ahead.Low < behind.High ? OrderDoubt.BandsOverlap : OrderDoubt.None);
    }
}
