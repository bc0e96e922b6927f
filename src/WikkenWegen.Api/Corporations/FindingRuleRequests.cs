using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;

namespace WikkenWegen.Api.Corporations;

/// <summary>What a rule of the corporation's own asks of a decision that chooses a proposal. Which of the other fields are needed depends on what is checked; the rest is left out.</summary>
public sealed record OwnRuleRequirementRequest
{
    /// <summary>What is looked at.</summary>
    public required FindingCheck Check { get; init; }

    /// <summary>For takesPart: the party, such as Gemeente. This or a role is needed.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Party { get; init; }

    /// <summary>For takesPart: the role, such as Wijkregisseur, never a person's name.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Role { get; init; }

    /// <summary>For criterionUsed: the code of the criterion, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Criterion { get; init; }

    /// <summary>For scoredBySeveral: how many assessors at least.</summary>
    [Range(2, 100)]
    public int? Assessors { get; init; }
}

/// <summary>Body of POST /v1/corporations/{corporation}/finding-rules</summary>
public sealed record AdoptFindingRuleRequest
{
    /// <summary>Its code in the corporation, such as EVALUATIE. One that was ended can be adopted again, as its next version.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>The rule as people say it, in Dutch, in a sentence that is about no person.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Dutch { get; init; }

    /// <summary>The same in English; where it is left out, the Dutch is given to everybody.</summary>
    [StringLength(FieldLimits.Line)]
    public string? English { get; init; }

    /// <summary>What it asks of a decision that chooses a proposal.</summary>
    public required OwnRuleRequirementRequest Requires { get; init; }

    /// <summary>How much weight its findings have.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The first day (Dutch calendar) of the decisions that it looks at; today where it is left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The insight of the learning network that it is made of; needed for insightUsed.</summary>
    public InsightReferenceRequest? Insight { get; init; }

    /// <summary>The command, before it is known which insights the caller may refer to.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="today">The day of recording.</param>
    public AdoptFindingRule ToCommand(string corporation, DateOnly today) => new() { Code = corporation, Rule = ToRule(today) };

    private OwnRule ToRule(DateOnly today) => new()
    {
        Code = Code,
        Dutch = Dutch,
        English = English,
        Requires = new OwnRuleRequirement { Check = Requires.Check, Party = Requires.Party, Role = Requires.Role, Criterion = Requires.Criterion, Assessors = Requires.Assessors },
        Severity = Severity,
        From = From ?? today,
        Insight = Insight?.ToReference(),
    };
}

/// <summary>Body of POST /v1/corporations/{corporation}/finding-rules/{code}/ending</summary>
public sealed record EndFindingRuleRequest
{
    /// <summary>Why it no longer holds, in a sentence that is about no person.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Why { get; init; }

    /// <summary>The command.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="rule">Code of the rule.</param>
    public EndFindingRule ToCommand(string corporation, string rule) => new() { Code = corporation, Rule = rule, Why = Why };
}

/// <summary>A version of a rule of the corporation's own.</summary>
public sealed record OwnRuleView
{
    /// <summary>Its code in the corporation.</summary>
    public required string Code { get; init; }

    /// <summary>Number of this version, from 1 within its code.</summary>
    public required int Version { get; init; }

    /// <summary>The rule as people say it, in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>The same in English; absent where the Dutch is given to everybody.</summary>
    public string? English { get; init; }

    /// <summary>What it asks of a decision that chooses a proposal.</summary>
    public required OwnRuleRequirement Requires { get; init; }

    /// <summary>How much weight its findings have.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The first day (Dutch calendar) of the decisions that it looks at.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The insight of the learning network that it was made of; absent where that was not said.</summary>
    public InsightReference? Insight { get; init; }

    /// <summary>The event of the corporation in which it was adopted.</summary>
    public required Origin Adopted { get; init; }

    /// <summary>The event of the corporation in which it was ended; absent while it is in force.</summary>
    public Origin? Ended { get; init; }

    internal static OwnRuleView Of(OwnRuleVersion version) => new()
    {
        Code = version.Rule.Code,
        Version = version.Version,
        Dutch = version.Rule.Dutch,
        English = version.Rule.English,
        Requires = version.Rule.Requires,
        Severity = version.Rule.Severity,
        From = version.Rule.From,
        Insight = version.Rule.Insight,
        Adopted = version.Adopted,
        Ended = version.Ended,
    };
}

/// <summary>The rules of the corporation's own.</summary>
/// <param name="Items">Every version of each, in the order in which they were adopted; also those that ended.</param>
public sealed record OwnRuleList(ImmutableArray<OwnRuleView> Items);
