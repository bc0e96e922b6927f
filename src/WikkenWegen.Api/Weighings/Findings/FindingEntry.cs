using System.Collections.Immutable;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.Weighings.Findings;

/// <summary>Something that an auditor would ask about. It says what is there to see, and never that somebody did wrong.</summary>
public sealed record FindingEntry
{
    /// <summary>Name of the rule that holds, such as score-after-decision; the reference data list them all.</summary>
    public required string Rule { get; init; }

    /// <summary>How much weight it has.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Which moments the rule looks at: when things happened, when they were recorded, or both.</summary>
    public required FindingAxis Axis { get; init; }

    /// <summary>What it is about, in a few words in the language of the request.</summary>
    public required string Title { get; init; }

    /// <summary>What is there to see, in the language of the request.</summary>
    public required string Sentence { get; init; }

    /// <summary>What would settle it, in the language of the request.</summary>
    public required string Settles { get; init; }

    /// <summary>Numbers of the events that show it, rising; at least one.</summary>
    public required ImmutableArray<int> Events { get; init; }

    /// <summary>When the last of these events happened, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the last of these events was recorded, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The rule of the corporation's own that it was found by; absent for the rules that everybody has.</summary>
    public OwnRuleReference? Own { get; init; }

    /// <summary>A finding in a language.</summary>
    internal static FindingEntry Of(Finding finding, Language language) =>
        Of(KnownRule.Of(finding), finding.Sentence.In(language), finding.Events, finding.OccurredAt, finding.RecordedAt, language);

    /// <summary>A finding that was kept, in a language.</summary>
    internal static FindingEntry Of(KnownRule known, string sentence, ImmutableArray<int> events, DateTimeOffset occurredAt, DateTimeOffset recordedAt, Language language) => new()
    {
        Rule = known.Rule.Id,
        Severity = known.Severity,
        Axis = known.Rule.Axis,
        Title = known.Rule.Title.In(language),
        Sentence = sentence,
        Settles = known.Rule.Settles.In(language),
        Events = events,
        OccurredAt = occurredAt,
        RecordedAt = recordedAt,
        Own = OwnRuleReference.Of(known.Own),
    };
}

/// <summary>A rule of the corporation's own.</summary>
/// <param name="Code">Its code in the corporation.</param>
/// <param name="Version">Number of its version, from 1.</param>
/// <param name="Insight">The insight of the learning network that it was made of; absent where that was not said.</param>
public sealed record OwnRuleReference(string Code, int Version, InsightReference? Insight)
{
    internal static OwnRuleReference? Of(OwnRuleVersion? own) => own is null ? null : new OwnRuleReference(own.Rule.Code, own.Version, own.Rule.Insight);
}
