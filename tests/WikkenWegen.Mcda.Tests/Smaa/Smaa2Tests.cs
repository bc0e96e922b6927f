using FsCheck.Fluent;
using WikkenWegen.Mcda.Tests.Properties;

namespace WikkenWegen.Mcda.Tests.Smaa;

public class Smaa2Tests
{
    [Fact]
    public void Agrees_with_the_slow_implementation_on_random_problems() => Problems.Check(
        from problem in Problems.Any(6, 5)
        from seed in Gen.Choose(0, 1000)
        from draws in Gen.Choose(1, 700) // mostly with a block that is not full
        select (problem, seed: (ulong)seed, draws), input =>
    {
        var (problem, seed, draws) = input;
        var smaa = Smaa2.Run(problem.Values, WeightInformation.Unknown(problem.Criteria).Value, new DrawOptions(seed, draws)).Value;
        var slow = new SlowSmaa(problem.Values, Value, k => SlowSmaa.Simplex(problem.Criteria, seed, k), seed, draws);
        double Value(double score, int criterion) => problem.Criteria[criterion].EndsWith('2') ? (10 - score) / 10 : score / 10;
        Compare(smaa, slow);
        smaa.RankingEntropy.ShouldBe(slow.RankingEntropy, 1e-9);
    }, tests: 40);

