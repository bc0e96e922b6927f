using System.Net.Sockets;
using System.Text;
using Npgsql;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Ledger;

/// <summary>
/// Signs the logs: a checkpoint (c2sp.org/tlog-checkpoint) of each that has become larger, which goes on from the last one. Every host has one; the database
/// lets one work at a time, and the others take over what it signed into their own files.
/// </summary>
/// <remarks>
/// <para>Signed is only what a transaction of the <see cref="Sequencer"/> of this host has committed, or seen before its commit returned.</para>
/// <para>
/// What the database has must go on from the checkpoint that this host keeps outside it (<see cref="LastCheckpoints"/>). Where it does not, because a
/// backup was put back or rows were rewritten, the log is not signed any more, and <see cref="LedgerState"/> tells. A new checkpoint is written to
/// that file before it is in the database, so that nothing signed is ever unknown to who signed it.
/// </para>
/// <para>
/// Which key signs follows from the log alone: a checkpoint in which a change of the key is (<see cref="KeyChanges"/>) is signed by the new one, and all before it by the old one. So hosts of which
/// some have the new key already never sign one size by two keys; one that lacks the key leaves it to the others.
/// </para>
/// </remarks>
public sealed class Signer(NpgsqlDataSource source, SequencedHeads heads, LedgerKeys keys, LastCheckpoints last, LedgerState state, TimeProvider clock, ILogger<Signer> log) : BackgroundService
{
    /// <summary>Most leaves that a checkpoint has more than the last one: larger ones are reached in steps.</summary>
    public const long Most = 65_536;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(800);

    /// <summary>After so many ticks it looks what other hosts did.</summary>
    private const int TicksAround = 3;

    /// <summary>The advisory lock of who is at work.</summary>
    internal const long Lock = 0x57696B6B656E32; // "Wikken2"

    private const string OutsideIt = "that is kept outside the database";

