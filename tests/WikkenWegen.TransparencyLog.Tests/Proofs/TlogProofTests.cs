using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Proofs;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.TransparencyLog.Tests.Proofs;

public class TlogProofTests
{
    private static readonly NoteSigner Log = Keys.Log("example.com/log");
    private static readonly Cosigner Witness = Keys.Witness("witness.example/w1");
    private static readonly byte[][] Entries = Trees.Entries(13);
    private static readonly TreeHash[] Leaves = Trees.Leaves(Entries);
    private static readonly TlogPolicy Policy = TlogPolicy.Parse(Keys.Utf8($"log {Log.VerifierKey}\nwitness W {Witness.VerifierKey}\nquorum W\n")).Value;

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("house note")]
    public void What_we_write_we_and_another_implementation_read(string extra)
    {
        for (var index = 0UL; index < 13; index++)
        {
            var proof = Proof(index, Keys.Utf8(extra));
            var bytes = proof.Format();
            TlogProof.Parse(bytes).ShouldBeOk().Format().ShouldBe(bytes);
            var witnessed = TlogProof.Parse(bytes).Value.Verify(Leaves[index], Policy).ShouldBeOk();
            (witnessed.Checkpoint.Head.Size, witnessed.Log.Key, witnessed.Cosignatures.Single().Time, witnessed.Cosignatures[0].Witness.Name).ShouldBe((13UL, Log.VerifierKey, 1700000000UL, "W"));

            var read = NaiveNote.ReadProof(bytes);
            (read.Index, Keys.Text(read.Extra ?? [])).ShouldBe((index, extra));
            (read.Extra is null).ShouldBe(extra.Length == 0);
            NaiveNote.IsSigned(read.Note, Log.VerifierKey.ToString()).ShouldBeTrue();
            NaiveNote.CosignedAt(read.Note, Witness.VerifierKey.ToString()).ShouldBe(1700000000UL);
            var (_, size, root) = NaiveNote.ReadCheckpoint(NaiveNote.Read(read.Note).Text);
            NaiveTree.RootFromPath(read.Index, size, NaiveTree.LeafHash(Entries[index]), read.Hashes).ShouldBe(root);
        }
    }

    [Fact]
    public void Has_the_lines_of_the_specification()
    {
        var lines = Keys.Text(Proof(3, [0xfb, 0xff]).Format()).Split('\n');
        lines[..3].ShouldBe(["c2sp.org/tlog-proof@v1", "extra +/8=", "index 3"]);
        lines[3..7].ShouldAllBe(line => line.Length == 44);
        lines[7].ShouldBe("");
        lines[8..10].ShouldBe(["example.com/log", "13"]);
    }

    [Fact]
    public void Every_hash_corrupted_another_leaf_or_index_is_refused()
    {
        var proof = Proof(3, []);
        proof.Verify(Leaves[4], Policy).ShouldBeRefused(LogErrorCode.RootMismatch);
        for (var i = 0; i < proof.Hashes.Length; i++)
        {
            TlogProof.Create(3, proof.Hashes.ToArray().CorruptAt(i, i), proof.SignedCheckpoint).ShouldBeOk().Verify(Leaves[3], Policy).ShouldBeRefused(LogErrorCode.RootMismatch);
        }
        TlogProof.Create(2, proof.Hashes, proof.SignedCheckpoint).ShouldBeOk().Verify(Leaves[3], Policy).ShouldBeRefused(LogErrorCode.RootMismatch);
        TlogProof.Create(12, proof.Hashes, proof.SignedCheckpoint).ShouldBeOk().Verify(Leaves[3], Policy).ShouldBeRefused(LogErrorCode.WrongProofLength);
        TlogProof.Create(13, proof.Hashes, proof.SignedCheckpoint).ShouldBeOk().Verify(Leaves[3], Policy).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        TlogProof.Create(ulong.MaxValue, proof.Hashes, proof.SignedCheckpoint).ShouldBeOk().Verify(Leaves[3], Policy).ShouldBeRefused(LogErrorCode.IndexOutOfRange);
        proof.Verify(Leaves[3], TlogPolicy.Parse(Keys.Utf8($"log {Keys.Log("example.com/other").VerifierKey}\nquorum none\n")).Value).ShouldBeRefused(LogErrorCode.NoKnownSignature);
    }

    [Fact]
    public void The_extra_data_is_authenticated_by_nothing()
    {
        var proof = Proof(3, Keys.Utf8("one"));
        TlogProof.Parse(Keys.Utf8(Keys.Text(proof.Format()).Replace("extra b25l", "extra dHdv"))).ShouldBeOk().Verify(Leaves[3], Policy).ShouldBeOk();
    }

    [Theory]
    [InlineData("", 0, 1)]
    [InlineData("c2sp.org/tlog-proof@v1", 0, 1)]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n#", 0, 1)]
    [InlineData("C2SP.org/tlog-proof@v1\nindex 0\n\n#", 0, 1)]
    [InlineData(" c2sp.org/tlog-proof@v1\nindex 0\n\n#", 0, 1)]
    [InlineData("c2sp.org/tlog-proof@v1\r\nindex 0\n\n#", 0, 1)]
    [InlineData("c2sp.org/tlog-proof@v1\n", 23, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex", 23, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex \n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex  0\n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -0\n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0 \n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 18446744073709551616\n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nIndex 0\n\n#", 23, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nextra\nindex 0\n\n#", 23, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AB==\nindex 0\n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AA==    \nindex 0\n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AA\nindex 0\n\n#", 29, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AA==", 23, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AA==\nextra AA==\nindex 0\n\n#", 34, 3)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\n#", 31, 3)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n#", 31, 3)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n#", 31, 3)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n", 31, 3)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\n", 32, 4)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\n\n#", 32, 4)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\no\n01\n", 37, 6)]
    public void Malformed(string text, int offset, int line)
    {
        var note = Keys.Text(Proof(0, []).SignedCheckpoint);
        var error = TlogProof.Parse(Keys.Utf8(text.Replace("#", note))).ShouldBeRefused(LogErrorCode.Malformed);
        (error.Offset, error.Line).ShouldBe((offset, line), error.ToString());
    }

    [Fact]
    public void A_checkpoint_that_is_none_is_refused_where_it_is()
    {
        var note = Keys.Text(Note.Sign("example.com/log\n013\nx\n", Log).Value);
        var error = TlogProof.Parse(Keys.Utf8("c2sp.org/tlog-proof@v1\nindex 0\n\n" + note)).ShouldBeRefused(LogErrorCode.Malformed, "leading zeros");
        (error.Offset, error.Line).ShouldBe((32 + 16, 5));
        TlogProof.Create(0, [], Keys.Utf8(note)).ShouldBeRefused(LogErrorCode.Malformed);
        TlogProof.Create(0, [], []).ShouldBeRefused(LogErrorCode.Malformed);
    }

    [Fact]
    public void Proofs_are_bounded()
    {
        var checkpoint = Proof(0, []).SignedCheckpoint.ToArray();
        TlogProof.Create(0, new TreeHash[64], checkpoint, new byte[TlogProof.MaxExtraBytes]).ShouldBeOk().Format()
            .ShouldSatisfyAllConditions(bytes => TlogProof.Parse(bytes).ShouldBeOk().Extra.Length.ShouldBe(TlogProof.MaxExtraBytes));
        TlogProof.Create(0, new TreeHash[65], checkpoint).ShouldBeRefused(LogErrorCode.TooLarge);
        TlogProof.Create(0, [], checkpoint, new byte[TlogProof.MaxExtraBytes + 1]).ShouldBeRefused(LogErrorCode.TooLarge);
        TlogProof.Parse(new byte[TlogProof.MaxBytes + 1]).ShouldBeRefused(LogErrorCode.TooLarge);

        var hash = default(TreeHash) + "\n";
        var text = $"c2sp.org/tlog-proof@v1\nindex 0\n{string.Concat(Enumerable.Repeat(hash, 65))}\n{Keys.Text(checkpoint)}";
        TlogProof.Parse(Keys.Utf8(text)).ShouldBeRefused(LogErrorCode.TooLarge).Line.ShouldBe(67);
        foreach (var bytes in new[] { TlogProof.MaxExtraBytes + 1, TlogProof.MaxExtraBytes + 100 })
        {
            TlogProof.Parse(Keys.Utf8($"c2sp.org/tlog-proof@v1\nextra {Convert.ToBase64String(new byte[bytes])}\nindex 0\n\n{Keys.Text(checkpoint)}")).ShouldBeRefused(LogErrorCode.TooLarge).Offset.ShouldBe(29);
        }
    }

    private static TlogProof Proof(ulong index, byte[] extra)
    {
        var checkpoint = Checkpoint.Create("example.com/log", new TreeHead(13, MerkleTree.Root(Leaves))).Value;
        var note = UnverifiedNote.Parse(Note.Sign(checkpoint.ToString(), Log).Value).Value.WithSignatures([Witness.Cosign(checkpoint, 1700000000).Value]).Value;
        return TlogProof.Create(index, MerkleTree.InclusionProof(Leaves, index).Value, note.Bytes, extra).ShouldBeOk();
    }
}
