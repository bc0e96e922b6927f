using System.Globalization;
using System.Numerics;
using FsCheck.Fluent;
using WikkenWegen.Mcda.Tests.Properties;

namespace WikkenWegen.Mcda.Tests;

public class FractionTests
{
    private static readonly FsCheck.Gen<double> AnyDouble =
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        let value = BitConverter.Int64BitsToDouble(((long)high << 32) | (uint)low)
        where double.IsFinite(value)
        select value;

    [Theory]
    [InlineData(0.1, "1/10")]
    [InlineData(-2.5, "-5/2")]
    [InlineData(1e-7, "1/10000000")]
    [InlineData(0, "0")]
    [InlineData(1e22, "10000000000000000000000")]
    [InlineData(0.30000000000000004, "7500000000000001/25000000000000000")]
    public void A_double_means_its_shortest_decimal(double value, string fraction) => Fraction.FromDouble(value).ToString().ShouldBe(fraction);

    [Fact]
    public void Doubles_come_back_as_they_went_in()
    {
        Problems.Check(AnyDouble, value => Fraction.FromDouble(value).ToDouble().ShouldBe(value), 5000);
        foreach (var value in new[] { double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 2.2250738585072014E-308, 2.225073858507201E-308, 1 / 3.0, 9007199254740993.0 }) Fraction.FromDouble(value).ToDouble().ShouldBe(value);
    }

