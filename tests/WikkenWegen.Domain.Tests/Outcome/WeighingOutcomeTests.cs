namespace WikkenWegen.Domain.Tests;

/// <summary>What comes out. Where nothing else is said, the criteria are BET (60) and KWA (40), from 0 to 10, so that 5 on both is 50 points.</summary>
public class WeighingOutcomeTests
{
    private static readonly OutcomeDrawing Undrawn = new() { Draws = 0 };

    private static readonly ImmutableArray<Criterion> Two = [Criterion(), Criterion("KWA", 40)];

    private static Estimate Exactly(decimal value) => new(value, value, value);

    private static CountedScore Score(string proposal, string criterion, Estimate estimate, string by = "Controller", int number = 1) =>
        new(proposal, criterion, new Who(null, by), estimate, number, number);

    private static OutcomeInputs Inputs(ImmutableArray<Criterion> criteria, params ImmutableArray<CountedScore> scores) => new()
    {
        Weighing = Other,
        CriteriaVersion = 1,
        CriteriaEvent = 3,
        Criteria = criteria,
        Proposals = [.. scores.Select(s => s.Proposal).Distinct().Select((code, i) => new ComparedProposal(new ProposalRevisionReference(code, 1), code, false, i + 10))],
        Scores = scores,
    };

    private static OutcomeInputs Inputs(params ImmutableArray<(string Proposal, Estimate Bet, Estimate Kwa)> rows) =>
        Inputs(Two, [.. rows.SelectMany(r => new[] { Score(r.Proposal, "BET", r.Bet), Score(r.Proposal, "KWA", r.Kwa) })]);

    private static WeighingOutcome Of(OutcomeInputs inputs, OutcomeDrawing? drawing = null) => WeighingOutcome.Of(inputs, drawing ?? Undrawn, CancellationToken.None);

    [Fact]
    public void Totals_are_in_points_with_their_bands_and_contributions()
    {
        var outcome = Of(Inputs(("V1", new Estimate(4, 5, 8), Exactly(5)), ("V2", Exactly(2), Exactly(4))));
        var first = outcome.Results[0];
        first.Proposal.Code.ShouldBe("V1");
        (first.Rank, first.Total, first.Possible).ShouldBe((1, new Estimate(44, 50, 68), null));
        first.Contributions.ShouldBe([new Contribution("BET", 30), new Contribution("KWA", 20)]);
        outcome.Margin.ShouldBe(22);
        outcome.ClearWinner.ShouldBe("V1");
        outcome.Doubts.ShouldBeEmpty();
        outcome.Summary.ShouldBe(new Spoken("Voorstel V1 komt als eerste uit: 50,00 punten, 22,00 meer dan V2.", "Proposal V1 comes first: 50.00 points, 22.00 more than V2."));
    }

    [Fact]
    public void On_a_scale_on_which_less_is_better_the_lowest_score_gets_the_high_end_of_the_band()
    {
        var outcome = Of(Inputs([Criterion(worst: 150, best: 0)], Score("V1", "BET", new Estimate(15, 30, 75))));
        outcome.Results[0].Total.ShouldBe(new Estimate(50, 80, 90));
        outcome.Results[0].OnScale.ShouldBe(new Estimate(15, 30, 75));
    }

    [Fact]
    public void Where_the_criteria_have_no_scale_in_common_there_is_no_total_on_one() =>
        Of(Inputs([Criterion(), Criterion("KWA", 40, best: 100)], Score("V1", "BET", Exactly(5)), Score("V1", "KWA", Exactly(5)))).Results[0].OnScale.ShouldBeNull();

