namespace WikkenWegen.Mcda;

/// <summary>How one proposal stands to another on the expected scores, whatever the weights.</summary>
public enum DominanceKind
{
    /// <summary>No dominance.</summary>
    None,

    /// <summary>At least as good on every criterion, better on one or more, not on all.</summary>
    Weak,

    /// <summary>Better on every criterion.</summary>
    Strict,
}

/// <summary>Which proposals are at least as good as others on every criterion, so that no weights can turn them round.</summary>
/// <remarks>
/// Source: Keeney and Raiffa, Decisions with Multiple Objectives (1976), ch. 3; with intervals: Salo and Hämäläinen, Operations Research 40 (1992)
/// 1053–1061. Immutable and safe for use by several threads.
/// </remarks>
public sealed class Dominance : IComputed
{
    private Dominance(Names proposals, DominanceKind[] expected, bool[] robust)
    {
        Expected = new NamedTable<DominanceKind>(proposals, proposals, expected);
        Robust = new NamedTable<bool>(proposals, proposals, robust);
        NonDominated = [.. Enumerable.Range(0, proposals.Count).Where(b => Enumerable.Range(0, proposals.Count).All(a => Expected[a, b] == DominanceKind.None)).Select(b => proposals[b])];
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("dominance", "1.0.0");

    /// <summary>Cell (a, b): how a dominates b on the expected scores. None on the diagonal and between equal proposals.</summary>
    public NamedTable<DominanceKind> Expected { get; }

    /// <summary>Cell (a, b): a dominates b for every score in the ranges: the least value of a is at least the greatest of b on every criterion, and above it on one.</summary>
    public NamedTable<bool> Robust { get; }

    /// <summary>The proposals that none dominates on the expected scores (the Pareto front), in the order of the inputs; never empty.</summary>
    public IReadOnlyList<string> NonDominated { get; }

    /// <summary>Compares all proposals.</summary>
    /// <param name="values">Values by proposal and criterion.</param>
    /// <returns>Always a result: a value table has nothing left to refuse.</returns>
    public static Dominance Of(ValueTable values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (m, n) = (values.Proposals.Count, values.Criteria.Count);
        var expected = new int[n][];
        var (low, high) = (new int[n][], new int[n][]);
        for (var c = 0; c < n; c++)
        {
            var column = Enumerable.Range(0, m).Select(p => values.At(p, c)).ToArray();
            expected[c] = Places([.. column.Select(v => v.Expected)]);
            var ends = Places([.. column.Select(v => v.Low), .. column.Select(v => v.High)]);
            (low[c], high[c]) = (ends[..m], ends[m..]);
        }
        var kinds = new DominanceKind[m * m];
        var robust = new bool[m * m];
        for (var a = 0; a < m; a++)
        {
            for (var b = 0; b < m; b++)
            {
                var (worse, better) = Count(expected, expected, a, b);
                kinds[a * m + b] = worse > 0 || better == 0 ? DominanceKind.None : better == n ? DominanceKind.Strict : DominanceKind.Weak;
                (worse, better) = a == b ? (0, 0) : Count(low, high, a, b);
                robust[a * m + b] = worse == 0 && better > 0;
            }
        }
        return new Dominance(values.ProposalNames, kinds, robust);
    }

    private static (int Worse, int Better) Count(int[][] ofA, int[][] ofB, int a, int b)
    {
        var (worse, better) = (0, 0);
        for (var c = 0; c < ofA.Length; c++)
        {
            if (ofA[c][a] < ofB[c][b]) worse++;
            else if (ofA[c][a] > ofB[c][b]) better++;
        }
        return (worse, better);
    }

    // Whole numbers in the order of the values: comparing fractions once per column instead of once per pair.
    private static int[] Places(Fraction[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(order, (x, y) => values[x].CompareTo(values[y]));
        var places = new int[values.Length];
        for (var i = 1; i < order.Length; i++) places[order[i]] = places[order[i - 1]] + (values[order[i]] == values[order[i - 1]] ? 0 : 1);
        return places;
    }
}
