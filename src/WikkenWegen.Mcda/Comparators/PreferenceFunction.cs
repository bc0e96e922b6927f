namespace WikkenWegen.Mcda;

/// <summary>
/// How strongly a difference d on one criterion makes one proposal preferred to another, from 0 (not at all) to 1 (strictly): the six functions of PROMETHEE.
/// d is the difference in favour; for d ≤ 0 the preference is 0.
/// </summary>
/// <remarks>Source: Brans and Vincke, Management Science 31 (1985) 647–656. Immutable and safe for use by several threads.</remarks>
public sealed class PreferenceFunction
{
    private readonly Kind _kind;
    private readonly double _indifference, _preference;
    private readonly Fraction _exactIndifference, _exactPreference;

    private PreferenceFunction(Kind kind, double indifference, double preference)
    {
        (_kind, _indifference, _preference) = (kind, indifference, preference);
        (_exactIndifference, _exactPreference) = (Fraction.FromDouble(indifference), Fraction.FromDouble(preference));
    }

    private enum Kind
    {
        Usual,
        UShape,
        VShape,
        Level,
        Linear,
        Gaussian,
    }

    /// <summary>Type I: 1 for any d above 0.</summary>
    public static PreferenceFunction Usual { get; } = new(Kind.Usual, 0, 0);

    /// <summary>Type II (quasi-criterion): 0 up to q, 1 above it.</summary>
    /// <param name="indifference">q, 0 or more.</param>
    /// <returns>The function, or <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>.</returns>
    public static Result<PreferenceFunction> UShape(double indifference) => Create(Kind.UShape, indifference, indifference, indifference >= 0);

    /// <summary>Type III: d/p up to p, 1 above it.</summary>
    /// <param name="preference">p, above 0.</param>
    /// <returns>The function, or <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>.</returns>
    public static Result<PreferenceFunction> VShape(double preference) => Create(Kind.VShape, 0, preference, preference > 0);

    /// <summary>Type IV: 0 up to q, 1/2 above it up to p, 1 above p.</summary>
    /// <param name="indifference">q, 0 or more.</param>
    /// <param name="preference">p, at least q.</param>
    /// <returns>The function, or <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>.</returns>
    public static Result<PreferenceFunction> Level(double indifference, double preference) => Create(Kind.Level, indifference, preference, indifference >= 0 && preference >= indifference);

    /// <summary>Type V (V-shape with indifference): 0 up to q, (d − q)/(p − q) up to p, 1 above it.</summary>
    /// <param name="indifference">q, 0 or more.</param>
    /// <param name="preference">p, at least q; where it is q, the function is that of type II.</param>
    /// <returns>The function, or <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>.</returns>
    public static Result<PreferenceFunction> Linear(double indifference, double preference) => Create(Kind.Linear, indifference, preference, indifference >= 0 && preference >= indifference);

    /// <summary>Type VI: 1 − exp(−d²/(2s²)).</summary>
    /// <param name="inflection">s, above 0: the d at which the curve turns.</param>
    /// <returns>The function, or <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>.</returns>
    public static Result<PreferenceFunction> Gaussian(double inflection) => Create(Kind.Gaussian, 0, inflection, inflection > 0);

    /// <summary>The preference of one number over another. Thresholds are met exactly: 1.1 − 1 does not exceed 0.1.</summary>
    /// <param name="better">The number in favour, on a criterion where more is better.</param>
    /// <param name="other">The other number.</param>
    /// <returns>In 0..1; 0 where <paramref name="better"/> is not above <paramref name="other"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number that is not finite. Tables check that before.</exception>
    public double Of(double better, double other)
    {
        if (!double.IsFinite(better)) throw new ArgumentOutOfRangeException(nameof(better), better, "not finite");
        if (!double.IsFinite(other)) throw new ArgumentOutOfRangeException(nameof(other), other, "not finite");
        if (better <= other) return 0;
        var d = better - other;
        switch (_kind)
        {
            case Kind.Usual:
                return 1;
            case Kind.UShape:
                return Exceeds(d, better, other, _indifference, _exactIndifference) ? 1 : 0;
            case Kind.VShape:
                return d < _preference ? d / _preference : 1;
            case Kind.Level:
                return !Exceeds(d, better, other, _indifference, _exactIndifference) ? 0 : Exceeds(d, better, other, _preference, _exactPreference) ? 1 : 0.5;
            case Kind.Linear:
                if (!Exceeds(d, better, other, _indifference, _exactIndifference)) return 0;
                return d < _preference ? (d - _indifference) / (_preference - _indifference) : 1;
            default:
                var ratio = double.IsFinite(d) ? d / _preference : (better / 2 - other / 2) / (_preference / 2); // twice the range of a double is still right
                return 1 - PortableMath.Exp(-ratio * ratio / 2);
        }
    }

    // Near a threshold the rounded difference cannot tell; the decimals can.
    private static bool Exceeds(double d, double better, double other, double threshold, Fraction exact)
    {
        var rounding = Math.Max(Math.Abs(better), Math.Abs(other)) * (1.0 / (1L << 48)) + 4 * double.Epsilon;
        return Math.Abs(d - threshold) > rounding ? d > threshold : Fraction.FromDouble(better) - Fraction.FromDouble(other) > exact;
    }

    private static Result<PreferenceFunction> Create(Kind kind, double indifference, double preference, bool inRange)
    {
        var errors = new InputErrors();
        if (errors.Finite(indifference, null, "the threshold") && errors.Finite(preference, null, "the threshold") && !inRange)
        {
            errors.Add(ErrorCode.OutOfRange, null, "thresholds are 0 or more (p of a V-shape and s above 0), and p is at least q");
        }
        return errors.Any ? errors.As<PreferenceFunction>() : new Result<PreferenceFunction>(new PreferenceFunction(kind, indifference, preference));
    }
}
