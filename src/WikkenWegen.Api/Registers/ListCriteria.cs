using System.Collections.Immutable;
using System.Text.Json;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Registers;

/// <summary>A criterion by its name, over all weighings that have it.</summary>
public sealed record CriterionInUse
{
    /// <summary>Its name, as the weighing writes it in which it had the lowest weight.</summary>
    public required string Name { get; init; }

    /// <summary>In how many weighings that the reader may read it is, or was, among the criteria.</summary>
    public required long Weighings { get; init; }

    /// <summary>The lowest share of the weights that it had in any version, and where; the oldest weighing of equals.</summary>
    public required CriterionUse Lowest { get; init; }

    /// <summary>The highest share of the weights that it had in any version, and where; the oldest weighing of equals.</summary>
    public required CriterionUse Highest { get; init; }
}

/// <summary>A weight of a criterion, with where it comes from.</summary>
/// <param name="Weighing">The weighing.</param>
/// <param name="Code">Its code in that weighing.</param>
/// <param name="Event">Number of the event in which the criteria got that weight.</param>
/// <param name="Path">Where it stands in the view of the weighing.</param>
/// <param name="Weight">The weight.</param>
public sealed record CriterionUse(WeighingInRegister Weighing, string Code, int Event, string Path, CriterionWeight Weight)
{
    /// <summary>Of a criterion in the register.</summary>
    internal static CriterionUse Of(WeighingInRegister weighing, CriterionEntry entry, CriterionWeight weight) =>
        new(weighing, entry.Code, weight.Event, PathOf(entry, weight), weight);

    /// <summary>Where a criterion stands in the view of its weighing, in the version in which it had a weight.</summary>
    internal static string PathOf(CriterionEntry entry, CriterionWeight weight) => FormattableString.Invariant($"/criteriaVersions/{weight.Version}/set/criteria/{entry.Code}");
}

/// <summary>GET /v1/criteria</summary>
public static class ListCriteria
{
    private const string Id = "searchCriteria";

    private static readonly RegisterParameter InForce =
        RegisterParameter.Flag("inForce", "Whether the criterion is among those in force in its weighing.", "Of het criterium in zijn afweging geldt.");

