using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WikkenWegen.Mcda;

/// <summary>
/// What one worker counts: ranks, wins and the weights of first places. Everything is a whole number (weights in units of 2^-52), so that adding up is
/// exact and the division of the work over threads changes no bit.
/// </summary>
internal sealed class AcceptabilityCounts
{
    private const double WeightUnit = 1L << 52;

    private readonly int _proposals, _criteria, _size;
    private readonly long[] _ranks; // rank − 1 of each draw of the block
    private readonly int[] _firsts; // the draws of the block in which one proposal is first
    private readonly Int128[]?[] _weights; // by proposal; made at its first first place
    private readonly UInt128[]?[] _squares;

    public AcceptabilityCounts(int proposals, int criteria, int blockSize)
    {
        (_proposals, _criteria, _size) = (proposals, criteria, blockSize);
        Ranks = new int[proposals * proposals];
        Wins = new int[proposals * proposals];
        _ranks = new long[proposals * _size];
        _firsts = new int[blockSize];
        (_weights, _squares) = (new Int128[]?[proposals], new UInt128[]?[proposals]);
    }

    /// <summary>Cell (i, r): how often proposal i had rank r + 1.</summary>
    public int[] Ranks { get; }

    /// <summary>Cell (i, k): how often proposal i was strictly better than k.</summary>
    public int[] Wins { get; }

    /// <summary>Mean of the weights over the draws in which a proposal was first; null where it never was.</summary>
    public double[]? MeanWeights(int proposal) => _weights[proposal] is { } sums ? [.. sums.Select(sum => (double)sum / WeightUnit / Ranks[proposal * _proposals])] : null;

    /// <summary>Standard error of those means; null with fewer than two first places.</summary>
    public double? MeanWeightError(int proposal, int criterion)
    {
        long hits = Ranks[proposal * _proposals];
        if (hits < 2 || _weights[proposal] is not { } sums || _squares[proposal] is not { } squares) return null;
        // Exact until the last division: hits × Σ w² − (Σ w)² is 0 where the weight never changed.
        var spread = hits * (BigInteger)squares[criterion] - BigInteger.Pow(sums[criterion], 2);
        return Math.Sqrt(Fraction.Of(spread, BigInteger.Pow(2, 104) * hits * hits * (hits - 1)).ToDouble());
    }

    /// <summary>Counts one block.</summary>
    /// <param name="low">Totals less their rounding error: a row a proposal.</param>
    /// <param name="high">Totals with their rounding error added. One is better than another where its low is above the other's high.</param>
    /// <param name="weights">The weights of the block: a row a criterion.</param>
    /// <param name="draws">Number of draws, at the start of each row.</param>
    /// <param name="rankings">Takes a code of each draw's complete ranking.</param>
    public void Add(ReadOnlySpan<double> low, ReadOnlySpan<double> high, ReadOnlySpan<double> weights, int draws, Span<ulong> rankings)
    {
        Compare(low, high, draws);
        CountRanks(draws, rankings);
        for (var i = 0; i < _proposals; i++) AddWeights(i, weights, draws);
    }

    public void Add(AcceptabilityCounts other)
    {
        for (var i = 0; i < Ranks.Length; i++) Ranks[i] += other.Ranks[i];
        for (var i = 0; i < Wins.Length; i++) Wins[i] += other.Wins[i];
        for (var i = 0; i < _proposals; i++)
        {
            if (other._weights[i] is not { } sums || other._squares[i] is not { } squares) continue;
            _weights[i] ??= new Int128[_criteria];
            _squares[i] ??= new UInt128[_criteria];
            for (var c = 0; c < _criteria; c++)
            {
                _weights[i]![c] += sums[c];
                _squares[i]![c] += squares[c];
            }
        }
    }

    private void Compare(ReadOnlySpan<double> low, ReadOnlySpan<double> high, int draws)
    {
        var ranks = _ranks.AsSpan();
        ranks.Clear();
        for (var i = 0; i < _proposals; i++)
        {
            var highI = high.Slice(i * _size, draws);
            var rankI = ranks.Slice(i * _size, draws);
            ref var highs = ref MemoryMarshal.GetReference(highI);
            ref var places = ref MemoryMarshal.GetReference(rankI);
            for (var k = 0; k < _proposals; k++)
            {
                if (k == i) continue;
                var lowK = low.Slice(k * _size, draws);
                ref var lows = ref MemoryMarshal.GetReference(lowK);
                var (wins, at) = (Vector512<long>.Zero, 0);
                for (; at <= draws - Vector512<long>.Count; at += Vector512<long>.Count)
                {
                    // A comparison that holds is −1 in its lane.
                    var better = Vector512.GreaterThan(Vector512.LoadUnsafe(ref lows, (nuint)at), Vector512.LoadUnsafe(ref highs, (nuint)at)).AsInt64();
                    (Vector512.LoadUnsafe(ref places, (nuint)at) - better).StoreUnsafe(ref places, (nuint)at);
                    wins -= better;
                }
                var count = (int)Vector512.Sum(wins);
                for (; at < draws; at++)
                {
                    if (lowK[at] <= highI[at]) continue;
                    rankI[at]++;
                    count++;
                }
                Wins[k * _proposals + i] += count;
            }
        }
    }

    private void CountRanks(int draws, Span<ulong> rankings)
    {
        // Up to 16 proposals a ranking fits in 64 bits, 4 for each rank; above that the code is a hash, and two of K rankings collide with a chance of K² / 2^65.
        var packed = _proposals <= 16;
        var (ranks, counts) = (_ranks, Ranks);
        unchecked
        {
            for (var at = 0; at < draws; at++)
            {
                ulong code = 0;
                for (int i = 0, cell = at, row = 0; i < _proposals; i++, cell += _size, row += _proposals)
                {
                    var rank = (int)ranks[cell];
                    counts[row + rank]++;
                    code = packed ? code << 4 | (uint)rank : Mix(code + (uint)rank + 1);
                }
                rankings[at] = code;
            }
        }
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    private void AddWeights(int proposal, ReadOnlySpan<double> weights, int draws)
    {
        var ranks = _ranks.AsSpan(proposal * _size, draws);
        var count = 0;
        for (var at = 0; at < ranks.Length; at++)
        {
            _firsts[count] = at;
            count += ranks[at] == 0 ? 1 : 0; // without a branch that nobody can predict
        }
        if (count == 0) return;
        var (sums, squares) = (_weights[proposal] ??= new Int128[_criteria], _squares[proposal] ??= new UInt128[_criteria]);
        for (var c = 0; c < _criteria; c++)
        {
            var row = weights.Slice(c * _size, draws);
            ulong sum = 0, low = 0, high = 0;
            foreach (var at in _firsts.AsSpan(0, count))
            {
                unchecked
                {
                    var weight = (ulong)(long)(row[at] * WeightUnit);
                    sum += weight;
                    high += Math.BigMul(weight, weight, out var product);
                    low += product;
                    high += low < product ? 1UL : 0; // the carry
                }
            }
            sums[c] += sum;
            squares[c] += new UInt128(high, low);
        }
    }
}
