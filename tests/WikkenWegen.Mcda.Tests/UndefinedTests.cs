namespace WikkenWegen.Mcda.Tests;

/// <summary>Undefined is null, not 0; and the smallest and greatest inputs have answers.</summary>
public class UndefinedTests
{
    [Fact]
    public void Agreement_without_variation_is_undefined()
    {
        KendallW.Of(RatingTable.Create([[2, 2, 2], [5, 5, 5]]).Value).Value.ShouldSatisfyAllConditions(w => w.W.ShouldBeNull(), w => w.ChiSquared.ShouldBeNull(), w => w.MeanSpearman.ShouldBeNull(), w => w.UncorrectedW.ShouldBe(0));
        KendallW.Of(RatingTable.Create([[1, 2, 3]]).Value).Value.W.ShouldBeNull(); // one rater
        KendallW.Of(RatingTable.Create([[1], [2]]).Value).Value.W.ShouldBeNull(); // one unit
        foreach (var level in Enum.GetValues<MeasurementLevel>())
        {
            KrippendorffAlpha.Of(RatingTable.Create([[3, 3], [3, 3]]).Value, level).Value.ShouldSatisfyAllConditions(a => a.Alpha.ShouldBeNull(), a => a.ExpectedDisagreement.ShouldBe(0));
            KrippendorffAlpha.Of(RatingTable.Create([[1, null], [null, 2]]).Value, level).Value.ShouldSatisfyAllConditions(a => a.Alpha.ShouldBeNull(), a => a.PairableRatings.ShouldBe(0), a => a.ObservedDisagreement.ShouldBeNull());
        }
        TastleWierman.Of([0, 0, 0]).Value.Consensus.ShouldBeNull();
        TastleWierman.Of([5]).Value.Consensus.ShouldBeNull();
        TastleWierman.Of([5]).Value.Dissension.ShouldBeNull();
        VanDerEijk.Of([0, 0, 0]).Value.ShouldSatisfyAllConditions(a => a.Agreement.ShouldBeNull(), a => a.Polarization.ShouldBeNull());
        var gap = SystemicConsensus.Of(RatingTable.Create([[1, null], [2, null]]).Value, MissingResistance.LeaveOut).Value;
        (gap.MeanResistance["2"], gap.Acceptance["2"], gap.Voters["2"]).ShouldBe(((Fraction?)null, (Fraction?)null, 0));
        gap.Ranking.Select(r => r.Name).ShouldBe(["1"]);
    }

