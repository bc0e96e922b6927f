using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>A judgement with its uncertainty, on the scale of the criterion; low ≤ expected ≤ high.</summary>
/// <param name="Low">The lowest realistic value.</param>
/// <param name="Expected">The expected value.</param>
/// <param name="High">The highest realistic value.</param>
public sealed record Estimate(decimal Low, decimal Expected, decimal High);

/// <summary>A revision of a score.</summary>
/// <param name="Revision">From 1.</param>
/// <param name="Estimate">The judgement.</param>
/// <param name="Ground">What it rests on, in words.</param>
/// <param name="Evidence">What it rests on, in documents.</param>
/// <param name="Origin">Its event.</param>
public sealed record ScoreRevision(int Revision, Estimate Estimate, Sealed? Ground, ImmutableArray<Evidence> Evidence, Origin Origin);

/// <summary>
/// A score: what one judge expects of one revision of a proposal on one criterion of one criteria version. Who judges again in
/// another round gives another score, since what was given in a closed round is not revised.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Proposal">The revision that is judged.</param>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="CriteriaVersion">The version of the criteria, and so the scale, that it is judged on.</param>
/// <param name="By">Who judges.</param>
/// <param name="Round">The round in which it was given; null outside rounds.</param>
/// <param name="Revisions">Oldest first; at least one.</param>
public sealed record Score(
    int Number, ProposalRevisionReference Proposal, string Criterion, int CriteriaVersion, Who By, int? Round, ImmutableArray<ScoreRevision> Revisions)
{
    /// <summary>The revision in force.</summary>
    [JsonIgnore]
    public ScoreRevision Current => Revisions[^1];
}

public sealed partial record Weighing
{
    /// <summary>All scores, by number.</summary>
    public ImmutableArray<Score> Scores { get; internal init; } = [];

    /// <summary>The score with this number, or null.</summary>
    public Score? Score(int number) => Scores.FirstOrDefault(s => s.Number == number);
}

/// <summary>Rules about what lies on a scale.</summary>
internal static class Estimates
{
    public static IEnumerable<Refusal> Refusals(this Estimate estimate, Criterion? criterion)
    {
        if (estimate.Low > estimate.Expected) yield return Rules.EstimateOutOfOrder.At("/low");
        if (estimate.Expected > estimate.High) yield return Rules.EstimateOutOfOrder.At("/high");
        if (criterion is null) yield break;
        foreach (var (name, value) in new[] { ("/low", estimate.Low), ("/expected", estimate.Expected), ("/high", estimate.High) })
            if (!criterion.Scale.Holds(value)) yield return Rules.OutsideScale.At(name, value, criterion.Code, criterion.Scale.Worst, criterion.Scale.Best);
    }
}
