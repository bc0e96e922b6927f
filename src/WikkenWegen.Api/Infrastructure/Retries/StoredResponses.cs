using System.Collections.Concurrent;
using System.Data.Common;
using JasperFx.Events;
using Marten;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using Weasel.Storage;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Infrastructure.Retries;

/// <summary>A request that a caller may send again: it has one effect, and one answer.</summary>
/// <param name="Corporation">Code of the caller's corporation; empty where the token names none.</param>
/// <param name="Subject">Subject id of the caller.</param>
/// <param name="Key">The key that the caller gave it, without quotes.</param>
/// <param name="Fingerprint">SHA-256 of its method, path, If-Match and body.</param>
public sealed record RetriableRequest(string Corporation, string Subject, string Key, byte[] Fingerprint);

/// <summary>
/// Answers to requests with an Idempotency-Key. An answer is stored in the same transaction as the effect of its request, and kept for as
/// long as the installation says, by the clock of the database alone: hosts whose clocks differ agree on what has expired. Each caller has their
/// own keys: the same key of another caller is another key.
/// </summary>
public sealed class StoredResponses(NpgsqlDataSource source, IdempotencySettings settings)
{
    private const string Table = $"{StoreSetup.Schema}.idempotency";

    private readonly ConcurrentDictionary<(string, string, string), byte> _running = new();

    /// <summary>The definition of the table.</summary>
    public static Table Schema()
    {
        var table = new Table(new PostgresqlObjectName(StoreSetup.Schema, "idempotency", SchemaUtils.IdentifierUsage.General));
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<string>("subject").AsPrimaryKey();
        table.AddColumn<string>("key").AsPrimaryKey();
        table.AddColumn("fingerprint", "bytea").NotNull();
        table.AddColumn("status", "int").NotNull();
        table.AddColumn("content_type", "text").NotNull();
        table.AddColumn("language", "text");
        table.AddColumn("etag", "text");
        table.AddColumn("location", "text");
        table.AddColumn("body", "bytea").NotNull();
        table.AddColumn("expires_at", "timestamptz").NotNull();
        table.Indexes.Add(new IndexDefinition("ix_idempotency_expires_at") { Columns = ["expires_at"] });
        return table;
    }

    /// <summary>Marks a request as running on this host; false where it runs already. After true, <see cref="End"/> must follow.</summary>
    public bool Begin(RetriableRequest request) => _running.TryAdd(Name(request), 0);

    /// <summary>Marks a request as no longer running on this host.</summary>
    public void End(RetriableRequest request) => _running.TryRemove(Name(request), out _);

    /// <summary>
    /// Stores an answer when <paramref name="session"/> is saved, in its transaction, in place of one that has expired. Saving fails where an answer
    /// is stored under this key already; see <see cref="IsTaken"/>.
    /// </summary>
    public void Store(IDocumentSession session, RetriableRequest request, RenderedResponse answer) => session.QueueOperation(new Storing(request, answer, settings.Retention));

