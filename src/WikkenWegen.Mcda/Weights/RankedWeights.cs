namespace WikkenWegen.Mcda;

/// <summary>What the three surrogate weights of a ranking have in common: weights by place, and the mean of their places for criteria that tie.</summary>
internal static class RankedWeights
{
    /// <summary>Checks the tiers of a ranking: distinct names, no empty tier.</summary>
    public static InputErrors Check(IReadOnlyList<IReadOnlyList<string>> tiers)
    {
        var errors = new InputErrors();
        errors.Columns([.. tiers.SelectMany(tier => tier ?? [])], "criterion");
        for (var t = 0; t < tiers.Count; t++)
        {
            if (tiers[t] is null) errors.Add(ErrorCode.Missing, new Cell(InputErrors.Position(t), null), "the tier is null");
            else if (tiers[t].Count == 0) errors.Add(ErrorCode.Empty, new Cell(InputErrors.Position(t), null), "a tier without criteria");
        }
        return errors;
    }

    /// <summary>Weights by place; <paramref name="ofPlace"/> gives the raw weight of place k (from 1) of n.</summary>
    public static Result<Weights> Of(string name, IReadOnlyList<IReadOnlyList<string>> tiers, Func<int, int, Fraction> ofPlace)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        var errors = Check(tiers);
        if (errors.Any) return errors.As<Weights>();
        var n = tiers.Sum(tier => tier.Count);
        var place = 1;
        var weights = new List<Fraction>(n);
        foreach (var tier in tiers)
        {
            var mean = Fraction.Sum(Enumerable.Range(place, tier.Count).Select(k => ofPlace(k, n))) / tier.Count;
            weights.AddRange(Enumerable.Repeat(mean, tier.Count));
            place += tier.Count;
        }
        return Weights.Normalise(new Algorithm(name, "1.0.0"), tiers.SelectMany(tier => tier), weights);
    }

    public static IReadOnlyList<IReadOnlyList<string>> Strict(IReadOnlyList<string> ranking)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        return [.. ranking.Select(criterion => (IReadOnlyList<string>)[criterion])];
    }
}
