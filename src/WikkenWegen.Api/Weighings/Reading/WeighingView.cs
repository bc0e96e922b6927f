using System.Collections.Immutable;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>
/// Everything there is to know of a weighing at one moment, on one screen. Each part says in its origin from which event it
/// comes; sealed texts are filled in as long as they are in the vault.
/// </summary>
public sealed record WeighingView
{
    /// <summary>Identity (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>Number of the newest event in this view; as an entity tag, what If-Match expects.</summary>
    public required int Version { get; init; }

    /// <summary>Where the weighing stands.</summary>
    public required WeighingStatus Status { get; init; }

    /// <summary>The framing in force.</summary>
    public required FramingVersion Framing { get; init; }

    /// <summary>The criteria in force; absent until they are adopted.</summary>
    public CriteriaVersion? Criteria { get; init; }

    /// <summary>All proposals with all their revisions, oldest first.</summary>
    public required ImmutableArray<Proposal> Proposals { get; init; }

    /// <summary>All stakeholders.</summary>
    public required ImmutableArray<Stakeholder> Stakeholders { get; init; }

    /// <summary>Which stakeholders were heard, and in what.</summary>
    public required ImmutableArray<Heard> Heard { get; init; }

    /// <summary>Codes of the stakeholders who were not heard.</summary>
    public required ImmutableArray<string> NotHeard { get; init; }

    /// <summary>All rounds of consultation.</summary>
    public required ImmutableArray<Round> Rounds { get; init; }

    /// <summary>All inputs that the reader may read.</summary>
    public required ImmutableArray<Input> Inputs { get; init; }

    /// <summary>All objections that the reader may read.</summary>
    public required ImmutableArray<Objection> Objections { get; init; }

    /// <summary>What was given in blind rounds that are still open, by others than the reader.</summary>
    public required ImmutableArray<HiddenPart> Hidden { get; init; }

    /// <summary>All requests for advice, with their clock, the advice and what was done with it.</summary>
    public required ImmutableArray<AdviceRequest> AdviceRequests { get; init; }

    /// <summary>All scores that the reader may read.</summary>
    public required ImmutableArray<Score> Scores { get; init; }

    /// <summary>The computed results that lay on the table.</summary>
    public required ImmutableArray<Outcome> Outcomes { get; init; }

    /// <summary>All decisions with approval, execution and reviews.</summary>
    public required ImmutableArray<Decision> Decisions { get; init; }

    /// <summary>All reopenings.</summary>
    public required ImmutableArray<Reopening> Reopenings { get; init; }

    /// <summary>How it ended; absent while it goes on.</summary>
    public Ending? Ending { get; init; }

    /// <summary>All versions of the framing, oldest first.</summary>
    public required ImmutableArray<FramingVersion> Framings { get; init; }

    /// <summary>All versions of the criteria, oldest first, with the reasons for each change.</summary>
    public required ImmutableArray<CriteriaVersion> CriteriaVersions { get; init; }

    /// <summary>The view of a state.</summary>
    public static WeighingView Of(Weighing weighing, ImmutableArray<Heard> heard) => new()
    {
        Id = weighing.Id,
        Version = weighing.Version,
        Status = weighing.Status,
        Framing = weighing.Framings[^1],
        Criteria = weighing.Criteria,
        Proposals = weighing.Proposals,
        Stakeholders = weighing.Stakeholders,
        Heard = heard,
        NotHeard = [.. weighing.Stakeholders.Select(s => s.Code).Except(heard.Select(h => h.Stakeholder))],
        Rounds = weighing.Rounds,
        Inputs = weighing.Inputs,
        Objections = weighing.Objections,
        Hidden = weighing.Hidden,
        AdviceRequests = weighing.AdviceRequests,
        Scores = weighing.Scores,
        Outcomes = weighing.Outcomes,
        Decisions = weighing.Decisions,
        Reopenings = weighing.Reopenings,
        Ending = weighing.Ended,
        Framings = weighing.Framings,
        CriteriaVersions = weighing.CriteriaVersions,
    };
}
