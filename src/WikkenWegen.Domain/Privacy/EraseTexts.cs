using System.Collections.Immutable;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Privacy;

/// <summary>
/// Texts by or about persons were erased from a stream that is no weighing, such as an edition, a case or an instrument. They are deleted from the vault in the transaction of
/// this event; what carried them stays, with their digests, so that order, numbers and proof do too.
/// </summary>
[EventType("texts_erased")]
public sealed record TextsErased : DomainEvent, IStreamEvent
{
    /// <summary>Number of the erasure, from 1 within the stream.</summary>
    public required int Number { get; init; }

    /// <summary>Identity of the erasure, which may be of several streams and weighings.</summary>
    public required Guid ErasureId { get; init; }

    /// <summary>A pseudonym of the person that was made for this erasure, and says nothing elsewhere; null where it is of everybody whose term was over.</summary>
    public string? Subject { get; init; }

    /// <summary>The digests of the texts that were erased.</summary>
    public required ImmutableArray<string> Digests { get; init; }

    /// <summary>On what ground.</summary>
    public required ErasureGround Ground { get; init; }

    /// <summary>Pseudonymous subject id of who asked for it; null where nobody had to, since the term was over.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Pseudonymous subject id of the other person, who confirmed it; null where nobody had to.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>When it was asked for, in UTC; null where it was not.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    string IStreamEvent.Part => Invariant($"erasures/{Number}");

    string? IStreamEvent.Holder => null;

    bool IStreamEvent.IsOfItsActor => false;

    bool IStreamEvent.Replaces => false;

    ImmutableArray<string> IStreamEvent.Erases => Digests;

    /// <summary>That of any stream: it begins none.</summary>
    Type IStreamEvent.State => typeof(object);

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{(Subject is null ? "Er" : "Van één persoon")} {(Digests.Length == 1 ? "is 1 tekst" : Invariant($"zijn {Digests.Length} teksten"))} gewist (wissing {Number}), op grond van: {Words.Dutch(Ground)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"{(Subject is null ? "" : "Of one person ")}{(Digests.Length == 1 ? "1 text was" : Invariant($"{Digests.Length} texts were"))} erased (erasure {Number}), on the ground of: {Words.English(Ground)}.");

    /// <summary>What the stream tells of stays as it was: a text that is gone is told where it stood.</summary>
    object IStreamEvent.After(object? before, Origin origin) => before!;
}

/// <summary>That texts of a stream were erased, for who reads where they stood.</summary>
/// <param name="Number">Its number, from 1 within the stream.</param>
/// <param name="Ground">On what ground.</param>
/// <param name="Origin">The event of the erasure.</param>
public sealed record ErasureOfTexts(int Number, ErasureGround Ground, Origin Origin) : IErasure;

/// <summary>Erases texts of a stream that is no weighing: once a second person has confirmed it, or where the term for which they are kept is over.</summary>
public sealed record EraseTexts
{
    /// <summary>Refuses a digest that no text of the stream has, or whose text was erased before.</summary>
    public static readonly Rule TextGone = new("text-gone", RuleKind.Conflict,
        "Tekst {0} is er niet (meer).",
        "Text {0} is not there (any more).");

    /// <summary>Refuses to erase anything of an edition that is blocked.</summary>
    public static readonly Rule EditionBlocked = new("edition-blocked", RuleKind.Conflict,
        "Editie {0} is geblokkeerd (gebeurtenis {1}): zolang dat zo is, wordt er niets van gewist.",
        "Edition {0} is blocked (event {1}): as long as it is, nothing of it is erased.");

    /// <summary>Refuses to name a person by a sign-up for an edition that does not exist.</summary>
    public static readonly Rule UnknownEdition = new("unknown-edition", RuleKind.Invalid,
        "Deze editie is er niet, of u mag haar niet zien.",
        "This edition is not there, or you may not see it.");

    /// <summary>Identity of the stream.</summary>
    public required Guid Stream { get; init; }

    /// <summary>When it happens, in UTC with millisecond precision.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Identity of the erasure.</summary>
    public required Guid ErasureId { get; init; }

    /// <summary>A pseudonym of the person that was made for this erasure; null where it is of everybody whose term was over.</summary>
    public string? Subject { get; init; }

    /// <summary>The digests of the texts to erase.</summary>
    public required ImmutableArray<string> Digests { get; init; }

    /// <summary>On what ground.</summary>
    public required ErasureGround Ground { get; init; }

    /// <summary>Pseudonymous subject id of who asked for it; null where nobody had to.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Pseudonymous subject id of who confirmed it; null where nobody had to.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>When it was asked for, in UTC; null where it was not.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>Whether it was carried out before, and an older backup has brought the texts back. Then no block is in its way: it was judged the first time.</summary>
    public bool Again { get; init; }

    /// <summary>Decides on what was recorded in the stream: the event to record, or every rule that is broken.</summary>
    /// <param name="recorded">All events of the stream, oldest first.</param>
    public Ruling<DomainEvent> Decide(IReadOnlyCollection<DomainEvent> recorded)
    {
        if (DecidedBy is not null && DecidedBy == ConfirmedBy) return new Ruling<DomainEvent>(null, [ErasePersonalData.ConfirmedBySamePerson.Whole()]);
        var there = recorded.SelectMany(PersonalTexts.In).Select(text => text.Text.Digest).Except(recorded.OfType<IStreamEvent>().SelectMany(e => e.Erases)).ToHashSet();
        ImmutableArray<Refusal> blocked = !Again && recorded.Index().LastOrDefault(e => e.Item is EditionBlockSet) is (var index, EditionBlockSet { Blocked: true }) ? [EditionBlocked.Whole(Stream, index + 1)] : [];
        Refusal[] refusals = [.. blocked, .. Digests.IsEmpty ? [ErasePersonalData.NothingToErase.Whole()] : Digests.Where(digest => !there.Contains(digest)).Select(digest => TextGone.Whole(digest))];
        if (refusals.Length > 0) return new Ruling<DomainEvent>(null, [.. refusals]);
        return new Ruling<DomainEvent>(new TextsErased
        {
            OccurredAt = OccurredAt,
            Number = recorded.OfType<TextsErased>().Count() + 1,
            ErasureId = ErasureId,
            Subject = Subject,
            Digests = Digests,
            Ground = Ground,
            DecidedBy = DecidedBy,
            ConfirmedBy = ConfirmedBy,
            RequestedAt = RequestedAt,
        }, []);
    }
}
