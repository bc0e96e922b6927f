using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Marten;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using Weasel.Storage;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>A disclosure to be stored, with whose it is.</summary>
/// <param name="Disclosure">The text with its salt.</param>
/// <param name="Holder">Whose text it is, as the weighing or other stream names them: a stakeholder by their code, a sign-up as in sign-ups/2, or a subject id; empty for a text that belongs to nobody in particular.</param>
public sealed record HeldDisclosure(Disclosure Disclosure, string Holder);

/// <summary>
/// Names, contacts and free texts by or about persons, in a table of their own; the events hold only digests of them. They are those of all streams: of weighings, and of instruments, editions
/// and cases too, though the columns say weighing. Each is encrypted under the key of its holder within one stream, or under that of the stream where it belongs to nobody in particular; the keys lie beside them, wrapped by the
/// <see cref="InstallationKey"/>. Where a text is erased its row is deleted, and with the last text of a holder their key: history, order and proof stay as they are.
/// A backup of before holds both as long as it is kept, and so does the write-ahead log; when it is put back, the list of erasures outside the database is carried out again.
/// Rows from before there were keys have no holder, and their text as it is; they are read as ever, and encrypted in the background.
/// </summary>
public sealed class Vault(InstallationKey installation, VaultSettings settings)
{
    private const string Rows = $"{StoreSetup.Schema}.vault";

    private const string Keys = $"{StoreSetup.Schema}.vault_key";

    /// <summary>So many keys are kept in memory; then they are read anew.</summary>
    private const int MostKept = 10_000;

    /// <summary>What stands in place of an encrypted text for a host that knows no keys: a text that says so, rather than something that it cannot read.</summary>
    private static readonly string Marker = Disclosure.Of("", "(versleuteld; encrypted: a later release is needed to read this)", new byte[Disclosure.SaltLength]).Encoded;

    /// <summary>
    /// The keys of holders that were read. The number of erasures of the stream is part of the name: an erasure, which rises its version too, may have deleted the key.
    /// So what is written with a key of before the erasure fails on the version, and what comes after it reads the key anew.
    /// </summary>
    private readonly ConcurrentDictionary<(string Corporation, Guid Stream, int Erasures, string Holder), byte[]> _keys = new();

