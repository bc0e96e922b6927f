using System.Collections.Immutable;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Views;

/// <summary>
/// Everything that is known of a weighing at one moment. Each part says in its origin which event it comes from. Texts by or about persons
/// are filled in as long as they are in the vault.
/// </summary>
/// <param name="weighing">The state, as the reader may see it.</param>
/// <param name="heard">Who was heard in the whole state, also in open blind rounds: that a party gave something is no secret.</param>
/// <param name="asOccurred">Whether it is of a moment of happening, so that it has no version.</param>
public sealed class WeighingView(Weighing weighing, ImmutableArray<Heard> heard, bool asOccurred = false)
{
    /// <summary>Id of the weighing (UUIDv7).</summary>
    public Guid Id { get; init; } = weighing.Id;

    /// <summary>
    /// Number of the newest event in this view, from 1. If-Match expects that of the newest view, in quotes. Absent in a view as of a
    /// moment of happening: that rests on the events that had happened, which are no version of the weighing.
    /// </summary>
    public int? Version { get; init; } = asOccurred ? null : weighing.Version;

    /// <summary>Numbers of the events that a view as of a moment of happening rests on, in the order in which they happened; absent in any other view.</summary>
    public ImmutableArray<int>? Events { get; init; } = asOccurred ? weighing.EventNumbers : null;

    /// <summary>Where the weighing stands.</summary>
    public WeighingStatus Status { get; init; } = weighing.Status;

    /// <summary>The framing in force.</summary>
    public FramingVersion Framing { get; init; } = weighing.Framings[^1];

    /// <summary>The criteria in force; absent until they are adopted.</summary>
    public CriteriaVersion? Criteria { get; init; } = weighing.Criteria;

    /// <summary>All proposals with all their revisions, oldest first.</summary>
    public GrowingList<Proposal> Proposals { get; init; } = weighing.Proposals;

    /// <summary>All stakeholders, in the order in which they were invited; also those who withdrew.</summary>
    public GrowingList<Stakeholder> Stakeholders { get; init; } = weighing.Stakeholders;

    /// <summary>The stakeholders who were heard, with the rounds and events that show it.</summary>
    [NotCompared]
    public ImmutableArray<Heard> Heard { get; init; } = heard;

    /// <summary>Codes of the stakeholders who were not heard, in the order in which they were invited.</summary>
    [NotCompared]
    public ImmutableArray<string> NotHeard { get; init; } = [.. weighing.Stakeholders.Select(s => s.Code).Except(heard.Select(h => h.Stakeholder))];

    /// <summary>Who has access by name, or had it; the first is who opened the weighing.</summary>
    public GrowingList<AccessGrant> Access { get; init; } = weighing.Access;

    /// <summary>The links to other weighings that the reader may see: what came before, runs beside and came after.</summary>
    public GrowingList<Link> Links { get; init; } = weighing.Links;

    /// <summary>The cases that were made of it for others to learn from, in the order of their numbers; also those that were taken back.</summary>
    public GrowingList<WeighingCase> Cases { get; init; } = weighing.Cases;

    /// <summary>All rounds of consultation, in the order of their numbers.</summary>
    public GrowingList<Round> Rounds { get; init; } = weighing.Rounds;

    /// <summary>All inputs that the reader may read, in the order of their numbers; also those that were withdrawn.</summary>
    public GrowingList<Input> Inputs { get; init; } = weighing.Inputs;

    /// <summary>All objections that the reader may read, in the order of their numbers.</summary>
    public GrowingList<Objection> Objections { get; init; } = weighing.Objections;

    /// <summary>What others than the reader gave in blind rounds that are still open: that it is there, without its content.</summary>
    [NotCompared]
    public GrowingList<HiddenPart> Hidden { get; init; } = weighing.Hidden;

    /// <summary>All requests for advice, in the order of their numbers, with their last days, the advice, and what was done with it.</summary>
    public GrowingList<AdviceRequest> AdviceRequests { get; init; } = weighing.AdviceRequests;

    /// <summary>All scores that the reader may read, in the order of their numbers.</summary>
    public GrowingList<Score> Scores { get; init; } = weighing.Scores;

    /// <summary>All consequences that the reader may read, in the order of their numbers.</summary>
    public GrowingList<Consequence> Consequences { get; init; } = weighing.Consequences;

    /// <summary>The computed results that lay on the table, in the order of their numbers.</summary>
    public GrowingList<RecordedOutcome> Outcomes { get; init; } = weighing.Outcomes;

    /// <summary>All ballots, in the order of their numbers, each with what was reached.</summary>
    public GrowingList<Ballot> Ballots { get; init; } = weighing.Ballots;

    /// <summary>All decisions, in the order of their numbers, with their approval, execution and reviews; also those that no longer stand.</summary>
    public GrowingList<Decision> Decisions { get; init; } = weighing.Decisions;

    /// <summary>The corrections of moments, in the order of their numbers.</summary>
    public GrowingList<MomentCorrection> MomentCorrections { get; init; } = weighing.MomentCorrections;

    /// <summary>The corrections of texts by or about persons, in the order of their numbers.</summary>
    public GrowingList<TextCorrection> TextCorrections { get; init; } = weighing.TextCorrections;

    /// <summary>All erasures of personal data, in the order of their numbers: when, on what ground, and which texts.</summary>
    public GrowingList<Erasure> Erasures { get; init; } = weighing.Erasures;

    /// <summary>All decisions on how long it is kept, in the order of their numbers; the last one is in force.</summary>
    public GrowingList<Retention> Retentions { get; init; } = weighing.Retentions;

    /// <summary>All reopenings, in the order of their numbers.</summary>
    public GrowingList<Reopening> Reopenings { get; init; } = weighing.Reopenings;

    /// <summary>How the weighing ended; absent while it goes on, also after a reopening.</summary>
    public Ending? Ending { get; init; } = weighing.Ended;

    /// <summary>All versions of the framing, oldest first.</summary>
    public GrowingList<FramingVersion> Framings { get; init; } = weighing.Framings;

    /// <summary>All versions of the criteria, oldest first, each change with its reason; empty until they are adopted.</summary>
    public GrowingList<CriteriaVersion> CriteriaVersions { get; init; } = weighing.CriteriaVersions;
}

/// <summary>Marks a list of the view that is derived from other parts. It is not compared, since the differences of those parts show the same.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotComparedAttribute : Attribute;