    /// <summary>Against the runtime's own correctly rounded reading of long decimals, and of exact halves between two doubles.</summary>
    [Fact]
    public void Fractions_round_to_the_nearest_double()
    {
        Problems.Check(
            from digits in Gen.Choose(0, 9).ArrayOf(40)
            from exponent in Gen.Choose(-360, 280)
            select (digits: string.Concat(digits), exponent), input =>
        {
            var (digits, exponent) = input;
            var fraction = Fraction.Of(BigInteger.Parse(digits, CultureInfo.InvariantCulture) * (exponent > 0 ? BigInteger.Pow(10, exponent) : 1), exponent < 0 ? BigInteger.Pow(10, -exponent) : 1);
            fraction.ToDouble().ShouldBe(double.Parse($"{digits}E{exponent.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture));
        }, 3000);
        Problems.Check(AnyDouble.Where(x => Math.Abs(x) is > 1e-300 and < 1e300), x =>
        {
            var half = (Exact(x) + Exact(Math.BitIncrement(x))) / 2;
            var even = (BitConverter.DoubleToInt64Bits(x) & 1) == 0 ? x : Math.BitIncrement(x);
            half.ToDouble().ShouldBe(even);
            (half + Fraction.Of(half.Sign, BigInteger.Pow(10, 400))).ToDouble().ShouldBe(Math.Abs(x) > Math.Abs(Math.BitIncrement(x)) ? x : Math.BitIncrement(x));
        }, 1000);
        Fraction.Of(1, BigInteger.Pow(2, 1075)).ToDouble().ShouldBe(0); // half of the least double: the even one is 0
        Fraction.Of(3, BigInteger.Pow(2, 1076)).ToDouble().ShouldBe(double.Epsilon);
        Fraction.Of(BigInteger.Pow(2, 1024), 1).ToDouble().ShouldBe(double.PositiveInfinity);
        Fraction.Of(-BigInteger.Pow(10, 4000), 7).ToDouble().ShouldBe(double.NegativeInfinity);
        Fraction.Of(1, BigInteger.Pow(10, 4000)).ToDouble().ShouldBe(0);
    }

    [Fact]
    public void Arithmetic_is_that_of_the_rational_numbers() => Problems.Check(
        from numbers in Gen.Choose(-1000, 1000).ArrayOf(4)
        select numbers, numbers =>
    {
        var (a, b) = (Fraction.Of(numbers[0], Math.Abs(numbers[1]) + 1), Fraction.Of(numbers[2], -Math.Abs(numbers[3]) - 1));
        (a + b - b).ShouldBe(a);
        (a * b).ShouldBe(b * a);
        if (!b.IsZero) (a / b * b).ShouldBe(a);
        (a < b).ShouldBe((a - b).Sign < 0);
        a.Denominator.ShouldBeGreaterThan(BigInteger.Zero);
        BigInteger.GreatestCommonDivisor(a.Numerator, a.Denominator).ShouldBe(BigInteger.One);
        (a == b).ShouldBe(a.CompareTo(b) == 0);
        if (a == b) a.GetHashCode().ShouldBe(b.GetHashCode());
        ((double)(a + b)).ShouldBe((double)a + (double)b, 1e-9);
    }, 1000);

    /// <summary>Parts that fit into 64 bits are computed with otherwise than others; what comes out is the same, and a value has one form.</summary>
    [Fact]
    public void Parts_around_the_ends_of_64_bits_are_computed_with_as_any() => Problems.Check(
        from parts in Part.ArrayOf(4)
        where !parts[1].IsZero && !parts[3].IsZero
        select parts, parts =>
    {
        var (a, b) = (Fraction.Of(parts[0], parts[1]), Fraction.Of(parts[2], parts[3]));
        Same(a + b, parts[0] * parts[3] + parts[2] * parts[1], parts[1] * parts[3]);
        Same(a - b, parts[0] * parts[3] - parts[2] * parts[1], parts[1] * parts[3]);
        Same(a * b, parts[0] * parts[2], parts[1] * parts[3]);
        if (!b.IsZero) Same(a / b, parts[0] * parts[3], parts[1] * parts[2]);
        Same(-a, -parts[0], parts[1]);
        Same(a.Abs(), BigInteger.Abs(parts[0]), BigInteger.Abs(parts[1]));
        Same(Fraction.Sum([a, b, a, -b, b]), 2 * parts[0] * parts[3] + parts[2] * parts[1], parts[1] * parts[3]);
        a.CompareTo(b).ShouldBe((parts[0] * parts[3] * parts[1].Sign * parts[3].Sign).CompareTo(parts[2] * parts[1] * parts[1].Sign * parts[3].Sign));
        a.Sign.ShouldBe(parts[0].Sign * parts[1].Sign);
        a.IsZero.ShouldBe(parts[0].IsZero);
        ((Fraction)parts[0]).Numerator.ShouldBe(parts[0]);

        static void Same(Fraction actual, BigInteger numerator, BigInteger denominator)
        {
            var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
            (actual.Numerator, actual.Denominator).ShouldBe((numerator / divisor, denominator / divisor));
            var expected = Fraction.Of(numerator, denominator);
            (actual == expected, actual.GetHashCode() == expected.GetHashCode()).ShouldBe((true, true));
        }
    }, 5000);

    private static readonly FsCheck.Gen<BigInteger> Part =
        from near in Gen.Elements<BigInteger>(0, 1, 6, 1_000_000, int.MaxValue, BigInteger.Pow(2, 53), BigInteger.Pow(10, 18), long.MaxValue, BigInteger.Pow(2, 64), BigInteger.Pow(10, 28))
        from offset in Gen.Choose(-3, 3)
        from sign in Gen.Elements(-1, 1)
        from factor in Gen.Elements(1, 2, 3, 60)
        select (near / factor * factor + offset) * sign;

    [Fact]
    public void Text_and_decimals()
    {
        Fraction.FromDecimal(79228162514264337593543950335m).ToString().ShouldBe("79228162514264337593543950335");
        Fraction.FromDecimal(-0.0000000000000000000000000001m).ShouldBe(Fraction.Of(-1, BigInteger.Pow(10, 28)));
        Fraction.Of(1, 3).ToDecimalString(4).ShouldBe("0.3333");
        Fraction.Of(-1, 8).ToDecimalString(2).ShouldBe("-0.13");
        Fraction.Of(5, 2).ToDecimalString(0).ShouldBe("3");
        Fraction.Of(100, 1).ToDecimalString(3).ShouldBe("100");
        Fraction.Of(-1, 1000).ToDecimalString(2).ShouldBe("0");
        Fraction.FromDecimal(-9223372036854775808m).ToString().ShouldBe("-9223372036854775808");
        Fraction.FromDecimal(0.9223372036854775807m).ToString().ShouldBe("9223372036854775807/10000000000000000000");
        ((Fraction)long.MinValue).Abs().ToString().ShouldBe("9223372036854775808");
        default(Fraction).ShouldBe(Fraction.Zero);
        default(Fraction).ToString().ShouldBe("0");
        Should.Throw<DivideByZeroException>(() => Fraction.Of(1, 0));
        Should.Throw<DivideByZeroException>(() => Fraction.One / Fraction.Zero);
        Should.Throw<ArgumentOutOfRangeException>(() => Fraction.FromDouble(double.NaN));
    }

    [Fact]
    public void Portable_logarithms_and_exponentials_are_within_two_units_in_the_last_place()
    {
        static double Units(double actual, double expected) => Math.Abs(actual - expected) / Math.Abs(Math.BitIncrement(expected) - expected);
        Problems.Check(AnyDouble.Where(x => x > 0), x => Units(PortableMath.Log2(x), Math.Log2(x)).ShouldBeLessThanOrEqualTo(2), 3000);
        for (var x = 0.5; x <= 2; x += 1 / 4096.0)
        {
            if (x != 1) Units(PortableMath.Log2(x), Math.Log2(x)).ShouldBeLessThanOrEqualTo(3);
        }
        for (var e = -1074; e < 1024; e++) PortableMath.Log2(Math.ScaleB(1, e)).ShouldBe(e);
        for (var x = 0.0; x > -700; x -= 0.37) Units(PortableMath.Exp(x), Math.Exp(x)).ShouldBeLessThanOrEqualTo(2);
        PortableMath.Exp(0).ShouldBe(1);
        PortableMath.Exp(double.NegativeInfinity).ShouldBe(0);
    }

    // The exact binary value of a double, not its shortest decimal.
    private static Fraction Exact(double value)
    {
        var exponent = Math.ILogB(value) - 52;
        var mantissa = new BigInteger(Math.ScaleB(value, -exponent));
        return exponent >= 0 ? mantissa * BigInteger.Pow(2, exponent) : Fraction.Of(mantissa, BigInteger.Pow(2, -exponent));
    }
}
