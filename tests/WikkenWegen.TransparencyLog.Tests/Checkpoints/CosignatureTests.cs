using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Checkpoints;

public class CosignatureTests
{
    private static readonly Checkpoint Example = Checkpoint.Parse("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n").Value;

    [Fact]
    public void Times_of_the_vectors()
    {
        foreach (var vector in Vectors.Read("tlog-cosignature-vectors.json").GetProperty("cosigV1Timestamp").EnumerateArray())
        {
            var signature = NoteSignature.ParseLines(Keys.Utf8($"— name {vector.GetProperty("sigB64").GetString()}\n")).ShouldBeOk()[0];
            if (vector.TryGetProperty("wantUnix", out var unix)) Cosignature.Time(signature).ShouldBeOk().ShouldBe(unix.GetUInt64());
            else Cosignature.Time(signature).ShouldBeRefused(LogErrorCode.Malformed);
        }
    }

    [Fact]
    public void The_message_is_that_of_the_specification()
    {
        Keys.Text(Cosignature.Message(Example, 1679315147)).ShouldBe("cosignature/v1\ntime 1679315147\n" + Example);
        Keys.Text(Cosignature.Message(Example, 0)).ShouldStartWith("cosignature/v1\ntime 0\n");
        Keys.Text(Cosignature.Message(Checkpoint.Create("o", TreeHead.Empty, "extension").Value, Cosignature.MaxTime)).ShouldBe($"cosignature/v1\ntime 9223372036854775807\no\n0\n{MerkleTree.EmptyRoot}\nextension\n");
        Should.Throw<ArgumentOutOfRangeException>(() => Cosignature.Message(Example, Cosignature.MaxTime + 1));
    }

    [Fact]
    public void What_we_cosign_another_implementation_reads()
    {
        var (log, witness) = (Keys.Log(Example.Origin), Keys.Witness("witness.example.com/w1"));
        var signature = witness.Cosign(Example, 1679315147).ShouldBeOk();
        signature.Value.Length.ShouldBe(72);
        var note = UnverifiedNote.Parse(Note.Sign(Example.ToString(), log).Value).Value.WithSignatures([signature]).ShouldBeOk().Bytes.ToArray();
        NaiveNote.CosignedAt(note, witness.VerifierKey.ToString()).ShouldBe(1679315147UL);
        NaiveNote.IsSigned(note, log.VerifierKey.ToString()).ShouldBeTrue();
        Note.Open(note, log.Verifier(), witness.Verifier()).ShouldBeOk().Signatures.Count.ShouldBe(2);
        Cosignature.Time(signature).ShouldBeOk().ShouldBe(1679315147UL);
    }

    [Fact]
    public void Nothing_of_a_cosigned_checkpoint_can_be_changed()
    {
        var witness = Keys.Witness("w");
        var checkpoint = Checkpoint.Create("o", TreeHead.Empty, "extension").Value;
        var verifier = witness.Verifier();
        var (text, value) = (Keys.Utf8(checkpoint.ToString()), witness.Cosign(checkpoint, 1).Value.Value.ToArray());
        verifier.Verify(text, value).ShouldBeTrue();
        for (var i = 0; i < text.Length; i++)
        {
            text[i] ^= 1;
            verifier.Verify(text, value).ShouldBeFalse($"{i}");
            text[i] ^= 1;
        }
        for (var i = 0; i < value.Length; i++)
        {
            value[i] ^= 1;
            verifier.Verify(text, value).ShouldBeFalse($"{i}");
            value[i] ^= 1;
        }
        verifier.Verify(text, value[..^1]).ShouldBeFalse();
        verifier.Verify(text, [.. value, 0]).ShouldBeFalse();
        verifier.Verify(text, value[..7]).ShouldBeFalse();
        verifier.Verify(text, []).ShouldBeFalse();
        verifier.Verify(Keys.Utf8("no checkpoint\n"), value).ShouldBeFalse();
        verifier.Verify([0xff], value).ShouldBeFalse();
    }

