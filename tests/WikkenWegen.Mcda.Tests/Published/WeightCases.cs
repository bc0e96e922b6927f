namespace WikkenWegen.Mcda.Tests.Published;

public class WeightCases
{
    /// <summary>Barron and Barrett 1996; Edwards and Barron 1994: rank order centroid for three and four criteria. Tolerance 1e-4; the fractions exactly.</summary>
    [Fact]
    public void Barron_Barrett_1996_rank_order_centroid()
    {
        var expected = Case.Load("08-weights-roc-swing").GetProperty("expected");
        RankOrderCentroid.Of(["A", "B", "C"]).Value.Values.ToDoubles().ShouldBe(expected.GetProperty("roc3").Numbers(), 1e-4);
        RankOrderCentroid.Of(["A", "B", "C", "D"]).Value.Values.ToDoubles().ShouldBe(expected.GetProperty("roc4").Numbers(), 1e-4);
        RankOrderCentroid.Of(["A", "B", "C"]).Value.Values.ToList().ShouldBe([Fraction.Of(11, 18), Fraction.Of(5, 18), Fraction.Of(2, 18)]);
        RankOrderCentroid.Of(["A", "B", "C", "D"]).Value.Values.ToList().ShouldBe([Fraction.Of(25, 48), Fraction.Of(13, 48), Fraction.Of(7, 48), Fraction.Of(3, 48)]);
        var permuted = RankOrderCentroid.Of(["Area", "Price", "District", "Commute"]).Value;
        foreach (var weight in expected.GetProperty("rocPermuted").EnumerateObject()) permuted[weight.Name].ToDouble().ShouldBe(weight.Value.GetDouble(), 1e-4);
    }

    /// <summary>Swing points of a textbook chapter (case 08). Tolerance 1e-4.</summary>
    [Fact]
    public void Textbook_swing_points_divided_by_their_sum()
    {
        var vector = Case.Load("08-weights-roc-swing");
        var points = vector.GetProperty("inputs").GetProperty("swing").GetProperty("points").EnumerateObject().Select(p => (p.Name, p.Value.GetDouble()));
        var weights = SwingWeights.Of(points).Value;
        foreach (var weight in vector.GetProperty("expected").GetProperty("swing").EnumerateObject()) weights[weight.Name].ToDouble().ShouldBe(weight.Value.GetDouble(), 1e-4);
        weights.IsNormalised.ShouldBeTrue();
    }

    /// <summary>Stillwell, Seaver and Edwards 1981, for three criteria by their formulas: rank sum 3/6, 2/6, 1/6; rank reciprocal 6/11, 3/11, 2/11. Exact.</summary>
    [Fact]
    public void Stillwell_Seaver_Edwards_1981_rank_sum_and_rank_reciprocal()
    {
        RankSum.Of(["A", "B", "C"]).Value.Values.ToList().ShouldBe([Fraction.Of(1, 2), Fraction.Of(1, 3), Fraction.Of(1, 6)]);
        RankReciprocal.Of(["A", "B", "C"]).Value.Values.ToList().ShouldBe([Fraction.Of(6, 11), Fraction.Of(3, 11), Fraction.Of(2, 11)]);
    }

    /// <summary>Criteria that tie share the mean of their places' weights: (5/18 + 2/18)/2 each after 11/18. Exact.</summary>
    [Fact]
    public void Ranked_weights_with_ties_share_the_mean_of_their_places()
    {
        RankOrderCentroid.Of([["A"], ["B", "C"]]).Value.Values.ToList().ShouldBe([Fraction.Of(11, 18), Fraction.Of(7, 36), Fraction.Of(7, 36)]);
        RankSum.Of([["A", "B"], ["C"]]).Value.Values.ToList().ShouldBe([Fraction.Of(5, 12), Fraction.Of(5, 12), Fraction.Of(1, 6)]);
        RankReciprocal.Of([["A", "B", "C"]]).Value.Values.ToList().ShouldBe([Fraction.Of(1, 3), Fraction.Of(1, 3), Fraction.Of(1, 3)]);
    }

