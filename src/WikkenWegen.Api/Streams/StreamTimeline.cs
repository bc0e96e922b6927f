using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.History;
using WikkenWegen.Api.Weighings.Views;

namespace WikkenWegen.Api.Streams;

/// <summary>All events of a thing that is no weighing in the order of recording or of happening, and what one reader sees of it after each: also of one that they may not read, what it changed for them.</summary>
internal sealed class StreamTimeline : ITimeline
{
    private readonly StreamAsSeen _seen;
    private readonly TimeAxis _axis;
    private readonly ImmutableArray<RecordedStreamEvent> _events;

    /// <summary>The timeline of a thing.</summary>
    /// <param name="seen">The thing.</param>
    /// <param name="axis">The order: by recording (which is that of their numbers), or by happening.</param>
    /// <param name="knownAt">The moment of recording up to and including which events are looked at; null for all.</param>
    public StreamTimeline(StreamAsSeen seen, TimeAxis axis, DateTimeOffset? knownAt)
    {
        var known = seen.Stream.Events.Where(e => knownAt is null || e.Origin.RecordedAt <= knownAt);
        (_seen, _axis, _events) = (seen, axis, [.. axis == TimeAxis.Recorded ? known : known.OrderBy(e => e.Origin.OccurredAt).ThenBy(e => e.Origin.Event)]);
    }

    /// <inheritdoc />
    public int Length => _events.Length;

    /// <inheritdoc />
    public int NumberAt(int index) => _events[index].Origin.Event;

    /// <inheritdoc />
    public int CountBy(DateTimeOffset moment) => _events.Count(e => (_axis == TimeAxis.Recorded ? e.Origin.RecordedAt : e.Origin.OccurredAt) <= moment);

    /// <inheritdoc />
    public bool IsLong(int from, int to) => _seen.IsLong(to - from);

    /// <inheritdoc />
    public ImmutableArray<Difference> Between(int from, int to, CancellationToken cancellation) => Differences.OfViews(After(from, cancellation), After(to, cancellation), cancellation);

    /// <inheritdoc />
    public IEnumerable<(int Index, ImmutableArray<Difference> Differences)> Changes(int from, int to, CancellationToken cancellation)
    {
        var before = After(from, cancellation);
        for (var i = from; i < to; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var after = After(i + 1, cancellation);
            yield return (i, Differences.OfViews(before, after, cancellation));
            before = after;
        }
    }

    /// <summary>What the reader sees after the first so many events of the order. States are made of events in the order of their numbers, as everywhere.</summary>
    private JsonElement? After(int count, CancellationToken cancellation) =>
        _seen.Seen(_seen.Stream with { Events = [.. _events.Take(count).OrderBy(e => e.Origin.Event)] }, cancellation);
}
