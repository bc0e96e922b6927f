using System.Collections.Immutable;
using System.Data.Common;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Api.Audit;

/// <summary>Where a leaf stands.</summary>
/// <param name="Index">Its place in the log of its corporation, from 0; null where the sequencer has not given it one yet.</param>
/// <param name="Weighing">The stream of its event.</param>
/// <param name="Number">Number of its event in that stream.</param>
public sealed record FoundLeaf(long? Index, Guid Weighing, int Number);

/// <summary>Reads the logs of corporations: checkpoints, tiles and where leaves stand. It writes nothing.</summary>
public sealed class AuditLog(NpgsqlDataSource source)
{
    private const string Read = $"""
        select c.size, c.root, c.note, least(greatest(c.signed_at, '0001-01-02 00:00:00+00'), '9999-12-30 00:00:00+00'),
            array(select s.witness from {LedgerSchema.Cosignatures} s where s.tenant_id = c.tenant_id and s.size = c.size order by s.witness),
            array(select s.line from {LedgerSchema.Cosignatures} s where s.tenant_id = c.tenant_id and s.size = c.size order by s.witness)
        from {LedgerSchema.Checkpoints} c where c.tenant_id = $1
        """;

    /// <summary>The most checkpoints that are kept beside another, the newest of them: those of many years, and far fewer than the files that a bag may have.</summary>
    internal const int MostKept = 10_000;

    /// <summary>The newest checkpoint of a corporation; null where nothing was signed yet.</summary>
    public async Task<SignedCheckpoint?> Newest(string corporation, CancellationToken cancellation) =>
        (await Several($"{Read} order by c.size desc limit 1", cancellation, corporation)).SingleOrDefault();

    /// <summary>The newest row of a corporation that holds a right checkpoint; null where no row does.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="isOne">Tells whether a row holds a right checkpoint: somebody with rights on the database may have written anything into it.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<SignedCheckpoint?> Newest(string corporation, Predicate<SignedCheckpoint> isOne, CancellationToken cancellation)
    {
        const int some = 100;
        for (long? below = null; ;)
        {
            var next = await Near(corporation, below, above: false, below is null ? 1 : some, cancellation);
            if (next.Find(isOne) is { } newest) return newest;
            if (next.Count == 0) return null;
            below = next[^1].Size;
        }
    }

