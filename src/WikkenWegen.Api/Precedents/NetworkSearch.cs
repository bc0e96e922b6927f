using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Learning;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Precedents;

namespace WikkenWegen.Api.Precedents;

/// <summary>Looks for precedents in the learning network.</summary>
internal static class NetworkSearch
{
    /// <summary>What uses words of a weighing, that with the rarest of its words first, and insights before cases; and how much was looked at; null for who takes no part in the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="subject">Subject id of who asks.</param>
    /// <param name="weighing">The weighing.</param>
    /// <param name="most">The most that are told.</param>
    /// <param name="cancellation">Stops looking.</param>
    public static async Task<(IReadOnlyList<NetworkPrecedent> Found, NetworkLookedAt LookedAt)?> Like(this NetworkContent network, string subject, ComparedWeighing weighing, int most, CancellationToken cancellation)
    {
        if (!await network.HasPart(subject, cancellation)) return null;
        var (insights, shared) = (await network.Insights(cancellation), await network.Cases(cancellation));
        var words = new SearchedWords(weighing);
        var learnt = insights.Found.Select(found => (Texts: ImmutableArray.Create(found.Insight.Statement), Told: new NetworkPrecedent
        {
            Kind = NetworkPrecedentKind.Insight,
            Text = found.Insight.Statement,
            Address = FormattableString.Invariant($"/v1/editions/{found.Edition}/insights/{found.Insight.Number}"),
            Words = [],
            Insight = new InsightReference(found.Edition, found.Insight.Number),
            Confirmed = found.Insight.Confirmations.Length,
            Contradicted = found.Insight.Contradictions.Length,
        }));
        var cases = shared.Found.Select(found => (Texts: found.Texts.Insert(0, found.Title), Told: new NetworkPrecedent
        {
            Kind = NetworkPrecedentKind.Case,
            Text = found.Title,
            Address = $"/v1/cases/{found.Id}",
            Words = [],
        }));
        return ([.. words.Among(learnt.Concat(cases).Heeding(cancellation), found => found.Texts).Take(most).Select(match => match.Found.Told with { Words = match.Words })],
            new NetworkLookedAt(insights.LookedAt, insights.Of, shared.LookedAt, shared.Of));
    }
}
