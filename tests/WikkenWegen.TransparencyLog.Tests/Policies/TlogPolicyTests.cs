using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Policies;

public class TlogPolicyTests
{
    private static readonly NoteSigner Log = Keys.Log("example.com/log");
    private static readonly Dictionary<string, Cosigner> Witnesses = new[] { "X1", "X2", "X3", "Y1", "Y2", "Y3" }.ToDictionary(name => name, name => Keys.Witness($"{name}.example/w"));
    private static readonly Checkpoint Checkpoint = Checkpoint.Create("example.com/log", new TreeHead(1, MerkleTree.HashLeaf([1]))).Value;

    /// <summary>The example of the specification, with keys.</summary>
    private static readonly string Example = $"""
        log {Log.VerifierKey}

        witness X1 {Witnesses["X1"].VerifierKey}
        witness X2 {Witnesses["X2"].VerifierKey}
        witness X3 {Witnesses["X3"].VerifierKey}
        group X-witnesses 2 X1 X2 X3

        witness Y1 {Witnesses["Y1"].VerifierKey}
        witness Y2 {Witnesses["Y2"].VerifierKey}
        witness Y3 {Witnesses["Y3"].VerifierKey}
        group Y-witnesses any Y1 Y2 Y3

        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """;

    [Fact]
    public void The_specifications_example_for_every_set_of_cosignatures()
    {
        var policy = Parse(Example).ShouldBeOk();
        for (var set = 0; set < 64; set++)
        {
            var names = Witnesses.Keys.Where((_, i) => (set >> i & 1) == 1).ToArray();
            var enough = names.Count(name => name[0] == 'X') >= 2 && names.Any(name => name[0] == 'Y');
            var verified = policy.Verify(Signed(names));
            policy.IsQuorum(policy.Witnesses.Where(witness => names.Contains(witness.Name))).ShouldBe(enough);
            if (!enough)
            {
                verified.ShouldBeRefused(LogErrorCode.QuorumNotReached, names.Length == 0 ? "no witness" : names[0]);
                continue;
            }
            var witnessed = verified.ShouldBeOk();
            witnessed.Checkpoint.ShouldBe(Checkpoint);
            witnessed.Log.Key.ShouldBe(Log.VerifierKey);
            witnessed.Cosignatures.Select(cosignature => (cosignature.Witness.Name, cosignature.Time)).ShouldBe(names.Select(name => (name, 1000UL + name[1])));
        }
    }

    [Fact]
    public void A_wrong_signature_by_any_key_of_the_policy_makes_the_checkpoint_invalid()
    {
        var policy = Parse(Example).ShouldBeOk();
        var text = Keys.Text(Signed("X1", "X2", "Y1", "Y2"));
        policy.Verify(Keys.Utf8(text)).ShouldBeOk();
        foreach (var line in text.Split('\n').Where(line => line.StartsWith('—')))
        {
            var wrong = line[..^10] + (line[^10] == 'A' ? 'B' : 'A') + line[^9..];
            policy.Verify(Keys.Utf8(text.Replace(line, wrong))).ShouldBeRefused(LogErrorCode.InvalidSignature);
        }
    }

    [Fact]
    public void The_log_must_have_signed_under_the_name_of_its_origin()
    {
        var policy = Parse($"log {Log.VerifierKey}\nlog {Keys.Log("example.com/other").VerifierKey}\nwitness X1 {Witnesses["X1"].VerifierKey}\nquorum X1\n").ShouldBeOk();
        // Only the witness signed.
        var cosigned = SignedBy(Checkpoint, [], ["X1"]);
        policy.Verify(cosigned).ShouldBeRefused(LogErrorCode.NoLogSignature, "example.com/log");
        // Another listed log signed.
        policy.Verify(SignedBy(Checkpoint, ["example.com/other"], ["X1"])).ShouldBeRefused(LogErrorCode.NoLogSignature);
        // A log that is not listed.
        var foreign = Checkpoint.Create("example.com/third", Checkpoint.Head).Value;
        policy.Verify(SignedBy(foreign, ["example.com/log"], ["X1"])).ShouldBeRefused(LogErrorCode.UnknownOrigin, "example.com/third");
        policy.Verify(SignedBy(foreign, ["example.com/third"], [])).ShouldBeRefused(LogErrorCode.NoKnownSignature);
        policy.Verify(Note.Sign("no checkpoint\n", Log).Value).ShouldBeRefused(LogErrorCode.Malformed);
        policy.Verify(Keys.Utf8("no note")).ShouldBeRefused(LogErrorCode.Malformed);
    }

