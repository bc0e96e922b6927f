namespace WikkenWegen.Domain.Corporations;

/// <summary>An export for an auditor was made: who holds such a bag can be told by the record, and a bag that nobody made is none of it.</summary>
[EventType("audit_export_made")]
public sealed record AuditExportMade : CorporationEvent
{
    /// <summary>Its identity.</summary>
    public required Guid Export { get; init; }

    /// <summary>The only weighing that is in it; absent where it is of the corporation.</summary>
    public Guid? Weighing { get; init; }

    /// <summary>From when on what was recorded is in it, this moment included; absent where it begins at the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when what was recorded is in it, this moment not included; absent where it goes on to the end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Size of the checkpoint of the log that it is proven against.</summary>
    public required long Size { get; init; }

    /// <summary>How many leaves of the log are in it.</summary>
    public required long Leaves { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimals.</summary>
    public required string Sha256 { get; init; }

    /// <inheritdoc />
    protected override string Dutch => string.Create(Speech.DutchForms, $"Er is een export voor een auditor gemaakt van {OfWhat("de hele corporatie", "een periode", "afweging")}: {Leaves:N0} van de {Size:N0} vastgelegde gebeurtenissen.");

    /// <inheritdoc />
    protected override string English => string.Create(Speech.EnglishForms, $"An export for an auditor was made of {OfWhat("the whole corporation", "a period", "weighing")}: {Leaves:N0} of the {Size:N0} events on record.");

    private protected override bool ForOthers => true;

    /// <inheritdoc />
    internal override Corporation Evolve(Corporation? corporation, Origin origin) => corporation!; // it is about a corporation that was registered, and changes nothing of that

    private string OfWhat(string whole, string period, string weighing) => Weighing is { } one ? $"{weighing} {one}" : From is null && Until is null ? whole : period;
}

/// <summary>Records that an export was made.</summary>
public sealed record MakeExport : CorporationCommand
{
    /// <summary>Code of the corporation.</summary>
    public required string Code { get; init; }

    /// <summary>What was made, without its moment.</summary>
    public required AuditExportMade Made { get; init; }

    /// <inheritdoc />
    public override string Corporation => Code;

    /// <inheritdoc />
    protected override CorporationEvent EventFor(Corporation? corporation) => Made;
}
