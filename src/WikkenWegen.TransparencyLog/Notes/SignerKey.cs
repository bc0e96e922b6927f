using System.Security.Cryptography;

namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>
/// A private key with its name, in one line of text: the words PRIVATE and KEY, the name, the key ID in hex, and the base64 of the type and the
/// 32 secret bytes, with a plus between them. Whoever has the text can sign.
/// </summary>
/// <remarks>
/// The form is that of the Go package golang.org/x/mod/sumdb/note; C2SP specifies none. For Ed25519 keys only. An example, which signs the
/// README's checkpoint: <c>PRIVATE+KEY+example.com/weighings+c25ec029+AWEgcHVibGljIGV4YW1wbGUga2V5IG9mIDMyIGJ5dGVz</c>.
/// </remarks>
public sealed class SignerKey : IDisposable
{
    private readonly Ed25519SigningKey _key;

    private SignerKey(VerifierKey verifierKey, Ed25519SigningKey key) => (VerifierKey, _key) = (verifierKey, key);

    private static ReadOnlySpan<byte> Prefix => "PRIVATE+KEY+"u8;

    /// <summary>The public key, with the same name and type.</summary>
    public VerifierKey VerifierKey { get; }

    /// <summary>The key that signs.</summary>
    public ISigningKey SigningKey => _key;

    /// <summary>A key from its parts.</summary>
    /// <param name="name">The key's name, at most 4096 bytes of UTF-8.</param>
    /// <param name="type"><see cref="SignatureType.Ed25519"/> for a log, <see cref="SignatureType.Ed25519Cosignature"/> for a witness.</param>
    /// <param name="seed">The 32 secret bytes.</param>
    /// <returns>The key, to be disposed of; or <see cref="LogErrorCode.Malformed"/>, <see cref="LogErrorCode.TooLarge"/> or <see cref="LogErrorCode.UnsupportedSignatureType"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static Result<SignerKey> Create(string name, SignatureType type, ReadOnlySpan<byte> seed)
    {
        if (type is not (SignatureType.Ed25519 or SignatureType.Ed25519Cosignature)) return new LogError(LogErrorCode.UnsupportedSignatureType, $"no private keys of signature type 0x{(byte)type:x2}");
        if (!Ed25519.ImportSeed(seed).TryGet(out var key, out var error)) return error;
        if (VerifierKey.Create(name, type, key.PublicKey.Span).TryGet(out var verifierKey, out error)) return new SignerKey(verifierKey, key);
        key.Dispose();
        return error;
    }

    /// <summary>Reads the text form. Inverse of <see cref="Format"/>.</summary>
    /// <returns>The key, to be disposed of; or <see cref="LogErrorCode.Malformed"/>, <see cref="LogErrorCode.TooLarge"/>, <see cref="LogErrorCode.UnsupportedSignatureType"/> or <see cref="LogErrorCode.KeyIdMismatch"/>.</returns>
    public static Result<SignerKey> Parse(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.StartsWith(Prefix)) return new LogError(LogErrorCode.Malformed, "a private key starts with \"PRIVATE+KEY+\"", 0);
        if (!EncodedKey.TryParse(utf8[Prefix.Length..], out var encoded, out var error)) return error with { Offset = error.Offset + Prefix.Length };
        try
        {
            if (!Create(encoded.Name, encoded.Type, encoded.Key).TryGet(out var key, out error)) return error with { Offset = encoded.KeyOffset + Prefix.Length };
            if (key.VerifierKey.KeyId == encoded.KeyId) return key;
            error = EncodedKey.Mismatch(encoded, key.VerifierKey);
            key.Dispose();
            return error with { Offset = error.Offset + Prefix.Length };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded.Key);
        }
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static Result<SignerKey> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encodings.TryEncode(text, VerifierKey.MaxBytes, out var utf8, out var error) ? Parse(utf8) : error;
    }

    /// <summary>The text form of a private key. Inverse of <see cref="Parse(string)"/>.</summary>
    /// <inheritdoc cref="Create"/>
    /// <returns>The text, a secret; or the errors of <see cref="Create"/>.</returns>
    public static Result<string> Format(string name, SignatureType type, ReadOnlySpan<byte> seed)
    {
        if (!Create(name, type, seed).TryGet(out var key, out var error)) return error;
        using (key) return $"PRIVATE+KEY+{name}+{Encodings.Hex(key.VerifierKey.KeyId)}+{Convert.ToBase64String([(byte)type, .. seed])}";
    }

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => _key.Dispose();
}
