using System.Text;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Ledger;

/// <summary>A leaf that tells of a change of the key of a log.</summary>
/// <param name="Index">Its place in the log.</param>
/// <param name="Bytes">The leaf, verbatim: an event of a corporation, or in the log over all the note itself.</param>
public sealed record KeyChangeLeaf(long Index, byte[] Bytes);

/// <summary>The changes of the keys of logs, as the leaves have them. What they say counts by its signatures, and not because it stands in the database.</summary>
public sealed class KeyChanges(NpgsqlDataSource source, LedgerKeys keys)
{
    /// <summary>Which key signs a log at which size, for who trusts the keys of this host.</summary>
    public async Task<KeyHistory> History(string log, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await History(connection, log, keys, cancellation);
    }

    /// <summary>What the notes are that the database has as checkpoints of a log, for who trusts the keys of this host.</summary>
    public async Task<LogNotes> Notes(string log, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return new LogNotes(log, keys, await Changes(connection, log, cancellation));
    }

    /// <summary>The leaves below a size that tell of a change, in their order, also those that have no part in the history.</summary>
    public async Task<List<KeyChangeLeaf>> Leaves(string log, long size, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return [.. (await Leaves(connection, log, cancellation)).Where(leaf => leaf.Index < size)];
    }

    /// <summary>The same on a connection, and so as its transaction sees it.</summary>
    internal static async Task<KeyHistory> History(NpgsqlConnection connection, string log, LedgerKeys keys, CancellationToken cancellation) =>
        new LogNotes(log, keys, await Changes(connection, log, cancellation)).History;

    /// <summary>How many events of a corporation change the key of its log from one to another, whether they have their place already or not.</summary>
    internal static async Task<int> Recorded(NpgsqlConnection connection, string corporation, VerifierKey from, VerifierKey to, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand($"select coalesce(data ->> 'statement', '') from {StoreSetup.Schema}.mt_events where tenant_id = $1 and stream_id = $2 and type = '{KeyChange.Type}'", connection)
        {
            Parameters = { new() { Value = corporation }, new() { Value = CorporationStreams.IdOf(corporation) } },
        };
        var count = 0;
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            if (KeyChange.Open(Encoding.UTF8.GetBytes(reader.GetString(0))).TryGet(out var change, out _) && change.From.Equals(from) && change.To.Equals(to)) count++;
        return count;
    }

    /// <summary>What the leaves tell, under whatever name the log had.</summary>
    private static async Task<List<(long, KeyChange)>> Changes(NpgsqlConnection connection, string log, CancellationToken cancellation)
    {
        var changes = new List<(long, KeyChange)>();
        foreach (var leaf in await Leaves(connection, log, cancellation))
            if ((log == LedgerSchema.Everything ? KeyChange.Open(leaf.Bytes) : KeyChange.OfLeaf(leaf.Bytes)).TryGet(out var change, out _)) changes.Add((leaf.Index, change));
        return changes;
    }

    private static async Task<List<KeyChangeLeaf>> Leaves(NpgsqlConnection connection, string log, CancellationToken cancellation)
    {
        var isOfAll = log == LedgerSchema.Everything;
        await using var ask = new NpgsqlCommand(isOfAll
            ? $"select leaf_index, note from {LedgerSchema.KeyChanges} where tenant_id = $1 order by leaf_index"
            : $"""
              select distinct on (i.leaf_index) i.leaf_index, l.bytes from {StoreSetup.Schema}.mt_events e join {LedgerSchema.Leaves} l on l.event_id = e.id join {LedgerSchema.Index} i on i.entry_id = l.entry_id and i.tenant_id = l.tenant_id
              where e.tenant_id = $1 and e.stream_id = $2 and e.type = '{KeyChange.Type}' order by i.leaf_index
              """, connection)
        {
            Parameters = { new() { Value = log } },
        };
        if (!isOfAll) ask.Parameters.Add(new() { Value = CorporationStreams.IdOf(log) });
        var leaves = new List<KeyChangeLeaf>();
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) leaves.Add(new KeyChangeLeaf(reader.GetInt64(0), isOfAll ? Encoding.UTF8.GetBytes(reader.GetString(1)) : reader.GetFieldValue<byte[]>(1)));
        return leaves;
    }
}
