namespace WikkenWegen.Mcda;

/// <summary>TOPSIS: how close each proposal is to the best of all criteria together, and how far from the worst. A comparator: closeness depends on the proposals present.</summary>
/// <remarks>
/// The ideal has the greatest, the anti-ideal the least weighted number of each criterion; d⁺ and d⁻ are the Euclidean distances to them; C = d⁻/(d⁺ + d⁻). Source:
/// Hwang and Yoon, Multiple Attribute Decision Making (1981), ch. 3; Opricovic and Tzeng, European Journal of Operational Research 156 (2004) 445–455. Costs are turned round while normalising,
/// which for <see cref="CostTreatment.Complement"/> gives the same distances as taking the least cost for the ideal. Immutable and safe for use by several threads.
/// </remarks>
public sealed class Topsis : IComputed
{
    // Distances in units of 2^unit.
    private Topsis(NormalisedTable table, Names proposals, double[] toIdeal, double[] toAntiIdeal, int unit)
    {
        Table = table;
        DistanceToIdeal = new NamedValues<double>(proposals, [.. toIdeal.Select(distance => Math.ScaleB(distance, unit))]);
        DistanceToAntiIdeal = new NamedValues<double>(proposals, [.. toAntiIdeal.Select(distance => Math.ScaleB(distance, unit))]);
        Closeness = new NamedValues<double?>(proposals, [.. toIdeal.Zip(toAntiIdeal, (best, worst) => best + worst == 0 ? (double?)null : worst / (best + worst))]);
        Ranking = Mcda.Ranking.Of(Closeness);
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("topsis", "1.0.1");

    /// <summary>The normalised table, with the names of its methods.</summary>
    public NormalisedTable Table { get; }

    /// <summary>d⁺ of each proposal, 0 or more, in the unit of the weights.</summary>
    public NamedValues<double> DistanceToIdeal { get; }

    /// <summary>d⁻ of each proposal, 0 or more, in the unit of the weights.</summary>
    public NamedValues<double> DistanceToAntiIdeal { get; }

    /// <summary>C of each proposal, in 0..1: 1 for the ideal. Null where it is undefined: all proposals equal, so that the ideal is the anti-ideal.</summary>
    public NamedValues<double?> Closeness { get; }

    /// <summary>The proposals by closeness, the closest first; closeness within 1e-12 counts as equal. Empty where closeness is undefined.</summary>
    public IReadOnlyList<Ranked<double>> Ranking { get; }

    /// <summary>Computes closeness.</summary>
    /// <param name="table">A normalised table.</param>
    /// <param name="weights">A weight for each criterion of the table, and no other. Closeness does not change when all are multiplied by the same number.</param>
    /// <returns>The result, or <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.UnknownName"/>, <see cref="ErrorCode.Overflow"/> (a distance beyond the range of a double; row: the proposal).</returns>
    public static Result<Topsis> Of(NormalisedTable table, Weights weights)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        var errors = new InputErrors();
        var inOrder = weights.InOrderOf(table.Scores.CriterionNames, errors);
        if (errors.Any) return errors.As<Topsis>();
        var proposals = table.Scores.ProposalNames;
        var all = Enumerable.Range(0, proposals.Count).ToArray();
        // Only differences count. The unit is a power of two near the greatest weighted difference, so that squares neither overflow nor vanish, whatever the unit of the weights.
        double[] spread = [.. inOrder.Select((_, c) => all.Max(p => table.At(p, c)) - all.Min(p => table.At(p, c)))];
        var unit = inOrder.Select((w, c) => PowerOfTwo.Exponent(w * Fraction.FromDouble(spread[c]))).Max() ?? 0;
        double[] weight = [.. inOrder.Select((w, c) => spread[c] == 0 ? 0 : PowerOfTwo.Scaled(w, -unit))];
        double Weighted(int p, int c) => weight[c] * table.At(p, c);
        double[] ideal = [.. weight.Select((_, c) => all.Max(p => Weighted(p, c)))], antiIdeal = [.. weight.Select((_, c) => all.Min(p => Weighted(p, c)))];
        double[] Distances(double[] point) => [.. all.Select(p => FixedOrder.RootOfSquares([.. point.Select((x, c) => Weighted(p, c) - x)]))];
        var topsis = new Topsis(table, proposals, Distances(ideal), Distances(antiIdeal), unit);
        foreach (var p in all)
        {
            if (!double.IsFinite(topsis.DistanceToIdeal[p] + topsis.DistanceToAntiIdeal[p])) errors.Add(ErrorCode.Overflow, new Cell(proposals[p], null), "the distances are beyond the range of a double");
        }
        return errors.Any ? errors.As<Topsis>() : new Result<Topsis>(topsis);
    }
}
