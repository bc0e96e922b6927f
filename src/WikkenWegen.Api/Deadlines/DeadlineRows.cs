using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Marten;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Api.Deadlines;

/// <summary>
/// The deadlines of all weighings as rows: what the Domain computes of a weighing, kept in the transaction of each step that changes them, and
/// whether each was reached while it stood.
/// </summary>
public static class DeadlineRows
{
    /// <summary>One row a deadline.</summary>
    public const string Rows = $"{StoreSetup.Schema}.deadline";

    /// <summary>One row: up to where weighings were looked through for deadlines that were not written in the transaction of their step.</summary>
    internal const string Swept = $"{StoreSetup.Schema}.deadline_sweep";

    /// <summary>Wolverine's table of messages that could not be handled.</summary>
    internal const string Dead = $"{Messaging.Schema}.wolverine_dead_letters";

    private static readonly string[] Key = ["tenant_id", "weighing_id", "kind", "about", "from_event"];

    private static readonly string[] InOrder = ["tenant_id", "due_at", "weighing_id", "kind", "about", "from_event"];

    /// <summary>The columns that are written anew, after those of the key, with their types.</summary>
    private static readonly (string Name, string Type)[] Columns =
    [
        ("day", "date"), ("due_at", "timestamptz"), ("waits", "boolean"), ("statutory", "boolean"), ("by_stakeholder", "text"), ("by_role", "text"), ("party", "text"),
        ("settled_by", "int"), ("settled_at", "timestamptz"), ("lapsed", "boolean"),
    ];

    private static readonly HashSet<string> Optional = ["by_stakeholder", "by_role", "party", "settled_by", "settled_at", "lapsed"];

    /// <summary>The columns that <see cref="At"/> reads, in its order.</summary>
    public static readonly ImmutableArray<string> Read = [.. Key.Skip(2), .. Columns.Select(c => c.Name)];

    private static readonly string AllRead = string.Join(", ", Read);

    /// <summary>Adds the tables to the schema.</summary>
    public static void Configure(StoreOptions options)
    {
        options.Storage.ExtendedSchemaObjects.Add(RowsTable());
        options.Storage.ExtendedSchemaObjects.Add(SweptTable());
    }

