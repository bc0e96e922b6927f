using System.Diagnostics;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Benchmarks.Findings;

/// <summary>
/// The area "findings": going through 10,000 weighings with every rule, against folding their streams. The weighings are the examples, over and over,
/// each some days later than the one before; half of the decisions name no case in which the question comes back, so that the robustness of their
/// order is computed too.
/// </summary>
internal static class FindingsBenchmarks
{
    private const int Weighings = 10_000, Rounds = 9;

    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    public static Task Run(string[] args)
    {
        var examples = ExampleWeighing.All().Select(Events).ToList();
        var streams = Enumerable.Range(0, Weighings).Select(i => Later(examples[i % examples.Count], i)).ToList();
        var states = streams.ConvertAll(s => Weighing.Fold(s));
        long found = 0;
        void Fold() => streams.ForEach(s => GC.KeepAlive(Weighing.Fold(s)));
        void Find() => found = states.Sum(s => (long)FindingRules.Of(new FindingContext(s, Now)).Length);
        void FoldAndFind() => streams.ForEach(s => GC.KeepAlive(FindingRules.Of(new FindingContext(Weighing.Fold(s), Now))));

        for (var i = 0; i < 3; i++) FoldAndFind(); // until the compiler has settled
        var kept = Ratio.Of(Find, Fold, Rounds);
        Console.WriteLine($"findings of {Weighings} weighings ({streams.Sum(s => s.Length)} events, {found} findings) from their kept states, against folding their streams: {1 / kept.Value:F2} of its speed ({kept.Subject.TotalMilliseconds:F0} ms, {kept.Baseline.TotalMilliseconds:F0} ms; wanted: at least 0.5)");
        var whole = Ratio.Of(FoldAndFind, Fold, Rounds);
        Console.WriteLine($"folding and going through them, against folding alone: {1 / whole.Value:F2} of its speed ({whole.Subject.TotalMilliseconds:F0} ms, {whole.Baseline.TotalMilliseconds:F0} ms; wanted: at least 0.5)");
        if (!args.Contains("rules")) return Task.CompletedTask;
        foreach (var (rule, time) in FindingRules.All.Select(r => (r.Id, Time(r))).OrderByDescending(r => r.Item2)) Console.WriteLine($"  {time.TotalMilliseconds,6:F1} ms {rule}");
        return Task.CompletedTask;

        TimeSpan Time(FindingRule rule)
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var state in states)
                foreach (var finding in rule.Of(new FindingContext(state, Now))) GC.KeepAlive(finding);
            return Stopwatch.GetElapsedTime(start);
        }
    }

    /// <summary>The events of an example, as the gate would record them.</summary>
    private static RecordedEvent[] Events(ExampleWeighing example)
    {
        var state = Weighing.None;
        var events = new List<RecordedEvent>();
        foreach (var step in example.Steps)
        {
            var at = step.Body.OccurredAt!.Value;
            var recorded = new RecordedEvent((step.Command(new Seals()) with { OccurredAt = at }).Decide(state, at).Event!, state.Version + 1, at, step.Actor);
            state = state.After(recorded);
            events.Add(recorded);
        }
        return [.. events];
    }

    private static RecordedEvent[] Later(RecordedEvent[] events, int number) => [.. events.Select(e => e with
    {
        RecordedAt = e.RecordedAt.AddDays(number % 100),
        Event = e.Event switch
        {
            Domain.Decisions.DecisionTaken decided when number % 2 == 0 => decided with { OccurredAt = decided.OccurredAt.AddDays(number % 100), Content = decided.Content with { ReopenWhen = [] } },
            var other => other with { OccurredAt = other.OccurredAt.AddDays(number % 100) },
        },
    })];
}
