using System.Collections.Concurrent;
using System.Security.Cryptography;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Ledger;

/// <summary>The Ed25519 key of this installation, under the name of each of its logs. Thread-safe.</summary>
public sealed class LedgerKeys : IDisposable
{
    private readonly string _origin;
    private readonly Ed25519SigningKey _key;
    private readonly ConcurrentDictionary<string, Result<NoteSigner>> _signers = new();

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
    }

    /// <summary>The name of the log of a corporation, which is that of the key that signs it; of <see cref="LedgerSchema.Everything"/>: of the log over all.</summary>
    public string OriginOf(string corporation) => corporation == LedgerSchema.Everything ? _origin : $"{_origin}/{corporation}";

    /// <summary>The public key of a log, to hand out.</summary>
    /// <returns>The key, or an error where the code of the corporation cannot be in the name of a log.</returns>
    public Result<VerifierKey> VerifierKeyOf(string corporation) => SignerOf(corporation) is { IsOk: true } signer ? signer.Value.VerifierKey : SignerOf(corporation).Error;

    /// <summary>Who signs the notes of a log.</summary>
    internal Result<NoteSigner> SignerOf(string corporation) => _signers.GetOrAdd(corporation, code => NoteSigner.Create(OriginOf(code), _key));

    /// <summary>Reads a checkpoint of a log, and makes sure that this installation signed it.</summary>
    internal Result<Checkpoint> Open(string corporation, ReadOnlySpan<byte> note) =>
        !SignerOf(corporation).TryGet(out var signer, out var error) ? error
        : NoteVerifier.Create(signer.VerifierKey).TryGet(out var verifier, out error) ? Checkpoint.Open(note, OriginOf(corporation), verifier) : error;

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
