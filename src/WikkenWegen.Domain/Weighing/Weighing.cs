using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>
/// A weighing (afweging) as its events tell it: the fold of <see cref="WeighingEvent.Evolve"/> over them. It is what commands
/// decide on and what the views show. Immutable; parts that an event does not touch stay the same instances.
/// </summary>
public sealed partial record Weighing
{
    /// <summary>The weighing before its first event.</summary>
    public static readonly Weighing None = new();

    private Weighing()
    {
    }

    /// <summary>Identity of the weighing and of its stream (UUIDv7). The fold does not know it: it is <see cref="Guid.Empty"/> until the caller fills it in.</summary>
    public Guid Id { get; init; }

    /// <summary>Number of the newest event folded in; 0 before the first.</summary>
    public int Version { get; private init; }

    /// <summary>The newest of all moments at which something happened; <see cref="DateTimeOffset.MinValue"/> before the first event.</summary>
    public DateTimeOffset LatestOccurredAt { get; private init; }

    /// <summary>The newest of all moments of recording; <see cref="DateTimeOffset.MinValue"/> before the first event.</summary>
    public DateTimeOffset LatestRecordedAt { get; private init; }

    /// <summary>The opening; null before the first event.</summary>
    [JsonIgnore]
    public Origin? Opened => Framings.Count == 0 ? null : Framings[0].Origin;

    /// <summary>Where the weighing stands; open before the first event.</summary>
    public WeighingStatus Status { get; private init; }

    /// <summary>The state after one more event.</summary>
    public Weighing After(RecordedEvent recorded) => recorded.Event.Evolve(this, recorded.Origin) with
    {
        Version = Math.Max(Version, recorded.Number),
        Status = Status.After(recorded.Event, approverNamed: Framings.Count > 0 && Framing.ApproverRole is not null, StandingDecision?.Number),
        LatestOccurredAt = recorded.Event.OccurredAt > LatestOccurredAt ? recorded.Event.OccurredAt : LatestOccurredAt,
        LatestRecordedAt = recorded.RecordedAt > LatestRecordedAt ? recorded.RecordedAt : LatestRecordedAt,
    };

    /// <summary>The state after all of <paramref name="events"/>, in the order in which they are given; the first must be the opening.</summary>
    public static Weighing Fold(IEnumerable<RecordedEvent> events) => events.Aggregate(None, (weighing, recorded) => weighing.After(recorded));

    /// <summary>
    /// The state as things really were at <paramref name="moment"/>, as far as <paramref name="events"/> tell: everything that had happened
    /// by then, that moment included, in the order in which it happened, whenever it was recorded.
    /// </summary>
    public static Weighing AsOccurred(IEnumerable<RecordedEvent> events, DateTimeOffset moment) => Fold(events
        .Where(e => e.Event.OccurredAt <= moment)
        .OrderBy(e => e.Event.OccurredAt).ThenBy(e => e.Number));
}
