using System.Collections.Immutable;
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

    /// <summary>The events that were folded in, in the order in which they were recorded.</summary>
    internal GrowingList<RecordedEvent> Events { get; private init; } = [];

    /// <summary>The origins of these events, in the same order, each with the moment at which it happened as far as was known when it was folded in.</summary>
    internal GrowingList<Origin> Origins { get; private init; } = [];

    /// <summary>The numbers of the events that were folded in, in the order in which they were.</summary>
    [JsonIgnore]
    public ImmutableArray<int> EventNumbers => [.. Events.Select(e => e.Number)];

    /// <summary>The event with this number as it was recorded, or null where it was not folded in.</summary>
    internal RecordedEvent? Event(int number) =>
        number >= 1 && number <= Events.Count && Events[number - 1] is var there && there.Number == number ? there
        : Events.FirstOrDefault(e => e.Number == number); // by moments of happening, an event can have another place than its number

    /// <summary>The origin of an event, with the moment at which it happened as far as this state knows.</summary>
    internal Origin OriginOf(RecordedEvent recorded) => (MomentCorrections.Count == 0 ? OccurredMoments.AsRecorded : OccurredMoments.Of(Events)).OriginOf(recorded);

    /// <summary>The state after one more event.</summary>
    public Weighing After(RecordedEvent recorded)
    {
        if (recorded.Event.Corrects is null) return Next(recorded, recorded.Origin);
        // The moment of an earlier event has become another one, and the parts that came of it show that: all is folded again.
        var events = Events.Add(recorded);
        return Folded(events, OccurredMoments.Of(events)) with { Id = Id };
    }

    /// <summary>
    /// The state after several more events, which is that after one and then the next. Where they correct moments, all is folded again once, and not
    /// for each correction.
    /// </summary>
    public Weighing After(IReadOnlyList<RecordedEvent> more)
    {
        var (weighing, folded) = (this, more.Count);
        while (folded > 0 && more[folded - 1].Event.Corrects is null) folded--;
        if (folded > 0)
        {
            var events = more.Take(folded).Aggregate(Events, (all, recorded) => all.Add(recorded));
            weighing = Folded(events, OccurredMoments.Of(events)) with { Id = Id };
        }
        return more.Skip(folded).Aggregate(weighing, (state, recorded) => state.Next(recorded, recorded.Origin));
    }

    /// <summary>The state after all of <paramref name="events"/>, in the order in which they were recorded; the first must be the opening.</summary>
    public static Weighing Fold(IEnumerable<RecordedEvent> events)
    {
        var known = events as IReadOnlyList<RecordedEvent> ?? [.. events];
        return Folded(known, OccurredMoments.Of(known));
    }

    /// <summary>
    /// The state as things really were at <paramref name="moment"/>, as far as <paramref name="events"/> tell: everything that had happened
    /// by then, that moment included, in the order in which it happened, whenever it was recorded.
    /// </summary>
    public static Weighing AsOccurred(IEnumerable<RecordedEvent> events, DateTimeOffset moment)
    {
        var known = InOrderOfHappening(events);
        return Folded(known.Where(e => e.Origin.OccurredAt <= moment));
    }

    /// <summary>Events in the order in which they happened, each with its origin as far as all of them tell.</summary>
    /// <param name="events">What is known, in the order in which it was recorded.</param>
    public static IReadOnlyList<(RecordedEvent Recorded, Origin Origin)> InOrderOfHappening(IEnumerable<RecordedEvent> events)
    {
        var known = events as IReadOnlyList<RecordedEvent> ?? [.. events];
        var moments = OccurredMoments.Of(known);
        return [.. known.Select(e => (Recorded: e, Origin: moments.OriginOf(e))).OrderBy(e => e.Origin.OccurredAt).ThenBy(e => e.Recorded.Number)];
    }

    /// <summary>The state after all of <paramref name="events"/>, in the order in which they are given, each with the origin that is given.</summary>
    public static Weighing Folded(IEnumerable<(RecordedEvent Recorded, Origin Origin)> events) =>
        events.Aggregate(None, (weighing, e) => weighing.Next(e.Recorded, e.Origin));

    /// <summary>The first event that could not have happened as it did, and why, if an event had happened at another moment; null where all could.</summary>
    /// <param name="number">Number of the event whose moment is another.</param>
    /// <param name="moment">The moment, in UTC.</param>
    /// <param name="term">The term of the law that would run from it; null where none does.</param>
    /// <param name="cancellation">Stops the judging, since it decides on every event anew.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal (RecordedEvent Event, Refusal Why)? OutOfOrder(int number, DateTimeOffset moment, StatutoryTerm? term, CancellationToken cancellation)
    {
        var (now, then) = (OccurredMoments.Of(Events), OccurredMoments.Of(Events).With(number, moment, term));
        var (before, after) = (None with { Id = Id }, None with { Id = Id });
        foreach (var recorded in Events)
        {
            cancellation.ThrowIfCancellationRequested();
            var command = recorded.Event.AsCommand();
            // What the reader may not read is not judged for them.
            if (!this.IsAboutHidden(recorded.Event) && Broken() is { } refusal) return (recorded, refusal);
            (before, after) = (before.Next(recorded, now.OriginOf(recorded)), after.Next(recorded, then.OriginOf(recorded)));

            // What was refused before is not made worse by the correction, and a reason that the right moments make needless does no harm.
            Refusal? Broken()
            {
                var refused = Refused(before, now).Select(r => r.Rule).Append(Rules.ApprovalNotAwaited).ToHashSet();
                return Refused(after, then).FirstOrDefault(r => !refused.Contains(r.Rule));
            }

            // Of a correction only its own moment counts: what it corrected was right by what was known then.
            IEnumerable<Refusal> Refused(Weighing state, OccurredMoments moments) => recorded.Event.Corrects is null
                ? (command with { OccurredAt = moments.OriginOf(recorded).OccurredAt }).Decide(state, recorded.RecordedAt).Refusals
                : moments.OriginOf(recorded).OccurredAt < state.Opened!.OccurredAt ? [Rules.OccurredBeforeOpening.At("/occurredAt", state.Opened.OccurredAt)] : [];
        }
        return null;
    }

    private static Weighing Folded(IEnumerable<RecordedEvent> events, OccurredMoments moments) => Folded(events.Select(e => (e, moments.OriginOf(e))));

    /// <summary>The state after one more event, with the origin that is given: for a fold in the order in which things happened.</summary>
    public Weighing Next(RecordedEvent recorded, Origin origin) => recorded.Event.Evolve(this, origin) with
    {
        Version = Math.Max(Version, recorded.Number),
        Status = Status.After(recorded.Event, approverNamed: Framings.Count > 0 && Framing.ApproverRole is not null, StandingDecision?.Number),
        LatestOccurredAt = origin.OccurredAt > LatestOccurredAt ? origin.OccurredAt : LatestOccurredAt,
        LatestRecordedAt = recorded.RecordedAt > LatestRecordedAt ? recorded.RecordedAt : LatestRecordedAt,
        Events = Events.Add(recorded),
        Origins = Origins.Add(origin),
    };
}
