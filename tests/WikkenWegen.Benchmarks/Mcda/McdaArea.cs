using System.Diagnostics;
using WikkenWegen.Mcda;

namespace WikkenWegen.Benchmarks.Mcda;

/// <summary>The area "mcda": SMAA-2 against the same in NumPy, against its own draws, over threads, and on a large problem.</summary>
internal static class McdaArea
{
    private const int Draws = 10_000, Rounds = 41;

    public static Task Run(string[] args)
    {
        var values = Problem(10, 8);
        var weights = WeightInformation.Unknown(values.Criteria).Value;
        foreach (var factors in new[] { false, true })
        {
            void Smaa(int threads) => _ = Smaa2.Run(values, weights, new DrawOptions(7, Draws, Threads: threads), factors).Value;
            Console.WriteLine($"SMAA-2, {Draws} draws, 10 proposals x 8 criteria, one thread, {(factors ? "with confidence factors" : "acceptabilities, central weights, pairwise winning, entropies")}");
            for (var i = 0; i < 60; i++) Smaa(1); // until the compiler has settled
            AgainstNumPy(() => Smaa(1), factors);
            var ratio = Ratio.Of(() => Smaa(1), () => DrawOnly(values, weights), Rounds);
            Console.WriteLine($"  {ratio.Value:F2} times the time of the draws alone ({ratio.Subject.TotalMilliseconds:F2} ms, {ratio.Baseline.TotalMilliseconds:F2} ms; wanted: at most 2)");
        }
        Threads();
        Large();
        return Task.CompletedTask;
    }

    private static void AgainstNumPy(Action smaa, bool factors)
    {
        using var numpy = NumPy.Start(Draws, 10, 8);
        if (numpy is null)
        {
            Console.WriteLine("  no NumPy here (Debian: apt-get install python3-numpy): not compared");
            return;
        }
        var pairs = new List<(double Ours, double Theirs)>();
        for (var round = -2; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            smaa();
            var pair = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, numpy.Run(factors).TotalMilliseconds);
            if (round >= 0) pairs.Add(pair);
        }
        double Median(Func<(double Ours, double Theirs), double> of) => pairs.Select(of).Order().ElementAt(Rounds / 2);
        Console.WriteLine($"  {Median(p => p.Theirs / p.Ours):F1} times as fast as NumPy ({Median(p => p.Ours):F2} ms, {Median(p => p.Theirs):F2} ms; wanted: at least 5)");
    }

    private static void Threads()
    {
        var values = Problem(20, 12);
        var weights = WeightInformation.Unknown(values.Criteria).Value;
        void Smaa(int threads) => _ = Smaa2.Run(values, weights, new DrawOptions(7, 200_000, Threads: threads), confidenceFactors: false).Value;
        Console.WriteLine($"SMAA-2, 200000 draws, 20 proposals x 12 criteria, on {Environment.ProcessorCount} processors");
        for (var threads = 2; threads <= Environment.ProcessorCount; threads *= 2)
        {
            var ratio = Ratio.Of(() => Smaa(1), () => Smaa(threads));
            // On a machine that has other work, the processor time tells what the clock cannot: whether the threads cost each other anything.
            var cost = ProcessorTime(() => Smaa(threads)) / ProcessorTime(() => Smaa(1));
            Console.WriteLine($"  {ratio.Value:F2} times as fast on {threads} threads ({ratio.Subject.TotalMilliseconds:F0} ms, {ratio.Baseline.TotalMilliseconds:F0} ms), for {cost:F2} times the processor time");
        }
    }

    private static double ProcessorTime(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < 7; i++) work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static void Large()
    {
        var values = Problem(500, 100);
        var weights = WeightInformation.Unknown(values.Criteria).Value;
        Console.WriteLine($"SMAA-2, {Draws} draws, 500 proposals x 100 criteria, one thread, without confidence factors");
        GC.Collect();
        var (before, peak) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        using var done = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            // Live bytes: what a collection leaves while the run goes on.
            while (!done.Wait(TimeSpan.FromMilliseconds(200))) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        });
        watch.Start();
        var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        var smaa = Smaa2.Run(values, weights, new DrawOptions(7, Draws), confidenceFactors: false).Value;
        var (elapsed, bytes) = (Stopwatch.GetElapsedTime(start), GC.GetTotalAllocatedBytes(precise: true) - allocated);
        done.Set();
        watch.Join();
        GC.KeepAlive(smaa);
        Console.WriteLine($"  {elapsed.TotalSeconds:F2} s; at most {peak / 1e6:F1} MB alive beyond the inputs, {bytes / 1e6:F1} MB allocated in all");
    }

    /// <summary>Sets up the samplers and draws all weights and scores of a run, without looking at them.</summary>
    private static void DrawOnly(ValueTable values, WeightInformation weights)
    {
        var canonical = values.CriterionNames.Canonical();
        var scores = ScoreSampler.Of(values, canonical, 7, ScoreDistribution.Triangular, new int[canonical.Length]).Value;
        var sampler = WeightSampler.Of(weights, [.. canonical.Select(c => values.Criteria[c])], 7);
        new SmaaEngine(scores, sampler, values.Proposals.Count, values.Criteria.Count, Draws, threads: 1, twoPasses: false).DrawOnly();
    }

    private static ValueTable Problem(int proposals, int criteria)
    {
        string[] Names(string prefix, int count) => [.. Enumerable.Range(1, count).Select(i => $"{prefix}{i}")];
        var (rows, columns) = (Names("P", proposals), Names("C", criteria));
        Score Cell(string row, string column)
        {
            var sequence = DrawSequence.Of(1, "benchmark", column, row);
            var expected = 30 + 40 * sequence.Unit(0);
            return Score.Between(expected - 5 - 15 * sequence.Unit(1), expected, expected + 5 + 15 * sequence.Unit(2));
        }
        return ScoreTable.Create(rows, columns, [.. rows.Select(row => (IReadOnlyList<Score?>)[.. columns.Select(column => (Score?)Cell(row, column))])])
            .Then(table => ValueTable.Of(table, columns.ToDictionary(c => c, _ => ValueFunction.Linear(0, 100, OutsideScale.Refuse).Value))).Value;
    }
}
