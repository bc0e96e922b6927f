namespace WikkenWegen.Domain;

/// <summary>What a rule of a corporation's own asks of a decision that chooses a proposal. There are these and no others, so that a rule is data and no program.</summary>
public enum FindingCheck
{
    /// <summary>The do-nothing option was there before the first score was given, and before the decision where there is none.</summary>
    DoNothingBeforeScores,

    /// <summary>A stakeholder of a party, in a role, or both, took part.</summary>
    TakesPart,

    /// <summary>A round was closed.</summary>
    RoundClosed,

    /// <summary>A criterion with a code was among the criteria.</summary>
    CriterionUsed,

    /// <summary>A criterion that was made of the insight of the rule was among the criteria.</summary>
    InsightUsed,

    /// <summary>So many assessors had scored each chosen proposal on each criterion that is added up.</summary>
    ScoredBySeveral,

    /// <summary>The decision says when it will be reviewed.</summary>
    ReviewDateSet,
}

/// <summary>What a rule asks, with what that needs to know.</summary>
public sealed record OwnRuleRequirement
{
    /// <summary>What is looked at.</summary>
    public required FindingCheck Check { get; init; }

    /// <summary>Takes part: the party, such as Gemeente; absent where any will do.</summary>
    public string? Party { get; init; }

    /// <summary>Takes part: the role, such as Wijkregisseur, never a person's name; absent where any will do.</summary>
    public string? Role { get; init; }

    /// <summary>Criterion used: its code.</summary>
    public string? Criterion { get; init; }

    /// <summary>Scored by several: how many assessors at least, 2 or more.</summary>
    public int? Assessors { get; init; }
}

/// <summary>A rule of a corporation's own, by which findings are made beside those of the rules that everybody has.</summary>
public sealed record OwnRule
{
    /// <summary>Its code in the corporation, such as EXTRA-1, as it was first written.</summary>
    public required string Code { get; init; }

    /// <summary>The rule as people say it, in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>The same in English; absent where the Dutch is to do for everybody.</summary>
    public string? English { get; init; }

    /// <summary>What it asks.</summary>
    public required OwnRuleRequirement Requires { get; init; }

    /// <summary>How much weight its findings have.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The first day (Dutch calendar) of the decisions that it looks at.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The insight of the learning network that it was made of; absent where that was not said.</summary>
    public InsightReference? Insight { get; init; }
}

/// <summary>A rule of a corporation's own as it was adopted once. It never changes: it is ended, and adopted again as a next version.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Version">Number of the version, from 1 within its code.</param>
/// <param name="Adopted">The event in which it was adopted.</param>
/// <param name="Ended">The event in which it was ended; absent while it is in force.</param>
public sealed record OwnRuleVersion(OwnRule Rule, int Version, Origin Adopted, Origin? Ended = null)
{
    /// <summary>Its newest event.</summary>
    public Origin Latest => Ended ?? Adopted;
}
