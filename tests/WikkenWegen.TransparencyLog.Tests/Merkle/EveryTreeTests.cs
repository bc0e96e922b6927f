using FsCheck.Fluent;
using FsCheck;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Merkle;

/// <summary>Every tree of up to 130 leaves, every leaf, every older size, every hash of every proof; by the definition and by the proofs' algorithms.</summary>
public class EveryTreeTests
{
    private const int Max = 130;

    private static readonly byte[][] Entries = Trees.Entries(Max);
    private static readonly TreeHash[] Leaves = Trees.Leaves(Entries);
    private static readonly TreeHash[] Roots = [.. Enumerable.Range(0, Max + 1).Select(size => new TreeHash(NaiveTree.Mth(Entries[..size])))];

    [Fact]
    public void Roots_are_those_of_the_definition()
    {
        var range = new CompactRange();
        for (var size = 0; size <= Max; size++)
        {
            MerkleTree.Root(Leaves.AsSpan(0, size)).ShouldBe(Roots[size]);
            MerkleTree.Root([.. Entries[..size].Select(entry => (ReadOnlyMemory<byte>)entry)]).ShouldBe(Roots[size]);
            range.Size.ShouldBe((ulong)size);
            range.Root().ShouldBe(Roots[size]);
            if (size < Max) range.Append(Leaves[size]);
        }
    }

    [Fact]
    public void Inclusion_proofs_are_those_of_the_definition_and_every_corruption_is_refused()
    {
        for (var size = 1; size <= Max; size++)
        {
            var leaves = Leaves.AsSpan(0, size);
            var root = Roots[size];
            for (var index = 0; index < size; index++)
            {
                var proof = MerkleTree.InclusionProof(leaves, (ulong)index).Value;
                NaiveTree.RootFromPath((ulong)index, (ulong)size, Leaves[index].ToArray(), proof.Bytes()).ShouldBe(root.ToArray());
                if (size % 16 is 0 or 1 or 7) proof.ShouldBe(NaiveTree.Path(index, Entries[..size]).Hashes());

                Verify(index, size, Leaves[index], proof, root).ShouldBeOk();
                for (var i = 0; i < proof.Length; i++) Verify(index, size, Leaves[index], proof.CorruptAt(i, index + i), root).ShouldBeRefused(LogErrorCode.RootMismatch);
                Verify(index, size, Leaves[index].Corrupt(size), proof, root).ShouldBeRefused(LogErrorCode.RootMismatch);
                Verify(index, size, Leaves[index], proof, root.Corrupt(size)).ShouldBeRefused(LogErrorCode.RootMismatch);
                Verify(index, size, Leaves[index], [.. proof, root], root).ShouldBeRefused(LogErrorCode.WrongProofLength);
                Verify(index, size, Leaves[index], [root, .. proof], root).ShouldBeRefused(LogErrorCode.WrongProofLength);
                if (proof.Length > 0) Verify(index, size, Leaves[index], proof[..^1], root).ShouldBeRefused(LogErrorCode.WrongProofLength);
                if (proof.Length > 1) Verify(index, size, Leaves[index], [.. proof[1..], proof[0]], root).ShouldBeRefused(LogErrorCode.RootMismatch);
                // Another index of this tree has another path, unless the proof's length already says so.
                Verify((index + 1) % (size + 1), size, Leaves[index], proof, root).IsOk.ShouldBeFalse();
            }
            MerkleTree.InclusionProof(leaves, (ulong)size).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
            Verify(size, size, Leaves[0], [], root).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        }

        static Result Verify(int index, int size, TreeHash leaf, TreeHash[] proof, TreeHash root) => MerkleProof.VerifyInclusion((ulong)index, leaf, new TreeHead((ulong)size, root), proof);
    }

