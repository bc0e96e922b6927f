using FsCheck.Fluent;

namespace WikkenWegen.Mcda.Tests.Properties;

public class AdditiveProperties
{
    [Fact]
    public void Contributions_add_up_to_totals_exactly() => Problems.Check(Problems.Any(), problem =>
    {
        var outcome = problem.Outcome;
        foreach (var proposal in problem.Proposals) Fraction.Sum(outcome.Contributions.Row(proposal).Select(c => c.Value)).ShouldBe(outcome.Totals[proposal]);
    });

    [Fact]
    public void Differences_by_criterion_add_up_to_the_difference_of_totals_exactly() => Problems.Check(Problems.Any(), problem =>
    {
        var outcome = problem.Outcome;
        foreach (var a in problem.Proposals)
        {
            foreach (var b in problem.Proposals)
            {
                var difference = outcome.Difference(a, b);
                difference.Total.ShouldBe(outcome.Totals[a] - outcome.Totals[b]);
                Fraction.Sum(difference.Terms.Select(t => t.Amount)).ShouldBe(difference.Total);
                difference.Terms.Zip(difference.Terms.Skip(1)).ShouldAllBe(pair => pair.First.Amount >= pair.Second.Amount);
                difference.InFavour.Concat(difference.Against).Count().ShouldBe(difference.Terms.Count(t => !t.Amount.IsZero));
            }
        }
    });

    [Fact]
    public void Totals_lie_within_their_bands() => Problems.Check(Problems.Any(), problem =>
    {
        var outcome = problem.Outcome;
        foreach (var proposal in problem.Proposals)
        {
            outcome.Bands[proposal].Low.ShouldBeLessThanOrEqualTo(outcome.Totals[proposal]);
            outcome.Bands[proposal].High.ShouldBeGreaterThanOrEqualTo(outcome.Totals[proposal]);
        }
        outcome.Totals.ShouldAllBe(t => t.Value >= 0 && t.Value <= 1);
    });

    [Fact]
    public void Totals_agree_with_a_plain_loop_over_doubles() => Problems.Check(Problems.Any(), problem =>
    {
        var outcome = problem.Outcome;
        for (var p = 0; p < problem.Scores.Length; p++)
        {
            double total = 0;
            for (var c = 0; c < problem.Points.Length; c++)
            {
                var value = problem.Criteria[c].EndsWith('2') ? (10 - problem.Scores[p][c].Expected) / 10 : problem.Scores[p][c].Expected / 10;
                total += problem.Points[c] / problem.Points.Sum() * value;
            }
            outcome.Totals[p].ToDouble().ShouldBe(total, 1e-12);
        }
    });

    [Fact]
    public void Permuting_the_inputs_permutes_the_outputs() => Problems.Check(
        from problem in Problems.Any()
        from rows in Gen.Shuffle(Enumerable.Range(0, problem.Scores.Length))
        from columns in Gen.Shuffle(Enumerable.Range(0, problem.Points.Length))
        select (problem, rows: rows.ToArray(), columns: columns.ToArray()), input =>
    {
        var (problem, rows, columns) = input;
        string[] proposals = [.. rows.Select(r => problem.Proposals[r])], criteria = [.. columns.Select(c => problem.Criteria[c])];
        var values = Problem.Table(proposals, criteria, [.. rows.Select(r => columns.Select(c => problem.Scores[r][c]).ToArray())]);
        var permuted = AdditiveValue.Of(values, problem.Weights).Value;
        foreach (var proposal in proposals) permuted.Totals[proposal].ShouldBe(problem.Outcome.Totals[proposal]);
        permuted.Ranking.Select(r => (r.Name, r.Rank)).ShouldBe(problem.Outcome.Ranking.Select(r => (r.Name, r.Rank)), ignoreOrder: true);

        var (stability, of) = (WeightStability.Of(permuted).Value, WeightStability.Of(problem.Outcome).Value);
        if (permuted.Margin != 0)
        {
            stability.Winner.ShouldBe(of.Winner);
            foreach (var criterion in criteria) stability.Intervals[criterion].ShouldBe(of.Intervals[criterion]);
            (stability.SmallestFlip?.Change.Abs()).ShouldBe(of.SmallestFlip?.Change.Abs());
        }
        foreach (var (a, b) in proposals.SelectMany(a => proposals.Select(b => (a, b)))) Dominance.Of(values).Expected[a, b].ShouldBe(Dominance.Of(problem.Values).Expected[a, b]);
    });

