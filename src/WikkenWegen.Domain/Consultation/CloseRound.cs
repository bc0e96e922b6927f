namespace WikkenWegen.Domain.Consultation;

/// <summary>A round of consultation was closed. From then on everybody can read what was given in it.</summary>
[EventType("round_closed")]
public sealed record RoundClosed : WeighingEvent
{
    /// <summary>Number of the round, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <inheritdoc />
    protected override string Path => $"rounds/{Number}/closing";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Ronde {Number} is gesloten.");

    /// <inheritdoc />
    protected override string English => Invariant($"Round {Number} was closed.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new CloseRound { Number = Number };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Rounds = weighing.Rounds.Change(r => r.Number == Number, r => r with { Closed = origin }) };
}

/// <summary>Closes a round of consultation.</summary>
public sealed record CloseRound : WeighingCommand
{
    /// <summary>Refuses an address with the number of a round that does not exist.</summary>
    public static readonly Rule NoSuchRound = new("no-such-round", RuleKind.Missing,
        "Ronde {0} bestaat niet in deze afweging.",
        "Round {0} does not exist in this weighing.");

    /// <summary>Refuses to close a round that has closed already.</summary>
    public static readonly Rule RoundAlreadyClosed = new("round-already-closed", RuleKind.Conflict,
        "Ronde {0} is al gesloten (gebeurtenis {1}).",
        "Round {0} was closed already (event {1}).");

    /// <summary>Number of the round. Refused where something was given in it after the moment of closing.</summary>
    public required int Number { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Round(Number) is not { } round)
        {
            yield return NoSuchRound.Whole(Number);
            yield break;
        }
        if (round.Closed is { } closed) yield return RoundAlreadyClosed.Whole(Number, closed.Event);
        foreach (var refusal in NotBefore([round.Opened, .. weighing.GivenIn(Number)])) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new RoundClosed { Number = Number };
}
