using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Outcome;

/// <summary>A score that counts.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="By">Who judges.</param>
/// <param name="Estimate">The judgement, on the scale of the criterion.</param>
/// <param name="Score">Number of the score; absent where a what-if supposes it.</param>
/// <param name="Event">Number of the event in which its newest revision was given; absent where a what-if supposes it.</param>
/// <param name="OnRevision">The earlier revision of the proposal on which it was given; absent where that is the newest.</param>
/// <param name="UnderVersion">The other version of the criteria under which it was given, and which has the same criterion with the same scale; absent where it is this version.</param>
public sealed record CountedScore(string Proposal, string Criterion, Who By, Estimate Estimate, int? Score, int? Event, int? OnRevision = null, int? UnderVersion = null);

/// <summary>A score that does not count, and for which its assessor gave no newer one that does.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="By">Who judged.</param>
/// <param name="Score">Number of the score.</param>
/// <param name="Event">Number of the event in which its newest revision was given.</param>
/// <param name="UnderVersion">The version of the criteria under which it was given.</param>
/// <param name="Why">Why it does not count.</param>
public sealed record UncountedScore(string Proposal, string Criterion, Who By, int Score, int Event, int UnderVersion, NotCountedReason Why);

/// <summary>A proposal that is compared.</summary>
/// <param name="Proposal">Its code and newest revision.</param>
/// <param name="Name">Its short name.</param>
/// <param name="DoNothing">Whether it is the do-nothing option.</param>
/// <param name="Event">Number of the event in which that revision was given.</param>
public sealed record ComparedProposal(ProposalRevisionReference Proposal, string Name, bool DoNothing, int Event);

/// <summary>A proposal on a criterion with a weight above 0, for which nobody gave a score that counts.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Criterion">Code of the criterion.</param>
public sealed record MissingScore(string Proposal, string Criterion);

/// <summary>
/// What an outcome is computed from, and nothing else: the proposals that stand, one version of the criteria, and the scores that count. Of one
/// assessor, for one proposal and criterion, the score counts that was given or revised last (by the moment at which that happened). It holds on
/// under another version of the criteria where the code, the direction and the scale of the criterion are the same; it counts, with a mark, where
/// it was given on an earlier revision of the proposal.
/// </summary>
public sealed record OutcomeInputs
{
    private readonly KnownFingerprint _fingerprint = new();

    /// <summary>Id of the weighing.</summary>
    public required Guid Weighing { get; init; }

    /// <summary>Number of the version of the criteria; absent until criteria are adopted.</summary>
    public int? CriteriaVersion { get; init; }

    /// <summary>Number of the event in which that version was recorded; absent until criteria are adopted.</summary>
    public int? CriteriaEvent { get; init; }

    /// <summary>The criteria with their scales and weights; empty until they are adopted.</summary>
    public ImmutableArray<Criterion> Criteria { get; init; } = [];

    /// <summary>The least difference between two totals that counts, in points from 0 to 100; 0 where none was agreed.</summary>
    public decimal ClearMargin { get; init; }

    /// <summary>The proposals that stand, in the order in which they came.</summary>
    public ImmutableArray<ComparedProposal> Proposals { get; init; } = [];

    /// <summary>The scores that count: one at most for each assessor, proposal and criterion.</summary>
    public ImmutableArray<CountedScore> Scores { get; init; } = [];

    /// <summary>The scores that do not count, each with the reason.</summary>
    public ImmutableArray<UncountedScore> NotCounted { get; init; } = [];

    /// <summary>What was said on the criteria that cannot be added up; null where there are none. The computation does not read it.</summary>
    [JsonIgnore]
    public ConsequenceTable? Beside { get; init; }

    /// <summary>How many scores there are that the reader may not read, because the blind round in which another gave them is still open.</summary>
    public int Unread { get; init; }

    /// <summary>Who judged, in the order of their first scores that count.</summary>
    public ImmutableArray<Who> Assessors => [.. Scores.Select(s => s.By).DistinctBy(Key)];

    /// <summary>What nobody gave a score for that counts, in the order of the proposals and criteria. It is never filled in.</summary>
    public ImmutableArray<MissingScore> Missing => [.. Gaps(Scores)];

