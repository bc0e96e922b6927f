using System.Collections.Immutable;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Learning;

/// <summary>A case (casus) in the network: a copy that its owner made of a weighing of theirs, under an identity of its own. Nothing here says of which weighing it is, nor of which corporation.</summary>
public sealed record Case : IHidesEvents
{
    /// <summary>What was shared. Its texts, and what its owner said of it, are gone from the vault once it was taken back.</summary>
    public required ReceivedContent Content { get; init; }

    /// <summary>Pseudonymous subject id of who answers for it in the network; absent where that is who organises.</summary>
    public string? Owner { get; init; }

    /// <summary>That it was taken back; absent while it is shared.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>Questions and reflections of participants, by number.</summary>
    public ImmutableArray<CaseRemark> Remarks { get; init; } = [];

    /// <summary>What each would decide, by number. Until they are shown, or the case is taken back, everybody gets their own alone.</summary>
    public ImmutableArray<CaseChoice> Choices { get; init; } = [];

    /// <summary>How many said what they would decide.</summary>
    public int ChoicesGiven { get; init; }

    /// <summary>Where the choices were shown; absent where they were not.</summary>
    public Origin? Shown { get; init; }

    /// <summary>Whether nobody reads yet what another would decide. Once the case is taken back nothing more is decided about it, so that nobody can be led by what others chose.</summary>
    internal bool IsBlind => Shown is null && Withdrawal is null;

    /// <summary>What the owner did with it, oldest first.</summary>
    public ImmutableArray<CaseFollowUp> FollowUps { get; init; } = [];

    /// <summary>Where it was shared.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The case as somebody may read it: with the choices of others only once those are no longer blind, and why it was taken back only for its owner and who organises.</summary>
    /// <param name="subject">Their subject id.</param>
    /// <param name="organises">Whether they organise.</param>
    public Case SeenBy(string subject, bool organises) => this with
    {
        Choices = !IsBlind ? Choices : [.. Choices.Where(c => c.By == subject)],
        Withdrawal = Withdrawal is { } withdrawal && !ReadsReason(subject, organises) ? withdrawal with { Reason = null } : Withdrawal,
    };

    /// <summary>An event of this case as somebody may read it: without why it was taken back, unless they own it or organise.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="subject">Their subject id.</param>
    /// <param name="organises">Whether they organise.</param>
    public DomainEvent SeenBy(DomainEvent happened, string subject, bool organises) =>
        happened is CaseWithdrawn withdrawn && !ReadsReason(subject, organises) ? withdrawn with { Reason = null } : happened;

    /// <summary>Whether an event of this case says what somebody else would decide, while that is blind.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="subject">Subject id of who asks.</param>
    public bool Hides(DomainEvent happened, string subject) => IsBlind && happened is CaseChoiceGiven choice && choice.By != subject;

    /// <summary>All the words of its owner: what was shared, what they said when it was worked on, and what they did with it.</summary>
    internal IEnumerable<Sealed> OwnersTexts =>
    [
        .. Content.Texts, .. Remarks.Where(r => r.By == Owner).Select(r => r.Text), .. Choices.Where(c => c.By == Owner).SelectMany(c => c.Texts), .. FollowUps.Select(f => f.Text),
    ];

    private bool ReadsReason(string subject, bool organises) => organises || Owner == subject;

    /// <inheritdoc />
    bool IHidesEvents.Hides(DomainEvent happened, Origin origin, string subject) => Hides(happened, subject);
}

/// <summary>What is shared of a case: texts, all of them in the vault, so that it can be taken back.</summary>
public sealed record ReceivedContent
{
    /// <summary>Name of the rules by which it was made general.</summary>
    public required string Rules { get; init; }

    /// <summary>Its title.</summary>
    public required Sealed Title { get; init; }

    /// <summary>Its sections, in their order; at least one.</summary>
    public required ImmutableArray<CaseSection> Sections { get; init; }

    /// <summary>The whole copy as JSON, with what it tells in coded words, such as kinds of places and parties, bands and quarters; kept in the vault, since it goes too when the case is taken back. Absent where who organises brought the case in.</summary>
    public Sealed? Copy { get; init; }

    /// <summary>All its texts.</summary>
    internal IEnumerable<Sealed> Texts => new[] { Title, Copy }.OfType<Sealed>().Concat(Sections.Select(s => s.Text));
}

/// <summary>A section of a case.</summary>
/// <param name="Heading">Its heading, of those that the rules know, such as question or decisions.</param>
/// <param name="Text">Its text, kept in the vault.</param>
public sealed record CaseSection(string Heading, Sealed Text);

