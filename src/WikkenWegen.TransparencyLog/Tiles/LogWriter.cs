using System.Buffers.Binary;
using System.Buffers;
using System.Runtime.InteropServices;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.TransparencyLog.Tiles;

/// <summary>
/// Appends entries to a log kept as tiles: full tiles and bundles are written as they fill up, partial ones when the tree is
/// <see cref="FlushAsync">flushed</see>, after which its head may be signed.
/// </summary>
/// <remarks>
/// <para>
/// The log is its last signed head: what a crash left in the store past that is overwritten. So sign and keep the head that
/// <see cref="FlushAsync"/> returns, and <see cref="OpenAsync">open</see> there. One writer per log at a time; not safe for use by several
/// threads at once. After an exception from the store the writer refuses further work, and is to be opened anew.
/// </para>
/// <para>Memory: one bundle and 256 hashes a level, whatever the size of the log.</para>
/// </remarks>
public sealed class LogWriter
{
    private readonly ITileStore _store;
    private readonly ArrayBufferWriter<byte> _bundle = new();
    private readonly Tail[] _tails = [.. Enumerable.Range(0, 64 / TileId.Height).Select(_ => new Tail())];
    private bool _busyOrBroken;

    private LogWriter(ITileStore store, ulong size) => (_store, Size) = (store, size);

    /// <summary>Number of entries, those not yet flushed included.</summary>
    public ulong Size { get; private set; }

    /// <summary>Opens a log to append to it.</summary>
    /// <param name="store">Where its tiles are.</param>
    /// <param name="head">Its last signed head; <see cref="TreeHead.Empty"/> for a new log.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The writer, or <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/> when the store does not hold the right edge of that tree.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is null.</exception>
    /// <exception cref="IOException">The store failed.</exception>
    public static async ValueTask<Result<LogWriter>> OpenAsync(ITileStore store, TreeHead head, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var loader = new TileLoader(store, head, cancellationToken);
        if (!(await loader.LoadEdgeAsync().ConfigureAwait(false)).TryGet(out _, out var error)) return error;

        var writer = new LogWriter(store, head.Size);
        for (var level = 0; level < writer._tails.Length; level++)
        {
            var width = (int)((head.Size >> (TileId.Height * level)) % TileId.FullWidth);
            if (width == 0) continue;
            // A partial tile holds a perfect node of the tree's right edge, so it has just been read and checked.
            var tile = TileId.OfHashes(level, head.Size >> (TileId.Height * level) >> TileId.Height, width);
            if (!(await loader.TileAsync(tile).ConfigureAwait(false)).TryGet(out var hashes, out error)) return error;
            writer._tails[level].Restore(hashes);
        }
        if (head.Size % TileId.FullWidth == 0) return writer;
        if (!(await loader.EntriesAsync(head.Size >> TileId.Height).ConfigureAwait(false)).TryGet(out var entries, out error)) return error;
        foreach (var entry in entries) writer.AddToBundle(entry.Span);
        return writer;
    }

