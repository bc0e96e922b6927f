using System.Globalization;
using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;


namespace WikkenWegen.Api.Tests.Listing;

/// <summary>A corporation with so many weighings that it matters how they are found, some of which changed their place.</summary>
public sealed class SoManyWeighings(SharedApi shared) : IAsyncLifetime
{
    public const int Count = 20_000;

    private readonly Dictionary<string, (string Key, Guid Id)> _middles = [];

    private Support.Api? _api;

    /// <summary>Where the middle of the list is in an order: what it is sorted by there, and the weighing. Looked for once, since it takes sorting all.</summary>
    public async Task<(string Key, Guid Id)> Middle(ListSort sort)
    {
        var name = $"{sort.Table}.{sort.Column}";
        if (!_middles.TryGetValue(name, out var middle))
            _middles[name] = middle = (await Stored.Rows(Api.ConnectionString,
                $"select to_jsonb({sort.Column}) #>> '{{}}', id from {sort.Table} order by {sort.Column}, id offset {(Count / 2).ToString(CultureInfo.InvariantCulture)} limit 1",
                row => (row.GetString(0), row.GetGuid(1)))).Single();
        return middle;
    }

    /// <summary>The host, on a database of its own.</summary>
    public Support.Api Api => _api!;

    /// <summary>A snapshot of before the changes.</summary>
    public string Snapshot { get; private set; } = "";

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase());
        await SeededWeighings.Seed(_api.Services.GetRequiredService<IDocumentStore>(), _api.Services.GetRequiredService<NpgsqlDataSource>(), DemoCorporations.Merenland.Code, Count);
        Snapshot = (await Stored.Rows(_api.ConnectionString, "select pg_current_snapshot()::text", row => row.GetString(0))).Single();
        await Stored.Run(_api.ConnectionString, """
            update wikkenwegen.mt_doc_weighing_summary set data = jsonb_set(data, '{framing,title}', to_jsonb('Anders ' || id))
            where id in (select id from wikkenwegen.mt_doc_weighing_summary order by id limit 2000);
            """);
        await Stored.Run(_api.ConnectionString, "vacuum (analyze) wikkenwegen.weighing_list");
        await Stored.Run(_api.ConnectionString, "vacuum (analyze) wikkenwegen.weighing_list_past");
        await Stored.Run(_api.ConnectionString, """
            insert into wikkenwegen.weighing_change_past select tenant_id, pg_current_xact_id(), id, from_xid, changed_at
            from wikkenwegen.weighing_change where id in (select id from wikkenwegen.weighing_change order by id limit 2000);
            update wikkenwegen.weighing_change set from_xid = pg_current_xact_id(), changed_at = changed_at + interval '1 day'
            where id in (select id from wikkenwegen.weighing_change order by id limit 2000);
            """);
        foreach (var table in new[] { "weighing_change", "weighing_change_past" }) await Stored.Run(_api.ConnectionString, $"vacuum (analyze) wikkenwegen.{table}");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _api?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>PostgreSQL says itself how it reads a page: by indexes, whatever the filter, the order and the page.</summary>
public class PlanTests(SoManyWeighings many) : IClassFixture<SoManyWeighings>
{
    /// <summary>The index that tells what a filter lets through, where that is little.</summary>
    private static readonly Dictionary<string, string> Selective = new()
    {
        ["q, 1 in 12"] = "list_words",
        ["q, 1 in 40"] = "list_words",
        ["q, 1 in 200"] = "list_words",
        ["q, of some years"] = "list_words",
        ["q, a phrase and a word less"] = "list_words",
        ["q, one"] = "list_words",
        ["q, nothing"] = "list_words",
        ["level, rare"] = "list_level",
        ["scale, nothing"] = "list_scale",
        ["area, wijk"] = "list_areas",
        ["area, buurt"] = "list_areas",
        ["party, 1 in 50"] = "list_parties",
        ["party, of some years"] = "list_parties",
        ["reference"] = "list_reference",
        ["idExtern"] = "list_id_extern",
        ["opened in one year"] = "list_opened_at",
        ["openedFrom"] = "list_opened_at",
        ["decision, rare"] = "list_decision_kind",
        ["decision, nothing"] = "list_decision_kind",
        ["deviates, 1 in 12"] = "list_deviations",
        ["deviates from, rare"] = "list_deviations",
        ["deadline in a quarter"] = "list_deadline",
        ["changedSince"] = "change_changed_at",
        ["status and q"] = "list_words",
        ["level and area"] = "list_areas",
    };

