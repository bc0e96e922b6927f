namespace WikkenWegen.Mcda;

/// <summary>How strong a win of one candidate over another is.</summary>
public enum LinkStrength
{
    /// <summary>The number of voters on the winning side; Schulze's own choice.</summary>
    WinningVotes,

    /// <summary>The number of voters on the winning side less those on the losing side.</summary>
    Margins,
}

/// <summary>The Schulze method: a is ahead of b where the strongest path of wins from a to b is stronger than the one back.</summary>
/// <remarks>
/// A path is as strong as its weakest win. "Ahead of" has no cycles, but can leave pairs undecided. Source: Schulze, Social Choice and Welfare 36 (2011)
/// 267–303, section 2. Immutable and safe for use by several threads.
/// </remarks>
public sealed class Schulze : IComputed
{
    private Schulze(PairwisePreferences preferences, LinkStrength strength, long[,] paths)
    {
        (Preferences, Strength) = (preferences, strength);
        var n = preferences.Count;
        StrongestPaths = new NamedTable<long>(preferences.CandidateNames, preferences.CandidateNames, (a, b) => paths[a, b]);
        Ranking = [.. Enumerable.Range(0, n)
            .Select(a => new Ranked<int>(preferences.Candidates[a], 1 + Enumerable.Range(0, n).Count(b => paths[b, a] > paths[a, b]), Enumerable.Range(0, n).Count(b => paths[a, b] > paths[b, a])))
            .OrderBy(r => r.Rank)];
        Winners = [.. Ranking.Where(r => r.Rank == 1).Select(r => r.Name)];
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("schulze", "1.0.0");

    /// <summary>The preferences that went in.</summary>
    public PairwisePreferences Preferences { get; }

    /// <summary>How wins were measured.</summary>
    public LinkStrength Strength { get; }

    /// <summary>Cell (a, b): strength of the strongest path of wins from a to b; 0 where there is none, and on the diagonal.</summary>
    public NamedTable<long> StrongestPaths { get; }

    /// <summary>The candidates that none is ahead of, in the order given; never empty, several where pairs stay undecided.</summary>
    public IReadOnlyList<string> Winners { get; }

    /// <summary>The candidates by rank, 1 + the number of candidates ahead; the value is the number of candidates behind.</summary>
    public IReadOnlyList<Ranked<int>> Ranking { get; }

    /// <summary>Finds the strongest paths.</summary>
    /// <param name="preferences">Pairwise preferences.</param>
    /// <param name="strength">How wins are measured.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is no such measure: a bug of the caller.</exception>
    public static Schulze Of(PairwisePreferences preferences, LinkStrength strength = LinkStrength.WinningVotes)
    {
        ArgumentNullException.ThrowIfNull(preferences);
        if (!Enum.IsDefined(strength)) throw new ArgumentOutOfRangeException(nameof(strength), strength, "no such measure");
        var n = preferences.Count;
        var paths = new long[n, n];
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
            {
                var (forth, back) = (preferences.At(a, b), preferences.At(b, a));
                if (forth > back) paths[a, b] = strength == LinkStrength.Margins ? forth - back : forth;
            }
        }
        for (var via = 0; via < n; via++)
        {
            for (var a = 0; a < n; a++)
            {
                if (a == via) continue;
                for (var b = 0; b < n; b++)
                {
                    if (b != via && b != a) paths[a, b] = Math.Max(paths[a, b], Math.Min(paths[a, via], paths[via, b]));
                }
            }
        }
        return new Schulze(preferences, strength, paths);
    }

    /// <summary>Is one candidate ahead of another?</summary>
    /// <param name="a">A candidate.</param>
    /// <param name="b">Another.</param>
    /// <exception cref="KeyNotFoundException">No such candidate: a bug of the caller.</exception>
    public bool Ahead(string a, string b) => StrongestPaths[a, b] > StrongestPaths[b, a];
}
