using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Learning;

/// <summary>Something was learnt.</summary>
[EventType("insight_drawn")]
public sealed record InsightDrawn : EditionEvent
{
    /// <summary>Number of the insight, from 1 within the edition.</summary>
    public required int Number { get; init; }

    /// <summary>What was learnt, in a sentence that is about no person.</summary>
    public required string Statement { get; init; }

    /// <summary>The cases that it comes from, by their identities.</summary>
    public ImmutableArray<Guid> Cases { get; init; } = [];

    /// <summary>Number of the session in which it was drawn; null where that was in none.</summary>
    public int? Session { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"insights/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Speech.Ended(Invariant($"Inzicht {Number}: {Statement}"));

    /// <inheritdoc />
    protected override string English => Speech.Ended(Invariant($"Insight {Number}: {Statement}"));

    private protected override Edition Then(Edition edition, Origin origin) => edition with
    {
        Insights = edition.Insights.Add(new Insight { Number = Number, Statement = Statement, Cases = Cases, Session = Session, Origin = origin }),
    };
}

/// <summary>Records something that was learnt.</summary>
public sealed record DrawInsight : EditionCommand
{
    /// <summary>Refuses an insight that comes from no case and no session.</summary>
    public static readonly Rule InsightWithoutGround = new("insight-without-ground", RuleKind.Invalid,
        "Noem de casus of de bijeenkomst waar dit inzicht uit komt.",
        "Name the case or the session that this insight comes from.");

    /// <summary>Refuses the number of a session that was not held.</summary>
    public static readonly Rule UnknownSession = new("unknown-session", RuleKind.Invalid,
        "Bijeenkomst {0} is niet gehouden in deze editie.",
        "Session {0} was not held in this edition.");

    /// <summary>What was learnt, in a sentence that is about no person.</summary>
    public required string Statement { get; init; }

    /// <summary>The cases that it comes from, by their identities.</summary>
    public ImmutableArray<Guid> Cases { get; init; } = [];

    /// <summary>Number of the session in which it was drawn; null where that was in none.</summary>
    public int? Session { get; init; }

    /// <summary>Those of the cases that are in the network, which only the store knows.</summary>
    [JsonIgnore]
    public ImmutableHashSet<Guid> KnownCases { get; init; } = [];

    /// <summary>Those of the cases that were taken back, each with its event that says so, which only the store knows.</summary>
    [JsonIgnore]
    public ImmutableDictionary<Guid, Origin> TakenBack { get; init; } = ImmutableDictionary<Guid, Origin>.Empty;

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(Edition state) => [state.Origin, Session is { } number ? state.Session(number)?.Origin : null];

    private protected override IEnumerable<Refusal> Broken(Edition edition, Actor actor)
    {
        if (Cases.IsEmpty && Session is null) yield return InsightWithoutGround.At("/cases");
        foreach (var refusal in LearningRules.NotThere(Cases, KnownCases, "/cases").Concat(LearningRules.Twice(Cases, "/cases")).Concat(LearningRules.NotThereAnyMore(Cases, TakenBack, OccurredAt, "/cases"))) yield return refusal;
        if (Session is { } number && edition.Session(number) is null) yield return UnknownSession.At("/session", number);
    }

    private protected override EditionEvent Event(Edition edition, Actor actor) =>
        new InsightDrawn { Number = edition.Insights.Length + 1, Statement = Statement, Cases = Cases, Session = Session };
}