    /// <summary>Appends one entry, which gets the index <see cref="Size"/> had before.</summary>
    /// <param name="entry">The entry's bytes; copied.</param>
    /// <param name="cancellationToken">Gives up writing; the writer is then to be opened anew.</param>
    /// <returns>Ok, or <see cref="LogErrorCode.TooLarge"/> when the entry is longer than <see cref="EntryBundle.MaxEntryBytes"/> or the log has 2^64-1 entries; then nothing is appended.</returns>
    /// <exception cref="IOException">The store failed.</exception>
    /// <exception cref="InvalidOperationException">An earlier call failed, or is still under way.</exception>
    public async ValueTask<Result> AppendAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken = default)
    {
        if (EntryBundle.CheckLength(entry.Length) is { } error) return error;
        if (Size == ulong.MaxValue) return new LogError(LogErrorCode.TooLarge, "a log cannot have more than 2^64-1 entries");
        Begin();
        AddToBundle(entry.Span);
        var hash = MerkleTree.HashLeaf(entry.Span);
        Size++;
        if (Size % TileId.FullWidth == 0) await WriteBundleAsync(TileId.FullWidth, cancellationToken).ConfigureAwait(false);
        for (var level = 0; _tails[level].Add(hash); level++)
        {
            var tail = _tails[level];
            var index = (Size >> (TileId.Height * level) >> TileId.Height) - 1;
            await _store.WriteAsync(TileId.OfHashes(level, index), tail.Bytes, cancellationToken).ConfigureAwait(false);
            hash = tail.Clear();
        }
        _busyOrBroken = false;
        return Result.Ok;
    }

    /// <summary>Writes the partial tiles and the partial bundle; then the whole tree is in the store, durably.</summary>
    /// <param name="cancellationToken">Gives up writing; the writer is then to be opened anew.</param>
    /// <returns>The tree's head, to be signed.</returns>
    /// <exception cref="IOException">The store failed.</exception>
    /// <exception cref="InvalidOperationException">An earlier call failed, or is still under way.</exception>
    public async ValueTask<TreeHead> FlushAsync(CancellationToken cancellationToken = default)
    {
        Begin();
        if (_tails[0].IsChanged) await WriteBundleAsync(_tails[0].Count, cancellationToken).ConfigureAwait(false);
        for (var level = 0; level < _tails.Length; level++)
        {
            var tail = _tails[level];
            if (!tail.IsChanged) continue;
            var tile = TileId.OfHashes(level, Size >> (TileId.Height * level) >> TileId.Height, tail.Count);
            await _store.WriteAsync(tile, tail.Bytes, cancellationToken).ConfigureAwait(false);
            tail.IsChanged = false;
        }
        _busyOrBroken = false;
        return new TreeHead(Size, Root());
    }

    private void Begin()
    {
        if (_busyOrBroken) throw new InvalidOperationException("An earlier call failed or is still under way: open the log anew at its last signed head.");
        _busyOrBroken = true;
    }

    private void AddToBundle(ReadOnlySpan<byte> entry)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bundle.GetSpan(sizeof(ushort)), (ushort)entry.Length);
        _bundle.Advance(sizeof(ushort));
        _bundle.Write(entry);
    }

    private async ValueTask WriteBundleAsync(int width, CancellationToken cancellationToken)
    {
        await _store.WriteAsync(TileId.OfEntries((Size - 1) >> TileId.Height, width), _bundle.WrittenMemory, cancellationToken).ConfigureAwait(false);
        if (width == TileId.FullWidth) _bundle.ResetWrittenCount();
    }

    // The perfect nodes of the tree, right to left, are those of its tails from the leaves up.
    private TreeHash Root()
    {
        TreeHash? root = null;
        foreach (var tail in _tails)
        {
            var hashes = tail.Nodes;
            for (var i = hashes.Length - 1; i >= 0; i--) root = root is { } right ? MerkleTree.HashNode(hashes[i], right) : hashes[i];
        }
        return root ?? MerkleTree.EmptyRoot;
    }

    /// <summary>The tile that is now filling up on one level.</summary>
    private sealed class Tail
    {
        private readonly TreeHash[] _hashes = new TreeHash[TileId.FullWidth];
        private CompactRange _range = new();

        public int Count => (int)_range.Size;

        public ReadOnlySpan<TreeHash> Nodes => _range.Hashes;

        public byte[] Bytes => MemoryMarshal.AsBytes(_hashes.AsSpan(0, Count)).ToArray();

        /// <summary>Whether it has hashes that are not in the store.</summary>
        public bool IsChanged { get; set; }

        /// <summary>Adds a hash; true when that fills the tile.</summary>
        public bool Add(TreeHash hash)
        {
            _hashes[Count] = hash;
            _range.Append(hash);
            IsChanged = true;
            return Count == TileId.FullWidth;
        }

        /// <summary>Empties the tile and returns its hash.</summary>
        public TreeHash Clear()
        {
            var hash = _range.Root();
            _range = new CompactRange();
            IsChanged = false;
            return hash;
        }

        public void Restore(ReadOnlySpan<TreeHash> hashes)
        {
            foreach (var hash in hashes) Add(hash);
            IsChanged = false;
        }
    }
}
