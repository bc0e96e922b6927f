namespace WikkenWegen.Mcda.Tests;

/// <summary>Bad data is an answer that names the cell, never an exception and never a number.</summary>
public class ErrorTests
{
    private static readonly string[] Two = ["A", "B"];

    private static readonly Dictionary<string, PreferenceDirection> Benefits = new() { ["A"] = PreferenceDirection.Benefit, ["B"] = PreferenceDirection.Benefit };

    private static Weights Equal(params string[] criteria) => DirectPoints.Equal(criteria).Value;

    [Theory]
    [InlineData(double.NaN, ErrorCode.NotANumber)]
    [InlineData(double.PositiveInfinity, ErrorCode.Infinite)]
    [InlineData(double.NegativeInfinity, ErrorCode.Infinite)]
    public void A_number_that_is_none_is_named(double bad, ErrorCode code)
    {
        void Check<T>(Result<T> result, string? row, string? column)
            where T : notnull
        {
            result.IsOk.ShouldBeFalse();
            result.Errors.ShouldContain(e => e.Code == code && ((e.Cell == null && row == null && column == null) || e.Cell == new Cell(row, column)), result.ToString());
            Should.Throw<InvalidOperationException>(() => result.Value).Message.ShouldContain(code.ToString());
        }
        double[,] table = { { 1, 2 }, { bad, 4 } };
        Check(ScoreTable.Create(["P", "Q"], Two, table), "Q", "A");
        Check(ValueTable.Direct(["P", "Q"], Two, table), "Q", "A");
        Check(ValueTable.Direct(["P"], Two, [[Score.Between(bad, 1, 2), 1]]), "P", "A");
        Check(ValueTable.Direct(["P"], Two, [[1, Score.Between(0, 1, bad)]]), "P", "B");
        Check(ValueFunction.Linear(bad, 1, OutsideScale.Clip), "#1", null);
        Check(ValueFunction.PiecewiseLinear([(0, 0), (1, bad)], OutsideScale.Clip), "#2", null);
        Check(ValueFunction.Linear(0, 1, OutsideScale.Extrapolate).Value.Of(bad), null, null);
        Check(ValueFunction.InWords([("a", 0), ("b", bad)]), "b", null);
        Check(DirectPoints.Of([("A", 1), ("B", bad)]), null, "B");
        Check(DirectPoints.AsGiven([("A", 1), ("B", bad)]), null, "B");
        Check(SwingWeights.Of([("A", 100), ("B", bad)]), null, "B");
        Check(SwingWeights.Of([("A", 100)], bad), null, null);
        Check(SimosCards.Of([["A"], ["B"]], [0], bad), null, null);
        Check(WeightInformation.Intervals([("A", 0, bad), ("B", 0, 1)]), null, "A");
        Check(PairwiseComparison.Of(Two, new[,] { { 1, bad }, { 1, 1 } }, RandomIndex.Saaty1980), "A", "B");
        Check(RandomIndex.Custom("mine", [0, bad]), null, "#2");
        Check(ClearOrder.Of(AdditiveValue.Of(ValueTable.Direct(Two, Two, new double[2, 2]).Value, Equal("A", "B")).Value, bad), null, null);
        Check(Smaa2.OfSamples(Two, Two, new[,] { { 0.5, bad } }, new double[1, 2, 2]), "#1", "B");
        Check(Smaa2.OfSamples(Two, Two, new[,] { { 0.5, 0.5 } }, new[,,] { { { 1, 2 }, { bad, 4 } } }), "B", "A");
        Check(RatingTable.Create([[1, bad]]), "1", "2");
        Check(Quantile.Of([1, bad], 0.5, QuantileMethod.Linear), "#2", null);
        Check(Quantile.Of([1], bad, QuantileMethod.Linear), null, null);
        Check(Quartiles.Of([1, bad], QuantileMethod.Linear), "#2", null);
        Check(TastleWierman.Of([1, bad]), "#2", null);
        Check(TastleWierman.Of([(bad, 1), (2, 1)]), "#1", null);
        Check(VanDerEijk.Of([1, 2, bad]), "#3", null);
        Check(SystemicConsensus.Of(RatingTable.Create([[1, 2]]).Value, maximum: bad), null, null);
        Check(PreferenceFunction.VShape(bad), null, null);
        Check(PreferenceFunction.Level(0, bad), null, null);
        Check(PreferenceFunction.Gaussian(bad), null, null);
    }

