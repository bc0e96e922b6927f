using System.Collections.Immutable;
using System.Text.Json;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using WikkenWegen.Domain;
using WikkenWegen.Domain.AccessGrants;
using WikkenWegen.Domain.Corrections;
using WikkenWegen.Domain.Criteria;
using WikkenWegen.Domain.Decisions;
using WikkenWegen.Domain.Framings;
using WikkenWegen.Domain.Proposals;
using WikkenWegen.Domain.Reviews;
using WikkenWegen.Domain.Stakeholders;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>What lists and searches need to know of a weighing: a projection, kept in the transaction of each step that touches it.</summary>
public sealed record WeighingSummary
{
    /// <summary>
    /// The number of the shape below and of what is made of it for lists. A summary with a lower one lacks what came later, and is made anew
    /// from its events at the next start.
    /// </summary>
    public const int NewestShape = 5;

    /// <summary>
    /// Most characters that a search looks through. A step that changes a text makes all its words anew, so this is what bounds the time of a step,
    /// whatever was written in the weighing before.
    /// </summary>
    public const int MostSearched = 100_000;

    /// <summary>In which shape it was made; 0 for those of before there were numbers.</summary>
    public int Shape { get; init; }

    /// <summary>Identity of the weighing.</summary>
    public required Guid Id { get; init; }

    /// <summary>The framing in force.</summary>
    public required Framing Framing { get; init; }

