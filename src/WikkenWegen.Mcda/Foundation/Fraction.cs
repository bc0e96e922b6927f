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
    // Both parts where they fit into 64 bits, as nearly all do; else they are in _large, and these are 0.
    private readonly long _numerator, _denominatorMinusOne; // so that default(Fraction) is 0/1
    private readonly Large? _large;

    private Fraction(long numerator, long denominator) => (_numerator, _denominatorMinusOne) = (numerator, denominator - 1);

    private Fraction(Large large) => _large = large;

    /// <summary>0.</summary>
    public static Fraction Zero => default;

    /// <summary>1.</summary>
    public static Fraction One => new(1, 1);

    /// <summary>The part above the line; carries the sign.</summary>
    public BigInteger Numerator => _large?.Numerator ?? _numerator;

    /// <summary>The part below the line; at least 1, with no factor in common with <see cref="Numerator"/>.</summary>
    public BigInteger Denominator => _large?.Denominator ?? Below;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => _large?.Numerator.Sign ?? Math.Sign(_numerator);

    /// <summary>True for 0.</summary>
    public bool IsZero => _numerator == 0 && _large is null;

    private long Below => _denominatorMinusOne + 1;

    /// <summary>The value without its sign.</summary>
    public Fraction Abs() => Sign < 0 ? -this : this;

    /// <summary>A fraction of two whole numbers.</summary>
    /// <param name="numerator">Any whole number.</param>
    /// <param name="denominator">Any whole number but 0.</param>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is 0.</exception>
    public static Fraction Of(BigInteger numerator, BigInteger denominator) =>
        denominator.IsZero ? throw new DivideByZeroException() : Reduced(numerator, denominator);

    /// <summary>The shortest decimal that reads back as this double.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite. Tables check that before, and answer with an error.</exception>
    public static Fraction FromDouble(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "not finite");
        if (Math.Abs(value) < 1L << 53 && (long)value == value) return new Fraction((long)value, 1);

        Span<char> text = stackalloc char[32]; // longest: -1.2345678901234567E-308
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var (digits, exponent) = (0L, 0); // 17 digits at most
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
        return OfDecimal(negative ? -digits : digits, exponent);
    }

    /// <summary>The decimal, exactly.</summary>
    /// <param name="value">Any decimal.</param>
    public static Fraction FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var (lower, exponent) = (unchecked((ulong)(uint)bits[1] << 32 | (uint)bits[0]), -((bits[3] >> 16) & 0x7F));
        if (bits[2] == 0 && lower <= long.MaxValue) return OfDecimal(bits[3] < 0 ? -(long)lower : (long)lower, exponent);
        var digits = unchecked(new BigInteger((uint)bits[2]) << 64 | lower);
        return Reduced(bits[3] < 0 ? -digits : digits, BigInteger.Pow(10, -exponent));
    }

    /// <summary>The nearest double; the even one of two equally near.</summary>
    /// <returns>±∞ beyond the largest double, 0 below half of the smallest: the only two cases in which the result is not within half a unit in the last place.</returns>
    public double ToDouble()
    {
        if (_large is null && Math.Abs(_numerator) <= 1L << 53 && Below <= 1L << 53) return (double)_numerator / Below; // both exact, so one rounding
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
    public int CompareTo(Fraction other) =>
        _large is not null || other._large is not null ? (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator)
        : _denominatorMinusOne == other._denominatorMinusOne ? _numerator.CompareTo(other._numerator)
        : ((Int128)_numerator * other.Below).CompareTo((Int128)other._numerator * Below);

    /// <inheritdoc/>
    public bool Equals(Fraction other) => _numerator == other._numerator && _denominatorMinusOne == other._denominatorMinusOne && _large == other._large;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_numerator, _denominatorMinusOne, _large);

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
        var sum = Zero;
        Unreduced? large = null;
        foreach (var term in terms)
        {
            if (large is not null) large.Add(term);
            else if ((sum += term)._large is { } begun) large = new Unreduced(begun);
        }
        return large is null ? sum : Reduced(large.Numerator, large.Denominator);
    }

    /// <summary>A whole number.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Fraction(int value) => new(value, 1);

    /// <summary>A whole number.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Fraction(long value) => InLowestTerms(value, 1);

    /// <summary>A whole number.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Fraction(BigInteger value) => InLowestTerms(value, 1);

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
    /// <remarks>Common factors are taken out before they are multiplied in: Knuth, The Art of Computer Programming 2, §4.5.1.</remarks>
    public static Fraction operator +(Fraction a, Fraction b)
    {
        if (a._large is not null || b._large is not null)
            return Reduced(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);
        var (left, right) = (a.Below, b.Below);
        var shared = left == right ? left : Divisor(left, right);
        if (shared == 1) return InLowestTerms((Int128)a._numerator * right + (Int128)b._numerator * left, (Int128)left * right);
        var (total, rest) = ((Int128)a._numerator * (right / shared) + (Int128)b._numerator * (left / shared), 1L);
        if (total != 0) rest = Divisor(Remainder(total, shared), shared);
        else return Zero;
        return InLowestTerms(rest == 1 ? total : total / rest, (Int128)(left / shared) * (right / rest));
    }

    /// <summary>Exact difference.</summary>
    /// <param name="a">From.</param>
    /// <param name="b">Taken off.</param>
    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    /// <summary>The opposite.</summary>
    /// <param name="a">Any.</param>
    public static Fraction operator -(Fraction a) => a._large is { } large ? new(new Large(-large.Numerator, large.Denominator)) : new(-a._numerator, a.Below);

    /// <summary>Exact product.</summary>
    /// <param name="a">Factor.</param>
    /// <param name="b">Factor.</param>
    public static Fraction operator *(Fraction a, Fraction b)
    {
        if (a.IsZero || b.IsZero) return Zero;
        if (a._large is not null || b._large is not null) return Reduced(a.Numerator * b.Numerator, a.Denominator * b.Denominator);
        var (one, other) = (Divisor(a._numerator, b.Below), Divisor(b._numerator, a.Below));
        return InLowestTerms((Int128)(a._numerator / one) * (b._numerator / other), (Int128)(a.Below / other) * (b.Below / one));
    }

    /// <summary>Exact quotient.</summary>
    /// <param name="a">Dividend.</param>
    /// <param name="b">Divisor, not 0.</param>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    public static Fraction operator /(Fraction a, Fraction b) =>
        b.IsZero ? throw new DivideByZeroException()
        : b._large is { } large ? a * InLowestTerms(large.Numerator.Sign * large.Denominator, BigInteger.Abs(large.Numerator))
        : a * (b._numerator < 0 ? new Fraction(-b.Below, -b._numerator) : new Fraction(b.Below, b._numerator));

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

    private static ReadOnlySpan<long> Tens =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    private static Fraction OfDecimal(long digits, int exponent)
    {
        if (digits == 0) return Zero;
        if (exponent > 0) return InLowestTerms(digits * BigInteger.Pow(10, exponent), 1);
        if (-exponent >= Tens.Length) return Reduced(digits, BigInteger.Pow(10, -exponent));
        var divisor = Divisor(digits, Tens[-exponent]);
        return new Fraction(digits / divisor, Tens[-exponent] / divisor);
    }

    private static Fraction Reduced(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) divisor = -divisor;
        return divisor.IsOne ? InLowestTerms(numerator, denominator) : InLowestTerms(numerator / divisor, denominator / divisor);
    }

    // A value has one form: that in 64 bits wherever both parts fit, and neither is the one number that has no opposite.
    private static Fraction InLowestTerms(BigInteger numerator, BigInteger denominator) =>
        BigInteger.Abs(numerator) <= long.MaxValue && denominator <= long.MaxValue ? new((long)numerator, (long)denominator) : new(new Large(numerator, denominator));

    private static Fraction InLowestTerms(Int128 numerator, Int128 denominator) =>
        numerator <= long.MaxValue && numerator >= -long.MaxValue && denominator <= long.MaxValue ? new((long)numerator, (long)denominator) : new(new Large(numerator, denominator));

    private static long Remainder(Int128 number, long divisor) => number <= long.MaxValue && number >= -long.MaxValue ? (long)number % divisor : (long)(number % divisor);

    /// <summary>The greatest common divisor of any number and one above 0 (Stein's algorithm, after one division that brings them to one size).</summary>
    private static long Divisor(long any, long above0)
    {
        if (above0 == 1) return 1;
        var (a, b) = ((ulong)Math.Abs(any) % (ulong)above0, (ulong)above0);
        if (a == 0) return above0;
        var twos = BitOperations.TrailingZeroCount(a | b);
        a >>= BitOperations.TrailingZeroCount(a);
        do
        {
            b >>= BitOperations.TrailingZeroCount(b);
            (a, b) = (Math.Min(a, b), Math.Max(a, b) - Math.Min(a, b));
        }
        while (b != 0);
        return (long)(a << twos);
    }

    /// <summary>Parts of which one at least does not fit into 64 bits; in lowest terms, the lower one above 0.</summary>
    private sealed record Large(BigInteger Numerator, BigInteger Denominator);

    /// <summary>A sum over the least common denominator of its terms: what is common to both parts is taken out once, at the end.</summary>
    private sealed class Unreduced(Large begun)
    {
        public BigInteger Numerator { get; private set; } = begun.Numerator;

        public BigInteger Denominator { get; private set; } = begun.Denominator;

        public void Add(Fraction term)
        {
            var below = term.Denominator;
            var shared = BigInteger.GreatestCommonDivisor(Denominator % below, below);
            if (shared != below) (Numerator, Denominator) = (Numerator * (below / shared), Denominator * (below / shared));
            Numerator += term.Numerator * (Denominator / below);
        }
    }
}
