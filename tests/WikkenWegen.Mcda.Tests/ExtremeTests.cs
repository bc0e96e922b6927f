using System.Numerics;
using System.Reflection;
using FsCheck.Fluent;
using WikkenWegen.Mcda.Tests.Properties;

namespace WikkenWegen.Mcda.Tests;

/// <summary>Numbers near the ends of the range of a double, and sizes near the ends of that of an int: the right answer, or a refusal that says what is wrong; never NaN, infinity or an exception.</summary>
public class ExtremeTests
{
    private static readonly string[] Names = ["P", "Q", "R"], Criteria = ["C", "D"];

    private static Weights Equal(params string[] criteria) => DirectPoints.Equal(criteria).Value;

    /// <summary>Shares of one criterion do not depend on its unit, also where the values themselves are no doubles: 1e-30 on a scale up to 1e300 is worth 1e-330.</summary>
    [Theory]
    [InlineData(1e-30, 1e300)]
    [InlineData(1e-200, 1e200)]
    [InlineData(1e300, 1e300)]
    [InlineData(1e-300, 1)]
    public void Drawn_shares_do_not_depend_on_the_unit(double unit, double top)
    {
        DrawnTotals Run(double u, double scale) => ScoreTable.Create(Names, ["C"], [[Score.Between(1 * u, 2 * u, 3 * u)], [Score.Between(2 * u, 3 * u, 4 * u)], [2 * u]])
            .Then(s => ValueTable.Of(s, new Dictionary<string, ValueFunction> { ["C"] = ValueFunction.Linear(0, scale, OutsideScale.Extrapolate).Value }))
            .Then(v => DrawnTotals.Run(v, Equal("C"), new DrawOptions(1, 300), sharesPerDraw: true)).Value;
        var (expected, actual) = (Run(1, 10), Run(unit, top));
        foreach (var name in Names)
        {
            actual.Totals(name).ShouldBe(expected.Totals(name), 1e-13);
            actual.Means[name].ShouldBe(expected.Means[name], 1e-13);
            actual.StandardDeviations[name]!.Value.ShouldBe(expected.StandardDeviations[name]!.Value, 1e-13);
            actual.FirstShares[name].ShouldBe(expected.FirstShares[name]);
        }
    }

    [Fact]
    public void Shares_of_lows_that_vanish_beside_the_highs_are_refused() =>
        DrawnTotals.Run(ValueTable.Direct(["P"], ["C"], [[Score.Between(1e-320, 1, 1e200)]]).Value, Equal("C"), new DrawOptions(1, 300), sharesPerDraw: true)
            .Errors.Single().ShouldSatisfyAllConditions(e => e.Code.ShouldBe(ErrorCode.Overflow), e => e.Cell.ShouldBe(new Cell(null, "C")));

    [Fact]
    public void Shares_of_very_many_very_great_values_sum_to_1()
    {
        var names = Case.Numbered("P", 40);
        var drawn = DrawnTotals.Run(ValueTable.Direct(names, ["C"], Enumerable.Repeat(new[] { 2e307 }, 40).ToArray().Rectangle()).Value, Equal("C"), new DrawOptions(1, 3), sharesPerDraw: true).Value;
        drawn.Means.ShouldAllBe(m => Math.Abs(m.Value - 1 / 40.0) < 1e-15);
    }

