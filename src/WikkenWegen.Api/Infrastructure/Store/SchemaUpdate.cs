using System.Diagnostics;
using JasperFx;
using Marten;
using Npgsql;
using Weasel.Postgresql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// Brings the database schema up to date. It only adds, and never drops anything. A full comparison takes a while and keeps a person
/// waiting, so it is left out where this same build was the last to bring the database up to date.
/// </summary>
public sealed class SchemaUpdate(IDocumentStore store, NpgsqlDataSource source, IEnumerable<IAfterSchemaUpdate> after, ILogger<SchemaUpdate> log)
{
    private const string Table = $"{StoreSetup.Schema}.schema_update";

    /// <summary>The advisory lock by which hosts that start at the same time update one after the other. Any number would do.</summary>
    private const long Lock = 0x57696B6B656E; // "Wikken"

    /// <summary>Identifies the code that decides what the schema looks like: our build, Marten's and Weasel's.</summary>
    private static readonly string Build = string.Join('/', new[] { typeof(SchemaUpdate), typeof(IDocumentStore), typeof(PostgresqlMigrator) }
        .Select(type => type.Module.ModuleVersionId.ToString("N")));

    /// <summary>The extensions of PostgreSQL that the schema needs. They are trusted: who may create in the database may create them.</summary>
    private static readonly string[] Extensions = ["pg_trgm", "unaccent"];

    /// <summary>Adds what the schema lacks; does nothing where this build was the last to update it.</summary>
    /// <exception cref="StartupException">The database lacks an extension, and its user may not create it or the server does not have it.</exception>
    public async Task Apply()
    {
        if (await IsUpToDate()) return;
        var start = Stopwatch.GetTimestamp();
        await using var connection = await source.OpenConnectionAsync();
        // The lock ends with the transaction, whether that commits or fails.
        await using var transaction = await connection.BeginTransactionAsync();
        // It only holds the lock, for as long as the others take.
        await using var wait = new NpgsqlCommand("set local idle_in_transaction_session_timeout = 0", connection, transaction);
        await wait.ExecuteNonQueryAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction) { CommandTimeout = 0, Parameters = { new() { Value = Lock } } };
        await take.ExecuteNonQueryAsync();
        foreach (var extension in Extensions) await Add(extension);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        foreach (var step in after) await step.Run();
        await using var mark = new NpgsqlCommand($"""
            create table if not exists {Table} (build text primary key, applied_at timestamptz not null);
            insert into {Table} (build, applied_at) values ('{Build}', clock_timestamp()) on conflict (build) do update set applied_at = clock_timestamp();
            """, connection, transaction);
        await mark.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        log.LogInformation("Brought the database schema up to date ({Elapsed:0} ms)", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Adds an extension, in our own schema; where the database has it already, it stays where it is.</summary>
    private async Task Add(string extension)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var look = new NpgsqlCommand($"select exists (select from pg_extension where extname = '{extension}')", connection);
        if ((bool)(await look.ExecuteScalarAsync())!) return; // a user who may make nothing in the database can go on
        try
        {
            await using var add = new NpgsqlCommand($"create schema if not exists {StoreSetup.Schema}; create extension {extension} with schema {StoreSetup.Schema}", connection);
            await add.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile)
        {
            throw new StartupException($"""
                The database {connection.Database} lacks the PostgreSQL extension {extension}, and it could not be added: {e.MessageText}.
                Have an administrator run in that database, on a server that has PostgreSQL's contrib modules: CREATE EXTENSION {extension};
                """);
        }
    }

    /// <summary>Whether this build was the last to bring the schema up to date.</summary>
    private async Task<bool> IsUpToDate()
    {
        try
        {
            await using var command = source.CreateCommand($"select build from {Table} order by applied_at desc limit 1");
            return (string?)await command.ExecuteScalarAsync() == Build;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable) // also where there is no schema
        {
            return false;
        }
    }
}

/// <summary>What a feature does once its schema has been brought up to date, before anybody is served. One host at a time does it.</summary>
public interface IAfterSchemaUpdate
{
    /// <summary>Does it. What was done before must do no harm when it is done again.</summary>
    Task Run();
}
