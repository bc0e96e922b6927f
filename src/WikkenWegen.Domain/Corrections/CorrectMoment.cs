using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Corrections;

/// <summary>
/// The moment at which something happened was corrected. The event itself stays as it was recorded; everything that is computed from the
/// moments of happening uses the right one from now on.
/// </summary>
[EventType("moment_corrected")]
public sealed record MomentCorrected : WeighingEvent
{
    /// <summary>Number of the correction, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the event whose moment was wrong.</summary>
    public required int Event { get; init; }

    /// <summary>The moment that held until now, in UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The right moment, in UTC with millisecond precision.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Why the moment was wrong, kept in the vault; null where another weighing that is linked has the correction with its reason.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>The term of the law that runs from the right moment, as it was counted; null where none runs from it.</summary>
    public StatutoryTerm? Term { get; init; }

    /// <inheritdoc />
    protected override string Path => $"moment-corrections/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Het moment van gebeurtenis {Event} is verbeterd: {Speech.Moment(To, Speech.DutchForms)} in plaats van {Speech.Moment(From, Speech.DutchForms)}{Speech.Until(Term?.LastDay, "; de termijn van de wet loopt daarmee tot en met", Speech.DutchForms)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"The moment of event {Event} was corrected: {Speech.Moment(To, Speech.EnglishForms)} instead of {Speech.Moment(From, Speech.EnglishForms)}{Speech.Until(Term?.LastDay, "; with that, the term of the law runs up to and including", Speech.EnglishForms)}.");

    /// <inheritdoc />
    [JsonIgnore]
    public override (int Event, DateTimeOffset Moment, StatutoryTerm? Term)? Corrects => (Event, To, Term);

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { MomentCorrections = weighing.MomentCorrections.Add(new MomentCorrection(Number, Event, From, To, Reason, origin)) };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new CorrectMoment { Event = Event, Moment = To, Reason = Reason, IsCounterpart = Reason is null };
}

/// <summary>Corrects the moment at which something happened.</summary>
public sealed record CorrectMoment : TermCommand
{
    /// <summary>Refuses the moment that holds already.</summary>
    public static readonly Rule MomentUnchanged = new("moment-unchanged", RuleKind.Invalid,
        "Dit is al het moment van gebeurtenis {0}.",
        "This is the moment of event {0} already.");

    /// <summary>Refuses the correction of a correction: a wrong one is mended by correcting the same event again.</summary>
    public static readonly Rule CorrectionNotCorrected = new("correction-not-corrected", RuleKind.Invalid,
        "Gebeurtenis {0} is zelf een verbetering. Verbeter de gebeurtenis waar zij over gaat opnieuw.",
        "Event {0} is a correction itself. Correct the event that it is about again.");

    /// <summary>Refuses a moment with which an event of the weighing could not have happened.</summary>
    public static readonly Rule MomentOutOfOrder = new("moment-out-of-order", RuleKind.Conflict,
        "Met dit moment had gebeurtenis {0} niet zo kunnen gebeuren. {1}",
        "With this moment, event {0} could not have happened as it did. {1}");

    /// <summary>
    /// Refuses a correction across something that was given in a blind round which is still open, to who may not read that yet: whether it could
    /// still have happened so depends on what it says.
    /// </summary>
    public static readonly Rule AcrossUnread = new("across-unread", RuleKind.Conflict,
        "Tussen het oude en het nieuwe moment is iets gegeven in een blinde ronde die nog open is, en dat mag u nog niet lezen. Na de sluiting kan dit verbeterd worden.",
        "Between the old and the new moment something was given in a blind round that is still open, and you may not read that yet. After its closing this can be corrected.");

    /// <summary>Refuses to correct when a link was made or ended where the caller may not see the other weighing, which has the same moment.</summary>
    public static readonly Rule AboutUnseenWeighing = new("about-unseen-weighing", RuleKind.Forbidden,
        "Deze gebeurtenis gaat ook over een afweging die u niet mag zien.",
        "This event is about a weighing too that you may not see.");

