namespace WikkenWegen.Domain.Tests;

public class WithdrawProposalTests : BeforeTheEndSpec<WithdrawProposalTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"));

    public static WeighingCommand When => Withdraw;

    public static IEnumerable<Refused> Refused =>
    [
        new("a withdrawal without its reason", Given, Withdraw with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("the withdrawal of a proposal that does not exist", Given, Withdraw with { Code = "V9" }, Rules.NoSuchProposal.Whole("V9")),
        new("a second withdrawal", Given(Opened(), Submitted("V1"), WithdrewProposal("V1")), Withdraw, Rules.ProposalWithdrawn.Whole("V1", 3)),
        new("a withdrawal before the proposal was revised", Given(Opened(), Submitted("V1"), Revised("V1", 2, on: 10)), Withdraw with { OccurredAt = Day(9) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(10))),
        new("a withdrawal before the decision that chose it", Given.And(Decided(proposal: "V1", on: 60)), Withdraw,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(60))),
        new("everything that is wrong with it, at once",
            Given(Opened(), Submitted("V1", on: 1), WithdrewProposal("V1")), Withdraw with { Reason = null, OccurredAt = Day(0.5) },
            Rules.ReasonMissing.At("/reason"), Rules.ProposalWithdrawn.Whole("V1", 3), Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(1))),
    ];

    private static readonly WithdrawProposal Withdraw = new() { OccurredAt = Day(50), Code = "V1", Reason = Text("too dear") };

    [Fact]
    public void A_withdrawal_has_its_reason() =>
        Given.When(Withdraw).Records(new ProposalWithdrawn { OccurredAt = Day(50), Code = "V1", Reason = Text("too dear") });

    [Fact]
    public void A_decision_that_chose_another_and_what_was_said_and_scored_is_no_bar() =>
        Given.And(Submitted("V2"), Invited("B1"), AdoptedCriteria(), GaveInput(1, on: 60), Scored(1, on: 60), Decided(proposal: "V2", on: 60)).When(Withdraw).IsRecorded();

    [Fact]
    public void A_proposal_that_was_chosen_may_be_withdrawn_afterwards() =>
        Given(Opened(), Submitted("V1"), Decided(proposal: "V1", on: 30)).When(Withdraw).IsRecorded();
}