    [Fact]
    public void Assessors_are_combined_by_their_mean_and_each_has_an_outcome_of_their_own()
    {
        var outcome = Of(Inputs([Criterion()], Score("V1", "BET", new Estimate(2, 4, 6), "A", 1), Score("V1", "BET", new Estimate(5, 7, 9), "B", 2), Score("V1", "BET", Exactly(8), "C", 3), Score("V2", "BET", Exactly(6), "A", 4)));
        outcome.Of("V1")!.Total.ShouldBe(new Estimate(50, 63.33m, 76.67m)); // 19/3 of 10
        outcome.ByAssessor.Select(a => (a.By.Role, string.Join(',', a.First), a.SameFirst, a.Missing.Length)).ShouldBe([("A", "V2", false, 0), ("B", "V1", true, 1), ("C", "V1", true, 1)]);
        outcome.Differences.ShouldBe([new AssessorDifference("V1", "BET", new AssessorScore(new Who(null, "A"), 4, 1), new AssessorScore(new Who(null, "C"), 8, 3), 40)]);
    }

    [Fact]
    public void With_one_assessor_there_is_no_outcome_of_each() => Of(Inputs(("V1", Exactly(5), Exactly(5)))).ByAssessor.ShouldBeEmpty();

    [Fact]
    public void A_tie_overlapping_bands_and_too_small_a_margin_make_the_order_unclear()
    {
        var tied = Of(Inputs(("V1", Exactly(5), Exactly(5)), ("V2", Exactly(5), Exactly(5))));
        tied.First.ShouldBe(["V1", "V2"]);
        tied.ClearWinner.ShouldBeNull();
        tied.Doubts.ShouldHaveSingleItem().Why.ShouldBe([OutcomeDoubt.Tie]);
        tied.Summary.Dutch.ShouldBe("Er is geen duidelijke volgorde: V1 en V2 hebben evenveel punten (50,00).");
        // One of which a score is missing can still come above them.
        Of(Inputs(Two, [.. Inputs(("V1", Exactly(5), Exactly(5)), ("V2", Exactly(5), Exactly(5))).Scores, Score("V4", "BET", Exactly(9))])).Summary.ShouldBe(new Spoken(
            "Er is geen duidelijke volgorde: V1 en V2 hebben evenveel punten (50,00), en van V4 ontbreken nog scores.",
            "There is no clear order: V1 and V2 have as many points (50.00), and scores of V4 are still missing."));

        var overlapping = Of(Inputs(("V1", new Estimate(4, 6, 6), Exactly(5)), ("V2", Exactly(5), Exactly(5))));
        overlapping.Doubts.ShouldHaveSingleItem().Why.ShouldBe([OutcomeDoubt.BandsOverlap]);
        overlapping.Summary.English.ShouldBe("There is no clear order: V1 has the most points (56.00), but is not clearly better than V2.");

        var close = Inputs(("V1", Exactly(6), Exactly(5)), ("V2", Exactly(5), Exactly(5)));
        Of(close with { ClearMargin = 6 }).ClearWinner.ShouldBe("V1");
        Of(close with { ClearMargin = 6.01m }).Doubts.ShouldHaveSingleItem().Why.ShouldBe([OutcomeDoubt.BelowMargin]);
    }

    [Fact]
    public void A_proposal_that_is_first_by_less_than_is_shown_is_not_said_to_be_so_by_nothing() =>
        Of(Inputs(("V1", Exactly(6), Exactly(5)), ("V2", Exactly(5.99999m), Exactly(5)))).Summary.ShouldBe(new Spoken(
            "Voorstel V1 komt als eerste uit: 56,00 punten, na afronden evenveel als V2.", "Proposal V1 comes first: 56.00 points, after rounding as many as V2."));

    [Fact]
    public void A_proposal_with_a_missing_score_has_no_total_and_all_that_it_can_still_get()
    {
        var outcome = Of(Inputs(Two, Score("V1", "BET", Exactly(5)), Score("V1", "KWA", Exactly(5)), Score("V2", "BET", new Estimate(2, 4, 5))));
        var incomplete = outcome.Of("V2")!;
        (incomplete.Rank, incomplete.Total, incomplete.Possible).ShouldBe((null, null, new PossibleTotal(12, 70)));
        incomplete.Missing.ShouldBe(["KWA"]);
        outcome.First.ShouldBe(["V1"]);
        outcome.ClearWinner.ShouldBeNull();
        outcome.Doubts.ShouldHaveSingleItem().Why.ShouldBe([OutcomeDoubt.ScoreMissing]);
        outcome.Margin.ShouldBeNull();
    }

