using Marten;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Framings;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// The corporation's own numbers of its weighings (references). A number belongs to one weighing of the corporation at a time. It is written
/// in the transaction of the step that gives it, and given up in that of the step that takes it away; the primary key of the table holds
/// between hosts too.
/// </summary>
/// <remarks>
/// Numbers are compared without case, surrounding blanks and characters that nobody sees, and however their letters are composed: by their
/// key. The host runs without culture data and cannot compose letters (NFC), so the database does that. Names of parties are compared so too.
/// </remarks>
public static class References
{
    private const string Table = "weighing_reference";

    private const string Rows = $"{StoreSetup.Schema}.{Table}";

    /// <summary>The definition of the table.</summary>
    public static Table Schema()
    {
        var table = new Table(new PostgresqlObjectName(StoreSetup.Schema, Table, SchemaUtils.IdentifierUsage.General));
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn("key", "text").AsPrimaryKey();
        table.AddColumn<Guid>("weighing_id").NotNull();
        return table;
    }

    /// <summary>The SQL for a text, the value of <paramref name="sql"/>, with its letters composed in one way.</summary>
    public static string Composed(string sql) => $"normalize({sql}::text, NFC)";

    /// <summary>The number that a step asks for; null where it asks for none.</summary>
    public static string? AskedBy(RecordStep step) => step.Steps[0].Command switch
    {
        OpenWeighing opening => opening.Framing.Reference,
        ReframeWeighing anew => anew.Framing.Reference,
        _ => null,
    };

    /// <summary>
    /// The other weighing that has a number; null where the number is free. Who is faster may take it afterwards: see <see cref="IsTaken"/>.
    /// </summary>
    /// <param name="session">A session of the corporation.</param>
    /// <param name="asked">The number.</param>
    /// <param name="own">The weighing that asks for it, which may have it already.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<Guid?> Holder(this IQuerySession session, string asked, Guid own, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select weighing_id from {Rows} where tenant_id = $1 and key = {Composed("$2")} and weighing_id <> $3");
        foreach (var value in new object[] { session.TenantId, Names.Key(asked), own }) command.Parameters.Add(new() { Value = value });
        await using var reader = await session.ExecuteReaderAsync(command, cancellation);
        return await reader.ReadAsync(cancellation) ? reader.GetGuid(0) : null;
    }

    /// <summary>The refusal of a step that asks for a number which another weighing has.</summary>
    /// <param name="asked">The number.</param>
    /// <param name="holder">The weighing that has it; null where the caller may not see that one, and so must not learn which it is.</param>
    public static Refusal Refusal(string asked, Guid? holder) =>
        holder is { } known ? Rules.ReferenceTaken.At("/reference", Names.Seen(asked), known) : Rules.ReferenceInUse.At("/reference", Names.Seen(asked));

    /// <summary>Queues that a weighing gets the number of its new framing and gives up that of the old one, to be saved with the session.</summary>
    /// <param name="session">A session of the corporation.</param>
    /// <param name="before">The weighing before the step.</param>
    /// <param name="after">The weighing after it.</param>
    public static void Write(IDocumentSession session, Weighing before, Weighing after)
    {
        var (old, now) = (before.Opened is null ? null : before.Framing.Reference, after.Framing.Reference);
        if (old == now) return;
        if (old is not null)
            session.QueueSqlCommand($"delete from {Rows} where tenant_id = ? and key = {Composed("?")} and weighing_id = ?", session.TenantId, Names.Key(old), after.Id);
        if (now is not null)
            session.QueueSqlCommand($"insert into {Rows} (tenant_id, key, weighing_id) values (?, {Composed("?")}, ?)", session.TenantId, Names.Key(now), after.Id);
    }

    /// <summary>The SQL that keeps everybody from writing numbers until the transaction ends.</summary>
    internal static string Waiting => $"lock table {Rows} in share row exclusive mode";

    /// <summary>The SQL that takes away the numbers that are not among many, as those are compared now.</summary>
    internal static string Emptying => $"""
        delete from {Rows} r where not exists (select from {Given} where given.tenant_id = r.tenant_id and {Composed("given.key")} = r.key and given.weighing_id = r.weighing_id)
        """;

    /// <summary>The SQL that writes many numbers, of which those that are taken are left out.</summary>
    internal static string Filling => $"""
        insert into {Rows} (tenant_id, key, weighing_id) select given.tenant_id, {Composed("given.key")}, given.weighing_id from {Given} on conflict do nothing
        """;

    private const string Given = "unnest($1::text[], $2::text[], $3::uuid[]) as given(tenant_id, key, weighing_id)";

    /// <summary>Whether saving failed because another weighing has got the number in the meantime.</summary>
    public static bool IsTaken(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: Table } => true,
        { InnerException: { } inner } => IsTaken(inner),
        _ => false,
    };
}

/// <summary>
/// Writes down the numbers of weighings that were recorded by a host which did not keep them yet, or compared them otherwise. Of two with one
/// number, the one that was framed first has it, unless the other holds it already.
/// </summary>
internal sealed class FillReferences(NpgsqlDataSource source) : IAfterSchemaUpdate
{
    /// <inheritdoc />
    public int Version => 1; // rises where numbers are compared otherwise

    /// <inheritdoc />
    public async Task Run()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var wait = new NpgsqlCommand(References.Waiting, connection, transaction)) await wait.ExecuteNonQueryAsync();
        var (corporations, keys, weighings) = (new List<string>(), new List<string>(), new List<Guid>());
        await using (var framed = new NpgsqlCommand($$"""
            select tenant_id, reference, stream_id from (
                select distinct on (tenant_id, stream_id) tenant_id, stream_id, seq_id, data #>> '{framing,reference}' as reference
                from {{StoreSetup.Schema}}.mt_events where type in ({{FramingEvents.Names}}) order by tenant_id, stream_id, version desc) newest
            where reference is not null order by seq_id
            """, connection, transaction))
        {
            await using var reader = await framed.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                corporations.Add(reader.GetString(0));
                keys.Add(Names.Key(reader.GetString(1)));
                weighings.Add(reader.GetGuid(2));
            }
        }
        foreach (var sql in new[] { References.Emptying, References.Filling })
        {
            await using var write = new NpgsqlCommand(sql, connection, transaction);
            foreach (var column in new object[] { corporations, keys, weighings }) write.Parameters.Add(new() { Value = column });
            await write.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }
}
