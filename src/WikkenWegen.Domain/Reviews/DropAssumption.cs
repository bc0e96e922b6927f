namespace WikkenWegen.Domain.Reviews;

/// <summary>An assumption that carried a decision fell.</summary>
[EventType("assumption_fell")]
public sealed record AssumptionFell : WeighingEvent
{
    /// <summary>Number of the decision, from 1 within the weighing.</summary>
    public required int Decision { get; init; }

    /// <summary>Number of the assumption: its place in the decision, from 1.</summary>
    public required int Assumption { get; init; }

    /// <summary>What showed that the assumption no longer holds; kept in the vault.</summary>
    public required Sealed Explanation { get; init; }

    /// <inheritdoc />
    protected override string Path => $"decisions/{Decision}/fallen-assumptions/{Assumption}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Aanname {Assumption} onder besluit {Decision} is vervallen.");

    /// <inheritdoc />
    protected override string English => Invariant($"Assumption {Assumption} of decision {Decision} fell.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new DropAssumption { Decision = Decision, Assumption = Assumption, Explanation = Explanation };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.Change(Decision,
        d => d with { FallenAssumptions = d.FallenAssumptions.Add(new AssumptionFall(Assumption, Explanation, origin)) });
}

/// <summary>Records that an assumption of a decision fell.</summary>
public sealed record DropAssumption : WeighingCommand
{
    /// <summary>Refuses an assumption number that the decision does not have.</summary>
    public static readonly Rule NoSuchAssumption = new("no-such-assumption", RuleKind.Missing,
        "Besluit {0} heeft geen aanname {1}.",
        "Decision {0} has no assumption {1}.");

    /// <summary>Refuses an assumption that fell before.</summary>
    public static readonly Rule AssumptionAlreadyFell = new("assumption-already-fell", RuleKind.Conflict,
        "Aanname {0} is al vervallen (gebeurtenis {1}).",
        "Assumption {0} fell already (event {1}).");

    /// <summary>Number of the decision, which need not stand.</summary>
    public required int Decision { get; init; }

    /// <summary>Number of the assumption within the decision, from 1.</summary>
    public required int Assumption { get; init; }

    /// <summary>What showed that the assumption no longer holds, kept in the vault; null is refused.</summary>
    public Sealed? Explanation { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
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

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) =>
        new AssumptionFell { Decision = Decision, Assumption = Assumption, Explanation = Explanation! };
}
