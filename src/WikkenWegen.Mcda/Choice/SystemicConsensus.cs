namespace WikkenWegen.Mcda;

/// <summary>What a resistance that was not given counts for.</summary>
public enum MissingResistance
{
    /// <summary>A gap is an error.</summary>
    Refuse,

    /// <summary>A gap counts as half of the maximum (5 on 0..10): undecided.</summary>
    CountAsHalf,

    /// <summary>A gap is left out; proposals are then compared by their mean resistance.</summary>
    LeaveOut,
}

/// <summary>Systemic consensing: everyone says how strongly they resist each proposal; the proposal with the least resistance of the group comes closest to consensus.</summary>
/// <remarks>Source: Visotschnig and Schrotta, Das SK-Prinzip (2005). Say how many gave a resistance beside it. Immutable and safe for use by several threads.</remarks>
public sealed class SystemicConsensus : IComputed
{
    private SystemicConsensus(Names proposals, Fraction[] sums, int[] voters, Fraction maximum, MissingResistance missing)
    {
        Missing = missing;
        GroupResistance = new NamedValues<Fraction>(proposals, sums);
        Voters = new NamedValues<int>(proposals, voters);
        MeanResistance = new NamedValues<Fraction?>(proposals, [.. sums.Zip(voters, (sum, count) => count == 0 ? (Fraction?)null : sum / count)]);
        Acceptance = new NamedValues<Fraction?>(proposals, [.. MeanResistance.ToList().Select(mean => 1 - mean / maximum)]);
        // By the mean: the same order as by the sum where nothing is left out.
        var given = MeanResistance.Where(mean => mean.Value is not null).Select(mean => (Name: mean.Key, Mean: mean.Value!.Value)).ToList();
        var ranking = new List<Ranked<Fraction>>(given.Count);
        foreach (var (name, mean) in given.OrderBy(g => g.Mean)) // stable
        {
            ranking.Add(new Ranked<Fraction>(name, ranking.Count > 0 && ranking[^1].Value == mean ? ranking[^1].Rank : ranking.Count + 1, mean));
        }
        Ranking = ranking;
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("systemic-consensus", "1.0.0");

    /// <summary>The rule for gaps.</summary>
    public MissingResistance Missing { get; }

    /// <summary>Sum of the resistances to each proposal, from 0 to maximum × voters.</summary>
    public NamedValues<Fraction> GroupResistance { get; }

    /// <summary>Number of resistances that were counted for each proposal.</summary>
    public NamedValues<int> Voters { get; }

    /// <summary>Mean resistance to each proposal, from 0 to the maximum; null where nobody gave one.</summary>
    public NamedValues<Fraction?> MeanResistance { get; }

    /// <summary>1 − group resistance / (maximum × voters), in 0..1: 1 where nobody resists; null where nobody gave a resistance.</summary>
    public NamedValues<Fraction?> Acceptance { get; }

    /// <summary>The proposals by mean resistance, the least first; equal ones share a rank. Proposals without any resistance given are left out.</summary>
    public IReadOnlyList<Ranked<Fraction>> Ranking { get; }

    /// <summary>Adds up.</summary>
    /// <param name="resistances">Voters × proposals, each from 0 (none) to <paramref name="maximum"/>.</param>
    /// <param name="missing">Rule for gaps.</param>
    /// <param name="maximum">The greatest resistance; 10 by custom. Above 0.</param>
    /// <returns>The group's resistance, or <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.OutOfRange"/>, <see cref="ErrorCode.WrongKind"/> (words), <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/> (maximum).</returns>
    public static Result<SystemicConsensus> Of(RatingTable resistances, MissingResistance missing = MissingResistance.Refuse, double maximum = 10)
    {
        ArgumentNullException.ThrowIfNull(resistances);
        var errors = new InputErrors();
        resistances.RefuseWords(errors);
        if (missing == MissingResistance.Refuse) resistances.RefuseGaps(errors);
        if (!Enum.IsDefined(missing)) errors.Add(ErrorCode.OutOfRange, null, $"no rule {missing}");
        if (errors.Finite(maximum, null, "the maximum") && maximum <= 0) errors.Add(ErrorCode.OutOfRange, null, "the maximum must be above 0");
        if (errors.Any) return errors.As<SystemicConsensus>();

        var n = resistances.Units.Count;
        var top = Fraction.FromDouble(maximum);
        var (sums, voters) = (new Fraction[n], new int[n]);
        for (var r = 0; r < resistances.Raters.Count; r++)
        {
            for (var p = 0; p < n; p++)
            {
                if (resistances.At(r, p) is { } given)
                {
                    if (given < 0 || given > maximum) errors.Add(ErrorCode.OutOfRange, resistances.CellAt(r, p), $"a resistance outside 0..{top}");
                    sums[p] += Fraction.FromDouble(given);
                    voters[p]++;
                }
                else if (missing == MissingResistance.CountAsHalf)
                {
                    sums[p] += top / 2;
                    voters[p]++;
                }
            }
        }
        return errors.Any ? errors.As<SystemicConsensus>() : new Result<SystemicConsensus>(new SystemicConsensus(resistances.UnitNames, sums, voters, top, missing));
    }
}
