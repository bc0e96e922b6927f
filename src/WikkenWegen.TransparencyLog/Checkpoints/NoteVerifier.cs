using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Checkpoints;

/// <summary>Makes verifiers of note signatures and of cosignatures from public keys.</summary>
/// <remarks>Among the checkpoints and not the notes, because a cosignature signs a checkpoint and its verifier has to read one.</remarks>
public static class NoteVerifier
{
    /// <summary>A verifier for a key whose algorithm this library has: Ed25519, for notes or for cosignatures.</summary>
    /// <returns>The verifier, or <see cref="LogErrorCode.UnsupportedSignatureType"/>: ML-DSA-44 is not in this library, see the other overload.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public static Result<INoteVerifier> Create(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Type is not (SignatureType.Ed25519 or SignatureType.Ed25519Cosignature)) return new LogError(LogErrorCode.UnsupportedSignatureType, $"no algorithm for signature type {key.Type} of {key.Name}");
        return Ed25519.ImportPublicKey(key.PublicKey).TryGet(out var verification, out var error) ? Create(key, verification) : error;
    }

    /// <summary>A verifier for a key of any type, with an algorithm of the caller's: this library makes the message that is signed, <paramref name="algorithm"/> checks the signature.</summary>
    /// <param name="key">The public key with its name and type.</param>
    /// <param name="algorithm">The same public key in its algorithm: Ed25519 (RFC 8032), or ML-DSA-44 (FIPS 204) with the empty context.</param>
    /// <returns>The verifier, or <see cref="LogErrorCode.UnsupportedSignatureType"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Result<INoteVerifier> Create(VerifierKey key, IVerificationKey algorithm)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(algorithm);
        return key.Type switch
        {
            SignatureType.Ed25519 => new Plain(key, algorithm),
            SignatureType.Ed25519Cosignature or SignatureType.MlDsa44Cosignature => new CosignatureVerifier(key, algorithm),
            _ => new LogError(LogErrorCode.UnsupportedSignatureType, $"no verifier for signature type {key.Type} of {key.Name}"),
        };
    }

    /// <summary>A verifier from the text form of a key.</summary>
    /// <returns>The verifier, or the errors of <see cref="VerifierKey.Parse(string)"/> and <see cref="Create(VerifierKey)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="verifierKey"/> is null.</exception>
    public static Result<INoteVerifier> Parse(string verifierKey) => VerifierKey.Parse(verifierKey).TryGet(out var key, out var error) ? Create(key) : error;

    private sealed class Plain(VerifierKey key, IVerificationKey algorithm) : INoteVerifier
    {
        public string Name => key.Name;

        public uint KeyId => key.KeyId;

        public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => algorithm.Verify(text, signature);
    }
}
