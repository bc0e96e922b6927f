using System.Collections.Immutable;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Learning;

/// <summary>An insight of an edition.</summary>
/// <param name="Edition">Id of the edition.</param>
/// <param name="Insight">The insight.</param>
public sealed record InsightInNetwork(Guid Edition, Insight Insight);

/// <summary>A case that is shared, with its texts.</summary>
/// <param name="Id">Id of the case in the network.</param>
/// <param name="Title">Its title.</param>
/// <param name="Texts">The texts of its sections, in their order; without those that were erased.</param>
public sealed record CaseInNetwork(Guid Id, string Title, ImmutableArray<string> Texts);

/// <summary>
/// What the learning network has, for who of a corporation takes part in it. A token of a corporation says nothing of the network, whatever its roles: who takes part is known by a sign-up under
/// the same subject id that was confirmed and not withdrawn. To everybody else nothing is there. A network is small, and the texts of its cases lie in the vault alone, so that there is no
/// table to search them by: the newest are read each time, so many and no more.
/// </summary>
public sealed class NetworkContent(IDocumentStore store, NpgsqlDataSource source, Vault vault) : IInsights
{
    /// <summary>Most editions that are looked at, the newest: for who takes part, and for insights.</summary>
    public const int MostEditions = 50;

    /// <summary>Most cases that are looked at, the newest.</summary>
    public const int MostCases = 100;

    /// <inheritdoc />
    public async Task<ImmutableHashSet<InsightReference>> Known(string subject, IReadOnlyCollection<InsightReference> asked, CancellationToken cancellation) =>
        await Insights(subject, cancellation) is { } insights ? [.. insights.Select(i => new InsightReference(i.Edition, i.Insight.Number)).Intersect(asked)] : [];

    /// <summary>The insights of the network, those of the newest edition first; null for who takes no part in it.</summary>
    /// <param name="subject">Subject id of who asks.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<ImmutableArray<InsightInNetwork>?> Insights(string subject, CancellationToken cancellation)
    {
        var editions = (await Newest("edition", MostEditions, cancellation)).Select(stream => (stream.Id, Edition: stream.State as Edition)).Where(e => e.Edition is not null).ToList();
        return editions.Any(e => e.Edition!.HasPart(subject)) ? [.. editions.SelectMany(e => e.Edition!.Insights.Select(insight => new InsightInNetwork(e.Id, insight)))] : null;
    }

    /// <summary>The cases that are shared now, the newest first. Who asks must take part in the network.</summary>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<ImmutableArray<CaseInNetwork>> Cases(CancellationToken cancellation)
    {
        var shared = new List<(Guid Id, Case Case)>();
        var erased = new HashSet<string>();
        foreach (var stream in await Newest("case", MostCases, cancellation))
        {
            erased.UnionWith(stream.Erased); // not read, also where a backup brought them back
            if (stream.State is Case { Withdrawal: null } found) shared.Add((stream.Id, found));
        }
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var texts = await vault.Texts(connection, Access.Network, shared.SelectMany(s => s.Case.Content.Sections.Select(section => section.Text.Digest).Append(s.Case.Content.Title.Digest)).Where(digest => !erased.Contains(digest)), cancellation);
        return [.. from s in shared let title = texts.Of(s.Case.Content.Title.Digest) where title is not null
                   select new CaseInNetwork(s.Id, title, [.. s.Case.Content.Sections.Select(section => texts.Of(section.Text.Digest)).OfType<string>()])];
    }

    /// <summary>The newest streams of a type, the newest first.</summary>
    private async Task<ImmutableArray<StreamFold>> Newest(string type, int most, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(Access.Network);
        await using var command = new NpgsqlCommand($"select id from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and type = $2 order by id desc limit $3")
        {
            Parameters = { new() { Value = Access.Network }, new() { Value = type }, new() { Value = most } },
        };
        var ids = new List<Guid>();
        await using (var reader = await session.ExecuteReaderAsync(command, cancellation))
            while (await reader.ReadAsync(cancellation)) ids.Add(reader.GetGuid(0));
        return await StreamFold.Read(session, ids, cancellation);
    }
}
