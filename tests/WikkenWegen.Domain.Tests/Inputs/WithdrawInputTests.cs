namespace WikkenWegen.Domain.Tests;

public class WithdrawInputTests : AlsoAfterTheEndSpec<WithdrawInputTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1"), GaveInput(1, on: 5));

    public static WeighingCommand When => Withdraw;

    public static IEnumerable<Refused> Refused =>
    [
        new("the withdrawal of an input that does not exist", Given, Withdraw with { Number = -1 }, Rules.NoSuchInput.Whole(-1)),
        new("a second withdrawal", Given.And(WithdrewInput(1)), Withdraw, Rules.InputWithdrawn.Whole(1, 4)),
        new("a withdrawal before the revision in force", Given.And(RevisedInput(1, 2, on: 60)), Withdraw, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("the withdrawal of what another gave in a blind round that is open", Blind, Withdraw, Rules.NoSuchInput.Whole(1)) { By = Colleague("subject-2") },
        new("a withdrawal of what was given blindly, before the closing but recorded after it", Blind.And(ClosedRound(1, on: 9)), Withdraw with { OccurredAt = Day(8) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(9))),
        new("everything that is wrong with it, at once", Given.And(WithdrewInput(1)), Withdraw with { OccurredAt = Day(1) },
            Rules.InputWithdrawn.Whole(1, 4), Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(5))),
    ];

    private static readonly WithdrawInput Withdraw = new() { OccurredAt = Day(50), Number = 1, Reason = Text("no longer ours") };

    private static Weighing Blind => Given(Opened(), Invited("B1"), OpenedRound(1, on: 4, blind: true), GaveInput(1, on: 5, round: 1));

    [Fact]
    public void What_was_given_blindly_may_be_withdrawn_after_the_closing() => Blind.And(ClosedRound(1, on: 9)).When(Withdraw, by: Party("subject-B1")).IsRecorded();

    [Fact]
    public void A_contributor_records_it_in_the_name_of_the_own_party()
    {
        Given.When(When, by: Party("subject-B1")).IsRecorded();
        Given.When(When, by: Party("subject-B2")).Refuses(Rules.NotOwnParty.Whole());
    }

    [Fact]
    public void A_withdrawal_may_have_a_reason() =>
        Given.When(Withdraw).Records(new InputWithdrawn { OccurredAt = Day(50), Number = 1, Reason = Text("no longer ours") });

    [Fact]
    public void Nobody_need_say_why() => Given.When(Withdraw with { Reason = null }).Records(WithdrewInput(1, on: 50));

    [Fact]
    public void Consent_can_be_withdrawn_after_the_round_the_decision_and_the_start_of_its_execution() =>
        Given(Opened(), Submitted("V1"), Invited("B1"), OpenedRound(1), GaveInput(1, round: 1), ClosedRound(1), Decided(on: 30), StartedExecution(on: 45))
            .When(Withdraw).IsRecorded();
}
