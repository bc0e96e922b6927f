using System.Numerics;

namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>Checks inclusion and consistency proofs (RFC 6962 section 2.1, by the algorithms of RFC 9162 section 2.1) and their subtree forms.</summary>
/// <remarks>
/// All members are pure and safe to call from several threads. Their cost is at most 2·64 hashes whatever the input: the number of
/// hashes in a proof follows from the sizes and is checked first.
/// </remarks>
public static class MerkleProof
{
    /// <summary>The most hashes that any proof has in a tree of at most 2^64-1 leaves.</summary>
    public const int MaxLength = 65;

    /// <summary>Checks that a leaf is in a tree (RFC 9162 section 2.1.3.2).</summary>
    /// <param name="index">Zero-based index of the leaf, below the tree's size.</param>
    /// <param name="leafHash">The leaf's hash: <see cref="MerkleTree.HashLeaf"/> of its entry.</param>
    /// <param name="head">The tree, from a source that is trusted, such as a verified checkpoint.</param>
    /// <param name="proof">The proof, from the leaf's sibling up to the root's child.</param>
    /// <returns>Ok, or <see cref="LogErrorCode.IndexOutOfRange"/>, <see cref="LogErrorCode.WrongProofLength"/> or <see cref="LogErrorCode.RootMismatch"/>.</returns>
    public static Result VerifyInclusion(ulong index, TreeHash leafHash, TreeHead head, ReadOnlySpan<TreeHash> proof) =>
        VerifySubtreeInclusion(index, leafHash, Subtree.Tree(head.Size), head.Root, proof);

