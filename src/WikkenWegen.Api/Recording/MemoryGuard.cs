using System.Diagnostics;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// Refuses to take more into memory where little is left of it: a request that is told to come back does less harm than a process that ends.
/// Thread-safe.
/// </summary>
/// <param name="taken">Tells which share of the memory that the process may use is taken, from 0 to 1.</param>
public sealed class MemoryGuard(Func<double> taken)
{
    /// <summary>The share of the memory that the process may use, above which nothing large is begun. What was begun needs the rest.</summary>
    private const double Most = 0.6;

    private static readonly TimeSpan BetweenCollections = TimeSpan.FromSeconds(2);

    private long _collected = Stopwatch.GetTimestamp();

    /// <summary>Makes sure that there is memory for something large.</summary>
    /// <exception cref="InsufficientMemoryException">There is not, at this moment.</exception>
    public void Check()
    {
        if (!IsShort()) return;
        // What only waits to be collected does not count, and where nothing is begun any more nothing else would collect it.
        var last = Interlocked.Read(ref _collected);
        if (Stopwatch.GetElapsedTime(last) > BetweenCollections && Interlocked.CompareExchange(ref _collected, Stopwatch.GetTimestamp(), last) == last)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            if (!IsShort()) return;
        }
        throw new InsufficientMemoryException("There is too little memory at the moment for a weighing that may be long.");
    }

    /// <summary>By what was in use after the newest collection; there are many of them where memory is short.</summary>
    public static double OfProcess() => GC.GetGCMemoryInfo() is var info ? (double)(info.HeapSizeBytes - info.FragmentedBytes) / info.TotalAvailableMemoryBytes : 0;

    private bool IsShort() => taken() > Most;
}
