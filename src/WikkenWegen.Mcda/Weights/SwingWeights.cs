namespace WikkenWegen.Mcda;

/// <summary>
/// Swing weighting: the swing from worst to best that matters most gets the top number of points, every other swing its share of that.
/// Asks for importance and range at once, which direct points do not.
/// </summary>
/// <remarks>Source: von Winterfeldt and Edwards, Decision Analysis and Behavioral Research (1986), ch. 8; DCLG, Multi-criteria analysis: a manual (2009), ch. 6.</remarks>
public static class SwingWeights
{
    /// <summary>Each weight is its points divided by the sum of all points.</summary>
    /// <param name="points">Points a criterion: <paramref name="top"/> for the most important swing (one at least), between 0 and <paramref name="top"/> for the others.</param>
    /// <param name="top">Points of the most important swing; 100 by custom. Above 0.</param>
    /// <returns>Weights that sum to exactly 1, or the errors of <see cref="DirectPoints.Of"/>; <see cref="ErrorCode.OutOfRange"/> also for points above the top, and where no criterion has the top: that is no swing weighting.</returns>
    public static Result<Weights> Of(IEnumerable<(string Criterion, double Points)> points, double top = 100)
    {
        ArgumentNullException.ThrowIfNull(points);
        var list = points.ToList();
        var errors = DirectPoints.Check(list, "the swing");
        if (errors.Finite(top, null, "the top") && top <= 0) errors.Add(ErrorCode.OutOfRange, null, "the top must be above 0");
        foreach (var (criterion, number) in list)
        {
            if (double.IsFinite(number) && number > top) errors.Add(ErrorCode.OutOfRange, new Cell(null, criterion), "a swing above the top");
        }
        if (!errors.Any && list.All(p => p.Points != top)) errors.Add(ErrorCode.OutOfRange, null, "no criterion has the top number of points");
        return errors.Any
            ? errors.As<Weights>()
            : Weights.Normalise(new Algorithm("weights-swing", "1.0.0"), list.Select(p => p.Criterion), [.. list.Select(p => Fraction.FromDouble(p.Points))]);
    }
}
