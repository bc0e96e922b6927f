using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Checkpoints;

public class CheckpointTests
{
    private const string Example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    [Fact]
    public void The_specifications_example()
    {
        var checkpoint = Checkpoint.Parse(Example).ShouldBeOk();
        (checkpoint.Origin, checkpoint.Head.Size, checkpoint.Head.Root.ToString(), checkpoint.Extensions.Count).ShouldBe(("example.com/behind-the-sofa", 20852163UL, Root, 0));
        checkpoint.ToString().ShouldBe(Example);
        Checkpoint.Create(checkpoint.Origin, checkpoint.Head).ShouldBeOk().ShouldBe(checkpoint);
        checkpoint.GetHashCode().ShouldBe(Checkpoint.Parse(Example).Value.GetHashCode());
        checkpoint.ShouldNotBe(Checkpoint.Parse(Example + "x\n").Value);

        // The signed example of the specification is a well-formed note; its key is not published.
        var note = UnverifiedNote.Parse(Keys.Utf8(Example + "\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n")).ShouldBeOk();
        Checkpoint.Parse(note.UnverifiedText).ShouldBeOk().ShouldBe(checkpoint);
    }

    [Fact]
    public void The_tree_note_of_sumdb()
    {
        var vector = Vectors.Read("tlog-tile-and-treenote-vectors.json").GetProperty("treeNote");
        var checkpoint = Checkpoint.Parse(vector.GetProperty("text").GetString()!).ShouldBeOk();
        checkpoint.Head.ShouldBe(new TreeHead(vector.GetProperty("n").GetUInt64(), MerkleTree.HashLeaf(Keys.Utf8(vector.GetProperty("leafUtf8").GetString()!))));
        Checkpoint.Create("go.sum database tree", checkpoint.Head).ShouldBeOk().ToString().ShouldBe(vector.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("an origin with spaces + and plus\n0\n" + Root + "\n")]
    [InlineData("o\n18446744073709551615\n" + Root + "\n")]
    [InlineData("o\n9223372036854775808\n" + Root + "\n")]
    [InlineData("o\n1\n" + Root + "\nextension\n \n")]
    public void Accepted(string text) => Checkpoint.Parse(text).ShouldBeOk().ToString().ShouldBe(text);

    [Theory]
    [InlineData("", 0, 1)]
    [InlineData("\n1\n" + Root + "\n", 0, 1)]
    [InlineData("o", 0, 1)]
    [InlineData("o\n", 2, 2)]
    [InlineData("o\n1", 2, 2)]
    [InlineData("o\n1\n", 4, 3)]
    [InlineData("o\n1\n" + Root, 4, 3)]                         // no final newline
    [InlineData("o\n\n" + Root + "\n", 2, 2)]
    [InlineData("o\n01\n" + Root + "\n", 2, 2)]
    [InlineData("o\n00\n" + Root + "\n", 2, 2)]
    [InlineData("o\n+1\n" + Root + "\n", 2, 2)]
    [InlineData("o\n-1\n" + Root + "\n", 2, 2)]
    [InlineData("o\n 1\n" + Root + "\n", 2, 2)]
    [InlineData("o\n1 \n" + Root + "\n", 2, 2)]
    [InlineData("o\n1_000\n" + Root + "\n", 2, 2)]
    [InlineData("o\n0x1\n" + Root + "\n", 2, 2)]
    [InlineData("o\n1e3\n" + Root + "\n", 2, 2)]
    [InlineData("o\n٣\n" + Root + "\n", 2, 2)]                  // a digit, but not of ASCII
    [InlineData("o\n18446744073709551616\n" + Root + "\n", 2, 2)]
    [InlineData("o\n99999999999999999999999999999999\n" + Root + "\n", 2, 2)]
    [InlineData("o\r\n1\r\n" + Root + "\r\n", 1, 1)]
    [InlineData("o\n1\n" + Root + "\r\n", 48, 3)]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n", 4, 3)]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", 4, 3)]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n", 4, 3)]
    [InlineData("o\n1\n" + Root + "\n\n", 49, 4)]
    [InlineData("o\n1\n" + Root + "\nextension\n\n", 59, 5)]
    [InlineData("o\n1\n" + Root + "\n\nextension\n", 49, 4)]
    [InlineData("o\n1\n" + Root + "\nextension", 49, 4)]
    public void Malformed(string text, int offset, int line)
    {
        var error = Checkpoint.Parse(text).ShouldBeRefused(LogErrorCode.Malformed);
        (error.Offset, error.Line).ShouldBe((offset, line), error.ToString());
    }

    [Fact]
    public void Parts_that_make_no_checkpoint_are_refused()
    {
        foreach (var line in new[] { "", "a\nb", "a\rb", "a\tb", "\0", "\ud800" })
        {
            Checkpoint.Create(line, TreeHead.Empty).ShouldBeRefused(LogErrorCode.Malformed);
            Checkpoint.Create("o", TreeHead.Empty, "fine", line).ShouldBeRefused(LogErrorCode.Malformed);
        }
        var most = Enumerable.Repeat("x", Checkpoint.MaxExtensions).ToArray();
        Checkpoint.Parse(Checkpoint.Create("o", TreeHead.Empty, most).ShouldBeOk().ToString()).ShouldBeOk().Extensions.Count.ShouldBe(Checkpoint.MaxExtensions);
        Checkpoint.Create("o", TreeHead.Empty, [.. most, "x"]).ShouldBeRefused(LogErrorCode.TooLarge);
        Checkpoint.Parse(Checkpoint.Create("o", TreeHead.Empty, most).Value + "x\n").ShouldBeRefused(LogErrorCode.TooLarge).Line.ShouldBe(104);
        Checkpoint.Parse(new byte[UnverifiedNote.MaxBytes + 1]).ShouldBeRefused(LogErrorCode.TooLarge);
        Checkpoint.Parse("o\ud800\n1\n" + Root + "\n").ShouldBeRefused(LogErrorCode.Malformed);
    }

    [Fact]
    public void Opens_only_what_the_log_itself_signed()
    {
        var (log, other, witness) = (Keys.Log("example.com/log"), Keys.Log("example.com/other"), Keys.Witness("example.com/w"));
        var checkpoint = Checkpoint.Create("example.com/log", new TreeHead(1, MerkleTree.HashLeaf([1]))).Value;
        var note = Note.Sign(checkpoint.ToString(), log).ShouldBeOk();
        Checkpoint.Open(note, "example.com/log", log.Verifier()).ShouldBeOk().ShouldBe(checkpoint);
        Checkpoint.Open(note, "example.com/other", log.Verifier()).ShouldBeRefused(LogErrorCode.UnknownOrigin);
        Checkpoint.Open(note, "example.com/log", other.Verifier()).ShouldBeRefused(LogErrorCode.NoKnownSignature);
        Checkpoint.Open(Note.Sign("no checkpoint\n", log).Value, "example.com/log", log.Verifier()).ShouldBeRefused(LogErrorCode.Malformed);
        var cosigned = UnverifiedNote.Parse(note).Value.WithSignatures([witness.Cosign(checkpoint, 1).Value]).Value.Bytes.ToArray();
        Checkpoint.Open(cosigned, "example.com/log", log.Verifier()).ShouldBeOk();

        NaiveNote.IsSigned(cosigned, log.VerifierKey.ToString()).ShouldBeTrue();
        NaiveNote.ReadCheckpoint(NaiveNote.Read(note).Text).ShouldSatisfyAllConditions(
            read => read.Origin.ShouldBe("example.com/log"), read => read.Size.ShouldBe(1UL), read => read.Root.ShouldBe(checkpoint.Head.Root.ToArray()));
    }

    [Fact]
    public void Follows()
    {
        var leaves = Trees.Leaves(Trees.Entries(20));
        Checkpoint At(int size, string origin = "o") => Checkpoint.Create(origin, new TreeHead((ulong)size, MerkleTree.Root(leaves.AsSpan(0, size)))).Value;
        TreeHash[] Proof(int from, int to) => MerkleTree.ConsistencyProof(leaves.AsSpan(0, to), (ulong)from).Value;

        // The first checkpoint, and any after a tree without leaves: nothing to prove, and nothing may be "proven".
        Checkpoint.VerifyFollows(null, At(20), []).ShouldBeOk();
        Checkpoint.VerifyFollows(null, At(0), []).ShouldBeOk();
        Checkpoint.VerifyFollows(At(0), At(20), []).ShouldBeOk();
        Checkpoint.VerifyFollows(At(0), At(0), []).ShouldBeOk();
        Checkpoint.VerifyFollows(null, At(20), Proof(7, 20)).ShouldBeRefused(LogErrorCode.WrongProofLength);
        Checkpoint.VerifyFollows(At(0), At(0), [default]).ShouldBeRefused(LogErrorCode.WrongProofLength);
        Checkpoint.VerifyFollows(null, Checkpoint.Create("o", new TreeHead(0, At(1).Head.Root)).Value, []).ShouldBeRefused(LogErrorCode.RootMismatch);

        Checkpoint.VerifyFollows(At(7), At(20), Proof(7, 20)).ShouldBeOk();
        Checkpoint.VerifyFollows(At(7), At(7), []).ShouldBeOk();
        Checkpoint.VerifyFollows(At(7), At(20), []).ShouldBeRefused(LogErrorCode.WrongProofLength);
        Checkpoint.VerifyFollows(At(7), At(20), Proof(8, 20)).IsOk.ShouldBeFalse();
        Checkpoint.VerifyFollows(At(20), At(7), Proof(7, 20)).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        Checkpoint.VerifyFollows(At(20), At(0), []).ShouldBeRefused(LogErrorCode.SizeOutOfRange);
        Checkpoint.VerifyFollows(At(7), Checkpoint.Create("o", At(7).Head with { Root = At(8).Head.Root }).Value, []).ShouldBeRefused(LogErrorCode.RootMismatch);
        Checkpoint.VerifyFollows(At(7, "p"), At(20), Proof(7, 20)).ShouldBeRefused(LogErrorCode.UnknownOrigin);
    }
}
