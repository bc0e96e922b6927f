using System.Collections.Frozen;
using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>
/// Names, contacts and free texts by or about persons, beside the event store and out of it. The only place for personal data:
/// what is deleted here is gone everywhere, and history, order and proof stay whole.
/// </summary>
public static class Vault
{
    /// <summary>The vault's table in <paramref name="schema"/>.</summary>
    public static Table Table(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, "vault", SchemaUtils.IdentifierUsage.General));
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn("digest", "varchar(43)").AsPrimaryKey();
        table.AddColumn<Guid>("weighing_id").NotNull();
        table.AddColumn("disclosure", "text").NotNull();
        table.Indexes.Add(new IndexDefinition("ix_vault_weighing") { Columns = ["tenant_id", "weighing_id"] });
        return table;
    }

    /// <summary>Stores disclosures in the transaction of <paramref name="session"/>.</summary>
    public static void Store(IDocumentSession session, Guid weighing, IReadOnlyList<Disclosure> disclosures)
    {
        if (disclosures.Count == 0) return;
        session.QueueSqlCommand(
            $"insert into {session.DocumentStore.Options.DatabaseSchemaName}.vault (tenant_id, weighing_id, digest, disclosure) select ?, ?, * from unnest(?::varchar[], ?::text[])",
            session.TenantId, weighing, disclosures.Select(d => d.Digest).ToArray(), disclosures.Select(d => d.Encoded).ToArray());
    }

    /// <summary>The texts of a weighing that are still there, by digest.</summary>
    public static async Task<Texts> Texts(IQuerySession session, Guid weighing, CancellationToken cancellation)
    {
        var command = new Npgsql.NpgsqlCommand(
            $"select digest, disclosure from {session.DocumentStore.Options.DatabaseSchemaName}.vault where tenant_id = $1 and weighing_id = $2")
        {
            Parameters = { new() { Value = session.TenantId }, new() { Value = weighing } },
        };
        var texts = new Dictionary<string, string>();
        await using var reader = await session.ExecuteReaderAsync(command, cancellation);
        while (await reader.ReadAsync(cancellation)) texts.Add(reader.GetString(0), Disclosure.ValueOf(reader.GetString(1)));
        return new Texts(texts.ToFrozenDictionary());
    }
}

/// <summary>Texts by digest, as a view fills them in.</summary>
public sealed record Texts(FrozenDictionary<string, string> ByDigest)
{
    /// <summary>No texts at all.</summary>
    public static readonly Texts None = new(FrozenDictionary<string, string>.Empty);
}
