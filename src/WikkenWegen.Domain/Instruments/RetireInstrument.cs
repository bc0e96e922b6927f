using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>An instrument is no longer to be used. What was weighed with it stays as it is.</summary>
[EventType("instrument_retired")]
public sealed record InstrumentRetired : InstrumentEvent
{
    /// <summary>Why, kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => "retirement";

    /// <inheritdoc />
    protected override string Dutch => "Het instrument is ingetrokken.";

    /// <inheritdoc />
    protected override string English => "The instrument was retired.";

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin) => Known(before, origin) with { Retirement = new InstrumentRetirement(Reason, origin) };
}

/// <summary>Retires an instrument.</summary>
public sealed record RetireInstrument : InstrumentCommand
{
    /// <summary>Refuses to retire an instrument twice.</summary>
    public static readonly Rule InstrumentAlreadyRetired = new("instrument-already-retired", RuleKind.Conflict,
        "Dit instrument is al ingetrokken (gebeurtenis {0}).",
        "This instrument was retired already (event {0}).");

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    public override bool FitsAlways => true;

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (state!.Retirement is { } retired) yield return InstrumentAlreadyRetired.Whole(retired.Origin.Event);
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => [state.Begun, state.Versions.LastOrDefault()?.Origin];

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentRetired { Reason = Reason! };
}
