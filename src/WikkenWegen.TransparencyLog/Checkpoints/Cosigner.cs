using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Checkpoints;

/// <summary>
/// Cosigns checkpoints with one key (c2sp.org/tlog-cosignature). It signs every checkpoint that it is given;
/// <see cref="Witnessing.Witness"/> decides which ones may be signed.
/// </summary>
public sealed class Cosigner
{
    private readonly ISigningKey _key;

    private Cosigner(VerifierKey verifierKey, ISigningKey key) => (VerifierKey, _key) = (verifierKey, key);

    /// <summary>The public key to hand out.</summary>
    public VerifierKey VerifierKey { get; }

    /// <summary>A cosigner with a name and a key.</summary>
    /// <param name="name">The key's name, by recommendation a URL without scheme.</param>
    /// <param name="type"><see cref="SignatureType.Ed25519Cosignature"/> or <see cref="SignatureType.MlDsa44Cosignature"/>.</param>
    /// <param name="key">A key of that algorithm (for ML-DSA-44 signing with the empty context; this library has none); stays the caller's to dispose of. It must not sign anything else.</param>
    /// <returns>The cosigner; or <see cref="LogErrorCode.Malformed"/> when the name is not a key name or the public key has another length, <see cref="LogErrorCode.TooLarge"/> when the name has more than 4096 bytes, or <see cref="LogErrorCode.UnsupportedSignatureType"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Result<Cosigner> Create(string name, SignatureType type, ISigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (type is not (SignatureType.Ed25519Cosignature or SignatureType.MlDsa44Cosignature)) return new LogError(LogErrorCode.UnsupportedSignatureType, $"{type} is no cosignature");
        return VerifierKey.Create(name, type, key.PublicKey.Span).TryGet(out var verifierKey, out var error) ? new Cosigner(verifierKey, key) : error;
    }

    /// <summary>Cosigns a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="time">Now, in seconds since 1970-01-01T00:00:00Z, 0 to <see cref="Cosignature.MaxTime"/>.</param>
    /// <returns>The signature to add to the checkpoint's note; or, with ML-DSA-44, <see cref="LogErrorCode.Malformed"/> when name or origin is longer than 255 bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="checkpoint"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
    public Result<NoteSignature> Cosign(Checkpoint checkpoint, ulong time)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Cosignature.MaxTime);
        return Cosignature.Message(VerifierKey.Type, VerifierKey.Name, checkpoint, time).TryGet(out var message, out var error)
            ? NoteSignature.Create(VerifierKey.Name, VerifierKey.KeyId, Cosignature.Join(time, _key.Sign(message)))
            : error;
    }
}
