namespace WikkenWegen.Mcda;

/// <summary>Lowest and highest total that the ranges of the scores allow.</summary>
/// <param name="Low">Total with every score at its least valued.</param>
/// <param name="High">Total with every score at its most valued.</param>
public readonly record struct Band(Fraction Low, Fraction High);

/// <summary>
/// The additive value model, V(a) = Σ w_j v_j(a): the total of each proposal, what each criterion contributes to it, and why one is ahead
/// of another. Exact: contributions add up to totals, and differences by criterion to differences of totals, without any rounding.
/// </summary>
/// <remarks>
/// Holds where the criteria are mutually preferentially independent. Source: Keeney and Raiffa, Decisions with Multiple Objectives (1976),
/// ch. 3; Belton and Stewart, Multiple Criteria Decision Analysis (2002), ch. 4. Immutable and safe for use by several threads.
/// </remarks>
public sealed class AdditiveValue : IComputed
{
    private readonly Fraction[] _weights, _totals;

    private AdditiveValue(ValueTable values, Weights weights, Fraction[] inOrder)
    {
        Values = values;
        Weights = weights;
        _weights = inOrder;
        _totals = [.. Enumerable.Range(0, values.Proposals.Count).Select(p => Total(p, band => band.Expected))];
        Totals = new NamedValues<Fraction>(values.ProposalNames, _totals);
        Bands = new NamedValues<Band>(values.ProposalNames, [.. Enumerable.Range(0, values.Proposals.Count).Select(p => new Band(Total(p, band => band.Low), Total(p, band => band.High)))]);
        Contributions = new NamedTable<Fraction>(values.ProposalNames, values.CriterionNames, (p, c) => inOrder[c] * values.At(p, c).Expected);
        Ranking = Mcda.Ranking.Of(Totals);
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("additive-value", "1.0.0");

    /// <summary>The values that went in.</summary>
    public ValueTable Values { get; }

    /// <summary>The weights that went in.</summary>
    public Weights Weights { get; }

    /// <summary>Total of each proposal, from the expected scores; in the unit of the values: 0..1 on scales from 0 to 1.</summary>
    public NamedValues<Fraction> Totals { get; }

    /// <summary>Lowest and highest total of each proposal; the expected total lies between them.</summary>
    public NamedValues<Band> Bands { get; }

    /// <summary>What each criterion contributes to each proposal's total: weight × expected value. A row sums to the total exactly.</summary>
    public NamedTable<Fraction> Contributions { get; }

    /// <summary>The proposals by total, the best first; equal totals share a rank.</summary>
    public IReadOnlyList<Ranked<Fraction>> Ranking { get; }

    /// <summary>The total of the first minus that of the second in the <see cref="Ranking"/>: 0 for a tie; null for a single proposal.</summary>
    public Fraction? Margin => Ranking.Count > 1 ? Ranking[0].Value - Ranking[1].Value : null;

    /// <summary>The weights in the order of the criteria of the values.</summary>
    internal Fraction[] WeightsInOrder => _weights;

    internal Fraction Total(int proposal) => _totals[proposal];

    /// <summary>Computes the totals.</summary>
    /// <param name="values">Values by proposal and criterion.</param>
    /// <param name="weights">A weight for each criterion of the values, and no other.</param>
    /// <returns>The totals, or <see cref="ErrorCode.Missing"/> (a criterion without a weight), <see cref="ErrorCode.UnknownName"/> (a weight without a criterion).</returns>
    public static Result<AdditiveValue> Of(ValueTable values, Weights weights)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        var errors = new InputErrors();
        var inOrder = weights.InOrderOf(values.CriterionNames, errors);
        return errors.Any ? errors.As<AdditiveValue>() : new Result<AdditiveValue>(new AdditiveValue(values, weights, inOrder));
    }

    /// <summary>Why <paramref name="a"/> is ahead of <paramref name="b"/>, or behind it, criterion by criterion.</summary>
    /// <param name="a">A proposal.</param>
    /// <param name="b">Another.</param>
    /// <exception cref="KeyNotFoundException">No such proposal: a bug of the caller.</exception>
    public PairwiseDifference Difference(string a, string b)
    {
        var (rowA, rowB) = (Values.ProposalNames.Index[a], Values.ProposalNames.Index[b]);
        var terms = Enumerable.Range(0, Values.Criteria.Count)
            .Select(c => new DifferenceTerm(Values.Criteria[c], _weights[c] * (Values.At(rowA, c).Expected - Values.At(rowB, c).Expected)))
            .OrderByDescending(term => term.Amount)
            .ToList();
        return new PairwiseDifference(a, b, _totals[rowA] - _totals[rowB], terms);
    }

    private Fraction Total(int proposal, Func<ValueBand, Fraction> pick) =>
        Fraction.Sum(Enumerable.Range(0, _weights.Length).Select(c => _weights[c] * pick(Values.At(proposal, c))));
}

/// <summary>What one criterion adds to the lead of one proposal over another.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Amount">weight × (value of A − value of B): above 0 where it speaks for A.</param>
public sealed record DifferenceTerm(string Criterion, Fraction Amount);

/// <summary>The lead of proposal A over proposal B.</summary>
/// <param name="A">The first proposal.</param>
/// <param name="B">The second proposal.</param>
/// <param name="Total">V(A) − V(B), exactly the sum of the <paramref name="Terms"/>; negative where B is ahead.</param>
/// <param name="Terms">A term for every criterion, what speaks most for A first; equal amounts in the order of the criteria.</param>
/// <remarks>Equal where everything is, the <paramref name="Terms"/> compared one by one.</remarks>
public sealed record PairwiseDifference(string A, string B, Fraction Total, IReadOnlyList<DifferenceTerm> Terms)
{
    /// <summary>What speaks for A, the most first.</summary>
    public IEnumerable<DifferenceTerm> InFavour => Terms.Where(term => term.Amount.Sign > 0);

    /// <summary>What speaks against A, the most first.</summary>
    public IEnumerable<DifferenceTerm> Against => Terms.Where(term => term.Amount.Sign < 0).Reverse();

    /// <inheritdoc/>
    public bool Equals(PairwiseDifference? other) => other is not null && (A, B, Total) == (other.A, other.B, other.Total) && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(A, B, Total, Terms.Count);

    /// <summary>For example <c>A - B = 1/4: C 1/2, D -1/4</c>.</summary>
    public override string ToString() => $"{A} - {B} = {Total}: {string.Join(", ", Terms.Select(term => $"{term.Criterion} {term.Amount}"))}";
}
