namespace WikkenWegen.Mcda.Tests.Smaa;

/// <summary>SMAA-2 from its definition, one draw after the other, in plain loops. Shares only the numbers in [0, 1) with the library.</summary>
internal sealed class SlowSmaa
{
    public SlowSmaa(ValueTable table, Func<double, int, double> value, Func<int, double[]> weightsOf, ulong seed, int draws)
    {
        var (m, n) = (table.Proposals.Count, table.Criteria.Count);
        (Acceptability, Winning, Central, Confidence) = (new double[m, m], new double[m, m], new double?[m, n], new double?[m]);
        var values = new double[draws][][];
        var weights = new double[draws][];
        var ranks = new int[draws][];
        for (var k = 0; k < draws; k++)
        {
            weights[k] = weightsOf(k);
            values[k] = [.. Enumerable.Range(0, m).Select(i => Enumerable.Range(0, n).Select(j => value(Draw(table, i, j, seed, k), j)).ToArray())];
            var totals = values[k].Select(row => row.Zip(weights[k], (v, w) => v * w).Sum()).ToArray();
            ranks[k] = [.. totals.Select(total => totals.Count(other => other > total + 1e-11))];
            for (var i = 0; i < m; i++)
            {
                Acceptability[i, ranks[k][i]] += 1.0 / draws;
                for (var other = 0; other < m; other++) Winning[i, other] += totals[i] > totals[other] + 1e-11 ? 1.0 / draws : 0;
            }
        }
        RankingEntropy = ranks.GroupBy(r => string.Join(",", r)).Select(g => (double)g.Count() / draws).Sum(p => -p * Math.Log2(p));
        for (var i = 0; i < m; i++)
        {
            var hits = Enumerable.Range(0, draws).Where(k => ranks[k][i] == 0).ToList();
            if (hits.Count == 0) continue;
            var central = Enumerable.Range(0, n).Select(j => hits.Average(k => weights[k][j])).ToArray();
            for (var j = 0; j < n; j++) Central[i, j] = central[j];
            Confidence[i] = Enumerable.Range(0, draws).Count(k =>
            {
                var totals = values[k].Select(row => row.Zip(central, (v, w) => v * w).Sum()).ToArray();
                return totals.All(total => total <= totals[i] + 1e-11);
            }) / (double)draws;
        }
    }

    public double[,] Acceptability { get; }

    public double[,] Winning { get; }

    public double?[,] Central { get; }

    public double?[] Confidence { get; }

    public double RankingEntropy { get; }

    /// <summary>Uniform on the simplex by sorted cuts; criteria in ordinal order of their names, the last has no cut of its own.</summary>
    public static double[] Simplex(string[] criteria, ulong seed, int k)
    {
        var sorted = criteria.Order(StringComparer.Ordinal).ToArray();
        double[] cuts = [0, .. sorted.SkipLast(1).Select(c => DrawSequence.Of(seed, "weight", c, "").Unit(k)).Order(), 1];
        return [.. criteria.Select(c => cuts[Array.IndexOf(sorted, c) + 1] - cuts[Array.IndexOf(sorted, c)])];
    }

    private static double Draw(ValueTable table, int i, int j, ulong seed, int k)
    {
        var score = table.Scores[table.Proposals[i], table.Criteria[j]];
        if (score.IsExact) return score.Expected;
        var (a, m, b, u) = (score.Low, score.Expected, score.High, DrawSequence.Of(seed, "score", table.Criteria[j], table.Proposals[i]).Unit(k));
        return u < (m - a) / (b - a) ? a + Math.Sqrt(u * (b - a) * (m - a)) : b - Math.Sqrt((1 - u) * (b - a) * (b - m));
    }
}
