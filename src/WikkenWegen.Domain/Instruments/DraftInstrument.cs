using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>An instrument was begun, with its first draft.</summary>
[EventType("instrument_drafted")]
public sealed record InstrumentDrafted : InstrumentEvent
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>The content of the draft.</summary>
    public required InstrumentContent Content { get; init; }

    /// <inheritdoc />
    protected override string Dutch => $"Aan instrument {Code} ('{Content.Name}') is begonnen.";

    /// <inheritdoc />
    protected override string English => $"Instrument {Code} ('{Content.Name}') was begun.";

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin) =>
        (before ?? new WeighingInstrument { Code = Code, Begun = origin }) with { Draft = new InstrumentDraft(1, Content, origin), Drafts = 1 };
}

/// <summary>Begins an instrument.</summary>
public sealed record DraftInstrument : InstrumentCommand
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>The content of the draft.</summary>
    public required InstrumentContent Content { get; init; }

    /// <summary>
    /// Whether the code means something else already, as where the catalogue has an instrument with it when a corporation begins one. Not the other way round: an administrator may begin
    /// one in the catalogue with a code that a corporation has, and for that corporation its own stays the one that is read.
    /// </summary>
    public bool IsTaken { get; init; }

    /// <inheritdoc />
    public override bool Begins => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        // As it is written here; of one elsewhere, which the caller may not be able to read, as they wrote it themselves.
        if (IsTaken || state?.IsHere == true) yield return Rules.DuplicateCode.At("/code", state is { IsHere: true } ? state.Code : Code);
        foreach (var refusal in Content.Refusals()) yield return refusal;
    }

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentDrafted { Code = Code, Content = Content };
}
