using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.AuditBundle;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Compares all that a store has with itself: each event with its leaf and the other way round, leaves with their places, tiles and checkpoints with the
/// leaves, and the vault with the digests in events. It reads only, works beside hosts that are at work, and takes little memory however much there is.
/// </summary>
/// <remarks>What somebody with all rights rewrote everywhere at once is not found here, but by a checkpoint that was kept elsewhere.</remarks>
public sealed class Fsck(NpgsqlDataSource source, IServiceProvider services, TimeProvider clock)
{
    /// <summary>So many rows are read at a time.</summary>
    private const long Batch = 2_000;

    /// <summary>So many differences are named; of the others it is said how many there are.</summary>
    private const int MostNamed = 10_000;

    private const string Events = $"{StoreSetup.Schema}.mt_events";

    /// <summary>How long leaves may wait for their place: the sequencer takes far less.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private TextWriter _differences = TextWriter.Null;
    private Progress _progress = null!;
    private long _altered;
    private long _missing;

    /// <summary>Goes through the store.</summary>
    /// <param name="differences">Gets a line for each difference, and at the end one that sums up.</param>
    /// <param name="progress">Gets how far it is.</param>
    /// <param name="overwrites">Whether progress is shown in one line that is written over.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>0 where nothing differs, 1 where something was altered, 2 where something is missing, 3 where the store cannot be read.</returns>
    public async Task<int> Run(TextWriter differences, TextWriter progress, bool overwrites, CancellationToken cancellation)
    {
        (_differences, _progress, _altered, _missing) = (differences, new Progress(progress, overwrites, clock), 0, 0);
        try
        {
            await Part("leaves", () => LeavesAgainstEvents(cancellation));
            await Part("events", () => EventsAgainstLeaves(cancellation));
            foreach (var (tenant, size) in await Logs(cancellation)) await Part(Title(tenant), () => Log(tenant, size, cancellation));
            await Part("places", () => Places(cancellation));
            await Part("texts of weighings", () => Texts(cancellation));
        }
        catch (NpgsqlException e)
        {
            await _progress.End();
            var why = e is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn } ? "The database has not every migration of this release: run migrate first." : e.Message.ReplaceLineEndings(" ");
            await differences.WriteLineAsync($"The store cannot be read: {why}");
            return 3;
        }
        await _progress.End();
        await differences.WriteLineAsync(_altered + _missing == 0 ? "Nothing differs." : string.Create(CultureInfo.InvariantCulture, $"{_altered} altered, {_missing} missing."));
        return _altered > 0 ? 1 : _missing > 0 ? 2 : 0;
    }

    /// <summary>Goes through a part. What somebody made of its rows may be nothing that can be read; then that is told, and the other parts are gone through.</summary>
    private async Task Part(string name, Func<Task> go)
    {
        try
        {
            await go();
        }
        catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
        {
            Altered($"{name}: what is there cannot be read any further: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Each leaf, in the order in which they were written, with the event that it is of.</summary>
    private async Task LeavesAgainstEvents(CancellationToken cancellation)
    {
        var (first, last) = await Range("entry_id", LedgerSchema.Leaves, cancellation);
        for (var from = first; from <= last; from += Batch)
        {
            var elsewhere = new List<long>();
            await using (var command = ExportRows.Command(source, $"""
                select {LeafAndEvent.Columns}, l.entry_id from {LedgerSchema.Leaves} l left join {Events} e on {LeafAndEvent.InPlace} where l.entry_id >= $1 and l.entry_id < $2 order by l.entry_id
                """, from, from + Batch))
            {
                await using var row = await command.ExecuteReaderAsync(cancellation);
                while (await row.ReadAsync(cancellation))
                {
                    if (MerkleTree.HashLeaf(row.GetFieldValue<byte[]>(4)) is var hash && !hash.AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(5))) Altered($"{Of(row)}: the leaf does not hash to the hash beside it");
                    if (row.IsDBNull(LeafAndEvent.Event)) elsewhere.Add(row.GetInt64(row.FieldCount - 1));
                    else Compare(row);
                }
            }
            if (elsewhere.Count > 0) await Moved([.. elsewhere], cancellation);
            await _progress.Tell("leaves", from + Batch - first, last - first + 1);
        }
    }

    /// <summary>Leaves whose event is not where they say: it may be elsewhere.</summary>
    private async Task Moved(long[] entries, CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            select distinct on (l.entry_id) {LeafAndEvent.Columns} from {LedgerSchema.Leaves} l left join {Events} e on e.id = l.event_id where l.entry_id = any($1) order by l.entry_id, e.seq_id
            """, entries);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            if (row.IsDBNull(LeafAndEvent.Event)) Missing($"{Of(row)}: there is a leaf, and no event");
            else Compare(row);
        }
    }

    private void Compare(NpgsqlDataReader row)
    {
        foreach (var member in LeafAndEvent.Differing(row, 0)) Altered($"{Of(row)}: {member} of the event is not that of its leaf");
    }

    private static string Of(NpgsqlDataReader row) => Named(row.GetGuid(1), row.GetString(0), row.GetGuid(2), row.GetInt64(3));

    /// <summary>Each event, whether it has a leaf.</summary>
    private async Task EventsAgainstLeaves(CancellationToken cancellation)
    {
        var (first, last) = await Range("seq_id", Events, cancellation);
        for (var from = first; from <= last; from += Batch * 10)
        {
            await using var command = ExportRows.Command(source, $"""
                select e.id, coalesce(e.tenant_id, ''), e.stream_id, e.version from {Events} e where e.seq_id >= $1 and e.seq_id < $2
                    and not exists (select from {LedgerSchema.Leaves} l where {LeafAndEvent.HasLeaf}) order by e.seq_id
                """, from, from + Batch * 10);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation)) Missing($"{Named(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetInt64(3))}: there is an event, and no leaf");
            await _progress.Tell("events", from + Batch * 10 - first, last - first + 1);
        }
    }

    /// <summary>The logs that there are, with how many leaves each has now.</summary>
    private async Task<List<(string Tenant, long Size)>> Logs(CancellationToken cancellation)
    {
        var logs = new List<(string, long)>();
        await using var command = source.CreateCommand($"""
            select tenant_id, max(size) from (
                select tenant_id, max(leaf_index) + 1 as size from {LedgerSchema.Index} group by tenant_id union all select tenant_id, max(size) from {LedgerSchema.Checkpoints} group by tenant_id) logs
            group by tenant_id order by tenant_id collate "C"
            """);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) logs.Add((row.GetString(0), row.GetInt64(1)));
        return logs;
    }

    /// <summary>A log: each place with its leaf, and tiles and checkpoints with what follows from the leaves.</summary>
    private async Task Log(string tenant, long size, CancellationToken cancellation)
    {
        var (tree, next) = (new CompactRange(), 0L);
        var tiles = new List<List<TreeHash>>();
        var notes = await services.GetRequiredService<KeyChanges>().Notes(tenant, cancellation);
        await using var checkpoints = Checkpoints(tenant, size, cancellation).GetAsyncEnumerator(cancellation);
        var left = await checkpoints.MoveNextAsync();
        while (left && checkpoints.Current.Size == 0) left = await Compare(0);
        for (var from = 0L; from < size; from += Batch)
        {
            await foreach (var (index, hash, own, of) in Leaves(tenant, from, Math.Min(from + Batch, size), cancellation))
            {
                for (; next < index; next++) Missing($"{Title(tenant)}: no leaf at place {next}");
                if (own is null) Missing($"{Title(tenant)}: the leaf at place {index} is gone");
                else if (own != hash) Altered($"{Title(tenant)}: place {index} has another hash than its leaf{of}");
                next = index + 1;
                if (tree.Size != (ulong)index) continue; // leaves are missing before it: there is no tree any more to compare with
                tree.Append(hash);
                await Add(0, hash);
                while (left && checkpoints.Current.Size == next) left = await Compare(next);
            }
            await _progress.Tell(Title(tenant), from + Batch, size);
        }
        for (; next < size; next++) Missing($"{Title(tenant)}: no leaf at place {next}");
        for (; left; left = await checkpoints.MoveNextAsync()) Missing($"{Title(tenant)}: of the {checkpoints.Current.Size} leaves of a checkpoint not all are there");

        async Task<bool> Compare(long at)
        {
            var (_, root, note) = checkpoints.Current;
            if (tree.Root() != root) Altered($"{Title(tenant)}: the checkpoint of {at} leaves has another root than these leaves");
            // One that was signed when the log had another name is as good.
            if (!notes.Open(Encoding.UTF8.GetBytes(note)).TryGet(out var signed, out var error) && (signed = notes.OfAnotherName(Encoding.UTF8.GetBytes(note))) is null) Altered($"{Title(tenant)}: the checkpoint of {at} leaves: {error.Message}");
            else if (signed.Head != new TreeHead((ulong)at, root)) Altered($"{Title(tenant)}: the checkpoint of {at} leaves was signed for another size or root");
            return await checkpoints.MoveNextAsync();
        }

        // The tiles that fill up with this hash.
        async Task Add(int level, TreeHash hash)
        {
            if (tiles.Count == level) tiles.Add([]);
            tiles[level].Add(hash);
            if (tiles[level].Count < TileId.FullWidth) return;
            var number = (next - 1) >> (TileId.Height * (level + 1));
            var (hashes, root) = (tiles[level].SelectMany(h => h.ToArray()).ToArray(), MerkleTree.Root(tiles[level].ToArray()));
            tiles[level].Clear();
            await using var command = ExportRows.Command(source, $"select hashes = $4 and root = $5 from {LedgerSchema.Tiles} where tenant_id = $1 and level = $2 and tile = $3", tenant, level, number, hashes, root.ToArray());
            switch (await command.ExecuteScalarAsync(cancellation))
            {
                case null: Missing($"{Title(tenant)}: tile {TileId.OfHashes(level, (ulong)number).Path} is not there"); break;
                case not true: Altered($"{Title(tenant)}: tile {TileId.OfHashes(level, (ulong)number).Path} is not that of the leaves"); break;
            }
            await Add(level + 1, root);
        }
    }

    /// <summary>Places of a log, each with the hash there, that of the leaf itself (null where it is gone), and what the leaf is of.</summary>
    private async IAsyncEnumerable<(long Index, TreeHash Hash, TreeHash? Own, string Of)> Leaves(string tenant, long from, long to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // The leaves of the log over all are the texts of checkpoints, which it hashes here, and changes of its key.
        await using var command = ExportRows.Command(source, tenant == LedgerSchema.Everything
            ? $"""
              select i.leaf_index, i.hash, sha256('\x00'::bytea || convert_to(coalesce(left(c.note, strpos(c.note, E'\n\n')), k.note), 'UTF8')), null::uuid
              from {LedgerSchema.Index} i left join {LedgerSchema.Checkpoints} c on c.top_index = i.leaf_index left join {LedgerSchema.KeyChanges} k on k.tenant_id = i.tenant_id and k.leaf_index = i.leaf_index where i.tenant_id = $1 and i.leaf_index >= $2 and i.leaf_index < $3 order by 1
              """
            : $"""
              select i.leaf_index, i.hash, l.hash, l.event_id
              from {LedgerSchema.Index} i left join {LedgerSchema.Leaves} l on l.entry_id = i.entry_id and l.tenant_id = i.tenant_id where i.tenant_id = $1 and i.leaf_index >= $2 and i.leaf_index < $3 order by 1
              """, tenant, from, to);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            yield return (row.GetInt64(0), TreeRows.Hash(row.GetFieldValue<byte[]>(1)), row.IsDBNull(2) ? null : TreeRows.Hash(row.GetFieldValue<byte[]>(2)), row.IsDBNull(3) ? "" : $", of event {row.GetGuid(3)}");
    }

    private async IAsyncEnumerable<(long Size, TreeHash Root, string Note)> Checkpoints(string tenant, long size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = -1L; ;)
        {
            var some = new List<(long, TreeHash, string)>();
            await using (var command = ExportRows.Command(source, $"select size, root, note from {LedgerSchema.Checkpoints} where tenant_id = $1 and size > $2 and size <= $3 order by size limit {Batch}", tenant, after, size))
            {
                await using var row = await command.ExecuteReaderAsync(cancellation);
                while (await row.ReadAsync(cancellation)) some.Add((after = row.GetInt64(0), TreeRows.Hash(row.GetFieldValue<byte[]>(1)), row.GetString(2)));
            }
            foreach (var checkpoint in some) yield return checkpoint;
            if (some.Count < Batch) yield break;
        }
    }

    /// <summary>Leaves that have no place in their log, and get none while it is waited for.</summary>
    private async Task Places(CancellationToken cancellation)
    {
        var waiting = await Without(long.MaxValue, cancellation);
        if (waiting.Count == 0) return;
        await Task.Delay(Patience, clock, cancellation);
        foreach (var (_, of) in await Without(waiting.Max(w => w.Entry), cancellation)) Missing($"{of}: the leaf has no place in its log (where no host is at work, start one)");
    }

    private async Task<List<(long Entry, string Of)>> Without(long upTo, CancellationToken cancellation)
    {
        var found = new List<(long, string)>();
        await using var command = ExportRows.Command(source, $"""
            select l.entry_id, l.event_id, l.tenant_id, l.stream_id, l.stream_version from {LedgerSchema.Leaves} l
            where l.entry_id <= $1 and not exists (select from {LedgerSchema.Index} i where i.entry_id = l.entry_id) order by l.entry_id limit {MostNamed}
            """, upTo);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) found.Add((row.GetInt64(0), Named(row.GetGuid(1), row.GetString(2), row.GetGuid(3), row.GetInt64(4))));
        return found;
    }

    /// <summary>The texts of each weighing: each hashes to its digest, and is one of the weighing; and none is missing that was not erased.</summary>
    private async Task Texts(CancellationToken cancellation)
    {
        await using var count = source.CreateCommand($"select count(*) from {StoreSetup.Schema}.mt_streams where type <> 'corporation'");
        var (all, done) = ((long)(await count.ExecuteScalarAsync(cancellation))!, 0L);
        foreach (var (tenant, weighing) in await Weighings(cancellation))
        {
            // Both as they are at one moment, or what is recorded in between would differ.
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var (digests, erased) = await Digests(connection, tenant, weighing, cancellation);
            var kept = new HashSet<string>();
            IReadOnlyCollection<(string Digest, string Disclosure)> vault = [];
            try
            {
                vault = await services.GetRequiredService<VaultDisclosures>().Of(connection, tenant, weighing, cancellation);
            }
            catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
            {
                Altered($"texts of weighing {weighing} ({tenant}): {e.Message}");
                continue;
            }
            foreach (var (digest, disclosure) in vault)
            {
                kept.Add(digest);
                if (Disclosure.DigestOf(disclosure) != digest) Altered($"text {digest} of weighing {weighing} ({tenant}): what the vault has does not hash to it");
                if (!digests.Contains(digest)) Altered($"text {digest} of weighing {weighing} ({tenant}): no event has it");
                if (erased.Contains(digest)) Altered($"text {digest} of weighing {weighing} ({tenant}): it was erased, and is there");
            }
            foreach (var digest in digests.Where(d => !kept.Contains(d) && !erased.Contains(d))) Missing($"text {digest} of weighing {weighing} ({tenant}): it was not erased, and is not in the vault");
            await _progress.Tell("texts of weighings", ++done, all);
        }
    }

    private async Task<List<(string Tenant, Guid Weighing)>> Weighings(CancellationToken cancellation)
    {
        var weighings = new List<(string, Guid)>();
        await using var command = source.CreateCommand($"select tenant_id, id from {StoreSetup.Schema}.mt_streams where type <> 'corporation' union select tenant_id, weighing_id from {StoreSetup.Schema}.vault order by 1, 2");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) weighings.Add((row.GetString(0), row.GetGuid(1)));
        return weighings;
    }

    /// <summary>The digests in the events of a weighing, and those of texts that events say are erased.</summary>
    private static async Task<(HashSet<string> Digests, HashSet<string> Erased)> Digests(NpgsqlConnection connection, string tenant, Guid weighing, CancellationToken cancellation)
    {
        var (digests, erased) = (new HashSet<string>(), new HashSet<string>());
        await using var command = new NpgsqlCommand($"select data::text, type from {Events} where tenant_id = $1 and stream_id = $2", connection) { Parameters = { new() { Value = tenant }, new() { Value = weighing } } };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            Collect(Encoding.UTF8.GetBytes(row.GetString(0)), "_sd", digests);
            if (BagFormat.ErasureTypes.Contains(row.GetString(1))) Collect(Encoding.UTF8.GetBytes(row.GetString(0)), "digests", erased);
        }
        return (digests, erased);
    }

    /// <summary>The texts of the members with a name, or in the lists of that name.</summary>
    private static void Collect(ReadOnlySpan<byte> json, string name, HashSet<string> into)
    {
        var reader = new Utf8JsonReader(json);
        var within = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName) within = reader.ValueTextEquals(name);
            else if (reader.TokenType == JsonTokenType.String && within) into.Add(reader.GetString()!);
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject) within = false;
        }
    }

    private async Task<(long First, long Last)> Range(string column, string table, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"select coalesce(min({column}), 1), coalesce(max({column}), 0) from {table}");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private static string Title(string tenant) => tenant == LedgerSchema.Everything ? "log over all corporations" : $"log of {tenant}";

    private static string Named(Guid @event, string tenant, Guid? stream, long number) => string.Create(CultureInfo.InvariantCulture, $"event {@event} (number {number} of {stream?.ToString() ?? "no stream"}, {tenant})");

    private void Altered(string what) => Tell(ref _altered, "ALTERED", what);

    private void Missing(string what) => Tell(ref _missing, "MISSING", what);

    private void Tell(ref long count, string kind, string what)
    {
        count++;
        if (_altered + _missing > MostNamed) return;
        _progress.Clear();
        _differences.WriteLine($"{kind} {what}");
    }

    /// <summary>Shows how far it is: once a second in a line that is written over, else every ten seconds in a line of its own.</summary>
    private sealed class Progress(TextWriter writer, bool overwrites, TimeProvider clock)
    {
        private long _last = clock.GetTimestamp();
        private int _shown;

        public async Task Tell(string what, long done, long all)
        {
            if (clock.GetElapsedTime(_last) < TimeSpan.FromSeconds(overwrites ? 1 : 10)) return;
            _last = clock.GetTimestamp();
            var line = string.Create(CultureInfo.InvariantCulture, $"{what}: {Math.Min(done, all):N0} of {all:N0} ({100 * Math.Min(done, all) / Math.Max(all, 1)} %)");
            if (!overwrites) await writer.WriteLineAsync(line);
            else await writer.WriteAsync($"\r{line.PadRight(_shown)}");
            _shown = line.Length;
            await writer.FlushAsync();
        }

        public void Clear()
        {
            if (!overwrites || _shown == 0) return;
            writer.Write($"\r{new string(' ', _shown)}\r");
            writer.Flush();
            _shown = 0;
        }

        public Task End()
        {
            Clear();
            return Task.CompletedTask;
        }
    }
}

/// <summary>The operator's command.</summary>
public static class FsckCommand
{
    /// <summary>Goes through the store in place of running the host; gives the exit code.</summary>
    public static async Task<int> Fsck(this WebApplication app)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        return await app.Services.GetRequiredService<Fsck>().Run(Console.Out, Console.Error, !Console.IsErrorRedirected, stop.Token);
    }
}