    /// <summary>Whether an exception says that an answer was stored under the key before.</summary>
    public static bool IsTaken(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.UniqueViolation, TableName: "idempotency" } => true,
        { InnerException: { } inner } => IsTaken(inner),
        _ => false,
    };

    /// <summary>
    /// The answer that is stored under the key of a request, with the fingerprint of the request it answered; null where there is none, or
    /// it has expired.
    /// </summary>
    public async Task<(RenderedResponse Response, byte[] Fingerprint)?> Find(RetriableRequest request, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"""
            select status, content_type, language, etag, location, body, fingerprint from {Table}
            where tenant_id = $1 and subject = $2 and key = $3 and expires_at > clock_timestamp()
            """);
        foreach (var value in new object[] { request.Corporation, request.Subject, request.Key }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        var answer = new RenderedResponse(reader.GetInt32(0), reader.GetString(1), Text(2), Text(3), Text(4), (byte[])reader[5]);
        return (answer, (byte[])reader[6]);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>
    /// Queues that the fingerprints are removed of requests that were recorded below an address, to be saved with the session: a text that was sent could be found by guessing it.
    /// The answers stay, and are given to whoever sends the key again. Of a request that was refused nothing says what it was about: its fingerprint goes when it expires. What is stored
    /// with the same session afterwards keeps its own.
    /// </summary>
    /// <param name="session">A session of the corporation; of the catalogue, in which administrators write whatever corporation their token names, those of everybody are removed.</param>
    /// <param name="address">The address, such as /v1/weighings/019c2283-f800-7000-8000-000002026014.</param>
    public static void ForgetFingerprints(IDocumentSession session, string address) => session.QueueOperation(new Forgetting(session.TenantId, address));

    /// <summary>Removes the answers that have expired.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<int> Purge(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"delete from {Table} where expires_at <= clock_timestamp()");
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static (string, string, string) Name(RetriableRequest request) => (request.Corporation, request.Subject, request.Key);

    /// <summary>Forgets fingerprints before the answer to the request is stored with which they go: that one brought none of the texts that are erased.</summary>
    private sealed class Forgetting(string tenant, string address) : Operation(
        $"update {Table} set fingerprint = ''::bytea where (? or tenant_id = ?) and (location = ? or starts_with(location, ?))", tenant == Access.Catalogue, tenant, address, address + "/");

    /// <summary>
    /// Stores an answer before the events of its request are appended. Where there is one already, PostgreSQL then does nothing else of what is
    /// saved: a retry takes no number of an event and leaves no row behind, and the first request needs no question beforehand.
    /// </summary>
    private sealed class Storing(RetriableRequest request, RenderedResponse answer, TimeSpan retention) : Operation(
        Sql, request.Corporation, request.Subject, request.Key, request.Fingerprint, answer.Status, answer.ContentType,
        answer.Language ?? (object)DBNull.Value, answer.ETag ?? (object)DBNull.Value, answer.Location ?? (object)DBNull.Value, answer.Body, retention)
    {
        // An answer that has not expired gets nothing but nulls, which the table does not take. A unique violation would leave a dead row.
        private const string Sql = $"""
            insert into {Table} (tenant_id, subject, key, fingerprint, status, content_type, language, etag, location, body, expires_at)
            values (?, ?, ?, ?, ?, ?, ?::text, ?::text, ?::text, ?, clock_timestamp() + ?::interval)
            on conflict (tenant_id, subject, key) do update set (fingerprint, status, content_type, language, etag, location, body, expires_at) = (
                select excluded.fingerprint, excluded.status, excluded.content_type, excluded.language, excluded.etag, excluded.location, excluded.body, excluded.expires_at
                where idempotency.expires_at <= clock_timestamp())
            """;
    }

    /// <summary>A statement that is carried out with what is saved.</summary>
    private abstract class Operation(string sql, params object[] values) : Weasel.Storage.IStorageOperation, NoDataReturnedCall
    {
        /// <summary>As events are, which Marten writes before anything else, in the order in which they were queued; it adds its own when the session is saved.</summary>
        public Type DocumentType => typeof(IEvent);

        public Weasel.Core.OperationRole Role() => Weasel.Core.OperationRole.Events;

        public void ConfigureCommand(Weasel.Core.ICommandBuilder builder, IStorageSession session)
        {
            foreach (var (parameter, value) in builder.AppendWithDbParameters(sql).Zip(values))
            {
                parameter.ResetDbType(); // a text, where nothing is said
                parameter.Value = value;
            }
        }

        public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;
    }
}

/// <summary>Removes expired answers every hour.</summary>
public sealed class StoredResponsesPurge(StoredResponses answers, TimeProvider clock, ILogger<StoredResponsesPurge> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var purged = await answers.Purge(stoppingToken);
                if (purged > 0) log.LogInformation("Removed {Answers} stored answers that had expired", purged);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever it is: what is thrown from here would end the host.
                log.LogWarning(e, "Stored answers could not be removed; tried again in an hour");
            }
        }
    }
}
