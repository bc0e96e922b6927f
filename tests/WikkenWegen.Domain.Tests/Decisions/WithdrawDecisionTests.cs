namespace WikkenWegen.Domain.Tests;

public class WithdrawDecisionTests : AlsoAfterTheEndSpec<WithdrawDecisionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"), Decided(1, on: 30));

    public static WeighingCommand When => Withdraw;

    public static IEnumerable<Refused> Refused =>
    [
        new("a withdrawal without its reason", Given, Withdraw with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("the withdrawal of a decision that does not exist", Given, Withdraw with { Number = 0 }, Rules.NoSuchDecision.Whole(0)),
        new("a second withdrawal", Given.And(WithdrewDecision(1, on: 40)), Withdraw, Rules.DecisionDoesNotStand.Whole(1, 4)),
        new("the withdrawal of a decision that was rejected", Given.And(Rejected(1, on: 40)), Withdraw, Rules.DecisionDoesNotStand.Whole(1, 4)),
        new("the withdrawal of a decision from before the reopening", Given.And(Reopened(1, on: 40)), Withdraw, Rules.DecisionDoesNotStand.Whole(1, 4)),
        new("the withdrawal of a deferral of which a decision took the place",
            Given(Opened(), Decided(1, on: 30, DecisionKind.Deferred), Decided(2, on: 40, DecisionKind.None)), Withdraw, Rules.DecisionDoesNotStand.Whole(1, 3)),
        new("a withdrawal before the decision", Given, Withdraw with { OccurredAt = Day(29) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
        new("a withdrawal before the approval", Given.And(Approved(1, on: 60)), Withdraw, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("everything that is wrong with it, at once", Given.And(Rejected(1, on: 60)), new WithdrawDecision { OccurredAt = Day(29), Number = 1 },
            Rules.ReasonMissing.At("/reason"), Rules.DecisionDoesNotStand.Whole(1, 4), Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
    ];

    private static readonly WithdrawDecision Withdraw = new() { OccurredAt = Day(50), Number = 1, Reason = Text("the builder is bankrupt") };

    [Fact]
    public void A_withdrawal_has_its_reason() =>
        Given.When(Withdraw).Records(new DecisionWithdrawn { OccurredAt = Day(50), Number = 1, Reason = Text("the builder is bankrupt") });

    [Fact]
    public void A_decision_that_was_approved_or_is_being_executed_can_be_withdrawn() =>
        Given.And(Approved(1, on: 40), StartedExecution(1, on: 45)).When(Withdraw).IsRecorded();

    [Fact]
    public void What_was_withdrawn_before_the_start_of_the_execution_may_be_recorded_after_it() =>
        Given.And(StartedExecution(1, on: 60)).When(Withdraw).IsRecorded();

    [Fact]
    public void A_deferral_can_be_withdrawn() => Given(Opened(), Decided(1, kind: DecisionKind.Deferred)).When(Withdraw).IsRecorded();
}
