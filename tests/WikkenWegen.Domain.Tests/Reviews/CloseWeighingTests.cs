namespace WikkenWegen.Domain.Tests;

public class CloseWeighingTests : StepSpec<CloseWeighingTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(approver: null), Submitted("V1"), Decided(1, on: 30));

    public static WeighingCommand When => Close;

    public static IEnumerable<Refused> Refused =>
    [
        new("the closing of a weighing in which nothing was decided", Given(Opened()), Close, CloseWeighing.NothingDecided.Whole()),
        new("the closing of a weighing that was deferred", Given(Opened(), Decided(1, kind: DecisionKind.Deferred)), Close, CloseWeighing.NothingDecided.Whole()),
        new("the closing of a weighing whose decision no longer stands", Given.And(Rejected(1, on: 40)), Close, CloseWeighing.NothingDecided.Whole()),
        new("a second closing", Given.And(ClosedWeighing(40)), Close, Rules.WeighingEnded.Whole(4)),
        new("a closing before something that happened in the weighing", Given.And(Invited("B1", on: 60)), Close, Rules.EndedBeforeTheRest.At("/occurredAt", Day(60))),
        new("a closing on a choice that awaits its approval, without saying why", Awaiting, Close, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a closing on a choice that is being executed but was not approved", Awaiting.And(StartedExecution(1, on: 45) with { WithoutApprovalReason = Text() }), Close, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a closing after the approver was framed away", Awaiting.And(Reframed(on: 40, approver: null)), Close, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a closing on what was dated back to before an approver was named, who was framed away since", Given(Opened(approver: null), Submitted("V1"), Reframed(on: 20), Decided(1, on: 10), Reframed(on: 40, approver: null) with { Version = 3 }), Close,
            Rules.ApprovalMissing.At("/withoutApprovalReason", 1)),
        new("a reason where no approval is missing", Awaiting.And(Approved(1, on: 40)), Close with { WithoutApprovalReason = Text() }, Rules.ApprovalNotAwaited.At("/withoutApprovalReason")),
        new("a reason where none of the proposals was chosen", Given(Opened(), Decided(1, kind: DecisionKind.None)), Close with { WithoutApprovalReason = Text() }, Rules.ApprovalNotAwaited.At("/withoutApprovalReason")),
        new("everything that is wrong with it, at once", Given.And(ClosedWeighing(60)), Close,
            Rules.WeighingEnded.Whole(4), Rules.EndedBeforeTheRest.At("/occurredAt", Day(60))),
    ];

    private static readonly CloseWeighing Close = new() { OccurredAt = Day(50), Reason = Text("all done") };

    /// <summary>With a choice that awaits its approval.</summary>
    private static Weighing Awaiting => Given(Opened(), Submitted("V1"), Decided(1, on: 30));

    [Fact]
    public void Without_the_approval_of_its_decision_it_is_recorded_as_that_with_the_reason()
    {
        var ruling = Awaiting.When(Close with { WithoutApprovalReason = Text("the board was dissolved") });
        ruling.Records(new WeighingClosed { OccurredAt = Day(50), Reason = Text("all done"), WithoutApprovalReason = Text("the board was dissolved") });
        Awaiting.And(ruling.Event!).Ended!.WithoutApprovalReason.ShouldBe(Text("the board was dissolved"));
        Awaiting.And(Approved(1, on: 40)).When(Close).Records(new WeighingClosed { OccurredAt = Day(50), Reason = Text("all done") });
    }

    [Fact]
    public void A_weighing_whose_decision_stands_can_be_closed() =>
        Given.When(Close).Records(new WeighingClosed { OccurredAt = Day(50), Reason = Text("all done") });

    [Fact]
    public void It_may_be_closed_at_the_very_moment_of_the_last_thing_that_happened() => Given.When(Close with { OccurredAt = Day(30) }).IsRecorded();

    [Fact]
    public void Nobody_need_say_why() => Given.When(Close with { Reason = null }).Records(ClosedWeighing(50));

    [Fact]
    public void It_may_be_closed_before_the_execution_and_the_review() =>
        Given.And(OpenedRound(1), Invited("B1"), Objected(1, round: 1)).When(Close).IsRecorded();

    [Fact]
    public void It_can_be_closed_again_after_it_was_reopened_and_decided_anew() =>
        Given.And(ClosedWeighing(40), Reopened(1, on: 45), Decided(2, on: 46)).When(Close).IsRecorded();
}
