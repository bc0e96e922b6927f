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

    /// <summary>Against rejection from the whole simplex: same means and second moments.</summary>
    [Theory]
    [InlineData(0.2, 1, 0.1, 1, 0, 1)] // a simplex on the low ends
    [InlineData(0, 0.5, 0, 0.4, 0, 0.45)] // one below the high ends
    [InlineData(0.2, 0.4, 0.3, 0.45, 0.25, 0.45)] // a box that is cut
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

    /// <summary>
    /// Against the exact distribution: of the weights inside intervals, the volume where one weight is at most t over the whole volume; volumes of a box cut by a plane by inclusion and
    /// exclusion of its corners, on fractions. Within 4.5 standard errors.
    /// </summary>
    [Theory]
    [InlineData(2, new[] { 0.1, 0.6, 0.2, 0.95 })]
    [InlineData(3, new[] { 0, 1, 0, 1, 0.3, 0.301 })]
    [InlineData(3, new[] { 0.333, 0.334, 0.33, 0.34, 0, 1 })]
    [InlineData(4, new[] { 0, 0.3, 0, 0.3, 0, 0.3, 0, 0.3 })]
    [InlineData(5, new[] { 0, 1, 0.05, 0.2, 0.1, 0.1, 0, 0.7, 0.2, 1 })]
    [InlineData(6, new[] { 0, 0.18, 0, 0.18, 0, 0.18, 0, 0.18, 0, 0.18, 0, 0.18 })]
    [InlineData(8, new[] { 0.1, 0.11, 0.1, 0.1001, 0, 1, 0, 1, 0, 0.2, 0.05, 0.3, 0.02, 0.9, 0, 0.05 })]
    public void Interval_weights_have_their_exact_distribution(int n, double[] ends)
    {
        var intervals = Enumerable.Range(0, n).Select(c => (Low: ends[2 * c], High: ends[2 * c + 1])).ToArray();
        var weights = Sample(WeightInformation.Intervals(intervals.Select((i, c) => ($"C{c + 1}", i.Low, i.High))).Value, n);
        weights.All(w => w.Index().All(x => x.Item >= intervals[x.Index].Low && x.Item <= intervals[x.Index].High)).ShouldBeTrue();
        weights.Max(w => Math.Abs(w.Sum() - 1)).ShouldBeLessThan(1e-14);
        (Fraction Low, Fraction High)[] exact = [.. intervals.Select(i => (Fraction.FromDouble(i.Low), Fraction.FromDouble(i.High)))];
        for (var c = 0; c < n; c++)
        {
            var sorted = weights.Select(w => w[c]).Order().ToArray();
            if (sorted[0] == sorted[^1]) continue; // no room
            foreach (var share in new[] { 0.02, 0.2, 0.5, 0.8, 0.98 })
            {
                var t = Fraction.FromDouble(sorted[(int)(share * Draws)]);
                var cut = exact.ToArray();
                if (t < cut[c].High) cut[c].High = t;
                var expected = (Volume(cut) / Volume(exact)).ToDouble();
                (sorted.Count(x => x <= t.ToDouble()) / (double)Draws).ShouldBe(expected, 4.5 * Math.Sqrt(expected * (1 - expected) / Draws) + 1.0 / Draws, $"C{c + 1} at {t}");
            }
        }
    }

    /// <summary>Ten narrow and ten free criteria, which rejection from a simplex or a box never hits; intervals down to nothing; a thousand criteria. The chance of an attempt is 1/(8√n) at least.</summary>
    [Theory]
    [InlineData(10, 0.0001, 10)]
    [InlineData(10, 1e-12, 10)]
    [InlineData(19, 0.01, 1)]
    [InlineData(1, 0.0001, 99)]
    [InlineData(0, 0, 1000)]
    [InlineData(1000, 0.0008, 0)]
    public void Interval_weights_do_not_degrade_with_the_number_of_criteria(int narrow, double width, int free)
    {
        var n = narrow + free;
        var low = free == 0 ? 0.0006 : 0.04;
        var information = WeightInformation.Intervals(Case.Numbered("C", n).Select((c, i) => i < narrow ? (c, low, low + width) : (c, 0.0, 1.0))).Value;
        Sample(information, n, 64).ShouldAllBe(w => w.Index().All(x => x.Index < narrow ? x.Item >= low && x.Item <= low + width : x.Item >= 0 && x.Item <= 1) && Math.Abs(w.Sum() - 1) < 1e-13);

        var canonical = Case.Numbered("C", n).Order(StringComparer.Ordinal).ToArray();
        var sampler = (IntervalSampler)WeightSampler.Of(information, canonical, 7);
        var drawn = new double[n];
        const int attempts = 4000;
        Enumerable.Range(0, attempts).Count(a => sampler.Attempt(a, 0, drawn)).ShouldBeGreaterThan((int)(attempts / (8 * Math.Sqrt(n))));
    }

    [Fact]
    public void Interval_weights_do_not_depend_on_threads_blocks_or_the_order_of_the_criteria()
    {
        var names = Case.Numbered("C", 20);
        var intervals = names.Select((c, i) => i < 10 ? (c, 0.04, 0.0401) : (c, 0.0, 1.0)).ToArray();
        var cells = new double[3, 20];
        for (var c = 0; c < 20; c++) (cells[0, c], cells[1, c], cells[2, c]) = (c % 3, (c + 1) % 4, c % 5);
        var values = ValueTable.Direct(["P", "Q", "R"], names, cells).Value;
        string Run(IEnumerable<(string, double, double)> given, int threads) => Fingerprint.Of(Smaa2.Run(values, WeightInformation.Intervals(given).Value, new DrawOptions(3, 1001, Threads: threads)).Value);
        var one = Run(intervals, 1);
        Run(intervals, 5).ShouldBe(one);
        Run(intervals.Reverse(), 1).ShouldBe(one);
        List<double[]> Blocks(int size)
        {
            var (rows, list) = (new double[20 * size], new List<double[]>());
            var sampler = WeightSampler.Of(WeightInformation.Intervals(intervals).Value, [.. names.Order(StringComparer.Ordinal)], 3);
            for (var index = 0; index < 256 / size; index++)
            {
                sampler.Fill(new DrawBlock(index, size), rows).ShouldBeTrue();
                list.AddRange(Enumerable.Range(0, size).OrderBy(new DrawBlock(index, size).Iteration).Select(at => Enumerable.Range(0, 20).Select(c => rows[c * size + at]).ToArray()));
            }
            return list;
        }
        Blocks(8).Zip(Blocks(256)).ShouldAllBe(pair => pair.First.SequenceEqual(pair.Second));
    }

    [Fact]
    public void Portable_logarithm_and_exponential_keep_their_digits_near_0()
    {
        for (var x = 1e-18; x < 1; x *= 1.37)
        {
            // 1 − e^(−x) and −ln(1 − x) are each other's inverse; near 0 both are x ± x²/2.
            PortableMath.Log1P(PortableMath.ExpM1(-x)).ShouldBe(-x, 2e-15 * x);
            if (x < 1e-5) PortableMath.ExpM1(-x).ShouldBe(-x + x * x / 2 - x * x * x / 6, 4e-16 * x);
            PortableMath.Log1P(-x).ShouldBe(x < 1e-5 ? -x - x * x / 2 - x * x * x / 3 : Math.Log(1 - x), x < 1e-5 ? 4e-16 * x : 3e-16 / (1 - x));
        }
        PortableMath.ExpM1(-800).ShouldBe(-1);
        (PortableMath.ExpM1(0), PortableMath.Log1P(0)).ShouldBe((0, 0));
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

    // The volume, but for a factor that is the same for the same number of intervals with room: Σ over the corners of (−1)^k (1 − Σ of the corner)^(n − 1), where that is above 0.
    private static Fraction Volume((Fraction Low, Fraction High)[] intervals)
    {
        var free = intervals.Where(i => i.Low != i.High).ToArray();
        var spare = 1 - Fraction.Sum(intervals.Select(i => i.Low));
        Fraction volume = 0;
        for (var corner = 0; corner < 1 << free.Length; corner++)
        {
            var rest = spare - Fraction.Sum(free.Where((_, i) => (corner >> i & 1) == 1).Select(i => i.High - i.Low));
            if (rest.Sign <= 0) continue;
            Fraction power = 1;
            for (var k = 1; k < free.Length; k++) power *= rest;
            volume += int.IsEvenInteger(int.PopCount(corner)) ? power : -power;
        }
        return volume;
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
