using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Instruments;

/// <summary>GET /v1/instruments/{code}/versions/{number}/use: whether an instrument still holds, in one request.</summary>
public class InstrumentUseTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpClient> Of(Audited corporation, string subject, params string[] roles) => AsDocumented.Client(shared.Api, new Identity(subject, corporation.Code, [.. roles]));

    private static async Task Recorded(HttpClient http, string path, string body, string? match = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, null, "application/json") };
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<JsonElement> Use(HttpClient http, string address = "/v1/instruments/MEET/versions/1/use")
    {
        using var response = await http.GetAsync(address, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private const string Meet = """
        {"code":"Meet","content":{"name":"Meetlat","owner":"Woonlust","language":"nl","weights":"free","filledIn":"together",
         "tailoring":{"mayLeaveOut":true,"mayAdd":true,"mayRescale":true,"mayReweigh":true},
         "themes":[{"code":"T1","name":"Alles","criteria":[
           {"code":"LEEF","name":"Leefbaarheid","scale":{"kind":"numeric","worst":1,"best":10}},
           {"code":"KOST","name":"Kosten","scale":{"kind":"numeric","worst":100,"best":0,"unit":"euro per maand"}}]}]}}
        """;

    private static JsonObject Criteria(bool withCosts)
    {
        var criteria = JsonNode.Parse("""
            { "criteria": [
                { "code": "LEEF", "name": "Leefbaarheid", "direction": "higherIsBetter", "scale": { "worst": 1, "best": 10 }, "weight": 60 },
                { "code": "KOST", "name": "Kosten", "direction": "lowerIsBetter", "scale": { "worst": 100, "best": 0, "unit": "euro per maand" }, "weight": 40 } ],
              "weightMethod": "direct", "instrument": { "code": "meet", "version": "1" } }
            """)!.AsObject();
        if (withCosts) return criteria;
        criteria["criteria"]!.AsArray().RemoveAt(1);
        criteria["departures"] = new JsonArray(new JsonObject { ["criterion"] = "KOST", ["reason"] = "Daar ging het niet om." });
        return criteria;
    }

    /// <summary>V1 comes first by the scores.</summary>
    private static async Task<WeighingClient> Weighed(HttpClient http, string confidentiality, bool withCosts)
    {
        var framing = WeighingClient.Framing;
        framing.Remove("approverRole");
        framing["confidentiality"] = confidentiality;
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/proposals", new { name = "Slopen" });
        await weighing.Record("/criteria", Criteria(withCosts), "PUT");
        foreach (var (proposal, leef, kost) in new[] { ("V1", 9, 20), ("V2", 3, 80) })
        {
            await weighing.Record("/scores", new { proposal = new { code = proposal }, criterion = "LEEF", by = new { role = "Strateeg" }, low = leef, expected = leef, high = leef });
            if (withCosts) await weighing.Record("/scores", new { proposal = new { code = proposal }, criterion = "KOST", by = new { role = "Strateeg" }, low = kost, expected = kost, high = kost });
        }
        return weighing;
    }

    [Fact]
    public async Task It_tells_of_the_weighings_that_the_caller_may_read_how_often_the_first_was_passed_over_and_why()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var http = await Of(corporation, "strateeg", Roles.Strategist, Roles.Decider);
        using var reader = await Of(corporation, "lezer", Roles.Reader);
        await Recorded(http, "/v1/instruments", Meet);
        await Recorded(http, "/v1/instruments/meet/versions", "{}", "*");
        var unused = await Use(reader);
        (unused.GetProperty("weighings").GetArrayLength(), unused.GetProperty("isComplete").GetBoolean(), unused.GetProperty("spreads").GetArrayLength()).ShouldBe((0, true, 0));

        var passing = await Weighed(http, "confidential", withCosts: true);
        await passing.Record("/scores", new { proposal = new { code = "V1" }, criterion = "KOST", by = new { role = "Controller" }, low = 70, expected = 70, high = 70 });
        var criteriaEvent = 4;
        var decided = await passing.Record("/decisions", new
        {
            kind = "chosen", proposal = new { code = "V2" }, rationale = "De bewoners willen nieuwbouw.", assumptions = new[] { "De subsidie komt." },
            deviations = new[] { new { from = "computedRanking", ground = "residentsInterest", reason = "De bewoners willen het." } },
        });
        await passing.Record("/decisions/1/fallen-assumptions", new { assumption = 1, explanation = "De subsidie is er niet gekomen." });
        await passing.Record("/decisions/1/reviews", new { expected = "Rust", found = "Onrust", conclusion = "weighAgain" });
        var following = await Weighed(http, "internal", withCosts: false);
        await following.Record("/decisions", new { kind = "chosen", proposal = new { code = "V1" }, rationale = "Het is het beste plan." });
        await Recorded(http, "/v1/instruments/meet/judgements", """{"version":1,"by":"Bewoners","notAgreed":"Slopen had bovenaan moeten staan."}""");

        var use = await Use(http);
        (use.GetProperty("code").GetString(), use.GetProperty("version").GetInt32()).ShouldBe(("Meet", 1));
        use.GetProperty("weighings").EnumerateArray().Select(w => (w.GetProperty("weighing").GetGuid(), w.GetProperty("event").GetInt32(), w.GetProperty("departures").GetInt32()))
            .ShouldBe([(passing.Id, criteriaEvent, 0), (following.Id, criteriaEvent, 1)]);
        var departure = use.GetProperty("departures").EnumerateArray().ShouldHaveSingleItem();
        (departure.GetProperty("kind").GetString(), departure.GetProperty("criterion").GetString(), departure.GetProperty("weighings").GetInt32()).ShouldBe(("leftOut", "KOST", 1));
        var decisions = use.GetProperty("decided");
        (decisions.GetProperty("choices").GetInt32(), decisions.GetProperty("withOrder").GetInt32()).ShouldBe((2, 2));
        JsonSerializer.Serialize(decisions.GetProperty("passedOver")).ShouldBe(
            $$"""[{"weighing":"{{passing.Id}}","decision":1,"event":{{decided.GetProperty("version").GetInt32()}},"first":["V1"],"chosen":["V2"],"grounds":[{"from":"computedRanking","ground":"residentsInterest"}]}]""");
        JsonSerializer.Serialize(decisions.GetProperty("grounds")).ShouldBe("""[{"from":"computedRanking","ground":"residentsInterest","decisions":1}]""");
        JsonSerializer.Serialize(use.GetProperty("spreads")).ShouldBe("""[{"criterion":"KOST","spread":0.5,"compared":1,"weighings":1}]""");
        JsonSerializer.Serialize(use.GetProperty("reviews")).ShouldBe("""{"held":1,"conclusions":[{"conclusion":"weighAgain","reviews":1}],"assumptions":1,"assumptionsFallen":1}""");
        JsonSerializer.Serialize(use.GetProperty("judgements")).ShouldBe("""{"count":1,"didWell":0,"notAgreed":1}""");

        // Who takes other criteria afterwards stays in it, and is counted: that an instrument was given up tells most.
        var gaveUp = await Weighed(http, "internal", withCosts: true);
        await gaveUp.Record("/decisions", new { kind = "chosen", proposal = new { code = "V2" }, rationale = "De bewoners willen nieuwbouw." });
        await gaveUp.Record("/criteria", new
        {
            criteria = new[] { new { code = "RUST", name = "Rust", direction = "higherIsBetter", scale = new { worst = 1, best = 10 }, weight = 1 } }, weightMethod = "direct",
            reason = "Die meetlat deugde niet.", requestedBy = new { role = "MT" },
        }, "PUT");
        var after = await Use(http);
        after.GetProperty("abandoned").GetInt32().ShouldBe(1);
        after.GetProperty("weighings").EnumerateArray().Select(w => w.GetProperty("inForce").GetBoolean()).ShouldBe([true, true, false]);
        JsonSerializer.Serialize(after.GetProperty("weighings")[2]).ShouldBe($$"""{"weighing":"{{gaveUp.Id}}","event":4,"departures":0,"inForce":false,"abandonedIn":{{gaveUp.Version}}}""");
        (after.GetProperty("decided").GetProperty("choices").GetInt32(), after.GetProperty("decided").GetProperty("passedOver").GetArrayLength()).ShouldBe((3, 2));

        // Who may not read the one that is confidential learns nothing of it.
        var seen = await Use(reader);
        seen.GetProperty("weighings").EnumerateArray().Select(w => w.GetProperty("weighing").GetGuid()).ShouldBe([following.Id, gaveUp.Id]);
        (seen.GetProperty("decided").GetProperty("choices").GetInt32(), seen.GetProperty("decided").GetProperty("passedOver").GetArrayLength()).ShouldBe((2, 1));
        var other = await Audited.Corporation(shared.Api);
        using var elsewhere = await Of(other, "lezer", Roles.Reader);
        foreach (var (who, address) in new[] { (elsewhere, "/v1/instruments/MEET/versions/1/use"), (reader, "/v1/instruments/MEET/versions/2/use"), (reader, "/v1/instruments/MEET/versions/x/use") })
        {
            using var unknown = await who.GetAsync(address, Cancellation);
            await unknown.Problem(HttpStatusCode.NotFound);
        }
    }

    /// <summary>One of the catalogue counts in each corporation apart, also where nothing of it can be added up.</summary>
    [Fact]
    public async Task One_in_the_catalogue_counts_the_weighings_of_the_own_corporation()
    {
        var (one, other) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        using var http = await Of(one, "strateeg", Roles.Strategist);
        using var elsewhere = await Of(other, "strateeg", Roles.Strategist);
        var weighing = await WeighingClient.Open(http);
        using (var version = await http.GetAsync("/v1/instruments/WIEL/versions/1", Cancellation))
        {
            var content = JsonDocument.Parse(await version.Content.ReadAsStringAsync(Cancellation)).RootElement;
            var beside = content.GetProperty("themes").EnumerateArray().SelectMany(t => t.GetProperty("criteria").EnumerateArray())
                .Select(c => new { code = c.GetProperty("code").GetString(), name = c.GetProperty("name").GetString(), scale = new { kind = c.GetProperty("scale").GetProperty("kind").GetString() } });
            await weighing.Record("/criteria", new { criteria = Array.Empty<object>(), beside, weightMethod = "direct", instrument = new { code = "WIEL", version = "1" } }, "PUT");
        }
        (await Use(http, "/v1/instruments/wiel/versions/1/use")).GetProperty("weighings").EnumerateArray().ShouldHaveSingleItem().GetProperty("weighing").GetGuid().ShouldBe(weighing.Id);
        (await Use(elsewhere, "/v1/instruments/wiel/versions/1/use")).GetProperty("weighings").GetArrayLength().ShouldBe(0);
    }

    /// <summary>What cannot be read of one weighing, or was altered in it, keeps nobody from an instrument that was judged over it, tried on it or used in it.</summary>
    [Theory]
    [InlineData("update wikkenwegen.mt_events set type = 'of_a_later_release', mt_dotnet_type = 'WikkenWegen.Domain.OfALaterRelease, WikkenWegen.Domain' where version = 2 and")]
    [InlineData("delete from wikkenwegen.mt_events where version = 2 and")]
    [InlineData("""update wikkenwegen.mt_events set data = jsonb_set(data, '{criteriaVersion}', '7') where version = 5 and""")]
    public async Task A_weighing_that_cannot_be_read_takes_no_instrument_down(string act)
    {
        var database = await shared.CreateDatabase();
        WeighingClient unreadable, other;
        await using (var before = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal")))
        {
            using var http = before.Client(new Identity("strateeg", DemoCorporations.Merenland.Code, Roles.Strategist, Roles.Decider));
            await Recorded(http, "/v1/instruments", Meet);
            await Recorded(http, "/v1/instruments/meet/versions", "{}", "*");
            await Recorded(http, "/v1/instruments", Meet.Replace("\"Meet\"", "\"Nieuw\"", StringComparison.Ordinal));
            (unreadable, other) = (await Weighed(http, "confidential", withCosts: true), await Weighed(http, "internal", withCosts: true));
            foreach (var weighing in new[] { unreadable, other })
            {
                await weighing.Record("/decisions", new { kind = "chosen", proposal = new { code = "V1" }, rationale = "Het is het beste plan." });
                foreach (var code in new[] { "MEET", "BUURT" }) await Recorded(http, $"/v1/instruments/{code}/judgements", $$"""{"version":1,"by":"Strateeg","weighing":"{{weighing.Id}}","didWell":"Het gesprek werd beter."}""");
                await Recorded(http, "/v1/instruments/NIEUW/draft/trials", $$"""{"weighings":[{"weighing":"{{weighing.Id}}"}]}""");
            }
        }
        await Stored.Run(database, $"{act} stream_id = '{unreadable.Id}'");
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var strategist = await AsDocumented.Client(api, new Identity("strateeg", DemoCorporations.Merenland.Code, Roles.Strategist));
        using var reader = await AsDocumented.Client(api, new Identity("lezer", DemoCorporations.Merenland.Code, Roles.Reader));
        foreach (var (who, readable) in new[] { (strategist, 2), (reader, 1) })
        {
            foreach (var code in new[] { "MEET", "BUURT", "NIEUW" })
            {
                // Who may read a weighing is known of one that cannot be read too.
                (await Use(who, $"/v1/instruments/{code}")).GetProperty("judgements").EnumerateArray().Count(IsOverThese).ShouldBe(code == "NIEUW" ? 0 : readable);
                (await Use(who, $"/v1/instruments/{code}/events")).GetProperty("items").EnumerateArray().Count(e => e.GetProperty("type").GetString() is "instrument_judged" or "instrument_tried").ShouldBe(code == "BUURT" ? 0 : readable);
                await Use(who, $"/v1/instruments/{code}/comparison?from=1");
            }
            await Use(who, "/v1/instruments/NIEUW/trials/2");
            var use = await Use(who);
            use.GetProperty("weighings").EnumerateArray().Select(w => w.GetProperty("weighing").GetGuid()).ShouldBe([other.Id]);
            use.GetProperty("isComplete").GetBoolean().ShouldBe(who == reader, "who may not read it misses nothing");
            use.GetProperty("judgements").GetProperty("count").GetInt32().ShouldBe(readable);
            (await Use(who, "/v1/instruments/BUURT/versions/1/use")).GetProperty("isComplete").GetBoolean().ShouldBeTrue();
        }

        // Those of the examples are over others.
        bool IsOverThese(JsonElement judgement) => judgement.TryGetProperty("weighing", out var weighing) && (weighing.GetGuid() == unreadable.Id || weighing.GetGuid() == other.Id);
    }
}
