using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain.Corporations;

namespace WikkenWegen.Api.Corporations;

/// <summary>Keeps the corporations as documents, outside any tenant, in the transaction of each step: who asks for one, or for all, sees what was recorded.</summary>
public sealed class CorporationProjection : IProjection
{
    /// <summary>Its name, by which it can be rebuilt.</summary>
    public const string Name = "corporations";

    /// <summary>How they are stored.</summary>
    public static void Configure(StoreOptions options)
    {
        options.Projections.Add(new CorporationProjection(), ProjectionLifecycle.Inline, Name);
        options.Schema.For<Corporation>().Identity(c => c.Code).SingleTenanted().UseNumericRevisions(true).DocumentAlias("corporation");
    }

    /// <inheritdoc />
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        // The tenant of a corporation is its code.
        foreach (var steps in events.Where(e => e.Data is CorporationEvent).GroupBy(e => e.TenantId))
        {
            var corporation = await operations.LoadAsync<Corporation>(steps.Key, cancellation);
            foreach (var step in steps.Select(RecordedCorporationEvent.Of)) corporation = Corporation.After(corporation, step.Event, step.Origin);
            operations.Store(corporation!);
        }
    }
}
