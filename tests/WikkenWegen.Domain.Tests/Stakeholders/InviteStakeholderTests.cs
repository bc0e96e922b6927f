namespace WikkenWegen.Domain.Tests;

public class InviteStakeholderTests : BeforeTheEndSpec<InviteStakeholderTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened());

    public static WeighingCommand When => Invite;

    public static IEnumerable<Refused> Refused =>
    [
        new("a code that another stakeholder has", Given(Opened(), Invited("B1")), Invite with { Code = "B1" }, Rules.DuplicateCode.At("/code", "B1")),
        new("a code that another stakeholder has in the other case", Given(Opened(), Invited("g2")), Invite with { Code = "G2" }, Rules.DuplicateCode.At("/code", "g2")),
        new("the code of a stakeholder who withdrew", Given(Opened(), Invited("B1"), Left("B1")), Invite with { Code = "B1" }, Rules.DuplicateCode.At("/code", "B1")),
    ];

    private static readonly InviteStakeholder Invite = new()
    {
        OccurredAt = Day(50),
        Party = "Gemeente",
        Role = "Wijkregisseur",
        Say = Say.GivesInput,
        Interest = "The square",
        PersonName = Text("name"),
        Contact = Text("contact"),
        Subject = "subject-7",
    };

    private static StakeholderInvited Event(string code) => new()
    {
        OccurredAt = Day(50),
        Code = code,
        Party = "Gemeente",
        Role = "Wijkregisseur",
        Say = Say.GivesInput,
        Interest = "The square",
        PersonName = Text("name"),
        Contact = Text("contact"),
        Subject = "subject-7",
    };

    [Fact]
    public void A_stakeholder_has_the_code_it_was_given() => Given.When(Invite with { Code = "GEM" }).Records(Event("GEM"));

    [Fact]
    public void Without_a_code_it_gets_the_next_number() => Given(Opened(), Invited("B1"), Invited("HO")).When(Invite).Records(Event("B3"));

    [Fact]
    public void A_proposal_may_have_the_same_code() => Given(Opened(), Submitted("X1")).When(Invite with { Code = "X1" }).IsRecorded();

    [Fact]
    public void The_same_party_may_be_invited_twice_under_two_codes() =>
        Given(Opened(), Invited("B1")).When(Invite with { Party = "Bewoners", Role = "Bewonerscommissie" }).IsRecorded();
}
