namespace WikkenWegen.Domain.Tests;

public class StatusTests
{
    private static Weighing Decided(DecisionKind kind = DecisionKind.Chosen, string? approver = Board) =>
        Given(Opened(approver), Submitted("V1"), Past.Decided(1, on: 30, kind));

    [Fact]
    public void Before_the_first_event_and_until_a_decision_it_is_open()
    {
        Weighing.None.Status.ShouldBe(WeighingStatus.Open);
        Given(Opened()).Status.ShouldBe(WeighingStatus.Open);
    }

    [Fact]
    public void A_deferral_leaves_it_deferred_until_it_is_decided_or_the_deferral_withdrawn()
    {
        var deferred = Decided(DecisionKind.Deferred);
        deferred.Status.ShouldBe(WeighingStatus.Deferred);
        deferred.StandingDecision.ShouldNotBeNull().IsFinal.ShouldBeFalse();
        deferred.And(WithdrewDecision(1)).Status.ShouldBe(WeighingStatus.Open);
        deferred.And(Past.Decided(2, on: 40, DecisionKind.None)).Status.ShouldBe(WeighingStatus.Decided);
        deferred.And(Past.Decided(2, on: 40), WithdrewDecision(2)).Status.ShouldBe(WeighingStatus.Open);
    }

    [Fact]
    public void A_choice_awaits_the_approver_of_the_framing()
    {
        Decided().Status.ShouldBe(WeighingStatus.AwaitingApproval);
        Decided().And(Approved()).Status.ShouldBe(WeighingStatus.Decided);
        Decided(approver: null).Status.ShouldBe(WeighingStatus.Decided);
        Decided(DecisionKind.None).Status.ShouldBe(WeighingStatus.Decided);
    }

    [Fact]
    public void It_is_in_execution_from_its_start_approved_or_not()
    {
        Decided().And(StartedExecution()).Status.ShouldBe(WeighingStatus.InExecution);
        Decided().And(Approved(), StartedExecution()).Status.ShouldBe(WeighingStatus.InExecution);
    }

    [Fact]
    public void Once_the_decision_no_longer_stands_it_is_open_again()
    {
        Decided().And(Rejected()).Status.ShouldBe(WeighingStatus.Open);
        Decided().And(WithdrewDecision()).Status.ShouldBe(WeighingStatus.Open);
        Decided().And(StartedExecution(), WithdrewDecision()).Status.ShouldBe(WeighingStatus.Open);
        Decided().And(Reopened()).Status.ShouldBe(WeighingStatus.Open);
    }

    [Fact]
    public void What_is_told_of_a_decision_that_no_longer_stands_does_not_move_it()
    {
        Decided().And(WithdrewDecision(on: 50), StartedExecution(on: 60)).Status.ShouldBe(WeighingStatus.Open);
        var anew = Decided().And(WithdrewDecision(on: 50), Past.Decided(2, on: 55));
        anew.And(Approved(1, on: 40)).Status.ShouldBe(WeighingStatus.AwaitingApproval); // recorded late
        anew.And(StartedExecution(1, on: 45)).Status.ShouldBe(WeighingStatus.AwaitingApproval);
        anew.And(Approved(2, on: 56), StartedExecution(2, on: 57)).Status.ShouldBe(WeighingStatus.InExecution);
    }

    [Fact]
    public void What_is_recorded_after_the_end_does_not_undo_it()
    {
        Decided().And(ClosedWeighing(), WithdrewDecision(on: 50)).Status.ShouldBe(WeighingStatus.Closed);
        Decided().And(ClosedWeighing(), Approved(on: 90), StartedExecution(on: 95)).Status.ShouldBe(WeighingStatus.Closed);
        Given(Opened(), Submitted("V1"), CancelledWeighing(), Past.Decided(1, on: 30)).Status.ShouldBe(WeighingStatus.Cancelled);
    }

    [Fact]
    public void It_ends_closed_or_cancelled_until_it_is_reopened()
    {
        Decided().And(StartedExecution(), ClosedWeighing()).Status.ShouldBe(WeighingStatus.Closed);
        Given(Opened(), CancelledWeighing()).Status.ShouldBe(WeighingStatus.Cancelled);
        Given(Opened(), CancelledWeighing(), Reopened(null, on: 90)).Status.ShouldBe(WeighingStatus.Open);
    }
}
