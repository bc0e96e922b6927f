using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>
/// A text with its salt, in the form of RFC 9901 section 4.2.1: base64url of the JSON array [salt, name, value]. The exact
/// spelling is kept, because the digest is taken over it and not over what it decodes to (section 4.2.3).
/// </summary>
/// <param name="Encoded">The disclosure.</param>
/// <param name="Digest">base64url(SHA-256(ASCII(<paramref name="Encoded"/>))).</param>
public sealed record Disclosure(string Encoded, string Digest)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Bytes of salt a disclosure: 128 bits, so that nobody finds a text by guessing (section 9.3).</summary>
    public const int SaltLength = 16;

    /// <summary>A disclosure of <paramref name="value"/> under the name of its field.</summary>
    public static Disclosure Of(string name, string value, ReadOnlySpan<byte> salt)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new[] { Base64Url.EncodeToString(salt), name, value }, Plain);
        var encoded = Base64Url.EncodeToString(json);
        return new Disclosure(encoded, DigestOf(encoded));
    }

    /// <summary>The digest of an encoded disclosure.</summary>
    public static string DigestOf(string encoded) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(encoded)));

    /// <summary>The text that an encoded disclosure holds.</summary>
    public static string ValueOf(string encoded) => JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(encoded))![2];
}

/// <summary>Seals the texts of one request: the command gets digests, the gate stores the disclosures beside the event.</summary>
public sealed class Seals
{
    private readonly List<Disclosure> _disclosures = [];

    /// <summary>What was sealed so far.</summary>
    public IReadOnlyList<Disclosure> Disclosures => _disclosures;

    /// <summary>The sealed form of a text; null where there is none.</summary>
    /// <param name="name">Name of the field, as in the request.</param>
    /// <param name="text">The text; null or blank counts as none.</param>
    public Sealed? Text(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var disclosure = Disclosure.Of(name, text, RandomNumberGenerator.GetBytes(Disclosure.SaltLength));
        _disclosures.Add(disclosure);
        return new Sealed(disclosure.Digest);
    }
}
