using FsCheck.Fluent;

namespace WikkenWegen.Mcda.Tests.Properties;

public class StabilityProperties
{
    [Fact]
    public void At_the_ends_of_an_interval_the_winner_changes() => Problems.Check(Problems.Any(), problem =>
    {
        var stability = WeightStability.Of(problem.Outcome).Value;
        foreach (var criterion in problem.Criteria)
        {
            if (stability.Intervals[criterion] is not { } interval)
            {
                problem.Weights[criterion].ShouldBe(Fraction.One);
                continue;
            }
            var step = Fraction.Of(1, 1_000_000_000);
            bool WinnerIsFirst(Fraction weight) => Totals(problem, criterion, weight) is var totals && totals[stability.Winner] == totals.Values.Max();
            interval.Weight.ShouldBe(problem.Weights[criterion]);
            interval.Low.ShouldBeLessThanOrEqualTo(interval.Weight);
            interval.High.ShouldBeGreaterThanOrEqualTo(interval.Weight);
            WinnerIsFirst(interval.Low).ShouldBeTrue();
            WinnerIsFirst(interval.High).ShouldBeTrue();
            if (interval.Low > 0) WinnerIsFirst(Fraction.Max(0, interval.Low - step)).ShouldBeFalse();
            if (interval.High < 1) WinnerIsFirst(Fraction.Min(1, interval.High + step)).ShouldBeFalse();
        }
    });

    [Fact]
    public void A_flip_brings_the_named_proposal_to_the_front() => Problems.Check(Problems.Any(), problem =>
    {
        var stability = WeightStability.Of(problem.Outcome).Value;
        foreach (var flip in stability.Flips)
        {
            var step = Fraction.Of(flip.Up ? 1 : -1, 1_000_000_000);
            var beyond = Totals(problem, flip.Criterion, flip.At + step);
            beyond.Where(t => t.Value == beyond.Values.Max()).Select(t => t.Key).ShouldBe(flip.NewFirst, ignoreOrder: true);
            flip.NewFirst.ShouldNotContain(stability.Winner);
            flip.Change.ShouldBe(flip.At - flip.Weight);
        }
        foreach (var criterion in problem.Criteria) stability.SmallestFlipOf(criterion).ShouldBe(stability.Flips.Where(f => f.Criterion == criterion).MinBy(f => f.Change.Abs()));
        stability.SmallestFlip.ShouldBe(stability.Flips.Count == 0 ? null : stability.Flips[0]);
        stability.Flips.Zip(stability.Flips.Skip(1)).ShouldAllBe(pair => pair.First.Change.Abs() <= pair.Second.Change.Abs());
    });

    [Fact]
    public void Brute_force_over_whole_points_finds_the_same_smallest_flip() => Problems.Check(Problems.Any(), problem =>
    {
        var stability = WeightStability.Of(problem.Outcome).Value;
        var step = Fraction.Of(1, 100);
        var found = (from criterion in problem.Criteria
                     where problem.Weights[criterion] < 1
                     from count in Enumerable.Range(-100, 201).Where(i => i != 0)
                     let weight = problem.Weights[criterion] + count * step
                     where weight >= 0 && weight <= 1
                     let totals = Totals(problem, criterion, weight)
                     where totals[stability.Winner] < totals.Values.Max()
                     select Math.Abs(count)).DefaultIfEmpty(0).Min();
        var stepped = stability.SmallestFlipInSteps(step);
        System.Numerics.BigInteger.Abs(stepped?.Steps ?? 0).ShouldBe(found);
        if (stepped is null) return;
        var after = Totals(problem, stepped.Criterion, stepped.Weight);
        after.Where(t => t.Value == after.Values.Max()).Select(t => t.Key).ShouldBe(stepped.NewFirst, ignoreOrder: true);
    });

    /// <summary>Which proposals set a bound is found in doubles: where these cannot tell numbers apart, or have no room for them, the exact ones decide.</summary>
    [Fact]
    public void Bounds_are_exact_where_doubles_cannot_tell_the_proposals_apart() => Problems.Check(
        from m in Gen.Choose(2, 40)
        from n in Gen.Choose(2, 4)
        from values in Gen.Choose(0, 3).ArrayOf(n).ArrayOf(m)
        from points in Gen.Choose(1, 7).ArrayOf(n)
        from unit in Gen.Elements(1, 1e-12, 1e-15, 1e-300, 1e300)
        from start in Gen.Elements(0.0, 0.1, 7)
        select (values, points, unit, start), input =>
    {
        var (proposals, criteria) = (Case.Numbered("P", input.values.Length), Case.Numbered("C", input.points.Length));
        var table = ValueTable.Direct(proposals, criteria, [.. input.values.Select(row => (IReadOnlyList<Score?>)[.. row.Select(v => (Score?)Score.Of(input.start + v * input.unit))])]).Value;
        var outcome = AdditiveValue.Of(table, DirectPoints.Of(criteria.Zip(input.points.Select(p => (double)p))).Value).Value;
        var stability = WeightStability.Of(outcome).Value;
        foreach (var criterion in criteria)
        {
            var (interval, weight) = (stability.Intervals[criterion]!, outcome.Weights[criterion]);
            Fraction low = 0, high = 1;
            foreach (var proposal in proposals)
            {
                // By the definition: V(t) = R + t (v − R).
                Fraction Rest(string p) => (outcome.Totals[p] - weight * table[p, criterion].Expected) / (1 - weight);
                var deficit = Rest(proposal) - Rest(stability.Winner);
                var gain = table[stability.Winner, criterion].Expected - table[proposal, criterion].Expected + deficit;
                if (gain.Sign > 0) low = Fraction.Max(low, deficit / gain);
                else if (gain.Sign < 0) high = Fraction.Min(high, deficit / gain);
            }
            (interval.Low, interval.High).ShouldBe((low, high));
        }
    }, tests: 300);

    // The totals with one weight set and the others rescaled, from nothing but the definition.
    private static Dictionary<string, Fraction> Totals(Problem problem, string criterion, Fraction weight)
    {
        var weights = problem.Criteria.ToDictionary(c => c, c => c == criterion ? weight : problem.Weights[c] * (1 - weight) / (1 - problem.Weights[criterion]));
        return problem.Proposals.ToDictionary(p => p, p => Fraction.Sum(problem.Criteria.Select(c => weights[c] * problem.Values[p, c].Expected)));
    }
}
