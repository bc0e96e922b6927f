namespace WikkenWegen.Domain.Tests;

public class ReviseProposalTests : BeforeTheEndSpec<ReviseProposalTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"));

    public static WeighingCommand When => Revise;

    public static IEnumerable<Refused> Refused =>
    [
        new("a revision without its reason", Given, Revise with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a revision of a proposal that does not exist", Given, Revise with { Code = "V9" }, Rules.NoSuchProposal.Whole("V9")),
        new("a revision of a proposal that was withdrawn", Given(Opened(), Submitted("V1"), WithdrewProposal("V1", on: 20)), Revise,
            Rules.ProposalWithdrawn.Whole("V1", 3)),
        new("a revision at the very moment of the withdrawal", Given(Opened(), Submitted("V1"), WithdrewProposal("V1", on: 50)), Revise,
            Rules.ProposalWithdrawn.Whole("V1", 3)),
        new("a revision before the one in force", Given(Opened(), Submitted("V1", on: 1), Revised("V1", 2, on: 10)), Revise with { OccurredAt = Day(9) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(10))),
        new("an author who is no stakeholder", Given, Revise with { Author = new Who("B9", null) }, Rules.UnknownStakeholder.At("/author/stakeholder", "B9")),
        new("an author who is neither a stakeholder nor a role", Given, Revise with { Author = new Who(null, null) }, Rules.StakeholderOrRole.At("/author")),
        new("an author who was invited later", Given(Opened(), Submitted("V1"), Invited("B1", on: 60)), Revise with { Author = new Who("B1", null) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(60))),
        new("everything that is wrong with it, at once", Given, Revise with { Code = "V9", Reason = null, Author = new Who("B9", null) },
            Rules.ReasonMissing.At("/reason"), Rules.UnknownStakeholder.At("/author/stakeholder", "B9"), Rules.NoSuchProposal.Whole("V9")),
    ];

    private static readonly ReviseProposal Revise = new()
    {
        OccurredAt = Day(50),
        Code = "V1",
        Content = new ProposalContent { Name = "Renovate for 18 months", Costs = -1 },
        Author = new Who(null, "Gebiedsregisseur"),
        Reason = Text("an objection"),
    };

    [Fact]
    public void A_revision_has_the_next_number_and_its_reason() =>
        Given(Opened(), Submitted("V1"), Revised("V1", 2, on: 10)).When(Revise).Records(new ProposalRevised
        {
            OccurredAt = Day(50),
            Code = "V1",
            Revision = 3,
            Content = Revise.Content,
            Author = Revise.Author,
            Reason = Text("an objection"),
        });

    [Fact]
    public void What_was_revised_before_the_withdrawal_may_be_recorded_after_it() =>
        Given(Opened(), Submitted("V1"), WithdrewProposal("V1", on: 20)).When(Revise with { OccurredAt = Day(19) }).IsRecorded();

    [Fact]
    public void It_may_come_at_the_moment_of_the_one_before() =>
        Given(Opened(), Submitted("V1", on: 1)).When(Revise with { OccurredAt = Day(1) }).IsRecorded();

    [Fact]
    public void It_may_come_after_the_decision() => Given(Opened(), Submitted("V1"), Decided(on: 30)).When(Revise).IsRecorded();
}
