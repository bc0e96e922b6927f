using System.Net.Sockets;
using Npgsql;
using NpgsqlTypes;

namespace WikkenWegen.Api.Ledger;

/// <summary>
/// Gives leaves their place in the log of their corporation: without gaps, in the order of the transactions that wrote them, and never before one that
/// can still come earlier. Every host has one; the database lets one work at a time, for as long as one transaction takes.
/// </summary>
/// <remarks>
/// A transaction is done for where its number is below the xmin of a snapshot: whatever it wrote is then seen, and nothing of a lower number comes
/// any more. One idle transaction that has written, in any database of the server, holds that back, which <see cref="LedgerState"/> tells. A leaf
/// whose number is beyond the end of a snapshot is of another server, from which this database was put back.
/// </remarks>
public sealed class Sequencer(NpgsqlDataSource source, SequencedHeads heads, LedgerState state, ILogger<Sequencer> log) : BackgroundService
{
    /// <summary>Most leaves in a transaction.</summary>
    public const int Most = 4_096;

    /// <summary>How often it looks. It is not woken by NOTIFY: that makes the transactions of all callers wait for each other when they commit.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>The advisory lock of who is at work. Any number would do.</summary>
    internal const long Lock = 0x57696B6B656E31; // "Wikken1"

    private bool _looksForOldOnes = true; // once after the start: of another server
    private bool _failed;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Tick;
            try
            {
                if (await Look(stoppingToken) || heads.IsAsked || _looksForOldOnes)
                    while (await Run(stoppingToken) == Most) { }
                _failed = false;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
            {
                pause = AfterFailure; // as on a standby: what nobody can record needs no place
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is: what is thrown from here would end the host. Leaves wait, and nothing is lost.
                log.Log(_failed ? LogLevel.Debug : LogLevel.Warning, e is NpgsqlException or SocketException or TimeoutException ? null : e, "Leaves get no place in their log at the moment; tried again: {Reason}", e.Message);
                (_failed, pause) = (true, AfterFailure);
            }
            await Task.Delay(pause, stoppingToken);
        }
    }

    /// <summary>Whether there is a leaf to give a place. It also tells the state how long the oldest waits that has none.</summary>
    public async Task<bool> Look(CancellationToken cancellation)
    {
        await using var look = source.CreateCommand($"""
            select clock_timestamp() - o.written_at, o.xid < pg_snapshot_xmin(s), p.xid is null or p.xid > pg_snapshot_xmax(s)
            from pg_current_snapshot() s left join {LedgerSchema.Progress} p on true left join lateral (
                select l.written_at, l.xid from {LedgerSchema.Leaves} l where (l.xid, l.entry_id) > (p.xid, p.entry_id) and l.xid < pg_snapshot_xmax(s) order by l.xid, l.entry_id limit 1) o on true
            """);
        await using var reader = await look.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        state.Waiting(reader.IsDBNull(0) ? null : reader.GetTimeSpan(0));
        return (!reader.IsDBNull(0) && reader.GetBoolean(1)) || reader.GetBoolean(2);
    }

    /// <summary>Gives the next leaves their places, in one transaction.</summary>
    /// <returns>How many got one, at most <see cref="Most"/>; 0 also where another host is at work.</returns>
    /// <exception cref="NpgsqlException">The database does not answer, or cannot be written to. Nothing was done.</exception>
    public async Task<int> Run(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await Begin(connection, cancellation) is not { } bounds) return 0;
        var asked = heads.IsAsked;
        var (placed, count, last) = await Place(connection, bounds, cancellation);
        if (count == 0 && !asked)
        {
            _looksForOldOnes = false;
            return 0;
        }
        foreach (var (name, from, to) in placed) await TreeRows.WriteTiles(connection, name, from, to, cancellation);
        // Where nothing got a place, this is the transaction whose commit tells that all that was seen before it will stay.
        var done = count < Most ? (bounds.Xmin, 0) : bounds.IsOfAnotherServer ? (bounds.FromXid, bounds.FromEntry) : last;
        await Remember(connection, done, cancellation);
        var all = asked ? await Sizes(connection, cancellation) : [];
        await transaction.CommitAsync(cancellation);

        heads.Committed(placed.Select(p => KeyValuePair.Create(p.Log, p.To)));
        if (asked) heads.Committed(all, all: true);
        if (count < Most) _looksForOldOnes = false;
        return count;
    }

    /// <summary>Takes the lock, and asks where to go on and how far; null where another host has the lock.</summary>
    private static async Task<Bounds?> Begin(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select pg_try_advisory_xact_lock($1)") { Parameters = { new() { Value = Lock } } });
        batch.BatchCommands.Add(new($"select p.xid, p.entry_id, pg_snapshot_xmin(s), pg_snapshot_xmax(s) from pg_current_snapshot() s left join {LedgerSchema.Progress} p on true"));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (!reader.GetBoolean(0)) return null;
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.IsDBNull(0)
            ? new Bounds(0, 0, reader.GetFieldValue<ulong>(2), reader.GetFieldValue<ulong>(3))
            : new Bounds(reader.GetFieldValue<ulong>(0), reader.GetInt64(1), reader.GetFieldValue<ulong>(2), reader.GetFieldValue<ulong>(3));
    }

    private async Task<(List<(string Log, long From, long To)> Placed, int Count, (ulong, long) Last)> Place(NpgsqlConnection connection, Bounds bounds, CancellationToken cancellation)
    {
        // Beyond the end of this very snapshot: one of the question before would let in what was committed since.
        var seen = bounds.IsOfAnotherServer || _looksForOldOnes ? "(l.xid < $3 or l.xid >= pg_snapshot_xmax(pg_current_snapshot()))" : "l.xid < $3";
        await using var place = new NpgsqlCommand($"""
            with next as materialized (
                select l.entry_id, l.xid, l.tenant_id, l.hash from {LedgerSchema.Leaves} l
                where (l.xid, l.entry_id) > ($1, $2) and {seen} and (select i.entry_id from {LedgerSchema.Index} i where i.entry_id = l.entry_id) is null
                order by l.xid, l.entry_id limit $4
            ), numbered as (
                select n.*, row_number() over (partition by n.tenant_id order by n.xid, n.entry_id) - 1 as number from next n
            ), based as (
                select n.*, max(case when n.number = 0 then coalesce((select max(i.leaf_index) + 1 from {LedgerSchema.Index} i where i.tenant_id = n.tenant_id), 0) end) over (partition by n.tenant_id) as base
                from numbered n
            ), placed as (
                insert into {LedgerSchema.Index} (tenant_id, leaf_index, entry_id, hash) select tenant_id, base + number, entry_id, hash from based returning tenant_id, leaf_index
            ), last as (
                select xid, entry_id from next where xid < $3 order by xid desc, entry_id desc limit 1
            )
            select p.tenant_id, min(p.leaf_index), max(p.leaf_index) + 1, (select xid from last), (select entry_id from last) from placed p group by p.tenant_id
            """, connection);
        var (xid, entry) = bounds.IsOfAnotherServer ? (0UL, 0L) : (bounds.FromXid, bounds.FromEntry);
        place.Parameters.Add(Xid(xid));
        place.Parameters.Add(new() { Value = entry });
        place.Parameters.Add(Xid(bounds.Xmin));
        place.Parameters.Add(new() { Value = Most });
        var placed = new List<(string, long From, long To)>();
        var last = (bounds.FromXid, bounds.FromEntry);
        await using var reader = await place.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            placed.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
            if (!reader.IsDBNull(3)) last = (reader.GetFieldValue<ulong>(3), reader.GetInt64(4));
        }
        return (placed, checked((int)placed.Sum(p => p.To - p.From)), last);
    }

    private static async Task Remember(NpgsqlConnection connection, (ulong Xid, long Entry) done, CancellationToken cancellation)
    {
        await using var remember = new NpgsqlCommand($"insert into {LedgerSchema.Progress} (xid, entry_id) values ($1, $2) on conflict (one) do update set xid = excluded.xid, entry_id = excluded.entry_id", connection);
        remember.Parameters.Add(Xid(done.Xid));
        remember.Parameters.Add(new() { Value = done.Entry });
        await remember.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>How large every log is. One step along the index for each.</summary>
    private static async Task<List<KeyValuePair<string, long>>> Sizes(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand($"""
            with recursive logs as (
                (select tenant_id from {LedgerSchema.Index} order by tenant_id limit 1)
                union all
                select (select i.tenant_id from {LedgerSchema.Index} i where i.tenant_id > l.tenant_id order by i.tenant_id limit 1) from logs l where l.tenant_id is not null)
            select l.tenant_id, (select max(i.leaf_index) + 1 from {LedgerSchema.Index} i where i.tenant_id = l.tenant_id) from logs l where l.tenant_id is not null
            """, connection);
        var sizes = new List<KeyValuePair<string, long>>();
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) sizes.Add(new(reader.GetString(0), reader.GetInt64(1)));
        return sizes;
    }

    private static NpgsqlParameter Xid(ulong xid) => new() { Value = xid, NpgsqlDbType = NpgsqlDbType.Xid8 };

    /// <summary>Where to go on, and how far.</summary>
    /// <param name="FromXid">Transaction up to which leaves have their place, as far as <paramref name="FromEntry"/>.</param>
    /// <param name="FromEntry">Entry of that transaction up to which they have.</param>
    /// <param name="Xmin">Every transaction of a lower number is done with.</param>
    /// <param name="Xmax">No transaction of this number or a higher one has begun on this server.</param>
    private sealed record Bounds(ulong FromXid, long FromEntry, ulong Xmin, ulong Xmax)
    {
        /// <summary>Whether the database was put back on another server, whose numbers are lower: then nothing tells from where on leaves have no place.</summary>
        public bool IsOfAnotherServer => FromXid > Xmax;
    }
}
