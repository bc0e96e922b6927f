namespace WikkenWegen.Mcda;

/// <summary>The weighted sum over a table normalised on the proposals present. A comparator: adding a copy of a proposal can reverse others, which <see cref="AdditiveValue"/> on agreed scales cannot.</summary>
/// <remarks>Source: Fishburn, Operations Research 15 (1967) 537–542; rank reversal: Belton and Gear, Omega 11 (1983) 228–230. Immutable and safe for use by several threads.</remarks>
public sealed class WeightedSum : IComputed
{
    private WeightedSum(NormalisedTable table, double[] scores, double sumOfWeights)
    {
        Table = table;
        Scores = new NamedValues<double>(table.Scores.ProposalNames, scores);
        Ranking = Mcda.Ranking.Of(Scores.Select(score => KeyValuePair.Create(score.Key, (double?)score.Value)), sumOfWeights);
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("weighted-sum", "1.0.0");

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
        double[] weight = [.. inOrder.Select(w => w.ToDouble())];
        double[] scores = [.. Enumerable.Range(0, table.Scores.Proposals.Count).Select(p => FixedOrder.Sum(weight.Select((w, c) => w * table.At(p, c))))];
        for (var p = 0; p < scores.Length; p++)
        {
            if (!double.IsFinite(scores[p])) errors.Add(ErrorCode.Overflow, new Cell(table.Scores.Proposals[p], null), "the score is beyond the range of a double");
        }
        return errors.Any ? errors.As<WeightedSum>() : new Result<WeightedSum>(new WeightedSum(table, scores, weights.Sum.ToDouble()));
    }
}
