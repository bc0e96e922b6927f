using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Listing;

/// <summary>Weighings that are changed all the time by two writers, on a database of their own.</summary>
public sealed class RestlessWeighings(SharedApi shared) : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private Support.Api? _api;
    private int _changes;
    private Task _writing = Task.CompletedTask;

    /// <summary>The host.</summary>
    public Support.Api Api => _api!;

    /// <summary>Those that were there from the start, and stay.</summary>
    public List<WeighingClient> Weighings { get; } = [];

    /// <summary>Waits until something is changed or opened.</summary>
    public async Task Change()
    {
        for (var before = _changes; _changes == before; await Task.Delay(1, TestContext.Current.CancellationToken))
            if (_writing.IsCompleted) await _writing;
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase());
        for (var n = 0; n < 30; n++) Weighings.Add(await WeighingClient.Open(_api.Client(), Framing(new Random(n))));
        _writing = Task.WhenAll(Enumerable.Range(0, 2).Select(w => Task.Run(() => Write(w))));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
        if (_api is not null) await _api.DisposeAsync();
    }

    /// <summary>Titles, deadlines and decisions come and go; each writer has weighings of its own, so that none is refused.</summary>
    private async Task Write(int writer)
    {
        var random = new Random(100 + writer);
        using var http = _api!.Client();
        var own = Weighings.Where((_, n) => n % 2 == writer).Select(w => w.As(http)).ToList();
        var decided = new Dictionary<WeighingClient, int>();
        while (!_stop.IsCancellationRequested)
        {
            var weighing = own[random.Next(own.Count)].Newest();
            if (random.Next(8) == 0 && _changes < 400) await WeighingClient.Open(http, Framing(random));
            else if (decided.Remove(weighing, out var standing)) await weighing.Record($"/decisions/{standing}/withdrawal", new { reason = "Toch niet" });
            else if (random.Next(2) == 0)
            {
                var framing = Framing(random);
                framing["reason"] = "Anders";
                await weighing.Record("/framing", framing, "PUT");
            }
            else decided[weighing] = int.Parse((await weighing.Record("/decisions", new { kind = "none", rationale = "Daarom" })).GetProperty("part").GetString()!.Split('/')[^1], null);
            Interlocked.Increment(ref _changes);
            // So that whoever walks is faster than the list grows.
            await Task.Delay(5);
        }
    }

    private static JsonObject Framing(Random random)
    {
        var framing = WeighingClient.Framing;
        framing["title"] = $"{(char)('A' + random.Next(26))}{random.Next(100)}";
        framing["question"] = Guid.NewGuid().ToString();
        framing["approverRole"] = null;
        if (random.Next(3) > 0) framing["deadline"] = $"20{random.Next(30, 99)}-01-01";
        return framing;
    }
}

/// <summary>Whoever goes from page to page while others write meets everything that stays, and nothing twice.</summary>
public class StablePagingTests(RestlessWeighings restless) : IClassFixture<RestlessWeighings>
{
    public static TheoryData<string> Sorts => ListTests.Sorts;

    [Theory, MemberData(nameof(Sorts))]
    public async Task A_walk_through_a_list_and_back_meets_each_weighing_once(string sort)
    {
        using var http = restless.Api.Client();
        for (var walk = 0; walk < Size.Factor; walk++)
        {
            var pages = await Pages.Walk(http, $"/v1/weighings?sort={sort}&limit=3", "next", restless.Change);
            IsWhole(pages, $"{sort} there");

            // Going back, page after page, is the same walk: it keeps to the moment at which the first began.
            var back = await Pages.Walk(http, pages[^1].Links["prev"], "prev", restless.Change);
            back.Reverse();
            var returned = back.SelectMany(p => p.Ids).ToList();
            returned.Distinct().Count().ShouldBe(returned.Count, $"{sort} back");
            if (sort is not ("openedAt" or "-openedAt")) returned.ShouldBe(pages.SkipLast(1).SelectMany(p => p.Ids), sort);
        }

        void IsWhole(List<ListedPage> pages, string what)
        {
            var ids = pages.SelectMany(p => p.Ids).ToList();
            ids.Distinct().Count().ShouldBe(ids.Count, $"twice: {what}");
            restless.Weighings.Select(w => w.Id.ToString()).Except(ids).ShouldBeEmpty($"missed: {what}");
        }
    }