    /// <summary>Checks that a leaf is in a subtree: as in a tree of the subtree's length, with the index counted from its start.</summary>
    /// <param name="index">Zero-based index of the leaf in the whole tree.</param>
    /// <param name="leafHash">The leaf's hash.</param>
    /// <param name="subtree">The subtree.</param>
    /// <param name="subtreeHash">The subtree's hash, from a source that is trusted.</param>
    /// <param name="proof">The proof, from the leaf's sibling up to the child of the subtree's root.</param>
    /// <returns>Ok, or <see cref="LogErrorCode.IndexOutOfRange"/>, <see cref="LogErrorCode.WrongProofLength"/> or <see cref="LogErrorCode.RootMismatch"/>.</returns>
    public static Result VerifySubtreeInclusion(ulong index, TreeHash leafHash, Subtree subtree, TreeHash subtreeHash, ReadOnlySpan<TreeHash> proof)
    {
        if (CheckIndex(index, subtree) is { } outside) return outside;
        if (CheckLength(proof.Length, InclusionLength(index - subtree.Start, subtree.Length)) is { } wrong) return wrong;

        // fn and sn are the paths to the leaf and to the last leaf, one bit a level (RFC 9162 section 2.1.3.2).
        var (fn, sn) = (index - subtree.Start, subtree.Length - 1);
        var hash = leafHash;
        foreach (var sibling in proof)
        {
            if ((fn & 1) == 1 || fn == sn)
            {
                hash = TreeHasher.Node(sibling, hash);
                // On the right border the levels without a sibling are passed over.
                for (; (fn & 1) == 0 && fn != 0; fn >>= 1) sn >>= 1;
            }
            else
            {
                hash = TreeHasher.Node(hash, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return CheckRoot("the proof", hash, subtreeHash);
    }

    /// <summary>Checks that one tree is a prefix of another (RFC 9162 section 2.1.4.2).</summary>
    /// <param name="older">The older tree, from a source that is trusted, with 1 leaf up to as many as the newer. A tree of 0 leaves is refused: nothing needs proof about it, and a caller that knows no older tree has to decide to trust the first one it sees (<see cref="Checkpoints.Checkpoint.VerifyFollows"/>).</param>
    /// <param name="newer">The newer tree.</param>
    /// <param name="proof">The proof; empty when the sizes are equal.</param>
    /// <returns>Ok, or <see cref="LogErrorCode.SizeOutOfRange"/>, <see cref="LogErrorCode.WrongProofLength"/> or <see cref="LogErrorCode.RootMismatch"/>.</returns>
    public static Result VerifyConsistency(TreeHead older, TreeHead newer, ReadOnlySpan<TreeHash> proof) =>
        CheckSizes(older.Size, newer.Size) is { } error ? error : VerifySubtreeConsistency(Subtree.Tree(older.Size), older.Root, newer, proof);

    /// <summary>Checks that a subtree is part of a tree (draft-ietf-plants-merkle-tree-certs, "Subtree Consistency Proofs").</summary>
    /// <param name="subtree">The subtree. An empty one is part of every tree that reaches it: its hash must be that of the empty tree and its proof empty; the tree's root plays no part.</param>
    /// <param name="subtreeHash">The subtree's hash.</param>
    /// <param name="head">The tree, with at least as many leaves as the subtree's end.</param>
    /// <param name="proof">The proof.</param>
    /// <returns>Ok, or <see cref="LogErrorCode.SizeOutOfRange"/>, <see cref="LogErrorCode.WrongProofLength"/> or <see cref="LogErrorCode.RootMismatch"/>.</returns>
    public static Result VerifySubtreeConsistency(Subtree subtree, TreeHash subtreeHash, TreeHead head, ReadOnlySpan<TreeHash> proof)
    {
        var size = head.Size;
        if (CheckWithin(subtree, size) is { } outside) return outside;
        if (subtree.Length == 0) return CheckLength(proof.Length, 0) ?? CheckRoot("the empty subtree", MerkleTree.EmptyRoot, subtreeHash);
        if (CheckLength(proof.Length, ConsistencyLength(subtree, size)) is { } wrong) return wrong;

        // Paths to the subtree's first leaf, to its last leaf and to the tree's last leaf, one bit a level. They start at the level of
        // the largest perfect node at the subtree's right end, which the proof begins with unless it is the whole subtree.
        var (fn, sn, tn) = (subtree.Start, subtree.End - 1, size - 1);
        while (fn != sn && (sn == tn || (sn & 1) == 1))
        {
            fn >>= 1;
            sn >>= 1;
            tn >>= 1;
        }
        var seeded = fn == sn;
        var seed = seeded ? subtreeHash : proof[0];
        var (subtreeSoFar, treeSoFar) = (seed, seed);
        foreach (var sibling in seeded ? proof : proof[1..])
        {
            if ((sn & 1) == 1 || sn == tn)
            {
                // A left sibling belongs to the tree, and to the subtree too while its own path is still below its root.
                if (fn < sn) subtreeSoFar = TreeHasher.Node(sibling, subtreeSoFar);
                treeSoFar = TreeHasher.Node(sibling, treeSoFar);
                for (; (sn & 1) == 0 && sn != 0; sn >>= 1)
                {
                    fn >>= 1;
                    tn >>= 1;
                }
            }
            else
            {
                treeSoFar = TreeHasher.Node(treeSoFar, sibling);
            }
            fn >>= 1;
            sn >>= 1;
            tn >>= 1;
        }
        var old = CheckRoot("the proof's part for the older tree", subtreeSoFar, subtreeHash);
        return old.IsOk ? CheckRoot("the proof", treeSoFar, head.Root) : old;
    }

    internal static LogError? CheckSizes(ulong oldSize, ulong newSize) => oldSize switch
    {
        0 => new(LogErrorCode.SizeOutOfRange, "nothing proves consistency with the empty tree"),
        _ when oldSize > newSize => new(LogErrorCode.SizeOutOfRange, $"the older tree has {oldSize} leaves, the newer {newSize}"),
        _ => null,
    };

    internal static LogError? CheckIndex(ulong index, Subtree subtree) =>
        index >= subtree.Start && index < subtree.End ? null : new(LogErrorCode.IndexOutOfRange, $"index {index} is outside {subtree}");

    internal static LogError? CheckWithin(Subtree subtree, ulong size) =>
        subtree.End <= size ? null : new(LogErrorCode.SizeOutOfRange, $"{subtree} ends past the tree of {size} leaves");

    private static LogError? CheckLength(int have, int want) =>
        have == want ? null : new(LogErrorCode.WrongProofLength, $"the proof has {have} hashes, not {want}");

    private static Result CheckRoot(string what, TreeHash have, TreeHash want) =>
        have == want ? Result.Ok : new LogError(LogErrorCode.RootMismatch, $"{what} leads to {have}, not to {want}");

    /// <summary>Hashes in an inclusion proof: a sibling on each level up to where the paths to the leaf and to the last leaf part, above that only left ones.</summary>
    private static int InclusionLength(ulong index, ulong size)
    {
        var parting = BitLength(index ^ (size - 1));
        return parting + BitOperations.PopCount(index.ShiftRight(parting));
    }

    /// <summary>Hashes in a consistency proof: the inclusion proof of the perfect node at the subtree's right end, and that node unless it is the subtree.</summary>
    private static int ConsistencyLength(Subtree subtree, ulong size)
    {
        if (subtree.End == size)
        {
            var height = BitLength(subtree.Start ^ (size - 1));
            return BitOperations.PopCount(subtree.Start.ShiftRight(height));
        }
        var level = BitOperations.TrailingZeroCount(subtree.Length);
        var node = InclusionLength((subtree.End - 1) >> level, ((size - 1) >> level) + 1);
        return BitOperations.IsPow2(subtree.Length) ? node : node + 1;
    }

    private static int BitLength(ulong value) => 64 - BitOperations.LeadingZeroCount(value);

    // C# takes the shift count modulo 64, and a count of 64 does occur here.
    private static ulong ShiftRight(this ulong value, int count) => count == 64 ? 0 : value >> count;
}
