using System.Numerics;

namespace WikkenWegen.Mcda;

/// <summary>
/// Kendall's coefficient of concordance W with the correction for ties: how much the rankings of n units by m raters agree; 0 for no agreement, 1 where all rank alike.
/// </summary>
/// <remarks>
/// W = 12 S / (m²(n³ − n) − m ΣT), S = Σ (R_i − m(n + 1)/2)², T = Σ (t³ − t) over the ties of one rater. Source: Kendall and Babington Smith, Annals of
/// Mathematical Statistics 10 (1939) 275–287; Siegel, Nonparametric Statistics (1956), pp. 229–239. Exact until the last
/// division. Immutable and safe for use by several threads.
/// </remarks>
public sealed class KendallW : IComputed
{
    private KendallW(Names units, double[] rankSums, int raters, Fraction squares, BigInteger ties)
    {
        var n = new BigInteger(units.Count);
        var m = new BigInteger(raters);
        RankSums = new NamedValues<double>(units, rankSums);
        (Raters, S, TieSum) = (raters, squares.ToDouble(), (double)ties);
        var most = m * m * (n * n * n - n);
        if (raters < 2 || most.IsZero) return;
        UncorrectedW = (12 * squares / most).ToDouble();
        if (most == m * ties) return;
        var w = 12 * squares / (most - m * ties);
        W = w.ToDouble();
        ChiSquared = (m * (n - 1) * w).ToDouble();
        MeanSpearman = ((m * w - 1) / (m - 1)).ToDouble();
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("kendall-w", "1.0.0");

    /// <summary>Number of raters, m.</summary>
    public int Raters { get; }

    /// <summary>R: sum over the raters of each unit's rank, rank 1 for the lowest number; ties share the mean rank.</summary>
    public NamedValues<double> RankSums { get; }

    /// <summary>S: sum of the squared deviations of the rank sums from their mean.</summary>
    public double S { get; }

    /// <summary>ΣT = Σ (t³ − t) over the ties of all raters; 0 without ties. (Siegel prints T divided by 12.)</summary>
    public double TieSum { get; }

    /// <summary>W with the correction for ties, in 0..1. Null where it is undefined: every rater ties all units, fewer than two raters, or one unit.</summary>
    public double? W { get; }

    /// <summary>W without the correction, in 0..1; null with fewer than two raters or one unit.</summary>
    public double? UncorrectedW { get; }

    /// <summary>χ² = m(n − 1)W, with n − 1 degrees of freedom; null where W is. Approximate for n up to 7.</summary>
    public double? ChiSquared { get; }

    /// <summary>n − 1.</summary>
    public int DegreesOfFreedom => RankSums.Count - 1;

    /// <summary>Mean of Spearman's rank correlation over all pairs of raters, (mW − 1)/(m − 1), in −1/(m − 1)..1; null where W is. With ties approximate.</summary>
    public double? MeanSpearman { get; }

    /// <summary>Ranks and compares.</summary>
    /// <param name="ratings">Scores or ranks, without gaps. Each rater's numbers are ranked; whether high or low is better makes no difference to W.</param>
    /// <returns>The coefficient, or <see cref="ErrorCode.Missing"/> for each gap, <see cref="ErrorCode.WrongKind"/> for words.</returns>
    public static Result<KendallW> Of(RatingTable ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        var errors = new InputErrors();
        ratings.RefuseWords(errors);
        ratings.RefuseGaps(errors);
        if (errors.Any) return errors.As<KendallW>();

        var (m, n) = (ratings.Raters.Count, ratings.Units.Count);
        var doubledSums = new BigInteger[n]; // twice the rank sums: ties make halves
        BigInteger ties = 0;
        for (var r = 0; r < m; r++)
        {
            var row = Enumerable.Range(0, n).Select(u => ratings.At(r, u)!.Value).ToArray();
            var order = Enumerable.Range(0, n).OrderBy(u => row[u]).ToArray();
            for (var from = 0; from < n;)
            {
                var to = from;
                while (to < n && row[order[to]] == row[order[from]]) to++;
                var tied = new BigInteger(to - from);
                ties += tied * tied * tied - tied;
                for (var at = from; at < to; at++) doubledSums[order[at]] += from + 1 + to; // twice the mean of ranks from + 1 … to
                from = to;
            }
        }
        var doubledMean = new BigInteger(m) * (n + 1);
        var squares = Fraction.Of(doubledSums.Aggregate(BigInteger.Zero, (sum, doubled) => sum + (doubled - doubledMean) * (doubled - doubledMean)), 4);
        return new Result<KendallW>(new KendallW(ratings.UnitNames, [.. doubledSums.Select(doubled => (double)doubled / 2)], m, squares, ties));
    }
}