    /// <summary>The error names the judgement that was given, not the mirror image that was computed from it.</summary>
    [Theory]
    [InlineData(0, ErrorCode.OutOfRange)]
    [InlineData(-2, ErrorCode.OutOfRange)]
    [InlineData(1e-320, ErrorCode.OutOfRange)] // its reciprocal is no double
    [InlineData(double.NaN, ErrorCode.NotANumber)]
    [InlineData(double.PositiveInfinity, ErrorCode.Infinite)]
    public void A_faulty_judgement_above_the_diagonal_is_named_once(double bad, ErrorCode code) =>
        PairwiseComparison.FromUpperTriangle(["A", "B", "C"], [2, bad, 3], RandomIndex.Saaty1980).Errors.Select(e => (e.Code, e.Cell)).ShouldBe([(code, new Cell("A", "C"))]);

    [Fact]
    public void Every_faulty_cell_is_named_at_once()
    {
        var errors = ScoreTable.Create(["P", "Q", "R"], Two, [[1, null], [double.NaN, Score.Between(3, 2, 1)], [default(Score), 2]]).Errors;
        errors.Select(e => (e.Code, e.Cell!.Value)).ShouldBe([
            (ErrorCode.Missing, new Cell("P", "B")), (ErrorCode.NotANumber, new Cell("Q", "A")), (ErrorCode.NotOrdered, new Cell("Q", "B")), (ErrorCode.Missing, new Cell("R", "A"))]);
        errors[0].ToString().ShouldBe("Missing (P, B): no score");
    }

