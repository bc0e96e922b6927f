using Npgsql;
using WikkenWegen.Api.Ledger;

namespace WikkenWegen.Api.Audit;

/// <summary>The leaves of a corporation that were committed by a moment, placed in its log or not: an export is about all of them, so they have to be in the checkpoint that it is proven against.</summary>
internal sealed class LeavesUntilNow
{
    private readonly NpgsqlDataSource _source;
    private readonly long _places;
    private readonly long[] _waiting;

    private LeavesUntilNow(NpgsqlDataSource source, long places, long[] waiting) => (_source, _places, _waiting) = (source, places, waiting);

    /// <summary>
    /// Those of this moment. Which of them wait for their place is looked for behind the last that got one, as the sequencer does. One before it that has none, since somebody
    /// took its place away, never gets one.
    /// </summary>
    public static async Task<LeavesUntilNow> Of(NpgsqlDataSource source, string corporation, CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            with done as materialized (
                select case when p.xid > pg_snapshot_xmax(s) then '0'::xid8 else coalesce(p.xid, '0'::xid8) end as xid, coalesce(p.entry_id, 0) as entry_id from pg_current_snapshot() s left join {LedgerSchema.Progress} p on true)
            select (select coalesce(max(leaf_index) + 1, 0) from {LedgerSchema.Index} where tenant_id = $1),
                array(select l.entry_id from done d join {LedgerSchema.Leaves} l on (l.xid, l.entry_id) > (d.xid, d.entry_id) where l.tenant_id = $1 and not exists (select from {LedgerSchema.Index} i where i.entry_id = l.entry_id))
            """, corporation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new LeavesUntilNow(source, row.GetInt64(0), row.GetFieldValue<long[]>(1));
    }

    /// <summary>How many of them are not among the first leaves of the log.</summary>
    public async Task<long> Beyond(long size, CancellationToken cancellation)
    {
        var placed = Math.Max(0, _places - size);
        if (_waiting.Length == 0) return placed;
        await using var command = ExportRows.Command(_source, $"select count(*) from unnest($1) w (entry_id) left join {LedgerSchema.Index} i using (entry_id) where i.leaf_index is null or i.leaf_index >= $2", _waiting, size);
        return placed + (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
