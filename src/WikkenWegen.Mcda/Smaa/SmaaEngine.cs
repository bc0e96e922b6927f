using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WikkenWegen.Mcda;

/// <summary>Runs through the draws block by block: weights, values, totals, counts.</summary>
/// <remarks>
/// The loops over vectors, here and in the samplers and counters, ask to be compiled in full at once. The runtime compiles code that is new without care for
/// its speed, in which each operation on a vector is a call, and code that is compiled ahead has no such loops at all: the first outcomes of a process took
/// several times as long.
/// </remarks>
internal sealed class SmaaEngine
{
    // Values drawn for the totals are kept for the confidence factors up to this many numbers (8 MB); above it they are drawn again.
    private const long KeptNumbers = 1 << 20;

    // Numbers in the rows of one worker (1 MB), and in the values of one block that is drawn again (4 MB).
    private const int RowNumbers = 1 << 17, BlockNumbers = 1 << 19;

    private const int Group = 4;

    private readonly IValueSource _values;
    private readonly WeightSampler _weights;
    private readonly int _proposals, _criteria, _iterations, _threads, _size;
    private readonly CancellationToken _cancellation;
    private readonly double _roundingShare;
    private double[]? _kept;

    public SmaaEngine(IValueSource values, WeightSampler weights, int proposals, int criteria, int iterations, int threads, bool twoPasses, CancellationToken cancellation = default)
    {
        (_values, _weights) = (values, weights);
        (_proposals, _criteria, _iterations, _threads, _cancellation) = (proposals, criteria, iterations, threads, cancellation);
        _roundingShare = RoundingShare(criteria);
        var (rows, cells) = (3L * proposals + 2L * criteria, (long)proposals * criteria);
        _size = DrawBlock.SizeFor(rows, RowNumbers);
        var numbers = (long)Blocks * Stride * cells;
        if (twoPasses && numbers <= KeptNumbers) _kept = ArrayPool<double>.Shared.Rent((int)numbers);
        else if (twoPasses) _size = Math.Min(_size, DrawBlock.SizeFor(cells, BlockNumbers));
    }

    /// <summary>A code of the complete ranking of each draw, in no particular order.</summary>
    public ulong[] Rankings { get; private set; } = [];

    private int Blocks => DrawBlock.Count(_iterations, _size);

    // Rows of values that are read side by side lie a little apart, or they would all fall into the same few sets of the processor's cache.
    private int Stride => _size >= 64 ? _size + 8 : _size;

    /// <summary>
    /// A total is a sum of n products of a weight and a value, each of these rounded: it is off by less than (n + 4) 2^-53 of the greatest value, the weights summing to 1.
    /// A difference below the errors of both totals is no lead. Twice that, to be on the safe side.
    /// </summary>
    public static double RoundingShare(int criteria) => (criteria + 4) * (1.0 / (1L << 52));

    /// <summary>Counts ranks, wins and weights; null where the weights could not be drawn.</summary>
    public AcceptabilityCounts? Count()
    {
        Rankings = new ulong[_iterations];
        return Count(() => new AcceptabilityCounts(_proposals, _criteria, _size), (block, draws, work, counts) =>
        {
            for (var row = 0; row < _criteria; row++) block.Compact(Row(work.Weights, row), draws);
            counts.Add(work.Low, work.High, work.Weights, draws, Rankings.AsSpan(block.Index * _size, draws));
        }, (total, counts) => total.Add(counts));
    }

    /// <summary>Counts places, and who is ahead of whom; null where the weights could not be drawn.</summary>
    /// <param name="leader">The one about which alone is asked whom it is ahead of; null for every pair and every place.</param>
    public PlaceCounter? CountPlaces(int? leader) =>
        Count(() => new PlaceCounter(_proposals, _size, leader), (_, draws, work, counts) => counts.Add(work.Low, work.High, draws), (total, counts) => total.Add(counts));

