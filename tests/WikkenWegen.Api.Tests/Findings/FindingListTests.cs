using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Gate;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.Tests.Findings;

/// <summary>A host with the example weighings alone, whose clock can be set ahead.</summary>
public sealed class ExaminedApi(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _api;

    /// <summary>The host.</summary>
    public Support.Api Api => _api!;

    /// <summary>Its clock.</summary>
    public SetClock Clock { get; } = new();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase(), services => services.AddSingleton<TimeProvider>(Clock).AddSingleton(new Infrastructure.Store.ClockTolerance(TimeSpan.MaxValue)),
            ("Serilog:MinimumLevel:Default", "Warning"));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _api?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>GET /v1/findings</summary>
public class FindingListTests(ExaminedApi examined) : IClassFixture<ExaminedApi>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<JsonElement> Get(HttpClient http, string address)
    {
        using var response = await http.GetAsync(address, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>All items of a list, from page to page.</summary>
    private static async Task<List<JsonElement>> All(HttpClient http, string query = "", int limit = 200)
    {
        var items = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await Get(http, $"/v1/findings?limit={limit}{query}{cursor}");
            page.TryGetProperty("counts", out _).ShouldBe(cursor.Length == 0);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (!page.TryGetProperty("nextCursor", out var next)) return items;
            cursor = "&cursor=" + next.GetString();
        }
    }

    private static string Whole(JsonElement item) => item.ToString();

    private static string RuleOf(JsonElement item) => item.GetProperty("finding").GetProperty("rule").GetString()!;

    /// <summary>Of each example what an auditor would ask; the days that pass later in these weighings are left out.</summary>
    [Theory]
    [InlineData("AFW-2026-014", "criteria-changed-after-input", "adviser-not-asked", "all-scores-by-one", "framing-without-limits", "recorded-late")]
    [InlineData("AFW-2026-021", "all-scores-by-one", "framing-without-limits", "recorded-late")]
    [InlineData("AFW-2026-030", "criteria-changed-after-input", "support-counted-twice", "all-scores-by-one", "framing-without-limits", "recorded-late")]
    public async Task In_the_examples_it_finds_what_there_is_to_find(string reference, params string[] rules)
    {
        using var http = examined.Api.Client();
        var found = (await All(http)).Where(i => i.TryGetProperty("reference", out var r) && r.GetString() == reference).ToList();
        found.Select(RuleOf).Except(["review-date-passed", "condition-not-followed-up"]).ShouldBe(rules, ignoreOrder: true);

        // The same as the weighing itself says.
        var id = found[0].GetProperty("weighingId").GetString();
        var own = (await Get(http, $"/v1/weighings/{id}/findings")).GetProperty("findings").EnumerateArray().Select(Whole);
        found.Select(i => Whole(i.GetProperty("finding"))).ShouldBe(own, ignoreOrder: true);
    }

    [Theory, InlineData(""), InlineData("&by=occurred"), InlineData("&severity=attention"), InlineData("&from=2026-01-01T00:00:00Z&by=occurred&to=2026-06-01T00:00:00Z")]
    public async Task From_page_to_page_each_comes_once_newest_first_and_the_counts_are_of_all(string query)
    {
        using var http = examined.Api.Client();
        var all = await All(http, query);
        all.Count.ShouldBeGreaterThan(4);
        (await All(http, query, limit: 3)).Select(Whole).ShouldBe(all.Select(Whole));
        var moments = all.Select(i => i.GetProperty("finding").GetProperty(query.Contains("by=occurred") ? "occurredAt" : "recordedAt").GetDateTimeOffset()).ToList();
        moments.ShouldBe(moments.OrderDescending());
        if (query.Contains("from=")) moments.ShouldAllBe(m => m >= new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) && m < new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        if (query.Contains("severity=")) all.ShouldAllBe(i => i.GetProperty("finding").GetProperty("severity").GetString() == "attention");

        var counts = (await Get(http, $"/v1/findings?limit=1{query}")).GetProperty("counts").EnumerateArray().ToDictionary(c => c.GetProperty("rule").GetString()!, c => (c.GetProperty("findings").GetInt32(), c.GetProperty("weighings").GetInt32()));
        counts.ShouldBe(all.GroupBy(RuleOf).ToDictionary(g => g.Key, g => (g.Count(), g.Select(i => i.GetProperty("weighingId").GetString()).Distinct().Count())), ignoreOrder: true);
    }

    [Fact]
    public async Task A_page_leads_back_to_the_one_before()
    {
        using var http = examined.Api.Client();
        var first = await Get(http, "/v1/findings?limit=3");
        using var second = await http.GetAsync($"/v1/findings?limit=3&cursor={first.GetProperty("nextCursor").GetString()}", Cancellation);
        var back = second.Headers.GetValues("Link").Single().Split(", ").Single(l => l.EndsWith("rel=\"prev\"", StringComparison.Ordinal)).Split('<', '>')[1];
        (await Get(http, back)).GetProperty("items").EnumerateArray().Select(Whole).ShouldBe(first.GetProperty("items").EnumerateArray().Select(Whole));
    }

    [Fact]
    public async Task What_is_recorded_shows_at_once_and_so_does_what_takes_it_away()
    {
        using var http = examined.Api.Client("maker");
        var weighing = await WeighingClient.Open(http);
        (await Mine()).ShouldBe(["framing-without-limits"]);
        var limited = WeighingClient.Framing;
        (limited["notHereFor"], limited["reason"]) = ("Zorg", "Vergeten");
        await weighing.Record("/framing", limited, "PUT");
        (await Mine()).ShouldBeEmpty();

        async Task<string[]> Mine() => [.. (await All(http)).Where(i => i.GetProperty("weighingId").GetGuid() == weighing.Id).Select(RuleOf)];
    }

    [Fact]
    public async Task As_of_a_moment_of_the_past_they_are_as_they_were_then()
    {
        using var http = examined.Api.Client("maker");
        var weighing = await WeighingClient.Open(http);
        var opened = (await weighing.Get("/events/1")).GetProperty("recordedAt").GetDateTimeOffset();
        var limited = WeighingClient.Framing;
        (limited["notHereFor"], limited["reason"]) = ("Zorg", "Vergeten");
        await weighing.Record("/framing", limited, "PUT");
        (await Mine("")).ShouldBeEmpty();
        (await Mine(At(opened))).ShouldBe(["framing-without-limits"]);
        (await Mine(At(opened.AddMilliseconds(-1)))).ShouldBeEmpty("it was not there yet");
        (await Mine(At(DateTimeOffset.UtcNow.AddYears(1)))).ShouldBeEmpty("what is to come is not known");

        // A list like any other: its pages, its counts, and the days that had passed by then.
        var all = await All(http, At(opened));
        (await All(http, At(opened), limit: 3)).Select(Whole).ShouldBe(all.Select(Whole));
        var counts = (await Get(http, $"/v1/findings?limit=1{At(opened)}")).GetProperty("counts").EnumerateArray().Sum(c => c.GetProperty("findings").GetInt32());
        counts.ShouldBe(all.Count);
        all.ShouldAllBe(i => i.GetProperty("finding").GetProperty("recordedAt").GetDateTimeOffset() <= opened);
        var cursor = (await Get(http, $"/v1/findings?limit=1{At(opened)}")).GetProperty("nextCursor").GetString();
        foreach (var other in (string[])["", At(opened.AddMilliseconds(-1))])
        {
            using var response = await http.GetAsync($"/v1/findings?limit=1{other}&cursor={cursor}", Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        // Which moment it is of cannot be chosen here: that is said, and not answered as if it had not been asked.
        foreach (var by in (string[])["&by=occurred&from=2020-01-01T00:00:00Z", "&by=occurred"])
        {
            using var refused = await http.GetAsync($"/v1/findings?asOf=2026-06-01T00:00:00Z{by}", Cancellation);
            var error = (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Parameter).ShouldBe(("as-of-is-of-recording", "by"));
        }
        using var wrong = await http.GetAsync("/v1/findings?asOf=morgen", Cancellation);
        (await wrong.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Parameter.ShouldBe("asOf");

        static string At(DateTimeOffset moment) => $"&asOf={Uri.EscapeDataString(moment.ToString("O"))}";

        async Task<string[]> Mine(string at) => [.. (await All(http, at)).Where(i => i.GetProperty("weighingId").GetGuid() == weighing.Id).Select(RuleOf)];
    }

    [Fact]
    public async Task A_day_that_passes_shows_without_any_step()
    {
        using var http = examined.Api.Client("maker");
        var framing = WeighingClient.Framing;
        (framing["notHereFor"], framing["deadline"]) = ("Zorg", DateOnly.FromDateTime(DateTime.UtcNow.AddDays(10)).ToString("yyyy-MM-dd", null));
        var weighing = await WeighingClient.Open(http, framing);
        (await Mine()).ShouldBeEmpty();
        examined.Clock.By = TimeSpan.FromDays(12);
        try
        {
            using var later = examined.Api.Client("maker");
            (await Mine(later)).ShouldBe(["decision-deadline-passed"]);
        }
        finally
        {
            examined.Clock.By = TimeSpan.Zero;
        }

        async Task<string[]> Mine(HttpClient? reader = null) => [.. (await All(reader ?? http)).Where(i => i.GetProperty("weighingId").GetGuid() == weighing.Id).Select(RuleOf)];
    }

    [Fact]
    public async Task Each_reader_sees_those_of_the_weighings_that_they_may_read()
    {
        using var http = examined.Api.Client("maker");
        var seen = new Dictionary<string, List<string>>();
        var opened = new List<WeighingClient>();
        foreach (var confidentiality in new[] { "public", "internal", "confidential", "secret" })
        {
            var framing = WeighingClient.Framing;
            framing["confidentiality"] = confidentiality;
            opened.Add(await WeighingClient.Open(http, framing));
        }
        await opened[3].Record("/stakeholders", new { party = "Bewoners", role = "Bewonersgroep", say = "givesInput", subject = "anna" });
        string[] of = ["public", "internal", "confidential", "secret"];
        (await Seen("reader", "iemand")).ShouldBe(of[..2]);
        (await Seen("decider", "iemand")).ShouldBe(of[..3]);
        (await Seen("auditor", "iemand")).ShouldBe(of);
        (await Seen("contributor", "iemand")).ShouldBeEmpty();
        (await Seen("contributor", "anna")).ShouldBe(["secret"]);
        (await Seen("strategist", "maker")).ShouldBe(of, "who opened it is named");

        async Task<IEnumerable<string>> Seen(string role, string subject)
        {
            using var reader = examined.Api.Client(new Identity(subject, DemoCorporations.Merenland.Code, [role]));
            var ids = (await All(reader)).Select(i => i.GetProperty("weighingId").GetGuid()).ToHashSet();
            var counted = (await Get(reader, "/v1/findings?rule=framing-without-limits&limit=1")).GetProperty("counts").EnumerateArray().Select(c => c.GetProperty("findings").GetInt32()).SingleOrDefault();
            var unlimited = await All(reader, "&rule=framing-without-limits");
            counted.ShouldBe(unlimited.Count);
            var then = await All(reader, $"&rule=framing-without-limits&asOf={Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O"))}");
            then.Select(Whole).ShouldBe(unlimited.Select(Whole));
            return of.Where((_, i) => ids.Contains(opened[i].Id)).ToList();
        }
    }

    [Fact]
    public async Task What_was_given_in_an_open_blind_round_counts_for_nobody_yet()
    {
        using var http = examined.Api.Client("maker");
        using var annas = examined.Api.Client("anna");
        var framing = WeighingClient.Framing;
        (framing["processForm"], framing["approverRole"], framing["notHereFor"]) = ("consent", null, "Zorg");
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonersgroep", say = "consents", subject = "anna" });
        await weighing.Record("/rounds", new { about = "De richting", blind = true });
        await weighing.As(annas).Record("/inputs", new { round = 1, stakeholder = "B1", proposal = new { code = "V1" }, position = "overridingObjection", statement = "Nee." });
        await weighing.Newest().Record("/decisions", new { kind = "chosen", proposal = new { code = "V1" }, rationale = "Daarom" });
        foreach (var reader in new[] { annas, http }) (await Mine(reader)).ShouldNotContain("decision-over-objection");
        await weighing.Newest().Record("/rounds/1/closing", new { });
        foreach (var reader in new[] { annas, http }) (await Mine(reader)).ShouldContain("decision-over-objection");

        async Task<string[]> Mine(HttpClient reader) => [.. (await All(reader)).Where(i => i.GetProperty("weighingId").GetGuid() == weighing.Id).Select(RuleOf)];
    }

    [Fact]
    public async Task They_are_told_in_the_language_of_the_reader()
    {
        using var dutch = examined.Api.Client(language: "nl");
        using var response = await dutch.GetAsync("/v1/findings?rule=support-counted-twice", Cancellation);
        response.Content.Headers.ContentLanguage.ShouldBe(["nl"]);
        var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
        page.GetProperty("items")[0].GetProperty("finding").GetProperty("sentence").GetString()!.ShouldContain("draagvlak is ook apart gevraagd");
        page.GetProperty("counts")[0].GetProperty("title").GetString().ShouldBe("Draagvlak telt dubbel");
    }

    [Fact]
    public async Task More_weighings_than_are_gone_through_at_a_time_are_all_in_it_for_several_who_ask_at_once()
    {
        const int many = 230;
        using var http = examined.Api.Client(Identity.AllRound("maker") with { Corporation = DemoCorporations.Duinstreek.Code });
        for (var n = 0; n < many; n++) await WeighingClient.Open(http);
        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Get(http, "/v1/findings?limit=1&rule=framing-without-limits")));
        foreach (var page in asked)
        {
            var count = page.GetProperty("counts").EnumerateArray().ShouldHaveSingleItem();
            (count.GetProperty("findings").GetInt32(), count.GetProperty("weighings").GetInt32()).ShouldBe((many, many));
        }
        (await All(http, limit: 70)).Select(i => i.GetProperty("weighingId").GetGuid()).Distinct().Count().ShouldBe(many);
    }

    [Theory, InlineData("rule=onbekend"), InlineData("severity=erg"), InlineData("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"), InlineData("by=nooit"), InlineData("limit=0"), InlineData("cursor=zomaar"), InlineData("version=1")]
    public async Task A_wrong_question_is_refused(string query)
    {
        using var http = examined.Api.Client();
        using var response = await http.GetAsync("/v1/findings?" + query, Cancellation);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_cursor_of_the_one_order_does_not_serve_in_the_other()
    {
        using var http = examined.Api.Client();
        var cursor = (await Get(http, "/v1/findings?limit=1")).GetProperty("nextCursor").GetString();
        using var response = await http.GetAsync($"/v1/findings?limit=1&by=occurred&cursor={cursor}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_reference_data_tell_every_rule_in_words()
    {
        using var http = examined.Api.Client();
        var lists = await Get(http, "/v1/reference-data");
        var rules = lists.EnumerateArray().Single(l => l.GetProperty("name").GetString() == "findingRule").GetProperty("values").EnumerateArray().Select(v => v.GetProperty("value").GetString());
        rules.ShouldBe(FindingRules.All.Select(r => r.Id));
    }
}