    [Fact]
    public void Given_samples_agree_with_the_slow_implementation_on_random_problems() => Problems.Check(
        from problem in Problems.Any(6, 5)
        from draws in Gen.Choose(1, 600)
        select (problem, draws), input =>
    {
        var (problem, draws) = input;
        var (m, n) = (problem.Proposals.Length, problem.Criteria.Length);
        var (weights, values) = (new double[draws, n], new double[draws, m, n]);
        for (var k = 0; k < draws; k++)
        {
            var w = SlowSmaa.Simplex(problem.Criteria, 3, k);
            for (var j = 0; j < n; j++) weights[k, j] = w[j];
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < n; j++) values[k, i, j] = problem.Scores[i][j].Expected + k % 3;
            }
        }
        var smaa = Smaa2.OfSamples(problem.Proposals, problem.Criteria, weights, values).Value;
        smaa.Seed.ShouldBeNull();
        var exact = Problem.Table(problem.Proposals, problem.Criteria, [.. problem.Scores.Select(row => row.Select(s => (s.Expected, s.Expected, s.Expected)).ToArray())]);
        // Adding the same number to every value of a draw changes no rank.
        Compare(smaa, new SlowSmaa(exact, (score, _) => score, k => SlowSmaa.Simplex(problem.Criteria, 3, k), 3, draws));
    }, tests: 40);

    [Fact]
    public void Acceptabilities_sum_to_1_over_ranks_and_without_ties_over_proposals() => Problems.Check(Problems.Any(), problem =>
    {
        var smaa = Smaa2.Run(problem.Values, WeightInformation.Unknown(problem.Criteria).Value, new DrawOptions(7, 300)).Value;
        var m = problem.Proposals.Length;
        foreach (var proposal in problem.Proposals) smaa.RankAcceptability.Row(proposal).Sum(b => b.Value).ShouldBe(1, 1e-12);
        var ties = 1 - Enumerable.Range(0, m).SelectMany(a => Enumerable.Range(a + 1, m - a - 1).Select(b => smaa.PairwiseWinning[a, b] + smaa.PairwiseWinning[b, a])).DefaultIfEmpty(1).Min();
        if (ties < 1e-12)
        {
            for (var r = 0; r < m; r++) problem.Proposals.Sum(p => smaa.RankAcceptability[p, $"{r + 1}"]).ShouldBe(1, 1e-12);
        }
        smaa.RankEntropy.ShouldAllBe(e => e.Value >= 0 && e.Value <= Math.Log2(m) + 1e-12);
    }, tests: 60);

    [Fact]
    public void Permuting_the_inputs_permutes_the_outputs_bit_by_bit() => Problems.Check(
        from problem in Problems.Any()
        from rows in Gen.Shuffle(Enumerable.Range(0, problem.Scores.Length))
        from columns in Gen.Shuffle(Enumerable.Range(0, problem.Points.Length))
        select (problem, rows: rows.ToArray(), columns: columns.ToArray()), input =>
    {
        var (problem, rows, columns) = input;
        string[] proposals = [.. rows.Select(r => problem.Proposals[r])], criteria = [.. columns.Select(c => problem.Criteria[c])];
        var permuted = Problem.Table(proposals, criteria, [.. rows.Select(r => columns.Select(c => problem.Scores[r][c]).ToArray())]);
        var a = Smaa2.Run(problem.Values, WeightInformation.Unknown(problem.Criteria).Value, new DrawOptions(7, 300)).Value;
        var b = Smaa2.Run(permuted, WeightInformation.Unknown(criteria).Value, new DrawOptions(7, 300)).Value;
        foreach (var p in proposals)
        {
            b.RankAcceptability.Row(p).ShouldBe(a.RankAcceptability.Row(p));
            b.ConfidenceFactors[p].ShouldBe(a.ConfidenceFactors[p]);
            foreach (var other in proposals) b.PairwiseWinning[p, other].ShouldBe(a.PairwiseWinning[p, other]);
            foreach (var c in criteria)
            {
                b.CentralWeights[p, c].ShouldBe(a.CentralWeights[p, c]);
                b.CentralWeightError[p, c].ShouldBe(a.CentralWeightError[p, c]);
            }
        }
    }, tests: 60);

    [Fact]
    public void A_proposal_added_leaves_the_draws_of_the_others_alone() => Problems.Check(Problems.Any(4), problem =>
    {
        var more = Problem.Table([.. problem.Proposals, "extra"], problem.Criteria, [.. problem.Scores, problem.Scores[0]]);
        var weights = WeightInformation.Unknown(problem.Criteria).Value;
        var (a, b) = (Smaa2.Run(problem.Values, weights, new DrawOptions(7, 300)).Value, Smaa2.Run(more, weights, new DrawOptions(7, 300)).Value);
        foreach (var (p, q) in problem.Proposals.SelectMany(p => problem.Proposals.Select(q => (p, q)))) b.PairwiseWinning[p, q].ShouldBe(a.PairwiseWinning[p, q]);
        var (x, y) = (DrawnTotals.Run(problem.Values, problem.Weights, new DrawOptions(7, 50)).Value, DrawnTotals.Run(more, problem.Weights, new DrawOptions(7, 300)).Value);
        foreach (var p in problem.Proposals) y.Totals(p).Take(50).ShouldBe(x.Totals(p)); // nor do more iterations change the first ones
    }, tests: 60);

    [Fact]
    public void The_number_of_threads_and_the_size_of_blocks_change_no_bit()
    {
        var problem = Large(23, 11); // blocks of 256 draws
        var wide = Large(120, 40); // smaller blocks, and values drawn twice
        foreach (var (values, draws) in new[] { (problem, 3001), (wide, 301) })
        {
            var weights = WeightInformation.Unknown(values.Criteria).Value;
            var one = Fingerprint.Of(Smaa2.Run(values, weights, new DrawOptions(1, draws)).Value);
            foreach (var threads in new[] { 2, 3, 7, 64 }) Fingerprint.Of(Smaa2.Run(values, weights, new DrawOptions(1, draws, Threads: threads)).Value).ShouldBe(one);
        }
        var exact = DirectPoints.Equal(problem.Criteria).Value;
        var totals = DrawnTotals.Run(problem, exact, new DrawOptions(1, 3001)).Value;
        var parallel = DrawnTotals.Run(problem, exact, new DrawOptions(1, 3001, Threads: 5)).Value;
        foreach (var p in problem.Proposals) parallel.Totals(p).ShouldBe(totals.Totals(p));
    }

    /// <summary>Two proposals, two criteria, no uncertainty: A is first where w1 &gt; w2, half of the simplex; its central weights are 3/4 and 1/4. Within 4.5 standard errors.</summary>
    [Fact]
    public void A_case_with_a_known_answer()
    {
        var values = ValueTable.Direct(["A", "B"], ["C1", "C2"], new double[,] { { 1, 0 }, { 0, 1 } }).Value;
        var smaa = Smaa2.Run(values, WeightInformation.Unknown(["C1", "C2"]).Value, new DrawOptions(11, 40_000)).Value;
        smaa.RankAcceptability["A", "1"].ShouldBe(0.5, 4.5 * 0.0025);
        smaa.RankAcceptabilityError["A", "1"].ShouldBe(0.0025, 1e-5);
        smaa.CentralWeights["A", "C1"]!.Value.ShouldBe(0.75, 4.5 * smaa.CentralWeightError["A", "C1"]!.Value);
        smaa.CentralWeightError["A", "C1"]!.Value.ShouldBe(Math.Sqrt(1.0 / 48 / 20_000), 2e-5);
        smaa.ConfidenceFactors["A"].ShouldBe(1);
        smaa.RankEntropy["A"].ShouldBe(1, 1e-3);
        smaa.ChoiceEntropy.ShouldBe(1, 1e-3);
        smaa.RankingEntropy.ShouldBe(1, 1e-3);
    }

    [Fact]
    public void Ordinal_and_interval_information_narrow_the_weights()
    {
        var values = ValueTable.Direct(["A", "B"], ["C1", "C2"], new double[,] { { 1, 0 }, { 0, 1 } }).Value;
        Smaa2 Run(Result<WeightInformation> weights) => Smaa2.Run(values, weights.Value, new DrawOptions(11, 5000)).Value;
        Run(WeightInformation.Ordinal(["C1", "C2"])).RankAcceptability["A", "1"].ShouldBe(1);
        Run(WeightInformation.Intervals([("C1", 0.6, 0.8), ("C2", 0, 1)])).RankAcceptability["A", "1"].ShouldBe(1);
        // w1 uniform on 0.3..0.6: above ½ in a third of the draws.
        Run(WeightInformation.Intervals([("C1", 0.3, 0.6), ("C2", 0, 1)])).RankAcceptability["A", "1"].ShouldBe(1 / 3.0, 4.5 * 0.0067);
        var exact = Run(WeightInformation.Exact(DirectPoints.Of([("C1", 7), ("C2", 3)]).Value));
        exact.RankAcceptability["A", "1"].ShouldBe(1);
        exact.CentralWeights["A", "C1"]!.Value.ShouldBe(0.7, 1e-15);
        exact.CentralWeightError["A", "C1"].ShouldBe(0);
        exact.CentralWeights["B", "C1"].ShouldBeNull();
    }

    /// <summary>0.1 + 0.2 and 0.3 are the same total, also in doubles: no first place is won by rounding.</summary>
    [Fact]
    public void Totals_that_only_rounding_tells_apart_tie()
    {
        string[] criteria = ["C1", "C2", "C3", "C4"];
        var values = ValueTable.Direct(["A", "B"], criteria, new double[,] { { 1, 1, 0, 0 }, { 0, 0, 1, 0 } }).Value;
        var weights = DirectPoints.Of([("C1", 0.1), ("C2", 0.2), ("C3", 0.3), ("C4", 0.4)]).Value;
        AdditiveValue.Of(values, weights).Value.Margin.ShouldBe(0);
        var smaa = Smaa2.Run(values, WeightInformation.Exact(weights).Value, new DrawOptions(1, 10)).Value;
        (smaa.RankAcceptability["A", "1"], smaa.RankAcceptability["B", "1"]).ShouldBe((1, 1));
        DrawnTotals.Run(values, weights, new DrawOptions(1, 10)).Value.FirstShares.Select(s => s.Value).ShouldBe([1, 1]);
    }

    /// <summary>One draw out of all proportion does not make the others tie.</summary>
    [Fact]
    public void Rounding_is_judged_draw_by_draw()
    {
        var values = new double[100, 2, 1];
        for (var k = 0; k < 100; k++) (values[k, 0, 0], values[k, 1, 0]) = k == 50 ? (1e30, -1e30) : (1 + 1e-9, 1);
        var smaa = Smaa2.OfSamples(["A", "B"], ["C"], new double[,] { { 1 } }, values).Value;
        (smaa.PairwiseWinning["A", "B"], smaa.ConfidenceFactors["A"]).ShouldBe((1, 1));
        smaa.RankAcceptability["B", "1"].ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_stops_when_it_is_cancelled_on_any_number_of_threads(int threads)
    {
        var values = ValueTable.Direct(["A", "B"], ["C"], new double[,] { { 1 }, { 0 } }).Value;
        using var cancelled = new CancellationTokenSource();
        cancelled.CancelAfter(TimeSpan.FromMilliseconds(20));
        var options = new DrawOptions(1, DrawOptions.MaxIterations, Threads: threads) { Cancellation = cancelled.Token };
        Should.Throw<OperationCanceledException>(() =>
        {
            while (true) Smaa2.Run(values, WeightInformation.Unknown(["C"]).Value, options); // a fast machine may draw all of them in time, once
        });
    }

    [Fact]
    public void Drawn_totals_lie_within_the_bands() => Problems.Check(Problems.Any(), problem =>
    {
        var drawn = DrawnTotals.Run(problem.Values, problem.Weights, new DrawOptions(3, 100)).Value;
        foreach (var p in problem.Proposals)
        {
            drawn.Totals(p).ShouldAllBe(t => t >= problem.Outcome.Bands[p].Low.ToDouble() - 1e-14 && t <= problem.Outcome.Bands[p].High.ToDouble() + 1e-14);
            drawn.Quantile(p, 0.5, QuantileMethod.Linear).Value.ShouldBe(Quantile.Of(drawn.Totals(p), 0.5, QuantileMethod.Linear).Value);
        }
        drawn.FirstShares.Sum(s => s.Value).ShouldBeGreaterThanOrEqualTo(1 - 1e-12);
    }, tests: 60);

    [Fact]
    public void Rankings_of_more_than_16_proposals_are_told_apart()
    {
        var values = new double[100, 20, 1];
        for (var k = 0; k < 100; k++)
        {
            for (var i = 0; i < 20; i++) values[k, i, 0] = k % 4 == 0 ? i : (i + k % 4) % 20;
        }
        var smaa = Smaa2.OfSamples(Case.Numbered("P", 20), ["C"], new double[,] { { 1 } }, values).Value;
        smaa.RankingEntropy.ShouldBe(2, 1e-12);
    }

    internal static ValueTable Large(int proposals, int criteria)
    {
        double Unit(int p, int c, int k) => DrawSequence.Of(99, "test", $"{c}", $"{p}").Unit(k);
        return Problem.Table(Case.Numbered("P", proposals), Case.Numbered("C", criteria), [.. Enumerable.Range(0, proposals).Select(p => Enumerable.Range(0, criteria).Select(c =>
        {
            var expected = 3 + 4 * Unit(p, c, 0);
            return (expected - 3 * Unit(p, c, 1), expected, expected + 3 * Unit(p, c, 2));
        }).ToArray())]);
    }

    private static void Compare(Smaa2 smaa, SlowSmaa slow)
    {
        for (var i = 0; i < smaa.RankAcceptability.Rows.Count; i++)
        {
            for (var k = 0; k < smaa.RankAcceptability.Rows.Count; k++)
            {
                smaa.RankAcceptability[i, k].ShouldBe(slow.Acceptability[i, k], 1e-9);
                smaa.PairwiseWinning[i, k].ShouldBe(slow.Winning[i, k], 1e-9);
            }
            for (var j = 0; j < smaa.CentralWeights.Columns.Count; j++)
            {
                smaa.CentralWeights[i, j].HasValue.ShouldBe(slow.Central[i, j].HasValue);
                (smaa.CentralWeights[i, j] ?? 0).ShouldBe(slow.Central[i, j] ?? 0, 1e-12);
            }
            smaa.ConfidenceFactors[i].HasValue.ShouldBe(slow.Confidence[i].HasValue);
            (smaa.ConfidenceFactors[i] ?? 0).ShouldBe(slow.Confidence[i] ?? 0, 1e-9);
        }
    }
}
