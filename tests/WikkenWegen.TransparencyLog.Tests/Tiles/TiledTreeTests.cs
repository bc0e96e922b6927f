using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.TransparencyLog.Tests.Tiles;

public class TiledTreeTests
{
    private const int Size = 70_000;

    private static readonly byte[][] Entries = Trees.Entries(Size);
    private static readonly TreeHash[] Leaves = Trees.Leaves(Entries);

    [Fact]
    public async Task Proofs_from_tiles_are_those_from_leaf_hashes()
    {
        var (store, heads) = await WriteAsync(1, 2, 255, 256, 257, 300, 511, 512, 513, 1000);
        foreach (var head in heads)
        {
            var leaves = Leaves.AsSpan(0, (int)head.Size).ToArray();
            var tree = new TiledTree(store, head);
            for (var i = 0UL; i < head.Size; i += 1 + head.Size / 40)
            {
                (await tree.InclusionProofAsync(i, Cancel)).ShouldBeOk().ShouldBe(MerkleTree.InclusionProof(leaves, i).Value);
                (await tree.ConsistencyProofAsync(i + 1, Cancel)).ShouldBeOk().ShouldBe(MerkleTree.ConsistencyProof(leaves, i + 1).Value);
                (await tree.LeafHashAsync(i, Cancel)).ShouldBeOk().ShouldBe(leaves[i]);
                (await tree.RootAsync(i, Cancel)).ShouldBeOk().ShouldBe(MerkleTree.Root(leaves.AsSpan(0, (int)i)));
                (await tree.EntryAsync(i, Cancel)).ShouldBeOk().ToArray().ShouldBe(Entries[i]);
                foreach (var subtree in new[] { Subtree.Cover(i, head.Size).Value.First, Subtree.Cover(i, head.Size).Value.Second, Subtree.Cover(i / 2, i).Value.Second })
                {
                    (await tree.SubtreeHashAsync(subtree, Cancel)).ShouldBeOk().ShouldBe(MerkleTree.SubtreeHash(leaves, subtree).Value);
                    (await tree.SubtreeConsistencyProofAsync(subtree, Cancel)).ShouldBeOk().ShouldBe(MerkleTree.SubtreeConsistencyProof(leaves, subtree).Value);
                    if (subtree.Length > 0) (await tree.SubtreeInclusionProofAsync(subtree.End - 1, subtree, Cancel)).ShouldBeOk().ShouldBe(MerkleTree.SubtreeInclusionProof(leaves, subtree.End - 1, subtree).Value);
                }
            }
            var range = (await tree.CompactRangeAsync(Cancel)).ShouldBeOk();
            range.Root().ShouldBe(head.Root);
            range.Append(Leaves[head.Size]);
            range.Root().ShouldBe(MerkleTree.Root(Leaves.AsSpan(0, (int)head.Size + 1)));
        }
    }

    [Fact]
    public async Task A_past_tree_can_still_be_read_when_its_partial_tiles_have_given_way_to_full_ones()
    {
        var (store, heads) = await WriteAsync(100, 300, Size);
        store.Tiles.ShouldNotContain(tile => tile.Index == 0 && tile.Level <= 0 && tile.IsPartial);
        var tree = new TiledTree(store, heads[0]);
        var proof = (await tree.InclusionProofAsync(99, Cancel)).ShouldBeOk();
        MerkleProof.VerifyInclusion(99, Leaves[99], heads[0], proof).ShouldBeOk();
        (await tree.EntriesAsync(0, Cancel)).ShouldBeOk().Length.ShouldBe(100);
        (await LogWriter.OpenAsync(store, heads[1], Cancel)).ShouldBeOk().Size.ShouldBe(300UL);
    }

    [Theory]
    [InlineData(10_000_000)]
    [InlineData(9_999_999)]
    [InlineData((1 << 24) - 1)]
    [InlineData(1 << 24)]
    public async Task A_proof_of_a_tree_of_ten_million_reads_at_most_ten_tiles(ulong size)
    {
        var random = new SplitMix64(size);
        var tiles = new UniformTree(size, [1]);
        var most = 0;
        for (var i = 0; i < 200; i++)
        {
            var index = i switch { 0 => 0UL, 1 => size - 1, _ => random.Below(size) };
            tiles.Read.Clear();
            var inclusion = (await new TiledTree(tiles, tiles.Head).InclusionProofAsync(index, Cancel)).ShouldBeOk();
            MerkleProof.VerifyInclusion(index, tiles.Leaf, tiles.Head, inclusion).ShouldBeOk();
            most = Math.Max(most, tiles.Read.Count);
            tiles.Read.ShouldBeUnique();

            tiles.Read.Clear();
            var consistency = (await new TiledTree(tiles, tiles.Head).ConsistencyProofAsync(index + 1, Cancel)).ShouldBeOk();
            MerkleProof.VerifyConsistency(new TreeHead(index + 1, tiles.Root(index + 1)), tiles.Head, consistency).ShouldBeOk();
            most = Math.Max(most, tiles.Read.Count);
        }
        most.ShouldBeLessThanOrEqualTo(6);
    }