    [Fact]
    public void Ragged_empty_and_doubled_inputs_are_named()
    {
        ScoreTable.Create(Two, Two, [[1, 2], [1]]).Errors.Single().ShouldBe(new McdaError(ErrorCode.Ragged, new Cell("B", null), "1 cells for 2 columns"));
        ScoreTable.Create(Two, Two, [[1, 2]]).Codes().ShouldBe([ErrorCode.Ragged]);
        ScoreTable.Create(Two, Two, [[1, 2], null!]).Codes().ShouldBe([ErrorCode.Missing]);
        ScoreTable.Create(Two, Two, new double[2, 3]).Codes().ShouldBe([ErrorCode.Ragged, ErrorCode.Ragged]);
        ScoreTable.Create([], [], new double[0, 0]).Codes().ShouldBe([ErrorCode.Empty, ErrorCode.Empty]);
        ScoreTable.Create(["A", "A"], Two, new double[2, 2]).Errors.Single().ShouldBe(new McdaError(ErrorCode.Duplicate, new Cell("A", null), "this proposal is named twice"));
        ScoreTable.Create(["A", " "], Two, new double[2, 2]).Errors.Single().Cell.ShouldBe(new Cell("#2", null));
        ScoreTable.Create(["A", "\ud800"], Two, new double[2, 2]).Codes().ShouldBe([ErrorCode.InvalidName]);
        ScoreTable.Create(["A", null!], Two, new double[2, 2]).Codes().ShouldBe([ErrorCode.InvalidName]);
        RatingTable.Create([[1, 2], [1]]).Codes().ShouldBe([ErrorCode.Ragged]);
        RatingTable.Create([]).Codes().ShouldBe([ErrorCode.Empty, ErrorCode.Empty]);
        DirectPoints.Of([]).Codes().ShouldBe([ErrorCode.Empty]);
        DirectPoints.Of([("A", 1), ("A", 2)]).Codes().ShouldBe([ErrorCode.Duplicate]);
        RankOrderCentroid.Of(["A", "A"]).Codes().ShouldBe([ErrorCode.Duplicate]);
        RankOrderCentroid.Of([Two, []]).Errors.Single().Cell.ShouldBe(new Cell("#2", null));
        PairwiseComparison.Of(Two, new double[3, 3], RandomIndex.Saaty1980).Codes().ShouldContain(ErrorCode.Ragged);
        PairwiseComparison.FromUpperTriangle(Two, [1, 2], RandomIndex.Saaty1980).Codes().ShouldBe([ErrorCode.Ragged]);
        PairwiseComparison.FromUpperTriangle(["A", " "], [1], RandomIndex.Saaty1980).Codes().ShouldBe([ErrorCode.InvalidName]);
        Smaa2.OfSamples(Two, Two, new double[3, 1], new double[2, 1, 3]).Codes().ShouldBe([ErrorCode.Ragged, ErrorCode.Ragged, ErrorCode.Ragged, ErrorCode.Ragged]);
        Smaa2.OfSamples(Two, Two, new double[0, 2], new double[0, 2, 2]).Codes().ShouldBe([ErrorCode.Empty]);
        Quantile.Of([], 0.5, QuantileMethod.Linear).Codes().ShouldBe([ErrorCode.Empty]);
        VanDerEijk.Of([1, 2]).Codes().ShouldBe([ErrorCode.Empty]);
        TastleWierman.Of((IReadOnlyList<double>)[]).Codes().ShouldBe([ErrorCode.Empty]);
        TastleWierman.Of([(1, 2), (1, 3)]).Codes().ShouldBe([ErrorCode.Duplicate]);
        MajorityJudgment.Of(Two, Two, new long[2, 2]).Codes().ShouldBe([ErrorCode.Empty]);
        MajorityJudgment.Of(Two, Two, new long[,] { { 1, 1 }, { 1, 2 } }).Errors.Single().Cell.ShouldBe(new Cell("B", null));
        MajorityJudgment.Of(Two, Two, new long[,] { { -1, 1 }, { 1, long.MaxValue } }).Codes().ShouldBe([ErrorCode.OutOfRange, ErrorCode.OutOfRange]);
        RankOrderCentroid.Of([Two, null!]).Errors.Single().ShouldBe(new McdaError(ErrorCode.Missing, new Cell("#2", null), "the tier is null"));
        Ballots.Create(Two, [null!, new Ballot(1, [null!]), new Ballot(1, null!)]).Errors.Select(e => (e.Code, e.Cell)).ShouldBe([(ErrorCode.Missing, new Cell("#1", null)), (ErrorCode.Missing, new Cell("#2", null)), (ErrorCode.Missing, new Cell("#3", null))]);
        string[] many = Case.Numbered("P", 10_001);
        ScoreTable.Create(many, ["C"], new double[10_001, 1]).Codes().ShouldBe([ErrorCode.OutOfRange]);
        Ballots.Create(many, []).Codes().ShouldBe([ErrorCode.OutOfRange]);
        Ballots.Create(Two, []).Codes().ShouldBe([ErrorCode.Empty]);
    }

