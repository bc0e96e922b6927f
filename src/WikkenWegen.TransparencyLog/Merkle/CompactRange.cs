using System.Numerics;

namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>
/// A growing tree of which only the roots of its perfect subtrees are kept, one per one-bit of its size: enough to append leaves and to
/// tell the root, in O(log n) memory. (The last leaves, 63 at most, wait to be hashed up together.)
/// </summary>
/// <remarks>
/// The state to store is <see cref="Size"/> and <see cref="Hashes"/>; <see cref="Restore"/> continues from it. Not safe for use by
/// several threads at once. A "compact range" of github.com/transparency-dev/merkle that starts at leaf 0.
/// </remarks>
public sealed class CompactRange
{
    // So many leaves are hashed up together, which is faster than one by one; a power of two.
    private const int Batch = 64;

    // The perfect subtrees' roots of all leaves but those that wait, left to right, so largest first.
    private readonly TreeHash[] _hashes = new TreeHash[64];

    // The hashes of the last leaves, fewer than a batch.
    private readonly TreeHash[] _waiting = new TreeHash[Batch];
    private int _waitingCount;

    /// <summary>The tree without leaves.</summary>
    public CompactRange()
    {
    }

    private CompactRange(ulong size, ReadOnlySpan<TreeHash> hashes)
    {
        Size = size;
        hashes.CopyTo(_hashes);
    }

    /// <summary>Number of leaves, 0 to 2^64-1.</summary>
    public ulong Size { get; private set; }

    /// <summary>The perfect subtrees' roots, left to right, largest first: as many as <see cref="Size"/> has one-bits. Valid until the next <see cref="Append"/>.</summary>
    public ReadOnlySpan<TreeHash> Hashes
    {
        get
        {
            HashUp();
            return _hashes.AsSpan(0, BitOperations.PopCount(Size));
        }
    }

    /// <summary>Continues from a stored state.</summary>
    /// <param name="size">The stored <see cref="Size"/>.</param>
    /// <param name="hashes">The stored <see cref="Hashes"/>; copied.</param>
    /// <returns>The range, or <see cref="LogErrorCode.Malformed"/> when the number of hashes does not fit the size. Whether they are the right hashes only the <see cref="Root"/> can tell.</returns>
    public static Result<CompactRange> Restore(ulong size, ReadOnlySpan<TreeHash> hashes) =>
        hashes.Length == BitOperations.PopCount(size)
            ? new CompactRange(size, hashes)
            : new LogError(LogErrorCode.Malformed, $"a tree of {size} leaves has {BitOperations.PopCount(size)} perfect subtrees, not {hashes.Length}");

    /// <summary>Adds a leaf at the right. Cost: one hash on average; the nodes of 64 leaves are made together, or when <see cref="Hashes"/> or <see cref="Root"/> is asked for.</summary>
    /// <param name="leafHash">The leaf's hash: <see cref="MerkleTree.HashLeaf"/> of its entry.</param>
    /// <exception cref="InvalidOperationException">The tree has 2^64-1 leaves, the most that can be counted.</exception>
    public void Append(TreeHash leafHash)
    {
        NextPlace() = leafHash;
        Count();
    }

    /// <summary>Adds an entry's leaf at the right: <see cref="Append"/> of <see cref="MerkleTree.HashLeaf"/>, a little faster.</summary>
    /// <param name="entry">The entry, of any length.</param>
    /// <exception cref="InvalidOperationException">The tree has 2^64-1 leaves, the most that can be counted.</exception>
    public void AppendEntry(ReadOnlySpan<byte> entry)
    {
        var hasher = TreeHasher.Rent();
        hasher.Leaf(entry, ref NextPlace());
        hasher.Return();
        Count();
    }

    private ref TreeHash NextPlace()
    {
        if (Size == ulong.MaxValue) throw new InvalidOperationException("A tree cannot have more than 2^64-1 leaves.");
        return ref _waiting[_waitingCount];
    }

    private void Count()
    {
        Size++;
        _waitingCount++;
        if (Size % Batch == 0) HashUp();
    }

    // Cuts the leaves that wait into perfect subtrees, each as large as its place in the tree allows.
    private void HashUp()
    {
        var size = Size - (ulong)_waitingCount;
        for (var leaves = _waiting.AsSpan(0, _waitingCount); !leaves.IsEmpty;)
        {
            var height = Math.Min(BitOperations.TrailingZeroCount(size), BitOperations.Log2((uint)leaves.Length));
            var length = 1 << height;
            var place = BitOperations.PopCount(size);
            _hashes[place] = TreeHasher.Fold(leaves[..length]);
            // Each one-bit of the size from that height on is a perfect subtree as high as the one now growing at its right: both become one.
            for (var left = size >> height; (left & 1) == 1; left >>= 1, place--) _hashes[place - 1] = TreeHasher.Node(_hashes[place - 1], _hashes[place]);
            size += (ulong)length;
            leaves = leaves[length..];
        }
        _waitingCount = 0;
    }

    /// <summary>The root of the tree of all leaves appended so far; that of the empty tree at first. Cost: one hash per perfect subtree but one, and those of the leaves that still wait.</summary>
    public TreeHash Root() => Node.Fold(Hashes);
}
