using FsCheck;
using FsCheck.Fluent;

namespace WikkenWegen.Mcda.Tests.Properties;

/// <summary>Slow implementations straight from the definitions, written apart from the library's.</summary>
public class OracleProperties
{
    /// <summary>Krippendorff 2011: the coincidence matrix, written out, with the metrics as printed there.</summary>
    [Fact]
    public void Krippendorff_alpha_agrees_with_the_coincidence_matrix() => Problems.Check(
        from raters in Gen.Choose(1, 5)
        from units in Gen.Choose(1, 8)
        from ratings in Gen.Choose(-1, 4).Select(x => x < 0 ? (double?)null : x).ArrayOf(units).ArrayOf(raters)
        from level in Gen.Elements(Enum.GetValues<MeasurementLevel>())
        select (ratings, level), input =>
    {
        var (ratings, level) = input;
        var o = new double[5, 5];
        for (var u = 0; u < ratings[0].Length; u++)
        {
            var unit = ratings.Select(r => r[u]).OfType<double>().ToArray();
            for (var i = 0; i < unit.Length; i++)
            {
                for (var j = 0; j < unit.Length; j++) o[(int)unit[i], (int)unit[j]] += i != j ? 1.0 / (unit.Length - 1) : 0;
            }
        }
        var marginal = Enumerable.Range(0, 5).Select(c => Enumerable.Range(0, 5).Sum(k => o[c, k])).ToArray();
        var n = marginal.Sum();
        double Delta(int c, int k) => level switch
        {
            MeasurementLevel.Nominal => 1,
            MeasurementLevel.Ordinal => Math.Pow(Enumerable.Range(c, k - c + 1).Sum(g => marginal[g]) - (marginal[c] + marginal[k]) / 2, 2),
            MeasurementLevel.Interval => (c - k) * (c - k),
            _ => Math.Pow((c - k) / (double)(c + k), 2),
        };
        double observed = 0, expected = 0;
        for (var c = 0; c < 5; c++)
        {
            for (var k = c + 1; k < 5; k++)
            {
                observed += o[c, k] * Delta(c, k);
                expected += marginal[c] * marginal[k] * Delta(c, k);
            }
        }
        var alpha = KrippendorffAlpha.Of(RatingTable.Create(ratings).Value, level).Value;
        alpha.PairableRatings.ShouldBe((long)Math.Round(n));
        if (expected == 0) alpha.Alpha.ShouldBeNull();
        else alpha.Alpha!.Value.ShouldBe(1 - (n - 1) * observed / expected, 1e-12);
    }, tests: 400);

    /// <summary>Kendall and Babington Smith 1939: without ties W comes from the mean of Spearman's correlations; with ties W from Pearson's correlations of midranks, weighted alike only for equal ties, so the formula itself is written out.</summary>
    [Fact]
    public void Kendall_W_agrees_with_its_definition() => Problems.Check(
        from raters in Gen.Choose(1, 5)
        from units in Gen.Choose(1, 6)
        from ratings in Gen.Choose(0, 4).Select(x => (double?)x).ArrayOf(units).ArrayOf(raters)
        select ratings, ratings =>
    {
        var (m, n) = ((double)ratings.Length, (double)ratings[0].Length);
        var ranks = ratings.Select(row => row.Select(x => row.Count(y => y < x) + (row.Count(y => y == x) + 1) / 2.0).ToArray()).ToArray();
        var sums = Enumerable.Range(0, (int)n).Select(u => ranks.Sum(r => r[u])).ToArray();
        var s = sums.Sum(r => Math.Pow(r - m * (n + 1) / 2, 2));
        var ties = ratings.Sum(row => row.GroupBy(x => x).Sum(g => Math.Pow(g.Count(), 3) - g.Count()));
        var most = m * m * (n * n * n - n) - m * ties;
        var w = KendallW.Of(RatingTable.Create(ratings).Value).Value;
        w.RankSums.ToList().ShouldBe(sums, 1e-12);
        w.S.ShouldBe(s, 1e-9);
        if (most == 0 || m < 2) w.W.ShouldBeNull();
        else w.W!.Value.ShouldBe(12 * s / most, 1e-12);
        if (ties == 0 && m >= 2 && n >= 2)
        {
            var spearman = from i in Enumerable.Range(0, (int)m)
                           from j in Enumerable.Range(0, i)
                           select 1 - 6 * ranks[i].Zip(ranks[j], (a, b) => (a - b) * (a - b)).Sum() / (n * n * n - n);
            w.MeanSpearman!.Value.ShouldBe(spearman.Average(), 1e-9);
        }
    }, tests: 400);