    [Fact]
    public void One_that_can_still_come_nearer_than_the_margin_makes_the_order_unclear_and_did_not_by_the_first_method()
    {
        // V2 gets 60 × 0.4 + 40 at most: 64 points, where V1 has 70 without any doubt about its scores.
        var inputs = Inputs(Two, Score("V1", "BET", Exactly(7)), Score("V1", "KWA", Exactly(7)), Score("V2", "BET", Exactly(4)));
        Of(inputs with { ClearMargin = 6 }).ClearWinner.ShouldBe("V1");
        var near = inputs with { ClearMargin = 6.01m };
        Of(near).ClearWinner.ShouldBeNull();
        Of(near).Doubts.ShouldHaveSingleItem().Why.ShouldBe([OutcomeDoubt.ScoreMissing]);
        WeighingOutcome.Of(near, new OutcomeDrawing { Draws = 0 }, WeighingOutcome.FirstMethod, CancellationToken.None).ClearWinner.ShouldBe("V1");

        // It can come level: 60 × 0.5 + 40 = 70. It is the expected total that does so; by what a score can be at most it is judged as bands are.
        var level = Inputs(Two, Score("V1", "BET", Exactly(7)), Score("V1", "KWA", Exactly(7)), Score("V2", "BET", Exactly(5)));
        Of(level).Doubts.ShouldHaveSingleItem().Why.ShouldBe([OutcomeDoubt.ScoreMissing]);
        WeighingOutcome.Of(level, new OutcomeDrawing { Draws = 0 }, WeighingOutcome.FirstMethod, CancellationToken.None).ClearWinner.ShouldBe("V1");
    }

