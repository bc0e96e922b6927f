using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Api.Weighings.Views;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>Finding events by what they are about.</summary>
public class HistoryFilterTests(SharedApi shared)
{
    private async Task<WeighingClient> Weighing()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());                                                        // 1
        await weighing.Record("/proposals", new { name = "Een" });                                                            // 2
        await weighing.Record("/proposals", new { name = "Twee" });                                                           // 3
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Commissie", say = "advises" });              // 4
        await weighing.Record("/criteria", new { weightMethod = "direct", criteria = new[] { new { code = "BET", name = "B", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 } } }, "PUT"); // 5
        await weighing.Record("/inputs", new { stakeholder = "B1", proposal = new { code = "V2" }, position = "against" });    // 6
        await weighing.Record("/scores", new { proposal = new { code = "V2" }, criterion = "BET", by = new { role = "R" }, low = 1, expected = 2, high = 3 }); // 7
        await weighing.Record("/advice-requests", new { stakeholder = "B1", about = "De keuze", statutory = false });         // 8
        await weighing.Record("/inputs/1/withdrawal", new { });                                                               // 9
        await weighing.Record("/decisions", new { kind = "chosen", proposal = new { code = "V2" }, rationale = "Daarom" });    // 10
        return weighing;
    }

    [Theory]
    [InlineData("about=V2", "3 6 7 9 10")]
    [InlineData("about=v2", "3 6 7 9 10")]
    [InlineData("about=B1", "4 6 8 9")]
    [InlineData("about=BET", "5 7")]
    [InlineData("part=proposals/V2", "3")]
    [InlineData("part=/proposals/v2", "3")]
    [InlineData("part=adviceRequests/1", "8")]
    [InlineData("part=/advice-requests/1", "8")]
    [InlineData("part=criteriaVersions/1", "5")]
    [InlineData("part=inputs/1", "6 9")]
    [InlineData("part=objections", "")] // there can be some
    [InlineData("part=status", "1 10")]
    [InlineData("part=/", "1 2 3 4 5 6 7 8 9 10")]
    [InlineData("part=Proposals/V1", "2")]
    [InlineData("part=//proposals//v1/", "2")]
    [InlineData("part=/proposals/V2/revisions/1", "3")]
    [InlineData("part=proposals/V2/revisions", "3")]
    [InlineData("part=proposals/V2/revisions/1/content/name", "3")]
    [InlineData("part=criteria/set/criteria/BET/weight", "5")]
    [InlineData("part=criteria/versions", "5")]
    [InlineData("part=criteria", "5")]
    [InlineData("part=framing", "1")]
    [InlineData("part=/framing/framing/title", "1")]
    [InlineData("part=framings/1", "1")]
    [InlineData("part=access/1", "1")]
    [InlineData("part=heard/B1", "6 9")]
    [InlineData("part=/notHeard/B1", "4 6 9")]
    [InlineData("part=decisions/1/standing", "10")]
    [InlineData("part=inputs/1/withdrawal", "9")]
    [InlineData("actor=demo", "1 2 3 4 5 6 7 8 9 10")]
    [InlineData("actor=nobody", "")]
    [InlineData("order=happenedLast&limit=2", "10 9")]
    public async Task Finds(string query, string numbers) => Numbers(await (await Weighing()).Get($"/events?{query}")).ShouldBe(numbers);

    [Theory]
    [InlineData("part=foo", "part", "not-a-choice")]
    [InlineData("part=proposals/V9", "part", "unknown-part")]
    [InlineData("part=proposals/V2/revisions/2", "part", "unknown-part")]
    [InlineData("part=proposals/V2/nothing", "part", "unknown-part")]
    [InlineData("part=framing/nothing", "part", "unknown-part")]
    [InlineData("part=framings/*", "part", "unknown-part")]
    [InlineData("part=status/open", "part", "unknown-part")]
    [InlineData("part=inputs/1/revisions/1/origin/withdrawal", "part", "unknown-part")]
    [InlineData("about=V9", "about", "unknown-code")]
    public async Task What_cannot_be_there_is_told(string query, string parameter, string code)
    {
        var weighing = await Weighing();
        using var answer = await weighing.Http.GetAsync($"{weighing.Address}/events?{query}", TestContext.Current.CancellationToken);
        var error = (await answer.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Parameter, error.Code).ShouldBe((parameter, code));
    }

    public static TheoryData<string> Histories => RecordedHistory.Names;

    /// <summary>
    /// The law of the filter: whatever path a difference names, and whatever path lies above it or within what came or went, the event that
    /// made it is found there. What no state ever had is refused.
    /// </summary>
    [Theory, MemberData(nameof(Histories))]
    public async Task Every_path_of_a_difference_finds_the_events_that_made_it(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var random = new Random(name.Length);
        var entries = (await history.Weighing.Get("/events?limit=200")).GetProperty("items").EnumerateArray().ToList();
        var paths = entries.SelectMany(e => e.GetProperty("differences").EnumerateArray()).Select(d => Within(d, random)).SelectMany(Above).Distinct().ToArray();
        random.Shuffle(paths);
        foreach (var path in paths.Take(60 * Size.Factor))
        {
            var expected = string.Join(' ', entries.Where(e => IsTouched(e, path)).Select(e => e.GetProperty("number").GetInt32()));
            foreach (var written in new[] { path, path.TrimStart('/').ToUpperInvariant() })
                Numbers(await history.Weighing.Get($"/events?limit=200&part={Uri.EscapeDataString(written)}")).ShouldBe(expected, written);
            (await history.Weighing.StatusOf($"/events?part={Uri.EscapeDataString(path)}/nothing")).ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task The_correction_of_a_moment_touches_what_it_corrects()
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-01T00:00:00Z";
        var weighing = await WeighingClient.Open(shared.Api.Client(), framing);
        await weighing.Record("/proposals", new { name = "Een", occurredAt = "2026-01-05T00:00:00Z" });
        await weighing.Record("/proposals", new { name = "Twee" });
        await weighing.Record("/moment-corrections", new { @event = 2, moment = "2026-01-03T00:00:00Z", reason = "Verkeerde dag" });
        foreach (var query in new[] { "part=proposals/V1", "part=/proposals/V1/revisions/1/origin/occurredAt", "about=V1" }) Numbers(await weighing.Get($"/events?{query}")).ShouldBe("2 4", query);
        Numbers(await weighing.Get("/events?part=proposals/V2")).ShouldBe("3");
    }

    /// <summary>A code that is also the name of a part in another path is a code.</summary>
    [Theory, InlineData("closing"), InlineData("advice"), InlineData("ending"), InlineData("framing")]
    public async Task A_code_is_what_it_is(string code)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/proposals", new { code, name = "Een" });
        await weighing.Record("/criteria", new { weightMethod = "direct", criteria = new[] { new { code, name = "B", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 } } }, "PUT");
        Numbers(await weighing.Get($"/events?part=proposals/{code}")).ShouldBe("2");
        Numbers(await weighing.Get($"/events?part=/criteria/set/criteria/{code}/weight")).ShouldBe("3");
    }

    /// <summary>A reopening ends the decision, so it touches what was chosen; what an input says later is not what it said.</summary>
    [Fact]
    public async Task What_is_gone_on_with_counts_as_far_as_it_went_then()
    {
        var weighing = await Weighing();
        await weighing.Record("/reopenings", new { reason = "Nieuwe feiten" });                                                // 11
        await weighing.Record("/inputs", new { stakeholder = "B1", proposal = new { code = "V1" }, position = "against" });    // 12
        await weighing.Record("/inputs/2/revisions", new { proposal = new { code = "V2" }, position = "against" });            // 13
        await weighing.Record("/inputs/2/withdrawal", new { });                                                                // 14
        Numbers(await weighing.Get("/events?about=V2")).ShouldBe("3 6 7 9 10 11 13 14");
        Numbers(await weighing.Get("/events?about=V1")).ShouldBe("2 12 13 14");
    }

    /// <summary>
    /// Who recorded an input reads what they recorded, and not how the party went on with it in the blind round: no filter may tell.
    /// </summary>
    [Fact]
    public async Task What_a_party_made_of_an_input_in_a_blind_round_is_not_told_to_who_recorded_it()
    {
        using var party = shared.Api.Client("de-partij-zelf");
        var weighing = await WeighingClient.Open(shared.Api.Client());                                                         // 1
        foreach (var name in new[] { "Een", "Twee", "Drie" }) await weighing.Record("/proposals", new { name });               // 2 3 4
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Commissie", say = "advises", subject = "de-partij-zelf" }); // 5
        await weighing.Record("/rounds", new { about = "Ronde", blind = true });                                               // 6
        await weighing.Record("/inputs", new { stakeholder = "B1", round = 1, proposal = new { code = "V1" }, position = "against" }); // 7
        await weighing.As(party).Record("/inputs/1/revisions", new { proposal = new { code = "V2" }, position = "inFavour", preferredProposal = "V3" }); // 8
        await Finds("about=V1", "2 7", "2 7 8");
        await Finds("about=V2", "3", "3 8");
        await Finds("about=V3", "4", "4 8");
        await Finds("about=B1", "5 7 8", "5 7 8");
        await Finds("part=inputs/1", "7 8", "7 8"); // that somebody revised it is no secret
        await Finds("part=inputs/1/revisions/2/content", null, "8");
        await Finds("part=inputs/1/revisions/1/content", "7 8", "7"); // to the recorder it goes, as the differences of 8 say
        await weighing.Newest().Record("/rounds/1/closing", new { });
        await Finds("about=V2", "3 8", "3 8");

        async Task Finds(string query, string? recorder, string own)
        {
            if (recorder is not null) Numbers(await weighing.Get($"/events?{query}")).ShouldBe(recorder, query);
            else (await weighing.StatusOf($"/events?{query}")).ShouldBe(HttpStatusCode.BadRequest, query);
            Numbers(await weighing.As(party).Get($"/events?{query}")).ShouldBe(own, query);
        }
    }

    [Fact]
    public async Task By_conversation()
    {
        var weighing = await Weighing();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{weighing.Address}/rounds") { Content = System.Net.Http.Json.JsonContent.Create(new { about = "Ronde", blind = true }) };
        request.Headers.Add("X-Stuurgegevens-Referentienummer", "zaak-7");
        using (var answer = await weighing.Http.SendAsync(request, TestContext.Current.CancellationToken)) answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        Numbers(await weighing.Get("/events?correlationId=zaak-7")).ShouldBe("11");
    }

    [Fact]
    public async Task What_a_blind_round_hides_is_found_by_the_party_alone()
    {
        var weighing = await Weighing();
        await weighing.Newest().Record("/rounds", new { about = "Ronde", blind = true });
        await weighing.Newest().Record("/inputs", new { stakeholder = "B1", round = 1, proposal = new { code = "V1" }, position = "against" });
        using var other = shared.Api.Client("een-ander");
        Numbers(await weighing.As(other).Get("/events?about=V1")).ShouldBe("2");
        Numbers(await weighing.As(other).Get("/events?about=B1")).ShouldBe("4 6 8 9 12");
        Numbers(await weighing.Get("/events?about=V1")).ShouldBe("2 12");
    }

    [Fact]
    public async Task Pages_in_the_order_of_happening_go_on_where_they_were()
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-01T00:00:00Z";
        var weighing = await WeighingClient.Open(shared.Api.Client(), framing);
        foreach (var day in (int[])[5, 3, 9, 1, 7]) await weighing.Record("/proposals", new { name = $"Dag {day}", occurredAt = $"2026-02-0{day}T00:00:00Z" });
        var (found, cursor) = (new List<string>(), "");
        do
        {
            var page = await weighing.Get($"/events?order=happenedFirst&limit=2{cursor}");
            found.Add(Numbers(page));
            cursor = page.TryGetProperty("nextCursor", out var next) && next.GetString() is { } at ? $"&cursor={at}" : "";
        }
        while (cursor.Length > 0);
        string.Join(' ', found).ShouldBe("1 5 3 2 6 4");
    }

    private static string Numbers(JsonElement page) => string.Join(' ', page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()));

    /// <summary>The path of a difference, or one within what came or went.</summary>
    private static string Within(JsonElement difference, Random random)
    {
        var path = difference.GetProperty("path").GetString()!;
        var value = difference.TryGetProperty(difference.GetProperty("kind").GetString() == "removed" ? "from" : "to", out var given) ? given : default;
        while (difference.GetProperty("kind").GetString() != "changed" && Below(value).ToList() is { Count: > 0 } below && random.Next(4) > 0)
        {
            var (name, child) = below[random.Next(below.Count)];
            (path, value) = ($"{path}/{name}", child);
        }
        return path;
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
    }

    /// <summary>Whether an entry of the history shows a difference at a path, above it or below it.</summary>
    internal static bool IsTouched(JsonElement entry, string path) => entry.GetProperty("differences").EnumerateArray().Any(difference =>
    {
        var made = difference.GetProperty("path").GetString()!;
        if (made == path || made.StartsWith(path + "/", StringComparison.Ordinal)) return true;
        return path.StartsWith(made + "/", StringComparison.Ordinal) && new[] { "from", "to" }.Any(side => difference.TryGetProperty(side, out var value) && Has(value, path[(made.Length + 1)..].Split('/')));
    });

    private static bool Has(JsonElement value, string[] names) => names is [] || Below(value).Any(b => b.Name == names[0] && Has(b.Value, names[1..]));

    private static IEnumerable<(string Name, JsonElement Value)> Below(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(p => (p.Name, p.Value)),
        JsonValueKind.Array => ViewPaths.Elements(value).Select(e => (e.Key, e.Value)),
        _ => [],
    };
}
