using System.Data.Common;
using System.Linq.Expressions;
using System.Text.Json;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>
/// The tables that lists are read from, kept by a trigger on the summaries: whatever writes a summary, a step or a rebuild, writes its
/// row here in the same transaction. A row is narrow, and everything that is filtered or sorted by is a column with an index.
/// </summary>
/// <remarks>
/// <see cref="Rows"/> has one row a weighing, as it is now; <see cref="Past"/> has the places in the sorted lists that weighings had
/// before, each with the transactions that gave it and took it away. Together they tell the order of a list in any earlier snapshot,
/// so that whoever goes from page to page walks through the list as it was when they began.
/// </remarks>
public sealed class WeighingList() : FeatureSchemaBase("weighing_list", new PostgresqlMigrator())
{
    /// <summary>One row a weighing.</summary>
    public const string Rows = $"{StoreSetup.Schema}.weighing_list";

    /// <summary>Places that weighings had before.</summary>
    public const string Past = $"{StoreSetup.Schema}.weighing_list_past";

    /// <summary>The PostgreSQL text search configuration: Dutch stemming.</summary>
    public const string SearchLanguage = "dutch";

    private const string Summaries = $"{StoreSetup.Schema}.mt_doc_weighing_summary";

    /// <summary>
    /// Of longer texts only the beginning is searched: PostgreSQL refuses a tsvector of more than 1 MiB, and a step must not be refused
    /// because there is much to read.
    /// </summary>
    private const int SearchedCharacters = 200_000;

    private static readonly Column Opened = new("opened_at", "timestamptz not null", Of(s => s.OpenedAt));

    /// <summary>
    /// What else lists are sorted by, which changes. What can be missing comes last whichever way a list goes, which takes a column each
    /// way: infinitely late in the one, infinitely early in the other.
    /// </summary>
    private static readonly Column[] Places =
    [
        new("decided_rising", "timestamptz not null", $"coalesce({Of(s => s.DecidedAt)}, 'infinity')"),
        new("decided_falling", "timestamptz not null", $"coalesce({Of(s => s.DecidedAt)}, '-infinity')"),
        new("deadline_rising", "date not null", $"coalesce({Of(s => s.Framing.Deadline)}, 'infinity')"),
        new("deadline_falling", "date not null", $"coalesce({Of(s => s.Framing.Deadline)}, '-infinity')"),
        new("title", "text not null", $"lower({Of(s => s.Framing.Title)})"),
    ];

    /// <summary>Came after there were tables, so a row can be without it until <see cref="Fill"/> writes it anew.</summary>
    private static readonly Column OpenedYear = new("opened_year", "smallint", $"extract(year from {Of(s => s.OpenedAt)}::timestamptz at time zone 'UTC')");

    private static readonly Column Status = new("status", "text not null", Of(s => s.Status));

    private static readonly Column[] Marks =
    [
        new("level", "text not null", Of(s => s.Framing.Level)),
        new("scale", "text not null", Of(s => s.Framing.Scale)),
        new("reference", "text", Of(s => s.Framing.Reference)),
        new("id_extern", "text", Of(s => s.Framing.Identity!.IdExtern)),
    ];

    private static readonly Column[] Contents =
    [
        new("areas", "text[] not null", Many(s => s.Areas, "one")),
        new("parties", "text[] not null", Many(s => s.Parties, "lower(one)")),
        new("words", "tsvector not null", $"to_tsvector('{SearchLanguage}', left({Of(s => s.SearchText)}, {SearchedCharacters}))"),
    ];

    /// <summary>
    /// PostgreSQL keeps the words of a row elsewhere, so that many rows fit in little memory, only if the row is longer than 2,000 bytes.
    /// With this every row is, until it is compressed to some thirty.
    /// </summary>
    private static readonly Column Filling = new("filling", "text not null", "repeat(' ', 2100)");

    private static readonly Column[] Columns = [Opened, OpenedYear, .. Places, Status, .. Marks, .. Contents, Filling];

    /// <inheritdoc />
    public override IEnumerable<Type> DependentTypes() => [typeof(WeighingSummary)];

    /// <inheritdoc />
    protected override IEnumerable<ISchemaObject> schemaObjects() => [RowsTable(), PastTable(), new Keeper()];

    /// <summary>
    /// Gives the weighings a whole row that were there before this table was, or before it had all its columns. Those that have one are
    /// left alone. It writes each summary as it stands then, so that a step which another host records meanwhile is not lost.
    /// </summary>
    public static async Task Fill(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        await using var touch = source.CreateCommand($"""
            update {Summaries} set data = data where (tenant_id, id) in (
                select d.tenant_id, d.id from {Summaries} d
                where not exists (select from {Rows} l where l.tenant_id = d.tenant_id and l.id = d.id and l.opened_year is not null) limit 1000)
            """);
        while (await touch.ExecuteNonQueryAsync(cancellation) > 0)
        {
            // A thousand at a time: a step waits for the rows of one command only.
        }
    }

