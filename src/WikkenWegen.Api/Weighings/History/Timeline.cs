using System.Collections.Frozen;
using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>The events of a weighing as one caller may see them, in the order of recording or of happening, with the state after each.</summary>
public sealed class Timeline : ITimeline
{
    private readonly ReadableWeighing _weighing;
    private readonly WeighingHistory _history;
    private readonly IReadOnlyList<(RecordedEvent Recorded, Origin Origin)> _asTheyHappened;
    private readonly FrozenDictionary<int, Origin> _corrected;
    private readonly Texts _texts;

    private Timeline(ReadableWeighing weighing, TimeAxis axis, int known, Texts texts)
    {
        (_weighing, _history, Axis, Length, _texts) = (weighing, weighing.Newest.History, axis, known, texts);
        _asTheyHappened = axis == TimeAxis.Recorded ? [] : Weighing.InOrderOfHappening(_history.Recorded(known));
        _corrected = weighing.Newest.State.MomentCorrections.Count == 0 ? FrozenDictionary<int, Origin>.Empty
            : Weighing.InOrderOfHappening(_history.Recorded(weighing.Newest.State.Version)).Select(e => e.Origin)
                .Where(o => o.MomentCorrectedBy is not null).ToFrozenDictionary(o => o.Event);
    }

    /// <summary>The timeline of a weighing.</summary>
    /// <param name="weighing">The weighing, as the caller may see it.</param>
    /// <param name="axis">The order: by recording (which is that of their numbers), or by happening.</param>
    /// <param name="knownAt">The moment of recording up to and including which events are looked at; null for all.</param>
    /// <param name="cancellation">Stops reading the texts.</param>
    public static async Task<Timeline> Of(ReadableWeighing weighing, TimeAxis axis, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        var version = weighing.Newest.State.Version;
        var known = knownAt is { } moment ? weighing.Newest.History.CountRecordedBy(version, moment) : version;
        return new Timeline(weighing, axis, known, await weighing.Texts(cancellation));
    }

    /// <summary>The order of the events.</summary>
    public TimeAxis Axis { get; }

    /// <summary>How many events there are.</summary>
    public int Length { get; }

    /// <summary>The event at an index, from 0 in the order of the timeline.</summary>
    public RecordedEvent this[int index] => Axis == TimeAxis.Recorded ? _history[index + 1].Recorded : _asTheyHappened[index].Recorded;

    /// <inheritdoc />
    public int NumberAt(int index) => this[index].Number;

    /// <summary>The index of the event with this number.</summary>
    public int IndexOf(int number) => Axis == TimeAxis.Recorded ? number - 1 : Enumerable.Range(0, Length).First(i => this[i].Number == number);

    /// <summary>How many events were recorded, or happened, up to and including a moment.</summary>
    public int CountBy(DateTimeOffset moment) => Enumerable.Range(0, Length).Count(i => Moment(i, Axis) <= moment);

    /// <summary>The moment of the event at an index: that of recording, or that of happening as far as it is known.</summary>
    public DateTimeOffset Moment(int index, TimeAxis axis) => (axis, Axis) switch
    {
        (TimeAxis.Recorded, _) => this[index].RecordedAt,
        (_, TimeAxis.Occurred) => _asTheyHappened[index].Origin.OccurredAt,
        _ => _corrected.TryGetValue(this[index].Number, out var right) ? right.OccurredAt : this[index].Event.OccurredAt,
    };

    /// <summary>So many events take some tens of milliseconds to compare one by one.</summary>
    private const int ManyEvents = 250;

    /// <summary>Whether it takes long to go through the events from index <paramref name="from"/>, inclusive, to index <paramref name="to"/>, exclusive.</summary>
    /// <remarks>In the order of happening no states are kept, so that all events before them are folded too.</remarks>
    public bool IsLong(int from, int to) => (Axis == TimeAxis.Recorded ? to - from : to) > ManyEvents;

    /// <summary>The whole state after the first <paramref name="count"/> events; for 0, the weighing before its first event.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Weighing After(int count, CancellationToken cancellation) =>
        (Axis == TimeAxis.Recorded ? _history.After(count) : Weighing.Folded(_asTheyHappened.Take(count).Heeding(cancellation))) with { Id = _weighing.Newest.State.Id };

    /// <summary>The differences between two states, as far as the reader may see them.</summary>
    /// <param name="before">The first state.</param>
    /// <param name="after">The second state.</param>
    /// <param name="heard">See <see cref="History.Differences.OfHeard"/>.</param>
    /// <param name="cancellation">Stops comparing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImmutableArray<Difference> Differences(Weighing before, Weighing after, Dictionary<string, Heard?>? heard, CancellationToken cancellation) =>
    [
        .. History.Differences.Between(_weighing.AsRead(before), _weighing.AsRead(after), _texts, null, cancellation),
        .. History.Differences.OfHeard(before, after, _texts, heard, cancellation),
    ];

