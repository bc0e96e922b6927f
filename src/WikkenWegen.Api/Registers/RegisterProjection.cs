using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Registers;

/// <summary>
/// Keeps the registers in the transaction of each step. The state before the step is in memory, where the gate has just decided on it, so that
/// nothing is read; a step that changes no entry writes nothing.
/// </summary>
/// <param name="weighings">Gives the weighings; not before the store is there, of which this is a part.</param>
public sealed class RegisterProjection(Func<WeighingStore> weighings) : IProjection
{
    /// <summary>Its name.</summary>
    public const string Name = "registers";

    /// <inheritdoc />
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var steps in events.Where(e => e.Data is WeighingEvent).GroupBy(e => (e.TenantId, e.StreamId)))
        {
            var (corporation, id) = steps.Key;
            var happened = steps.Select(e => HistoricEvent.Of(e).Recorded).ToList();
            // Where the weighing has other events than these follow, the append fails, and all is tried again.
            if (await Before(corporation, id, happened[0].Number - 1, cancellation) is not { } before) continue;
            var after = happened.Aggregate(before, (weighing, recorded) => weighing.After(recorded));
            RegisterTable.Write(operations, corporation, after, RegisterEntries.Touched(before, after));
        }
    }

    /// <summary>The state after so many events; null where there are fewer.</summary>
    private async Task<Weighing?> Before(string corporation, Guid id, int version, CancellationToken cancellation)
    {
        if (version == 0) return Weighing.None with { Id = id };
        var kept = weighings().Kept(corporation, id);
        if (kept is null || kept.State.Version < version) kept = await weighings().Newest(corporation, id, cancellation);
        if (kept is null || kept.State.Version < version) return null;
        return kept.State.Version == version ? kept.State : kept.History.After(version) with { Id = id };
    }
}