/// <summary>A question or a reflection of a participant.</summary>
/// <param name="Number">Its number, from 1 within the case.</param>
/// <param name="By">Pseudonymous subject id of whose it is.</param>
/// <param name="Kind">Whether it is a question or a reflection.</param>
/// <param name="About">Number of the remark that it answers; absent where it answers none.</param>
/// <param name="Text">What was said, kept in the vault.</param>
/// <param name="Origin">Where it was recorded.</param>
public sealed record CaseRemark(int Number, string By, CaseRemarkKind Kind, int? About, Sealed Text, Origin Origin);

/// <summary>What somebody would decide.</summary>
/// <param name="Number">Its number, from 1 within the case.</param>
/// <param name="By">Pseudonymous subject id of whose it is.</param>
/// <param name="Decision">What they would decide, kept in the vault.</param>
/// <param name="Why">Why, kept in the vault; absent where that was not said.</param>
/// <param name="ByInstrument">Name of the instrument by which they weighed, kept in the vault; absent where there was none.</param>
/// <param name="Origin">Where it was recorded.</param>
public sealed record CaseChoice(int Number, string By, Sealed Decision, Sealed? Why, Sealed? ByInstrument, Origin Origin)
{
    /// <summary>All its texts.</summary>
    internal IEnumerable<Sealed> Texts => new[] { Decision, Why, ByInstrument }.OfType<Sealed>();
}

/// <summary>What the owner did with what others brought in.</summary>
/// <param name="Number">Its number, from 1 within the case.</param>
/// <param name="Text">What was done, kept in the vault.</param>
/// <param name="Origin">Where it was recorded.</param>
public sealed record CaseFollowUp(int Number, Sealed Text, Origin Origin);

/// <summary>Something that happened to a case in the network.</summary>
public abstract record CaseEvent : StreamEvent<Case>
{
    /// <summary>Pseudonymous subject id of whose the texts of the event are; null where they are of nobody in particular.</summary>
    private protected virtual string? Teller => null;

    /// <inheritdoc />
    protected sealed override string? Whose => Teller;

    /// <inheritdoc />
    internal sealed override Case Evolve(Case? before, Origin origin) => Then(before!, origin);

    /// <summary>The case after this event. It never refuses, because the event has already happened.</summary>
    /// <param name="shared">The case before; null for the sharing alone.</param>
    /// <param name="origin">Where the event stands.</param>
    private protected abstract Case Then(Case shared, Origin origin);
}

/// <summary>Something to be recorded of a case in the network.</summary>
public abstract record CaseCommand : StreamCommand<Case>
{
    /// <summary>Refuses an address with the id of a case that does not exist.</summary>
    public static readonly Rule CaseNotThere = new("case-not-there", RuleKind.Missing,
        "Deze casus is er niet.",
        "This case is not there.");

    /// <summary>Refuses what is recorded of a case after it was taken back.</summary>
    public static readonly Rule CaseTakenBack = new("case-taken-back", RuleKind.Conflict,
        "De casus is teruggenomen (gebeurtenis {0}).",
        "The case was taken back (event {0}).");

    /// <summary>Refuses who neither owns the case nor organises to speak for its owner.</summary>
    public static readonly Rule NotOwnCase = new("not-own-case", RuleKind.Forbidden,
        "Dit doet alleen wie de casus inbracht, of wie het netwerk organiseert.",
        "Only who brought in the case, or who organises the network, does this.");

    /// <inheritdoc />
    protected sealed override Rule Unknown => CaseNotThere;

    /// <inheritdoc />
    protected sealed override IEnumerable<Refusal> Refusals(Case? state, Actor actor) =>
        state?.Withdrawal is { } withdrawal ? [CaseTakenBack.Whole(withdrawal.Origin.Event)] : Broken(state!, actor);

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(Case state) => [state.Origin];

    /// <inheritdoc />
    protected sealed override StreamEvent<Case> EventFor(Case? state, Actor actor) => Event(state!, actor);

    /// <summary>Every rule that the command breaks, on a case that is shared.</summary>
    /// <param name="shared">The case; null for the sharing alone.</param>
    /// <param name="actor">Who asks.</param>
    private protected abstract IEnumerable<Refusal> Broken(Case shared, Actor actor);

    /// <summary>The event to record. Called only where nothing is refused.</summary>
    /// <param name="shared">The case; null for the sharing alone.</param>
    /// <param name="actor">Who asks.</param>
    private protected abstract CaseEvent Event(Case shared, Actor actor);

    /// <summary>Refuses who neither owns the case nor organises.</summary>
    private protected static Refusal? UnlessOwn(Case shared, Actor actor) => actor.OwnPartyOnly && shared.Owner != actor.Subject ? NotOwnCase.Whole() : null;
}