    [Fact]
    public void A_method_of_another_release_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => WeighingOutcome.Of(Inputs(("V1", Exactly(5), Exactly(5))), OutcomeDrawing.Usual, new OutcomeMethod("additive-value", "9.0.0"), CancellationToken.None));

    [Fact]
    public void One_that_cannot_come_out_ahead_any_more_makes_nothing_unclear() =>
        Of(Inputs(Two, Score("V1", "BET", Exactly(9)), Score("V1", "KWA", Exactly(9)), Score("V2", "BET", Exactly(1)))).ClearWinner.ShouldBe("V1");

    [Fact]
    public void Without_criteria_proposals_or_scores_it_says_that_there_is_no_outcome()
    {
        Of(OutcomeInputs.Of(Given(Opened()), OutcomeSelection.Everything, TestContext.Current.CancellationToken)).Summary.English.ShouldBe("There is no outcome: no criteria have been adopted yet.");
        Of(OutcomeInputs.Of(Given(Opened(), AdoptedCriteria()), OutcomeSelection.Everything, TestContext.Current.CancellationToken)).Summary.English.ShouldBe("There is no outcome: there is no proposal.");
        var unscored = Of(OutcomeInputs.Of(Given(Opened(), Submitted(), AdoptedCriteria()), OutcomeSelection.Everything, TestContext.Current.CancellationToken), OutcomeDrawing.Usual);
        unscored.Summary.English.ShouldBe("There is no outcome: there is no score yet that counts.");
        unscored.Results.ShouldHaveSingleItem().Possible.ShouldBe(new PossibleTotal(0, 100));
        unscored.Recomputed.ShouldBeNull();
        Of(Inputs(Two, Score("V1", "BET", Exactly(5)))).Summary.English.ShouldBe("There is no outcome: of each proposal a score is missing.");
    }

    [Fact]
    public void One_proposal_is_first_without_a_margin_and_without_a_flip()
    {
        var outcome = Of(Inputs(("V1", Exactly(5), Exactly(5))), OutcomeDrawing.Usual);
        (outcome.ClearWinner, outcome.Margin, outcome.SmallestFlip).ShouldBe(("V1", null, null));
        outcome.Recomputed!.Proposals.ShouldHaveSingleItem().First.ShouldBe(10_000);
        outcome.Summary.English.ShouldBe("There is one proposal: V1, with 50.00 points.");
    }

    [Fact]
    public void All_weight_on_one_criterion_leaves_nothing_to_shift_from_it()
    {
        var outcome = Of(Inputs([Criterion(weight: 1), Criterion("KWA", 0)], Score("V1", "BET", Exactly(5)), Score("V1", "KWA", Exactly(0)), Score("V2", "BET", Exactly(4)), Score("V2", "KWA", Exactly(10))), OutcomeDrawing.Usual);
        outcome.ClearWinner.ShouldBe("V1");
        outcome.Weights[0].ShouldBe(new WeightInterval("BET", 100, null, null, null));
        outcome.Weights[1].High.ShouldBe(9.09m); // 5 (1 - t) = 4 (1 - t) + 10 t
        outcome.Recomputed!.Proposals[0].First.ShouldBe(10_000);
    }

    [Fact]
    public void What_turns_it_is_told_by_weight_and_by_score()
    {
        var outcome = Of(Inputs(("V1", Exactly(6), Exactly(5)), ("V2", Exactly(4), Exactly(7))));
        outcome.SmallestFlip!.Criterion.ShouldBe("BET");
        (outcome.SmallestFlip.At, outcome.SmallestFlip.Change).ShouldBe((50m, -10m));
        outcome.SmallestFlip.NewFirst.ShouldBe(["V2"]);
        (outcome.SmallestFlipInPoints!.Criterion, outcome.SmallestFlipInPoints.Points).ShouldBe(("BET", -11));
        outcome.Weights[0].ShouldSatisfyAllConditions(w => w.Low.ShouldBe(50), w => w.High.ShouldBe(100), w => w.Share.ShouldBe(60));
        outcome.Switches.ShouldContain(new ScoreSwitch("V1", "BET", "V2", 6, 5.3333m));
        outcome.Switches.ShouldContain(new ScoreSwitch("V2", "KWA", "V1", 7, 8));
        outcome.Dominance.ShouldBeEmpty();
    }

    [Fact]
    public void Each_proposal_that_a_score_can_bring_to_the_front_is_told_of()
    {
        // V1 96, V2 80, V5 70, V3 52, V4 0: of V4 no single score on the scale is enough.
        var outcome = Of(Inputs(("V1", Exactly(10), Exactly(9)), ("V2", Exactly(8), Exactly(8)), ("V3", Exactly(6), Exactly(4)), ("V4", Exactly(0), Exactly(0)), ("V5", Exactly(5), Exactly(10))));
        outcome.Switches.ShouldContain(new ScoreSwitch("V1", "BET", "V3", 10, 2.6667m));
        outcome.Switches.ShouldContain(new ScoreSwitch("V5", "BET", "V1", 5, 9.3333m));
        outcome.Switches.Where(s => s.Rival == "V4" || s.Proposal == "V4").ShouldBeEmpty();
        outcome.Switches.Where(s => s.Rival == "V2" || s.Proposal == "V2").Count().ShouldBe(4);
        outcome.Switches.Count(s => s.At is null).ShouldBe(2);
    }

    [Fact]
    public void Of_more_than_50_proposals_the_first_alone_is_compared_with_each_other()
    {
        var rows = Enumerable.Range(1, 51).Select(n => ($"V{n:00}", new Estimate(n / 10m, n / 10m + 1, n / 10m + 2), Exactly(n / 10m))).ToArray();
        var (many, fewer) = (Of(Inputs([.. rows]), new OutcomeDrawing { Draws = 700 }), Of(Inputs([.. rows.Skip(1)]), new OutcomeDrawing { Draws = 700, Seed = 3 }));
        (many.Recomputed!.Proposals[0].Ahead.Length, many.Recomputed.Proposals[1].Ahead.Length, many.Recomputed.Proposals[0].Ranks.Length).ShouldBe((50, 0, 0));
        many.Switches.ShouldAllBe(s => s.Proposal == "V50" || s.Rival == "V50");
        // With one less every pair is told of, and the numbers that both have are the same.
        var same = Of(Inputs([.. rows]), new OutcomeDrawing { Draws = 700, Seed = 3 }).Recomputed!.Proposals.ToDictionary(p => p.Proposal);
        fewer.Recomputed!.Proposals.Length.ShouldBe(50);
        foreach (var proposal in fewer.Recomputed.Proposals) (proposal.Ranks[0], proposal.Ahead.Length).ShouldBe((proposal.First, 49));
        fewer.Recomputed.Proposals[0].Ahead.ShouldBe(same["V51"].Ahead.Where(a => a.Of != "V01"));
    }

    [Fact]
    public void Who_is_better_on_every_criterion_dominates()
    {
        Of(Inputs(("V1", Exactly(6), Exactly(5)), ("V2", Exactly(4), Exactly(5)))).Dominance.ShouldBe([new DominatedProposal("V1", "V2", DominanceStrength.Weak, true)]);
        Of(Inputs(("V1", new Estimate(3, 6, 7), Exactly(6)), ("V2", Exactly(4), Exactly(5)))).Dominance.ShouldBe([new DominatedProposal("V1", "V2", DominanceStrength.Strict, false)]);
    }

    [Fact]
    public void The_recomputed_cases_say_how_often_each_comes_first()
    {
        var inputs = Inputs(("V1", new Estimate(3, 6, 8), Exactly(5)), ("V2", new Estimate(4, 5, 9), Exactly(5)));
        var cases = Of(inputs, new OutcomeDrawing { Draws = 1_000, Weights = DrawnWeights.AsGiven }).Recomputed!;
        cases.Proposals.Sum(p => p.First).ShouldBe(1_000);
        cases.Proposals.ShouldAllBe(p => p.Ranks.Sum() == 1_000 && p.Ranks[0] == p.First && p.Ahead[0].Cases == p.First);
        cases.Proposals.Sum(p => p.FirstIn100).ShouldBeInRange(99, 101);
        cases.InWords.English.ShouldBe($"Proposal {cases.Proposals[0].Proposal} came first in {cases.Proposals[0].FirstIn100} of 100 recomputed cases, in which scores lay between low and high, and the weights stayed as they are.");
        Of(inputs, new OutcomeDrawing { Draws = 1_000, Weights = DrawnWeights.AsGiven, Seed = 7 }).Recomputed!.Seed.ShouldBe("7");
        Of(inputs, new OutcomeDrawing { Draws = 1_000, Weights = DrawnWeights.AsGiven, Threads = 3 }).Recomputed!.Proposals.Select(p => p.First).ShouldBe(cases.Proposals.Select(p => p.First));
    }

    [Fact]
    public void Numbers_of_the_greatest_size_are_computed_without_overflow()
    {
        const decimal most = 9_999_999_999_999_999_999_999_999_999m;
        var outcome = Of(Inputs([Criterion(worst: -most, best: most)], [.. Enumerable.Range(1, 3).Select(n => Score("V1", "BET", Exactly(most), $"A{n}", n)), Score("V2", "BET", Exactly(-most), "A1", 4)]), OutcomeDrawing.Usual);
        outcome.Results.Select(r => r.Total!.Expected).ShouldBe([100, 0]);
        Of(Inputs([Criterion(worst: most - 1, best: most, weight: 0.0000000000000000000000000001m)], Score("V1", "BET", Exactly(most)))).Results[0].Total!.Expected.ShouldBe(100);
    }

    [Fact]
    public void It_stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => WeighingOutcome.Of(Inputs(("V1", Exactly(5), Exactly(5))), OutcomeDrawing.Usual, cancelled.Token));
    }
}
