using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Merkle;

/// <summary>
/// The accumulated vectors of draft-ietf-plants-merkle-tree-certs, appendix "Subtree Test Vectors": every valid input for trees of up to
/// 130 leaves, each result a line, all lines hashed.
/// </summary>
public class SubtreeVectorTests
{
    private const ulong Max = 130;

    private static readonly TreeHash[] Leaves = [.. Enumerable.Range(0, (int)Max).Select(i => MerkleTree.HashLeaf([(byte)i]))];

    [Fact]
    public void Hashes() => Accumulate("subtreeHash", line =>
    {
        foreach (var subtree in SubtreesUpTo(Max)) line($"{subtree} {Hex(MerkleTree.SubtreeHash(Leaves, subtree).Value)}");
    });

    [Fact]
    public void Inclusion_proofs() => Accumulate("subtreeInclusionProof", line =>
    {
        foreach (var subtree in SubtreesUpTo(Max))
        {
            for (var index = subtree.Start; index < subtree.End; index++)
            {
                var proof = MerkleTree.SubtreeInclusionProof(Leaves, index, subtree).Value;
                line($"{index} {subtree}{Hex(proof)}");
            }
        }
    });

    [Fact]
    public void Consistency_proofs() => Accumulate("subtreeConsistencyProof", line =>
    {
        for (var size = 0UL; size <= Max; size++)
        {
            foreach (var subtree in SubtreesUpTo(size)) line($"{subtree} {size}{Hex(MerkleTree.SubtreeConsistencyProof(Leaves.AsSpan(0, (int)size), subtree).Value)}");
        }
    });

    [Fact]
    public void Covers() => Accumulate("subtreeCovering", line =>
    {
        for (var end = 0UL; end <= Max; end++)
        {
            for (var start = 0UL; start <= end; start++)
            {
                var (first, second) = Subtree.Cover(start, end).Value;
                line($"{first} {second}");
            }
        }
    });

    [Fact]
    public void Every_proof_verifies_and_no_proof_does_with_a_corrupted_or_missing_or_added_hash()
    {
        // Sizes around the powers of two, where the shapes change; the accumulated vectors above cover the making for all sizes.
        foreach (var size in new ulong[] { 1, 2, 3, 7, 8, 9, 13, 16, 17, 31, 33 })
        {
            var leaves = Leaves.AsSpan(0, (int)size);
            var root = MerkleTree.Root(leaves);
            foreach (var subtree in SubtreesUpTo(size))
            {
                var hash = MerkleTree.SubtreeHash(leaves, subtree).Value;
                var proof = MerkleTree.SubtreeConsistencyProof(leaves, subtree).Value;
                MerkleProof.VerifySubtreeConsistency(subtree, hash, new TreeHead(size, root), proof).ShouldBeOk();
                MerkleProof.VerifySubtreeConsistency(subtree, hash.Corrupt(3), new TreeHead(size, root), proof).ShouldBeRefused(LogErrorCode.RootMismatch);
                for (var i = 0; i < proof.Length; i++) MerkleProof.VerifySubtreeConsistency(subtree, hash, new TreeHead(size, root), proof.CorruptAt(i, i)).ShouldBeRefused(LogErrorCode.RootMismatch);
                MerkleProof.VerifySubtreeConsistency(subtree, hash, new TreeHead(size, root), [.. proof, root]).ShouldBeRefused(LogErrorCode.WrongProofLength);
                if (proof.Length > 0) MerkleProof.VerifySubtreeConsistency(subtree, hash, new TreeHead(size, root), proof[1..]).ShouldBeRefused(LogErrorCode.WrongProofLength);
                // The root plays no part for an empty subtree, which has nothing to be found in it.
                if (subtree.Length > 0) MerkleProof.VerifySubtreeConsistency(subtree, hash, new TreeHead(size, root.Corrupt(5)), proof).ShouldBeRefused(LogErrorCode.RootMismatch);

                for (var index = subtree.Start; index < subtree.End; index++)
                {
                    var inclusion = MerkleTree.SubtreeInclusionProof(leaves, index, subtree).Value;
                    MerkleProof.VerifySubtreeInclusion(index, Leaves[index], subtree, hash, inclusion).ShouldBeOk();
                    for (var i = 0; i < inclusion.Length; i++) MerkleProof.VerifySubtreeInclusion(index, Leaves[index], subtree, hash, inclusion.CorruptAt(i, i)).ShouldBeRefused(LogErrorCode.RootMismatch);
                }
            }
        }
    }

    [Fact]
    public void A_cover_is_two_adjacent_subtrees_that_waste_less_than_half_the_first()
    {
        var random = new SplitMix64(1);
        for (var i = 0; i < 10_000; i++)
        {
            var start = random.Next() >> random.Below(64);
            var end = start + (random.Next() >> random.Below(64)) % (ulong.MaxValue - start);
            var (first, second) = Subtree.Cover(start, end).Value;
            first.Start.ShouldBeLessThanOrEqualTo(start);
            first.End.ShouldBe(second.Start);
            second.End.ShouldBe(end);
            // Both are subtrees by the rule that Create checks.
            Subtree.Create(first.Start, first.End).Value.ShouldBe(first);
            Subtree.Create(second.Start, second.End).Value.ShouldBe(second);
            if (end > start) (start - first.Start).ShouldBeLessThanOrEqualTo((first.Length - 1) / 2);
        }
        Subtree.Cover(2, 1).ShouldBeRefused(LogErrorCode.InvalidSubtree);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    [InlineData(2, 6)]
    [InlineData(3, 2)]
    [InlineData(1UL << 62, (1UL << 63) + 1)]
    [InlineData(1, ulong.MaxValue)]
    [InlineData(1UL << 63, (1UL << 63) - 1)]
    public void Not_a_subtree(ulong start, ulong end) => Subtree.Create(start, end).ShouldBeRefused(LogErrorCode.InvalidSubtree);

    [Theory]
    [InlineData(0, ulong.MaxValue)]
    [InlineData(0, (1UL << 63) + 1)]
    [InlineData(1UL << 63, ulong.MaxValue)]
    [InlineData(5, 5)]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    [InlineData(ulong.MaxValue - 1, ulong.MaxValue)]
    [InlineData(4, 7)]
    public void A_subtree(ulong start, ulong end)
    {
        var subtree = Subtree.Create(start, end).Value;
        (subtree.Start, subtree.End, subtree.Length).ShouldBe((start, end, end - start));
    }

    private static IEnumerable<Subtree> SubtreesUpTo(ulong size)
    {
        for (var end = 0UL; end <= size; end++)
        {
            for (var start = 0UL; start <= end; start++)
            {
                if (Subtree.Create(start, end).TryGet(out var subtree, out _)) yield return subtree;
            }
        }
    }

    private static void Accumulate(string name, Action<Action<FormattableString>> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        lines(line => hash.AppendData(Encoding.ASCII.GetBytes(line.ToString(CultureInfo.InvariantCulture) + "\n")));
        Convert.ToHexStringLower(hash.GetHashAndReset()).ShouldBe(Vectors.Read("rfc6962-accumulated-subtree-vectors.json").GetProperty(name).GetString());
    }

    private static string Hex(TreeHash hash) => Convert.ToHexStringLower(hash.AsSpan());

    private static string Hex(TreeHash[] proof) => string.Concat(proof.Select(hash => " " + Hex(hash)));
}
