using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>The SQL of a page of a list.</summary>
/// <remarks>
/// <para>
/// How long a page takes must not depend on how many weighings there are, for whatever filter and order. A list is a walk along the index
/// of its order, or of its order within a status, which goes with the order: what is open was not decided. What another filter lets
/// through is found in two ways: among the weighings next in order, where a filter that lets many through fills a page, and otherwise
/// among all that the filter lets through, which then are few. PostgreSQL is asked first how many it takes them to be
/// (<see cref="Estimate"/>). Where they are few, it goes to those at once.
/// </para>
/// <para>
/// A page after the first shows a list, the order of which changes, as it was in the snapshot of the first: the rows that took their place before it, and the
/// places that rows had in it and have left since (<see cref="WeighingList"/>). Filters look at what weighings are now.
/// </para>
/// </remarks>
public sealed class ListPage
{
    /// <summary>
    /// For the transaction of a page. Up to tens of thousands of rows, PostgreSQL would rather read and sort the whole table than walk
    /// along an index. It would make one plan for all words, though some are everywhere and others nowhere. And it would compile queries
    /// that run for a millisecond.
    /// </summary>
    private const string Settings =
        "select set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)";

    /// <summary>
    /// And where the table of changes is beside that of the list. PostgreSQL would rather read all of one of them into memory, or have
    /// several processes read it, than look up the row that goes with another: as for a row on disk, though both tables are narrow.
    /// </summary>
    private const string JoinSettings = Settings + ", set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), "
        + "set_config('max_parallel_workers_per_gather', '0', true), set_config('random_page_cost', '1.1', true)";

    /// <summary>
    /// What it takes to look at a row in the walk, where it takes 1 to find one by the index of a filter: about 4, counted double, since the
    /// walk may find too few. The words of a phrase are looked at in each row that has them, however that is found.
    /// </summary>
    private const int WalkCost = 8;

    private readonly List<NpgsqlParameter> _values = [];

    /// <summary>Makes the words of a filter into what is searched for, by the words that the corporation uses. It comes before the others.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="corporation">Whose list it is.</param>
    /// <param name="filter">What it has.</param>
    /// <param name="cancellation">Ends the reading when the caller has gone.</param>
    public static async Task<ListFilter> Prepare(NpgsqlConnection connection, string corporation, ListFilter filter, CancellationToken cancellation = default)
    {
        if (filter.Q is not { } q) return filter;
        await using var command = new NpgsqlCommand($"select {WeighingList.Search}($1, $2)::text", connection) { Parameters = { new() { Value = corporation }, new() { Value = q } } };
        return filter with { Query = (string)(await command.ExecuteScalarAsync(cancellation))! };
    }

    /// <summary>Asks PostgreSQL how many weighings there may be; null where the answer would change nothing, because one walk along an index gives the page.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="corporation">Whose list it is.</param>
    /// <param name="filter">What it has.</param>
    /// <param name="sort">Its order.</param>
    /// <param name="cancellation">Ends the reading when the caller has gone.</param>
    public static async Task<ListEstimate?> Estimate(
        NpgsqlConnection connection, string corporation, ListFilter filter, ListSort sort, CancellationToken cancellation = default)
    {
        if (InYears(filter, sort) || new ListPage().Conditions(filter, sort).Searches is []) return null;
        await using var reader = await Read(connection, [new(IsJoined(filter, sort) ? JoinSettings : Settings), Explain(searched: false), Explain(searched: true)], cancellation);
        var walked = await Rows();
        await reader.NextResultAsync(cancellation);
        return new ListEstimate(walked, await Rows());

        NpgsqlBatchCommand Explain(bool searched)
        {
            var page = new ListPage();
            var mine = $"l.tenant_id = {page.Value(corporation)}";
            var (kinds, searches) = page.Conditions(filter, sort);
            return page.Command($"explain (format json) select from {Source(filter, sort)} where {mine} and {All([.. kinds, .. searched ? searches : []])}");
        }

        async Task<long> Rows()
        {
            await reader.ReadAsync(cancellation);
            using var plan = JsonDocument.Parse(reader.GetString(0));
            return plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64();
        }
    }