    [Fact]
    public void Weights_that_cannot_be_are_refused()
    {
        DirectPoints.Of([("A", 0), ("B", 0)]).Codes().ShouldBe([ErrorCode.WeightsSumToZero]);
        DirectPoints.AsGiven([("A", 0)]).Codes().ShouldBe([ErrorCode.WeightsSumToZero]);
        DirectPoints.Of([("A", 1), ("B", -1)]).Errors.Single().Cell.ShouldBe(new Cell(null, "B"));
        SwingWeights.Of([("A", 90), ("B", 50)]).Codes().ShouldBe([ErrorCode.OutOfRange]);
        SwingWeights.Of([("A", 100), ("B", 101)]).Errors.Single().Cell.ShouldBe(new Cell(null, "B"));
        SwingWeights.Of([("A", 10), ("B", 5)], top: 10).Value["A"].ShouldBe(Fraction.Of(2, 3));
        SimosCards.Of([["A"], ["B"]], [-1], 0.9).Errors.Select(e => (e.Code, e.Cell)).ShouldBe([(ErrorCode.OutOfRange, new Cell("#1", null)), (ErrorCode.OutOfRange, null)]);
        SimosCards.Of([["A"], ["B"]], [], 2).Codes().ShouldBe([ErrorCode.Ragged]);
        SimosCards.Of([], [], 2).Codes().ShouldBe([ErrorCode.Empty]);
        SimosCards.Of([["A"], ["A"]], [0], 2).Codes().ShouldBe([ErrorCode.Duplicate]);
        SimosCards.OfPlaces([["A"], ["B"]], [-1]).Errors.Select(e => (e.Code, e.Cell)).ShouldBe([(ErrorCode.OutOfRange, new Cell("#1", null))]);
        SimosCards.OfPlaces([["A"], ["B"]], []).Codes().ShouldBe([ErrorCode.Ragged]);
        SimosCards.OfPlaces([], []).Codes().ShouldBe([ErrorCode.Empty]);
        SimosCards.OfPlaces([["A"], ["A"]], [0]).Codes().ShouldBe([ErrorCode.Duplicate]);
        WeightInformation.Intervals([("A", 0.6, 1), ("B", 0.6, 1)]).Codes().ShouldBe([ErrorCode.Infeasible]);
        WeightInformation.Intervals([("A", 0, 0.4), ("B", 0, 0.4)]).Codes().ShouldBe([ErrorCode.Infeasible]);
        WeightInformation.Intervals([("A", 0.4, 0.3), ("B", -0.1, 2)]).Codes().ShouldBe([ErrorCode.NotOrdered, ErrorCode.OutOfRange]);
        var given = DirectPoints.AsGiven([("A", 0.3), ("B", 0.3)]).Value;
        WeightInformation.Exact(given).Codes().ShouldBe([ErrorCode.WeightsNotNormalised]);
        var values = ValueTable.Direct(Two, Two, new double[2, 2]).Value;
        WeightStability.Of(AdditiveValue.Of(values, given).Value).Codes().ShouldBe([ErrorCode.WeightsNotNormalised]);
        AdditiveValue.Of(values, Equal("A", "C")).Errors.Select(e => (e.Code, e.Cell)).ShouldBe([(ErrorCode.Missing, new Cell(null, "B")), (ErrorCode.UnknownName, new Cell(null, "C"))]);
        Smaa2.Run(values, WeightInformation.Unknown(["A", "C"]).Value, new DrawOptions(1)).Codes().ShouldBe([ErrorCode.Missing, ErrorCode.UnknownName]);
        Smaa2.OfSamples(Two, Two, new[,] { { 0.5, 0.4 } }, new double[1, 2, 2]).Errors.Single().Cell.ShouldBe(new Cell("#1", null));
        Smaa2.OfSamples(Two, Two, new[,] { { 1.5, -0.5 } }, new double[1, 2, 2]).Codes().ShouldBe([ErrorCode.OutOfRange]);
        ValueOverWeights.Of(values, WeightInformation.Unknown(["A"]).Value).Codes().ShouldBe([ErrorCode.Missing]);
        DrawnTotals.Run(values, Equal("A"), new DrawOptions(1)).Codes().ShouldBe([ErrorCode.Missing]);
    }

