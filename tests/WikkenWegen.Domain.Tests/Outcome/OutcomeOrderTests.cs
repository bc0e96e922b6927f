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
        order.Doubts.ShouldBe(outcome.Doubts.SelectMany(d => d.Why).Distinct(), ignoreOrder: true);
        var flip = Mcda.WeightStability.Of(outcome.Exact).Value.SmallestFlip?.Change.Abs();
        foreach (var bound in new[] { 0.5m, 5, 20, 101 }) order.FlipBelow(bound).HasValue.ShouldBe(flip is { } change && change * 100 < (Mcda.Fraction)bound, $"{bound}");
        if (flip is { } smallest) order.FlipBelow(101).ShouldBe(Shown.Trimmed(smallest * 100, 7));
    }, runs: 1_000);

    /// <summary>V1 has 8 and 8 of 10, with weights 60 and 40; V2 lacks the score that is worth 40 points, and so comes to 80 with 6⅔ on the other.</summary>
    [Theory, InlineData(6.6, 0, false), InlineData(6.7, 0, true), InlineData(6.6, 0.3, false), InlineData(6.6, 0.5, true), InlineData(6.6, 0.4, false), InlineData(0, 39, false), InlineData(0, 41, true)]
    public void What_lacks_a_score_leaves_it_unclear_where_the_best_of_scores_would(double score, double margin, bool isUnclear)
    {
        foreach (var lowest in new[] { 0m, 10 }) // also on scales of which the lowest number is the best
        {
            var inputs = new OutcomeInputs
            {
                Weighing = Other,
                Criteria = [Criterion(worst: lowest, best: 10 - lowest), Criterion("KWA", 40, lowest, 10 - lowest)],
                ClearMargin = (decimal)margin,
                Proposals = [.. new[] { "V1", "V2", "V3" }.Select((code, i) => new ComparedProposal(new ProposalRevisionReference(code, 1), code, false, i + 1))],
                Scores = [Score("V1", "BET", 8), Score("V1", "KWA", 8), Score("V2", "BET", (decimal)score), Score("V3", "BET", 0), Score("V3", "KWA", 0)],
            };
            OutcomeOrder.Of(inputs).ShouldNotBeNull().Doubts.ShouldBe(isUnclear ? [OutcomeDoubt.ScoreMissing] : []);

            CountedScore Score(string proposal, string criterion, decimal value) => new(proposal, criterion, new Who(null, "Controller"), At(Math.Abs(lowest - value)), 1, 1);
        }
    }

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

    private static Estimate At(decimal value) => new(value, value, value);
}