    [Fact]
    public void A_dominated_proposal_added_never_changes_the_order_of_the_others() => Problems.Check(
        from problem in Problems.Any()
        from dominator in Gen.Choose(0, problem.Scores.Length - 1)
        from drops in Gen.Choose(0, 20).ArrayOf(problem.Points.Length)
        select (problem, dominator, drops), input =>
    {
        var (problem, dominator, drops) = input;
        // Worse by some half points, without leaving the scale; "worse" is more on the cost criterion.
        var dominated = problem.Scores[dominator].Select((s, c) =>
        {
            var expected = problem.Criteria[c].EndsWith('2') ? Math.Min(10, s.Expected + drops[c] / 2.0) : Math.Max(0, s.Expected - drops[c] / 2.0);
            return (expected, expected, expected);
        }).ToArray();
        var more = AdditiveValue.Of(Problem.Table([.. problem.Proposals, "extra"], problem.Criteria, [.. problem.Scores, dominated]), problem.Weights).Value;
        more.Ranking.Where(r => r.Name != "extra").Select(r => (r.Name, r.Value)).ShouldBe(problem.Outcome.Ranking.Select(r => (r.Name, r.Value)));
        more.Totals["extra"].ShouldBeLessThanOrEqualTo(more.Totals[dominator]);
    });

    [Fact]
    public void Dominance_agrees_with_its_definition_and_with_totals() => Problems.Check(Problems.Any(), problem =>
    {
        var (values, dominance) = (problem.Values, Dominance.Of(problem.Values));
        foreach (var (a, b) in problem.Proposals.SelectMany(a => problem.Proposals.Select(b => (a, b))))
        {
            var pairs = problem.Criteria.Select(c => (A: values[a, c], B: values[b, c])).ToList();
            var atLeast = pairs.All(p => p.A.Expected >= p.B.Expected);
            dominance.Expected[a, b].ShouldBe(
                pairs.All(p => p.A.Expected > p.B.Expected) ? DominanceKind.Strict
                : atLeast && pairs.Any(p => p.A.Expected > p.B.Expected) ? DominanceKind.Weak
                : DominanceKind.None);
            dominance.Robust[a, b].ShouldBe(a != b && pairs.All(p => p.A.Low >= p.B.High) && pairs.Any(p => p.A.Low > p.B.High));
            if (dominance.Robust[a, b]) problem.Outcome.Bands[a].Low.ShouldBeGreaterThanOrEqualTo(problem.Outcome.Bands[b].High);
            if (atLeast) problem.Outcome.Totals[a].ShouldBeGreaterThanOrEqualTo(problem.Outcome.Totals[b]);
        }
        dominance.NonDominated.ShouldNotBeEmpty();
    });

    [Fact]
    public void Score_switching_values_make_two_proposals_level() => Problems.Check(Problems.Any(), problem =>
    {
        var (outcome, switching) = (problem.Outcome, ScoreSwitching.Of(problem.Outcome));
        foreach (var (a, b, c) in problem.Proposals.SelectMany(a => problem.Proposals.SelectMany(b => problem.Criteria.Select(c => (a, b, c)))))
        {
            if (problem.Weights[c].IsZero)
            {
                switching.At(a, c, b).ShouldBeNull();
                continue;
            }
            var found = switching.At(a, c, b)!;
            (outcome.Totals[a] + problem.Weights[c] * found.Change).ShouldBe(outcome.Totals[b]);
            found.Feasible.ShouldBe(found.Value >= 0 && found.Value <= 1);
            if (found.Feasible == true) (c.EndsWith('2') ? (10 - found.Score!.Value) / 10 : found.Score!.Value / 10).ShouldBe(found.Value);
        }
    });
}
