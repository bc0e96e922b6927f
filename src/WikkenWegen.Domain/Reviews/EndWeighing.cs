namespace WikkenWegen.Domain.Reviews;

/// <summary>The weighing was closed: it is complete.</summary>
[EventType("weighing_closed")]
public sealed record WeighingClosed : WeighingEvent
{
    /// <summary>What there was to say about the closing, kept in the vault; null where nothing was said.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Why it was closed without the approval that its decision needs, kept in the vault; null where none was missing.</summary>
    public Sealed? WithoutApprovalReason { get; init; }

    /// <inheritdoc />
    protected override string Path => "ending";

    /// <inheritdoc />
    protected override string Dutch => $"De afweging is gesloten{(WithoutApprovalReason is null ? "" : " zonder de goedkeuring die het besluit nodig heeft")}.";

    /// <inheritdoc />
    protected override string English => $"The weighing was closed{(WithoutApprovalReason is null ? "" : " without the approval that its decision needs")}.";

    internal override WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) => WeighingStatus.Closed;

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new CloseWeighing { Reason = Reason, WithoutApprovalReason = WithoutApprovalReason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with { Ended = new Ending(WeighingStatus.Closed, Reason, origin, WithoutApprovalReason) };
}

/// <summary>The weighing was cancelled: it was given up without a decision.</summary>
[EventType("weighing_cancelled")]
public sealed record WeighingCancelled : WeighingEvent
{
    /// <summary>Why it was cancelled; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => "ending";

    /// <inheritdoc />
    protected override string Dutch => "De afweging is geannuleerd.";

    /// <inheritdoc />
    protected override string English => "The weighing was cancelled.";

    internal override WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) => WeighingStatus.Cancelled;

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new CancelWeighing { Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with { Ended = new Ending(WeighingStatus.Cancelled, Reason, origin) };
}

/// <summary>Closes a weighing whose decision stands. Without the approval that the decision needs, it is recorded as that, with the reason.</summary>
public sealed record CloseWeighing : WeighingCommand
{
    /// <summary>Refuses to close a weighing in which no decision stands; a deferral does not count as one.</summary>
    public static readonly Rule NothingDecided = new("nothing-decided", RuleKind.Conflict,
        "Er ligt geen geldend besluit. Een afweging zonder besluit wordt geannuleerd, niet gesloten.",
        "No decision stands. A weighing without a decision is cancelled, not closed.");

    /// <summary>What there is to say about the closing, kept in the vault; null where there is nothing.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Why it is closed without the approval that its decision needs, kept in the vault. Needed where that is missing, refused otherwise.</summary>
    public Sealed? WithoutApprovalReason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Ended is { } ended) yield return Rules.WeighingEnded.Whole(ended.Origin.Event);
        else if (weighing.StandingDecision is not { IsFinal: true } standing) yield return NothingDecided.Whole();
        else foreach (var refusal in weighing.ApprovedOrExplained(standing, OccurredAt, WithoutApprovalReason)) yield return refusal;
        foreach (var refusal in NotBeforeTheRest(weighing)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new WeighingClosed { Reason = Reason, WithoutApprovalReason = WithoutApprovalReason };
}

/// <summary>Cancels a weighing in which no decision stands; a deferral does not count as one.</summary>
public sealed record CancelWeighing : WeighingCommand
{
    /// <summary>Why it is cancelled, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Ended is { } ended) yield return Rules.WeighingEnded.Whole(ended.Origin.Event);
        else if (weighing.StandingDecision is { IsFinal: true } standing) yield return Rules.DecisionStands.Whole(standing.Number, standing.Origin.Event);
        foreach (var refusal in NotBeforeTheRest(weighing)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new WeighingCancelled { Reason = Reason! };
}
