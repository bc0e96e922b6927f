using System.Diagnostics;
using JasperFx;
using Marten;
using Npgsql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Brings the schema up to date. What is there is only ever added to, never dropped.</summary>
public sealed class SchemaUpdate(IDocumentStore store, NpgsqlDataSource source, ILogger<SchemaUpdate> log)
{
    /// <summary>The advisory lock that hosts take which start together, so that they do it one after the other. Any number would do.</summary>
    private const long Lock = 0x57696B6B656E; // "Wikken"

    /// <summary>Applies what is missing.</summary>
    public async Task Apply()
    {
        var start = Stopwatch.GetTimestamp();
        await using var connection = await source.OpenConnectionAsync();
        // The lock goes with the transaction, however that ends.
        await using var transaction = await connection.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction) { CommandTimeout = 0, Parameters = { new() { Value = Lock } } };
        await take.ExecuteNonQueryAsync();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        await transaction.CommitAsync();
        log.LogInformation("The database schema is up to date ({Elapsed:0} ms)", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
