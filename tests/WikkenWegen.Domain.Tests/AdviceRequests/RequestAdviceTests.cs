namespace WikkenWegen.Domain.Tests;

public class RequestAdviceTests : BeforeTheEndSpec<RequestAdviceTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2));

    public static WeighingCommand When => Ask;

    public static IEnumerable<Refused> Refused =>
    [
        new("advice of a party that was not invited", Given, Ask with { Stakeholder = "B9" }, Rules.NotInvited.At("/stakeholder", "B9")),
        new("advice of a party that withdrew", Given.And(Left("B1", on: 20)), Ask, Rules.StakeholderWithdrawn.At("/stakeholder", "B1", 4)),
        new("a request before the invitation", Given, Ask with { OccurredAt = Day(1.5) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(2))),
        new("advice on a proposal that does not exist", Given, Ask with { Proposal = new ProposalChoice("V9", null) }, Rules.UnknownProposal.At("/proposal/code", "V9")),
        new("advice on a revision that does not exist", Given, Ask with { Proposal = new ProposalChoice("V1", 2) },
            Rules.UnknownRevision.At("/proposal/revision", "V1", 2)),
        new("advice on a revision that was made later", Given.And(Revised("V1", 2, on: 60)), Ask, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("a term that ended before it began", Given, Ask with { Statutory = false, AdviseBy = new DateOnly(2026, 3, 24) },
            Rules.DayBeforeEvent.At("/adviseBy", new DateOnly(2026, 3, 24))),
        new("a statutory term shorter than the law's", Given, Ask with { AdviseBy = new DateOnly(2026, 5, 5) },
            RequestAdvice.StatutoryTermTooShort.At("/adviseBy", new DateOnly(2026, 5, 6))),
        new("everything that is wrong with it, at once", Given,
            Ask with { Stakeholder = "B9", Proposal = new ProposalChoice("V9", 1), AdviseBy = new DateOnly(2026, 3, 1) },
            Rules.NotInvited.At("/stakeholder", "B9"), Rules.UnknownProposal.At("/proposal/code", "V9"),
            Rules.DayBeforeEvent.At("/adviseBy", new DateOnly(2026, 3, 1))),
    ];

    /// <summary>Asked on 25 March 2026: day 50 of the story.</summary>
    private static readonly RequestAdvice Ask = new()
    {
        OccurredAt = Day(50),
        Stakeholder = "B1",
        About = "The choice between the proposals",
        Proposal = new ProposalChoice("V1", null),
        Statutory = true,
        Basis = "Wet op het overleg huurders verhuurder art. 5",
    };

    private static readonly AdviceRequested Asked = new()
    {
        OccurredAt = Day(50),
        Number = 1,
        Stakeholder = "B1",
        About = "The choice between the proposals",
        Proposal = new ProposalRevisionReference("V1", 1),
        Statutory = true,
        Basis = "Wet op het overleg huurders verhuurder art. 5",
        AdviseBy = new DateOnly(2026, 5, 6),
        Term = new StatutoryTerm { PlainDay = new DateOnly(2026, 5, 6), LastDay = new DateOnly(2026, 5, 6), RuleVersion = 1 },
    };

    /// <summary>Asked on Saturday 14 March 2026: the six weeks end on Saturday 25 April, and Monday 27 April is King's Day.</summary>
    private static readonly RequestAdvice AskForSixWeeksToASaturday = Ask with { OccurredAt = Day(39) };

    private static readonly AdviceRequested AskedForSixWeeksToASaturday = Asked with
    {
        OccurredAt = Day(39),
        AdviseBy = new DateOnly(2026, 4, 28),
        Term = new StatutoryTerm
        {
            PlainDay = new DateOnly(2026, 4, 25),
            LastDay = new DateOnly(2026, 4, 28),
            Extension = TermExtension.EndsOnDayOff,
            RuleVersion = 1,
        },
    };

    [Fact]
    public void A_statutory_request_gives_six_weeks() => Given.When(Ask).Records(Asked);

    [Fact]
    public void Six_weeks_that_end_on_a_day_off_are_extended() => Given.When(AskForSixWeeksToASaturday).Records(AskedForSixWeeksToASaturday);

    [Fact]
    public void The_day_that_the_landlord_set_is_kept_from_the_plain_six_weeks_on_beside_the_day_of_the_law()
    {
        var plain = new DateOnly(2026, 4, 25);
        Given.When(AskForSixWeeksToASaturday with { AdviseBy = plain }).Records(AskedForSixWeeksToASaturday with { AdviseBy = plain, AgreedDay = plain });
        Given.When(AskForSixWeeksToASaturday with { AdviseBy = plain.AddDays(-1) }).Refuses(RequestAdvice.StatutoryTermTooShort.At("/adviseBy", plain));
    }

    [Fact]
    public void They_are_extended_by_a_holiday_by_decree() =>
        Given.When(Ask with { DecreedDays = [new DateOnly(2026, 5, 6), new DateOnly(2026, 3, 25), new DateOnly(2026, 5, 8)] }).Records(Asked with
        {
            AdviseBy = new DateOnly(2026, 5, 7),
            Term = new StatutoryTerm
            {
                PlainDay = new DateOnly(2026, 5, 6),
                LastDay = new DateOnly(2026, 5, 7),
                Extension = TermExtension.EndsOnDayOff,
                DecreedDays = [new DateOnly(2026, 5, 6)],
                RuleVersion = 1,
            },
        });

    [Fact]
    public void A_statutory_term_may_be_that_of_the_law_or_longer()
    {
        Given.When(Ask with { AdviseBy = new DateOnly(2026, 5, 6) }).Records(Asked with { AgreedDay = new DateOnly(2026, 5, 6) });
        Given.When(Ask with { AdviseBy = new DateOnly(2026, 5, 7) }).Records(Asked with { AdviseBy = new DateOnly(2026, 5, 7), AgreedDay = new DateOnly(2026, 5, 7) });
    }

    [Fact]
    public void Another_request_has_the_term_that_was_agreed() =>
        Given.And(AskedAdvice(1)).When(Ask with { Statutory = false, AdviseBy = new DateOnly(2026, 3, 25) })
            .Records(Asked with { Number = 2, Statutory = false, AdviseBy = new DateOnly(2026, 3, 25), AgreedDay = new DateOnly(2026, 3, 25), Term = null });

    [Fact]
    public void Without_an_agreed_term_it_has_none() =>
        Given.When(Ask with { Statutory = false, Proposal = null, Basis = null })
            .Records(Asked with { Statutory = false, Proposal = null, Basis = null, AdviseBy = null, Term = null });

    [Fact]
    public void A_stakeholder_with_any_say_may_be_asked_even_after_the_decision() =>
        Given.And(Invited("B2") with { Say = Say.Dissents }, Decided(on: 30)).When(Ask with { Stakeholder = "B2" }).IsRecorded();
}
