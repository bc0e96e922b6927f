namespace WikkenWegen.Mcda;

/// <summary>
/// The consensus of Tastle and Wierman: how far ratings on an ordered scale lie together; 1 where all chose the same category, 0 where one half chose the first and the other half the last.
/// </summary>
/// <remarks>
/// Cns = 1 + Σ p_i log2(1 − |X_i − μ| / d), d the width of the scale. Source: Tastle and Wierman, International Journal of Approximate Reasoning 45 (2007)
/// 531–545. It takes means of ordinal codes, for which it has been criticised; <see cref="VanDerEijk"/> does not. Immutable and safe for use by several threads.
/// </remarks>
public sealed class TastleWierman : IComputed
{
    private TastleWierman(double frequencies, double? mean, double? consensus) => (Frequencies, Mean, Consensus) = (frequencies, mean, consensus);

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("tastle-wierman-consensus", "1.0.0");

    /// <summary>Sum of the frequencies: n for counts. The consensus does not depend on it; show it.</summary>
    public double Frequencies { get; }

    /// <summary>μ, the mean rating; null without ratings.</summary>
    public double? Mean { get; }

    /// <summary>Cns, in 0..1; null without ratings, or on a scale of one category (no width).</summary>
    public double? Consensus { get; }

    /// <summary>Dnt = 1 − Cns; null where the consensus is.</summary>
    public double? Dissension => 1 - Consensus;

    /// <summary>Ratings on the categories 1, 2, …, K.</summary>
    /// <param name="frequencies">How often each category was chosen, from the first to the last of the scale, also those that nobody chose. Finite, 0 or more.</param>
    /// <returns>The consensus, or the errors of the other overload.</returns>
    public static Result<TastleWierman> Of(IReadOnlyList<double> frequencies)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        return Of([.. frequencies.Select((frequency, i) => (i + 1.0, frequency))]);
    }

    /// <summary>Ratings on categories with codes of their own.</summary>
    /// <param name="categories">Every category of the scale with its code and how often it was chosen. Codes finite and distinct; frequencies finite, 0 or more.</param>
    /// <returns>The consensus, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>, <see cref="ErrorCode.Duplicate"/> (row: the position of the category), <see cref="ErrorCode.Overflow"/> (the frequencies sum to more than a double holds).</returns>
    public static Result<TastleWierman> Of(IReadOnlyList<(double Code, double Frequency)> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        var errors = FrequencyList.Check([.. categories.Select(c => c.Frequency)]);
        var seen = new HashSet<double>();
        for (var i = 0; i < categories.Count; i++)
        {
            var cell = new Cell(InputErrors.Position(i), null);
            if (errors.Finite(categories[i].Code, cell, "the code") && !seen.Add(categories[i].Code)) errors.Add(ErrorCode.Duplicate, cell, "two categories with one code");
        }
        if (errors.Any) return errors.As<TastleWierman>();

        var scale = categories.Select(c => (Code: Fraction.FromDouble(c.Code), Frequency: Fraction.FromDouble(c.Frequency))).OrderBy(c => c.Code).ToList();
        var total = Fraction.Sum(scale.Select(c => c.Frequency));
        if (total.IsZero) return new Result<TastleWierman>(new TastleWierman(0, null, null));
        var mean = Fraction.Sum(scale.Select(c => c.Code * c.Frequency)) / total;
        if (!double.IsFinite(total.ToDouble())) return InputErrors.One<TastleWierman>(ErrorCode.Overflow, null, "the frequencies sum to more than a double holds");
        var width = scale[^1].Code - scale[0].Code;
        if (width.IsZero) return new Result<TastleWierman>(new TastleWierman(total.ToDouble(), mean.ToDouble(), null));
        // A category that somebody chose lies less than the whole width from the mean, so the logarithm is finite.
        var consensus = scale.Where(c => !c.Frequency.IsZero)
            .Aggregate(1.0, (sum, c) => sum + (c.Frequency / total).ToDouble() * Log2(1 - (c.Code - mean).Abs() / width));
        return new Result<TastleWierman>(new TastleWierman(total.ToDouble(), mean.ToDouble(), Math.Clamp(consensus, 0, 1)));
    }

    private static double Log2(Fraction share) => PortableMath.Log2(Math.Max(share.ToDouble(), double.Epsilon));
}
