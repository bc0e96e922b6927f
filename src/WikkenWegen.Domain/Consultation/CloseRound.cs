namespace WikkenWegen.Domain;

/// <summary>A round of consultation was closed; what was given in it is there to read.</summary>
public sealed record RoundClosed : WeighingEvent
{
    public required int Number { get; init; }

    protected override string Path => $"rounds/{Number}/closing";

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Rounds = weighing.Rounds.Change(r => r.Number == Number, r => r with { Closed = origin }) };
}

/// <summary>Closes a round of consultation.</summary>
public sealed record CloseRound : WeighingCommand
{
    public required int Number { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Round(Number) is not { } round)
        {
            yield return Rules.NoSuchRound.Whole(Number);
            yield break;
        }
        if (round.Closed is { } closed) yield return Rules.RoundAlreadyClosed.Whole(Number, closed.Event);
        foreach (var refusal in NotBefore([round.Opened, .. weighing.GivenIn(Number)])) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new RoundClosed { Number = Number };
}
