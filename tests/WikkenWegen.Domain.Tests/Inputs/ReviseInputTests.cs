namespace WikkenWegen.Domain.Tests;

public class ReviseInputTests : BeforeTheEndSpec<ReviseInputTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), GaveInput(1, "B1", on: 5));

    public static WeighingCommand When => Revise;

    private static Weighing InRound => Given(Opened(), Invited("B1", on: 2), OpenedRound(1, on: 4), GaveInput(1, "B1", on: 5, round: 1), ClosedRound(1, on: 9));

    public static IEnumerable<Refused> Refused =>
    [
        new("the revision of an input that does not exist", Given, Revise with { Number = 2 }, Rules.NoSuchInput.Whole(2)),
        new("the revision of an input that was withdrawn", Given.And(WithdrewInput(1, on: 8)), Revise, Rules.InputWithdrawn.Whole(1, 5)),
        new("a revision at the very moment of the withdrawal", Given.And(WithdrewInput(1, on: 50)), Revise, Rules.InputWithdrawn.Whole(1, 5)),
        new("a revision in a closed round", InRound, Revise with { Proposal = null }, Rules.RoundClosed.Whole(1)),
        new("a revision at the very moment of the closing", InRound, Revise with { Proposal = null, OccurredAt = Day(9) }, Rules.RoundClosed.Whole(1)),
        new("a revision before the one in force", Given.And(RevisedInput(1, 2, on: 60)), Revise, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a revision about a revision of a proposal that was made later", Given.And(Revised("V1", 2, on: 60)), Revise,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a preference for a proposal that was submitted later", Given.And(Submitted("V2", on: 60)), Revise with { Content = new InputContent { PreferredProposal = "V2" } },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a revision of what was given blindly, after the closing", Blind.And(ClosedRound(1, on: 9)), Revise with { Proposal = null, OccurredAt = Day(8) }, Rules.RoundClosed.Whole(1)),
        new("a revision of what another gave in a blind round that is open", Blind, Revise with { Proposal = null }, Rules.NoSuchInput.Whole(1)) { By = Colleague("subject-2") },
        new("a revision by who recorded an earlier one that another has revised since", Blind.After(new RecordedEvent(RevisedInput(1, 2, on: 6), 5, Day(6), "subject-B1")),
            Revise with { Proposal = null }, Rules.NoSuchInput.Whole(1)) { By = Colleague("subject-1") },
        new("a wrong revision of what another gave in a blind round that is open", Blind, Revise with { Proposal = null, Content = new InputContent { Resistance = 11 } },
            Rules.ResistanceOutOfRange.At("/resistance"), Rules.NoSuchInput.Whole(1)) { By = Colleague("subject-2") },
        new("a revision about something else while the party itself gave an input that the caller may not read", AndMore("V1"), Revise, GivingCommand.GivenUnread.Whole("B1")) { By = Colleague("subject-1") },
        new("the same where what the party gave is about something else again", AndMore("V2"), Revise, GivingCommand.GivenUnread.Whole("B1")) { By = Colleague("subject-1") },
        new("a revision by which it becomes a second input about the same thing", Given.And(GaveInput(2) with { Content = new InputContent { Resistance = 1, Proposal = new ProposalRevisionReference("V1", 1) } }), Revise,
            Rules.AlreadyGiven.Whole("B1", 2)),
        new("a revision after the party withdrew", Given.And(Left("B1", on: 20)), Revise, Rules.StakeholderWithdrawn.Whole("B1", 5)),
        new("a revision that says nothing", Given, Revise with { Content = new InputContent() }, Rules.EmptyInput.Whole()),
        new("resistance out of range", Given, Revise with { Content = new InputContent { Resistance = 11 } }, Rules.ResistanceOutOfRange.At("/resistance")),
        new("an overriding objection without its reasons", Given, Revise with { Content = new InputContent { Position = Position.OverridingObjection } },
            Rules.ReasonMissing.At("/statement")),
        new("a proposal that does not exist", Given, Revise with { Proposal = new ProposalChoice("V9", null) }, Rules.UnknownProposal.At("/proposal/code", "V9")),
        new("everything that is wrong with it, at once", InRound.And(WithdrewInput(1, on: 8)),
            Revise with { Proposal = new ProposalChoice("V9", null), Content = new InputContent { Resistance = 11 } },
            Rules.UnknownProposal.At("/proposal/code", "V9"), Rules.ResistanceOutOfRange.At("/resistance"), Rules.InputWithdrawn.Whole(1, 6),
            Rules.RoundClosed.Whole(1)),
    ];

    private static readonly ReviseInput Revise = new()
    {
        OccurredAt = Day(50),
        Number = 1,
        Proposal = new ProposalChoice("V1", null),
        Content = new InputContent { Position = Position.Consent, Statement = Text("With the trial we can live") },
        Reason = Text("the trial"),
    };

    /// <summary>Input 1 about the question as a whole, recorded by a clerk, and input 2 about a proposal, which the party recorded itself.</summary>
    private static Weighing AndMore(string proposal) => Given(Opened(), Submitted("V1"), Submitted("V2"), Invited("B1"), OpenedRound(1, on: 4, blind: true), GaveInput(1, "B1", on: 5, round: 1))
        .After(new RecordedEvent(GaveInput(2, "B1", on: 5, round: 1) with { Content = new InputContent { Resistance = 1, Proposal = new ProposalRevisionReference(proposal, 1) } }, 7, Day(6), "subject-B1"));

    [Fact]
    public void A_revision_that_stays_about_the_same_is_recorded_whatever_else_the_party_gave()
    {
        AndMore("V1").When(Revise with { Proposal = null }, by: Colleague("subject-1")).IsRecorded();
        AndMore("V2").When(Revise, by: Colleague("subject-B1")).IsRecorded(); // they read both
        AndMore("V1").When(Revise, by: Colleague("subject-B1")).Refuses(Rules.AlreadyGiven.Whole("B1", 2));
    }

    [Fact]
    public void A_contributor_records_it_in_the_name_of_the_own_party()
    {
        Given.When(When, by: Party("subject-B1")).IsRecorded();
        Given.When(When, by: Party("subject-B2")).Refuses(Rules.NotOwnParty.Whole());
    }

    [Fact]
    public void A_revision_is_the_whole_input_anew_and_has_the_next_number() =>
        Given.And(RevisedInput(1, 2, on: 6)).When(Revise).Records(new InputRevised
        {
            OccurredAt = Day(50),
            Number = 1,
            Revision = 3,
            Content = Revise.Content with { Proposal = new ProposalRevisionReference("V1", 1) },
            Reason = Text("the trial"),
        });

    [Fact]
    public void Nobody_need_say_why() => Given.When(Revise with { Reason = null }).IsRecorded();

    [Fact]
    public void While_its_round_is_open_it_may_be_revised() =>
        Given(Opened(), Invited("B1"), OpenedRound(1), GaveInput(1, round: 1)).When(Revise with { Proposal = null }).IsRecorded();

    private static Weighing Blind => Given(Opened(), Invited("B1", on: 2), OpenedRound(1, on: 4, blind: true), GaveInput(1, "B1", on: 5, round: 1));

    [Theory]
    [InlineData("subject-1")] // recorded it
    [InlineData("subject-B1")] // gave it
    public void While_a_blind_round_is_open_who_gave_or_recorded_it_may_revise_it(string who) => Blind.When(Revise with { Proposal = null }, by: Colleague(who)).IsRecorded();

    [Fact]
    public void What_was_revised_before_the_input_was_withdrawn_may_be_recorded_afterwards() =>
        Given.And(WithdrewInput(1, on: 60)).When(Revise).IsRecorded();

    [Fact]
    public void What_a_party_revised_before_it_withdrew_may_be_recorded_afterwards() =>
        Given.And(Left("B1", on: 20)).When(Revise with { OccurredAt = Day(19) }).IsRecorded();

    [Fact]
    public void What_was_revised_while_the_round_was_open_may_be_recorded_after_its_closing() =>
        InRound.When(Revise with { Proposal = null, OccurredAt = Day(8) }).IsRecorded();
}
