namespace WikkenWegen.Mcda.Tests.Draws;

public class SamplerTests
{
    private const int Draws = 20_000;

    /// <summary>Knuth, The Art of Computer Programming 3, §5.3.4, theorem Z: a network that sorts every sequence of zeros and ones sorts everything.</summary>
    [Fact]
    public void Sorting_networks_sort_every_sequence_of_zeros_and_ones()
    {
        for (var n = 0; n <= 12; n++)
        {
            var network = SimplexSampler.SortingNetwork(n);
            for (var bits = 0; bits < 1 << n; bits++)
            {
                var list = Enumerable.Range(0, n).Select(i => (bits >> i) & 1).ToArray();
                foreach (var (a, b) in network) (list[a], list[b]) = (Math.Min(list[a], list[b]), Math.Max(list[a], list[b]));
                list.ShouldBeInOrder();
            }
        }
        var large = SimplexSampler.SortingNetwork(99);
        var numbers = Enumerable.Range(0, 99).Select(i => DrawSequence.Of(1, "test", "", "").Unit(i)).ToArray();
        foreach (var (a, b) in large) (numbers[a], numbers[b]) = (Math.Min(numbers[a], numbers[b]), Math.Max(numbers[a], numbers[b]));
        numbers.ShouldBeInOrder();
    }

    /// <summary>Uniform on the simplex is Dirichlet(1, …, 1): mean 1/n, variance (n − 1)/(n²(n + 1)), covariance −1/(n²(n + 1)). Within 4.5 standard errors.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Unknown_weights_are_uniform_on_the_simplex(int n)
    {
        var weights = Sample(WeightInformation.Unknown(Case.Numbered("C", n)).Value, n);
        foreach (var w in weights)
        {
            w.Sum().ShouldBe(1); // exactly: the pieces are multiples of 2^-52
            w.ShouldAllBe(x => x >= 0);
        }
        if (n == 1) return;
        var variance = (n - 1.0) / (n * n * (n + 1.0));
        for (var c = 0; c < n; c++)
        {
            weights.Average(w => w[c]).ShouldBe(1.0 / n, 4.5 * Math.Sqrt(variance / Draws));
            weights.Average(w => Math.Pow(w[c] - 1.0 / n, 2)).ShouldBe(variance, 0.06 * variance + 4.5 * variance / Math.Sqrt(Draws));
            // P(w > t) = (1 − t)^(n − 1).
            weights.Average(w => w[c] > 0.3 ? 1.0 : 0).ShouldBe(Math.Pow(0.7, n - 1), 4.5 * 0.5 / Math.Sqrt(Draws));
        }
        weights.Average(w => (w[0] - 1.0 / n) * (w[1] - 1.0 / n)).ShouldBe(-1.0 / (n * n * (n + 1.0)), 4.5 * variance / Math.Sqrt(Draws));
    }

    /// <summary>The mean of uniform weights in a known order is the rank order centroid. Within 4.5 standard errors.</summary>
    [Fact]
    public void Ordinal_weights_are_in_order_with_the_rank_order_centroid_as_mean()
    {
        string[] ranking = ["C3", "C1", "C5", "C2", "C4"];
        var weights = Sample(WeightInformation.Ordinal(ranking).Value, 5);
        var centroid = RankOrderCentroid.Of(ranking).Value;
        int[] order = [2, 0, 4, 1, 3];
        foreach (var w in weights)
        {
            w.Sum().ShouldBe(1, 1e-14);
            for (var place = 1; place < 5; place++) w[order[place]].ShouldBeLessThanOrEqualTo(w[order[place - 1]]);
        }
        for (var place = 0; place < 5; place++) weights.Average(w => w[order[place]]).ShouldBe(centroid[ranking[place]].ToDouble(), 4.5 * 0.2 / Math.Sqrt(Draws));
    }