    public static TheoryData<string> Filters => [.. SeededWeighings.Filters(SoManyWeighings.Count).Select(f => f.Name)];

    [Theory, MemberData(nameof(Filters))]
    public async Task Every_page_is_read_by_indexes(string name)
    {
        var filter = SeededWeighings.Filters(SoManyWeighings.Count).Single(f => f.Name == name).Filter;
        await using var connection = await many.Api.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var order in ListTests.Sorts)
        {
            var sort = ListSort.Of(order.Data)!;
            foreach (var start in new[] { null, await Middle(sort, back: false), await Middle(sort, back: true) })
            {
                var plan = await Plan(connection, filter, sort, start);
                var what = $"{name} by {order.Data}, {(start is null ? "first" : start.Back ? "back" : "next")}:\n{plan}";
                plan.ShouldNotContain("Seq Scan", Case.Sensitive, what);
                if (name.StartsWith("opened", StringComparison.Ordinal) && sort.Name is "decidedAt" or "deadline") plan.ShouldContain($"ix_weighing_list_year_{sort.Column}", Case.Sensitive, what);
                else if (Selective.TryGetValue(name, out var index)) HasIndex(plan, index, name, sort).ShouldBeTrue(what);
                else if (sort.ByChange) plan.ShouldContain(filter.Status is null ? "ix_weighing_change_changed_at" : "ix_weighing_change_status_changed_at", Case.Sensitive, what);
                else plan.ShouldContain(filter.Status is null ? $"ix_weighing_list_{sort.Column}" : $"ix_weighing_list_status_{sort.Column}", Case.Sensitive, what);
                if (start is not null && sort.Changes) plan.ShouldContain($"pkey_{sort.PastTable.Split('.')[1]}", Case.Insensitive, what);
            }
        }
    }

    /// <summary>Whether a plan uses an index; of a period, also the one of titles, where nothing but that is read: it holds the day of opening too.</summary>
    private static bool HasIndex(string plan, string index, string filter, ListSort sort) => plan.Contains($"ix_weighing_{index}", StringComparison.Ordinal)
        || (filter.StartsWith("opened", StringComparison.Ordinal) && plan.Contains($"Index Only Scan using ix_weighing_list_{sort.Column}", StringComparison.Ordinal));

    /// <summary>Looked for among those next in order or among all that pass the filter: the page is the same.</summary>
    [Theory, MemberData(nameof(Filters))]
    public async Task A_page_is_the_same_however_it_is_found(string name)
    {
        var filter = SeededWeighings.Filters(SoManyWeighings.Count).Single(f => f.Name == name).Filter;
        await using var connection = await many.Api.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var order in ListTests.Sorts)
        {
            var sort = ListSort.Of(order.Data)!;
            foreach (var start in new[] { null, await Middle(sort, back: true) })
            {
                var all = await Found(connection, filter, sort, start, null);
                foreach (var next in new[] { 51, 3_000 })
                    (await Found(connection, filter, sort, start, new ListEstimate(next * 1_000, 51 * 4 * 1_000))).ShouldBe(all, $"{name} by {order.Data}");
            }
        }
    }

    /// <summary>A list of a period is put together of a walk through each year, which the rest of the list does not know.</summary>
    [Theory]
    [InlineData("opened in one year")]
    [InlineData("openedFrom")]
    [InlineData("openedTo")]
    public async Task A_period_has_those_that_were_opened_in_it(string name)
    {
        var filter = SeededWeighings.Filters(SoManyWeighings.Count).Single(f => f.Name == name).Filter;
        await using var connection = await many.Api.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var order in ListTests.Sorts)
        {
            var sort = ListSort.Of(order.Data)!;
            var expected = await Stored.Rows(many.Api.ConnectionString, $"""
                select id from {WeighingList.Rows} join {WeighingList.Changes} using (tenant_id, id) where tenant_id = '{DemoCorporations.Merenland.Code}' and opened_at >= $1 and opened_at < $2
                order by {sort.Column} {(sort.Falling ? "desc" : "asc")}, id {(sort.Falling ? "desc" : "asc")} limit 51
                """, row => row.GetGuid(0), filter.OpenedFrom ?? DateTimeOffset.MinValue, filter.OpenedTo ?? DateTimeOffset.MaxValue);
            (await Found(connection, filter, sort, null, null)).ShouldBe(expected, order.Data);
        }
    }

    [Theory]
    [InlineData(100_000, 50_000, 8, 204)] // two rows for each that passes: a page of 51 takes 102, and twice as many are tried
    [InlineData(100_000, 8_000, 8, 1_274)]
    [InlineData(100_000, 6_000, 8, 0)] // to sort 6,000 takes less than to look at 850 of the walk, if that might find too few
    [InlineData(100_000, 4_000, 1, 2_550)]
    [InlineData(100_000, 3_000, 1, 3_000)] // never more than that
    [InlineData(10_000_000, 20_000, 1, 0)] // in 3,000 of the walk there is hardly one
    [InlineData(1_000, 83, 8, 0)]
    [InlineData(0, 0, 8, 0)]
    public void Those_next_in_order_are_tried_where_that_takes_less_than_sorting_all(long walked, long found, int cost, int near) =>
        new ListEstimate(walked, found).Near(51, cost).ShouldBe(near);

    [Fact]
    public async Task Whoever_began_before_thousands_changed_their_title_sees_the_list_as_it_was()
    {
        var corporation = DemoCorporations.Merenland.Code;
        using var http = many.Api.Client();
        var first = (await Stored.Rows(many.Api.ConnectionString, $"select title, id::text from {WeighingList.Past} order by title, id limit 1", row => (Title: row.GetString(0), Id: row.GetString(1)))).Single();
        var cursor = Infrastructure.Http.Paging.Cursor($"weighings title {corporation}", false, first.Title, first.Id, many.Snapshot);
        var page = await Pages.Get(http, $"/v1/weighings?sort=title&limit=200&cursor={Uri.EscapeDataString(cursor)}");
        var expected = await Stored.Rows(many.Api.ConnectionString, $"""
            select id::text from (select title, id from {WeighingList.Past} union all
                select title, id from {WeighingList.Rows} l where tenant_id = '{corporation}' and not exists (select from {WeighingList.Past} p where p.id = l.id)) every
            where (title, id) > ($1, $2::uuid) order by title, id limit 200
            """, row => row.GetString(0), first.Title, first.Id);
        page.Ids.ShouldBe(expected);
    }

    private async Task<ListStart> Middle(ListSort sort, bool back)
    {
        var (key, id) = await many.Middle(sort);
        return new ListStart(back, key, id, many.Snapshot);
    }

    private static async Task<List<Guid>> Found(NpgsqlConnection connection, ListFilter filter, ListSort sort, ListStart? start, ListEstimate? estimate)
    {
        filter = await ListPage.Prepare(connection, DemoCorporations.Merenland.Code, filter, TestContext.Current.CancellationToken);
        await using var reader = await ListPage.Read(connection, ListPage.Commands(DemoCorporations.Merenland.Code, filter, sort, start, 51, estimate), TestContext.Current.CancellationToken);
        var found = new List<Guid>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) found.Add(JsonDocument.Parse(reader.GetString(0)).RootElement.GetProperty("id").GetGuid());
        return found;
    }

    private static async Task<string> Plan(NpgsqlConnection connection, ListFilter filter, ListSort sort, ListStart? start)
    {
        var corporation = DemoCorporations.Merenland.Code;
        filter = await ListPage.Prepare(connection, corporation, filter, TestContext.Current.CancellationToken);
        var estimate = await ListPage.Estimate(connection, corporation, filter, sort, TestContext.Current.CancellationToken);
        var commands = ListPage.Commands(corporation, filter, sort, start, 51, estimate);
        commands[^1].CommandText = "explain " + commands[^1].CommandText;
        await using var reader = await ListPage.Read(connection, commands, TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
