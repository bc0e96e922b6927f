using System.Text.Json;
using System.Text;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Merkle;

/// <summary>The test data of github.com/transparency-dev/merkle, all of it (Vectors/README.md).</summary>
public class ReferenceVectorTests
{
    [Fact]
    public void Roots_and_nodes_of_the_reference_tree()
    {
        var vectors = Vectors.Read("rfc6962-reference-roots.json");
        var leaves = vectors.GetProperty("leafInputsHex").EnumerateArray().Select(leaf => MerkleTree.HashLeaf(leaf.Hex())).ToArray();
        var roots = vectors.GetProperty("rootHashesHexBySize").EnumerateArray().Select(root => new TreeHash(root.Hex())).ToArray();
        roots.Length.ShouldBe(leaves.Length + 1);
        for (var size = 0; size < roots.Length; size++) MerkleTree.Root(leaves.AsSpan(0, size)).ShouldBe(roots[size]);

        var levels = vectors.GetProperty("nodeHashesHexByLevel").EnumerateArray().ToArray();
        for (var level = 0; level < levels.Length; level++)
        {
            var nodes = levels[level].EnumerateArray().ToArray();
            for (var i = 0; i < nodes.Length; i++) MerkleTree.Root(leaves.AsSpan(i << level, 1 << level)).ShouldBe(new TreeHash(nodes[i].Hex()));
        }
    }

    [Fact]
    public void Hasher()
    {
        var operations = 0;
        foreach (var vector in Vectors.Read("rfc6962-reference-roots.json").GetProperty("hasher").EnumerateArray())
        {
            var want = new TreeHash(vector.GetProperty("wantHex").Hex());
            var have = vector.GetProperty("op").GetString() switch
            {
                "EmptyRoot" => MerkleTree.EmptyRoot,
                "HashLeaf" => MerkleTree.HashLeaf(vector.TryGetProperty("inputHex", out var hex) ? hex.Hex() : Encoding.UTF8.GetBytes(vector.GetProperty("inputUtf8").GetString()!)),
                // The vector's children are no hashes, which the library's types do not allow: it checks the naive implementation, and that one the library.
                "HashChildren" => new TreeHash(Naive.NaiveTree.NodeHash(Encoding.UTF8.GetBytes(vector.GetProperty("leftUtf8").GetString()!), Encoding.UTF8.GetBytes(vector.GetProperty("rightUtf8").GetString()!))),
                var other => throw new InvalidOperationException(other),
            };
            have.ShouldBe(want);
            operations++;
        }
        operations.ShouldBe(4);
    }

    [Fact]
    public void Inclusion()
    {
        var (passed, failed) = (0, 0);
        foreach (var vector in Cases("rfc6962-inclusion.json"))
        {
            var leaf = new[] { vector.GetProperty("leafHash") }.Hashes();
            var proof = vector.GetProperty("proof").ArrayOrNull().Hashes();
            var accepted = leaf is not null && proof is not null
                && MerkleProof.VerifyInclusion(vector.GetProperty("leafIdx").GetUInt64(), leaf[0], new TreeHead(vector.GetProperty("treeSize").GetUInt64(), vector.GetProperty("root").Root()), proof).IsOk;
            Check(vector, accepted, ref passed, ref failed);
        }
        (passed, failed).ShouldBe((6, 92));
    }

    [Fact]
    public void Consistency()
    {
        var (passed, failed) = (0, 0);
        foreach (var vector in Cases("rfc6962-consistency.json"))
        {
            var accepted = vector.GetProperty("proof").ArrayOrNull().Hashes() is { } proof
                && MerkleProof.VerifyConsistency(new TreeHead(vector.GetProperty("size1").GetUInt64(), vector.GetProperty("root1").Root()), new TreeHead(vector.GetProperty("size2").GetUInt64(), vector.GetProperty("root2").Root()), proof).IsOk;
            Check(vector, accepted, ref passed, ref failed);
        }
        (passed, failed).ShouldBe((6, 92));
    }

    [Fact]
    public void Subtree_inclusion()
    {
        var (passed, failed) = (0, 0);
        foreach (var vector in Cases("rfc6962-subtreeinclusion.json"))
        {
            var leaf = new[] { vector.GetProperty("leafHash") }.Hashes();
            var proof = vector.GetProperty("proof").ArrayOrNull().Hashes();
            var accepted = leaf is not null && proof is not null
                && Subtree.Create(vector.GetProperty("start").GetUInt64(), vector.GetProperty("end").GetUInt64()).TryGet(out var subtree, out _)
                && MerkleProof.VerifySubtreeInclusion(vector.GetProperty("leafIdx").GetUInt64(), leaf[0], subtree, vector.GetProperty("root").Root(), proof).IsOk;
            Check(vector, accepted, ref passed, ref failed);
        }
        (passed, failed).ShouldBe((12, 192));
    }

    [Fact]
    public void Subtree_consistency()
    {
        var (passed, failed) = (0, 0);
        foreach (var vector in Cases("rfc6962-subtreeconsistency.json"))
        {
            var accepted = vector.GetProperty("proof").ArrayOrNull().Hashes() is { } proof
                && Subtree.Create(vector.GetProperty("start").GetUInt64(), vector.GetProperty("end").GetUInt64()).TryGet(out var subtree, out _)
                && MerkleProof.VerifySubtreeConsistency(subtree, vector.GetProperty("root1").Root(), new TreeHead(vector.GetProperty("size").GetUInt64(), vector.GetProperty("root2").Root()), proof).IsOk;
            Check(vector, accepted, ref passed, ref failed);
        }
        (passed, failed).ShouldBe((12, 106));
    }

    private static IEnumerable<JsonElement> Cases(string name) => Vectors.Read(name).GetProperty("cases").EnumerateArray();

    private static void Check(JsonElement vector, bool accepted, ref int passed, ref int failed)
    {
        accepted.ShouldBe(!vector.GetProperty("wantErr").GetBoolean(), vector.GetProperty("_file").GetString());
        if (accepted) passed++;
        else failed++;
    }
}
