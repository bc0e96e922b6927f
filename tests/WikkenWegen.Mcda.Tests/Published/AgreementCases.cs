namespace WikkenWegen.Mcda.Tests.Published;

public class AgreementCases
{
    private static double? NA => null;

    /// <summary>influentialpoints.com, coefficient of concordance, worked example I (strawberries). W 5e-4, χ² 6e-3.</summary>
    [Fact]
    public void Strawberries_Kendall_W_without_ties()
    {
        var vector = Case.Load("23-kendall-w-strawberries");
        var expected = vector.GetProperty("expected");
        var w = KendallW.Of(RatingTable.Create([.. vector.GetProperty("inputs").GetProperty("ranks").EnumerateArray().Select(row => row.Numbers().Select(x => (double?)x).ToArray())]).Value).Value;
        w.RankSums.ToList().ShouldBe(expected.GetProperty("rankSums").Numbers());
        w.S.ShouldBe(expected.GetProperty("S").GetDouble());
        w.W!.Value.ShouldBe(expected.GetProperty("W").GetDouble(), 5e-4);
        w.ChiSquared!.Value.ShouldBe(expected.GetProperty("chi2").GetDouble(), 6e-3);
        w.DegreesOfFreedom.ShouldBe(7);
        w.TieSum.ShouldBe(0);
        w.UncorrectedW.ShouldBe(w.W);
    }

    /// <summary>Kendall 1948 / Siegel, Nonparametric Statistics (1956), ch. 9, with ties (recalled). Tolerance 5e-4.</summary>
    [Fact]
    public void Siegel_1956_Kendall_W_with_ties()
    {
        var vector = Case.Load("25-kendall-w-ties-siegel");
        var expected = vector.GetProperty("expected");
        var w = KendallW.Of(RatingTable.Create([.. vector.GetProperty("inputs").GetProperty("ranks").EnumerateObject().Select(row => row.Value.Numbers().Select(x => (double?)x).ToArray())]).Value).Value;
        w.RankSums.ToList().ShouldBe(expected.GetProperty("rankSums").Numbers());
        w.S.ShouldBe(expected.GetProperty("S").GetDouble());
        w.W!.Value.ShouldBe(expected.GetProperty("W.tieCorrected").GetDouble(), 5e-4);
        w.UncorrectedW!.Value.ShouldBe(expected.GetProperty("W.uncorrected").GetDouble(), 5e-4);
        (w.TieSum / 12).ShouldBe(expected.GetProperty("sumT").GetDouble());
    }