    /// <summary>Against rejection: simplex draws that happen to agree with the tiers have the same means.</summary>
    [Fact]
    public void Ordinal_weights_with_tiers_agree_with_rejection()
    {
        var weights = Sample(WeightInformation.Ordinal([["C4"], ["C1", "C3"], ["C2"]]).Value, 4);
        weights.ShouldAllBe(w => w[3] >= w[0] && w[3] >= w[2] && w[0] >= w[1] && w[2] >= w[1]);
        ((double)weights.Count(w => w[0] > w[2])).ShouldBe(Draws / 2.0, 4.5 * Math.Sqrt(Draws) / 2);
        var rejected = Sample(WeightInformation.Unknown(Case.Numbered("C", 4)).Value, 4, 200_000).Where(w => w[3] >= w[0] && w[3] >= w[2] && w[0] >= w[1] && w[2] >= w[1]).ToList();
        for (var c = 0; c < 4; c++)
        {
            weights.Average(w => w[c]).ShouldBe(rejected.Average(w => w[c]), 0.01);
            weights.Average(w => w[c] * w[c]).ShouldBe(rejected.Average(w => w[c] * w[c]), 0.01);
        }
    }

    /// <summary>Each of the three bodies, against rejection from the whole simplex: same means and second moments.</summary>
    [Theory]
    [InlineData(0.2, 1, 0.1, 1, 0, 1)] // from low
    [InlineData(0, 0.5, 0, 0.4, 0, 0.45)] // from high
    [InlineData(0.2, 0.4, 0.3, 0.45, 0.25, 0.45)] // box
    [InlineData(0.1, 0.5, 0, 0.6, 0.05, 0.7)]
    public void Interval_weights_agree_with_rejection(double low1, double high1, double low2, double high2, double low3, double high3)
    {
        (double Low, double High)[] intervals = [(low1, high1), (low2, high2), (low3, high3)];
        var weights = Sample(WeightInformation.Intervals(intervals.Select((i, c) => ($"C{c + 1}", i.Low, i.High))).Value, 3);
        bool Inside(double[] w) => w.Index().All(x => x.Item >= intervals[x.Index].Low - 1e-15 && x.Item <= intervals[x.Index].High + 1e-15);
        weights.All(w => Inside(w) && Math.Abs(w.Sum() - 1) < 1e-14).ShouldBeTrue();
        var rejected = Sample(WeightInformation.Unknown(Case.Numbered("C", 3)).Value, 3, 400_000).Where(Inside).ToList();
        rejected.Count.ShouldBeGreaterThan(3000);
        for (var c = 0; c < 3; c++)
        {
            weights.Average(w => w[c]).ShouldBe(rejected.Average(w => w[c]), 0.008);
            weights.Average(w => w[c] * w[c]).ShouldBe(rejected.Average(w => w[c] * w[c]), 0.008);
            weights.Average(w => w[c] * w[(c + 1) % 3]).ShouldBe(rejected.Average(w => w[c] * w[(c + 1) % 3]), 0.008);
        }
    }

    [Fact]
    public void Interval_weights_in_many_dimensions_are_found()
    {
        var twenty = WeightInformation.Intervals(Case.Numbered("C", 20).Select(c => (c, 0.04, 0.06))).Value;
        Sample(twenty, 20, 512).ShouldAllBe(w => w.All(x => x >= 0.04 && x <= 0.06 + 1e-15) && Math.Abs(w.Sum() - 1) < 1e-14);
        var hundred = WeightInformation.Intervals(Case.Numbered("C", 100).Select(c => (c, 0.0, 0.015))).Value;
        Sample(hundred, 100, 8).ShouldAllBe(w => w.All(x => x >= 0 && x <= 0.015 + 1e-15));
        // Some weights fixed, or all.
        Sample(WeightInformation.Intervals([("C1", 0.25, 0.25), ("C2", 0, 1), ("C3", 0.5, 0.5)]).Value, 3, 256).ShouldAllBe(w => w[0] == 0.25 && w[1] == 0.25 && w[2] == 0.5);
        Sample(WeightInformation.Intervals([("C1", 0.25, 0.25), ("C2", 0, 1), ("C3", 0, 0.5)]).Value, 3, 256).ShouldAllBe(w => w[0] == 0.25 && w[1] >= 0.25 && w[2] <= 0.5);
    }

