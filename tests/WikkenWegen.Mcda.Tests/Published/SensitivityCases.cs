namespace WikkenWegen.Mcda.Tests.Published;

public class SensitivityCases
{
    /// <summary>Triantaphyllou and Sánchez, Decision Sciences 28 (1997) 151–194, numerical example (4 × 4; numbers recalled; each column sums to 1): totals .3162, .2768, .2621, .1449 to 5e-4, and the decrease by Theorem 1 checked by substitution.</summary>
    [Fact]
    public void Triantaphyllou_Sanchez_1997_critical_changes()
    {
        double[,] table = { { 0.3088, 0.2897, 0.3867, 0.1922 }, { 0.2163, 0.3458, 0.1755, 0.6288 }, { 0.4509, 0.2473, 0.1194, 0.0575 }, { 0.0240, 0.1172, 0.3184, 0.1215 } };
        string[] proposals = ["A1", "A2", "A3", "A4"], criteria = ["C1", "C2", "C3", "C4"];
        var weights = DirectPoints.Of([("C1", 0.3277), ("C2", 0.3058), ("C3", 0.2876), ("C4", 0.0790)]).Value;
        var outcome = AdditiveValue.Of(ValueTable.Direct(proposals, criteria, table).Value, weights).Value;
        outcome.Totals.ToDoubles().ShouldBe([0.3162, 0.2768, 0.2621, 0.1449], 5e-4);

        var stability = WeightStability.Of(outcome).Value;
        foreach (var change in TriantaphyllouSanchez.Of(outcome).OfAnyPair())
        {
            // With the weight lowered and nothing compensated, both totals are equal.
            Fraction Total(string proposal) => Fraction.Sum(criteria.Select(c => (weights[c] - (c == change.Criterion ? change.Decrease : 0)) * outcome.Values[proposal, c].Expected));
            Total(change.Better).ShouldBe(Total(change.Other));
            // Divided by their sum again, the weights are where the lines of the stability analysis cross.
            var at = change.Renormalised(weights[change.Criterion])!.Value;
            if (at >= 0 && at <= 1) stability.TotalAt(change.Better, change.Criterion, at).ShouldBe(stability.TotalAt(change.Other, change.Criterion, at));
        }
    }

    /// <summary>
    /// Hodgett, Martin, Montague and Talford, Production Planning and Control 25 (2014), as in R MCDA @ff40fd0 tests/MARE.R: ranges of the totals on scales from 0 to the greatest number of
    /// each criterion. Tolerance 5e-5 (four decimals).
    /// </summary>
    [Fact]
    public void Hodgett_2014_MARE_ranges()
    {
        string[] routes = ["Route One", "Route Two", "Route Three"], criteria = ["Yield", "Toxicity", "Cost", "Separation", "Odour"];
        double[][] low = [[78, 87, 79, 19, 8], [68, 74, 8, 90, 89], [74.5, 9, 20, 81, 30]], likely = [[80, 87, 86, 19, 8], [70, 74, 10, 90, 89], [75, 9, 33, 82, 30]], high = [[81, 87, 95, 19, 8], [72, 74, 15, 90, 89], [75.5, 9, 36, 84, 30]];
        var scales = criteria.Index().ToDictionary(c => c.Item, c => ValueFunction.Linear(0, high.Max(row => row[c.Index]), OutsideScale.Refuse).Value);
        var scores = ScoreTable.Create(routes, criteria, [.. routes.Index().Select(r => (IReadOnlyList<Score?>)[.. criteria.Index().Select(c => (Score?)Score.Between(low[r.Index][c.Index], likely[r.Index][c.Index], high[r.Index][c.Index]))])]);
        var weights = DirectPoints.Of(criteria.Zip([0.339, 0.077, 0.434, 0.127, 0.023])).Value;
        var outcome = scores.Then(s => ValueTable.Of(s, scales)).Then(values => AdditiveValue.Of(values, weights)).Value;
        foreach (var (route, range) in routes.Zip(new[] { (0.7932, 0.8336, 0.8789), (0.5366, 0.5541, 0.5854), (0.5332, 0.5961, 0.6147) }))
        {
            new[] { outcome.Bands[route].Low.ToDouble(), outcome.Totals[route].ToDouble(), outcome.Bands[route].High.ToDouble() }.ShouldBe([range.Item1, range.Item2, range.Item3], 5e-5);
        }
    }
}
