namespace WikkenWegen.Mcda;

/// <summary>
/// Weights from a deck of cards (the procedure of Simos, original and revised): people lay a card a criterion in their order of importance, equal
/// ones on one pile, and put blank cards between piles that lie further apart. In the revised procedure they also say how many times as important
/// the first pile is as the last.
/// </summary>
/// <remarks>
/// Source: Figueira and Roy, European Journal of Operational Research 139 (2002) 317–326, which describes both. In the revised one, the step from one pile to the next is one unit, and
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
        var errors = Check(tiersMostImportantFirst, blankCards);
        if (errors.Finite(ratio, null, "the ratio") && ratio < 1) errors.Add(ErrorCode.OutOfRange, null, "the ratio must be 1 or more");
        if (errors.Any) return errors.As<Weights>();

        var steps = blankCards.Select(cards => cards + Fraction.One).ToList();
        var unit = steps.Count == 0 ? Fraction.Zero : (Fraction.FromDouble(ratio) - 1) / Fraction.Sum(steps);
        var ofTiers = tiersMostImportantFirst.Select((_, i) => 1 + unit * Fraction.Sum(steps.Skip(i)));
        return Normalised("weights-simos-cards", tiersMostImportantFirst, ofTiers);
    }

    /// <summary>The original procedure: each card has a place, 1 for the least important, blank cards counted; a criterion counts the mean of the places of its pile; each weight is divided by the sum.</summary>
    /// <param name="tiersMostImportantFirst">Piles of equally important criteria, the most important first; none empty.</param>
    /// <param name="blankCards">Blank cards between each pile and the next, one number fewer than there are piles, each 0 or more.</param>
    /// <returns>
    /// Weights that sum to exactly 1, in the order of the piles, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>,
    /// <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.Ragged"/> (another number of blank cards), <see cref="ErrorCode.OutOfRange"/>.
    /// </returns>
    public static Result<Weights> OfPlaces(IReadOnlyList<IReadOnlyList<string>> tiersMostImportantFirst, IReadOnlyList<int> blankCards)
    {
        var errors = Check(tiersMostImportantFirst, blankCards);
        if (errors.Any) return errors.As<Weights>();

        var ofTiers = tiersMostImportantFirst.Select((tier, i) =>
        {
            var below = tiersMostImportantFirst.Skip(i + 1).Sum(t => (long)t.Count) + blankCards.Skip(i).Sum(cards => (long)cards);
            return below + Fraction.Of(tier.Count + 1, 2);
        });
        return Normalised("weights-simos-places", tiersMostImportantFirst, ofTiers);
    }

    private static InputErrors Check(IReadOnlyList<IReadOnlyList<string>> tiersMostImportantFirst, IReadOnlyList<int> blankCards)
    {
        ArgumentNullException.ThrowIfNull(tiersMostImportantFirst);
        ArgumentNullException.ThrowIfNull(blankCards);
        var errors = RankedWeights.Check(tiersMostImportantFirst);
        if (blankCards.Count != Math.Max(0, tiersMostImportantFirst.Count - 1)) errors.Add(ErrorCode.Ragged, null, $"{blankCards.Count} numbers of blank cards for {tiersMostImportantFirst.Count} piles");
        for (var i = 0; i < blankCards.Count; i++)
        {
            if (blankCards[i] < 0) errors.Add(ErrorCode.OutOfRange, new Cell(InputErrors.Position(i), null), "a negative number of blank cards");
        }
        return errors;
    }

    private static Result<Weights> Normalised(string algorithm, IReadOnlyList<IReadOnlyList<string>> tiers, IEnumerable<Fraction> ofTiers) => Weights.Normalise(
        new Algorithm(algorithm, "1.0.0"), tiers.SelectMany(tier => tier),
        [.. tiers.Zip(ofTiers).SelectMany(tier => Enumerable.Repeat(tier.Second, tier.First.Count))]);
}
