using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Ledger;

/// <summary>The settings of the section Ledger, such as <c>Ledger__KeyFile</c>.</summary>
public sealed record LedgerSettings : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Ledger";

    /// <summary>
    /// Name of the log of this installation, by recommendation a URL of its own without scheme; the log of a corporation is called this, a slash and the code of
    /// the corporation. It is in all that was ever signed, so it does not change. <c>wikkenwegen.local</c> by default.
    /// </summary>
    public string Origin { get; init; } = "wikkenwegen.local";

    /// <summary>The file that holds the secret key: 32 bytes in base64. Nobody but the user of this host may have access to it. In Development it is made where it is not there.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The secret key itself, 32 bytes in base64, for platforms that hand out secrets as settings.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// The key that signed until now, where it is to be changed for the one above. Each log then gets a leaf that says so under both, and is signed by the new key from there on; once every
    /// log has it, the old key is of no use any more and may be destroyed. It stays set until then, on all hosts.
    /// </summary>
    public PreviousKeySettings Previous { get; init; } = new();

    /// <summary>
    /// The folder for the last checkpoint of each log, which must not be in the reach of who administers the database, nor in its backups. In Development a
    /// folder in the user's data folder where nothing is said.
    /// </summary>
    public string? LastCheckpointsFolder { get; init; }

    /// <summary>An error for each that cannot be.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (VerifierKey.Create(Origin, SignatureType.Ed25519, RandomNumberGenerator.GetBytes(Ed25519.PublicKeyBytes)) is { IsOk: false } refused)
            yield return new ValidationResult($"{Section}__{nameof(Origin)} cannot be the name of a log: {refused.Error.Message}.", [nameof(Origin)]);
        if (Key is { Length: > 0 } && KeyFile is { Length: > 0 })
            yield return new ValidationResult($"Set {Section}__{nameof(KeyFile)} or {Section}__{nameof(Key)}, and not both.", [nameof(Key)]);
        if (Previous is { Key.Length: > 0, KeyFile.Length: > 0 })
            yield return new ValidationResult($"Set {Section}__{nameof(Previous)}__{nameof(KeyFile)} or {Section}__{nameof(Previous)}__{nameof(Key)}, and not both.", [nameof(Previous)]);
    }
}

/// <summary>A key that was in use before.</summary>
public sealed record PreviousKeySettings
{
    /// <summary>The file that holds it: 32 bytes in base64, which nobody but the user of this host may have access to.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The key itself, 32 bytes in base64, for platforms that hand out secrets as settings.</summary>
    public string? Key { get; init; }

    /// <summary>Whether there is one.</summary>
    internal bool IsThere => KeyFile is { Length: > 0 } || Key is { Length: > 0 };
}
