using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Outcome;

/// <summary>Criteria that cannot be added up, over HTTP: stated, revised, read at any version, blind, and beside the outcome.</summary>
public class ConsequenceTests(SharedApi shared)
{
    /// <summary>V1 and V2; BET is scored, beside it stand WIE (positive and negative), WIJK (words) and BATEN (money of tenants and town).</summary>
    private static async Task<WeighingClient> Weighing(HttpClient http)
    {
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/proposals", new { name = "Slopen" });
        await weighing.Record("/criteria", Criteria(new { worst = 0, best = 10 }, new { kind = "ordinal", words = new[] { "zwakker", "gelijk", "sterker" } }), "PUT");
        return weighing;
    }

    private static object Criteria(object scale, object words) => new
    {
        weightMethod = "direct",
        criteria = new[] { new { code = "BET", name = "Betaalbaarheid", direction = "higherIsBetter", scale, weight = 1 } },
        beside = new object[]
        {
            new { code = "WIE", name = "Wie er beter en slechter van wordt", goal = "Niemand vergeten", scale = new { kind = "positiveNegative" } },
            new { code = "WIJK", name = "Kracht van de wijk", scale = words },
            new { code = "BATEN", name = "Wie betaalt en wie krijgt", scale = new { kind = "moneyPerParty", unit = "euro per jaar", parties = new[] { "huurders", "gemeente" } } },
        },
    };

    private static string Says(string criterion, object? what = null, string by = "Controller", string proposal = "V1")
    {
        var body = JsonSerializer.SerializeToNode(what ?? new { positive = true, negative = true })!.AsObject();
        body["proposal"] = JsonSerializer.SerializeToNode(new { code = proposal });
        body["criterion"] = criterion;
        body["by"] = JsonSerializer.SerializeToNode(new { role = by });
        return body.ToJsonString();
    }

    [Fact]
    public async Task They_stand_in_a_table_beside_the_outcome_and_change_none_of_its_numbers()
    {
        var weighing = await Weighing(shared.Api.Client());
        await weighing.Record("/scores", new { proposal = new { code = "V1" }, criterion = "BET", by = new { role = "Controller" }, low = 4, expected = 5, high = 6 });
        var before = await weighing.Get("/outcome?draws=10");
        before.GetProperty("beside").GetProperty("criteria")[0].GetProperty("missing").GetRawText().ShouldBe("""["V1","V2"]""");

        await weighing.Record("/consequences", Says("WIE"));
        await weighing.Record("/consequences", Says("wie", new { positive = false, negative = true }, "Strateeg"));
        await weighing.Record("/consequences", Says("WIJK", new { word = "STERKER" }));
        await weighing.Record("/consequences", Says("BATEN", new { amounts = new[] { new { party = "gemeente", low = -40.5, expected = -30, high = -30 } } }));
        var after = await weighing.Get("/outcome?draws=10");
        foreach (var member in new[] { "results", "digest", "recomputed", "summary" }) after.GetProperty(member).GetRawText().ShouldBe(before.GetProperty(member).GetRawText());
        after.GetProperty("inputs").GetProperty("fingerprint").GetString().ShouldBe(before.GetProperty("inputs").GetProperty("fingerprint").GetString());

        var rows = after.GetProperty("beside").GetProperty("criteria").EnumerateArray().ToDictionary(r => r.GetProperty("criterion").GetString()!);
        rows["WIE"].GetProperty("cells")[0].GetProperty("signs").GetRawText().ShouldBe("""{"positive":0,"negative":1,"both":1,"neither":0}""");
        rows["WIE"].GetProperty("missing").GetRawText().ShouldBe("""["V2"]""");
        rows["WIJK"].GetProperty("cells")[0].GetProperty("words").GetRawText().ShouldBe("""[{"word":"sterker","number":1}]""");
        rows["BATEN"].GetProperty("cells")[0].GetProperty("amounts")[0].GetProperty("amount").GetProperty("low").GetDecimal().ShouldBe(-40.5m);
        rows["BATEN"].GetProperty("unit").GetString().ShouldBe("euro per jaar");
        (await weighing.Get($"/outcome?draws=10&version={weighing.Version - 4}")).GetProperty("beside").GetRawText().ShouldBe(before.GetProperty("beside").GetRawText());
        (await weighing.Get("/outcome?draws=10&assessor=strateeg")).GetProperty("beside").GetProperty("criteria")[0].GetProperty("cells")[0].GetProperty("said").GetArrayLength().ShouldBe(1);
        (await weighing.Get("/explanation")).GetProperty("parts")[0].GetProperty("sentences").EnumerateArray().Select(s => s.GetProperty("kind").GetString()).ShouldContain("saidBeside");
    }