    [Theory, InlineData("oldest"), InlineData("newest")]
    public async Task A_walk_through_a_history_meets_each_event_once(string order)
    {
        using var http = restless.Api.Client();
        (WeighingClient Weighing, int Version)[] versions;
        do
        {
            await restless.Change();
            versions = await Task.WhenAll(restless.Weighings.Select(async w => (w, (await w.Get()).GetProperty("version").GetInt32())));
        }
        while (versions.Max(v => v.Version) < 12); // three pages at least
        var (weighing, before) = versions.MaxBy(v => v.Version);
        var pages = await Pages.Walk(http, $"{weighing.Address}/events?order={order}&limit=5", "next", restless.Change);
        var numbers = pages.SelectMany(p => p.Numbers).ToList();
        numbers.ShouldBe(order == "oldest" ? Enumerable.Range(1, numbers.Count) : Enumerable.Range(1, numbers.Count).Reverse());
        numbers.Count.ShouldBeGreaterThanOrEqualTo(before);
        pages.Count.ShouldBeGreaterThan(2);
        var back = await Pages.Walk(http, pages[^1].Links["prev"], "prev", restless.Change);
        back.Reverse();
        var returned = back.SelectMany(p => p.Numbers).ToList();
        // The newest first, there is more in front by now.
        returned.TakeLast(numbers.Count - pages[^1].Numbers.Count).ShouldBe(numbers.SkipLast(pages[^1].Numbers.Count), order);
        returned.Distinct().Count().ShouldBe(returned.Count);
    }
}

/// <summary>What pages may be asked for, and how they link to each other.</summary>
public class PagingTests(ManyWeighings many, SharedApi shared) : IClassFixture<ManyWeighings>
{
    private readonly HttpClient _http = many.Api.Client();

    public static TheoryData<string> Sorts => ListTests.Sorts;

    [Theory, MemberData(nameof(Sorts))]
    public async Task Pages_link_to_the_first_the_one_before_and_the_next(string sort)
    {
        var pages = await Pages.Walk(_http, $"/v1/weighings?sort={sort}&limit=2&scale=complex", "next");
        pages.Count.ShouldBeGreaterThan(1);
        for (var n = 0; n < pages.Count; n++)
        {
            pages[n].Links.Keys.ShouldBe(new[] { "first", n > 0 ? "prev" : null, n < pages.Count - 1 ? "next" : null }.OfType<string>());
            (await Pages.Get(_http, pages[n].Links["first"])).Ids.ShouldBe(pages[0].Ids);
            if (n > 0)
            {
                var before = await Pages.Get(_http, pages[n].Links["prev"]);
                before.Ids.ShouldBe(pages[n - 1].Ids);
                (await Pages.Get(_http, before.Links["next"])).Ids.ShouldBe(pages[n].Ids);
                before.Links.ContainsKey("prev").ShouldBe(n > 1);
            }
        }
    }

    [Theory, InlineData("level=tactical"), InlineData("idExtern=AFW-1")]
    public async Task What_left_its_place_between_pages_is_still_met_there_where_the_filter_lets_it_through_and_nowhere_else(string filter)
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = api.Client();
        var (first, other, moved, last) = (await Open("A"), await Open("B", "strategic", "AFW-2"), await Open("C"), await Open("D"));
        var page = await Pages.Get(http, $"/v1/weighings?sort=title&limit=1&{filter}");
        page.Ids.ShouldBe([first.Id.ToString()]);

        await Rename(other, "Z", "strategic", "AFW-2");
        await Rename(moved, "AA");
        var rest = await Pages.Walk(http, page.Links["next"], "next");
        rest.SelectMany(p => p.Ids).Take(2).ShouldBe([moved.Id.ToString(), last.Id.ToString()], "and then the examples, if any");
        rest.SelectMany(p => p.Ids).ShouldNotContain(other.Id.ToString());

        Task<WeighingClient> Open(string title, string level = "tactical", string external = "AFW-1") => WeighingClient.Open(http, Framing(title, level, external));

        Task Rename(WeighingClient weighing, string title, string level = "tactical", string external = "AFW-1")
        {
            var framing = Framing(title, level, external);
            framing["reason"] = "Zo heet het.";
            return weighing.Record("/framing", framing, "PUT");
        }

