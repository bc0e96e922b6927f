using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Learning;

/// <summary>A later case confirmed an insight.</summary>
[EventType("insight_confirmed")]
public sealed record InsightConfirmed : EditionEvent
{
    /// <summary>Number of the insight.</summary>
    public required int Insight { get; init; }

    /// <summary>Number of the confirmation, from 1 within the insight.</summary>
    public required int Number { get; init; }

    /// <summary>Identity of the case.</summary>
    public required Guid Case { get; init; }

    /// <summary>Why, kept in the vault.</summary>
    public required Sealed Why { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"insights/{Insight}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Inzicht {Insight} is bevestigd door een latere casus.");

    /// <inheritdoc />
    protected override string English => Invariant($"Insight {Insight} was confirmed by a later case.");

    private protected override Edition Then(Edition edition, Origin origin) =>
        edition.Change(Insight, (Insight insight) => insight with { Confirmations = insight.Confirmations.Add(new InsightTest(Number, Case, Why, origin)) });
}

/// <summary>A later case contradicted an insight.</summary>
[EventType("insight_contradicted")]
public sealed record InsightContradicted : EditionEvent
{
    /// <summary>Number of the insight.</summary>
    public required int Insight { get; init; }

    /// <summary>Number of the contradiction, from 1 within the insight.</summary>
    public required int Number { get; init; }

    /// <summary>Identity of the case.</summary>
    public required Guid Case { get; init; }

    /// <summary>Why, kept in the vault.</summary>
    public required Sealed Why { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"insights/{Insight}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Inzicht {Insight} is tegengesproken door een latere casus.");

    /// <inheritdoc />
    protected override string English => Invariant($"Insight {Insight} was contradicted by a later case.");

    private protected override Edition Then(Edition edition, Origin origin) =>
        edition.Change(Insight, (Insight insight) => insight with { Contradictions = insight.Contradictions.Add(new InsightTest(Number, Case, Why, origin)) });
}

/// <summary>
/// Holds an insight against a later case: one that it does not come from, and that was not worked on in the session in which it was drawn, nor in one on an earlier
/// day. When a case was shared does not count: most are shared before the first session, and worked on one by one. Of an insight that names no session it is not
/// known what lay on the table, so that any case counts that it does not come from.
/// </summary>
public abstract record TestInsight : EditionCommand
{
    /// <summary>Refuses to test an insight by a case that it comes from.</summary>
    public static readonly Rule TestedByItsOwnCase = new("tested-by-its-own-case", RuleKind.Invalid,
        "Inzicht {0} komt zelf uit deze casus: die bevestigt het niet en spreekt het niet tegen.",
        "Insight {0} comes from this case itself, which neither confirms nor contradicts it.");

    /// <summary>Refuses to test an insight by a case that was on the table when it was drawn, or before.</summary>
    public static readonly Rule TestedByNoLaterCase = new("tested-by-no-later-case", RuleKind.Invalid,
        "Aan deze casus is gewerkt in bijeenkomst {1}, en inzicht {0} komt uit bijeenkomst {2}: het is geen latere casus.",
        "This case was worked on in session {1}, and insight {0} comes from session {2}: it is no later case.");

    /// <summary>Refuses to hold an insight against the same case once more: a case confirms it or contradicts it, not both, and not twice.</summary>
    public static readonly Rule TestedByThisCase = new("tested-by-this-case", RuleKind.Conflict,
        "Van deze casus is al vastgelegd of hij inzicht {0} bevestigt of tegenspreekt (gebeurtenis {1}).",
        "It was recorded already whether this case confirms or contradicts insight {0} (event {1}).");

    /// <summary>Number of the insight.</summary>
    public required int Insight { get; init; }

    /// <summary>Identity of the case.</summary>
    public required Guid Case { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Why { get; init; }

    /// <summary>The case, where it is in the network, which only the store knows; else nothing.</summary>
    [JsonIgnore]
    public ImmutableHashSet<Guid> KnownCases { get; init; } = [];

    /// <summary>The event in which the case was taken back, which only the store knows; null where it was not.</summary>
    [JsonIgnore]
    public Origin? TakenBack { get; init; }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(Edition state) => [state.Insight(Insight)?.Origin];

    private protected override IEnumerable<Refusal> Broken(Edition edition, Actor actor)
    {
        if (Why is null) yield return Rules.ReasonMissing.At("/why");
        if (!KnownCases.Contains(Case)) yield return LearningRules.UnknownCase.At("/case", Case);
        if (TakenBack is { } back && back.OccurredAt <= OccurredAt) yield return CaseCommand.CaseTakenBack.At("/case", back.Event);
        if (edition.Insight(Insight) is not { } insight)
        {
            yield return LearningRules.NoSuchInsight.Whole(Insight);
            yield break;
        }
        if (insight.Cases.Contains(Case)) yield return TestedByItsOwnCase.At("/case", Insight);
        else if (OnTheTable(edition, insight) is { } earlier) yield return TestedByNoLaterCase.At("/case", Insight, earlier.Number, insight.Session!);
        if (insight.Confirmations.Concat(insight.Contradictions).FirstOrDefault(test => test.Case == Case) is { } same) yield return TestedByThisCase.At("/case", Insight, same.Origin.Event);
    }

    /// <summary>The session in which the case was worked on by the time the insight was drawn; null where it was in none, or the insight names no session.</summary>
    private HeldSession? OnTheTable(Edition edition, Insight insight) => insight.Session is { } number && edition.Session(number) is { } drawn
        ? edition.Held.FirstOrDefault(held => held.Content.Day <= drawn.Content.Day && held.Content.Cases.Contains(Case))
        : null;
}

/// <summary>Records that a later case confirms an insight.</summary>
public sealed record ConfirmInsight : TestInsight
{
    private protected override EditionEvent Event(Edition edition, Actor actor) =>
        new InsightConfirmed { Insight = Insight, Number = edition.Insight(Insight)!.Confirmations.Length + 1, Case = Case, Why = Why! };
}

/// <summary>Records that a later case contradicts an insight.</summary>
public sealed record ContradictInsight : TestInsight
{
    private protected override EditionEvent Event(Edition edition, Actor actor) =>
        new InsightContradicted { Insight = Insight, Number = edition.Insight(Insight)!.Contradictions.Length + 1, Case = Case, Why = Why! };
}
