using System.Collections.Immutable;

namespace WikkenWegen.Domain.Findings;

/// <summary>Something that an auditor would ask about, with the events that show it. It says what is there, and never that somebody did wrong.</summary>
/// <param name="Rule">The rule that holds.</param>
/// <param name="Events">Numbers of the events that show it, rising; at least one.</param>
/// <param name="OccurredAt">When the last of these happened, in UTC.</param>
/// <param name="RecordedAt">When the last of these was recorded, in UTC.</param>
/// <param name="Sentence">What is there to see, in one or two sentences. It holds no sealed text.</param>
public sealed record Finding(FindingRule Rule, ImmutableArray<int> Events, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, Spoken Sentence)
{
    /// <summary>The rule of the corporation's own that it was found by; null for the rules that everybody has.</summary>
    public OwnRuleVersion? Own { get; init; }

    /// <summary>How much weight it has: what the corporation said of its own rule, else that of the rule.</summary>
    public FindingSeverity Severity => Own?.Rule.Severity ?? Rule.Severity;
}

/// <summary>A question that an auditor asks of every weighing. Each rule has a file of its own; <see cref="FindingRules.All"/> has them all.</summary>
/// <param name="id">Its name in kebab-case; part of the API's contract, so it never changes.</param>
/// <param name="severity">How much weight its findings have.</param>
/// <param name="axis">Which moments it looks at.</param>
/// <param name="title">What it is about, in a few words.</param>
/// <param name="settles">What would settle a finding: a step to record, or an answer that somebody must give.</param>
public abstract class FindingRule(string id, FindingSeverity severity, FindingAxis axis, Spoken title, Spoken settles)
{
    /// <summary>Its name in kebab-case, such as score-after-decision.</summary>
    public string Id => id;

    /// <summary>How much weight its findings have.</summary>
    public FindingSeverity Severity => severity;

    /// <summary>Which moments it looks at.</summary>
    public FindingAxis Axis => axis;

    /// <summary>What it is about, in a few words.</summary>
    public Spoken Title => title;

    /// <summary>What would settle a finding.</summary>
    public Spoken Settles => settles;

    /// <summary>Its findings in a weighing, in the order of the events that show them; none where it does not hold. Pure: the same for the same context.</summary>
    public abstract IEnumerable<Finding> Of(FindingContext context);

    /// <summary>A finding of this rule.</summary>
    /// <param name="shownBy">Where it is shown; nulls are passed over, and at least one is none.</param>
    /// <param name="dutch">What is there to see, in Dutch.</param>
    /// <param name="english">The same in English.</param>
    protected Finding Found(IEnumerable<Origin?> shownBy, string dutch, string english)
    {
        var (events, occurredAt, recordedAt, areRising) = (new List<int>(shownBy is ICollection<Origin?> all ? all.Count : 4), DateTimeOffset.MinValue, DateTimeOffset.MinValue, true);
        foreach (var origin in shownBy)
        {
            if (origin is null) continue;
            areRising = areRising && (events.Count == 0 || origin.Event > events[^1]);
            events.Add(origin.Event);
            if (origin.OccurredAt > occurredAt) occurredAt = origin.OccurredAt;
            if (origin.RecordedAt > recordedAt) recordedAt = origin.RecordedAt;
        }
        return new Finding(this, areRising ? [.. events] : Rising(events), occurredAt, recordedAt, new Spoken(dutch, english));
    }

    private static ImmutableArray<int> Rising(List<int> events)
    {
        events.Sort();
        var rising = ImmutableArray.CreateBuilder<int>(events.Count);
        foreach (var number in events)
            if (rising.Count == 0 || rising[^1] != number) rising.Add(number);
        return rising.DrainToImmutable();
    }
}
