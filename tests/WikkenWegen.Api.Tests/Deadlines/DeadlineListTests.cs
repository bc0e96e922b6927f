using System.Globalization;
using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Api.Tests.Deadlines;

/// <summary>A corporation with the examples and with weighings made by chance, on a database of its own.</summary>
public sealed class ManyDeadlines(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _api;

    /// <summary>The host.</summary>
    public Support.Api Api => _api!;

    /// <summary>What the list has to have: of each weighing the deadlines that follow from its events as they are stored.</summary>
    public List<(Guid Weighing, Deadline Deadline)> Wanted { get; } = [];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Warning"));
        using var http = _api.Client();
        for (var n = 0; n < 12; n++)
        {
            var steps = new RandomSteps(900 + n);
            var opening = steps.Opening(TimeProvider.System.GetUtcNow(), "TERMIJN-" + n.ToString(CultureInfo.InvariantCulture));
            if (n < 2) opening["deadline"] = n == 0 ? "9999-12-31" : "0001-01-01";
            var weighing = await WeighingClient.Open(http, opening);
            for (var step = 0; step < 20; step++)
            {
                var attempt = steps.Next(await RecordedHistory.State(_api, weighing.Id), TimeProvider.System.GetUtcNow());
                using var response = await weighing.Send(attempt.Path, attempt.Body, attempt.Method, "*");
            }
        }
        await Reminders.Asked(http, "2026-11-01T09:00:00+01:00", party: "Huurdersvereniging Étage");
        foreach (var id in await Stored.Rows(_api.ConnectionString, "select id from wikkenwegen.mt_streams where type = 'weighing'", row => row.GetGuid(0)))
            Wanted.AddRange(Weighing.Fold(await Stored.Events(_api.ConnectionString, id)).Deadlines().Select(deadline => (id, deadline)));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _api?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>GET /v1/deadlines: all deadlines that the reader may see, filtered, in order, from page to page.</summary>
public class DeadlineListTests(ManyDeadlines many, SharedApi shared) : IClassFixture<ManyDeadlines>
{
    private static readonly Identity Auditor = new("accountant", DemoCorporations.Merenland.Code, Roles.Auditor);

    [Fact]
    public async Task It_has_what_follows_from_the_events_of_each_weighing()
    {
        var (items, now) = (await Items(many.Api.Client(Auditor), ""), TimeProvider.System.GetUtcNow());
        items.Select(Text).ShouldBe(many.Wanted.OrderBy(w => w.Deadline.DueAt).ThenBy(w => w.Weighing.ToString(), StringComparer.Ordinal).Select(w => Text(w.Weighing, w.Deadline, now)), ignoreOrder: true);
        items.Select(i => i.GetProperty("dueAt").GetDateTimeOffset()).ShouldBeInOrder();
        items.Select(i => i.GetProperty("kind").GetString()).Distinct().Count().ShouldBeGreaterThan(3);
        foreach (var item in items)
        {
            var view = JsonDocument.Parse(await many.Api.Client(Auditor).GetStringAsync($"/v1/weighings/{item.GetProperty("weighing").GetString()}/framing", TestContext.Current.CancellationToken)).RootElement.GetProperty("framing");
            item.GetProperty("title").GetString().ShouldBe(view.GetProperty("title").GetString());
        }
    }

    [Fact]
    public async Task Each_is_in_one_state()
    {
        using var http = many.Api.Client(Auditor);
        var all = await Items(http, "");
        var byState = new List<JsonElement>();
        foreach (var state in new[] { "open", "due", "missed", "settled" })
        {
            var items = await Items(http, $"state={state}");
            items.ShouldAllBe(i => i.GetProperty("state").GetString() == state);
            byState.AddRange(items);
        }
        byState.Select(i => i.ToString()).ShouldBe(all.Select(i => i.ToString()), ignoreOrder: true);
        all.Select(i => i.GetProperty("state").GetString()).Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData("kind=advice")]
    [InlineData("kind=assumptionCheck&state=settled")]
    [InlineData("by=strateeg%20wonen")]
    [InlineData("by=HUURDERSVERENIGING%20E%CC%81TAGE")]
    [InlineData("statutory=true&dueTo=2026-12-31")]
    [InlineData("statutory=false")]
    [InlineData("dueFrom=2026-12-13&dueTo=2026-12-14")]
    [InlineData("dueFrom=9999-12-31")]
    [InlineData("dueTo=0001-01-01")]
    public async Task A_filter_takes_what_it_says_and_nothing_else(string filter)
    {
        using var http = many.Api.Client(Auditor);
        var parts = filter.Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        var wanted = (await Items(http, "")).Where(item => parts.All(part => part.Key switch
        {
            "kind" or "state" => item.GetProperty(part.Key).GetString() == part.Value,
            "statutory" => item.GetProperty("statutory").GetBoolean() == (part.Value == "true"),
            "dueFrom" => string.CompareOrdinal(item.GetProperty("day").GetString(), part.Value) >= 0,
            "dueTo" => string.CompareOrdinal(item.GetProperty("day").GetString(), part.Value) <= 0,
            _ => string.Equals(By(item), part.Value.Replace("E\u0301", "é", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase),
        })).Select(i => i.ToString()).ToList();
        (await Items(http, filter)).Select(i => i.ToString()).ShouldBe(wanted);
        if (!filter.Contains("assumptionCheck", StringComparison.Ordinal)) wanted.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Pages_of_any_size_make_the_list_forwards_and_backwards()
    {
        using var http = many.Api.Client(Auditor);
        var all = (await Items(http, "limit=200")).Select(i => i.ToString()).ToList();
        foreach (var limit in new[] { 1, 7 }) (await Items(http, $"limit={limit}")).Select(i => i.ToString()).ShouldBe(all);
        (await Items(http, "sort=-dueAt&limit=7")).Select(i => i.ToString()).Reverse().ShouldBe(all);

        using var response = await http.GetAsync("/v1/deadlines?limit=3", TestContext.Current.CancellationToken);
        var second = await Page(http, Link(response, "next")!);
        var back = await Page(http, Link(second.Response, "prev")!);
        back.Items.Select(i => i.ToString()).ShouldBe(all.Take(3));
        second.Items.Select(i => i.ToString()).ShouldBe(all.Skip(3).Take(3));
    }

    [Fact]
    public async Task Of_a_weighing_that_somebody_may_not_read_they_see_no_deadline()
    {
        var database = await shared.CreateDatabase();
        await using var host = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"));
        using var strategist = host.Client(new Identity("strateeg", DemoCorporations.Merenland.Code, Roles.Strategist));
        var ids = new Dictionary<string, Guid>();
        foreach (var confidentiality in new[] { "internal", "confidential", "secret" })
        {
            var framing = WeighingClient.Framing;
            (framing["confidentiality"], framing["deadline"]) = (confidentiality, "2030-05-01");
            var weighing = await WeighingClient.Open(strategist, framing);
            await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises", subject = "bewoner" });
            ids[confidentiality] = weighing.Id;
        }
        (await Seen(new("lezer", DemoCorporations.Merenland.Code, Roles.Reader))).ShouldBe(["internal"]);
        (await Seen(new("andere-strateeg", DemoCorporations.Merenland.Code, Roles.Strategist))).ShouldBe(["internal", "confidential"]);
        (await Seen(new("strateeg", DemoCorporations.Merenland.Code, Roles.Strategist))).ShouldBe(["internal", "confidential", "secret"]); // who opened it
        (await Seen(new("bewoner", DemoCorporations.Merenland.Code, Roles.Contributor))).ShouldBe(["internal", "confidential", "secret"]);
        (await Seen(new("buurman", DemoCorporations.Merenland.Code, Roles.Contributor))).ShouldBeEmpty();
        (await Seen(Auditor)).ShouldBe(["internal", "confidential", "secret"]);

        async Task<List<string>> Seen(Identity reader)
        {
            using var http = host.Client(reader);
            var items = await Items(http, "dueFrom=2030-05-01&dueTo=2030-05-01");
            return [.. ids.Where(id => items.Any(i => i.GetProperty("weighing").GetGuid() == id.Value)).Select(id => id.Key)];
        }
    }

    [Theory]
    [InlineData("state=late", "state")]
    [InlineData("kind=Advice", "kind")]
    [InlineData("by=%00", "by")]
    [InlineData("by=", "by")]
    [InlineData("statutory=yes", "statutory")]
    [InlineData("dueFrom=2026-02-30", "dueFrom")]
    [InlineData("dueFrom=2026-12-02&dueTo=2026-12-01", "dueTo")]
    [InlineData("sort=day", "sort")]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("state=open&state=due", "state")]
    [InlineData("version=3", "version")]
    public async Task What_is_wrong_with_a_query_is_said(string query, string parameter)
    {
        using var response = await many.Api.Client().GetAsync($"/v1/deadlines?{query}", TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldAllBe(e => e.Parameter == parameter);
    }

    [Fact]
    public async Task A_cursor_of_another_order_or_that_somebody_made_up_is_refused()
    {
        using var http = many.Api.Client(Auditor);
        using var response = await http.GetAsync("/v1/deadlines?limit=1", TestContext.Current.CancellationToken);
        var cursor = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("nextCursor").GetString();
        using (var other = await http.GetAsync($"/v1/deadlines?limit=1&sort=-dueAt&cursor={cursor}", TestContext.Current.CancellationToken)) other.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var values in (string[][])[["eens", Guid.Empty.ToString(), "advice", "x", "1"], ["2026-01-01T00:00:00.0000000+00:00", "?", "advice", "x", "1"], ["2026-01-01T00:00:00.0000000+00:00", Guid.Empty.ToString(), "advice", "x", "-1"]])
        {
            var made = Infrastructure.Http.Paging.Cursor($"deadlines dueAt {DemoCorporations.Merenland.Code}", back: false, values);
            using var refused = await http.GetAsync($"/v1/deadlines?cursor={made}", TestContext.Current.CancellationToken);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, values[0]);
        }
    }

    /// <summary>All items of a list, from page to page.</summary>
    private static async Task<List<JsonElement>> Items(HttpClient http, string query)
    {
        var (items, next) = (new List<JsonElement>(), (string?)$"/v1/deadlines?{query}");
        while (next is not null)
        {
            var page = await Page(http, next);
            items.AddRange(page.Items);
            next = Link(page.Response, "next");
        }
        return items;
    }

    private static async Task<(List<JsonElement> Items, HttpResponseMessage Response)> Page(HttpClient http, string address)
    {
        var response = await http.GetAsync(address, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return ([.. JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray()], response);
    }

    private static string? Link(HttpResponseMessage response, string relation) => response.Headers.GetValues("Link").SelectMany(header => header.Split(", "))
        .Where(link => link.EndsWith($"rel=\"{relation}\"", StringComparison.Ordinal)).Select(link => link[1..link.IndexOf('>', StringComparison.Ordinal)]).SingleOrDefault();

    private static string By(JsonElement item) => item.TryGetProperty("party", out var party) ? party.GetString()! : item.GetProperty("by").GetProperty("role").GetString()!;

    private static string Text(JsonElement item) => string.Join(' ', ((string[])["weighing", "kind", "about", "day", "dueAt", "state", "statutory", "by", "party", "fromEvent", "settledBy", "settledAt", "kept"])
        .Select(name => item.TryGetProperty(name, out var value) ? value.ToString() : "-"));

    private static string Text(Guid weighing, Deadline d, DateTimeOffset now) => Text(JsonSerializer.SerializeToElement(new DeadlineListItem
    {
        Weighing = weighing,
        Title = "",
        Kind = d.Kind,
        About = d.About,
        Day = d.Day,
        DueAt = d.DueAt,
        State = d.StateAt(now),
        Statutory = d.Statutory,
        By = d.By,
        Party = d.Party,
        FromEvent = d.FromEvent,
        SettledBy = d.Settled?.Event,
        SettledAt = d.Settled?.At,
        Kept = d.Kept,
    }, Infrastructure.Http.ApiJson.Responses));
}