    /// <summary>Who is first does not depend on the units of values and weights; means and deviations follow them.</summary>
    [Fact]
    public void Drawn_totals_follow_the_units_of_values_and_weights() => Problems.Check(
        from problem in Problems.Any(4, 3)
        from ofValues in Gen.Elements(-320, -300, -162, 0, 140, 300)
        from ofWeights in Gen.Elements(-320, -300, -162, 0, 140, 300)
        where ofValues + ofWeights is > -315 and < 300 || (ofValues + ofWeights) is -324 or -600 or -640
        select (problem, ofValues, ofWeights), input =>
    {
        var (problem, ofValues, ofWeights) = input;
        DrawnTotals Run(int v, int w) => DrawnTotals.Run(
            ValueTable.Direct(problem.Proposals, problem.Criteria, [.. problem.Scores.Select(row => (IReadOnlyList<Score?>)[.. row.Select(s => (Score?)Score.Between(Times(s.Low, v), Times(s.Expected, v), Times(s.High, v)))])]).Value,
            DirectPoints.AsGiven(problem.Criteria.Zip(problem.Points.Select(p => Times(p, w)))).Value, new DrawOptions(5, 60)).Value;
        var (one, other) = (Run(0, 0), Run(ofValues, ofWeights));
        foreach (var p in problem.Proposals)
        {
            other.FirstShares[p].ShouldBe(one.FirstShares[p]);
            if (ofValues + ofWeights < -315) continue; // the totals themselves are smaller than a double can tell
            var unit = Times(1, ofValues + ofWeights);
            var rounding = 1e-10 * unit * (1 + Math.Abs(one.Means[p])) + 1e-322;
            if (ofValues < -310 || ofWeights < -310) rounding += 1e-3 * unit * (1 + Math.Abs(one.Means[p])); // few digits are left of numbers so small
            other.Means[p].ShouldBe(one.Means[p] * unit, rounding);
            other.StandardDeviations[p]!.Value.ShouldBe(one.StandardDeviations[p]!.Value * unit, rounding);
        }
    }, tests: 300);

    [Fact]
    public void Totals_of_very_small_numbers_have_their_mean_and_deviation()
    {
        var drawn = DrawnTotals.Run(ValueTable.Direct(["P"], ["C"], [[Score.Between(1e-200, 2e-200, 3e-200)]]).Value, Equal("C"), new DrawOptions(1, 20_000)).Value;
        drawn.Means["P"].ShouldBe(2e-200, 1e-202);
        drawn.StandardDeviations["P"]!.Value.ShouldBe(Math.Sqrt(1 / 6.0) * 1e-200, 1e-202);
        DrawnTotals.Run(ValueTable.Direct(["P"], ["C"], new double[,] { { 5e-324 } }).Value, Equal("C"), new DrawOptions(1, 500)).Value.Means["P"].ShouldBe(5e-324);
        var great = DrawnTotals.Run(ValueTable.Direct(["P"], ["C"], [[Score.Between(1e200, 2e200, 3e200)]]).Value, Equal("C"), new DrawOptions(1, 20_000)).Value;
        great.StandardDeviations["P"]!.Value.ShouldBe(Math.Sqrt(1 / 6.0) * 1e200, 1e198);
    }

    [Fact]
    public void Words_of_the_same_value_leave_nothing_to_draw()
    {
        var words = ValueFunction.InWords([("poor", 0), ("fair", 0.5), ("fine", 0.5), ("good", 1)]).Value;
        var values = ScoreTable.Create(["P"], ["C"], [[Score.InWords("fair", "fine", "fine")]]).Then(s => ValueTable.Of(s, new Dictionary<string, ValueFunction> { ["C"] = words })).Value;
        DrawnTotals.Run(values, Equal("C"), new DrawOptions(1, 50)).Value.Totals("P").ShouldAllBe(total => total == 0.5);
    }

    /// <summary>Ranks do not depend on the unit of the values, nor do ties that only rounding could break.</summary>
    [Theory]
    [InlineData(2.5e-323)]
    [InlineData(1e-320)]
    [InlineData(1e-300)]
    [InlineData(1e-160)]
    [InlineData(1e300)]
    public void Smaa_does_not_depend_on_the_unit_of_the_values(double unit)
    {
        string[] criteria = ["C1", "C2", "C3", "C4"];
        double[,] cells = { { 1, 1, 0, 0 }, { 0, 0, 1, 0 } };
        var scaled = (double[,])cells.Clone();
        for (var c = 0; c < 4; c++) (scaled[0, c], scaled[1, c]) = (cells[0, c] * unit, cells[1, c] * unit);
        var weights = DirectPoints.Of([("C1", 0.1), ("C2", 0.2), ("C3", 0.3), ("C4", 0.4)]).Value;
        foreach (var information in new[] { WeightInformation.Exact(weights).Value, WeightInformation.Unknown(criteria).Value })
        {
            Smaa2 Run(double[,] v) => Smaa2.Run(ValueTable.Direct(["A", "B"], criteria, v).Value, information, new DrawOptions(1, 500)).Value;
            Fingerprint.Of(Run(scaled)).ShouldBe(Fingerprint.Of(Run(cells)));
        }
        double[,] given = { { 0.1, 0.2, 0.3, 0.4 } };
        var layer = new double[1, 2, 4];
        for (var c = 0; c < 4; c++) (layer[0, 0, c], layer[0, 1, c]) = (scaled[0, c], scaled[1, c]);
        Smaa2.OfSamples(["A", "B"], criteria, given, layer).Value.FirstRanks.ToList().ShouldBe([1, 1]);
    }

