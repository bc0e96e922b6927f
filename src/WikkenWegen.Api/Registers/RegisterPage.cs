using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Registers;

/// <summary>Which entries of a register are asked for; null does not filter.</summary>
public sealed record RegisterFilter
{
    /// <summary>The register.</summary>
    public required Register Register { get; init; }

    /// <summary>Who reads it, and sees only what is of weighings that they may read.</summary>
    public required Reader Reader { get; init; }

    /// <summary>Marks that an entry has, all of them.</summary>
    public ImmutableArray<string> Marks { get; init; } = [];

    /// <summary>Names that an entry has, all of them.</summary>
    public ImmutableArray<RegisterKey> Keys { get; init; } = [];

    /// <summary>Words to search for, as a tsquery; see <see cref="ListPage.Prepare"/>.</summary>
    public string? Query { get; init; }

    /// <summary>It happened at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>It happened before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A CBS code: the weighing is about this area or one within it.</summary>
    public string? Area { get; init; }

    /// <summary>The level of the weighing.</summary>
    public Level? Level { get; init; }

    /// <summary>The scale of the weighing.</summary>
    public WeighingScale? Scale { get; init; }

    /// <summary>The name of a party that was invited to the weighing.</summary>
    public string? Party { get; init; }
}

/// <summary>What a register is sorted by, and which way.</summary>
/// <param name="Column">The column that holds it.</param>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Falling">Whether it goes from high to low.</param>
public sealed record RegisterSort(string Column, string Type, bool Falling)
{
    /// <summary>The names of the orders.</summary>
    public static readonly ImmutableArray<string> Names = ["at", "-at", "name", "-name"];

    /// <summary>Reads a name, with - in front for falling; null where it is none.</summary>
    public static RegisterSort? Of(string text) => !Names.Contains(text) ? null
        : text.TrimStart('-') == "at" ? new("happened_at", "timestamptz", text[0] == '-') : new("name", "text", text[0] == '-');

    /// <summary>Whether a value in a cursor is one of this type.</summary>
    public bool Reads(string value) => Type == "text" || (value.Length <= 40 && Moments.TryParse(value, out _));
}

/// <summary>Where a page of a register begins.</summary>
/// <param name="Back">Whether the page before is asked for.</param>
/// <param name="Key">The value that the entry there is sorted by.</param>
/// <param name="Weighing">Id of its weighing.</param>
/// <param name="Number">Its number in that.</param>
public sealed record RegisterStart(bool Back, string Key, Guid Weighing, int Number)
{
    /// <summary>Reads the values of a cursor; null where they are none.</summary>
    public static RegisterStart? Of(PageStart start, RegisterSort sort) =>
        start.Values is [var key, var id, var text] && sort.Reads(key) && Guid.TryParse(id, out var weighing)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new RegisterStart(start.Back, key, weighing, number) : null;
}

/// <summary>
/// The SQL of a page of a register: a walk along the index of its order, or a search by the index of a filter that lets few through, as
/// PostgreSQL finds the less. Which weighings the reader may read is asked of the table of the lists.
/// </summary>
public sealed class RegisterPage
{
    /// <summary>
    /// For the transaction: a table is never read whole, the plan is made for these very values, and rows that go together are looked up one by
    /// one, as where there are many.
    /// </summary>
    internal const string Settings =
        "select set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true), "
        + "set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('max_parallel_workers_per_gather', '0', true), set_config('random_page_cost', '1.1', true)";

    private readonly List<NpgsqlParameter> _values = [];

