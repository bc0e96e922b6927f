using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Tests.Naive;

/// <summary>
/// Signed notes, checkpoints and proofs read with regular expressions, from the text of the C2SP specifications alone, and Ed25519 by
/// another package than the library's.
/// </summary>
internal static partial class NaiveNote
{
    [GeneratedRegex(@"\A(?<text>(.*\n)+)\n(— (?<name>[^\s+]+) (?<sig>[A-Za-z0-9+/]+=*)\n)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex SignedNote();

    [GeneratedRegex(@"\A(?<origin>.+)\n(?<size>0|[1-9][0-9]*)\n(?<root>[A-Za-z0-9+/]{43}=)\n(.+\n)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex CheckpointText();

    [GeneratedRegex(@"\Ac2sp\.org/tlog-proof@v1\n(extra (?<extra>[A-Za-z0-9+/]+=*)\n)?index (?<index>0|[1-9][0-9]*)\n((?<hash>[A-Za-z0-9+/]{43}=)\n)*\n(?<note>(.|\n)*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Proof();

    public static (string Text, (string Name, byte[] Blob)[] Signatures) Read(byte[] note)
    {
        var match = SignedNote().Match(Encoding.UTF8.GetString(note));
        match.Success.ShouldBeTrue();
        return (match.Groups["text"].Value, [.. match.Groups["name"].Captures.Zip(match.Groups["sig"].Captures, (name, sig) => (name.Value, Convert.FromBase64String(sig.Value)))]);
    }

    public static (string Origin, ulong Size, byte[] Root) ReadCheckpoint(string text)
    {
        var match = CheckpointText().Match(text);
        match.Success.ShouldBeTrue();
        return (match.Groups["origin"].Value, ulong.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture), Convert.FromBase64String(match.Groups["root"].Value));
    }

    public static (ulong Index, byte[][] Hashes, byte[]? Extra, byte[] Note) ReadProof(byte[] proof)
    {
        var match = Proof().Match(Encoding.UTF8.GetString(proof));
        match.Success.ShouldBeTrue();
        var extra = match.Groups["extra"];
        return (ulong.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture), [.. match.Groups["hash"].Captures.Select(hash => Convert.FromBase64String(hash.Value))],
            extra.Success ? Convert.FromBase64String(extra.Value) : null, Encoding.UTF8.GetBytes(match.Groups["note"].Value));
    }

    /// <summary>Whether the note is signed by the Ed25519 key (type 0x01) in a vkey.</summary>
    public static bool IsSigned(byte[] note, string vkey)
    {
        var (name, id, key) = ReadKey(vkey, 0x01);
        var (text, signatures) = Read(note);
        return signatures.Any(signature => signature.Name == name && signature.Blob[..4].SequenceEqual(id) && Verify(key, Encoding.UTF8.GetBytes(text), signature.Blob[4..]));
    }

    /// <summary>The time of the cosignature by the Ed25519 key (type 0x04) in a vkey; null without a valid one.</summary>
    public static ulong? CosignedAt(byte[] note, string vkey)
    {
        var (name, id, key) = ReadKey(vkey, 0x04);
        var (text, signatures) = Read(note);
        foreach (var (signer, blob) in signatures)
        {
            if (signer != name || !blob[..4].SequenceEqual(id)) continue;
            var time = blob[4..12].Aggregate(0UL, (value, next) => value << 8 | next);
            if (Verify(key, Encoding.UTF8.GetBytes($"cosignature/v1\ntime {time}\n{text}"), blob[12..])) return time;
        }
        return null;
    }

    private static (string Name, byte[] Id, byte[] Key) ReadKey(string vkey, byte type)
    {
        var parts = vkey.Split('+', 3);
        var key = Convert.FromBase64String(parts[2]);
        var id = SHA256.HashData([.. Encoding.UTF8.GetBytes(parts[0]), 0x0A, .. key])[..4];
        Convert.ToHexString(id).ShouldBe(parts[1], StringCompareShould.IgnoreCase);
        key[0].ShouldBe(type);
        return (parts[0], id, key[1..]);
    }

    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        var signer = new Ed25519Signer();
        signer.Init(false, new Ed25519PublicKeyParameters(publicKey));
        signer.BlockUpdate(message);
        return signer.VerifySignature(signature);
    }
}
