using NSec.Cryptography;

namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>A key that checks signatures over messages, whatever the algorithm. Safe for use by several threads at once.</summary>
public interface IVerificationKey
{
    /// <summary>Whether <paramref name="signature"/> is this key's signature of <paramref name="message"/>; false, and no exception, for anything else.</summary>
    bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}

/// <summary>A key that signs messages, whatever the algorithm and wherever the secret is kept. Safe for use by several threads at once.</summary>
public interface ISigningKey
{
    /// <summary>The public key that checks its signatures, in the encoding of its algorithm.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs a message.</summary>
    /// <param name="message">The message, of any length.</param>
    /// <returns>The signature, in the encoding of the algorithm: 64 bytes for Ed25519, 2420 for ML-DSA-44.</returns>
    byte[] Sign(ReadOnlySpan<byte> message);
}

/// <summary>Ed25519 (RFC 8032) by NSec; this file is the only use of that package.</summary>
public static class Ed25519
{
    /// <summary>The length of a public key in bytes.</summary>
    public const int PublicKeyBytes = 32;

    /// <summary>The length of a secret seed in bytes.</summary>
    public const int SeedBytes = 32;

    /// <summary>The length of a signature in bytes.</summary>
    public const int SignatureBytes = 64;

    private static SignatureAlgorithm Algorithm => SignatureAlgorithm.Ed25519;

    /// <summary>A key to verify with, from the 32 bytes of RFC 8032.</summary>
    /// <returns>The key, or <see cref="LogErrorCode.Malformed"/> when there are not 32 bytes. Any 32 bytes are taken; when they are not a point of the curve, or one of small order, no signature verifies.</returns>
    public static Result<IVerificationKey> ImportPublicKey(ReadOnlySpan<byte> publicKey) =>
        NSec.Cryptography.PublicKey.TryImport(Algorithm, publicKey, KeyBlobFormat.RawPublicKey, out var key) && key is not null
            ? new VerificationKey(key)
            : new LogError(LogErrorCode.Malformed, $"not an Ed25519 public key of {PublicKeyBytes} bytes");

    /// <summary>A key to sign with, from its 32 secret bytes (the "private key" of RFC 8032).</summary>
    /// <param name="seed">The secret; copied into guarded memory. For a new key: 32 bytes from a cryptographic random number generator.</param>
    /// <returns>The key, to be disposed of; or <see cref="LogErrorCode.Malformed"/> when there are not 32 bytes.</returns>
    public static Result<Ed25519SigningKey> ImportSeed(ReadOnlySpan<byte> seed) =>
        Key.TryImport(Algorithm, seed, KeyBlobFormat.RawPrivateKey, out var key) && key is not null
            ? new Ed25519SigningKey(key)
            : new LogError(LogErrorCode.Malformed, $"an Ed25519 seed has {SeedBytes} bytes, not {seed.Length}");

    internal static byte[] Sign(Key key, ReadOnlySpan<byte> message) => Algorithm.Sign(key, message);

    private sealed class VerificationKey(PublicKey key) : IVerificationKey
    {
        public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => signature.Length == SignatureBytes && Algorithm.Verify(key, message, signature);
    }
}

/// <summary>An Ed25519 key to sign with, its secret in guarded memory.</summary>
public sealed class Ed25519SigningKey : ISigningKey, IDisposable
{
    private readonly Key _key;

    internal Ed25519SigningKey(Key key)
    {
        _key = key;
        PublicKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <summary>The 32 bytes of the public key.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The 64 bytes of the signature; the same for the same message every time.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public byte[] Sign(ReadOnlySpan<byte> message) => Ed25519.Sign(_key, message);

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => _key.Dispose();
}
