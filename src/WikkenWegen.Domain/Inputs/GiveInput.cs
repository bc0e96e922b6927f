namespace WikkenWegen.Domain.Inputs;

/// <summary>A stakeholder gave input.</summary>
[EventType("input_given")]
public sealed record InputGiven : WeighingEvent
{
    public required int Number { get; init; }

    public int? Round { get; init; }

    public required string Stakeholder { get; init; }

    public required InputContent Content { get; init; }

    protected override string Path => $"inputs/{Number}";

    protected override string Dutch => Invariant($"{Stakeholder} leverde{Speech.InRound(Round, "in ronde")} inbreng {Number}{Speech.About(Content.Proposal, "over voorstel", "versie")}{Contents.Stance(Content, Words.Dutch, "voorkeur voor")}.");

    protected override string English => Invariant($"{Stakeholder} gave input {Number}{Speech.InRound(Round, "in round")}{Speech.About(Content.Proposal, "about proposal", "revision")}{Contents.Stance(Content, Words.English, "prefers")}.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Inputs = weighing.Inputs.Add(new Input(Number, Round, Stakeholder, [new InputRevision(1, Content, null, origin)], null)),
    };
}

/// <summary>Records the input of a stakeholder.</summary>
public sealed record GiveInput : WeighingCommand
{
    public int? Round { get; init; }

    public required string Stakeholder { get; init; }

    /// <summary>The proposal it is about.</summary>
    public ProposalChoice? Proposal { get; init; }

    public required InputContent Content { get; init; }

    protected override string? Speaker(Weighing weighing) => Stakeholder;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing) =>
        weighing.TakesPart(Stakeholder, OccurredAt, "/stakeholder")
            .Concat(weighing.GivenInRound(Round, OccurredAt))
            .Concat(weighing.InputRefusals(Content, Proposal))
            .Concat(NotBefore(Proposal?.Origin(weighing), weighing.Proposal(Content.PreferredProposal)?.Revisions[0].Origin));

    protected override WeighingEvent EventFor(Weighing weighing) => new InputGiven
    {
        Number = weighing.Inputs.Length + 1,
        Round = Round,
        Stakeholder = Stakeholder,
        Content = Content with { Proposal = Proposal?.Resolve(weighing) },
    };
}
