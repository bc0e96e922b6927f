using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Notes;

public class VerifierKeyTests
{
    private const string Peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string PeterSecret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    public static TheoryData<string> PublicKeys =>
    [
        .. Vectors.Read("signed-note-vectors.json").GetProperty("notes").EnumerateArray().Select(note => note.GetProperty("vkey").GetString()!),
        .. Vectors.Read("tlog-cosignature-vectors.json").GetProperty("vkeysValid").EnumerateArray().Select(key => key.GetString()!),
    ];

    [Theory]
    [MemberData(nameof(PublicKeys))]
    public void Public_keys_of_the_vectors(string text)
    {
        var key = VerifierKey.Parse(text).ShouldBeOk();
        key.ToString().ShouldBe(text);
        key.Name.ShouldBe(text.Split('+')[0]);
        $"{key.KeyId:x8}".ShouldBe(text.Split('+')[1]);
        VerifierKey.Create(key.Name, key.Type, key.PublicKey).ShouldBeOk().ShouldBe(key);
        key.GetHashCode().ShouldBe(VerifierKey.Parse(text).Value.GetHashCode());
    }

    [Fact]
    public void Every_proper_substring_and_every_byte_incremented_is_refused()
    {
        EachMangled(Peter, text => VerifierKey.Parse(text).IsOk);
        EachMangled(PeterSecret, text => SignerKey.Parse(text).IsOk);

        static void EachMangled(string key, Func<string, bool> accepts)
        {
            accepts(key).ShouldBeTrue();
            for (var start = 0; start <= key.Length; start++)
            {
                for (var end = start; end <= key.Length; end++)
                {
                    if (end - start < key.Length) accepts(key[start..end]).ShouldBeFalse(key[start..end]);
                }
            }
            for (var i = 0; i < key.Length; i++)
            {
                var mangled = key[..i] + (char)(key[i] + 1) + key[(i + 1)..];
                accepts(mangled).ShouldBeFalse(mangled);
            }
        }
    }

    [Fact]
    public void Malformed_keys_of_the_vectors()
    {
        foreach (var key in Vectors.Read("signed-note-vectors.json").GetProperty("malformedVkeysMustBeRejected").EnumerateArray()) NoteVerifier.Parse(key.GetString()!).IsOk.ShouldBeFalse();
        foreach (var key in Vectors.Read("tlog-cosignature-vectors.json").GetProperty("vkeysInvalid").EnumerateArray()) NoteVerifier.Parse(key[0].GetString()!).IsOk.ShouldBeFalse();
    }

