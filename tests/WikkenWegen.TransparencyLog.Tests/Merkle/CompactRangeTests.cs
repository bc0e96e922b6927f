using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Merkle;

public class CompactRangeTests
{
    [Fact]
    public void Continues_from_the_stored_state_at_any_size()
    {
        var leaves = Trees.Leaves(Trees.Entries(130));
        for (var stored = 0; stored <= leaves.Length; stored++)
        {
            var before = new CompactRange();
            foreach (var leaf in leaves[..stored]) before.Append(leaf);
            var state = before.Hashes.ToArray();

            var after = CompactRange.Restore(before.Size, state).Value;
            foreach (var leaf in leaves[stored..]) after.Append(leaf);
            after.Root().ShouldBe(MerkleTree.Root(leaves));
            after.Size.ShouldBe((ulong)leaves.Length);
            // The restored range has a state of its own.
            before.Root().ShouldBe(MerkleTree.Root(leaves.AsSpan(0, stored)));
        }
    }

    /// <summary>Leaves wait to be hashed up together; asking in between, at any moment, changes nothing.</summary>
    [Fact]
    public void Asking_in_between_changes_nothing()
    {
        var random = new SplitMix64(1);
        var leaves = Trees.Leaves(Trees.Entries(700));
        for (var run = 0; run < 50; run++)
        {
            var start = random.Below(200);
            var range = CompactRange.Restore((ulong)start, MadeOf(leaves[..start]).Hashes).Value;
            for (var size = start; size < leaves.Length; size++)
            {
                range.Append(leaves[size]);
                if (random.Below(40) != 0) continue;
                range.Hashes.Length.ShouldBe(System.Numerics.BitOperations.PopCount(range.Size));
                range.Root().ShouldBe(MerkleTree.Root(leaves.AsSpan(0, size + 1)));
            }
            range.Root().ShouldBe(MerkleTree.Root(leaves));
        }

        static CompactRange MadeOf(TreeHash[] leaves)
        {
            var range = new CompactRange();
            foreach (var leaf in leaves) range.Append(leaf);
            return range;
        }
    }

    [Fact]
    public void Entries_and_their_leaf_hashes_are_appended_alike()
    {
        var (entries, hashes) = (new CompactRange(), new CompactRange());
        foreach (var entry in Trees.Entries(300).Append(new byte[5000]))
        {
            entries.AppendEntry(entry);
            hashes.Append(MerkleTree.HashLeaf(entry));
            entries.Hashes.ToArray().ShouldBe(hashes.Hashes.ToArray());
        }
        entries.Root().ShouldBe(hashes.Root());
    }

    [Fact]
    public void Keeps_one_hash_per_one_bit_of_the_size()
    {
        var range = new CompactRange();
        for (var size = 0UL; size < 1000; size++)
        {
            range.Hashes.Length.ShouldBe(System.Numerics.BitOperations.PopCount(size));
            range.Append(default);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(7, 2)]
    [InlineData(8, 3)]
    [InlineData(ulong.MaxValue, 63)]
    [InlineData(ulong.MaxValue, 65)]
    public void A_state_with_the_wrong_number_of_hashes_is_refused(ulong size, int hashes) =>
        CompactRange.Restore(size, new TreeHash[hashes]).ShouldBeRefused(LogErrorCode.Malformed);

    [Fact]
    public void Appends_across_the_largest_power_of_two_and_stops_at_the_largest_size()
    {
        var tree = new UniformTree((1UL << 63) - 1, [1]);
        var range = CompactRange.Restore((1UL << 63) - 1, [.. Enumerable.Range(0, 63).Select(i => new UniformTree(1UL << 62 - i, [1]).Head.Root)]).Value;
        range.Root().ShouldBe(tree.Head.Root);
        range.Append(tree.Leaf);
        range.Hashes.Length.ShouldBe(1);
        range.Root().ShouldBe(new UniformTree(1UL << 63, [1]).Head.Root);
        range.Append(tree.Leaf);
        range.Root().ShouldBe(new UniformTree((1UL << 63) + 1, [1]).Head.Root);

        var full = CompactRange.Restore(ulong.MaxValue, new TreeHash[64]).Value;
        full.Root().ShouldNotBe(default);
        Should.Throw<InvalidOperationException>(() => full.Append(default));
        Should.Throw<InvalidOperationException>(() => full.AppendEntry([]));
        full.Size.ShouldBe(ulong.MaxValue);
        // The thread's hasher was in use when that was thrown: the next one starts afresh.
        MerkleTree.HashLeaf([]).ToArray().ShouldBe(Naive.NaiveTree.LeafHash([]));
    }

    [Fact]
    public void Memory_is_flat_while_leaves_stream_through_it()
    {
        var range = new CompactRange();
        var entry = new byte[1024];
        for (var i = 0; i < 1000; i++) Append(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200_000; i++) Append(i);
        // Nothing at all is allocated per leaf.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);

        void Append(int i)
        {
            entry[0] = (byte)i;
            range.AppendEntry(entry);
        }
    }
}
