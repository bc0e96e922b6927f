using System.Collections.Immutable;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Views;

/// <summary>
/// Everything there is to know of a weighing at one moment, on one screen. Each part says in its origin from which event it
/// comes; sealed texts are filled in as long as they are in the vault.
/// </summary>
/// <param name="weighing">The state, as the reader may see it.</param>
/// <param name="heard">Who was heard, by the whole state: that a party gave something in a blind round is no secret.</param>
public sealed class WeighingView(Weighing weighing, ImmutableArray<Heard> heard)
{
    /// <summary>Identity (UUIDv7).</summary>
    public Guid Id { get; init; } = weighing.Id;

    /// <summary>Number of the newest event in this view; as an entity tag, what If-Match expects.</summary>
    public int Version { get; init; } = weighing.Version;

    /// <summary>Where the weighing stands.</summary>
    public WeighingStatus Status { get; init; } = weighing.Status;

    /// <summary>The framing in force.</summary>
    public FramingVersion Framing { get; init; } = weighing.Framings[^1];

    /// <summary>The criteria in force; absent until they are adopted.</summary>
    public CriteriaVersion? Criteria { get; init; } = weighing.Criteria;

    /// <summary>All proposals with all their revisions, oldest first.</summary>
    public ImmutableArray<Proposal> Proposals { get; init; } = weighing.Proposals;

    /// <summary>All stakeholders.</summary>
    public ImmutableArray<Stakeholder> Stakeholders { get; init; } = weighing.Stakeholders;

    /// <summary>Which stakeholders were heard, and in what.</summary>
    [NotCompared]
    public ImmutableArray<Heard> Heard { get; init; } = heard;

    /// <summary>Codes of the stakeholders who were not heard.</summary>
    [NotCompared]
    public ImmutableArray<string> NotHeard { get; init; } = [.. weighing.Stakeholders.Select(s => s.Code).Except(heard.Select(h => h.Stakeholder))];

    /// <summary>All rounds of consultation.</summary>
    public ImmutableArray<Round> Rounds { get; init; } = weighing.Rounds;

    /// <summary>All inputs that the reader may read.</summary>
    public ImmutableArray<Input> Inputs { get; init; } = weighing.Inputs;

    /// <summary>All objections that the reader may read.</summary>
    public ImmutableArray<Objection> Objections { get; init; } = weighing.Objections;

    /// <summary>What was given in blind rounds that are still open, by others than the reader.</summary>
    [NotCompared]
    public ImmutableArray<HiddenPart> Hidden { get; init; } = weighing.Hidden;

    /// <summary>All requests for advice, with their clock, the advice and what was done with it.</summary>
    public ImmutableArray<AdviceRequest> AdviceRequests { get; init; } = weighing.AdviceRequests;

    /// <summary>All scores that the reader may read.</summary>
    public ImmutableArray<Score> Scores { get; init; } = weighing.Scores;

    /// <summary>The computed results that lay on the table.</summary>
    public ImmutableArray<Outcome> Outcomes { get; init; } = weighing.Outcomes;

    /// <summary>All decisions with approval, execution and reviews.</summary>
    public ImmutableArray<Decision> Decisions { get; init; } = weighing.Decisions;

    /// <summary>All reopenings.</summary>
    public ImmutableArray<Reopening> Reopenings { get; init; } = weighing.Reopenings;

    /// <summary>How it ended; absent while it goes on.</summary>
    public Ending? Ending { get; init; } = weighing.Ended;

    /// <summary>All versions of the framing, oldest first.</summary>
    public ImmutableArray<FramingVersion> Framings { get; init; } = weighing.Framings;

    /// <summary>All versions of the criteria, oldest first, with the reasons for each change.</summary>
    public ImmutableArray<CriteriaVersion> CriteriaVersions { get; init; } = weighing.CriteriaVersions;
}

/// <summary>A list of the view that <see cref="WeighingView"/> derives from its other parts: differences do not tell it again.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotComparedAttribute : Attribute;
