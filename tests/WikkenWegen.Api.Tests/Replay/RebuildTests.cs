using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Tests.Support;

using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>The lists' projection is nothing but the events: built anew it is the same, and it never contradicts the state.</summary>
public class RebuildTests(SharedApi shared)
{
    [Fact]
    public async Task Rebuilt_from_the_events_every_row_of_the_lists_is_as_it_was()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        for (var seed = 101; seed <= 103; seed++) await RecordedHistory.Random(api, seed, events: 40);
        var live = await Rows(api);
        live.Count.ShouldBe(3 + Demo.ExampleWeighing.Loaded().Length);

        // Whatever a rebuild did not touch would stand out.
        await Stored.Run(api.ConnectionString, "update wikkenwegen.mt_doc_weighing_summary set data = jsonb_set(data, '{status}', '\"closed\"') || '{\"criteria\": \"kapot\"}', opened_at = now()");
        using var daemon = await api.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<WeighingSummaryProjection>(TestContext.Current.CancellationToken);

        (await Rows(api)).ShouldBe(live);
    }

    public static TheoryData<string> Histories => RecordedHistory.Names;

    [Theory, MemberData(nameof(Histories))]
    public async Task At_every_version_the_row_of_the_lists_says_what_the_state_says(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var projection = new WeighingSummaryProjection();
        WeighingSummary? row = null;
        var state = Weighing.None;
        foreach (var recorded in history.Events)
        {
            state = state.After(recorded);
            // As Marten does: only the types that the projection asked for.
            if (projection.IncludedEventTypes.Contains(recorded.Event.GetType()))
                row = projection.Evolve(row, history.Weighing.Id, Envelope(recorded));

            row.ShouldNotBeNull();
            row.Status.ShouldBe(state.Status, $"after event {recorded.Number}");
            row.Framing.ShouldBe(state.Framing);
            row.OpenedAt.ShouldBe(state.Opened!.OccurredAt);
            var decision = state.StandingDecision;
            row.DecidedAt.ShouldBe(decision is { IsFinal: true } ? decision.Origin.OccurredAt : null, $"after event {recorded.Number}");
            row.ReviewDate.ShouldBe(decision?.Content.ReviewDate, $"after event {recorded.Number}");
            row.Parties.ShouldBe(state.Stakeholders.Select(s => s.Party).Distinct(), ignoreOrder: true);
            string?[] criteria = state.Criteria is { Set: var set } ? [.. set.Criteria.Select(c => $"{c.Name} {c.Goal}"), .. set.Beside.Select(c => $"{c.Name} {c.Goal}")] : [];
            Lines([row.Criteria]).ShouldBe(Lines(criteria), ignoreOrder: true, $"after event {recorded.Number}");
            var framing = state.Framing;
            Lines([row.SearchText]).ShouldBe(Lines([framing.Title, framing.Question, framing.Occasion, framing.Reference, framing.HereFor, framing.NotHereFor,
                .. state.Proposals.SelectMany(p => new[] { p.Revisions[^1].Content.Name, p.Revisions[^1].Content.Description }), .. criteria, .. row.Parties]), ignoreOrder: true, $"after event {recorded.Number}");
        }

        static IEnumerable<string> Lines(IEnumerable<string?> texts) => texts.SelectMany(text => (text ?? "").Split('\n')).Where(line => line.Length > 0);

        IEvent Envelope(RecordedEvent recorded)
        {
            var envelope = Event.For(recorded.Event);
            envelope.StreamId = history.Weighing.Id;
            return envelope;
        }
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task A_weighing_has_ended_where_its_status_says_so(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        for (var version = 1; version <= history.Events.Length; version++)
        {
            var state = Weighing.Fold(history.Events.Take(version));
            (state.Status is WeighingStatus.Closed or WeighingStatus.Cancelled).ShouldBe(state.Ended is not null, $"version {version}: {state.Status}");
            if (state.Ended is { } ended) state.Status.ShouldBe(ended.Status);
            else if (state.StandingDecision is { IsFinal: true }) state.Status.ShouldBeOneOf(WeighingStatus.AwaitingApproval, WeighingStatus.Decided, WeighingStatus.InExecution);
        }
    }

    private static Task<List<string>> Rows(Support.Api api) => Stored.Rows(api.ConnectionString,
        "select concat_ws('|', tenant_id, id, opened_at at time zone 'UTC', data) from wikkenwegen.mt_doc_weighing_summary order by id", row => row.GetString(0));
}
