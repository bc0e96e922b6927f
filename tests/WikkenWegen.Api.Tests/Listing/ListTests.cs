using System.Globalization;
using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Listing;

/// <summary>A corporation with weighings of all sorts, at the ends of what is accepted too.</summary>
public sealed class ManyWeighings(SharedApi shared) : IAsyncLifetime
{
    private const int Count = 30;

    private Support.Api? _api;

    /// <summary>The host, on a database of its own.</summary>
    public Support.Api Api => _api!;

    /// <summary>Their views, as JSON.</summary>
    public List<JsonElement> Views { get; } = [];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase());
        var http = _api.Client();
        var random = new Random(5);
        var now = TimeProvider.System.GetUtcNow();
        for (var n = 0; n < Count; n++)
        {
            var steps = new RandomSteps(500 + n);
            var opening = steps.Opening(now, "LIJST-" + n.ToString(CultureInfo.InvariantCulture));
            opening["occurredAt"] = (n % 10) switch
            {
                0 => "1900-01-01T00:00:00Z", // the first moment that is recorded
                1 => "1900-01-01T00:19:59.999-00:20",
                2 => "2026-01-01T00:00:00Z", // the same moment more than once
                3 => "2026-01-01T00:00:00.001Z",
                _ => now.AddMinutes(-random.Next(1, 100_000)).ToString("O", CultureInfo.InvariantCulture),
            };
            if (n % 7 == 0) opening["title"] = string.Concat(Enumerable.Repeat("🌳", 99)) + n.ToString("00", CultureInfo.InvariantCulture);
            if (n % 7 == 1) opening["title"] = new string('é', 198) + n.ToString("00", CultureInfo.InvariantCulture);
            if (n % 7 == 2) opening["title"] = "Zelfde titel";
            if (n % 5 == 0) opening["deadline"] = n % 2 == 0 ? "9999-12-31" : "0001-01-01";
            var weighing = await WeighingClient.Open(http, opening);
            for (var step = random.Next(8); step > 0; step--)
            {
                var attempt = steps.Next(await RecordedHistory.State(_api, weighing.Id), TimeProvider.System.GetUtcNow());
                attempt.Body.Remove("occurredAt");
                using var response = await weighing.Send(attempt.Path, attempt.Body, attempt.Method, "*");
            }
            if (n % 3 == 0)
                using (await weighing.Send("/decisions", new { kind = "none", rationale = "Daarom", occurredAt = n % 2 == 0 ? "2026-02-01T00:00:00Z" : "2026-02-01T00:00:00.500Z" })) { }
            Views.Add(await weighing.Get());
        }
        foreach (var example in (await Items(http, "")).Where(i => !i.GetProperty("framing").GetProperty("reference").GetString()!.StartsWith("LIJST", StringComparison.Ordinal)))
            Views.Add(JsonDocument.Parse(await http.GetStringAsync($"/v1/weighings/{example.GetProperty("id").GetString()}")).RootElement);
        Views.Count.ShouldBe(Count + Demo.ExampleWeighing.Loaded().Length);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _api?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>All items of a list, from page to page.</summary>
    public static async Task<List<JsonElement>> Items(HttpClient http, string query)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            using var response = await http.GetAsync($"/v1/weighings?{query}{(cursor is null ? "" : "&cursor=" + cursor)}", TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            var page = JsonDocument.Parse(text).RootElement;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && items.Count < 1000);
        return items;
    }
}

/// <summary>Lists hold every weighing once and say of each what its view says.</summary>
public class ListTests(ManyWeighings many) : IClassFixture<ManyWeighings>
{
    private readonly HttpClient _http = many.Api.Client();

    public static TheoryData<string> Sorts => [.. new[] { "openedAt", "decidedAt", "deadline", "title", "changedAt" }.SelectMany(sort => new[] { sort, "-" + sort })];

