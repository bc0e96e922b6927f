namespace WikkenWegen.Mcda;

/// <summary>Rank reciprocal weights: the k-th criterion gets (1/k) / Σ 1/i over i = 1..n.</summary>
/// <remarks>Source: Stillwell, Seaver and Edwards, Organizational Behavior and Human Performance 28 (1981) 62–77. Exact fractions: rounding to four digits, as tables in print do, makes them miss 1.</remarks>
public static class RankReciprocal
{
    /// <summary>Weights of a strict ranking.</summary>
    /// <param name="mostImportantFirst">The criteria, distinct, the most important swing first.</param>
    /// <returns>Weights that sum to exactly 1, in the order of the ranking, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>.</returns>
    public static Result<Weights> Of(IReadOnlyList<string> mostImportantFirst) => Of(RankedWeights.Strict(mostImportantFirst));

    /// <summary>Weights of a ranking with ties: criteria of one tier share the mean of their places' weights.</summary>
    /// <param name="tiersMostImportantFirst">Tiers of equally important criteria, the most important tier first; none empty.</param>
    /// <returns>Weights that sum to exactly 1, in the order of the tiers, or the errors of the other overload.</returns>
    public static Result<Weights> Of(IReadOnlyList<IReadOnlyList<string>> tiersMostImportantFirst) =>
        RankedWeights.Of("weights-rank-reciprocal", tiersMostImportantFirst, (k, _) => Fraction.Of(1, k));
}
