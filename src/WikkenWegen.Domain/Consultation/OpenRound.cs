namespace WikkenWegen.Domain.Consultation;

/// <summary>A round of consultation was opened.</summary>
[EventType("round_opened")]
public sealed record RoundOpened : WeighingEvent
{
    /// <summary>Number of the round, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>What the round is about, in words.</summary>
    public required string About { get; init; }

    /// <summary>Whether nobody reads what another gives in the round before it closes.</summary>
    public required bool Blind { get; init; }

    /// <inheritdoc />
    protected override string Path => $"rounds/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{(Blind ? "Blinde ronde" : "Ronde")} {Number} is geopend: {Speech.Ended(About)}");

    /// <inheritdoc />
    protected override string English => Invariant($"{(Blind ? "Blind round" : "Round")} {Number} was opened: {Speech.Ended(About)}");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new OpenRound { About = About, Blind = Blind };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Rounds = weighing.Rounds.Add(new Round(Number, About, Blind, origin, null)) };
}

/// <summary>Opens a round of consultation.</summary>
public sealed record OpenRound : WeighingCommand
{
    /// <summary>What the round is about, in words.</summary>
    public required string About { get; init; }

    /// <summary>Whether nobody reads what another gives in the round before it closes.</summary>
    public required bool Blind { get; init; }

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing) => [];

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new RoundOpened { Number = weighing.Rounds.Count + 1, About = About, Blind = Blind };
}
