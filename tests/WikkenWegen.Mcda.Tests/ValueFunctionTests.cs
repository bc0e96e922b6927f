using FsCheck.Fluent;
using WikkenWegen.Mcda.Tests.Properties;

namespace WikkenWegen.Mcda.Tests;

public class ValueFunctionTests
{
    private static ValueFunction Pieces(params (double, double)[] points) => ValueFunction.PiecewiseLinear(points, OutsideScale.Refuse).Value;

    [Fact]
    public void Worst_best_and_direction_follow_from_the_points()
    {
        void Check(ValueFunction function, PreferenceDirection direction, Fraction worst, Fraction best) => (function.Direction, function.Worst, function.Best).ShouldBe((direction, worst, best));
        Check(ValueFunction.Linear(0, 10, OutsideScale.Clip).Value, PreferenceDirection.Benefit, 0, 10);
        Check(ValueFunction.Linear(90, 40, OutsideScale.Clip).Value, PreferenceDirection.Cost, 90, 40);
        Check(Pieces((30, 0), (2, 0.0875), (16, 0)), PreferenceDirection.Cost, 30, 2); // flat towards the worst: the scale runs from the far end
        Check(Pieces((0, 0), (1, 0), (2, 1), (5, 1)), PreferenceDirection.Benefit, 0, 5);
        Check(Pieces((0, 0), (2, 1), (5, 0.5)), PreferenceDirection.Other, 0, 2);
        var words = ValueFunction.InWords([("poor", 0), ("good", 1)]).Value;
        (words.Direction, words.Worst, words.Best, words.LeastValue, words.GreatestValue).ShouldBe((PreferenceDirection.Other, null, null, 0, 1));
    }

    [Fact]
    public void The_ends_of_a_linear_scale_have_exactly_the_values_0_and_1() => Problems.Check(
        from worst in Gen.Choose(-100_000, 100_000).Select(x => x / 1000.0)
        from best in Gen.Choose(-100_000, 100_000).Select(x => x / 1000.0)
        where worst != best
        from outside in Gen.Elements(Enum.GetValues<OutsideScale>())
        select ValueFunction.Linear(worst, best, outside).Value, function =>
    {
        function.Of(function.Worst!.Value.ToDouble()).Value.ShouldBe(Fraction.Zero);
        function.Of(function.Best!.Value.ToDouble()).Value.ShouldBe(Fraction.One);
        var beyond = (function.Best.Value + (function.Best.Value - function.Worst.Value)).ToDouble();
        var result = function.Of(beyond);
        if (function.Outside == OutsideScale.Refuse) result.Codes().ShouldBe([ErrorCode.OutsideScale]);
        else result.Value.ShouldBe(function.Outside == OutsideScale.Clip ? 1 : 2);
    });

    [Fact]
    public void The_score_of_a_value_is_the_inverse_where_there_is_one()
    {
        var function = Pieces((0, 0), (2, 0.5), (4, 0.5), (6, 1));
        function.ScoreOf(Fraction.Of(1, 4)).ShouldBe(1);
        function.ScoreOf(Fraction.Of(3, 4)).ShouldBe(5);
        function.ScoreOf(Fraction.Of(1, 2)).ShouldBeNull(); // from 2 to 4
        function.ScoreOf(2).ShouldBeNull();
        Pieces((0, 0), (2, 0.5), (6, 1)).ScoreOf(Fraction.Of(1, 2)).ShouldBe(2); // a breakpoint belongs to two pieces
        Pieces((0, 0), (1, 1), (2, 0)).ScoreOf(Fraction.Of(1, 2)).ShouldBeNull(); // on either side of the best
        Pieces((0, 0), (1, 1), (2, 0)).ScoreOf(1).ShouldBe(1);
        ValueFunction.InWords([("poor", 0), ("good", 1)]).Value.ScoreOf(1).ShouldBeNull();
    }

    [Fact]
    public void A_range_that_spans_the_best_reaches_its_value()
    {
        var function = Pieces((0, 0), (5, 1), (10, 0));
        function.Of(Score.Between(3, 4, 7)).Value.ShouldBe(new ValueBand(Fraction.Of(3, 5), Fraction.Of(4, 5), 1));
        function.Of(Score.Between(3, 3, 5)).Value.ShouldBe(new ValueBand(Fraction.Of(3, 5), Fraction.Of(3, 5), 1));
    }
}
