using System.Collections.Immutable;
using JasperFx.Events;
using Marten;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Recording;

/// <summary>An event of a corporation as it was recorded, with the conversation that it belongs to.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Origin">Its number, both moments and the actor.</param>
/// <param name="Correlation">The conversation that it belongs to.</param>
/// <param name="Causation">The request that caused it.</param>
public sealed record RecordedCorporationEvent(CorporationEvent Event, Origin Origin, string? Correlation, string? Causation)
{
    /// <summary>From Marten's envelope.</summary>
    public static RecordedCorporationEvent Of(IEvent e)
    {
        var happened = (CorporationEvent)e.Data;
        var origin = new Origin(checked((int)e.Version), happened.OccurredAt, e.Timestamp.ToUniversalTime(), e.UserName ?? "");
        return new RecordedCorporationEvent(happened, origin, e.CorrelationId, e.CausationId);
    }
}

/// <summary>
/// The streams of corporations: one for each, in its own tenant. The identity of the stream is computed from the code, so that two
/// registrations of the same code go to the same stream and only one of them is accepted.
/// </summary>
public static class CorporationStreams
{
    /// <summary>The identity of the stream, of <c>corporation/</c> and the code.</summary>
    public static Guid IdOf(string code) => StreamIds.Of("corporation", code);

    /// <summary>Everything that was recorded of a corporation, oldest first; nothing where it is not registered.</summary>
    /// <param name="session">A session of the tenant that <paramref name="code"/> names.</param>
    /// <param name="code">Its code.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<ImmutableArray<RecordedCorporationEvent>> Read(IQuerySession session, string code, CancellationToken cancellation) =>
        [.. (await session.Events.FetchStreamAsync(IdOf(code), token: cancellation)).Select(RecordedCorporationEvent.Of)];
}
