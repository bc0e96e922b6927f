using System.Text.Json;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Notes;

public class NoteTests
{
    private const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string PeterLine = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private const string EnochLine = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    private static readonly INoteVerifier Peter = NoteVerifier.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").Value;
    private static readonly INoteVerifier Enoch = NoteVerifier.Parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop").Value;

    [Fact]
    public void Vectors_of_sumdb_and_C2SP()
    {
        var notes = Vectors.Read("signed-note-vectors.json").GetProperty("notes").EnumerateArray().ToArray();
        notes.Length.ShouldBe(3);
        foreach (var vector in notes)
        {
            var (text, vkey) = (vector.GetProperty("text").GetString()!, vector.GetProperty("vkey").GetString()!);
            var bytes = Keys.Utf8(text + "\n" + vector.GetProperty("sigLine").GetString());
            var note = Note.Open(bytes, NoteVerifier.Parse(vkey).ShouldBeOk()).ShouldBeOk();
            note.Text.ShouldBe(text);
            note.Bytes.ToArray().ShouldBe(bytes);
            note.Signatures.ShouldHaveSingleItem().ToString().ShouldBe(vector.GetProperty("sigLine").GetString()!.TrimEnd('\n'));
            NaiveNote.IsSigned(bytes, vkey).ShouldBeTrue();
            if (vector.TryGetProperty("skey", out var skey)) SignsLike(skey, text, bytes);
        }

        static void SignsLike(JsonElement skey, string text, byte[] bytes)
        {
            using var key = SignerKey.Parse(skey.GetString()!).ShouldBeOk();
            Note.Sign(text, NoteSigner.Create(key.VerifierKey.Name, key.SigningKey).ShouldBeOk()).ShouldBeOk().ShouldBe(bytes);
        }
    }

    [Fact]
    public void Unknown_keys_are_ignored()
    {
        var both = Keys.Utf8(Text + "\n" + PeterLine + EnochLine);
        var note = Note.Open(both, Peter).ShouldBeOk();
        note.Signatures.ShouldHaveSingleItem().Name.ShouldBe("PeterNeumann");
        note.UnverifiedSignatures.ShouldHaveSingleItem().Name.ShouldBe("EnochRoot");

        note = Note.Open(both, Enoch, Peter).ShouldBeOk();
        note.Signatures.Select(signature => signature.Name).ShouldBe(["PeterNeumann", "EnochRoot"]);
        note.UnverifiedSignatures.ShouldBeEmpty();

        Note.Open(both).ShouldBeRefused(LogErrorCode.NoKnownSignature);
    }

    [Fact]
    public void A_known_key_with_a_wrong_signature_makes_the_note_invalid_even_beside_a_right_one()
    {
        Note.Open(Keys.Utf8(Text.Replace("think", "thinks") + "\n" + PeterLine), Peter).ShouldBeRefused(LogErrorCode.InvalidSignature);
        var wrong = EnochLine.Replace("rwz+eB", "rwz+eC");
        Note.Open(Keys.Utf8(Text + "\n" + PeterLine + wrong), Peter, Enoch).ShouldBeRefused(LogErrorCode.InvalidSignature, "EnochRoot+af0cfe78");
        Note.Open(Keys.Utf8(Text + "\n" + wrong + PeterLine), Peter, Enoch).ShouldBeRefused(LogErrorCode.InvalidSignature);
        // To someone who does not know Enoch the same line is noise.
        Note.Open(Keys.Utf8(Text + "\n" + PeterLine + wrong), Peter).ShouldBeOk();
        // A signature of another length is a wrong one.
        Note.Open(Keys.Utf8(Text + "\n" + PeterLine.Insert(60, "ABCD")), Peter).ShouldBeRefused(LogErrorCode.InvalidSignature);
    }