    /// <summary>Van der Eijk 2001: triples counted one by one.</summary>
    [Fact]
    public void Van_der_Eijk_agreement_agrees_with_counting_triples() => Problems.Check(Gen.Choose(0, 4).Select(x => (double)x).ArrayOf().Where(f => f.Length is >= 3 and <= 8), frequencies =>
    {
        var (k, total, a) = (frequencies.Length, frequencies.Sum(), 0.0);
        var left = frequencies.ToArray();
        while (left.Any(f => f > 0))
        {
            var pattern = left.Select(f => f > 0 ? 1 : 0).ToArray();
            var height = left.Where(f => f > 0).Min();
            int tu = 0, tdu = 0;
            for (var i = 0; i < k; i++)
            {
                for (var j = i + 1; j < k; j++)
                {
                    for (var l = j + 1; l < k; l++)
                    {
                        var triple = (pattern[i], pattern[j], pattern[l]);
                        if (triple is (1, 1, 0) or (0, 1, 1)) tu++;
                        if (triple is (1, 0, 1)) tdu++;
                    }
                }
            }
            var s = pattern.Sum();
            var agreement = s == 1 ? 1 : s == k ? 0 : ((k - 2.0) * tu - (k - 1.0) * tdu) / ((k - 2.0) * (tu + tdu)) * (1 - (s - 1.0) / (k - 1));
            a += height * s / total * agreement;
            for (var i = 0; i < k; i++) left[i] -= pattern[i] * height;
        }
        var result = VanDerEijk.Of(frequencies).Value;
        if (total == 0) result.Agreement.ShouldBeNull();
        else result.Agreement!.Value.ShouldBe(a, 1e-12);
    }, tests: 400);

    [Fact]
    public void Tastle_Wierman_consensus_agrees_with_its_formula() => Problems.Check(Gen.Choose(0, 4).Select(x => (double)x).ArrayOf().Where(f => f.Length is >= 1 and <= 8), frequencies =>
    {
        var result = TastleWierman.Of(frequencies).Value;
        var total = frequencies.Sum();
        if (total == 0 || frequencies.Length == 1)
        {
            result.Consensus.ShouldBeNull();
            return;
        }
        var mean = frequencies.Index().Sum(f => (f.Index + 1) * f.Item) / total;
        var formula = 1 + frequencies.Index().Where(f => f.Item > 0).Sum(f => f.Item / total * Math.Log2(1 - Math.Abs(f.Index + 1 - mean) / (frequencies.Length - 1)));
        result.Consensus!.Value.ShouldBe(formula, 1e-12);
        result.Dissension!.Value.ShouldBe(1 - formula, 1e-12);
    }, tests: 400);

