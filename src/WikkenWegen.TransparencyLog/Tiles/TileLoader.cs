using System.Runtime.InteropServices;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.TransparencyLog.Tiles;

/// <summary>
/// Reads the tiles of one tree for one question, each at most once, and lets none of their hashes out that the root does not commit to.
/// </summary>
/// <remarks>
/// The tiles on the right edge hold the perfect nodes that fold to the root; every other tile is full, and its hash is listed in its
/// parent tile. So the edge is checked against the root and each further tile against its parent (compare research.swtch.com/tlog,
/// "Authenticating Tiles").
/// </remarks>
internal sealed class TileLoader(ITileReader reader, TreeHead head, CancellationToken cancellationToken)
{
    private readonly Dictionary<TileId, TreeHash[]> _tiles = [];

    /// <summary>Reads and checks the right edge; to be called first.</summary>
    /// <returns>The tree's perfect nodes' hashes, left to right, or why the tiles are refused.</returns>
    public async ValueTask<Result<TreeHash[]>> LoadEdgeAsync()
    {
        var nodes = Node.Of(Subtree.Tree(head.Size));
        var hashes = new TreeHash[nodes.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            var (tile, offset, count) = Place(nodes[i]);
            if (!_tiles.TryGetValue(tile, out var listed))
            {
                if (!(await ReadAsync(tile).ConfigureAwait(false)).TryGet(out listed, out var error)) return error;
                _tiles.Add(tile, listed);
            }
            hashes[i] = MerkleTree.Root(listed.AsSpan(offset, count));
        }
        return Node.Fold(hashes) == head.Root
            ? hashes
            : new LogError(LogErrorCode.TileCorrupt, hashes.Length == 0 ? "the root of an empty tree is not that of no leaves" : $"{string.Join(", ", _tiles.Keys)} do not hash to the root of {head.Size} leaves");
    }

    /// <summary>The hash of a perfect node of the tree.</summary>
    public async ValueTask<Result<TreeHash>> NodeAsync(Node node)
    {
        var (tile, offset, count) = Place(node);
        return (await TileAsync(tile).ConfigureAwait(false)).TryGet(out var hashes, out var error) ? MerkleTree.Root(hashes.AsSpan(offset, count)) : error;
    }

    /// <summary>The hash of a subtree of the tree.</summary>
    public async ValueTask<Result<TreeHash>> SubtreeAsync(Subtree subtree)
    {
        var nodes = Node.Of(subtree);
        var hashes = new TreeHash[nodes.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            if (!(await NodeAsync(nodes[i]).ConfigureAwait(false)).TryGet(out hashes[i], out var error)) return error;
        }
        return Node.Fold(hashes);
    }

    /// <summary>The hashes of a tile of the tree, as wide as the tree has it.</summary>
    public async ValueTask<Result<TreeHash[]>> TileAsync(TileId tile)
    {
        if (_tiles.TryGetValue(tile, out var known)) return known;
        if (!(await ReadAsync(tile).ConfigureAwait(false)).TryGet(out var hashes, out var error)) return error;
        var own = new Node(TileId.Height * (tile.Level + 1), tile.Index);
        if (!(await NodeAsync(own).ConfigureAwait(false)).TryGet(out var listed, out error)) return error;
        if (MerkleTree.Root(hashes) != listed) return new LogError(LogErrorCode.TileCorrupt, $"{tile} does not hash to what {Place(own).Tile} lists");
        _tiles.Add(tile, hashes);
        return hashes;
    }

    /// <summary>The entries of a bundle, as many as the tree has, each checked against its leaf hash.</summary>
    public async ValueTask<Result<ReadOnlyMemory<byte>[]>> EntriesAsync(ulong bundle)
    {
        var tile = TileId.Containing(0, bundle << TileId.Height, head.Size);
        if (!(await TileAsync(tile).ConfigureAwait(false)).TryGet(out var hashes, out var error)) return error;
        var id = TileId.OfEntries(bundle, tile.Width);
        if (!(await ReadBytesAsync(id).ConfigureAwait(false)).TryGet(out var found, out error)) return error;
        if (!EntryBundle.Parse(found.Bytes, found.Width).TryGet(out var entries, out error)) return new LogError(LogErrorCode.TileCorrupt, $"{id}: {error.Message}");
        for (var i = 0; i < hashes.Length; i++)
        {
            if (MerkleTree.HashLeaf(entries[i].Span) != hashes[i]) return new LogError(LogErrorCode.TileCorrupt, $"entry {i} of {id} does not hash to what {tile} lists");
        }
        return entries[..hashes.Length];
    }

    private (TileId Tile, int Offset, int Count) Place(Node node)
    {
        var within = node.Level % TileId.Height;
        var first = node.Index << within;
        return (TileId.Containing(node.Level / TileId.Height, first, head.Size), (int)(first % TileId.FullWidth), 1 << within);
    }

    private async ValueTask<Result<TreeHash[]>> ReadAsync(TileId tile)
    {
        if (!(await ReadBytesAsync(tile).ConfigureAwait(false)).TryGet(out var found, out var error)) return error;
        if (found.Bytes.Length != found.Width * TreeHash.Size) return new LogError(LogErrorCode.TileCorrupt, $"{tile} has {found.Bytes.Length} bytes, not {found.Width * TreeHash.Size}");
        return MemoryMarshal.Cast<byte, TreeHash>(found.Bytes.Span)[..tile.Width].ToArray();
    }

    // A partial tile that is gone has given way to the full one (tlog-tiles, "Partial Tiles").
    private async ValueTask<Result<(ReadOnlyMemory<byte> Bytes, int Width)>> ReadBytesAsync(TileId tile)
    {
        if (await reader.ReadAsync(tile, cancellationToken).ConfigureAwait(false) is { } bytes) return (bytes, tile.Width);
        if (tile.IsPartial && await reader.ReadAsync(tile.Full, cancellationToken).ConfigureAwait(false) is { } full) return (full, TileId.FullWidth);
        return new LogError(LogErrorCode.TileMissing, $"{tile} is missing");
    }
}
