using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>Something a caller asks to record. Pure: it knows no clock, no store and no HTTP.</summary>
public abstract record WeighingCommand
{
    /// <summary>When it happened, in UTC with millisecond precision. Refused after the moment of recording, or before what it builds on.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Stops the deciding, which may go through the whole history of a long weighing. It is no part of what is asked.</summary>
    [JsonIgnore]
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether it opens a new weighing. Every other command needs one that was opened.</summary>
    [JsonIgnore]
    public virtual bool Opens => false;

    /// <summary>
    /// Paths of what it builds on beside what its address names, such as proposals/V2 where it is about the newest text of V2: who read them
    /// before they changed may not mean what is recorded. Empty where it builds on nothing else.
    /// </summary>
    public virtual IEnumerable<string> BuildsOn() => [];

    /// <summary>What another weighing gets at the same time; null where this concerns one weighing.</summary>
    /// <param name="weighing">The state now.</param>
    public virtual Counterpart? Counterpart(Weighing weighing) => null;

    /// <summary>
    /// What stands as this command asks for it, as far as what is sealed does not differ: asking for it once more may say nothing new. Null where
    /// something else stands, or the command replaces nothing as a whole.
    /// </summary>
    /// <param name="weighing">The state now.</param>
    public Standing? Standing(Weighing weighing) => weighing.Opened is null ? null : WithCodesOf(weighing).StandingIn(weighing);

    /// <summary>The same, for a command whose codes are written as in this weighing.</summary>
    private protected virtual Standing? StandingIn(Weighing weighing) => null;

    /// <summary>Decides on the state: the event to record, or every rule that the command breaks.</summary>
    /// <param name="weighing">The state now; <see cref="Weighing.None"/> for a weighing that is yet to be opened.</param>
    /// <param name="now">The moment of recording.</param>
    /// <param name="actor">Who asks; null to leave out the check whether they may do this.</param>
    /// <exception cref="OperationCanceledException"><see cref="Cancellation"/> was requested.</exception>
    public Ruling<WeighingEvent> Decide(Weighing weighing, DateTimeOffset now, Actor? actor = null)
    {
        if (weighing.Opened is null && !Opens) return new Ruling<WeighingEvent>(null, [Rules.NoSuchWeighing.Whole()]);
        // To a caller who may not know of it, it does not exist.
        if (actor is not null && weighing.Opened is not null && !weighing.MayBeReadBy(actor.Reader)) return new Ruling<WeighingEvent>(null, [Rules.NoSuchWeighing.Whole()]);
        if (actor is not null && weighing.Opened is not null && !(weighing.Framing.Confidentiality <= actor.RecordsUpTo || weighing.IsNamed(actor.Subject)))
            return new Ruling<WeighingEvent>(null, [Rules.RecordsOnlyWhereNamed.Whole()]);
        return WithCodesOf(weighing).Decided(weighing, now, actor);
    }

    /// <summary>
    /// The same command, with each code that it points at written as it was first written in this weighing. A caller may write them in either
    /// case; what is recorded must not depend on that.
    /// </summary>
    protected virtual WeighingCommand WithCodesOf(Weighing weighing) => this;

    private Ruling<WeighingEvent> Decided(Weighing weighing, DateTimeOffset now, Actor? actor)
    {
        // A caller who may not do this is not told what else is wrong.
        if (actor is not null && Forbidden(weighing, actor) is { } forbidden) return new Ruling<WeighingEvent>(null, [forbidden]);
        var read = actor is null ? weighing : weighing.WithoutUnread(actor.Subject, weighing);
        var refusals = Untimely(weighing, now).Concat(Refusals(read)).ToImmutableArray();
        if (refusals.IsEmpty && !ReferenceEquals(read, weighing)) refusals = [.. BesideUnread(weighing, actor!.Subject)];
        return refusals.IsEmpty ? new Ruling<WeighingEvent>(EventFor(weighing) with { OccurredAt = OccurredAt }, []) : new Ruling<WeighingEvent>(null, refusals);
    }

    /// <summary>Why <paramref name="actor"/> may not do this in this weighing; null where they may.</summary>
    protected virtual Refusal? Forbidden(Weighing weighing, Actor actor) =>
        actor.OwnPartyOnly && weighing.Stakeholder(Speaker(weighing))?.Subject != actor.Subject ? Rules.NotOwnParty.Whole() : null;

    /// <summary>
    /// Every rule that is broken only because of what the actor may not read yet: to them that is not there, so nothing else is wrong. A refusal
    /// may tell of it no more than everybody sees: that it is there, in which round, when, of which kind and whose it is.
    /// </summary>
    /// <param name="weighing">The state now, whole.</param>
    /// <param name="reader">Subject id of the actor.</param>
    private protected virtual IEnumerable<Refusal> BesideUnread(Weighing weighing, string reader) => Refusals(weighing);

