namespace WikkenWegen.Domain.Tests;

public class RaiseObjectionTests : BeforeTheEndSpec<RaiseObjectionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), Invited("B2", on: 2), GaveInput(1, "B1", on: 5));

    public static WeighingCommand When => Raise;

    public static IEnumerable<Refused> Refused =>
    [
        new("an objection without its grounds", Given, Raise with { Grounds = null }, Rules.ReasonMissing.At("/grounds")),
        new("an objection by a party that was not invited", Given, Raise with { Stakeholder = "B9", Input = null }, Rules.NotInvited.At("/stakeholder", "B9")),
        new("an objection after the party withdrew", Given.And(Left("B1", on: 20)), Raise, Rules.StakeholderWithdrawn.At("/stakeholder", "B1", 6)),
        new("an objection before the invitation", Given, Raise with { Input = null, OccurredAt = Day(1.5) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(2))),
        new("an objection in a round that does not exist", Given, Raise with { Round = 7 }, Rules.UnknownRound.At("/round", 7)),
        new("an objection in a closed round", Given.And(OpenedRound(1), ClosedRound(1, on: 9)), Raise with { Round = 1 }, Rules.RoundClosed.At("/round", 1)),
        new("an objection before its round opened", Given.And(OpenedRound(1, on: 60)), Raise with { Round = 1 }, Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(60))),
        new("an objection against a proposal that does not exist", Given, Raise with { Proposal = new ProposalChoice("V9", 1) }, Rules.UnknownProposal.At("/proposal/code", "V9")),
        new("an objection against a revision that does not exist", Given, Raise with { Proposal = new ProposalChoice("V1", 9) },
            Rules.UnknownRevision.At("/proposal/revision", "V1", 9)),
        new("an objection against a revision that was made later", Given.And(Revised("V1", 2, on: 60)), Raise, Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(60))),
        new("an objection in an input that does not exist", Given, Raise with { Input = 2 }, RaiseObjection.UnknownInput.At("/input", 2, "B1")),
        new("an objection in the input of another", Given, Raise with { Stakeholder = "B2" }, RaiseObjection.UnknownInput.At("/input", 1, "B2")),
        new("an objection before the input in which it was raised", Given, Raise with { OccurredAt = Day(4) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(5))),
        new("everything that is wrong with it, at once", Given,
            new RaiseObjection { OccurredAt = Day(50), Stakeholder = "B9", Round = 7, Proposal = new ProposalChoice("V9", null), Input = 2 },
            Rules.ReasonMissing.At("/grounds"), Rules.NotInvited.At("/stakeholder", "B9"), Rules.UnknownRound.At("/round", 7),
            Rules.UnknownProposal.At("/proposal/code", "V9"), RaiseObjection.UnknownInput.At("/input", 2, "B9")),
    ];

    private static readonly RaiseObjection Raise = new()
    {
        OccurredAt = Day(50),
        Stakeholder = "B1",
        Proposal = new ProposalChoice("V1", null),
        Input = 1,
        Grounds = Text("noise until midnight"),
    };

    [Fact]
    public void A_contributor_records_it_in_the_name_of_the_own_party()
    {
        Given.When(When, by: Party("subject-B1")).IsRecorded();
        Given.When(When, by: Party("subject-B2")).Refuses(Rules.NotOwnParty.Whole());
    }

    [Fact]
    public void An_objection_has_its_grounds() => Given.And(Objected(1), OpenedRound(1)).When(Raise with { Round = 1 }).Records(new ObjectionRaised
    {
        OccurredAt = Day(50),
        Number = 2,
        Round = 1,
        Stakeholder = "B1",
        Proposal = new ProposalRevisionReference("V1", 1),
        Input = 1,
        Grounds = Text("noise until midnight"),
    });

    [Fact]
    public void It_may_be_against_the_weighing_as_a_whole_and_outside_rounds_and_inputs() =>
        Given.When(Raise with { Proposal = null, Input = null })
            .Records(new ObjectionRaised { OccurredAt = Day(50), Number = 1, Stakeholder = "B1", Grounds = Text("noise until midnight") });

    [Fact]
    public void What_was_raised_in_an_open_round_may_be_recorded_after_its_closing() =>
        Given.And(OpenedRound(1, on: 4), ClosedRound(1, on: 9)).When(Raise with { Round = 1, OccurredAt = Day(8) }).IsRecorded();

    [Fact]
    public void It_may_come_after_the_decision() => Given.And(Decided(on: 30)).When(Raise).IsRecorded();
}
