using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Domain.Tests.Findings;

/// <summary>A weighing in which an auditor finds nothing, and what can be made of it by changing one thing.</summary>
internal sealed class Story
{
    /// <summary>One step as it was recorded.</summary>
    private sealed record Step(WeighingEvent Event, DateTimeOffset RecordedAt, string Actor);

    private readonly ImmutableArray<Step> _steps;

    private Story(IEnumerable<Step> steps) => _steps = [.. steps.OrderBy(s => s.RecordedAt)];

    /// <summary>The moment at which it is looked at, unless a test says otherwise.</summary>
    public static readonly DateTimeOffset Now = Day(100);

    public static readonly Who Controller = new(null, "Controller");

    public static readonly Who Manager = new(null, "Manager vastgoed");

    /// <summary>
    /// A proposal is chosen beside the do-nothing option: framed with its limits, heard, advised in favour, scored by two who agree, clearly first,
    /// approved, and then executed.
    /// </summary>
    public static readonly Story Clean = new Story([])
        .With(Opened() with { Framing = Framing() with { NotHereFor = "Care" } })
        .With(Submitted() with { Author = new Who(null, "Strateeg wonen") }, Submitted("V2", 1.1, doNothing: true))
        .With(Invited(), Invited("B2", 2.1) with { Party = "Gemeente", Role = "Wijkregisseur", Say = Say.GivesInput })
        .With(AdoptedCriteria(), OpenedRound(), GaveInput(round: 1), GaveInput(2, "B2", 5.1, 1), ClosedRound())
        .With([.. ScoresOf(Controller, 1, 10), .. ScoresOf(Manager, 5, 10.5)])
        .With(AskedAdvice() with { AdviseBy = Date(54) }, GotAdvice() with { Tenor = AdviceTenor.Positive })
        .With(Decided(on: 60), Approved(on: 65), StartedExecution(on: 70));

    /// <summary>The day in the Netherlands that lies so many days after the opening.</summary>
    public static DateOnly Date(double number) => Calendar.DayOf(Day(number));

    /// <summary>Four scores: V1 high on both criteria, V2 low.</summary>
    private static WeighingEvent[] ScoresOf(Who by, int number, double on) =>
    [
        .. new[] { ("V1", "BET"), ("V1", "KWA"), ("V2", "BET"), ("V2", "KWA") }.Select((cell, i) => Scored(number + i, on + i / 10.0, cell.Item1, criterion: cell.Item2, by: by)
            with { Estimate = cell.Item1 == "V1" ? new Estimate(8, 8.5m, 9) : new Estimate(1, 2, 3) }),
    ];

    /// <summary>The one event of a type, or the one of which something holds.</summary>
    public TEvent The<TEvent>(Func<TEvent, bool>? which = null) where TEvent : WeighingEvent => _steps.Select(s => s.Event).OfType<TEvent>().Single(e => which?.Invoke(e) != false);

    public IEnumerable<TEvent> All<TEvent>(Func<TEvent, bool>? which = null) where TEvent : WeighingEvent => _steps.Select(s => s.Event).OfType<TEvent>().Where(e => which?.Invoke(e) != false);

    /// <summary>With more events, each recorded when it happened.</summary>
    public Story With(params IEnumerable<WeighingEvent> events) => new(_steps.Concat(events.Select(e => new Step(e, e.OccurredAt, ActorOf(e)))));

    public Story Without<TEvent>(Func<TEvent, bool>? which = null) where TEvent : WeighingEvent => new(_steps.Where(s => s.Event is not TEvent e || which?.Invoke(e) == false));

    /// <summary>With the events of a type changed, those of which something holds; recorded when they happen then.</summary>
    public Story Change<TEvent>(Func<TEvent, TEvent> change, Func<TEvent, bool>? which = null) where TEvent : WeighingEvent => new(_steps.Select(s =>
        s.Event is not TEvent e || which?.Invoke(e) == false ? s : change(e) is var changed && s.RecordedAt == e.OccurredAt ? s with { Event = changed, RecordedAt = changed.OccurredAt } : s with { Event = changed }));

    /// <summary>The same, in which the events of a type were recorded at another moment than that at which they happened.</summary>
    public Story Recorded<TEvent>(DateTimeOffset at, Func<TEvent, bool>? which = null) where TEvent : WeighingEvent =>
        new(_steps.Select(s => s.Event is not TEvent e || which?.Invoke(e) == false ? s : s with { RecordedAt = at }));

    /// <summary>The same, in which the events of a type were recorded by somebody else.</summary>
    public Story By<TEvent>(string actor, Func<TEvent, bool>? which = null) where TEvent : WeighingEvent =>
        new(_steps.Select(s => s.Event is not TEvent e || which?.Invoke(e) == false ? s : s with { Actor = actor }));

    public Story Decides(Func<DecisionContent, DecisionContent> change) => Change<DecisionTaken>(d => d with { Content = change(d.Content) });

    public Story Framed(Func<Framing, Framing> change) => Change<WeighingOpened>(o => o with { Framing = change(o.Framing) });

    public ImmutableArray<RecordedEvent> Events => [.. _steps.Select((s, i) => new RecordedEvent(s.Event, i + 1, s.RecordedAt, s.Actor))];

    public Weighing State => Weighing.Fold(Events);

    /// <summary>The number of an event.</summary>
    public int NumberOf(WeighingEvent e) => Events.Single(r => ReferenceEquals(r.Event, e)).Number;

    /// <summary>The same, in a corporation with rules of its own.</summary>
    public Story Under(params IEnumerable<OwnRule> rules) => new(_steps) { OwnRules = [.. rules.Select((rule, i) => new OwnRuleVersion(rule, i + 1, new Origin(i + 2, Day(0), Day(0), "strategist")))] };

    public ImmutableArray<OwnRuleVersion> OwnRules { get; private init; } = [];

    public ImmutableArray<Finding> Findings(DateTimeOffset? now = null) => FindingRules.Of(new FindingContext(State, now ?? Now) { OwnRules = OwnRules });

    public IEnumerable<Finding> Findings(string rule, DateTimeOffset? now = null) => Findings(now).Where(f => f.Rule.Id == rule);

    private static string ActorOf(WeighingEvent e) => e switch
    {
        DecisionTaken or DecisionWithdrawn => "decider",
        DecisionApproved or DecisionRejected => "approver",
        _ => "strategist",
    };
}
