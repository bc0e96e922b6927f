using System.Data.Common;
using Marten;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Audit;

/// <summary>How far an export is.</summary>
public enum ExportState
{
    /// <summary>It was asked for, and waits for its turn.</summary>
    Queued,

    /// <summary>It is being made.</summary>
    Running,

    /// <summary>It is there.</summary>
    Done,

    /// <summary>It could not be made.</summary>
    Failed,

    /// <summary>It was made, and its file is kept no longer.</summary>
    Expired,
}

/// <summary>What is to be exported.</summary>
/// <param name="Weighing">The only weighing; absent for the whole corporation.</param>
/// <param name="From">From when on what was recorded is in it, this moment included; absent for the beginning.</param>
/// <param name="Until">Until when, this moment not included; absent for the end.</param>
public sealed record ExportScope(Guid? Weighing, DateTimeOffset? From, DateTimeOffset? Until)
{
}

/// <summary>An export for an auditor.</summary>
public sealed record Export
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>What is exported.</summary>
    public required ExportScope Scope { get; init; }

    /// <summary>How far it is.</summary>
    public required ExportState State { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Pseudonymous subject id of who asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>How many leaves of the log were gone through.</summary>
    public required long LeavesRead { get; init; }

    /// <summary>Size of the checkpoint that it is proven against, which is also how many leaves are to be gone through; absent until it is begun.</summary>
    public long? Size { get; init; }

    /// <summary>How many leaves are in it; absent until it is done.</summary>
    public long? Leaves { get; init; }

    /// <summary>Length of the file in bytes; absent until it is done.</summary>
    public long? Bytes { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimals; absent until it is done.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When it was done, or failed.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Until when the file is kept.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>
    /// The promise that this is in the log of the corporation from a moment on, with the hash of each leaf: a note signed by the key of the log
    /// (c2sp.org/signed-note). Whoever keeps it can prove that it was withheld, where it is not there.
    /// It stands with one export that is done.
    /// </summary>
    public string? Promise { get; init; }

    /// <summary>Whoever asked for it, as a reader of weighings; not told.</summary>
    internal Reader Reader { get; init; } = null!;

    /// <summary>The conversation in which it was asked for, the request, and the roles in which; not told.</summary>
    internal (string Correlation, string Causation, string? Roles) AskedIn { get; init; }
}

/// <summary>Exports as rows, with their files in pieces: whichever host made one, any can give it.</summary>
public static class ExportRows
{
    /// <summary>One row an export.</summary>
    internal const string Rows = $"{StoreSetup.Schema}.audit_export";

    /// <summary>The files: pieces in order.</summary>
    internal const string Parts = $"{StoreSetup.Schema}.audit_export_part";

    private const string Read = $"""
        select export_id, weighing_id, recorded_from, recorded_until, state, requested_at, requested_by, leaves_read, size, leaves, bytes, sha256, finished_at, kept_until, correlation, causation, with_persons, roles from {Rows}
        """;

    /// <summary>Adds the tables to the schema.</summary>
    public static void Configure(StoreOptions options)
    {
        var rows = Named(Rows);
        rows.AddColumn<string>("tenant_id").AsPrimaryKey();
        rows.AddColumn<Guid>("export_id").AsPrimaryKey();
        rows.AddColumn<Guid>("weighing_id");
        rows.AddColumn("recorded_from", "timestamptz");
        rows.AddColumn("recorded_until", "timestamptz");
        rows.AddColumn("state", "text").NotNull();
        rows.AddColumn("attempts", "int").NotNull();
        rows.AddColumn("requested_at", "timestamptz").NotNull();
        rows.AddColumn("requested_by", "text").NotNull();
        rows.AddColumn("with_persons", "boolean").NotNull(); // whether who asked reads names and contacts of persons
        rows.AddColumn("correlation", "text").NotNull();
        rows.AddColumn("causation", "text").NotNull();
        rows.AddColumn("roles", "text"); // in which it was asked for, as the leaf says too
        rows.AddColumn("leaves_read", "bigint").NotNull();
        rows.AddColumn("size", "bigint");
        rows.AddColumn("leaves", "bigint");
        rows.AddColumn("bytes", "bigint");
        rows.AddColumn("sha256", "text");
        rows.AddColumn("finished_at", "timestamptz");
        rows.AddColumn("kept_until", "timestamptz");
        rows.Indexes.Add(new IndexDefinition("ix_audit_export_requested_at") { Columns = ["tenant_id", "requested_at", "export_id"] });
        rows.Indexes.Add(new IndexDefinition("ix_audit_export_unfinished") { Columns = ["requested_at"], Predicate = "finished_at is null" });
        options.Storage.ExtendedSchemaObjects.Add(rows);

        var parts = Named(Parts);
        parts.AddColumn<string>("tenant_id").AsPrimaryKey();
        parts.AddColumn<Guid>("export_id").AsPrimaryKey();
        parts.AddColumn("part", "int").AsPrimaryKey();
        parts.AddColumn("bytes", "bytea").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(parts);

        static Table Named(string name) => new(new PostgresqlObjectName(StoreSetup.Schema, name[(StoreSetup.Schema.Length + 1)..], SchemaUtils.IdentifierUsage.General));
    }

    /// <summary>Queues that an export is asked for, to be saved with the session.</summary>
    internal static void Ask(IDocumentSession session, Export export) => session.QueueSqlCommand($"""
        insert into {Rows} (tenant_id, export_id, weighing_id, recorded_from, recorded_until, state, attempts, requested_at, requested_by, with_persons, correlation, causation, roles, leaves_read)
        select ?, ?, r.w, r.f, r.u, 'queued', 0, ?, ?, ?, ?, ?, r.r, 0 from jsonb_to_record(?::jsonb) as r(w uuid, f timestamptz, u timestamptz, r text)
        """, session.TenantId, export.Id, export.RequestedAt, export.RequestedBy, export.Reader.SeesPersons, export.AskedIn.Correlation, export.AskedIn.Causation,
        System.Text.Json.JsonSerializer.Serialize(new { w = export.Scope.Weighing, f = export.Scope.From, u = export.Scope.Until, r = export.AskedIn.Roles }));

    /// <summary>An export; null where the corporation has none with this identity.</summary>
    internal static async Task<Export?> Find(NpgsqlDataSource source, string corporation, Guid id, CancellationToken cancellation) =>
        (await Several(source, $"{Read} where tenant_id = $1 and export_id = $2", cancellation, corporation, id)).SingleOrDefault();

    /// <summary>Exports that were asked for before or after one, the nearest first; null for the newest of all.</summary>
    internal static Task<List<Export>> Near(NpgsqlDataSource source, string corporation, (DateTimeOffset At, Guid Id)? one, bool after, int count, CancellationToken cancellation)
    {
        var direction = after ? "" : "desc";
        var order = $"order by requested_at {direction}, export_id {direction} limit";
        return one is { } place
            ? Several(source, $"{Read} where tenant_id = $1 and (requested_at, export_id) {(after ? '>' : '<')} ($3, $4) {order} $2", cancellation, corporation, count, place.At.ToUniversalTime(), place.Id)
            : Several(source, $"{Read} where tenant_id = $1 {order} $2", cancellation, corporation, count);
    }

    /// <summary>When somebody under one of these subject ids asked for an export.</summary>
    internal static async Task<List<DateTimeOffset>> AskedBy(NpgsqlDataSource source, string corporation, string[] subjects, CancellationToken cancellation)
    {
        var asked = new List<DateTimeOffset>();
        await using var command = Command(source, $"select requested_at from {Rows} where tenant_id = $1 and requested_by = any($2)", corporation, subjects);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) asked.Add(Moment(reader, 0)!.Value);
        return asked;
    }

    /// <summary>
    /// How many exports of the corporation are not finished. It opens the transaction of the session. Until that ends, nobody else who asks for an export of the corporation gets past
    /// this, so that of many at once no more are taken than there may be.
    /// </summary>
    internal static async Task<long> Unfinished(IDocumentSession session, CancellationToken cancellation)
    {
        await session.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))") { Parameters = { new() { Value = $"exports {session.TenantId}" } } })
            await session.ExecuteAsync(turn, cancellation);
        await using var count = new NpgsqlCommand($"select count(*) from {Rows} where tenant_id = $1 and finished_at is null") { Parameters = { new() { Value = session.TenantId } } };
        await using var reader = await session.ExecuteReaderAsync(count, cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInt64(0);
    }

    /// <summary>A command with its parameters.</summary>
    internal static NpgsqlCommand Command(NpgsqlDataSource source, string sql, params ReadOnlySpan<object> values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static async Task<List<Export>> Several(NpgsqlDataSource source, string sql, CancellationToken cancellation, params object[] values)
    {
        var exports = new List<Export>();
        await using var command = Command(source, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) exports.Add(Of(reader));
        return exports;
    }

    private static Export Of(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Scope = new ExportScope(row.IsDBNull(1) ? null : row.GetGuid(1), Moment(row, 2), Moment(row, 3)),
        State = Enum.Parse<ExportState>(row.GetString(4), ignoreCase: true),
        RequestedAt = Moment(row, 5)!.Value,
        RequestedBy = row.GetString(6),
        LeavesRead = row.GetInt64(7),
        Size = Count(row, 8),
        Leaves = Count(row, 9),
        Bytes = Count(row, 10),
        Sha256 = row.IsDBNull(11) ? null : row.GetString(11),
        FinishedAt = Moment(row, 12),
        KeptUntil = Moment(row, 13),
        // An auditor reads every weighing of the corporation.
        Reader = new Reader(row.GetString(6), Confidentiality.Secret, row.GetBoolean(16)),
        AskedIn = (row.GetString(14), row.GetString(15), row.IsDBNull(17) ? null : row.GetString(17)),
    };

    private static DateTimeOffset? Moment(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column).ToUniversalTime();

    private static long? Count(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
