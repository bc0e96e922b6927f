namespace WikkenWegen.Mcda;

/// <summary>PROMETHEE II: every pair is compared on every criterion by a preference function; the net flow of a proposal is how much it is preferred to the others, minus how much the others are preferred to it. A comparator: flows depend on the proposals present.</summary>
/// <remarks>
/// π(a, b) = Σ w_j P_j(a, b), φ⁺(a) = Σ π(a, b)/(m − 1), φ⁻(a) = Σ π(b, a)/(m − 1), φ = φ⁺ − φ⁻. Source: Brans, Vincke and Mareschal, European Journal of Operational Research 24 (1986)
/// 228–238. Immutable and safe for use by several threads.
/// </remarks>
public sealed class Promethee2 : IComputed
{
    private Promethee2(Names proposals, double[] preferences)
    {
        var m = proposals.Count;
        Preferences = new NamedTable<double>(proposals, proposals, preferences);
        PositiveFlow = new NamedValues<double>(proposals, [.. Enumerable.Range(0, m).Select(a => FixedOrder.Sum(Enumerable.Range(0, m).Select(b => preferences[a * m + b])) / (m - 1))]);
        NegativeFlow = new NamedValues<double>(proposals, [.. Enumerable.Range(0, m).Select(a => FixedOrder.Sum(Enumerable.Range(0, m).Select(b => preferences[b * m + a])) / (m - 1))]);
        NetFlow = new NamedValues<double>(proposals, i => PositiveFlow[i] - NegativeFlow[i]);
        Ranking = Mcda.Ranking.Of(NetFlow.Select(flow => KeyValuePair.Create(flow.Key, (double?)flow.Value)));
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("promethee-2", "1.0.1");

    /// <summary>π: how much a (row) is preferred to b (column), in 0..1; 0 on the diagonal.</summary>
    public NamedTable<double> Preferences { get; }

    /// <summary>φ⁺ of each proposal, in 0..1: how much it is preferred to the others on average.</summary>
    public NamedValues<double> PositiveFlow { get; }

    /// <summary>φ⁻ of each proposal, in 0..1: how much the others are preferred to it on average.</summary>
    public NamedValues<double> NegativeFlow { get; }

    /// <summary>φ of each proposal, in −1..1; the flows of all proposals sum to 0.</summary>
    public NamedValues<double> NetFlow { get; }

    /// <summary>The proposals by net flow, the greatest first; flows within 1e-12 count as equal.</summary>
    public IReadOnlyList<Ranked<double>> Ranking { get; }

    /// <summary>Compares all pairs by their expected scores.</summary>
    /// <param name="scores">Two proposals or more; numbers, no words.</param>
    /// <param name="directions">Benefit or cost for each criterion.</param>
    /// <param name="functions">The preference function of each criterion, thresholds in the unit of its scores.</param>
    /// <param name="weights">A weight for each criterion; divided by their sum.</param>
    /// <returns>The flows, or <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.UnknownName"/>, <see cref="ErrorCode.WrongKind"/> (words; a direction that is neither benefit nor cost), <see cref="ErrorCode.Empty"/> (a single proposal has nothing to be preferred to).</returns>
    public static Result<Promethee2> Of(ScoreTable scores, IReadOnlyDictionary<string, PreferenceDirection> directions, IReadOnlyDictionary<string, PreferenceFunction> functions, Weights weights)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(directions);
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(weights);
        var errors = new InputErrors();
        var isCost = Directions.Costs(scores, directions, errors);
        foreach (var name in scores.Criteria.Where(name => functions.GetValueOrDefault(name) is null)) errors.Add(ErrorCode.Missing, new Cell(null, name), "no preference function for this criterion");
        foreach (var name in functions.Keys.Where(name => !scores.CriterionNames.Index.ContainsKey(name))) errors.Add(ErrorCode.UnknownName, new Cell(null, name), "a preference function for a criterion that has no scores");
        var inOrder = weights.InOrderOf(scores.CriterionNames, errors);
        var m = scores.Proposals.Count;
        if (m < 2) errors.Add(ErrorCode.Empty, null, "two proposals are needed");
        if (errors.Any) return errors.As<Promethee2>();

        double[] weight = [.. inOrder.Select(w => (w / weights.Sum).ToDouble())];
        PreferenceFunction[] function = [.. scores.Criteria.Select(name => functions[name])];
        var preferences = new double[m * m];
        for (var a = 0; a < m; a++)
        {
            for (var b = 0; b < m; b++)
            {
                if (a == b) continue;
                preferences[a * m + b] = FixedOrder.Sum(weight.Select((w, c) =>
                {
                    var (x, y) = (scores.At(a, c).Expected, scores.At(b, c).Expected);
                    return w * (isCost[c] ? function[c].Of(y, x) : function[c].Of(x, y));
                }));
            }
        }
        return new Result<Promethee2>(new Promethee2(scores.ProposalNames, preferences));
    }
}
