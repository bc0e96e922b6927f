namespace WikkenWegen.Mcda.Tests.Published;

public class ComparatorCases
{
    /// <summary>Kracka, Brauers and Zavadskas 2010, as in scikit-criteria @35f17ee tests/agg/test_simple.py. Costs inverted, shares, equal weights. Tolerance 1e-7.</summary>
    [Fact]
    public void Kracka_Brauers_Zavadskas_2010_weighted_sum()
    {
        var vector = Case.Load("06-wsm-sumnorm-kracka2010");
        var inputs = vector.GetProperty("inputs");
        var criteria = Case.Numbered("C", 7);
        var scores = ScoreTable.Create(Case.Numbered("A", 6), criteria, inputs.GetProperty("matrix").Matrix()).Value;
        var directions = criteria.Zip(inputs.GetProperty("objectives").Words()).ToDictionary(c => c.First, c => c.Second == "min" ? PreferenceDirection.Cost : PreferenceDirection.Benefit);
        var weights = DirectPoints.Of(criteria.Zip(inputs.GetProperty("weights").Numbers())).Value;
        var sum = NormalisedTable.Of(scores, directions, Normalisation.Sum, CostTreatment.Reciprocal).Then(table => WeightedSum.Of(table, weights)).Value;
        sum.Scores.ToList().ShouldBe(vector.GetProperty("expected").GetProperty("scores").Numbers(), 1e-7);
        var ranks = sum.Ranking.ToDictionary(r => r.Name, r => (double)r.Rank);
        scores.Proposals.Select(p => ranks[p]).ShouldBe(vector.GetProperty("expected").GetProperty("rank").Numbers());
    }

    /// <summary>Belton and Gear, Omega 11 (1983) 228–230 (recalled; two decimals): a copy of B turns B before A into A before B under shares, and changes nothing on agreed scales. Tolerance 6e-3.</summary>
    [Fact]
    public void Belton_Gear_1983_rank_reversal()
    {
        var expected = Case.Load("12-rank-reversal-belton-gear").GetProperty("expected");
        string[] criteria = ["c1", "c2", "c3"];
        double[,] before = { { 1, 9, 8 }, { 9, 1, 9 }, { 1, 1, 1 } }, after = { { 1, 9, 8 }, { 9, 1, 9 }, { 1, 1, 1 }, { 9, 1, 9 } };
        var weights = DirectPoints.Equal(criteria).Value;
        var benefits = criteria.ToDictionary(c => c, _ => PreferenceDirection.Benefit);
        WeightedSum Local(string[] names, double[,] table) =>
            ScoreTable.Create(names, criteria, table).Then(scores => NormalisedTable.Of(scores, benefits, Normalisation.Sum)).Then(table => WeightedSum.Of(table, weights)).Value;
        AdditiveValue Global(string[] names, double[,] table) =>
            ScoreTable.Create(names, criteria, table).Then(scores => ValueTable.Of(scores, criteria.ToDictionary(c => c, _ => ValueFunction.Linear(0, 10, OutsideScale.Refuse).Value)))
                .Then(values => AdditiveValue.Of(values, weights)).Value;

        foreach (var (names, table, key) in new[] { (new[] { "A", "B", "C" }, before, "before"), (["A", "B", "C", "D"], after, "after") })
        {
            foreach (var score in expected.GetProperty(key).EnumerateObject()) Local(names, table).Scores[score.Name].ShouldBe(score.Value.GetDouble(), 6e-3);
        }
        Local(["A", "B", "C"], before).Ranking[0].Name.ShouldBe("B");
        Local(["A", "B", "C", "D"], after).Ranking[0].Name.ShouldBe("A");
        Global(["A", "B", "C"], before).Ranking.Select(r => r.Name).ShouldBe(["B", "A", "C"]);
        Global(["A", "B", "C", "D"], after).Ranking.Where(r => r.Name != "D").Select(r => r.Name).ShouldBe(["B", "A", "C"]);
    }

