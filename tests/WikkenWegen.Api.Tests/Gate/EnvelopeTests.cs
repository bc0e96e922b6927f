using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>What is kept with each event: every column has a value of its own here, so that two that are swapped show as well as one that is lost.</summary>
[Collection(nameof(OtherHost))]
public class EnvelopeTests(SharedApi shared, OtherHost other)
{
    [Fact]
    public async Task Every_column_of_an_event_is_what_the_request_says()
    {
        other.Clock.AdjustTime(new DateTimeOffset(2041, 5, 6, 7, 8, 9, 123, TimeSpan.Zero));
        var id = Guid.CreateVersion7();
        await other.Host.Record(id, Gates.Opening(), envelope: new StepEnvelope(Actor.Everything("subject-een"), "gesprek-een", "verzoek-een"));
        other.Clock.Advance(TimeSpan.FromMilliseconds(1_001));
        var occurred = new DateTimeOffset(2041, 5, 6, 7, 8, 9, 500, TimeSpan.Zero);
        await other.Host.Record(id, Gates.Proposal("V7"), occurred, envelope: new StepEnvelope(Actor.Everything("subject-twee"), "gesprek-twee", "verzoek-twee"));

        var rows = await Rows(id);
        rows.Select(r => r with { Id = Guid.Empty, Data = "" }).ShouldBe(
        [
            new Row(Guid.Empty, 1, "weighing_opened", Gates.Corporation, "subject-een", "gesprek-een", "verzoek-een", Recorder, new(2041, 5, 6, 7, 8, 9, 123, TimeSpan.Zero), ""),
            new Row(Guid.Empty, 2, "proposal_submitted", Gates.Corporation, "subject-twee", "gesprek-twee", "verzoek-twee", Recorder, new(2041, 5, 6, 7, 8, 10, 124, TimeSpan.Zero), ""),
        ]);
        JsonDocument.Parse(rows[1].Data).RootElement.GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(occurred);

        // A UUIDv7 whose time is the moment of recording: 48 bits of milliseconds, the version, and the variant.
        foreach (var row in rows)
        {
            var bytes = row.Id.ToByteArray(bigEndian: true);
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(Convert.ToHexString(bytes[..6]), 16)).ShouldBe(row.RecordedAt);
            (row.Id.Version, bytes[8] >> 6).ShouldBe((7, 0b10));
        }
        rows[0].Id.ShouldNotBe(rows[1].Id);

        (await Stored.Rows(shared.Api.ConnectionString, "select tenant_id, type, version from wikkenwegen.mt_streams where id = $1",
            row => (row.GetString(0), row.GetString(1), row.GetInt64(2)), id)).ShouldBe([(Gates.Corporation, "weighing", 2L)]);
    }

    [Fact]
    public async Task What_memory_has_of_an_event_is_what_the_database_has_of_it()
    {
        var id = await shared.Api.Open();
        await shared.Api.Record(id, Gates.Proposal(), envelope: new StepEnvelope(Actor.Everything("subject-drie"), "gesprek-drie", "verzoek-drie"));
        await other.Host.Knows(id, 2);
        var (here, there) = (History(shared.Api, id), History(other.Host, id));
        foreach (var number in (int[])[1, 2])
        {
            here[number].ShouldBe(there[number]);
            here.After(number).Version.ShouldBe(number);
        }
        var newest = there[2];
        (newest.Correlation, newest.Causation, newest.Recorded.Actor, newest.Recorded.Number).ShouldBe(("gesprek-drie", "verzoek-drie", "subject-drie", 2));
        newest.Recorded.RecordedAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_request_over_HTTP_is_kept_with_its_conversation_and_itself()
    {
        other.Clock.AdjustTime(TimeProvider.System.GetUtcNow()); // it judges tokens too
        using var http = shared.Api.Client("envelop-subject");
        var weighing = await WeighingClient.Open(http);
        var trace = "0af7651916cd43dd8448eb211c80319c";
        await Send(("traceparent", $"00-{trace}-b7ad6b7169203331-01"));
        await Send(("traceparent", $"00-{trace}-b7ad6b7169203332-01"), ("X-Stuurgegevens-Referentienummer", "MSG-2041/1"));

        var rows = await Rows(weighing.Id);
        rows.Count.ShouldBe(3);
        rows.ShouldAllBe(r => r.Corporation == DemoCorporations.Merenland.Code && r.Actor == "envelop-subject" && r.Recorder == Recorder);
        (rows[1].Correlation, rows[2].Correlation).ShouldBe((trace, "MSG-2041/1"));
        rows.ShouldAllBe(r => r.Causation.Length > 0 && r.Causation != r.Correlation && !r.Causation.Contains(trace, StringComparison.Ordinal));
        rows.Select(r => r.Causation).ShouldBeUnique();

        foreach (var host in (Support.Api[])[shared.Api, other.Host])
            foreach (var (entry, row) in (await weighing.As(host.Client()).Get("/events")).GetProperty("items").EnumerateArray().Zip(rows))
            {
                entry.GetProperty("correlationId").GetString().ShouldBe(row.Correlation);
                entry.GetProperty("causationId").GetString().ShouldBe(row.Causation);
                entry.GetProperty("actor").GetString().ShouldBe(row.Actor);
                entry.GetProperty("number").GetInt32().ShouldBe((int)row.Number);
                entry.GetProperty("type").GetString().ShouldBe(row.Type);
                entry.GetProperty("recordedAt").GetDateTimeOffset().ShouldBe(row.RecordedAt);
            }

        async Task Send(params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{weighing.Address}/proposals") { Content = new StringContent("""{"name":"Slopen"}""", null, "application/json") };
            foreach (var (name, value) in headers) request.Headers.Add(name, value);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBe(201);
        }
    }

    private static string Recorder => $"WikkenWegen/{typeof(RecordStep).Assembly.GetName().Version!.ToString(3)}";

    private static WeighingHistory History(Support.Api host, Guid id) =>
        ((WeighingStore)host.Services.GetService(typeof(WeighingStore))!).Kept(Gates.Corporation, id)!.History;

    private Task<List<Row>> Rows(Guid id) => Stored.Rows(shared.Api.ConnectionString,
        "select id, version, type, tenant_id, user_name, correlation_id, causation_id, headers ->> 'recorder', timestamp, data::text from wikkenwegen.mt_events where stream_id = $1 order by version",
        row => new Row(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetFieldValue<DateTimeOffset>(8), row.GetString(9)),
        id);

    private sealed record Row(
        Guid Id, long Number, string Type, string Corporation, string Actor, string Correlation, string Causation, string Recorder, DateTimeOffset RecordedAt, string Data);
}
