namespace WikkenWegen.Domain.Decisions;

/// <summary>The approver of the framing approved a decision.</summary>
[EventType("decision_approved")]
public sealed record DecisionApproved : WeighingEvent
{
    /// <summary>Number of the decision, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>The role that approved it, as the framing of that moment names it.</summary>
    public required string ApproverRole { get; init; }

    /// <summary>Why it was approved, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"decisions/{Number}/approval";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{ApproverRole} keurde besluit {Number} goed.");

    /// <inheritdoc />
    protected override string English => Invariant($"{ApproverRole} approved decision {Number}.");

    internal override WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) =>
        Number == standing && status == WeighingStatus.AwaitingApproval ? WeighingStatus.Decided : status;

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ApproveDecision { Number = Number, Approved = true, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing.Change(Number, d => d with { Approval = new Approval(true, ApproverRole, Reason, origin) });
}

/// <summary>The approver of the framing rejected a decision: it no longer stands.</summary>
[EventType("decision_rejected")]
public sealed record DecisionRejected : WeighingEvent
{
    /// <summary>Number of the decision, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>The role that rejected it, as the framing of that moment names it.</summary>
    public required string ApproverRole { get; init; }

    /// <summary>Why it was rejected; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"decisions/{Number}/approval";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{ApproverRole} keurde besluit {Number} af.");

    /// <inheritdoc />
    protected override string English => Invariant($"{ApproverRole} rejected decision {Number}.");

    internal override WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) => WeighingStatus.Open;

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ApproveDecision { Number = Number, Approved = false, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing.Change(Number, d => d with { Approval = new Approval(false, ApproverRole, Reason, origin) });
}

/// <summary>Records that the approver of the framing approves or rejects a decision.</summary>
public sealed record ApproveDecision : WeighingCommand
{
    /// <summary>Refuses a person who recorded a decision in the weighing, this one or another: they rule on none of its decisions.</summary>
    public static readonly Rule ApproverIsDecider = new("approver-is-decider", RuleKind.Forbidden,
        "Wie in deze afweging besloot (besluit {0}), keurt er geen besluit goed of af. Dat doet een andere goedkeurder.",
        "Whoever decided in this weighing (decision {0}) approves or rejects no decision in it. Another approver does that.");

    /// <summary>Refuses a ruling where the framing of that moment names no approver.</summary>
    public static readonly Rule NoApprover = new("no-approver", RuleKind.Conflict,
        "De vraagstelling van dat moment noemt geen goedkeurende rol: er valt niets goed of af te keuren.",
        "The framing of that moment names no approver: there is nothing to approve or reject.");

    /// <summary>Refuses a second ruling on the same decision.</summary>
    public static readonly Rule AlreadyRuled = new("already-ruled", RuleKind.Conflict,
        "Besluit {0} is al goed- of afgekeurd (gebeurtenis {1}).",
        "Decision {0} was approved or rejected already (event {1}).");

    /// <summary>Number of the decision. Refused where it does not exist, or does not stand.</summary>
    public required int Number { get; init; }

    /// <summary>True where the decision is approved, false where it is rejected.</summary>
    public required bool Approved { get; init; }

    /// <summary>Why, kept in the vault; null is refused for a rejection.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <summary>Separation of duties: who decided in the weighing approves or rejects nothing in it.</summary>
    protected override Refusal? Forbidden(Weighing weighing, Actor actor) =>
        base.Forbidden(weighing, actor) ?? (weighing.DecisionOf(actor) is { } decision ? ApproverIsDecider.Whole(decision.Number) : null);

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (!Approved && Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (Approver(weighing) is null) yield return NoApprover.Whole();
        if (weighing.Decision(Number)?.Approval is { } approval) yield return AlreadyRuled.Whole(Number, approval.Origin.Event);
        // An approval can be recorded after the decision fell. A rejection cannot: it ended the decision, which then cannot have fallen later.
        else foreach (var refusal in weighing.Stands(Number, Approved ? OccurredAt : null)) yield return refusal;
        foreach (var refusal in NotBefore(weighing.Decision(Number)?.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => Approved
        ? new DecisionApproved { Number = Number, ApproverRole = Approver(weighing)!, Reason = Reason }
        : new DecisionRejected { Number = Number, ApproverRole = Approver(weighing)!, Reason = Reason! };

    private string? Approver(Weighing weighing) => weighing.FramingAt(OccurredAt).ApproverRole;
}
