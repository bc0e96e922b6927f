using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.AuditBundle;
using WikkenWegen.AuditBundle.Writing;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.Api.Audit;

/// <summary>What goes into an export, as it is read: never more of it in memory than a batch, and one weighing.</summary>
/// <remarks>
/// It is read by what the leaves say, and not by the columns beside them, which are not hashed. What somebody did to rows must not keep an auditor from the export:
/// it goes into it as it is, for the verifier to tell.
/// </remarks>
/// <param name="source">To the database.</param>
/// <param name="store">The streams that are no weighings.</param>
/// <param name="weighings">The weighings, of which texts are given as their reader may see them.</param>
/// <param name="vault">The texts themselves.</param>
/// <param name="corporation">Code of the corporation.</param>
/// <param name="scope">What is to be in it.</param>
/// <param name="checkpoint">The checkpoint that it is proven against.</param>
/// <param name="reader">Whoever asked for it.</param>
/// <param name="withheld">What nobody may read yet.</param>
/// <param name="logger">Is told what could not be read.</param>
internal sealed partial class ExportContent(
    NpgsqlDataSource source, IDocumentStore store, WeighingStore weighings, VaultDisclosures vault, string corporation, ExportScope scope, SignedCheckpoint checkpoint, Reader reader, UnreadEvents withheld,
    ILogger logger)
{
    private const int Batch = 500;

    /// <summary>Of the log beside one weighing, only the hashes are read.</summary>
    private const int BatchOfPlaces = 10_000;

    /// <summary>After so long every event has its place in the log.</summary>
    private const string LongAgo = "interval '1 hour'";

    private const string Events = $"{StoreSetup.Schema}.mt_events";

    /// <summary>Where in a row of leaves the columns begin that are compared.</summary>
    private const int Compared = 3;

    /// <summary>The streams of which a leaf is in it, where it ends at a moment: texts of these may have been erased since.</summary>
    private readonly HashSet<Guid>? _streams = scope.Until is null ? null : [];

    private long Size => checkpoint.Size;

    private readonly List<string> _withheld = [];

    /// <summary>The digests of those texts of what is in it that the vault has, and the reader may not see; known once the disclosures were read.</summary>
    public IEnumerable<string> TextsWithheld => _withheld;

    /// <summary>How many leaves were in it so far.</summary>
    public long Given { get; private set; }

    /// <summary>Every place of the log with its leaf, or why that is left out.</summary>
    /// <param name="progress">Is told up to where the log was gone through.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async IAsyncEnumerable<BundleLeaf> Leaves(Func<long, Task> progress, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = scope.Weighing is null ? Batch : BatchOfPlaces;
        for (var first = 0L; first < Size; first += batch)
        {
            foreach (var leaf in await Read(first, Math.Min(batch, Size - first), cancellation))
            {
                if (leaf.LeftOut is null) Given++;
                yield return leaf;
            }
            await progress(Math.Min(first + batch, Size));
        }
    }

    /// <summary>The texts that the reader may see of what is in it, as they are disclosed.</summary>
    public async IAsyncEnumerable<string> Disclosures([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var weighing in await WithTexts(cancellation))
            foreach (var disclosure in await Disclosures(weighing, cancellation)) yield return disclosure;
    }

    /// <summary>
    /// The state of a weighing as the store has it: up to a number that is in the export, or beyond, up to an event that should be in the log and is not. Null where it
    /// cannot be read.
    /// </summary>
    public async Task<Weighing?> Stored(Guid weighing, int number, CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            select coalesce(max(e.version), 0) from {Events} e left join {LedgerSchema.Leaves} l on {LeafAndEvent.HasLeaf} where e.tenant_id = $1 and e.stream_id = $2
                and (l.entry_id is null or (e.timestamp < $3 - {LongAgo} and not exists (select from {LedgerSchema.Index} i where i.entry_id = l.entry_id)))
            """, corporation, weighing, checkpoint.SignedAt.ToUniversalTime());
        var beyond = (int)Math.Min((long)(await command.ExecuteScalarAsync(cancellation))!, int.MaxValue);
        return await weighings.Stored(corporation, weighing, Math.Max(number, beyond), cancellation);
    }

    /// <summary>How many events the store has of what is exported, and no leaf of them: a leaf is written in the transaction of its event.</summary>
    public async Task<long> WithoutLeaf(CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            select count(*) from {Events} e where e.tenant_id = $1 {(scope.Weighing is null ? "" : "and e.stream_id = $2")} and not exists (select from {LedgerSchema.Leaves} l where {LeafAndEvent.HasLeaf})
            """, scope.Weighing is { } weighing ? [corporation, weighing] : [corporation]);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<List<BundleLeaf>> Read(long first, long count, CancellationToken cancellation)
    {
        var (leaves, elsewhere) = (new List<BundleLeaf>(), new Dictionary<Guid, int>());
        // What stands in the bytes is in JSON, so that this cannot be of a text within.
        var (wanted, values) = scope.Weighing is { } weighing
            ? ("and (l.stream_id = $4 or position($5 in l.bytes) > 0)", [corporation, first, count, weighing, Encoding.UTF8.GetBytes($",\"stream\":\"{weighing}\",")])
            : ("", (object[])[corporation, first, count]);
        await using var command = ExportRows.Command(source, $"""
            select i.leaf_index, i.hash, l.entry_id is null and not exists (select from {LedgerSchema.Leaves} any_leaf where any_leaf.entry_id = i.entry_id), {LeafAndEvent.Columns}
            from {LedgerSchema.Index} i left join {LedgerSchema.Leaves} l on l.entry_id = i.entry_id {wanted} left join {Events} e on {LeafAndEvent.InPlace}
            where i.tenant_id = $1 and i.leaf_index >= $2 and i.leaf_index < $2 + $3 order by i.leaf_index
            """, values);
        await using (var row = await command.ExecuteReaderAsync(cancellation))
            while (await row.ReadAsync(cancellation))
            {
                leaves.Add(Leaf(row));
                if (leaves[^1].Event == StoredEvent.Gone) elsewhere[row.GetGuid(Compared + 1)] = leaves.Count - 1;
            }
        // An event that does not stand where its leaf says may stand elsewhere.
        if (elsewhere.Count == 0) return leaves;
        await using var search = ExportRows.Command(source, $"select id from {Events} where id = any($1)", elsewhere.Keys.ToArray());
        await using var found = await search.ExecuteReaderAsync(cancellation);
        while (await found.ReadAsync(cancellation)) leaves[elsewhere[found.GetGuid(0)]] = leaves[elsewhere[found.GetGuid(0)]] with { Event = StoredEvent.Differs };
        return leaves;
    }

    private BundleLeaf Leaf(NpgsqlDataReader row)
    {
        var (index, hash) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        if (row.GetBoolean(2)) return BundleLeaf.NotHere(index, hash, LeftOut.Lost);
        if (row.IsDBNull(Compared + LeafAndEvent.Bytes)) return BundleLeaf.NotHere(index, hash, LeftOut.Selection);
        var bytes = row.GetFieldValue<byte[]>(Compared + LeafAndEvent.Bytes);
        var (stream, number) = (row.GetGuid(Compared + 2), (int)row.GetInt64(Compared + 3));
        var envelope = LeafEnvelope.Of(bytes);
        // By the column beside it alone, anybody could have any leaf withheld: that counts where the leaf is not the one that was hashed.
        var isUnread = (envelope is { Stream: { } of, Version: { } at } && withheld.Contains((of, at))) || (withheld.Contains((stream, number)) && IsAltered(bytes, hash));
        if (isUnread) return BundleLeaf.NotHere(index, hash, LeftOut.BlindRound);
        var isOfScope = envelope is null || (IsOfWeighing(envelope, bytes, hash, stream) && (IsOfPeriod(envelope) || IsErasureSince(envelope)));
        if (!isOfScope) return BundleLeaf.NotHere(index, hash, LeftOut.Selection);
        if (envelope?.Stream is { } here) _streams?.Add(here);
        var stored = row.IsDBNull(Compared + LeafAndEvent.Event) ? StoredEvent.Gone : LeafAndEvent.Differing(row, Compared).Any() ? StoredEvent.Differs : StoredEvent.AsLeaf;
        return new BundleLeaf(index, bytes, row.IsDBNull(Compared + LeafAndEvent.Body) ? (ReadOnlyMemory<byte>?)null : row.GetFieldValue<byte[]>(Compared + LeafAndEvent.Body), hash, Event: stored);
    }

    /// <summary>Whether a leaf is of the weighing: as the leaf itself says, and where it was altered, as the column beside it does.</summary>
    private bool IsOfWeighing(LeafEnvelope envelope, byte[] bytes, byte[] hash, Guid stream) => scope.Weighing is not { } weighing || envelope.Stream == weighing || (stream == weighing && IsAltered(bytes, hash));

    private static bool IsAltered(byte[] bytes, byte[] hash) => !MerkleTree.HashLeaf(bytes).AsSpan().SequenceEqual(hash);

    /// <summary>Whether a leaf was recorded in the period, as the leaf itself says; one that does not say when is for the verifier to judge.</summary>
    private bool IsOfPeriod(LeafEnvelope envelope) => envelope.RecordedAt is not { } at || IsOfPeriod(at);

    private bool IsOfPeriod(DateTimeOffset at) => !(at < scope.From) && !(at >= scope.Until);

    /// <summary>Whether texts of what is in the export were erased after its period: else they would be missing.</summary>
    private bool IsErasureSince(LeafEnvelope envelope) => envelope.Type is { } type && BagFormat.ErasureTypes.Contains(type) && envelope.RecordedAt >= scope.Until && envelope.Stream is { } stream && _streams!.Contains(stream);

    private async Task<List<string>> Disclosures(Guid weighing, CancellationToken cancellation)
    {
        try
        {
            var (all, seen) = await Digests(weighing, cancellation);
            var kept = await vault.Of(corporation, weighing, cancellation);
            // One that somebody changed in the vault is lost, and no longer the text of its digest.
            _withheld.AddRange(kept.Where(text => all.Contains(text.Digest) && !seen.Contains(text.Digest) && Disclosure.DigestOf(text.Disclosure) == text.Digest).Select(text => text.Digest));
            return [.. kept.Where(text => seen.Contains(text.Digest)).Select(text => text.Disclosure)];
        }
        catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
        {
            TextsNotRead(logger, e, weighing, corporation); // the verifier tells that they are missing, and the leaves still tell what happened
            return [];
        }
    }

    private async Task<List<Guid>> WithTexts(CancellationToken cancellation)
    {
        if (scope.Weighing is { } one) return [one];
        var found = new List<Guid>();
        await using var command = ExportRows.Command(source, $"select distinct weighing_id from {StoreSetup.Schema}.vault where tenant_id = $1 order by 1", corporation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) found.Add(row.GetGuid(0));
        return found;
    }

    /// <summary>The digests in those events of a weighing that are in the export, without what was erased: all, and those that its reader may see.</summary>
    private async Task<(HashSet<string> All, HashSet<string> Seen)> Digests(Guid weighing, CancellationToken cancellation)
    {
        if (await weighings.Newest(corporation, weighing, cancellation) is not { } newest) return await DigestsOfStream(weighing, cancellation);
        var (all, seen, mayRead) = (new HashSet<string>(), new HashSet<string>(), newest.State.MayBeReadBy(reader));
        var last = Math.Min(newest.State.Version, await Last(weighing, cancellation));
        foreach (var recorded in newest.History.Recorded(last))
        {
            if (!IsOfPeriod(recorded.RecordedAt) || withheld.Contains((weighing, recorded.Number))) continue;
            Digests(recorded.Event, all);
            if (mayRead) Digests(recorded.Event.AsReadBy(reader, newest.State), seen);
        }
        foreach (var digests in (HashSet<string>[])[all, seen]) digests.ExceptWith(newest.State.Erasures.SelectMany(erasure => erasure.Digests)); // also where a backup of the vault brought one back
        return (all, seen);
    }

    /// <summary>The same of a stream that is no weighing: what belongs to a person is for who reads names, and a judgement over a weighing for who may read that.</summary>
    private async Task<(HashSet<string> All, HashSet<string> Seen)> DigestsOfStream(Guid id, CancellationToken cancellation)
    {
        var (all, seen) = (new HashSet<string>(), new HashSet<string>());
        await using var session = store.QuerySession(corporation);
        var stream = await StreamFold.Read(session, id, cancellation);
        var last = await Last(id, cancellation);
        foreach (var recorded in stream.Events.Where(e => e.Origin.Event <= last && IsOfPeriod(e.Origin.RecordedAt) && !withheld.Contains((id, e.Origin.Event))))
        {
            Digests(recorded.Event, all);
            if (recorded.Told.Holder is not null && !reader.SeesPersons) continue;
            if (recorded.Event is not InstrumentJudged { Weighing: { } judged } || (await weighings.Newest(corporation, judged, cancellation))?.State.MayBeReadBy(reader) != false) Digests(recorded.Event, seen);
        }
        foreach (var digests in (HashSet<string>[])[all, seen]) digests.ExceptWith(stream.Erased);
        return (all, seen);
    }

    /// <summary>Number of the last event of a weighing that is in the log up to its size.</summary>
    private async Task<int> Last(Guid weighing, CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            select coalesce(max(e.version), 0) from {Events} e join {LedgerSchema.Leaves} l on {LeafAndEvent.HasLeaf} join {LedgerSchema.Index} i using (entry_id)
            where e.tenant_id = $1 and e.stream_id = $2 and i.leaf_index < $3
            """, corporation, weighing, Size);
        return (int)(long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static void Digests(DomainEvent happened, HashSet<string> into)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), EventContract.Json));
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("_sd") && reader.Read() && reader.TokenType == JsonTokenType.String) into.Add(reader.GetString()!);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The texts of weighing {Weighing} of {Corporation} cannot be read, and are not in the export: run fsck")]
    private static partial void TextsNotRead(ILogger logger, Exception why, Guid weighing, string corporation);
}

/// <summary>What a leaf says of its event, as far as an export must know; a member that it does not have is null.</summary>
internal sealed record LeafEnvelope(Guid? Stream, int? Version, string? Type, DateTimeOffset? RecordedAt)
{
    /// <summary>Reads it; null where the leaf is none that can be read.</summary>
    public static LeafEnvelope? Of(ReadOnlySpan<byte> leaf)
    {
        try
        {
            var json = new Utf8JsonReader(leaf);
            var envelope = new LeafEnvelope(null, null, null, null);
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
                var (stream, version, type, at, data) = (json.ValueTextEquals("stream"u8), json.ValueTextEquals("version"u8), json.ValueTextEquals("type"u8), json.ValueTextEquals("recordedAt"u8), json.ValueTextEquals("data"u8));
                if (data) return envelope; // it stands last
                json.Read();
                if (stream && json.TryGetGuid(out var id)) envelope = envelope with { Stream = id };
                else if (version && json.TryGetInt32(out var number)) envelope = envelope with { Version = number };
                else if (type) envelope = envelope with { Type = json.GetString() };
                else if (at && json.TryGetDateTimeOffset(out var moment)) envelope = envelope with { RecordedAt = moment };
                else json.Skip();
            }
            return envelope;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