    /// <summary>Mean (a + m + b)/3 and variance (a² + m² + b² − am − ab − mb)/18 of the triangular distribution; never outside the range. Within 4.5 standard errors.</summary>
    [Theory]
    [InlineData(2, 3, 9)]
    [InlineData(-5, -5, 1)]
    [InlineData(0, 7, 7)]
    [InlineData(0.1, 0.1, 0.3)]
    [InlineData(0.1, 0.3, 0.3)]
    public void Triangular_scores_have_the_moments_of_their_distribution(double low, double expected, double high)
    {
        var drawn = DrawnTotals.Run(ValueTable.Direct(["P"], ["C"], [[Score.Between(low, expected, high)]]).Value, DirectPoints.Equal(["C"]).Value, new DrawOptions(5, Draws)).Value;
        var variance = (low * low + expected * expected + high * high - low * expected - low * high - expected * high) / 18;
        drawn.Means["P"].ShouldBe((low + expected + high) / 3, 4.5 * Math.Sqrt(variance / Draws));
        drawn.StandardDeviations["P"]!.Value.ShouldBe(Math.Sqrt(variance), 0.03 * Math.Sqrt(variance));
        drawn.Totals("P").ShouldAllBe(x => x >= low && x <= high);
        var cumulative = high == expected ? 1.0 : (expected - low) / (high - low);
        drawn.Totals("P").Average(x => x <= expected ? 1.0 : 0).ShouldBe(cumulative, 4.5 * 0.5 / Math.Sqrt(Draws));
    }

    [Fact]
    public void Uniform_scores_ignore_the_expected_one()
    {
        var drawn = DrawnTotals.Run(ValueTable.Direct(["P"], ["C"], [[Score.Between(2, 2, 4)]]).Value, DirectPoints.Equal(["C"]).Value, new DrawOptions(5, Draws, ScoreDistribution.Uniform)).Value;
        drawn.Means["P"].ShouldBe(3, 4.5 * Math.Sqrt(1 / 3.0 / Draws));
        drawn.StandardDeviations["P"]!.Value.ShouldBe(Math.Sqrt(1 / 3.0), 0.02);
    }

    /// <summary>A draw is valued as <see cref="ValueFunction.Of(double)"/> values it, whatever the pieces it can fall in.</summary>
    [Theory]
    [InlineData(OutsideScale.Clip)]
    [InlineData(OutsideScale.Extrapolate)]
    public void Draws_are_valued_by_the_value_function(OutsideScale outside)
    {
        var function = ValueFunction.PiecewiseLinear([(0, 0), (2, 0.7), (3, 1), (6, 0.2), (8, 0.1)], outside).Value;
        foreach (var (low, expected, high) in new[] { (-3.0, 1.0, 11.0), (0.0, 0.5, 1.5), (2.0, 2.5, 3.0), (2.5, 5.0, 8.0), (9.0, 9.5, 12.0), (-4.0, -2.0, -1.0) })
        {
            ValueTable Table(ValueFunction? f) => f is null
                ? ValueTable.Direct(["P"], ["C"], [[Score.Between(low, expected, high)]]).Value
                : ScoreTable.Create(["P"], ["C"], [[Score.Between(low, expected, high)]]).Then(s => ValueTable.Of(s, new Dictionary<string, ValueFunction> { ["C"] = f })).Value;
            var weights = DirectPoints.Equal(["C"]).Value;
            var scores = DrawnTotals.Run(Table(null), weights, new DrawOptions(3, 500)).Value.Totals("P");
            var values = DrawnTotals.Run(Table(function), weights, new DrawOptions(3, 500)).Value.Totals("P");
            for (var k = 0; k < 500; k++) values[k].ShouldBe(function.Of(scores[k]).Value.ToDouble(), 1e-12);
            var band = Table(function)["P", "C"];
            values.ShouldAllBe(v => v >= band.Low.ToDouble() - 1e-15 && v <= band.High.ToDouble() + 1e-15);
        }
    }

    private static List<double[]> Sample(WeightInformation information, int n, int draws = Draws)
    {
        var canonical = Case.Numbered("C", n).Order(StringComparer.Ordinal).ToArray();
        var sampler = WeightSampler.Of(information, canonical, 42);
        var list = new List<double[]>();
        var size = Math.Min(256, draws);
        var rows = new double[n * size];
        int[] rowOf = [.. Case.Numbered("C", n).Select(c => Array.IndexOf(canonical, c))];
        for (var index = 0; list.Count < draws; index++)
        {
            sampler.Fill(new DrawBlock(index, size), rows).ShouldBeTrue();
            for (var at = 0; at < size; at++) list.Add([.. rowOf.Select(row => rows[row * size + at])]);
        }
        return list[..draws];
    }
}
