using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.TransparencyLog.Tests.Support;

/// <summary>
/// A tree of any size, up to 2^64-1, whose leaves are all the same: all perfect nodes of one level are equal, so every tile can be made up
/// when asked for. Counts what is read.
/// </summary>
internal sealed class UniformTree : ITileReader
{
    private readonly TreeHash[] _levels = new TreeHash[64];
    private readonly ulong _size;

    public UniformTree(ulong size, byte[] entry)
    {
        _size = size;
        _levels[0] = MerkleTree.HashLeaf(entry);
        for (var level = 1; level < 64; level++) _levels[level] = MerkleTree.HashNode(_levels[level - 1], _levels[level - 1]);
        Head = new TreeHead(size, Root(size));
    }

    public TreeHead Head { get; }

    public List<TileId> Read { get; } = [];

    /// <summary>The root of the first <paramref name="size"/> leaves, straight from the definition: the right part is folded onto ever larger perfect left ones.</summary>
    public TreeHash Root(ulong size)
    {
        TreeHash? root = null;
        for (var level = 0; level < 64; level++)
        {
            if ((size >> level & 1) == 0) continue;
            root = root is { } right ? MerkleTree.HashNode(_levels[level], right) : _levels[level];
        }
        return root ?? MerkleTree.EmptyRoot;
    }

    public TreeHash Leaf => _levels[0];

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default)
    {
        Read.Add(tile);
        tile.IsEntries.ShouldBeFalse();
        tile.Level.ShouldBeLessThan(8);
        // Asked for exactly what the tree has: nothing past its end, and full tiles only as full.
        var places = _size >> 8 * tile.Level;
        ((tile.Index << 8) + (ulong)tile.Width).ShouldBeLessThanOrEqualTo(places);
        if (tile.IsPartial) (places >> 8).ShouldBe(tile.Index);
        var bytes = new byte[tile.Width * TreeHash.Size];
        for (var i = 0; i < tile.Width; i++) _levels[8 * tile.Level].AsSpan().CopyTo(bytes.AsSpan(i * TreeHash.Size));
        return new(bytes);
    }
}
