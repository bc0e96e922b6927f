using WikkenWegen.Domain.Assessment;

namespace WikkenWegen.Domain.Outcome;

/// <summary>Which criteria and scores an outcome is about. By default the criteria in force and the scores of all who judged.</summary>
public sealed record OutcomeSelection
{
    /// <summary>Refuses an assessor who gave no score that can be read.</summary>
    public static readonly Rule UnknownAssessor = new("unknown-assessor", RuleKind.Invalid,
        "Van {0} is er geen score te lezen.",
        "There is no score of {0} to read.");

    /// <summary>Refuses a party of which nobody takes part.</summary>
    public static readonly Rule UnknownParty = new("unknown-party", RuleKind.Invalid,
        "Er is geen belanghebbende van partij {0}.",
        "There is no stakeholder of party {0}.");

    /// <summary>The criteria in force, and the scores of all who judged.</summary>
    public static readonly OutcomeSelection Everything = new();

    /// <summary>Number of the version of the criteria, from 1; null for the one in force.</summary>
    public int? CriteriaVersion { get; init; }

    /// <summary>Code of a stakeholder, in either case, or a role, whose scores alone count; null for all.</summary>
    public string? Assessor { get; init; }

    /// <summary>Name of a party, of whose stakeholders alone the scores count; null for all.</summary>
    public string? Party { get; init; }

    /// <summary>Number of the round in which scores were given that alone count; null for all, also those outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>What is wrong with it, if anything. The pointers are the names of the members in camelCase.</summary>
    /// <param name="weighing">The state, as the reader may see it.</param>
    public IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        ArgumentNullException.ThrowIfNull(weighing);
        if (CriteriaVersion is { } version && weighing.CriteriaVersions.All(v => v.Version != version)) yield return GiveScore.UnknownCriteriaVersion.At("criteriaVersion", version);
        if (Assessor is { } assessor && !weighing.Scores.Any(s => IsAssessor(s.By)) && !weighing.Consequences.Any(c => IsAssessor(c.By))) yield return UnknownAssessor.At("assessor", assessor);
        if (Party is { } party && !weighing.Stakeholders.Any(s => Names.Same(s.Party, party))) yield return UnknownParty.At("party", party);
        if (Round is { } round && weighing.Round(round) is null) yield return Rules.UnknownRound.At("round", round);
    }

    /// <summary>The version of the criteria that is meant; null where there is none.</summary>
    internal CriteriaVersion? Version(Weighing weighing) =>
        CriteriaVersion is { } number ? weighing.CriteriaVersions.FirstOrDefault(v => v.Version == number) : weighing.Criteria;

    /// <summary>Whether a score is one of those that can count.</summary>
    internal bool Has(Weighing weighing, Score score) => Has(weighing, score.By, score.Round);

    /// <summary>Whether a score or a consequence of somebody, given in a round or outside rounds, is one of those that can count.</summary>
    internal bool Has(Weighing weighing, Who by, int? given) =>
        (Assessor is null || IsAssessor(by))
        && (Party is not { } party || (weighing.Stakeholder(by.Stakeholder) is { } stakeholder && Names.Same(stakeholder.Party, party)))
        && (Round is not { } round || given == round);

    private bool IsAssessor(Who by) => Codes.Same(by.Stakeholder, Assessor) || (by.Role is not null && Names.Same(by.Role, Assessor));
}
