using System.Diagnostics;
using JasperFx;
using Marten;
using Npgsql;
using Weasel.Postgresql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// Brings the schema up to date. What is there is only ever added to, never dropped. Comparing everything takes a while, and a
/// person waits: a database that this very build brought up to date before is not compared again.
/// </summary>
public sealed class SchemaUpdate(IDocumentStore store, NpgsqlDataSource source, ILogger<SchemaUpdate> log)
{
    private const string Table = $"{StoreSetup.Schema}.schema_update";

    /// <summary>Identifies the code that decides what the schema looks like.</summary>
    private static readonly string Build = string.Join('/', new[] { typeof(SchemaUpdate), typeof(IDocumentStore), typeof(PostgresqlMigrator) }
        .Select(type => type.Module.ModuleVersionId.ToString("N")));

    /// <summary>Applies what is missing.</summary>
    public async Task Apply()
    {
        if (await IsUpToDate()) return;
        var start = Stopwatch.GetTimestamp();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        await using var command = source.CreateCommand($"""
            create table if not exists {Table} (build text primary key, applied_at timestamptz not null default now());
            insert into {Table} (build) values ('{Build}') on conflict (build) do update set applied_at = now();
            """);
        await command.ExecuteNonQueryAsync();
        log.LogInformation("Brought the database schema up to date ({Elapsed:0} ms)", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Whether this build was the last to bring it up to date.</summary>
    private async Task<bool> IsUpToDate()
    {
        try
        {
            await using var command = source.CreateCommand($"select build from {Table} order by applied_at desc limit 1");
            return (string?)await command.ExecuteScalarAsync() == Build;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return false;
        }
    }
}
