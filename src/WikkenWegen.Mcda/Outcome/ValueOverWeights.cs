namespace WikkenWegen.Mcda;

/// <summary>What can be said of the totals when the weights are only known in part: their range over all admissible weights, and who is ahead whatever the weights.</summary>
/// <remarks>
/// Linear programs over the simplex, an ordering or intervals have closed forms: exact, no solver. Source: Kirkwood and Sarin, Operations Research 33 (1985)
/// 38–48 (ordinal); Salo and Hämäläinen, Operations Research 40 (1992) 1053–1061 (intervals). Expected scores. Immutable and safe for use by several threads.
/// </remarks>
public sealed class ValueOverWeights : IComputed
{
    private readonly ValueTable _values;
    private readonly WeightInformation _weights;
    private readonly int[] _columns; // of the table, in the order of the weights

    private ValueOverWeights(ValueTable values, WeightInformation weights)
    {
        (_values, _weights) = (values, weights);
        _columns = [.. weights.Criteria.Select(name => values.CriterionNames.Index[name])];
        Ranges = new NamedValues<Band>(values.ProposalNames, [.. Enumerable.Range(0, values.Proposals.Count).Select(p => new Band(-Maximum(c => -values.At(p, c).Expected), Maximum(c => values.At(p, c).Expected)))]);
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("value-over-weights", "1.0.0");

    /// <summary>Least and greatest total of each proposal over all admissible weights; both are reached.</summary>
    public NamedValues<Band> Ranges { get; }

    /// <summary>Takes values and what is known of the weights.</summary>
    /// <param name="values">Values by proposal and criterion.</param>
    /// <param name="weights">Information on the weights of exactly these criteria.</param>
    /// <returns>The ranges, or <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.UnknownName"/>.</returns>
    public static Result<ValueOverWeights> Of(ValueTable values, WeightInformation weights)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        var errors = new InputErrors();
        weights.Match(values.CriterionNames, errors);
        return errors.Any ? errors.As<ValueOverWeights>() : new Result<ValueOverWeights>(new ValueOverWeights(values, weights));
    }

    /// <summary>The least and the greatest lead of one proposal over another. Where the least is 0 or more, <paramref name="a"/> is never behind, whatever the weights.</summary>
    /// <param name="a">A proposal.</param>
    /// <param name="b">Another.</param>
    /// <exception cref="KeyNotFoundException">No such proposal: a bug of the caller.</exception>
    public Band Lead(string a, string b)
    {
        var (rowA, rowB) = (_values.ProposalNames.Index[a], _values.ProposalNames.Index[b]);
        return new Band(-Maximum(c => Gap(rowB, rowA, c)), Maximum(c => Gap(rowA, rowB, c)));
    }

    private Fraction Gap(int ahead, int behind, int c) => _values.At(ahead, c).Expected - _values.At(behind, c).Expected;

    private Fraction Maximum(Func<int, Fraction> coefficient) => _weights.Maximum([.. _columns.Select(coefficient)]);
}
