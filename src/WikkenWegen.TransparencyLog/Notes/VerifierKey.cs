using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>A public key with its name, in the text form "name+key ID in hex+base64 of type and key" (c2sp.org/signed-note, "Verifier keys").</summary>
/// <remarks>Immutable. Two are equal when their text forms are.</remarks>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    /// <summary>The longest text form that is read, in bytes; one with an ML-DSA-44 key takes 1,762 and its name.</summary>
    public const int MaxBytes = 8192;

    /// <summary>The longest name in bytes of UTF-8: leaves room for the longest key.</summary>
    private const int MaxNameBytes = 4096;

    private readonly byte[] _publicKey;
    private readonly string _text;

    private VerifierKey(string name, SignatureType type, byte[] publicKey)
    {
        Name = name;
        Type = type;
        _publicKey = publicKey;
        KeyId = ComputeId(name, type, publicKey);
        _text = $"{name}+{Encodings.Hex(KeyId)}+{Convert.ToBase64String([(byte)type, .. publicKey])}";
    }

    /// <summary>The key's name: not empty, without Unicode spaces, plus and control characters.</summary>
    public string Name { get; }

    /// <summary>The first four bytes of SHA-256(name || 0x0A || type || public key), big-endian.</summary>
    public uint KeyId { get; }

    /// <summary>What the key signs and how.</summary>
    public SignatureType Type { get; }

    /// <summary>The public key: 32 bytes for Ed25519, 1312 for ML-DSA-44.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>A key from its parts.</summary>
    /// <param name="name">The key's name: 1 to 4096 bytes of UTF-8, without Unicode spaces, plus and control characters.</param>
    /// <param name="type">What the key signs and how.</param>
    /// <param name="publicKey">The public key: 32 bytes for Ed25519, 1312 for ML-DSA-44; copied. Only the length is checked.</param>
    /// <returns>The key, or <see cref="LogErrorCode.Malformed"/>, <see cref="LogErrorCode.TooLarge"/> or <see cref="LogErrorCode.UnsupportedSignatureType"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static Result<VerifierKey> Create(string name, SignatureType type, ReadOnlySpan<byte> publicKey)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (KeyName.Check(name) is { } wrong) return new LogError(LogErrorCode.Malformed, wrong);
        if (PublicKeyLength(type) is not { } length) return new LogError(LogErrorCode.UnsupportedSignatureType, $"unknown signature type 0x{(byte)type:x2}");
        if (publicKey.Length != length) return new LogError(LogErrorCode.Malformed, $"a public key of type {type} has {length} bytes, not {publicKey.Length}");
        return Encodings.Utf8.GetByteCount(name) <= MaxNameBytes ? new VerifierKey(name, type, publicKey.ToArray()) : new LogError(LogErrorCode.TooLarge, $"a key name has at most {MaxNameBytes} bytes");
    }

    /// <summary>Reads the text form in UTF-8. Inverse of <see cref="ToString"/>.</summary>
    /// <returns>The key, or <see cref="LogErrorCode.Malformed"/>, <see cref="LogErrorCode.TooLarge"/>, <see cref="LogErrorCode.UnsupportedSignatureType"/> or <see cref="LogErrorCode.KeyIdMismatch"/>.</returns>
    public static Result<VerifierKey> Parse(ReadOnlySpan<byte> utf8)
    {
        if (!EncodedKey.TryParse(utf8, out var encoded, out var error)) return error;
        if (!Create(encoded.Name, encoded.Type, encoded.Key).TryGet(out var key, out error)) return error with { Offset = encoded.KeyOffset };
        return key.KeyId == encoded.KeyId ? key : EncodedKey.Mismatch(encoded, key);
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static Result<VerifierKey> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encodings.TryEncode(text, MaxBytes, out var utf8, out var error) ? Parse(utf8) : error;
    }

    /// <summary>Whether both hold the same public key, even under other names or for another kind of signature (c2sp.org/tlog-policy, "Public key representation").</summary>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public bool HasSamePublicKey(VerifierKey other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Type == SignatureType.MlDsa44Cosignature) == (other.Type == SignatureType.MlDsa44Cosignature) && PublicKey.SequenceEqual(other.PublicKey);
    }

    /// <summary>The text form.</summary>
    public override string ToString() => _text;

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    internal static int? PublicKeyLength(SignatureType type) => type switch
    {
        SignatureType.Ed25519 or SignatureType.Ed25519Cosignature => 32,
        SignatureType.MlDsa44Cosignature => 1312,
        _ => null,
    };

    private static uint ComputeId(string name, SignatureType type, ReadOnlySpan<byte> publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encodings.Utf8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey]));
}
