namespace WikkenWegen.Mcda;

/// <summary>
/// Weights from a deck of cards (the revised procedure of Simos): people lay a card a criterion in their order of importance, equal ones on one
/// pile, put blank cards between piles that lie further apart, and say how many times as important the first pile is as the last.
/// </summary>
/// <remarks>
/// Source: Figueira and Roy, European Journal of Operational Research 139 (2002) 317–326. The step from one pile to the next is one unit, and
/// one more for each blank card between them. Exact fractions: their rule for rounding the weights to whole hundredths is not applied.
/// </remarks>
public static class SimosCards
{
    /// <summary>The last pile counts 1, the first counts the ratio, the others lie between by their units; each weight is divided by the sum.</summary>
    /// <param name="tiersMostImportantFirst">Piles of equally important criteria, the most important first; none empty.</param>
    /// <param name="blankCards">Blank cards between each pile and the next, one number fewer than there are piles, each 0 or more.</param>
    /// <param name="ratio">How many times as important the first pile is as the last: finite, 1 or more. Without meaning for one pile.</param>
    /// <returns>
    /// Weights that sum to exactly 1, in the order of the piles, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>,
    /// <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.Ragged"/> (another number of blank cards), <see cref="ErrorCode.OutOfRange"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>.
    /// </returns>
    public static Result<Weights> Of(IReadOnlyList<IReadOnlyList<string>> tiersMostImportantFirst, IReadOnlyList<int> blankCards, double ratio)
    {
        ArgumentNullException.ThrowIfNull(tiersMostImportantFirst);
        ArgumentNullException.ThrowIfNull(blankCards);
        var errors = RankedWeights.Check(tiersMostImportantFirst);
        if (blankCards.Count != Math.Max(0, tiersMostImportantFirst.Count - 1)) errors.Add(ErrorCode.Ragged, null, $"{blankCards.Count} numbers of blank cards for {tiersMostImportantFirst.Count} piles");
        for (var i = 0; i < blankCards.Count; i++)
        {
            if (blankCards[i] < 0) errors.Add(ErrorCode.OutOfRange, new Cell(InputErrors.Position(i), null), "a negative number of blank cards");
        }
        if (errors.Finite(ratio, null, "the ratio") && ratio < 1) errors.Add(ErrorCode.OutOfRange, null, "the ratio must be 1 or more");
        if (errors.Any) return errors.As<Weights>();

        var steps = blankCards.Select(cards => cards + Fraction.One).ToList();
        var unit = steps.Count == 0 ? Fraction.Zero : (Fraction.FromDouble(ratio) - 1) / Fraction.Sum(steps);
        var ofTiers = tiersMostImportantFirst.Select((_, i) => 1 + unit * Fraction.Sum(steps.Skip(i)));
        return Weights.Normalise(
            new Algorithm("weights-simos-cards", "1.0.0"), tiersMostImportantFirst.SelectMany(tier => tier),
            [.. tiersMostImportantFirst.Zip(ofTiers).SelectMany(tier => Enumerable.Repeat(tier.Second, tier.First.Count))]);
    }
}
