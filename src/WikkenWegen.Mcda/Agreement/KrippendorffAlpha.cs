namespace WikkenWegen.Mcda;

/// <summary>What the ratings mean, and so how far two of them differ.</summary>
public enum MeasurementLevel
{
    /// <summary>Categories: δ² is 0 for equal ratings, 1 for others.</summary>
    Nominal,

    /// <summary>Ranks: δ² = (Σ n_g over g = c..k, less (n_c + n_k)/2)², from how many ratings lie between.</summary>
    Ordinal,

    /// <summary>Numbers with a unit: δ² = (c − k)².</summary>
    Interval,

    /// <summary>Numbers with a natural zero, 0 or more: δ² = ((c − k)/(c + k))².</summary>
    Ratio,
}

/// <summary>
/// Krippendorff's alpha: agreement of any number of raters on any number of units, with gaps. 1 for perfect agreement, 0 for what chance would give, below 0 for less.
/// </summary>
/// <remarks>
/// α = 1 − Do/De on the coincidences of pairable ratings. Source: Krippendorff, Content Analysis (2004), ch. 11; Computing Krippendorff's Alpha-Reliability
/// (2011). Sums run in the order of the ratings' size, so that the order of raters and units changes no bit. Immutable and safe for use by several threads.
/// </remarks>
public sealed class KrippendorffAlpha : IComputed
{
    private KrippendorffAlpha(MeasurementLevel level, int units, long pairable, double observed, double expected, int exponent)
    {
        (Level, PairableUnits, PairableRatings) = (level, units, pairable);
        if (pairable == 0) return;
        (ObservedDisagreement, ExpectedDisagreement) = (Unscale(observed, exponent), Unscale(expected, exponent));
        if (expected > 0) Alpha = 1 - observed / expected;
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("krippendorff-alpha", "1.0.0");

    /// <summary>How differences were measured.</summary>
    public MeasurementLevel Level { get; }

    /// <summary>Number of units with two ratings or more; the others do not count.</summary>
    public int PairableUnits { get; }

    /// <summary>n: number of ratings of those units.</summary>
    public long PairableRatings { get; }

    /// <summary>α, at most 1. Null where it is undefined: no unit with two ratings, or no variation at all among the pairable ratings.</summary>
    public double? Alpha { get; }

    /// <summary>Do, the mean δ² within units, 0 or more; null without pairable ratings, and where a double cannot hold it (alpha can be defined all the same).</summary>
    public double? ObservedDisagreement { get; }

    /// <summary>De, the mean δ² over all pairable ratings, 0 or more; null as <see cref="ObservedDisagreement"/>.</summary>
    public double? ExpectedDisagreement { get; }

    /// <summary>Computes alpha.</summary>
    /// <param name="ratings">Ratings with or without gaps; words at the nominal level only.</param>
    /// <param name="level">What the ratings mean.</param>
    /// <returns>The coefficient, or <see cref="ErrorCode.WrongKind"/> (words at another level), <see cref="ErrorCode.OutOfRange"/> (no such level; a negative rating at the ratio level).</returns>
    public static Result<KrippendorffAlpha> Of(RatingTable ratings, MeasurementLevel level)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        var errors = new InputErrors();
        if (!Enum.IsDefined(level)) errors.Add(ErrorCode.OutOfRange, null, $"no level {level}");
        if (level != MeasurementLevel.Nominal) ratings.RefuseWords(errors);
        for (var r = 0; level == MeasurementLevel.Ratio && r < ratings.Raters.Count; r++)
        {
            for (var u = 0; u < ratings.Units.Count; u++)
            {
                if (ratings.At(r, u) < 0) errors.Add(ErrorCode.OutOfRange, ratings.CellAt(r, u), "a negative rating has no ratio");
            }
        }
        return errors.Any ? errors.As<KrippendorffAlpha>() : new Result<KrippendorffAlpha>(Compute(ratings, level));
    }

    private static KrippendorffAlpha Compute(RatingTable ratings, MeasurementLevel level)
    {
        var units = Enumerable.Range(0, ratings.Units.Count)
            .Select(u => Enumerable.Range(0, ratings.Raters.Count).Select(r => ratings.At(r, u)).OfType<double>().Order().ToArray())
            .Where(unit => unit.Length >= 2).ToList();
        var values = units.SelectMany(unit => unit).Distinct().Order().ToArray();
        var counts = new long[values.Length];
        foreach (var rating in units.SelectMany(unit => unit)) counts[Array.BinarySearch(values, rating)]++;
        var n = counts.Sum();
        if (n == 0) return new KrippendorffAlpha(level, 0, 0, 0, 0, 0);

        var (places, exponent) = Places(values, counts, level);
        double Difference(int c, int k)
        {
            if (level == MeasurementLevel.Nominal) return 1;
            var difference = places[c] - places[k];
            if (level == MeasurementLevel.Ratio) difference /= places[c] + places[k];
            return difference * difference;
        }

        // A pair of ratings counts in both directions.
        var within = FixedOrder.Sum(units.Select(unit =>
        {
            var codes = unit.Select(rating => Array.BinarySearch(values, rating)).ToArray();
            double sum = 0;
            for (var i = 0; i < codes.Length; i++)
            {
                for (var j = i + 1; j < codes.Length; j++) sum += codes[i] == codes[j] ? 0 : 2 * Difference(codes[i], codes[j]);
            }
            return sum / (codes.Length - 1);
        }));
        double between = 0;
        for (var c = 0; c < values.Length; c++)
        {
            for (var k = c + 1; k < values.Length; k++) between += 2.0 * counts[c] * counts[k] * Difference(c, k);
        }
        return new KrippendorffAlpha(level, units.Count, n, within / n, between / n / (n - 1), exponent);
    }

    // Positions whose distance is the difference. Ordinal: the middle of each rating's place in the sorted sample. Interval and ratio: the ratings, scaled by
    // a power of two, which changes no digit and keeps squares within the range of doubles.
    private static (double[] Places, int Exponent) Places(double[] values, long[] counts, MeasurementLevel level)
    {
        if (level == MeasurementLevel.Ordinal)
        {
            long before = 0;
            return ([.. counts.Select(count => (before += count) - count / 2.0)], 0);
        }
        var greatest = values.Max(Math.Abs);
        var exponent = greatest == 0 ? 0 : Math.ILogB(greatest) + 1;
        return ([.. values.Select(value => Math.ScaleB(value, -exponent))], level == MeasurementLevel.Interval ? exponent : 0);
    }

    private static double? Unscale(double disagreement, int exponent)
    {
        var unscaled = Math.ScaleB(disagreement, 2 * exponent);
        return double.IsFinite(unscaled) && (unscaled > 0 || disagreement == 0) ? unscaled : null;
    }
}