    [Fact]
    public void A_log_may_have_several_keys_and_a_policy_may_have_no_logs()
    {
        using var second = Ed25519.ImportSeed(Keys.Seed("second")).Value;
        var rotated = NoteSigner.Create("example.com/log", second).Value;
        var policy = Parse($"log {rotated.VerifierKey} https://example.com/\nlog {Log.VerifierKey}\nquorum none\n").ShouldBeOk();
        policy.Verify(Signed()).ShouldBeOk().Log.Key.ShouldBe(Log.VerifierKey);
        policy.Verify(Note.Sign(Checkpoint.ToString(), Log, rotated).Value).ShouldBeOk().Log.ShouldBe(new PolicyLog(rotated.VerifierKey, "https://example.com/"));
        Parse("quorum none\n").ShouldBeOk().Verify(Signed()).ShouldBeRefused(LogErrorCode.NoKnownSignature);
    }

    [Fact]
    public void Spaces_tabs_comments_and_empty_lines_mean_nothing()
    {
        var policy = Parse($"\n  \t\n# comment é\n\t # another\n#log x\n \tlog\t \t{Log.VerifierKey}  https://example.com/log \t\nwitness W {Witnesses["X1"].VerifierKey} https://w.example/é\n quorum\tW\n# end\n").ShouldBeOk();
        policy.Logs.ShouldBe([new PolicyLog(Log.VerifierKey, "https://example.com/log")]);
        policy.Witnesses.ShouldBe([new PolicyWitness("W", Witnesses["X1"].VerifierKey, "https://w.example/é")]);
    }

    [Fact]
    public void Names_are_octets()
    {
        var (k, kelvin) = (Witnesses["X1"].VerifierKey, Witnesses["X2"].VerifierKey);
        // K, the Kelvin sign (which some case foldings turn into k), and two octets that are no UTF-8 and look alike when shown.
        var policy = Parse($"witness K {k}\nwitness \u212a {kelvin}\ngroup g 2 K \u212a\nquorum g\n").ShouldBeOk();
        policy.Witnesses.Select(witness => witness.Name).ShouldBe(["K", "\u212a"]);
        var octets = TlogPolicy.Parse([.. "witness "u8, 0xfe, .. Keys.Utf8($" {k}\nwitness "), 0xff, .. Keys.Utf8($" {kelvin}\nquorum "), 0xff, (byte)'\n']).ShouldBeOk();
        octets.Witnesses.Select(witness => witness.Name).ShouldBe(["\ufffd", "\ufffd"]);
        octets.IsQuorum([octets.Witnesses[0]]).ShouldBeFalse();
        octets.IsQuorum([octets.Witnesses[1]]).ShouldBeTrue();
        // Keywords and numbers are names like any other, where a name stands.
        Parse($"witness any {k}\nwitness 2 {kelvin}\ngroup all 2 any 2\nquorum all\n").ShouldBeOk();
    }

