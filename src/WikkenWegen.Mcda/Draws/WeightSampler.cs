using System.Buffers;
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

    private static void Sort(Span<double> smaller, Span<double> greater)
    {
        for (var at = 0; at < smaller.Length; at += Vector256<double>.Count)
        {
            // No NaN and no −0 here, so native minimum and maximum mean the same everywhere.
            var (a, b) = (Vector256.Create<double>(smaller[at..]), Vector256.Create<double>(greater[at..]));
            Vector256.MinNative(a, b).CopyTo(smaller[at..]);
            Vector256.MaxNative(a, b).CopyTo(greater[at..]);
        }
    }

    private static void Subtract(double from, Span<double> row, Span<double> destination)
    {
        for (var at = 0; at < row.Length; at += Vector256<double>.Count) (Vector256.Create(from) - Vector256.Create<double>(row[at..])).CopyTo(destination[at..]);
    }

    private static void Subtract(Span<double> row, Span<double> previous)
    {
        for (var at = 0; at < row.Length; at += Vector256<double>.Count) (Vector256.Create<double>(row[at..]) - Vector256.Create<double>(previous[at..])).CopyTo(row[at..]);
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
        for (var at = 0; at < block.Size; at += Vector256<double>.Count)
        {
            var sum = Vector256<double>.Zero;
            for (var place = _rowOfPlace.Length; place >= 1; place--)
            {
                var row = Row(block, rows, _rowOfPlace[place - 1])[at..];
                sum += Vector256.Create<double>(row) / Vector256.Create((double)place);
                sum.CopyTo(row);
            }
        }
        foreach (var (first, size, shuffle) in _tiers) Deal(block, rows, first, size, shuffle);
        return true;
    }

    private void Deal(DrawBlock block, Span<double> rows, int first, int size, DrawSequence[] shuffle)
    {
        var keys = ArrayPool<double>.Shared.Rent(size * block.Size);
        for (var i = 0; i < size; i++) shuffle[i].Fill(block, Row(block, keys, i));
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
        ArrayPool<double>.Shared.Return(keys);
    }
}

/// <summary>
/// Uniform on the weights inside intervals, by rejection: points are drawn in a simple body around the admissible set until one falls inside.
/// Three bodies fit: the simplex that starts from all low weights, the one that starts from all high weights, and the box of all intervals but the widest
/// (that weight is what the others leave). The smallest of the three is used.
/// </summary>
internal sealed class IntervalSampler : WeightSampler
{
    internal const int MaxAttempts = 100_000;

    private readonly double[] _lows, _ranges;
    private readonly int[] _free; // rows of the weights that can vary
    private readonly DrawSequence[] _draws; // one for each free row
    private readonly double _spare, _excess; // 1 − Σ low and Σ high − 1
    private readonly int _widest; // position in _free
    private readonly Body _body;

    public IntervalSampler(string[] canonical, (Fraction Low, Fraction High)[] intervals, ulong seed)
    {
        _lows = [.. intervals.Select(i => i.Low.ToDouble())];
        _ranges = [.. intervals.Select(i => (i.High - i.Low).ToDouble())];
        _free = [.. Enumerable.Range(0, intervals.Length).Where(row => _ranges[row] > 0)];
        _draws = [.. _free.Select(row => DrawSequence.Of(seed, "weight", canonical[row], ""))];
        _spare = (1 - Fraction.Sum(intervals.Select(i => i.Low))).ToDouble();
        _excess = (Fraction.Sum(intervals.Select(i => i.High)) - 1).ToDouble();
        if (_free.Length == 0) return;
        _widest = Array.IndexOf(_free, _free.MaxBy(row => _ranges[row]));

        // Volumes, as logarithms, in the coordinates of all free weights but one.
        double factorial = 0, box = 0;
        for (var i = 1; i < _free.Length; i++) factorial += PortableMath.Log2(i);
        for (var i = 0; i < _free.Length; i++) box += i == _widest ? 0 : PortableMath.Log2(_ranges[_free[i]]);
        var fromLow = (_free.Length - 1) * PortableMath.Log2(_spare) - factorial;
        var fromHigh = (_free.Length - 1) * PortableMath.Log2(_excess) - factorial;
        _body = box < fromLow && box < fromHigh ? Body.Box : fromHigh < fromLow ? Body.FromHigh : Body.FromLow;
    }

    private enum Body
    {
        FromLow,
        FromHigh,
        Box,
    }

    public override bool Fill(DrawBlock block, Span<double> rows)
    {
        for (var row = 0; row < _lows.Length; row++) Row(block, rows, row).Fill(_lows[row]);
        if (_free.Length == 0) return true;
        var above = new double[_free.Length];
        for (var at = 0; at < block.Size; at++)
        {
            if (!Draw((int)(block.Iteration(at) & int.MaxValue), above)) return false;
            for (var i = 0; i < _free.Length; i++) rows[_free[i] * block.Size + at] += above[i];
        }
        return true;
    }

    // What each free weight has above its low end.
    private bool Draw(int iteration, double[] above)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (_body == Body.Box ? InBox(iteration, attempt, above) : InSimplex(iteration, attempt, above)) return true;
        }
        return false;
    }

    private bool InBox(int iteration, int attempt, double[] above)
    {
        var left = _spare;
        for (var i = 0; i < above.Length; i++)
        {
            if (i == _widest) continue;
            above[i] = _draws[i].Unit(iteration, attempt) * _ranges[_free[i]];
            left -= above[i];
        }
        above[_widest] = left;
        return left >= 0 && left <= _ranges[_free[_widest]];
    }

    private bool InSimplex(int iteration, int attempt, double[] above)
    {
        var last = above.Length - 1;
        for (var i = 0; i < last; i++) above[i] = _draws[i].Unit(iteration, attempt);
        Array.Sort(above, 0, last);
        above[last] = 1;
        for (var i = last; i > 0; i--) above[i] -= above[i - 1];
        for (var i = 0; i < above.Length; i++)
        {
            var range = _ranges[_free[i]];
            above[i] = _body == Body.FromLow ? above[i] * _spare : range - above[i] * _excess;
            if (above[i] < 0 || above[i] > range) return false;
        }
        return true;
    }
}
