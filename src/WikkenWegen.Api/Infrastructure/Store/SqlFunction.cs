using System.Collections.Immutable;
using System.Data.Common;
using Weasel.Core;
using Weasel.Postgresql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>A function in the database, and the trigger that calls it, where one does. It is made again where another text is there, or none.</summary>
/// <param name="Name">Its name, which is that of the trigger too.</param>
/// <param name="Arguments">Names and types of its arguments.</param>
/// <param name="Returns">What it gives.</param>
/// <param name="Nature">Its language, what PostgreSQL may suppose of it, and settings that hold while it runs.</param>
/// <param name="Text">What it does.</param>
public sealed record SqlFunction(string Name, string Arguments, string Returns, string Nature, string Text) : ISchemaObject
{
    /// <summary>SQL for what is made with it; null where nothing is.</summary>
    public string? Beside { get; init; }

    /// <summary>When the trigger calls it, for each row, such as "after insert on" and a table; null where there is none.</summary>
    public string? Trigger { get; init; }

    /// <summary>Extensions that it needs, which may be in any schema: that of each is put where its name stands between two @.</summary>
    public ImmutableArray<string> Extensions { get; init; } = [];

    private string Body => Text.ReplaceLineEndings("\n");

    /// <inheritdoc />
    public DbObjectName Identifier { get; } = new PostgresqlObjectName(StoreSetup.Schema, Name, SchemaUtils.IdentifierUsage.Function);

    /// <inheritdoc />
    public IEnumerable<DbObjectName> AllNames() => [Identifier];

    /// <inheritdoc />
    public void WriteCreateStatement(Migrator migrator, TextWriter writer)
    {
        var trigger = Trigger is null ? "" : $"create or replace trigger {Name} {Trigger} for each row execute function {Identifier}();";
        var sql = $"""
            create or replace function {Identifier}({Arguments}) returns {Returns} language {Nature} as $keep${Body}$keep$;
            {Beside}
            {trigger}
            """;
        var placed = Extensions.Aggregate("$sql$\n" + sql + "\n$sql$", (text, name) => $"replace({text}, '@{name}@', (select extnamespace::regnamespace::text from pg_extension where extname = '{name}'))");
        writer.WriteLine(Extensions.IsEmpty ? sql : $"do $make$ begin execute (select {placed}); end $make$;");
    }

    /// <inheritdoc />
    public void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"drop function if exists {Identifier} cascade;");

    /// <inheritdoc />
    public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder) => builder.Append($"""
        select p.prosrc from pg_proc p where p.proname = '{Name}' and p.pronamespace = to_regnamespace('{StoreSetup.Schema}')
        and {(Trigger is null ? "true" : $"exists (select from pg_trigger t where t.tgfoid = p.oid and t.tgrelid = to_regclass('{Trigger.Split(' ')[^1]}'))")};
        """);

    /// <inheritdoc />
    public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
    {
        var there = await reader.ReadAsync(ct) ? reader.GetString(0) : null;
        return new SchemaObjectDelta(this, there == Body ? SchemaPatchDifference.None : there is null ? SchemaPatchDifference.Create : SchemaPatchDifference.Update);
    }
}
