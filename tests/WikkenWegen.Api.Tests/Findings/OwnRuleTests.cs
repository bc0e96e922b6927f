using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Findings;

/// <summary>Rules of a corporation's own: what is found by them, from when on, for how long, and for whom.</summary>
public class OwnRuleTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpClient> As(string corporation, params string[] roles) => AsDocumented.Client(shared.Api, new Identity($"wie-{roles[0]}", corporation, [.. roles]));

    private static JsonObject Rule(string code = "EVALUATIE", string severity = "serious", string? from = null) => new()
    {
        ["code"] = code,
        ["dutch"] = "Bij elk besluit is gezegd wanneer we terugkijken",
        ["english"] = "Of each decision it is said when we look back",
        ["requires"] = new JsonObject { ["check"] = "reviewDateSet" },
        ["severity"] = severity,
        ["from"] = from ?? "2026-01-01",
    };

    /// <summary>A weighing in which a proposal was chosen, without saying when that will be reviewed.</summary>
    private static async Task<WeighingClient> Decided(HttpClient http)
    {
        var framing = WeighingClient.Framing;
        framing.Remove("approverRole");
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/decisions", new { kind = "chosen", proposal = new { code = "V1" }, rationale = "Het moet." });
        return weighing;
    }

    private static List<JsonElement> Own(JsonElement findings) => [.. findings.EnumerateArray().Where(f => f.GetProperty("rule").GetString() == "own-rule-not-met")];

    private static async Task<List<JsonElement>> Own(WeighingClient weighing, string query = "") => Own((await weighing.Get("/findings" + query)).GetProperty("findings"));

    private static async Task<JsonElement> Get(HttpClient http, string address)
    {
        using var response = await http.GetAsync(address, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> Recorded(HttpClient http, string address, JsonObject body, string? match = null)
    {
        var answer = await Keyed.Ask(http, address, body.ToJsonString(), Keyed.NewKey(), match);
        answer.Status.ShouldBe(201, answer.Body);
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    [Fact]
    public async Task What_is_found_by_a_rule_shows_wherever_findings_do_while_it_is_in_force_and_in_every_view_of_then()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await As(corporation.Code, Roles.Strategist, Roles.Decider);
        var rules = $"/v1/corporations/{corporation.Code}/finding-rules";
        var weighing = await Decided(strategist);
        (await Own(weighing)).ShouldBeEmpty();
        (await Listed("")).ShouldBeEmpty("the list keeps what was found before there was a rule");
        var (_, before) = await weighing.Read("/findings");

        var adopted = await Recorded(strategist, rules, Rule());
        (adopted.GetProperty("type").GetString(), adopted.GetProperty("part").GetString(), adopted.GetProperty("version").GetInt32()).ShouldBe(("finding_rule_adopted", "finding-rules/EVALUATIE", 2));
        adopted.GetProperty("promise").GetString().ShouldNotBeNull();

        var finding = (await Own(weighing)).ShouldHaveSingleItem();
        finding.GetProperty("own").GetRawText().ShouldBe("""{"code":"EVALUATIE","version":1}""");
        finding.GetProperty("severity").GetString().ShouldBe("serious");
        finding.GetProperty("sentence").GetString().ShouldBe("Own rule EVALUATIE: Of each decision it is said when we look back. At decision 1 it was not said when it will be reviewed.");
        finding.GetProperty("events").EnumerateArray().Select(e => e.GetInt32()).ShouldBe([3]);
        (await weighing.Read("/findings")).ETag.ShouldNotBe(before, "without any event of the weighing there are other findings");
        foreach (var query in (string[])["", "&rule=own-rule-not-met", "&severity=serious"]) (await Listed(query)).ShouldHaveSingleItem(query).GetRawText().ShouldBe(finding.GetRawText());
        (await Listed("&severity=info")).ShouldBeEmpty();
        var counts = (await Get(strategist, "/v1/findings")).GetProperty("counts").EnumerateArray().Single(c => c.TryGetProperty("own", out _));
        (counts.GetProperty("own").GetProperty("code").GetString(), counts.GetProperty("findings").GetInt32(), counts.GetProperty("severity").GetString()).ShouldBe(("EVALUATIE", 1, "serious"));

        // A second one, which looks at later decisions alone, and a third that asks what is there.
        await Recorded(strategist, rules, Rule("LATER", from: "2999-01-01"));
        await Recorded(strategist, rules, new JsonObject { ["code"] = "TWEEDE", ["dutch"] = "Zo.", ["severity"] = "info", ["from"] = "2026-01-01", ["requires"] = new JsonObject { ["check"] = "doNothingBeforeScores" } });
        (await Own(weighing)).Select(f => f.GetProperty("own").GetProperty("code").GetString()).ShouldBe(["EVALUATIE", "TWEEDE"]);
        (await Listed("")).Count.ShouldBe(2);

        // Ended: gone now, and there in every view of before; the version of a weighing is held against the rules of when its newest event was recorded.
        var then = (await Get(strategist, rules + "/TWEEDE")).GetProperty("adopted").GetProperty("recordedAt").GetString();
        var ended = await Recorded(strategist, rules + "/evaluatie/ending", new JsonObject { ["why"] = "Het staat in de meetlat." }, "\"2\"");
        ended.GetProperty("type").GetString().ShouldBe("finding_rule_ended");
        (await Own(weighing)).ShouldHaveSingleItem().GetProperty("own").GetProperty("code").GetString().ShouldBe("TWEEDE");
        (await Listed("")).ShouldHaveSingleItem();
        (await Own(weighing, $"?asOf={then}")).Count.ShouldBe(2);
        (await Listed($"&asOf={then}")).Count.ShouldBe(2);
        var decidedAt = (await weighing.Get("/events/3")).GetProperty("recordedAt").GetString();
        (await Own(weighing, $"?asOf={decidedAt}")).ShouldBeEmpty("there was no rule then");
        (await Own(weighing, "?version=3")).ShouldBeEmpty();
        (await Listed($"&asOf={decidedAt}")).ShouldBeEmpty();
        (await Own(weighing, $"?by=occurred&knownAt={decidedAt}")).ShouldBeEmpty();

        // Adopted again it is the next version; the history of the corporation tells all of it.
        await Recorded(strategist, rules, Rule("evaluatie", "info"));
        (await Own(weighing)).Select(f => f.GetProperty("own").GetRawText()).ShouldContain("""{"code":"EVALUATIE","version":2}""");
        (await Get(strategist, rules)).GetProperty("items").EnumerateArray().Select(r => (r.GetProperty("code").GetString(), r.GetProperty("version").GetInt32(), r.TryGetProperty("ended", out _)))
            .ShouldBe([("EVALUATIE", 1, true), ("LATER", 1, false), ("TWEEDE", 1, false), ("EVALUATIE", 2, false)]);
        (await Get(corporation.Auditor, $"/v1/corporations/{corporation.Code}/events")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("type").GetString())
            .ShouldBe(["corporation_registered", "finding_rule_adopted", "finding_rule_adopted", "finding_rule_adopted", "finding_rule_ended", "finding_rule_adopted"]);

        async Task<List<JsonElement>> Listed(string query) => Own(JsonSerializer.SerializeToElement((await Get(strategist, $"/v1/findings?limit=200{query}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("finding"))));
    }

    [Fact]
    public async Task A_retry_records_nothing_more_and_what_is_wrong_is_said_of_its_field()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await As(corporation.Code, Roles.Strategist);
        using var reader = await As(corporation.Code, Roles.Reader);
        var rules = $"/v1/corporations/{corporation.Code}/finding-rules";
        var (body, key) = (Rule().ToJsonString(), Keyed.NewKey());
        var first = await Keyed.Ask(strategist, rules, body, key);
        (first.Status, first.ETag, first.Location).ShouldBe((201, "\"2\"", rules + "/EVALUATIE"));
        (await Keyed.Ask(strategist, rules, body, key)).ShouldBe(first);
        (await Keyed.Ask(strategist, rules, Rule("ANDERS").ToJsonString(), key)).Status.ShouldBe(422);
        using (var one = await reader.GetAsync(first.Location, Cancellation)) one.Headers.ETag!.ToString().ShouldBe("\"2\"");

        await Refused(Rule("evaluatie"), HttpStatusCode.Conflict, "duplicate-code", "/code");
        await Refused(With(Rule("B"), "requires", """{"check":"takesPart"}"""), HttpStatusCode.BadRequest, "check-needs-this", "/requires/party");
        await Refused(With(Rule("B"), "requires", """{"check":"roundClosed","assessors":2}"""), HttpStatusCode.BadRequest, "not-of-this-check", "/requires/assessors");
        await Refused(With(Rule("B"), "requires", """{"check":"scoredBySeveral","assessors":1}"""), HttpStatusCode.BadRequest, null, "/requires/assessors");
        await Refused(With(Rule("B"), "requires", """{"check":"somethingElse"}"""), HttpStatusCode.BadRequest, null, "/requires/check");
        await Refused(With(Rule("B"), "dutch", "\" \""), HttpStatusCode.BadRequest, null, "/dutch");
        await Refused(With(Rule("B"), "insight", $$"""{"edition":"{{Guid.NewGuid()}}","number":1}"""), HttpStatusCode.BadRequest, "insight-not-in-network", "/insight");

        var why = """{"why":"Het staat in de meetlat."}""";
        using (var none = await Keyed.Send(strategist, rules + "/EVALUATIE/ending", why, Keyed.NewKey())) ((int)none.StatusCode).ShouldBe(428);
        using (var stale = await Keyed.Send(strategist, rules + "/EVALUATIE/ending", why, Keyed.NewKey(), "\"1\"")) ((int)stale.StatusCode).ShouldBe(412);
        using (var unknown = await Keyed.Send(strategist, rules + "/NIETS/ending", why, Keyed.NewKey(), "*")) (await unknown.Problem(HttpStatusCode.NotFound)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-such-finding-rule");
        key = Keyed.NewKey();
        var ended = await Keyed.Ask(strategist, rules + "/EVALUATIE/ending", why, key, "\"2\"");
        ended.Status.ShouldBe(201, ended.Body);
        (await Keyed.Ask(strategist, rules + "/EVALUATIE/ending", why, key, "\"2\"")).ShouldBe(ended);
        using (var twice = await Keyed.Send(strategist, rules + "/EVALUATIE/ending", why, Keyed.NewKey(), "*")) (await twice.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("finding-rule-has-ended");
        (await Get(corporation.Auditor, $"/v1/corporations/{corporation.Code}/events")).GetProperty("items").GetArrayLength().ShouldBe(3, "what was refused left nothing");

        async Task Refused(JsonObject wrong, HttpStatusCode status, string? code, string pointer)
        {
            using var response = await strategist.PostAsJsonAsync(rules, wrong, Cancellation);
            var error = (await response.Problem(status)).Errors.ShouldHaveSingleItem();
            error.Pointer.ShouldBe(pointer);
            if (code is not null) error.Code.ShouldBe(code);
        }

        static JsonObject With(JsonObject rule, string member, string json)
        {
            rule[member] = JsonNode.Parse(json);
            return rule;
        }
    }

    /// <summary>An administrator reads the history of every corporation, with the numbers that its events have; who is of the corporation reads all of it.</summary>
    [Fact]
    public async Task The_history_tells_of_them_only_who_is_of_the_corporation()
    {
        var (one, other) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        using var strategist = await As(one.Code, Roles.Strategist);
        using var administrator = await AsDocumented.Client(shared.Api, new Identity("beheer", null, Roles.Administrator));
        using var elsewhere = await As(other.Code, Roles.Administrator, Roles.Auditor);
        using var own = await As(one.Code, Roles.Administrator, Roles.Auditor);
        var (rules, events) = ($"/v1/corporations/{one.Code}/finding-rules", $"/v1/corporations/{one.Code}/events");
        await Recorded(strategist, rules, Rule());
        await Recorded(strategist, rules + "/EVALUATIE/ending", new JsonObject { ["why"] = "Het staat in de meetlat." }, "*");
        using (var change = new HttpRequestMessage(HttpMethod.Put, $"/v1/corporations/{one.Code}") { Content = JsonContent.Create(new { name = "Stichting Anders", kvkNumber = "00000027" }) })
        {
            change.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            using var changed = await administrator.SendAsync(change, Cancellation);
            (changed.StatusCode, changed.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.OK, "\"2\""));
        }
        await Recorded(strategist, rules, Rule("LATER"));

        foreach (var http in (HttpClient[])[administrator, elsewhere])
        {
            (await Told(http)).ShouldBe([(1, "corporation_registered"), (4, "corporation_changed")]);
            (await Get(http, events)).GetRawText().ShouldNotContain("EVALUATIE");
            // A page holds as many as were asked for, whatever lies between them.
            var page = await Get(http, events + "?limit=1");
            page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("number").GetInt32().ShouldBe(1);
            page = await Get(http, $"{events}?limit=1&cursor={page.GetProperty("nextCursor").GetString()}");
            page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("number").GetInt32().ShouldBe(4);
            page.TryGetProperty("nextCursor", out _).ShouldBeFalse();
        }
        foreach (var http in (HttpClient[])[one.Auditor, own])
            (await Told(http)).ShouldBe([(1, "corporation_registered"), (2, "finding_rule_adopted"), (3, "finding_rule_ended"), (4, "corporation_changed"), (5, "finding_rule_adopted")]);

        async Task<IEnumerable<(int, string?)>> Told(HttpClient http) =>
            (await Get(http, events)).GetProperty("items").EnumerateArray().Select(e => (e.GetProperty("number").GetInt32(), e.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Those_of_another_corporation_are_not_there()
    {
        var (one, other) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        using var strategist = await As(one.Code, Roles.Strategist, Roles.Decider);
        using var elsewhere = await As(other.Code, Roles.Strategist, Roles.Decider);
        var rules = $"/v1/corporations/{one.Code}/finding-rules";
        await Recorded(strategist, rules, Rule());
        foreach (var address in (string[])[rules, rules + "/EVALUATIE"])
        {
            using var read = await elsewhere.GetAsync(address, Cancellation);
            read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        using (var adopt = await Keyed.Send(elsewhere, rules, Rule("B").ToJsonString(), Keyed.NewKey())) adopt.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var end = await Keyed.Send(elsewhere, rules + "/EVALUATIE/ending", """{"why":"Zo."}""", Keyed.NewKey(), "*")) end.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Own(await Decided(elsewhere))).ShouldBeEmpty();
        (await Own(await Decided(strategist))).ShouldHaveSingleItem();
    }
}
