using System.Collections.Immutable;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>The events of a weighing as one caller may see them, in the order of recording or of happening, with the state after each.</summary>
public sealed class Timeline
{
    private readonly WeighingHistory _history;
    private readonly ImmutableArray<HistoricEvent> _asTheyHappened;
    private readonly Weighing _newest;
    private readonly string _reader;
    private readonly Texts _texts;

    /// <summary>The timeline of a weighing.</summary>
    /// <param name="weighing">The weighing, whose newest state says what is still hidden.</param>
    /// <param name="axis">The order: by recording (which is that of their numbers), or by happening.</param>
    /// <param name="reader">Subject id of the reader.</param>
    /// <param name="texts">The texts of the vault to fill in.</param>
    public Timeline(KeptWeighing weighing, TimeAxis axis, string reader, Texts texts)
    {
        (_history, _newest, Axis, _reader, _texts) = (weighing.History, weighing.State, axis, reader, texts);
        _asTheyHappened = axis == TimeAxis.Recorded ? []
            : [.. _history.Between(1, Length).ToArray().OrderBy(e => e.Recorded.Event.OccurredAt).ThenBy(e => e.Recorded.Number)];
    }

    /// <summary>The order of the events.</summary>
    public TimeAxis Axis { get; }

    /// <summary>How many events there are.</summary>
    public int Length => _newest.Version;

    /// <summary>The event at an index, from 0 in the order of the timeline.</summary>
    public RecordedEvent this[int index] => At(index).Recorded;

    /// <summary>How many events were recorded, or happened, up to and including a moment.</summary>
    public int CountBy(DateTimeOffset moment) => Enumerable.Range(0, Length).Count(i => Moment(this[i]) <= moment);

    /// <summary>The moment of an event that orders it: that of recording or that of happening.</summary>
    public DateTimeOffset Moment(RecordedEvent e) => Axis == TimeAxis.Recorded ? e.RecordedAt : e.Event.OccurredAt;

    /// <summary>The whole state after the first <paramref name="count"/> events; for 0, the weighing before its first event.</summary>
    public Weighing After(int count) =>
        (Axis == TimeAxis.Recorded ? _history.After(count) : Weighing.Fold(_asTheyHappened.Take(count).Select(e => e.Recorded))) with { Id = _newest.Id };

    /// <summary>The differences between two states, as far as the reader may see them.</summary>
    public ImmutableArray<Difference> Differences(Weighing before, Weighing after) =>
        History.Differences.Between(before.AsReadBy(_reader, _newest), after.AsReadBy(_reader, _newest), _texts);

    /// <summary>What each event changed, from index <paramref name="from"/>, inclusive, to index <paramref name="to"/>, exclusive.</summary>
    public IEnumerable<(int Index, ImmutableArray<Difference> Differences)> Changes(int from, int to)
    {
        var before = After(from);
        for (var i = from; i < to; i++)
        {
            var after = before.After(this[i]);
            yield return (i, Differences(before, after));
            before = after;
        }
    }

    /// <summary>An event as the reader may see it: without its content where that is still hidden.</summary>
    public HistoryEntry Entry(int index, ImmutableArray<Difference> differences, Language language)
    {
        var (recorded, correlation, causation) = At(index);
        var hidden = _newest.Hides(recorded, _reader);
        return new HistoryEntry
        {
            Number = recorded.Number,
            Type = EventContract.Names[recorded.Event.GetType()],
            Part = recorded.Event.Part,
            OccurredAt = recorded.Event.OccurredAt,
            RecordedAt = recorded.RecordedAt,
            Actor = recorded.Actor,
            CorrelationId = correlation,
            CausationId = causation,
            Sentence = !hidden ? recorded.Event.Sentence(language)
                : language == Language.Dutch ? "Er is iets ingebracht in een blinde ronde die nog open is." : "Something was given in a blind round that is still open.",
            Hidden = hidden,
            Event = hidden ? null : ViewJson.Element(recorded.Event, _texts),
            Differences = differences,
        };
    }

    private HistoricEvent At(int index) => Axis == TimeAxis.Recorded ? _history[index + 1] : _asTheyHappened[index];
}
