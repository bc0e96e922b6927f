namespace WikkenWegen.Mcda;

/// <summary>The candidate that beats every other in pairs, and the one that every other beats.</summary>
/// <remarks>Source: Condorcet, Essai sur l'application de l'analyse à la probabilité des décisions rendues à la pluralité des voix (1785). Immutable and safe for use by several threads.</remarks>
public sealed class Condorcet : IComputed
{
    private Condorcet(PairwisePreferences preferences, string? winner, string? loser) => (Preferences, Winner, Loser) = (preferences, winner, loser);

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("condorcet", "1.0.0");

    /// <summary>The preferences that went in.</summary>
    public PairwisePreferences Preferences { get; }

    /// <summary>The candidate that beats every other: against each of them, more voters prefer it than prefer the other. Null where there is none (a cycle or a tie). A single candidate is its own winner.</summary>
    public string? Winner { get; }

    /// <summary>The candidate that loses to every other: against each of them, more voters prefer the other. Null where there is none, and for a single candidate.</summary>
    public string? Loser { get; }

    /// <summary>Looks for both.</summary>
    /// <param name="preferences">Pairwise preferences.</param>
    public static Condorcet Of(PairwisePreferences preferences)
    {
        ArgumentNullException.ThrowIfNull(preferences);
        var all = Enumerable.Range(0, preferences.Count).ToList();
        bool Beats(int a, int b) => preferences.At(a, b) > preferences.At(b, a);
        string? Name(Func<int, int, bool> overOther) => all.Where(a => all.All(b => a == b || overOther(a, b))).Select(a => preferences.Candidates[a]).FirstOrDefault();
        return new Condorcet(preferences, Name(Beats), all.Count == 1 ? null : Name((a, b) => Beats(b, a)));
    }
}
