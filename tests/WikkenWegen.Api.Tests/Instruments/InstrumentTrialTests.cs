using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Instruments;

/// <summary>Trying an instrument on past weighings: a draft, which is recorded, and a published version, which is not.</summary>
public class InstrumentTrialTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpClient> Of(Audited corporation, string subject, params string[] roles) => AsDocumented.Client(shared.Api, new Identity(subject, corporation.Code, [.. roles]));

    private static async Task<HttpResponseMessage> Send(HttpClient http, string path, object body, string method = "POST", string? match = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), null, "application/json") };
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        return await http.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> Done(HttpClient http, string path, object body, string method = "POST", string? match = null)
    {
        using var response = await Send(http, path, body, method, match);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        ((int)response.StatusCode).ShouldBeInRange(200, 201, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> Read(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private const string Draft = """
        {"name":"Meetlat","owner":"Woonlust","language":"nl","weights":"prescribed","filledIn":"together",
         "tailoring":{"mayLeaveOut":true,"mayAdd":true,"mayRescale":true,"mayReweigh":true},
         "themes":[{"code":"T1","name":"Alles","criteria":[
           {"code":"LEEF","name":"Leefbaarheid","weight":1,"scale":{"kind":"numeric","worst":1,"best":10}},
           {"code":"PRIJS","name":"Kosten","weight":3,"scale":{"kind":"numeric","worst":80,"best":0,"unit":"euro per maand"}},
           {"code":"GROEN","name":"Groen","weight":6,"scale":{"kind":"numeric","worst":0,"best":10}}]}]}
        """;

    /// <summary>V1 comes first by the scores: LEEF 9 and 3, KOST 90 and 20.</summary>
    private static async Task<WeighingClient> Weighed(HttpClient http, string confidentiality = "internal")
    {
        var framing = WeighingClient.Framing;
        framing.Remove("approverRole");
        framing["confidentiality"] = confidentiality;
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/proposals", new { name = "Slopen" });
        await weighing.Record("/criteria", """
            { "criteria": [
                { "code": "LEEF", "name": "Leefbaarheid", "direction": "higherIsBetter", "scale": { "worst": 1, "best": 10 }, "weight": 80 },
                { "code": "KOST", "name": "Kosten", "direction": "lowerIsBetter", "scale": { "worst": 100, "best": 0, "unit": "euro per maand" }, "weight": 20 },
                { "code": "WIJK", "name": "Wijk", "direction": "higherIsBetter", "scale": { "worst": 0, "best": 10 }, "weight": 0 } ],
              "weightMethod": "direct" }
            """, "PUT");
        foreach (var (proposal, leef, kost) in new[] { ("V1", 10, 90), ("V2", 1, 20) })
        {
            await weighing.Record("/scores", new { proposal = new { code = proposal }, criterion = "LEEF", by = new { role = "Strateeg" }, low = leef, expected = leef, high = leef });
            await weighing.Record("/scores", new { proposal = new { code = proposal }, criterion = "KOST", by = new { role = "Strateeg" }, low = kost, expected = kost, high = kost });
        }
        return weighing;
    }

    private static Task<JsonElement> Decided(WeighingClient weighing, string proposal) => weighing.Record("/decisions", new { kind = "chosen", proposal = new { code = proposal }, rationale = "Zo is het het beste." });

    private static object Of(params WeighingClient[] weighings) => new { weighings = weighings.Select(w => new { weighing = w.Id, criteria = new[] { new { criterion = "PRIJS", weighingCriterion = "KOST" } } }) };

    [Fact]
    public async Task What_a_draft_would_have_said_is_recorded_beside_what_was_decided_and_nothing_later_changes_it()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var http = await Of(corporation, "strateeg", Roles.Strategist, Roles.Decider);
        using var reader = await Of(corporation, "lezer", Roles.Reader);
        await Done(http, "/v1/instruments", $$"""{"code":"Meet","content":{{Draft}}}""");
        var (one, other) = (await Weighed(http), await Weighed(http, "confidential"));
        var decided = (await Decided(one, "V2")).GetProperty("version").GetInt32();
        await Decided(other, "V1");
        // What comes after the decision is no part of what was known then.
        await one.Record("/scores/1/revisions", new { low = 2, expected = 2, high = 2 });

        using (var tried = await Send(http, "/v1/instruments/meet/draft/trials", Of(one, other)))
        {
            tried.StatusCode.ShouldBe(HttpStatusCode.Created, await tried.Content.ReadAsStringAsync(Cancellation));
            tried.Headers.Location!.OriginalString.ShouldBe("/v1/instruments/Meet/trials/1");
        }
        var trial = await Read(http, "/v1/instruments/Meet/trials/1");
        (trial.GetProperty("number").GetInt32(), trial.GetProperty("draft").GetInt32(), trial.GetProperty("unread").GetInt32()).ShouldBe((1, 1, 0));
        var both = trial.GetProperty("weighings").EnumerateArray().ToList();
        both.ShouldAllBe(w => w.GetProperty("isSame").GetBoolean());
        // LEEF 1 and PRIJS 3: V1 has 25 and 0, V2 has 0 and 75 of 100; GROEN is not in the weighing, though it would count most.
        both[0].GetProperty("trial").GetRawText().ShouldBe($$"""
            {"weighing":"{{one.Id}}","version":{{decided}},"criteriaVersion":1,"method":{"name":"additive-value","version":"1.1.0"},
            "criteria":[{"criterion":"LEEF","weighingCriterion":"LEEF","fit":"same","share":25.00,"said":2,"beyond":0},{"criterion":"PRIJS","weighingCriterion":"KOST","fit":"reanchored","share":75.00,"said":2,"beyond":1},{"criterion":"GROEN","fit":"notThere","said":0,"beyond":0}],
            "notLookedAt":["WIJK"],"weights":"prescribed","covered":40.00,
            "proposals":[{"proposal":"V2","rank":1,"total":56.25,"rankThen":2,"totalThen":16.00,"missing":[]},{"proposal":"V1","rank":2,"total":25.00,"rankThen":1,"totalThen":82.00,"missing":[]}],
            "first":["V2"],"firstThen":["V1"],"decision":1,"decided":"chosen","chosen":["V2"],"firstIsChosen":true}
            """.ReplaceLineEndings(""));
        both[1].GetProperty("trial").GetProperty("firstIsChosen").GetBoolean().ShouldBeFalse();
        var then = await one.Get($"/outcome?version={decided}&draws=1");
        then.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("total").GetProperty("expected").GetDecimal()).ShouldBe([82m, 16m], "what came out then is what the weighing says of that moment");

        // Later steps of the weighing, and of the instrument.
        await one.Record("/scores/2/revisions", new { low = 100, expected = 100, high = 100 });
        await Done(http, "/v1/instruments/meet/draft", $$"""{"content":{{Draft.Replace("\"weight\":3", "\"weight\":1", StringComparison.Ordinal)}}}""", "PUT", "*");
        var later = await Read(http, "/v1/instruments/Meet/trials/1");
        later.GetRawText().ShouldBe(trial.GetRawText());
        using (var again = await Send(http, "/v1/instruments/meet/draft/trials", Of(one))) again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Read(http, "/v1/instruments/Meet/trials/2")).GetProperty("weighings")[0].GetProperty("trial").GetProperty("proposals")[0].GetProperty("total").GetDecimal().ShouldBe(50.00m);

        // Who may not read a weighing learns nothing of what came out of it.
        var seen = await Read(reader, "/v1/instruments/Meet/trials/1");
        (seen.GetProperty("weighings").GetArrayLength(), seen.GetProperty("unread").GetInt32()).ShouldBe((1, 1));
        seen.GetRawText().ShouldNotContain(other.Id.ToString());
        var whole = await Read(reader, "/v1/instruments/meet");
        whole.GetProperty("trials").EnumerateArray().Select(t => (t.GetProperty("number").GetInt32(), t.GetProperty("draft").GetInt32(), t.GetProperty("weighings").GetInt32())).ShouldBe([(1, 1, 2), (2, 2, 1)]);
        whole.GetRawText().ShouldNotContain(other.Id.ToString());
        (await Read(reader, "/v1/instruments/meet/events")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("type").GetString()).ShouldBe(["instrument_drafted", "instrument_revised", "instrument_tried"]);
        var history = (await Read(http, "/v1/instruments/meet/events")).GetProperty("items").EnumerateArray().ToList();
        history.Select(e => e.GetProperty("type").GetString()).ShouldBe(["instrument_drafted", "instrument_tried", "instrument_revised", "instrument_tried"]);
        (history[1].GetProperty("sentence").GetString(), history[1].GetProperty("part").GetString()).ShouldBe(("Draft 1 was tried on 2 past weighings.", "trials/1"));
        (await Read(http, "/v1/instruments/meet?version=2")).GetProperty("trials").GetArrayLength().ShouldBe(1);
        (await Read(http, "/v1/instruments/meet?version=1")).GetProperty("trials").GetArrayLength().ShouldBe(0);

        await corporation.Signed(4);
        var export = await Exported.Made(corporation, new { });
        (await Exported.Check(corporation, await Exported.Content(corporation, export), export)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_published_version_is_tried_without_a_trace_also_one_of_the_catalogue()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var http = await Of(corporation, "strateeg", Roles.Strategist, Roles.Decider);
        await Done(http, "/v1/instruments", $$"""{"code":"MEET","content":{{Draft}}}""");
        await Done(http, "/v1/instruments/MEET/versions", "{}", match: "*");
        var (weighing, secret) = (await Weighed(http), await Weighed(http, "secret"));
        var scored = weighing.Version;
        await Decided(weighing, "V2");
        await Decided(secret, "V2");

        var answer = await Done(http, "/v1/instruments/meet/versions/1/trials", Of(weighing, secret));
        (answer.GetProperty("code").GetString(), answer.GetProperty("version").GetInt32(), answer.GetProperty("inCatalogue").GetBoolean(), answer.GetProperty("isRecorded").GetBoolean()).ShouldBe(("MEET", 1, false, false));
        answer.GetProperty("weighings").EnumerateArray().Select(w => w.GetProperty("first")[0].GetString()).ShouldBe(["V2", "V2"]);
        (await Read(http, "/v1/instruments/meet")).GetProperty("version").GetInt32().ShouldBe(2);

        var shipped = await Done(http, "/v1/instruments/buurt/versions/1/trials", new { weighings = new[] { new { weighing = weighing.Id } } });
        (shipped.GetProperty("code").GetString(), shipped.GetProperty("inCatalogue").GetBoolean(), shipped.GetProperty("isRecorded").GetBoolean()).ShouldBe(("BUURT", true, false));
        using (var administrator = await AsDocumented.Client(shared.Api, new Identity("beheer", null, Roles.Administrator)))
            (await Read(administrator, "/v1/instruments/buurt/events")).GetRawText().ShouldNotContain("instrument_tried");

        // As of before it was decided, by version and by moment.
        foreach (var wanted in new object[] { new { weighing = weighing.Id, version = scored }, new { weighing = weighing.Id, version = scored - 4 } })
        {
            var before = (await Done(http, "/v1/instruments/meet/versions/1/trials", new { weighings = new[] { wanted } })).GetProperty("weighings")[0];
            before.TryGetProperty("decision", out _).ShouldBeFalse();
            before.GetProperty("chosen").GetArrayLength().ShouldBe(0);
        }
        var now = (await Done(http, "/v1/instruments/meet/versions/1/trials", new { weighings = new[] { new { weighing = weighing.Id, asOf = "2100-01-01T00:00:00Z" } } })).GetProperty("weighings")[0];
        (now.GetProperty("version").GetInt32(), now.GetProperty("decision").GetInt32()).ShouldBe((weighing.Version, 1));
        using var unknown = await Send(http, "/v1/instruments/meet/versions/2/trials", Of(weighing));
        await unknown.Problem(HttpStatusCode.NotFound);
        using var nowhere = await Send(http, "/v1/instruments/NERGENS/versions/1/trials", Of(weighing));
        await nowhere.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_cannot_be_tried_is_refused_and_nothing_is_stored()
    {
        var (corporation, elsewhere) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        using var http = await Of(corporation, "strateeg", Roles.Strategist, Roles.Decider);
        using var stranger = await Of(elsewhere, "strateeg", Roles.Strategist, Roles.Decider);
        await Done(http, "/v1/instruments", $$"""{"code":"MEET","content":{{Draft}}}""");
        var (weighing, open, secret, blind, others) = (await Weighed(http), await Weighed(http), await Weighed(http, "secret"), await Weighed(http), await Weighed(stranger));
        await Decided(weighing, "V1");
        await Decided(secret, "V1");
        await Decided(others, "V1");
        await blind.Record("/rounds", new { about = "Wat vindt u?", blind = true });

        foreach (var (wanted, status, code, pointer) in new (object[], HttpStatusCode, string, string?)[]
        {
            ([], HttpStatusCode.BadRequest, "list-too-short", "/weighings"),
            ([new { weighing = Guid.CreateVersion7() }], HttpStatusCode.BadRequest, "unknown-tried-weighing", "/weighings/0/weighing"),
            ([new { weighing = weighing.Id }, new { weighing = others.Id }], HttpStatusCode.BadRequest, "unknown-tried-weighing", "/weighings/1/weighing"),
            ([new { weighing = open.Id }], HttpStatusCode.BadRequest, "tried-not-decided", "/weighings/0"),
            ([new { weighing = open.Id, version = 99 }], HttpStatusCode.BadRequest, "tried-moment-not-there", "/weighings/0/version"),
            ([new { weighing = open.Id, asOf = "2001-01-01T00:00:00Z" }], HttpStatusCode.BadRequest, "tried-moment-not-there", "/weighings/0/asOf"),
            ([new { weighing = open.Id, version = 3, asOf = "2100-01-01T00:00:00Z" }], HttpStatusCode.BadRequest, "either-version-or-moment", "/weighings/0/asOf"),
            ([new { weighing = weighing.Id }, new { weighing = weighing.Id, version = weighing.Version }], HttpStatusCode.BadRequest, "weighing-tried-twice", "/weighings/1/weighing"),
            ([new { weighing = weighing.Id, criteria = new[] { new { criterion = "NIETS", weighingCriterion = "KOST" } } }], HttpStatusCode.BadRequest, "unknown-instrument-criterion", "/weighings/0/criteria/0/criterion"),
            ([new { weighing = weighing.Id, criteria = new[] { new { criterion = "LEEF", weighingCriterion = "NIETS" } } }], HttpStatusCode.BadRequest, "criterion-not-compared", "/weighings/0/criteria/0/weighingCriterion"),
            ([new { weighing = secret.Id }], HttpStatusCode.Conflict, "trial-of-secret", "/weighings/0/weighing"),
            ([new { weighing = blind.Id, version = blind.Version }], HttpStatusCode.Conflict, "trial-in-blind-round", "/weighings/0/weighing"),
        })
        {
            using var refused = await Send(http, "/v1/instruments/MEET/draft/trials", new { weighings = wanted });
            var error = (await refused.Problem(status)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Pointer).ShouldBe((code, pointer));
        }
        // Before the round was opened there is nothing in it to tell.
        await Done(http, "/v1/instruments/MEET/draft/trials", new { weighings = new[] { new { weighing = blind.Id, version = blind.Version - 1 } } });
        var read = await Read(http, "/v1/instruments/MEET");
        (read.GetProperty("version").GetInt32(), read.GetProperty("trials").GetArrayLength()).ShouldBe((2, 1));

        // Only who builds tries; and there is a draft of an instrument that is there.
        using (var reader = await Of(corporation, "lezer", Roles.Reader))
        {
            using var forbidden = await Send(reader, "/v1/instruments/MEET/draft/trials", Of(weighing));
            await forbidden.Problem(HttpStatusCode.Forbidden);
        }
        using (var absent = await Send(http, "/v1/instruments/NERGENS/draft/trials", Of(weighing))) await absent.Problem(HttpStatusCode.NotFound);
        using (var shipped = await Send(http, "/v1/instruments/BUURT/draft/trials", Of(weighing)))
            (await shipped.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("instrument-in-catalogue");
        using var unheard = await http.GetAsync("/v1/instruments/MEET/trials/2", Cancellation);
        await unheard.Problem(HttpStatusCode.NotFound);
        await Done(http, "/v1/instruments/MEET/versions", "{}", match: "*");
        using var published = await Send(http, "/v1/instruments/MEET/draft/trials", Of(weighing));
        (await published.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-instrument-draft");
    }

    /// <summary>Of a weighing that somebody sees only as an auditor they try nothing as a strategist.</summary>
    [Theory, InlineData("/v1/instruments/MEET/draft/trials"), InlineData("/v1/instruments/BUURT/versions/1/trials")]
    public async Task Who_may_look_as_an_auditor_tries_on_no_weighing_in_which_they_are_not_named(string path)
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var http = await Of(corporation, "strateeg", Roles.Strategist, Roles.Decider);
        using var both = await Of(corporation, "strateeg-en-auditor", Roles.Strategist, Roles.Auditor);
        await Done(http, "/v1/instruments", $$"""{"code":"MEET","content":{{Draft}}}""");
        var (confidential, secret) = (await Weighed(http, "confidential"), await Weighed(http, "secret"));
        foreach (var weighing in new[] { confidential, secret })
        {
            await Decided(weighing, "V1");
            (await weighing.As(both).StatusOf("")).ShouldBe(HttpStatusCode.OK);
        }
        using (var refused = await Send(both, path, new { weighings = new[] { new { weighing = confidential.Id }, new { weighing = secret.Id } } }))
        {
            var error = (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Pointer).ShouldBe(("unknown-tried-weighing", "/weighings/1/weighing"));
        }
        await Done(both, path, new { weighings = new[] { new { weighing = confidential.Id } } });
    }

    [Fact]
    public async Task A_retry_gets_the_same_answer_and_is_one_trial()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var http = await Of(corporation, "strateeg", Roles.Strategist, Roles.Decider);
        await Done(http, "/v1/instruments", $$"""{"code":"MEET","content":{{Draft}}}""");
        var weighing = await Weighed(http);
        await Decided(weighing, "V1");
        var (body, key) = (JsonSerializer.Serialize(Of(weighing)), Keyed.NewKey());
        var first = await Keyed.Ask(http, "/v1/instruments/MEET/draft/trials", body, key);
        (first.Status, await Keyed.Ask(http, "/v1/instruments/MEET/draft/trials", body, key)).ShouldBe((201, first));
        (await Read(http, "/v1/instruments/MEET")).GetProperty("trials").GetArrayLength().ShouldBe(1);
    }
}
