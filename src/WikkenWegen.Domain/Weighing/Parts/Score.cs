using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>A judgement with its uncertainty, on the scale of the criterion; low ≤ expected ≤ high.</summary>
/// <param name="Low">The lowest realistic value, at most the expected value.</param>
/// <param name="Expected">The expected value.</param>
/// <param name="High">The highest realistic value, at least the expected value.</param>
public sealed record Estimate(decimal Low, decimal Expected, decimal High);

/// <summary>A revision of a score.</summary>
/// <param name="Revision">Number of the revision, from 1 within the score.</param>
/// <param name="Estimate">The judgement, on the scale of the criterion.</param>
/// <param name="Ground">What it rests on, in words, kept in the vault; absent where that was not said.</param>
/// <param name="Evidence">The documents that it rests on; empty where there are none.</param>
/// <param name="Origin">The event in which it was given or revised.</param>
public sealed record ScoreRevision(int Revision, Estimate Estimate, Sealed? Ground, ImmutableArray<Evidence> Evidence, Origin Origin);

/// <summary>
/// A score: what one judge expects of one revision of a proposal on one criterion of one criteria version. A judge who judges again
/// in another round gives a new score, because what was given in a closed round is not revised.
/// </summary>
/// <param name="Number">Number of the score, from 1 within the weighing.</param>
/// <param name="Proposal">The revision of a proposal that is judged.</param>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="CriteriaVersion">Number of the version of the criteria, from 1; it fixes the scale of the criterion.</param>
/// <param name="By">Who judges: a stakeholder, or a role outside the list of stakeholders.</param>
/// <param name="Round">Number of the round in which it was given; absent outside rounds.</param>
/// <param name="Revisions">All its revisions, oldest first; at least one.</param>
/// <param name="LateReason">Why it was recorded only after the blind round had closed, kept in the vault; absent where it was recorded in time.</param>
public sealed record Score(
    int Number, ProposalRevisionReference Proposal, string Criterion, int CriteriaVersion, Who By, int? Round, ImmutableArray<ScoreRevision> Revisions,
    Sealed? LateReason = null) : IJudgement
{
    /// <inheritdoc />
    Origin IJudgement.Newest => Current.Origin;

    /// <summary>Whether it was recorded after the blind round in which it was given had closed, when everybody could read what others gave.</summary>
    public bool RecordedAfterClosing => LateReason is not null;

    /// <summary>The revision in force.</summary>
    [JsonIgnore]
    public ScoreRevision Current => Revisions[^1];
}

public sealed partial record Weighing
{
    /// <summary>All scores, in the order of their numbers.</summary>
    public GrowingList<Score> Scores { get; internal init; } = [];

    /// <summary>The score with this number, or null.</summary>
    public Score? Score(int number) => Scores.FirstOrDefault(s => s.Number == number);
}

/// <summary>Rules about estimates.</summary>
internal static class Estimates
{
    public static IEnumerable<Refusal> Refusals(this Estimate estimate, Criterion? criterion)
    {
        if (estimate.Low > estimate.Expected) yield return Rules.EstimateOutOfOrder.At("/low");
        if (estimate.Expected > estimate.High) yield return Rules.EstimateOutOfOrder.At("/high");
        if (criterion is null) yield break;
        foreach (var (name, value) in new[] { ("/low", estimate.Low), ("/expected", estimate.Expected), ("/high", estimate.High) })
            if (!criterion.Scale.Holds(value)) yield return Rules.OutsideScale.At(name, value, criterion.Code, Speech.Described(criterion.Scale));
    }

    /// <summary>The levels of a scale that a judgement names, each once; none where the scale has no levels.</summary>
    public static ImmutableArray<ScaleLevel> Levels(this Estimate estimate, Scale scale) =>
        [.. scale.Levels.Where(level => level.Value == estimate.Low || level.Value == estimate.Expected || level.Value == estimate.High)];
}
