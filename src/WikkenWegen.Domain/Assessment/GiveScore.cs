using System.Collections.Immutable;

namespace WikkenWegen.Domain.Assessment;

/// <summary>A score was given.</summary>
[EventType("score_given")]
public sealed record ScoreGiven : WeighingEvent
{
    /// <summary>Number of the score, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>The revision of a proposal that is judged.</summary>
    public required ProposalRevisionReference Proposal { get; init; }

    /// <summary>Code of the criterion.</summary>
    public required string Criterion { get; init; }

    /// <summary>Number of the version of the criteria, from 1; it fixes the scale of the criterion.</summary>
    public required int CriteriaVersion { get; init; }

    /// <summary>Who judges: a stakeholder, or a role outside the list of stakeholders.</summary>
    public required Who By { get; init; }

    /// <summary>Number of the round in which it was given, from 1; null outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>The judgement, on the scale of the criterion.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>What the judgement rests on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that the judgement rests on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>Why it was recorded only after the blind round had closed, kept in the vault; null where it was recorded in time.</summary>
    public Sealed? LateReason { get; init; }

    /// <summary>The unit of the scale, such as punten; null where it has none. It is here so that the event tells by itself what its numbers mean.</summary>
    public string? Unit { get; init; }

    /// <summary>The levels of the scale that the judgement names, each once; empty where the scale is not in words.</summary>
    public ImmutableArray<ScaleLevel> Levels { get; init; } = [];

    /// <inheritdoc />
    protected override string Path => $"scores/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{Speech.Name(By)} scoorde{Speech.InRound(Round, "in ronde")}{Speech.About(Proposal, "voorstel", "versie")} op {Criterion}: {Speech.Band(Estimate, Unit, Levels, "tot", Speech.DutchForms)}, vastgelegd als score {Number}.{Speech.LateInDutch(LateReason)}");

    /// <inheritdoc />
    protected override string English => Invariant($"{Speech.Name(By)} scored{Speech.About(Proposal, "proposal", "revision")} on {Criterion}{Speech.InRound(Round, "in round")}: {Speech.Band(Estimate, Unit, Levels, "to", Speech.EnglishForms)}, recorded as score {Number}.{Speech.LateInEnglish(LateReason)}");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new GiveScore
    {
        Proposal = new ProposalChoice(Proposal.Code, Proposal.Revision),
        Criterion = Criterion,
        CriteriaVersion = CriteriaVersion,
        By = By,
        Round = Round,
        Estimate = Estimate,
        Ground = Ground,
        Evidence = Evidence,
        LateReason = LateReason,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Scores = weighing.Scores.Add(new Score(Number, Proposal, Criterion, CriteriaVersion, By, Round,
            [new ScoreRevision(1, Estimate, Ground, Evidence, origin)], LateReason)),
    };
}

/// <summary>Gives a score.</summary>
public sealed record GiveScore : GivingCommand
{
    /// <summary>Refuses a version of the criteria that does not exist.</summary>
    public static readonly Rule UnknownCriteriaVersion = new("unknown-criteria-version", RuleKind.Invalid,
        "Versie {0} van de criteria bestaat niet.",
        "Version {0} of the criteria does not exist.");

    /// <summary>Refuses a criterion that the version of the criteria does not have.</summary>
    public static readonly Rule UnknownCriterion = new("unknown-criterion", RuleKind.Invalid,
        "Criterium {0} bestaat niet in versie {1} van de criteria.",
        "Criterion {0} does not exist in version {1} of the criteria.");

    /// <summary>Refuses a score on a criterion that cannot be added up.</summary>
    public static readonly Rule CriterionIsBeside = new("criterion-is-beside", RuleKind.Invalid,
        "Op criterium {0} wordt niet gescoord: noem een gevolg.",
        "Criterion {0} is not scored: state a consequence.");

    /// <summary>Refuses a score while no criteria have been adopted.</summary>
    public static readonly Rule CriteriaNotAdopted = new("criteria-not-adopted", RuleKind.Conflict,
        "Er zijn nog geen criteria vastgesteld.",
        "No criteria have been adopted yet.");

