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

    /// <summary>Why the moment was wrong; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"moment-corrections/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Het moment van gebeurtenis {Event} is verbeterd: {Speech.Moment(To, Speech.DutchForms)} in plaats van {Speech.Moment(From, Speech.DutchForms)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"The moment of event {Event} was corrected: {Speech.Moment(To, Speech.EnglishForms)} instead of {Speech.Moment(From, Speech.EnglishForms)}.");

    /// <inheritdoc />
    [JsonIgnore]
    public override (int Event, DateTimeOffset Moment)? Corrects => (Event, To);

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { MomentCorrections = weighing.MomentCorrections.Add(new MomentCorrection(Number, Event, From, To, Reason, origin)) };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new CorrectMoment { Event = Event, Moment = To, Reason = Reason };
}

/// <summary>Corrects the moment at which something happened.</summary>
public sealed record CorrectMoment : WeighingCommand
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
        "Met dit moment had gebeurtenis {0} niet zo kunnen gebeuren ({1}).",
        "With this moment, event {0} could not have happened as it did ({1}).");

    /// <summary>Number of the event, from 1.</summary>
    public required int Event { get; init; }

    /// <summary>The right moment, in UTC with millisecond precision. Refused after the moment of recording of the event, and after that of the correction.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>Why the moment was wrong, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override Refusal? Forbidden(Weighing weighing, Actor actor) =>
        base.Forbidden(weighing, actor) ?? (weighing.Event(Event) is { } recorded && weighing.Hides(recorded, actor.Subject) ? Rules.NotReadYet.Whole() : null);

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Event(Event) is not { } recorded)
        {
            yield return Rules.UnknownEvent.At("/event", Event, weighing.Version);
            yield break;
        }
        if (recorded.Event.Corrects is not null) yield return CorrectionNotCorrected.At("/event", Event);
        else if (weighing.OriginOf(recorded).OccurredAt == Moment) yield return MomentUnchanged.At("/moment", Event);
        else if (Moment > Latest(recorded)) yield return Rules.OccurredInTheFuture.At("/moment", Latest(recorded));
        else if (weighing.OutOfOrder(Event, Moment) is { } broken) yield return MomentOutOfOrder.At("/moment", broken.Event, broken.Rule.Code);
    }

    /// <summary>The latest moment at which it can have happened: it had happened when it was recorded, and when somebody corrected it.</summary>
    private DateTimeOffset Latest(RecordedEvent recorded) => recorded.RecordedAt < OccurredAt ? recorded.RecordedAt : OccurredAt;

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new MomentCorrected
    {
        Number = weighing.MomentCorrections.Count + 1,
        Event = Event,
        From = weighing.OriginOf(weighing.Event(Event)!).OccurredAt,
        To = Moment,
        Reason = Reason!,
    };
}
