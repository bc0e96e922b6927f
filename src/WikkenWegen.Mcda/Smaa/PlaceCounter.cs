using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WikkenWegen.Mcda;

/// <summary>What one worker counts where only places are asked for. Whole numbers: the division of the work over threads changes nothing.</summary>
internal sealed class PlaceCounter
{
    private readonly int _proposals, _size;
    private readonly int? _leader;
    private readonly long[] _behind; // for each draw of the block, how many are ahead of one proposal
    private readonly double[] _best; // for each draw of the block, the greatest of all lows

    /// <param name="proposals">How many there are.</param>
    /// <param name="blockSize">Draws in a block, a multiple of 8.</param>
    /// <param name="leader">The one about which alone is asked whom it is ahead of; null for every pair and every place.</param>
    public PlaceCounter(int proposals, int blockSize, int? leader)
    {
        (_proposals, _size, _leader) = (proposals, blockSize, leader);
        (_behind, _best) = (new long[blockSize], new double[blockSize]);
        (First, Places, Ahead) = (new int[proposals], leader is null ? new int[proposals * proposals] : [], new int[leader is null ? proposals * proposals : proposals]);
    }

    /// <summary>How often each was first.</summary>
    public int[] First { get; }

    /// <summary>Cell (i, r): how often proposal i had rank r + 1; empty where there is a leader.</summary>
    public int[] Places { get; }

    /// <summary>Cell (i, k): how often proposal i was strictly better than k; the row of the leader where there is one.</summary>
    public int[] Ahead { get; }

    /// <summary>Counts one block.</summary>
    /// <param name="low">Totals less their rounding error: a row a proposal.</param>
    /// <param name="high">Totals with their rounding error added. One is better than another where its low is above the other's high.</param>
    /// <param name="draws">Number of draws, at the start of each row.</param>
    public void Add(ReadOnlySpan<double> low, ReadOnlySpan<double> high, int draws)
    {
        if (_leader is { } leader) AddFirst(low, high, draws, leader);
        else AddPlaces(low, high, draws);
    }

    /// <summary>Adds what another worker counted.</summary>
    public void Add(PlaceCounter other)
    {
        for (var i = 0; i < First.Length; i++) First[i] += other.First[i];
        for (var i = 0; i < Places.Length; i++) Places[i] += other.Places[i];
        for (var i = 0; i < Ahead.Length; i++) Ahead[i] += other.Ahead[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPlaces(ReadOnlySpan<double> low, ReadOnlySpan<double> high, int draws)
    {
        ref var behind = ref MemoryMarshal.GetArrayDataReference(_behind);
        for (var i = 0; i < _proposals; i++)
        {
            ref var highs = ref MemoryMarshal.GetReference(high[(i * _size)..]);
            Array.Clear(_behind);
            for (var k = 0; k < _proposals; k++)
            {
                if (k == i) continue;
                ref var lows = ref MemoryMarshal.GetReference(low[(k * _size)..]);
                var count = 0;
                for (var at = 0; at < draws; at += Vector512<double>.Count)
                {
                    // A comparison that holds is −1 in its lane. What lies beyond the last draw is left out of the count, and not looked at below.
                    var better = Vector512.GreaterThan(Vector512.LoadUnsafe(ref lows, (nuint)at), Vector512.LoadUnsafe(ref highs, (nuint)at));
                    (Vector512.LoadUnsafe(ref behind, (nuint)at) - better.AsInt64()).StoreUnsafe(ref behind, (nuint)at);
                    count += BitOperations.PopCount(better.ExtractMostSignificantBits() & Lanes(draws - at));
                }
                Ahead[k * _proposals + i] += count;
            }
            var places = Places.AsSpan(i * _proposals, _proposals);
            foreach (var ahead in _behind.AsSpan(0, draws)) places[(int)ahead]++;
            First[i] = places[0];
        }
    }

    // First is who has nobody ahead: whose high is not below the greatest low. Its own low never is above its high.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddFirst(ReadOnlySpan<double> low, ReadOnlySpan<double> high, int draws, int leader)
    {
        ref var best = ref MemoryMarshal.GetArrayDataReference(_best);
        low[.._size].CopyTo(_best);
        for (var k = 1; k < _proposals; k++)
        {
            ref var lows = ref MemoryMarshal.GetReference(low[(k * _size)..]);
            for (var at = 0; at < draws; at += Vector512<double>.Count) Vector512.MaxNative(Vector512.LoadUnsafe(ref best, (nuint)at), Vector512.LoadUnsafe(ref lows, (nuint)at)).StoreUnsafe(ref best, (nuint)at); // no NaN here
        }
        ref var own = ref MemoryMarshal.GetReference(low[(leader * _size)..]);
        for (var i = 0; i < _proposals; i++)
        {
            ref var highs = ref MemoryMarshal.GetReference(high[(i * _size)..]);
            var (beaten, ahead) = (0, 0);
            for (var at = 0; at < draws; at += Vector512<double>.Count)
            {
                var (theirs, lanes) = (Vector512.LoadUnsafe(ref highs, (nuint)at), Lanes(draws - at));
                beaten += BitOperations.PopCount(Vector512.GreaterThan(Vector512.LoadUnsafe(ref best, (nuint)at), theirs).ExtractMostSignificantBits() & lanes);
                ahead += BitOperations.PopCount(Vector512.GreaterThan(Vector512.LoadUnsafe(ref own, (nuint)at), theirs).ExtractMostSignificantBits() & lanes);
            }
            First[i] += draws - beaten;
            if (i != leader) Ahead[i] += ahead;
        }
    }

    private static ulong Lanes(int draws) => draws >= Vector512<double>.Count ? 0xff : (1UL << draws) - 1;
}
