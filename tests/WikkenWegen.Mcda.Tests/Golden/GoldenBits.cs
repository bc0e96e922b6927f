namespace WikkenWegen.Mcda.Tests.Golden;

/// <summary>
/// Every algorithm whose bits could differ, on fixed inputs, bit by bit against a file. A change of the file without a new version of the algorithm breaks every result stored so far: raise the
/// version, keep the old one runnable where stored results need it, then copy the received file over bits.txt.
/// </summary>
public class GoldenBits
{
    private static readonly string[] Proposals = ["Alpha", "Bèta", "Gamma", "Delta"], Criteria = ["Cost", "Quality", "Words", "Shape", "Points"];

    [Fact]
    public void Are_those_of_the_file()
    {
        var actual = string.Join("\n", Everything()) + "\n";
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "bits.txt")).ReplaceLineEndings("\n");
        if (actual == expected) return;
        var received = Path.Combine(AppContext.BaseDirectory, "Golden", "bits.received.txt");
        File.WriteAllText(received, actual);
        actual.Split('\n').ShouldBe(expected.Split('\n'), $"received: {received}");
    }

    private static IEnumerable<string> Everything()
    {
        yield return "draws " + Smaa2.Generator;
        yield return Fingerprint.Line("units", Enumerable.Range(0, 6).Select(i => Fingerprint.Bits(DrawSequence.Of(0xfeed_f00d_dead_beef, "score", "Cost", "Bèta").Unit(i))));
        yield return "portable math";
        yield return Fingerprint.Line("log2", new[] { 0.1, 0.3, 0.7071, 0.9999999, 1.5, 3e300, 5e-324 }.Select(x => Fingerprint.Bits(PortableMath.Log2(x))));
        yield return Fingerprint.Line("exp", new[] { 0, -1e-9, -0.3, -1, -33.3, -700, -745 }.Select(x => Fingerprint.Bits(PortableMath.Exp(x))));

        var values = Table();
        WeightInformation[] information =
        [
            WeightInformation.Unknown(Criteria).Value,
            WeightInformation.Ordinal(["Quality", "Cost", "Points", "Shape", "Words"]).Value,
            WeightInformation.Ordinal([["Quality", "Cost", "Points"], ["Shape", "Words"]]).Value,
            WeightInformation.Intervals([("Cost", 0.1, 1), ("Quality", 0.1, 1), ("Words", 0, 1), ("Shape", 0, 1), ("Points", 0, 1)]).Value,
            WeightInformation.Intervals([("Cost", 0.15, 0.25), ("Quality", 0.15, 0.3), ("Words", 0.1, 0.25), ("Shape", 0.2, 0.25), ("Points", 0.1, 0.3)]).Value,
            WeightInformation.Intervals([("Cost", 0, 0.25), ("Quality", 0, 0.25), ("Words", 0, 0.25), ("Shape", 0, 0.25), ("Points", 0, 0.25)]).Value,
            WeightInformation.Exact(Weights()).Value,
        ];
        foreach (var weights in information)
        {
            foreach (var distribution in Enum.GetValues<ScoreDistribution>())
            {
                var smaa = Smaa2.Run(values, weights, new DrawOptions(20261124, 1001, distribution)).Value;
                yield return $"{smaa.Algorithm} {weights.Algorithm} {distribution}";
                yield return Fingerprint.Of(smaa);
            }
        }
        foreach (var shares in new[] { false, true })
        {
            var drawn = DrawnTotals.Run(values, Weights(), new DrawOptions(20261124, 501), shares).Value;
            yield return $"{drawn.Algorithm} shares {shares}";
            foreach (var proposal in Proposals)
            {
                yield return Fingerprint.Line(proposal, [
                    Fingerprint.Bits(drawn.Means[proposal]), Fingerprint.Bits(drawn.StandardDeviations[proposal]), Fingerprint.Bits(drawn.FirstShares[proposal]),
                    Fingerprint.Bits(drawn.Quantile(proposal, 0.1, QuantileMethod.Linear).Value), .. drawn.Totals(proposal).Take(5).Select(x => Fingerprint.Bits(x))]);
            }
        }

        var outcome = AdditiveValue.Of(values, Weights()).Value;
        yield return $"{outcome.Algorithm}";
        yield return Fingerprint.Line("totals", outcome.Totals.Select(t => $"{t.Value} {Fingerprint.Bits(t.Value.ToDouble())}"));
        var stability = WeightStability.Of(outcome).Value;
        yield return $"{stability.Algorithm}";
        yield return Fingerprint.Line("intervals", stability.Intervals.Select(i => $"{i.Value!.Low}..{i.Value.High}"));

        var ahp = PairwiseComparison.Of(["A", "B", "C", "D"], new[,] { { 1, 0.25, 4, 1 / 6.0 }, { 4, 1, 4, 0.25 }, { 0.25, 0.25, 1, 0.2 }, { 6, 4, 5, 1 } }, RandomIndex.AlonsoLamata2006).Value;
        yield return $"{ahp.Algorithm} {ahp.RandomIndex.Name}";
        yield return Fingerprint.Line("weights", ahp.Weights.Values.Select(w => Fingerprint.Bits(w.Value.ToDouble())).Append(Fingerprint.Bits(ahp.PrincipalEigenvalue)).Append(Fingerprint.Bits(ahp.ConsistencyRatio)));

        var ratings = RatingTable.Create([[1, 2.5, 3, null, 2, 1, 4], [1, 2, 3.1, 3, 2, 2, 4], [null, 3, 3, 3, 2, 3, 4]]).Value;
        foreach (var level in Enum.GetValues<MeasurementLevel>())
        {
            var alpha = KrippendorffAlpha.Of(ratings, level).Value;
            yield return $"{alpha.Algorithm} {level}";
            yield return Fingerprint.Line("alpha", [Fingerprint.Bits(alpha.Alpha), Fingerprint.Bits(alpha.ObservedDisagreement), Fingerprint.Bits(alpha.ExpectedDisagreement)]);
        }
        var w = KendallW.Of(RatingTable.Create([[1, 2, 3, 4], [2, 1, 3, 3], [1, 1, 4, 3]]).Value).Value;
        yield return $"{w.Algorithm}";
        yield return Fingerprint.Line("W", [Fingerprint.Bits(w.W), Fingerprint.Bits(w.ChiSquared), Fingerprint.Bits(w.MeanSpearman)]);
        foreach (var method in Enum.GetValues<QuantileMethod>())
        {
            var quartiles = Quartiles.Of([0.1, 0.7, 0.3, 12, 5.5, 2.2, 9], method).Value;
            yield return $"{quartiles.Algorithm} {method}";
            yield return Fingerprint.Line("quartiles", [Fingerprint.Bits(quartiles.First), Fingerprint.Bits(quartiles.Median), Fingerprint.Bits(quartiles.Third), Fingerprint.Bits(quartiles.InterquartileRange)]);
        }
        var consensus = TastleWierman.Of([3, 4, 1, 0, 7]).Value;
        yield return $"{consensus.Algorithm}";
        yield return Fingerprint.Line("consensus", [Fingerprint.Bits(consensus.Consensus)]);
        var agreement = VanDerEijk.Of([3, 4, 1, 0, 7]).Value;
        yield return $"{agreement.Algorithm}";
        yield return Fingerprint.Line("agreement", [Fingerprint.Bits(agreement.Agreement)]);

        var scores = ScoreTable.Create(["A", "B", "C"], ["x", "y", "z"], new[,] { { 5490, 51.4, 8.5 }, { 6500, 70.6, 7 }, { 6489, 54.3, 7.5 } }).Value;
        var directions = new Dictionary<string, PreferenceDirection> { ["x"] = PreferenceDirection.Cost, ["y"] = PreferenceDirection.Benefit, ["z"] = PreferenceDirection.Benefit };
        var importance = DirectPoints.Of([("x", 0.35), ("y", 0.4), ("z", 0.25)]).Value;
        foreach (var normalisation in Enum.GetValues<Normalisation>())
        {
            foreach (var cost in Enum.GetValues<CostTreatment>())
            {
                var table = NormalisedTable.Of(scores, directions, normalisation, cost).Value;
                var (sum, topsis) = (WeightedSum.Of(table, importance).Value, Topsis.Of(table, importance).Value);
                yield return $"{table.Algorithm} {normalisation} {cost}; {sum.Algorithm}; {topsis.Algorithm}";
                yield return Fingerprint.Line("sums", sum.Scores.Select(s => Fingerprint.Bits(s.Value)));
                yield return Fingerprint.Line("closeness", topsis.Closeness.Select(c => Fingerprint.Bits(c.Value)));
            }
        }
        var functions = new Dictionary<string, PreferenceFunction> { ["x"] = PreferenceFunction.Gaussian(400).Value, ["y"] = PreferenceFunction.VShape(20).Value, ["z"] = PreferenceFunction.Linear(0.2, 1.3).Value };
        var promethee = Promethee2.Of(scores, directions, functions, importance).Value;
        yield return $"{promethee.Algorithm}";
        yield return Fingerprint.Line("net flows", promethee.NetFlow.Select(f => Fingerprint.Bits(f.Value)));
    }

    private static ValueTable Table() => ScoreTable.Create(Proposals, Criteria,
        [
            [Score.Between(90, 110, 140), Score.Between(3.3, 4.7, 8), Score.InWords("poor", "fair", "fair"), Score.Between(0.2, 1.1, 3), 0.1],
            [Score.Between(95, 95, 120.5), Score.Between(2, 6.1, 9.9), "good", Score.Between(1, 2, 4.5), 0.3],
            [Score.Between(60, 100, 130), 5.5, Score.InWords("poor", "good", "excellent"), 2.5, Score.Between(0.1, 0.2, 0.7)],
            [Score.Between(100, 125, 125), Score.Between(4, 4.5, 5), "fair", Score.Between(3.5, 4.5, 5.5), Score.Between(0.4, 0.4, 0.5)],
        ]).Then(scores => ValueTable.Of(scores, new Dictionary<string, ValueFunction>
        {
            ["Cost"] = ValueFunction.Linear(140, 80, OutsideScale.Clip).Value,
            ["Quality"] = ValueFunction.PiecewiseLinear([(0, 0), (4, 0.55), (7, 0.85), (10, 1)], OutsideScale.Refuse).Value,
            ["Words"] = ValueFunction.InWords([("poor", 0), ("fair", 0.35), ("good", 0.8), ("excellent", 1)]).Value,
            ["Shape"] = ValueFunction.PiecewiseLinear([(0, 0.1), (2, 1), (5, 0)], OutsideScale.Clip).Value,
            ["Points"] = ValueFunction.Linear(0, 1, OutsideScale.Refuse).Value,
        })).Value;

    private static Weights Weights() => DirectPoints.Of([("Cost", 30), ("Quality", 25), ("Words", 10), ("Shape", 15), ("Points", 20)]).Value;
}
