using System.Runtime.Intrinsics;

namespace WikkenWegen.Mcda;

/// <summary>
/// The totals of the additive model when the scores are drawn between low, expected and high, the weights being known: how they are spread, and how often each
/// proposal is first.
/// </summary>
/// <remarks>
/// The draws are those of <see cref="Smaa2"/> under the same seed. Keeps every total: 8 bytes a proposal and draw. Source: Hodgett and Siraj, Expert Systems with Applications 115 (2019)
/// 684–694 (SURE, with the numbers divided by their sum in each draw). Immutable and safe for use by several threads.
/// </remarks>
public sealed class DrawnTotals : IComputed
{
    private const long MaxNumbers = 100_000_000;

    private readonly Names _proposals;
    private readonly double[][] _totals, _sorted;

    private DrawnTotals(Names proposals, Weights weights, DrawOptions options, bool sharesPerDraw, double[][] totals, int[] first)
    {
        (_proposals, _totals, Weights, SharesPerDraw) = (proposals, totals, weights, sharesPerDraw);
        (Seed, Distribution) = (options.Seed, options.Distribution);
        _sorted = [.. totals.Select(row => row.Order().ToArray())];
        Iterations = totals[0].Length;
        var means = _sorted.Select(FixedOrder.Mean).ToArray();
        Means = new NamedValues<double>(proposals, means);
        StandardDeviations = new NamedValues<double?>(proposals, [.. _sorted.Select((row, p) => Iterations < 2 ? (double?)null : FixedOrder.RootOfSquares([.. row.Select(x => x - means[p])], Iterations - 1))]);
        MeanErrors = new NamedValues<double?>(proposals, p => StandardDeviations[p] / Math.Sqrt(Iterations));
        FirstShares = new NamedValues<double>(proposals, p => (double)first[p] / Iterations);
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("drawn-totals", "1.0.1");

    /// <summary>The seed of the draws.</summary>
    public ulong Seed { get; }

    /// <summary>How scores were drawn.</summary>
    public ScoreDistribution Distribution { get; }

    /// <summary>The weights that went in.</summary>
    public Weights Weights { get; }

    /// <summary>Whether values were divided by their sum in every draw.</summary>
    public bool SharesPerDraw { get; }

    /// <summary>Number of draws.</summary>
    public int Iterations { get; }

    /// <summary>Mean total of each proposal, in the unit of weight × value, or of the weights where shares are taken.</summary>
    public NamedValues<double> Means { get; }

    /// <summary>Standard deviation of each proposal's totals (divisor n − 1), in the unit of the means; null for a single draw.</summary>
    public NamedValues<double?> StandardDeviations { get; }

    /// <summary>Standard error of each mean: the standard deviation divided by √n; null for a single draw.</summary>
    public NamedValues<double?> MeanErrors { get; }

    /// <summary>Share of the draws in which each proposal is first, alone or together with others (totals that differ by less than their rounding can explain tie), in 0..1; its standard error is √(p(1 − p)/n).</summary>
    public NamedValues<double> FirstShares { get; }

    /// <summary>Draws.</summary>
    /// <param name="values">Values with their scores and uncertainty.</param>
    /// <param name="weights">Weights of exactly these criteria; they need not sum to 1.</param>
    /// <param name="options">Seed, number of draws, distribution and threads.</param>
    /// <param name="sharesPerDraw">Whether the values of each criterion are divided by their sum over the proposals in every draw, as SURE does. Values of 0 or more only, and on no criterion may all lows be 0.</param>
    /// <returns>
    /// The totals, or <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.UnknownName"/> (criteria of weights and values differ), <see cref="ErrorCode.OutOfRange"/> (iterations, threads, distribution; more than a hundred million totals; a negative
    /// value to take shares of), <see cref="ErrorCode.ZeroRange"/> (a criterion whose lows sum to 0 has no shares), <see cref="ErrorCode.Overflow"/> (a value or a total beyond the range of a double; lows so small beside the highs that doubles cannot hold their shares).
    /// </returns>
    public static Result<DrawnTotals> Run(ValueTable values, Weights weights, DrawOptions options, bool sharesPerDraw = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(options);
        var errors = new InputErrors();
        var inOrder = weights.InOrderOf(values.CriterionNames, errors);
        options.Check(errors);
        if (!errors.Any && (long)options.Iterations * values.Proposals.Count > MaxNumbers) errors.Add(ErrorCode.OutOfRange, null, $"more than {MaxNumbers} totals");
        if (sharesPerDraw) CheckShares(values, errors);
        if (errors.Any) return errors.As<DrawnTotals>();

        var canonical = values.CriterionNames.Canonical();
        Fraction[] weight = [.. canonical.Select(c => inOrder[c])];
        var units = Units.Of(values, canonical, weight, sharesPerDraw);
        return ScoreSampler.Of(values, canonical, options.Seed, options.Distribution, units.OfValues).Then(sampler =>
        {
            var lows = sharesPerDraw ? Lows(values, canonical, units, errors) : null;
            if (errors.Any) return errors.As<DrawnTotals>();
            double[] scaled = [.. weight.Select((w, c) => PowerOfTwo.Scaled(w, units.OfWeights[c]))];
            var greatest = scaled.Zip(sampler.Magnitudes, (w, magnitude) => w * (sharesPerDraw ? 1 : magnitude)).Sum();
            if (!(greatest <= ScoreSampler.MaxMagnitude)) return InputErrors.One<DrawnTotals>(ErrorCode.Overflow, null, "the totals are beyond the range of a double");
            var (totals, first) = Draw(sampler, values.Proposals.Count, scaled, units.OfTotals, options, lows);
            return new Result<DrawnTotals>(new DrawnTotals(values.ProposalNames, weights, options, sharesPerDraw, totals, first));
        });
    }

    /// <summary>The totals of one proposal in the order of the draws.</summary>
    /// <param name="proposal">A proposal.</param>
    /// <exception cref="KeyNotFoundException">No such proposal: a bug of the caller.</exception>
    public IReadOnlyList<double> Totals(string proposal) => Array.AsReadOnly(_totals[_proposals.Index[proposal]]);

    /// <summary>A quantile of one proposal's totals.</summary>
    /// <param name="proposal">A proposal.</param>
    /// <param name="p">Share of the totals below, in 0..1.</param>
    /// <param name="method">The method.</param>
    /// <returns>The quantile, or the errors of <see cref="Quantile.Of"/>.</returns>
    /// <exception cref="KeyNotFoundException">No such proposal: a bug of the caller.</exception>
    public Result<double> Quantile(string proposal, double p, QuantileMethod method) => Mcda.Quantile.Of(_sorted[_proposals.Index[proposal]], p, method);

    private static void CheckShares(ValueTable values, InputErrors errors)
    {
        for (var c = 0; c < values.Criteria.Count; c++)
        {
            Fraction sum = 0;
            for (var p = 0; p < values.Proposals.Count; p++)
            {
                sum += values.At(p, c).Low;
                if (values.At(p, c).Low < 0) errors.Add(ErrorCode.OutOfRange, values.Scores.CellAt(p, c), "a negative value has no share");
            }
            if (sum.IsZero) errors.Add(ErrorCode.ZeroRange, new Cell(null, values.Criteria[c]), "the lows of this criterion sum to 0");
        }
    }

    // The least value of each proposal on each criterion, which no draw goes below. Their sum must be above 0, so that every draw has shares.
    private static double[][] Lows(ValueTable values, int[] canonical, Units units, InputErrors errors)
    {
        double[][] lows = [.. canonical.Select((c, column) => Enumerable.Range(0, values.Proposals.Count).Select(p => PowerOfTwo.Scaled(values.At(p, c).Low, units.OfValues[column])).ToArray())];
        for (var column = 0; column < lows.Length; column++)
        {
            if (lows[column].All(low => low == 0)) errors.Add(ErrorCode.Overflow, new Cell(null, values.Criteria[canonical[column]]), "the lows of this criterion are so small beside its highs that doubles cannot hold their shares");
        }
        return lows;
    }

    /// <param name="sampler">Draws values.</param>
    /// <param name="proposals">Number of proposals.</param>
    /// <param name="weights">In canonical order.</param>
    /// <param name="unit">Totals are multiplied by 2 to this power at the end.</param>
    /// <param name="options">Seed and so on.</param>
    /// <param name="lows">By criterion and proposal; null where no shares are taken.</param>
    private static (double[][] Totals, int[] First) Draw(ScoreSampler sampler, int proposals, double[] weights, int unit, DrawOptions options, double[][]? lows)
    {
        var size = DrawBlock.SizeFor(3L * proposals, 1 << 17);
        double[][] totals = [.. Enumerable.Range(0, proposals).Select(_ => new double[options.Iterations])];
        var first = new int[proposals];
        double[] Rows() => new double[proposals * size];
        DrawBlock.ForEach(options.Iterations, size, options.Threads, () => (Column: Rows(), Sums: Rows(), Sizes: Rows(), First: new int[proposals]), (block, work) =>
        {
            Fill(block, work.Column, work.Sums, work.Sizes);
            Take(block, work.Sums, work.Sizes, work.First);
        }, work =>
        {
            for (var p = 0; p < proposals; p++) first[p] += work.First[p];
        }, options.Cancellation);
        return (totals, first);

        // Totals, and the sums of the absolute terms, which bound the rounding.
        void Fill(DrawBlock block, double[] column, double[] sums, double[] sizes)
        {
            for (var c = 0; c < weights.Length; c++)
            {
                for (var p = 0; p < proposals; p++) sampler.Fill(block, p, c, column.AsSpan(p * size, size));
                if (lows is not null) Shares(column, size, lows[c]);
                var weight = Vector256.Create(weights[c]);
                for (var at = 0; at < column.Length; at += Vector256<double>.Count)
                {
                    var term = weight * Vector256.Create<double>(column.AsSpan(at));
                    (c == 0 ? term : Vector256.Create<double>(sums.AsSpan(at)) + term).CopyTo(sums.AsSpan(at));
                    (c == 0 ? Vector256.Abs(term) : Vector256.Create<double>(sizes.AsSpan(at)) + Vector256.Abs(term)).CopyTo(sizes.AsSpan(at));
                }
            }
        }

        void Take(DrawBlock block, double[] sums, double[] sizes, int[] mine)
        {
            var share = SmaaEngine.RoundingShare(weights.Length);
            for (var at = 0; at < size; at++)
            {
                var iteration = block.Iteration(at);
                if (iteration >= options.Iterations) continue;
                var best = double.NegativeInfinity;
                for (var cell = at; cell < sums.Length; cell += size) best = Math.Max(best, sums[cell] - share * sizes[cell]);
                for (var p = 0; p < proposals; p++)
                {
                    var cell = p * size + at;
                    totals[p][iteration] = unit == 0 ? sums[cell] : Math.ScaleB(sums[cell], unit);
                    if (sums[cell] + share * sizes[cell] >= best) mine[p]++;
                }
            }
        }
    }

    // The sum over the proposals runs from the least to the greatest number: the order of the inputs changes no bit.
    private static void Shares(double[] column, int size, double[] lows)
    {
        var draw = new double[column.Length / size];
        for (var at = 0; at < size; at++)
        {
            for (var p = 0; p < draw.Length; p++) draw[p] = Math.Max(lows[p], column[p * size + at]); // rounding must not leave the range
            var sum = FixedOrder.Sum(draw);
            for (var p = 0; p < draw.Length; p++) column[p * size + at] = Math.Max(lows[p], column[p * size + at]) / sum;
        }
    }

    /// <summary>Powers of two by which values and weights are multiplied so that their products stay away from the ends of the range of a double. All 0 for numbers of ordinary size.</summary>
    /// <param name="OfValues">Exponent for the values of each criterion, in canonical order.</param>
    /// <param name="OfWeights">Exponent for each weight, in canonical order.</param>
    /// <param name="OfTotals">Exponent that brings the totals back.</param>
    private sealed record Units(int[] OfValues, int[] OfWeights, int OfTotals)
    {
        public static Units Of(ValueTable values, int[] canonical, Fraction[] weights, bool sharesPerDraw)
        {
            int?[] ofColumns = [.. canonical.Select(c => Enumerable.Range(0, values.Proposals.Count).Max(p => Greater(PowerOfTwo.Exponent(values.At(p, c).Low), PowerOfTwo.Exponent(values.At(p, c).High))))];
            int?[] ofWeights = [.. weights.Select(PowerOfTwo.Exponent)];
            // Exponent of the greatest term. Very small totals are raised; very great ones are left alone, or small ones beside them would vanish.
            var greatest = ofWeights.Zip(ofColumns, (w, v) => sharesPerDraw ? w : w + v).Max() ?? 0;
            var raise = greatest < -PowerOfTwo.Comfortable ? -greatest : 0;
            // Shares do not depend on the unit of the values at all.
            int Raised(int column, int exponent) => Math.Min(exponent, ScoreSampler.MostRaise(values.Functions[canonical[column]]));
            if (sharesPerDraw) return new Units([.. ofColumns.Select((v, column) => Math.Abs(v ?? 0) > PowerOfTwo.Comfortable ? Raised(column, -v!.Value) : 0)], [.. weights.Select(_ => raise)], -raise);
            // What takes a weight away from the ends of the range is taken off the values of its criterion.
            int[] shift = [.. ofWeights.Select((w, column) => w is not { } exponent ? 0 : Raised(column, exponent + raise - Math.Clamp(exponent + raise, -PowerOfTwo.Comfortable, PowerOfTwo.Comfortable)))];
            return new Units(shift, [.. shift.Select(s => raise - s)], -raise);
        }

        private static int? Greater(int? a, int? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
    }
}
