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
        new("everything that is wrong with it, at once", Given.And(WithdrewInput(1)), Withdraw with { OccurredAt = Day(1) },
            Rules.InputWithdrawn.Whole(1, 4), Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(5))),
    ];

    private static readonly WithdrawInput Withdraw = new() { OccurredAt = Day(50), Number = 1, Reason = Text("no longer ours") };

    [Fact]
    public void A_contributor_records_it_in_the_name_of_the_own_party()
    {
        Given.When(When, by: new Actor("subject-B1", OwnPartyOnly: true)).IsRecorded();
        Given.When(When, by: new Actor("subject-B2", OwnPartyOnly: true)).Refuses(Rules.NotOwnParty.Whole());
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
