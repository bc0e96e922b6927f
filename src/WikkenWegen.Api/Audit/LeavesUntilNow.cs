using Npgsql;
using NpgsqlTypes;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;

namespace WikkenWegen.Api.Audit;

/// <summary>The leaves of a corporation, as far as an export is about them, that were committed by a moment, placed in its log or not: they have to be in the checkpoint that it is proven against.</summary>
internal sealed class LeavesUntilNow
{
    private readonly NpgsqlDataSource _source;
    private readonly long[] _entries;

    private LeavesUntilNow(NpgsqlDataSource source, long[] entries) => (_source, _entries) = (source, entries);

    /// <summary>
    /// Those of this moment. Which of them wait for their place is looked for behind the last that got one, as the sequencer does. One before it that has none, since somebody
    /// took its place away, never gets one.
    /// </summary>
    public static async Task<LeavesUntilNow> Of(NpgsqlDataSource source, string corporation, ExportScope scope, CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            with done as materialized (
                select case when p.xid > pg_snapshot_xmax(s) then '0'::xid8 else coalesce(p.xid, '0'::xid8) end as xid, coalesce(p.entry_id, 0) as entry_id from pg_current_snapshot() s left join {LedgerSchema.Progress} p on true),
            unsigned as (
                select l.entry_id, l.event_id from {LedgerSchema.Index} i join {LedgerSchema.Leaves} l on l.entry_id = i.entry_id
                where i.tenant_id = $1 and i.leaf_index >= (select coalesce(max(c.size), 0) from {LedgerSchema.Checkpoints} c where c.tenant_id = $1)
                union all
                select l.entry_id, l.event_id from done d join {LedgerSchema.Leaves} l on (l.xid, l.entry_id) > (d.xid, d.entry_id)
                where l.tenant_id = $1 and not exists (select from {LedgerSchema.Index} i where i.entry_id = l.entry_id))
            select array(select u.entry_id from unsigned u join {StoreSetup.Schema}.mt_events e on e.tenant_id = $1 and e.id = u.event_id where ($2 is null or e.stream_id = $2) and ($3 is null or e.timestamp < $3))
            """, corporation);
        command.Parameters.Add(new() { Value = scope.Weighing is { } weighing ? weighing : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = scope.Until is { } until ? until : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return new LeavesUntilNow(source, (long[])(await command.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>How many of them are not among the first leaves of the log.</summary>
    public async Task<long> Beyond(long size, CancellationToken cancellation)
    {
        if (_entries.Length == 0) return 0;
        await using var command = ExportRows.Command(_source, $"select count(*) from unnest($1) w (entry_id) left join {LedgerSchema.Index} i using (entry_id) where i.leaf_index is null or i.leaf_index >= $2", _entries, size);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
