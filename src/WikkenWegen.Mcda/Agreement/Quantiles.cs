namespace WikkenWegen.Mcda;

/// <summary>
/// Named ways to take a quantile of a sample. They differ on small samples, so the method belongs to the number.
/// n numbers x(1) ≤ … ≤ x(n); x(0) counts as x(1), and x(n + 1) as x(n).
/// </summary>
/// <remarks>Types 1 to 9: Hyndman and Fan, The American Statistician 50 (1996) 361–365, definitions 1 to 9.</remarks>
public enum QuantileMethod
{
    /// <summary>Type 1: the inverse of the empirical distribution function.</summary>
    InverseCdf = 1,

    /// <summary>Type 2: as type 1, the mean of both neighbours at a jump (SAS's default).</summary>
    AveragedInverseCdf = 2,

    /// <summary>Type 3: the number nearest to position np, the even position of two equally near.</summary>
    NearestEven = 3,

    /// <summary>Type 4: linear, position np.</summary>
    LinearInverseCdf = 4,

    /// <summary>Type 5: linear, position np + 1/2 (Hazen).</summary>
    Hazen = 5,

    /// <summary>Type 6: linear, position (n + 1)p (Weibull; Excel's QUARTILE.EXC, SPSS, Minitab).</summary>
    Weibull = 6,

    /// <summary>Type 7: linear, position (n − 1)p + 1 (Gumbel; the default of R, NumPy and Excel's QUARTILE.INC).</summary>
    Linear = 7,

    /// <summary>Type 8: linear, position (n + 1/3)p + 1/3: near median-unbiased whatever the distribution; recommended by Hyndman and Fan.</summary>
    MedianUnbiased = 8,

    /// <summary>Type 9: linear, position (n + 1/4)p + 3/8: near unbiased for a normal distribution.</summary>
    NormalUnbiased = 9,

    /// <summary>Medians of both halves; the middle number of an odd sample belongs to both. Quartiles only. Source: Tukey, Exploratory Data Analysis (1977), ch. 2.</summary>
    TukeyHinges = 10,

    /// <summary>Medians of both halves; the middle number of an odd sample belongs to neither. Quartiles only. Source: Moore and McCabe, Introduction to the Practice of Statistics (1989), ch. 1.</summary>
    MooreMcCabe = 11,
}

/// <summary>Quantiles of a sample by a named method. Exact: the position and the interpolation are computed on fractions and rounded once.</summary>
public static class Quantile
{
    /// <summary>Name and version of the algorithm.</summary>
    public static Algorithm Algorithm { get; } = new("quantile", "1.0.0");

    /// <summary>One quantile.</summary>
    /// <param name="data">Numbers in any order; one at least, all finite.</param>
    /// <param name="p">Share of the sample below, in 0..1.</param>
    /// <param name="method">The method.</param>
    /// <returns>The quantile, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/> (row: the position of the number), <see cref="ErrorCode.OutOfRange"/> (p outside 0..1, no such method, or a method for quartiles alone).</returns>
    public static Result<double> Of(IReadOnlyList<double> data, double p, QuantileMethod method)
    {
        var errors = Check(data, method);
        if (errors.Finite(p, null, "p") && p is < 0 or > 1) errors.Add(ErrorCode.OutOfRange, null, "p must lie in 0..1");
        if (!errors.Any && method >= QuantileMethod.TukeyHinges && p is not (0.25 or 0.5 or 0.75)) errors.Add(ErrorCode.OutOfRange, null, "this method knows quartiles only");
        if (errors.Any) return errors.As<double>();
        return At([.. data.Order()], Fraction.FromDouble(p), method) is { } quantile
            ? new Result<double>(quantile.ToDouble())
            : InputErrors.One<double>(ErrorCode.Empty, null, "the halves of a single number are empty");
    }

    internal static InputErrors Check(IReadOnlyList<double> data, QuantileMethod method)
    {
        ArgumentNullException.ThrowIfNull(data);
        var errors = new InputErrors();
        if (data.Count == 0) errors.Add(ErrorCode.Empty, null, "there are no numbers");
        for (var i = 0; i < data.Count; i++) errors.Finite(data[i], new Cell(InputErrors.Position(i), null), "the number");
        if (!Enum.IsDefined(method)) errors.Add(ErrorCode.OutOfRange, null, $"no method {method}");
        return errors;
    }

