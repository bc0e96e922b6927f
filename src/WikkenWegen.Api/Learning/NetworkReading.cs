using System.Collections.Immutable;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Learning;

/// <summary>Something of the network as it was at a moment.</summary>
/// <param name="Newest">All that was recorded of it.</param>
/// <param name="Then">What counts at that moment.</param>
/// <param name="State">The state then.</param>
internal sealed record ReadOfNetwork<TState>(StreamFold Newest, StreamFold Then, TState State) where TState : class;

/// <summary>Reading what the network has.</summary>
internal static class NetworkReading
{
    /// <summary>The parameters that choose the moment of which something is read.</summary>
    public static ImmutableArray<QueryParameter> Moment => GetWeighing.Moment;

    /// <summary>Whether the caller organises the network, and so reads what is of each participant.</summary>
    public static bool Organises(HttpContext http) => http.User.IsInRole(Roles.Organiser);

    /// <summary>The identity in the address; the one that nothing has, where it is no UUID.</summary>
    public static Guid Identity(HttpContext http, string parameter) => Guid.TryParseExact(http.Request.RouteValues[parameter] as string, "D", out var id) ? id : Guid.Empty;

    /// <summary>What has the identity, at a moment; null where there is none, and the request was answered with that.</summary>
    public static async Task<ReadOfNetwork<TState>?> Read<TState>(HttpContext http, Guid id, PointInTime at, (string Dutch, string English) unknown) where TState : class
    {
        var newest = await http.Stream<TState>(Access.Network, id);
        var then = newest.At(at);
        if (then.State is TState state) return new ReadOfNetwork<TState>(newest, then, state);
        await (newest.Version == 0
            ? http.Respond(ProblemKinds.NotFound, unknown.Dutch, unknown.English)
            : http.Respond(ProblemKinds.NotFound, "Dit was er op dat moment nog niet, of heeft die versie nog niet.", "This was not there yet at that moment, or has no such version yet."));
        return null;
    }

    /// <summary>Answers with something of it, with the texts that are in the vault filled in.</summary>
    public static async Task Respond<TState>(HttpContext http, ReadOfNetwork<TState> read, object found) where TState : class
    {
        http.Response.Headers.Vary = $"{VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        http.Response.Headers.ETag = read.Then.ETag(read.Newest);
        await http.WriteJson(ViewJson.Bytes(found, await http.Texts(Access.Network, read.Newest)));
    }

    /// <summary>Those of some cases that are in the network, each with its event in which it was taken back; null while it is shared.</summary>
    public static async Task<ImmutableDictionary<Guid, Origin?>> Known(HttpContext http, IEnumerable<Guid> cases)
    {
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>().QuerySession(Access.Network);
        var streams = await StreamFold.Read(session, [.. cases.Distinct()], http.RequestAborted);
        return streams.Where(stream => stream.State is Case).ToImmutableDictionary(stream => stream.Id, stream => ((Case)stream.State!).Withdrawal?.Origin);
    }

    /// <summary>Those of the cases that insights rest on that were taken back.</summary>
    public static async Task<ImmutableHashSet<Guid>> TakenBack(HttpContext http, IEnumerable<Insight> insights) =>
        [.. (await Known(http, insights.SelectMany(insight => insight.AllCases))).Where(known => known.Value is not null).Select(known => known.Key)];

    /// <summary>Answers with a page of what the network has of a kind, in the order in which it came.</summary>
    /// <param name="http">The request.</param>
    /// <param name="list">Names the list.</param>
    /// <param name="type">Name of the type of its streams.</param>
    /// <param name="shown">What is shown of one.</param>
    public static async Task List<TState, TShown>(HttpContext http, string list, string type, Func<StreamFold, TState, Task<TShown>> shown) where TState : class
    {
        var query = new Query(http);
        var limit = query.Limit(http);
        var start = query.Cursor(list, 1);
        var after = start is null ? Guid.Empty : Guid.TryParse(start.Values[0], out var id) ? id : Guid.Empty;
        if (!await query.IsRight()) return;
        var (page, previous) = Paging.Of(await Ids(http, type, start?.Back == true, start is null ? null : after, limit + 1), limit, start, (item, back) => Paging.Cursor(list, back, item.ToString()));
        var items = ImmutableArray.CreateBuilder<TShown>();
        foreach (var found in page.Items)
        {
            var stream = await http.Stream<TState>(Access.Network, found);
            if (stream.State is TState state) items.Add(await shown(stream, state));
        }
        await http.Respond(new Page<TShown>(items.ToImmutable(), page.NextCursor), previous, ApiJson.Responses);
    }

    private static async Task<List<Guid>> Ids(HttpContext http, string type, bool back, Guid? beside, int most)
    {
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>().QuerySession(Access.Network);
        await using var command = new NpgsqlCommand($"""
            select id from {StoreSetup.Schema}.mt_streams
            where tenant_id = $1 and type = $2 and ($3::uuid is null or (case when $4 then id < $3 else id > $3 end)) order by case when $4 then id end desc, id limit $5
            """)
        {
            Parameters = { new() { Value = Access.Network }, new() { Value = type }, new() { Value = (object?)beside ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }, new() { Value = back }, new() { Value = most } },
        };
        await using var reader = await session.ExecuteReaderAsync(command, http.RequestAborted);
        var found = new List<Guid>();
        while (await reader.ReadAsync(http.RequestAborted)) found.Add(reader.GetGuid(0));
        return found;
    }
}
