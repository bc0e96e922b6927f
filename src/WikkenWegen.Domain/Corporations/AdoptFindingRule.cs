using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Corporations;

/// <summary>The corporation adopted a rule of its own: from now on what a weighing lacks by it is a finding.</summary>
[EventType("finding_rule_adopted")]
public sealed record FindingRuleAdopted : CorporationEvent
{
    /// <summary>Number of the version, from 1 within the code of the rule.</summary>
    public required int Version { get; init; }

    /// <summary>The rule.</summary>
    public required OwnRule Rule { get; init; }

    /// <inheritdoc />
    protected override string Dutch => Speech.Ended(Invariant($"Eigen regel {Rule.Code} (versie {Version}{(Rule.Insight is { } insight ? $", uit {new[] { insight }.InDutch()}" : "")}) is vastgesteld: {Rule.Dutch}"));

    /// <inheritdoc />
    protected override string English => Speech.Ended(Invariant($"Own rule {Rule.Code} (version {Version}{(Rule.Insight is { } insight ? $", from {new[] { insight }.InEnglish()}" : "")}) was adopted: {Rule.English ?? Rule.Dutch}"));

    private protected override bool ForOthers => false;

    /// <inheritdoc />
    internal override Corporation Evolve(Corporation? corporation, Origin origin) => corporation!; // it changes nothing of what is registered

    /// <inheritdoc />
    internal override ImmutableArray<OwnRuleVersion> RulesAfter(ImmutableArray<OwnRuleVersion> before, Origin origin) => before.Add(new OwnRuleVersion(Rule, Version, origin));
}

/// <summary>Adopts a rule of the corporation's own. A code that was ended can be adopted again, as its next version.</summary>
public sealed record AdoptFindingRule : CorporationCommand
{
    /// <summary>Most rules of a corporation's own that are in force at once.</summary>
    public const int MostInForce = 50;

    /// <summary>Refuses one more rule than a corporation may have.</summary>
    public static readonly Rule TooManyOwnRules = new("too-many-own-rules", RuleKind.Conflict,
        "Er gelden al {0} eigen regels. Beëindig er eerst een.",
        "{0} own rules are in force already. End one of them first.");

    /// <summary>Refuses a rule without what its check needs to know.</summary>
    public static readonly Rule CheckNeedsThis = new("check-needs-this", RuleKind.Invalid,
        "Wat deze regel nagaat vraagt om dit veld.",
        "What this rule checks needs this field.");

    /// <summary>Refuses what belongs to another check: it would say more than is looked at.</summary>
    public static readonly Rule NotOfThisCheck = new("not-of-this-check", RuleKind.Invalid,
        "Dit hoort niet bij wat deze regel nagaat: laat dit veld weg.",
        "This does not belong to what this rule checks: leave this field out.");

    /// <summary>Code of the corporation.</summary>
    public required string Code { get; init; }

    /// <summary>The rule.</summary>
    public required OwnRule Rule { get; init; }

    /// <summary>The insight of the rule, where who adopts it may refer to that; else nothing. Only the store knows.</summary>
    [JsonIgnore]
    public ImmutableHashSet<InsightReference> KnownInsights { get; init; } = [];

    /// <inheritdoc />
    public override string Corporation => Code;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Corporation? corporation)
    {
        var rules = corporation!.FindingRules;
        if (rules.Any(r => r.Ended is null && Codes.Same(r.Rule.Code, Rule.Code))) yield return Rules.DuplicateCode.At("/code", Rule.Code);
        else if (rules.Count(r => r.Ended is null) >= MostInForce) yield return TooManyOwnRules.Whole(MostInForce);
        foreach (var unlike in Unlike(Rule)) yield return unlike;
        // What the corporation referred to before can be kept by everybody.
        if (Rule.Insight is { } insight && !rules.Any(r => r.Rule.Insight == insight) && !KnownInsights.Contains(insight))
            yield return InsightReferences.InsightNotInNetwork.At("/insight", insight.Number, insight.Edition);
    }

    /// <inheritdoc />
    protected override CorporationEvent EventFor(Corporation? corporation)
    {
        var before = corporation!.FindingRules.Where(r => Codes.Same(r.Rule.Code, Rule.Code)).ToList();
        return new FindingRuleAdopted { Version = before.Count + 1, Rule = before is [var first, ..] ? Rule with { Code = first.Rule.Code } : Rule };
    }

    /// <summary>What the check needs and is not there, and what is there and belongs to another.</summary>
    private static IEnumerable<Refusal> Unlike(OwnRule rule)
    {
        var (requires, check) = (rule.Requires, rule.Requires.Check);
        foreach (var (name, isThere, of, isNeeded) in new[]
        {
            ("party", requires.Party is not null, FindingCheck.TakesPart, requires.Role is null),
            ("role", requires.Role is not null, FindingCheck.TakesPart, false),
            ("criterion", requires.Criterion is not null, FindingCheck.CriterionUsed, true),
            ("assessors", requires.Assessors is not null, FindingCheck.ScoredBySeveral, true),
        })
        {
            if (isThere && check != of) yield return NotOfThisCheck.At($"/requires/{name}");
            if (!isThere && check == of && isNeeded) yield return CheckNeedsThis.At($"/requires/{name}");
        }
        if (check == FindingCheck.InsightUsed && rule.Insight is null) yield return CheckNeedsThis.At("/insight");
    }
}
