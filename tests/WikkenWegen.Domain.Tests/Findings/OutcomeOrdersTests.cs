using WikkenWegen.Domain.Findings;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Tests.Findings;

/// <summary>The order at a decision is that of the exact computation, and of the outcome.</summary>
public class OutcomeOrdersTests
{
    [Fact]
    public void On_random_tables_it_says_what_the_exact_computation_says()
    {
        var (ties, unclear, flips) = (0, 0, 0);
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            ImmutableArray<string> proposals = ["V1", "V2", "V3"];
            ImmutableArray<Criterion> criteria = [.. new[] { "BET", "KWA", "DUU" }.Take(random.Next(1, 4)).Select(code => (Code: code, Worst: random.Next(2) * 10)).Select(c => Criterion(c.Code, random.Next(1, 6) * 5, c.Worst, 10 - c.Worst))];
            // Few values, so that there are ties.
            var cells = proposals.SelectMany(p => criteria.Select(c => (Proposal: p, Criterion: c, Estimate: Judged(random)))).ToList();
            var (state, decision) = Decided(criteria, cells);
            var order = OutcomeOrders.Instance.At(state, decision).ShouldNotBeNull();

            var exact = Exact(proposals, criteria, cells);
            var first = exact.Ranking.Where(r => r.Rank == 1).Select(r => r.Name).ToList();
            order.First.ShouldBe(first, ignoreOrder: true, $"seed {seed}");
            order.IsClear.ShouldBe(ClearOrder.Of(exact, 0).Value.Winner is not null, $"seed {seed}");
            var flip = WeightStability.Of(exact).Value.SmallestFlip;
            order.FlipBelow(101).HasValue.ShouldBe(flip is not null, $"seed {seed}");
            if (flip is not null) ((double)order.FlipBelow(101)!.Value).ShouldBe(100 * flip.Change.Abs().ToDouble(), 1e-6, $"seed {seed}");
            order.FlipBelow(5).HasValue.ShouldBe(flip is not null && flip.Change.Abs() < (Fraction)0.05m, $"seed {seed}");
            if (first.Count > 1) ties++;
            if (!order.IsClear) unclear++;
            if (flip is not null) flips++;
        }
        foreach (var seen in new[] { ties, unclear, flips, 400 - unclear, 400 - flips }) seen.ShouldBeGreaterThan(10);
    }

    private static Estimate Judged(Random random)
    {
        var expected = random.Next(12, 17) / 2m;
        return new Estimate(expected - random.Next(2) / 2m, expected, expected + random.Next(2) / 2m) is var judged && random.Next(3) > 0 ? judged with { Low = expected, High = expected } : judged;
    }

    private static (Weighing, Decision) Decided(ImmutableArray<Criterion> criteria, IEnumerable<(string Proposal, Criterion Criterion, Estimate Estimate)> cells)
    {
        var weighing = Given(Opened(), Submitted(), Submitted("V2"), Submitted("V3"), AdoptedCriteria() with { Set = CriteriaOf(criteria) })
            .And(cells.Select((c, i) => Scored(i + 1, 7, c.Proposal, criterion: c.Criterion.Code) with { Estimate = c.Estimate }))
            .And(Past.Decided());
        return (weighing, weighing.Decisions[0]);
    }

    private static AdditiveValue Exact(ImmutableArray<string> proposals, ImmutableArray<Criterion> criteria, List<(string Proposal, Criterion Criterion, Estimate Estimate)> cells)
    {
        var codes = criteria.Select(c => c.Code).ToArray();
        IReadOnlyList<IReadOnlyList<Mcda.Score?>> rows = [.. proposals.Select(p => (IReadOnlyList<Mcda.Score?>)[.. cells.Where(c => c.Proposal == p)
            .Select(c => (Mcda.Score?)Mcda.Score.Between((double)c.Estimate.Low, (double)c.Estimate.Expected, (double)c.Estimate.High))])];
        var functions = criteria.ToDictionary(c => c.Code, c => ValueFunction.Linear((double)c.Scale.Worst, (double)c.Scale.Best, OutsideScale.Extrapolate).Value);
        var weights = DirectPoints.Of(criteria.Select(c => (c.Code, (double)c.Weight))).Value;
        return AdditiveValue.Of(ValueTable.Of(ScoreTable.Create(proposals, codes, rows).Value, functions).Value, weights).Value;
    }
}
