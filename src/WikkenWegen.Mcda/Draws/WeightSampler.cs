using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WikkenWegen.Mcda;

/// <summary>Fills blocks of weights: a row a criterion in canonical order, as long as the block.</summary>
internal abstract class WeightSampler
{
    /// <returns>False where no admissible weights were found in the attempts allowed.</returns>
    public abstract bool Fill(DrawBlock block, Span<double> rows);

    /// <param name="information">What is known.</param>
    /// <param name="canonical">Names of the criteria in canonical order.</param>
    /// <param name="seed">Seed.</param>
    public static WeightSampler Of(WeightInformation information, string[] canonical, ulong seed)
    {
        var index = information.CriterionNames.Index;
        return information switch
        {
            ExactWeights exact => new ExactSampler([.. canonical.Select(name => exact.Values[index[name]].ToDouble())]),
            UnknownWeights => new SimplexSampler(canonical, seed),
            OrdinalWeights ordinal => new OrdinalSampler(ordinal, canonical, seed),
            IntervalWeights interval => new IntervalSampler(canonical, [.. canonical.Select(name => (interval.Lows[index[name]], interval.Highs[index[name]]))], seed),
            _ => throw new InvalidOperationException($"no sampler for {information.GetType()}"),
        };
    }

    protected static Span<double> Row(DrawBlock block, Span<double> rows, int index) => rows.Slice(index * block.Size, block.Size);
}

internal sealed class ExactSampler(double[] weights) : WeightSampler
{
    public override bool Fill(DrawBlock block, Span<double> rows)
    {
        for (var c = 0; c < weights.Length; c++) Row(block, rows, c).Fill(weights[c]);
        return true;
    }
}

/// <summary>
/// Uniform on the simplex: n − 1 uniform numbers cut [0, 1] into n pieces. (Dividing n uniform numbers by their sum is not uniform on the simplex.)
/// The numbers are multiples of 2^-52, so pieces are exact and sum to exactly 1.
/// </summary>
/// <remarks>Source: Devroye, Non-Uniform Random Variate Generation (1986), ch. V, theorem 2.1.</remarks>
internal sealed class SimplexSampler(string[] canonical, ulong seed) : WeightSampler
{
    private readonly DrawSequence[] _draws = [.. canonical.SkipLast(1).Select(name => DrawSequence.Of(seed, "weight", name, ""))];
    private readonly (int, int)[] _network = SortingNetwork(canonical.Length - 1);

    public override bool Fill(DrawBlock block, Span<double> rows)
    {
        for (var c = 0; c < _draws.Length; c++) _draws[c].Fill(block, Row(block, rows, c));
        foreach (var (a, b) in _network) Sort(Row(block, rows, a), Row(block, rows, b));
        // From the last to the first, so that each cut is still there when its neighbour needs it.
        var last = Row(block, rows, _draws.Length);
        if (_draws.Length == 0) last.Fill(1);
        else Subtract(1, Row(block, rows, _draws.Length - 1), last);
        for (var c = _draws.Length - 1; c > 0; c--) Subtract(Row(block, rows, c), Row(block, rows, c - 1));
        return true;
    }