    /// <summary>A scale so flat that its slope is no double: the values cannot be drawn, and are not silently 0.</summary>
    [Fact]
    public void A_slope_below_the_range_of_doubles_is_refused()
    {
        var table = ScoreTable.Create(["P"], ["C"], [[Score.Between(0, 5e299, 1e300)]]).Then(s => ValueTable.Of(s, new Dictionary<string, ValueFunction> { ["C"] = ValueFunction.PiecewiseLinear([(0, 0), (1e300, 1e-30)], OutsideScale.Refuse).Value })).Value;
        Smaa2.Run(table, WeightInformation.Unknown(["C"]).Value, new DrawOptions(1, 10)).Errors.Single().ShouldSatisfyAllConditions(e => e.Code.ShouldBe(ErrorCode.Overflow), e => e.Cell.ShouldBe(new Cell("P", "C")));
        DrawnTotals.Run(table, Equal("C"), new DrawOptions(1, 10)).Codes().ShouldBe([ErrorCode.Overflow]);
    }

    /// <summary>Closeness and the order of weighted sums do not change when all weights are multiplied; distances and sums are multiplied with them.</summary>
    [Fact]
    public void Comparators_do_not_depend_on_the_unit_of_the_weights() => Problems.Check(
        from problem in Problems.Any(4, 3)
        from normalisation in Gen.Elements(Normalisation.Vector, Normalisation.Sum, Normalisation.Max)
        from power in Gen.Elements(-320, -300, -161, -100, 100, 160, 300)
        select (problem, normalisation, power), input =>
    {
        var (problem, normalisation, power) = input;
        var scores = ScoreTable.Create(problem.Proposals, problem.Criteria, [.. problem.Scores.Select(row => (IReadOnlyList<Score?>)[.. row.Select(s => (Score?)Score.Of(s.Expected + 1))])]).Value;
        var table = NormalisedTable.Of(scores, problem.Criteria.ToDictionary(c => c, _ => PreferenceDirection.Benefit), normalisation).Value;
        Weights Given(int by) => DirectPoints.AsGiven(problem.Criteria.Zip(problem.Points.Select(p => Times(p, by)))).Value;
        var (one, other) = (Topsis.Of(table, Given(0)).Value, Topsis.Of(table, Given(power)).Value);
        foreach (var p in problem.Proposals)
        {
            if (one.Closeness[p] is { } closeness) other.Closeness[p]!.Value.ShouldBe(closeness, 1e-12);
            else other.Closeness[p].ShouldBeNull();
            other.DistanceToIdeal[p].ShouldBe(one.DistanceToIdeal[p] * Times(1, power), 1e-12 * Times(one.DistanceToIdeal[p], power) + 1e-322);
        }
        other.Ranking.Select(r => (r.Name, r.Rank)).ShouldBe(one.Ranking.Select(r => (r.Name, r.Rank)));
        WeightedSum.Of(table, Given(power)).Value.Ranking.Select(r => (r.Name, r.Rank)).ShouldBe(WeightedSum.Of(table, Given(0)).Value.Ranking.Select(r => (r.Name, r.Rank)));
    }, tests: 300);

    /// <summary>A criterion on which all are equal says nothing, however great its weight; the others decide, however small theirs.</summary>
    [Fact]
    public void Topsis_looks_at_small_weights_where_great_ones_tell_nothing()
    {
        var table = NormalisedTable.Of(ScoreTable.Create(Names, Criteria, new double[,] { { 5, 1 }, { 5, 2 }, { 5, 4 } }).Value, Criteria.ToDictionary(c => c, _ => PreferenceDirection.Benefit), Normalisation.Vector).Value;
        Topsis.Of(table, DirectPoints.Of([("C", 1e300), ("D", 1e-300)]).Value).Value.Closeness.ToList().Select(c => c!.Value).ShouldBe([0, 1 / 3.0, 1], 1e-12);
    }