    /// <summary>Hyndman and Fan 1996, eq. 1, in doubles, on numbers where doubles are exact.</summary>
    [Fact]
    public void Quantiles_agree_with_Hyndman_and_Fan() => Problems.Check(
        from data in Gen.Choose(0, 64).Select(x => x / 8.0).ArrayOf().Where(d => d.Length > 0)
        from p in Gen.Elements(0, 0.125, 0.25, 0.5, 0.75, 0.9375, 1)
        select (data, p), input =>
    {
        var (data, p) = input;
        var (n, x) = (data.Length, data.Order().ToArray());
        double At(double j) => x[(int)Math.Clamp(j, 1, n) - 1];
        double Step(double m, Func<double, double, double> gamma)
        {
            var j = Math.Floor(n * p + m);
            var g = gamma(n * p + m - j, j);
            return (1 - g) * At(j) + g * At(j + 1);
        }
        double[] expected =
        [
            Step(0, (g, _) => g == 0 ? 0 : 1), Step(0, (g, _) => g == 0 ? 0.5 : 1), Step(-0.5, (g, j) => g == 0 && j % 2 == 0 ? 0 : 1),
            Step(0, (g, _) => g), Step(0.5, (g, _) => g), Step(p, (g, _) => g), Step(1 - p, (g, _) => g), Step((p + 1) / 3, (g, _) => g), Step(p / 4 + 0.375, (g, _) => g),
        ];
        for (var type = 1; type <= 9; type++) Quantile.Of(data, p, (QuantileMethod)type).Value.ShouldBe(expected[type - 1], 1e-9);
    }, tests: 400);

    private static readonly string[] Candidates = ["A", "B", "C", "D"];

    private static readonly Gen<Ballots> AnyBallots =
        (from tiers in Gen.Choose(0, 3).ArrayOf(4)
         from voters in Gen.Choose(0, 5)
         select new Ballot(voters, [.. Candidates.Index().GroupBy(c => tiers[c.Index]).OrderBy(g => g.Key).Select(g => (IReadOnlyList<string>)[.. g.Select(c => c.Item)])]))
        .ArrayOf().Where(b => b.Any(x => x.Voters > 0)).Select(b => Mcda.Ballots.Create(Candidates, b).Value);

    /// <summary>Schulze 2011: strongest paths by trying every path; Borda as the sum of pairwise preferences, ties counting half; Condorcet by its definition.</summary>
    [Fact]
    public void Schulze_Borda_and_Condorcet_agree_with_their_definitions() => Problems.Check(AnyBallots, ballots =>
    {
        var preferences = PairwisePreferences.Of(ballots);
        long Votes(string a, string b) => preferences.Preferring[a, b];
        foreach (var strength in Enum.GetValues<LinkStrength>())
        {
            long Link(string a, string b) => Votes(a, b) > Votes(b, a) ? strength == LinkStrength.Margins ? Votes(a, b) - Votes(b, a) : Votes(a, b) : 0;
            long Path(string from, string to, string[] visited) => Candidates.Except(visited).Where(next => next != from).Select(next => Math.Min(Link(from, next), next == to ? long.MaxValue : Path(next, to, [.. visited, from]))).DefaultIfEmpty(0).Max();
            var schulze = Schulze.Of(preferences, strength);
            foreach (var (a, b) in Candidates.SelectMany(a => Candidates.Where(b => b != a).Select(b => (a, b)))) schulze.StrongestPaths[a, b].ShouldBe(Path(a, b, []));
            schulze.Winners.ShouldNotBeEmpty();
            schulze.Winners.ShouldBe(Candidates.Where(a => !Candidates.Any(b => schulze.Ahead(b, a))));
            if (Condorcet.Of(preferences).Winner is { } winner) schulze.Winners.ShouldBe([winner]);
        }
        var borda = Borda.Of(ballots);
        foreach (var a in Candidates) borda.Points[a].ShouldBe(Fraction.Sum(Candidates.Where(b => b != a).Select(b => Votes(a, b) + Fraction.Of(ballots.Voters - Votes(a, b) - Votes(b, a), 2))));
        Condorcet.Of(preferences).Winner.ShouldBe(Candidates.SingleOrDefault(a => Candidates.All(b => a == b || Votes(a, b) > Votes(b, a))));
        Condorcet.Of(preferences).Loser.ShouldBe(Candidates.SingleOrDefault(a => Candidates.All(b => a == b || Votes(a, b) < Votes(b, a))));
    }, tests: 200);