    /// <summary>Refuses a second score by the same judge on the same revision, criterion, criteria version and round; the first can be revised.</summary>
    public static readonly Rule AlreadyScored = new("already-scored", RuleKind.Conflict,
        "Deze beoordelaar gaf hiervoor al score {0}. Herzie die.",
        "This assessor already gave score {0} for it. Revise that one.");

    /// <summary>The proposal that is judged, in one of its revisions.</summary>
    public required ProposalChoice Proposal { get; init; }

    /// <summary>Code of the criterion.</summary>
    public required string Criterion { get; init; }

    /// <summary>The version of the criteria; null for the one in force.</summary>
    public int? CriteriaVersion { get; init; }

    /// <summary>Who judges: exactly one of a stakeholder who takes part and a role.</summary>
    public required Who By { get; init; }

    /// <summary>The judgement. Refused where it lies off the scale of the criterion or where low, expected and high decrease.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>What the judgement rests on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that the judgement rests on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <inheritdoc />
    protected override Who Giver => By;

    /// <inheritdoc />
    public override IEnumerable<string> BuildsOn() => [.. base.BuildsOn(), .. Proposal.AsNewest, .. CriteriaVersion is null ? ["criteria"] : Enumerable.Empty<string>()];

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Proposal = Proposal.WithCodesOf(weighing),
        Criterion = Version(weighing)?.Set.Criterion(Criterion)?.Code ?? Criterion,
        By = By.WithCodesOf(weighing),
    };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        var proposal = Proposal.Refusals(weighing, "/proposal").ToList();
        foreach (var refusal in proposal) yield return refusal;
        foreach (var refusal in By.Refusals(weighing, "/by")) yield return refusal;
        if (By.Stakeholder is { } code && weighing.Stakeholder(code) is not null)
            foreach (var refusal in weighing.TakesPart(code, OccurredAt, "/by/stakeholder")) yield return refusal;
        foreach (var refusal in InRound(weighing)) yield return refusal;

        var version = Version(weighing);
        var criterion = version?.Set.Criterion(Criterion);
        if (weighing.Criteria is null) yield return CriteriaNotAdopted.Whole();
        else if (version is null) yield return UnknownCriteriaVersion.At("/criteriaVersion", CriteriaVersion!);
        else if (criterion is null) yield return version.Set.BesideCriterion(Criterion) is { } beside ? CriterionIsBeside.At("/criterion", beside.Code) : UnknownCriterion.At("/criterion", Criterion, version.Version);
        foreach (var refusal in Estimate.Refusals(criterion)) yield return refusal;
        foreach (var refusal in NotBefore(Proposal.Origin(weighing), version?.Origin)) yield return refusal;

        if (proposal.Count > 0 || version is null) yield break;
        var judged = Proposal.Resolve(weighing);
        var same = weighing.Scores.FirstOrDefault(s =>
            s.Proposal == judged && s.Criterion == Criterion && s.CriteriaVersion == version.Version && s.By.IsSame(By) && s.Round == Round);
        if (same is not null) yield return AlreadyScored.Whole(same.Number);
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var version = Version(weighing)!;
        var scale = version.Set.Criterion(Criterion)!.Scale;
        return new ScoreGiven
        {
            Number = weighing.Scores.Count + 1,
            Proposal = Proposal.Resolve(weighing),
            Criterion = Criterion,
            CriteriaVersion = version.Version,
            By = By,
            Round = Round,
            Estimate = Estimate,
            Unit = scale.Unit,
            Levels = Estimate.Levels(scale),
            Ground = Ground,
            Evidence = Evidence,
            LateReason = LateReason,
        };
    }

    private CriteriaVersion? Version(Weighing weighing) =>
        CriteriaVersion is { } n ? weighing.CriteriaVersions.FirstOrDefault(v => v.Version == n) : weighing.Criteria;
}
