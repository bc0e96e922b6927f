using System.Collections.Immutable;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>
/// An instrument for weighing (afwegingskader, meetlat) as it is built, published, judged and retired. What was published never changes; a change is a new version. Of an
/// instrument that lies in the catalogue, a corporation keeps its own judgements: such a stream has nothing but those.
/// </summary>
public sealed record WeighingInstrument : IHidesEvents
{
    /// <summary>Its code, as it was first written; unique within the corporation or the catalogue, in capitals or not.</summary>
    public required string Code { get; init; }

    /// <summary>The draft that is worked on; null where there is none, as just after a publication.</summary>
    public InstrumentDraft? Draft { get; init; }

    /// <summary>How many drafts there were.</summary>
    public int Drafts { get; init; }

    /// <summary>The published versions, in the order of their numbers.</summary>
    public ImmutableArray<InstrumentVersion> Versions { get; init; } = [];

    /// <summary>The rounds in which the draft was talked about.</summary>
    public ImmutableArray<InstrumentRound> Rounds { get; init; } = [];

    /// <summary>What was brought in on drafts.</summary>
    public ImmutableArray<InstrumentInput> Inputs { get; init; } = [];

    /// <summary>Objections to drafts.</summary>
    public ImmutableArray<InstrumentObjection> Objections { get; init; } = [];

    /// <summary>What drafts would have said of past weighings.</summary>
    public ImmutableArray<InstrumentTrial> Trials { get; init; } = [];

    /// <summary>Judgements over its use.</summary>
    public ImmutableArray<InstrumentJudgement> Judgements { get; init; } = [];

    /// <summary>That another instrument came in its place; null where none did.</summary>
    public InstrumentSuccession? Succession { get; init; }

    /// <summary>That it is no longer to be used; null where it may be.</summary>
    public InstrumentRetirement? Retirement { get; init; }

    /// <summary>The event that it began with.</summary>
    public required Origin Begun { get; init; }

    /// <summary>Where it stands.</summary>
    public InstrumentStatus Status => Retirement is not null ? InstrumentStatus.Retired : Succession is not null ? InstrumentStatus.Succeeded
        : Versions.IsEmpty ? InstrumentStatus.Draft : InstrumentStatus.Published;

    /// <summary>Since when it is retired or another is in its place; null where it is in use.</summary>
    public DateTimeOffset? EndedAt => new[] { Retirement?.Origin.OccurredAt, Succession?.Origin.OccurredAt }.Min();

    /// <summary>Whether it lies here, and not only judgements over one in the catalogue.</summary>
    public bool IsHere => Drafts > 0;

    /// <summary>Its content: that of the newest version, else of the draft; null where it does not lie here.</summary>
    public InstrumentContent? Content => Versions.IsEmpty ? Draft?.Content : Versions[^1].Content;

    /// <summary>Identity of the stream of the instrument with a code.</summary>
    public static Guid IdOf(string code) => StreamIds.Of("instrument", code.ToUpperInvariant());

    /// <summary>The version with a number; null where there is none.</summary>
    public InstrumentVersion? Version(int number) => Versions.FirstOrDefault(v => v.Number == number);

    /// <summary>The trial with a number; null where there is none.</summary>
    public InstrumentTrial? Trial(int number) => Trials.FirstOrDefault(t => t.Number == number);

    /// <summary>The round that is open; null where none is.</summary>
    public InstrumentRound? OpenRound => Rounds.FirstOrDefault(r => r.Closed is null);

    /// <summary>The objections that were not resolved.</summary>
    public IEnumerable<InstrumentObjection> Unresolved => Objections.Where(o => o.Resolution is null);

    /// <summary>
    /// The instrument as somebody may read it: without what others brought in, in a blind round that is open in <paramref name="newest"/>, and without texts of that.
    /// </summary>
    /// <param name="subject">Subject id of the reader.</param>
    /// <param name="newest">The newest state.</param>
    public WeighingInstrument AsReadBy(string subject, WeighingInstrument newest) => this with
    {
        Inputs = [.. Inputs.Where(i => !newest.Hides(i.Round, i.Origin, subject))],
        Objections = [.. Objections.Where(o => !newest.Hides(o.Round, o.Origin, subject))],
    };

    /// <inheritdoc />
    /// <remarks>What another brought in, in a blind round that is open now, and what became of that.</remarks>
    public bool Hides(DomainEvent happened, Origin origin, string subject) => happened switch
    {
        InstrumentInputGiven input => Hides(input.Round, origin, subject),
        InstrumentObjectionRaised objection => Hides(objection.Round, origin, subject),
        InstrumentObjectionResolved resolved => origin.Actor != subject && Objections.Any(o => o.Number == resolved.Number && Hides(o.Round, o.Origin, subject)),
        _ => false,
    };

    /// <summary>The same without judgements over weighings that its reader may not read: what is said there is about them.</summary>
    /// <param name="unread">Ids of these weighings.</param>
    public WeighingInstrument WithoutJudgementsOver(IReadOnlySet<Guid> unread) =>
        unread.Count == 0 ? this : this with { Judgements = [.. Judgements.Where(j => j.Weighing is not { } weighing || !unread.Contains(weighing))] };

    /// <summary>Whether an event is a judgement over one of these weighings.</summary>
    public static bool IsJudgementOver(IReadOnlySet<Guid> weighings, DomainEvent happened) => happened is InstrumentJudged { Weighing: { } weighing } && weighings.Contains(weighing);