    /// <summary>Code of the stakeholder in whose name this is recorded; null where it is recorded in the name of no stakeholder.</summary>
    protected virtual string? Speaker(Weighing weighing) => null;

    /// <summary>Every rule that the command breaks on this state. What its actor may not read yet is not in it.</summary>
    protected abstract IEnumerable<Refusal> Refusals(Weighing weighing);

    /// <summary>The event to record. Called only where nothing is refused.</summary>
    protected abstract WeighingEvent EventFor(Weighing weighing);

    /// <summary>
    /// Whether this can still happen after the weighing was closed or cancelled; also true where the command has its own rule about that.
    /// After the end nothing new begins. What was asked can still be answered, what was opened can be closed, and what was decided can be
    /// carried out and reviewed; a reopening for that would end the decision.
    /// </summary>
    protected virtual bool AfterTheEnd => false;

    /// <summary>Refuses a step that would have happened before one of the events that it builds on; nulls are passed over.</summary>
    protected IEnumerable<Refusal> NotBefore(params IEnumerable<Origin?> origins)
    {
        var latest = origins.OfType<Origin>().MaxBy(o => o.OccurredAt);
        if (latest is not null && OccurredAt < latest.OccurredAt)
            yield return Rules.OccurredBeforeItsGround.At("/occurredAt", latest.Event, latest.OccurredAt);
    }

    /// <summary>Refuses an end that would lie before anything that happened in the weighing.</summary>
    protected IEnumerable<Refusal> NotBeforeTheRest(Weighing weighing)
    {
        if (OccurredAt < weighing.LatestOccurredAt) yield return Rules.EndedBeforeTheRest.At("/occurredAt", weighing.LatestOccurredAt);
    }

    private IEnumerable<Refusal> Untimely(Weighing weighing, DateTimeOffset now)
    {
        if (OccurredAt > now) yield return Rules.OccurredInTheFuture.At("/occurredAt", now);
        if (weighing.Opened is { } opened && OccurredAt < opened.OccurredAt)
            yield return Rules.OccurredBeforeOpening.At("/occurredAt", opened.OccurredAt);
        if (!AfterTheEnd && weighing.EndAt(OccurredAt) is { } end) yield return Rules.WeighingEnded.Whole(end.Origin.Event);
    }
}

/// <summary>What stands as a command asks for it.</summary>
/// <param name="Origin">The event that recorded it.</param>
/// <param name="Reason">The reason that was given then; null where none was.</param>
/// <param name="AskedReason">The reason that the command gives; null where it gives none.</param>
public sealed record Standing(Origin Origin, Sealed? Reason, Sealed? AskedReason)
{
    /// <summary>Other texts that were given then, each with the one that the command gives in its place: it stands only where all are the same.</summary>
    public ImmutableArray<(Sealed Then, Sealed Asked)> AlsoAsked { get; init; } = [];
}

/// <summary>What another weighing gets in the transaction of a command: both are recorded, or neither.</summary>
/// <param name="Weighing">Id of the other weighing, of the same corporation.</param>
/// <param name="For">The command on its state; null where it has nothing to record.</param>
/// <param name="Unknown">The refusal where there is no such weighing, or the caller may not see it.</param>
public sealed record Counterpart(Guid Weighing, Func<Weighing, WeighingCommand?> For, Refusal Unknown);

/// <summary>Who asks for something to be recorded.</summary>
/// <param name="Reader">Who they are, and what they may read.</param>
/// <param name="OwnPartyOnly">Whether they may record only in the name of the stakeholder that has their subject id.</param>
/// <param name="RecordsUpTo">The highest class of confidentiality of the weighings in which they may record without being named; null where they may only where they are.</param>
public sealed record Actor(Reader Reader, bool OwnPartyOnly, Confidentiality? RecordsUpTo)
{
    /// <summary>The installation itself, under a name: it may read and record everything.</summary>
    public static Actor Everything(string subject) => new(new Reader(subject, Confidentiality.Secret, SeesPersons: true), OwnPartyOnly: false, Confidentiality.Secret);

    /// <summary>Pseudonymous subject id.</summary>
    public string Subject => Reader.Subject;
}

/// <summary>What was decided on a command: the event to record, or why it is refused.</summary>
/// <param name="Event">The event; null if and only if there are refusals.</param>
/// <param name="Refusals">
/// Every broken rule, in the order in which the command checks them; empty where the command is accepted. An unknown weighing, or a caller
/// who may not do this, is the only refusal.
/// </param>
/// <typeparam name="TEvent">The events of the stream that the command is about.</typeparam>
public sealed record Ruling<TEvent>(TEvent? Event, ImmutableArray<Refusal> Refusals) where TEvent : DomainEvent;
