using System.ComponentModel.DataAnnotations;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>The settings of the section Vault.</summary>
public sealed record VaultSettings : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Vault";

    /// <summary>The installation key: 32 random bytes in base64. All hosts of a database have the same.</summary>
    public string? Key { get; init; }

    /// <summary>A file that holds the installation key, in base64, which its owner alone may read. In Development it is made where there is none.</summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// Whether texts are kept encrypted: true by default. A host of a release that knows no keys shows an encrypted text as one that needs a later release,
    /// so as long as such hosts run on the same database this is to be false.
    /// </summary>
    public bool Encrypt { get; init; } = true;

    /// <summary>The folder, outside the database and its backups, that holds the list of erasures. In Development there is none where nothing is said; elsewhere it is needed.</summary>
    public string? ErasuresFolder { get; init; }

    /// <summary>An error where the key is given twice.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Key is { Length: > 0 } && KeyFile is { Length: > 0 }) yield return new ValidationResult("Vault__Key and Vault__KeyFile are both set: leave one of them out.", [nameof(Key)]);
    }
}
