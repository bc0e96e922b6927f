using System.Collections.Immutable;

namespace WikkenWegen.Domain.Assessment;

/// <summary>A score was given.</summary>
[EventType("score_given")]
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

    protected override string Dutch => Invariant($"{Speech.Name(By)} scoorde{Speech.InRound(Round, "in ronde")}{Speech.About(Proposal, "voorstel", "versie")} op {Criterion}: {Speech.Band(Estimate, "tot", Speech.DutchForms)}, vastgelegd als score {Number}.");

    protected override string English => Invariant($"{Speech.Name(By)} scored{Speech.About(Proposal, "proposal", "revision")} on {Criterion}{Speech.InRound(Round, "in round")}: {Speech.Band(Estimate, "to", Speech.EnglishForms)}, recorded as score {Number}.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Scores = weighing.Scores.Add(new Score(Number, Proposal, Criterion, CriteriaVersion, By, Round,
            [new ScoreRevision(1, Estimate, Ground, Evidence, origin)])),
    };
}

/// <summary>Gives a score.</summary>
public sealed record GiveScore : WeighingCommand
{
    public static readonly Rule UnknownCriteriaVersion = new("unknown-criteria-version", RuleKind.Invalid,
        "Versie {0} van de criteria bestaat niet.",
        "Version {0} of the criteria does not exist.");

    public static readonly Rule UnknownCriterion = new("unknown-criterion", RuleKind.Invalid,
        "Criterium {0} bestaat niet in versie {1} van de criteria.",
        "Criterion {0} does not exist in version {1} of the criteria.");

    public static readonly Rule CriteriaNotAdopted = new("criteria-not-adopted", RuleKind.Conflict,
        "Er zijn nog geen criteria vastgesteld.",
        "No criteria have been adopted yet.");

    public static readonly Rule AlreadyScored = new("already-scored", RuleKind.Conflict,
        "Deze beoordelaar gaf hiervoor al score {0}. Herzie die.",
        "This assessor already gave score {0} for it. Revise that one.");

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
        if (weighing.Criteria is null) yield return CriteriaNotAdopted.Whole();
        else if (version is null) yield return UnknownCriteriaVersion.At("/criteriaVersion", CriteriaVersion!);
        else if (criterion is null) yield return UnknownCriterion.At("/criterion", Criterion, version.Version);
        foreach (var refusal in Estimate.Refusals(criterion)) yield return refusal;
        foreach (var refusal in NotBefore(Proposal.Origin(weighing), version?.Origin)) yield return refusal;

        if (proposal.Count > 0 || version is null) yield break;
        var judged = Proposal.Resolve(weighing);
        var same = weighing.Scores.FirstOrDefault(s =>
            s.Proposal == judged && s.Criterion == Criterion && s.CriteriaVersion == version.Version && s.By == By && s.Round == Round);
        if (same is not null) yield return AlreadyScored.Whole(same.Number);
    }

    protected override WeighingEvent EventFor(Weighing weighing) => new ScoreGiven
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
