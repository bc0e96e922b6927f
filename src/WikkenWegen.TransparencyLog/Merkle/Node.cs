using System.Numerics;

namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>A perfect node: the root over the leaves [Index·2^Level, (Index+1)·2^Level), whose hash never changes once they exist.</summary>
/// <param name="Level">Height above the leaves, 0 to 63.</param>
/// <param name="Index">Zero-based position among the nodes of its level.</param>
internal readonly record struct Node(int Level, ulong Index)
{
    /// <summary>The perfect nodes that make up a subtree, left to right, highest first: one per one-bit of its length.</summary>
    public static List<Node> Of(Subtree subtree)
    {
        var nodes = new List<Node>(BitOperations.PopCount(subtree.Length));
        var at = subtree.Start;
        for (var rest = subtree.Length; rest != 0;)
        {
            var level = BitOperations.Log2(rest);
            nodes.Add(new Node(level, at >> level));
            at += 1UL << level;
            rest -= 1UL << level;
        }
        return nodes;
    }

    /// <summary>The hash of a subtree from the hashes of its <see cref="Of">nodes</see>, folded from the right (RFC 6962 section 2.1).</summary>
    public static TreeHash Fold(ReadOnlySpan<TreeHash> hashes)
    {
        if (hashes.IsEmpty) return MerkleTree.EmptyRoot;
        var hash = hashes[^1];
        for (var i = hashes.Length - 2; i >= 0; i--) hash = TreeHasher.Node(hashes[i], hash);
        return hash;
    }
}
