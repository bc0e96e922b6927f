namespace WikkenWegen.Domain.Tests;

public class SubmitProposalTests : BeforeTheEndSpec<SubmitProposalTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened());

    public static WeighingCommand When => Submit;

    public static IEnumerable<Refused> Refused =>
    [
        new("a code that another proposal has", Given(Opened(), Submitted("V1")), Submit with { Code = "V1" }, Rules.DuplicateCode.At("/code", "V1")),
        new("a code that another proposal has in the other case", Given(Opened(), Submitted("S1.1")), Submit with { Code = "s1.1" }, Rules.DuplicateCode.At("/code", "S1.1")),
        new("the code of a proposal that was withdrawn", Given(Opened(), Submitted("V1"), WithdrewProposal("V1")), Submit with { Code = "V1" },
            Rules.DuplicateCode.At("/code", "V1")),
        new("an author who is no stakeholder", Given, Submit with { Author = new Who("B9", null) }, Rules.UnknownStakeholder.At("/author/stakeholder", "B9")),
        new("an author who is a stakeholder and a role", Given(Opened(), Invited("B1")), Submit with { Author = new Who("B1", "Strateeg") },
            Rules.StakeholderOrRole.At("/author")),
        new("an author who is neither a stakeholder nor a role", Given, Submit with { Author = new Who(null, null) }, Rules.StakeholderOrRole.At("/author")),
        new("an author who was invited later", Given(Opened(), Invited("B1", on: 60)),
            Submit with { Author = new Who("B1", null) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(60))),
        new("everything that is wrong with it, at once",
            Given(Opened(), Submitted("V1"), CancelledWeighing(40)), Submit with { Code = "V1", Author = new Who("B9", null) },
            Rules.WeighingEnded.Whole(3), Rules.DuplicateCode.At("/code", "V1"), Rules.UnknownStakeholder.At("/author/stakeholder", "B9")),
    ];

    private static readonly SubmitProposal Submit = new()
    {
        OccurredAt = Day(50),
        Content = new ProposalContent { Name = "Renovate", Description = "Floor by floor", Costs = 10_400_000.50m },
        Author = new Who(null, "Strateeg wonen"),
    };

    private static ProposalSubmitted Event(string code) => new()
    {
        OccurredAt = Day(50),
        Code = code,
        Content = Submit.Content,
        Author = Submit.Author,
    };

    [Fact]
    public void A_proposal_has_the_code_it_was_given() => Given.When(Submit with { Code = "Renovatie" }).Records(Event("Renovatie"));

    [Fact]
    public void Without_a_code_it_gets_the_next_number() =>
        Given(Opened(), Submitted("Sloop"), Submitted("V1")).When(Submit).Records(Event("V3"));

    [Fact]
    public void A_number_that_was_taken_by_hand_is_passed_over() =>
        Given(Opened(), Submitted("V2"), Submitted("V3"), Submitted("v4")).When(Submit).Records(Event("V5"));

    [Fact]
    public void A_stakeholder_may_be_its_author() =>
        Given(Opened(), Invited("B1")).When(Submit with { Author = new Who("B1", null) }).IsRecorded();

    [Fact]
    public void It_may_come_at_the_very_moment_of_the_opening() => Given.When(Submit with { OccurredAt = Day(0) }).IsRecorded();

    [Fact]
    public void Nobody_need_be_its_author() => Given.When(Submit with { Author = null }).IsRecorded();

    [Fact]
    public void It_may_come_after_the_decision() => Given(Opened(), Submitted("V1"), Decided(on: 30)).When(Submit).IsRecorded();

    [Fact]
    public void There_may_be_two_ways_of_doing_nothing() =>
        Given(Opened(), Submitted("V0", doNothing: true)).When(Submit with { Content = Submit.Content with { DoNothing = true } }).IsRecorded();
}
