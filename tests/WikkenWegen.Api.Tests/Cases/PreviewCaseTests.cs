using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Cases;

/// <summary>The preview of a case over HTTP: it tells what would be shared and what was taken out, and records nothing.</summary>
public class PreviewCaseTests(SharedApi shared)
{
    private static readonly object General = new { question = "Opknappen of vervangen?" };

    private static async Task<JsonElement> Preview(WeighingClient weighing, object body)
    {
        using var response = await weighing.SendRaw("/cases/preview", JsonSerializer.Serialize(body));
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<IReadOnlyList<ProblemError>> Refused(WeighingClient weighing, object body, HttpStatusCode status)
    {
        using var response = await weighing.SendRaw("/cases/preview", JsonSerializer.Serialize(body));
        return (await response.Problem(status)).Errors;
    }

    [Fact]
    public async Task Of_an_example_it_holds_no_word_of_the_weighing_but_what_was_written_and_released()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await ExampleTests.Load(http, ExampleWeighing.All().Single(e => e.Reference == "AFW-2026-014"));
        var given = (await weighing.Get("/events?type=input_given")).GetProperty("items")[0].GetProperty("number").GetInt32();
        var preview = await Preview(weighing, new
        {
            question = "Opknappen of vervangen?",
            proposals = new[] { new { code = "v2", text = "Opknappen" } },
            quotes = new[] { new { @event = given, field = "statement" } },
        });
        var copy = preview.GetProperty("copy");
        foreach (var literal in new[] { "Merel", "1043", "BU99010302", "AFW-2026", "10400000", "2026-05-19", "\"V2\"", "\"BET\"", "Bewonerscommissie", "Woonkwaliteit", "demo-" })
            copy.GetRawText().ShouldNotContain(literal, Case.Insensitive);
        copy.GetProperty("quotes")[0].GetProperty("text").GetString().ShouldStartWith("Wij willen hier blijven wonen.");
        copy.GetProperty("proposals")[1].GetProperty("description").GetString().ShouldBe("Opknappen");
        copy.GetProperty("decisions")[0].GetProperty("taken").GetString().ShouldBe("2026-Q2");
        preview.TryGetProperty("digest", out _).ShouldBeFalse("nothing is recorded of it");
        var removed = preview.GetProperty("report").GetProperty("removed").EnumerateArray().ToDictionary(r => r.GetProperty("kind").GetString()!, r => r.GetProperty("count").GetInt32());
        (removed["place"], removed["complex"], removed["amount"]).ShouldBe((3, 1, 3));
        preview.GetProperty("report").GetProperty("notice").GetProperty("dutch").GetString().ShouldStartWith("Wie de zaak of de corporatie kent");
        (await Preview(weighing, General)).GetProperty("copy").GetRawText().ShouldNotBe(copy.GetRawText());
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version, "nothing is recorded");
    }

    [Fact]
    public async Task A_secret_weighing_and_an_open_blind_round_are_refused()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/rounds", new { about = "Blind", blind = true });
        (await Refused(weighing, General, HttpStatusCode.Conflict)).Select(e => e.Code).ShouldBe(["case-in-blind-round"]);
        await weighing.Record("/rounds/1/closing", new { });
        await Preview(weighing, General);
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = "secret";
        framing["reason"] = "Het ligt gevoelig.";
        await weighing.Record("/framing", framing, "PUT");
        (await Refused(weighing, General, HttpStatusCode.Conflict)).Select(e => e.Code).ShouldBe(["case-of-secret"]);
    }

    [Fact]
    public async Task Bad_input_is_named_field_by_field()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["complexes"] = new JsonArray("https://complex.example/1043");
        var weighing = await WeighingClient.Open(http, framing);
        (await Refused(weighing, new
        {
            question = "Wat doen we met 1043?",
            criteria = new[] { new { code = "BET", text = "Kosten" } },
            proposals = new[] { new { code = "V9", text = "Slopen" } },
            parties = new[] { new { code = "B9", kind = "care" } },
            quotes = new[] { new { @event = 1, field = "statement" }, new { @event = 1, field = "personName" } },
        }, HttpStatusCode.BadRequest)).Select(e => (e.Code, e.Pointer)).ShouldBe(
        [
            ("case-criterion-unknown", "/criteria/0/code"), ("unknown-proposal", "/proposals/0/code"), ("unknown-stakeholder", "/parties/0/code"), ("case-quote-not-there", "/quotes/0"),
            ("case-quote-of-person", "/quotes/1/field"), ("case-text-identifies", "/question"),
        ]);
        (await Refused(weighing, new { title = "Zonder vraag" }, HttpStatusCode.BadRequest)).Select(e => e.Pointer).ShouldBe(["/question"]);
        (await Refused(weighing, new { question = "Wat?", reference = "AFW" }, HttpStatusCode.BadRequest)).Select(e => e.Pointer).ShouldBe(["/reference"]);
    }

    /// <summary>All criteria of some instruments stand beside. What it is called here is told by the registration of the corporation.</summary>
    [Fact]
    public async Task Criteria_that_stand_beside_are_in_it_and_the_name_of_the_corporation_is_refused()
    {
        var corporation = await Audited.Corporation(shared.Api, "Stichting Woonwijzer Merenland (fictief)"); // of its own: other tests give the examples other names
        using var http = await AsDocumented.Client(shared.Api, new Identity("strateeg", corporation.Code, Roles.Strategist));
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/criteria", new { criteria = Array.Empty<object>(), beside = new[] { new { code = "GEZOND", name = "Gezondheid", scale = new { kind = "positiveNegative" } } }, weightMethod = "direct" }, "PUT");
        var copy = (await Preview(weighing, new { question = "Opknappen of vervangen?", criteria = new[] { new { code = "gezond", text = "Of men er gezonder van wordt" } } })).GetProperty("copy");
        JsonSerializer.Serialize(copy.GetProperty("criteria")).ShouldBe("""[{"number":1,"name":"Of men er gezonder van wordt","inWords":false,"beside":"positiveNegative"}]""");
        var refused = (await Refused(weighing, new { question = "Wat doet Woonwijzer Merenland hiermee?" }, HttpStatusCode.BadRequest)).ShouldHaveSingleItem();
        (refused.Code, refused.Pointer).ShouldBe(("case-text-identifies", "/question"));
        refused.Detail.ShouldContain("Woonwijzer Merenland");
    }

    /// <summary>Why a link was ended, and what was noted with it, is for nobody who may not see the other weighing: not by way of a case either.</summary>
    [Fact]
    public async Task What_tells_of_a_weighing_that_one_may_not_see_is_neither_released_nor_told()
    {
        using var named = await AsDocumented.Client(shared.Api, new Identity("strateeg-die-het-weet", DemoCorporations.Merenland.Code, Roles.Strategist));
        using var other = await AsDocumented.Client(shared.Api, new Identity("strateeg-die-het-niet-weet", DemoCorporations.Merenland.Code, Roles.Strategist));
        using var decider = await AsDocumented.Client(shared.Api, new Identity("beslisser-die-het-niet-weet", DemoCorporations.Merenland.Code, Roles.Decider));
        var (open, hidden) = (WeighingClient.Framing, WeighingClient.Framing);
        (open["confidentiality"], hidden["confidentiality"]) = ("confidential", "secret");
        var (weighing, secret) = (await WeighingClient.Open(named, open), await WeighingClient.Open(named, hidden));
        await weighing.Record("/links", new { relation = "runsBeside", weighing = secret.Id, note = "Vanwege de Merelflat" });
        await weighing.Record("/links/1/ending", new { reason = "De gemeente verkoopt." });
        var asked = new { question = "Is de merelflat te redden?", quotes = new[] { new { @event = 3, field = "reason" } } };
        var about = new { asked.question };

        (await Preview(weighing, asked)).GetProperty("copy").GetProperty("quotes")[0].GetProperty("text").GetString().ShouldBe("De gemeente verkoopt.");
        Told(await Preview(weighing, about)).ShouldBe((3, true));
        Told(await Preview(weighing.As(other), about)).ShouldBe((1, false));
        (await Refused(weighing.As(other), asked, HttpStatusCode.BadRequest)).Select(e => (e.Code, e.Pointer)).ShouldBe([("case-quote-not-there", "/quotes/0")]);
        using (var refused = await weighing.As(other).Send("/cases", asked)) (await refused.Problem(HttpStatusCode.BadRequest)).Errors.Select(e => e.Code).ShouldBe(["case-quote-not-there"]);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(3, "nothing is recorded");

        // What somebody released who may read it is in the case for whoever is to read that; its report is not.
        await weighing.Record("/cases", asked);
        var copy = await weighing.As(decider).Get("/cases/1/copy");
        copy.GetProperty("copy").GetProperty("quotes").GetArrayLength().ShouldBe(1);
        Told(copy).ShouldBe((1, false));
        Told(await weighing.Get("/cases/1/copy")).ShouldBe((3, true));
        await weighing.As(decider).Record("/cases/1/approval", new { digest = copy.GetProperty("digest").GetString() });

        static (int LastEvent, bool TellsTheNote) Told(JsonElement preview) => (
            preview.GetProperty("report").GetProperty("removed").EnumerateArray().SelectMany(r => r.GetProperty("events").EnumerateArray()).Max(e => e.GetInt32()),
            preview.GetProperty("report").GetProperty("hints").GetRawText().Contains("merelflat", StringComparison.Ordinal));
    }

    /// <summary>Whether it can be approved and shared does not depend on it; who is to approve it reads what the gate approves.</summary>
    [Fact]
    public async Task A_corporation_that_gets_another_name_changes_no_case_that_was_prepared()
    {
        var corporation = await Audited.Corporation(shared.Api, "Stichting Woonrust");
        using var http = await AsDocumented.Client(shared.Api, new Identity("strateeg", corporation.Code, Roles.Strategist));
        using var decider = await AsDocumented.Client(shared.Api, new Identity("beslisser", corporation.Code, Roles.Decider));
        using var administrator = shared.Api.Client(new Identity("beheer", null, Roles.Administrator));
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/cases", new { question = "Wat doet Woonlust hiermee?" });
        using (var renaming = new HttpRequestMessage(HttpMethod.Put, $"/v1/corporations/{corporation.Code}") { Content = System.Net.Http.Json.JsonContent.Create(new { name = "Stichting Woonlust", kvkNumber = "00000027" }) })
        {
            renaming.Headers.TryAddWithoutValidation("If-Match", "*");
            using var renamed = await administrator.SendAsync(renaming, TestContext.Current.CancellationToken);
            renamed.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        (await Refused(weighing, new { question = "Wat doet Woonlust hiermee?" }, HttpStatusCode.BadRequest)).Select(e => e.Code).ShouldBe(["case-text-identifies"]);
        var copy = await weighing.As(decider).Get("/cases/1/copy");
        copy.GetProperty("report").GetProperty("hints").GetRawText().ShouldContain("Woonlust", Case.Sensitive, "that it is the name now is told");
        await weighing.As(decider).Record("/cases/1/approval", new { digest = copy.GetProperty("digest").GetString() });
    }

    [Fact]
    public async Task It_is_for_who_runs_the_weighing_and_not_for_who_may_not_see_it()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var reader = shared.Api.Client(new Identity("lezer", DemoCorporations.Merenland.Code, [Roles.Reader]));
        using var refused = await weighing.As(reader).SendRaw("/cases/preview", JsonSerializer.Serialize(General));
        await refused.Problem(HttpStatusCode.Forbidden);
        using var nowhere = await http.PostAsync(new Uri($"/v1/weighings/{Guid.NewGuid()}/cases/preview", UriKind.Relative), new StringContent(JsonSerializer.Serialize(General), null, "application/json"), TestContext.Current.CancellationToken);
        await nowhere.Problem(HttpStatusCode.NotFound);
    }
}