    /// <summary>fast-krippendorff @b1eb616, sample.py (the example of Wikipedia), nominal and interval with gaps. Tolerance 1e-6.</summary>
    [Fact]
    public void Fast_krippendorff_3_raters_15_units()
    {
        var vector = Case.Load("26-krippendorff-alpha-3x15");
        var ratings = RatingTable.Create([.. vector.GetProperty("inputs").GetProperty("raters x units (null=missing)").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(x => x.ValueKind == System.Text.Json.JsonValueKind.Null ? (double?)null : x.GetDouble()).ToArray())]).Value;
        KrippendorffAlpha.Of(ratings, MeasurementLevel.Nominal).Value.Alpha!.Value.ShouldBe(vector.GetProperty("expected").GetProperty("nominal").GetDouble(), 1e-6);
        KrippendorffAlpha.Of(ratings, MeasurementLevel.Interval).Value.Alpha!.Value.ShouldBe(vector.GetProperty("expected").GetProperty("interval").GetDouble(), 1e-6);
    }

    /// <summary>Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: 4 observers, 12 units, gaps; all four levels (recalled from the paper). Tolerance 6e-4.</summary>
    [Fact]
    public void Krippendorff_2011_4_observers_12_units()
    {
        var ratings = RatingTable.Create([
            [1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3],
            [NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA]]).Value;
        double Alpha(MeasurementLevel level) => KrippendorffAlpha.Of(ratings, level).Value.Alpha!.Value;
        Alpha(MeasurementLevel.Nominal).ShouldBe(0.743, 6e-4);
        Alpha(MeasurementLevel.Ordinal).ShouldBe(0.815, 6e-4);
        Alpha(MeasurementLevel.Interval).ShouldBe(0.849, 6e-4);
        Alpha(MeasurementLevel.Ratio).ShouldBe(0.797, 6e-4);
        KrippendorffAlpha.Of(ratings, MeasurementLevel.Nominal).Value.PairableRatings.ShouldBe(40);
    }

    /// <summary>The same paper, examples A (two observers, ten units, two categories) and B (two observers, twelve units, five categories): .095 and .692 (recalled). Tolerance 5e-4.</summary>
    [Fact]
    public void Krippendorff_2011_two_observers()
    {
        static double Alpha(params string[] observers) => KrippendorffAlpha.Of(RatingTable.InWords(Case.Numbered("o", 2), Case.Numbered("u", observers[0].Length),
            [.. observers.Select(observer => observer.Select(category => (string?)category.ToString()).ToArray())]).Value, MeasurementLevel.Nominal).Value.Alpha!.Value;
        Alpha("0100000010", "1110010000").ShouldBe(0.095, 5e-4);
        Alpha("aabbdcccedda", "babbbccceddd").ShouldBe(0.692, 5e-4);
    }

    /// <summary>R package agrmt (CRAN), man/agreement.Rd: van der Eijk's A of a distribution over seven categories. Tolerance 1e-7.</summary>
    [Fact]
    public void R_agrmt_van_der_Eijk_agreement()
    {
        var a = VanDerEijk.Of([30, 40, 210, 130, 530, 50, 10]).Value;
        a.Agreement!.Value.ShouldBe(0.6113333, 1e-7);
        a.Polarization!.Value.ShouldBe((1 - 0.6113333) / 2, 1e-7);
        a.Layers.Sum(layer => layer.Weight).ShouldBe(1, 1e-12);
    }

    /// <summary>van der Eijk, Quality and Quantity 35 (2001) 325–341: the three anchors of the measure. Exact.</summary>
    [Fact]
    public void Van_der_Eijk_2001_anchors()
    {
        VanDerEijk.Of([0, 0, 50, 0, 0]).Value.Agreement.ShouldBe(1);
        VanDerEijk.Of([10, 10, 10, 10, 10]).Value.Agreement.ShouldBe(0);
        VanDerEijk.Of([25, 0, 0, 0, 25]).Value.Agreement.ShouldBe(-1);
    }

    /// <summary>R package agrmt 1.42.4 (CRAN), man/consensus.Rd: Tastle and Wierman's consensus of the same distribution. Tolerance 1e-7.</summary>
    [Fact]
    public void R_agrmt_Tastle_Wierman_consensus() => TastleWierman.Of([30, 40, 210, 130, 530, 50, 10]).Value.Consensus!.Value.ShouldBe(0.7256876, 1e-7);

    /// <summary>Tastle and Wierman 2007: the anchors (1 for all alike, 0 for half at either end), and a distribution worked out by hand: p = 1/4, 1/2, 1/4 on 1..3: 1 + ½ log2 ½ = ½. Exact.</summary>
    [Fact]
    public void Tastle_Wierman_2007_anchors()
    {
        TastleWierman.Of([0, 9, 0, 0, 0]).Value.Consensus.ShouldBe(1);
        TastleWierman.Of([9, 0, 0, 0, 0]).Value.Consensus.ShouldBe(1);
        TastleWierman.Of([7, 0, 0, 0, 7]).Value.Consensus.ShouldBe(0);
        TastleWierman.Of([1, 2, 1]).Value.Consensus.ShouldBe(0.5);
        TastleWierman.Of([1, 2, 1]).Value.Mean.ShouldBe(2);
    }

    /// <summary>Hyndman and Fan 1996, definitions 1 to 9, on 1, 2, …, 10 with p = 1/4: what R's quantile(1:10, 0.25, type = k) prints. Exact to 1e-12.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(4, 2.5)]
    [InlineData(5, 3)]
    [InlineData(6, 2.75)]
    [InlineData(7, 3.25)]
    [InlineData(8, 2.9166666666666667)]
    [InlineData(9, 2.9375)]
    public void Hyndman_Fan_1996_first_quartile(int type, double expected) =>
        Quantile.Of([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.25, (QuantileMethod)type).Value.ShouldBe(expected, 1e-12);

    /// <summary>Tukey's hinges and the halves without the median, on the eleven numbers of Wikipedia's article on quartiles: 6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49. Exact.</summary>
    [Fact]
    public void Quartiles_of_halves_with_and_without_the_median()
    {
        double[] data = [6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49];
        var without = Quartiles.Of(data, QuantileMethod.MooreMcCabe).Value;
        (without.First, without.Median, without.Third, without.InterquartileRange).ShouldBe((15, 40, 43, 28));
        var with = Quartiles.Of(data, QuantileMethod.TukeyHinges).Value;
        (with.First, with.Median, with.Third).ShouldBe((25.5, 40, 42.5));
    }
}