    /// <summary>How many places there are in the log of a corporation, signed or not.</summary>
    public async Task<long> Places(string corporation, CancellationToken cancellation)
    {
        await using var command = Command($"select coalesce(max(leaf_index) + 1, 0) from {LedgerSchema.Index} where tenant_id = $1", corporation);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The checkpoint of a corporation at a size; null where none was signed at it.</summary>
    public async Task<SignedCheckpoint?> At(string corporation, long size, CancellationToken cancellation) =>
        (await Several($"{Read} and c.size = $2", cancellation, corporation, size)).SingleOrDefault();

    /// <summary>Checkpoints of a corporation below or above a size, the nearest first.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="size">The size, which is not among them; null for the newest of all.</param>
    /// <param name="above">Whether those above it are asked for, from the smallest up; else those below, from the largest down.</param>
    /// <param name="count">The most that are given.</param>
    /// <param name="cancellation">Stops reading.</param>
    public Task<List<SignedCheckpoint>> Near(string corporation, long? size, bool above, int count, CancellationToken cancellation) =>
        Several($"{Read} and c.size {(above ? '>' : '<')} $2 order by c.size {(above ? "" : "desc")} limit $3", cancellation, corporation, size ?? long.MaxValue, count);

    /// <summary>
    /// Of the checkpoints of a corporation up to a size, ascending, those that are worth keeping beside it: the one of that size, the last of each day, the last of
    /// each day that was stamped, and of each witness the last of each day that it cosigned, its newest among them. A witness cosigns one every few seconds, so that all of
    /// them would fill a bag with nothing else.
    /// </summary>
    public async Task<List<SignedCheckpoint>> WorthKeeping(string corporation, long size, CancellationToken cancellation)
    {
        var checkpoints = await Several($"""
            {Read} and c.size <= $2 and (c.size = $2
                or c.size in (select max(d.size) from {LedgerSchema.Checkpoints} d where d.tenant_id = $1 and d.size <= $2 group by date_trunc('day', d.signed_at))
                or c.size in (select max(t.size) from {LedgerSchema.Timestamps} t join {LedgerSchema.Checkpoints} d using (tenant_id, size)
                    where t.tenant_id = $1 and t.size <= $2 group by date_trunc('day', d.signed_at))
                or c.size in (select max(s.size) from {LedgerSchema.Cosignatures} s join {LedgerSchema.Checkpoints} d using (tenant_id, size)
                    where s.tenant_id = $1 and s.size <= $2 group by s.witness, date_trunc('day', d.signed_at)))
            order by c.size desc limit {MostKept}
            """, cancellation, corporation, size);
        checkpoints.Reverse();
        return checkpoints;
    }

    /// <summary>The time stamps of checkpoints of a corporation, by ascending size: the token of each that was stamped.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="sizes">The sizes of the checkpoints.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<List<(long Size, byte[] Token)>> Timestamps(string corporation, long[] sizes, CancellationToken cancellation)
    {
        var stamps = new List<(long, byte[])>();
        await using var command = Command($"select size, token from {LedgerSchema.Timestamps} where tenant_id = $1 and size = any($2) order by size", corporation, sizes);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) stamps.Add((reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
        return stamps;
    }

    /// <summary>The tree of a corporation, as a checkpoint says it is.</summary>
    public TiledTree Tree(string corporation, TreeHead head) => new(TilesOf(corporation, (long)head.Size), head);

    /// <summary>The tiles of a corporation up to a size.</summary>
    internal StoredTiles TilesOf(string corporation, long size) => new(source, corporation, size);

    /// <summary>The leaf of an event; null where the corporation has none.</summary>
    public Task<FoundLeaf?> Find(string corporation, Guid @event, CancellationToken cancellation) =>
        Found("l.event_id = $2", cancellation, corporation, @event);

    /// <summary>The leaf of an event of a stream; null where the corporation has none.</summary>
    public Task<FoundLeaf?> Find(string corporation, Guid stream, long number, CancellationToken cancellation) =>
        Found($"l.event_id = (select id from {StoreSetup.Schema}.mt_events where tenant_id = $1 and stream_id = $2 and version = $3)", cancellation, corporation, stream, number);

    /// <summary>Where the checkpoint of a corporation at a size stands in the log over all corporations; null where it is not in it, or not yet.</summary>
    public async Task<long?> TopIndex(string corporation, long size, CancellationToken cancellation)
    {
        await using var command = Command($"select top_index from {LedgerSchema.Checkpoints} where tenant_id = $1 and size = $2", corporation, size);
        return await command.ExecuteScalarAsync(cancellation) as long?;
    }

    /// <summary>The events of a stretch of leaves, in their order.</summary>
    internal async Task<List<(Guid Stream, int Number)>> Events(string corporation, long first, int count, CancellationToken cancellation)
    {
        var events = new List<(Guid, int)>();
        await using var command = Command($"""
            select l.stream_id, l.stream_version from {LedgerSchema.Index} i join {LedgerSchema.Leaves} l using (entry_id)
            where i.tenant_id = $1 and i.leaf_index >= $2 and i.leaf_index < $2 + $3 order by i.leaf_index
            """, corporation, first, (long)count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) events.Add((reader.GetGuid(0), (int)reader.GetInt64(1)));
        return events;
    }

    private async Task<FoundLeaf?> Found(string where, CancellationToken cancellation, params object[] values)
    {
        await using var command = Command($"select i.leaf_index, l.stream_id, l.stream_version from {LedgerSchema.Leaves} l left join {LedgerSchema.Index} i using (entry_id) where l.tenant_id = $1 and {where}", values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new FoundLeaf(reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.GetGuid(1), (int)reader.GetInt64(2)) : null;
    }

    private async Task<List<SignedCheckpoint>> Several(string sql, CancellationToken cancellation, params object[] values)
    {
        var checkpoints = new List<SignedCheckpoint>();
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) checkpoints.Add(Checkpoint(reader));
        return checkpoints;
    }

    private static SignedCheckpoint Checkpoint(DbDataReader reader)
    {
        var (by, lines) = (reader.GetFieldValue<string[]>(4), reader.GetFieldValue<string[]>(5));
        return new SignedCheckpoint(reader.GetInt64(0), TreeRows.Hash(reader.GetFieldValue<byte[]>(1)), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3),
            by.Zip(lines, (name, line) => new Cosigned(name, line)).ToImmutableArray());
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
