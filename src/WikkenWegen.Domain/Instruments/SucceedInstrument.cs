using System.Collections.Immutable;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>Another instrument came in the place of this one.</summary>
[EventType("instrument_succeeded")]
public sealed record InstrumentSucceeded : InstrumentEvent
{
    /// <summary>Identity of the other.</summary>
    public required Guid Instrument { get; init; }

    /// <summary>Code of the other.</summary>
    public required string Code { get; init; }

    /// <summary>The version of the other that comes in its place.</summary>
    public required int Version { get; init; }

    /// <summary>Whether the other lies in the catalogue of the installation.</summary>
    public required bool InCatalogue { get; init; }

    /// <summary>Why, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => "succession";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Instrument {Code}, versie {Version}, is ervoor in de plaats gekomen.");

    /// <inheritdoc />
    protected override string English => Invariant($"Instrument {Code}, version {Version}, came in its place.");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin) =>
        Known(before, origin) with { Succession = new InstrumentSuccession(Instrument, Code, Version, InCatalogue, Reason, origin) };
}

/// <summary>Records that another instrument comes in the place of this one.</summary>
public sealed record SucceedInstrument : InstrumentCommand
{
    /// <summary>Refuses a successor that is not there.</summary>
    public static readonly Rule UnknownSuccessor = new("unknown-successor", RuleKind.Invalid,
        "Er is geen instrument met code {0}.",
        "There is no instrument with code {0}.");

    /// <summary>Refuses a successor that is the instrument itself, or is itself succeeded by it, directly or through others.</summary>
    public static readonly Rule SuccessorCircular = new("successor-circular", RuleKind.Conflict,
        "Instrument {0} kan niet opvolgen: het is dit instrument zelf, of wordt er zelf door opgevolgd.",
        "Instrument {0} cannot come in its place: it is this instrument itself, or is itself succeeded by it.");

    /// <summary>Refuses a successor that is itself no longer to be used.</summary>
    public static readonly Rule SuccessorEnded = new("successor-ended", RuleKind.Conflict,
        "Instrument {0} kan niet opvolgen: het is zelf ingetrokken of opgevolgd.",
        "Instrument {0} cannot come in its place: it was itself retired or succeeded.");

    /// <summary>Refuses a second successor.</summary>
    public static readonly Rule InstrumentAlreadySucceeded = new("instrument-already-succeeded", RuleKind.Conflict,
        "Instrument {0} is hiervoor al in de plaats gekomen (gebeurtenis {1}).",
        "Instrument {0} has come in its place already (event {1}).");

    /// <summary>Code of the successor, as the caller wrote it.</summary>
    public required string Code { get; init; }

    /// <summary>The version of the successor.</summary>
    public required int Version { get; init; }

    /// <summary>The successor; null where there is none with that code.</summary>
    public WeighingInstrument? Successor { get; init; }

    /// <summary>Whether the successor lies in the catalogue.</summary>
    public bool InCatalogue { get; init; }

    /// <summary>Identities of the instruments that came after the successor, one after the other, as far as they lie where this one does: one elsewhere with the same code is another.</summary>
    public ImmutableArray<Guid> After { get; init; } = [];

    /// <summary>Why, kept in the vault.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    public override bool FitsAlways => true;

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        if (state!.Succession is { } before) yield return InstrumentAlreadySucceeded.Whole(before.Code, before.Origin.Event);
        if (Codes.Same(Code, state.Code) || After.Contains(Stream)) yield return SuccessorCircular.At("/code", Successor?.Code ?? Code);
        else if (Successor is null) yield return UnknownSuccessor.At("/code", Code);
        else if (Successor.Status is InstrumentStatus.Retired or InstrumentStatus.Succeeded) yield return SuccessorEnded.At("/code", Successor.Code);
        else if (Successor.Version(Version) is not { } version) yield return UnknownInstrumentVersion.At("/version", Version, Successor.Code);
        else if (OccurredAt < version.Origin.OccurredAt) yield return Rules.OccurredBeforeItsGround.At("/occurredAt", version.Origin.Event, version.Origin.OccurredAt);
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => [state.Begun, state.Versions.LastOrDefault()?.Origin];

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentSucceeded
    {
        Instrument = WeighingInstrument.IdOf(Successor!.Code),
        Code = Successor.Code,
        Version = Version,
        InCatalogue = InCatalogue,
        Reason = Reason,
    };
}