    /// <summary>
    /// Makes the commands, the first of which is about settings. Rows of the second are data, weighing, number, event, path, key, framing, status
    /// and version of the weighing, and whether the reader is named in it; in the direction of the page.
    /// </summary>
    /// <param name="corporation">Whose register it is.</param>
    /// <param name="filter">What it has.</param>
    /// <param name="sort">Its order.</param>
    /// <param name="start">Where the page begins; null for the first.</param>
    /// <param name="count">Most rows.</param>
    public static NpgsqlBatchCommand[] Commands(string corporation, RegisterFilter filter, RegisterSort sort, RegisterStart? start, int count)
    {
        var page = new RegisterPage();
        var rising = sort.Falling == (start?.Back == true);
        var order = rising ? "asc" : "desc";
        var conditions = page.Conditions(corporation, filter).ToList();
        if (start is not null)
            conditions.Add($"(e.{sort.Column}, e.weighing_id, e.number) {(rising ? '>' : '<')} ({page.Value(start.Key)}::{sort.Type}, {page.Value(start.Weighing)}, {page.Value(start.Number)})");
        var ordered = $"{sort.Column} {order}, weighing_id {order}, number {order}";
        return page.Batch($$"""
            with page as (
                select e.weighing_id, e.number, e.event, e.path, e.data, e.{{sort.Column}}, l.named @> array[{{page.Value(filter.Reader.Subject)}}] as is_named
                from {{RegisterTable.Rows}} e join {{WeighingList.Rows}} l on l.tenant_id = e.tenant_id and l.id = e.weighing_id
                where {{string.Join(" and ", conditions)}} order by e.{{sort.Column}} {{order}}, e.weighing_id {{order}}, e.number {{order}} limit {{count}})
            select p.data, p.weighing_id, p.number, p.event, p.path, to_jsonb(p.{{sort.Column}}) #>> '{}', {{OfWeighing}}, coalesce(p.is_named, false) from page p
            {{JoinWeighing("p.weighing_id")}} order by {{ordered}}
            """);
    }

    /// <summary>The columns of a weighing for <see cref="WeighingInRegister"/>: framing, status and version.</summary>
    internal const string OfWeighing = "d.data -> 'framing', d.data ->> 'status', s.version";

    /// <summary>The tables that <see cref="OfWeighing"/> are from; $1 is the corporation.</summary>
    internal static string JoinWeighing(string id) => $"""
        join {StoreSetup.Schema}.mt_doc_weighing_summary d on d.tenant_id = $1 and d.id = {id} join {StoreSetup.Schema}.mt_streams s on s.tenant_id = $1 and s.id = {id}
        """;

    /// <summary>The commands for SQL with the values that were asked for so far.</summary>
    internal NpgsqlBatchCommand[] Batch(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in _values) command.Parameters.Add(value);
        return [new(Settings), command];
    }

    /// <summary>Conditions on row <c>e</c> of the register and row <c>l</c> of the list.</summary>
    internal IEnumerable<string> Conditions(string corporation, RegisterFilter filter)
    {
        yield return $"e.tenant_id = {Value(corporation)}"; // $1
        yield return $"e.register = {Value(RegisterTable.NameOf(filter.Register))}";
        yield return ReadableRows.Condition(filter.Reader, value => Value(value));
        foreach (var mark in filter.Marks) yield return $"e.marks @> array[{Value(mark)}]";
        foreach (var key in filter.Keys) yield return $"e.marks @> array[{RegisterTable.Key($"{Value(key.Field)}::text", Value(key.Value))}]";
        if (filter.Query is { } query) yield return $"e.words @@ {Value(query)}::tsquery";
        if (filter.From is { } from) yield return $"e.happened_at >= {Value(from)}";
        if (filter.To is { } to) yield return $"e.happened_at < {Value(to)}";
        if (filter.Area is { } area) yield return $"l.areas @> array[{Value(area)}]";
        if (filter.Level is { } level) yield return $"l.level = {Name(level)}";
        if (filter.Scale is { } scale) yield return $"l.scale = {Name(scale)}";
        if (filter.Party is { } party) yield return $"l.parties @> array[{References.Composed(Value(Names.Key(party)))}]";
    }

    private string Name<T>(T value) where T : struct, Enum => Value(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    /// <summary>A parameter: no value becomes part of the SQL.</summary>
    internal string Value(object value, NpgsqlDbType? type = null)
    {
        var parameter = new NpgsqlParameter { Value = value };
        if (type is { } said) parameter.NpgsqlDbType = said;
        _values.Add(parameter);
        return "$" + _values.Count.ToString(CultureInfo.InvariantCulture);
    }
}
