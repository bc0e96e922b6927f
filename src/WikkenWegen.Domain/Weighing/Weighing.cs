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

    /// <summary>Identity of the stream (UUIDv7); <see cref="Guid.Empty"/> until the caller of the fold knows it.</summary>
    public Guid Id { get; init; }

    /// <summary>Number of the newest event folded in; 0 before the first.</summary>
    public int Version { get; private init; }

    /// <summary>The newest of all moments at which something happened; <see cref="DateTimeOffset.MinValue"/> before the first event.</summary>
    public DateTimeOffset LatestOccurredAt { get; private init; }

    /// <summary>The newest of all moments of recording.</summary>
    public DateTimeOffset LatestRecordedAt { get; private init; }

    /// <summary>The opening; null before the first event.</summary>
    [JsonIgnore]
    public Origin? Opened => Framings.IsEmpty ? null : Framings[0].Origin;

    /// <summary>Where it stands.</summary>
    public WeighingStatus Status { get; private init; }

    /// <summary>The state after one more event.</summary>
    public Weighing After(RecordedEvent recorded) => recorded.Event.Evolve(this, recorded.Origin) with
    {
        Version = Math.Max(Version, recorded.Number),
        Status = Status.After(recorded.Event, approverNamed: !Framings.IsEmpty && Framing.ApproverRole is not null, StandingDecision?.Number),
        LatestOccurredAt = recorded.Event.OccurredAt > LatestOccurredAt ? recorded.Event.OccurredAt : LatestOccurredAt,
        LatestRecordedAt = recorded.RecordedAt > LatestRecordedAt ? recorded.RecordedAt : LatestRecordedAt,
    };

    /// <summary>The state after all of <paramref name="events"/>, in their order.</summary>
    public static Weighing Fold(IEnumerable<RecordedEvent> events) => events.Aggregate(None, (weighing, recorded) => weighing.After(recorded));

    /// <summary>
    /// The state as things stood in the world at <paramref name="moment"/>, as far as is known from <paramref name="events"/>:
    /// everything that had happened by then, in the order in which it happened, whenever it was recorded.
    /// </summary>
    public static Weighing AsOccurred(IEnumerable<RecordedEvent> events, DateTimeOffset moment) => Fold(events
        .Where(e => e.Event.OccurredAt <= moment)
        .OrderBy(e => e.Event.OccurredAt).ThenBy(e => e.Number));
}
