using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.AuditBundle;

namespace WikkenWegen.Api.Audit;

/// <summary>Whether texts were erased since a checkpoint: an export of then may still disclose them, without the leaf that says that they are erased.</summary>
internal static class Erasures
{
    /// <summary>
    /// How many numbers of events to look back, for erasures that got a lower number and yet a later place in the log. An event gets its number before its commit and its place after it, so that
    /// only events of transactions that ran at the same time can change order.
    /// </summary>
    private const long Overlap = 100_000;

    /// <summary>
    /// How long an erasure may be without a place in the log before nobody waits for it any more. It will never get one then, as where somebody deleted its leaf, which the verifier tells.
    /// An erasure that has no leaf at all is not waited for either.
    /// </summary>
    private const string Waiting = "interval '1 hour'";

    /// <summary>Whether something was erased in a corporation that is not among the first leaves of its log.</summary>
    public static async Task<bool> Since(NpgsqlDataSource source, string corporation, long size, CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            select exists (select from {StoreSetup.Schema}.mt_events e join {LedgerSchema.Leaves} l on l.event_id = e.id and l.tenant_id = e.tenant_id left join {LedgerSchema.Index} i on i.entry_id = l.entry_id
                where e.tenant_id = $1 and e.type = any($3) and (i.leaf_index >= $2 or (i.leaf_index is null and l.written_at > now() - {Waiting})) and e.seq_id > coalesce(
                    (select last.seq_id - {Overlap} from {LedgerSchema.Index} i join {LedgerSchema.Leaves} l using (entry_id) join {StoreSetup.Schema}.mt_events last on last.tenant_id = l.tenant_id and last.stream_id = l.stream_id and last.version = l.stream_version where i.tenant_id = $1 and i.leaf_index = $2 - 1), 0))
            """, corporation, size, BagFormat.ErasureTypes.ToArray());
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
