namespace WikkenWegen.Domain.Inputs;

/// <summary>A stakeholder raised an objection.</summary>
[EventType("objection_raised")]
public sealed record ObjectionRaised : WeighingEvent
{
    /// <summary>Number of the objection, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the round in which it was raised, from 1; null outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>Code of the stakeholder who objects.</summary>
    public required string Stakeholder { get; init; }

    /// <summary>The revision of a proposal that it is against; null where it is about the weighing as a whole.</summary>
    public ProposalRevisionReference? Proposal { get; init; }

    /// <summary>Number of the input in which it was raised; null where there is none.</summary>
    public int? Input { get; init; }

    /// <summary>The reasons of the objection; kept in the vault.</summary>
    public required Sealed Grounds { get; init; }

    /// <summary>Why it was recorded only after the blind round had closed, kept in the vault; null where it was recorded in time.</summary>
    public Sealed? LateReason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"objections/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{Stakeholder} diende{Speech.InRound(Round, "in ronde")} bezwaar {Number} in{Speech.About(Proposal, "tegen voorstel", "versie")}.{Speech.LateInDutch(LateReason)}");

    /// <inheritdoc />
    protected override string English => Invariant($"{Stakeholder} raised objection {Number}{Speech.InRound(Round, "in round")}{Speech.About(Proposal, "against proposal", "revision")}.{Speech.LateInEnglish(LateReason)}");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new RaiseObjection
    {
        Round = Round,
        Stakeholder = Stakeholder,
        Proposal = ProposalChoice.Of(Proposal),
        Input = Input,
        Grounds = Grounds,
        LateReason = LateReason,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Objections = weighing.Objections.Add(new Objection(Number, Round, Stakeholder, Proposal, Input, Grounds, null, origin, LateReason)),
    };
}

/// <summary>Records the objection of a stakeholder.</summary>
public sealed record RaiseObjection : GivingCommand
{
    /// <summary>Refuses an input that does not exist or that another stakeholder gave.</summary>
    public static readonly Rule UnknownInput = new("unknown-input", RuleKind.Invalid,
        "Inbreng {0} van {1} bestaat niet in deze afweging.",
        "Input {0} of {1} does not exist in this weighing.");

    /// <summary>Code of the stakeholder who objects. Refused where they do not take part in the weighing at that moment.</summary>
    public required string Stakeholder { get; init; }

    /// <summary>The proposal that it is against; null where it is about the weighing as a whole.</summary>
    public ProposalChoice? Proposal { get; init; }

    /// <summary>Number of the input of the same stakeholder in which it was raised; null where there is none.</summary>
    public int? Input { get; init; }

    /// <summary>The reasons of the objection, kept in the vault; null is refused.</summary>
    public Sealed? Grounds { get; init; }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with { Stakeholder = weighing.StakeholderCode(Stakeholder), Proposal = Proposal?.WithCodesOf(weighing) };

    /// <inheritdoc />
    protected override Who Giver => new(Stakeholder, null);

    /// <inheritdoc />
    public override IEnumerable<string> BuildsOn() => [.. base.BuildsOn(), .. Proposal?.AsNewest ?? []];

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Grounds is null) yield return Rules.ReasonMissing.At("/grounds");
        foreach (var refusal in weighing.TakesPart(Stakeholder, OccurredAt, "/stakeholder")) yield return refusal;
        foreach (var refusal in InRound(weighing)) yield return refusal;
        foreach (var refusal in Proposal?.Refusals(weighing, "/proposal") ?? []) yield return refusal;
        if (Input is { } number && weighing.Input(number)?.Stakeholder != Stakeholder) yield return UnknownInput.At("/input", number, Stakeholder);
        foreach (var refusal in NotBefore(Proposal?.Origin(weighing), weighing.Input(Input)?.Revisions[0].Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new ObjectionRaised
    {
        Number = weighing.Objections.Count + 1,
        Round = Round,
        Stakeholder = Stakeholder,
        Proposal = Proposal?.Resolve(weighing),
        Input = Input,
        Grounds = Grounds!,
        LateReason = LateReason,
    };
}