    [Fact]
    public void The_same_name_or_the_same_id_alone_is_an_unknown_key()
    {
        Note.Open(Keys.Utf8(Text + "\n" + PeterLine.Replace("PeterNeumann", "CarmenSandiego")), Peter).ShouldBeRefused(LogErrorCode.NoKnownSignature);
        Note.Open(Keys.Utf8(Text + "\n" + PeterLine.Replace("x08g", "xxxx")), Peter).ShouldBeRefused(LogErrorCode.NoKnownSignature);
        Note.Open(Keys.Utf8(Text + "\n" + PeterLine + PeterLine.Replace("x08g", "xxxx")), Peter).ShouldBeOk().UnverifiedSignatures.Count.ShouldBe(1);
    }

    [Fact]
    public void Two_known_keys_with_one_name_and_id_are_ambiguous_when_they_are_used()
    {
        var forged = new Colliding(Peter);
        Note.Open(Keys.Utf8(Text + "\n" + PeterLine), Peter, forged).ShouldBeRefused(LogErrorCode.AmbiguousKey, "PeterNeumann+c74f20a3");
        Note.Open(Keys.Utf8(Text + "\n" + EnochLine), Enoch, Peter, forged).ShouldBeOk();
    }

    [Fact]
    public void Repeated_signatures_are_all_checked_and_reported_once()
    {
        var note = Note.Open(Keys.Utf8(Text + "\n" + PeterLine + EnochLine + PeterLine + EnochLine + EnochLine.Replace("rwz+eB", "rwz+eC")), Peter).ShouldBeOk();
        note.Signatures.Count.ShouldBe(1);
        note.UnverifiedSignatures.Count.ShouldBe(2);
        var second = PeterLine.Replace("x08go/ZJ", "x08go/ZK");
        Note.Open(Keys.Utf8(Text + "\n" + PeterLine + second), Peter).ShouldBeRefused(LogErrorCode.InvalidSignature);
    }

    [Fact]
    public void A_signature_is_not_checked_again_for_every_time_it_is_repeated()
    {
        var counting = new Counting(Peter);
        Note.Open(Keys.Utf8(Text + "\n" + string.Concat(Enumerable.Repeat(PeterLine, 100))), counting).ShouldBeOk();
        counting.Checked.ShouldBe(1);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(5000, false)]
    public void Up_to_a_hundred_signatures(int count, bool accepted)
    {
        var note = Keys.Utf8(Text + "\n" + string.Concat(Enumerable.Repeat(PeterLine, count)));
        if (accepted)
        {
            Note.Open(note, Peter).ShouldBeOk();
            Note.Open(note).ShouldBeRefused(LogErrorCode.NoKnownSignature);
        }
        else
        {
            Note.Open(note, Peter).ShouldBeRefused(LogErrorCode.TooLarge).Line.ShouldBe(104);
        }
    }

    [Fact]
    public void Notes_are_bounded()
    {
        var text = new string('x', UnverifiedNote.MaxBytes - 2 - Keys.Utf8(PeterLine).Length) + "\n";
        UnverifiedNote.Parse(Keys.Utf8(text + "\n" + PeterLine)).ShouldBeOk();
        UnverifiedNote.Parse(Keys.Utf8("x" + text + "\n" + PeterLine)).ShouldBeRefused(LogErrorCode.TooLarge);
        Note.Sign(new string('x', UnverifiedNote.MaxBytes - 50) + "\n", Keys.Log("a")).ShouldBeRefused(LogErrorCode.TooLarge);
    }

