namespace WikkenWegen.Domain.Tests;

public class StartExecutionTests : AlsoAfterTheEndSpec<StartExecutionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"), Submitted("V0", doNothing: true), Decided(1, on: 30));

    public static WeighingCommand When => Start;

    public static IEnumerable<Refused> Refused =>
    [
        new("the execution of a decision that does not exist", Given, Start with { Decision = 2 }, Rules.NoSuchDecision.Whole(2)),
        new("the execution of a deferral", Given(Opened(), Decided(1, kind: DecisionKind.Deferred)), Start, StartExecution.NothingToExecute.Whole(1)),
        new("the execution of a decision for none of the proposals", Given(Opened(), Decided(1, kind: DecisionKind.None)), Start, StartExecution.NothingToExecute.Whole(1)),
        new("a second start", Given.And(StartedExecution(1, on: 45)), Start, StartExecution.ExecutionAlreadyStarted.Whole(1, 5)),
        new("a start before the decision", Given, Start with { OccurredAt = Day(29) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(30))),
        new("everything that is wrong with it, at once", Given(Opened(), Decided(1, on: 30, DecisionKind.None)), Start with { OccurredAt = Day(29) },
            StartExecution.NothingToExecute.Whole(1), Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(30))),
    ];

    private static readonly StartExecution Start = new() { OccurredAt = Day(50), Decision = 1 };

    [Fact]
    public void The_execution_of_a_choice_can_start() => Given.When(Start).Records(new ExecutionStarted { OccurredAt = Day(50), Decision = 1 });

    [Fact]
    public void To_do_nothing_has_a_start_too() =>
        Given(Opened(), Submitted("V0", doNothing: true), Decided(1, kind: DecisionKind.DoNothingChosen, proposal: "V0")).When(Start).IsRecorded();

    [Fact]
    public void It_may_be_of_a_decision_that_no_longer_stands_for_that_merely_should_not_happen()
    {
        Given.And(Rejected(1, on: 40)).When(Start).IsRecorded();
        Given.And(WithdrewDecision(1, on: 40)).When(Start).IsRecorded();
        Given.And(Reopened(1, on: 40)).When(Start).IsRecorded();
    }

    [Fact]
    public void It_may_come_before_the_approval_and_within_three_days_of_the_reasons_for_that_merely_should_not_happen() =>
        Given.And(Invited("B1"), AskedAdvice(1), GotAdvice(1, on: 40), DeviatedFromAdvice(1, on: 49)).When(Start).IsRecorded();
}