    /// <summary>Runs commands, the first of which is about settings, and gives the rows of the second.</summary>
    public static async Task<NpgsqlDataReader> Read(NpgsqlConnection connection, NpgsqlBatchCommand[] commands, CancellationToken cancellation = default)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return reader;
    }

    /// <summary>
    /// Makes the commands. Rows of the second are summary, version, when it changed, key and snapshot, in the direction of the page. Where the
    /// total is asked for, the one row of the third is how many weighings the whole list has.
    /// </summary>
    /// <param name="corporation">Whose list it is.</param>
    /// <param name="filter">What it has.</param>
    /// <param name="sort">Its order.</param>
    /// <param name="start">Where the page begins; null for the first.</param>
    /// <param name="count">Most rows.</param>
    /// <param name="estimate">How many there may be; null where it was not asked for.</param>
    /// <param name="total">Whether all are counted.</param>
    public static NpgsqlBatchCommand[] Commands(
        string corporation, ListFilter filter, ListSort sort, ListStart? start, int count, ListEstimate? estimate, bool total = false)
    {
        var page = new ListPage();
        var near = estimate?.Near(count, filter.Query?.Contains('<') == true ? 1 : WalkCost) ?? 0;
        return [new(IsJoined(filter, sort) ? JoinSettings : Settings), page.Command(page.Sql(corporation, filter, sort, start, count, near)), .. total ? [Count(corporation, filter, sort)] : Array.Empty<NpgsqlBatchCommand>()];
    }

    private static NpgsqlBatchCommand Count(string corporation, ListFilter filter, ListSort sort)
    {
        var page = new ListPage();
        var mine = $"l.tenant_id = {page.Value(corporation)}";
        var (kinds, searches) = page.Conditions(filter, sort);
        return page.Command($"select count(*) from {Source(filter, sort)} where {mine} and {All([.. kinds, .. searches])}");
    }

    private static bool IsJoined(ListFilter filter, ListSort sort) => sort.ByChange || filter.ChangedSince is not null;

    /// <summary>Where rows of a list come from: when they changed is looked up only where that matters.</summary>
    private static string Source(ListFilter filter, ListSort sort) =>
        $"{WeighingList.Rows} l{(IsJoined(filter, sort) ? $" join {WeighingList.Changes} c on c.tenant_id = l.tenant_id and c.id = l.id" : "")}";

    private NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in _values) command.Parameters.Add(value);
        return command;
    }

    private string Sql(string corporation, ListFilter filter, ListSort sort, ListStart? start, int count, int near)
    {
        var rising = sort.Falling == (start?.Back == true);
        var order = rising ? "asc" : "desc";
        var inOrder = $"order by key {order}, id {order} limit {count}";
        var (place, source) = (sort.ByChange ? "c" : "l", Source(filter, sort)); // the row that has the place in the list
        var (key, id, mine) = ($"{place}.{sort.Column}", $"{place}.id", $"l.tenant_id = {Value(corporation)}");
        var (kinds, searches) = Conditions(filter, sort);
        var (beyond, was, then) = ("true", "true", "");
        if (start is not null)
        {
            var here = $"{(rising ? '>' : '<')} ({Value(start.Key)}::{sort.Type}, {Value(start.Id)})";
            beyond = $"({key}, {id}) {here}";
            if (sort.Changes)
            {
                var snapshot = Value(start.Snapshot, NpgsqlDbType.Unknown); // a pg_snapshot, which the driver knows no type for
                // A transaction that is yet to come was one of another server, from which the database was brought over, long ago.
                was = $"(pg_visible_in_snapshot({place}.from_xid, {snapshot}) or {place}.from_xid >= (select pg_snapshot_xmax(pg_current_snapshot())))";
                then = $"""
                    union all
                    (select p.{sort.Column}, p.id from {sort.PastTable} p
                     cross join lateral (select from {source} where l.tenant_id = p.tenant_id and l.id = p.id and {All([.. kinds, .. searches])} offset 0) l
                     where p.tenant_id = $1 and p.to_xid >= pg_snapshot_xmin({snapshot}) and p.to_xid < (select pg_snapshot_xmax(pg_current_snapshot()))
                       and not pg_visible_in_snapshot(p.to_xid, {snapshot}) and pg_visible_in_snapshot(p.from_xid, {snapshot}) and (p.{sort.Column}, p.id) {here}
                     order by p.{sort.Column} {order}, p.id {order} limit {count})
                    """;
            }
        }
        var rows = $"from {source} where {mine} and {beyond} and {All([was, .. kinds])}";
        var ordered = $"order by {key} {order}, {id} {order}";
        // Offset 0 keeps the order of the list out of the planning of all that a filter lets through.
        var all = $"select * from (select {key} as key, {id} {rows} and {All(searches)} offset 0) f";
        var found = (searches.Count, near) switch
        {
            (0, _) => $"walk as (select {key} as key, {id} {rows} {ordered} limit {count})",
            _ when InYears(filter, sort) => $"""
                walk as (select w.* from generate_series({Year(filter.OpenedFrom, "min", "greatest")}, {Year(filter.OpenedTo, "max", "least")}) year
                    cross join lateral (select {key} as key, {id} {rows} and l.opened_year = year and {All(searches)} {ordered} limit {count}) w {inOrder})
                """,
            (_, 0) => $"walk as ({all} {inOrder})",
            _ => $"""
                edge as materialized (select {key} as key {rows} {ordered} offset {near} limit 1),
                near as materialized (select {key} as key, {id} {rows} and {All(searches)} and {key} {(rising ? "<=" : ">=")} (select key from edge) {ordered} limit {count}),
                walk as (select * from near union select * from ({all} where (select count(*) from near) < {count} {inOrder}) f)
                """,
        };
        return $$"""
            with {{found}},
            page as (select * from (select * from walk {{then}}) w {{inOrder}})
            select d.data, s.version, c.changed_at, to_jsonb(p.key) #>> '{}', pg_current_snapshot()::text from page p
            join {{StoreSetup.Schema}}.mt_doc_weighing_summary d on d.tenant_id = $1 and d.id = p.id
            join {{StoreSetup.Schema}}.mt_streams s on s.tenant_id = $1 and s.id = p.id
            join {{WeighingList.Changes}} c on c.tenant_id = $1 and c.id = p.id
            order by p.key {{order}}, p.id {{order}}
            """;
    }

    /// <summary>What the walk along an index keeps to, and what is looked at in each row that it comes by.</summary>
    private (List<string> Kinds, List<string> Searches) Conditions(ListFilter filter, ListSort sort)
    {
        var (kinds, searches) = (Kinds(filter).ToList(), Searches(filter).ToList());
        kinds.AddRange(Stands(filter, sort));
        (sort.Name == "openedAt" ? kinds : searches).AddRange(Period(filter));
        (sort.Name == "deadline" ? kinds : searches).AddRange(Deadlines(filter, sort.Name == "deadline" ? sort.Column : "deadline_rising"));
        (sort.ByChange ? kinds : searches).AddRange(Changes(filter));
        return (kinds, searches);
    }

    /// <summary>
    /// Whether the list is put together of a walk through each year. When weighings were opened goes with when they were decided and have
    /// their deadline, so those of a period lie together, and may lie far from the beginning of the list.
    /// </summary>
    private static bool InYears(ListFilter filter, ListSort sort) =>
        (filter.OpenedFrom ?? filter.OpenedTo) is not null && sort.Name is "decidedAt" or "deadline"
        && filter with { OpenedFrom = null, OpenedTo = null, Status = null, Reader = null } == new ListFilter() && filter.Reader is not { UpTo: null };

    /// <summary>The first or last year of the walks: of the period, but not beyond the years in which the corporation opened a weighing, where it did.</summary>
    private string Year(DateTimeOffset? end, string furthest, string nearer)
    {
        var known = $"(select {furthest}(l.opened_year) from {WeighingList.Rows} l where l.tenant_id = $1)";
        return end is { } moment ? $"{nearer}({known}, {Value(moment.UtcDateTime.Year)})" : known;
    }

    /// <summary>The condition for which there is an index in each order, of the table that has that order.</summary>
    private IEnumerable<string> Stands(ListFilter filter, ListSort sort)
    {
        if (filter.Status is { } status) yield return $"{(sort.ByChange ? "c" : "l")}.status = {Name(status)}";
    }

    /// <summary>Conditions which at most a few weighings pass, and the one of the reader's class, which most pass.</summary>
    private IEnumerable<string> Kinds(ListFilter filter)
    {
        if (filter.Reference is { } reference) yield return $"l.reference = {References.Composed(Value(Names.Key(reference)))}";
        if (filter.IdExtern is { } external) yield return $"l.id_extern = {Value(external)}";
        if (filter.Reader is { UpTo: < Confidentiality.Secret } reader) yield return ReadableRows.Condition(reader, value => Value(value));
    }

    private IEnumerable<string> Period(ListFilter filter)
    {
        if (filter.OpenedFrom is { } from) yield return $"l.opened_at >= {Value(from)}";
        if (filter.OpenedTo is { } to) yield return $"l.opened_at < {Value(to)}";
    }

    private IEnumerable<string> Deadlines(ListFilter filter, string column)
    {
        if ((filter.DeadlineFrom ?? filter.DeadlineTo) is null) yield break;
        yield return $"l.{column} > '-infinity' and l.{column} < 'infinity'"; // those are none
        if (filter.DeadlineFrom is { } from) yield return $"l.{column} >= {Day(from)}";
        if (filter.DeadlineTo is { } to) yield return $"l.{column} <= {Day(to)}";

        // As a text: Npgsql takes the first and the last day that .NET knows for minus and plus infinity.
        string Day(DateOnly day) => $"{Value(day.ToString("O", CultureInfo.InvariantCulture))}::date";
    }

    private IEnumerable<string> Changes(ListFilter filter)
    {
        if (filter.ChangedSince is { } since) yield return $"c.changed_at >= {Value(since)}";
    }

    /// <summary>Conditions that anything from none to all weighings can pass, told by an index in no order.</summary>
    private IEnumerable<string> Searches(ListFilter filter)
    {
        if (filter.Reader is { UpTo: null } named) yield return ReadableRows.Condition(named, value => Value(value));
        if (filter.Level is { } level) yield return $"l.level = {Name(level)}";
        if (filter.Scale is { } scale) yield return $"l.scale = {Name(scale)}";
        if (filter.Area is { } area) yield return $"l.areas @> array[{Value(area)}]";
        if (filter.Party is { } party) yield return $"l.parties @> array[{References.Composed(Value(Names.Key(party)))}]";
        if (filter.DecisionKind is { } kind) yield return $"l.decision_kind = {Name(kind)}";
        if (filter.Deviates is { } deviates) yield return $"l.deviations @> array[{Value(deviates ? WeighingSummary.AnyDeviation : WeighingSummary.NoDeviation)}]";
        if (filter.DeviatesFrom is { } deviation) yield return $"l.deviations @> array[{Value(WeighingSummary.Mark(deviation))}]";
        if (filter.Q is not null) yield return $"l.words @@ {Value(filter.Query!)}::tsquery";
    }

    private static string All(IEnumerable<string> conditions) => string.Join(" and ", conditions.DefaultIfEmpty("true"));

    private string Name<T>(T value) where T : struct, Enum => Value(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    /// <summary>A parameter: no value becomes part of the SQL.</summary>
    private string Value(object value, NpgsqlDbType? type = null)
    {
        var parameter = new NpgsqlParameter { Value = value };
        if (type is { } said) parameter.NpgsqlDbType = said;
        _values.Add(parameter);
        return "$" + _values.Count.ToString(CultureInfo.InvariantCulture);
    }
}
