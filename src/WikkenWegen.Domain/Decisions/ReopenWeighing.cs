namespace WikkenWegen.Domain.Decisions;

/// <summary>The weighing was reopened: a decision that stood no longer stands, and a weighing that had ended goes on.</summary>
[EventType("weighing_reopened")]
public sealed record WeighingReopened : WeighingEvent
{
    /// <summary>Number of the reopening, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the decision that stood; null where none did.</summary>
    public int? Decision { get; init; }

    /// <summary>Why it was reopened; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"reopenings/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Decision is { } n ? Invariant($"De afweging is heropend; besluit {n} geldt niet meer.") : "De afweging is heropend.";

    /// <inheritdoc />
    protected override string English => Decision is { } n ? Invariant($"The weighing was reopened; decision {n} no longer stands.") : "The weighing was reopened.";

    internal override WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) => WeighingStatus.Open;

    internal override bool LiftsTheEnd => true;

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ReopenWeighing { Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.Superseding(origin) with
    {
        Ended = null,
        Reopenings = weighing.Reopenings.Add(new Reopening(Number, Decision, Reason, weighing.Ended, origin)),
    };
}

/// <summary>Reopens a weighing that was decided or that ended.</summary>
public sealed record ReopenWeighing : WeighingCommand
{
    /// <summary>Refuses to reopen a weighing that has not ended and in which no decision stands; a deferral does not count as one.</summary>
    public static readonly Rule NothingToReopen = new("nothing-to-reopen", RuleKind.Conflict,
        "Er ligt geen geldend besluit en de afweging is niet beëindigd: er valt niets te heropenen.",
        "No decision stands and the weighing has not ended: there is nothing to reopen.");

    /// <summary>Why, above all which facts are new; kept in the vault, null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing is { StandingDecision: null or { IsFinal: false }, Ended: null }) yield return NothingToReopen.Whole();
        foreach (var refusal in NotBefore([weighing.Ended?.Origin, .. weighing.Decisions.Select(d => d.Latest)])) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new WeighingReopened
    {
        Number = weighing.Reopenings.Count + 1,
        Decision = weighing.StandingDecision?.Number,
        Reason = Reason!,
    };
}
