namespace WikkenWegen.Domain.Tests;

public class ReasonAdviceDeviationTests : AlsoAfterTheEndSpec<ReasonAdviceDeviationTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1", on: 2), AskedAdvice(1, on: 12), GotAdvice(1, on: 20));

    public static WeighingCommand When => Deviate;

    public static IEnumerable<Refused> Refused =>
    [
        new("a deviation without its reason", Given, Deviate with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a deviation from an advice that nobody asked for", Given, Deviate with { Number = 2 }, Rules.NoSuchAdviceRequest.Whole(2)),
        new("a deviation from an advice that was not received", Given(Opened(), Invited("B1"), AskedAdvice(1)), Deviate, Rules.AdviceNotReceived.Whole(1)),
        new("a deviation from an advice that was answered", Given.And(FollowedAdvice(1)), Deviate, Rules.AdviceAlreadyAnswered.Whole(1, 5)),
        new("a deviation before the advice was received", Given, Deviate with { OccurredAt = Day(19) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(20))),
        new("everything that is wrong with it, at once", Given.And(DeviatedFromAdvice(1)), Deviate with { OccurredAt = Day(19), Reason = null },
            Rules.ReasonMissing.At("/reason"), Rules.AdviceAlreadyAnswered.Whole(1, 5), Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(20))),
    ];

    private static readonly ReasonAdviceDeviation Deviate = new()
    {
        OccurredAt = Day(50),
        Number = 1,
        PartOfAdvice = Text("The rent"),
        Ground = DeviationGround.EqualTreatment,
        Reason = Text("other complexes"),
    };

    private static readonly AdviceDeviationReasoned Deviated = new()
    {
        OccurredAt = Day(50),
        Number = 1,
        PartOfAdvice = Text("The rent"),
        Ground = DeviationGround.EqualTreatment,
        Reason = Text("other complexes"),
        ExecuteFrom = new DateOnly(2026, 3, 30),
        Term = new StatutoryTerm
        {
            PlainDay = new DateOnly(2026, 3, 28), // a Saturday
            LastDay = new DateOnly(2026, 3, 30),
            Extension = TermExtension.EndsOnDayOff,
            RuleVersion = 1,
        },
    };

    [Fact]
    public void Three_days_after_the_reasons_a_statutory_advice_no_longer_bars_execution() => Given.When(Deviate).Records(Deviated);

    [Fact]
    public void Days_that_are_holidays_by_decree_are_not_among_the_working_days() =>
        Given.When(Deviate with { DecreedDays = [new DateOnly(2026, 3, 30), new DateOnly(2026, 3, 27), new DateOnly(2026, 3, 30), new DateOnly(2026, 5, 15)] }).Records(Deviated with
        {
            ExecuteFrom = new DateOnly(2026, 3, 31),
            Term = Deviated.Term! with { LastDay = new DateOnly(2026, 3, 31), DecreedDays = [new DateOnly(2026, 3, 27), new DateOnly(2026, 3, 30)] },
        });

    [Fact]
    public void Another_advice_bars_nothing() =>
        Given(Opened(), Invited("B1"), AskedAdvice(1, statutory: false), GotAdvice(1)).When(Deviate with { PartOfAdvice = null })
            .Records(Deviated with { PartOfAdvice = null, ExecuteFrom = null, Term = null });

    [Fact]
    public void It_may_be_reasoned_too_late_for_that_merely_should_not_happen() => Given.When(Deviate with { OccurredAt = Day(200) }).IsRecorded();
}
