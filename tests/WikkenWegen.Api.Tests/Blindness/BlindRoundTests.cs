using System.Net;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Blindness;

/// <summary>Until a blind round closes, nobody reads there what another gave; afterwards everybody reads all of it.</summary>
public class BlindRoundTests(SharedApi shared)
{
    [Fact]
    public async Task Before_it_closes_each_reads_only_their_own_and_afterwards_all_read_everything()
    {
        var round = await Prepared();
        var (anna, bert, demo, cor) = (round.As("anna"), round.As("bert"), round.As("demo"), round.As("cor"));
        // Anna gives by herself; for the fourth party, who does not sign in, demo types it in.
        await anna.Record("/inputs", new { round = 1, stakeholder = "B1", proposal = new { code = "V1" }, position = "overridingObjection", statement = "annasgeheim-tekst", conditions = new[] { "annasgeheim-voorwaarde" }, resistance = 9, preferredProposal = "V2" });
        await anna.Record("/objections", new { round = 1, stakeholder = "B1", input = 1, grounds = "annasgeheim-bezwaar" });
        await anna.Record("/scores", new { round = 1, proposal = new { code = "V1" }, criterion = "BET", by = new { stakeholder = "B1" }, low = 2.718281m, expected = 3.141592m, high = 4.669201m, ground = "annasgeheim-grond" });
        await demo.Newest().Record("/inputs", new { round = 1, stakeholder = "B4", statement = "papier-tekst", position = "neutral" });
        string[] annas = ["annasgeheim-tekst", "annasgeheim-voorwaarde", "annasgeheim-bezwaar", "annasgeheim-grond", "2.718281", "3.141592", "4.669201", "overridingObjection", "overwegend bezwaar", "overriding objection", "\"resistance\":9", "\"preferredProposal\""];
        string[] papers = ["papier-tekst", "\"neutral\"", "neutraal"];

        await Reads(round, "anna", annas);
        await Reads(round, "demo", papers);
        await Hidden(round, "anna", papers);
        await Hidden(round, "demo", annas);
        foreach (var reader in new[] { "bert", "cor" }) await Hidden(round, reader, [.. annas, .. papers]);
        foreach (var (reader, own) in new[] { (anna, annas[..4]), (demo, ["papier-tekst"]) })
        {
            var all = await reader.Everything([]);
            foreach (var text in own) all.Count(a => a.Text.Contains(text, StringComparison.Ordinal)).ShouldBeGreaterThan(10, text);
        }

        // That there is something is said, and by whom, and that the reader must wait.
        var view = await cor.Get();
        view.GetProperty("inputs").GetArrayLength().ShouldBe(0);
        view.GetProperty("hidden").EnumerateArray().Select(h => h.GetProperty("part").GetString()).ShouldBe(["inputs/1", "inputs/2", "objections/1", "scores/1"], ignoreOrder: true);
        (await cor.StatusOf("/inputs/1")).ShouldBe(HttpStatusCode.NotFound);
        var entry = (await cor.Get("/events?type=objection_raised")).GetProperty("items")[0];
        entry.GetProperty("hidden").GetBoolean().ShouldBeTrue();
        entry.TryGetProperty("event", out _).ShouldBeFalse();
        entry.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("path").GetString()!).ShouldAllBe(path => path.StartsWith("/heard", StringComparison.Ordinal), "that a party gave something is no secret");

