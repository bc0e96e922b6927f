namespace WikkenWegen.Domain.Tests;

public class ApproveDecisionTests : AlsoAfterTheEndSpec<ApproveDecisionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"), Decided(1, on: 30));

    public static WeighingCommand When => Approve;

    public static IEnumerable<Refused> Refused =>
    [
        new("a rejection without its reason", Given, Approve with { Approved = false, Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("an approval without an approver in the framing", Given(Opened(approver: null), Submitted("V1"), Decided(1)), Approve, ApproveDecision.NoApprover.Whole()),
        new("an approval after the approver was taken out of the framing", Given.And(Reframed(on: 35, approver: null)), Approve, ApproveDecision.NoApprover.Whole()),
        new("an approval before an approver came into the framing", Given(Opened(approver: null), Submitted("V1"), Decided(1, on: 30), Reframed(on: 60)), Approve,
            ApproveDecision.NoApprover.Whole()),
        new("the approval of a decision that does not exist", Given, Approve with { Number = 2 }, Rules.NoSuchDecision.Whole(2)),
        new("a second approval", Given.And(Approved(1, on: 40)), Approve, ApproveDecision.AlreadyRuled.Whole(1, 4)),
        new("an approval of what was rejected", Given.And(Rejected(1, on: 40)), Approve, ApproveDecision.AlreadyRuled.Whole(1, 4)),
        new("a rejection of what was approved", Given.And(Approved(1, on: 40)), Reject, ApproveDecision.AlreadyRuled.Whole(1, 4)),
        new("the approval of a decision that was withdrawn", Given.And(WithdrewDecision(1, on: 40)), Approve, Rules.DecisionDoesNotStand.Whole(1, 4)),
        new("the rejection of a decision that was withdrawn", Given.And(WithdrewDecision(1, on: 40)), Reject, Rules.DecisionDoesNotStand.Whole(1, 4)),
        new("the approval of a decision from before the reopening", Given.And(Reopened(1, on: 40)), Approve, Rules.DecisionDoesNotStand.Whole(1, 4)),
        new("an approval at the very moment at which the decision was taken and withdrawn", Given(Opened(), Decided(1, on: 50), WithdrewDecision(1, on: 50)), Approve,
            Rules.DecisionDoesNotStand.Whole(1, 3)),
        new("a rejection that would lie before the withdrawal of what it rejects", Given.And(WithdrewDecision(1, on: 60)), Reject,
            Rules.DecisionDoesNotStand.Whole(1, 4)),
        new("an approval before the decision", Given, Approve with { OccurredAt = Day(29) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
        new("an approval by who recorded the decision", Given, Approve, ApproveDecision.ApproverIsDecider.Whole(1)) { By = Colleague("subject-1") },
        new("a rejection by who recorded the decision", Given, Reject, ApproveDecision.ApproverIsDecider.Whole(1)) { By = Colleague("subject-1") },
        new("an approval by who recorded another decision, which was withdrawn", Given.And(WithdrewDecision(1, on: 31)).After(new RecordedEvent(Decided(2, on: 32), 5, Day(32), "subject-2")), Approve with { Number = 2 },
            ApproveDecision.ApproverIsDecider.Whole(1)) { By = Colleague("subject-1") },
        new("a rejection by who put the decision off before", Given(Opened(), Submitted("V1"), Decided(1, on: 20, DecisionKind.Deferred)).After(new RecordedEvent(Decided(2, on: 30), 4, Day(30), "subject-2")), Reject with { Number = 2 },
            ApproveDecision.ApproverIsDecider.Whole(1)) { By = Colleague("subject-1") },
        new("an approval under the subject id that the decider got by a correction", Given.And(Invited("B1") with { Subject = "subject-1" }, Corrected("B1") with { Subject = "subject-7" }), Approve,
            ApproveDecision.ApproverIsDecider.Whole(1)) { By = Colleague("subject-7") },
        new("an approval under a subject id that the decider had once, two corrections ago", Given.And(
                Invited("B1") with { Subject = "subject-8" }, Corrected("B1") with { Subject = "subject-7" }, Invited("B2") with { Subject = "subject-7" }, Corrected("B2") with { Subject = "subject-1" }), Approve,
            ApproveDecision.ApproverIsDecider.Whole(1)) { By = Colleague("subject-8") },
        new("everything that is wrong with it, at once", Given(Opened(approver: null), Submitted("V1"), Decided(1, on: 30)),
            new ApproveDecision { OccurredAt = Day(29), Number = 1, Approved = false },
            Rules.ReasonMissing.At("/reason"), ApproveDecision.NoApprover.Whole(), Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
    ];

    private static readonly ApproveDecision Approve = new() { OccurredAt = Day(50), Number = 1, Approved = true };

    private static readonly ApproveDecision Reject = Approve with { Approved = false, Reason = Text("too dear") };

    [Fact]
    public void An_approval_is_by_the_role_in_the_framing() =>
        Given.When(Approve).Records(new DecisionApproved { OccurredAt = Day(50), Number = 1, ApproverRole = Board });

    [Fact]
    public void It_is_by_the_role_in_the_framing_of_that_moment_also_when_it_is_recorded_after_a_reframing()
    {
        Given.And(Reframed(on: 60, approver: null)).When(Approve).Records(new DecisionApproved { OccurredAt = Day(50), Number = 1, ApproverRole = Board });
        Given.And(Reframed(on: 60, approver: "Bestuurder")).When(Reject)
            .Records(new DecisionRejected { OccurredAt = Day(50), Number = 1, ApproverRole = Board, Reason = Text("too dear") });
    }

    [Fact]
    public void A_reframing_is_in_force_at_its_very_moment() => Given.And(Reframed(on: 50, approver: "Bestuurder")).When(Approve)
        .Records(new DecisionApproved { OccurredAt = Day(50), Number = 1, ApproverRole = "Bestuurder" });

    [Fact]
    public void An_approval_may_have_a_reason() => Given.When(Approve with { Reason = Text("with pleasure") })
        .Records(new DecisionApproved { OccurredAt = Day(50), Number = 1, ApproverRole = Board, Reason = Text("with pleasure") });

    [Fact]
    public void A_rejection_has_its_reason() =>
        Given.When(Reject).Records(new DecisionRejected { OccurredAt = Day(50), Number = 1, ApproverRole = Board, Reason = Text("too dear") });

    [Fact]
    public void What_was_approved_while_it_stood_may_be_recorded_after_it_fell()
    {
        Given.And(WithdrewDecision(1, on: 60)).When(Approve).IsRecorded();
        Given.And(Reopened(1, on: 60)).When(Approve).IsRecorded();
    }

    [Fact]
    public void A_rejection_after_the_closing_leaves_it_closed_and_nothing_decided()
    {
        var rejected = Given.And(ClosedWeighing(50), Rejected(1, on: 60));
        rejected.Status.ShouldBe(WeighingStatus.Closed);
        rejected.StandingDecision.ShouldBeNull();
        rejected.When(new ReopenWeighing { OccurredAt = Day(70), Reason = Text() }).Records(Reopened(null, on: 70));
    }

    [Fact]
    public void It_may_come_after_the_start_of_the_execution_for_that_merely_should_not_happen() =>
        Given.And(StartedExecution(1, on: 45)).When(Approve).IsRecorded();

    [Theory]
    [InlineData(DecisionKind.None)]
    [InlineData(DecisionKind.Deferred)]
    public void A_decision_that_chooses_nothing_can_be_ruled_on_too(DecisionKind kind) => Given(Opened(), Decided(1, kind: kind)).When(Approve).IsRecorded();
}
