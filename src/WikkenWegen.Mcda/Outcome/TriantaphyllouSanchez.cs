namespace WikkenWegen.Mcda;

/// <summary>The change of one weight, the others untouched, that reverses two proposals.</summary>
/// <param name="Criterion">The criterion whose weight changes.</param>
/// <param name="Better">The proposal that is ahead now, or was named first in a tie.</param>
/// <param name="Other">The one that would overtake it.</param>
/// <param name="Decrease">δ: how much the weight must go <b>down</b> (negative: up) for the two to draw level.</param>
/// <param name="Percent">δ as a percentage of the weight now; null for a weight of 0.</param>
/// <param name="Feasible">δ ≤ w: the new weight is not negative. A negative δ is always feasible.</param>
public sealed record CriticalChange(string Criterion, string Better, string Other, Fraction Decrease, Fraction? Percent, bool Feasible)
{
    /// <summary>The weight of the criterion at which they draw level once all weights are divided by their sum again: (w − δ) / (1 − δ), the same point as in <see cref="WeightStability"/>. Null where no positive weight is left.</summary>
    /// <param name="weight">The weight now.</param>
    public Fraction? Renormalised(Fraction weight) => Decrease < 1 ? (weight - Decrease) / (1 - Decrease) : null;
}

/// <summary>The sensitivity analysis of Triantaphyllou and Sánchez: which weight, changed alone and not compensated, soonest reverses a pair.</summary>
/// <remarks>
/// δ = (V_other − V_better) / (v_other,k − v_better,k). Source: Triantaphyllou and Sánchez, Decision Sciences 28 (1997) 151–194, Theorem 1.
/// <see cref="WeightStability"/> answers the same question with the other weights rescaled. Exact. Immutable and safe for use by several threads.
/// </remarks>
public sealed class TriantaphyllouSanchez : IComputed
{
    private readonly AdditiveValue _outcome;

    private TriantaphyllouSanchez(AdditiveValue outcome) => _outcome = outcome;

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("triantaphyllou-sanchez", "1.0.0");

    /// <summary>All feasible changes that reverse the first of the ranking with another; the smallest δ in absolute terms first.</summary>
    public IReadOnlyList<CriticalChange> OfTheFirst() =>
        [.. Feasible(_outcome.Ranking.Skip(1).Select(other => (_outcome.Ranking[0].Name, other.Name)))];

    /// <summary>All feasible changes that reverse any pair; the smallest δ in absolute terms first.</summary>
    public IReadOnlyList<CriticalChange> OfAnyPair() =>
        [.. Feasible(_outcome.Ranking.SelectMany((a, i) => _outcome.Ranking.Skip(i + 1).Select(b => (a.Name, b.Name))))];

    /// <summary>Takes an outcome.</summary>
    /// <param name="outcome">The totals.</param>
    public static TriantaphyllouSanchez Of(AdditiveValue outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new TriantaphyllouSanchez(outcome);
    }

    /// <summary>The change of one weight that makes two proposals draw level.</summary>
    /// <param name="criterion">The criterion whose weight changes.</param>
    /// <param name="a">A proposal.</param>
    /// <param name="b">Another; the answer is the same either way.</param>
    /// <returns>The change; null where both have the same value on the criterion, so that its weight cannot matter.</returns>
    /// <exception cref="KeyNotFoundException">No such proposal or criterion: a bug of the caller.</exception>
    public CriticalChange? At(string criterion, string a, string b)
    {
        var (better, other) = _outcome.Totals[a] >= _outcome.Totals[b] ? (a, b) : (b, a);
        var gap = _outcome.Values[other, criterion].Expected - _outcome.Values[better, criterion].Expected;
        if (gap.IsZero) return null;
        var weight = _outcome.Weights[criterion];
        var decrease = (_outcome.Totals[other] - _outcome.Totals[better]) / gap;
        return new CriticalChange(criterion, better, other, decrease, weight.IsZero ? null : decrease / weight * 100, decrease <= weight);
    }

    private IEnumerable<CriticalChange> Feasible(IEnumerable<(string A, string B)> pairs) =>
        pairs.SelectMany(pair => _outcome.Values.Criteria.Select(criterion => At(criterion, pair.A, pair.B)))
            .OfType<CriticalChange>().Where(change => change.Feasible).OrderBy(change => change.Decrease.Abs());
}
