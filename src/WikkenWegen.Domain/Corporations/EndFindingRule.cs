using System.Collections.Immutable;

namespace WikkenWegen.Domain.Corporations;

/// <summary>A rule of the corporation's own was ended: nothing is found by it any more. What was found by it stays in every view of before.</summary>
[EventType("finding_rule_ended")]
public sealed record FindingRuleEnded : CorporationEvent
{
    /// <summary>Code of the rule.</summary>
    public required string Code { get; init; }

    /// <summary>Number of the version that was in force.</summary>
    public required int Version { get; init; }

    /// <summary>Why it no longer holds, in a sentence that is about no person.</summary>
    public required string Why { get; init; }

    /// <inheritdoc />
    protected override string Dutch => Speech.Ended(Invariant($"Eigen regel {Code} (versie {Version}) geldt niet meer: {Why}"));

    /// <inheritdoc />
    protected override string English => Speech.Ended(Invariant($"Own rule {Code} (version {Version}) is no longer in force: {Why}"));

    private protected override bool ForOthers => false;

    /// <inheritdoc />
    internal override Corporation Evolve(Corporation? corporation, Origin origin) => corporation!; // it changes nothing of what is registered

    /// <inheritdoc />
    internal override ImmutableArray<OwnRuleVersion> RulesAfter(ImmutableArray<OwnRuleVersion> before, Origin origin) =>
        [.. before.Select(r => r.Version == Version && Codes.Same(r.Rule.Code, Code) ? r with { Ended = origin } : r)];
}

/// <summary>Ends a rule of the corporation's own.</summary>
public sealed record EndFindingRule : CorporationCommand
{
    /// <summary>Refuses an address with the code of a rule that the corporation never adopted.</summary>
    public static readonly Rule NoSuchFindingRule = new("no-such-finding-rule", RuleKind.Missing,
        "De corporatie heeft geen eigen regel {0}.",
        "The corporation has no own rule {0}.");

    /// <summary>Refuses to end a rule once more.</summary>
    public static readonly Rule FindingRuleHasEnded = new("finding-rule-has-ended", RuleKind.Conflict,
        "Eigen regel {0} geldt al niet meer (gebeurtenis {1}).",
        "Own rule {0} is no longer in force already (event {1}).");

    /// <summary>Code of the corporation.</summary>
    public required string Code { get; init; }

    /// <summary>Code of the rule, in either case.</summary>
    public required string Rule { get; init; }

    /// <summary>Why it no longer holds, in a sentence that is about no person.</summary>
    public required string Why { get; init; }

    /// <inheritdoc />
    public override string Corporation => Code;

    /// <inheritdoc />
    public override int? VersionBefore(Corporation? corporation) => corporation?.FindingRule(Rule)?.Latest.Event;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Corporation? corporation)
    {
        if (corporation!.FindingRule(Rule) is not { } rule) yield return NoSuchFindingRule.Whole(Rule);
        else if (rule.Ended is { } ended) yield return FindingRuleHasEnded.Whole(rule.Rule.Code, ended.Event);
    }

    /// <inheritdoc />
    protected override CorporationEvent EventFor(Corporation? corporation)
    {
        var rule = corporation!.FindingRule(Rule)!;
        return new FindingRuleEnded { Code = rule.Rule.Code, Version = rule.Version, Why = Why };
    }
}