    [Fact]
    public void Consistency_proofs_are_those_of_the_definition_and_every_corruption_is_refused()
    {
        for (var size = 1; size <= Max; size++)
        {
            var leaves = Leaves.AsSpan(0, size);
            for (var oldSize = 1; oldSize <= size; oldSize++)
            {
                var proof = MerkleTree.ConsistencyProof(leaves, (ulong)oldSize).Value;
                var (old, @new) = NaiveTree.RootsFromProof((ulong)oldSize, (ulong)size, Roots[oldSize].ToArray(), proof.Bytes()).ShouldNotBeNull();
                old.ShouldBe(Roots[oldSize].ToArray());
                @new.ShouldBe(Roots[size].ToArray());
                if (size % 16 is 0 or 1 or 7) proof.ShouldBe(NaiveTree.Proof(oldSize, Entries[..size]).Hashes());

                Verify(oldSize, size, Roots[oldSize], Roots[size], proof).ShouldBeOk();
                for (var i = 0; i < proof.Length; i++) Verify(oldSize, size, Roots[oldSize], Roots[size], proof.CorruptAt(i, oldSize + i)).ShouldBeRefused(LogErrorCode.RootMismatch);
                Verify(oldSize, size, Roots[oldSize].Corrupt(size), Roots[size], proof).ShouldBeRefused(LogErrorCode.RootMismatch);
                Verify(oldSize, size, Roots[oldSize], Roots[size].Corrupt(size), proof).ShouldBeRefused(LogErrorCode.RootMismatch);
                Verify(oldSize, size, Roots[oldSize], Roots[size], [.. proof, Roots[size]]).ShouldBeRefused(LogErrorCode.WrongProofLength);
                if (proof.Length > 0) Verify(oldSize, size, Roots[oldSize], Roots[size], proof[1..]).ShouldBeRefused(LogErrorCode.WrongProofLength);
                if (oldSize < size) Verify(size, oldSize, Roots[size], Roots[oldSize], proof).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
            }
            MerkleTree.ConsistencyProof(leaves, 0).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
            MerkleTree.ConsistencyProof(leaves, (ulong)size + 1).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        }
        Verify(0, 0, Roots[0], Roots[0], []).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        Verify(0, 5, Roots[0], Roots[5], []).ShouldBeRefused(LogErrorCode.SizeOutOfRange);

        static Result Verify(int oldSize, int size, TreeHash oldRoot, TreeHash root, TreeHash[] proof) => MerkleProof.VerifyConsistency(new TreeHead((ulong)oldSize, oldRoot), new TreeHead((ulong)size, root), proof);
    }

    [Fact]
    public void A_proof_of_any_other_length_is_refused_for_any_sizes()
    {
        // Sizes and lengths only: no proof of a wrong length may get as far as hashing, and none may throw.
        var random = new SplitMix64(2);
        for (var i = 0; i < 20_000; i++)
        {
            var size = random.Next() >> random.Below(64);
            var index = random.Next() >> random.Below(64);
            var proof = new TreeHash[random.Below(70)];
            MerkleProof.VerifyInclusion(index, default, new TreeHead(size, MerkleTree.EmptyRoot), proof).IsOk.ShouldBeFalse();
            MerkleProof.VerifyConsistency(new TreeHead(index, default), new TreeHead(size, MerkleTree.EmptyRoot), proof).IsOk.ShouldBeFalse();
            if (Subtree.Create(index, index + Math.Min(random.Below(1000UL), ulong.MaxValue - index)).TryGet(out var subtree, out _) && subtree.Length > 0)
            {
                MerkleProof.VerifySubtreeConsistency(subtree, default, new TreeHead(size, MerkleTree.EmptyRoot), proof).IsOk.ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Random_pairs_of_larger_trees_are_consistent_and_an_other_history_is_not()
    {
        var pairs = from newSize in Gen.Choose(1, 3000) from oldSize in Gen.Choose(1, newSize) from changed in Gen.Choose(0, oldSize - 1) select (oldSize, newSize, changed);
        var leaves = Trees.Leaves(Trees.Entries(3000));
        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var (oldSize, newSize, changed) = pair;
            var tree = leaves.AsSpan(0, newSize);
            var (oldRoot, newRoot) = (MerkleTree.Root(leaves.AsSpan(0, oldSize)), MerkleTree.Root(tree));
            var proof = MerkleTree.ConsistencyProof(tree, (ulong)oldSize).Value;
            MerkleProof.VerifyConsistency(new TreeHead((ulong)oldSize, oldRoot), new TreeHead((ulong)newSize, newRoot), proof).ShouldBeOk();

            // One leaf of the past rewritten: neither the honest proof nor the forger's own leads from the old root to the new tree.
            var forged = tree.ToArray();
            forged[changed] = forged[changed].Corrupt(changed);
            var forgedProof = MerkleTree.ConsistencyProof(forged, (ulong)oldSize).Value;
            MerkleProof.VerifyConsistency(new TreeHead((ulong)oldSize, oldRoot), new TreeHead((ulong)newSize, MerkleTree.Root(forged)), forgedProof).ShouldBeRefused(LogErrorCode.RootMismatch);
            MerkleProof.VerifyConsistency(new TreeHead((ulong)oldSize, oldRoot), new TreeHead((ulong)newSize, MerkleTree.Root(forged)), proof).ShouldBeRefused(LogErrorCode.RootMismatch);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261125, 297));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_root_does_not_depend_on_the_number_of_threads(int threads)
    {
        foreach (var count in new[] { 0, 1, 1023, 1024, 1025, 2048, 5000 })
        {
            var entries = Trees.Entries(count);
            MerkleTree.Root([.. entries.Select(entry => (ReadOnlyMemory<byte>)entry)], threads).ShouldBe(MerkleTree.Root(Trees.Leaves(entries)));
        }
    }

    [Fact]
    public void Long_entries_hash_as_short_ones_do()
    {
        foreach (var length in new[] { 0, 1, 4095, 4096, 4097, 100_000 })
        {
            var entry = new SplitMix64((ulong)length).Bytes(length);
            MerkleTree.HashLeaf(entry).ToArray().ShouldBe(NaiveTree.LeafHash(entry));
        }
    }
}
