using Marten;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>How the gate appends, whatever the stream: with the expected version, and with everything that is kept beside an event.</summary>
internal static class Appending
{
    /// <summary>Version of the software, kept with each event.</summary>
    private static readonly string Recorder = $"WikkenWegen/{typeof(Appending).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>How long after a replacement the same one, by the same person, is that request sent again. Later it confirms what stands.</summary>
    public static readonly TimeSpan Repetition = TimeSpan.FromDays(1);

    /// <summary>Queues an event, to be saved with the session; the first of its stream starts that.</summary>
    /// <typeparam name="TStream">What the stream tells of.</typeparam>
    /// <returns>Identity of the event.</returns>
    public static Guid Append<TStream>(this IDocumentSession session, Guid stream, DomainEvent happened, int number, DateTimeOffset recordedAt, StepEnvelope by)
        where TStream : class => session.Append(typeof(TStream), stream, happened, number, recordedAt, by);

    /// <summary>The same, where only the type says what the stream tells of.</summary>
    public static Guid Append(this IDocumentSession session, Type streamType, Guid stream, DomainEvent happened, int number, DateTimeOffset recordedAt, StepEnvelope by)
    {
        session.LastModifiedBy = by.Actor.Subject;
        session.CorrelationId = by.Correlation;
        session.CausationId = by.Causation;

        // On the event itself, since events of another tenant may be saved with the same session, and have others.
        var envelope = session.Events.BuildEvent(happened);
        envelope.UserName = by.Actor.Subject;
        envelope.CorrelationId = by.Correlation;
        envelope.CausationId = by.Causation;
        envelope.SetHeader("recorder", Recorder);
        if (by.Roles is { } roles) envelope.SetHeader("roles", roles);
        envelope.Id = Guid.CreateVersion7(recordedAt);
        envelope.Timestamp = recordedAt;
        if (number == 1) session.Events.StartStream(streamType, stream, envelope);
        else session.Events.Append(stream, number, envelope);
        return envelope.Id;
    }

    /// <summary>A session of another tenant, of which all is saved in the transaction of this one.</summary>
    public static IDocumentSession Of(this IDocumentSession session, string tenant) => (IDocumentSession)session.ForTenant(tenant);

    /// <summary>
    /// The moment of recording. It never runs backwards within a stream, though the clocks of two hosts may differ. Where a host recorded something
    /// ahead of time, from before <see cref="Infrastructure.Store.ClockWatch"/> or within what that allows, whatever comes next is recorded at that same
    /// moment until time has caught up with it.
    /// </summary>
    /// <param name="clock">The clock of this host.</param>
    /// <param name="latest">When the newest event of the stream was recorded.</param>
    public static DateTimeOffset Now(this TimeProvider clock, DateTimeOffset latest)
    {
        var now = clock.GetUtcNow().InMilliseconds();
        return now < latest ? latest : now;
    }

    /// <summary>The moment as it is recorded: in whole milliseconds.</summary>
    public static DateTimeOffset InMilliseconds(this DateTimeOffset moment) => new(moment.Ticks - moment.Ticks % TimeSpan.TicksPerMillisecond, moment.Offset);
}
