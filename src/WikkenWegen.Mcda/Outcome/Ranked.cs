namespace WikkenWegen.Mcda;

/// <summary>A place in a ranking.</summary>
/// <param name="Name">What is ranked.</param>
/// <param name="Rank">1 + the number of others that are strictly better: those that tie share the better rank, and the next rank is skipped.</param>
/// <param name="Value">The number it is ranked by.</param>
/// <typeparam name="T">Kind of number.</typeparam>
public sealed record Ranked<T>(string Name, int Rank, T Value);

internal static class Ranking
{
    // Doubles that come out of a few sums differ by their rounding where the true numbers are equal.
    private const double RoundingTolerance = 1e-12;

    /// <summary>The best first; those that tie stay in the order of the inputs.</summary>
    public static IReadOnlyList<Ranked<Fraction>> Of(NamedValues<Fraction> values)
    {
        var sorted = values.OrderByDescending(v => v.Value).ToList(); // OrderBy is stable
        var ranking = new List<Ranked<Fraction>>(sorted.Count);
        for (var i = 0; i < sorted.Count; i++)
        {
            var rank = i > 0 && sorted[i].Value == sorted[i - 1].Value ? ranking[i - 1].Rank : i + 1;
            ranking.Add(new Ranked<Fraction>(sorted[i].Key, rank, sorted[i].Value));
        }
        return ranking;
    }

    /// <summary>As the other overload; values within 1e-12 of the given scale count as equal. An undefined value has no rank and is left out.</summary>
    public static IReadOnlyList<Ranked<double>> Of(IEnumerable<KeyValuePair<string, double?>> values, double scale = 1)
    {
        var defined = values.Where(v => v.Value is not null).Select(v => (v.Key, Value: v.Value!.Value)).ToList();
        var tolerance = RoundingTolerance * scale;
        return [.. defined.Select(v => new Ranked<double>(v.Key, 1 + defined.Count(other => other.Value - v.Value > tolerance), v.Value)).OrderBy(r => r.Rank)];
    }
}
