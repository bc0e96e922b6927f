using FsCheck.Fluent;
using WikkenWegen.Mcda.Tests.Properties;

namespace WikkenWegen.Mcda.Tests.Smaa;

/// <summary>The counts alone are those of SMAA-2.</summary>
public class PlaceCountsTests
{
    [Fact]
    public void Are_those_of_the_whole_analysis_on_any_number_of_threads() => Problems.Check(
        from problem in Problems.Any(9, 5)
        from draws in Gen.Choose(1, 1500) // mostly with a block that is not full
        from threads in Gen.Choose(1, 4)
        from information in Gen.Choose(0, 2)
        select (problem, draws, threads, information), input =>
    {
        var (problem, draws, threads, information) = input;
        var weights = information switch
        {
            0 => WeightInformation.Unknown(problem.Criteria),
            1 => WeightInformation.Ordinal([problem.Criteria]),
            _ => WeightInformation.Exact(problem.Weights),
        };
        var whole = Smaa2.Run(problem.Values, weights.Value, new DrawOptions(7, draws), confidenceFactors: false).Value;
        var counts = PlaceCounts.Run(problem.Values, weights.Value, new DrawOptions(7, draws, Threads: threads)).Value;
        var leader = problem.Proposals[draws % problem.Proposals.Length];
        var led = PlaceCounts.Run(problem.Values, weights.Value, new DrawOptions(7, draws, Threads: threads), leader).Value;
        (counts.Iterations, counts.Seed, led.Places).ShouldBe((draws, 7UL, null));
        foreach (var proposal in problem.Proposals)
        {
            counts.First[proposal].ShouldBe(whole.FirstRanks[proposal]);
            led.First[proposal].ShouldBe(whole.FirstRanks[proposal]);
            counts.Places!.Row(proposal).ToList().Select(n => (double)n / draws).ShouldBe(whole.RankAcceptability.Row(proposal).ToList());
            foreach (var other in problem.Proposals) ((double)counts.Ahead[proposal, other] / draws).ShouldBe(whole.PairwiseWinning[proposal, other]);
            led.Ahead[leader, proposal].ShouldBe(counts.Ahead[leader, proposal]);
        }
    }, tests: 100);

    [Fact]
    public void Errors_are_those_of_the_whole_analysis()
    {
        var problem = new Problem([[(1, 2, 3)], [(2, 2, 2)]], [1]);
        var weights = WeightInformation.Unknown(["other"]).Value;
        PlaceCounts.Run(problem.Values, weights, new DrawOptions(1, 0)).Errors.ShouldBe(Smaa2.Run(problem.Values, weights, new DrawOptions(1, 0)).Errors);
        Should.Throw<KeyNotFoundException>(() => PlaceCounts.Run(problem.Values, WeightInformation.Unknown(problem.Criteria).Value, new DrawOptions(1), "P9"));
    }
}