    /// <summary>The definition of the vault's table in a database schema.</summary>
    public static Table Table(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, "vault", SchemaUtils.IdentifierUsage.General));
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn("digest", "varchar(43)").AsPrimaryKey();
        table.AddColumn<Guid>("weighing_id").NotNull();
        table.AddColumn("disclosure", "text").NotNull();
        table.AddColumn("holder", "text");
        table.AddColumn("ciphertext", "bytea");
        table.AddColumn("corrected_by", "varchar(43)");
        table.Indexes.Add(new IndexDefinition("ix_vault_weighing") { Columns = ["tenant_id", "weighing_id"] });
        table.Indexes.Add(new IndexDefinition("ix_vault_plain") { Columns = ["tenant_id", "weighing_id"], Predicate = "ciphertext is null" });
        return table;
    }

    /// <summary>The definition of the table of keys in a database schema.</summary>
    public static Table KeyTable(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, "vault_key", SchemaUtils.IdentifierUsage.General));
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<Guid>("weighing_id").AsPrimaryKey();
        table.AddColumn("holder", "text").AsPrimaryKey();
        table.AddColumn("wrapped", "bytea").NotNull();
        table.AddColumn("wrapped_by", "text").NotNull();
        return table;
    }

    /// <summary>Stores disclosures when <paramref name="session"/> is saved, in its transaction and for its corporation.</summary>
    /// <param name="session">The session of the gate.</param>
    /// <param name="stream">The weighing or other stream.</param>
    /// <param name="erasures">How many erasures it has had.</param>
    /// <param name="disclosures">The disclosures, with whose they are.</param>
    /// <param name="cancellation">Stops reading the keys.</param>
    public async Task Store(IDocumentSession session, Guid stream, int erasures, IReadOnlyList<HeldDisclosure> disclosures, CancellationToken cancellation)
    {
        if (disclosures.Count == 0) return;
        var digests = disclosures.Select(d => d.Disclosure.Digest).ToArray();
        if (!settings.Encrypt)
        {
            session.QueueSqlCommand($"insert into {Rows} (tenant_id, weighing_id, digest, disclosure) select ?, ?, * from unnest(?::varchar[], ?::text[])",
                session.TenantId, stream, digests, disclosures.Select(d => d.Disclosure.Encoded).ToArray());
            return;
        }
        var keys = await KeysFor(session, stream, erasures, [.. disclosures.Select(d => d.Holder).Distinct()], cancellation);
        session.QueueSqlCommand(
            $"insert into {Rows} (tenant_id, weighing_id, disclosure, digest, holder, ciphertext) select ?, ?, ?, * from unnest(?::varchar[], ?::text[], ?::bytea[])",
            session.TenantId, stream, Marker, digests, disclosures.Select(d => d.Holder).ToArray(),
            disclosures.Select(d => Encrypted(keys[d.Holder], d.Disclosure.Encoded, session.TenantId, stream, d.Disclosure.Digest)).ToArray());
    }

    /// <summary>Notes of a text, and of those that it took the place of, which one is right now, when <paramref name="session"/> is saved. What counts is the event; this is for who looks across streams.</summary>
    /// <param name="session">The session of the gate, of the corporation.</param>
    /// <param name="stream">The weighing or other stream.</param>
    /// <param name="replaced">Digest of the text that held until now.</param>
    /// <param name="right">Digest of the right one.</param>
    public static void Correct(IDocumentSession session, Guid stream, string replaced, string right) => session.QueueSqlCommand(
        $"update {Rows} set corrected_by = ? where tenant_id = ? and weighing_id = ? and (digest = ? or corrected_by = ?)", right, session.TenantId, stream, replaced, replaced);

    /// <summary>Whether saving failed because a key was made for the same holder at the same time: tried anew, that one is used.</summary>
    public static bool IsKeyTaken(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "vault_key" } => true,
        { InnerException: { } inner } => IsKeyTaken(inner),
        _ => false,
    };

    /// <summary>Deletes texts, and the keys of holders of whom no text is left, when <paramref name="session"/> is saved.</summary>
    /// <param name="session">The session of the gate, of the corporation.</param>
    /// <param name="stream">The weighing or other stream.</param>
    /// <param name="digests">The digests of the texts.</param>
    public static void Erase(IDocumentSession session, Guid stream, IEnumerable<string> digests) => session.QueueOperation(new Erasing(session.TenantId, stream, [.. digests]));

    /// <summary>The texts of a weighing or other stream that are in the vault, by digest.</summary>
    public async Task<Texts> Texts(IQuerySession session, Guid stream, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"{Select} where v.tenant_id = $1 and v.weighing_id = $2")
        {
            Parameters = { new() { Value = session.TenantId }, new() { Value = stream } },
        };
        await using var reader = await session.ExecuteReaderAsync(command, cancellation);
        return await Read(reader, session.TenantId, cancellation);
    }

    /// <summary>How many bytes the texts of a weighing or other stream take in the vault. Their sizes stand beside the texts, which are not read.</summary>
    public static async Task<long> Bytes(IQuerySession session, Guid stream, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select coalesce(sum(coalesce(octet_length(ciphertext), octet_length(disclosure))), 0)::bigint from {Rows} where tenant_id = $1 and weighing_id = $2")
        {
            Parameters = { new() { Value = session.TenantId }, new() { Value = stream } },
        };
        await using var reader = await session.ExecuteReaderAsync(command, cancellation);
        return await reader.ReadAsync(cancellation) ? reader.GetInt64(0) : 0;
    }

    /// <summary>Some texts of a corporation, by digest; those that are no longer in the vault are left out.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="digests">The digests; the caller must have seen to it that they may be read.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<Texts> Texts(NpgsqlConnection connection, string corporation, IEnumerable<string> digests, CancellationToken cancellation)
    {
        string[] asked = [.. digests.Distinct()];
        if (asked.Length == 0) return PrivacyVault.Texts.None;
        await using var command = new NpgsqlCommand($"{Select} where v.tenant_id = $1 and v.digest = any($2::varchar[])", connection)
        {
            Parameters = { new() { Value = corporation }, new() { Value = asked } },
        };
        var corrected = new Dictionary<string, string>();
        Dictionary<string, string> found;
        await using (var reader = await command.ExecuteReaderAsync(cancellation)) found = await Encoded(reader, corporation, cancellation, corrected);
        if (corrected.Count > 0)
        {
            command.Parameters[1].Value = corrected.Values.Distinct().ToArray();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            foreach (var (digest, encoded) in await Encoded(reader, corporation, cancellation)) found[digest] = encoded;
        }
        return new Texts(found.ToDictionary(d => d.Key, d => Disclosure.ValueOf(d.Value))) { CorrectedBy = corrected };
    }

    /// <summary>The disclosures of all texts of a weighing or other stream as they were made, by digest: what a digest is the hash of. Those that are no longer in the vault are left out.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="stream">The weighing or other stream.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<IReadOnlyDictionary<string, string>> Disclosures(NpgsqlConnection connection, string corporation, Guid stream, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"{Select} where v.tenant_id = $1 and v.weighing_id = $2", connection)
        {
            Parameters = { new() { Value = corporation }, new() { Value = stream } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await Encoded(reader, corporation, cancellation);
    }

    /// <summary>Of which weighings and other streams of a corporation texts are, by digest.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> Streams(NpgsqlConnection connection, string corporation, string[] digests, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Guid>();
        if (digests.Length == 0) return found;
        await using var command = new NpgsqlCommand($"select digest, weighing_id from {Rows} where tenant_id = $1 and digest = any($2::varchar[])", connection)
        {
            Parameters = { new() { Value = corporation }, new() { Value = digests } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetString(0), reader.GetGuid(1));
        return found;
    }

    /// <summary>Weighings and other streams that have texts which are not encrypted, at most so many; none where this host does not encrypt.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="passedOver">Those that are left out.</param>
    /// <param name="most">The most.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<IReadOnlyList<(string Corporation, Guid Stream)>> Plain(NpgsqlConnection connection, Guid[] passedOver, int most, CancellationToken cancellation)
    {
        var found = new List<(string, Guid)>();
        if (!settings.Encrypt) return found;
        await using var command = new NpgsqlCommand($"select distinct tenant_id, weighing_id from {Rows} where ciphertext is null and weighing_id <> all($1) limit $2", connection)
        {
            Parameters = { new() { Value = passedOver }, new() { Value = most } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add((reader.GetString(0), reader.GetGuid(1)));
        return found;
    }

    /// <summary>Encrypts the texts of a weighing or other stream that are not, in a transaction of its own.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="stream">The weighing or other stream.</param>
    /// <param name="holders">Whose each text is, by digest; one that is not there belongs to nobody in particular.</param>
    /// <param name="cancellation">Stops it; then nothing was done.</param>
    public async Task Encrypt(NpgsqlConnection connection, string corporation, Guid stream, IReadOnlyDictionary<string, string> holders, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var turn = Command($"select {Turn(stream)}")) await turn.ExecuteNonQueryAsync(cancellation);
        var plain = new List<(string Digest, string Encoded, string Holder)>();
        await using (var read = Command($"select digest, disclosure from {Rows} where tenant_id = $1 and weighing_id = $2 and ciphertext is null for update skip locked", corporation, stream))
        {
            await using var reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) plain.Add((reader.GetString(0), reader.GetString(1), holders.GetValueOrDefault(reader.GetString(0), "")));
        }
        if (plain.Count == 0) return;
        string[] of = [.. plain.Select(p => p.Holder).Distinct()];
        var made = of.Select(holder => installation.Wrap(RandomNumberGenerator.GetBytes(Sealing.KeyLength), NameOf(corporation, stream, holder))).ToArray();
        await using (var keep = Command($"insert into {Keys} (tenant_id, weighing_id, wrapped_by, holder, wrapped) select $1, $2, $3, * from unnest($4::text[], $5::bytea[]) on conflict do nothing",
            corporation, stream, installation.Fingerprint, of, made)) await keep.ExecuteNonQueryAsync(cancellation);
        var keys = new Dictionary<string, byte[]>();
        await using (var read = Command($"select holder, wrapped from {Keys} where tenant_id = $1 and weighing_id = $2 and holder = any($3::text[]) for share", corporation, stream, of))
        {
            await using var reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) keys.Add(reader.GetString(0), installation.Unwrap((byte[])reader[1], NameOf(corporation, stream, reader.GetString(0))));
        }
        await using (var write = Command($"""
            update {Rows} v set disclosure = $3, holder = made.holder, ciphertext = made.ciphertext from unnest($4::varchar[], $5::text[], $6::bytea[]) as made(digest, holder, ciphertext)
            where v.tenant_id = $1 and v.weighing_id = $2 and v.digest = made.digest
            """, corporation, stream, Marker, plain.Select(p => p.Digest).ToArray(), plain.Select(p => p.Holder).ToArray(),
            plain.Select(p => Encrypted(keys[p.Holder], p.Encoded, corporation, stream, p.Digest)).ToArray())) await write.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);

        NpgsqlCommand Command(string sql, params object[] values)
        {
            var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            return command;
        }
    }

    /// <summary>The fingerprint of another key than that of this host by which keys in the database are wrapped; null where there is none.</summary>
    internal static async Task<string?> OtherKey(NpgsqlDataSource source, InstallationKey key, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"select wrapped_by from {Keys} where wrapped_by <> $1 limit 1");
        command.Parameters.Add(new() { Value = key.Fingerprint });
        return await command.ExecuteScalarAsync(cancellation) as string;
    }

    private const string Select = $"""
        select v.digest, v.disclosure, v.weighing_id, v.holder, v.ciphertext, k.wrapped, v.corrected_by
        from {Rows} v left join {Keys} k on k.tenant_id = v.tenant_id and k.weighing_id = v.weighing_id and k.holder = v.holder
        """;

    private async Task<Texts> Read(DbDataReader reader, string corporation, CancellationToken cancellation) =>
        new((await Encoded(reader, corporation, cancellation)).ToDictionary(d => d.Key, d => Disclosure.ValueOf(d.Value)));

    private async Task<Dictionary<string, string>> Encoded(DbDataReader reader, string corporation, CancellationToken cancellation, Dictionary<string, string>? corrected = null)
    {
        var (found, keys) = (new Dictionary<string, string>(), new Dictionary<(Guid, string), byte[]>());
        while (await reader.ReadAsync(cancellation))
        {
            var (digest, stream) = (reader.GetString(0), reader.GetGuid(2));
            if (corrected is not null && !reader.IsDBNull(6)) corrected.Add(digest, reader.GetString(6));
            if (reader.IsDBNull(4))
            {
                found.Add(digest, reader.GetString(1));
                continue;
            }
            var holder = reader.GetString(3);
            if (!keys.TryGetValue((stream, holder), out var key))
            {
                if (reader.IsDBNull(5)) throw new InvalidOperationException($"A text of stream {stream} is in the vault, and the key that it was encrypted with is not.");
                keys.Add((stream, holder), key = installation.Unwrap((byte[])reader[5], NameOf(corporation, stream, holder)));
            }
            found.Add(digest, Encoding.ASCII.GetString(Sealing.Decrypt(key, (byte[])reader[4], NameOf(corporation, stream, digest))));
        }
        return found;
    }

    /// <summary>The keys of holders. One that is not there is made, and stored with the session; it is kept in memory only once it was read from the database.</summary>
    private async Task<Dictionary<string, byte[]>> KeysFor(IDocumentSession session, Guid stream, int erasures, string[] holders, CancellationToken cancellation)
    {
        var keys = new Dictionary<string, byte[]>();
        foreach (var holder in holders)
            if (_keys.TryGetValue((session.TenantId, stream, erasures, holder), out var known)) keys.Add(holder, known);
        if (keys.Count == holders.Length) return keys;

        await using (var command = new NpgsqlCommand($"select holder, wrapped from {Keys} where tenant_id = $1 and weighing_id = $2 and holder = any($3::text[])")
        {
            Parameters = { new() { Value = session.TenantId }, new() { Value = stream }, new() { Value = holders.Except(keys.Keys).ToArray() } },
        })
        {
            await using var reader = await session.ExecuteReaderAsync(command, cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var holder = reader.GetString(0);
                var key = installation.Unwrap((byte[])reader[1], NameOf(session.TenantId, stream, holder));
                keys.Add(holder, key);
                if (_keys.Count >= MostKept) _keys.Clear();
                _keys[(session.TenantId, stream, erasures, holder)] = key;
            }
        }
        foreach (var holder in holders.Except(keys.Keys).ToList())
        {
            var key = RandomNumberGenerator.GetBytes(Sealing.KeyLength);
            keys.Add(holder, key);
            session.QueueSqlCommand($"insert into {Keys} (tenant_id, weighing_id, holder, wrapped, wrapped_by) values (?, ?, ?, ?, ?)",
                session.TenantId, stream, holder, installation.Wrap(key, NameOf(session.TenantId, stream, holder)), installation.Fingerprint);
        }
        return keys;
    }

    /// <summary>
    /// Takes turns, until the end of the transaction, between what erases texts of a stream and what encrypts others: who deletes a key must know all that is under it. It is a
    /// statement of its own, so that the next one sees what was encrypted until then.
    /// </summary>
    private static string Turn(Guid stream) => $"pg_advisory_xact_lock(hashtextextended('vault {stream}', 0))";

    private sealed class Erasing(string corporation, Guid stream, string[] digests) : IStorageOperation
    {
        /// <summary>No event and no document, so that Marten does this after both.</summary>
        public Type DocumentType => typeof(Vault);

        public Weasel.Core.OperationRole Role() => Weasel.Core.OperationRole.Other;

        public void ConfigureCommand(Weasel.Core.ICommandBuilder builder, IStorageSession session)
        {
            builder.Append($"select {Turn(stream)}");
            builder.StartNewCommand();
            object[] values = [corporation, stream, digests, corporation, stream, digests];
            foreach (var (parameter, value) in builder.AppendWithDbParameters($"""
                with gone as (delete from {Rows} where tenant_id = ? and weighing_id = ? and digest = any(?::varchar[]) returning holder)
                delete from {Keys} k where tenant_id = ? and weighing_id = ? and holder in (select holder from gone)
                    and not exists (select from {Rows} v where v.tenant_id = k.tenant_id and v.weighing_id = k.weighing_id and v.holder = k.holder and v.digest <> all(?::varchar[]))
                """).Zip(values))
            {
                parameter.ResetDbType(); // a text, where nothing is said
                parameter.Value = value;
            }
        }

        public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;
    }

    private static byte[] Encrypted(byte[] key, string encoded, string corporation, Guid stream, string digest) =>
        Sealing.Encrypt(key, Encoding.ASCII.GetBytes(encoded), NameOf(corporation, stream, digest));

    private static string NameOf(string corporation, Guid stream, string of) => $"{corporation}/{stream}/{of}";
}