    [Fact]
    public void Refused_with_the_line()
    {
        var (x1, x2) = (Witnesses["X1"].VerifierKey.ToString(), Witnesses["X2"].VerifierKey.ToString());
        var head = $"witness A {x1}\nwitness B {x2}\n";
        foreach (var (text, code, line, message) in new[]
        {
            ("", LogErrorCode.Malformed, 1, "quorum line is missing"),
            (head, LogErrorCode.Malformed, 3, "quorum line is missing"),
            ("quorum none", LogErrorCode.Malformed, 1, "newline"),
            ("quorum none\nquorum none\n", LogErrorCode.Malformed, 2, "second quorum"),
            ("quorum\n", LogErrorCode.Malformed, 1, "quorum line"),
            ("quorum A\n", LogErrorCode.Malformed, 1, "not defined"),
            ("quorum A B\n", LogErrorCode.Malformed, 1, "quorum line"),
            (head + "quorum none # comment\n", LogErrorCode.Malformed, 3, "quorum line"),
            ("Quorum none\n", LogErrorCode.Malformed, 1, "unknown keyword"),
            ("quorum none\r\n", LogErrorCode.Malformed, 1, "U+000D"),
            ("quorum none\u007f\n", LogErrorCode.Malformed, 1, "U+007F"),
            ("quorum none\0\n", LogErrorCode.Malformed, 1, "U+0000"),
            ("log\n", LogErrorCode.Malformed, 1, "log line"),
            ($"log {Log.VerifierKey} url more\n", LogErrorCode.Malformed, 1, "log line"),
            ($"log {Log.VerifierKey} #comment\n", LogErrorCode.Malformed, 1, "comment"),
            ("log x\n", LogErrorCode.Malformed, 1, "three parts"),
            ("log PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", LogErrorCode.KeyIdMismatch, 1, "c74f20a3"),
            ($"log {Log.VerifierKey}\nlog {Log.VerifierKey}\n", LogErrorCode.Malformed, 2, "earlier log"),
            ($"log {Log.VerifierKey}\nlog {VerifierKey.Create("other", SignatureType.Ed25519, Log.VerifierKey.PublicKey).Value}\n", LogErrorCode.Malformed, 2, "earlier log"),
            ($"log {Log.VerifierKey}\nlog {VerifierKey.Create("other", SignatureType.Ed25519Cosignature, Log.VerifierKey.PublicKey).Value}\n", LogErrorCode.Malformed, 2, "earlier log"),
            ("witness A\n", LogErrorCode.Malformed, 1, "witness line"),
            ($"witness A {x1} url more\n", LogErrorCode.Malformed, 1, "witness line"),
            ($"witness A {Log.VerifierKey}\n", LogErrorCode.UnsupportedSignatureType, 1, "cosignature"),
            ($"witness none {x1}\n", LogErrorCode.Malformed, 1, "none"),
            ($"witness A {x1}\nwitness A {x2}\n", LogErrorCode.Malformed, 2, "already defined"),
            ($"witness A {x1}\nwitness B {VerifierKey.Create("x", SignatureType.Ed25519Cosignature, Witnesses["X1"].VerifierKey.PublicKey).Value}\n", LogErrorCode.Malformed, 2, "earlier witness"),
            (head + "group g any\n", LogErrorCode.Malformed, 3, "group line"),
            (head + "group g 1\n", LogErrorCode.Malformed, 3, "group line"),
            (head + "group g 0 A\n", LogErrorCode.Malformed, 3, "threshold is 0"),
            (head + "group g 3 A B\n", LogErrorCode.Malformed, 3, "threshold is 3"),
            (head + "group g 01 A B\n", LogErrorCode.Malformed, 3, "leading zeros"),
            (head + "group g +1 A B\n", LogErrorCode.Malformed, 3, "threshold"),
            (head + "group g -1 A B\n", LogErrorCode.Malformed, 3, "threshold"),
            (head + "group g 99999999999999999999 A B\n", LogErrorCode.Malformed, 3, "threshold"),
            (head + "group g some A B\n", LogErrorCode.Malformed, 3, "threshold"),
            (head + "group g all A A\n", LogErrorCode.Malformed, 3, "already a member"),
            (head + "group g all A\ngroup h all A B\n", LogErrorCode.Malformed, 4, "already a member"),
            (head + "group g all g\n", LogErrorCode.Malformed, 3, "not defined"),
            (head + "group g all none\n", LogErrorCode.Malformed, 3, "not defined"),
            (head + "group A all B\n", LogErrorCode.Malformed, 3, "already defined"),
            (head + "group none all B\n", LogErrorCode.Malformed, 3, "none"),
            ("group g all h\ngroup h all g\n", LogErrorCode.Malformed, 1, "not defined"),
            ("group g any" + string.Concat(Enumerable.Repeat(" a", 3000)) + "\n", LogErrorCode.TooLarge, 1, "items"),
            (new string('#', TlogPolicy.MaxBytes + 1), LogErrorCode.TooLarge, 0, "bytes"),
        })
        {
            var error = Parse(text).ShouldBeRefused(code, message);
            if (line > 0) error.Line.ShouldBe(line, text);
        }
    }