    private readonly Dictionary<string, long> _signed = []; // as far as this host knows, with a file of it
    private bool _hasChangedKeyOfAll;
    private bool _failed;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var tick = 0; !stoppingToken.IsCancellationRequested; tick++)
        {
            try
            {
                // After a failure at each tick: a run that finds nothing to sign asks nothing of the database, so that it ends well proves nothing.
                if (_failed || tick % TicksAround == 0) await LookAround(stoppingToken);
                while (await Run(stoppingToken)) { }
                _failed = false;
                state.Succeeds(null);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is: what is thrown from here would end the host.
                log.Log(_failed ? LogLevel.Debug : LogLevel.Warning, e is NpgsqlException or SocketException or TimeoutException ? null : e, "Nothing can be signed at the moment; tried again: {Reason}", e.Message);
                (_failed, _hasChangedKeyOfAll) = (true, false);
                state.Fails(null, e.Message);
            }
            await Task.Delay(Tick, stoppingToken);
        }
    }

    /// <summary>Takes over what other hosts signed, and asks for the sizes of logs that they made larger and did not sign.</summary>
    public async Task LookAround(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var logs = new List<(string Log, long Size, long Signed)>();
        await using (var ask = new NpgsqlCommand($"""
            with recursive logs as (
                (select tenant_id from {LedgerSchema.Index} order by tenant_id limit 1)
                union all
                select (select i.tenant_id from {LedgerSchema.Index} i where i.tenant_id > l.tenant_id order by i.tenant_id limit 1) from logs l where l.tenant_id is not null)
            select l.tenant_id, (select max(i.leaf_index) + 1 from {LedgerSchema.Index} i where i.tenant_id = l.tenant_id),
                coalesce((select max(c.size) from {LedgerSchema.Checkpoints} c where c.tenant_id = l.tenant_id), 0)
            from logs l where l.tenant_id is not null
            """, connection))
        {
            await using var reader = await ask.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) logs.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }
        foreach (var (name, size, signed) in logs)
        {
            try
            {
                if (signed != _signed.GetValueOrDefault(name, -1) || size < signed) await Known(connection, name, cancellation);
                if (signed == size) state.Succeeds(name);
            }
            catch (Exception e) when (IsOfItsFile(e))
            {
                state.Fails(name, e.Message);
            }
            if (size > signed && heads.Sizes.FirstOrDefault(h => h.Key == name).Value < size) heads.Ask();
        }
    }

    /// <summary>Signs what has become larger.</summary>
    /// <returns>Whether there is more to sign right away.</returns>
    public async Task<bool> Run(CancellationToken cancellation)
    {
        var larger = heads.Sizes.Where(h => h.Value > _signed.GetValueOrDefault(h.Key) && !(state.Refusals.ContainsKey(h.Key) && _signed.GetValueOrDefault(h.Key, -1) == -1)).ToList();
        if (larger.Count == 0) return false;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var take = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = Lock } } })
            if (await take.ExecuteScalarAsync(cancellation) is not true) return false;

        var (signed, more) = (new Dictionary<string, long>(), false);
        var top = await Size(connection, LedgerSchema.Everything, cancellation);
        foreach (var (name, size) in larger.OrderBy(h => h.Key == LedgerSchema.Everything))
        {
            try
            {
                if (await Known(connection, name, cancellation) is not { } known) continue;
                if (known.Unpublished is { } kept && (long)known.Tree.Size <= size && (long)known.Tree.Size > known.Taken)
                {
                    // A host ended between signing this and the commit. Nothing may come after it that would have made it known: it is told now. Where the database has something else of its
                    // size, which somebody put there, the log goes on behind that; else not one log would be signed any more.
                    await Publish(connection, name, known.Tree, kept, top, cancellation);
                    signed[name] = (long)known.Tree.Size;
                    if (name != LedgerSchema.Everything) top++;
                    more |= (long)known.Tree.Size < size;
                    state.Succeeds(name);
                    continue;
                }
                var to = Math.Max(Math.Min(size, (long)known.Tree.Size + Most), known.Taken + 1);
                if ((long)known.Tree.Size < to && to <= size && await Sign(connection, name, known, to, top, cancellation))
                {
                    signed[name] = to;
                    if (name != LedgerSchema.Everything) top++;
                    more |= to < size;
                }
                state.Succeeds(name);
            }
            catch (Exception e) when (IsOfItsFile(e))
            {
                // Nothing of it was written to the database yet, see Sign: the other logs are signed.
                state.Fails(name, e.Message);
            }
        }
        var changes = await ChangeKeyOfAll(connection, top, cancellation);
        await transaction.CommitAsync(cancellation);
        foreach (var (name, size) in signed) _signed[name] = size;
        // The new leaves of the log over all are committed now, and are signed next.
        var grew = changes || signed.Keys.Any(name => name != LedgerSchema.Everything);
        if (grew) heads.Committed([KeyValuePair.Create(LedgerSchema.Everything, top + (changes ? 1 : 0))]);
        return more || grew;
    }

    /// <summary>Adds the change of its key to the log over all, where it is to be changed and was not; there is no event of that.</summary>
    private async Task<bool> ChangeKeyOfAll(NpgsqlConnection connection, long top, CancellationToken cancellation)
    {
        const string all = LedgerSchema.Everything;
        if (!keys.AreChanged || _hasChangedKeyOfAll || state.Refusals.ContainsKey(all) || keys.PreviousSignerOf(all) is not { } from || !keys.SignerOf(all).TryGet(out var to, out _)) return false;
        var (history, (newest, _)) = (await KeyChanges.History(connection, all, keys, cancellation), await Newest(connection, all, keys.OriginOf(all), cancellation));
        var signedBy = history.Newest ?? (newest is { } note && keys.Open(all, note.Span, history).TryGet(out var opened, out _) ? opened.By : null);
        if (signedBy is null) return false; // nothing was signed yet
        _hasChangedKeyOfAll = true; // where this transaction fails, it is looked at again, see ExecuteAsync
        if (!signedBy.Equals(from.VerifierKey)) return false;
        var statement = KeyChange.Sign(from, to);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"insert into {LedgerSchema.Index} (tenant_id, leaf_index, entry_id, hash) values ($1, $2, $3, $4)")
        {
            Parameters = { new() { Value = all }, new() { Value = top }, new() { Value = -1 - top }, new() { Value = MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(statement)).ToArray() } },
        });
        batch.BatchCommands.Add(new($"insert into {LedgerSchema.KeyChanges} (tenant_id, leaf_index, note) values ($1, $2, $3)")
        {
            Parameters = { new() { Value = all }, new() { Value = top }, new() { Value = statement } },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
        await TreeRows.WriteTiles(connection, all, top, top + 1, cancellation);
        return true;
    }

    /// <summary>Whether the last checkpoint of a log could not be read or kept.</summary>
    private static bool IsOfItsFile(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>
    /// The tree of a log at its last checkpoint, of which it is certain that the database has it: the newer one of that in the file of this host and the newest in the
    /// database, which are of one tree. Null where something is not as it should be, which is told. With it comes the largest size that was signed when the log
    /// had another name, or 0: a log of a new name begins behind that.
    /// </summary>
    private async Task<LastSigned?> Known(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        var origin = keys.OriginOf(name);
        if (keys.SignerOf(name) is { IsOk: false } unfit) return Refuse($"The log {origin} cannot be signed under that name: {unfit.Error.Message}.");
        var kept = await last.Read(origin, cancellation);
        var (newest, taken) = await Newest(connection, name, origin, cancellation);
        var size = await Size(connection, name, cancellation);
        var history = await KeyChanges.History(connection, name, keys, cancellation);
        (CompactRange Tree, ReadOnlyMemory<byte> Note, VerifierKey By)? known = null;
        var published = 0L;
        foreach (var (note, where) in new[] { (kept, OutsideIt), (newest, "in the database") })
        {
            if (note is not { } bytes) continue;
            if (!keys.Open(name, bytes.Span, history).TryGet(out var opened, out var error))
                return Refuse($"The last checkpoint of {origin} {where} was not signed by the key of this installation: {error.Message}. Where the key is to be changed, set {LedgerSettings.Section}__{nameof(LedgerSettings.Previous)}__{nameof(PreviousKeySettings.KeyFile)} to the one of before.");
            var head = opened.Checkpoint.Head;
            if (!ReferenceEquals(where, OutsideIt)) published = (long)head.Size;
            if ((long)head.Size > size) return Refuse($"The log {origin} has {size} leaves in the database, and there is a checkpoint of {head.Size}, {where}: a backup was put back, or leaves were taken away.");
            if (known is { } same && same.Tree.Size == head.Size && same.Tree.Root() == head.Root) continue;
            if (await TreeRows.Read(connection, name, (long)head.Size, cancellation) is not { } tree || tree.Root() != head.Root)
                return Refuse($"The log {origin} in the database does not have the leaves of the checkpoint of {head.Size} {where}: a backup was put back, or the log was rewritten.");
            if (known is null || tree.Size > known.Value.Tree.Size) known = (tree, bytes, opened.By);
        }
        if ((long)(known?.Tree.Size ?? 0) == size) state.Accepts(name); // else that is told once the rest is signed
        if (known is { } there && (kept is not { } file || !file.Span.SequenceEqual(there.Note.Span))) await last.Write(origin, there.Note, cancellation);
        _signed[name] = published; // once there is a file of it
        if (known is null) return new LastSigned(new CompactRange(), taken, null, history, null);
        return new LastSigned(known.Value.Tree, taken, known.Value.By, history, (long)known.Value.Tree.Size > published ? known.Value.Note : (ReadOnlyMemory<byte>?)null);

        LastSigned? Refuse(string why)
        {
            state.Refuses(name, why);
            _signed.Remove(name);
            return null;
        }
    }

    private async Task<bool> Sign(NpgsqlConnection connection, string name, LastSigned known, long to, long top, CancellationToken cancellation)
    {
        var (origin, tree) = (keys.OriginOf(name), known.Tree);
        // Nothing was signed, and no key was changed: this begins with the key that it has now.
        if ((known.History.At((ulong)to) ?? known.By ?? keys.SignerOf(name).Value.VerifierKey) is var key && keys.SignerBy(name, key) is not { } signer)
        {
            state.Refuses(name, $"The log {origin} is signed by the key {key} at {to} leaves, which this host does not have: give it the key that the others have.");
            _signed.Remove(name);
            return false;
        }
        if (!await TreeRows.Extend(tree, connection, name, to, cancellation))
        {
            state.Refuses(name, $"The log {origin} in the database lacks leaves below {to}: a backup was put back, or leaves were taken away.");
            heads.Forget(name);
            return false;
        }
        var text = Checkpoint.Create(origin, new TreeHead(tree.Size, tree.Root())).Value.ToString();
        var note = Note.Sign(text, signer).Value;
        await last.Write(origin, note, cancellation);
        await Publish(connection, name, tree, note, top, cancellation);
        return true;
    }

    /// <summary>Writes what was signed into the database, and where it is of a corporation, into the log over all.</summary>
    private async Task Publish(NpgsqlConnection connection, string name, CompactRange tree, ReadOnlyMemory<byte> note, long top, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetBytes(UnverifiedNote.Parse(note.Span).Value.UnverifiedText);
        await using var batch = new NpgsqlBatch(connection);
        var isOfAll = name == LedgerSchema.Everything;
        batch.BatchCommands.Add(new($"insert into {LedgerSchema.Checkpoints} (tenant_id, size, root, note, signed_at, top_index) values ($1, $2, $3, $4, $5, $6)")
        {
            Parameters =
            {
                new() { Value = name }, new() { Value = (long)tree.Size }, new() { Value = tree.Root().ToArray() }, new() { Value = Encoding.UTF8.GetString(note.Span) }, new() { Value = clock.GetUtcNow() },
                new() { Value = isOfAll ? DBNull.Value : top, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint },
            },
        });
        if (!isOfAll)
            batch.BatchCommands.Add(new($"insert into {LedgerSchema.Index} (tenant_id, leaf_index, entry_id, hash) values ($1, $2, $3, $4)")
            {
                Parameters = { new() { Value = LedgerSchema.Everything }, new() { Value = top }, new() { Value = -1 - top }, new() { Value = MerkleTree.HashLeaf(text).ToArray() } },
            });
        await batch.ExecuteNonQueryAsync(cancellation);
        state.Accepts(name);
        if (!isOfAll) await TreeRows.WriteTiles(connection, LedgerSchema.Everything, top, top + 1, cancellation);
    }

    /// <summary>The newest checkpoint in the database; where that was signed under another name, its size alone.</summary>
    private static async Task<(ReadOnlyMemory<byte>? Note, long Taken)> Newest(NpgsqlConnection connection, string name, string origin, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand($"select note, size from {LedgerSchema.Checkpoints} where tenant_id = $1 order by size desc limit 1", connection) { Parameters = { new() { Value = name } } };
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return (null, 0);
        var note = reader.GetString(0);
        return note.StartsWith(origin + '\n', StringComparison.Ordinal) ? (Encoding.UTF8.GetBytes(note), 0) : (null, reader.GetInt64(1));
    }

    private static async Task<long> Size(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand($"select coalesce(max(leaf_index) + 1, 0) from {LedgerSchema.Index} where tenant_id = $1", connection) { Parameters = { new() { Value = name } } };
        return (long)(await ask.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>What was signed last of a log.</summary>
    /// <param name="Tree">The tree of it; empty where nothing was.</param>
    /// <param name="Taken">The largest size that was signed when the log had another name, or 0.</param>
    /// <param name="By">The key that signed it; null where nothing was.</param>
    /// <param name="History">The changes of the key.</param>
    /// <param name="Unpublished">The checkpoint, where it is in the file of this host and not in the database; else null.</param>
    private sealed record LastSigned(CompactRange Tree, long Taken, VerifierKey? By, KeyHistory History, ReadOnlyMemory<byte>? Unpublished);
}
