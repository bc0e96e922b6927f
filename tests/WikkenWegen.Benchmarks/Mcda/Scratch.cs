using System.Diagnostics;
using WikkenWegen.Mcda;
namespace WikkenWegen.Benchmarks.Mcda;
public static class Scratch
{
    public static ValueTable Problem(int m, int n)
    {
        var ids = Enumerable.Range(0, m).Select(i => $"P{i}").ToArray(); var cs = Enumerable.Range(0, n).Select(i => $"C{i}").ToArray();
        double U(int a, int b, int k) => DrawSequence.Of(1, "bench", cs[b], ids[a]).Unit(k);
        var cells = ids.Select((_, a) => (IReadOnlyList<Score?>)cs.Select((_, b) => { var e = 30 + 40 * U(a,b,0); return (Score?)Score.Between(e - 5 - 15*U(a,b,1), e, e + 5 + 15*U(a,b,2)); }).ToArray()).ToArray();
        return ScoreTable.Create(ids, cs, cells).Then(s => ValueTable.Of(s, cs.ToDictionary(c => c, _ => ValueFunction.Linear(0, 100, OutsideScale.Refuse).Value))).Value;
    }
    public static Task Run(string[] args)
    {
        var v = Problem(10, 8); var w = WeightInformation.Unknown(v.Criteria.ToList()).Value;
        var canonical = v.CriterionNames.Canonical();
        for (var r = 0; r < 30; r++)
        {
            var s = Stopwatch.GetTimestamp(); Smaa2.Run(v, w, new DrawOptions(7), false); var plain = Stopwatch.GetElapsedTime(s);
            s = Stopwatch.GetTimestamp(); Smaa2.Run(v, w, new DrawOptions(7)); var full = Stopwatch.GetElapsedTime(s);
            s = Stopwatch.GetTimestamp(); Smaa2.Run(v, w, new DrawOptions(7, Threads: 2)); var two = Stopwatch.GetElapsedTime(s);
            s = Stopwatch.GetTimestamp();
            var e = new SmaaEngine(ScoreSampler.Of(v, canonical, 7, ScoreDistribution.Triangular).Value, WeightSampler.Of(w, [.. canonical.Select(c => v.Criteria[c])], 7), 10, 8, 10000, 1, false);
            var setup = Stopwatch.GetElapsedTime(s); s = Stopwatch.GetTimestamp();
            e.DrawOnly(); var draw = Stopwatch.GetElapsedTime(s);
            if (r % 5 == 4) Console.WriteLine($"plain {plain.TotalMilliseconds:F3} full {full.TotalMilliseconds:F3} two {two.TotalMilliseconds:F3} setup {setup.TotalMilliseconds:F3} draw {draw.TotalMilliseconds:F3}");
        }
        var res = Smaa2.Run(v, w, new DrawOptions(7)).Value;
        Console.WriteLine(string.Join(" ", res.RankAcceptability.Row("P0").ToList()));
        return Task.CompletedTask;
    }
}
