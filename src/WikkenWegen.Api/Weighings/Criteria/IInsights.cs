using System.Collections.Immutable;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Criteria;

/// <summary>Knows the insights of the learning network that something can be made of.</summary>
public interface IInsights
{
    /// <summary>Those of some insights that somebody may refer to: that there are, where they take part in the network; else none.</summary>
    /// <param name="subject">Subject id of who asks.</param>
    /// <param name="asked">The insights.</param>
    /// <param name="cancellation">Stops reading.</param>
    Task<ImmutableHashSet<InsightReference>> Known(string subject, IReadOnlyCollection<InsightReference> asked, CancellationToken cancellation);
}