    /// <summary>R package MCDA, paterijk/MCDA @ff40fd0, tests/TOPSIS.R (hodgett.co.uk): vector normalisation. Tolerance 1e-4.</summary>
    [Fact]
    public void Hodgett_cars_TOPSIS_by_vector_normalisation()
    {
        var vector = Case.Load("21-topsis-cars-and-opricovic");
        var inputs = vector.GetProperty("inputs").GetProperty("vector");
        var matrix = inputs.GetProperty("matrix").Matrix();
        Closeness(matrix, inputs.GetProperty("weights").Numbers(), [-1, 1, 1, 1], Normalisation.Vector).ShouldBe(vector.GetProperty("expected").GetProperty("vector").Numbers(), 1e-4);
        double[,] subset = { { matrix[0, 0], matrix[0, 1], matrix[0, 2] }, { matrix[1, 0], matrix[1, 1], matrix[1, 2] } };
        Closeness(subset, [0.35, 0.25, 0.25], [-1, 1, 1], Normalisation.Vector).ShouldBe(vector.GetProperty("expected").GetProperty("vectorSubset").Numbers(), 1e-4);
    }

    /// <summary>Opricovic and Tzeng, European Journal of Operational Research 156 (2004) 445–455, as in pymcdm @76e7735: min–max normalisation. Tolerance 6e-4. Vector normalisation gives another answer.</summary>
    [Fact]
    public void Opricovic_Tzeng_2004_TOPSIS_by_min_max_normalisation()
    {
        var vector = Case.Load("21-topsis-cars-and-opricovic");
        var matrix = vector.GetProperty("inputs").GetProperty("minmax").GetProperty("matrix").Matrix();
        Closeness(matrix, [0.5, 0.5], [-1, 1], Normalisation.MinMax).ShouldBe(vector.GetProperty("expected").GetProperty("minmax").Numbers(), 6e-4);
        Closeness(matrix, [0.5, 0.5], [-1, 1], Normalisation.Vector).ShouldBe([0.7621, 0.7222, 0.2379], 1e-4);
    }

    /// <summary>R package MCDA, tests/PROMETHEEII.R (transport; Gaussian, level, linear), flows worked out by hand from the definitions of Brans and Vincke 1985. Tolerance 1e-12.</summary>
    [Fact]
    public void Brans_Vincke_1985_flows_of_the_transport_table_by_hand()
    {
        string[] proposals = ["RER", "METRO1", "METRO2", "BUS", "TAXI"], criteria = ["Price", "Time", "Comfort"];
        double[,] table = { { 1, 10, 1 }, { 4, 20, 2 }, { 2, 20, 0 }, { 6, 40, 0 }, { 30, 30, 3 } };
        var functions = new Dictionary<string, PreferenceFunction>
        {
            ["Price"] = PreferenceFunction.Gaussian(4).Value, ["Time"] = PreferenceFunction.Level(11, 15).Value, ["Comfort"] = PreferenceFunction.Linear(1, 3).Value,
        };
        var directions = new Dictionary<string, PreferenceDirection> { ["Price"] = PreferenceDirection.Cost, ["Time"] = PreferenceDirection.Cost, ["Comfort"] = PreferenceDirection.Benefit };
        var weights = DirectPoints.Of([("Price", 0.2), ("Time", 0.3), ("Comfort", 0.5)]).Value;
        var promethee = Promethee2.Of(ScoreTable.Create(proposals, criteria, table).Value, directions, functions, weights).Value;

        static double Gauss(double d) => d <= 0 ? 0 : 1 - Math.Exp(-d * d / 32);
        // METRO1 over BUS: price 2 cheaper, 20 minutes less (above 15: strict), comfort 2 more: (2 − 1)/(3 − 1).
        promethee.Preferences["METRO1", "BUS"].ShouldBe(0.2 * Gauss(2) + 0.3 + 0.5 * 0.5, 1e-12);
        // TAXI over BUS: dearer; 10 minutes less (not above 11); comfort 3 more.
        promethee.Preferences["TAXI", "BUS"].ShouldBe(0.5, 1e-12);
        // METRO2 over TAXI: 28 cheaper, 10 minutes less.
        promethee.Preferences["METRO2", "TAXI"].ShouldBe(0.2 * Gauss(28), 1e-12);
        promethee.PositiveFlow["RER"].ShouldBe((0.2 * Gauss(3) + 0.2 * Gauss(1) + 0.2 * Gauss(5) + 0.3 + 0.2 * Gauss(29) + 0.3) / 4, 1e-12);
        promethee.NegativeFlow["RER"].ShouldBe(0.5 * 0.5 / 4, 1e-12);
        promethee.NetFlow.Sum(flow => flow.Value).ShouldBe(0, 1e-12);
    }