    [Fact]
    public void A_cosignature_is_no_note_signature_and_the_other_way_round()
    {
        // One secret, two types: the time in front keeps the messages apart, and the key IDs differ.
        using var key = Ed25519.ImportSeed(Keys.Seed("both")).Value;
        var (signer, cosigner) = (NoteSigner.Create("both", key).Value, Cosigner.Create("both", SignatureType.Ed25519Cosignature, key).Value);
        var note = Note.Sign(Example.ToString(), signer).Value;
        Note.Open(note, cosigner.Verifier()).ShouldBeRefused(LogErrorCode.NoKnownSignature);
        cosigner.Verifier().Verify(Keys.Utf8(Example.ToString()), UnverifiedNote.Parse(note).Value.UnverifiedSignatures[0].Value).ShouldBeFalse();
        signer.Verifier().Verify(Keys.Utf8(Example.ToString()), cosigner.Cosign(Example, 1).Value.Value).ShouldBeFalse();
    }

    [Fact]
    public void A_time_past_2_63_is_refused_even_when_it_is_signed()
    {
        using var key = Ed25519.ImportSeed(Keys.Seed("w")).Value;
        var verifier = Keys.Witness("w").Verifier();
        foreach (var (time, accepted) in new[] { (Cosignature.MaxTime, true), (Cosignature.MaxTime + 1, false), (ulong.MaxValue, false) })
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, time);
            byte[] value = [.. bytes, .. key.Sign(Keys.Utf8($"cosignature/v1\ntime {time}\n{Example}"))];
            verifier.Verify(Keys.Utf8(Example.ToString()), value).ShouldBe(accepted);
            Cosignature.Time(NoteSignature.Create("w", 1, value).Value).IsOk.ShouldBe(accepted);
        }
        Should.Throw<ArgumentOutOfRangeException>(() => Keys.Witness("w").Cosign(Example, Cosignature.MaxTime + 1));
    }

    [Fact]
    public void The_ML_DSA_44_message_is_the_structure_of_the_specification()
    {
        var hash = MerkleTree.HashLeaf([1]);
        var message = Cosignature.SubtreeMessage("w1", 0x0102030405060708, "o", Subtree.Tree(0x1112131415161718), hash).ShouldBeOk();
        message.ShouldBe([.. "subtree/v1\n\0"u8, 2, .. "w1"u8, 1, 2, 3, 4, 5, 6, 7, 8, 1, .. "o"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, .. hash.ToArray()]);

        var subtree = Subtree.Create(8, 13).Value;
        Cosignature.SubtreeMessage("w", 0, "o", subtree, hash).ShouldBeOk();
        Cosignature.SubtreeMessage("w", 1, "o", subtree, hash).ShouldBeRefused(LogErrorCode.Malformed, "time");
        var longest = new string('x', 255);
        Cosignature.SubtreeMessage(longest, 1, longest, Subtree.Tree(1), hash).ShouldBeOk();
        Cosignature.SubtreeMessage(longest + "x", 1, "o", Subtree.Tree(1), hash).ShouldBeRefused(LogErrorCode.Malformed);
        Cosignature.SubtreeMessage("w", 1, longest[1..] + "é", Subtree.Tree(1), hash).ShouldBeRefused(LogErrorCode.Malformed);
        Cosignature.SubtreeMessage("", 1, "o", Subtree.Tree(1), hash).ShouldBeRefused(LogErrorCode.Malformed);
        Cosignature.SubtreeMessage("w", 1, "", Subtree.Tree(1), hash).ShouldBeRefused(LogErrorCode.Malformed);
        Cosignature.SubtreeMessage("\ud800", 1, "o", Subtree.Tree(1), hash).ShouldBeRefused(LogErrorCode.Malformed);
    }

    [Fact]
    public void A_subtree_cosignature_of_another_implementation_verifies_with_an_ML_DSA_44_from_outside()
    {
        var vector = Vectors.Read("tlog-cosignature-mldsa44.json");
        var key = VerifierKey.Parse(vector.GetProperty("vkey").GetString()!).ShouldBeOk();
        key.Type.ShouldBe(SignatureType.MlDsa44Cosignature);
        var signature = NoteSignature.ParseLines(Keys.Utf8(vector.GetProperty("signatureLine").GetString() + "\n")).ShouldBeOk()[0];
        (signature.Name, signature.KeyId).ShouldBe((key.Name, key.KeyId));
        var time = Cosignature.Time(signature).ShouldBeOk();
        var subtree = Subtree.Create(vector.GetProperty("start").GetUInt64(), vector.GetProperty("end").GetUInt64()).ShouldBeOk();
        var root = new TreeHash(vector.GetProperty("rootBase64").Base64());
        var message = Cosignature.SubtreeMessage(key.Name, time, vector.GetProperty("origin").GetString()!, subtree, root).ShouldBeOk();
        var algorithm = new MlDsa44(MLDsaPublicKeyParameters.FromEncoding(MLDsaParameters.ml_dsa_44, key.PublicKey.ToArray()));
        algorithm.Verify(message, signature.Value[8..]).ShouldBeTrue();
        algorithm.Verify([.. message, 0], signature.Value[8..]).ShouldBeFalse();
    }

    [Fact]
    public void A_witness_with_ML_DSA_44_from_outside_cosigns_and_is_verified()
    {
        var secret = MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, Keys.Seed("ml-dsa"));
        var cosigner = Cosigner.Create("witness.example/ml", SignatureType.MlDsa44Cosignature, new MlDsa44Secret(secret)).ShouldBeOk();
        cosigner.VerifierKey.PublicKey.Length.ShouldBe(1312);
        VerifierKey.Parse(cosigner.VerifierKey.ToString()).ShouldBeOk().ShouldBe(cosigner.VerifierKey);
        var verifier = NoteVerifier.Create(cosigner.VerifierKey, new MlDsa44(secret.GetPublicKey())).ShouldBeOk();

        var log = Keys.Log(Example.Origin);
        var note = UnverifiedNote.Parse(Note.Sign(Example.ToString(), log).Value).Value.WithSignatures([cosigner.Cosign(Example, 5).ShouldBeOk()]).ShouldBeOk();
        note.Verify([log.Verifier(), verifier]).ShouldBeOk().Signatures.Count.ShouldBe(2);
        // To one who has Ed25519 only, the line is by an unknown key.
        Checkpoint.Open(note.Bytes, Example.Origin, log.Verifier()).ShouldBeOk();

        // Extension lines are not signed by ML-DSA-44 (tlog-cosignature), everything else is.
        var signature = note.UnverifiedSignatures[1].Value.ToArray();
        verifier.Verify(Keys.Utf8(Example + "extension\n"), signature).ShouldBeTrue();
        verifier.Verify(Keys.Utf8(Example.ToString().Replace("20852163", "20852164")), signature).ShouldBeFalse();
        Cosigner.Create("w", SignatureType.Ed25519, Ed25519.ImportSeed(Keys.Seed("w")).Value).ShouldBeRefused(LogErrorCode.UnsupportedSignatureType);
        Cosigner.Create("w", SignatureType.MlDsa44Cosignature, Ed25519.ImportSeed(Keys.Seed("w")).Value).ShouldBeRefused(LogErrorCode.Malformed);
    }

    private sealed class MlDsa44(MLDsaPublicKeyParameters key) : IVerificationKey
    {
        public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
        {
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: true);
            signer.Init(false, key);
            signer.BlockUpdate(message);
            return signature.Length == 2420 && signer.VerifySignature(signature.ToArray());
        }
    }

    private sealed class MlDsa44Secret(MLDsaPrivateKeyParameters key) : ISigningKey
    {
        public ReadOnlyMemory<byte> PublicKey => key.GetPublicKey().GetEncoded();

        public byte[] Sign(ReadOnlySpan<byte> message)
        {
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: true);
            signer.Init(true, key);
            signer.BlockUpdate(message);
            return signer.GenerateSignature();
        }
    }
}
