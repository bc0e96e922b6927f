using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Tests;

/// <summary>What the tests of the learning network have in common: the edition of the call, of four half days.</summary>
internal static class NetworkSpec
{
    public static readonly Guid Id = Guid.Parse("019f3a10-0000-7000-8000-000000000001");

    /// <summary>A case that is in the network.</summary>
    public static readonly Guid InNetwork = Guid.Parse("019f3a10-0000-7000-8000-000000000002");

    /// <summary>Another one.</summary>
    public static readonly Guid Later = Guid.Parse("019f3a10-0000-7000-8000-000000000003");

    /// <summary>One that is not.</summary>
    public static readonly Guid Elsewhere = Guid.Parse("019f3a10-0000-7000-8000-000000000009");

    public static readonly ImmutableHashSet<Guid> Known = [InNetwork, Later];

    /// <summary>Who organises.</summary>
    public static readonly Actor Organiser = Colleague("organiser");

    public static readonly EditionContent Call = new()
    {
        Theme = "Samen afwegen in de wijk",
        Organiser = "Kenniscentrum",
        FirstDay = new DateOnly(2026, 9, 1),
        LastDay = new DateOnly(2026, 12, 31),
        Places = 2,
        PriceForPartners = 0,
        PriceForOthers = 130,
        Sessions = [HalfDay(9, 15, 10), HalfDay(10, 13, 10), HalfDay(11, 10, 11), HalfDay(12, 8, 11)],
    };

    public static readonly EditionAnnounced Announced = new() { OccurredAt = Day(0), Content = Call };

    public static readonly ReceivedContent Shared = new() { Rules = "case-rules-1", Title = Text("title"), Sections = [new CaseSection("question", Text("question"))] };

    public static readonly CaseReceived CaseIsShared = new() { OccurredAt = Day(0), Content = Shared, Owner = "owner" };

    /// <summary>A moment of a day of 2026, at noon in UTC.</summary>
    public static DateTimeOffset Noon(int month, int day) => new(2026, month, day, 12, 0, 0, TimeSpan.Zero);

    /// <summary>From 12:00 to 17:00 in the Netherlands.</summary>
    public static PlannedSession HalfDay(int month, int day, int hour) =>
        new(new DateTimeOffset(2026, month, day, hour, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, month, day, hour + 5, 0, 0, TimeSpan.Zero), null);

    public static SignUpMade SignedUp(int number, string? subject = null, bool waiting = false, double on = 1) => new()
    {
        OccurredAt = Day(on),
        Number = number,
        Subject = subject,
        PersonName = Text($"name {number}"),
        Role = Text($"role {number}"),
        Organisation = Text($"organisation {number}"),
        Partner = true,
        Question = Text($"question {number}"),
        Waiting = waiting,
    };

    public static SignUpConfirmed Confirmed(int number, double on = 2) => new() { OccurredAt = Day(on), Number = number };

    public static SessionHeld Held(int number = 1, int on = 15, params ImmutableArray<Guid> cases) =>
        new() { OccurredAt = Noon(9, 16), Number = number, Content = new SessionContent { Day = new DateOnly(2026, 9, on), Agenda = Text("agenda"), Cases = cases } };

    public static InsightDrawn Drawn(int number = 1, params ImmutableArray<Guid> cases) => new() { OccurredAt = Noon(9, 17), Number = number, Statement = "Wie betaalt, hoort eerst op tafel.", Cases = cases, Session = 1 };

    public static CaseChoiceGiven Chosen(int number, string by) => new() { OccurredAt = Day(number), Number = number, By = by, Decision = Text($"decision {number}") };

    /// <summary>What a stream is after its events, each recorded when it happened; null where there are none.</summary>
    public static TState? After<TState>(params IEnumerable<StreamEvent<TState>> events) where TState : class =>
        events.Select((e, i) => (Event: e, Number: i + 1)).Aggregate((TState?)null, (state, e) => e.Event.After(state, new Origin(e.Number, e.Event.OccurredAt, e.Event.OccurredAt, $"subject-{e.Number}")));

    public static Ruling<StreamEvent<TState>> When<TState>(this TState? state, StreamCommand<TState> command, Actor? by = null) where TState : class => command.Decide(state, Now, by ?? Organiser);
}
