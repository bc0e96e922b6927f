namespace WikkenWegen.Mcda;

/// <summary>
/// What is known of the weights when they are not known exactly: nothing, their order, an interval each, or (for completeness) everything.
/// All admissible weights are 0 or more and sum to 1.
/// </summary>
/// <remarks>Source: Lahdelma and Salminen, Operations Research 49 (2001) 444–454. Immutable and safe for use by several threads.</remarks>
public abstract class WeightInformation : IComputed
{
    private protected WeightInformation(Algorithm algorithm, Names criteria) => (Algorithm, CriterionNames) = (algorithm, criteria);

    /// <inheritdoc/>
    public Algorithm Algorithm { get; }

    /// <summary>The criteria, in the order given.</summary>
    public IReadOnlyList<string> Criteria => CriterionNames.List;

    internal Names CriterionNames { get; }

    /// <summary>Nothing is known: every admissible vector of weights is as likely as any other.</summary>
    /// <param name="criteria">Distinct names.</param>
    /// <returns>The information, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>.</returns>
    public static Result<WeightInformation> Unknown(IReadOnlyList<string> criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        var errors = new InputErrors();
        errors.Columns(criteria, "criterion");
        return errors.Any ? errors.As<WeightInformation>() : new Result<WeightInformation>(new UnknownWeights(new Names(criteria)));
    }

    /// <summary>The order of importance is known.</summary>
    /// <param name="mostImportantFirst">Distinct names; each weight is at least as great as the next.</param>
    /// <returns>The information, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>.</returns>
    public static Result<WeightInformation> Ordinal(IReadOnlyList<string> mostImportantFirst) => Ordinal(RankedWeights.Strict(mostImportantFirst));

    /// <summary>The order of tiers is known, the order inside a tier is not.</summary>
    /// <param name="tiersMostImportantFirst">Each weight of a tier is at least as great as each of the next tier; no tier is empty.</param>
    /// <returns>The information, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>.</returns>
    public static Result<WeightInformation> Ordinal(IReadOnlyList<IReadOnlyList<string>> tiersMostImportantFirst)
    {
        ArgumentNullException.ThrowIfNull(tiersMostImportantFirst);
        var errors = RankedWeights.Check(tiersMostImportantFirst);
        return errors.Any
            ? errors.As<WeightInformation>()
            : new Result<WeightInformation>(new OrdinalWeights(new Names(tiersMostImportantFirst.SelectMany(tier => tier)), [.. tiersMostImportantFirst.Select(tier => tier.Count)]));
    }

    /// <summary>Each weight lies in an interval, ends included. All weights that do and sum to 1 are as likely; draws of them are exact and independent, however many or narrow the intervals.</summary>
    /// <param name="intervals">An interval a criterion, 0 ≤ low ≤ high ≤ 1.</param>
    /// <returns>
    /// The information, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>,
    /// <see cref="ErrorCode.OutOfRange"/>, <see cref="ErrorCode.NotOrdered"/>, <see cref="ErrorCode.Infeasible"/> (no weights in the intervals sum to 1).
    /// </returns>
    public static Result<WeightInformation> Intervals(IEnumerable<(string Criterion, double Low, double High)> intervals)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        var list = intervals.ToList();
        var errors = new InputErrors();
        errors.Columns([.. list.Select(i => i.Criterion)], "criterion");
        foreach (var (criterion, low, high) in list)
        {
            var cell = new Cell(null, criterion);
            if (!errors.Finite(low, cell, "the low weight") | !errors.Finite(high, cell, "the high weight")) continue;
            if (low < 0 || high > 1) errors.Add(ErrorCode.OutOfRange, cell, "a weight lies in 0..1");
            else if (low > high) errors.Add(ErrorCode.NotOrdered, cell, "low is above high");
        }
        if (errors.Any) return errors.As<WeightInformation>();
        var (lows, highs) = (list.Select(i => Fraction.FromDouble(i.Low)).ToArray(), list.Select(i => Fraction.FromDouble(i.High)).ToArray());
        if (Fraction.Sum(lows) > 1) errors.Add(ErrorCode.Infeasible, null, "the low weights sum to more than 1");
        if (Fraction.Sum(highs) < 1) errors.Add(ErrorCode.Infeasible, null, "the high weights sum to less than 1");
        return errors.Any
            ? errors.As<WeightInformation>()
            : new Result<WeightInformation>(new IntervalWeights(new Names(list.Select(i => i.Criterion)), lows, highs));
    }

    /// <summary>The weights are known exactly.</summary>
    /// <param name="weights">Weights that sum to 1.</param>
    /// <returns>The information, or <see cref="ErrorCode.WeightsNotNormalised"/>.</returns>
    public static Result<WeightInformation> Exact(Weights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.IsNormalised
            ? new Result<WeightInformation>(new ExactWeights(weights))
            : InputErrors.One<WeightInformation>(ErrorCode.WeightsNotNormalised, null, "the weights do not sum to 1");
    }

    /// <summary>The greatest Σ w c over all admissible weights, exactly.</summary>
    /// <param name="coefficients">A coefficient a criterion, in the order of <see cref="Criteria"/>.</param>
    internal abstract Fraction Maximum(Fraction[] coefficients);

    /// <summary>Errors where the criteria are not exactly those of a table.</summary>
    internal void Match(Names criteria, InputErrors errors)
    {
        foreach (var name in criteria.List.Where(name => !CriterionNames.Index.ContainsKey(name))) errors.Add(ErrorCode.Missing, new Cell(null, name), "nothing is said of the weight of this criterion");
        foreach (var name in Criteria.Where(name => !criteria.Index.ContainsKey(name))) errors.Add(ErrorCode.UnknownName, new Cell(null, name), "a weight for a criterion that has no scores");
    }
}

