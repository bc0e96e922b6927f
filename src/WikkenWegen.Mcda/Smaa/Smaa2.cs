namespace WikkenWegen.Mcda;

/// <summary>
/// SMAA-2, stochastic multicriteria acceptability analysis: weights and scores are drawn from what is known of them, and each proposal is described by
/// how often it takes which rank, and by the weights that make it the first.
/// </summary>
/// <remarks>
/// Source: Lahdelma and Salminen, SMAA-2: stochastic multicriteria acceptability analysis for group decision making, Operations Research 49 (2001)
/// 444–454; estimation and errors: Tervonen and Lahdelma, European Journal of Operational Research 178 (2007) 500–513; pairwise winning:
/// Leskinen, Viitanen, Kangas and Kangas, Forest Science 52 (2006) 304–312. Rank = 1 + number of proposals strictly better, so that those that tie
/// share the better rank; totals that differ by less than their rounding can explain tie. Sums run in the ordinal order of the
/// criteria's names: the order of the inputs changes no bit. Immutable and safe for use by several threads.
/// </remarks>
public sealed class Smaa2 : IComputed
{
    private const double SumTolerance = 1e-6; // of given weights, which are often printed with few digits

    private readonly Lazy<double> _rankingEntropy;

    private Smaa2(Names proposals, Names criteria, int[] canonical, int iterations, SmaaEngine engine, AcceptabilityCounts counts, bool confidenceFactors)
    {
        Iterations = iterations;
        var m = proposals.Count;
        var ranks = Names.Numbered(m);
        var central = Enumerable.Range(0, m).Select(counts.MeanWeights).ToArray();
        var position = new int[canonical.Length];
        for (var c = 0; c < canonical.Length; c++) position[canonical[c]] = c;
        var first = confidenceFactors ? engine.CountFirst(central) : null;

        FirstRanks = new NamedValues<int>(proposals, i => counts.Ranks[i * m]);
        RankAcceptability = new NamedTable<double>(proposals, ranks, (i, r) => Share(counts.Ranks[i * m + r]));
        RankAcceptabilityError = new NamedTable<double>(proposals, ranks, (i, r) => Error(counts.Ranks[i * m + r]));
        PairwiseWinning = new NamedTable<double>(proposals, proposals, (i, k) => Share(counts.Wins[i * m + k]));
        PairwiseWinningError = new NamedTable<double>(proposals, proposals, (i, k) => Error(counts.Wins[i * m + k]));
        CentralWeights = new NamedTable<double?>(proposals, criteria, (i, c) => central[i]?[position[c]]);
        CentralWeightError = new NamedTable<double?>(proposals, criteria, (i, c) => counts.MeanWeightError(i, position[c]));
        ConfidenceFactors = new NamedValues<double?>(proposals, i => first is null || central[i] is null ? null : Share(first[i]));
        ConfidenceFactorError = new NamedValues<double?>(proposals, i => first is null || central[i] is null ? null : Error(first[i]));
        RankEntropy = new NamedValues<double>(proposals, i => Entropy(Enumerable.Range(0, m).Select(r => counts.Ranks[i * m + r])));
        ChoiceEntropy = Entropy(Enumerable.Range(0, m).Select(i => counts.Ranks[i * m]));
        var rankings = engine.Rankings;
        _rankingEntropy = new Lazy<double>(() => Entropy(RunLengths(rankings)));
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("smaa-2", "1.0.1");

    /// <summary>Name of the generator of the draws.</summary>
    public static string Generator => "philox4x32-10";

    /// <summary>Number of draws.</summary>
    public int Iterations { get; }

    /// <summary>The seed; null for given samples.</summary>
    public ulong? Seed { get; private init; }

    /// <summary>How scores were drawn; null for given samples.</summary>
    public ScoreDistribution? Distribution { get; private init; }

    /// <summary>What was known of the weights; null for given samples.</summary>
    public WeightInformation? Weights { get; private init; }

    /// <summary>How often each proposal was first. Below a hundred or so, its central weights say little.</summary>
    public NamedValues<int> FirstRanks { get; }

    /// <summary>b(i, r): share of the draws in which proposal i has rank r, in 0..1; ranks are named "1", "2", …. A row sums to 1; without ties so does a column.</summary>
    public NamedTable<double> RankAcceptability { get; }

    /// <summary>Standard error √(b(1 − b)/K) of each acceptability; 0 where b is 0 or 1, which does not mean certainty.</summary>
    public NamedTable<double> RankAcceptabilityError { get; }

    /// <summary>c(i, k): share of the draws in which the total of i is strictly above that of k, in 0..1; 0 on the diagonal. c(i, k) + c(k, i) is 1 less the share of ties.</summary>
    public NamedTable<double> PairwiseWinning { get; }

    /// <summary>Standard error √(c(1 − c)/K) of each pairwise winning index.</summary>
    public NamedTable<double> PairwiseWinningError { get; }

    /// <summary>Mean of the weights over the draws in which the proposal is first: what someone would typically find important who prefers it. A row sums to 1. Weights are counted in whole units of 2^-52 (2e-16). Null where it never is first.</summary>
    public NamedTable<double?> CentralWeights { get; }

    /// <summary>Standard error of each central weight, s/√(number of first ranks); null with fewer than two first ranks.</summary>
    public NamedTable<double?> CentralWeightError { get; }

    /// <summary>Share of the draws of the scores in which the proposal is first under its own central weights, in 0..1. Null where it has none, and where the factors were not asked for.</summary>
    public NamedValues<double?> ConfidenceFactors { get; }

    /// <summary>Standard error of each confidence factor, central weights taken as known; null where the factor is.</summary>
    public NamedValues<double?> ConfidenceFactorError { get; }

    /// <summary>−Σ b log2 b over the ranks of one proposal, in bits: 0 where its rank is certain, log2 m where any rank is as likely.</summary>
    public NamedValues<double> RankEntropy { get; }

    /// <summary>−Σ b log2 b over the first ranks of all proposals, in bits: 0 where the first is certain. With ties for the first place the shares sum to more than 1.</summary>
    public double ChoiceEntropy { get; }

    /// <summary>−Σ p log2 p over complete rankings, in bits: 0 where the ranking is certain; at most log2 of the number of draws. Computed when asked for. Above 16 proposals rankings are told apart by 64-bit hashes.</summary>
    public double RankingEntropy => _rankingEntropy.Value;

    /// <summary>Draws weights and scores and counts.</summary>
    /// <param name="values">Values with their scores and uncertainty.</param>
    /// <param name="weights">What is known of the weights of exactly these criteria.</param>
    /// <param name="options">Seed and number of draws.</param>
    /// <param name="confidenceFactors">Whether to compute confidence factors; with hundreds of proposals they cost more than all the rest.</param>
    /// <returns>
    /// The analysis, or <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.UnknownName"/> (criteria of weights and values differ), <see cref="ErrorCode.OutOfRange"/> (iterations, threads or
    /// distribution), <see cref="ErrorCode.Overflow"/> (scores beyond the range of doubles), <see cref="ErrorCode.SamplingExhausted"/> (100,000 attempts at interval weights found none; with chances of one in 8√n at least for n criteria, not to be expected).
    /// </returns>
    public static Result<Smaa2> Run(ValueTable values, WeightInformation weights, DrawOptions options, bool confidenceFactors = true)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(options);
        return Engine(values, weights, options, confidenceFactors).Then(engine => engine.Count() is { } counts
            ? new Result<Smaa2>(new Smaa2(values.ProposalNames, values.CriterionNames, values.CriterionNames.Canonical(), options.Iterations, engine, counts, confidenceFactors) { Seed = options.Seed, Distribution = options.Distribution, Weights = weights })
            : Exhausted<Smaa2>());
    }

