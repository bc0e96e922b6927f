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

/// <summary>What was found among the newest of a kind.</summary>
/// <typeparam name="T">Its type.</typeparam>
/// <param name="Found">What was found, the newest first.</param>
/// <param name="LookedAt">How many editions or cases were looked at.</param>
/// <param name="Of">How many there are.</param>
public sealed record AmongNewest<T>(ImmutableArray<T> Found, int LookedAt, int Of);

/// <summary>
/// What the learning network has, for who of a corporation takes part in it. A token of a corporation says nothing of the network, whatever its roles: who takes part is known by a sign-up under
/// the same subject id that was confirmed and not withdrawn. To everybody else nothing is there. A network is small, and the texts of its cases lie in the vault alone, so that there is no
/// table to search them by: the newest are read each time, so many and no more, and how many there are is told with them. Who takes part, and what is referred to, is looked up whatever its age.
/// </summary>
public sealed class NetworkContent(IDocumentStore store, NpgsqlDataSource source, Vault vault, INetworkParticipants participants) : IInsights
{
    /// <summary>Most editions of which the insights are looked at, the newest.</summary>
    public const int MostEditions = 50;

    /// <summary>Most cases that are looked at, the newest.</summary>
    public const int MostCases = 100;

    private const int Together = 8;

    /// <inheritdoc />
    public async Task<ImmutableHashSet<InsightReference>> Known(string subject, IReadOnlyCollection<InsightReference> asked, CancellationToken cancellation)
    {
        if (asked.Count == 0 || !await HasPart(subject, cancellation)) return [];
        await using var session = store.QuerySession(Access.Network);
        return [.. Insights(await StreamFold.Read(session, [.. asked.Select(reference => reference.Edition).Distinct()], cancellation)).Select(i => new InsightReference(i.Edition, i.Insight.Number)).Intersect(asked)];
    }

    /// <summary>Whether somebody takes part in the network.</summary>
    /// <param name="subject">Their subject id.</param>
    /// <param name="cancellation">Stops reading.</param>
    public Task<bool> HasPart(string subject, CancellationToken cancellation) => participants.HavePart(subject, cancellation);

    /// <summary>The insights of the newest editions, those of the newest first. Who asks must take part in the network.</summary>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<AmongNewest<InsightInNetwork>> Insights(CancellationToken cancellation)
    {
        var (editions, all) = await Newest("edition", MostEditions, edition => Insights([edition]).ToImmutableArray(), cancellation);
        return new AmongNewest<InsightInNetwork>([.. editions.SelectMany(insights => insights)], editions.Count, all);
    }

    /// <summary>Those of the newest cases that are shared now, the newest first. Who asks must take part in the network.</summary>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<AmongNewest<CaseInNetwork>> Cases(CancellationToken cancellation)
    {
        var erased = new HashSet<string>();
        var (newest, all) = await Newest("case", MostCases, stream =>
        {
            erased.UnionWith(stream.Erased); // not read, also where a backup brought them back
            return (stream.Id, Case: stream.State as Case);
        }, cancellation);
        var shared = newest.Where(found => found.Case is { Withdrawal: null }).Select(found => (found.Id, Case: found.Case!)).ToList();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var texts = await vault.Texts(connection, Access.Network, shared.SelectMany(s => s.Case.Content.Sections.Select(section => section.Text.Digest).Append(s.Case.Content.Title.Digest)).Where(digest => !erased.Contains(digest)), cancellation);
        return new AmongNewest<CaseInNetwork>(
        [
            .. from s in shared let title = texts.Of(s.Case.Content.Title.Digest) where title is not null
               select new CaseInNetwork(s.Id, title, [.. s.Case.Content.Sections.Select(section => texts.Of(section.Text.Digest)).OfType<string>()]),
        ], newest.Count, all);
    }

    private static IEnumerable<InsightInNetwork> Insights(IEnumerable<StreamFold> streams) =>
        streams.SelectMany(stream => stream.State is Edition edition ? edition.Insights.Select(insight => new InsightInNetwork(stream.Id, insight)) : []);

    /// <summary>What the newest streams of a type tell, the newest first, and how many there are. A few are read at once: all of them, each as large as it may be, would not fit into memory.</summary>
    private async Task<(List<T> Told, int Of)> Newest<T>(string type, int most, Func<StreamFold, T> told, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(Access.Network);
        await using var command = new NpgsqlCommand($"select id, count(*) over () from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and type = $2 order by id desc limit $3")
        {
            Parameters = { new() { Value = Access.Network }, new() { Value = type }, new() { Value = most } },
        };
        var (ids, all, found) = (new List<Guid>(), 0L, new List<T>());
        await using (var reader = await session.ExecuteReaderAsync(command, cancellation))
            while (await reader.ReadAsync(cancellation))
            {
                ids.Add(reader.GetGuid(0));
                all = reader.GetInt64(1);
            }
        foreach (var some in ids.Chunk(Together))
            foreach (var stream in await StreamFold.Read(session, some, cancellation)) found.Add(told(stream));
        return (found, checked((int)all));
    }
}