        static JsonObject Framing(string title, string level, string external)
        {
            var framing = WeighingClient.Framing;
            (framing["title"], framing["level"], framing["identity"]) = (title, level, new JsonObject { ["idExtern"] = external });
            return framing;
        }
    }

    [Theory]
    [InlineData("limit=0", "limit"), InlineData("limit=201", "limit"), InlineData("limit=-1", "limit"), InlineData("limit=abc", "limit"), InlineData("limit=1.5", "limit")]
    [InlineData("limit=", "limit"), InlineData("limit=2&limit=3", "limit"), InlineData("limit=99999999999", "limit"), InlineData("limit=%2B1", "limit")]
    [InlineData("cursor=", "cursor"), InlineData("cursor=x", "cursor"), InlineData("cursor=%00", "cursor"), InlineData("cursor=é", "cursor"), InlineData("cursor=AAAAAAAAAAAA", "cursor")]
    [InlineData("page=1", "page"), InlineData("Limit=1", "Limit")]
    public async Task What_is_no_page_is_refused_by_its_name(string query, string parameter)
    {
        foreach (var list in new[] { "/v1/weighings", $"/v1/weighings/{many.Views[0].GetProperty("id")}/events" })
        {
            using var response = await _http.GetAsync($"{list}?{query}", TestContext.Current.CancellationToken);
            (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldAllBe(e => e.Parameter == parameter);
        }
    }

    [Fact]
    public async Task A_page_may_have_from_1_to_200_items_and_an_installation_may_say_fewer()
    {
        foreach (var limit in new[] { 1, 200 }) (await Pages.Get(_http, $"/v1/weighings?limit={limit}")).Ids.Count.ShouldBe(Math.Min(limit, many.Views.Count));
        await using var small = Support.Api.Start(many.Api.ConnectionString, null, ("Limits:PageItems", "5"));
        using var http = await AsDocumented.Client(small);
        (await Pages.Get(http, "/v1/weighings")).Ids.Count.ShouldBe(5);
        using var refused = await http.GetAsync("/v1/weighings?limit=6", TestContext.Current.CancellationToken);
        (await refused.Problem(HttpStatusCode.BadRequest)).Detail.ShouldContain("1 to 5");
    }

    [Theory]
    [InlineData("'; drop table wikkenwegen.mt_events; --"), InlineData("' or '1'='1"), InlineData("\\'; select pg_sleep(10); --"), InlineData("$1"), InlineData("{0}"), InlineData("{\"a\":1}")]
    [InlineData("$.** ? (@ like_regex \".*\")"), InlineData("strict $.a[*]"), InlineData("a & b | !c <-> d:*"), InlineData("!!!"), InlineData("\"unbalanced"), InlineData("((("), InlineData(":*")]
    [InlineData("%"), InlineData("_"), InlineData("a\\"), InlineData("<script>alert(1)</script>"), InlineData("🌳🌳"), InlineData("-"), InlineData("or or or")]
    public async Task A_search_for_syntax_is_a_search_for_words(string words)
    {
        var all = many.Views.Count;
        foreach (var name in new[] { "q", "party", "reference", "idExtern" })
        {
            using var response = await _http.GetAsync($"/v1/weighings?{name}={Uri.EscapeDataString(words)}", TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{name}: {text}");
            if (name != "q") JsonDocument.Parse(text).RootElement.GetProperty("items").GetArrayLength().ShouldBe(0, $"{name}={words}");
        }
        (await Pages.Get(_http, "/v1/weighings?limit=200")).Ids.Count.ShouldBe(all, "everything is still there");
    }

    [Theory]
    [InlineData(201, 400), InlineData(20_000, 414), InlineData(1_000_000, 414)]
    public async Task A_search_for_too_much_is_refused(int characters, int status)
    {
        using var response = await _http.GetAsync($"/v1/weighings?q={new string('a', characters)}", TestContext.Current.CancellationToken);
        await response.Problem((HttpStatusCode)status);
    }
}

/// <summary>A page as a caller sees it, who goes by the Link header.</summary>
internal sealed record ListedPage(JsonElement Body, Dictionary<string, string> Links)
{
    /// <summary>Identities of weighings.</summary>
    public List<string> Ids => [.. Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    /// <summary>Numbers of events.</summary>
    public List<int> Numbers => [.. Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetInt32())];
}

/// <summary>Going from page to page.</summary>
internal static partial class Pages
{
    public static async Task<ListedPage> Get(HttpClient http, string address)
    {
        using var response = await http.GetAsync(address, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        var page = new ListedPage(JsonDocument.Parse(text).RootElement, Link.Matches(string.Join(", ", response.Headers.GetValues("Link"))).ToDictionary(m => m.Groups[2].Value, m => m.Groups[1].Value));
        // The cursor in the body is that of the link.
        page.Links.ContainsKey("next").ShouldBe(page.Body.TryGetProperty("nextCursor", out var cursor));
        if (page.Links.TryGetValue("next", out var next)) next.ShouldContain($"cursor={cursor.GetString()}");
        return page;
    }

    public static async Task<List<ListedPage>> Walk(HttpClient http, string address, string relation, Func<Task>? between = null)
    {
        var pages = new List<ListedPage> { await Get(http, address) };
        while (pages[^1].Links.TryGetValue(relation, out var next) && pages.Count < 500)
        {
            if (between is not null) await between();
            pages.Add(await Get(http, next));
        }
        return pages;
    }

    [GeneratedRegex("<([^>]+)>; rel=\"(\\w+)\"")]
    private static partial Regex Link { get; }
}