    /// <summary>
    /// Figueira and Roy, European Journal of Operational Research 139 (2002) 317–326: twelve criteria on six piles with one blank card, ratio
    /// 6.5. Tolerance 0.016 of 100: they round to hundredths such that the sum stays 100. The two fractions exactly, by their formula.
    /// </summary>
    [Fact]
    public void Figueira_Roy_2002_cards_of_Simos()
    {
        string[][] piles = [["k"], ["a", "h"], ["e"], ["b", "f", "i", "j"], ["d"], ["c", "g", "l"]];
        var weights = SimosCards.Of(piles, [0, 0, 0, 1, 0], 6.5).Value;
        double[] expected = [15.38, 13.20, 11.05, 8.88, 4.54, 2.37];
        foreach (var (pile, percent) in piles.Zip(expected))
            foreach (var criterion in pile) (100 * weights[criterion].ToDouble()).ShouldBe(percent, 0.016, criterion);
        weights["k"].ShouldBe(Fraction.Of(13, 2) / Fraction.Of(169, 4));
        weights["c"].ShouldBe(Fraction.Of(4, 169));
        weights.IsNormalised.ShouldBeTrue();
    }

    /// <summary>
    /// The same cards by the original procedure, as Figueira and Roy (2002) have them: the places 1 to 13, of which the blank card has the fifth;
    /// mean places 2, 4, 7.5, 10, 11.5 and 13, of a sum of 86; in whole per cents 2, 5, 9, 12, 13 and 15.
    /// </summary>
    [Fact]
    public void Figueira_Roy_2002_original_cards_of_Simos()
    {
        string[][] piles = [["k"], ["a", "h"], ["e"], ["b", "f", "i", "j"], ["d"], ["c", "g", "l"]];
        var weights = SimosCards.OfPlaces(piles, [0, 0, 0, 1, 0]).Value;
        Fraction[] places = [13, Fraction.Of(23, 2), 10, Fraction.Of(15, 2), 4, 2];
        double[] expected = [15, 13, 12, 9, 5, 2];
        foreach (var ((pile, place), percent) in piles.Zip(places).Zip(expected))
            foreach (var criterion in pile)
            {
                weights[criterion].ShouldBe(place / 86, criterion);
                (100 * weights[criterion].ToDouble()).ShouldBe(percent, 0.5, criterion);
            }
        weights.IsNormalised.ShouldBeTrue();
        SimosCards.OfPlaces([["A", "B"]], []).Value.Values.ToList().ShouldBe([Fraction.Of(1, 2), Fraction.Of(1, 2)]);
        SimosCards.OfPlaces([["A"], ["B"]], [1]).Value.Values.ToList().ShouldBe([Fraction.Of(3, 4), Fraction.Of(1, 4)]);
    }

    /// <summary>One pile says that all are equal, whatever the ratio; a blank card adds a step.</summary>
    [Fact]
    public void Cards_on_one_pile_and_with_a_blank_one_between()
    {
        SimosCards.Of([["A", "B"]], [], 9).Value.Values.ToList().ShouldBe([Fraction.Of(1, 2), Fraction.Of(1, 2)]);
        SimosCards.Of([["A"], ["B"], ["C"]], [0, 2], 5).Value.Values.ToList().ShouldBe([Fraction.Of(5, 10), Fraction.Of(4, 10), Fraction.Of(1, 10)]);
        SimosCards.Of([["A"], ["B"]], [7], 1).Value.Values.ToList().ShouldBe([Fraction.Of(1, 2), Fraction.Of(1, 2)]);
    }

