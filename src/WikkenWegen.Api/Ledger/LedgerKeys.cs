using System.Collections.Concurrent;
using System.Security.Cryptography;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Ledger;

/// <summary>The Ed25519 key of this installation, under the name of each of its logs, and the one of before while that is changed. Thread-safe.</summary>
public sealed class LedgerKeys : IDisposable
{
    private readonly string _origin;
    private readonly Ed25519SigningKey _key;
    private readonly Ed25519SigningKey? _previous;
    private readonly ConcurrentDictionary<string, Result<NoteSigner>> _signers = new();
    private readonly ConcurrentDictionary<string, Result<NoteSigner>> _previousSigners = new();

    /// <summary>Takes the key that the settings name; in Development, where they name none or a file that is not there, it is made.</summary>
    /// <exception cref="StartupException">There is none, or it cannot be used.</exception>
    public LedgerKeys(LedgerSettings settings, IHostEnvironment environment, ILogger<LedgerKeys> log)
    {
        _origin = settings.Origin;
        var seed = SecretKey.Load(LedgerSettings.Section, settings.Key, settings.KeyFile, environment.IsDevelopment(), "ledger.key",
            $"{environment.EnvironmentName} needs a key to sign the record with: set {LedgerSettings.Section}__{nameof(LedgerSettings.KeyFile)} or {LedgerSettings.Section}__{nameof(LedgerSettings.Key)} (32 random bytes in base64, as of: openssl rand -base64 32).",
            made => log.LogInformation("Made a key to sign the record with: {File}", made));
        _key = Ed25519.ImportSeed(seed).Value;
        CryptographicOperations.ZeroMemory(seed);
        if (!settings.Previous.IsThere) return;
        seed = SecretKey.Load($"{LedgerSettings.Section}__{nameof(LedgerSettings.Previous)}", settings.Previous.Key, settings.Previous.KeyFile, isDevelopment: false, "", "");
        _previous = Ed25519.ImportSeed(seed).Value;
        CryptographicOperations.ZeroMemory(seed);
        if (_previous.PublicKey.Span.SequenceEqual(_key.PublicKey.Span))
            throw new StartupException($"{LedgerSettings.Section}__{nameof(LedgerSettings.Previous)} is the key that signs now: it is set where the key is changed, to the one of before.");
    }

    /// <summary>Whether the key is being changed.</summary>
    internal bool AreChanged => _previous is not null;

    /// <summary>The name of the log of a corporation, which is that of the key that signs it; of <see cref="LedgerSchema.Everything"/>: of the log over all.</summary>
    public string OriginOf(string corporation) => corporation == LedgerSchema.Everything ? _origin : $"{_origin}/{corporation}";

    /// <summary>The public key of a log, to hand out.</summary>
    /// <returns>The key, or an error where the code of the corporation cannot be in the name of a log.</returns>
    public Result<VerifierKey> VerifierKeyOf(string corporation) => SignerOf(corporation) is { IsOk: true } signer ? signer.Value.VerifierKey : SignerOf(corporation).Error;

    /// <summary>Who signs the notes of a log.</summary>
    internal Result<NoteSigner> SignerOf(string corporation) => _signers.GetOrAdd(corporation, code => NoteSigner.Create(OriginOf(code), _key));

    /// <summary>Who signed them before the key is changed; null where it is not, and where the code of the corporation cannot be in the name of a log.</summary>
    internal NoteSigner? PreviousSignerOf(string corporation) =>
        _previous is { } previous && _previousSigners.GetOrAdd(corporation, code => NoteSigner.Create(OriginOf(code), previous)) is { IsOk: true } signer ? signer.Value : null;

    /// <summary>The signer that has the private key to a public key of a log; null where this host does not have that key.</summary>
    internal NoteSigner? SignerBy(string corporation, VerifierKey key) =>
        SignerOf(corporation) is { IsOk: true } signer && signer.Value.VerifierKey.Equals(key) ? signer.Value
        : PreviousSignerOf(corporation) is { } previous && previous.VerifierKey.Equals(key) ? previous : null;

    /// <summary>The public keys of a log for which this host has the private ones: where the key is being changed, the previous one and then the new one, else the one that there is.</summary>
    internal VerifierKey[] KeysOf(string corporation) =>
        SignerOf(corporation).TryGet(out var signer, out _) ? PreviousSignerOf(corporation) is { } previous ? [previous.VerifierKey, signer.VerifierKey] : [signer.VerifierKey] : [];

    /// <summary>The same keys as those of a log with another name, such as the one that it had before.</summary>
    internal VerifierKey[] KeysUnder(string origin) =>
        [.. new[] { _previous, _key }.OfType<Ed25519SigningKey>().Select(key => VerifierKey.Create(origin, SignatureType.Ed25519, key.PublicKey.Span)).Where(key => key.IsOk).Select(key => key.Value)];

    /// <summary>Reads a checkpoint of a log, and makes sure that it is signed by the key that was in force at its size.</summary>
    /// <param name="corporation">The log.</param>
    /// <param name="note">The checkpoint.</param>
    /// <param name="history">The changes of its key that are in it.</param>
    /// <returns>The checkpoint with the key that signed it.</returns>
    internal Result<(Checkpoint Checkpoint, VerifierKey By)> Open(string corporation, ReadOnlySpan<byte> note, KeyHistory history)
    {
        if (!SignerOf(corporation).TryGet(out _, out var error)) return error;
        if (!UnverifiedNote.Parse(note).TryGet(out var parsed, out error) || !Checkpoint.Parse(parsed.UnverifiedText).TryGet(out var unverified, out error)) return error;
        // As long as no change is in the log, it may have been signed by either: nothing yet, by the new one.
        VerifierKey[] keys = history.At(unverified.Head.Size) is { } inForce ? [inForce] : KeysOf(corporation);
        foreach (var key in keys)
        {
            if (!NoteVerifier.Create(key).TryGet(out var verifier, out error)) return error;
            if (Checkpoint.Open(note, OriginOf(corporation), verifier).TryGet(out var checkpoint, out error)) return (checkpoint, key);
        }
        return error!;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _key.Dispose();
        _previous?.Dispose();
    }
}
