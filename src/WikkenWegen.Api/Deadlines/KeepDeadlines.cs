using System.Collections.Immutable;
using Marten;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Deadlines;
using Wolverine;
using Wolverine.Marten;
using Wolverine.Runtime;

namespace WikkenWegen.Api.Deadlines;

/// <summary>
/// Keeps the deadlines of a weighing in the transaction of each step that changes them, and in that same transaction asks to be woken when each
/// is reached.
/// </summary>
public sealed class KeepDeadlines(IWolverineRuntime bus) : IAfterStep
{
    /// <inheritdoc />
    public async ValueTask Write(IDocumentSession session, Weighing before, Weighing after, CancellationToken cancellation)
    {
        if (DeadlineClock.MayHaveChangedDeadlines(before, after)) await Write(session, after.Id, before.Deadlines(), after.Deadlines());
    }

    /// <summary>Queues what differs, to be saved with the session.</summary>
    /// <param name="session">A session of the corporation.</param>
    /// <param name="weighing">The weighing.</param>
    /// <param name="written">Its deadlines as they are written down.</param>
    /// <param name="wanted">Its deadlines as they are.</param>
    /// <returns>Whether anything differs.</returns>
    public async ValueTask<bool> Write(IDocumentSession session, Guid weighing, ImmutableArray<Deadline> written, ImmutableArray<Deadline> wanted)
    {
        var before = written.ToDictionary(d => d.Key);
        var changed = wanted.Where(d => before.GetValueOrDefault(d.Key) != d).ToList();
        var gone = written.ExceptBy(wanted.Select(d => d.Key), d => d.Key).ToList();
        if (changed.Count > 0) DeadlineRows.Write(session, weighing, changed);
        if (gone.Count > 0) DeadlineRows.Delete(session, weighing, gone);

        // Who was to be woken for a deadline that is settled since, or moved, is woken for nothing. Where no messages are kept, the sweep of another start tells.
        var stands = changed.Where(d => d.Settled is null && (before.GetValueOrDefault(d.Key) is not { Settled: null } was || was.DueAt != d.DueAt)).ToList();
        if (stands.Count > 0 && bus.Options.Durability.Mode != DurabilityMode.MediatorOnly)
        {
            var outbox = new MartenOutbox(bus, session) { TenantId = session.TenantId };
            foreach (var deadline in stands) await outbox.ScheduleAsync(DeadlineReached.Of(weighing, deadline), deadline.DueAt);
        }
        return changed.Count + gone.Count > 0;
    }
}
