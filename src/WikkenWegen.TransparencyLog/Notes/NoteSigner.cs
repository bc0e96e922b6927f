namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>Signs the text of notes with Ed25519 (c2sp.org/signed-note, "Ed25519 signatures"): what a log signs its checkpoints with.</summary>
public sealed class NoteSigner : INoteSigner
{
    private readonly ISigningKey _key;

    private NoteSigner(VerifierKey verifierKey, ISigningKey key) => (VerifierKey, _key) = (verifierKey, key);

    /// <summary>The public key to hand out.</summary>
    public VerifierKey VerifierKey { get; }

    /// <inheritdoc/>
    public string Name => VerifierKey.Name;

    /// <inheritdoc/>
    public uint KeyId => VerifierKey.KeyId;

    /// <summary>A signer with a name and a key.</summary>
    /// <param name="name">The key's name; for a log its origin.</param>
    /// <param name="key">An Ed25519 key; stays the caller's to dispose of.</param>
    /// <returns>The signer, or <see cref="LogErrorCode.Malformed"/> when the name is not a key name or the public key does not have 32 bytes, or <see cref="LogErrorCode.TooLarge"/> when the name has more than 4096 bytes.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Result<NoteSigner> Create(string name, ISigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return VerifierKey.Create(name, SignatureType.Ed25519, key.PublicKey.Span).TryGet(out var verifierKey, out var error) ? new NoteSigner(verifierKey, key) : error;
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> text) => _key.Sign(text);
}
