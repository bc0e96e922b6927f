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
    private const int GreatValues = 2; // exponent by which ratings near the end of the range are scaled down

    private KrippendorffAlpha(MeasurementLevel level, int units, long pairable, double? observed, double? expected, double? alpha) =>
        (Level, PairableUnits, PairableRatings, ObservedDisagreement, ExpectedDisagreement, Alpha) = (level, units, pairable, observed, expected, alpha);

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("krippendorff-alpha", "1.0.1");

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
        if (n == 0) return new KrippendorffAlpha(level, 0, 0, null, null, null);

        var places = Places(values, counts, level);
        double Distance(int c, int k)
        {
            if (level == MeasurementLevel.Nominal) return 1;
            if (c == k) return 0;
            var distance = places[k] - places[c];
            if (level != MeasurementLevel.Ratio) return distance;
            var sum = places[c] + places[k];
            return double.IsFinite(sum) ? distance / sum : (places[k] / 2 - places[c] / 2) / (places[c] / 2 + places[k] / 2);
        }
        var codes = units.Select(unit => unit.Select(rating => Array.BinarySearch(values, rating)).ToArray()).ToList();

        // Distances are squared in units of a power of two near the greatest of them, which changes no digit and keeps squares within the range of doubles. Those within units
        // have a unit of their own: they can be far smaller than those between units. Ratings of a unit ascend, so that the first and the last are farthest apart.
        var (withinUnit, betweenUnit) = (Unit(codes.Max(unit => Distance(unit[0], unit[^1]))), Unit(Distance(0, values.Length - 1)));
        double Square(double distance, int exponent)
        {
            distance = Math.ScaleB(distance, -exponent);
            return distance * distance;
        }

        // A pair of ratings counts in both directions.
        var within = FixedOrder.Sum(codes.Select(unit =>
        {
            double sum = 0;
            for (var i = 0; i < unit.Length; i++)
            {
                for (var j = i + 1; j < unit.Length; j++) sum += unit[i] == unit[j] ? 0 : 2 * Square(Distance(unit[i], unit[j]), withinUnit);
            }
            return sum / (unit.Length - 1);
        }));
        double between = 0;
        for (var c = 0; c < values.Length; c++)
        {
            for (var k = c + 1; k < values.Length; k++) between += 2.0 * counts[c] * counts[k] * Square(Distance(c, k), betweenUnit);
        }
        var unscale = level == MeasurementLevel.Interval && Shift(values) ? GreatValues : 0;
        var (observed, expected) = (within / n, between / n / (n - 1));
        double? alpha = expected > 0 ? 1 - Math.ScaleB(observed / expected, 2 * (withinUnit - betweenUnit)) : null;
        return new KrippendorffAlpha(level, units.Count, n, Unscale(observed, withinUnit + unscale), Unscale(expected, betweenUnit + unscale), alpha);
    }

    // Exponent of a power of two near the distance; 0 for 0.
    private static int Unit(double distance) => distance == 0 ? 0 : Math.ILogB(distance) + 1;

    // Positions whose distance is the difference. Ordinal: the middle of each rating's place in the sorted sample. Interval and ratio: the ratings; at the interval level
    // divided by a power of two where a difference of the greatest could overflow.
    private static double[] Places(double[] values, long[] counts, MeasurementLevel level)
    {
        if (level == MeasurementLevel.Ordinal)
        {
            long before = 0;
            return [.. counts.Select(count => (before += count) - count / 2.0)];
        }
        return level == MeasurementLevel.Interval && Shift(values) ? [.. values.Select(value => Math.ScaleB(value, -GreatValues))] : values;
    }

    private static bool Shift(double[] values) => Math.Max(Math.Abs(values[0]), Math.Abs(values[^1])) >= double.MaxValue / 4;

    private static double? Unscale(double disagreement, int exponent)
    {
        var unscaled = Math.ScaleB(disagreement, 2 * exponent);
        return double.IsFinite(unscaled) && (unscaled > 0 || disagreement == 0) ? unscaled : null;
    }
}