    /// <summary>Merge exchange (Batcher): the pairs to put in order, one after the other, to sort n numbers. Source: Knuth, The Art of Computer Programming 3, §5.2.2, algorithm M.</summary>
    internal static (int, int)[] SortingNetwork(int n)
    {
        var pairs = new List<(int, int)>();
        if (n < 2) return [];
        var top = 1;
        while (top * 2 < n) top *= 2;
        for (var p = top; p > 0; p /= 2)
        {
            var (q, r, d) = (top, 0, p);
            while (true)
            {
                for (var i = 0; i < n - d; i++)
                {
                    if ((i & p) == r) pairs.Add((i, i + d));
                }
                if (q == p) break;
                (d, q, r) = (q - p, q / 2, p);
            }
        }
        return [.. pairs];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(Span<double> smaller, Span<double> greater)
    {
        for (var at = 0; at < smaller.Length; at += Vector512<double>.Count)
        {
            // No NaN and no −0 here, so native minimum and maximum mean the same everywhere.
            var (a, b) = (Vector512.Create<double>(smaller[at..]), Vector512.Create<double>(greater[at..]));
            Vector512.MinNative(a, b).CopyTo(smaller[at..]);
            Vector512.MaxNative(a, b).CopyTo(greater[at..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(double from, Span<double> row, Span<double> destination)
    {
        for (var at = 0; at < row.Length; at += Vector512<double>.Count) (Vector512.Create(from) - Vector512.Create<double>(row[at..])).CopyTo(destination[at..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(Span<double> row, Span<double> previous)
    {
        for (var at = 0; at < row.Length; at += Vector512<double>.Count) (Vector512.Create<double>(row[at..]) - Vector512.Create<double>(previous[at..])).CopyTo(row[at..]);
    }
}

/// <summary>
/// Uniform on the weights that agree with a ranking. With s uniform on the simplex, the k-th greatest weight is Σ s_i / i over i = k..n: a linear map of
/// the simplex onto the ordered weights, whose corners are the equal weights of the first 1, 2, …, n criteria. Inside a tier the weights are dealt out at random.
/// </summary>
internal sealed class OrdinalSampler : WeightSampler
{
    private readonly SimplexSampler _simplex;
    private readonly int[] _rowOfPlace; // row of the criterion at each place of the ranking, tier by tier
    private readonly (int First, int Size, DrawSequence[] Shuffle)[] _tiers; // the tiers with more than one criterion

    public OrdinalSampler(OrdinalWeights ordinal, string[] canonical, ulong seed)
    {
        _simplex = new SimplexSampler(canonical, seed);
        var rowOf = canonical.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var places = new List<int>();
        var tiers = new List<(int, int, DrawSequence[])>();
        foreach (var size in ordinal.TierSizes)
        {
            // Members of a tier in canonical order, so that the order of the input inside a tier changes no bit.
            var members = ordinal.Criteria.Skip(places.Count).Take(size).Order(StringComparer.Ordinal).ToList();
            if (size > 1) tiers.Add((places.Count, size, [.. members.Select(name => DrawSequence.Of(seed, "tier", name, ""))]));
            places.AddRange(members.Select(name => rowOf[name]));
        }
        (_rowOfPlace, _tiers) = ([.. places], [.. tiers]);
    }

    public override bool Fill(DrawBlock block, Span<double> rows)
    {
        _simplex.Fill(block, rows); // the piece in the row of place k serves as s_k
        SumPieces(_rowOfPlace, block.Size, rows);
        foreach (var (first, size, shuffle) in _tiers) Deal(block, rows, first, size, shuffle);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumPieces(int[] rowOfPlace, int size, Span<double> rows)
    {
        for (var at = 0; at < size; at += Vector512<double>.Count)
        {
            var sum = Vector512<double>.Zero;
            for (var place = rowOfPlace.Length; place >= 1; place--)
            {
                var row = rows.Slice(rowOfPlace[place - 1] * size + at, Vector512<double>.Count);
                sum += Vector512.Create<double>(row) / Vector512.Create((double)place);
                sum.CopyTo(row);
            }
        }
    }

    // Who has the least key gets the weight of the first place of the tier, and so on; of equal keys the first in the tier goes first.
    private void Deal(DrawBlock block, Span<double> rows, int first, int size, DrawSequence[] shuffle)
    {
        var keys = ArrayPool<double>.Shared.Rent(size * block.Size);
        for (var i = 0; i < size; i++) shuffle[i].Fill(block, Row(block, keys, i));
        if (size <= MostCompared) DealByComparing(block, rows, first, size, keys);
        else DealBySorting(block, rows, first, size, keys);
        ArrayPool<double>.Shared.Return(keys);
    }

    // Up to this size every pair is compared, for many draws at once; beyond it that is more work than sorting one draw after the other.
    private const int MostCompared = 16;

    private void DealByComparing(DrawBlock block, Span<double> rows, int first, int size, double[] keys)
    {
        var weights = new Vector512<double>[size];
        for (var at = 0; at < block.Size; at += Vector512<double>.Count)
        {
            for (var i = 0; i < size; i++) weights[i] = Vector512.Create<double>(Row(block, rows, _rowOfPlace[first + i])[at..]);
            for (var i = 0; i < size; i++)
            {
                var (own, before) = (Vector512.Create<double>(Row(block, keys, i)[at..]), Vector512<long>.Zero);
                for (var other = 0; other < size; other++)
                {
                    if (other == i) continue;
                    var key = Vector512.Create<double>(Row(block, keys, other)[at..]);
                    before -= (other < i ? Vector512.LessThanOrEqual(key, own) : Vector512.LessThan(key, own)).AsInt64(); // what holds is −1
                }
                var dealt = weights[0];
                for (var place = 1; place < size; place++) dealt = Vector512.ConditionalSelect(Vector512.Equals(before, Vector512.Create((long)place)).AsDouble(), weights[place], dealt);
                dealt.CopyTo(Row(block, rows, _rowOfPlace[first + i])[at..]);
            }
        }
    }

    private void DealBySorting(DrawBlock block, Span<double> rows, int first, int size, double[] keys)
    {
        var (order, weights) = (new int[size], new double[size]);
        for (var at = 0; at < block.Size; at++)
        {
            for (var i = 0; i < size; i++)
            {
                weights[i] = rows[_rowOfPlace[first + i] * block.Size + at];
                var key = keys[i * block.Size + at];
                var place = i; // insertion sort by key
                for (; place > 0 && keys[order[place - 1] * block.Size + at] > key; place--) order[place] = order[place - 1];
                order[place] = i;
            }
            for (var i = 0; i < size; i++) rows[_rowOfPlace[first + order[i]] * block.Size + at] = weights[i];
        }
    }
}

/// <summary>
/// Uniform on the weights inside intervals, exactly: the draws are independent, so there is nothing to burn in or to thin. What each weight has above its low end is drawn
/// between 0 and its range with a density that falls as e^(−λx), all but the widest; that one gets what is left. The draw is accepted with a chance of e^(−λ left) where
/// what is left fits, and made again otherwise. Then the density of an accepted draw is ∝ Π e^(−λx) = e^(−λ Σx), and Σx is the same for all of them: uniform, whatever λ is.
/// </summary>
/// <remarks>
/// λ is chosen so that the sum of all would be right on average. One draw in 8√n or more is then accepted: the chance is the density of the sum at its mean over the greatest
/// density of the widest weight. Both densities are log-concave, so that the one is at least 1/8 over the standard deviation of the sum, and the other at most 1 over that of the
/// widest weight, which is the greatest of the n (Lovász and Vempala, Random Structures and Algorithms 30 (2007) 307–358, lemma 5.5). Where less is free below the high ends than
/// above the low ends, everything is counted downwards from the high ends, so that λ is never negative. Source of rejection and inversion: Devroye, Non-Uniform Random Variate
/// Generation (1986), ch. II.
/// </remarks>
internal sealed class IntervalSampler : WeightSampler
{
    internal const int MaxAttempts = 100_000;

    private const int Bisections = 60; // λ need not be exact: it changes the number of attempts, not the distribution

    private readonly double[] _lows, _highs;
    private readonly bool _downwards; // counted from the high ends
    private readonly int[] _free; // rows of the weights that can vary
    private readonly DrawSequence[] _draws; // one for each free row
    private readonly double[] _ranges, _mass; // of the free rows; mass: e^(−λ range) − 1
    private readonly double _total, _rate; // the sum of what is above the low ends (below the high ends), and λ
    private readonly int _unit; // ranges, total and draws are in units of 2^unit
    private readonly int _widest; // position in _free

    public IntervalSampler(string[] canonical, (Fraction Low, Fraction High)[] intervals, ulong seed)
    {
        _lows = [.. intervals.Select(i => i.Low.ToDouble())];
        _highs = [.. intervals.Select(i => i.High.ToDouble())];
        _free = [.. Enumerable.Range(0, intervals.Length).Where(row => intervals[row].Low != intervals[row].High)];
        _draws = [.. _free.Select(row => DrawSequence.Of(seed, "weight", canonical[row], ""))];
        (_ranges, _mass) = ([], []);
        if (_free.Length == 0) return;
        var (spare, excess) = (1 - Fraction.Sum(intervals.Select(i => i.Low)), Fraction.Sum(intervals.Select(i => i.High)) - 1);
        _downwards = excess < spare;
        var total = Fraction.Min(spare, excess);
        _unit = PowerOfTwo.Exponent(total)!.Value; // the intervals are as tight as they can be: where one range is above 0, so are both
        _total = PowerOfTwo.Scaled(total, -_unit);
        _ranges = [.. _free.Select(row => PowerOfTwo.Scaled(intervals[row].High - intervals[row].Low, -_unit))];
        _widest = Array.IndexOf(_ranges, _ranges.Max());
        _rate = Rate(_ranges, _total);
        _mass = [.. _ranges.Select(range => PortableMath.ExpM1(-_rate * range))];
    }

    public override bool Fill(DrawBlock block, Span<double> rows)
    {
        for (var row = 0; row < _lows.Length; row++) Row(block, rows, row).Fill(_lows[row]);
        if (_free.Length == 0) return true;
        var drawn = new double[_free.Length];
        for (var at = 0; at < block.Size; at++)
        {
            if (!Draw((int)(block.Iteration(at) & int.MaxValue), drawn)) return false;
            for (var i = 0; i < _free.Length; i++)
            {
                var (row, part) = (_free[i], Math.ScaleB(drawn[i], _unit));
                // Rounding must not leave the interval.
                rows[row * block.Size + at] = _downwards ? Math.Max(_lows[row], _highs[row] - part) : Math.Min(_highs[row], _lows[row] + part);
            }
        }
        return true;
    }

    private bool Draw(int iteration, double[] drawn)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (Attempt(iteration, attempt, drawn)) return true;
        }
        return false;
    }

    /// <summary>One attempt at a draw.</summary>
    /// <param name="iteration">Number of the draw, from 0.</param>
    /// <param name="attempt">Number of the attempt, from 0.</param>
    /// <param name="drawn">As long as there are weights that can vary; takes what each has above its low end (below its high end), in units of the sampler.</param>
    /// <returns>Whether the draw is accepted.</returns>
    internal bool Attempt(int iteration, int attempt, double[] drawn)
    {
        var left = _total;
        for (var i = 0; i < drawn.Length; i++)
        {
            if (i == _widest) continue;
            var unit = _draws[i].Unit(iteration, attempt);
            // The inverse of the distribution function (e^(−λx) − 1) / (e^(−λ range) − 1).
            drawn[i] = _rate == 0 ? unit * _ranges[i] : Math.Min(_ranges[i], -PortableMath.Log1P(unit * _mass[i]) / _rate);
            left -= drawn[i];
            if (left < 0) return false;
        }
        drawn[_widest] = left;
        return left <= _ranges[_widest] && _draws[_widest].Unit(iteration, attempt) < PortableMath.Exp(-_rate * left);
    }

    // The λ at which the means sum to the total. At 0 they are half of the ranges, which is too much (or just right); at n / total too little, since no mean is above 1/λ.
    private static double Rate(double[] ranges, double total)
    {
        var (low, high) = (0.0, ranges.Length / total);
        for (var step = 0; step < Bisections; step++)
        {
            var rate = (low + high) / 2;
            double sum = 0;
            foreach (var range in ranges)
            {
                var turn = rate * range;
                // 1/λ − range / (e^(λ range) − 1); near 0 its first two terms, where the difference would lose its digits.
                sum += turn < 1e-3 ? range * (0.5 - turn / 12) : 1 / rate + range * PortableMath.Exp(-turn) / PortableMath.ExpM1(-turn);
            }
            if (sum > total) low = rate;
            else high = rate;
        }
        return (low + high) / 2;
    }
}
