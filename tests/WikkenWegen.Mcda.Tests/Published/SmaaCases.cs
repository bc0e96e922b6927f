namespace WikkenWegen.Mcda.Tests.Published;

public class SmaaCases
{
    /// <summary>R package smaa, gertvv/rsmaa @2ce6bbd, smaa/tests/nacw.R: the proposal that is never first has no central weights. Tolerance 1e-12.</summary>
    [Fact]
    public void Rsmaa_never_first_has_no_central_weights()
    {
        var values = new double[1, 2, 3] { { { 1, 1, 1 }, { 0, 0, 0 } } };
        var weights = new double[10_000, 3];
        for (var k = 0; k < 10_000; k++) weights[k, 0] = weights[k, 1] = weights[k, 2] = 1.0 / 3;
        var smaa = Smaa2.OfSamples(["A", "B"], ["c1", "c2", "c3"], weights, values).Value;
        smaa.CentralWeights.Row("A").Select(w => w.Value!.Value).ShouldBe([1.0 / 3, 1.0 / 3, 1.0 / 3], 1e-12);
        smaa.CentralWeights.Row("B").ShouldAllBe(w => w.Value == null);
        smaa.ConfidenceFactors["A"].ShouldBe(1);
        smaa.ConfidenceFactors["B"].ShouldBeNull();
    }

    /// <summary>R package smaa, smaa/tests/pwi.R: A beats B in nine draws of ten. Exact.</summary>
    [Fact]
    public void Rsmaa_pairwise_winning()
    {
        var values = new double[10, 2, 1];
        for (var k = 0; k < 10; k++) (values[k, 0, 0], values[k, 1, 0]) = k < 9 ? (1, 0) : (0, 1);
        var smaa = Smaa2.OfSamples(["A", "B"], ["c"], new double[,] { { 1 } }, values).Value;
        smaa.PairwiseWinning["A", "B"].ShouldBe(0.9);
        smaa.PairwiseWinning["B", "A"].ShouldBe(0.1);
        smaa.PairwiseWinning["A", "A"].ShouldBe(0);
        smaa.PairwiseWinning["B", "B"].ShouldBe(0);
    }

    /// <summary>JSMAA, tommite/jsmaa @d00ae14, SMAA2SimulationTest::testEqualRanks: two equal proposals are both first in every draw. Tolerance 0.01 on the central weights.</summary>
    [Fact]
    public void Jsmaa_equal_proposals_share_the_first_rank()
    {
        var values = ValueTable.Direct(["A", "B"], ["c1", "c2", "c3"], new double[2, 3]).Value;
        var smaa = Smaa2.Run(values, WeightInformation.Unknown(["c1", "c2", "c3"]).Value, new DrawOptions(1)).Value;
        foreach (var proposal in smaa.RankAcceptability.Rows)
        {
            smaa.RankAcceptability[proposal, "1"].ShouldBe(1);
            smaa.RankAcceptability[proposal, "2"].ShouldBe(0);
            smaa.CentralWeights.Row(proposal).Select(w => w.Value!.Value).ShouldBe([0.333, 0.333, 0.333], 0.01);
            smaa.ConfidenceFactors[proposal].ShouldBe(1);
        }
        smaa.PairwiseWinning["A", "B"].ShouldBe(0);
    }

    /// <summary>Hodgett and Siraj, Expert Systems with Applications 115 (2019) 684–694, as in R MCDA @ff40fd0 tests/SURE.R: means over triangular draws, shares in each draw. Tolerance 6e-3.</summary>
    [Fact]
    public void Hodgett_Siraj_2019_SURE_means()
    {
        var vector = Case.Load("14-sure-triangular-monte-carlo");
        var inputs = vector.GetProperty("inputs");
        var (routes, criteria) = (inputs.GetProperty("alternatives").Words(), inputs.GetProperty("criteria").Words());
        var (low, likely, high) = (inputs.GetProperty("min").Matrix(), inputs.GetProperty("mostLikely").Matrix(), inputs.GetProperty("max").Matrix());
        var weights = inputs.GetProperty("weights").Numbers();
        DrawnTotals Draw(int[] proposals, int count) => DrawnTotals.Run(
            ValueTable.Direct([.. proposals.Select(p => routes[p])], criteria[..count], [.. proposals.Select(p => (IReadOnlyList<Score?>)[.. Enumerable.Range(0, count).Select(c => (Score?)Score.Between(low[c, p], likely[c, p], high[c, p]))])]).Value,
            DirectPoints.AsGiven(criteria.Zip(weights).Take(count)).Value, new DrawOptions(1234), sharesPerDraw: true).Value;

        var all = Draw([0, 1, 2], 5);
        foreach (var mean in vector.GetProperty("expected").GetProperty("meanScore").EnumerateObject()) all.Means[mean.Name].ShouldBe(mean.Value.GetDouble(), 6e-3);
        all.FirstShares["Route One"].ShouldBe(1);
        var subset = Draw([1, 2], 4);
        foreach (var mean in vector.GetProperty("expected").EnumerateObject().Single(p => p.Name.StartsWith("subset", StringComparison.Ordinal)).Value.EnumerateObject()) subset.Means[mean.Name].ShouldBe(mean.Value.GetDouble(), 6e-3);
    }
}