    /// <summary>Zhao, Peng and Li, Procedia Computer Science 17 (2013) 181–188, as in pymcdm @76e7735 TestPROMETHEE_II: usual criterion, net flows .1, −.3, .2. Tolerance 5e-3 (two decimals).</summary>
    [Fact]
    public void Zhao_Peng_Li_2013_PROMETHEE_II_net_flows()
    {
        string[] criteria = ["C1", "C2", "C3"];
        var scores = ScoreTable.Create(["A1", "A2", "A3"], criteria, new double[,] { { 4, 3, 2 }, { 3, 2, 4 }, { 5, 1, 3 } }).Value;
        var promethee = Promethee2.Of(scores, criteria.ToDictionary(c => c, _ => PreferenceDirection.Benefit), criteria.ToDictionary(c => c, _ => PreferenceFunction.Usual), DirectPoints.Of([("C1", 0.5), ("C2", 0.3), ("C3", 0.2)]).Value).Value;
        promethee.NetFlow.ToList().ShouldBe([0.1, -0.3, 0.2], 5e-3);
        promethee.Ranking.Select(r => r.Name).ShouldBe(["A3", "A1", "A2"]);
    }

    /// <summary>
    /// Brans, Vincke and Mareschal, European Journal of Operational Research 24 (1986) 228–238: six sites for a power plant, all six preference functions, equal weights (recalled).
    /// Preference indices and net flows to three decimals, some cut off: tolerance 1.1e-3.
    /// </summary>
    [Fact]
    public void Brans_Vincke_Mareschal_1986_power_plants()
    {
        string[] sites = Case.Numbered("x", 6), criteria = Case.Numbered("f", 6);
        double[,] table = { { 80, 90, 600, 5.4, 8, 5 }, { 65, 58, 200, 9.7, 1, 1 }, { 83, 60, 400, 7.2, 4, 7 }, { 40, 80, 1000, 7.5, 7, 10 }, { 52, 72, 600, 2, 3, 8 }, { 94, 96, 700, 3.6, 5, 6 } };
        PreferenceFunction[] functions = [PreferenceFunction.UShape(10).Value, PreferenceFunction.VShape(30).Value, PreferenceFunction.Linear(50, 500).Value, PreferenceFunction.Level(1, 6).Value, PreferenceFunction.Usual, PreferenceFunction.Gaussian(5).Value];
        var directions = criteria.ToDictionary(c => c, c => c is "f2" or "f6" ? PreferenceDirection.Benefit : PreferenceDirection.Cost);
        var promethee = Promethee2.Of(ScoreTable.Create(sites, criteria, table).Value, directions, criteria.Zip(functions).ToDictionary(f => f.First, f => f.Second), DirectPoints.Equal(criteria).Value).Value;
        double[][] indices =
        [
            [0, .296, .250, .268, .100, .185], [.462, 0, .389, .333, .296, .500], [.236, .180, 0, .333, .056, .429],
            [.399, .505, .305, 0, .223, .212], [.444, .515, .487, .380, 0, .448], [.286, .399, .250, .431, .133, 0],
        ];
        foreach (var (site, expected) in sites.Zip(indices)) promethee.Preferences.Row(site).ToList().ShouldBe(expected, 1.1e-3);
        promethee.NetFlow.ToList().ShouldBe([-.146, .017, -.090, -.020, .293, -.055], 1.1e-3);
        promethee.Ranking.Select(r => r.Name).ShouldBe(["x5", "x2", "x4", "x6", "x3", "x1"]);
    }

    private static IEnumerable<double> Closeness(double[,] matrix, double[] weights, int[] types, Normalisation normalisation)
    {
        var criteria = Case.Numbered("C", weights.Length);
        var scores = ScoreTable.Create(Case.Numbered("A", matrix.GetLength(0)), criteria, matrix).Value;
        var directions = criteria.Zip(types).ToDictionary(c => c.First, c => c.Second < 0 ? PreferenceDirection.Cost : PreferenceDirection.Benefit);
        return NormalisedTable.Of(scores, directions, normalisation).Then(table => Topsis.Of(table, DirectPoints.AsGiven(criteria.Zip(weights)).Value)).Value.Closeness.Select(c => c.Value!.Value);
    }
}