    /// <summary>Maps the operation that lists the criteria that are in use.</summary>
    public static void MapCriteriaInUse(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, "/v1/criteria", new Operation
    {
        Id = Id,
        Tag = RegistersSetup.Tag,
        Summary = "List the criteria in use, with the range of their weights",
        Dutch = "De criteria die in gebruik zijn, op naam: in hoeveel afwegingen, en tussen welke gewichten, elk als aandeel van alle gewichten van die afweging. Criteria die ernaast staan hebben geen gewicht: zie `/v1/criteria-beside`. Het gaat om de afwegingen die u mag lezen. " + RegistersSetup.NowDutch,
        English = "The criteria in use, by name: in how many weighings, and between which weights, each as its share of all weights of that weighing. Criteria that stand beside have no weight: see `/v1/criteria-beside`. It is about the weighings that you may read. " + RegistersSetup.NowEnglish,
        Query =
        [
            InForce.Described,
            new("q", typeof(string), "Words to search for in name and goal, as in the list of weighings.", "Woorden om te zoeken in naam en doel, zoals in de lijst van afwegingen."),
            .. RegisterFilters.OfWeighing,
            .. Paging.Parameters,
        ],
        Roles = Access.Readers,
        Responses = [new OperationResponse(200, typeof(Page<CriterionInUse>), "A page of the criteria, by name.", "Een pagina van de criteria, op naam.", Links: true)],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var filter = InForce.Narrow(RegisterFilters.Read(Register.Criteria, http, query), query);
        var q = query.Text("q");
        var (corporation, limit) = (Caller.Of(http).Corporation, query.Limit(http));
        var list = $"{Id} {corporation}";
        var start = query.Cursor(list, 1);
        if (!await query.IsRight()) return;

        await using var connection = await http.RequestServices.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(http.RequestAborted);
        if (q is not null) filter = filter with { Query = (await ListPage.Prepare(connection, corporation, new ListFilter { Q = q }, http.RequestAborted)).Query };
        var rows = await Rows(connection, Commands(corporation, filter, start, limit + 1), http);
        await connection.CloseAsync(); // a caller who reads the answer slowly holds none
        var (page, previous) = Paging.Of(rows, limit, start, (row, back) => Paging.Cursor(list, back, row.Key));
        foreach (var secret in page.Items.SelectMany(row => row.Secret).Distinct()) SecretReadings.Log(http, secret, filter.Reader.Subject);
        await http.Respond(new Page<CriterionInUse>([.. page.Items.Select(row => row.Item)], page.NextCursor), previous, ApiJson.Responses);
    }

    /// <summary>
    /// The commands, the first of which is about settings. Rows of the second come in pairs, of the lowest and the highest: name, number of weighings,
    /// weighing, data, framing, status and version of the weighing, and whether the reader is named in it.
    /// </summary>
    /// <param name="corporation">Whose criteria they are.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="start">Where the page begins; null for the first.</param>
    /// <param name="count">Most criteria.</param>
    public static NpgsqlBatchCommand[] Commands(string corporation, RegisterFilter filter, PageStart? start, int count)
    {
        var page = new RegisterPage();
        var order = start?.Back == true ? "desc" : "asc";
        var where = string.Join(" and ", page.Conditions(corporation, filter));
        var beyond = start is null ? "" : $"and e.name {(start.Back ? '<' : '>')} {page.Value(start.Values[0])}";
        var source = $"{RegisterTable.Rows} e join {WeighingList.Rows} l on l.tenant_id = e.tenant_id and l.id = e.weighing_id";
        return page.Batch($"""
            with criteria as (
                select e.name, count(distinct e.weighing_id) as weighings, min(e.low) as low, max(e.high) as high
                from {source} where {where} {beyond} group by e.name order by e.name {order} limit {count})
            select c.name, c.weighings, x.weighing_id, x.data, {RegisterPage.OfWeighing}, coalesce(x.is_named, false) from criteria c
            cross join lateral ({Extreme("low", 1)} union all {Extreme("high", 2)}) x
            {RegisterPage.JoinWeighing("x.weighing_id")} order by c.name {order}, x.place
            """);

        string Extreme(string column, int place) => $"""
            (select {place} as place, e.weighing_id, e.data, l.named @> array[{page.Value(filter.Reader.Subject)}] as is_named
             from {source} where {where} and e.name = c.name and e.{column} = c.{column} order by e.weighing_id, e.number limit 1)
            """;
    }

    private static async Task<List<Row>> Rows(NpgsqlConnection connection, NpgsqlBatchCommand[] commands, HttpContext http)
    {
        var serializer = http.RequestServices.GetRequiredService<IDocumentStore>().Options.Serializer();
        await using var reader = await ListPage.Read(connection, commands, http.RequestAborted);
        var rows = new List<Row>();
        while (await reader.ReadAsync(http.RequestAborted))
        {
            var (key, weighings, lowest) = (reader.GetString(0), reader.GetInt64(1), await Extreme(reader, serializer, http.RequestAborted));
            await reader.ReadAsync(http.RequestAborted);
            var highest = await Extreme(reader, serializer, http.RequestAborted);
            rows.Add(new Row(key, new CriterionInUse
            {
                Name = lowest.Entry.Name,
                Weighings = weighings,
                Lowest = CriterionUse.Of(lowest.Weighing, lowest.Entry, lowest.Entry.Lowest),
                Highest = CriterionUse.Of(highest.Weighing, highest.Entry, highest.Entry.Highest),
            }, [.. new[] { lowest, highest }.Where(x => x.Weighing.Confidentiality == Confidentiality.Secret && !x.IsNamed).Select(x => x.Weighing.Id)]));
        }
        return rows;
    }

    private static async Task<(CriterionEntry Entry, WeighingInRegister Weighing, bool IsNamed)> Extreme(NpgsqlDataReader reader, ISerializer serializer, CancellationToken cancellation) => (
        JsonSerializer.Deserialize<CriterionEntry>(reader.GetString(3), EventContract.Json)!,
        await WeighingInRegister.Read(reader, serializer, reader.GetGuid(2), 4, cancellation),
        reader.GetBoolean(7));

    /// <summary>A row of a page.</summary>
    private sealed record Row(string Key, CriterionInUse Item, ImmutableArray<Guid> Secret);
}
