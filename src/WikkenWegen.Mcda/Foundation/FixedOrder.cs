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
}