    [Fact]
    public void Reciprocals_of_numbers_far_apart_keep_their_digits()
    {
        var table = NormalisedTable.Of(ScoreTable.Create(Names, ["C"], new double[,] { { 1e300 }, { 1e-23 }, { 3e-23 } }).Value, new Dictionary<string, PreferenceDirection> { ["C"] = PreferenceDirection.Cost }, Normalisation.Max, CostTreatment.Reciprocal).Value;
        table.Values[1, 0].ShouldBe(1);
        table.Values[2, 0].ShouldBe(1 / 3.0, 1e-15);
        table.Values[0, 0].ShouldBe(1e-323, 5e-324);
    }

    [Fact]
    public void A_preference_between_the_ends_of_the_range_of_doubles_is_right()
    {
        PreferenceFunction.Gaussian(1e308).Value.Of(1e308, -1e308).ShouldBe(1 - Math.Exp(-2), 1e-15);
        PreferenceFunction.VShape(1.7e308).Value.Of(1e308, -1e308).ShouldBe(1);
        PreferenceFunction.UShape(1e-322).Value.Of(3e-322, 2e-322).ShouldBe(0); // as decimals the difference is the threshold
    }

    /// <summary>By hand: δ² is 1 between 1e300 and the others, 1/9 between 1e-23 and 2e-23; Do = 1/27, De = 5/9.</summary>
    [Fact]
    public void Krippendorff_alpha_of_numbers_far_apart()
    {
        var ratio = KrippendorffAlpha.Of(RatingTable.Create([[1e300, 1e-23, 2e-23], [1e300, 1e-23, 1e-23]]).Value, MeasurementLevel.Ratio).Value;
        ratio.Alpha!.Value.ShouldBe(14 / 15.0, 1e-14);
        ratio.ObservedDisagreement!.Value.ShouldBe(1 / 27.0, 1e-15);
        ratio.ExpectedDisagreement!.Value.ShouldBe(5 / 9.0, 1e-15);
        KrippendorffAlpha.Of(RatingTable.Create([[1.7e308, 1e308], [1.7e308, 1.7e308]]).Value, MeasurementLevel.Ratio).Value.ObservedDisagreement!.Value.ShouldBe(Math.Pow(0.7 / 2.7, 2) / 2, 1e-15);

        // Do is 1/3 whatever lies between the units; De is beyond the range of a double.
        var interval = KrippendorffAlpha.Of(RatingTable.Create([[1e300, 1, 2], [1e300, 1, 1]]).Value, MeasurementLevel.Interval).Value;
        (interval.Alpha, interval.ObservedDisagreement!.Value, interval.ExpectedDisagreement).ShouldBe((1, 1 / 3.0, null));
        KrippendorffAlpha.Of(RatingTable.Create([[-1.7e308, 1.7e308], [-1.7e308, 0]]).Value, MeasurementLevel.Interval).Value.Alpha!.Value.ShouldBe(1 - 6 / 22.0, 1e-14);
    }

    [Fact]
    public void A_consistency_ratio_beyond_the_range_of_doubles_is_refused() =>
        PairwiseComparison.FromUpperTriangle(["A", "B", "C"], [2, 8, 2], RandomIndex.Custom("mine", [0, 0, 5e-324]).Value).Codes().ShouldBe([ErrorCode.Overflow]);

    [Fact]
    public void A_flip_in_steps_too_many_for_an_int_is_found()
    {
        var outcome = AdditiveValue.Of(ValueTable.Direct(["P", "Q"], ["C", "D"], new double[,] { { 1, 0 }, { 0, 1 } }).Value, DirectPoints.Of([("C", 3), ("D", 1)]).Value).Value;
        var step = Fraction.Of(1, BigInteger.Pow(10, 30));
        var flip = WeightStability.Of(outcome).Value.SmallestFlipInSteps(step)!;
        flip.Criterion.ShouldBe("C");
        ((BigInteger)flip.Steps).ShouldBe(-(BigInteger.Pow(10, 30) / 4 + 1));
        flip.Weight.ShouldBe(Fraction.Of(1, 2) - step);
        flip.NewFirst.ShouldBe(["Q"]);
    }

