namespace WikkenWegen.Domain.Consultation;

/// <summary>A round of consultation was closed; what was given in it is there to read.</summary>
[EventType("round_closed")]
public sealed record RoundClosed : WeighingEvent
{
    public required int Number { get; init; }

    protected override string Path => $"rounds/{Number}/closing";

    protected override string Dutch => Invariant($"Ronde {Number} is gesloten.");

    protected override string English => Invariant($"Round {Number} was closed.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Rounds = weighing.Rounds.Change(r => r.Number == Number, r => r with { Closed = origin }) };
}

/// <summary>Closes a round of consultation.</summary>
public sealed record CloseRound : WeighingCommand
{
    public static readonly Rule NoSuchRound = new("no-such-round", RuleKind.Missing,
        "Ronde {0} bestaat niet in deze afweging.",
        "Round {0} does not exist in this weighing.");

    public static readonly Rule RoundAlreadyClosed = new("round-already-closed", RuleKind.Conflict,
        "Ronde {0} is al gesloten (gebeurtenis {1}).",
        "Round {0} was closed already (event {1}).");

    public required int Number { get; init; }

    protected override bool AfterTheEnd => true;

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

    protected override WeighingEvent EventFor(Weighing weighing) => new RoundClosed { Number = Number };
}
