using Marten;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>What a feature keeps beside the events of weighings, of which the gate knows nothing: it is written in their transaction, so that it is stored if and only if they are.</summary>
public interface IAfterStep
{
    /// <summary>
    /// Queues what is to be written; the gate saves it together with the events. It is called for each weighing that a step adds to, and again for
    /// each new attempt. Most steps concern a feature not at all, so whether this one does must be told in no time.
    /// </summary>
    /// <param name="session">The session of the gate, of the corporation that the weighing belongs to.</param>
    /// <param name="before">The weighing before the events; <see cref="Weighing.None"/> before its opening.</param>
    /// <param name="after">The weighing after them.</param>
    /// <param name="cancellation">Stops it: the gate holds the turn of the weighing meanwhile, for a caller who may have left.</param>
    /// <exception cref="JasperFx.ConcurrencyException">What was decided rests on what is no longer so: all of it is tried anew, on the newest state.</exception>
    ValueTask Write(IDocumentSession session, Weighing before, Weighing after, CancellationToken cancellation);
}