internal sealed class UnknownWeights(Names criteria) : WeightInformation(new Algorithm("weights-unknown", "1.0.0"), criteria)
{
    // A linear function on a simplex is greatest in a corner.
    internal override Fraction Maximum(Fraction[] coefficients) => coefficients.Max();
}

internal sealed class ExactWeights(Weights weights) : WeightInformation(new Algorithm("weights-exact", "1.0.0"), weights.CriterionNames)
{
    public Fraction[] Values { get; } = [.. weights.Values.ToList()];

    internal override Fraction Maximum(Fraction[] coefficients) => Fraction.Sum(coefficients.Zip(Values, (c, w) => c * w));
}

/// <param name="criteria">In the order of importance.</param>
/// <param name="tierSizes">Number of criteria in each tier.</param>
internal sealed class OrdinalWeights(Names criteria, int[] tierSizes) : WeightInformation(new Algorithm("weights-ordinal", "1.0.0"), criteria)
{
    public IReadOnlyList<int> TierSizes => tierSizes;

    public bool IsStrict => tierSizes.All(size => size == 1);

    // The corners give equal weight to all earlier tiers and some members of one more tier, and 0 to the rest; of that tier the best members
    // count (for strict rankings: Kirkwood and Sarin, Operations Research 33 (1985) 38-48).
    internal override Fraction Maximum(Fraction[] coefficients)
    {
        Fraction sum = 0;
        Fraction? best = null;
        var (first, taken) = (0, 0);
        foreach (var size in tierSizes)
        {
            foreach (var coefficient in coefficients.Skip(first).Take(size).OrderDescending())
            {
                sum += coefficient;
                taken++;
                var mean = sum / taken;
                if (best is null || mean > best) best = mean;
            }
            first += size;
        }
        return best!.Value;
    }
}

internal sealed class IntervalWeights : WeightInformation
{
    public IntervalWeights(Names criteria, Fraction[] lows, Fraction[] highs)
        : base(new Algorithm("weights-interval", "2.0.0"), criteria)
    {
        // No weight can leave less to the others than they need, or more than they can take.
        var (sumLow, sumHigh) = (Fraction.Sum(lows), Fraction.Sum(highs));
        Lows = [.. lows.Zip(highs, (low, high) => Fraction.Max(low, 1 - (sumHigh - high)))];
        Highs = [.. lows.Zip(highs, (low, high) => Fraction.Min(high, 1 - (sumLow - low)))];
    }

    public Fraction[] Lows { get; }

    public Fraction[] Highs { get; }

    // Everyone gets the low weight; what is left goes to the best coefficients first.
    internal override Fraction Maximum(Fraction[] coefficients)
    {
        var left = 1 - Fraction.Sum(Lows);
        var total = Fraction.Sum(Lows.Zip(coefficients, (low, c) => low * c));
        foreach (var i in Enumerable.Range(0, coefficients.Length).OrderByDescending(i => coefficients[i]))
        {
            var extra = Fraction.Min(left, Highs[i] - Lows[i]);
            total += extra * coefficients[i];
            left -= extra;
        }
        return total;
    }
}