    /// <summary>Number of the event, from 1.</summary>
    public required int Event { get; init; }

    /// <summary>The right moment, in UTC with millisecond precision. Refused after the moment of recording of the event, and after that of the correction.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>Why the moment was wrong, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Whether this is what the other weighing of a link gets: it has no reason of its own, and no counterpart again.</summary>
    internal bool IsCounterpart { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    public override Counterpart? Counterpart(Weighing weighing) => IsCounterpart || weighing.LinkOf(Event) is not { } link ? null
        : new(link.Weighing, other => weighing.CounterpartOf(link, other) is { } theirs ? Theirs(link.Origin.Event == Event ? theirs.Origin : theirs.Ended?.Origin) : null, AboutUnseenWeighing.Whole());

    /// <inheritdoc />
    protected override Refusal? Forbidden(Weighing weighing, Actor actor)
    {
        if (base.Forbidden(weighing, actor) is { } forbidden) return forbidden;
        if (weighing.Event(Event) is { } recorded && weighing.Hides(recorded, actor.Subject)) return Rules.NotReadYet.Whole();
        return weighing.IsAboutApproval(Event) && weighing.DecisionOf(actor) is { } decision ? Rules.ApproverChangedByDecider.Whole(decision.Number) : null;
    }

    /// <summary>
    /// What was given is judged by its moment alone, which everybody sees: where the correction does not pass it by, it could have happened as
    /// before, and where it does, nobody learns what it says.
    /// </summary>
    private protected override IEnumerable<Refusal> BesideUnread(Weighing weighing, string reader)
    {
        var (read, before) = (weighing.WithoutUnread(reader, weighing), weighing.OriginOf(weighing.Event(Event)!).OccurredAt);
        var (from, to) = before < Moment ? (before, Moment) : (Moment, before);
        return weighing.Events.Any(e => read.IsAboutHidden(e.Event) && weighing.OriginOf(e).OccurredAt is var moment && moment >= from && moment <= to) ? [AcrossUnread.At("/moment")] : [];
    }

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null && !IsCounterpart) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Event(Event) is not { } recorded)
        {
            yield return Rules.UnknownEvent.At("/event", Event, weighing.Version);
            yield break;
        }
        if (recorded.Event.Corrects is not null) yield return CorrectionNotCorrected.At("/event", Event);
        else if (weighing.OriginOf(recorded).OccurredAt == Moment) yield return MomentUnchanged.At("/moment", Event);
        else if (Moment > Latest(recorded)) yield return Rules.OccurredInTheFuture.At("/moment", Latest(recorded));
        else if (OutOfOrder(weighing, recorded) is { } broken) yield return MomentOutOfOrder.At("/moment", broken.Event.Number, broken.Why);
    }

    private (RecordedEvent Event, Refusal Why)? OutOfOrder(Weighing weighing, RecordedEvent recorded) => weighing.OutOfOrder(Event, Moment, Term(recorded), Cancellation);

    private StatutoryTerm? Term(RecordedEvent recorded) => recorded.Event.TermFrom(Moment, DecreedDays);

    /// <summary>The same correction in the other weighing of a link; null where it has that moment already.</summary>
    private CorrectMoment? Theirs(Origin? origin) => origin is null || origin.OccurredAt == Moment ? null : new CorrectMoment { Event = origin.Event, Moment = Moment, IsCounterpart = true };

    /// <summary>The latest moment at which it can have happened: it had happened when it was recorded, and when somebody corrected it.</summary>
    private DateTimeOffset Latest(RecordedEvent recorded) => recorded.RecordedAt < OccurredAt ? recorded.RecordedAt : OccurredAt;

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new MomentCorrected
    {
        Number = weighing.MomentCorrections.Count + 1,
        Event = Event,
        From = weighing.OriginOf(weighing.Event(Event)!).OccurredAt,
        To = Moment,
        Reason = Reason,
        Term = Term(weighing.Event(Event)!),
    };
}
