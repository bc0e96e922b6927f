namespace WikkenWegen.Mcda;

/// <summary>The weighted sum over a table normalised on the proposals present. A comparator: adding a copy of a proposal can reverse others, which <see cref="AdditiveValue"/> on agreed scales cannot.</summary>
/// <remarks>Source: Fishburn, Operations Research 15 (1967) 537–542; rank reversal: Belton and Gear, Omega 11 (1983) 228–230. Immutable and safe for use by several threads.</remarks>
public sealed class WeightedSum : IComputed
{
    // Scores and the sum of the weights in units of 2^unit.
    private WeightedSum(NormalisedTable table, double[] scores, double sumOfWeights, int unit)
    {
        Table = table;
        Scores = new NamedValues<double>(table.Scores.ProposalNames, [.. scores.Select(score => Math.ScaleB(score, unit))]);
        Ranking = [.. Mcda.Ranking.Of(table.Scores.Proposals.Zip(scores, (name, score) => KeyValuePair.Create(name, (double?)score)), sumOfWeights).Select(place => place with { Value = Math.ScaleB(place.Value, unit) })];
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("weighted-sum", "1.0.1");

    /// <summary>The normalised table.</summary>
    public NormalisedTable Table { get; }

    /// <summary>Σ weight × normalised number of each proposal.</summary>
    public NamedValues<double> Scores { get; }

    /// <summary>The proposals by score, the greatest first; scores within 1e-12 of the sum of the weights count as equal.</summary>
    public IReadOnlyList<Ranked<double>> Ranking { get; }

    /// <summary>Adds up.</summary>
    /// <param name="table">A normalised table.</param>
    /// <param name="weights">A weight for each criterion of the table, and no other.</param>
    /// <returns>The scores, or <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.UnknownName"/>, <see cref="ErrorCode.Overflow"/>.</returns>
    public static Result<WeightedSum> Of(NormalisedTable table, Weights weights)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        var errors = new InputErrors();
        var inOrder = weights.InOrderOf(table.Scores.CriterionNames, errors);
        if (errors.Any) return errors.As<WeightedSum>();
        // Added up in units of a power of two near the greatest weight, so that very small weights keep their digits.
        var unit = inOrder.Max(PowerOfTwo.Exponent) ?? 0;
        double[] weight = [.. inOrder.Select(w => PowerOfTwo.Scaled(w, -unit))];
        double[] scores = [.. Enumerable.Range(0, table.Scores.Proposals.Count).Select(p => FixedOrder.Sum(weight.Select((w, c) => w * table.At(p, c))))];
        for (var p = 0; p < scores.Length; p++)
        {
            if (!double.IsFinite(Math.ScaleB(scores[p], unit))) errors.Add(ErrorCode.Overflow, new Cell(table.Scores.Proposals[p], null), "the score is beyond the range of a double");
        }
        return errors.Any ? errors.As<WeightedSum>() : new Result<WeightedSum>(new WeightedSum(table, scores, PowerOfTwo.Scaled(weights.Sum, -unit), unit));
    }
}
