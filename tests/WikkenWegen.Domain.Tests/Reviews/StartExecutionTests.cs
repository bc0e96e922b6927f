namespace WikkenWegen.Domain.Tests;

public class StartExecutionTests : AlsoAfterTheEndSpec<StartExecutionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(approver: null), Submitted("V1"), Submitted("V0", doNothing: true), Decided(1, on: 30));

    public static WeighingCommand When => Start;

    public static IEnumerable<Refused> Refused =>
    [
        new("the execution of a decision that does not exist", Given, Start with { Decision = 2 }, Rules.NoSuchDecision.Whole(2)),
        new("the execution of a deferral", Given(Opened(), Decided(1, kind: DecisionKind.Deferred)), Start, StartExecution.NothingToExecute.Whole(1)),
        new("the execution of a decision for none of the proposals", Given(Opened(), Decided(1, kind: DecisionKind.None)), Start, StartExecution.NothingToExecute.Whole(1)),
        new("a second start", Given.And(StartedExecution(1, on: 45)), Start, StartExecution.ExecutionAlreadyStarted.Whole(1, 5)),
        new("a start before the decision", Given, Start with { OccurredAt = Day(29) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(30))),
        new("a start before the approval, without saying why", Awaiting, Start, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a start before an approval that was recorded first", Awaiting.And(Approved(1, on: 60)), Start, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a start of what was rejected, without saying why", Awaiting.And(Rejected(1, on: 40)), Start, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a start after the approver was framed away", Awaiting.And(Reframed(on: 40, approver: null)), Start, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a start of what was decided while the approver was framed away", Given(Opened(), Submitted("V1"), Reframed(on: 20, approver: null), Decided(1), Reframed(on: 40) with { Version = 3 }), Start,
            Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a start dated back to before an approver was named", Given(Opened(approver: null), Submitted("V1"), Decided(1), Reframed(on: 60)), Start, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a start of what was dated back to before an approver was named, who was framed away since", Given(Opened(approver: null), Submitted("V1"), Reframed(on: 20), Decided(1, on: 10), Reframed(on: 40, approver: null) with { Version = 3 }), Start,
            Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a start of what was corrected to before an approver was named, who was framed away since",
            Given(Opened(approver: null), Submitted("V1"), Reframed(on: 20), Decided(1, on: 30), Reframed(on: 40, approver: null) with { Version = 3 }, CorrectedMoment(4, 30, 10, on: 45)), Start,
            Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a reason where there is no approver", Given, Start with { WithoutApprovalReason = Text() }, Rules.ApprovalNotAwaited.At("/withoutApprovalReason")),
        new("a reason where the decision was approved", Awaiting.And(Approved(1, on: 40)), Start with { WithoutApprovalReason = Text() }, Rules.ApprovalNotAwaited.At("/withoutApprovalReason")),
        new("everything that is wrong with it, at once", Given(Opened(), Decided(1, on: 30, DecisionKind.None)), Start with { OccurredAt = Day(29), WithoutApprovalReason = Text() },
            StartExecution.NothingToExecute.Whole(1), Rules.ApprovalNotAwaited.At("/withoutApprovalReason"), Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(30))),
    ];

    private static readonly StartExecution Start = new() { OccurredAt = Day(50), Decision = 1 };

    /// <summary>With a choice that awaits its approval.</summary>
    private static Weighing Awaiting => Given(Opened(), Submitted("V1"), Decided(1, on: 30));

    [Fact]
    public void The_execution_of_a_choice_can_start() => Given.When(Start).Records(new ExecutionStarted { OccurredAt = Day(50), Decision = 1 });

    [Fact]
    public void To_do_nothing_has_a_start_too() =>
        Given(Opened(approver: null), Submitted("V0", doNothing: true), Decided(1, kind: DecisionKind.DoNothingChosen, proposal: "V0")).When(Start).IsRecorded();

    [Fact]
    public void It_may_be_of_a_decision_that_no_longer_stands_for_that_merely_should_not_happen()
    {
        Awaiting.And(Rejected(1, on: 40)).When(Start with { WithoutApprovalReason = Text() }).IsRecorded();
        Given.And(WithdrewDecision(1, on: 40)).When(Start).IsRecorded();
        Awaiting.And(Approved(1, on: 35), Reopened(1, on: 40)).When(Start).IsRecorded();
    }

    [Fact]
    public void Once_approved_it_may_start_at_that_very_moment() => Awaiting.And(Approved(1, on: 50)).When(Start).Records(new ExecutionStarted { OccurredAt = Day(50), Decision = 1 });

    [Fact]
    public void Without_its_approval_it_is_recorded_as_that_with_the_reason()
    {
        var ruling = Awaiting.When(Start with { WithoutApprovalReason = Text("the roof leaked") });
        ruling.Records(new ExecutionStarted { OccurredAt = Day(50), Decision = 1, WithoutApprovalReason = Text("the roof leaked") });
        var executed = Awaiting.And(ruling.Event!);
        executed.Decision(1)!.ExecutionStarted.ShouldSatisfyAllConditions(e => e!.WithoutApprovalReason.ShouldBe(Text("the roof leaked")), e => e!.Event.ShouldBe(4), e => e!.OccurredAt.ShouldBe(Day(50)));
        executed.Decision(1)!.Approval.ShouldBeNull();
        executed.Status.ShouldBe(WeighingStatus.InExecution);
        executed.And(Approved(1, on: 60)).Decision(1)!.ExecutionStarted!.WithoutApprovalReason.ShouldNotBeNull(); // an approval afterwards does not undo it
    }

    [Fact]
    public void It_may_come_within_three_days_of_the_reasons_for_that_merely_should_not_happen() =>
        Given.And(Invited("B1"), AskedAdvice(1), GotAdvice(1, on: 40), DeviatedFromAdvice(1, on: 49)).When(Start).IsRecorded();
}
