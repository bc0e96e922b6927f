using Serilog.Events;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>Operators see how the host does, and no word of what people wrote.</summary>
public class DiscretionTests(ObservedRun run) : IClassFixture<ObservedRun>
{
    [Fact]
    public void The_most_talkative_log_of_every_step_and_of_a_failing_database_holds_no_word_of_a_person()
    {
        var events = run.Log.Events;
        events.Where(e => e.Level == LogEventLevel.Debug).ShouldNotBeEmpty();
        events.Where(e => e.Level == LogEventLevel.Error && e.Exception is not null).ShouldNotBeEmpty("the failure itself is logged");
        HoldsNoWord(run.Log.Take());
    }

    [Fact]
    public async Task Spans_and_metrics_of_all_parts_arrive_and_hold_no_word_of_a_person()
    {
        (await run.Listener.Missing("traces", "wikkenwegen", "Microsoft.AspNetCore", "Npgsql", "Marten", "Wolverine", "/v1/weighings/{id}/proposals")).ShouldBeEmpty();
        (await run.Listener.Missing("metrics", "wikkenwegen", "http.server.request.duration", "Npgsql", "db.client", "marten.event.append", "wolverine-execution-time", "dotnet.gc.collections")).ShouldBeEmpty();
        HoldsNoWord(run.Listener.All("traces"));
        HoldsNoWord(run.Listener.All("metrics"));
        run.Listener.All("traces").ShouldNotContain("/health/");
    }

    private void HoldsNoWord(string text)
    {
        run.Disclosures.Count.ShouldBeGreaterThan(100);
        foreach (var word in (string[])[MarkedWeighing.Mark, "Failing row", .. run.Disclosures])
            (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? text[Math.Max(0, at - 500)..Math.Min(text.Length, at + 200)] : null).ShouldBeNull();
    }
}