        var closing = (await demo.Newest().Record("/rounds/1/closing", new { })).GetProperty("version").GetInt32();
        foreach (var reader in new[] { anna, bert, demo, cor })
        {
            foreach (var path in new[] { "", $"?version={closing - 1}", "/events?limit=200", "/comparison?from=0" })
                foreach (var text in annas[..4].Append("papier-tekst")) (await reader.Read(path)).Text.ShouldContain(text, Case.Sensitive, path);
            (await reader.Get()).GetProperty("hidden").GetArrayLength().ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_is_added_to_what_another_recorded_is_hidden_from_the_one_who_recorded_it()
    {
        var round = await Prepared();
        var (anna, demo) = (round.As("anna"), round.As("demo"));
        // Demo types in what Anna gave on paper; then she signs in and goes on by herself.
        await demo.Record("/inputs", new { round = 1, stakeholder = "B1", statement = "van-papier", position = "inFavour" });
        await demo.Record("/objections", new { round = 1, stakeholder = "B1", grounds = "bezwaar-van-papier" });
        await demo.Record("/scores", new { round = 1, proposal = new { code = "V1" }, criterion = "BET", by = new { stakeholder = "B1" }, low = 2, expected = 3, high = 4, ground = "score-van-papier" });
        (await demo.Read("")).Text.ShouldContain("van-papier");
        await anna.Newest().Record("/inputs/1/revisions", new { statement = "annasgeheim-nader", position = "against", reason = "annasgeheim-waarom" });
        await anna.Record("/scores/1/revisions", new { low = 2.718281m, expected = 3.141592m, high = 4.669201m, ground = "annasgeheim-nadere-grond" });
        await anna.Record("/objections/1/resolution", new { means = "takenBack", resolution = "annasgeheim-trekt-terug" });
        string[] annas = ["annasgeheim-nader", "annasgeheim-waarom", "\"against\"", "tegen.", "annasgeheim-nadere-grond", "2.718281", "3.141592", "annasgeheim-trekt-terug", "takenBack", "het is ingetrokken", "taken back"];
        await Reads(round, "anna", annas);
        await Hidden(round, "demo", annas);
        await Hidden(round, "cor", annas);
        await anna.Record("/inputs/1/withdrawal", new { reason = "annasgeheim-trekt-in" });
        await Reads(round, "anna", "annasgeheim-trekt-in");
        await Hidden(round, "demo", [.. annas, "annasgeheim-trekt-in"]);

        // What one recorded oneself stays there to read: in the history, and in the versions before another went on with it.
        (await demo.Read("/events?limit=200")).Text.ShouldContain("van-papier");
        foreach (var text in new[] { "van-papier", "annasgeheim-nader", "annasgeheim-nadere-grond", "annasgeheim-trekt-terug", "annasgeheim-trekt-in" })
            (await anna.Read("")).Text.ShouldContain(text);

        await demo.Newest().Record("/rounds/1/closing", new { });
        foreach (var text in new[] { "van-papier", "annasgeheim-nader", "annasgeheim-waarom", "annasgeheim-nadere-grond", "annasgeheim-trekt-terug", "annasgeheim-trekt-in" })
            (await demo.Read("")).Text.ShouldContain(text);
    }

    [Fact]
    public async Task Of_two_rounds_at_once_each_hides_its_own_until_it_closes()
    {
        var weighing = await Prepared();
        var (anna, bert) = (weighing.As("anna"), weighing.As("bert"));
        await weighing.As("demo").Record("/rounds", new { about = "Tweede", blind = true });
        await anna.Newest().Record("/inputs", new { round = 1, stakeholder = "B1", statement = "annasgeheim-in-een" });
        await anna.Record("/inputs", new { round = 2, stakeholder = "B1", statement = "annasgeheim-in-twee" });
        await anna.Record("/inputs", new { stakeholder = "B1", statement = "annasgeheim-buiten" });
        await Reads(weighing, "anna", "annasgeheim-in-een", "annasgeheim-in-twee");
        await Hidden(weighing, "bert", "annasgeheim-in-een", "annasgeheim-in-twee");
        (await bert.Read("")).Text.ShouldContain("annasgeheim-buiten");

        await weighing.As("demo").Newest().Record("/rounds/2/closing", new { });
        await Hidden(weighing, "bert", "annasgeheim-in-een");
        (await bert.Read("")).Text.ShouldContain("annasgeheim-in-twee");

        await weighing.As("demo").Newest().Record("/rounds/1/closing", new { });
        (await bert.Read("?version=" + (await bert.Get()).GetProperty("version").GetInt32())).Text.ShouldContain("annasgeheim-in-een");
    }

    [Fact]
    public async Task A_refusal_tells_nothing_of_what_is_hidden()
    {
        var weighing = await Prepared();
        var (anna, bert) = (weighing.As("anna"), weighing.As("bert"));
        await anna.Record("/inputs", new { round = 1, stakeholder = "B1", statement = "annasgeheim-tekst", position = "against", resistance = 8 });
        await anna.Record("/objections", new { round = 1, stakeholder = "B1", grounds = "annasgeheim-bezwaar" });
        await anna.Record("/scores", new { round = 1, proposal = new { code = "V1" }, criterion = "BET", by = new { stakeholder = "B1" }, low = 2.718281m, expected = 3.141592m, high = 4.669201m });
        string[] secrets = ["annasgeheim-tekst", "annasgeheim-bezwaar", "\"against\"", "tegen", "\"resistance\":8", "2.718281", "3.141592", "4.669201"];
        await Reads(weighing, "anna", secrets);
        var attempts = new (string Path, object Body)[]
        {
            ("/inputs/1/revisions", new { }), ("/inputs/1/revisions", new { statement = "x", occurredAt = "2026-01-01T00:00:00Z" }), ("/inputs/9/withdrawal", new { }),
            ("/objections", new { round = 1, stakeholder = "B2", input = 1, grounds = "x" }), ("/objections/1/resolution", new { means = "explained" }),
            ("/scores", new { round = 1, proposal = new { code = "V1" }, criterion = "BET", by = new { stakeholder = "B1" }, low = 1, expected = 1, high = 1 }),
            ("/scores/1/revisions", new { low = 99, expected = 1, high = 0 }), ("/rounds/1/closing", new { occurredAt = "2026-01-01T00:00:00Z" }),
            ("/cancellation", new { reason = "x", occurredAt = "2026-01-01T00:00:00Z" }),
        };
        foreach (var (path, body) in attempts)
            foreach (var language in new[] { "nl", "en" })
                foreach (var match in new[] { "*", "\"1\"" })
                {
                    using var response = await bert.As(shared.Api.Client("bert", language)).Send(path, body, ifMatch: match);
                    ((int)response.StatusCode).ShouldBeInRange(400, 412, path);
                    var text = await response.Whole();
                    foreach (var secret in secrets) text.ShouldNotContain(secret, Case.Sensitive, path);
                }
    }

    /// <summary>Numbers of what is hidden, and of what is not there, get the same answer, whatever else is wrong and whatever version is named.</summary>
    [Fact]
    public async Task What_is_hidden_is_answered_as_if_it_were_not_there()
    {
        var weighing = await Prepared();
        var (anna, bert) = (weighing.As("anna"), weighing.As("bert"));
        await anna.Record("/inputs", new { round = 1, stakeholder = "B1", statement = "annasgeheim-tekst", position = "against" });
        await anna.Record("/objections", new { round = 1, stakeholder = "B1", grounds = "annasgeheim-bezwaar" });
        await anna.Record("/scores", new { round = 1, proposal = new { code = "V1" }, criterion = "BET", by = new { stakeholder = "B1" }, low = 2, expected = 3, high = 4 });
        var attempts = new (string Path, object Body)[]
        {
            ("/inputs/{0}/revisions", new { }), ("/inputs/{0}/revisions", new { statement = "x" }), ("/inputs/{0}/revisions", new { statement = "x", proposal = new { code = "V9" } }),
            ("/inputs/{0}/withdrawal", new { }), ("/inputs/{0}/withdrawal", new { occurredAt = "2020-01-01T00:00:00Z" }),
            ("/objections/{0}/resolution", new { means = "explained", resolution = "x" }), ("/objections/{0}/resolution", new { means = "explained" }),
            ("/scores/{0}/revisions", new { low = 2, expected = 3, high = 4 }), ("/scores/{0}/revisions", new { low = 99, expected = 100, high = 101 }), ("/scores/{0}/revisions", new { low = 3, expected = 2, high = 1 }),
        };
        foreach (var (path, body) in attempts)
            foreach (var match in new[] { "*", "\"1\"", $"\"{weighing.Weighing.Version}\"", $"\"{anna.Version}\"", "\"999\"" })
                (await Answer(path, 1, body, match)).ShouldBe(await Answer(path, 77, body, match), $"{path} {match}");
        (await Answer("/scores/{0}/revisions", 1, new { low = 99, expected = 100, high = 101 }, "*")).ShouldContain("no-such-score");

        async Task<string> Answer(string path, int number, object body, string match)
        {
            using var response = await bert.Send(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, number), body, ifMatch: match);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            return $"{response.StatusCode} {problem["type"]} {problem["detail"]} {problem["errors"]!.ToJsonString()}".Replace($" {number} ", " N ", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_hidden_score_is_about_is_told_neither_by_another_one_nor_by_a_corrected_moment()
    {
        var answers = new List<string>();
        foreach (var about in new[] { "V1", "V2" })
        {
            var weighing = await Prepared();
            var (anna, bert) = (weighing.As("anna"), weighing.As("bert"));
            await anna.Record("/scores", new { round = 1, proposal = new { code = about }, criterion = "BET", by = new { stakeholder = "B1" }, low = 2, expected = 3, high = 4 });
            using (var given = await bert.Newest().Send("/scores", new { round = 1, proposal = new { code = "V1" }, criterion = "BET", by = new { stakeholder = "B1" }, low = 2, expected = 3, high = 4 }))
                answers.Add(await Codes(given));
            // Past the score, which could then not have been about it.
            var moment = (await bert.Get($"/events/{anna.Version}")).GetProperty("occurredAt").GetString();
            using (var corrected = await bert.Newest().Send("/moment-corrections", new { @event = 2, moment, reason = "Verschreven." })) answers.Add(await Codes(corrected));
        }
        answers[..2].ShouldBe(answers[2..]);
        answers[0].ShouldBe("Forbidden given-unread");

        static async Task<string> Codes(HttpResponseMessage response) =>
            $"{response.StatusCode} {string.Join(' ', JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]!.AsArray().Select(e => e!["code"]))}";
    }

    /// <summary>Whoever may read them reads them: what is nowhere to be read would be hidden without anybody hiding it.</summary>
    private static async Task Reads(BlindWeighing weighing, string reader, params string[] secrets)
    {
        var all = new List<string>();
        foreach (var language in new[] { "nl", "en" }) all.AddRange((await weighing.As(reader, language).Everything([], step: 100)).Select(a => a.Text));
        secrets.Where(secret => !all.Exists(text => text.Contains(secret, StringComparison.Ordinal))).ShouldBeEmpty($"{reader} does not read what is the reader's own");
    }

    /// <summary>In neither language does the reader come upon them.</summary>
    private static async Task Hidden(BlindWeighing weighing, string reader, params string[] secrets)
    {
        foreach (var language in new[] { "nl", "en" })
            foreach (var (address, text) in await weighing.As(reader, language).Everything(secrets, step: 2))
                foreach (var secret in secrets) text.ShouldNotContain(secret, Case.Sensitive, address);
    }

    /// <summary>A weighing with a blind round that is open, and parties who sign in as anna and bert.</summary>
    private async Task<BlindWeighing> Prepared()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/proposals", new { name = "Slopen" });
        await weighing.Record("/criteria", new
        {
            criteria = new[] { new { code = "BET", name = "Betaalbaarheid", direction = "higherIsBetter", scale = new { worst = 1, best = 10 }, weight = 1 } },
            weightMethod = "direct",
        }, "PUT");
        foreach (var subject in new[] { "anna", "bert", "carla", null })
            await weighing.Record("/stakeholders", new { party = "Partij", role = "Rol", say = "givesInput", subject });
        await weighing.Record("/rounds", new { about = "De richting", blind = true });
        return new BlindWeighing(weighing, shared);
    }

    private sealed record BlindWeighing(WeighingClient Weighing, SharedApi Shared)
    {
        public WeighingClient As(string subject, string language = "en") => Weighing.As(Shared.Api.Client(subject, language));
    }
}