    [Theory]
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.Malformed, 13)]     // upper-case hex
    [InlineData("PeterNeumann+0c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.Malformed, 13)]    // nine digits
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.KeyIdMismatch, 13)]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.Malformed, 0)]
    [InlineData("Peter\u00a0Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.Malformed, 0)]
    [InlineData("Peter\u2028Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.Malformed, 0)]
    [InlineData("Peter\u3000Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.Malformed, 0)]
    [InlineData("Peter\u0001Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.Malformed, 0)]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogErrorCode.Malformed, 0)]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", LogErrorCode.Malformed, 22)]
    [InlineData("PeterNeumann+c74f20a3+", LogErrorCode.Malformed, 22)]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=", LogErrorCode.Malformed, 22)]     // 31 bytes
    [InlineData("PeterNeumann", LogErrorCode.Malformed, 0)]
    [InlineData("", LogErrorCode.Malformed, 0)]
    public void Refused(string text, LogErrorCode code, int offset) => VerifierKey.Parse(text).ShouldBeRefused(code).Offset.ShouldBe(offset);

    [Fact]
    public void The_longest_key_takes_1762_bytes_and_its_name()
    {
        var name = new string('n', 4096);
        VerifierKey.Create(name, SignatureType.MlDsa44Cosignature, new byte[1312]).ShouldBeOk().ToString().Length.ShouldBe(4096 + 1762);
        VerifierKey.Create(name + "n", SignatureType.MlDsa44Cosignature, new byte[1312]).ShouldBeRefused(LogErrorCode.TooLarge);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_Unicode()
    {
        var text = Peter.Replace("Peter", "Peter\ud800");
        VerifierKey.Parse(text).ShouldBeRefused(LogErrorCode.Malformed);
        SignerKey.Parse(text).ShouldBeRefused(LogErrorCode.Malformed);
        VerifierKey.Create("a\udc00", SignatureType.Ed25519, new byte[32]).ShouldBeRefused(LogErrorCode.Malformed);
        NoteSignature.Create("\ud800\ud800\udc00", 1, [1]).ShouldBeRefused(LogErrorCode.Malformed);
    }

    [Fact]
    public void Names_are_compared_byte_by_byte()
    {
        // U+00E9, and e with U+0301: the same to the eye, not to anyone here.
        var (one, two) = (VerifierKey.Create("caf\u00e9", SignatureType.Ed25519, new byte[32]).ShouldBeOk(), VerifierKey.Create("cafe\u0301", SignatureType.Ed25519, new byte[32]).ShouldBeOk());
        one.KeyId.ShouldNotBe(two.KeyId);
        one.ShouldNotBe(two);
        VerifierKey.Parse(one.ToString()).ShouldBeOk().ShouldBe(one);
    }

    [Fact]
    public void The_same_key_for_another_kind_of_signature_has_another_id()
    {
        var (log, witness) = (VerifierKey.Create("a", SignatureType.Ed25519, Keys.Seed("a")).ShouldBeOk(), VerifierKey.Create("b", SignatureType.Ed25519Cosignature, Keys.Seed("a")).ShouldBeOk());
        log.KeyId.ShouldNotBe(VerifierKey.Create("a", SignatureType.Ed25519Cosignature, Keys.Seed("a")).Value.KeyId);
        log.HasSamePublicKey(witness).ShouldBeTrue();
        log.HasSamePublicKey(VerifierKey.Create("a", SignatureType.Ed25519, Keys.Seed("b")).Value).ShouldBeFalse();
    }

    [Fact]
    public void Parts_that_make_no_key_are_refused()
    {
        VerifierKey.Create("a+b", SignatureType.Ed25519, new byte[32]).ShouldBeRefused(LogErrorCode.Malformed, "plus");
        VerifierKey.Create("a b", SignatureType.Ed25519, new byte[32]).ShouldBeRefused(LogErrorCode.Malformed, "space");
        VerifierKey.Create("", SignatureType.Ed25519, new byte[32]).ShouldBeRefused(LogErrorCode.Malformed, "empty");
        VerifierKey.Create("a", SignatureType.Ed25519, new byte[31]).ShouldBeRefused(LogErrorCode.Malformed, "32 bytes");
        VerifierKey.Create("a", SignatureType.MlDsa44Cosignature, new byte[32]).ShouldBeRefused(LogErrorCode.Malformed, "1312 bytes");
        foreach (var type in new[] { 0x00, 0x02, 0x03, 0x05, 0x07, 0xfa, 0xff }) VerifierKey.Create("a", (SignatureType)type, new byte[32]).ShouldBeRefused(LogErrorCode.UnsupportedSignatureType);
        VerifierKey.Parse(new byte[VerifierKey.MaxBytes + 1]).ShouldBeRefused(LogErrorCode.TooLarge);
        VerifierKey.Parse(new string('a', VerifierKey.MaxBytes + 1)).ShouldBeRefused(LogErrorCode.TooLarge);
        SignerKey.Parse(new string('a', VerifierKey.MaxBytes + 1)).ShouldBeRefused(LogErrorCode.TooLarge);
        Checkpoint.Parse(new string('a', UnverifiedNote.MaxBytes + 1)).ShouldBeRefused(LogErrorCode.TooLarge);
        Note.Sign(new string('a', UnverifiedNote.MaxBytes + 1)).ShouldBeRefused(LogErrorCode.TooLarge);
        var longest = VerifierKey.Create(new string('a', 4096), SignatureType.MlDsa44Cosignature, new byte[1312]).ShouldBeOk();
        VerifierKey.Parse(longest.ToString()).ShouldBeOk().ShouldBe(longest);
        VerifierKey.Create(new string('a', 4095) + "é", SignatureType.Ed25519, new byte[32]).ShouldBeRefused(LogErrorCode.TooLarge);
        SignerKey.Create("a", SignatureType.MlDsa44Cosignature, new byte[32]).ShouldBeRefused(LogErrorCode.UnsupportedSignatureType);
        SignerKey.Create("a b", SignatureType.Ed25519, new byte[32]).ShouldBeRefused(LogErrorCode.Malformed);
        SignerKey.Create("a", SignatureType.Ed25519, new byte[33]).ShouldBeRefused(LogErrorCode.Malformed);
        NoteVerifier.Create(VerifierKey.Create("a", SignatureType.MlDsa44Cosignature, new byte[1312]).Value).ShouldBeRefused(LogErrorCode.UnsupportedSignatureType);
        NoteSigner.Create("a+b", Ed25519.ImportSeed(new byte[32]).Value).ShouldBeRefused(LogErrorCode.Malformed);
    }

    [Theory]
    [InlineData(SignatureType.Ed25519)]
    [InlineData(SignatureType.Ed25519Cosignature)]
    public void Private_keys_read_what_they_write(SignatureType type)
    {
        var text = SignerKey.Format("example.com/log", type, Keys.Seed("x")).ShouldBeOk();
        using var key = SignerKey.Parse(text).ShouldBeOk();
        key.VerifierKey.Type.ShouldBe(type);
        key.SigningKey.PublicKey.ToArray().ShouldBe(Ed25519.ImportSeed(Keys.Seed("x")).Value.PublicKey.ToArray());
        Keys.Utf8(text).Length.ShouldBe(text.Length);
        SignerKey.Parse(text.Replace("+KEY+", "+key+")).ShouldBeRefused(LogErrorCode.Malformed);
        SignerKey.Parse(text + "A").ShouldBeRefused(LogErrorCode.Malformed).Offset.ShouldBe(37);
    }
}