    [Theory]
    [InlineData((1UL << 63) - 1)]
    [InlineData(1UL << 63)]
    [InlineData((1UL << 63) + 1)]
    [InlineData(ulong.MaxValue - 1)]
    [InlineData(ulong.MaxValue)]
    public async Task Trees_of_any_size_that_can_be_counted(ulong size)
    {
        var random = new SplitMix64(size);
        var tiles = new UniformTree(size, [2]);
        var tree = new TiledTree(tiles, tiles.Head);
        foreach (var index in new[] { 0UL, 1UL, size / 2, size - 2, size - 1, (1UL << 62) - 1, 1UL << 62, random.Below(size), random.Below(size) })
        {
            tiles.Read.Clear();
            var inclusion = (await tree.InclusionProofAsync(index, Cancel)).ShouldBeOk();
            MerkleProof.VerifyInclusion(index, tiles.Leaf, tiles.Head, inclusion).ShouldBeOk();
            Naive.NaiveTree.RootFromPath(index, size, tiles.Leaf.ToArray(), inclusion.Bytes()).ShouldBe(tiles.Head.Root.ToArray());
            for (var i = 0; i < inclusion.Length; i++) MerkleProof.VerifyInclusion(index, tiles.Leaf, tiles.Head, inclusion.CorruptAt(i, i)).ShouldBeRefused(LogErrorCode.RootMismatch);

            var oldSize = index + 1;
            var consistency = (await tree.ConsistencyProofAsync(oldSize, Cancel)).ShouldBeOk();
            MerkleProof.VerifyConsistency(new TreeHead(oldSize, tiles.Root(oldSize)), tiles.Head, consistency).ShouldBeOk();
            var (old, @new) = Naive.NaiveTree.RootsFromProof(oldSize, size, tiles.Root(oldSize).ToArray(), consistency.Bytes()).ShouldNotBeNull();
            (old.SequenceEqual(tiles.Root(oldSize).ToArray()), @new.SequenceEqual(tiles.Head.Root.ToArray())).ShouldBe((true, true));
            consistency.Length.ShouldBeLessThanOrEqualTo(MerkleProof.MaxLength);
            tiles.Read.Count.ShouldBeLessThanOrEqualTo(2 * 16);
        }
        (await tree.InclusionProofAsync(size, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.CompactRangeAsync(Cancel)).ShouldBeOk().Root().ShouldBe(tiles.Head.Root);
    }

    [Fact]
    public void The_longest_proof_has_as_many_hashes_as_documented()
    {
        // One past half of the largest tree: the first right subtree's own node, and a sibling on each of 64 levels.
        var (oldSize, newSize) = ((1UL << 63) + 1, ulong.MaxValue);
        MerkleProof.VerifyConsistency(new TreeHead(oldSize, default), new TreeHead(newSize, default), new TreeHash[MerkleProof.MaxLength]).ShouldBeRefused(LogErrorCode.RootMismatch);
        MerkleProof.VerifyConsistency(new TreeHead(oldSize, default), new TreeHead(newSize, default), new TreeHash[MerkleProof.MaxLength + 1]).ShouldBeRefused(LogErrorCode.WrongProofLength);
    }

    [Fact]
    public async Task A_source_that_lies_in_any_byte_of_any_tile_it_is_asked_for_is_found_out()
    {
        var (store, heads) = await WriteAsync(1000);
        var head = heads[0];
        var random = new SplitMix64(7);
        foreach (var tile in store.Tiles.Order(Comparer<TileId>.Create((a, b) => string.CompareOrdinal(a.Path, b.Path))).ToArray())
        {
            var honest = (await store.ReadAsync(tile, Cancel)).ShouldNotBeNull().ToArray();
            var corrupt = honest.ToArray();
            corrupt[random.Below(corrupt.Length)] ^= (byte)(1 << random.Below(8));
            foreach (var (bytes, code) in new (byte[]?, LogErrorCode)[] { (corrupt, LogErrorCode.TileCorrupt), (honest[..^1], LogErrorCode.TileCorrupt), ([.. honest, 0], LogErrorCode.TileCorrupt), ([], LogErrorCode.TileCorrupt), (null, LogErrorCode.TileMissing) })
            {
                var tree = new TiledTree(new Lying(store, tile, bytes), head);
                var index = tile.Level <= 0 ? tile.Index << 8 : 0;
                var error = (await tree.EntryAsync(index, Cancel)).ShouldBeRefused(code);
                error.Message.ShouldContain(tile.Path);
            }
        }
    }

    [Fact]
    public async Task A_source_that_lies_about_an_entry_and_its_hash_alike_is_found_out_too()
    {
        var (store, heads) = await WriteAsync(1000);
        var tree = new TiledTree(store, heads[0]);
        foreach (var index in new[] { 0, 300, 767 })
        {
            var number = (ulong)index / 256;
            var bundle = (await store.ReadAsync(TileId.OfEntries(number), Cancel)).ShouldNotBeNull().ToArray();
            var tile = (await store.ReadAsync(TileId.OfHashes(0, number), Cancel)).ShouldNotBeNull().ToArray();
            var entries = EntryBundle.Parse(bundle, 256).Value;
            entries[index % 256] = Keys.Utf8("something else");
            await store.WriteAsync(TileId.OfEntries(number), EntryBundle.Format(entries).Value, Cancel);
            MerkleTree.HashLeaf(Keys.Utf8("something else")).AsSpan().CopyTo(tile.AsSpan(index % 256 * 32));
            await store.WriteAsync(TileId.OfHashes(0, number), tile, Cancel);

            // Whatever is asked that needs the tile: its hash is not what its parent lists.
            var path = TileId.OfHashes(0, number).Path;
            (await tree.EntryAsync((ulong)index, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt, path);
            (await tree.LeafHashAsync((ulong)index, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt, path);
            (await tree.InclusionProofAsync((ulong)index ^ 1, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt, path);
            (await tree.ConsistencyProofAsync((ulong)index | 1, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt, path);
            (await tree.RootAsync((ulong)index | 1, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt, path);
        }
    }

    [Fact]
    public async Task Questions_outside_the_tree_are_refused_before_anything_is_read()
    {
        var tiles = new UniformTree(1000, [1]);
        var tree = new TiledTree(tiles, tiles.Head);
        (await tree.InclusionProofAsync(1000, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.InclusionProofAsync(ulong.MaxValue, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.LeafHashAsync(1000, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.LeafHashAsync(ulong.MaxValue, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.EntryAsync(1000, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.EntryAsync(ulong.MaxValue, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.EntriesAsync(4, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.EntriesAsync(ulong.MaxValue, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.ConsistencyProofAsync(0, Cancel)).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        (await tree.ConsistencyProofAsync(1001, Cancel)).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        (await tree.RootAsync(1001, Cancel)).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        (await tree.SubtreeHashAsync(Subtree.Create(1000, 1001).Value, Cancel)).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        (await tree.SubtreeInclusionProofAsync(5, Subtree.Create(0, 4).Value, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await tree.SubtreeConsistencyProofAsync(Subtree.Tree(1001), Cancel)).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        tiles.Read.ShouldBeEmpty();

        var empty = new TiledTree(new MemoryTileStore(), TreeHead.Empty);
        (await empty.EntryAsync(0, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await empty.EntriesAsync(0, Cancel)).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        (await empty.RootAsync(0, Cancel)).ShouldBeOk().ShouldBe(MerkleTree.EmptyRoot);
        (await empty.CompactRangeAsync(Cancel)).ShouldBeOk().Size.ShouldBe(0UL);
        (await new TiledTree(new MemoryTileStore(), new TreeHead(0, default)).RootAsync(0, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(MemoryTileStore Store, TreeHead[] Heads)> WriteAsync(params int[] sizes)
    {
        var store = new MemoryTileStore();
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty, Cancel)).ShouldBeOk();
        var heads = new List<TreeHead>();
        foreach (var size in sizes)
        {
            while (writer.Size < (ulong)size) (await writer.AppendAsync(Entries[writer.Size], Cancel)).ShouldBeOk();
            heads.Add(await writer.FlushAsync(Cancel));
        }
        return (store, [.. heads]);
    }

    private sealed class Lying(ITileReader honest, TileId about, byte[]? lie) : ITileReader
    {
        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default) =>
            tile == about ? new(lie is null ? null : (ReadOnlyMemory<byte>?)lie) : honest.ReadAsync(tile, cancellationToken);
    }
}