    [Theory, MemberData(nameof(Sorts))]
    public async Task Every_weighing_is_in_a_sorted_list_once_whatever_the_size_of_a_page(string sort)
    {
        var whole = Ids(await ManyWeighings.Items(_http, $"sort={sort}&limit=200"));
        whole.ShouldBe(many.Views.Select(Id), ignoreOrder: true);
        foreach (var limit in new[] { 1, 2, 7, many.Views.Count, many.Views.Count - 1 })
            Ids(await ManyWeighings.Items(_http, $"sort={sort}&limit={limit}")).ShouldBe(whole, $"{sort} by {limit}");
    }

    [Theory, InlineData("openedAt"), InlineData("decidedAt"), InlineData("deadline"), InlineData("changedAt")]
    public async Task A_list_is_sorted_by_moment_and_what_has_none_comes_last(string sort)
    {
        var keys = many.Views.ToDictionary(Id, v => Key(v, sort));
        var rising = (await ManyWeighings.Items(_http, $"sort={sort}&limit=200")).Select(i => keys[Id(i)]).ToList();
        var falling = (await ManyWeighings.Items(_http, $"sort=-{sort}&limit=200")).Select(i => keys[Id(i)]).ToList();
        rising.OfType<DateTimeOffset>().ShouldBe(keys.Values.OfType<DateTimeOffset>().Order());
        falling.OfType<DateTimeOffset>().ShouldBe(keys.Values.OfType<DateTimeOffset>().OrderDescending());
        rising.SkipWhile(k => k is not null).ShouldAllBe(k => k == null);
        falling.SkipWhile(k => k is not null).ShouldAllBe(k => k == null);
    }

