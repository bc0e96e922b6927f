using System.Collections.Frozen;
using Marten;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>
/// Names, contacts and free texts by or about persons, in a table of their own; the events hold only digests of them. Where a row is
/// deleted, history, order and proof stay as they are. The text is then gone from the store, but not from everywhere: hosts that have the
/// weighing in memory show it until its next event or their restart, and backups hold it as long as they are kept. Stored answers to
/// retries hold no texts; the fingerprint beside them is an unsalted hash of the whole request, and is kept as long as the answer.
/// </summary>
public static class Vault
{
    /// <summary>The definition of the vault's table in a database schema.</summary>
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

    /// <summary>Stores disclosures when <paramref name="session"/> is saved, in its transaction and for its corporation.</summary>
    public static void Store(IDocumentSession session, Guid weighing, IReadOnlyList<Disclosure> disclosures)
    {
        if (disclosures.Count == 0) return;
        session.QueueSqlCommand(
            $"insert into {session.DocumentStore.Options.DatabaseSchemaName}.vault (tenant_id, weighing_id, digest, disclosure) select ?, ?, * from unnest(?::varchar[], ?::text[])",
            session.TenantId, weighing, disclosures.Select(d => d.Digest).ToArray(), disclosures.Select(d => d.Encoded).ToArray());
    }

    /// <summary>The texts of a weighing that are in the vault, by digest.</summary>
    public static async Task<Texts> Texts(IQuerySession session, Guid weighing, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(
            $"select digest, disclosure from {session.DocumentStore.Options.DatabaseSchemaName}.vault where tenant_id = $1 and weighing_id = $2")
        {
            Parameters = { new() { Value = session.TenantId }, new() { Value = weighing } },
        };
        var texts = new Dictionary<string, string>();
        await using var reader = await session.ExecuteReaderAsync(command, cancellation);
        while (await reader.ReadAsync(cancellation)) texts.Add(reader.GetString(0), Disclosure.ValueOf(reader.GetString(1)));
        return new Texts(texts);
    }

    /// <summary>Some texts of a corporation, by digest; those that are no longer in the vault are left out.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="digests">The digests; the caller must have seen to it that they may be read.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<Texts> Texts(NpgsqlConnection connection, string corporation, IEnumerable<string> digests, CancellationToken cancellation)
    {
        string[] asked = [.. digests.Distinct()];
        if (asked.Length == 0) return PrivacyVault.Texts.None;
        await using var command = new NpgsqlCommand($"select digest, disclosure from {StoreSetup.Schema}.vault where tenant_id = $1 and digest = any($2::varchar[])", connection)
        {
            Parameters = { new() { Value = corporation }, new() { Value = asked } },
        };
        var texts = new Dictionary<string, string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) texts.Add(reader.GetString(0), Disclosure.ValueOf(reader.GetString(1)));
        return new Texts(texts);
    }
}

/// <summary>Texts of the vault, for views to fill in.</summary>
/// <param name="ByDigest">Each text by its digest; a digest that is not there belongs to a text that was deleted.</param>
public sealed record Texts(IReadOnlyDictionary<string, string> ByDigest)
{
    /// <summary>No texts at all.</summary>
    public static readonly Texts None = new(FrozenDictionary<string, string>.Empty);
}