    [Fact]
    public async Task Where_no_criterion_stands_beside_nothing_of_it_is_in_the_outcome_or_the_event_as_it_is_stored()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/criteria", new { weightMethod = "direct", criteria = new[] { new { code = "BET", name = "b", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 } } }, "PUT");
        (await weighing.Get("/outcome")).TryGetProperty("beside", out _).ShouldBeFalse();
        (await weighing.Get("/criteria")).GetProperty("set").GetProperty("beside").GetArrayLength().ShouldBe(0);
        (await Stored.Rows(shared.Api.ConnectionString, "select data::text from wikkenwegen.mt_events where stream_id = $1 and version = 2", row => row.GetString(0), weighing.Id))
            .ShouldHaveSingleItem().ShouldNotContain("beside");
    }

    [Fact]
    public async Task One_is_read_revised_and_found_in_the_history_as_a_score_is()
    {
        var weighing = await Weighing(shared.Api.Client());
        (await weighing.Record("/consequences", Says("WIE", new { positive = true, negative = false, ground = "uit het buurtgesprek" }))).GetProperty("part").GetString().ShouldBe("consequences/1");
        await weighing.Record("/consequences/1/revisions", new { positive = true, negative = true, ground = "en wie weg moet" });
        (await weighing.Get("/consequences")).GetArrayLength().ShouldBe(1);
        var revisions = await weighing.Get("/consequences/1/revisions");
        revisions.EnumerateArray().Select(r => r.GetProperty("ground").GetProperty("text").GetString()).ShouldBe(["uit het buurtgesprek", "en wie weg moet"]);
        (await weighing.Get("/consequences/1/revisions/2")).GetProperty("content").GetProperty("negative").GetBoolean().ShouldBeTrue();
        (await weighing.Get($"/consequences/1?version={weighing.Version - 1}")).GetProperty("revisions").GetArrayLength().ShouldBe(1);
        (await weighing.Get("/events?about=wie")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("type").GetString()).ShouldBe(["criteria_adopted", "consequence_stated", "consequence_revised"], ignoreOrder: true);
        (await weighing.Get("/events?part=consequences/1")).GetProperty("items").GetArrayLength().ShouldBe(2);
        var comparison = await weighing.Get($"/comparison?from={weighing.Version - 1}");
        comparison.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("path").GetString()).ShouldContain(path => path!.StartsWith("/consequences/1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_a_blind_round_nobody_reads_what_another_stated_nor_on_which_criterion()
    {
        var weighing = await Weighing(shared.Api.Client());
        await weighing.Record("/rounds", new { about = "Apart", blind = true });
        await weighing.Record("/consequences", Says("WIJK", new { word = "zwakker", round = 1, ground = "geheim-woord" }));
        var other = weighing.As(shared.Api.Client(new Identity("een-ander", DemoCorporations.Merenland.Code, "strategist", "reader")));
        foreach (var address in new[] { "", "/consequences", "/events?limit=200", "/outcome", "/explanation", "/comparison?from=0" })
        {
            var text = (await other.Read(address)).Text;
            text.ShouldNotContain("geheim-woord", Case.Sensitive, address);
            text.ShouldNotContain("\"word\":\"zwakker\"", Case.Sensitive, address);
        }
        (await other.Get("/outcome")).GetProperty("beside").GetProperty("unread").GetInt32().ShouldBe(1);
        (await other.Get()).GetProperty("hidden")[0].GetProperty("part").GetString().ShouldBe("consequences/1");
        using var revised = await other.Newest().Send("/consequences/1/revisions", new { word = "gelijk" });
        (await revised.Problem(HttpStatusCode.NotFound)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-such-consequence");

        await weighing.Record("/rounds/1/closing", new { });
        (await other.Get("/consequences")).GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("WIE", """{"positive":true}""", "consequence-missing", "/negative")]
    [InlineData("WIE", """{"positive":true,"negative":false,"word":"sterker"}""", "not-of-this-scale", "/word")]
    [InlineData("WIJK", """{"word":"beter"}""", "not-on-the-list", "/word")]
    [InlineData("WIJK", "{}", "consequence-missing", "/word")]
    [InlineData("BATEN", """{"amounts":[{"party":"provincie","low":1,"expected":1,"high":1}]}""", "not-on-the-list", "/amounts/0/party")]
    [InlineData("BATEN", """{"amounts":[{"party":"huurders","low":2,"expected":1,"high":1}]}""", "estimate-out-of-order", "/amounts/0/low")]
    [InlineData("BET", """{"word":"beter"}""", "criterion-is-scored", "/criterion")]
    [InlineData("XYZ", """{"word":"beter"}""", "unknown-criterion", "/criterion")]
    public async Task What_does_not_fit_the_scale_is_refused_with_the_field_and_stores_nothing(string criterion, string what, string code, string pointer)
    {
        var weighing = await Weighing(shared.Api.Client());
        using var answer = await weighing.Send("/consequences", Says(criterion, JsonDocument.Parse(what).RootElement));
        (await answer.Problem(HttpStatusCode.BadRequest)).Errors.Select(e => (e.Code, e.Pointer)).ShouldContain((code, pointer));
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Fact]
    public async Task A_scale_on_which_nothing_can_be_said_is_refused_and_a_reference_lies_on_its_scale()
    {
        var weighing = await Weighing(shared.Api.Client());
        using var answer = await weighing.Send("/criteria", Criteria(new { worst = 0, best = 10, reference = new { value = 11, words = "de buurt ernaast" } }, new { kind = "ordinal", words = new[] { "gelijk" }, unit = "euro" }), "PUT");
        (await answer.Problem(HttpStatusCode.BadRequest)).Errors.Select(e => (e.Code, e.Pointer)).ShouldBe(
            [("reason-missing", "/reason"), ("requester-missing", "/requestedBy"), ("reference-off-scale", "/criteria/0/scale/reference/value"), ("words-too-few", "/beside/1/scale/words"), ("not-of-this-scale", "/beside/1/scale/unit")], ignoreOrder: true);
        using var scored = await weighing.Send("/scores", new { proposal = new { code = "V1" }, criterion = "WIE", by = new { role = "Controller" }, low = 4, expected = 5, high = 6 });
        (await scored.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("criterion-is-beside");
    }
}