    /// <summary>Where it stands.</summary>
    public required WeighingStatus Status { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Number of the decision that stands, a deferral included; null where none does.</summary>
    public int? StandingDecision { get; init; }

    /// <summary>What kind of decision stands; null where none does.</summary>
    public DecisionKind? DecisionKind { get; init; }

    /// <summary>What the decision that stands deviates from on purpose; empty where it deviates from nothing, or none stands.</summary>
    public ImmutableSortedSet<DeviationFrom> Deviations { get; init; } = [];

    /// <summary>When the decision that stands was taken; null while the question is open or deferred.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The local day on which the decision that stands will be reviewed.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>Number of the event in which the decision that stands was taken; null where none stands.</summary>
    public int? DecisionEvent { get; init; }

    /// <summary>The party of each stakeholder who was invited, by their code.</summary>
    public ImmutableSortedDictionary<string, string> PartyOf { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Parties that were invited.</summary>
    public ImmutableSortedSet<string> Parties => [.. PartyOf.Values];

    /// <summary>Their names as they are compared, but for how their letters are composed.</summary>
    public ImmutableSortedSet<string> PartyKeys => [.. PartyOf.Values.Select(Names.Key)];

    /// <summary>Subject ids of the stakeholders who take part, by their code.</summary>
    public ImmutableSortedDictionary<string, string> SubjectOf { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Codes of the stakeholders who withdrew.</summary>
    public ImmutableSortedSet<string> Withdrawn { get; init; } = [];

    /// <summary>Subject ids of those who have access by name, by the number of their grant.</summary>
    public ImmutableSortedDictionary<int, string> Access { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Subject ids of those who read it whatever its class of confidentiality.</summary>
    public ImmutableSortedSet<string> Named => [.. SubjectOf.Values, .. Access.Values];

    /// <summary>CBS codes of the areas, and of those in which they lie: a gemeente holds its wijken, and both hold their buurten.</summary>
    public ImmutableSortedSet<string> Areas => [.. Framing.Areas.SelectMany(a => WithLarger(a.Code))];

    /// <summary>The corporation's own number as numbers are compared, but for how its letters are composed; null where it has none.</summary>
    public string? ReferenceKey => Framing.Reference is { } reference ? Names.Key(reference) : null;

    /// <summary>
    /// By what the decision that stands is found: <see cref="NoDeviation"/>, or <see cref="AnyDeviation"/> and from what; empty where none stands.
    /// </summary>
    public ImmutableArray<string> DeviationMarks => StandingDecision is null ? [] : Deviations.IsEmpty ? [NoDeviation] : [AnyDeviation, .. Deviations.Select(Mark)];

    /// <summary>The mark of a decision that deviates from nothing.</summary>
    internal const string NoDeviation = "none";

    /// <summary>The mark of a decision that deviates from anything.</summary>
    internal const string AnyDeviation = "any";

    /// <summary>The mark of a decision that deviates from this.</summary>
    internal static string Mark(DeviationFrom from) => JsonNamingPolicy.CamelCase.ConvertName(from.ToString());

    /// <summary>The newest text of each proposal, by code, as far as it can be searched: all of them together are no longer than <see cref="MostSearched"/>.</summary>
    public ImmutableSortedDictionary<string, string> Proposals { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The criteria in force, those beside included, in words.</summary>
    public string Criteria { get; init; } = "";

    /// <summary>Everything a search looks through. No text by or about a person is in it: those lie in the vault.</summary>
    public string SearchText => Cut(string.Join('\n',
    [
        Framing.Title, Framing.Question, Framing.Occasion, Framing.Reference, Framing.HereFor, Framing.NotHereFor,
        .. Proposals.Values, Criteria, .. Parties,
    ]), MostSearched);

    /// <summary>The same with the text of a proposal, where that of all together is no longer than what is searched.</summary>
    internal WeighingSummary WithProposal(string code, string text)
    {
        var (proposals, room) = (Proposals.SetItem(code, text), MostSearched);
        foreach (var (each, whole) in proposals)
        {
            if (whole.Length > room) proposals = proposals.SetItem(each, Cut(whole, room));
            room -= Math.Min(room, whole.Length);
        }
        return this with { Proposals = proposals };
    }

    /// <summary>The beginning of a text, without half a pair of surrogates at its end.</summary>
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>How it is stored, and the tables beside it from which lists are read.</summary>
    public static void Configure(StoreOptions options)
    {
        options.Projections.Add<WeighingSummaryProjection>(ProjectionLifecycle.Inline);
        options.Schema.For<WeighingSummary>().DocumentAlias("weighing_summary").Duplicate(s => s.OpenedAt, notNull: true);
        options.Storage.Add(new WeighingList());
    }

    private static IEnumerable<string> WithLarger(string code) => code[..2] switch
    {
        "BU" => [code, $"WK{code[2..8]}", $"GM{code[2..6]}"],
        "WK" => [code, $"GM{code[2..6]}"],
        _ => [code],
    };
}

/// <summary>Keeps <see cref="WeighingSummary"/>.</summary>
public sealed partial class WeighingSummaryProjection : SingleStreamProjection<WeighingSummary, Guid>
{
    /// <summary>Only steps that a list shows are looked at: a score or an input costs no second write.</summary>
    public WeighingSummaryProjection()
    {
        IncludeType<WeighingOpened>();
        IncludeType<WeighingReframed>();
        IncludeType<ProposalSubmitted>();
        IncludeType<ProposalRevised>();
        IncludeType<CriteriaAdopted>();
        IncludeType<CriteriaChanged>();
        IncludeType<StakeholderInvited>();
        IncludeType<StakeholderCorrected>();
        IncludeType<StakeholderWithdrew>();
        IncludeType<AccessGranted>();
        IncludeType<AccessEnded>();
        IncludeType<MomentCorrected>();
        IncludeType<DecisionTaken>();
        IncludeType<DecisionApproved>();
        IncludeType<DecisionRejected>();
        IncludeType<DecisionWithdrawn>();
        IncludeType<WeighingReopened>();
        IncludeType<ExecutionStarted>();
        IncludeType<WeighingClosed>();
        IncludeType<WeighingCancelled>();
    }

    /// <inheritdoc />
    public override WeighingSummary? Evolve(WeighingSummary? snapshot, Guid id, IEvent e)
    {
        if (e.Data is WeighingOpened opened)
            return new WeighingSummary
            {
                Shape = WeighingSummary.NewestShape,
                Id = e.StreamId,
                Framing = opened.Framing,
                Status = WeighingStatus.Open,
                OpenedAt = opened.OccurredAt,
                Access = ImmutableSortedDictionary<int, string>.Empty.Add(1, e.UserName ?? ""),
            };
        if (snapshot is null || e.Data is not WeighingEvent step) return snapshot;
        return Touched(snapshot, step, checked((int)e.Version)) with { Status = snapshot.Status.After(step, snapshot.Framing.ApproverRole is not null, snapshot.StandingDecision) };
    }

    private static WeighingSummary Touched(WeighingSummary summary, WeighingEvent step, int number) => step switch
    {
        WeighingReframed e => summary with { Framing = e.Framing },
        ProposalSubmitted e => summary.WithProposal(e.Code, Words(e.Content)),
        ProposalRevised e => summary.WithProposal(e.Code, Words(e.Content)),
        CriteriaAdopted e => summary with { Criteria = Words(e.Set) },
        CriteriaChanged e => summary with { Criteria = Words(e.Set) },
        StakeholderInvited e => Known(summary, e.Code, e.Party, e.Subject),
        StakeholderCorrected e => Known(summary, e.Code, e.Party, summary.Withdrawn.Contains(e.Code) ? null : e.Subject),
        StakeholderWithdrew e => summary with { SubjectOf = summary.SubjectOf.Remove(e.Code), Withdrawn = summary.Withdrawn.Add(e.Code) },
        // Set, not added: a host that is behind can bring a number that is there already. Its append fails only after this, and is then tried anew.
        AccessGranted e => summary with { Access = summary.Access.SetItem(e.Number, e.Subject) },
        AccessEnded e => summary with { Access = summary.Access.Remove(e.Number) },
        MomentCorrected { Event: 1 } e => summary with { OpenedAt = e.To },
        MomentCorrected e when e.Event == summary.DecisionEvent && summary.DecidedAt is not null => summary with { DecidedAt = e.To },
        DecisionTaken e => summary with
        {
            StandingDecision = e.Number,
            DecisionEvent = number,
            DecisionKind = e.Content.Kind,
            Deviations = [.. e.Content.Deviations.Select(d => d.From)],
            DecidedAt = e.Content.Kind == DecisionKind.Deferred ? null : e.OccurredAt,
            ReviewDate = e.Content.ReviewDate,
        },
        DecisionRejected or DecisionWithdrawn or WeighingReopened =>
            summary with { StandingDecision = null, DecisionEvent = null, DecisionKind = null, Deviations = [], DecidedAt = null, ReviewDate = null },
        _ => summary,
    };

    private static WeighingSummary Known(WeighingSummary summary, string code, string party, string? subject) => summary with
    {
        PartyOf = summary.PartyOf.SetItem(code, party),
        SubjectOf = subject is null ? summary.SubjectOf.Remove(code) : summary.SubjectOf.SetItem(code, subject),
    };

    private static string Words(ProposalContent content) => $"{content.Name}\n{content.Description}";

    private static string Words(CriteriaSet set) => string.Join('\n', set.All().Select(c => $"{c.Name} {c.Goal}"));
}
