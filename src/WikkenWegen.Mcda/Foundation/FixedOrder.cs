namespace WikkenWegen.Mcda;

/// <summary>Sums of doubles whose bits do not depend on the order of the terms.</summary>
internal static class FixedOrder
{
    /// <summary>Adds the terms from the least to the greatest, one by one.</summary>
    public static double Sum(IEnumerable<double> terms)
    {
        double sum = 0;
        foreach (var term in terms.Order()) sum += term;
        return sum;
    }

    /// <summary>√(Σ x² / divisor). Squares neither overflow nor vanish: very great and very small terms are first multiplied by a power of two, which changes no digit.</summary>
    /// <param name="terms">Finite.</param>
    /// <param name="divisor">Above 0: 1 for the length of a vector, n − 1 for a standard deviation.</param>
    public static double RootOfSquares(IReadOnlyList<double> terms, double divisor = 1)
    {
        double greatest = 0;
        foreach (var term in terms) greatest = Math.Max(greatest, Math.Abs(term));
        var exponent = PowerOfTwo.Away(greatest);
        var sum = Sum(terms.Select(term => exponent == 0 ? term * term : Math.ScaleB(term, -exponent) * Math.ScaleB(term, -exponent)));
        return Math.ScaleB(Math.Sqrt(sum / divisor), exponent);
    }

    /// <summary>The mean, each term divided before it is added, so that the sum cannot overflow; very small terms are first multiplied by a power of two, so that they do not vanish.</summary>
    /// <param name="ascending">Finite, from the least to the greatest; one at least.</param>
    public static double Mean(IReadOnlyList<double> ascending)
    {
        var exponent = Math.Min(0, PowerOfTwo.Away(Math.Max(Math.Abs(ascending[0]), Math.Abs(ascending[^1]))));
        double sum = 0;
        foreach (var term in ascending) sum += (exponent == 0 ? term : Math.ScaleB(term, -exponent)) / ascending.Count;
        return Math.ScaleB(sum, exponent);
    }
}

/// <summary>Powers of two to multiply by: no digit changes, and numbers are kept away from the ends of the range of a double.</summary>
internal static class PowerOfTwo
{
    /// <summary>Numbers between 2^-500 and 2^500 can be squared, and multiplied by one another, within the range of a double.</summary>
    public const int Comfortable = 500;

    /// <summary>The exponent of a number outside 2^-500..2^500; 0 for the numbers inside, which need no scaling, and for 0.</summary>
    public static int Away(double number)
    {
        if (number == 0) return 0;
        var exponent = Math.ILogB(number);
        return Math.Abs(exponent) > Comfortable ? exponent : 0;
    }

    /// <summary>Base-2 logarithm of the absolute value of a fraction, right to within 1; null for 0.</summary>
    public static int? Exponent(Fraction number) => number.IsZero ? null : (int)(System.Numerics.BigInteger.Abs(number.Numerator).GetBitLength() - number.Denominator.GetBitLength());

    /// <summary>A fraction times 2^<paramref name="exponent"/>, as the nearest double.</summary>
    public static double Scaled(Fraction number, int exponent) =>
        exponent == 0 ? number.ToDouble() : (exponent > 0 ? Fraction.Of(number.Numerator << exponent, number.Denominator) : Fraction.Of(number.Numerator, number.Denominator << -exponent)).ToDouble();
}
