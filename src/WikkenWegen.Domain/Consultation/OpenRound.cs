namespace WikkenWegen.Domain.Consultation;

/// <summary>A round of consultation was opened.</summary>
[EventType("round_opened")]
public sealed record RoundOpened : WeighingEvent
{
    public required int Number { get; init; }

    public required string About { get; init; }

    public required bool Blind { get; init; }

    protected override string Path => $"rounds/{Number}";

    protected override string Dutch => Invariant($"{(Blind ? "Blinde ronde" : "Ronde")} {Number} is geopend: {Speech.Ended(About)}");

    protected override string English => Invariant($"{(Blind ? "Blind round" : "Round")} {Number} was opened: {Speech.Ended(About)}");

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Rounds = weighing.Rounds.Add(new Round(Number, About, Blind, origin, null)) };
}

/// <summary>Opens a round of consultation.</summary>
public sealed record OpenRound : WeighingCommand
{
    public required string About { get; init; }

    public required bool Blind { get; init; }

    protected override IEnumerable<Refusal> Refusals(Weighing weighing) => [];

    protected override WeighingEvent EventFor(Weighing weighing) => new RoundOpened { Number = weighing.Rounds.Length + 1, About = About, Blind = Blind };
}