    /// <summary>Balinski and Laraki 2007: majority values as whole sequences of lower middlemost grades, compared as words.</summary>
    [Fact]
    public void Majority_judgment_agrees_with_whole_majority_values() => Problems.Check(
        from voters in Gen.Choose(1, 7)
        from grades in Gen.Choose(0, 3).ArrayOf(voters).ArrayOf(4)
        select grades, grades =>
    {
        string Value(int[] given)
        {
            var sorted = given.Order().ToList();
            var sequence = "";
            while (sorted.Count > 0)
            {
                sequence += sorted[sorted.Count / 2];
                sorted.RemoveAt(sorted.Count / 2);
            }
            return sequence;
        }
        var counts = new long[4, 4];
        for (var p = 0; p < 4; p++)
        {
            foreach (var grade in grades[p]) counts[p, grade]++;
        }
        var judgment = MajorityJudgment.Of(["3", "2", "1", "0"], Candidates, counts).Value;
        var values = Candidates.Index().ToDictionary(c => c.Item, c => Value(grades[c.Index]));
        foreach (var ranked in judgment.Ranking) ranked.Rank.ShouldBe(1 + values.Values.Count(other => string.CompareOrdinal(other, values[ranked.Name]) < 0));
        judgment.Ranking.Select(r => r.Rank).ShouldBeInOrder();

        // The same grades as ballots.
        string[] names = ["3", "2", "1", "0"];
        var table = RatingTable.InWords(Case.Numbered("V", grades[0].Length), Candidates, [.. Enumerable.Range(0, grades[0].Length).Select(v => (IReadOnlyList<string?>)[.. grades.Select(g => names[g[v]])])]).Value;
        MajorityJudgment.Of(names, table).Value.Ranking.ShouldBe(judgment.Ranking);
    }, tests: 400);

    /// <summary>TOPSIS with the raw vector-normalised table and the least cost as ideal; PROMETHEE II by its definition.</summary>
    [Fact]
    public void Topsis_and_Promethee_agree_with_their_definitions() => Problems.Check(Problems.Any(), problem =>
    {
        var (m, n) = (problem.Proposals.Length, problem.Criteria.Length);
        var x = problem.Scores.Select(row => row.Select(s => s.Expected + 1).ToArray()).ToArray();
        var scores = ScoreTable.Create(problem.Proposals, problem.Criteria, x.Rectangle()).Value;
        var directions = problem.Criteria.ToDictionary(c => c, c => c.EndsWith('2') ? PreferenceDirection.Cost : PreferenceDirection.Benefit);
        bool Cost(int c) => directions[problem.Criteria[c]] == PreferenceDirection.Cost;
        var w = problem.Points.Select(p => p / problem.Points.Sum()).ToArray();

        var v = x.Select(row => row.Select((number, c) => w[c] * number / Math.Sqrt(x.Sum(r => r[c] * r[c]))).ToArray()).ToArray();
        double Distance(double[] row, bool ideal) => Math.Sqrt(Enumerable.Range(0, n).Sum(c => Math.Pow(row[c] - (Cost(c) == ideal ? v.Min(r => r[c]) : v.Max(r => r[c])), 2)));
        var topsis = NormalisedTable.Of(scores, directions, Normalisation.Vector).Then(t => Topsis.Of(t, problem.Weights)).Value;
        for (var p = 0; p < m; p++)
        {
            var (best, worst) = (Distance(v[p], true), Distance(v[p], false));
            if (best + worst < 1e-12) (topsis.Closeness[p] is null || topsis.DistanceToIdeal[p] + topsis.DistanceToAntiIdeal[p] < 1e-12).ShouldBeTrue();
            else topsis.Closeness[p]!.Value.ShouldBe(worst / (best + worst), 1e-9);
        }
        if (m < 2) return;
        PreferenceFunction[] kinds = [PreferenceFunction.Usual, PreferenceFunction.UShape(1.5).Value, PreferenceFunction.VShape(4).Value, PreferenceFunction.Level(1, 3).Value];
        Func<double, double>[] formulas = [d => d > 0 ? 1 : 0, d => d > 1.5 ? 1 : 0, d => d <= 0 ? 0 : Math.Min(1, d / 4), d => d <= 1 ? 0 : d <= 3 ? 0.5 : 1];
        var promethee = Promethee2.Of(scores, directions, problem.Criteria.Index().ToDictionary(c => c.Item, c => kinds[c.Index % 4]), problem.Weights).Value;
        double Pi(int a, int b) => Enumerable.Range(0, n).Sum(c => w[c] * formulas[c % 4](Cost(c) ? x[b][c] - x[a][c] : x[a][c] - x[b][c]));
        for (var a = 0; a < m; a++) promethee.NetFlow[a].ShouldBe(Enumerable.Range(0, m).Where(b => b != a).Sum(b => Pi(a, b) - Pi(b, a)) / (m - 1), 1e-12);
        promethee.NetFlow.Sum(f => f.Value).ShouldBe(0, 1e-12);
    });