    [Theory]
    [InlineData("", 0, 1)]
    [InlineData("\n", 1, 2)]
    [InlineData(Text, 99, 3)]                                       // no signatures
    [InlineData(Text + "\n", 100, 4)]                                // an empty line and no signatures
    [InlineData(Text + PeterLine, 209, 4)]                           // no empty line
    [InlineData(PeterLine, 110, 2)]                                  // no text
    [InlineData("\n" + PeterLine, 111, 3)]
    [InlineData(Text + "\n— PeterNeumann x08go/ZJ", 100, 4)]         // no final newline
    [InlineData(Text + "\n" + PeterLine + "\n", 211, 6)]             // an empty line at the end
    [InlineData(Text + "\n" + PeterLine + "Unexpected line.\n", 210, 5)]
    [InlineData(Text + "\n- PeterNeumann x08go/ZJ\n", 100, 4)]       // a hyphen for the dash
    [InlineData(Text + "\n—PeterNeumann x08go/ZJ\n", 100, 4)]
    [InlineData(Text + "\n—  PeterNeumann x08go/ZJ\n", 104, 4)]
    [InlineData(Text + "\n— PeterNeumann  x08go/ZJ\n", 117, 4)]
    [InlineData(Text + "\n— PeterNeumann x08go/ZJ \n", 117, 4)]
    [InlineData(Text + "\n— PeterNeumann\n", 104, 4)]
    [InlineData(Text + "\n— Peter+Neumann x08go/ZJ\n", 104, 4)]
    [InlineData(Text + "\n— Peter\u00a0Neumann x08go/ZJ\n", 104, 4)]
    [InlineData(Text + "\n— Peter\u0085Neumann x08go/ZJ\n", 104, 4)]
    [InlineData(Text + "\n— PeterNeumann x08go/Z=\n", 117, 4)]       // non-zero trailing bits
    [InlineData(Text + "\n— PeterNeumann x08go/ZJA\n", 117, 4)]      // no padding
    [InlineData(Text + "\n— PeterNeumann x08gow==\n", 117, 4)]       // a key ID and nothing else
    [InlineData(Text + "\n— PeterNeumann x08g    o/ZJ\n", 117, 4)]  // whitespace, in groups of four characters all the same
    [InlineData(Text + "\n— PeterNeumann     x08go/ZJ\n", 117, 4)]
    [InlineData(Text + "\n— PeterNeumann \n", 117, 4)]
    [InlineData("a\rb\n\n" + PeterLine, 1, 1)]
    [InlineData("a\tb\n\n" + PeterLine, 1, 1)]
    [InlineData("a\0b\n\n" + PeterLine, 1, 1)]
    [InlineData("a\r\n\r\n— PeterNeumann x08go/ZJ\r\n", 1, 1)]
    public void Malformed(string note, int offset, int line)
    {
        var error = UnverifiedNote.Parse(Keys.Utf8(note)).ShouldBeRefused(LogErrorCode.Malformed);
        (error.Offset, error.Line).ShouldBe((offset, line), error.ToString());
        Note.Open(Keys.Utf8(note), Peter).ShouldBeRefused(LogErrorCode.Malformed);
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc0, 0x80 })]           // an overlong NUL
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]     // a surrogate
    [InlineData(new byte[] { 0xf4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xe2, 0x80 })]
    public void Not_UTF_8(byte[] invalid)
    {
        var error = UnverifiedNote.Parse([.. "ab"u8, .. invalid, .. Keys.Utf8("\n\n" + PeterLine)]).ShouldBeRefused(LogErrorCode.Malformed, "UTF-8");
        error.Offset.ShouldBe(2);
    }

    [Fact]
    public void The_last_empty_line_separates_text_and_signatures()
    {
        foreach (var text in new[] { "a\n\nb\n", "a\n\n", "\n", "\n\n\n", "a\n\n" + PeterLine, "Ognuno sta solo sul cuor della terra\n\ned è subito sera.\n", "\U0001F600\ufffd\u007f\n" })
        {
            var signer = Keys.Log("example.com/x");
            var note = Note.Sign(text, signer).ShouldBeOk();
            Note.Open(note, signer.Verifier()).ShouldBeOk().Text.ShouldBe(text);
        }
    }

    [Fact]
    public void What_we_sign_another_implementation_reads()
    {
        var (log, other) = (Keys.Log("example.com/log"), Keys.Log("example.com/other"));
        var note = Note.Sign(Text, log, other).ShouldBeOk();
        NaiveNote.Read(note).Text.ShouldBe(Text);
        NaiveNote.IsSigned(note, log.VerifierKey.ToString()).ShouldBeTrue();
        NaiveNote.IsSigned(note, other.VerifierKey.ToString()).ShouldBeTrue();
        NaiveNote.IsSigned(note, Keys.Log("example.com/third").VerifierKey.ToString()).ShouldBeFalse();
    }

    [Fact]
    public void Texts_and_signers_that_make_no_note_are_refused()
    {
        var signer = Keys.Log("a");
        Note.Sign("no newline", signer).ShouldBeRefused(LogErrorCode.Malformed, "newline");
        Note.Sign("", signer).ShouldBeRefused(LogErrorCode.Malformed, "newline");
        Note.Sign("a\r\n", signer).ShouldBeRefused(LogErrorCode.Malformed, "U+000D");
        Note.Sign("a\ud800\n", signer).ShouldBeRefused(LogErrorCode.Malformed, "Unicode");
        Note.Sign("a\n").ShouldBeRefused(LogErrorCode.Malformed, "at least one");
        Note.Sign("a\n", Enumerable.Repeat(signer, 101)).ShouldBeRefused(LogErrorCode.TooLarge);
        Note.Sign("a\n", new BadSigner("bad name", [1])).ShouldBeRefused(LogErrorCode.Malformed, "space");
        Note.Sign("a\n", new BadSigner("good", [])).ShouldBeRefused(LogErrorCode.Malformed, "empty");
    }

    [Fact]
    public void Added_signatures_replace_those_by_the_same_key()
    {
        var note = UnverifiedNote.Parse(Keys.Utf8(Text + "\n" + PeterLine + EnochLine)).ShouldBeOk();
        var again = NoteSignature.Create("PeterNeumann", 0xc74f20a3, [1, 2, 3]).ShouldBeOk();
        var other = NoteSignature.ParseLines(Keys.Utf8("— witness AAAAAQI=\n")).ShouldBeOk();
        var signed = note.WithSignatures([again, .. other]).ShouldBeOk();
        Keys.Text(signed.Bytes).ShouldBe(Text + "\n" + EnochLine + again + "\n— witness AAAAAQI=\n");
        UnverifiedNote.Parse(signed.Bytes).ShouldBeOk().UnverifiedSignatures.Select(signature => signature.ToString()).ShouldBe(signed.UnverifiedSignatures.Select(signature => signature.ToString()));
        note.WithSignatures(Enumerable.Range(0, 99).Select(i => NoteSignature.Create($"w{i}", 0, [1]).Value)).ShouldBeRefused(LogErrorCode.TooLarge);
        note.UnverifiedSignatures.Count.ShouldBe(2);
    }

    [Fact]
    public void Signature_lines_without_a_note()
    {
        NoteSignature.ParseLines([]).ShouldBeRefused(LogErrorCode.Malformed);
        NoteSignature.ParseLines(Keys.Utf8(PeterLine.TrimEnd())).ShouldBeRefused(LogErrorCode.Malformed, "newline");
        NoteSignature.ParseLines([0xe2, 0x80, 0x94, 0x20, 0xff, 0x20, .. "AAAAAQI=\n"u8]).ShouldBeRefused(LogErrorCode.Malformed, "UTF-8");
        NoteSignature.ParseLines(Keys.Utf8(PeterLine + "\n" + PeterLine)).ShouldBeRefused(LogErrorCode.Malformed).Line.ShouldBe(2);
        var lines = NoteSignature.ParseLines(Keys.Utf8(PeterLine + EnochLine)).ShouldBeOk();
        lines.Select(line => line.KeyId).ShouldBe([0xc74f20a3u, 0xaf0cfe78u]);
        lines[0].Value.Length.ShouldBe(64);
    }

    private sealed class Colliding(INoteVerifier other) : INoteVerifier
    {
        public string Name => other.Name;

        public uint KeyId => other.KeyId;

        public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => true;
    }

    private sealed class Counting(INoteVerifier other) : INoteVerifier
    {
        public int Checked { get; private set; }

        public string Name => other.Name;

        public uint KeyId => other.KeyId;

        public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
        {
            Checked++;
            return other.Verify(text, signature);
        }
    }

    private sealed class BadSigner(string name, byte[] signature) : INoteSigner
    {
        public string Name => name;

        public uint KeyId => 1;

        public byte[] Sign(ReadOnlySpan<byte> text) => signature;
    }
}