    /// <summary>The quantile of sorted numbers; null where the method leaves it undefined.</summary>
    internal static Fraction? At(double[] sorted, Fraction p, QuantileMethod method)
    {
        var n = sorted.Length;
        var half = Fraction.Of(1, 2);
        if (method >= QuantileMethod.TukeyHinges)
        {
            if (p == half) return At(sorted, half, QuantileMethod.AveragedInverseCdf);
            var size = method == QuantileMethod.TukeyHinges ? (n + 1) / 2 : n / 2;
            return size == 0 ? null : At(p < half ? sorted[..size] : sorted[^size..], half, QuantileMethod.AveragedInverseCdf);
        }
        var position = n * p + method switch
        {
            QuantileMethod.NearestEven => -half,
            QuantileMethod.Hazen => half,
            QuantileMethod.Weibull => p,
            QuantileMethod.Linear => 1 - p,
            QuantileMethod.MedianUnbiased => (p + 1) / 3,
            QuantileMethod.NormalUnbiased => p / 4 + Fraction.Of(3, 8),
            _ => 0,
        };
        var floor = (int)(position.Numerator >= 0 ? position.Numerator / position.Denominator : (position.Numerator - position.Denominator + 1) / position.Denominator);
        var rest = position - floor;
        var share = method switch
        {
            QuantileMethod.InverseCdf => rest.IsZero ? 0 : 1,
            QuantileMethod.AveragedInverseCdf => rest.IsZero ? half : 1,
            QuantileMethod.NearestEven => rest.IsZero && floor % 2 == 0 ? 0 : 1,
            _ => rest,
        };
        var (below, above) = (Fraction.FromDouble(sorted[Math.Clamp(floor - 1, 0, n - 1)]), Fraction.FromDouble(sorted[Math.Clamp(floor, 0, n - 1)]));
        return below + share * (above - below);
    }
}

/// <summary>The quartiles of a sample by a named method.</summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
public sealed class Quartiles : IComputed
{
    private Quartiles(QuantileMethod method, int count, Fraction first, Fraction median, Fraction third)
    {
        (Method, Count) = (method, count);
        (First, Median, Third) = (first.ToDouble(), median.ToDouble(), third.ToDouble());
        InterquartileRange = (third - first).ToDouble();
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("quartiles", "1.0.0");

    /// <summary>The method.</summary>
    public QuantileMethod Method { get; }

    /// <summary>Number of numbers, n.</summary>
    public int Count { get; }

    /// <summary>Q1, the quantile of 1/4.</summary>
    public double First { get; }

    /// <summary>Q2, the quantile of 1/2.</summary>
    public double Median { get; }

    /// <summary>Q3, the quantile of 3/4.</summary>
    public double Third { get; }

    /// <summary>IQR = Q3 − Q1, in the unit of the numbers, 0 or more.</summary>
    public double InterquartileRange { get; }

    /// <summary>Takes the quartiles.</summary>
    /// <param name="data">Numbers in any order; one at least, all finite.</param>
    /// <param name="method">The method.</param>
    /// <returns>The quartiles, or <see cref="ErrorCode.Empty"/> (no numbers; a single number under <see cref="QuantileMethod.MooreMcCabe"/>), <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>, <see cref="ErrorCode.Overflow"/> (the range is no double).</returns>
    public static Result<Quartiles> Of(IReadOnlyList<double> data, QuantileMethod method)
    {
        var errors = Quantile.Check(data, method);
        if (errors.Any) return errors.As<Quartiles>();
        double[] sorted = [.. data.Order()];
        var median = Quantile.At(sorted, Fraction.Of(1, 2), method);
        if (Quantile.At(sorted, Fraction.Of(1, 4), method) is not { } first || Quantile.At(sorted, Fraction.Of(3, 4), method) is not { } third)
        {
            return InputErrors.One<Quartiles>(ErrorCode.Empty, null, "the halves of a single number are empty");
        }
        var quartiles = new Quartiles(method, sorted.Length, first, median!.Value, third);
        return double.IsFinite(quartiles.InterquartileRange) ? new Result<Quartiles>(quartiles) : InputErrors.One<Quartiles>(ErrorCode.Overflow, null, "the interquartile range is beyond the range of a double");
    }
}
