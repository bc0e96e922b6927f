using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>A score was given.</summary>
public sealed record ScoreGiven : WeighingEvent
{
    public required int Number { get; init; }

    public required ProposalRevisionReference Proposal { get; init; }

    public required string Criterion { get; init; }

    public required int CriteriaVersion { get; init; }

    public required Who By { get; init; }

    public int? Round { get; init; }

    public required Estimate Estimate { get; init; }

    public Sealed? Ground { get; init; }

    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    protected override string Path => $"scores/{Number}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Scores = weighing.Scores.Add(new Score(Number, Proposal, Criterion, CriteriaVersion, By, Round,
            [new ScoreRevision(1, Estimate, Ground, Evidence, origin)])),
    };
}

/// <summary>Gives a score.</summary>
public sealed record GiveScore : WeighingCommand
{
    public required ProposalChoice Proposal { get; init; }

    public required string Criterion { get; init; }

    /// <summary>The version of the criteria; null for the one in force.</summary>
    public int? CriteriaVersion { get; init; }

    public required Who By { get; init; }

    public int? Round { get; init; }

    public required Estimate Estimate { get; init; }

    public Sealed? Ground { get; init; }

    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        var proposal = Proposal.Refusals(weighing, "/proposal").ToList();
        foreach (var refusal in proposal) yield return refusal;
        foreach (var refusal in By.Refusals(weighing, "/by")) yield return refusal;
        if (By.Stakeholder is { } code && weighing.Stakeholder(code) is not null)
            foreach (var refusal in weighing.TakesPart(code, OccurredAt, "/by/stakeholder")) yield return refusal;
        foreach (var refusal in weighing.GivenInRound(Round, OccurredAt)) yield return refusal;

        var version = Version(weighing);
        var criterion = version?.Set.Criterion(Criterion);
        if (weighing.Criteria is null) yield return Rules.CriteriaNotAdopted.Whole();
        else if (version is null) yield return Rules.UnknownCriteriaVersion.At("/criteriaVersion", CriteriaVersion!);
        else if (criterion is null) yield return Rules.UnknownCriterion.At("/criterion", Criterion, version.Version);
        foreach (var refusal in Estimate.Refusals(criterion)) yield return refusal;
        foreach (var refusal in NotBefore(Proposal.Origin(weighing), version?.Origin)) yield return refusal;

        if (proposal.Count > 0 || version is null) yield break;
        var judged = Proposal.Resolve(weighing);
        var same = weighing.Scores.FirstOrDefault(s =>
            s.Proposal == judged && s.Criterion == Criterion && s.CriteriaVersion == version.Version && s.By == By && s.Round == Round);
        if (same is not null) yield return Rules.AlreadyScored.Whole(same.Number);
    }

    protected override WeighingEvent Step(Weighing weighing) => new ScoreGiven
    {
        Number = weighing.Scores.Length + 1,
        Proposal = Proposal.Resolve(weighing),
        Criterion = Criterion,
        CriteriaVersion = Version(weighing)!.Version,
        By = By,
        Round = Round,
        Estimate = Estimate,
        Ground = Ground,
        Evidence = Evidence,
    };

    private CriteriaVersion? Version(Weighing weighing) =>
        CriteriaVersion is { } n ? weighing.CriteriaVersions.FirstOrDefault(v => v.Version == n) : weighing.Criteria;
}
