using System.Collections.Immutable;

namespace WikkenWegen.Domain.Assessment;

/// <summary>A score was revised.</summary>
[EventType("score_revised")]
public sealed record ScoreRevised : WeighingEvent
{
    public required int Number { get; init; }

    /// <summary>Number of this revision, from 2.</summary>
    public required int Revision { get; init; }

    public required Estimate Estimate { get; init; }

    public Sealed? Ground { get; init; }

    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    protected override string Path => $"scores/{Number}/revisions/{Revision}";

    protected override string Dutch => Invariant($"Score {Number} is herzien (versie {Revision}): {Speech.Band(Estimate, "tot", Speech.DutchForms)}.");

    protected override string English => Invariant($"Score {Number} was revised (revision {Revision}): {Speech.Band(Estimate, "to", Speech.EnglishForms)}.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Scores = weighing.Scores.Change(s => s.Number == Number,
            s => s with { Revisions = s.Revisions.Add(new ScoreRevision(Revision, Estimate, Ground, Evidence, origin)) }),
    };
}

/// <summary>Revises a score, on the proposal revision and the criteria version that it was given on.</summary>
public sealed record ReviseScore : WeighingCommand
{
    public static readonly Rule NoSuchScore = new("no-such-score", RuleKind.Missing,
        "Score {0} bestaat niet in deze afweging.",
        "Score {0} does not exist in this weighing.");

    public required int Number { get; init; }

    public required Estimate Estimate { get; init; }

    public Sealed? Ground { get; init; }

    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        var score = weighing.Score(Number);
        var criterion = score is null ? null : weighing.CriteriaVersions.First(v => v.Version == score.CriteriaVersion).Set.Criterion(score.Criterion);
        foreach (var refusal in Estimate.Refusals(criterion)) yield return refusal;
        if (score is null)
        {
            yield return NoSuchScore.Whole(Number);
            yield break;
        }
        foreach (var refusal in weighing.StillTakesPart(score.By.Stakeholder, OccurredAt)) yield return refusal;
        if (weighing.Round(score.Round)?.Closed is { } closed && OccurredAt >= closed.OccurredAt)
            yield return Rules.RoundClosed.Whole(score.Round!, closed.OccurredAt);
        foreach (var refusal in NotBefore(score.Current.Origin)) yield return refusal;
    }

    protected override WeighingEvent EventFor(Weighing weighing) => new ScoreRevised
    {
        Number = Number,
        Revision = weighing.Score(Number)!.Revisions.Length + 1,
        Estimate = Estimate,
        Ground = Ground,
        Evidence = Evidence,
    };
}