    /// <summary>The range of totals over weights that are known in part: every corner of the set of weights tried, found by brute force over vertices.</summary>
    [Fact]
    public void Ranges_over_weights_agree_with_trying_many_weights() => Problems.Check(
        from problem in Problems.Any(4, 4)
        from lows in Gen.Choose(0, 25).Select(x => x / 100.0).ArrayOf(problem.Points.Length)
        from widths in Gen.Choose(0, 80).Select(x => x / 100.0).ArrayOf(problem.Points.Length)
        from order in Gen.Shuffle(Enumerable.Range(0, problem.Points.Length))
        from seed in Gen.Choose(0, 1000)
        select (problem, lows, widths, order: order.ToArray(), seed), input =>
    {
        var (problem, lows, widths, order, seed) = input;
        var criteria = problem.Criteria;
        string[] ranking = [.. order.Select(c => criteria[c])];
        var intervals = WeightInformation.Intervals(criteria.Select((c, i) => (c, lows[i], Math.Min(1, lows[i] + widths[i]))));
        List<WeightInformation> sets = [WeightInformation.Unknown(criteria).Value, WeightInformation.Ordinal(ranking).Value];
        if (ranking.Length > 2) sets.Add(WeightInformation.Ordinal([ranking[..1], ranking[1..]]).Value);
        if (intervals.IsOk) sets.Add(intervals.Value);
        foreach (var information in sets)
        {
            var over = ValueOverWeights.Of(problem.Values, information).Value;
            var canonical = criteria.Order(StringComparer.Ordinal).ToArray();
            var rows = new double[criteria.Length * 64];
            if (!WeightSampler.Of(information, canonical, (ulong)seed).Fill(new DrawBlock(0, 64), rows)) continue;
            for (var at = 0; at < 64; at++)
            {
                double Total(string p) => canonical.Index().Sum(c => rows[c.Index * 64 + at] * problem.Values[p, c.Item].Expected.ToDouble());
                foreach (var p in problem.Proposals)
                {
                    Total(p).ShouldBeInRange(over.Ranges[p].Low.ToDouble() - 1e-9, over.Ranges[p].High.ToDouble() + 1e-9);
                    foreach (var q in problem.Proposals) (Total(p) - Total(q)).ShouldBeInRange(over.Lead(p, q).Low.ToDouble() - 1e-9, over.Lead(p, q).High.ToDouble() + 1e-9);
                }
            }
        }
        // Both ends are reached: for an ordering in the equal weights of the first 1, 2, … criteria.
        var ordinal = ValueOverWeights.Of(problem.Values, sets[1]).Value;
        foreach (var p in problem.Proposals)
        {
            var corners = Enumerable.Range(1, ranking.Length).Select(k => Fraction.Sum(ranking.Take(k).Select(c => problem.Values[p, c].Expected)) / k).ToList();
            ordinal.Ranges[p].ShouldBe(new Band(corners.Min(), corners.Max()));
            ValueOverWeights.Of(problem.Values, sets[0]).Value.Ranges[p].ShouldBe(new Band(criteria.Min(c => problem.Values[p, c].Expected), criteria.Max(c => problem.Values[p, c].Expected)));
        }
        if (!intervals.IsOk) return;
        // For intervals in the corners where all weights but one are at an end.
        var exact = ((IntervalWeights)intervals.Value).Lows.Zip(((IntervalWeights)intervals.Value).Highs).ToArray();
        var vertices = from free in Enumerable.Range(0, exact.Length)
                       from bits in Enumerable.Range(0, 1 << exact.Length)
                       let ends = exact.Select((e, c) => (bits >> c & 1) == 1 ? e.Second : e.First).ToArray()
                       let rest = 1 - Fraction.Sum(ends.Where((_, c) => c != free))
                       where rest >= exact[free].First && rest <= exact[free].Second
                       select ends.Select((e, c) => c == free ? rest : e).ToArray();
        foreach (var p in problem.Proposals)
        {
            var totals = vertices.Select(w => Fraction.Sum(w.Select((weight, c) => weight * problem.Values[p, criteria[c]].Expected))).ToList();
            ValueOverWeights.Of(problem.Values, intervals.Value).Value.Ranges[p].ShouldBe(new Band(totals.Min(), totals.Max()));
        }
    }, tests: 50);

