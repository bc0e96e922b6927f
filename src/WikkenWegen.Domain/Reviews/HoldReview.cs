namespace WikkenWegen.Domain.Reviews;

/// <summary>A decision was reviewed.</summary>
[EventType("review_held")]
public sealed record ReviewHeld : WeighingEvent
{
    /// <summary>Number of the decision, from 1 within the weighing.</summary>
    public required int Decision { get; init; }

    /// <summary>Number of the review, from 1 within the decision.</summary>
    public required int Number { get; init; }

    /// <summary>What was expected of the decision; kept in the vault.</summary>
    public required Sealed Expected { get; init; }

    /// <summary>What came of it; kept in the vault.</summary>
    public required Sealed Found { get; init; }

    /// <summary>What was learnt, kept in the vault; null where that was not said.</summary>
    public Sealed? Lessons { get; init; }

    /// <summary>What follows from the review.</summary>
    public required ReviewConclusion Conclusion { get; init; }

    /// <inheritdoc />
    protected override string Path => $"decisions/{Decision}/reviews/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Besluit {Decision} is geëvalueerd; de conclusie: {Words.Dutch(Conclusion)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Decision {Decision} was reviewed; the conclusion: {Words.English(Conclusion)}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new HoldReview
    {
        Decision = Decision,
        Expected = Expected,
        Found = Found,
        Lessons = Lessons,
        Conclusion = Conclusion,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.Change(Decision,
        d => d with { Reviews = d.Reviews.Add(new Review(Number, Expected, Found, Lessons, Conclusion, origin)) });
}

/// <summary>Records the review of a decision, also of one that no longer stands.</summary>
public sealed record HoldReview : WeighingCommand
{
    /// <summary>Number of the decision, which need not stand.</summary>
    public required int Decision { get; init; }

    /// <summary>What was expected of the decision, kept in the vault; null is refused.</summary>
    public Sealed? Expected { get; init; }

    /// <summary>What came of it, kept in the vault; null is refused.</summary>
    public Sealed? Found { get; init; }

    /// <summary>What was learnt, kept in the vault; null where that was not said.</summary>
    public Sealed? Lessons { get; init; }

    /// <summary>What follows from the review.</summary>
    public required ReviewConclusion Conclusion { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Expected is null) yield return Rules.ReasonMissing.At("/expected");
        if (Found is null) yield return Rules.ReasonMissing.At("/found");
        if (weighing.Decision(Decision) is not { } decision) yield return Rules.NoSuchDecision.Whole(Decision);
        else foreach (var refusal in NotBefore(decision.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new ReviewHeld
    {
        Decision = Decision,
        Number = weighing.Decision(Decision)!.Reviews.Length + 1,
        Expected = Expected!,
        Found = Found!,
        Lessons = Lessons,
        Conclusion = Conclusion,
    };
}