    [Fact]
    public void Comparisons_that_cannot_be_are_refused()
    {
        PairwiseComparison.Of(Two, new double[,] { { 1, 2 }, { 2, 1 } }, RandomIndex.Saaty1980).Errors.Single().ShouldBe(new McdaError(ErrorCode.NotReciprocal, new Cell("A", "B"), "this judgement and its mirror image are not each other's reciprocal"));
        PairwiseComparison.Of(Two, new double[,] { { 1, 0 }, { -2, 3 } }, RandomIndex.Saaty1980).Errors.Select(e => e.Cell!.Value).ShouldBe([new Cell("A", "B"), new Cell("B", "A"), new Cell("B", "B")]);
        PairwiseComparison.Of(Two, new[,] { { 1, 8 }, { 0.13, 1 } }, RandomIndex.Saaty1980).IsOk.ShouldBeTrue();
        PairwiseComparison.Of(Two, new[,] { { 1, 8 }, { 0.13, 1 } }, RandomIndex.Saaty1980, 0.01).Codes().ShouldBe([ErrorCode.NotReciprocal]);
        PairwiseComparison.Of(Two, new double[,] { { 1, 1 }, { 1, 1 } }, RandomIndex.Saaty1980, double.NaN).Codes().ShouldBe([ErrorCode.OutOfRange]);
        PairwiseComparison.FromUpperTriangle(["A", "B", "C"], [1e200, 1e200, 1e-200], RandomIndex.Saaty1980).Codes().ShouldBe([ErrorCode.NotConverged]);
        PairwiseComparison.FromUpperTriangle(["A", "B", "C"], [1e100, 1e-100, 1e100], RandomIndex.Saaty1980).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Scales_and_scores_that_do_not_fit_are_named()
    {
        ValueFunction.Linear(3, 3, OutsideScale.Clip).Codes().ShouldBe([ErrorCode.ZeroRange]);
        ValueFunction.PiecewiseLinear([(0, 1), (1, 1), (2, 1)], OutsideScale.Clip).Codes().ShouldBe([ErrorCode.ZeroRange]);
        ValueFunction.PiecewiseLinear([(0, 0), (1, 1), (1, 2)], OutsideScale.Clip).Errors.Single().Cell.ShouldBe(new Cell("#3", null));
        ValueFunction.PiecewiseLinear([(0, 0)], OutsideScale.Clip).Codes().ShouldContain(ErrorCode.Empty);
        ValueFunction.PiecewiseLinear([], OutsideScale.Clip).Codes().ShouldContain(ErrorCode.Empty);
        ValueFunction.Linear(0, 1, (OutsideScale)7).Codes().ShouldBe([ErrorCode.OutOfRange]);
        ValueFunction.InWords([("a", 1), ("b", 1)]).Codes().ShouldBe([ErrorCode.ZeroRange]);
        ValueFunction.InWords([("a", 1), ("a", 2)]).Codes().ShouldBe([ErrorCode.Duplicate]);
        ValueFunction.InWords([]).Codes().ShouldBe([ErrorCode.Empty]);

        var linear = ValueFunction.Linear(0, 10, OutsideScale.Refuse).Value;
        var words = ValueFunction.InWords([("poor", 0), ("good", 1)]).Value;
        Result<ValueTable> Value(Score a, Score b) => ScoreTable.Create(["P"], Two, [[a, b]]).Then(s => ValueTable.Of(s, new Dictionary<string, ValueFunction> { ["A"] = linear, ["B"] = words }));
        Value(11, "good").Errors.Single().Code.ShouldBe(ErrorCode.OutsideScale);
        Value(11, "good").Errors.Single().Cell.ShouldBe(new Cell("P", "A"));
        Value(Score.Between(-1, 5, 6), "good").Codes().ShouldBe([ErrorCode.OutsideScale]);
        Value(1, "fine").Errors.Select(e => (e.Code, e.Cell)).Distinct().ShouldBe([(ErrorCode.UnknownWord, new Cell("P", "B"))]);
        Value("good", 1).Codes().ShouldBe([ErrorCode.WrongKind, ErrorCode.WrongKind]);
        Value(1, Score.InWords("good", "poor", "good")).Codes().ShouldBe([ErrorCode.NotOrdered]);
        Value(1, Score.InWords("poor", "good", null!)).Codes().ShouldBe([ErrorCode.Missing]);
        Value(1, (string)null!).Codes().ShouldBe([ErrorCode.Missing]);
        words.Of(1).Codes().ShouldBe([ErrorCode.WrongKind]);
        linear.Of("good").Codes().ShouldBe([ErrorCode.WrongKind]);
        linear.Of(default(Score)).Codes().ShouldBe([ErrorCode.Missing]);
        linear.Of(Score.Between(2, 1, 3)).Codes().ShouldBe([ErrorCode.NotOrdered]);
        ValueTable.Direct(["P"], ["A"], [["good"]]).Codes().ShouldBe([ErrorCode.WrongKind]);
        ScoreTable.Create(["P"], Two, [[1, 2]]).Then(s => ValueTable.Of(s, new Dictionary<string, ValueFunction> { ["A"] = linear, ["C"] = linear })).Errors
            .Select(e => (e.Code, e.Cell)).ShouldBe([(ErrorCode.Missing, new Cell(null, "B")), (ErrorCode.UnknownName, new Cell(null, "C"))]);
    }

    [Fact]
    public void Comparators_name_what_they_cannot_normalise()
    {
        Result<NormalisedTable> Normalise(double[,] table, Normalisation normalisation, CostTreatment cost = CostTreatment.Complement, PreferenceDirection ofA = PreferenceDirection.Benefit) =>
            ScoreTable.Create(["P", "Q"], Two, table).Then(s => NormalisedTable.Of(s, new Dictionary<string, PreferenceDirection> { ["A"] = ofA, ["B"] = PreferenceDirection.Benefit }, normalisation, cost));
        Normalise(new double[,] { { 3, 1 }, { 3, 2 } }, Normalisation.MinMax).Errors.Single().ShouldSatisfyAllConditions(e => e.Code.ShouldBe(ErrorCode.ZeroRange), e => e.Cell.ShouldBe(new Cell(null, "A")));
        foreach (var normalisation in Enum.GetValues<Normalisation>()) Normalise(new double[,] { { 0, 1 }, { 0, 2 } }, normalisation).Codes().ShouldBe([ErrorCode.ZeroRange]);
        Normalise(new double[,] { { -1, 1 }, { 2, 2 } }, Normalisation.Sum).Errors.Single().Cell.ShouldBe(new Cell("P", "A"));
        Normalise(new double[,] { { 0, 1 }, { 2, 2 } }, Normalisation.Vector, CostTreatment.Reciprocal, PreferenceDirection.Cost).Errors.Single().Cell.ShouldBe(new Cell("P", "A"));
        Normalise(new double[,] { { 1, 1 }, { 2, 2 } }, Normalisation.Vector, ofA: PreferenceDirection.Other).Codes().ShouldBe([ErrorCode.WrongKind]);
        Normalise(new double[,] { { 1, 1 }, { 2, 2 } }, (Normalisation)9).Codes().ShouldBe([ErrorCode.OutOfRange]);
        ScoreTable.Create(["P"], ["A"], [["good"]]).Then(s => NormalisedTable.Of(s, new Dictionary<string, PreferenceDirection>(), Normalisation.Sum)).Codes().ShouldBe([ErrorCode.Missing, ErrorCode.WrongKind]);
        var single = ScoreTable.Create(["P"], Two, new double[,] { { 1, 2 } }).Value;
        Promethee2.Of(single, Benefits, new Dictionary<string, PreferenceFunction> { ["A"] = PreferenceFunction.Usual }, Equal("A", "B")).Codes().ShouldBe([ErrorCode.Missing, ErrorCode.Empty]);
        PreferenceFunction.Level(3, 2).Codes().ShouldBe([ErrorCode.OutOfRange]);
        PreferenceFunction.UShape(-1).Codes().ShouldBe([ErrorCode.OutOfRange]);
        PreferenceFunction.VShape(0).Codes().ShouldBe([ErrorCode.OutOfRange]);
        PreferenceFunction.Gaussian(0).Codes().ShouldBe([ErrorCode.OutOfRange]);
    }

    [Fact]
    public void Draw_options_and_ballots_that_cannot_be_are_refused()
    {
        var values = ValueTable.Direct(Two, Two, new double[2, 2]).Value;
        var unknown = WeightInformation.Unknown(Two).Value;
        foreach (var options in new[] { new DrawOptions(1, 0), new(1, -5), new(1, DrawOptions.MaxIterations + 1), new(1, Threads: 0), new(1, Distribution: (ScoreDistribution)5) })
        {
            Smaa2.Run(values, unknown, options).Codes().ShouldBe([ErrorCode.OutOfRange]);
            DrawnTotals.Run(values, Equal("A", "B"), options).Codes().ShouldBe([ErrorCode.OutOfRange]);
        }
        Smaa2.OfSamples(Two, Two, new[,] { { 0.5, 0.5 } }, new double[1, 2, 2], threads: 0).Codes().ShouldBe([ErrorCode.OutOfRange]);
        DrawnTotals.Run(ValueTable.Direct(Two, Two, new double[,] { { -1, 1 }, { 0, 0 } }).Value, Equal("A", "B"), new DrawOptions(1), sharesPerDraw: true).Codes().ShouldBe([ErrorCode.OutOfRange]);
        DrawnTotals.Run(values, Equal("A", "B"), new DrawOptions(1), sharesPerDraw: true).Codes().ShouldBe([ErrorCode.ZeroRange, ErrorCode.ZeroRange]);

        Ballots.Create(Two, [Ballot.Strict(1, "A")]).Errors.Single().Cell.ShouldBe(new Cell("#1", "B"));
        Ballots.Create(Two, [Ballot.Strict(1, "A")], UnrankedCandidates.TieLast).Value.Voters.ShouldBe(1);
        Ballots.Create(Two, [Ballot.Strict(1, "A", "B")], (UnrankedCandidates)2).Codes().ShouldBe([ErrorCode.OutOfRange]);
        Should.Throw<ArgumentOutOfRangeException>(() => Schulze.Of(PairwisePreferences.Create(Two, new long[2, 2]).Value, (LinkStrength)2));
        Ballots.Create(Two, [Ballot.Strict(1, "A", "B"), Ballot.Strict(-1, "A", "A", "C")]).Codes().ShouldBe([ErrorCode.OutOfRange, ErrorCode.Duplicate, ErrorCode.UnknownName, ErrorCode.Missing]);
        PairwisePreferences.Create(Two, new long[,] { { 9, -1 }, { 2, 9 } }).Errors.Single().Cell.ShouldBe(new Cell("A", "B"));
        var gap = RatingTable.Create([[1, null], [2, 11]]).Value;
        KendallW.Of(gap).Errors.Single().Cell.ShouldBe(new Cell("1", "2"));
        SystemicConsensus.Of(gap).Errors.Select(e => (e.Code, e.Cell)).ShouldBe([(ErrorCode.Missing, new Cell("1", "2"))]);
        SystemicConsensus.Of(gap, MissingResistance.LeaveOut).Errors.Select(e => (e.Code, e.Cell)).ShouldBe([(ErrorCode.OutOfRange, new Cell("2", "2"))]);
        SystemicConsensus.Of(gap, MissingResistance.CountAsHalf, 12).Value.GroupResistance.ToList().ShouldBe([3, 17]);
        var words = RatingTable.InWords(["v"], ["A"], [["fine"]]).Value;
        KendallW.Of(words).Codes().ShouldBe([ErrorCode.WrongKind]);
        SystemicConsensus.Of(words).Codes().ShouldBe([ErrorCode.WrongKind]);
        KrippendorffAlpha.Of(words, MeasurementLevel.Ordinal).Codes().ShouldBe([ErrorCode.WrongKind]);
        KrippendorffAlpha.Of(words, MeasurementLevel.Nominal).IsOk.ShouldBeTrue();
        KrippendorffAlpha.Of(RatingTable.Create([[-1, 1]]).Value, MeasurementLevel.Ratio).Errors.Single().Cell.ShouldBe(new Cell("1", "1"));
        KrippendorffAlpha.Of(gap, (MeasurementLevel)8).Codes().ShouldBe([ErrorCode.OutOfRange]);
        MajorityJudgment.Of(["good", "poor"], words).Errors.Single().Cell.ShouldBe(new Cell("v", "A"));
        MajorityJudgment.Of(["good", "poor"], RatingTable.InWords(["v", "w"], ["A"], [["good"], [null]]).Value).Codes().ShouldBe([ErrorCode.Missing]);
        MajorityJudgment.Of(["good", "poor"], RatingTable.InWords(["v", "w"], ["A"], [["good"], [null]]).Value, "poor").Value.Gauges["A"].Grade.ShouldBe("poor");
        MajorityJudgment.Of(["good", "poor"], RatingTable.InWords(["v"], ["A"], [["good"]]).Value, "awful").Codes().ShouldBe([ErrorCode.UnknownWord]);
        MajorityJudgment.Of(Two, gap).Codes().ShouldBe([ErrorCode.WrongKind]);
        Quantile.Of([1, 2], 1.5, QuantileMethod.Linear).Codes().ShouldBe([ErrorCode.OutOfRange]);
        Quantile.Of([1, 2], 0.3, QuantileMethod.TukeyHinges).Codes().ShouldBe([ErrorCode.OutOfRange]);
        Quantile.Of([1, 2], 0.3, (QuantileMethod)99).Codes().ShouldBe([ErrorCode.OutOfRange]);
    }
}
