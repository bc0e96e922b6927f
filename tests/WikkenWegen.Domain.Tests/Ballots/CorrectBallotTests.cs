namespace WikkenWegen.Domain.Tests;

public class CorrectBallotTests : AlsoAfterTheEndSpec<CorrectBallotTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Submitted("V2", on: 1), Invited("B1", on: 2), Voted(1, on: 28, stakeholder: "B1"));

    public static WeighingCommand When => Correct;

    public static IEnumerable<Refused> Refused =>
    [
        new("the correction of a ballot that does not exist", Given, Correct with { Number = 2 }, CorrectBallot.NoSuchBallot.Whole(2)),
        new("a correction without a reason", Given, Correct with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a correction before the ballot", Given, Correct with { OccurredAt = Day(27) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(28))),
        new("a correction before the one before", Given.And(CorrectedBallot(1, on: 60)), Correct, Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(60))),
        new("a correction that makes it be about a revision that came later", Given.And(Revised("V1", 2, on: 30)), Correct with { Proposals = [new ProposalChoice("V1", 2)] },
            CorrectBallot.NotThereAtTheVote.At("/proposals/0", 6, Day(30))),
        new("a correction that makes it be about a proposal that came later", Given.And(Submitted("V3", on: 30)), Correct with { Proposals = [new ProposalChoice("V1", null), new ProposalChoice("V3", null)] },
            CorrectBallot.NotThereAtTheVote.At("/proposals/1", 6, Day(30))),
        new("a correction that makes it be held among the people of who came later", Given.And(Invited("B2", on: 30)), Correct with { Content = Content with { Stakeholder = "B2" } },
            CorrectBallot.NotThereAtTheVote.At("/stakeholder", 6, Day(30))),
        new("a last day after that of the result, though before the correction", Given, Correct with { Content = Content with { Until = Calendar.DayOf(Day(29)) } }, HoldBallot.BallotDaysOutOfOrder.At("/until")),
        new("everything that is wrong with it, at once", Given, new CorrectBallot
            {
                OccurredAt = Day(50),
                Number = 1,
                Proposals = [],
                Content = new BallotContent { Proposals = [], Entitled = new Electorate(-1, "nobody"), Votes = [], Threshold = new Threshold(-1, ThresholdBase.Entitled), Stakeholder = "B9" },
            },
            Rules.ReasonMissing.At("/reason"), HoldBallot.BallotAboutNothing.At("/proposals"), HoldBallot.NobodyEntitled.At("/entitled/number"), HoldBallot.NoVotes.At("/votes"),
            HoldBallot.MoreVotesThanEntitled.At("/votes", 0L, -1), HoldBallot.ThresholdOutOfRange.At("/threshold/percent"), Rules.UnknownStakeholder.At("/stakeholder", "B9")),
    ];

    private static readonly BallotContent Content = new()
    {
        Proposals = [],
        Entitled = new Electorate(353, "the households of complex 507"),
        Votes = [new VoteCount(Vote.InFavour, null, 290), new VoteCount(Vote.Against, null, 42)],
        Threshold = new Threshold(70, ThresholdBase.Entitled),
    };

    private static readonly CorrectBallot Correct = new() { OccurredAt = Day(50), Number = 1, Proposals = [new ProposalChoice("V1", null)], Content = Content, Reason = Text("counted wrongly") };

    [Fact]
    public void It_tells_the_ballot_as_a_whole_with_the_revisions_of_then() => Given.And(CorrectedBallot(1), Revised("V1", 2, on: 30)).When(Correct).Records(new BallotCorrected
    {
        OccurredAt = Day(50),
        Number = 1,
        Correction = 2,
        Content = Content with { Proposals = [new ProposalRevisionReference("V1", 1)] },
        Reason = Text("counted wrongly"),
    });

    [Fact]
    public void Codes_are_recorded_as_they_were_first_written() => Given.When(Correct with
    {
        Proposals = [new ProposalChoice("v1", null), new ProposalChoice("v2", 1)],
        Content = Content with { Stakeholder = "b1", Votes = [new VoteCount(Vote.Prefers, "v2", 3)] },
    }).Event.ShouldBeOfType<BallotCorrected>().Content.ShouldSatisfyAllConditions(
        c => c.Proposals.ShouldBe([new ProposalRevisionReference("V1", 1), new ProposalRevisionReference("V2", 1)]), c => c.Stakeholder.ShouldBe("B1"), c => c.Votes[0].Proposal.ShouldBe("V2"));

    [Fact]
    public void It_holds_from_then_on_and_shows_that_it_was_corrected()
    {
        var weighing = Given.And(CorrectedBallot(1, proposal: "V2"));
        var ballot = weighing.Ballot(1)!;
        (ballot.Number, ballot.Origin.Event, ballot.Content.Votes.Single().Number, ballot.Turnout).ShouldBe((1, 5, 290, 290));
        ballot.Content.Proposals.Single().Code.ShouldBe("V2");
        ballot.Corrections.Single().ShouldSatisfyAllConditions(c => c.Number.ShouldBe(1), c => c.Origin.Event.ShouldBe(6), c => c.Reason.ShouldBe(Text()), c => c.Before.Proposals.Single().Code.ShouldBe("V1"));
        weighing.Heard().ShouldBeEmpty(); // it turned out not to have been held among the people of B1
    }

    [Fact]
    public void The_moment_of_a_ballot_cannot_become_earlier_than_what_its_correction_says_it_was_about()
    {
        var weighing = Given.And(Submitted("V3", on: 20), CorrectedBallot(1, proposal: "V3"));
        CorrectMoment Moment(double day) => new() { OccurredAt = Day(50), Event = 5, Moment = Day(day), Reason = Text() };
        weighing.When(Moment(21)).IsRecorded();
        weighing.When(Moment(19)).Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 7, CorrectBallot.NotThereAtTheVote.At("/proposals/0", 6, Day(20))));
    }
}
