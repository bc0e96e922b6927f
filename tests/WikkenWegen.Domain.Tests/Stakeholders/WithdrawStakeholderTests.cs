namespace WikkenWegen.Domain.Tests;

public class WithdrawStakeholderTests : CommandSpec<WithdrawStakeholderTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1"));

    public static WeighingCommand When => Withdraw;

    public static AfterTheEnd AfterTheEnd => AfterTheEnd.Refused;

    public static IEnumerable<Refused> Refused =>
    [
        new("the withdrawal of who is no stakeholder", Given, Withdraw with { Code = "B9" }, Rules.NoSuchStakeholder.Whole("B9")),
        new("a second withdrawal", Given(Opened(), Invited("B1"), Left("B1")), Withdraw, Rules.StakeholderWithdrawn.Whole("B1", 3)),
        new("a withdrawal before the invitation", Given(Opened(), Invited("B1", on: 2)), Withdraw with { OccurredAt = Day(1) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(2))),
    ];

    private static readonly WithdrawStakeholder Withdraw = new() { OccurredAt = Day(50), Code = "B1", Reason = Text("no time") };

    [Fact]
    public void A_withdrawal_may_have_a_reason() =>
        Given.When(Withdraw).Records(new StakeholderWithdrew { OccurredAt = Day(50), Code = "B1", Reason = Text("no time") });

    [Fact]
    public void A_stakeholder_need_not_say_why() => Given.When(Withdraw with { Reason = null }).Records(Left("B1", on: 50));
}
