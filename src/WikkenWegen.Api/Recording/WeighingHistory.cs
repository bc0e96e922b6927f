using JasperFx.Events;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>An event as it was recorded, with the conversation that it belongs to.</summary>
/// <param name="Recorded">The event with its number, moment and actor.</param>
/// <param name="Correlation">The conversation that it belongs to; null where none was stored.</param>
/// <param name="Causation">Id of the request that caused it; null where none was stored.</param>
public sealed record HistoricEvent(RecordedEvent Recorded, string? Correlation, string? Causation)
{
    /// <summary>The event in an envelope of Marten.</summary>
    public static HistoricEvent Of(IEvent e) => new(
        new RecordedEvent((WeighingEvent)e.Data, checked((int)e.Version), e.Timestamp.ToUniversalTime(), e.UserName ?? ""), e.CorrelationId, e.CausationId);
}

/// <summary>
/// The events of one weighing in memory, with the state after every 64th event, so that the state after any event takes at most 63 steps
/// to compute, or one fold of all where these correct moments. It only grows. Several holders share it, and each reads only as far as the version that it knows. Thread-safe.
/// </summary>
public sealed class WeighingHistory
{
    /// <summary>
    /// Number of events from one kept state to the next. States share the parts that did not change, so a kept state takes little memory.
    /// </summary>
    private const int Stride = 64;

    private readonly Lock _growing = new();
    private volatile HistoricEvent[] _events = new HistoricEvent[8];
    private volatile Weighing[] _states = [];
    private int _count;
    private long _bytes;
    private bool _foldedAgain; // since the newest state that is kept, so that the next one shares no parts with it

    /// <summary>About how many bytes of memory it takes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The event with a number, from 1; it must be there.</summary>
    public HistoricEvent this[int number] => _events[number - 1];

    /// <summary>The events from number <paramref name="from"/> up to and including <paramref name="to"/>, which must be there.</summary>
    public ReadOnlySpan<HistoricEvent> Between(int from, int to) => _events.AsSpan(from - 1, to - from + 1);

    /// <summary>The first <paramref name="count"/> events, which must be there.</summary>
    public IReadOnlyList<RecordedEvent> Recorded(int count) => Recorded(1, count);

    /// <summary>
    /// How many of the first <paramref name="count"/> events were recorded up to and including a moment. Within a weighing, moments of
    /// recording never go back.
    /// </summary>
    public int CountRecordedBy(int count, DateTimeOffset moment)
    {
        while (count > 0 && this[count].Recorded.RecordedAt > moment) count--;
        return count;
    }

    /// <summary>The state after the event with this number, which must be there; for 0, the weighing before its first event. It takes at most 63 steps, or one fold of all where these correct moments.</summary>
    public Weighing After(int number)
    {
        var states = _states;
        var kept = Math.Min(number / Stride, states.Length);
        return (kept == 0 ? Weighing.None : states[kept - 1]).After(Recorded(kept * Stride + 1, number));
    }

    /// <summary>Which stretch an event belongs to: a state is kept after the last event of each.</summary>
    public static int StretchOf(int number) => (number - 1) / Stride;

    /// <summary>Adds the next event, and the state after it. An event that another thread added already is passed over.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="after">The state after it; after an event that is not the last of its <see cref="StretchOf">stretch</see>, that at the end of the stretch will do too.</param>
    /// <exception cref="InvalidOperationException">Events between are missing.</exception>
    public void Add(HistoricEvent happened, Weighing after)
    {
        lock (_growing)
        {
            if (happened.Recorded.Number <= _count) return;
            if (happened.Recorded.Number != _count + 1) throw new InvalidOperationException($"Event {_count + 1} comes next, not {happened.Recorded.Number}.");
            if (_count == _events.Length)
            {
                var larger = new HistoricEvent[_count * 2];
                _events.AsSpan().CopyTo(larger);
                _events = larger;
            }
            _events[_count++] = happened;
            Interlocked.Add(ref _bytes, MemoryWeight.Of(happened));
            _foldedAgain |= happened.Recorded.Event.Corrects is not null;
            if (_count % Stride != 0) return;
            _states = [.. _states, after];
            if (_foldedAgain) Interlocked.Add(ref _bytes, _count * MemoryWeight.OfParts);
            _foldedAgain = false;
        }
    }

    private RecordedEvent[] Recorded(int from, int to) => Array.ConvertAll(Between(from, to).ToArray(), e => e.Recorded);
}
