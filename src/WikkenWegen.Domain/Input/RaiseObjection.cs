namespace WikkenWegen.Domain;

/// <summary>A stakeholder raised an objection.</summary>
public sealed record ObjectionRaised : WeighingEvent
{
    public required int Number { get; init; }

    public int? Round { get; init; }

    public required string Stakeholder { get; init; }

    public ProposalRevisionReference? Proposal { get; init; }

    public int? Input { get; init; }

    public required Sealed Grounds { get; init; }

    protected override string Path => $"objections/{Number}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Objections = weighing.Objections.Add(new Objection(Number, Round, Stakeholder, Proposal, Input, Grounds, null, origin)),
    };
}

/// <summary>Records the objection of a stakeholder.</summary>
public sealed record RaiseObjection : WeighingCommand
{
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
        if (Input is { } number && weighing.Input(number)?.Stakeholder != Stakeholder) yield return Rules.UnknownInput.At("/input", number, Stakeholder);
        foreach (var refusal in NotBefore(Proposal?.Origin(weighing), weighing.Input(Input)?.Revisions[0].Origin)) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new ObjectionRaised
    {
        Number = weighing.Objections.Length + 1,
        Round = Round,
        Stakeholder = Stakeholder,
        Proposal = Proposal?.Resolve(weighing),
        Input = Input,
        Grounds = Grounds!,
    };
}
