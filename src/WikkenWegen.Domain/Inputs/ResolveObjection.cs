namespace WikkenWegen.Domain.Inputs;

/// <summary>An objection was resolved.</summary>
[EventType("objection_resolved")]
public sealed record ObjectionResolved : WeighingEvent
{
    /// <summary>Number of the objection, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>How it was resolved, as a code.</summary>
    public required ResolutionMeans Means { get; init; }

    /// <summary>How it was resolved, in words; kept in the vault.</summary>
    public required Sealed Resolution { get; init; }

    /// <summary>The revision of a proposal that resolves it; null where none does.</summary>
    public ProposalRevisionReference? Proposal { get; init; }

    /// <inheritdoc />
    protected override string Path => $"objections/{Number}/resolution";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Bezwaar {Number} is afgehandeld: {Words.Dutch(Means)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Objection {Number} was settled: {Words.English(Means)}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ResolveObjection { Number = Number, Means = Means, Resolution = Resolution, Proposal = ProposalChoice.Of(Proposal) };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Objections = weighing.Objections.Change(o => o.Number == Number,
            o => o with { Resolution = new Resolution(Means, Resolution, Proposal, origin) }),
    };
}

/// <summary>Records how an objection was resolved.</summary>
public sealed record ResolveObjection : WeighingCommand
{
    /// <summary>Refuses an address with the number of an objection that does not exist.</summary>
    public static readonly Rule NoSuchObjection = new("no-such-objection", RuleKind.Missing,
        "Bezwaar {0} bestaat niet in deze afweging.",
        "Objection {0} does not exist in this weighing.");

    /// <summary>Refuses to resolve an objection a second time.</summary>
    public static readonly Rule ObjectionAlreadyResolved = new("objection-already-resolved", RuleKind.Conflict,
        "Bezwaar {0} is al afgehandeld (gebeurtenis {1}).",
        "Objection {0} was resolved already (event {1}).");

    /// <summary>Number of the objection.</summary>
    public required int Number { get; init; }

    /// <summary>How it is resolved, as a code.</summary>
    public required ResolutionMeans Means { get; init; }

    /// <summary>How it is resolved, in words, kept in the vault; null is refused.</summary>
    public Sealed? Resolution { get; init; }

    /// <summary>The proposal that resolves it, in one of its revisions; null where none does.</summary>
    public ProposalChoice? Proposal { get; init; }

    /// <inheritdoc />
    public override IEnumerable<string> BuildsOn() => Proposal?.AsNewest ?? [];

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with { Proposal = Proposal?.WithCodesOf(weighing) };

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Resolution is null) yield return Rules.ReasonMissing.At("/resolution");
        foreach (var refusal in Proposal?.Refusals(weighing, "/proposal") ?? []) yield return refusal;
        if (weighing.Objection(Number) is not { } objection)
        {
            yield return NoSuchObjection.Whole(Number);
            yield break;
        }
        if (objection.Resolution is { } resolution) yield return ObjectionAlreadyResolved.Whole(Number, resolution.Origin.Event);
        foreach (var refusal in NotBefore(objection.Origin, weighing.BlindClosing(objection.Round), Proposal?.Origin(weighing))) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new ObjectionResolved
    {
        Number = Number,
        Means = Means,
        Resolution = Resolution!,
        Proposal = Proposal?.Resolve(weighing),
    };
}
