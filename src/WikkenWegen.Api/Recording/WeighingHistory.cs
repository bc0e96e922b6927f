using JasperFx.Events;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>An event as it was recorded, with the conversation that it belongs to.</summary>
/// <param name="Recorded">The event with its number, moment and actor.</param>
/// <param name="Correlation">The conversation that it belongs to.</param>
/// <param name="Causation">The request that caused it.</param>
public sealed record HistoricEvent(RecordedEvent Recorded, string? Correlation, string? Causation)
{
    /// <summary>From Marten's envelope.</summary>
    public static HistoricEvent Of(IEvent e) => new(
        new RecordedEvent((WeighingEvent)e.Data, checked((int)e.Version), e.Timestamp.ToUniversalTime(), e.UserName ?? ""), e.CorrelationId, e.CausationId);
}

/// <summary>
/// The events of one weighing in memory, and the state after every so many of them, so that the state after any event is a few steps away.
/// It only grows, and all who hold it share it: each reads as far as the version that they know. Safe to use from several threads.
/// </summary>
public sealed class WeighingHistory
{
    /// <summary>Events from one kept state to the next. States share what did not change, so that a kept one costs little.</summary>
    private const int Stride = 64;

    private readonly Lock _growing = new();
    private volatile HistoricEvent[] _events = new HistoricEvent[8];
    private volatile Weighing[] _states = [];
    private int _count;

    /// <summary>The event with a number, which must be there.</summary>
    public HistoricEvent this[int number] => _events[number - 1];

    /// <summary>The events from number <paramref name="from"/> up to and including <paramref name="to"/>, which must be there.</summary>
    public ReadOnlySpan<HistoricEvent> Between(int from, int to) => _events.AsSpan(from - 1, to - from + 1);

    /// <summary>The state after the event with this number; before the first it is the weighing that is not there yet.</summary>
    public Weighing After(int number)
    {
        var states = _states;
        var kept = Math.Min(number / Stride, states.Length);
        var state = kept == 0 ? Weighing.None : states[kept - 1];
        for (var next = kept * Stride + 1; next <= number; next++) state = state.After(this[next].Recorded);
        return state;
    }

    /// <summary>Adds the next event, and the state after it. One that is there already, since another was faster, changes nothing.</summary>
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
            if (_count % Stride == 0) _states = [.. _states, after];
        }
    }
}