    [Fact]
    public void One_proposal_or_one_criterion_has_an_answer()
    {
        var outcome = AdditiveValue.Of(ValueTable.Direct(["P"], ["C"], [[Score.Between(1, 2, 4)]]).Value, DirectPoints.Equal(["C"]).Value).Value;
        outcome.Margin.ShouldBeNull();
        outcome.Ranking.Single().Rank.ShouldBe(1);
        ClearOrder.Of(outcome, 1).Value.Winner.ShouldBe("P");
        var stability = WeightStability.Of(outcome).Value;
        stability.Intervals["C"].ShouldBeNull(); // all weight on one criterion: no proportions to keep
        stability.SmallestFlip.ShouldBeNull();
        stability.SmallestFlipInSteps(Fraction.Of(1, 100)).ShouldBeNull();
        stability.TotalAt("P", "C", Fraction.Of(1, 2)).ShouldBeNull();
        TriantaphyllouSanchez.Of(outcome).OfAnyPair().ShouldBeEmpty();
        Dominance.Of(outcome.Values).NonDominated.ShouldBe(["P"]);
        var smaa = Smaa2.Run(outcome.Values, WeightInformation.Unknown(["C"]).Value, new DrawOptions(1, 1)).Value;
        (smaa.RankAcceptability["P", "1"], smaa.CentralWeights["P", "C"], smaa.CentralWeightError["P", "C"], smaa.RankingEntropy).ShouldBe((1, 1, null, 0));
        Condorcet.Of(PairwisePreferences.Create(["A"], new long[1, 1]).Value).ShouldSatisfyAllConditions(c => c.Winner.ShouldBe("A"), c => c.Loser.ShouldBeNull());
        PairwiseComparison.Of(["C"], new double[,] { { 1 } }, RandomIndex.Saaty1980).Value.ShouldSatisfyAllConditions(a => a.ConsistencyIndex.ShouldBeNull(), a => a.ConsistencyRatio.ShouldBeNull(), a => a.Weights["C"].ShouldBe(1));
        PairwiseComparison.Of(["C", "D"], new double[,] { { 1, 3 }, { 1 / 3.0, 1 } }, RandomIndex.Saaty1980).Value.ShouldSatisfyAllConditions(a => a.ConsistencyIndex!.Value.ShouldBe(0, 1e-12), a => a.ConsistencyRatio.ShouldBeNull());
        PairwiseComparison.Of(Case.Numbered("C", 16), Ones(16), RandomIndex.Saaty1980).Value.ConsistencyRatio.ShouldBeNull(); // larger than the table
        PairwiseComparison.Of(Case.Numbered("C", 16), Ones(16), RandomIndex.AguaronMorenoJimenez2003).Value.ConsistencyRatio.ShouldBe(0);
        var equal = NormalisedTable.Of(ScoreTable.Create(["P", "Q"], ["C"], new double[,] { { 2 }, { 2 } }).Value, new Dictionary<string, PreferenceDirection> { ["C"] = PreferenceDirection.Benefit }, Normalisation.Vector).Value;
        Topsis.Of(equal, DirectPoints.Equal(["C"]).Value).Value.ShouldSatisfyAllConditions(t => t.Closeness["P"].ShouldBeNull(), t => t.Ranking.ShouldBeEmpty());
        Quartiles.Of([7], QuantileMethod.Linear).Value.InterquartileRange.ShouldBe(0);
        Quartiles.Of([7], QuantileMethod.MooreMcCabe).Codes().ShouldBe([ErrorCode.Empty]);
        DrawnTotals.Run(outcome.Values, DirectPoints.Equal(["C"]).Value, new DrawOptions(1, 1)).Value.StandardDeviations["P"].ShouldBeNull();
    }

    [Fact]
    public void Everything_tied_is_a_tie_everywhere()
    {
        string[] names = ["P", "Q", "R"], criteria = ["C", "D", "E"];
        var table = new double[3, 3];
        for (var p = 0; p < 3; p++)
        {
            for (var c = 0; c < 3; c++) table[p, c] = 0.1 + 0.2; // the same double everywhere
        }
        var values = ValueTable.Direct(names, criteria, table).Value;
        var weights = DirectPoints.Of([("C", 0.1), ("D", 0.7), ("E", 0.2)]).Value;
        var outcome = AdditiveValue.Of(values, weights).Value;
        outcome.Ranking.ShouldAllBe(r => r.Rank == 1);
        outcome.Margin.ShouldBe(0);
        ClearOrder.Of(outcome, 0).Value.Winner.ShouldBeNull();
        ClearOrder.Of(outcome, 0).Value.Doubt("P", "Q").ShouldBe(OrderDoubt.Tie);
        var stability = WeightStability.Of(outcome).Value;
        stability.Flips.ShouldBeEmpty(); // no weight ever separates them
        stability.Intervals.ShouldAllBe(i => i.Value!.Low == 0 && i.Value.High == 1);
        Dominance.Of(values).NonDominated.ShouldBe(names);
        var smaa = Smaa2.Run(values, WeightInformation.Unknown(criteria).Value, new DrawOptions(1, 1000)).Value;
        names.ShouldAllBe(p => smaa.RankAcceptability[p, "1"] == 1 && smaa.RankEntropy[p] == 0 && smaa.ConfidenceFactors[p] == 1);
        smaa.RankingEntropy.ShouldBe(0);
        foreach (var draws in new[] { 1, 5, 8, 13, 256, 257 }) // totals of exactly 0 have no rounding to tie by
        {
            var zero = Smaa2.Run(ValueTable.Direct(names, criteria, new double[3, 3]).Value, WeightInformation.Unknown(criteria).Value, new DrawOptions(1, draws)).Value;
            names.ShouldAllBe(p => zero.RankAcceptability[p, "1"] == 1 && zero.ConfidenceFactors[p] == 1);
        }
        var tied = Ballots.Create(names, [new Ballot(5, [names])]).Value;
        Borda.Of(tied).Points.ShouldAllBe(p => p.Value == 5);
        Schulze.Of(PairwisePreferences.Of(tied)).Winners.ShouldBe(names);
        Condorcet.Of(PairwisePreferences.Of(tied)).Winner.ShouldBeNull();
        MajorityJudgment.Of(["good", "poor"], names, new long[,] { { 2, 2 }, { 2, 2 }, { 2, 2 } }).Value.Ranking.ShouldAllBe(r => r.Rank == 1);
        PairwiseComparison.Of(criteria, Ones(3), RandomIndex.Saaty1980).Value.Weights.Values.ShouldAllBe(w => w.Value == Fraction.Of(1, 3));
    }

