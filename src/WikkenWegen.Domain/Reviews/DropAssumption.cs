namespace WikkenWegen.Domain.Reviews;

/// <summary>An assumption that carried a decision fell.</summary>
[EventType("assumption_fell")]
public sealed record AssumptionFell : WeighingEvent
{
    public required int Decision { get; init; }

    /// <summary>Number of the assumption within the decision.</summary>
    public required int Assumption { get; init; }

    public required Sealed Explanation { get; init; }

    protected override string Path => $"decisions/{Decision}/fallen-assumptions/{Assumption}";

    protected override string Dutch => Invariant($"Aanname {Assumption} onder besluit {Decision} is vervallen.");

    protected override string English => Invariant($"Assumption {Assumption} of decision {Decision} fell.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.Change(Decision,
        d => d with { FallenAssumptions = d.FallenAssumptions.Add(new AssumptionFall(Assumption, Explanation, origin)) });
}

/// <summary>Records that an assumption of a decision fell.</summary>
public sealed record DropAssumption : WeighingCommand
{
    public static readonly Rule NoSuchAssumption = new("no-such-assumption", RuleKind.Missing,
        "Besluit {0} heeft geen aanname {1}.",
        "Decision {0} has no assumption {1}.");

    public static readonly Rule AssumptionAlreadyFell = new("assumption-already-fell", RuleKind.Conflict,
        "Aanname {0} is al vervallen (gebeurtenis {1}).",
        "Assumption {0} fell already (event {1}).");

    public required int Decision { get; init; }

    public required int Assumption { get; init; }

    /// <summary>What showed it; null is refused.</summary>
    public Sealed? Explanation { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Explanation is null) yield return Rules.ReasonMissing.At("/explanation");
        if (weighing.Decision(Decision) is not { } decision)
        {
            yield return Rules.NoSuchDecision.Whole(Decision);
            yield break;
        }
        if (Assumption < 1 || Assumption > decision.Content.Assumptions.Length) yield return NoSuchAssumption.Whole(Decision, Assumption);
        else if (decision.FallenAssumptions.FirstOrDefault(a => a.Assumption == Assumption) is { } fall) yield return AssumptionAlreadyFell.Whole(Assumption, fall.Origin.Event);
        foreach (var refusal in NotBefore(decision.Origin)) yield return refusal;
    }

    protected override WeighingEvent EventFor(Weighing weighing) =>
        new AssumptionFell { Decision = Decision, Assumption = Assumption, Explanation = Explanation! };
}
