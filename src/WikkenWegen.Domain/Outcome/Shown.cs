using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Outcome;

/// <summary>From exact numbers to the digits that people see. Rounded half away from zero; parts are rounded so that they add up to their total as it is shown.</summary>
public static class Shown
{
    /// <summary>A number in a fixed number of decimals.</summary>
    /// <param name="number">The exact number.</param>
    /// <param name="digits">How many decimals, 0 or more.</param>
    public static decimal Rounded(Fraction number, int digits = WeighingOutcome.Digits) => InUnits(Units(number, digits), digits);

    /// <summary>A number in at most so many decimals, without zeros at its end.</summary>
    /// <param name="number">The exact number.</param>
    /// <param name="digits">The most decimals, 0 or more.</param>
    public static decimal Trimmed(Fraction number, int digits) =>
        decimal.Parse(number.ToDecimalString(digits), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>
    /// Parts in a fixed number of decimals that add up to their sum in as many decimals (largest remainders): each part is rounded down, and what is
    /// left goes, a unit each, to those that lost most; of equal ones to the earlier.
    /// </summary>
    /// <param name="parts">The exact parts.</param>
    /// <param name="digits">How many decimals, 0 or more.</param>
    public static ImmutableArray<decimal> Split(IReadOnlyList<Fraction> parts, int digits = WeighingOutcome.Digits)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Split(Units(Fraction.Sum(parts), digits), parts, digits);
    }

    /// <summary>Parts that add up, in the same way, to a total as it was shown before: it can be off their sum by a unit or so, where it is the difference of two that were rounded.</summary>
    /// <param name="total">The total, in at most so many decimals.</param>
    /// <param name="parts">The exact parts; at least one.</param>
    /// <param name="digits">How many decimals, 0 or more.</param>
    public static ImmutableArray<decimal> SplitOf(decimal total, IReadOnlyList<Fraction> parts, int digits)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Split(Units((Fraction)total, digits), parts, digits);
    }

    private static ImmutableArray<decimal> Split(BigInteger total, IReadOnlyList<Fraction> parts, int digits)
    {
        var scale = (Fraction)(long)BigInteger.Pow(10, digits);
        var units = parts.Select(part => Floor(part * scale)).ToArray();
        var left = (int)(total - units.Aggregate(BigInteger.Zero, (sum, unit) => sum + unit));
        var places = parts.Select((part, place) => (Lost: part * scale - Fraction.Of(units[place], 1), Place: place)).OrderByDescending(p => p.Lost).Select(p => p.Place).ToList();
        for (var i = 0; i < left; i++) units[places[i % places.Count]] += 1;
        for (var i = 0; i < -left; i++) units[places[^(i % places.Count + 1)]] -= 1;
        return [.. units.Select(unit => InUnits(unit, digits))];
    }

    private static BigInteger Floor(Fraction number)
    {
        var whole = BigInteger.DivRem(number.Numerator, number.Denominator, out var rest);
        return rest.Sign < 0 ? whole - 1 : whole;
    }

    private static BigInteger Units(Fraction number, int digits)
    {
        var magnitude = (BigInteger.Abs(number.Numerator) * BigInteger.Pow(10, digits) * 2 + number.Denominator) / (number.Denominator * 2);
        return number.Sign < 0 ? -magnitude : magnitude;
    }

    private static decimal InUnits(BigInteger units, int digits) => (decimal)units * new decimal(1, 0, 0, false, (byte)digits);
}
