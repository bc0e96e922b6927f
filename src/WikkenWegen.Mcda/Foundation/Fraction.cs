using System.Globalization;
using System.Numerics;

namespace WikkenWegen.Mcda;

/// <summary>An exact rational number, always in lowest terms with a positive denominator.</summary>
/// <remarks>
/// The additive model is plain arithmetic on decimals that people wrote down, so it is computed without rounding: parts add up to
/// totals exactly, ties are ties, and the order of summation does not matter. A double enters as the <b>shortest decimal that reads
/// back as that double</b>: 0.1 means 1/10. Decimals of up to 15 significant digits therefore enter exactly as written.
/// The default value is 0. Immutable.
/// </remarks>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private readonly BigInteger _denominatorMinusOne; // so that default(Fraction) is 0/1

    private Fraction(BigInteger numerator, BigInteger denominator, bool reduced)
    {
        if (!reduced)
        {
            var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
            if (denominator.Sign < 0) divisor = -divisor;
            if (!divisor.IsOne) (numerator, denominator) = (numerator / divisor, denominator / divisor);
        }
        Numerator = numerator;
        _denominatorMinusOne = denominator - 1;
    }

    /// <summary>0.</summary>
    public static Fraction Zero => default;

    /// <summary>1.</summary>
    public static Fraction One => new(1, 1, reduced: true);

    /// <summary>The part above the line; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The part below the line; at least 1, with no factor in common with <see cref="Numerator"/>.</summary>
    public BigInteger Denominator => _denominatorMinusOne + 1;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>True for 0.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>The value without its sign.</summary>
    public Fraction Abs() => new(BigInteger.Abs(Numerator), Denominator, reduced: true);

    /// <summary>A fraction of two whole numbers.</summary>
    /// <param name="numerator">Any whole number.</param>
    /// <param name="denominator">Any whole number but 0.</param>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is 0.</exception>
    public static Fraction Of(BigInteger numerator, BigInteger denominator) =>
        denominator.IsZero ? throw new DivideByZeroException() : new Fraction(numerator, denominator, reduced: false);

    /// <summary>The shortest decimal that reads back as this double.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite. Tables check that before, and answer with an error.</exception>
    public static Fraction FromDouble(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "not finite");
        if (Math.Abs(value) < 1L << 53 && (long)value == value) return new Fraction((long)value, 1, reduced: true);

        Span<char> text = stackalloc char[32]; // longest: -1.2345678901234567E-308
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var (digits, exponent) = (BigInteger.Zero, 0);
        var (negative, afterPoint) = (false, false);
        for (var i = 0; i < length; i++)
        {
            switch (text[i])
            {
                case '-':
                    negative = true;
                    break;
                case '.':
                    afterPoint = true;
                    break;
                case 'E':
                    exponent += int.Parse(text[(i + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                    i = length;
                    break;
                default:
                    digits = digits * 10 + (text[i] - '0');
                    if (afterPoint) exponent--;
                    break;
            }
        }
        if (negative) digits = -digits;
        return exponent >= 0
            ? new Fraction(digits * BigInteger.Pow(10, exponent), 1, reduced: true)
            : new Fraction(digits, BigInteger.Pow(10, -exponent), reduced: false);
    }

    /// <summary>The decimal, exactly.</summary>
    /// <param name="value">Any decimal.</param>
    public static Fraction FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = unchecked(new BigInteger((uint)bits[2]) << 64 | new BigInteger((uint)bits[1]) << 32 | (uint)bits[0]);
        return new Fraction(bits[3] < 0 ? -digits : digits, BigInteger.Pow(10, (bits[3] >> 16) & 0x7F), reduced: false);
    }

    /// <summary>The nearest double; the even one of two equally near.</summary>
    /// <returns>±∞ beyond the largest double, 0 below half of the smallest: the only two cases in which the result is not within half a unit in the last place.</returns>
    public double ToDouble()
    {
        if (Numerator.GetBitLength() <= 53 && Denominator.GetBitLength() <= 53) return (double)Numerator / (double)Denominator; // both exact, so one rounding
        var magnitude = BigInteger.Abs(Numerator);
        // The quotient is taken in units of 2^unit, with 3 or 4 bits more than a double keeps; the remainder makes the half-way case exact.
        var unit = (int)long.Clamp(magnitude.GetBitLength() - Denominator.GetBitLength() - 56, -1080, 1000);
        var quotient = unit >= 0
            ? BigInteger.DivRem(magnitude, Denominator << unit, out var rest)
            : BigInteger.DivRem(magnitude << -unit, Denominator, out rest);
        var bits = quotient.GetBitLength();
        if (bits + unit > 1100) return Sign < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        var drop = (int)Math.Max(bits - 53, -1074 - unit); // a subnormal has no bit below 2^-1074
        var kept = quotient >> drop;
        var lost = quotient - (kept << drop);
        var half = BigInteger.One << (drop - 1);
        if (lost > half || (lost == half && (!rest.IsZero || !kept.IsEven))) kept += 1;
        var result = Math.ScaleB((double)kept, drop + unit);
        return Sign < 0 ? -result : result;
    }

    /// <summary>Decimal text, rounded half away from zero, without trailing zeros: <c>0.3333</c> for 1/3 in 4 digits.</summary>
    /// <param name="digits">Digits after the point, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is negative.</exception>
    public string ToDecimalString(int digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        var scaled = (BigInteger.Abs(Numerator) * BigInteger.Pow(10, digits) * 2 + Denominator) / (Denominator * 2);
        var text = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        if (digits > 0) text = $"{text[..^digits]}.{text[^digits..]}".TrimEnd('0').TrimEnd('.');
        return Sign < 0 && !scaled.IsZero ? $"-{text}" : text;
    }

    /// <summary>For example <c>11/18</c>, or <c>3</c> for a whole number.</summary>
    public override string ToString() =>
        Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) => Numerator == other.Numerator && _denominatorMinusOne == other._denominatorMinusOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorMinusOne);

    /// <summary>The smaller of two.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static Fraction Min(Fraction a, Fraction b) => a <= b ? a : b;

    /// <summary>The greater of two.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static Fraction Max(Fraction a, Fraction b) => a >= b ? a : b;

    /// <summary>The exact sum; 0 for no terms.</summary>
    /// <param name="terms">In any order: the sum is the same.</param>
    public static Fraction Sum(IEnumerable<Fraction> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Aggregate(Zero, (sum, term) => sum + term);
    }

    /// <summary>A whole number.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Fraction(int value) => new(value, 1, reduced: true);

    /// <summary>A whole number.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Fraction(long value) => new(value, 1, reduced: true);

    /// <summary>A whole number.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Fraction(BigInteger value) => new(value, 1, reduced: true);

    /// <summary>See <see cref="FromDecimal"/>.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Fraction(decimal value) => FromDecimal(value);

    /// <summary>See <see cref="ToDouble"/>.</summary>
    /// <param name="value">Any.</param>
    public static explicit operator double(Fraction value) => value.ToDouble();

    /// <summary>See <see cref="FromDouble"/>.</summary>
    /// <param name="value">A finite number.</param>
    public static explicit operator Fraction(double value) => FromDouble(value);

    /// <summary>Exact sum.</summary>
    /// <param name="a">Term.</param>
    /// <param name="b">Term.</param>
    public static Fraction operator +(Fraction a, Fraction b) =>
        a._denominatorMinusOne == b._denominatorMinusOne
            ? new Fraction(a.Numerator + b.Numerator, a.Denominator, reduced: false)
            : new Fraction(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator, reduced: false);

    /// <summary>Exact difference.</summary>
    /// <param name="a">From.</param>
    /// <param name="b">Taken off.</param>
    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    /// <summary>The opposite.</summary>
    /// <param name="a">Any.</param>
    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator, reduced: true);

    /// <summary>Exact product.</summary>
    /// <param name="a">Factor.</param>
    /// <param name="b">Factor.</param>
    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator, reduced: false);

    /// <summary>Exact quotient.</summary>
    /// <param name="a">Dividend.</param>
    /// <param name="b">Divisor, not 0.</param>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    public static Fraction operator /(Fraction a, Fraction b) => Of(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Same value.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    /// <summary>Another value.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    /// <summary>Less.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    /// <summary>Greater.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    /// <summary>Less or the same.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    /// <summary>Greater or the same.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;
}
