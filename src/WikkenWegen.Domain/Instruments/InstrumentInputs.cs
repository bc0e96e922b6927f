using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>Something was brought in on the draft of an instrument.</summary>
[EventType("instrument_input_given")]
public sealed record InstrumentInputGiven : InstrumentEvent
{
    /// <summary>Number of the input, from 1 within the instrument.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the draft that it is on.</summary>
    public required int Draft { get; init; }

    /// <summary>Number of the round in which it was given; null outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>The role or party whose it is, as the caller says it; the actor of the event tells who said it.</summary>
    public required string By { get; init; }

    /// <summary>Code of the criterion that it is about; null where it is about the whole.</summary>
    public string? Criterion { get; init; }

    /// <summary>What was said, kept in the vault.</summary>
    public required Sealed Statement { get; init; }

    /// <inheritdoc />
    protected override bool OfItsActor => true;

    /// <inheritdoc />
    protected override string Path => Invariant($"inputs/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{By} gaf{Speech.InRound(Round, "in ronde")} inbreng {Number} op concept {Draft}{(Criterion is null ? "" : $", over criterium {Criterion}")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"{By} gave input {Number}{Speech.InRound(Round, "in round")} on draft {Draft}{(Criterion is null ? "" : $", about criterion {Criterion}")}.");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin)
    {
        var known = Known(before, origin);
        return known with { Inputs = known.Inputs.Add(new InstrumentInput(Number, Draft, Round, By, Criterion, Statement, origin)) };
    }
}

/// <summary>Something that is brought in on the draft of an instrument: in the round that is open, where there is one.</summary>
public abstract record OnInstrumentDraft : InstrumentCommand
{
    /// <summary>The role or party whose it is, as the caller says it; the actor of the event tells who said it.</summary>
    public required string By { get; init; }

    /// <summary>Code of the criterion that it is about; null where it is about the whole.</summary>
    public string? Criterion { get; init; }

    /// <inheritdoc />
    public override int? MostOfOnePerson => 100;

    /// <inheritdoc />
    protected override bool NeedsDraft => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        if (Criterion is { } code && state!.Draft is { } draft && draft.Content.Criterion(code) is null) yield return InstrumentContentRules.UnknownInstrumentCriterion.At("/criterion", code);
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => [state.Draft?.Origin, state.OpenRound?.Opened];

    /// <summary>The code of the criterion, as the draft writes it.</summary>
    private protected string? WrittenCriterion(WeighingInstrument state) => Criterion is { } code ? state.Draft!.Content.Criterion(code)!.Code : null;
}

/// <summary>Brings something in on the draft of an instrument.</summary>
public sealed record GiveInstrumentInput : OnInstrumentDraft
{
    /// <summary>What is said, kept in the vault.</summary>
    public required Sealed Statement { get; init; }

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentInputGiven
    {
        Number = state!.Inputs.Length + 1,
        Draft = state.Draft!.Number,
        Round = state.OpenRound?.Number,
        By = By,
        Criterion = WrittenCriterion(state),
        Statement = Statement,
    };
}
