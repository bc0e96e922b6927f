using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

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
    [InlineData("actor=demo", "1 2 3 4 5 6 7 8 9 10")]
    [InlineData("actor=nobody", "")]
    [InlineData("order=happenedLast&limit=2", "10 9")]
    public async Task Finds(string query, string numbers) => Numbers(await (await Weighing()).Get($"/events?{query}")).ShouldBe(numbers);

    [Theory]
    [InlineData("part=foo", "part", "not-a-choice")]
    [InlineData("part=proposals/V9", "part", "unknown-part")]
    [InlineData("about=V9", "about", "unknown-code")]
    public async Task What_cannot_be_there_is_told(string query, string parameter, string code)
    {
        var weighing = await Weighing();
        using var answer = await weighing.Http.GetAsync($"{weighing.Address}/events?{query}", TestContext.Current.CancellationToken);
        var error = (await answer.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Parameter, error.Code).ShouldBe((parameter, code));
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
}
