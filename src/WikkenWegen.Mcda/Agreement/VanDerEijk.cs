using System.Numerics;

namespace WikkenWegen.Mcda;

/// <summary>One layer of a frequency distribution: the same frequency in some categories, none in the others.</summary>
/// <param name="Categories">True for each category that belongs to the layer.</param>
/// <param name="Weight">Share of all ratings in the layer, in 0..1; the weights of all layers sum to 1. Rounded to 0 only where the share is smaller than any double.</param>
/// <param name="Agreement">Agreement of the layer alone, in −1..1.</param>
/// <remarks>Equal where everything is, the <paramref name="Categories"/> compared one by one.</remarks>
public sealed record AgreementLayer(IReadOnlyList<bool> Categories, double Weight, double Agreement)
{
    /// <inheritdoc/>
    public bool Equals(AgreementLayer? other) => other is not null && (Weight, Agreement).Equals((other.Weight, other.Agreement)) && Categories.SequenceEqual(other.Categories);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Weight, Agreement, Categories.Count);

    /// <summary>For example <c>101: weight 0.5, agreement -1</c>; a 1 for each category that belongs to the layer.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{string.Concat(Categories.Select(member => member ? '1' : '0'))}: weight {Weight}, agreement {Agreement}");
}

/// <summary>
/// Van der Eijk's agreement A on an ordered scale: 1 where all chose one category, 0 where all categories were chosen equally often, −1 where one half chose the first category and the other half the last.
/// Uses the order of the categories, not their numbers.
/// </summary>
/// <remarks>
/// The distribution is peeled into layers; a layer of S of K categories has A = U (1 − (S − 1)/(K − 1)) with unimodality
/// U = ((K − 2) TU − (K − 1) TDU) / ((K − 2)(TU + TDU)), where TU counts triples of categories of the form 110 or 011, and TDU those of the form 101. A is the
/// mean by weight. Source: van der Eijk, Quality and Quantity 35 (2001) 325–341, eq. 2 on p. 332. A does not depend on the number of ratings: show that too.
/// Exact until the end. Immutable and safe for use by several threads.
/// </remarks>
public sealed class VanDerEijk : IComputed
{
    private VanDerEijk(double frequencies, double? agreement, double? polarization, IReadOnlyList<AgreementLayer> layers) =>
        (Frequencies, Agreement, Polarization, Layers) = (frequencies, agreement, polarization, layers);

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("van-der-eijk-agreement", "1.0.0");

    /// <summary>Sum of the frequencies: n for counts.</summary>
    public double Frequencies { get; }

    /// <summary>A, in −1..1; null without ratings.</summary>
    public double? Agreement { get; }

    /// <summary>(1 − A)/2, in 0..1: 1 for the two ends against each other; null without ratings.</summary>
    public double? Polarization { get; }

    /// <summary>The layers, the widest first.</summary>
    public IReadOnlyList<AgreementLayer> Layers { get; }

    /// <summary>Computes A.</summary>
    /// <param name="frequencies">How often each category was chosen, from the first to the last of the scale, also those that nobody chose; three categories or more. Finite, 0 or more.</param>
    /// <returns>The agreement, or <see cref="ErrorCode.Empty"/> (fewer than three categories: unimodality is about triples), <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/> (row: the position of the category), <see cref="ErrorCode.Overflow"/>.</returns>
    public static Result<VanDerEijk> Of(IReadOnlyList<double> frequencies)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        var errors = FrequencyList.Check(frequencies);
        if (frequencies.Count is 1 or 2) errors.Add(ErrorCode.Empty, null, "three categories are needed");
        if (errors.Any) return errors.As<VanDerEijk>();

        var left = frequencies.Select(Fraction.FromDouble).ToArray();
        var total = Fraction.Sum(left);
        if (total.IsZero) return new Result<VanDerEijk>(new VanDerEijk(0, null, null, []));
        if (!double.IsFinite(total.ToDouble())) return InputErrors.One<VanDerEijk>(ErrorCode.Overflow, null, "the frequencies sum to more than a double holds");

        var layers = new List<AgreementLayer>();
        Fraction agreement = 0;
        while (left.Any(frequency => !frequency.IsZero))
        {
            var pattern = left.Select(frequency => !frequency.IsZero).ToArray();
            var height = left.Where(frequency => !frequency.IsZero).Min();
            var (weight, ofLayer) = (height * pattern.Count(member => member) / total, OfPattern(pattern));
            layers.Add(new AgreementLayer(pattern, weight.ToDouble(), ofLayer.ToDouble()));
            agreement += weight * ofLayer;
            for (var i = 0; i < left.Length; i++) left[i] -= pattern[i] ? height : 0;
        }
        return new Result<VanDerEijk>(new VanDerEijk(total.ToDouble(), agreement.ToDouble(), ((1 - agreement) / 2).ToDouble(), layers));
    }

    private static Fraction OfPattern(bool[] pattern)
    {
        var (categories, chosen) = ((long)pattern.Length, pattern.LongCount(member => member));
        if (chosen == 1) return 1;
        if (chosen == categories) return 0;
        // Counting by the middle category: an empty one makes a 101 of every pair around it, a chosen one a 110 or 011 with every empty one beside it.
        BigInteger unimodal = 0, bimodal = 0; // up to the third power of the number of categories, and below multiplied by it again
        long before = 0;
        for (long i = 0; i < categories; i++)
        {
            var after = chosen - before - (pattern[i] ? 1 : 0);
            var (emptyBefore, emptyAfter) = (i - before, categories - 1 - i - after);
            if (pattern[i])
            {
                unimodal += (BigInteger)before * emptyAfter + (BigInteger)emptyBefore * after;
                before++;
            }
            else
            {
                bimodal += (BigInteger)before * after;
            }
        }
        var unimodality = Fraction.Of((categories - 2) * unimodal - (categories - 1) * bimodal, (categories - 2) * (unimodal + bimodal));
        return unimodality * (1 - Fraction.Of(chosen - 1, categories - 1));
    }
}
