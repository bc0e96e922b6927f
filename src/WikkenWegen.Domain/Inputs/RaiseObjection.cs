namespace WikkenWegen.Domain.Inputs;

/// <summary>A stakeholder raised an objection.</summary>
[EventType("objection_raised")]
public sealed record ObjectionRaised : WeighingEvent
{
    public required int Number { get; init; }

    public int? Round { get; init; }

    public required string Stakeholder { get; init; }

    public ProposalRevisionReference? Proposal { get; init; }

    public int? Input { get; init; }

    public required Sealed Grounds { get; init; }

    protected override string Path => $"objections/{Number}";

    protected override string Dutch => Invariant($"{Stakeholder} diende{Speech.InRound(Round, "in ronde")} bezwaar {Number} in{Speech.About(Proposal, "tegen voorstel", "versie")}.");

    protected override string English => Invariant($"{Stakeholder} raised objection {Number}{Speech.InRound(Round, "in round")}{Speech.About(Proposal, "against proposal", "revision")}.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Objections = weighing.Objections.Add(new Objection(Number, Round, Stakeholder, Proposal, Input, Grounds, null, origin)),
    };
}

/// <summary>Records the objection of a stakeholder.</summary>
public sealed record RaiseObjection : WeighingCommand
{
    public static readonly Rule UnknownInput = new("unknown-input", RuleKind.Invalid,
        "Inbreng {0} van {1} bestaat niet in deze afweging.",
        "Input {0} of {1} does not exist in this weighing.");

    public int? Round { get; init; }

    public required string Stakeholder { get; init; }

    public ProposalChoice? Proposal { get; init; }

    /// <summary>Number of the input in which it was raised.</summary>
    public int? Input { get; init; }

    /// <summary>Its reasons; null is refused.</summary>
    public Sealed? Grounds { get; init; }

    protected override string? Speaker(Weighing weighing) => Stakeholder;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Grounds is null) yield return Rules.ReasonMissing.At("/grounds");
        foreach (var refusal in weighing.TakesPart(Stakeholder, OccurredAt, "/stakeholder")) yield return refusal;
        foreach (var refusal in weighing.GivenInRound(Round, OccurredAt)) yield return refusal;
        foreach (var refusal in Proposal?.Refusals(weighing, "/proposal") ?? []) yield return refusal;
        if (Input is { } number && weighing.Input(number)?.Stakeholder != Stakeholder) yield return UnknownInput.At("/input", number, Stakeholder);
        foreach (var refusal in NotBefore(Proposal?.Origin(weighing), weighing.Input(Input)?.Revisions[0].Origin)) yield return refusal;
    }

    protected override WeighingEvent EventFor(Weighing weighing) => new ObjectionRaised
    {
        Number = weighing.Objections.Length + 1,
        Round = Round,
        Stakeholder = Stakeholder,
        Proposal = Proposal?.Resolve(weighing),
        Input = Input,
        Grounds = Grounds!,
    };
}
