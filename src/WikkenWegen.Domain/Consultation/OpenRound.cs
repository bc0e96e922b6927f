namespace WikkenWegen.Domain;

/// <summary>A round of consultation was opened.</summary>
public sealed record RoundOpened : WeighingEvent
{
    public required int Number { get; init; }

    public required string About { get; init; }

    public required bool Blind { get; init; }

    protected override string Path => $"rounds/{Number}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Rounds = weighing.Rounds.Add(new Round(Number, About, Blind, origin, null)) };
}

/// <summary>Opens a round of consultation.</summary>
public sealed record OpenRound : WeighingCommand
{
    public required string About { get; init; }

    public required bool Blind { get; init; }

    protected override IEnumerable<Refusal> Refusals(Weighing weighing) => [];

    protected override WeighingEvent Step(Weighing weighing) => new RoundOpened { Number = weighing.Rounds.Length + 1, About = About, Blind = Blind };
}