/// <summary>Texts of the vault, for views to fill in.</summary>
/// <param name="ByDigest">Each text by its digest; a digest that is not there belongs to a text that was deleted.</param>
public sealed record Texts(IReadOnlyDictionary<string, string> ByDigest)
{
    /// <summary>No texts at all.</summary>
    public static readonly Texts None = new(FrozenDictionary<string, string>.Empty);

    /// <summary>The erasures of texts that were erased, by digest; empty where it is not known which were.</summary>
    public IReadOnlyDictionary<string, IErasure> Erased { get; init; } = FrozenDictionary<string, IErasure>.Empty;

    /// <summary>The newest corrections of texts that were corrected, by the digest in the event; empty for texts as they were recorded.</summary>
    public IReadOnlyDictionary<string, TextCorrection> Corrected { get; init; } = FrozenDictionary<string, TextCorrection>.Empty;

    /// <summary>Of texts that were corrected, by digest, the digest of the right one; empty where it was not asked for.</summary>
    internal IReadOnlyDictionary<string, string> CorrectedBy { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// The text that holds for a digest in an event; null where it was deleted. What the record says is erased is never given, also where the vault has it again by a backup.
    /// </summary>
    public string? Of(string digest) => ErasureOf(digest) is null ? ByDigest.GetValueOrDefault(Holding(digest)) : null;

    /// <summary>The erasure of the text that holds for a digest in an event; null where it was not erased.</summary>
    public IErasure? ErasureOf(string digest) => Erased.GetValueOrDefault(Holding(digest)) ?? Erased.GetValueOrDefault(digest);

    private string Holding(string digest) => Corrected.TryGetValue(digest, out var correction) ? correction.Text!.Digest : digest;

    /// <summary>The same texts as they were at a moment: corrected as far as they were by then.</summary>
    /// <param name="weighing">The state at that moment, as its reader may see it.</param>
    public Texts At(Weighing weighing) => weighing.TextCorrections.Count == 0 ? this : this with
    {
        Corrected = weighing.TextCorrections.Where(c => c.Text is not null).Select(c => weighing.FirstOf(c.Replaced)).Distinct().ToDictionary(first => first, first => weighing.CorrectionOf(first)!),
    };
}
