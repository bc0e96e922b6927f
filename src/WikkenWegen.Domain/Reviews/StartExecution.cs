namespace WikkenWegen.Domain.Reviews;

/// <summary>The execution of a decision started.</summary>
[EventType("execution_started")]
public sealed record ExecutionStarted : WeighingEvent
{
    /// <summary>Number of the decision, from 1 within the weighing.</summary>
    public required int Decision { get; init; }

    /// <summary>Why it started without the approval that the framing asks for, kept in the vault; null where none was missing.</summary>
    public Sealed? WithoutApprovalReason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"decisions/{Decision}/execution";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"De uitvoering van besluit {Decision} is gestart{(WithoutApprovalReason is null ? "" : " zonder de goedkeuring die het nodig heeft")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"The execution of decision {Decision} started{(WithoutApprovalReason is null ? "" : " without the approval that it needs")}.");

    internal override WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) =>
        Decision == standing ? WeighingStatus.InExecution : status;

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new StartExecution { Decision = Decision, WithoutApprovalReason = WithoutApprovalReason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing.Change(Decision, d => d with { ExecutionStarted = new Execution(origin, WithoutApprovalReason) });
}

/// <summary>
/// Records that the execution of a choice started, also of one that does not stand or was not approved: that should not happen, but it can. Without
/// the approval that it needs, it is recorded as that, with the reason.
/// </summary>
public sealed record StartExecution : WeighingCommand
{
    /// <summary>Refuses a decision that chooses no proposal.</summary>
    public static readonly Rule NothingToExecute = new("nothing-to-execute", RuleKind.Conflict,
        "Besluit {0} kiest geen voorstel: er valt niets uit te voeren.",
        "Decision {0} chooses no proposal: there is nothing to execute.");

    /// <summary>Refuses a decision of which the execution started before.</summary>
    public static readonly Rule ExecutionAlreadyStarted = new("execution-already-started", RuleKind.Conflict,
        "De uitvoering van besluit {0} is al gestart (gebeurtenis {1}).",
        "The execution of decision {0} started already (event {1}).");

    /// <summary>Number of the decision, which need not stand.</summary>
    public required int Decision { get; init; }

    /// <summary>Why it started without the approval that the framing asks for, kept in the vault. Needed where that is missing, refused otherwise.</summary>
    public Sealed? WithoutApprovalReason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Decision(Decision) is not { } decision)
        {
            yield return Rules.NoSuchDecision.Whole(Decision);
            yield break;
        }
        if (!decision.IsChoice) yield return NothingToExecute.Whole(Decision);
        if (decision.ExecutionStarted is { } started) yield return ExecutionAlreadyStarted.Whole(Decision, started.Event);
        foreach (var refusal in weighing.ApprovedOrExplained(decision, OccurredAt, WithoutApprovalReason)) yield return refusal;
        foreach (var refusal in NotBefore(decision.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new ExecutionStarted { Decision = Decision, WithoutApprovalReason = WithoutApprovalReason };
}
