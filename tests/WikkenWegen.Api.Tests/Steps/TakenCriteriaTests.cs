using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Tests.Steps;

/// <summary>A host that knows one instrument, BUURT, in version 2, and the same under the code OUD, which is no longer in use.</summary>
public sealed class ApiWithInstrument(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _api;

    /// <summary>The host.</summary>
    public Support.Api Api => _api!;

    /// <summary>The instrument.</summary>
    internal static PublishedInstrument Buurt { get; } = new(new Guid("019f0000-0000-7000-8000-000000000012"), "BUURT", 2, new InstrumentContent
    {
        Name = "Buurtset",
        Owner = "WikkenWegen",
        Source = "https://example.org/buurtset",
        Language = "nl",
        Themes =
        [
            new InstrumentTheme
            {
                Code = "WONEN",
                Name = "Wonen",
                Criteria =
                [
                    Criterion("BET", "Betaalbaarheid", new InstrumentScale { Kind = InstrumentScaleKind.Numeric, Worst = 150, Best = 0, Unit = "euro per maand" }, 60),
                    Criterion("LEE", "Leefbaarheid", new InstrumentScale { Kind = InstrumentScaleKind.Numeric, Worst = 0, Best = 10 }, 40),
                    Criterion("KWA", "Kwaliteit", new InstrumentScale { Kind = InstrumentScaleKind.Numeric, Worst = 0, Best = 10 }, 20),
                ],
            },
        ],
        Weights = InstrumentWeights.Prescribed,
        FilledIn = FilledIn.Either,
        Tailoring = new TailoringRules { MayLeaveOut = true, Fixed = ["LEE"], MayAdd = true, MayRescale = true, MayReweigh = false },
    }, new DateTimeOffset(2026, 1, 12, 9, 0, 0, TimeSpan.Zero), null);

    private static readonly PublishedInstrument Ended = Buurt with { Id = new Guid("019f0000-0000-7000-8000-000000000013"), Code = "OUD", EndedAt = new DateTimeOffset(2026, 1, 20, 9, 0, 0, TimeSpan.Zero) };

    private static InstrumentCriterion Criterion(string code, string name, InstrumentScale scale, decimal weight) => new() { Code = code, Name = name, Scale = scale, Weight = weight };

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _api = Support.Api.Start(await shared.CreateDatabase(), services => services.AddSingleton<IInstruments>(new One()), ("Serilog:MinimumLevel:Default", "Warning"));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _api?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class One : IInstruments
    {
        public Task<PublishedInstrument?> Find(string corporation, string code, int version, CancellationToken cancellation) =>
            Task.FromResult(Of(code) is { } known && version == known.Version ? known : null);

        public Task<bool> Knows(string corporation, string code, CancellationToken cancellation) => Task.FromResult(Of(code) is not null);

        private static PublishedInstrument? Of(string code) => new[] { Buurt, Ended }.FirstOrDefault(i => i.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>PUT /v1/weighings/{id}/criteria with criteria that are taken from an instrument.</summary>
public class TakenCriteriaTests(ApiWithInstrument known, SharedApi shared) : IClassFixture<ApiWithInstrument>
{
    [Fact]
    public async Task Criteria_as_they_are_in_an_instrument_are_recorded_with_it_in_full_and_without_departures()
    {
        using var http = known.Api.Client();
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/criteria", Body(), "PUT");
        var criteria = await weighing.Get("/criteria");
        Instrument(criteria).ShouldBe("""{"name":"Buurtset","version":"2","uri":"https://example.org/buurtset","code":"BUURT","id":"019f0000-0000-7000-8000-000000000012","publishedAt":"2026-01-12T09:00:00Z"}""");
        criteria.GetProperty("departures").GetArrayLength().ShouldBe(0);
        (await Sentence(weighing)).ShouldEndWith("The criteria come from Buurtset (BUURT, version 2), without departures.");
    }

    [Fact]
    public async Task Each_departure_is_recorded_and_shown_with_its_kind_and_its_reason()
    {
        using var http = known.Api.Client(language: "nl");
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/criteria", Body(), "PUT");
        var tailored = Body();
        tailored["criteria"]!.AsArray().RemoveAt(2);
        tailored["criteria"]![0]!["name"] = "Woonlasten";
        tailored["criteria"]![0]!["scale"]!["worst"] = 200;
        tailored["departures"] = new JsonArray(Departure("kwa", "Daar gaat het hier niet om."), Departure("bet", "De huren zijn hoger.", "otherScale"), Departure("BET", "Zo noemen bewoners het.", "otherName"));
        tailored["reason"] = "De bewoners vroegen erom.";
        tailored["requestedBy"] = new JsonObject { ["role"] = "Bewonerscommissie" };
        await weighing.Record("/criteria", tailored, "PUT");

        var versions = await weighing.Get("/criteria/versions");
        versions[0].GetProperty("departures").GetArrayLength().ShouldBe(0);
        (string, string, string)[] wanted = [("otherScale", "BET", "De huren zijn hoger."), ("otherName", "BET", "Zo noemen bewoners het."), ("leftOut", "KWA", "Daar gaat het hier niet om.")];
        foreach (var version in new[] { versions[1], await weighing.Get("/criteria"), await weighing.Get("/criteria/versions/2") })
            version.GetProperty("departures").EnumerateArray()
                .Select(d => (d.GetProperty("kind").GetString()!, d.GetProperty("criterion").GetString()!, d.GetProperty("reason").GetProperty("text").GetString()!)).ShouldBe(wanted);
        (await Sentence(weighing)).ShouldEndWith("De criteria komen uit Buurtset (BUURT, versie 2), met 3 afwijkingen: BET andere meetlat; BET andere naam; KWA weggelaten.");
        var stored = await Stored.Rows(known.Api.ConnectionString, "select data::text from wikkenwegen.mt_events where stream_id = $1 and version = 3", row => row.GetString(0), weighing.Id);
        stored.ShouldHaveSingleItem().ShouldNotContain("De huren zijn hoger.");
    }

    [Fact]
    public async Task The_same_criteria_with_the_same_departures_sent_again_say_nothing_new()
    {
        using var http = known.Api.Client();
        var weighing = await WeighingClient.Open(http);
        var tailored = Body();
        tailored["criteria"]!.AsArray().RemoveAt(2);
        tailored["departures"] = new JsonArray(Departure("KWA", "Daar gaat het hier niet om."));
        await weighing.Record("/criteria", tailored, "PUT");
        (await weighing.Newest().Record("/criteria", tailored, "PUT")).GetProperty("version").GetInt32().ShouldBe(2);
        tailored["departures"] = new JsonArray(Departure("KWA", "Om een andere reden."));
        using var other = await weighing.Newest().Send("/criteria", tailored, "PUT");
        (await other.Problem(HttpStatusCode.BadRequest)).Errors.Select(e => e.Code).ShouldBe(["reason-missing", "requester-missing"]);
    }

    [Fact]
    public async Task What_is_against_the_rules_of_the_instrument_or_has_no_reason_is_refused_and_nothing_is_stored()
    {
        using var http = known.Api.Client();
        var weighing = await WeighingClient.Open(http);
        var without = Body();
        without["criteria"]!.AsArray().RemoveAt(1);
        without["departures"] = new JsonArray(Departure("LEE", "Liever niet."));
        await Refused(weighing, without, "departure-not-allowed /criteria");

        var reweighed = Body();
        reweighed["criteria"]![1]!["weight"] = 90;
        await Refused(weighing, reweighed, "departure-not-allowed /criteria/0/weight", "departure-not-allowed /criteria/1/weight", "departure-not-allowed /criteria/2/weight");

        var unexplained = Body();
        unexplained["criteria"]![0]!["scale"]!["unit"] = "euro per jaar";
        await Refused(weighing, unexplained, "departure-unexplained /departures");
        unexplained["departures"] = new JsonArray(new JsonObject { ["criterion"] = "BET" });
        await Refused(weighing, unexplained, "reason-missing /departures/0/reason");

        var needless = Body();
        needless["departures"] = new JsonArray(Departure("BET", "Zomaar."));
        await Refused(weighing, needless, "reason-without-departure /departures/0");
        (await Stored.Rows(known.Api.ConnectionString, "select count(*) from wikkenwegen.vault where weighing_id = $1", row => row.GetInt64(0), weighing.Id)).ShouldBe([0]);
    }

    [Fact]
    public async Task Criteria_are_not_taken_from_a_version_before_it_was_published()
    {
        using var http = known.Api.Client();
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-01T09:00:00Z";
        var weighing = await WeighingClient.Open(http, framing);
        var early = Body();
        early["occurredAt"] = "2026-01-11T09:00:00Z";
        await Refused(weighing, early, "taken-before-publication /occurredAt");
        early["occurredAt"] = "2026-01-12T09:00:00Z";
        await weighing.Record("/criteria", early, "PUT");
        // And not by a correction either.
        using var response = await weighing.Newest().Send("/moment-corrections", new { @event = 2, moment = "2026-01-12T08:59:59.999Z", reason = "Verkeerd overgenomen." });
        (await response.Problem(HttpStatusCode.Conflict)).Errors.Select(e => $"{e.Code} {e.Pointer}").ShouldBe(["moment-out-of-order /moment"]);
    }

    [Fact]
    public async Task Criteria_from_an_instrument_that_was_no_longer_in_use_are_recorded_and_a_finding_tells()
    {
        using var http = known.Api.Client();
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-01T09:00:00Z";
        var ended = Body();
        ended["instrument"] = new JsonObject { ["code"] = "oud", ["version"] = "2" };
        (await Told("2026-01-20T09:00:00Z")).ShouldBeEmpty();
        (await Told("2026-01-20T09:00:01Z")).ShouldBe(["The criteria (version 1) come from Buurtset (OUD, version 2). That instrument had been retired or succeeded since 20 January 2026 10:00:00."]);

        async Task<IEnumerable<string?>> Told(string occurredAt)
        {
            var weighing = await WeighingClient.Open(http, framing.DeepClone().AsObject());
            ended["occurredAt"] = occurredAt;
            await weighing.Record("/criteria", ended, "PUT");
            (await weighing.Get("/criteria")).GetProperty("set").GetProperty("instrument").GetProperty("endedAt").GetString().ShouldBe("2026-01-20T09:00:00Z");
            return [.. (await weighing.Get("/findings")).GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("rule").GetString() == "criteria-from-ended-instrument").Select(f => f.GetProperty("sentence").GetString())];
        }
    }

    [Theory]
    [InlineData("""{"code":"BUURT","version":"3"}""", "unknown-instrument /instrument/version")]
    [InlineData("""{"code":"BUURT","version":"twee"}""", "unknown-instrument /instrument/version")]
    [InlineData("""{"code":"ANDERS","version":"2"}""", "unknown-instrument /instrument/code")]
    [InlineData("""{"code":"BUURT"}""", "instrument-by-name-or-code /instrument")]
    [InlineData("""{"code":"BUURT","version":"2","name":"Buurtset"}""", "instrument-by-name-or-code /instrument")]
    [InlineData("""{"version":"2"}""", "instrument-by-name-or-code /instrument")]
    public async Task An_instrument_is_named_by_its_name_or_by_the_code_and_version_of_one_that_is_there(string instrument, string error)
    {
        using var http = known.Api.Client();
        var weighing = await WeighingClient.Open(http);
        var body = Body();
        body["instrument"] = JsonNode.Parse(instrument);
        await Refused(weighing, body, error);
    }

    [Fact]
    public async Task Where_an_instrument_is_not_published_nothing_can_be_taken_from_it_and_one_by_its_name_is_recorded_as_it_was()
    {
        using var http = shared.Api.Client();
        var weighing = await WeighingClient.Open(http);
        var named = Body();
        named["instrument"] = new JsonObject { ["code"] = "GEEN", ["version"] = "1" };
        await Refused(weighing, named, "unknown-instrument /instrument/code");
        named["instrument"] = new JsonObject { ["name"] = "Kader", ["version"] = "2024" };
        await weighing.Record("/criteria", named, "PUT");
        Instrument(await weighing.Get("/criteria")).ShouldBe("""{"name":"Kader","version":"2024"}""");
    }

    private static async Task Refused(WeighingClient weighing, JsonObject body, params string[] errors)
    {
        using var response = await weighing.Send("/criteria", body, "PUT");
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.Select(e => $"{e.Code} {e.Pointer}").ShouldBe(errors);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    private static string Instrument(JsonElement criteria) => JsonSerializer.Serialize(criteria.GetProperty("set").GetProperty("instrument"));

    private static async Task<string> Sentence(WeighingClient weighing) => (await weighing.Get("/events?order=newest")).GetProperty("items")[0].GetProperty("sentence").GetString()!;

    private static JsonObject Departure(string criterion, string reason, string? kind = null)
    {
        var departure = new JsonObject { ["criterion"] = criterion, ["reason"] = reason };
        if (kind is not null) departure["kind"] = kind;
        return departure;
    }

    /// <summary>The criteria of the instrument as they are, with weights in other numbers.</summary>
    private static JsonObject Body() => JsonNode.Parse("""
        {
          "criteria": [
            { "code": "BET", "name": "Betaalbaarheid", "direction": "lowerIsBetter", "scale": { "worst": 150, "best": 0, "unit": "euro per maand" }, "weight": 3 },
            { "code": "LEE", "name": "Leefbaarheid", "direction": "higherIsBetter", "scale": { "worst": 0, "best": 10 }, "weight": 2 },
            { "code": "KWA", "name": "Kwaliteit", "direction": "higherIsBetter", "scale": { "worst": 0, "best": 10 }, "weight": 1 }
          ],
          "weightMethod": "direct",
          "instrument": { "code": "buurt", "version": "2" }
        }
        """)!.AsObject();
}
