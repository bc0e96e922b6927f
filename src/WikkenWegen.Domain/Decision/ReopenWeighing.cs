namespace WikkenWegen.Domain;

/// <summary>The weighing was reopened: a decision that stood no longer does, and an ended weighing goes on.</summary>
public sealed record WeighingReopened : WeighingEvent
{
    public required int Number { get; init; }

    /// <summary>Number of the decision that stood; null where none did.</summary>
    public int? Decision { get; init; }

    public required Sealed Reason { get; init; }

    protected override string Path => $"reopenings/{Number}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.Superseding(origin) with
    {
        Ended = null,
        Reopenings = weighing.Reopenings.Add(new Reopening(Number, Decision, Reason, weighing.Ended, origin)),
    };
}

/// <summary>That the weighing was reopened.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Decision">The decision that stood until then; null where none did.</param>
/// <param name="Reason">Why, above all: which new facts.</param>
/// <param name="Ended">How it had ended; null where it had not.</param>
/// <param name="Origin">Its event.</param>
public sealed record Reopening(int Number, int? Decision, Sealed Reason, Ending? Ended, Origin Origin);

/// <summary>Reopens a weighing that was decided or that ended.</summary>
public sealed record ReopenWeighing : WeighingCommand
{
    /// <summary>Why; null is refused.</summary>
    public Sealed? Reason { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing is { StandingDecision: null or { IsFinal: false }, Ended: null }) yield return Rules.NothingToReopen.Whole();
        foreach (var refusal in NotBefore([weighing.Ended?.Origin, .. weighing.Decisions.Select(d => d.Latest)])) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new WeighingReopened
    {
        Number = weighing.Reopenings.Length + 1,
        Decision = weighing.StandingDecision?.Number,
        Reason = Reason!,
    };
}

public sealed partial record Weighing
{
    /// <summary>All reopenings, oldest first.</summary>
    public System.Collections.Immutable.ImmutableArray<Reopening> Reopenings { get; internal init; } = [];
}