    /// <summary>What runs through the draws; the errors are those of <see cref="Run"/>.</summary>
    internal static Result<SmaaEngine> Engine(ValueTable values, WeightInformation weights, DrawOptions options, bool twoPasses)
    {
        var errors = new InputErrors();
        weights.Match(values.CriterionNames, errors);
        options.Check(errors);
        if (errors.Any) return errors.As<SmaaEngine>();

        var canonical = values.CriterionNames.Canonical();
        return ScoreSampler.Of(values, canonical, options.Seed, options.Distribution, [.. Enumerable.Repeat(Raise(values), canonical.Length)]).Then(scores => new Result<SmaaEngine>(new SmaaEngine(
            scores, WeightSampler.Of(weights, [.. canonical.Select(c => values.Criteria[c])], options.Seed), values.Proposals.Count, canonical.Length, options.Iterations, options.Threads, twoPasses, options.Cancellation)));
    }

    internal static Result<T> Exhausted<T>()
        where T : notnull =>
        InputErrors.One<T>(ErrorCode.SamplingExhausted, null, $"no weights inside the intervals in {IntervalSampler.MaxAttempts} attempts");

    /// <summary>Counts over weights and values that were drawn elsewhere (the samples of R's hitandrun and smaa, for example).</summary>
    /// <param name="proposals">Names, m of them.</param>
    /// <param name="criteria">Names, n of them.</param>
    /// <param name="weights">Draws × criteria; each draw 0 or more, sum 1 (within 1e-6). A single row counts for every draw.</param>
    /// <param name="values">Draws × proposals × criteria, more is better. A single layer counts for every draw.</param>
    /// <param name="confidenceFactors">Whether to compute confidence factors.</param>
    /// <param name="threads">Threads to use, 1 or more.</param>
    /// <returns>
    /// The analysis, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.Ragged"/> (sizes do not fit), <see cref="ErrorCode.Overflow"/>,
    /// <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/> (the first faulty draw of each cell), <see cref="ErrorCode.OutOfRange"/>, <see cref="ErrorCode.WeightsNotNormalised"/> (row: the draw).
    /// </returns>
    public static Result<Smaa2> OfSamples(IReadOnlyList<string> proposals, IReadOnlyList<string> criteria, double[,] weights, double[,,] values, bool confidenceFactors = true, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(values);
        var errors = new InputErrors();
        errors.Rows(proposals, "proposal");
        errors.Columns(criteria, "criterion");
        Shape.Limit(proposals.Count, "proposals", errors);
        Shape.Limit(criteria.Count, "criteria", errors);
        if (weights.GetLength(1) != criteria.Count) errors.Add(ErrorCode.Ragged, null, $"{weights.GetLength(1)} weights a draw for {criteria.Count} criteria");
        if (values.GetLength(1) != proposals.Count) errors.Add(ErrorCode.Ragged, null, $"{values.GetLength(1)} rows of values a draw for {proposals.Count} proposals");
        if (values.GetLength(2) != criteria.Count) errors.Add(ErrorCode.Ragged, null, $"{values.GetLength(2)} columns of values a draw for {criteria.Count} criteria");
        var (weightDraws, valueDraws) = (weights.GetLength(0), values.GetLength(0));
        if (Math.Max(weightDraws, valueDraws) > DrawOptions.MaxIterations) errors.Add(ErrorCode.OutOfRange, null, $"more than {DrawOptions.MaxIterations} draws");
        if (weightDraws == 0 || valueDraws == 0) errors.Add(ErrorCode.Empty, null, "there are no draws");
        else if (weightDraws != valueDraws && weightDraws != 1 && valueDraws != 1) errors.Add(ErrorCode.Ragged, null, $"{weightDraws} draws of weights for {valueDraws} of values");
        if (threads < 1) errors.Add(ErrorCode.OutOfRange, null, "there must be one thread at least");
        if (errors.Any) return errors.As<Smaa2>();

        CheckWeights(weights, criteria, errors);
        CheckValues(values, proposals, criteria, errors);
        if (errors.Any) return errors.As<Smaa2>();

        var (proposalNames, criterionNames) = (new Names(proposals), new Names(criteria));
        var canonical = criterionNames.Canonical();
        var draws = Math.Max(weightDraws, valueDraws);
        var engine = new SmaaEngine(new GivenValues(values, canonical, Raises(values)), new GivenWeights(weights, canonical), proposals.Count, criteria.Count, draws, threads, confidenceFactors);
        return new Result<Smaa2>(new Smaa2(proposalNames, criterionNames, canonical, draws, engine, engine.Count()!, confidenceFactors));
    }

