using System.Text.Json;

namespace WikkenWegen.Mcda.Tests;

/// <summary>The computed numbers of the project's three example weighings come out of this library, every criteria version, exactly.</summary>
public class WeighingsExample
{
    public static TheoryData<string, string> Versions()
    {
        var data = new TheoryData<string, string>();
        foreach (var weighing in Weighings())
        {
            foreach (var version in weighing.GetProperty("berekend").EnumerateObject()) data.Add(weighing.GetProperty("code").GetString()!, version.Name);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Totals_bands_ranking_margin_and_smallest_flip(string code, string version)
    {
        var weighing = Weighings().Single(w => w.GetProperty("code").GetString() == code);
        var expected = weighing.GetProperty("berekend").GetProperty(version);
        var outcome = Outcome(weighing, version, direct: true);

        foreach (var total in expected.GetProperty("totaal").EnumerateObject()) outcome.Totals[total.Name].ShouldBe(total.Value.GetDecimal());
        foreach (var band in expected.GetProperty("bandbreedte").EnumerateObject()) outcome.Bands[band.Name].ShouldBe(new Band(band.Value[0].GetDecimal(), band.Value[1].GetDecimal()));
        outcome.Ranking.Select(r => r.Name).ShouldBe(expected.GetProperty("rangorde").Words());
        outcome.Margin.ShouldBe(expected.GetProperty("marge").GetDecimal());

        var flip = expected.GetProperty("kleinsteOmslag");
        var stability = WeightStability.Of(outcome).Value;
        var stepped = stability.SmallestFlipInSteps(Fraction.Of(1, 100))!;
        stepped.Criterion.ShouldBe(flip.GetProperty("criterium").GetString());
        stepped.Steps.ShouldBe(flip.GetProperty("gewichtsverandering").GetInt32());
        stepped.NewFirst.ShouldBe([flip.GetProperty("nieuweNummer1").GetString()!]);
        stability.SmallestFlip!.Criterion.ShouldBe(stepped.Criterion);
    }

    /// <summary>On a scale from 1 (value 0) to 10 (value 1), a total in points is 1 + 9 V: the same order, the same flips.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public void Points_and_values_on_a_scale_tell_the_same(string code, string version)
    {
        var weighing = Weighings().Single(w => w.GetProperty("code").GetString() == code);
        var (points, values) = (Outcome(weighing, version, direct: true), Outcome(weighing, version, direct: false));
        foreach (var total in points.Totals) (1 + 9 * values.Totals[total.Key]).ShouldBe(total.Value);
        WeightStability.Of(values).Value.SmallestFlip!.At.ShouldBe(WeightStability.Of(points).Value.SmallestFlip!.At);
    }

    [Fact]
    public void A_criteria_change_swaps_ranks_two_and_three_of_the_Merelflat()
    {
        var weighing = Weighings().Single(w => w.GetProperty("code").GetString() == "AFW-2026-014");
        var order = ClearOrder.Of(Outcome(weighing, "v1", direct: true), 0.25).Value;
        order.Winner.ShouldBeNull();
        order.Doubt("V2", "V3").ShouldBe(OrderDoubt.BelowThreshold | OrderDoubt.BandsOverlap);
        ClearOrder.Of(Outcome(weighing, "v2", direct: true), 0.25).Value.Doubt("V2", "V1").ShouldBe(OrderDoubt.BandsOverlap);
    }

    private static AdditiveValue Outcome(JsonElement weighing, string version, bool direct)
    {
        var criteria = weighing.GetProperty("criteria").GetProperty(version).GetProperty("criteria").EnumerateArray().ToList();
        var names = criteria.Select(c => c.GetProperty("code").GetString()!).ToArray();
        var scores = weighing.GetProperty("scores");
        var proposals = scores.EnumerateObject().Select(p => p.Name).ToArray();
        IReadOnlyList<IReadOnlyList<Score?>> cells = [.. proposals.Select(p => (IReadOnlyList<Score?>)[.. names.Select(c =>
        {
            var score = scores.GetProperty(p).GetProperty(c);
            return (Score?)Score.Between(score.GetProperty("laag").GetDouble(), score.GetProperty("verwacht").GetDouble(), score.GetProperty("hoog").GetDouble());
        })])];
        var values = direct
            ? ValueTable.Direct(proposals, names, cells)
            : ScoreTable.Create(proposals, names, cells).Then(table => ValueTable.Of(table, names.ToDictionary(c => c, _ => ValueFunction.Linear(1, 10, OutsideScale.Refuse).Value)));
        var weights = DirectPoints.Of(criteria.Select(c => (c.GetProperty("code").GetString()!, c.GetProperty("gewicht").GetDouble()))).Value;
        return values.Then(v => AdditiveValue.Of(v, weights)).Value;
    }

    private static List<JsonElement> Weighings() => [.. Case.Load("weighings.nl").GetProperty("afwegingen").EnumerateArray()];
}
