namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>
/// Hashes of RFC 6962 (and RFC 9162) Merkle trees with SHA-256, and the making of proofs from leaf hashes in memory.
/// Logs that are kept as tiles make their proofs with <see cref="Tiles.TiledTree"/>; proofs are checked with <see cref="MerkleProof"/>.
/// </summary>
/// <remarks>
/// The hash of a leaf is SHA-256(0x00 || entry), of a node SHA-256(0x01 || left || right), of the empty tree SHA-256("") (RFC 6962
/// section 2.1). All members are pure and safe to call from several threads.
/// </remarks>
public static class MerkleTree
{
    // Leaves that are hashed up together: perfect subtrees, of which only the last may be partial, so that the tree of their roots has the
    // shape of the tree of their leaves. They depend on nothing else, and take so long that handing them out to threads costs nothing.
    private const int Chunk = 256;

    /// <summary>The root of the tree without leaves: SHA-256 of the empty string.</summary>
    public static TreeHash EmptyRoot { get; } = new(Convert.FromHexString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

    /// <summary>The hash of a leaf: SHA-256(0x00 || <paramref name="entry"/>), of an entry of any length. Cost: one hash.</summary>
    public static TreeHash HashLeaf(ReadOnlySpan<byte> entry) => TreeHasher.Leaf(entry);

    /// <summary>The hash of a node: SHA-256(0x01 || <paramref name="left"/> || <paramref name="right"/>).</summary>
    public static TreeHash HashNode(TreeHash left, TreeHash right) => TreeHasher.Node(left, right);

    /// <summary>The root of the tree with these entries as leaves, in order.</summary>
    /// <param name="entries">The entries, of any length each; not changed, and not to be changed by others meanwhile.</param>
    /// <param name="maxThreads">How many threads may hash, at least 1; null for one per processor. The root does not depend on it.</param>
    /// <returns>The root; <see cref="EmptyRoot"/> without entries.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxThreads"/> is below 1.</exception>
    /// <remarks>Cost: 2n-1 hashes. Entries that come one by one go into a <see cref="CompactRange"/>, which keeps O(log n) hashes.</remarks>
    public static TreeHash Root(IReadOnlyList<ReadOnlyMemory<byte>> entries, int? maxThreads = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (maxThreads is { } given) ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(maxThreads));

        var chunks = new TreeHash[(int)((entries.Count + (long)Chunk - 1) / Chunk)];
        Parallel.For(0, chunks.Length, new ParallelOptions { MaxDegreeOfParallelism = maxThreads ?? Environment.ProcessorCount }, number =>
        {
            Span<TreeHash> leaves = stackalloc TreeHash[Chunk];
            var first = number * Chunk;
            leaves = leaves[..Math.Min(Chunk, entries.Count - first)];
            var hasher = TreeHasher.Rent();
            for (var i = 0; i < leaves.Length; i++) hasher.Leaf(entries[first + i].Span, ref leaves[i]);
            hasher.Return();
            chunks[number] = TreeHasher.Fold(leaves);
        });
        return Root(chunks);
    }

    /// <summary>The root of the tree with these leaf hashes, in order; <see cref="EmptyRoot"/> without any. Cost: n-1 hashes.</summary>
    public static TreeHash Root(ReadOnlySpan<TreeHash> leafHashes)
    {
        if (leafHashes.IsEmpty) return EmptyRoot;
        if (leafHashes.Length > Chunk)
        {
            var chunks = new TreeHash[(leafHashes.Length - 1) / Chunk + 1];
            for (var number = 0; number < chunks.Length; number++)
            {
                var rest = leafHashes[(number * Chunk)..];
                chunks[number] = Root(rest[..Math.Min(Chunk, rest.Length)]);
            }
            return Root(chunks);
        }
        Span<TreeHash> hashes = stackalloc TreeHash[leafHashes.Length];
        leafHashes.CopyTo(hashes);
        return TreeHasher.Fold(hashes);
    }

