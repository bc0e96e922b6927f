using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.TransparencyLog.Tiles;

/// <summary>
/// A tree kept as tiles (c2sp.org/tlog-tiles), seen at one size: makes proofs and reads entries. It is sure of what it returns: every
/// hash and every entry has been checked against the tree's root.
/// </summary>
/// <remarks>
/// The source of the tiles need not be trusted, only the head. A source that lies or has rotted gives <see cref="LogErrorCode.TileCorrupt"/>
/// with the tile's name, one that lost a tile <see cref="LogErrorCode.TileMissing"/>. Every question reads the few tiles it needs, each
/// once: at most two per level, so at most 6 for up to 16 million leaves and 16 at all (three per level for subtrees), plus for entries their
/// bundle. Nothing is kept between questions; safe for use by several threads at once if the source is.
/// </remarks>
public sealed class TiledTree
{
    private readonly ITileReader _tiles;

    /// <summary>The tree with this head.</summary>
    /// <param name="tiles">Where its tiles are read.</param>
    /// <param name="head">Its size and root, from a source that is trusted, such as a verified checkpoint.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tiles"/> is null.</exception>
    public TiledTree(ITileReader tiles, TreeHead head)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        _tiles = tiles;
        Head = head;
    }

    /// <summary>The tree's size and root.</summary>
    public TreeHead Head { get; }

    /// <summary>The proof that a leaf is in the tree (RFC 6962 section 2.1.1), as <see cref="MerkleProof.VerifyInclusion"/> checks it.</summary>
    /// <param name="index">Zero-based index of the leaf.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The proof, or <see cref="LogErrorCode.IndexOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public ValueTask<Result<TreeHash[]>> InclusionProofAsync(ulong index, CancellationToken cancellationToken = default) =>
        SubtreeInclusionProofAsync(index, Subtree.Tree(Head.Size), cancellationToken);

    /// <summary>The proof that the tree of the first <paramref name="oldSize"/> leaves is a prefix of this one (RFC 6962 section 2.1.2), as <see cref="MerkleProof.VerifyConsistency"/> checks it.</summary>
    /// <param name="oldSize">Leaves of the older tree, 1 to those of this one.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The proof, or <see cref="LogErrorCode.SizeOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public async ValueTask<Result<TreeHash[]>> ConsistencyProofAsync(ulong oldSize, CancellationToken cancellationToken = default) =>
        MerkleProof.CheckSizes(oldSize, Head.Size) is { } error ? error : await ReadAsync(ProofPlan.Consistency(Subtree.Tree(oldSize), Head.Size), cancellationToken).ConfigureAwait(false);

    /// <summary>The root of the tree as it was at <paramref name="oldSize"/> leaves.</summary>
    /// <param name="oldSize">Leaves of the older tree, 0 to those of this one.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The root, or <see cref="LogErrorCode.SizeOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public ValueTask<Result<TreeHash>> RootAsync(ulong oldSize, CancellationToken cancellationToken = default) => SubtreeHashAsync(Subtree.Tree(oldSize), cancellationToken);

    /// <summary>The hash of a subtree.</summary>
    /// <param name="subtree">The subtree; it ends at or before the tree's size.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The hash, or <see cref="LogErrorCode.SizeOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public async ValueTask<Result<TreeHash>> SubtreeHashAsync(Subtree subtree, CancellationToken cancellationToken = default)
    {
        if (MerkleProof.CheckWithin(subtree, Head.Size) is { } error) return error;
        return (await ReadAsync([subtree], cancellationToken).ConfigureAwait(false)).TryGet(out var hashes, out error) ? hashes[0] : error;
    }

    /// <summary>The proof that a leaf is in a subtree, as <see cref="MerkleProof.VerifySubtreeInclusion"/> checks it.</summary>
    /// <param name="index">Zero-based index of the leaf in the whole tree.</param>
    /// <param name="subtree">The subtree.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The proof, or <see cref="LogErrorCode.SizeOutOfRange"/>, <see cref="LogErrorCode.IndexOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public async ValueTask<Result<TreeHash[]>> SubtreeInclusionProofAsync(ulong index, Subtree subtree, CancellationToken cancellationToken = default) =>
        (MerkleProof.CheckWithin(subtree, Head.Size) ?? MerkleProof.CheckIndex(index, subtree)) is { } error
            ? error
            : await ReadAsync(ProofPlan.Inclusion(index, subtree), cancellationToken).ConfigureAwait(false);

    /// <summary>The proof that a subtree is part of the tree, as <see cref="MerkleProof.VerifySubtreeConsistency"/> checks it.</summary>
    /// <param name="subtree">The subtree; it ends at or before the tree's size.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The proof, or <see cref="LogErrorCode.SizeOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public async ValueTask<Result<TreeHash[]>> SubtreeConsistencyProofAsync(Subtree subtree, CancellationToken cancellationToken = default)
    {
        if (MerkleProof.CheckWithin(subtree, Head.Size) is { } error) return error;
        return await ReadAsync(subtree.Length == 0 ? [] : ProofPlan.Consistency(subtree, Head.Size), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The hash of a leaf.</summary>
    /// <param name="index">Zero-based index of the leaf.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The hash, or <see cref="LogErrorCode.IndexOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public async ValueTask<Result<TreeHash>> LeafHashAsync(ulong index, CancellationToken cancellationToken = default) =>
        MerkleProof.CheckIndex(index, Subtree.Tree(Head.Size)) is { } error ? error : await SubtreeHashAsync(new Subtree(index, index + 1), cancellationToken).ConfigureAwait(false);

    /// <summary>One entry of the log.</summary>
    /// <param name="index">Zero-based index of the entry.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The entry's bytes, or <see cref="LogErrorCode.IndexOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public async ValueTask<Result<ReadOnlyMemory<byte>>> EntryAsync(ulong index, CancellationToken cancellationToken = default)
    {
        if (MerkleProof.CheckIndex(index, Subtree.Tree(Head.Size)) is { } error) return error;
        return (await EntriesAsync(index >> TileId.Height, cancellationToken).ConfigureAwait(false)).TryGet(out var entries, out error) ? entries[(int)(index % TileId.FullWidth)] : error;
    }

    /// <summary>The entries of one bundle, 256 of them or fewer in the last.</summary>
    /// <param name="bundle">Zero-based number of the bundle: the entries from 256 times this on.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The entries, or <see cref="LogErrorCode.IndexOutOfRange"/>, <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public async ValueTask<Result<ReadOnlyMemory<byte>[]>> EntriesAsync(ulong bundle, CancellationToken cancellationToken = default)
    {
        if (Head.Size == 0 || bundle > (Head.Size - 1) >> TileId.Height) return new LogError(LogErrorCode.IndexOutOfRange, $"bundle {bundle} is past the tree of {Head.Size} leaves");
        var loader = new TileLoader(_tiles, Head, cancellationToken);
        return (await loader.LoadEdgeAsync().ConfigureAwait(false)).TryGet(out _, out var error) ? await loader.EntriesAsync(bundle).ConfigureAwait(false) : error;
    }

    /// <summary>The tree's compact range, to append to it without its tiles.</summary>
    /// <returns>The range, or <see cref="LogErrorCode.TileMissing"/> or <see cref="LogErrorCode.TileCorrupt"/>.</returns>
    /// <exception cref="IOException">The source failed.</exception>
    public async ValueTask<Result<CompactRange>> CompactRangeAsync(CancellationToken cancellationToken = default) =>
        (await new TileLoader(_tiles, Head, cancellationToken).LoadEdgeAsync().ConfigureAwait(false)).TryGet(out var hashes, out var error) ? CompactRange.Restore(Head.Size, hashes) : error;

    private async ValueTask<Result<TreeHash[]>> ReadAsync(List<Subtree> subtrees, CancellationToken cancellationToken)
    {
        var loader = new TileLoader(_tiles, Head, cancellationToken);
        if (!(await loader.LoadEdgeAsync().ConfigureAwait(false)).TryGet(out _, out var error)) return error;
        var hashes = new TreeHash[subtrees.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            if (!(await loader.SubtreeAsync(subtrees[i]).ConfigureAwait(false)).TryGet(out hashes[i], out error)) return error;
        }
        return hashes;
    }
}
