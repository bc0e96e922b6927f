namespace WikkenWegen.Mcda;

/// <summary>The weight of each criterion, exact, with the method that found it.</summary>
/// <remarks>
/// A weight is the value of going from the worst to the best of its criterion's scale, relative to the other criteria. It means nothing
/// without those scales. Made by <see cref="DirectPoints"/>, <see cref="SwingWeights"/>, <see cref="RankOrderCentroid"/>, <see cref="RankSum"/>,
/// <see cref="RankReciprocal"/>, <see cref="SimosCards"/> or <see cref="PairwiseComparison"/>. Immutable and safe for use by several threads.
/// </remarks>
public sealed class Weights : IComputed
{
    private readonly Fraction[] _values;

    internal Weights(Algorithm algorithm, Names criteria, Fraction[] values)
    {
        Algorithm = algorithm;
        CriterionNames = criteria;
        _values = values;
        Sum = Fraction.Sum(values);
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; }

    /// <summary>The criteria, in the order given.</summary>
    public IReadOnlyList<string> Criteria => CriterionNames.List;

    /// <summary>The weights by criterion, each 0 or more.</summary>
    public NamedValues<Fraction> Values => new(CriterionNames, _values);

    /// <summary>Sum of the weights: exactly 1, unless they come from <see cref="DirectPoints.AsGiven"/>.</summary>
    public Fraction Sum { get; }

    /// <summary>True where the sum is exactly 1.</summary>
    public bool IsNormalised => Sum == Fraction.One;

    internal Names CriterionNames { get; }

    /// <summary>The weight of one criterion.</summary>
    /// <param name="criterion">One of <see cref="Criteria"/>.</param>
    /// <exception cref="KeyNotFoundException">No such name: a bug of the caller.</exception>
    public Fraction this[string criterion] => _values[CriterionNames.Index[criterion]];

    internal static Result<Weights> Normalise(Algorithm algorithm, IEnumerable<string> criteria, IReadOnlyList<Fraction> points)
    {
        var sum = Fraction.Sum(points);
        return sum.IsZero
            ? InputErrors.One<Weights>(ErrorCode.WeightsSumToZero, null, "all weights are 0")
            : new Result<Weights>(new Weights(algorithm, new Names(criteria), [.. points.Select(point => point / sum)]));
    }

    /// <summary>The weights in the order of a table's criteria; an error for each criterion that only one of both knows.</summary>
    internal Fraction[] InOrderOf(Names criteria, InputErrors errors)
    {
        foreach (var name in criteria.List.Where(name => !CriterionNames.Index.ContainsKey(name))) errors.Add(ErrorCode.Missing, new Cell(null, name), "no weight for this criterion");
        foreach (var name in Criteria.Where(name => !criteria.Index.ContainsKey(name))) errors.Add(ErrorCode.UnknownName, new Cell(null, name), "a weight for a criterion that has no scores");
        return errors.Any ? [] : [.. criteria.List.Select(name => this[name])];
    }
}
