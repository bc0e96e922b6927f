using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using WikkenWegen.Api.Infrastructure;
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
        var seed = Seed(settings, environment, log);
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

    /// <summary>The folder for what this user keeps: of a key and of checkpoints where nothing else is said, in Development.</summary>
    /// <param name="setting">The setting that would say something else.</param>
    /// <exception cref="StartupException">The user has none.</exception>
    internal static string UserFolder(string setting)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0 ? Path.Combine(home, "WikkenWegen") : throw new StartupException($"This user has no data folder (is HOME set?): set {LedgerSettings.Section}__{setting}.");
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    private static byte[] Seed(LedgerSettings settings, IHostEnvironment environment, ILogger log)
    {
        if (settings.Key is { Length: > 0 } key) return Read(key, $"{LedgerSettings.Section}__{nameof(LedgerSettings.Key)}");
        if (settings.KeyFile is not { Length: > 0 } && !environment.IsDevelopment())
            throw new StartupException($"{environment.EnvironmentName} needs a key to sign the record with: set {LedgerSettings.Section}__{nameof(LedgerSettings.KeyFile)} or {LedgerSettings.Section}__{nameof(LedgerSettings.Key)} (32 random bytes in base64, as of: openssl rand -base64 32).");
        var file = settings.KeyFile is { Length: > 0 } named ? named : Path.Combine(UserFolder(nameof(LedgerSettings.KeyFile)), "ledger.key");
        try
        {
            if (environment.IsDevelopment() && !File.Exists(file) && Make(file)) log.LogInformation("Made a key to sign the record with: {File}", file);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ForOthers) is not UnixFileMode.None and var loose)
                throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"The key file {file} can be used by others than the user of this host ({loose}): chmod 600 {file}"));
            return Read(File.ReadAllText(file), $"The key file {file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException($"The key file {file} cannot be used: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private const UnixFileMode ForOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a key; false where another host was faster.</summary>
    private static bool Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var own = string.Create(CultureInfo.InvariantCulture, $"{file}.{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(own, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Ed25519.SeedBytes)) + "\n"));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(own, file, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(own);
            return false;
        }
    }

    private static byte[] Read(string base64, string what)
    {
        var seed = new byte[Ed25519.SeedBytes];
        // One that is too long does not fit, and fails too.
        return Convert.TryFromBase64String(base64.Trim(), seed, out var length) && length == seed.Length ? seed : throw new StartupException($"{what} must have {Ed25519.SeedBytes} bytes in base64.");
    }
}
