using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>A round in which the draft of an instrument is talked about was opened.</summary>
[EventType("instrument_round_opened")]
public sealed record InstrumentRoundOpened : InstrumentEvent
{
    /// <summary>Number of the round, from 1 within the instrument.</summary>
    public required int Number { get; init; }

    /// <summary>What the round is about, in words.</summary>
    public required string About { get; init; }

    /// <summary>Whether nobody reads what another brings in before it closes.</summary>
    public required bool Blind { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"rounds/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{(Blind ? "Blinde ronde" : "Ronde")} {Number} over het concept is geopend: {Speech.Ended(About)}");

    /// <inheritdoc />
    protected override string English => Invariant($"{(Blind ? "Blind round" : "Round")} {Number} about the draft was opened: {Speech.Ended(About)}");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin)
    {
        var known = Known(before, origin);
        return known with { Rounds = known.Rounds.Add(new InstrumentRound(Number, About, Blind, origin, null)) };
    }
}

/// <summary>A round in which the draft of an instrument was talked about was closed. From then on everybody reads what was brought in.</summary>
[EventType("instrument_round_closed")]
public sealed record InstrumentRoundClosed : InstrumentEvent
{
    /// <summary>Number of the round, from 1 within the instrument.</summary>
    public required int Number { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"rounds/{Number}/closing");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Ronde {Number} over het concept is gesloten.");

    /// <inheritdoc />
    protected override string English => Invariant($"Round {Number} about the draft was closed.");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin)
    {
        var known = Known(before, origin);
        return known with { Rounds = [.. known.Rounds.Select(r => r.Number == Number ? r with { Closed = origin } : r)] };
    }
}

/// <summary>Opens a round about the draft of an instrument.</summary>
public sealed record OpenInstrumentRound : InstrumentCommand
{
    /// <summary>Refuses a second round beside one that is open.</summary>
    public static readonly Rule InstrumentRoundOpen = new("instrument-round-open", RuleKind.Conflict,
        "Ronde {0} is nog open. Sluit die eerst.",
        "Round {0} is still open. Close that first.");

    /// <summary>What the round is about, in words.</summary>
    public required string About { get; init; }

    /// <summary>Whether nobody reads what another brings in before it closes.</summary>
    public required bool Blind { get; init; }

    /// <inheritdoc />
    protected override bool NeedsDraft => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        if (state!.OpenRound is { } open) yield return InstrumentRoundOpen.Whole(open.Number);
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => [state.Draft?.Origin, .. state.Rounds.Select(r => r.Closed)];

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) =>
        new InstrumentRoundOpened { Number = state!.Rounds.Length + 1, About = About, Blind = Blind };
}

/// <summary>Closes a round about the draft of an instrument.</summary>
public sealed record CloseInstrumentRound : InstrumentCommand
{
    /// <summary>Refuses an address with the number of a round that does not exist.</summary>
    public static readonly Rule NoSuchInstrumentRound = new("no-such-instrument-round", RuleKind.Missing,
        "Ronde {0} bestaat niet bij dit instrument.",
        "Round {0} does not exist with this instrument.");

    /// <summary>Refuses to close a round that has closed already.</summary>
    public static readonly Rule InstrumentRoundAlreadyClosed = new("instrument-round-already-closed", RuleKind.Conflict,
        "Ronde {0} is al gesloten (gebeurtenis {1}).",
        "Round {0} was closed already (event {1}).");

    /// <summary>Number of the round.</summary>
    public required int Number { get; init; }

    /// <inheritdoc />
    public override bool FitsAlways => true;

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        if (state!.Rounds.FirstOrDefault(r => r.Number == Number) is not { } round) yield return NoSuchInstrumentRound.Whole(Number);
        else if (round.Closed is { } closed) yield return InstrumentRoundAlreadyClosed.Whole(Number, closed.Event);
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) =>
    [
        state.Rounds.FirstOrDefault(r => r.Number == Number)?.Opened,
        .. state.Inputs.Where(i => i.Round == Number).Select(i => i.Origin),
        .. state.Objections.Where(o => o.Round == Number).Select(o => o.Origin),
    ];

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentRoundClosed { Number = Number };
}
