using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Support;

namespace WikkenWegen.Domain.Explanation;

/// <summary>What an explanation is made of: the events of a weighing, as its reader may read them, and what was computed from them.</summary>
/// <param name="Weighing">The state, as the reader may read it; its id must be filled in.</param>
/// <param name="Outcome">The outcome under the criteria in force.</param>
/// <param name="UnderEarlierCriteria">The outcome of the same scores under each earlier version of the criteria, oldest first; of very many only the newest.</param>
/// <param name="Support">The agreement and support.</param>
public sealed record ExplanationGround(Weighing Weighing, WeighingOutcome Outcome, ImmutableArray<WeighingOutcome> UnderEarlierCriteria, SupportReport Support)
{
    private static readonly OutcomeDrawing WithoutDraws = OutcomeDrawing.Usual with { Draws = 0 };

    /// <summary>What the explanation of a weighing is made of.</summary>
    /// <param name="weighing">The state, as the reader may read it; its id must be filled in.</param>
    /// <param name="outcome">Its outcome under the criteria in force, by all scores.</param>
    /// <param name="heard">Who was heard in the whole state, also in open blind rounds: that a party gave something is no secret.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ExplanationGround Of(Weighing weighing, WeighingOutcome outcome, ImmutableArray<Heard> heard, CancellationToken cancellation)
    {
        // What is kept of an outcome has no exact numbers, by which it is explained.
        var exact = outcome.Exact is null && !outcome.First.IsEmpty ? WeighingOutcome.Of(outcome.Inputs, WithoutDraws, cancellation).Exact : outcome.Exact;
        // The newest of them, where there are so many versions and scores that all would take too long.
        var most = OutcomeWork.MostScores / Math.Max(outcome.Inputs.Scores.Length, 1) - 1;
        var earlier = weighing.CriteriaVersions.SkipLast(1).TakeLast(most)
            .Select(v => WeighingOutcome.Of(weighing, new OutcomeSelection { CriteriaVersion = v.Version }, WithoutDraws, cancellation));
        return new ExplanationGround(weighing, outcome with { Exact = exact }, [.. earlier], SupportCount.Of(weighing, heard, cancellation));
    }
}
