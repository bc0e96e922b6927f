using System.Diagnostics;

namespace WikkenWegen.Benchmarks;

/// <summary>Times two pieces of work alternately, so that a drift of the machine's speed hits both alike.</summary>
public static class Ratio
{
    /// <summary>Median over <paramref name="rounds"/> pairs of the time of <paramref name="subject"/> divided by that of <paramref name="baseline"/>.</summary>
    /// <param name="subject">The work of ours.</param>
    /// <param name="baseline">The work it is compared with.</param>
    /// <param name="rounds">Counted pairs, after one pair of warm-up; at least 1.</param>
    /// <returns>The ratio and both median durations.</returns>
    public static (double Value, TimeSpan Subject, TimeSpan Baseline) Of(Action subject, Action baseline, int rounds = 7)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        var pairs = new List<(TimeSpan Subject, TimeSpan Baseline)>();
        for (var round = -1; round < rounds; round++)
        {
            var pair = (Time(subject), Time(baseline));
            if (round >= 0) pairs.Add(pair);
        }
        return (Median(pairs.Select(p => p.Subject / p.Baseline)),
                TimeSpan.FromTicks((long)Median(pairs.Select(p => (double)p.Subject.Ticks))),
                TimeSpan.FromTicks((long)Median(pairs.Select(p => (double)p.Baseline.Ticks))));
    }

    private static TimeSpan Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
