using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>The draft of an instrument was replaced by another, or a new one was begun after a publication.</summary>
[EventType("instrument_revised")]
public sealed record InstrumentRevised : InstrumentEvent
{
    /// <summary>Number of the draft, from 2 within the instrument.</summary>
    public required int Number { get; init; }

    /// <summary>The content of the draft.</summary>
    public required InstrumentContent Content { get; init; }

    /// <inheritdoc />
    protected override string Path => "draft";

    /// <inheritdoc />
    protected override bool ReplacesPart => true;

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Concept {Number} van '{Content.Name}' is gemaakt.");

    /// <inheritdoc />
    protected override string English => Invariant($"Draft {Number} of '{Content.Name}' was made.");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin) =>
        Known(before, origin) with { Draft = new InstrumentDraft(Number, Content, origin), Drafts = Number };
}

/// <summary>Replaces the draft of an instrument, or begins a new one.</summary>
public sealed record ReviseInstrument : InstrumentCommand
{
    /// <summary>The content of the draft.</summary>
    public required InstrumentContent Content { get; init; }

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state) => Content.Refusals();

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => [state.Begun, state.Draft?.Origin, state.Versions.LastOrDefault()?.Origin];

    /// <inheritdoc />
    protected override Standing? StandingIn(WeighingInstrument state) => state.Draft is { Number: > 1 } draft && Same(draft.Content, Content) ? new Standing(draft.Origin, null, null) : null;

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentRevised { Number = state!.Drafts + 1, Content = Content };

    private static bool Same(InstrumentContent one, InstrumentContent other) => EventContract.Changed(one, other).IsEmpty;
}
