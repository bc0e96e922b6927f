namespace WikkenWegen.Domain.Inputs;

/// <summary>A stakeholder gave input.</summary>
[EventType("input_given")]
public sealed record InputGiven : WeighingEvent
{
    /// <summary>Number of the input, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the round in which it was given, from 1; null outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>Code of the stakeholder who gave it.</summary>
    public required string Stakeholder { get; init; }

    /// <summary>What they brought in.</summary>
    public required InputContent Content { get; init; }

    /// <summary>Why it was recorded only after the blind round had closed, kept in the vault; null where it was recorded in time.</summary>
    public Sealed? LateReason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"inputs/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{Stakeholder} leverde{Speech.InRound(Round, "in ronde")} inbreng {Number}{Speech.About(Content.Proposal, "over voorstel", "versie")}{Contents.Stance(Content, Words.Dutch, "voorkeur voor")}.{Speech.LateInDutch(LateReason)}");

    /// <inheritdoc />
    protected override string English => Invariant($"{Stakeholder} gave input {Number}{Speech.InRound(Round, "in round")}{Speech.About(Content.Proposal, "about proposal", "revision")}{Contents.Stance(Content, Words.English, "prefers")}.{Speech.LateInEnglish(LateReason)}");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new GiveInput { Round = Round, Stakeholder = Stakeholder, Proposal = ProposalChoice.Of(Content.Proposal), Content = Content, LateReason = LateReason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Inputs = weighing.Inputs.Add(new Input(Number, Round, Stakeholder, [new InputRevision(1, Content, null, origin)], null, LateReason)),
    };
}

/// <summary>Records the input of a stakeholder.</summary>
public sealed record GiveInput : GivingCommand
{
    /// <summary>Code of the stakeholder who gives it. Refused where they do not take part in the weighing at that moment.</summary>
    public required string Stakeholder { get; init; }

    /// <summary>The proposal that it is about, in one of its revisions; null where it is about the question as a whole.</summary>
    public ProposalChoice? Proposal { get; init; }

    /// <summary>What they bring in. Its proposal is filled in from the choice above.</summary>
    public required InputContent Content { get; init; }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Stakeholder = weighing.StakeholderCode(Stakeholder),
        Proposal = Proposal?.WithCodesOf(weighing),
        Content = Content with { PreferredProposal = weighing.ProposalCode(Content.PreferredProposal) },
    };

    /// <inheritdoc />
    protected override Who Giver => new(Stakeholder, null);

    /// <inheritdoc />
    public override IEnumerable<string> BuildsOn() => [.. base.BuildsOn(), .. Contents.BuildsOn(Proposal, Content)];

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing) =>
        weighing.TakesPart(Stakeholder, OccurredAt, "/stakeholder")
            .Concat(InRound(weighing))
            .Concat(weighing.InputRefusals(Content, Proposal))
            .Concat(weighing.GivenAlready(OccurredAt, null, Stakeholder, Round, Proposal))
            .Concat(NotBefore(Proposal?.Origin(weighing), weighing.Proposal(Content.PreferredProposal)?.Revisions[0].Origin));

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new InputGiven
    {
        Number = weighing.Inputs.Count + 1,
        Round = Round,
        Stakeholder = Stakeholder,
        Content = Content with { Proposal = Proposal?.Resolve(weighing) },
        LateReason = LateReason,
    };
}