    [Fact]
    public async Task Titles_are_sorted_without_regard_to_case()
    {
        var titles = (await ManyWeighings.Items(_http, "sort=title&limit=200")).Select(i => i.GetProperty("framing").GetProperty("title").GetString()!)
            .Where(t => t.All(c => char.IsAsciiLetter(c) || c == ' ')).ToList();
        titles.ShouldBe(titles.OrderBy(t => t.ToUpperInvariant(), StringComparer.Ordinal));
        titles.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Each_item_says_what_the_view_says()
    {
        var items = (await ManyWeighings.Items(_http, "limit=200")).ToDictionary(Id);
        foreach (var view in many.Views)
        {
            var item = items[Id(view)];
            item.GetProperty("version").GetInt32().ShouldBe(view.GetProperty("version").GetInt32());
            item.GetProperty("status").GetString().ShouldBe(view.GetProperty("status").GetString());
            item.GetProperty("framing").GetRawText().ShouldBe(view.GetProperty("framing").GetProperty("framing").GetRawText());
            Moment(item, "openedAt").ShouldBe(Key(view, "openedAt"));
            Moment(item, "decidedAt").ShouldBe(Key(view, "decidedAt"));
            Moment(item, "changedAt").ShouldBe(Key(view, "changedAt"));
            (item.TryGetProperty("decisionKind", out var kind) ? kind.GetString() : null).ShouldBe(Decision(view)?.GetProperty("kind").GetString());
            item.GetProperty("deviations").EnumerateArray().Select(d => d.GetString()).ShouldBe(Deviations(view).Distinct(), ignoreOrder: true);
            item.GetProperty("parties").EnumerateArray().Select(p => p.GetString()).ShouldBe(Parties(view).Distinct(), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Filters_leave_what_a_plain_look_at_the_views_leaves()
    {
        var random = new Random(9);
        for (var n = 0; n < 60 * Size.Factor; n++)
        {
            var some = many.Views[random.Next(many.Views.Count)];
            var framing = some.GetProperty("framing").GetProperty("framing");
            var filters = new Dictionary<string, (string Value, Func<JsonElement, bool> Holds)>();
            foreach (var name in new[] { "level", "scale", "reference" })
                if (framing.TryGetProperty(name, out _)) Maybe(name, framing.GetProperty(name).GetString(), v => Framing(v).TryGetProperty(name, out var other) && other.GetString() == framing.GetProperty(name).GetString());
            Maybe("status", some.GetProperty("status").GetString(), v => v.GetProperty("status").GetString() == some.GetProperty("status").GetString());
            if (Parties(some).FirstOrDefault() is { } party)
#pragma warning disable CA1308 // the filter knows no case
                Maybe("party", party.ToLowerInvariant(), v => Parties(v).Contains(party));
#pragma warning restore CA1308
            if (Areas(some).FirstOrDefault() is { } area) Maybe("area", area, v => Areas(v).Any(a => Within(a, area)));
            if (Areas(some).LastOrDefault() is { } buurt) Maybe("area", buurt[..2] == "BU" ? "WK" + buurt[2..8] : buurt, v => Areas(v).Any(a => Within(a, buurt[..2] == "BU" ? "WK" + buurt[2..8] : buurt)));
            var moment = Key(some, "openedAt")!.Value;
            Maybe("openedFrom", Text(moment), v => Key(v, "openedAt") >= moment);
            Maybe("openedTo", Text(moment), v => Key(v, "openedAt") < moment);
            var change = Key(some, "changedAt")!.Value;
            Maybe("changedSince", Text(change), v => Key(v, "changedAt") >= change);
            var deadline = Key(some, "deadline") ?? new DateTimeOffset(2027, 1, 1, 0, 0, 0, default);
            Maybe("deadlineFrom", deadline.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), v => Key(v, "deadline") >= deadline);
            Maybe("deadlineTo", deadline.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), v => Key(v, "deadline") <= deadline);
            if (Decision(some) is { } decision)
            {
                var decided = decision.GetProperty("kind").GetString();
                Maybe("decisionKind", decided, v => Decision(v)?.GetProperty("kind").GetString() == decided);
            }
            Maybe("deviates", "true", v => Deviations(v).Any());
            if (!filters.ContainsKey("deviates")) Maybe("deviates", "false", v => Decision(v) is not null && !Deviations(v).Any());
            if (Deviations(some).FirstOrDefault() is { } from) Maybe("deviatesFrom", from, v => Deviations(v).Contains(from));

            var query = string.Join('&', filters.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value.Value)}"));
            var expected = many.Views.Where(v => filters.Values.All(f => f.Holds(v))).Select(Id);
            Ids(await ManyWeighings.Items(_http, query)).ShouldBe(expected, ignoreOrder: true, query);
            (await Total($"{query}&total=true&limit=1")).ShouldBe(expected.Count(), query);

            void Maybe(string name, string? value, Func<JsonElement, bool> holds)
            {
                if (value is not null && random.Next(4) == 0) filters[name] = (value, holds);
            }
        }
    }

    [Fact]
    public async Task Paging_holds_every_weighing_once_while_others_are_opened()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = JsonDocument.Parse(await _http.GetStringAsync($"/v1/weighings?sort=openedAt&limit=5{(cursor is null ? "" : "&cursor=" + cursor)}", TestContext.Current.CancellationToken)).RootElement;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(Id));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            if (seen.Count < 30) many.Views.Add(await (await WeighingClient.Open(_http)).Get());
        }
        while (cursor is not null);
        seen.Distinct().Count().ShouldBe(seen.Count);
        many.Views.Select(Id).Except(seen).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_knows_Dutch_word_forms_and_finds_no_personal_text()
    {
        var framing = WeighingClient.Framing;
        framing["title"] = "Bewoners willen tuinen";
        framing["question"] = "Leggen wij tuinen aan langs de vijverpaden?";
        var weighing = await WeighingClient.Open(_http, framing);
        many.Views.Add(await weighing.Get());
        await weighing.Record("/stakeholders", new { party = "Vogelwacht", role = "Voorzitter", say = "givesInput", personName = "Xanthippe Qwarts", contact = "xq@vogel.example" });
        await weighing.Record("/proposals", new { name = "Houten zitplaatsen", description = "Twaalf stuks" });
        await weighing.Record("/inputs", new { stakeholder = "B1", statement = "De kwetterspreeuwen gaan voor" });
        many.Views[^1] = await weighing.Get();
        var id = weighing.Id.ToString();

        foreach (var q in new[] { "tuin", "tuinen", "BEWONER", "vijverpad", "zitplaatsen", "vogelwacht", "\"houten zitplaatsen\"", "tuin -sloop", "onbestaand or tuin" })
            Ids(await ManyWeighings.Items(_http, "q=" + Uri.EscapeDataString(q))).ShouldContain(id, q);
        foreach (var q in new[] { "\"zitplaatsen houten\"", "tuinen -vijverpad", "Xanthippe", "Qwarts", "xq@vogel.example", "kwetterspreeuwen", "onbestaand" })
            Ids(await ManyWeighings.Items(_http, "q=" + Uri.EscapeDataString(q))).ShouldNotContain(id, q);

        // What is framed anew is found under its new words, and no longer under the old.
        framing["title"] = "Bewoners willen plantenbakken";
        framing["question"] = "Plaatsen wij plantenbakken?";
        framing["reason"] = "Tuinen vielen af";
        await weighing.Record("/framing", framing, "PUT");
        many.Views[^1] = await weighing.Get();
        Ids(await ManyWeighings.Items(_http, "q=plantenbakken")).ShouldContain(id);
        Ids(await ManyWeighings.Items(_http, "q=tuin")).ShouldNotContain(id);
    }

    [Fact]
    public async Task The_total_is_told_on_each_page_where_it_is_asked_for_and_only_there()
    {
        var pages = await Pages.Walk(_http, "/v1/weighings?total=true&limit=7&level=tactical", "next");
        pages.Select(p => p.Body.GetProperty("total").GetInt64()).Distinct().ShouldHaveSingleItem().ShouldBe(pages.Sum(p => p.Ids.Count));
        pages.Count.ShouldBeGreaterThan(1);
        (await Total("q=onbestaand&total=true")).ShouldBe(0);
        foreach (var unasked in new[] { "", "total=false" })
            (await Pages.Get(_http, $"/v1/weighings?{unasked}")).Body.TryGetProperty("total", out _).ShouldBeFalse(unasked);
    }

    [Theory]
    [InlineData("changedSince=yesterday", "changedSince"), InlineData("deadlineFrom=2026-02-30", "deadlineFrom"), InlineData("deadlineTo=01-01-2027", "deadlineTo")]
    [InlineData("deadlineFrom=2027-01-02&deadlineTo=2027-01-01", "deadlineTo"), InlineData("decisionKind=maybe", "decisionKind"), InlineData("deviates=yes", "deviates")]
    [InlineData("deviatesFrom=any", "deviatesFrom"), InlineData("total=1", "total"), InlineData("total=True", "total"), InlineData("sort=changed", "sort"), InlineData("sort=--title", "sort")]
    [InlineData("area=zz", "area"), InlineData("area=GM770", "area"), InlineData("area=WK77010", "area"), InlineData("area=%20GM7701", "area"), InlineData("area=GM7701%0A", "area"), InlineData("party=%E2%80%8B", "party")]
    public async Task A_filter_that_cannot_be_is_refused_by_its_name(string query, string parameter)
    {
        using var response = await _http.GetAsync($"/v1/weighings?{query}", TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Parameter.ShouldBe(parameter);
    }

    /// <summary>Of a step that lists show nothing else of, such as a score.</summary>
    [Fact]
    public async Task A_wrong_order_is_told_all_orders()
    {
        using var response = await _http.GetAsync("/v1/weighings?sort=--title", TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.BadRequest)).Detail.ShouldEndWith(": openedAt, -openedAt, decidedAt, -decidedAt, deadline, -deadline, title, -title, changedAt, -changedAt.");
    }

    [Fact]
    public async Task Whoever_asks_what_changed_since_they_looked_gets_every_weighing_with_a_new_event()
    {
        var weighing = await WeighingClient.Open(_http);
        many.Views.Add(await weighing.Get());
        var looked = Key(many.Views[^1], "changedAt")!.Value.AddMilliseconds(1);
        while (TimeProvider.System.GetUtcNow() < looked) await Task.Delay(1, TestContext.Current.CancellationToken);
        Ids(await ManyWeighings.Items(_http, $"changedSince={Text(looked)}")).ShouldNotContain(weighing.Id.ToString());
        await weighing.Record("/rounds", new { about = "Wat vindt u?", occurredAt = Text(Key(many.Views[^1], "openedAt")!.Value) });
        many.Views[^1] = await weighing.Get();
        var item = (await ManyWeighings.Items(_http, $"changedSince={Text(looked)}&sort=-changedAt")).First();
        Id(item).ShouldBe(weighing.Id.ToString());
        Moment(item, "changedAt")!.Value.ShouldBeGreaterThanOrEqualTo(looked);
    }

    private async Task<long> Total(string query) => (await Pages.Get(_http, $"/v1/weighings?{query}")).Body.GetProperty("total").GetInt64();

    private static List<string> Ids(IEnumerable<JsonElement> items) => [.. items.Select(Id)];

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static JsonElement Framing(JsonElement view) => view.GetProperty("framing").GetProperty("framing");

    private static IEnumerable<string> Areas(JsonElement view) => Framing(view).GetProperty("areas").EnumerateArray().Select(a => a.GetProperty("code").GetString()!);

    private static IEnumerable<string> Parties(JsonElement view) => view.GetProperty("stakeholders").EnumerateArray().Select(s => s.GetProperty("party").GetString()!);

    /// <summary>What the decision that stands says; null where none does.</summary>
    private static JsonElement? Decision(JsonElement view) => view.GetProperty("decisions").EnumerateArray()
        .Where(d => d.GetProperty("standing").GetBoolean()).Select(d => (JsonElement?)d.GetProperty("content")).SingleOrDefault();

    private static IEnumerable<string> Deviations(JsonElement view) =>
        Decision(view)?.GetProperty("deviations").EnumerateArray().Select(d => d.GetProperty("from").GetString()!) ?? [];

    /// <summary>Every moment of recording in a view.</summary>
    private static IEnumerable<DateTimeOffset> Recorded(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Object => part.EnumerateObject().SelectMany(p => p.NameEquals("recordedAt") ? [p.Value.GetDateTimeOffset()] : Recorded(p.Value)),
        JsonValueKind.Array => part.EnumerateArray().SelectMany(Recorded),
        _ => [],
    };

    private static bool Within(string area, string larger) => area == larger
        || larger[..2] == "GM" && area[..2] is "WK" or "BU" && area[2..6] == larger[2..6]
        || larger[..2] == "WK" && area[..2] == "BU" && area[2..8] == larger[2..8];

    private static DateTimeOffset? Key(JsonElement view, string sort) => sort switch
    {
        "openedAt" => view.GetProperty("framings")[0].GetProperty("origin").GetProperty("occurredAt").GetDateTimeOffset(),
        "changedAt" => Recorded(view).Max(),
        "decidedAt" => view.GetProperty("decisions").EnumerateArray()
            .Where(d => d.GetProperty("standing").GetBoolean() && d.GetProperty("content").GetProperty("kind").GetString() != "deferred")
            .Select(d => (DateTimeOffset?)d.GetProperty("origin").GetProperty("occurredAt").GetDateTimeOffset()).SingleOrDefault(),
        _ => Framing(view).TryGetProperty("deadline", out var day) ? new DateTimeOffset(DateOnly.Parse(day.GetString()!, CultureInfo.InvariantCulture), default, default) : null,
    };

    private static DateTimeOffset? Moment(JsonElement item, string name) => item.TryGetProperty(name, out var moment) ? moment.GetDateTimeOffset() : null;

    private static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