    [Fact]
    public void A_tie_for_the_first_place_flips_at_once()
    {
        var outcome = AdditiveValue.Of(ValueTable.Direct(["P", "Q"], ["C", "D"], new double[,] { { 1, 0 }, { 0, 1 } }).Value, DirectPoints.Equal(["C", "D"]).Value).Value;
        var flip = WeightStability.Of(outcome).Value.SmallestFlip!;
        (flip.Criterion, flip.Change, flip.Up, flip.NewFirst.Single()).ShouldBe(("C", 0, false, "Q"));
        WeightStability.Of(outcome).Value.SmallestFlipInSteps(Fraction.Of(1, 100))!.Steps.ShouldBe(-1);
        Should.Throw<ArgumentOutOfRangeException>(() => WeightStability.Of(outcome).Value.SmallestFlipInSteps(0));
    }

    [Fact]
    public void Huge_and_tiny_numbers_are_exact_or_refused()
    {
        const double huge = 1.7e308, tiny = 5e-324;
        string[] names = ["P", "Q"], criteria = ["C", "D"];
        var values = ValueTable.Direct(names, criteria, new double[,] { { huge, -huge }, { tiny, 0 } }).Value;
        var outcome = AdditiveValue.Of(values, DirectPoints.Of([("C", huge), ("D", huge)]).Value).Value;
        outcome.Totals["P"].ShouldBe(0);
        outcome.Totals["Q"].Sign.ShouldBe(1);
        outcome.Ranking[0].Name.ShouldBe("Q"); // a lead of 2.5e-324
        Smaa2.Run(values, WeightInformation.Unknown(criteria).Value, new DrawOptions(1)).Codes().ShouldAllBe(c => c == ErrorCode.Overflow);
        Smaa2.Run(ValueTable.Direct(["P"], ["C"], [[Score.Between(-huge, 0, huge)]]).Value, WeightInformation.Unknown(["C"]).Value, new DrawOptions(1)).Errors.Single().Cell.ShouldBe(new Cell("P", "C"));
        Smaa2.OfSamples(names, criteria, new[,] { { 0.5, 0.5 } }, new[,,] { { { huge, 1 }, { 1, 1 } } }).Errors.Single().Code.ShouldBe(ErrorCode.Overflow);
        DrawnTotals.Run(ValueTable.Direct(["P"], ["C"], new double[,] { { huge } }).Value, DirectPoints.Equal(["C"]).Value, new DrawOptions(1)).Codes().ShouldBe([ErrorCode.Overflow]);

        // A scale of the least width, and a draw on it.
        var narrow = ScoreTable.Create(["P"], ["C"], [[Score.Between(0, tiny, 2 * tiny)]]).Then(s => ValueTable.Of(s, new Dictionary<string, ValueFunction> { ["C"] = ValueFunction.Linear(0, 2 * tiny, OutsideScale.Refuse).Value })).Value;
        narrow["P", "C"].Expected.ShouldBe(Fraction.Of(1, 2));
        Smaa2.Run(narrow, WeightInformation.Unknown(["C"]).Value, new DrawOptions(1)).Codes().ShouldBe([ErrorCode.Overflow]); // its slope is no double
        var small = DrawnTotals.Run(ValueTable.Direct(["P"], ["C"], [[Score.Between(0, 1e-310, 3e-310)]]).Value, DirectPoints.Equal(["C"]).Value, new DrawOptions(1, 500)).Value;
        small.Totals("P").ShouldAllBe(x => x >= 0 && x <= 3e-310);
        small.Means["P"].ShouldBe(4e-310 / 3, 1e-311);

        foreach (var level in new[] { MeasurementLevel.Interval, MeasurementLevel.Ratio })
        {
            foreach (var unit in new[] { 1, 1e300, 1e-300, tiny })
            {
                // By hand, for the interval level: Do = 1/3, De = 34/30. The unit cancels.
                var alpha = KrippendorffAlpha.Of(RatingTable.Create([[1 * unit, 2 * unit, 3 * unit], [1 * unit, 2 * unit, 2 * unit]]).Value, level).Value;
                alpha.Alpha!.Value.ShouldBe(level == MeasurementLevel.Interval ? 12 / 17.0 : 0.844559585492228, 1e-12);
            }
        }
        foreach (var normalisation in Enum.GetValues<Normalisation>())
        {
            var reference = NormalisedTable.Of(ScoreTable.Create(names, ["C"], new double[,] { { 1 }, { 2 } }).Value, new Dictionary<string, PreferenceDirection> { ["C"] = PreferenceDirection.Cost }, normalisation).Value.Values;
            foreach (var power in new[] { -1070, -500, 500, 1000 })
            {
                var scaled = NormalisedTable.Of(ScoreTable.Create(names, ["C"], new double[,] { { Math.ScaleB(1, power) }, { Math.ScaleB(2, power) } }).Value, new Dictionary<string, PreferenceDirection> { ["C"] = PreferenceDirection.Cost }, normalisation).Value.Values;
                foreach (var name in names) scaled[name, "C"].ShouldBe(reference[name, "C"]);
            }
        }
        Quantile.Of([-huge, huge], 0.5, QuantileMethod.Linear).Value.ShouldBe(0);
        Quartiles.Of([-huge, -huge, huge, huge], QuantileMethod.Linear).Codes().ShouldBe([ErrorCode.Overflow]);
        VanDerEijk.Of([huge, huge, huge]).Codes().ShouldBe([ErrorCode.Overflow]);
        VanDerEijk.Of([tiny, 0, 0]).Value.Agreement.ShouldBe(1);
        TastleWierman.Of([tiny, 0, tiny]).Value.Consensus.ShouldBe(0);
        TastleWierman.Of([(-huge, 1), (0, 2), (huge, 1)]).Value.Consensus.ShouldBe(0.5);
        PreferenceFunction.Usual.Of(tiny, 0).ShouldBe(1);
        PreferenceFunction.Gaussian(tiny).Value.Of(huge, -huge).ShouldBe(1);
        PreferenceFunction.UShape(0.2).Value.Of(0.3, 0.1).ShouldBe(0); // decimals: the difference is the threshold
        PreferenceFunction.UShape(0.1).Value.Of(1.1, 1).ShouldBe(0); // in doubles, 1.1 − 1 exceeds 0.1
        PreferenceFunction.Level(0.1, 0.2).Value.Of(1.2, 1).ShouldBe(0.5);
        PreferenceFunction.UShape(0.1).Value.Of(0.3, 0.1).ShouldBe(1);
    }

    private static double[,] Ones(int n)
    {
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) matrix[i, j] = 1;
        }
        return matrix;
    }
}
