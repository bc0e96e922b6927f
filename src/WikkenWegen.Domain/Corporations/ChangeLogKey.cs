namespace WikkenWegen.Domain.Corporations;

/// <summary>
/// The key by which the log of the corporation is signed was changed: checkpoints that have this event in them are signed by the new one. It says so under both keys, so that
/// who trusts the one can trust the other.
/// </summary>
[EventType("log_key_changed")]
public sealed record LogKeyChanged : CorporationEvent
{
    /// <summary>The public key of before, as a vkey (c2sp.org/signed-note).</summary>
    public required string From { get; init; }

    /// <summary>The public key from now on, as a vkey.</summary>
    public required string To { get; init; }

    /// <summary>The change in words for a verifier, as a note that is signed under both keys.</summary>
    public required string Statement { get; init; }

    /// <inheritdoc />
    protected override string Dutch => $"Het logboek wordt voortaan met een andere sleutel ondertekend: {IdOf(To)} in plaats van {IdOf(From)}.";

    /// <inheritdoc />
    protected override string English => $"The log is signed by another key from now on: {IdOf(To)} in place of {IdOf(From)}.";

    private protected override bool ForOthers => true;

    /// <inheritdoc />
    internal override Corporation Evolve(Corporation? corporation, Origin origin) => corporation!; // it changes nothing of what is registered

    /// <summary>The id of a key, which stands between the two plus signs of a vkey; all of it where there are none.</summary>
    private static string IdOf(string vkey) => vkey.Split('+') is [_, var id, ..] ? id : vkey;
}

/// <summary>Records that the key of the log was changed.</summary>
public sealed record ChangeLogKey : CorporationCommand
{
    /// <summary>Code of the corporation.</summary>
    public required string Code { get; init; }

    /// <summary>The public key of before.</summary>
    public required string From { get; init; }

    /// <summary>The public key from now on.</summary>
    public required string To { get; init; }

    /// <summary>The note that is signed under both.</summary>
    public required string Statement { get; init; }

    /// <inheritdoc />
    public override string Corporation => Code;

    /// <inheritdoc />
    protected override CorporationEvent EventFor(Corporation? corporation) => new LogKeyChanged { From = From, To = To, Statement = Statement };
}
