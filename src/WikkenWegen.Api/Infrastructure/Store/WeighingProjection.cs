using JasperFx.Events;
using Marten.Events.Aggregation;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>The weighing as a live projection of its stream: Marten reads the events, the domain folds them.</summary>
public sealed partial class WeighingProjection : SingleStreamProjection<Weighing, Guid>
{
    /// <inheritdoc />
    public override Weighing Evolve(Weighing? snapshot, Guid id, IEvent e) =>
        ((snapshot ?? Weighing.None) with { Id = e.StreamId }).After(e.ToRecorded());
}

/// <summary>From Marten's envelope to the domain's.</summary>
public static class RecordedEvents
{
    /// <summary>The event as the domain reads it.</summary>
    public static RecordedEvent ToRecorded(this IEvent e) =>
        new((WeighingEvent)e.Data, checked((int)e.Version), e.Timestamp.ToUniversalTime(), e.UserName ?? "");
}
