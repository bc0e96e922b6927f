using WikkenWegen.Domain;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.Weighings.Findings;

/// <summary>The orders that scores give, until it is cancelled: of a weighing with many scores and decisions, the rules about these take longest.</summary>
/// <param name="cancellation">Stops between two orders.</param>
internal sealed class HeedingOrders(CancellationToken cancellation) : IComputedOrders
{
    /// <inheritdoc />
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IComputedOrder? At(Weighing weighing, Decision decision)
    {
        cancellation.ThrowIfCancellationRequested();
        return OutcomeOrders.Instance.At(weighing, decision);
    }
}
