using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Marten;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Privacy;

/// <summary>The requests to erase, a row each. What was carried out stands in events too; until then a row says besides who the person is, and why.</summary>
public sealed class ErasureRows(NpgsqlDataSource source, InstallationKey installation)
{
    /// <summary>How long after it was made a request lapses that nobody confirmed: it says who the person is, and a new one is soon made.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromDays(90);

    private const string Rows = $"{StoreSetup.Schema}.erasure_request";

    private const string Read = "select id, subject, ground, motivation, person, requested_by, requested_at, confirmed_by, confirmed_at, weighings, previewed, streams";

    /// <summary>The definition of the table.</summary>
    public static Table Schema()
    {
        var table = new Table(new PostgresqlObjectName(StoreSetup.Schema, "erasure_request", SchemaUtils.IdentifierUsage.General));
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("subject", "text").NotNull();
        table.AddColumn("ground", "text").NotNull();
        table.AddColumn("motivation", "bytea").NotNull();
        table.AddColumn("person", "text");
        table.AddColumn("requested_by", "text").NotNull();
        table.AddColumn("requested_at", "timestamptz").NotNull();
        table.AddColumn("confirmed_by", "text");
        table.AddColumn("confirmed_at", "timestamptz");
        table.AddColumn("weighings", "text");
        table.AddColumn("previewed", "text"); // where the person was found when it was asked for; as long as it is not carried out
        table.AddColumn("streams", "text"); // what was erased beside weighings
        return table;
    }

    /// <summary>Queues that a request is stored, to be saved with the session.</summary>
    public void Insert(IDocumentSession session, ErasureView request, string motivation) => session.QueueSqlCommand(
        $"insert into {Rows} (tenant_id, id, subject, ground, motivation, person, previewed, requested_by, requested_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session.TenantId, request.Id, request.Subject, NameOf(request.Ground), installation.Seal(motivation, $"{session.TenantId}/{request.Id}"), JsonSerializer.Serialize(request.Person, ApiJson.Responses),
        JsonSerializer.Serialize(request.Previewed, ApiJson.Responses), request.RequestedBy, request.RequestedAt);

    /// <summary>
    /// Queues that a request was carried out, to be saved with the session. Who the person is, is forgotten, and so is the motivation, which may tell it. One that is not there, since an
    /// older backup was put back, is written.
    /// </summary>
    public static void Confirm(IDocumentSession session, ListedErasure erasure) => session.QueueSqlCommand($"""
        insert into {Rows} (tenant_id, id, subject, ground, motivation, requested_by, requested_at, confirmed_by, confirmed_at, weighings, streams) values (?, ?, ?, ?, ''::bytea, ?, ?, ?, ?, ?, ?)
        on conflict (tenant_id, id) do update set person = null, previewed = null, motivation = ''::bytea, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at, weighings = excluded.weighings, streams = excluded.streams
        """, session.TenantId, erasure.ErasureId, erasure.Subject, NameOf(erasure.Ground), erasure.DecidedBy, erasure.RequestedAt, erasure.ConfirmedBy, erasure.ConfirmedAt,
        JsonSerializer.Serialize(erasure.Weighings, ApiJson.Responses), JsonSerializer.Serialize(erasure.Streams, ApiJson.Responses));

    /// <summary>A request; null where the corporation has none with this id.</summary>
    public async Task<ErasureView?> Find(string corporation, Guid id, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"{Read} from {Rows} where tenant_id = $1 and id = $2");
        command.Parameters.Add(new() { Value = corporation });
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? At(reader, corporation) : null;
    }

    /// <summary>All requests of a corporation, in the order in which they were made. There are few: each needs two people.</summary>
    public async Task<ImmutableArray<ErasureView>> All(string corporation, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"{Read} from {Rows} where tenant_id = $1 order by requested_at, id");
        command.Parameters.Add(new() { Value = corporation });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var all = ImmutableArray.CreateBuilder<ErasureView>();
        while (await reader.ReadAsync(cancellation)) all.Add(At(reader, corporation));
        return all.DrainToImmutable();
    }

    /// <summary>Deletes the requests of all corporations that nobody confirmed within <see cref="Term"/>.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteLapsed(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"delete from {Rows} where confirmed_at is null and requested_at < $1");
        command.Parameters.Add(new() { Value = now - Term });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Every erasure that was carried out, of all corporations, as the list outside the database has it.</summary>
    public async IAsyncEnumerable<ListedErasure> CarriedOut([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"select tenant_id, id, subject, ground, requested_by, confirmed_by, requested_at, confirmed_at, weighings, streams from {Rows} where confirmed_at is not null and confirmed_by is not null and weighings is not null");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return new ListedErasure(reader.GetString(0), reader.GetGuid(1), reader.GetString(2), Enum.Parse<ErasureGround>(reader.GetString(3), ignoreCase: true), reader.GetString(4), reader.GetString(5),
                reader.GetFieldValue<DateTimeOffset>(6).ToUniversalTime(), reader.GetFieldValue<DateTimeOffset>(7).ToUniversalTime(), JsonSerializer.Deserialize<ImmutableArray<ErasedOfWeighing>>(reader.GetString(8), ApiJson.Responses))
            {
                Streams = reader.IsDBNull(9) ? [] : JsonSerializer.Deserialize<ImmutableArray<StreamErasure>>(reader.GetString(9), ApiJson.Responses),
            };
    }

    /// <summary>When somebody under one of these subject ids asked for an erasure.</summary>
    public async Task<ImmutableArray<DateTimeOffset>> AskedBy(string corporation, string[] subjects, CancellationToken cancellation) =>
        [.. (await All(corporation, cancellation)).Where(request => subjects.Contains(request.RequestedBy)).Select(request => request.RequestedAt.ToUniversalTime())];

    private ErasureView At(DbDataReader reader, string corporation)
    {
        var (id, motivation) = (reader.GetGuid(0), (byte[])reader[3]);
        return new ErasureView
        {
            Id = id,
            Subject = reader.GetString(1),
            Ground = Enum.Parse<ErasureGround>(reader.GetString(2), ignoreCase: true),
            Motivation = motivation.Length == 0 ? null : installation.Unseal(motivation, $"{corporation}/{id}"),
            Person = Text(4) is { } person ? JsonSerializer.Deserialize<Person>(person, ApiJson.Responses) : null,
            RequestedBy = reader.GetString(5),
            RequestedAt = reader.GetFieldValue<DateTimeOffset>(6),
            ConfirmedBy = Text(7),
            ConfirmedAt = reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
            Weighings = Text(9) is { } weighings ? JsonSerializer.Deserialize<ImmutableArray<ErasedOfWeighing>>(weighings, ApiJson.Responses) : [],
            Streams = Text(11) is { } streams ? JsonSerializer.Deserialize<ImmutableArray<StreamErasure>>(streams, ApiJson.Responses) : [],
            Previewed = Text(10) is { } previewed ? JsonSerializer.Deserialize<ImmutableArray<Guid>>(previewed, ApiJson.Responses) : [],
        };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static string NameOf(ErasureGround ground) => JsonNamingPolicy.CamelCase.ConvertName(ground.ToString());
}
