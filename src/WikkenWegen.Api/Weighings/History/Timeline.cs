using System.Collections.Immutable;
using JasperFx.Events;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>The events of a weighing as one caller may see them, in the order of a clock, with the state before and after each.</summary>
public sealed class Timeline
{
    private readonly ImmutableArray<IEvent> _envelopes;
    private readonly Weighing _newest;
    private readonly string _reader;
    private readonly Texts _texts;

    /// <summary>The timeline of a weighing.</summary>
    /// <param name="envelopes">All its events.</param>
    /// <param name="clock">By recording (the order of their numbers), or by when they happened.</param>
    /// <param name="newest">The newest state, which says what is still hidden.</param>
    /// <param name="reader">Subject id of the reader.</param>
    /// <param name="texts">The texts to fill in.</param>
    public Timeline(IEnumerable<IEvent> envelopes, Clock clock, Weighing newest, string reader, Texts texts)
    {
        _envelopes = clock == Clock.Recorded ? [.. envelopes]
            : [.. envelopes.OrderBy(e => ((WeighingEvent)e.Data).OccurredAt).ThenBy(e => e.Version)];
        (Clock, _newest, _reader, _texts) = (clock, newest, reader, texts);
        Events = [.. _envelopes.Select(e => e.ToRecorded())];
    }

    /// <summary>The clock that orders it.</summary>
    public Clock Clock { get; }

    /// <summary>The events in order.</summary>
    public ImmutableArray<RecordedEvent> Events { get; }

    /// <summary>How many events there are by a moment of the clock.</summary>
    public int CountBy(DateTimeOffset moment) => Events.Count(e => Moment(e) <= moment);

    /// <summary>The moment of an event on the clock.</summary>
    public DateTimeOffset Moment(RecordedEvent e) => Clock == Clock.Recorded ? e.RecordedAt : e.Event.OccurredAt;

    /// <summary>The state after the first <paramref name="count"/> events.</summary>
    public Weighing After(int count) => Weighing.Fold(Events.Take(count)) with { Id = _newest.Id };

    /// <summary>What the reader may see of an event changed, from the state before to the state after it.</summary>
    public ImmutableArray<Difference> Differences(Weighing before, Weighing after) =>
        Weighings.Differences.Between(before.AsReadBy(_reader, _newest), after.AsReadBy(_reader, _newest), _texts);

    /// <summary>The difference that each of the events from index <paramref name="from"/> up to <paramref name="to"/> made.</summary>
    public IEnumerable<(int Index, ImmutableArray<Difference> Differences)> Steps(int from, int to)
    {
        var before = After(from);
        for (var i = from; i < to; i++)
        {
            var after = before.After(Events[i]);
            yield return (i, Differences(before, after));
            before = after;
        }
    }

    /// <summary>An event as the reader may see it.</summary>
    public HistoryEntry Entry(int index, ImmutableArray<Difference> differences, Func<WeighingEvent, string> sentence, string hiddenSentence)
    {
        var (recorded, envelope) = (Events[index], _envelopes[index]);
        var hidden = _newest.Hides(recorded, _reader);
        return new HistoryEntry
        {
            Number = recorded.Number,
            Type = envelope.EventTypeName,
            Part = recorded.Event.Part,
            OccurredAt = recorded.Event.OccurredAt,
            RecordedAt = recorded.RecordedAt,
            Actor = recorded.Actor,
            CorrelationId = envelope.CorrelationId,
            CausationId = envelope.CausationId,
            Sentence = hidden ? hiddenSentence : sentence(recorded.Event),
            Hidden = hidden,
            Event = hidden ? null : ViewJson.Element(recorded.Event, _texts),
            Differences = differences,
        };
    }
}
