using System.Numerics;

namespace WikkenWegen.Domain.Tests;

public class HoldBallotTests : AlsoAfterTheEndSpec<HoldBallotTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Submitted("V2", on: 1), Invited("B1", on: 2));

    public static WeighingCommand When => Hold;

    public static IEnumerable<Refused> Refused =>
    [
        new("a ballot about nothing", Given, Hold with { Proposals = [] }, HoldBallot.BallotAboutNothing.At("/proposals")),
        new("a ballot about a proposal that does not exist", Given, Hold with { Proposals = [new ProposalChoice("V9", null)] }, Rules.UnknownProposal.At("/proposals/0/code", "V9")),
        new("a ballot about a revision that does not exist", Given, Hold with { Proposals = [new ProposalChoice("V1", 2)] }, Rules.UnknownRevision.At("/proposals/0/revision", "V1", 2)),
        new("a ballot about the same proposal twice", Given, Hold with { Proposals = [new ProposalChoice("V1", null), new ProposalChoice("V1", 1)] }, Rules.CodeTwice.At("/proposals/1/code", "V1")),
        new("nobody entitled", Given, With(Content with { Entitled = new Electorate(0, "nobody"), Votes = [new VoteCount(Vote.Against, null, 0)] }), HoldBallot.NobodyEntitled.At("/entitled/number")),
        new("no votes", Given, With(Content with { Votes = [] }), HoldBallot.NoVotes.At("/votes")),
        new("fewer votes than none", Given, Votes(new VoteCount(Vote.InFavour, null, -1)), HoldBallot.VotesNegative.At("/votes/0/number")),
        new("the same votes twice", Given, Votes(new VoteCount(Vote.Blank, null, 1), new VoteCount(Vote.Blank, null, 2)), HoldBallot.VotesTwice.At("/votes/1")),
        new("a preference for no proposal", Given, Votes(new VoteCount(Vote.Prefers, null, 1)), HoldBallot.VoteUnclear.At("/votes/0/proposal")),
        new("a preference for a proposal that the ballot was not about", Given, Votes(new VoteCount(Vote.Prefers, "V2", 1)), HoldBallot.VoteUnclear.At("/votes/0/proposal")),
        new("a vote in favour of one of the proposals", Given, Votes(new VoteCount(Vote.InFavour, "V1", 1)), HoldBallot.VoteUnclear.At("/votes/0/proposal")),
        new("more votes than were entitled", Given, Votes(new VoteCount(Vote.InFavour, null, 353), new VoteCount(Vote.Invalid, null, 1)), HoldBallot.MoreVotesThanEntitled.At("/votes", 354L, 353)),
        new("a threshold of nothing", Given, With(Content with { Threshold = new Threshold(0, ThresholdBase.Turnout) }), HoldBallot.ThresholdOutOfRange.At("/threshold/percent")),
        new("a threshold above everything", Given, With(Content with { Threshold = new Threshold(100.1m, ThresholdBase.Turnout) }), HoldBallot.ThresholdOutOfRange.At("/threshold/percent")),
        new("a first day after the last", Given, With(Content with { From = new DateOnly(2026, 3, 2), Until = new DateOnly(2026, 3, 1) }), HoldBallot.BallotDaysOutOfOrder.At("/from")),
        new("a first day after the result", Given, With(Content with { From = new DateOnly(2026, 3, 26) }), HoldBallot.BallotDaysOutOfOrder.At("/from")),
        new("a last day after the result", Given, With(Content with { Until = new DateOnly(2026, 3, 26) }), HoldBallot.BallotDaysOutOfOrder.At("/until")),
        new("a ballot among the people of nobody", Given, With(Content with { Stakeholder = "B9" }), Rules.UnknownStakeholder.At("/stakeholder", "B9")),
        new("a ballot before its proposal", Given.And(Revised("V1", 2, on: 60)), Hold, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("everything that is wrong with it, at once", Given, new HoldBallot
            {
                OccurredAt = Day(50),
                Proposals = [],
                Content = new BallotContent { Proposals = [], Entitled = new Electorate(-1, "nobody"), Votes = [], Threshold = new Threshold(-1, ThresholdBase.Entitled), Stakeholder = "B9" },
            },
            HoldBallot.BallotAboutNothing.At("/proposals"), HoldBallot.NobodyEntitled.At("/entitled/number"), HoldBallot.NoVotes.At("/votes"),
            HoldBallot.MoreVotesThanEntitled.At("/votes", 0L, -1), HoldBallot.ThresholdOutOfRange.At("/threshold/percent"), Rules.UnknownStakeholder.At("/stakeholder", "B9")),
    ];

    private static readonly BallotContent Content = new()
    {
        Proposals = [],
        Question = "Do you agree?",
        Entitled = new Electorate(353, "the households of complex 507"),
        Stakeholder = "B1",
        Complex = "https://example.org/complexen/507",
        Votes = [new VoteCount(Vote.InFavour, null, 292), new VoteCount(Vote.Against, null, 40), new VoteCount(Vote.Abstention, null, 3)],
        Method = "By letter",
        From = new DateOnly(2026, 3, 1),
        Until = new DateOnly(2026, 3, 25), // the day of the result
        Threshold = new Threshold(70, ThresholdBase.Entitled),
        Evidence = [new Evidence("https://example.org/result.pdf", null)],
    };

    private static readonly HoldBallot Hold = new() { OccurredAt = Day(50), Proposals = [new ProposalChoice("V1", null)], Content = Content };

    private static HoldBallot With(BallotContent content) => Hold with { Content = content };

    private static HoldBallot Votes(params ImmutableArray<VoteCount> votes) => With(Content with { Votes = votes });

    [Fact]
    public void It_is_about_the_newest_revisions_and_carries_all_that_was_counted() =>
        Given.And(Revised("V1", 2, on: 10), Voted(1)).When(Hold with { Proposals = [new ProposalChoice("V1", null), new ProposalChoice("V2", null)] }).Records(new BallotHeld
        {
            OccurredAt = Day(50),
            Number = 2,
            Content = Content with { Proposals = [new ProposalRevisionReference("V1", 2), new ProposalRevisionReference("V2", 1)] },
        });

    [Fact]
    public void Votes_need_not_be_all_that_were_entitled_and_may_be_all() =>
        Given.When(Votes(new VoteCount(Vote.InFavour, null, 350), new VoteCount(Vote.Blank, null, 3))).IsRecorded();

    [Fact]
    public void A_party_among_which_a_ballot_was_held_was_heard() =>
        Given.And(Voted(1, stakeholder: "B1")).Heard().Single().ShouldSatisfyAllConditions(h => h.Stakeholder.ShouldBe("B1"), h => h.Events.ShouldBe([5]));

    [Fact]
    public void The_ballot_of_the_residents_of_complex_507_reached_its_threshold()
    {
        // "82,7 % van de huurders is akkoord", of 353 households, against 70 %: https://www.toekomstclub507.nl as told in the public case.
        var share = Shares(353, ThresholdBase.Entitled, 70, new VoteCount(Vote.InFavour, null, 292)).Single();
        (share.Total, share.Percent, share.Reached).ShouldBe((353, 82.7m, true));
    }

    [Theory]
    [InlineData(ThresholdBase.Entitled, 100, "40.0", false)]
    [InlineData(ThresholdBase.Turnout, 80, "50.0", true)]
    [InlineData(ThresholdBase.VotesCast, 60, "66.7", true)]
    public void The_threshold_is_a_part_of_what_it_says(ThresholdBase of, int total, string percent, bool reached)
    {
        var share = Shares(100, of, 50, new(Vote.InFavour, null, 40), new(Vote.Against, null, 20), new(Vote.Abstention, null, 12), new(Vote.Blank, null, 5), new(Vote.Invalid, null, 3)).Single();
        (share.Total, share.Percent, share.Reached).ShouldBe((total, decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), reached));
    }

    [Fact]
    public void Where_proposals_were_chosen_between_each_has_its_share()
    {
        var shares = Shares(10, ThresholdBase.VotesCast, null, new(Vote.Prefers, "V1", 2), new(Vote.Prefers, "V2", 1));
        shares.Select(s => (s.Proposal, s.Votes, s.Total, s.Percent, s.Reached)).ShouldBe([("V1", 2, 3, 66.7m, null), ("V2", 1, 3, 33.3m, null)]);
    }

    [Fact]
    public void Of_no_votes_at_all_nothing_is_reached()
    {
        var share = Shares(10, ThresholdBase.VotesCast, 50, new VoteCount(Vote.InFavour, null, 0)).Single();
        (share.Percent, share.Reached).ShouldBe((null, false));
    }

    /// <summary>A threshold at, just below and just above a fraction that has no end as a decimal.</summary>
    [Theory]
    [InlineData("33.333333333333333333333333", true)]
    [InlineData("33.333333333333333333333334", false)]
    public void What_is_reached_is_not_rounded(string threshold, bool reached) =>
        Shares(3, ThresholdBase.Entitled, decimal.Parse(threshold, System.Globalization.CultureInfo.InvariantCulture), new VoteCount(Vote.InFavour, null, 1)).Single().Reached.ShouldBe(reached);

    [Theory]
    [InlineData(1, 2000, "0.1")] // 0.05, away from zero
    [InlineData(1, 2001, "0.0")]
    [InlineData(2147483647, 2147483647, "100.0")]
    public void Percentages_to_be_read_are_rounded_to_one_decimal(int votes, int of, string percent) =>
        Shares(of, ThresholdBase.Entitled, 1, new VoteCount(Vote.InFavour, null, votes)).Single().Percent
            .ShouldBe(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What is read never contradicts what was reached: one decimal, and more only where one would lie on the wrong side.</summary>
    [Theory]
    [InlineData(6_996, 10_000, "70", "69.96", false)]
    [InlineData(200, 300, "66.67", "66.667", false)]
    [InlineData(200, 300, "66.66", "66.7", true)]
    [InlineData(1, 3, "33.33", "33.33", true)]
    [InlineData(1, 3, "33.34", "33.3", false)]
    [InlineData(7_000, 10_000, "70", "70.0", true)]
    [InlineData(999_999, 1_000_000, "100", "99.9999", false)]
    [InlineData(0, 1_000_000, "0.0000000000000000000000000001", "0.0", false)]
    [InlineData(1, 3, "33.33333333333333333333333333", "33.33333333333333333333333333", true)]
    [InlineData(2, 3, "66.66666666666666666666666667", "66.66666666666666666666666666", false)] // cut: rounded it would be the threshold
    public void A_percentage_has_the_decimals_that_its_threshold_asks_for(int votes, int of, string threshold, string percent, bool reached)
    {
        var share = Shares(of, ThresholdBase.Entitled, decimal.Parse(threshold, System.Globalization.CultureInfo.InvariantCulture), new VoteCount(Vote.InFavour, null, votes)).Single();
        (share.Percent, share.Reached).ShouldBe((decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), reached));
    }

    [Fact]
    public void A_threshold_is_answered_where_nobody_voted_in_favour()
    {
        foreach (var votes in new VoteCount[] { new(Vote.Against, null, 10), new(Vote.Abstention, null, 10) })
        {
            var share = Shares(10, ThresholdBase.Turnout, 50, votes).Single();
            (share.Vote, share.Proposal, share.Votes, share.Total, share.Percent, share.Reached).ShouldBe((Vote.InFavour, null, 0, 10, 0m, false));
        }
        Shares(10, ThresholdBase.Turnout, null, new VoteCount(Vote.Against, null, 10)).ShouldBeEmpty();
    }

    [Fact]
    public void A_threshold_is_answered_for_each_proposal_that_could_be_preferred()
    {
        var content = Content with
        {
            Proposals = [new("V1", 1), new("V2", 1), new("V3", 2)],
            Votes = [new VoteCount(Vote.Prefers, "V2", 5), new VoteCount(Vote.Against, null, 5)],
            Threshold = new Threshold(50, ThresholdBase.VotesCast),
        };
        content.Shares.Select(s => (s.Proposal, s.Votes, s.Percent, s.Reached)).ShouldBe([("V2", 5, 50m, true), ("V1", 0, 0m, false), ("V3", 0, 0m, false)]);
        (content with { Threshold = null }).Shares.Select(s => s.Proposal).ShouldBe(["V2"]);
    }

    /// <summary>Against exact fractions: reached where votes / total ≥ percent / 100, and to be read on the same side of the threshold, and within less than its last decimal of the true percentage.</summary>
    [Fact]
    public void Every_share_is_computed_as_a_fraction()
    {
        var random = new Random(353);
        for (var i = 0; i < 20_000; i++)
        {
            var most = i % 2 == 0 ? 10 : 1_000_000;
            var (votes, others, scale) = (random.Next(0, most), random.Next(0, most), random.Next(0, 27));
            var total = votes + others;
            // Close to the fraction, where rounding could tell the opposite: the fraction itself with so many decimals, or one step beside it.
            var tenfold = BigInteger.Pow(10, scale);
            var unscaled = BigInteger.Min(100 * tenfold, BigInteger.Max(1, total == 0 ? 50 * tenfold : 100 * tenfold * votes / total + random.Next(-1, 2)));
            var percent = (decimal)unscaled / (decimal)tenfold;
            var share = Shares(2 * most, ThresholdBase.Turnout, percent, new(Vote.InFavour, null, votes), new(Vote.Against, null, others)).Single();
            var told = $"{votes} of {total} against {percent}: {share.Percent}";
            share.Reached.ShouldBe(total > 0 && 100 * tenfold * votes >= unscaled * total, told);
            if (total == 0)
            {
                share.Percent.ShouldBeNull();
                continue;
            }
            var shown = share.Percent!.Value;
            (shown >= percent).ShouldBe(share.Reached!.Value, told);
            var last = BigInteger.Pow(10, Math.Max(1, (int)shown.Scale));
            var off = BigInteger.Abs(Unscaled(shown, last) * total - 100 * last * votes);
            off.ShouldBeLessThan(total, told); // in last decimals, times the total
        }
    }

    /// <summary>A number in the decimals that <paramref name="last"/> has, a power of ten; exactly.</summary>
    private static BigInteger Unscaled(decimal number, BigInteger last) => (BigInteger)Math.Truncate(number) * last + (BigInteger)(number % 1 * (decimal)last);

    private static ImmutableArray<VoteShare> Shares(int entitled, ThresholdBase of, decimal? threshold, params ImmutableArray<VoteCount> votes) =>
        new Ballot(1, new BallotContent { Proposals = [], Entitled = new Electorate(entitled, "all"), Votes = votes, Threshold = threshold is { } p ? new Threshold(p, of) : null }, new Origin(1, Day(1), Day(1), "subject-1")).Shares;
}
