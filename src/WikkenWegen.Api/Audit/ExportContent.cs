using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.AuditBundle;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Audit;

/// <summary>What goes into an export, as it is read: never more of it in memory than a batch.</summary>
/// <param name="source">To the database.</param>
/// <param name="weighings">The weighings, of which texts are given as their reader may see them.</param>
/// <param name="vault">The texts themselves.</param>
/// <param name="corporation">Code of the corporation.</param>
/// <param name="scope">What is to be in it.</param>
/// <param name="size">How many leaves the log has.</param>
/// <param name="reader">Whoever asked for it.</param>
/// <param name="withheld">What nobody may read yet.</param>
internal sealed class ExportContent(
    NpgsqlDataSource source, WeighingStore weighings, VaultDisclosures vault, string corporation, ExportScope scope, long size, Reader reader, HashSet<(Guid Weighing, int Number)> withheld)
{
    private const int Batch = 500;

    /// <summary>How many leaves were in it so far.</summary>
    public long Given { get; private set; }

    /// <summary>The leaves, by their index.</summary>
    /// <param name="progress">Is told up to where the log was gone through.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async IAsyncEnumerable<BundleLeaf> Leaves(Func<long, Task> progress, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var first = 0L; first < size; first += Batch)
        {
            foreach (var leaf in await Read(first, Math.Min(Batch, size - first), cancellation))
            {
                Given++;
                yield return leaf;
            }
            await progress(Math.Min(first + Batch, size));
        }
    }

    /// <summary>The texts that the reader may see of what is in it, as they are disclosed.</summary>
    public async IAsyncEnumerable<string> Disclosures([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var weighing in await WithTexts(cancellation))
        {
            var seen = await Seen(weighing, cancellation);
            foreach (var (digest, disclosure) in await vault.Of(corporation, weighing, cancellation))
                if (seen.Contains(digest)) yield return disclosure;
        }
    }

    private async Task<List<BundleLeaf>> Read(long first, long count, CancellationToken cancellation)
    {
        var leaves = new List<BundleLeaf>();
        await using var command = ExportRows.Command(source, $"""
            select i.leaf_index, l.bytes, l.body, i.hash, l.stream_id, l.stream_version from {LedgerSchema.Index} i join {LedgerSchema.Leaves} l using (entry_id)
            where i.tenant_id = $1 and i.leaf_index >= $2 and i.leaf_index < $2 + $3 {(scope.Weighing is null ? "" : "and l.stream_id = $4")} order by i.leaf_index
            """, scope.Weighing is { } weighing ? [corporation, first, count, weighing] : [corporation, first, count]);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var bytes = row.GetFieldValue<byte[]>(1);
            if (withheld.Contains((row.GetGuid(4), (int)row.GetInt64(5))) || !IsOfPeriod(bytes)) continue;
            leaves.Add(new BundleLeaf(row.GetInt64(0), bytes, row.IsDBNull(2) ? (ReadOnlyMemory<byte>?)null : row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3)));
        }
        return leaves;
    }

    /// <summary>Whether a leaf was recorded in the period, as the leaf itself says.</summary>
    private bool IsOfPeriod(ReadOnlySpan<byte> leaf)
    {
        if (scope.From is null && scope.Until is null) return true;
        var json = new Utf8JsonReader(leaf);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
            if (json.ValueTextEquals("recordedAt"u8)) return json.Read() && json.TryGetDateTimeOffset(out var at) && IsOfPeriod(at);
            json.Skip();
        }
        return true; // a leaf that does not say when is for the verifier to judge
    }

    private bool IsOfPeriod(DateTimeOffset at) => !(at < scope.From) && !(at >= scope.Until);

    private async Task<List<Guid>> WithTexts(CancellationToken cancellation)
    {
        if (scope.Weighing is { } one) return [one];
        var found = new List<Guid>();
        await using var command = ExportRows.Command(source, $"select distinct weighing_id from {StoreSetup.Schema}.vault where tenant_id = $1 order by 1", corporation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) found.Add(row.GetGuid(0));
        return found;
    }

    /// <summary>The digests in those events of a weighing that are in the export, as its reader may see them.</summary>
    private async Task<HashSet<string>> Seen(Guid weighing, CancellationToken cancellation)
    {
        var seen = new HashSet<string>();
        if (await weighings.Newest(corporation, weighing, cancellation) is not { } newest || !newest.State.MayBeReadBy(reader)) return seen;
        var last = Math.Min(newest.State.Version, await Last(weighing, cancellation));
        foreach (var recorded in newest.History.Recorded(last))
        {
            if (!IsOfPeriod(recorded.RecordedAt) || withheld.Contains((weighing, recorded.Number))) continue;
            var read = recorded.Event.AsReadBy(reader, newest.State);
            Digests(JsonSerializer.SerializeToUtf8Bytes(read, read.GetType(), EventContract.Json), seen);
        }
        seen.ExceptWith(newest.State.Erasures.SelectMany(erasure => erasure.Digests)); // also where a backup of the vault brought one back
        return seen;
    }

    /// <summary>Number of the last event of a weighing that is in the log up to its size.</summary>
    private async Task<int> Last(Guid weighing, CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            select coalesce(max(e.version), 0) from {StoreSetup.Schema}.mt_events e join {LedgerSchema.Leaves} l on l.event_id = e.id join {LedgerSchema.Index} i using (entry_id)
            where e.tenant_id = $1 and e.stream_id = $2 and i.leaf_index < $3
            """, corporation, weighing, size);
        return (int)(long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static void Digests(ReadOnlySpan<byte> json, HashSet<string> into)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("_sd"u8) && reader.Read() && reader.TokenType == JsonTokenType.String) into.Add(reader.GetString()!);
    }
}
