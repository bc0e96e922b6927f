namespace WikkenWegen.Domain.Tests;

public class WithdrawStakeholderTests : BeforeTheEndSpec<WithdrawStakeholderTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1"));

    public static WeighingCommand When => Withdraw;

    public static IEnumerable<Refused> Refused =>
    [
        new("the withdrawal of who is no stakeholder", Given, Withdraw with { Code = "B9" }, WithdrawStakeholder.NoSuchStakeholder.Whole("B9")),
        new("a second withdrawal", Given(Opened(), Invited("B1"), Left("B1")), Withdraw, Rules.StakeholderWithdrawn.Whole("B1", 3)),
        new("a withdrawal before the invitation", Given(Opened(), Invited("B1", on: 2)), Withdraw with { OccurredAt = Day(1) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(2))),
        new("a withdrawal before an input that they gave", Given.And(GaveInput(1, "B1", on: 60)), Withdraw, Before(3)),
        new("a withdrawal before the revision of an input that they gave", Given.And(GaveInput(1, "B1", on: 5), RevisedInput(1, 2, on: 60)), Withdraw, Before(4)),
        new("a withdrawal before an objection that they raised", Given.And(Objected(1, "B1", on: 60)), Withdraw, Before(3)),
        new("a withdrawal before advice was asked of them", Given.And(AskedAdvice(1, on: 60, stakeholder: "B1")), Withdraw, Before(3)),
        new("a withdrawal before a score that they gave", Given.And(Submitted("V1"), AdoptedCriteria(), Scored(1, on: 60, by: new Who("B1", null))), Withdraw, Before(5)),
    ];

    private static Refusal Before(int number) => Rules.OccurredBeforeItsGround.At("/occurredAt", number, Day(60));

    private static readonly WithdrawStakeholder Withdraw = new() { OccurredAt = Day(50), Code = "B1", Reason = Text("no time") };

    [Fact]
    public void A_withdrawal_may_have_a_reason() =>
        Given.When(Withdraw).Records(new StakeholderWithdrew { OccurredAt = Day(50), Code = "B1", Reason = Text("no time") });

    [Fact]
    public void What_others_did_and_what_was_done_with_their_part_is_no_bar() =>
        Given.And(Invited("B2"), GaveInput(1, "B2", on: 60), GaveInput(2, "B1", on: 5), WithdrewInput(2, on: 60), AskedAdvice(1, on: 12), GotAdvice(1, on: 60))
            .When(Withdraw).IsRecorded();

    [Fact]
    public void A_stakeholder_need_not_say_why() => Given.When(Withdraw with { Reason = null }).Records(Left("B1", on: 50));
}
