namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>A tree at one moment of its growth: what a checkpoint signs.</summary>
/// <param name="Size">Number of leaves, 0 to 2^64-1.</param>
/// <param name="Root">The root over them; <see cref="MerkleTree.EmptyRoot"/> when there are none.</param>
public readonly record struct TreeHead(ulong Size, TreeHash Root)
{
    /// <summary>The tree without leaves.</summary>
    public static TreeHead Empty { get; } = new(0, MerkleTree.EmptyRoot);
}
