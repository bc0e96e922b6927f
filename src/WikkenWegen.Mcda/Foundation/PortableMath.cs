namespace WikkenWegen.Mcda;

/// <summary>
/// Logarithms and exponentials from + − × ÷ alone. <see cref="Math.Log2"/> and <see cref="Math.Exp"/> call the platform's C library, whose last
/// bits differ between systems; IEEE 754 fixes these operations everywhere. All are within a few units in the last place.
/// </summary>
internal static class PortableMath
{
    /// <summary>Base-2 logarithm; exact for powers of two.</summary>
    /// <param name="x">Finite and above 0.</param>
    public static double Log2(double x)
    {
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent); // exact, in [1, 2)
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }
        // ln m = 2 artanh s, s = (m - 1) / (m + 1), |s| < 0.172: the term in s^23 is below 2^-57 of the sum.
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        double series = 0;
        for (var power = 21; power >= 3; power -= 2) series = (series + 1.0 / power) * square;
        const double twoOverLn2 = 2.8853900817779268;
        return exponent + twoOverLn2 * (s + s * series);
    }

    /// <summary>Natural logarithm of 1 + <paramref name="x"/>, with all its digits near 0 too.</summary>
    /// <param name="x">Above −1 and at most 0.</param>
    public static double Log1P(double x)
    {
        const double ln2 = 0.6931471805599453;
        if (x < -0.25) return Log2(1 + x) * ln2;
        // ln(1 + x) = 2 artanh s, s = x / (2 + x), |s| < 0.143.
        var s = x / (2 + x);
        var square = s * s;
        double series = 0;
        for (var power = 21; power >= 3; power -= 2) series = (series + 1.0 / power) * square;
        return 2 * (s + s * series);
    }

    /// <summary>e to the power <paramref name="x"/>, less 1, with all its digits near 0 too.</summary>
    /// <param name="x">Finite and at most 0.</param>
    public static double ExpM1(double x)
    {
        if (x < -0.34) return Exp(x) - 1;
        double series = 1;
        for (var n = 14; n >= 2; n--) series = 1 + series * x / n;
        return series * x;
    }

    /// <summary>e to the power <paramref name="x"/>.</summary>
    /// <param name="x">Finite and at most 0; below −745 the answer is 0.</param>
    public static double Exp(double x)
    {
        if (x < -745.2) return 0;
        const double ln2High = 6.93147180369123816490e-01, ln2Low = 1.90821492927058770002e-10; // high part has 21 trailing zero bits: k * high is exact
        var k = Math.Round(x * 1.4426950408889634);
        var r = (x - k * ln2High) - k * ln2Low; // |r| < 0.347: r^14 / 14! is below 2^-57
        double series = 1;
        for (var n = 13; n >= 1; n--) series = 1 + series * r / n;
        return Math.ScaleB(series, (int)k);
    }
}
