using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>
/// A text with its salt, in the form of RFC 9901 section 4.2.1: base64url of the JSON array [salt, name, value]. It is kept exactly as it
/// was encoded, because the digest is computed over the encoded form and not over the decoded text (section 4.2.3).
/// </summary>
/// <param name="Encoded">The disclosure.</param>
/// <param name="Digest">base64url(SHA-256(ASCII(<paramref name="Encoded"/>))).</param>
public sealed record Disclosure(string Encoded, string Digest)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Bytes of salt in a disclosure: 128 bits, so that nobody can find a text by guessing it and comparing digests (section 9.3).</summary>
    public const int SaltLength = 16;

    /// <summary>A disclosure of <paramref name="value"/>.</summary>
    /// <param name="name">Name of the field that the text stands in.</param>
    /// <param name="value">The text.</param>
    /// <param name="salt">Random bytes, new for each disclosure.</param>
    public static Disclosure Of(string name, string value, ReadOnlySpan<byte> salt)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new[] { Base64Url.EncodeToString(salt), name, value }, Plain);
        var encoded = Base64Url.EncodeToString(json);
        return new Disclosure(encoded, DigestOf(encoded));
    }

    /// <summary>The digest of an encoded disclosure.</summary>
    public static string DigestOf(string encoded) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(encoded)));

    /// <summary>The text that an encoded disclosure holds. Only for what <see cref="Of"/> made.</summary>
    public static string ValueOf(string encoded)
    {
        var reader = new Utf8JsonReader(Base64Url.DecodeFromChars(encoded));
        for (var token = 0; token < 4; token++) reader.Read(); // the start of the array, the salt, the name, the value
        return reader.GetString()!;
    }
}

/// <summary>
/// Seals the texts of one request: the command gets their digests, and the gate stores the disclosures in the vault together with the
/// event.
/// </summary>
public sealed class Seals
{
    private readonly List<Disclosure> _disclosures = [];

    /// <summary>The disclosures of the texts that were sealed so far.</summary>
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