    /// <summary>Saaty 1977: A w = λ w with λ ≥ n; consistent judgements give back their weights; the order of the criteria changes no bit.</summary>
    [Fact]
    public void The_principal_eigenvector_is_one() => Problems.Check(
        from n in Gen.Choose(1, 9)
        from judgements in Gen.Elements(1 / 9.0, 1 / 7.0, 1 / 5.0, 1 / 3.0, 1 / 2.0, 1, 2, 3, 4, 5, 6, 8, 9).ArrayOf(n * (n - 1) / 2)
        from order in Gen.Shuffle(Enumerable.Range(0, n))
        from points in Gen.Choose(1, 9).Select(x => (double)x).ArrayOf(n)
        select (judgements, order: order.ToArray(), points), input =>
    {
        var (judgements, order, points) = input;
        var n = order.Length;
        var names = Case.Numbered("C", n);
        var a = new double[n, n];
        for (int i = 0, next = 0; i < n; i++)
        {
            a[i, i] = 1;
            for (var j = i + 1; j < n; j++) (a[i, j], a[j, i]) = (judgements[next], 1 / judgements[next++]);
        }
        var ahp = PairwiseComparison.Of(names, a, RandomIndex.Saaty1980).Value;
        var w = ahp.Weights.Values.ToDoubles().ToArray();
        for (var i = 0; i < n; i++) Enumerable.Range(0, n).Sum(j => a[i, j] * w[j]).ShouldBe(ahp.PrincipalEigenvalue * w[i], 1e-11 * ahp.PrincipalEigenvalue);
        ahp.PrincipalEigenvalue.ShouldBeGreaterThanOrEqualTo(n * (1 - 1e-12));
        ahp.Weights.IsNormalised.ShouldBeTrue();
        if (n > 1) ahp.ConsistencyIndex!.Value.ShouldBe(Math.Max(0, (ahp.PrincipalEigenvalue - n) / (n - 1)));

        var permuted = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) permuted[i, j] = a[order[i], order[j]];
        }
        var other = PairwiseComparison.Of([.. order.Select(i => names[i])], permuted, RandomIndex.Saaty1980).Value;
        foreach (var name in names) other.Weights[name].ShouldBe(ahp.Weights[name]);

        var consistent = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) consistent[i, j] = points[i] / points[j];
        }
        var found = PairwiseComparison.Of(names, consistent, RandomIndex.Saaty1980).Value;
        found.Weights.Values.ToDoubles().ShouldBe(points.Select(p => p / points.Sum()), 1e-12);
        (found.ConsistencyIndex ?? 0).ShouldBe(0, 1e-12);
    }, tests: 200);
}