    [Fact]
    public void A_thousand_witnesses_and_nested_groups()
    {
        // No search, no recursion: a chain of a thousand groups is evaluated in one pass.
        var witnesses = Enumerable.Range(0, TlogPolicy.MaxDefinitions).Select(i => $"witness w{i} {VerifierKey.Create($"w{i}", SignatureType.Ed25519Cosignature, Keys.Seed($"{i}")).Value}\n");
        var groups = Enumerable.Range(1, TlogPolicy.MaxDefinitions - 1).Select(i => $"group g{i} all g{i - 1} w{i}\n");
        var text = string.Concat([.. witnesses, "group g0 any w0\n", .. groups]);
        var policy = Parse(text + "quorum g1023\n").ShouldBeOk();
        policy.IsQuorum(policy.Witnesses).ShouldBeTrue();
        policy.IsQuorum(policy.Witnesses.Skip(1)).ShouldBeFalse();
        Parse(text + $"witness w {VerifierKey.Create("w", SignatureType.Ed25519Cosignature, Keys.Seed("w")).Value}\n").ShouldBeRefused(LogErrorCode.TooLarge);
        Parse(text + "group g any g1023\n").ShouldBeRefused(LogErrorCode.TooLarge);
    }

    [Fact]
    public void A_policy_with_a_key_that_cannot_be_used_is_refused_unless_the_caller_can()
    {
        var key = VerifierKey.Create("ml.example", SignatureType.MlDsa44Cosignature, new byte[1312]).Value;
        var text = $"quorum none\nwitness M {key}\n";
        Parse(text).ShouldBeRefused(LogErrorCode.UnsupportedSignatureType).Line.ShouldBe(2);
        TlogPolicy.Parse(Keys.Utf8(text), verifierKey => NoteVerifier.Create(verifierKey, new Never())).ShouldBeOk().Witnesses.Single().Key.ShouldBe(key);
    }

    [Fact]
    public void One_key_may_be_log_and_witness_but_two_keys_of_one_name_and_id_may_not()
    {
        var key = Witnesses["X1"].VerifierKey;
        Parse($"log {key}\nwitness W {key}\nquorum W\n").ShouldBeOk();
        // Of a name's 2^32 IDs two public keys share one after some 2^16 tries: found by search, published here.
        var (one, two) = Collision();
        one.KeyId.ShouldBe(two.KeyId);
        Parse($"log {one}\nlog {two}\nquorum none\n").ShouldBeRefused(LogErrorCode.AmbiguousKey).Line.ShouldBe(2);
    }

    private static (VerifierKey One, VerifierKey Two) Collision()
    {
        var seen = new Dictionary<uint, byte[]>();
        for (var i = 0UL; ; i++)
        {
            var publicKey = new SplitMix64(i).Bytes(32);
            var key = VerifierKey.Create("collide", SignatureType.Ed25519, publicKey).Value;
            if (seen.TryGetValue(key.KeyId, out var other)) return (VerifierKey.Create("collide", SignatureType.Ed25519, other).Value, key);
            seen.Add(key.KeyId, publicKey);
        }
    }

    private static Result<TlogPolicy> Parse(string text) => TlogPolicy.Parse(Keys.Utf8(text));

    private static byte[] Signed(params string[] witnesses) => SignedBy(Checkpoint, ["example.com/log"], witnesses);

    private static byte[] SignedBy(Checkpoint checkpoint, string[] logs, string[] witnesses)
    {
        var cosignatures = witnesses.Select(name => Witnesses[name].Cosign(checkpoint, 1000UL + name[1]).Value).ToArray();
        if (logs.Length == 0) return Keys.Utf8($"{checkpoint}\n{string.Concat(cosignatures.Select(line => line + "\n"))}");
        var note = Note.Sign(checkpoint.ToString(), logs.Select(Keys.Log)).Value;
        return UnverifiedNote.Parse(note).Value.WithSignatures(cosignatures).Value.Bytes.ToArray();
    }

    private sealed class Never : IVerificationKey
    {
        public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => false;
    }
}