    /// <summary>Wang and Chin, Information Sciences 181 (2011) 5240–5248, on Saaty's school matrix (1977), as in pymcdm @76e7735. Tolerance 6e-5.</summary>
    [Fact]
    public void Wang_Chin_2011_principal_eigenvector()
    {
        var vector = Case.Load("09-ahp-eigenvector-wang-chin");
        var ahp = PairwiseComparison.Of(Case.Numbered("C", 6), vector.GetProperty("inputs").GetProperty("matrix").Matrix(), RandomIndex.Saaty1980).Value;
        ahp.Weights.Values.ToDoubles().ShouldBe(vector.GetProperty("expected").GetProperty("weights").Numbers(), 6e-5);
        // Recomputed, not from the source: too inconsistent.
        ahp.PrincipalEigenvalue.ShouldBe(7.4199, 1e-4);
        ahp.ConsistencyIndex!.Value.ShouldBe(0.2840, 1e-4);
        ahp.ConsistencyRatio!.Value.ShouldBe(0.229, 1e-3);
    }

    /// <summary>R package MCDA, paterijk/MCDA @ff40fd0, tests/AHP.R and tests/pairwiseConsistencyMeasures.R (Hodgett's cars). Overall 6e-5, consistency ratio 6e-4; the table of indices is the package's.</summary>
    [Fact]
    public void Hodgett_cars_hierarchy_and_consistency_ratio()
    {
        var vector = Case.Load("10-ahp-cars-hodgett");
        var inputs = vector.GetProperty("inputs");
        var cars = inputs.GetProperty("alternatives").Words();
        string[] criteria = ["style", "reliability", "fuel"];
        PairwiseComparison Compare(IReadOnlyList<string> names, string matrix) => PairwiseComparison.Of(names, inputs.GetProperty(matrix).Matrix(), RandomIndex.AguaronMorenoJimenez2003).Value;
        var local = criteria.ToDictionary(c => c, c => Compare(cars, c));
        var values = ValueTable.Direct(cars, criteria, cars.Select(car => criteria.Select(c => local[c].Weights[car].ToDouble()).ToArray()).ToArray().Rectangle()).Value;
        AdditiveValue.Of(values, Compare(criteria, "criteriaComparison").Weights).Value.Totals.ToDoubles().ShouldBe(vector.GetProperty("expected").GetProperty("overall").Numbers(), 6e-5);
        local["style"].ConsistencyRatio!.Value.ShouldBe(vector.GetProperty("expected").GetProperty("CR.style").GetDouble(), 6e-4);
        inputs.GetProperty("randomIndexTable").Numbers().Index().ShouldAllBe(index => RandomIndex.AguaronMorenoJimenez2003.Of(index.Index + 1) == index.Item);
        // The same judgements by Saaty's table: another ratio.
        PairwiseComparison.Of(cars, inputs.GetProperty("style").Matrix(), RandomIndex.Saaty1980).Value.ConsistencyRatio!.Value.ShouldBe(0.1610, 1e-4);
    }

    /// <summary>Saaty, International Journal of Services Sciences 1 (2008) 83–98: which drink is consumed more in the United States (recalled). Weights to three decimals, consistency ratio .022. Tolerance 5e-4.</summary>
    [Fact]
    public void Saaty_2008_consumption_of_drinks()
    {
        string[] drinks = ["Coffee", "Wine", "Tea", "Beer", "Sodas", "Milk", "Water"];
        double[] aboveDiagonal = [9, 5, 2, 1, 1, 1 / 2.0, 1 / 3.0, 1 / 9.0, 1 / 9.0, 1 / 9.0, 1 / 9.0, 1 / 3.0, 1 / 4.0, 1 / 3.0, 1 / 9.0, 1 / 2.0, 1, 1 / 3.0, 2, 1 / 2.0, 1 / 3.0];
        var ahp = PairwiseComparison.FromUpperTriangle(drinks, aboveDiagonal, RandomIndex.Saaty1980).Value;
        ahp.Weights.Values.ToDoubles().ShouldBe([.177, .019, .042, .116, .190, .129, .327], 5e-4);
        ahp.ConsistencyRatio!.Value.ShouldBe(.022, 5e-4);
    }
}
