namespace WikkenWegen.Domain;

/// <summary>An objection was resolved.</summary>
public sealed record ObjectionResolved : WeighingEvent
{
    public required int Number { get; init; }

    public required ResolutionMeans Means { get; init; }

    public required Sealed Resolution { get; init; }

    public ProposalRevisionReference? Proposal { get; init; }

    protected override string Path => $"objections/{Number}/resolution";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Objections = weighing.Objections.Change(o => o.Number == Number,
            o => o with { Resolution = new Resolution(Means, Resolution, Proposal, origin) }),
    };
}

/// <summary>Records how an objection was resolved.</summary>
public sealed record ResolveObjection : WeighingCommand
{
    public required int Number { get; init; }

    public required ResolutionMeans Means { get; init; }

    /// <summary>How, in words; null is refused.</summary>
    public Sealed? Resolution { get; init; }

    public ProposalChoice? Proposal { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Resolution is null) yield return Rules.ReasonMissing.At("/resolution");
        foreach (var refusal in Proposal?.Refusals(weighing, "/proposal") ?? []) yield return refusal;
        if (weighing.Objection(Number) is not { } objection)
        {
            yield return Rules.NoSuchObjection.Whole(Number);
            yield break;
        }
        if (objection.Resolution is { } resolution) yield return Rules.ObjectionAlreadyResolved.Whole(Number, resolution.Origin.Event);
        foreach (var refusal in NotBefore(objection.Origin, Proposal?.Origin(weighing))) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new ObjectionResolved
    {
        Number = Number,
        Means = Means,
        Resolution = Resolution!,
        Proposal = Proposal?.Resolve(weighing),
    };
}
