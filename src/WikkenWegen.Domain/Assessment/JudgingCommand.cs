namespace WikkenWegen.Domain.Assessment;

/// <summary>Judges one revision of a proposal on one criterion of one criteria version: by a score, or by a consequence where the criterion cannot be added up. What is asked of both is here.</summary>
public abstract record JudgingCommand : GivingCommand
{
    /// <summary>Refuses a version of the criteria that does not exist.</summary>
    public static readonly Rule UnknownCriteriaVersion = new("unknown-criteria-version", RuleKind.Invalid,
        "Versie {0} van de criteria bestaat niet.",
        "Version {0} of the criteria does not exist.");

    /// <summary>Refuses a criterion that the version of the criteria does not have.</summary>
    public static readonly Rule UnknownCriterion = new("unknown-criterion", RuleKind.Invalid,
        "Criterium {0} bestaat niet in versie {1} van de criteria.",
        "Criterion {0} does not exist in version {1} of the criteria.");

    /// <summary>Refuses a judgement while no criteria have been adopted.</summary>
    public static readonly Rule CriteriaNotAdopted = new("criteria-not-adopted", RuleKind.Conflict,
        "Er zijn nog geen criteria vastgesteld.",
        "No criteria have been adopted yet.");

    /// <summary>The proposal that is judged, in one of its revisions.</summary>
    public abstract ProposalChoice Proposal { get; init; }

    /// <summary>Code of the criterion.</summary>
    public abstract string Criterion { get; init; }

    /// <summary>The version of the criteria; null for the one in force.</summary>
    public abstract int? CriteriaVersion { get; init; }

    /// <summary>Who judges: exactly one of a stakeholder who takes part and a role.</summary>
    public abstract Who By { get; init; }

    /// <inheritdoc />
    protected sealed override Who Giver => By;

    /// <inheritdoc />
    public sealed override IEnumerable<string> BuildsOn() => [.. base.BuildsOn(), .. Proposal.AsNewest, .. CriteriaVersion is null ? ["criteria"] : Enumerable.Empty<string>()];

    /// <inheritdoc />
    protected sealed override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Proposal = Proposal.WithCodesOf(weighing),
        Criterion = (Version(weighing) is { } version ? CodeIn(version.Set) : null) ?? Criterion,
        By = By.WithCodesOf(weighing),
    };

    /// <inheritdoc />
    protected sealed override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        var proposal = Proposal.Refusals(weighing, "/proposal").ToList();
        foreach (var refusal in proposal) yield return refusal;
        foreach (var refusal in By.Refusals(weighing, "/by")) yield return refusal;
        if (By.Stakeholder is { } code && weighing.Stakeholder(code) is not null)
            foreach (var refusal in weighing.TakesPart(code, OccurredAt, "/by/stakeholder")) yield return refusal;
        foreach (var refusal in InRound(weighing)) yield return refusal;

        var version = Version(weighing);
        if (weighing.Criteria is null) yield return CriteriaNotAdopted.Whole();
        else if (version is null) yield return UnknownCriteriaVersion.At("/criteriaVersion", CriteriaVersion!);
        else if (CodeIn(version.Set) is null) yield return OfTheOtherKind(version.Set) ?? UnknownCriterion.At("/criterion", Criterion, version.Version);
        foreach (var refusal in OnScale(version?.Set)) yield return refusal;
        foreach (var refusal in NotBefore(Proposal.Origin(weighing), version?.Origin)) yield return refusal;

        if (proposal.Count > 0 || version is null) yield break;
        var judged = Proposal.Resolve(weighing);
        var same = Given(weighing).FirstOrDefault(g => g.Proposal == judged && g.Criterion == Criterion && g.CriteriaVersion == version.Version && g.By.IsSame(By) && g.Round == Round);
        if (same is not null) yield return Already.Whole(same.Number);
    }

    /// <summary>Refuses a second judgement by the same judge on the same revision, criterion, criteria version and round; the first can be revised.</summary>
    private protected abstract Rule Already { get; }

    /// <summary>The judgements of this kind.</summary>
    private protected abstract IEnumerable<IJudgement> Given(Weighing weighing);

    /// <summary>The code of the criterion as a set of criteria writes it; null where it has none of this kind.</summary>
    private protected abstract string? CodeIn(CriteriaSet set);

    /// <summary>The refusal where a set of criteria has the criterion among those of the other kind; null where it has not.</summary>
    private protected abstract Refusal? OfTheOtherKind(CriteriaSet set);

    /// <summary>Refuses what is said where it is not on the scale of the criterion, or where it cannot be whatever the scale.</summary>
    /// <param name="set">The criteria; null where they are not known.</param>
    private protected abstract IEnumerable<Refusal> OnScale(CriteriaSet? set);

    /// <summary>The version of the criteria that is judged by; null where there is none.</summary>
    private protected CriteriaVersion? Version(Weighing weighing) =>
        CriteriaVersion is { } n ? weighing.CriteriaVersions.FirstOrDefault(v => v.Version == n) : weighing.Criteria;
}
