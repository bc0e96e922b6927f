using System.ComponentModel.DataAnnotations;
using System.Globalization;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Audit;

/// <summary>A witness outside the installation: an accountant, a supervisor, another corporation.</summary>
public sealed record WitnessSettings
{
    /// <summary>What it is called here and in the policy: letters, digits, hyphens and dots.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Name { get; init; } = "";

    /// <summary>Its public key, as a vkey of a cosigner with Ed25519 (c2sp.org/tlog-cosignature).</summary>
    [Required(AllowEmptyStrings = false)]
    public string Key { get; init; } = "";

    /// <summary>Where it answers (c2sp.org/tlog-witness): checkpoints are sent to add-checkpoint below it. Left out where it comes for them itself.</summary>
    public Uri? Address { get; init; }
}

/// <summary>The settings of the section Audit.</summary>
public sealed record AuditSettings : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Audit";

    /// <summary>The witnesses whose cosignatures are taken; none by default.</summary>
    public WitnessSettings[] Witnesses { get; init; } = [];

    /// <summary>How many of them must have cosigned a checkpoint for the policy to hold it valid: none (the default), any, all, or a number.</summary>
    public string Quorum { get; init; } = "none";

    /// <summary>How long after one round along the witnesses the next begins: from a tenth of a second to a day; ten seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan WitnessPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer of a witness is waited for: from a tenth of a second to five minutes; ten seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan WitnessPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The address of an authority for time stamps (RFC 3161), by which newest checkpoints are stamped; null (the default) for none.</summary>
    public Uri? TimestampAuthority { get; init; }

    /// <summary>How long after one round of stamps the next begins: from a second to a week; an hour by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TimestampPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an answer of the authority is waited for: from a tenth of a second to five minutes; ten seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TimestampPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the file of an export is kept: from a minute to a year; a week by default. That it was made is kept for ever.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ExportRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long an export waits until all that was recorded when it was asked for is signed, before it is made without the rest and says so: from a tenth of a second to an hour; a minute by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ExportPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (n, witness) in Witnesses.Index())
        {
            var at = $"{Section}:Witnesses:{n}";
            var found = new List<ValidationResult>();
            Validator.TryValidateObject(witness, new ValidationContext(witness), found, validateAllProperties: true);
            foreach (var wrong in found) yield return new ValidationResult($"{at}: {wrong.ErrorMessage}");
            if (witness.Name.StartsWith('.') || witness.Name.StartsWith('-') || !witness.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
                yield return new ValidationResult($"{at}:Name has letters, digits, hyphens and dots, and begins with a letter or digit.");
            if (!VerifierKey.Parse(witness.Key).TryGet(out var key, out var error)) yield return new ValidationResult($"{at}:Key is not a vkey: {error.Message}");
            else if (key.Type != SignatureType.Ed25519Cosignature) yield return new ValidationResult($"{at}:Key is not that of a cosigner with Ed25519.");
            if (witness.Address is { } address && !(address.IsAbsoluteUri && address.Scheme is "https" or "http")) yield return new ValidationResult($"{at}:Address is not an address of HTTP.");
        }
        if (TimestampAuthority is { } authority && !(authority.IsAbsoluteUri && authority.Scheme is "https" or "http")) yield return new ValidationResult($"{Section}:{nameof(TimestampAuthority)} is not an address of HTTP.");
        if (Witnesses.Select(w => w.Name).Distinct().Count() < Witnesses.Length || Witnesses.Select(w => w.Key).Distinct().Count() < Witnesses.Length)
            yield return new ValidationResult($"{Section}:Witnesses has one twice.");
        if (Quorum is not ("none" or "any" or "all") && !(int.TryParse(Quorum, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Witnesses.Length))
            yield return new ValidationResult($"{Section}:Quorum is none, any, all, or a number from 1 to the number of witnesses.");
        else if (Quorum != "none" && Witnesses.Length == 0)
            yield return new ValidationResult($"{Section}:Quorum asks for witnesses, and there are none.");
    }
}