    private T? Count<T>(Func<T> create, Action<DrawBlock, int, Work, T> count, Action<T, T> merge)
        where T : class
    {
        T? total = null;
        var exhausted = false;
        InBlocks(() => (Work: new Work(this), Counts: create()), (block, worker) =>
        {
            if (Volatile.Read(ref exhausted)) return;
            var (work, counts) = worker;
            if (!_weights.Fill(block, work.Weights))
            {
                Volatile.Write(ref exhausted, true);
                return;
            }
            for (var p = 0; p < _proposals; p++) Total(block, p, work);
            var draws = block.Draws(_iterations);
            for (var row = 0; row < _proposals; row++)
            {
                block.Compact(Row(work.Low, row), draws);
                block.Compact(Row(work.High, row), draws);
            }
            count(block, draws, work, counts);
        }, worker =>
        {
            if (total is null) total = worker.Counts;
            else merge(total, worker.Counts);
        });
        return exhausted ? null : total;
    }

    /// <summary>To be called once, after <see cref="Count"/>: how often each proposal is first when the weights are its own central weights; proposals without central weights are skipped.</summary>
    public int[] CountFirst(double[]?[] centralWeights)
    {
        var total = new int[_proposals];
        int[] asked = [.. Enumerable.Range(0, _proposals).Where(i => centralWeights[i] is not null)];
        var weights = Interleave(asked, centralWeights);
        InBlocks(() => (Work: new Work(this), First: new int[_proposals]), (block, worker) =>
        {
            First(block, asked, weights, BlockValues(block, worker.Work), worker.Work, worker.First);
        }, worker =>
        {
            for (var i = 0; i < total.Length; i++) total[i] += worker.First[i];
        });
        if (_kept is not null) ArrayPool<double>.Shared.Return(_kept);
        _kept = null;
        return total;
    }

    /// <summary>Draws and throws away, on one thread: what the draws alone cost (for the benchmark).</summary>
    public double DrawOnly()
    {
        var work = new Work(this);
        double seen = 0;
        for (var index = 0; index < Blocks; index++)
        {
            var block = new DrawBlock(index, _size);
            _weights.Fill(block, work.Weights);
            seen += work.Weights[0];
            for (var p = 0; p < _proposals; p++)
            {
                for (var c = 0; c < _criteria; c++)
                {
                    _values.Fill(block, p, c, work.Row.AsSpan(c * Stride, _size));
                    seen += work.Row[c * Stride];
                }
            }
        }
        return seen;
    }

    private void InBlocks<T>(Func<T> create, Action<DrawBlock, T> run, Action<T> merge) => DrawBlock.ForEach(_iterations, _size, _threads, create, run, merge, _cancellation);

    private Span<double> Row(double[] rows, int index) => rows.AsSpan(index * _size, _size);

    private Span<double> Kept(DrawBlock block) => _kept.AsSpan(block.Index * Stride * _proposals * _criteria, Stride * _proposals * _criteria);

    private Span<double> BlockValues(DrawBlock block, Work work)
    {
        if (_kept is not null) return Kept(block);
        work.Values ??= new double[_proposals * _criteria * Stride];
        for (var cell = 0; cell < _proposals * _criteria; cell++) _values.Fill(block, cell / _criteria, cell % _criteria, work.Values.AsSpan(cell * Stride, _size));
        return work.Values;
    }

    // Σ w v in the canonical order of the criteria, each product and each sum rounded: no fused multiply-add, which not every processor has.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Total(DrawBlock block, int proposal, Work work)
    {
        var values = _kept is null ? work.Row : Kept(block).Slice(proposal * _criteria * Stride, _criteria * Stride);
        for (var c = 0; c < _criteria; c++) _values.Fill(block, proposal, c, values.Slice(c * Stride, _size));
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var weight = ref MemoryMarshal.GetArrayDataReference(work.Weights);
        var low = Row(work.Low, proposal);
        var high = Row(work.High, proposal);
        for (var at = 0; at < _size; at += Vector512<double>.Count)
        {
            var (total, magnitude) = (Vector512<double>.Zero, Vector512<double>.Zero);
            for (var c = 0; c < _criteria; c++)
            {
                var number = Vector512.LoadUnsafe(ref value, (nuint)(c * Stride + at));
                total += Vector512.LoadUnsafe(ref weight, (nuint)(c * _size + at)) * number;
                magnitude = Vector512.MaxNative(magnitude, Vector512.Abs(number)); // no NaN here
            }
            var rounding = magnitude * Vector512.Create(_roundingShare);
            (total - rounding).CopyTo(low[at..]);
            (total + rounding).CopyTo(high[at..]);
        }
    }