    /// <summary>The proof that a leaf is in the tree: PATH(index, D[n]) of RFC 6962 section 2.1.1. Cost: n hashes.</summary>
    /// <param name="leafHashes">The hashes of all leaves of the tree.</param>
    /// <param name="index">Zero-based index of the leaf.</param>
    /// <returns>The proof, from the leaf's sibling up to the root's child; empty for a tree of one. Or <see cref="LogErrorCode.IndexOutOfRange"/>.</returns>
    public static Result<TreeHash[]> InclusionProof(ReadOnlySpan<TreeHash> leafHashes, ulong index) =>
        SubtreeInclusionProof(leafHashes, index, Subtree.Tree((ulong)leafHashes.Length));

    /// <summary>The proof that the tree of the first <paramref name="oldSize"/> leaves is a prefix of this one: PROOF(m, D[n]) of RFC 6962 section 2.1.2. Cost: n hashes.</summary>
    /// <param name="leafHashes">The hashes of all leaves of the newer tree.</param>
    /// <param name="oldSize">Leaves of the older tree, 1 to those of the newer.</param>
    /// <returns>The proof; empty when both are the same size. Or <see cref="LogErrorCode.SizeOutOfRange"/>, also for 0: nothing proves anything about the empty tree.</returns>
    public static Result<TreeHash[]> ConsistencyProof(ReadOnlySpan<TreeHash> leafHashes, ulong oldSize) =>
        MerkleProof.CheckSizes(oldSize, (ulong)leafHashes.Length) is { } error ? error : Hashes(leafHashes, ProofPlan.Consistency(Subtree.Tree(oldSize), (ulong)leafHashes.Length));

    /// <summary>The hash of a subtree; <see cref="EmptyRoot"/> for an empty one. Cost: its length in hashes.</summary>
    /// <returns>The hash, or <see cref="LogErrorCode.SizeOutOfRange"/> when the subtree ends past the leaves.</returns>
    public static Result<TreeHash> SubtreeHash(ReadOnlySpan<TreeHash> leafHashes, Subtree subtree) =>
        MerkleProof.CheckWithin(subtree, (ulong)leafHashes.Length) is { } error ? error : Root(Slice(leafHashes, subtree));

    /// <summary>The proof that a leaf is in a subtree: PATH(index - start, D[start:end]). Cost: the subtree's length in hashes.</summary>
    /// <param name="leafHashes">The hashes of all leaves of the tree, at least up to the subtree's end.</param>
    /// <param name="index">Zero-based index of the leaf in the whole tree.</param>
    /// <param name="subtree">The subtree to prove it in.</param>
    /// <returns>The proof. Or <see cref="LogErrorCode.IndexOutOfRange"/> or <see cref="LogErrorCode.SizeOutOfRange"/>.</returns>
    public static Result<TreeHash[]> SubtreeInclusionProof(ReadOnlySpan<TreeHash> leafHashes, ulong index, Subtree subtree) =>
        (MerkleProof.CheckWithin(subtree, (ulong)leafHashes.Length) ?? MerkleProof.CheckIndex(index, subtree)) is { } error ? error : Hashes(leafHashes, ProofPlan.Inclusion(index, subtree));

    /// <summary>The proof that a subtree is part of the tree (draft-ietf-plants-merkle-tree-certs, "Subtree Consistency Proofs"). Cost: n hashes.</summary>
    /// <param name="leafHashes">The hashes of all leaves of the tree.</param>
    /// <param name="subtree">The subtree.</param>
    /// <returns>The proof; empty for an empty subtree and for the whole tree. Or <see cref="LogErrorCode.SizeOutOfRange"/>.</returns>
    public static Result<TreeHash[]> SubtreeConsistencyProof(ReadOnlySpan<TreeHash> leafHashes, Subtree subtree)
    {
        if (MerkleProof.CheckWithin(subtree, (ulong)leafHashes.Length) is { } error) return error;
        if (subtree.Length == 0) return Array.Empty<TreeHash>();
        return Hashes(leafHashes, ProofPlan.Consistency(subtree, (ulong)leafHashes.Length));
    }

    private static TreeHash[] Hashes(ReadOnlySpan<TreeHash> leafHashes, List<Subtree> subtrees)
    {
        var hashes = new TreeHash[subtrees.Count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = Root(Slice(leafHashes, subtrees[i]));
        return hashes;
    }

    private static ReadOnlySpan<TreeHash> Slice(ReadOnlySpan<TreeHash> leafHashes, Subtree subtree) => leafHashes[(int)subtree.Start..(int)subtree.End];
}
