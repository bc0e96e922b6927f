using System.Diagnostics;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Benchmarks.Outcome;

/// <summary>The area "outcome": a whole outcome, with all that is told of it, of an ordinary and of a very large weighing.</summary>
internal static class OutcomeArea
{
    public static Task Run(string[] args)
    {
        var small = Inputs(3, 6, 1);
        for (var i = 0; i < 60; i++) _ = WeighingOutcome.Of(small, OutcomeDrawing.Usual, CancellationToken.None); // until the compiler has settled
        foreach (var draws in new[] { 0, 10_000 })
            Tell($"3 proposals x 6 criteria, {draws} draws", () => WeighingOutcome.Of(small, new OutcomeDrawing { Draws = draws }, CancellationToken.None), 51);
        var large = Inputs(500, 100, 1);
        Tell("500 proposals x 100 criteria, no draws", () => WeighingOutcome.Of(large, new OutcomeDrawing { Draws = 0 }, CancellationToken.None), 3);
        Tell("500 proposals x 100 criteria, 10000 draws, two threads (wanted: within 5 s on two cores)", () => WeighingOutcome.Of(large, new OutcomeDrawing { Threads = 2 }, CancellationToken.None), 3);
        var many = Inputs(40, 25, 200);
        Tell("40 proposals x 25 criteria x 200 assessors (200000 scores, the most), 10000 draws", () => WeighingOutcome.Of(many, new OutcomeDrawing { Threads = 2 }, CancellationToken.None), 1);
        return Task.CompletedTask;
    }

    private static void Tell(string what, Func<WeighingOutcome> work, int rounds)
    {
        var times = new List<(double Clock, double Processor)>();
        for (var round = 0; round < rounds; round++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            GC.KeepAlive(work());
            times.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds));
        }
        // On a machine that has other work, the processor time tells what the clock cannot.
        Console.WriteLine($"{what}: {times.Select(t => t.Clock).Order().ElementAt(rounds / 2):F1} ms, {times.Average(t => t.Processor):F1} ms of processor time");
    }

    private static OutcomeInputs Inputs(int proposals, int criteria, int assessors)
    {
        var state = 1ul;
        // SplitMix64, so that every run has the same scores.
        int Next(int from, int to)
        {
            var mixed = state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return from + (int)((mixed ^ (mixed >> 31)) % (ulong)(to - from));
        }

        var number = 0;
        return new OutcomeInputs
        {
            Weighing = new Guid("019c2283-f800-7000-8000-000000000007"),
            Criteria = [.. Enumerable.Range(1, criteria).Select(n => new Criterion { Code = $"C{n}", Name = "", Direction = Direction.HigherIsBetter, Scale = new Scale { Worst = 0, Best = 30 + n }, Weight = Next(1, 100) })],
            Proposals = [.. Enumerable.Range(1, proposals).Select(n => new ComparedProposal(new ProposalRevisionReference($"V{n}", 1), "", false, n))],
            Scores =
            [
                .. from proposal in Enumerable.Range(1, proposals)
                   from criterion in Enumerable.Range(1, criteria)
                   from assessor in Enumerable.Range(1, assessors)
                   let expected = Next(50, 250) / 10m
                   select new CountedScore($"V{proposal}", $"C{criterion}", new Who(null, $"R{assessor}"), new Estimate(expected - 3.5m, expected, expected + 4.1m), ++number, number),
            ],
        };
    }
}
