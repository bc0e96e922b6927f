using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Notes;

public class Ed25519Tests
{
    [Fact]
    public void Wycheproof()
    {
        var (valid, invalid) = (0, 0);
        foreach (var group in Vectors.Read("wycheproof-ed25519_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var key = Ed25519.ImportPublicKey(group.GetProperty("publicKey").GetProperty("pk").Hex()).ShouldBeOk();
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var wanted = test.GetProperty("result").GetString() == "valid";
                key.Verify(test.GetProperty("msg").Hex(), test.GetProperty("sig").Hex()).ShouldBe(wanted, test.GetProperty("tcId").ToString());
                if (wanted) valid++;
                else invalid++;
            }
        }
        (valid + invalid).ShouldBe(151);
        valid.ShouldBeGreaterThan(50);
        invalid.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Two_implementations_agree_on_keys_and_signatures()
    {
        var random = new SplitMix64(4);
        for (var i = 0; i < 50; i++)
        {
            var (seed, message) = (random.Bytes(32), random.Bytes(i));
            using var key = Ed25519.ImportSeed(seed).ShouldBeOk();
            var other = new Ed25519PrivateKeyParameters(seed);
            key.PublicKey.ToArray().ShouldBe(other.GeneratePublicKey().GetEncoded());
            var signer = new Ed25519Signer();
            signer.Init(true, other);
            signer.BlockUpdate(message);
            var signature = key.Sign(message);
            signature.ShouldBe(signer.GenerateSignature());
            NaiveNote.Verify(key.PublicKey.ToArray(), message, signature).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void Keys_of_other_lengths_are_refused(int length)
    {
        Ed25519.ImportPublicKey(new byte[length]).ShouldBeRefused(LogErrorCode.Malformed);
        Ed25519.ImportSeed(new byte[length]).ShouldBeRefused(LogErrorCode.Malformed);
    }

    [Fact]
    public void A_key_that_is_no_point_or_of_small_order_verifies_nothing()
    {
        foreach (var bytes in new[] { new byte[32], [1, .. new byte[31]], Enumerable.Repeat((byte)0xff, 32).ToArray(), [2, .. new byte[31]] })
        {
            if (!Ed25519.ImportPublicKey(bytes).TryGet(out var key, out _)) continue;
            // With a public key of order 1, R = the identity and S = 0 satisfy the equation for every message.
            key.Verify([], [1, .. new byte[63]]).ShouldBeFalse();
            key.Verify([], new byte[64]).ShouldBeFalse();
        }
    }
}