    /// <summary>The same, as everybody reads it in the catalogue: what was published, and what became of it. Null where nothing was.</summary>
    public WeighingInstrument? AsPublished() => Versions.IsEmpty ? null : this with { Draft = null, Rounds = [], Inputs = [], Objections = [], Trials = [], Judgements = [] };

    /// <summary>Whether an event is one that everybody reads in the catalogue.</summary>
    public static bool IsPublic(DomainEvent happened) => happened is InstrumentPublished or InstrumentSucceeded or InstrumentRetired;

    private bool Hides(int? round, Origin origin, string subject) => origin.Actor != subject && round is { } number && Rounds.Any(r => r.Number == number && r is { Blind: true, Closed: null });
}

/// <summary>A draft of an instrument.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="Content">The content.</param>
/// <param name="Origin">The event that made it.</param>
public sealed record InstrumentDraft(int Number, InstrumentContent Content, Origin Origin);

/// <summary>A published version of an instrument. It never changes.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="Content">The content.</param>
/// <param name="Changes">What changed since the version before; absent where that was not said.</param>
/// <param name="Unresolved">Numbers of the objections that stood unresolved when it was published.</param>
/// <param name="Reason">Why it was published all the same; absent where no objection stood.</param>
/// <param name="Origin">The event that published it.</param>
public sealed record InstrumentVersion(int Number, InstrumentContent Content, string? Changes, ImmutableArray<int> Unresolved, Sealed? Reason, Origin Origin)
{
    /// <summary>The insights of the learning network that it was made of; empty where none were named.</summary>
    public ImmutableArray<InsightReference> Insights { get; init; } = [];
}

/// <summary>A round in which the draft is talked about.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="About">What it is about.</param>
/// <param name="Blind">Whether nobody reads what another brings in before it closes.</param>
/// <param name="Opened">The event that opened it.</param>
/// <param name="Closed">The event that closed it; absent while it is open.</param>
public sealed record InstrumentRound(int Number, string About, bool Blind, Origin Opened, Origin? Closed);

/// <summary>What somebody brought in on a draft.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="Draft">Number of the draft that it is on.</param>
/// <param name="Round">Number of the round in which it was given; absent outside rounds.</param>
/// <param name="By">The role or party whose it is, as the caller said it; the actor of the event tells who said it.</param>
/// <param name="Criterion">Code of the criterion that it is about; absent where it is about the whole.</param>
/// <param name="Statement">What was said.</param>
/// <param name="Origin">The event.</param>
public sealed record InstrumentInput(int Number, int Draft, int? Round, string By, string? Criterion, Sealed Statement, Origin Origin);

/// <summary>An objection to a draft. It stands until it is resolved.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="Draft">Number of the draft that it is against.</param>
/// <param name="Round">Number of the round in which it was raised; absent outside rounds.</param>
/// <param name="By">The role or party whose it is, as the caller said it; the actor of the event tells who said it.</param>
/// <param name="Criterion">Code of the criterion that it is about; absent where it is about the whole.</param>
/// <param name="Grounds">Its reasons.</param>
/// <param name="Resolution">How it was resolved; absent while it stands.</param>
/// <param name="Origin">The event that raised it.</param>
public sealed record InstrumentObjection(int Number, int Draft, int? Round, string By, string? Criterion, Sealed Grounds, InstrumentResolution? Resolution, Origin Origin);

/// <summary>How an objection was resolved.</summary>
/// <param name="Text">How.</param>
/// <param name="Origin">The event that resolved it.</param>
public sealed record InstrumentResolution(Sealed Text, Origin Origin);

/// <summary>A trial of a draft on past weighings.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="Draft">Number of the draft that was tried.</param>
/// <param name="Weighings">What the draft says of each weighing.</param>
/// <param name="Origin">The event.</param>
public sealed record InstrumentTrial(int Number, int Draft, ImmutableArray<WeighingTrial> Weighings, Origin Origin);

/// <summary>A judgement over the use of a version.</summary>
/// <param name="Number">Its number, from 1 within the instrument.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="InCatalogue">Whether it is over a version in the catalogue.</param>
/// <param name="By">The role or party that judges, as the caller said it; the actor of the event tells who said it.</param>
/// <param name="Weighing">Id of the weighing that it is about; absent where it is about its use as a whole.</param>
/// <param name="DidWell">What it did well; absent where that was not said.</param>
/// <param name="NotAgreed">Where its outcome was not agreed with; absent where that was not said.</param>
/// <param name="Origin">The event.</param>
public sealed record InstrumentJudgement(int Number, int Version, bool InCatalogue, string By, Guid? Weighing, Sealed? DidWell, Sealed? NotAgreed, Origin Origin);

/// <summary>That another instrument came in its place.</summary>
/// <param name="Instrument">Identity of the other.</param>
/// <param name="Code">Code of the other.</param>
/// <param name="Version">The version of the other that came first in its place.</param>
/// <param name="InCatalogue">Whether the other lies in the catalogue.</param>
/// <param name="Reason">Why; absent where that was not said.</param>
/// <param name="Origin">The event.</param>
public sealed record InstrumentSuccession(Guid Instrument, string Code, int Version, bool InCatalogue, Sealed? Reason, Origin Origin);

/// <summary>That it is no longer to be used.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Origin">The event.</param>
public sealed record InstrumentRetirement(Sealed Reason, Origin Origin);
