namespace WikkenWegen.Mcda;

/// <summary>Rank order centroid weights (ROC, SMARTER): the mean of all weights that agree with the ranking. Of n criteria the k-th gets (1/n) Σ 1/i over i = k..n.</summary>
/// <remarks>Source: Edwards and Barron, OBHDP 60 (1994) 306–325; Barron and Barrett, Management Science 42 (1996) 1515–1523. Exact fractions: rounding to four digits, as tables in print do, makes them miss 1.</remarks>
public static class RankOrderCentroid
{
    /// <summary>Weights of a strict ranking.</summary>
    /// <param name="mostImportantFirst">The criteria, distinct, the most important swing first.</param>
    /// <returns>Weights that sum to exactly 1, in the order of the ranking, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>.</returns>
    public static Result<Weights> Of(IReadOnlyList<string> mostImportantFirst) => Of(RankedWeights.Strict(mostImportantFirst));

    /// <summary>Weights of a ranking with ties: criteria of one tier share the mean of their places' weights.</summary>
    /// <param name="tiersMostImportantFirst">Tiers of equally important criteria, the most important tier first; none empty.</param>
    /// <returns>Weights that sum to exactly 1, in the order of the tiers, or the errors of the other overload.</returns>
    public static Result<Weights> Of(IReadOnlyList<IReadOnlyList<string>> tiersMostImportantFirst) =>
        RankedWeights.Of("weights-rank-order-centroid", tiersMostImportantFirst, (k, n) => Fraction.Sum(Enumerable.Range(k, n - k + 1).Select(i => Fraction.Of(1, i))) / n);
}
