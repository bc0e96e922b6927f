using System.Collections.Immutable;

namespace WikkenWegen.Domain.Learning;

/// <summary>The insights of an edition were published in order, as one document.</summary>
[EventType("guide_published")]
public sealed record GuidePublished : EditionEvent
{
    /// <summary>Version of the guide, from 1 within the edition.</summary>
    public required int Version { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What stands before the insights; null where nothing does.</summary>
    public string? Preface { get; init; }

    /// <summary>The numbers of the insights, in their order.</summary>
    public required ImmutableArray<int> Insights { get; init; }

    /// <inheritdoc />
    protected override string Path => "guide";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"De wegwijzer '{Title}' is gepubliceerd (versie {Version}), met {Insights.Length} {(Insights.Length == 1 ? "inzicht" : "inzichten")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"The guide '{Title}' was published (version {Version}), with {Insights.Length} {(Insights.Length == 1 ? "insight" : "insights")}.");

    private protected override Edition Then(Edition edition, Origin origin) => edition with { Guides = edition.Guides.Add(new Guide(Version, Title, Preface, Insights, origin)) };
}

/// <summary>Publishes the insights of an edition in order.</summary>
public sealed record PublishGuide : EditionCommand
{
    /// <summary>Refuses the number of an insight that does not exist.</summary>
    public static readonly Rule UnknownInsight = new("unknown-insight", RuleKind.Invalid,
        "Inzicht {0} is er niet in deze editie.",
        "There is no insight {0} in this edition.");

    /// <summary>Refuses a guide without insights.</summary>
    public static readonly Rule GuideWithoutInsights = new("guide-without-insights", RuleKind.Invalid,
        "Een wegwijzer zonder inzichten wijst geen weg: noem ten minste één inzicht.",
        "A guide without insights shows no way: name at least one insight.");

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What stands before the insights; null where nothing does.</summary>
    public string? Preface { get; init; }

    /// <summary>The numbers of the insights, in their order.</summary>
    public required ImmutableArray<int> Insights { get; init; }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(Edition state) => [state.Origin, .. Insights.Select(number => state.Insight(number)?.Origin)];

    private protected override IEnumerable<Refusal> Broken(Edition edition, Actor actor)
    {
        if (Insights.IsEmpty) yield return GuideWithoutInsights.At("/insights");
        foreach (var (i, number) in Insights.Index())
            if (edition.Insight(number) is null) yield return UnknownInsight.At(Invariant($"/insights/{i}"), number);
        foreach (var twice in LearningRules.Twice(Insights, "/insights")) yield return twice;
    }

    private protected override EditionEvent Event(Edition edition, Actor actor) =>
        new GuidePublished { Version = edition.Guides.Length + 1, Title = Title, Preface = Preface, Insights = Insights };
}
