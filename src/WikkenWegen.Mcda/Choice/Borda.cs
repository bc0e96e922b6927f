namespace WikkenWegen.Mcda;

/// <summary>The Borda count: of n candidates, a voter's i-th gets n − i points; candidates that a voter ranks equally share the mean of their places.</summary>
/// <remarks>Source: Borda, Mémoire sur les élections au scrutin (1781); ties: Black, The Theory of Committees and Elections (1958), ch. 9. Immutable and safe for use by several threads.</remarks>
public sealed class Borda : IComputed
{
    private Borda(NamedValues<Fraction> points) => (Points, Ranking) = (points, Mcda.Ranking.Of(points));

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("borda", "1.0.0");

    /// <summary>Points of each candidate, from 0 to (n − 1) × voters; halves and other parts occur with ties.</summary>
    public NamedValues<Fraction> Points { get; }

    /// <summary>The candidates by points, the most first; equal points share a rank.</summary>
    public IReadOnlyList<Ranked<Fraction>> Ranking { get; }

    /// <summary>Counts.</summary>
    /// <param name="ballots">Rankings.</param>
    public static Borda Of(Ballots ballots)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        var n = ballots.Candidates.Count;
        var points = new Fraction[n];
        foreach (var (voters, tiers) in ballots.List)
        {
            var below = n;
            foreach (var tier in tiers)
            {
                below -= tier.Length; // candidates ranked under this tier
                foreach (var candidate in tier) points[candidate] += voters * (below + Fraction.Of(tier.Length - 1, 2));
            }
        }
        return new Borda(new NamedValues<Fraction>(ballots.CandidateNames, points));
    }
}