    private static Table RowsTable()
    {
        var table = Named(Rows);
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("from_xid", "xid8").NotNull(); // the transaction that gave it its place in the sorted lists
        foreach (var column in Columns) column.AddTo(table);
        // With what is asked of many rows before a page is full, so that they need not be visited.
        string[] asked = ["from_xid", .. Marks.Take(2).Select(m => m.Name)];
        Index("opened_at", ["tenant_id", "opened_at", "id"], asked);
        foreach (var place in Places.SkipLast(1)) Index($"year_{place.Name}", ["tenant_id", "opened_year", place.Name, "id"], ["from_xid", "opened_at", "status"]);
        foreach (var place in Places) Index(place.Name, ["tenant_id", place.Name, "id"], [.. asked, "opened_at"]);
        foreach (var key in (Column[])[Opened, .. Places]) Index($"status_{key.Name}", ["tenant_id", "status", key.Name, "id"]);
        foreach (var mark in Marks) Index(mark.Name, ["tenant_id", mark.Name]);
        foreach (var column in Contents)
        {
            // What waits to be put in its place, up to 4 MiB where nothing is said, is gone through by each search.
            var index = new IndexDefinition($"ix_weighing_list_{column.Name}") { Columns = [column.Name], Method = IndexMethod.gin };
            index.StorageParameters["gin_pending_list_limit"] = "64"; // KiB
            table.Indexes.Add(index);
        }
        return table;

        void Index(string name, string[] columns, string[]? including = null) =>
            table.Indexes.Add(new IndexDefinition($"ix_weighing_list_{name}") { Columns = columns, IncludeColumns = including });
    }

    private static Table PastTable()
    {
        var table = Named(Past);
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn("to_xid", "xid8").AsPrimaryKey(); // in front: a page asks for what changed since its first
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("from_xid", "xid8").NotNull();
        foreach (var place in Places) place.AddTo(table);
        return table;
    }

    private static Table Named(string name) => new(new PostgresqlObjectName(StoreSetup.Schema, name.Split('.')[1], SchemaUtils.IdentifierUsage.General));

    /// <summary>The SQL for a member of the summary that the trigger sees, as text.</summary>
    private static string Of<T>(Expression<Func<WeighingSummary, T>> member) => $"(new.data #>> '{Path(member.Body)}')";

    private static string Many<T>(Expression<Func<WeighingSummary, T>> member, string each) =>
        $"array(select {each} from jsonb_array_elements_text(new.data #> '{Path(member.Body)}') one)";

    private static string Path(Expression member)
    {
        var names = new Stack<string>();
        for (var at = member; at is MemberExpression step; at = step.Expression!) names.Push(JsonNamingPolicy.CamelCase.ConvertName(step.Member.Name));
        return $"{{{string.Join(',', names)}}}";
    }

    /// <param name="Name">Name of the column.</param>
    /// <param name="Type">Its type in SQL, with not null.</param>
    /// <param name="Value">How it is made of the summary.</param>
    private sealed record Column(string Name, string Type, string Value)
    {
        private string Plain => Type.Split(' ')[0];

        public string Assignment => $"next.{Name} := {Value}::{Plain};";

        public void AddTo(Table table)
        {
            var column = table.AddColumn(Name, Plain);
            if (Plain != Type) column.NotNull();
        }
    }

    /// <summary>The trigger, and the function that it calls.</summary>
    private sealed class Keeper : ISchemaObject
    {
        private const string Name = "weighing_list_keep";

        // A place that is taken twice in one transaction was never seen by anybody else, and leaves nothing behind. A summary that is
        // written again and has no row was listed before there were rows: its place is as old as any.
        private static readonly string Body = $"""

            declare
                next {Rows};
                last {Rows};
            begin
                next.tenant_id := new.tenant_id;
                next.id := new.id;
                next.from_xid := pg_current_xact_id();
                {string.Join("\n    ", Columns.Select(c => c.Assignment))}
                select * into last from {Rows} where tenant_id = new.tenant_id and id = new.id;
                if not found then
                    if tg_op = 'UPDATE' then next.from_xid := '1'; end if;
                    insert into {Rows} values (next.*);
                    return null;
                end if;
                if ({Of("next")}) is not distinct from ({Of("last")}) then
                    next.from_xid := last.from_xid;
                elsif last.from_xid <> next.from_xid then
                    insert into {Past} (tenant_id, id, from_xid, to_xid, {string.Join(", ", Places.Select(p => p.Name))}) values (last.tenant_id, last.id, last.from_xid, next.from_xid, {Of("last")});
                end if;
                update {Rows} set from_xid = next.from_xid, {string.Join(", ", Columns.Select(c => $"{c.Name} = next.{c.Name}"))}
                where tenant_id = new.tenant_id and id = new.id;
                return null;
            end
            """.ReplaceLineEndings("\n");

        public DbObjectName Identifier { get; } = new PostgresqlObjectName(StoreSetup.Schema, Name, SchemaUtils.IdentifierUsage.Function);

        public IEnumerable<DbObjectName> AllNames() => [Identifier];

        public void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine($"""
            create or replace function {Identifier}() returns trigger language plpgsql as $keep${Body}$keep$;
            alter table {Rows} set (toast_tuple_target = 400);
            alter table {Rows} alter words set storage external, alter areas set storage main, alter parties set storage main;
            create or replace trigger {Name} after insert or update on {Summaries} for each row execute function {Identifier}();
            """);

        public void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"drop function if exists {Identifier}() cascade;");

        public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder) =>
            builder.Append($"select p.prosrc from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgname = '{Name}' and t.tgrelid = to_regclass('{Summaries}');");

        public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
        {
            var there = await reader.ReadAsync(ct) ? reader.GetString(0) : null;
            return new SchemaObjectDelta(this, there == Body ? SchemaPatchDifference.None : there is null ? SchemaPatchDifference.Create : SchemaPatchDifference.Update);
        }

        private static string Of(string row) => string.Join(", ", Places.Select(p => $"{row}.{p.Name}"));
    }
}

/// <summary>Gives rows to weighings that a database from before these tables has.</summary>
internal sealed class FillWeighingList(NpgsqlDataSource source) : IAfterSchemaUpdate
{
    /// <inheritdoc />
    public Task Run() => WeighingList.Fill(source);
}