    /// <summary>
    /// The indexes of the events that made or touched a part or something below it: whose own path lies there, which a reader sees of hidden
    /// events too, or whose differences do, as far as the reader may see them.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlySet<int> Touching(PartPath part, CancellationToken cancellation)
    {
        var found = new HashSet<int>();
        var ofHeard = part.Root?.ToUpperInvariant() is "HEARD" or "NOTHEARD";
        var heard = new Dictionary<string, Heard?>();
        var before = After(0, cancellation);
        var readBefore = _weighing.AsRead(before);
        for (var i = 0; i < Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var after = Next(before, i);
            var readAfter = _weighing.AsRead(after);
            if (part.Holds(PartPath.Of(this[i].Event.Part)) || Made(before, after, readBefore, readAfter).Any(d => part.IsTouchedBy(PartPath.Of(d.Path), d))) found.Add(i);
            (before, readBefore) = (after, readAfter);
        }
        return found;

        // Only where the part lies, since a long history is gone through as a whole.
        ImmutableArray<Difference> Made(Weighing before, Weighing after, Weighing readBefore, Weighing readAfter) =>
            ofHeard ? History.Differences.OfHeard(before, after, _texts, heard, cancellation) : History.Differences.Between(readBefore, readAfter, _texts, part.Root, cancellation);
    }

    /// <inheritdoc />
    ImmutableArray<Difference> ITimeline.Between(int from, int to, CancellationToken cancellation) => Differences(After(from, cancellation), After(to, cancellation), null, cancellation);

    /// <inheritdoc />
    IEnumerable<(int Index, ImmutableArray<Difference> Differences)> ITimeline.Changes(int from, int to, CancellationToken cancellation) => Changes(from, to, null, cancellation);

    /// <summary>What each event changed, from index <paramref name="from"/>, inclusive, to index <paramref name="to"/>, exclusive.</summary>
    /// <param name="from">Index of the first event.</param>
    /// <param name="to">Index behind the last event.</param>
    /// <param name="only">Indexes of the events that are asked about; null for all of them.</param>
    /// <param name="cancellation">Stops comparing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<(int Index, ImmutableArray<Difference> Differences)> Changes(int from, int to, IReadOnlySet<int>? only, CancellationToken cancellation)
    {
        var (before, heard) = (After(from, cancellation), new Dictionary<string, Heard?>());
        for (var i = from; i < to; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var after = Next(before, i);
            if (only?.Contains(i) != false) yield return (i, Differences(before, after, heard, cancellation));
            else foreach (var code in before.HeardDifferentlyIn(after)) heard.Remove(code); // they are gone through anew where they are needed
            before = after;
        }
    }

    /// <summary>The state after the event at an index, from the state before it.</summary>
    private Weighing Next(Weighing before, int index) => Axis == TimeAxis.Recorded ? before.After(this[index]) : before.Next(this[index], _asTheyHappened[index].Origin);

    /// <summary>An event as the reader may see it: without its content where that is hidden.</summary>
    public HistoryEntry Entry(int index, ImmutableArray<Difference> differences, Language language)
    {
        var recorded = this[index];
        var (_, correlation, causation) = _history[recorded.Number];
        var read = _weighing.AsRead(recorded);
        return new HistoryEntry
        {
            Number = recorded.Number,
            Type = EventContract.Names[recorded.Event.GetType()],
            Part = recorded.Event.Part,
            OccurredAt = recorded.Event.OccurredAt,
            Corrected = _corrected.TryGetValue(recorded.Number, out var right) ? new CorrectedMoment(right.OccurredAt, right.MomentCorrectedBy!.Value) : null,
            RecordedAt = recorded.RecordedAt,
            Actor = recorded.Actor,
            CorrelationId = correlation,
            CausationId = causation,
            Sentence = read?.Sentence(language) ?? Hidden(recorded.Event, language),
            Hidden = read is null,
            Event = read is null ? null : ViewJson.Event(read, _texts),
            Differences = differences,
        };
    }

    private static string Hidden(WeighingEvent happened, Language language) => (happened.Part.StartsWith("links/", StringComparison.Ordinal), language) switch
    {
        (true, Language.Dutch) => "Er is iets vastgelegd over een afweging die u niet mag zien.",
        (true, _) => "Something was recorded about a weighing that you may not see.",
        (_, Language.Dutch) => "Er is iets ingebracht in een blinde ronde die nog open is.",
        _ => "Something was given in a blind round that is still open.",
    };
}