    [Fact]
    public void Tables_of_more_cells_than_can_be_indexed_are_refused()
    {
        const int many = 70_000;
        var names = Case.Numbered("N", many);
        var numbers = new double?[many];
        var words = new string?[many];
        RatingTable.Create(names, names, [.. Enumerable.Repeat(numbers, many)]).Codes().ShouldBe([ErrorCode.OutOfRange]);
        RatingTable.Create([.. Enumerable.Repeat(numbers, many)]).Codes().ShouldBe([ErrorCode.OutOfRange]);
        RatingTable.InWords(names, names, [.. Enumerable.Repeat(words, many)]).Codes().ShouldBe([ErrorCode.OutOfRange]);
        MajorityJudgment.Of(names, RatingTable.InWords(["v"], names, [names]).Value).Codes().ShouldBe([ErrorCode.OutOfRange]);
        PairwiseComparison.FromUpperTriangle(names, [], RandomIndex.Saaty1980).Codes().ShouldContain(ErrorCode.OutOfRange);
        // Triples of 200,000 categories, times 200,000, are beyond a long; by hand: all in the two ends.
        var ends = new double[200_000];
        (ends[0], ends[^1]) = (1, 1);
        VanDerEijk.Of(ends).Value.Agreement!.Value.ShouldBe(-1, 1e-4);
    }

    /// <summary>Ten million voters, 300 proposals that differ by a few voters far from the middle: a comparison takes no step for each voter. Nor for a trillion.</summary>
    [Fact]
    public void Majority_judgment_of_near_equal_proposals_takes_no_step_for_each_voter()
    {
        const int proposals = 300;
        const long voters = 9_999_998;
        var counts = new long[proposals, 3];
        for (var p = 0; p < proposals; p++) (counts[p, 0], counts[p, 1], counts[p, 2]) = (p, voters - 1000, 1000 - p);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var ranking = MajorityJudgment.Of(["good", "fair", "poor"], Case.Numbered("P", proposals), counts).Value.Ranking;
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        ranking.Select(r => r.Name).ShouldBe(Case.Numbered("P", proposals).Reverse());
        ranking.Select(r => r.Rank).ShouldBe(Enumerable.Range(1, proposals));
        MajorityJudgment.Of(["good", "poor"], ["A", "B"], new[,] { { 1_000_000_000_000, 0 }, { 999_999_999_999, 1 } }).Value.Ranking.Select(r => r.Name).ShouldBe(["A", "B"]);
    }

    /// <summary>An unknown name is a bug of the caller, everywhere where a name picks a part of a result.</summary>
    [Fact]
    public void Lookups_of_unknown_names_throw()
    {
        var values = ValueTable.Direct(["P", "Q"], Criteria, new double[,] { { 1, 0 }, { 0, 1 } }).Value;
        var outcome = AdditiveValue.Of(values, DirectPoints.Of([("C", 0), ("D", 1)]).Value).Value;
        var (stability, switching, changes) = (WeightStability.Of(outcome).Value, ScoreSwitching.Of(outcome), TriantaphyllouSanchez.Of(outcome));
        var clear = ClearOrder.Of(outcome, 0).Value;
        var over = ValueOverWeights.Of(values, WeightInformation.Unknown(Criteria).Value).Value;
        var drawn = DrawnTotals.Run(values, outcome.Weights, new DrawOptions(1, 3)).Value;
        var schulze = Schulze.Of(PairwisePreferences.Create(["P", "Q"], new long[2, 2]).Value);
        var numbers = new (string Where, Action<string> Lookup)[]
        {
            ("values", n => _ = values[n, "C"]), ("values", n => _ = values["P", n]), ("scores", n => _ = values.Scores[n, "C"]), ("scores", n => _ = values.Scores["P", n]),
            ("totals", n => _ = outcome.Totals[n]), ("contributions", n => _ = outcome.Contributions[n, "C"]), ("contributions", n => _ = outcome.Contributions["P", n]), ("row", n => outcome.Contributions.Row(n)),
            ("difference", n => outcome.Difference(n, "P")), ("difference", n => outcome.Difference("P", n)), ("weights", n => _ = outcome.Weights[n]),
            ("flip", n => stability.SmallestFlipOf(n)), ("total at", n => stability.TotalAt(n, "C", 0)), ("total at", n => stability.TotalAt("P", n, 2)),
            ("switching", n => switching.At(n, "C", "Q")), ("switching", n => switching.At("P", n, "Q")), ("switching", n => switching.At("P", "C", n)),
            ("critical", n => changes.At(n, "P", "Q")), ("critical", n => changes.At("C", n, "Q")), ("critical", n => changes.At("C", "P", n)),
            ("clear", n => clear.Doubt(n, "P")), ("clear", n => clear.Doubt("P", n)), ("lead", n => over.Lead(n, "P")), ("lead", n => over.Lead("P", n)),
            ("drawn", n => drawn.Totals(n)), ("drawn", n => drawn.Quantile(n, 0.5, QuantileMethod.Linear)), ("schulze", n => schulze.Ahead(n, "P")), ("schulze", n => schulze.Ahead("P", n)),
        };
        foreach (var (where, lookup) in numbers) Should.Throw<KeyNotFoundException>(() => lookup("nobody"), where);
    }

