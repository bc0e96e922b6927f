namespace WikkenWegen.Domain.Decisions;

/// <summary>A decision was withdrawn: it no longer stands.</summary>
[EventType("decision_withdrawn")]
public sealed record DecisionWithdrawn : WeighingEvent
{
    /// <summary>Number of the decision, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Why it was withdrawn; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"decisions/{Number}/withdrawal";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Besluit {Number} is ingetrokken.");

    /// <inheritdoc />
    protected override string English => Invariant($"Decision {Number} was withdrawn.");

    internal override WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) => WeighingStatus.Open;

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new WithdrawDecision { Number = Number, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing.Change(Number, d => d with { Withdrawal = new Withdrawal(Reason, origin) });
}

/// <summary>Withdraws a decision.</summary>
public sealed record WithdrawDecision : WeighingCommand
{
    /// <summary>Number of the decision. Refused where it does not exist, or does not stand.</summary>
    public required int Number { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        foreach (var refusal in weighing.Stands(Number)) yield return refusal;
        foreach (var refusal in NotBefore(weighing.Decision(Number)?.Latest)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new DecisionWithdrawn { Number = Number, Reason = Reason! };
}