    /// <summary>How a kind is written in a row, and in the API.</summary>
    public static string NameOf(DeadlineKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>Queues that deadlines are written as they are now, to be saved with the session. One that is moved is reached anew.</summary>
    /// <param name="session">A session of the corporation.</param>
    /// <param name="weighing">The weighing.</param>
    /// <param name="deadlines">Those that are new or became others.</param>
    internal static void Write(IDocumentSession session, Guid weighing, IEnumerable<Deadline> deadlines) => session.QueueSqlCommand($"""
        insert into {Rows} as d (tenant_id, weighing_id, by_key, {AllRead})
        select ?, ?, {References.Composed("r.by_key")}, {AllRead} from jsonb_to_recordset(?::jsonb)
            as r(by_key text, kind text, about text, from_event int, {string.Join(", ", Columns.Select(c => $"{c.Name} {c.Type}"))})
        on conflict ({string.Join(", ", Key)}) do update set by_key = excluded.by_key, {string.Join(", ", Columns.Select(c => $"{c.Name} = excluded.{c.Name}"))},
            fired_at = case when d.due_at = excluded.due_at then d.fired_at end
        """, session.TenantId, weighing, Json(deadlines));

    /// <summary>Queues that deadlines are taken away which do not follow from the weighing, to be saved with the session.</summary>
    /// <param name="session">A session of the corporation.</param>
    /// <param name="weighing">The weighing.</param>
    /// <param name="deadlines">Which they are.</param>
    internal static void Delete(IDocumentSession session, Guid weighing, IEnumerable<Deadline> deadlines) => session.QueueSqlCommand($"""
        delete from {Rows} where tenant_id = ? and weighing_id = ? and (kind, about, from_event) in (
            select kind, about, from_event from jsonb_to_recordset(?::jsonb) as r(kind text, about text, from_event int))
        """, session.TenantId, weighing, Json(deadlines));

    /// <summary>The deadlines of a weighing as they are written down.</summary>
    /// <param name="session">A session of the corporation.</param>
    /// <param name="weighing">The weighing.</param>
    /// <param name="cancellation">Stops reading.</param>
    internal static async Task<ImmutableArray<Deadline>> Of(IQuerySession session, Guid weighing, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select {AllRead} from {Rows} where tenant_id = $1 and weighing_id = $2") { Parameters = { new() { Value = session.TenantId }, new() { Value = weighing } } };
        await using var reader = await session.ExecuteReaderAsync(command, cancellation);
        var deadlines = ImmutableArray.CreateBuilder<Deadline>();
        while (await reader.ReadAsync(cancellation)) deadlines.Add(At(reader, 0));
        return deadlines.DrainToImmutable();
    }

    /// <summary>The deadline of a row that was read.</summary>
    /// <param name="reader">It stands at the row.</param>
    /// <param name="first">Which of its columns is the first of <see cref="Read"/>, from 0.</param>
    public static Deadline At(DbDataReader reader, int first)
    {
        return new Deadline
        {
            Kind = Enum.Parse<DeadlineKind>(reader.GetString(first), ignoreCase: true),
            About = reader.GetString(first + 1),
            FromEvent = reader.GetInt32(first + 2),
            Day = reader.GetFieldValue<DateOnly>(first + 3),
            Statutory = reader.GetBoolean(first + 6),
            By = new Who(Text(first + 7), Text(first + 8)),
            Party = Text(first + 9),
            Settled = reader.IsDBNull(first + 10) ? null : new Settlement(reader.GetInt32(first + 10), reader.GetFieldValue<DateTimeOffset>(first + 11), reader.GetBoolean(first + 12)),
        };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static string Json(IEnumerable<Deadline> deadlines) => JsonSerializer.Serialize(deadlines.Select(d => new
    {
        by_key = Names.Key(d.Party ?? d.By.Role ?? d.By.Stakeholder!),
        kind = NameOf(d.Kind),
        about = d.About,
        from_event = d.FromEvent,
        day = d.Day.ToString("O", CultureInfo.InvariantCulture),
        due_at = d.DueAt,
        waits = d.Waits,
        statutory = d.Statutory,
        by_stakeholder = d.By.Stakeholder,
        by_role = d.By.Role,
        party = d.Party,
        settled_by = d.Settled?.Event,
        settled_at = d.Settled?.At,
        lapsed = d.Settled?.Lapsed,
    }));

    private static Table RowsTable()
    {
        var table = Named(Rows);
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<Guid>("weighing_id").AsPrimaryKey();
        table.AddColumn("kind", "text").AsPrimaryKey();
        table.AddColumn("about", "text").AsPrimaryKey();
        table.AddColumn<int>("from_event").AsPrimaryKey();
        foreach (var (name, type) in Columns)
        {
            var column = table.AddColumn(name, type);
            if (!Optional.Contains(name)) column.NotNull();
        }
        table.AddColumn("by_key", "text").NotNull(); // what a filter compares
        table.AddColumn("fired_at", "timestamptz"); // when it was reached while it stood
        table.Indexes.Add(new IndexDefinition("ix_deadline_due_at") { Columns = InOrder });
        table.Indexes.Add(new IndexDefinition("ix_deadline_by_key") { Columns = ["tenant_id", "by_key", .. InOrder[1..]] });
        table.Indexes.Add(new IndexDefinition("ix_deadline_kind") { Columns = ["tenant_id", "kind", "due_at", "weighing_id", "about", "from_event"] });
        table.Indexes.Add(new IndexDefinition("ix_deadline_standing") { Columns = InOrder, Predicate = "settled_by is null" });
        table.Indexes.Add(new IndexDefinition("ix_deadline_unfired") { Columns = ["due_at"], Predicate = "settled_by is null and fired_at is null" });
        return table;
    }

    private static Table SweptTable()
    {
        var table = Named(Swept);
        table.AddColumn("one", "boolean").AsPrimaryKey();
        table.AddColumn("swept_to", "timestamptz").NotNull();
        return table;
    }

    private static Table Named(string name) => new(new PostgresqlObjectName(StoreSetup.Schema, name[(StoreSetup.Schema.Length + 1)..], SchemaUtils.IdentifierUsage.General));
}
