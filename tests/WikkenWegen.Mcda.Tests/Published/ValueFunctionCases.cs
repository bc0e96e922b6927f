namespace WikkenWegen.Mcda.Tests.Published;

public class ValueFunctionCases
{
    /// <summary>R package smaa, gertvv/rsmaa @2ce6bbd, smaa/tests/pvf.R. Tolerance 1e-9.</summary>
    [Fact]
    public void Rsmaa_piecewise_linear_partial_value_functions()
    {
        var vector = Case.Load("01-pvf-piecewise-linear-rsmaa");
        foreach (var (function, expected) in vector.GetProperty("inputs").GetProperty("functions").EnumerateArray().Zip(vector.GetProperty("expected").GetProperty("y").EnumerateArray()))
        {
            var outside = function.GetProperty("outOfBounds").GetString() switch { "clip" => OutsideScale.Clip, "interpolate" => OutsideScale.Extrapolate, _ => OutsideScale.Refuse };
            var points = function.GetProperty("cutoffs").Numbers().Zip(function.GetProperty("values").Numbers()).ToArray();
            var value = ValueFunction.PiecewiseLinear(points, outside).Value;
            function.GetProperty("x").Numbers().Select(x => value.Of(x).Value.ToDouble()).ShouldBe(expected.Numbers(), 1e-9);
        }
    }

    /// <summary>The same source: a value outside the declared scale must be rejected.</summary>
    [Fact]
    public void Rsmaa_rejects_outside_the_scale() =>
        ValueFunction.PiecewiseLinear([(-0.15, 0), (0.35, 1)], OutsideScale.Refuse).Value.Of(0.36).Codes().ShouldBe([ErrorCode.OutsideScale]);

    /// <summary>R package MCDA, paterijk/MCDA @ff40fd0, tests/applyPiecewiseLinearValueFunctionsOnPerformanceTable.R. Tolerance 1e-9.</summary>
    [Fact]
    public void R_MCDA_transport_performance_table()
    {
        var vector = Case.Load("02-pvf-transport-R-MCDA");
        var inputs = vector.GetProperty("inputs");
        var (proposals, criteria) = (inputs.GetProperty("alternatives").Words(), inputs.GetProperty("criteria").Words());
        var functions = criteria.ToDictionary(c => c, c =>
        {
            var function = inputs.GetProperty("valueFunctions").GetProperty(c);
            return ValueFunction.PiecewiseLinear([.. function.GetProperty("x").Numbers().Zip(function.GetProperty("y").Numbers())], OutsideScale.Refuse).Value;
        });
        var values = ScoreTable.Create(proposals, criteria, inputs.GetProperty("performance").Matrix()).Then(scores => ValueTable.Of(scores, functions)).Value;
        foreach (var (proposal, expected) in proposals.Zip(vector.GetProperty("expected").GetProperty("partialValues").EnumerateArray()))
        {
            criteria.Select(c => values[proposal, c].Expected.ToDouble()).ShouldBe(expected.Numbers(), 1e-9);
        }
        criteria.Select(c => functions[c].Direction).ShouldBe([PreferenceDirection.Cost, PreferenceDirection.Cost, PreferenceDirection.Benefit]);
    }
}