    /// <summary>
    /// SHA-256 of all that the computation reads, in a fixed order: 64 lower-case hexadecimal digits. The same fingerprint, draws and seed give the
    /// same outcome to the bit.
    /// </summary>
    public string Fingerprint => _fingerprint.Of(this);

    /// <summary>The numbers of the events that it rests on, rising: of the criteria, the proposals and the scores.</summary>
    [JsonIgnore]
    public ImmutableArray<int> Events =>
        [.. Scores.Select(s => s.Event).Concat(Proposals.Select(p => (int?)p.Event)).Append(CriteriaEvent).OfType<int>().Distinct().Order()];

    /// <summary>What an outcome of a weighing is computed from.</summary>
    /// <param name="weighing">The state, as the reader may see it; its id must be filled in.</param>
    /// <param name="selection">Which criteria and scores; one that refuses nothing.</param>
    /// <param name="cancellation">Stops counting.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static OutcomeInputs Of(Weighing weighing, OutcomeSelection selection, CancellationToken cancellation = default) => OutcomeCounting.Count(weighing, selection, cancellation: cancellation);

    /// <summary>
    /// What an outcome is computed from that everybody may read: without what was given in a blind round that is open in that state. It follows
    /// from the events up to that state alone, so that it can be found again at any time.
    /// </summary>
    /// <param name="weighing">The state, whole; its id must be filled in.</param>
    /// <param name="selection">Which criteria and scores; one that refuses nothing.</param>
    public static OutcomeInputs ForEverybody(Weighing weighing, OutcomeSelection selection) => Of(weighing.AsReadBy(Everybody, weighing), selection);

    /// <summary>
    /// What an outcome was computed from when something was recorded, such as a decision: the criteria and scores that were there by happening and by recording,
    /// without what was given in a blind round that had not closed by then.
    /// </summary>
    /// <param name="weighing">The state, as the reader may see it; it may have come later.</param>
    /// <param name="moment">The event that was recorded.</param>
    public static OutcomeInputs At(Weighing weighing, Origin moment) => OutcomeCounting.Count(weighing, OutcomeSelection.Everything, moment);

    /// <summary>The same by happening alone: what had happened when something did counts, whenever it was recorded.</summary>
    internal static OutcomeInputs HappenedBy(Weighing weighing, Origin moment) => OutcomeCounting.Count(weighing, OutcomeSelection.Everything, moment, byHappening: true);

    /// <summary>A reader who reads what everybody may, and is nobody who gave anything.</summary>
    private static readonly Reader Everybody = new("", null, SeesPersons: false);

    /// <summary>What tells one assessor from another.</summary>
    internal static string Key(Who by) => by.Stakeholder is { } code ? $"stakeholder {code}" : $"role {Names.Key(by.Role!)}";

    /// <summary>What some of the scores say nothing about, on criteria that have a weight.</summary>
    internal IEnumerable<MissingScore> Gaps(IEnumerable<CountedScore> scores)
    {
        var given = scores.Select(s => (s.Proposal, s.Criterion)).ToHashSet();
        return from proposal in Proposals
               from criterion in Criteria
               where criterion.Weight > 0 && !given.Contains((proposal.Proposal.Code, criterion.Code))
               select new MissingScore(proposal.Proposal.Code, criterion.Code);
    }

    /// <summary>The fingerprint, from the first time on that it is asked for. Inputs that differ in something share this with those that they were made of, so it knows of which it is.</summary>
    private sealed class KnownFingerprint : IEquatable<KnownFingerprint>
    {
        private Tuple<OutcomeInputs, string>? _known;

        public string Of(OutcomeInputs inputs)
        {
            if (_known is { } known && ReferenceEquals(known.Item1, inputs)) return known.Item2;
            var fingerprint = OutcomeFingerprint.Of(inputs);
            _known = new(inputs, fingerprint);
            return fingerprint;
        }

        /// <summary>It tells nothing of its own, and makes no inputs different.</summary>
        public bool Equals(KnownFingerprint? other) => other is not null;

        /// <inheritdoc />
        public override bool Equals(object? obj) => obj is KnownFingerprint;

        /// <inheritdoc />
        public override int GetHashCode() => 0;
    }
}
