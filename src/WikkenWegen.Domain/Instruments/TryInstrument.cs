using System.Collections.Immutable;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>The draft of an instrument was tried on past weighings of the corporation.</summary>
[EventType("instrument_tried")]
public sealed record InstrumentTried : InstrumentEvent
{
    /// <summary>Number of the trial, from 1 within the instrument.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the draft that was tried.</summary>
    public required int Draft { get; init; }

    /// <summary>What it says of each weighing, in the order in which they were asked for; at least one.</summary>
    public required ImmutableArray<WeighingTrial> Weighings { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"trials/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Concept {Draft} is uitgeprobeerd op {(Weighings.Length == 1 ? "1 eerdere afweging" : $"{Weighings.Length} eerdere afwegingen")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Draft {Draft} was tried on {(Weighings.Length == 1 ? "1 past weighing" : $"{Weighings.Length} past weighings")}.");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin)
    {
        var known = Known(before, origin);
        return known with { Trials = known.Trials.Add(new InstrumentTrial(Number, Draft, Weighings, origin)) };
    }
}

/// <summary>Tries the draft of an instrument on past weighings.</summary>
public sealed record TryInstrument : InstrumentCommand
{
    /// <summary>Refuses what was computed with a draft that has been replaced meanwhile.</summary>
    public static readonly Rule InstrumentDraftReplaced = new("instrument-draft-replaced", RuleKind.Conflict,
        "Het concept is intussen vervangen door concept {0}. Probeer dat.",
        "The draft has been replaced by draft {0} meanwhile. Try that one.");

    /// <summary>The weighings, and as of when.</summary>
    public required ImmutableArray<WantedTrial> Wanted { get; init; }

    /// <summary>Number of the draft that the trials were computed with; 0 where there is none.</summary>
    public int Draft { get; init; }

    /// <summary>What the draft says of each weighing; none of what was not tried.</summary>
    public ImmutableArray<WeighingTrial> Trials { get; init; } = [];

    /// <summary>Why weighings were not tried; empty where all were.</summary>
    public ImmutableArray<Refusal> NotTried { get; init; } = [];

    /// <inheritdoc />
    protected override bool NeedsDraft => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        if (state!.Draft is { } draft && draft.Number != Draft) yield return InstrumentDraftReplaced.Whole(draft.Number);
        foreach (var refusal in NotTried) yield return refusal;
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => [state.Draft?.Origin];

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) =>
        new InstrumentTried { Number = state!.Trials.Length + 1, Draft = Draft, Weighings = Trials };
}