    // Values below 2^-500 lose digits when multiplied by weights. Ranks do not depend on the unit of the values, so it is changed to one of about the greatest value.
    private static int Raise(ValueTable values)
    {
        int? greatest = null;
        for (var p = 0; p < values.Proposals.Count; p++)
        {
            for (var c = 0; c < values.Criteria.Count; c++)
            {
                foreach (var end in (ReadOnlySpan<Fraction>)[values.At(p, c).Low, values.At(p, c).High])
                {
                    if (PowerOfTwo.Exponent(end) is not { } exponent) continue;
                    if (exponent >= -PowerOfTwo.Comfortable) return 0;
                    greatest = Math.Max(greatest ?? exponent, exponent);
                }
            }
        }
        return greatest is null ? 0 : Math.Min(-greatest.Value, values.Functions.Min(ScoreSampler.MostRaise));
    }

    // The same for each draw of given values; null where none needs it.
    private static int[]? Raises(double[,,] values)
    {
        int[]? raises = null;
        for (var k = 0; k < values.GetLength(0); k++)
        {
            double greatest = 0;
            for (var p = 0; p < values.GetLength(1); p++)
            {
                for (var c = 0; c < values.GetLength(2); c++) greatest = Math.Max(greatest, Math.Abs(values[k, p, c]));
            }
            if (PowerOfTwo.Away(greatest) is < 0 and var exponent) (raises ??= new int[values.GetLength(0)])[k] = -exponent;
        }
        return raises;
    }

