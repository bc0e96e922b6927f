using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

/// <summary>The order alone is that of the outcome, where doubles tell the totals apart and where they do not.</summary>
public class OutcomeOrderTests
{
    [Fact]
    public void It_is_that_of_the_outcome_on_all_inputs() => Seeded.Check(OutcomeProperties.Any, inputs =>
    {
        var (outcome, order) = (WeighingOutcome.Of(inputs, new OutcomeDrawing { Draws = 0 }, CancellationToken.None), OutcomeOrder.Of(inputs));
        if (outcome.Exact is not { Ranking.Count: > 1 })
        {
            order.ShouldBeNull();
            return;
        }
        order.ShouldNotBeNull().First.ShouldBe(outcome.First, ignoreOrder: true);
        order.Proposals.ShouldBe(outcome.Exact.Ranking.Select(r => r.Name), ignoreOrder: true);
        order.Doubts.ShouldBe(outcome.Doubts.SelectMany(d => d.Why).Where(why => why != OutcomeDoubt.ScoreMissing).Distinct(), ignoreOrder: true);
        var flip = Mcda.WeightStability.Of(outcome.Exact).Value.SmallestFlip?.Change.Abs();
        foreach (var bound in new[] { 0.5m, 5, 20, 101 }) order.FlipBelow(bound).HasValue.ShouldBe(flip is { } change && change * 100 < (Mcda.Fraction)bound, $"{bound}");
        if (flip is { } smallest) order.FlipBelow(101).ShouldBe(Shown.Trimmed(smallest * 100, 7));
    }, runs: 1_000);

    [Fact]
    public void Scores_that_doubles_cannot_tell_apart_are_told_apart()
    {
        var far = Inputs(1_000_000_000_000_000m);
        OutcomeOrder.Of(far(0.1m, 0.1m)).ShouldNotBeNull().First.ShouldBe(["V1", "V2"]);
        OutcomeOrder.Of(far(0.25m, 0.125m)).ShouldNotBeNull().First.ShouldBe(["V1"]);
        var near = Inputs(0);
        OutcomeOrder.Of(near(0.50000000001m, 0.5m)).ShouldNotBeNull().First.ShouldBe(["V1"]);
        OutcomeOrder.Of(near(0.5m, 0.5m)).ShouldNotBeNull().Doubts.ShouldBe([OutcomeDoubt.Tie]);

        static Func<decimal, decimal, OutcomeInputs> Inputs(decimal worst) => (one, other) => new OutcomeInputs
        {
            Weighing = Other,
            Criteria = [Criterion(worst: worst, best: worst + 1)],
            Proposals = [.. new[] { "V1", "V2" }.Select((code, i) => new ComparedProposal(new ProposalRevisionReference(code, 1), code, false, i + 1))],
            Scores = [Score("V1", worst + one), Score("V2", worst + other)],
        };

        static CountedScore Score(string proposal, decimal value) => new(proposal, "BET", new Who(null, "Controller"), new Estimate(value, value, value), 1, 1);
    }
}