    /// <summary>The records that hold lists, found by listing: their text shows what is in the list, and two with the same content are equal.</summary>
    [Fact]
    public void Records_with_lists_have_text_and_equality_by_content()
    {
        var flip = () => new WeightFlip("rent", Fraction.Of(1, 2), Fraction.Of(7, 24), Fraction.Of(-5, 24), false, ["rebuild", "maintain"]);
        var stepped = () => new SteppedFlip("rent", -21, Fraction.Of(29, 100), ["rebuild"]);
        var difference = () => new PairwiseDifference("A", "B", Fraction.Of(1, 4), [new DifferenceTerm("C", Fraction.Of(1, 2)), new DifferenceTerm("D", Fraction.Of(-1, 4))]);
        var layer = () => new AgreementLayer([true, false, true], 0.5, -1);
        var ballot = () => new Ballot(3, [["A", "B"], ["C"]]);
        (object One, object Same, object Other, string Text)[] records =
        [
            (flip(), flip(), flip() with { NewFirst = ["rebuild"] }, "rent from 1/2 down to 7/24 (-5/24): beyond it rebuild, maintain first"),
            (stepped(), stepped(), stepped() with { NewFirst = [] }, "rent -21 steps to 29/100: rebuild first"),
            (difference(), difference(), difference() with { Terms = [] }, "A - B = 1/4: C 1/2, D -1/4"),
            (layer(), layer(), layer() with { Categories = [true, false] }, "101: weight 0.5, agreement -1"),
            (ballot(), ballot(), ballot() with { Tiers = [["A"], ["B", "C"]] }, "3: A = B > C"),
        ];
        foreach (var (one, same, other, text) in records)
        {
            one.ToString().ShouldBe(text);
            one.ShouldBe(same);
            one.GetHashCode().ShouldBe(same.GetHashCode());
            one.Equals(other).ShouldBeFalse();
        }
        var withLists = typeof(Smaa2).Assembly.GetExportedTypes().Where(t => t.GetMethod("<Clone>$") is not null || (t.IsValueType && t.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null))
            .Where(t => t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(p.ParameterType))));
        withLists.ShouldBe(records.Select(r => r.One.GetType()), ignoreOrder: true);
    }

    /// <summary>Whatever the inputs: no number of a result is NaN or infinite. Bad combinations are refused, undefined numbers are null.</summary>
    [Fact]
    public void No_number_of_a_result_is_NaN_or_infinite()
    {
        double[] extremes = [0, 5e-324, 1e-310, 1e-161, 1e-30, 0.3, 1, 7, 1e16, 1e155, 1e300, 8e307, double.MaxValue];
        var answers = new Dictionary<Type, int>();
        Problems.Check(
            from numbers in Gen.Elements(extremes).ArrayOf(24)
            from signs in Gen.Elements(1.0, 1.0, -1.0).ArrayOf(24)
            from level in Gen.Elements(Enum.GetValues<MeasurementLevel>())
            from normalisation in Gen.Elements(Enum.GetValues<Normalisation>())
            from cost in Gen.Elements(Enum.GetValues<CostTreatment>())
            from plain in Gen.Elements(true, false)
            select (numbers, signs, level, normalisation, cost, plain), input =>
        {
            var x = input.numbers.Zip(input.signs, (number, sign) => input.plain ? number : number * sign).ToArray();
            var rows = Enumerable.Range(0, 3).Select(p => x[(2 * p)..(2 * p + 2)]).ToArray();
            var scores = ScoreTable.Create(Names, Criteria, rows.Rectangle()).Value;
            var bands = ValueTable.Direct(Names, Criteria, [.. Enumerable.Range(0, 3).Select(p => (IReadOnlyList<Score?>)[.. Enumerable.Range(0, 2).Select(c => (Score?)Band(x[(6 * p + 3 * c)..(6 * p + 3 * c + 3)]))])]).Value;
            var scale = ValueFunction.Linear(x[18], x[19], OutsideScale.Extrapolate);
            var valued = scale.Then(f => ValueTable.Of(bands.Scores, Criteria.ToDictionary(c => c, _ => f)));
            var given = DirectPoints.AsGiven([("C", Math.Abs(x[20])), ("D", Math.Abs(x[21]))]);
            var directions = Criteria.ToDictionary(c => c, c => c == "C" ? PreferenceDirection.Cost : PreferenceDirection.Benefit);
            var table = NormalisedTable.Of(scores, directions, input.normalisation, input.cost);
            Look(table);
            Look(given.Then(w => table.Then(t => Topsis.Of(t, w))));
            Look(given.Then(w => table.Then(t => WeightedSum.Of(t, w))));
            Look(given.Then(w => PreferenceFunction.Gaussian(Math.Abs(x[22])).Then(f => PreferenceFunction.Linear(Math.Abs(x[22]), Math.Abs(x[23])).Then(g =>
                Promethee2.Of(scores, directions, new Dictionary<string, PreferenceFunction> { ["C"] = f, ["D"] = g }, w)))));
            foreach (var values in new[] { new[] { bands }, valued.IsOk ? [valued.Value] : [] }.SelectMany(v => v))
            {
                foreach (var shares in new[] { false, true }) Look(given.Then(w => DrawnTotals.Run(values, w, new DrawOptions(1, 20), shares)));
                Look(Smaa2.Run(values, WeightInformation.Unknown(Criteria).Value, new DrawOptions(1, 20)));
            }
            var ratings = RatingTable.Create([.. rows.Select(row => (IReadOnlyList<double?>)[.. row.Select(number => (double?)number)])]).Value;
            Look(KrippendorffAlpha.Of(ratings, input.level));
            Look(KendallW.Of(ratings));
            Look(Quartiles.Of(x, QuantileMethod.Linear));
            Look(TastleWierman.Of([.. input.numbers]));
            Look(VanDerEijk.Of([.. input.numbers]));
            Look(TastleWierman.Of([.. x.Take(12).Distinct().Zip(input.numbers[12..])]));
            Look(PairwiseComparison.FromUpperTriangle(Names, input.numbers[..3], RandomIndex.Saaty1980));
        }, tests: 500);
        answers.Count.ShouldBe(12); // each kind has answered at least once, not only refused

        void Look<T>(Result<T> result)
            where T : notnull
        {
            if (!result.IsOk) return;
            answers[typeof(T)] = answers.GetValueOrDefault(typeof(T)) + 1;
            foreach (var property in typeof(T).GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            {
                foreach (var number in Doubles(property.GetValue(result.Value))) double.IsFinite(number).ShouldBeTrue($"{typeof(T).Name}.{property.Name}");
            }
        }
        static Score Band(double[] three) => three.Order().ToArray() is var sorted ? Score.Between(sorted[0], sorted[1], sorted[2]) : default;
        static IEnumerable<double> Doubles(object? value) => value switch
        {
            double number => [number],
            NamedValues<double> numbers => numbers.ToList(),
            NamedValues<double?> numbers => numbers.ToList().OfType<double>(),
            NamedTable<double> numbers => numbers.Rows.SelectMany(row => numbers.Row(row).ToList()),
            NamedTable<double?> numbers => numbers.Rows.SelectMany(row => numbers.Row(row).ToList().OfType<double>()),
            IReadOnlyList<Ranked<double>> ranking => ranking.Select(place => place.Value),
            _ => [],
        };
    }

    private static double Times(double number, int powerOfTen) => double.Parse($"{number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}e{powerOfTen}", System.Globalization.CultureInfo.InvariantCulture);
}
