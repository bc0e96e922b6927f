using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Learning;

/// <summary>A session was held.</summary>
[EventType("session_held")]
public sealed record SessionHeld : EditionEvent
{
    /// <summary>Number of the session, from 1 within the edition.</summary>
    public required int Number { get; init; }

    /// <summary>What was done.</summary>
    public required SessionContent Content { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"sessions/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Bijeenkomst {Number} is gehouden op {Forms.Day(Content.Day, Speech.DutchForms)}, met {Content.Present.Length} {(Content.Present.Length == 1 ? "deelnemer" : "deelnemers")} en {Content.Cases.Length} {(Content.Cases.Length == 1 ? "casus" : "casussen")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Session {Number} was held on {Forms.Day(Content.Day, Speech.EnglishForms)}, with {Content.Present.Length} {(Content.Present.Length == 1 ? "participant" : "participants")} and {Content.Cases.Length} {(Content.Cases.Length == 1 ? "case" : "cases")}.");

    private protected override Edition Then(Edition edition, Origin origin) => edition with { Held = edition.Held.Add(new HeldSession(Number, Content, origin)) };
}

/// <summary>Records a session.</summary>
public sealed record HoldSession : EditionCommand
{
    /// <summary>Refuses the number of a sign-up that does not exist.</summary>
    public static readonly Rule UnknownSignUp = new("unknown-sign-up", RuleKind.Invalid,
        "Aanmelding {0} is er niet in deze editie.",
        "There is no sign-up {0} in this edition.");

    /// <summary>Refuses a session that is yet to come.</summary>
    public static readonly Rule SessionYetToCome = new("session-yet-to-come", RuleKind.Invalid,
        "Een bijeenkomst op {0} kan nog niet gehouden zijn.",
        "A session on {0} cannot have been held yet.");

    /// <summary>The day on which it was.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What was on the agenda, kept in the vault; null is refused.</summary>
    public Sealed? Agenda { get; init; }

    /// <summary>The cases that were worked on, by their identities.</summary>
    public ImmutableArray<Guid> Cases { get; init; } = [];

    /// <summary>Who was there, by the numbers of their sign-ups.</summary>
    public ImmutableArray<int> Present { get; init; } = [];

    /// <summary>What was tried, kept in the vault; null where that is not said.</summary>
    public Sealed? Tried { get; init; }

    /// <summary>Those of the cases that are in the network, which only the store knows.</summary>
    [JsonIgnore]
    public ImmutableHashSet<Guid> KnownCases { get; init; } = [];

    private protected override IEnumerable<Refusal> Broken(Edition edition, Actor actor)
    {
        if (Agenda is null) yield return Rules.ReasonMissing.At("/agenda");
        if (!edition.Content.Holds(Day)) yield return LearningRules.SessionOutsideEdition.At("/day", Day, edition.Content.FirstDay, edition.Content.LastDay);
        if (Day > Calendar.DayOf(OccurredAt)) yield return SessionYetToCome.At("/day", Day);
        foreach (var unknown in LearningRules.NotThere(Cases, KnownCases, "/cases").Concat(LearningRules.Twice(Cases, "/cases"))) yield return unknown;
        foreach (var (i, number) in Present.Index())
            if (edition.SignUp(number) is null) yield return UnknownSignUp.At(Invariant($"/present/{i}"), number);
        foreach (var twice in LearningRules.Twice(Present, "/present")) yield return twice;
    }

    private protected override EditionEvent Event(Edition edition, Actor actor) => new SessionHeld
    {
        Number = edition.Held.Length + 1,
        Content = new SessionContent { Day = Day, Agenda = Agenda!, Cases = Cases, Present = Present, Tried = Tried },
    };
}