    private static void CheckWeights(double[,] weights, IReadOnlyList<string> criteria, InputErrors errors)
    {
        for (var k = 0; k < weights.GetLength(0); k++)
        {
            var (sum, valid) = (0.0, true);
            for (var c = 0; c < criteria.Count; c++)
            {
                var cell = new Cell(InputErrors.Position(k), criteria[c]);
                if (!errors.Finite(weights[k, c], cell, "the weight")) valid = false;
                else if (weights[k, c] < 0)
                {
                    errors.Add(ErrorCode.OutOfRange, cell, "the weight is negative");
                    valid = false;
                }
                sum += weights[k, c];
            }
            if (valid && !(Math.Abs(sum - 1) <= SumTolerance)) errors.Add(ErrorCode.WeightsNotNormalised, new Cell(InputErrors.Position(k), null), "the weights of this draw do not sum to 1");
            if (errors.Any) return; // one faulty draw says enough of samples
        }
    }

    private static void CheckValues(double[,,] values, IReadOnlyList<string> proposals, IReadOnlyList<string> criteria, InputErrors errors)
    {
        for (var p = 0; p < proposals.Count; p++)
        {
            for (var c = 0; c < criteria.Count; c++)
            {
                var k = 0;
                var cell = new Cell(proposals[p], criteria[c]);
                while (k < values.GetLength(0) && Math.Abs(values[k, p, c]) <= ScoreSampler.MaxMagnitude) k++;
                if (k < values.GetLength(0) && errors.Finite(values[k, p, c], cell, $"the value of draw {InputErrors.Position(k)}")) errors.Add(ErrorCode.Overflow, cell, $"the value of draw {InputErrors.Position(k)} is too great to add up");
            }
        }
    }

    private static IEnumerable<int> RunLengths(ulong[] codes)
    {
        var sorted = codes.Order().ToArray();
        var start = 0;
        for (var at = 1; at <= sorted.Length; at++)
        {
            if (at < sorted.Length && sorted[at] == sorted[start]) continue;
            yield return at - start;
            start = at;
        }
    }

    private double Share(int count) => (double)count / Iterations;

    private double Error(int count) => Math.Sqrt(Share(count) * (1 - Share(count)) / Iterations);

    private double Entropy(IEnumerable<int> counts) => counts.Where(count => count > 0).Aggregate(0.0, (sum, count) => sum - Share(count) * PortableMath.Log2(Share(count)));
}
