namespace WikkenWegen.Domain.Tests;

public class GiveInputTests : BeforeTheEndSpec<GiveInputTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2));

    public static WeighingCommand When => Give;

    public static IEnumerable<Refused> Refused =>
    [
        new("input by a party that was not invited", Given, Give with { Stakeholder = "B9" }, Rules.NotInvited.At("/stakeholder", "B9")),
        new("input before the invitation", Given, Give with { OccurredAt = Day(1.5) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(2))),
        new("input after the party withdrew", Given.And(Left("B1", on: 50)), Give, Rules.StakeholderWithdrawn.At("/stakeholder", "B1", 4)),
        new("input in a round that does not exist", Given, Give with { Round = 1 }, Rules.UnknownRound.At("/round", 1)),
        new("input in a closed round", Given.And(OpenedRound(1), ClosedRound(1, on: 9)), Give with { Round = 1 }, Rules.RoundClosed.At("/round", 1)),
        new("input at the very moment of the closing", Given.And(OpenedRound(1), ClosedRound(1, on: 50)), Give with { Round = 1 },
            Rules.RoundClosed.At("/round", 1)),
        new("input before its round opened", Given.And(OpenedRound(1, on: 60)), Give with { Round = 1 }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("input in a blind round that has closed, by the party itself", BlindClosed, Late with { LateReason = Text() }, Rules.RoundClosed.At("/round", 1)) { By = Party("subject-B1") },
        new("the same by the party where it has another role too", BlindClosed, Late with { LateReason = Text() }, Rules.RoundClosed.At("/round", 1)) { By = Colleague("subject-B1") },
        new("the same by who was of the party until a correction", BlindClosed.And(Corrected("B1", on: 15) with { Subject = "other" }), Late with { LateReason = Text() }, Rules.RoundClosed.At("/round", 1)) { By = Colleague("subject-B1") },
        new("the same by who signs in for the party under another code", BlindClosed.And(Invited("B2", on: 2) with { Party = " be\u200bwoners" }), Late with { LateReason = Text() }, Rules.RoundClosed.At("/round", 1)) { By = Colleague("subject-B2") },
        new("the same by who signed in for a stakeholder that was of the party until a correction", BlindClosed.And(Invited("B2", on: 2), Corrected("B2", on: 15) with { Subject = "subject-B2", Party = "Other" }), Late with { LateReason = Text() }, Rules.RoundClosed.At("/round", 1)) { By = Colleague("subject-B2") },
        new("the same by who signs in for one with the same number in the trade register", BlindClosed.And(Corrected("B1", on: 15) with { Subject = "subject-B1", KvkNumber = "00000027" }, Invited("B2", on: 2) with { Party = "Huurders", KvkNumber = "00000027" }), Late with { LateReason = Text() }, Rules.RoundClosed.At("/round", 1)) { By = Colleague("subject-B2") },
        new("input of a party whose other input in an open blind round the caller may not read", Unread, Give with { Round = 1, Proposal = null }, GivingCommand.GivenUnread.Whole("B1")) { By = Colleague("clerk-2") },
        new("the same where something else is wrong, so that nothing could be recorded", Unread, Give with { Round = 1, Proposal = new ProposalChoice("V9", null) }, Rules.UnknownProposal.At("/proposal/code", "V9")) { By = Colleague("clerk-2") },
        new("input in a blind round that has closed, without the reason why it is late", BlindClosed, Late, Rules.ReasonMissing.At("/lateReason")) { By = Colleague("clerk") },
        new("input after a blind round had closed", BlindClosed, Late with { OccurredAt = Day(9), LateReason = Text() }, Rules.RoundClosed.At("/round", 1)) { By = Colleague("clerk") },
        new("a reason for being late in an open blind round", Given.And(OpenedRound(1, blind: true)), Give with { Round = 1, LateReason = Text() }, GivingCommand.NotLate.At("/lateReason")),
        new("a reason for being late outside rounds", Given, Give with { LateReason = Text() }, GivingCommand.NotLate.At("/lateReason")),
        new("a second input about the same thing", Given.And(Gave(1)), Give, Rules.AlreadyGiven.Whole("B1", 1)),
        new("a second input about the same thing in the same round", Given.And(OpenedRound(1), Gave(1, round: 1)), Give with { Round = 1 }, Rules.AlreadyGiven.Whole("B1", 1)),
        new("a second input about the question as a whole", Given.And(GaveInput(1)), Give with { Proposal = null }, Rules.AlreadyGiven.Whole("B1", 1)),
        new("input on a proposal that does not exist", Given, Give with { Proposal = new ProposalChoice("V9", null) }, Rules.UnknownProposal.At("/proposal/code", "V9")),
        new("input on a revision that does not exist", Given, Give with { Proposal = new ProposalChoice("V1", 2) }, Rules.UnknownRevision.At("/proposal/revision", "V1", 2)),
        new("input on a revision before the first", Given, Give with { Proposal = new ProposalChoice("V1", 0) }, Rules.UnknownRevision.At("/proposal/revision", "V1", 0)),
        new("input on a revision that was made later", Given.And(Revised("V1", 2, on: 60)), Give, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("an input that says nothing", Given, Give with { Content = new InputContent { Conditions = [Text()] } }, Rules.EmptyInput.Whole()),
        new("resistance below 0", Given, With(new InputContent { Resistance = -1 }), Rules.ResistanceOutOfRange.At("/resistance")),
        new("resistance above 10", Given, With(new InputContent { Resistance = 11 }), Rules.ResistanceOutOfRange.At("/resistance")),
        new("an overriding objection without its reasons", Given, With(new InputContent { Position = Position.OverridingObjection }),
            Rules.ReasonMissing.At("/statement")),
        new("a preference for a proposal that does not exist", Given, With(new InputContent { PreferredProposal = "V9" }),
            Rules.UnknownProposal.At("/preferredProposal", "V9")),
        new("a preference for a proposal that was submitted later", Given.And(Submitted("V2", on: 60)), With(new InputContent { PreferredProposal = "V2" }),
            Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("input in the name of another party", Given, Give, Rules.NotOwnParty.Whole()) { By = Party("neighbour") },
        new("everything that is wrong with it, at once", Given, new GiveInput
            {
                OccurredAt = Day(50),
                Round = 3,
                Stakeholder = "B9",
                Proposal = new ProposalChoice("V9", 1),
                Content = new InputContent { Position = Position.OverridingObjection, Resistance = 99, PreferredProposal = "V8" },
            },
            Rules.NotInvited.At("/stakeholder", "B9"), Rules.UnknownRound.At("/round", 3), Rules.UnknownProposal.At("/proposal/code", "V9"),
            Rules.ResistanceOutOfRange.At("/resistance"), Rules.ReasonMissing.At("/statement"), Rules.UnknownProposal.At("/preferredProposal", "V8")),
    ];

    /// <summary>A blind round that is open, in which B1 gave input about V1, recorded by clerk-1.</summary>
    private static Weighing Unread => Weighing.Fold([.. Recorded(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), OpenedRound(1, blind: true)), new RecordedEvent(Gave(1, round: 1), 5, Day(60), "clerk-1")]);

    [Fact]
    public void In_an_open_blind_round_who_recorded_something_of_a_party_and_the_party_record_more_of_theirs()
    {
        foreach (var who in (Actor[])[Colleague("clerk-1"), Party("subject-B1"), Colleague("subject-B1")])
            Unread.When(Give with { Round = 1, Proposal = null, OccurredAt = Day(50) }, by: who).IsRecorded();
        Unread.And(Invited("B2", on: 2)).When(Give with { Round = 1, Stakeholder = "B2" }, by: Colleague("clerk-2")).IsRecorded();
        Unread.When(Give with { Round = null }, by: Colleague("clerk-2")).IsRecorded();
    }

    private static readonly GiveInput Give = new()
    {
        OccurredAt = Day(50),
        Stakeholder = "B1",
        Proposal = new ProposalChoice("V1", null),
        Content = new InputContent
        {
            Position = Position.InFavourWithConditions,
            Statement = Text("We want to stay"),
            Conditions = [Text("a place to rest")],
            Resistance = 2,
            PreferredProposal = "V1",
        },
    };

    private static GiveInput With(InputContent content) => Give with { Content = content };

    [Fact]
    public void A_contributor_records_it_in_the_name_of_the_own_party()
    {
        Given.When(When, by: Party("subject-B1")).IsRecorded();
        Given.When(When, by: Party("subject-B2")).Refuses(Rules.NotOwnParty.Whole());
    }

    [Fact]
    public void An_input_is_about_the_newest_revision_unless_it_says_which() =>
        Given.And(GaveInput(1), OpenedRound(1), Revised("V1", 2, on: 10)).When(Give with { Round = 1 }).Records(new InputGiven
        {
            OccurredAt = Day(50),
            Number = 2,
            Round = 1,
            Stakeholder = "B1",
            Content = Give.Content with { Proposal = new ProposalRevisionReference("V1", 2) },
        });

    [Fact]
    public void It_may_be_about_an_older_revision() =>
        Given.And(Revised("V1", 2, on: 10)).When(Give with { Proposal = new ProposalChoice("V1", 1) }).Records(new InputGiven
        {
            OccurredAt = Day(50),
            Number = 1,
            Stakeholder = "B1",
            Content = Give.Content with { Proposal = new ProposalRevisionReference("V1", 1) },
        });

    [Fact]
    public void About_an_older_revision_it_may_come_before_the_newer_one() =>
        Given.And(Revised("V1", 2, on: 60)).When(Give with { Proposal = new ProposalChoice("V1", 1) }).IsRecorded();

    [Fact]
    public void It_may_be_about_the_question_as_a_whole() =>
        Given.When(Give with { Proposal = null }).Records(new InputGiven { OccurredAt = Day(50), Number = 1, Stakeholder = "B1", Content = Give.Content });

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Resistance_alone_is_an_input(int resistance) => Given.When(With(new InputContent { Resistance = resistance })).IsRecorded();

    [Theory]
    [InlineData(Position.InFavour)]
    [InlineData(Position.InFavourWithConditions)]
    [InlineData(Position.Consent)]
    [InlineData(Position.Neutral)]
    [InlineData(Position.Against)]
    public void A_position_alone_is_an_input(Position position) => Given.When(With(new InputContent { Position = position })).IsRecorded();

    [Fact]
    public void It_may_come_at_the_very_moment_of_the_invitation_and_of_the_opening_of_its_round() =>
        Given.And(OpenedRound(1, on: 2)).When(Give with { Round = 1, OccurredAt = Day(2) }).IsRecorded();

    [Fact]
    public void A_paper_form_of_an_open_round_may_be_typed_in_after_its_closing() =>
        Given.And(OpenedRound(1, on: 4), ClosedRound(1, on: 9)).When(Give with { Round = 1, OccurredAt = Day(9).AddMilliseconds(-1) }).IsRecorded();

    [Fact]
    public void That_of_a_blind_round_by_another_than_the_party_and_with_the_reason_why_it_is_late() =>
        BlindClosed.When(Late with { LateReason = Text("on paper") }, by: Colleague("clerk")).Records(new InputGiven
        {
            OccurredAt = Day(8),
            Number = 1,
            Round = 1,
            Stakeholder = "B1",
            Content = Give.Content with { Proposal = new ProposalRevisionReference("V1", 1) },
            LateReason = Text("on paper"),
        });

    [Fact]
    public void What_was_recorded_late_is_shown_as_such()
    {
        var late = BlindClosed.And(GaveInput(1, on: 8, round: 1) with { LateReason = Text() }, GaveInput(2, on: 10));
        late.Inputs.Select(i => i.RecordedAfterClosing).ShouldBe([true, false]);
        late.Heard().Single().RecordedAfterClosing.ShouldBe([6]);
    }

    private static Weighing BlindClosed => Given.And(OpenedRound(1, on: 4, blind: true), ClosedRound(1, on: 9));

    private static GiveInput Late => Give with { Round = 1, OccurredAt = Day(8) };

    [Fact]
    public void What_a_party_gave_before_it_withdrew_may_be_recorded_afterwards() =>
        Given.And(Left("B1", on: 20)).When(Give with { OccurredAt = Day(19) }).IsRecorded();

    [Fact]
    public void It_may_come_after_the_decision_and_on_a_withdrawn_proposal() =>
        Given.And(WithdrewProposal("V1", on: 20), Decided(kind: DecisionKind.None, on: 30)).When(Give).IsRecorded();

    [Fact]
    public void A_party_may_give_several_inputs_about_different_things_or_in_different_rounds() =>
        Given.And(OpenedRound(1), GaveInput(1), Gave(2, round: 1), Revised("V1", 2)).When(Give).IsRecorded();

    [Fact]
    public void After_a_withdrawal_it_may_be_given_again() => Given.And(Gave(1), WithdrewInput(1)).When(Give).IsRecorded();

    private static InputGiven Gave(int number, int? round = null) =>
        GaveInput(number, round: round) with { Content = new InputContent { Resistance = 3, Proposal = new ProposalRevisionReference("V1", 1) } };
}
