namespace WikkenWegen.Mcda;

/// <summary>Direct weighting: people divide points over the criteria (SMART).</summary>
/// <remarks>Source: von Winterfeldt and Edwards, Decision Analysis and Behavioral Research (1986), ch. 8; Edwards and Barron, OBHDP 60 (1994) 306–325.</remarks>
public static class DirectPoints
{
    /// <summary>Each weight is its points divided by the sum of all points.</summary>
    /// <param name="points">Points a criterion, each finite and 0 or more, in any unit.</param>
    /// <returns>Weights that sum to exactly 1, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/> (negative), <see cref="ErrorCode.WeightsSumToZero"/>.</returns>
    public static Result<Weights> Of(IEnumerable<(string Criterion, double Points)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var list = points.ToList();
        var errors = Check(list, "the number of points");
        return errors.Any
            ? errors.As<Weights>()
            : Weights.Normalise(new Algorithm("weights-direct-points", "1.0.0"), list.Select(p => p.Criterion), [.. list.Select(p => Fraction.FromDouble(p.Points))]);
    }

    /// <summary>The weights as they are, not divided by their sum. Only for recomputing a source that did not normalise: stability and draws of weights refuse them.</summary>
    /// <param name="weights">Weights, each finite and 0 or more.</param>
    /// <returns>The weights, or the errors of <see cref="Of"/>.</returns>
    public static Result<Weights> AsGiven(IEnumerable<(string Criterion, double Weight)> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var list = weights.ToList();
        var errors = Check(list, "the weight");
        if (!errors.Any && list.All(w => w.Weight == 0)) errors.Add(ErrorCode.WeightsSumToZero, null, "all weights are 0");
        return errors.Any
            ? errors.As<Weights>()
            : new Result<Weights>(new Weights(new Algorithm("weights-as-given", "1.0.0"), new Names(list.Select(w => w.Criterion)), [.. list.Select(w => Fraction.FromDouble(w.Weight))]));
    }

    /// <summary>The same weight for every criterion.</summary>
    /// <param name="criteria">Distinct names.</param>
    /// <returns>Weights 1/n, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>.</returns>
    public static Result<Weights> Equal(IEnumerable<string> criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return Of(criteria.Select(criterion => (criterion, 1.0)));
    }

    internal static InputErrors Check(IReadOnlyList<(string Criterion, double Number)> numbers, string what)
    {
        var errors = new InputErrors();
        errors.Columns([.. numbers.Select(n => n.Criterion)], "criterion");
        foreach (var (criterion, number) in numbers)
        {
            var cell = new Cell(null, criterion);
            if (errors.Finite(number, cell, what) && number < 0) errors.Add(ErrorCode.OutOfRange, cell, $"{what} may not be negative");
        }
        return errors;
    }
}