    // For each asked proposal: is any other ahead of it under its weights? Four at a time share the reading of the values.
    private void First(DrawBlock block, int[] asked, double[] weights, ReadOnlySpan<double> values, Work work, int[] first)
    {
        var draws = block.Draws(_iterations);
        ref var value = ref MemoryMarshal.GetReference(values);
        for (var at = 0; at < _size; at += Vector512<double>.Count)
        {
            var counted = Counted(block, at, draws);
            for (var k = 0; k < _proposals; k++) work.Rounding[k] = Magnitude(ref Unsafe.Add(ref value, k * _criteria * Stride + at)) * Vector512.Create(_roundingShare);
            for (var group = 0; group < asked.Length; group += Group)
            {
                var members = asked.AsSpan(group, Math.Min(Group, asked.Length - group));
                ref var weight = ref weights[group * _criteria];
                for (var k = 0; k < _proposals; k++) Sums(ref Unsafe.Add(ref value, k * _criteria * Stride + at), (nuint)Stride, ref weight, work.Totals.AsSpan(k * Group, Group));
                for (var member = 0; member < members.Length; member++)
                {
                    var (i, beaten) = (members[member], Vector512<double>.Zero);
                    var own = work.Totals[i * Group + member] + work.Rounding[i];
                    // A proposal is never ahead of itself: its total less rounding is not above its total with rounding.
                    for (var k = 0; k < _proposals; k++) beaten |= Vector512.GreaterThan(work.Totals[k * Group + member] - work.Rounding[k], own);
                    first[i] += BitOperations.PopCount(counted & ~(uint)beaten.ExtractMostSignificantBits());
                }
            }
        }
    }

    // The totals of one proposal under four vectors of weights, which lie side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sums(ref double value, nuint stride, ref double weight, Span<Vector512<double>> sums)
    {
        var (total0, total1, total2, total3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (nuint c = 0; c < (nuint)_criteria; c++)
        {
            var number = Vector512.LoadUnsafe(ref value, c * stride);
            ref var four = ref Unsafe.Add(ref weight, c * Group);
            total0 += Vector512.Create(four) * number;
            total1 += Vector512.Create(Unsafe.Add(ref four, 1)) * number;
            total2 += Vector512.Create(Unsafe.Add(ref four, 2)) * number;
            total3 += Vector512.Create(Unsafe.Add(ref four, 3)) * number;
        }
        (sums[0], sums[1], sums[2], sums[3]) = (total0, total1, total2, total3);
    }

    private Vector512<double> Magnitude(ref double value)
    {
        var greatest = Vector512<double>.Zero;
        for (var c = 0; c < _criteria; c++) greatest = Vector512.MaxNative(greatest, Vector512.Abs(Vector512.LoadUnsafe(ref value, (nuint)(c * Stride))));
        return greatest;
    }

    // For each group of proposals, criterion by criterion, the weights of its four members side by side.
    private double[] Interleave(int[] asked, double[]?[] weights)
    {
        var interleaved = new double[(asked.Length + Group - 1) / Group * Group * _criteria];
        for (var at = 0; at < asked.Length; at++)
        {
            for (var c = 0; c < _criteria; c++) interleaved[(at / Group * _criteria + c) * Group + at % Group] = weights[asked[at]]![c];
        }
        return interleaved;
    }

    // The lanes of a vector that hold an iteration that exists.
    private uint Counted(DrawBlock block, int at, int draws)
    {
        if (draws == _size) return 0xff;
        uint lanes = 0;
        for (var lane = 0; lane < Vector512<double>.Count; lane++) lanes |= block.Iteration(at + lane) < _iterations ? 1u << lane : 0;
        return lanes;
    }

    /// <summary>The rows of one worker.</summary>
    private sealed class Work(SmaaEngine engine)
    {
        public double[] Weights { get; } = new double[engine._criteria * engine._size];

        public double[] Low { get; } = new double[engine._proposals * engine._size];

        public double[] High { get; } = new double[engine._proposals * engine._size];

        public double[] Row { get; } = new double[engine._criteria * engine.Stride];

        public double[]? Values { get; set; }

        public Vector512<double>[] Rounding { get; } = new Vector512<double>[engine._proposals];

        public Vector512<double>[] Totals { get; } = new Vector512<double>[engine._proposals * Group];
    }
}
