using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Registers;

/// <summary>A register as an operation of the API.</summary>
/// <typeparam name="TEntry">What it tells of each thing.</typeparam>
internal sealed record RegisterEndpoint<TEntry>(Register Register, string Path, string Id, string Summary) where TEntry : notnull
{
    /// <summary>What it is, in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>What it is, in English.</summary>
    public required string English { get; init; }

    /// <summary>The order where none is asked for.</summary>
    public string StandardOrder { get; init; } = "-at";

    /// <summary>What narrows it, beside what narrows every register.</summary>
    public ImmutableArray<RegisterParameter> Narrowing { get; init; } = [];

    /// <summary>Maps the operation that lists the register.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, Path, new Operation
    {
        Id = Id,
        Tag = RegistersSetup.Tag,
        Summary = Summary,
        Dutch = Dutch + " Van elke afweging die u mag lezen, met de gebeurtenis en de plaats in de afweging waar het staat. " + RegistersSetup.NowDutch,
        English = English + " Of each weighing that you may read, with the event and the place in the weighing where it stands. " + RegistersSetup.NowEnglish,
        Query =
        [
            .. Narrowing.Select(n => n.Described),
            new("q", typeof(string), "Words to search for in its texts, as in the list of weighings.", "Woorden om te zoeken in de teksten, zoals in de lijst van afwegingen."),
            new("from", typeof(DateTimeOffset), "Only what happened from this moment on.", "Alleen wat vanaf dit moment gebeurde.", "2026-01-01T00:00:00+01:00"),
            new("to", typeof(DateTimeOffset), "Only what happened before this moment.", "Alleen wat vóór dit moment gebeurde.", "2027-01-01T00:00:00+01:00"),
            .. RegisterFilters.OfWeighing,
            new("sort", typeof(string), $"at (when it happened) or name; with - in front for descending. {StandardOrder} where it is left out.", $"at (wanneer het gebeurde) of name (hoe het heet); met - ervoor aflopend. Standaard {StandardOrder}.", "at", Choices: RegisterSort.Names),
            .. Paging.Parameters,
        ],
        Roles = Access.Readers,
        Responses = [new OperationResponse(200, typeof(Page<RegisterItem<TEntry>>), "A page of the register.", "Een pagina van het register.", Links: true)],
    }, Handle);

    /// <summary>The filter that a query asks for, but for the words.</summary>
    private RegisterFilter Filter(HttpContext http, Query query)
    {
        var filter = Narrowing.Aggregate(RegisterFilters.Read(Register, http, query), (f, parameter) => parameter.Narrow(f, query));
        var (from, to) = query.Period("from", "to");
        return filter with { From = from, To = to };
    }

    private async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var filter = Filter(http, query);
        var q = query.Text("q");
        var order = query.Text("sort") ?? StandardOrder;
        var sort = RegisterSort.Of(order);
        if (sort is null) query.Refuse("sort", InputRules.NotAChoice, string.Join(", ", RegisterSort.Names));
        var (corporation, limit) = (Caller.Of(http).Corporation, query.Limit(http));
        var list = $"{Id} {order} {corporation}";
        var start = query.Cursor(list, 3);
        var from = start is not null && sort is not null ? RegisterStart.Of(start, sort) : null;
        if (from is null && start is not null && sort is not null) query.Refuse("cursor", InputRules.CursorInvalid);
        if (!await query.IsRight()) return;

        await using var connection = await http.RequestServices.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(http.RequestAborted);
        if (q is not null) filter = filter with { Query = (await ListPage.Prepare(connection, corporation, new ListFilter { Q = q }, http.RequestAborted)).Query };
        var rows = await Rows(connection, RegisterPage.Commands(corporation, filter, sort!, from, limit + 1), http);
        var (page, previous) = Paging.Of(rows, limit, start,
            (row, back) => Paging.Cursor(list, back, row.Key, row.Item.Weighing.Id.ToString(), row.Number.ToString(CultureInfo.InvariantCulture)));
        var texts = await http.RequestServices.GetRequiredService<Vault>().Texts(connection, corporation, page.Items.SelectMany(row => row.Digests), http.RequestAborted);
        await connection.CloseAsync(); // a caller who reads the answer slowly holds none
        texts = await http.RequestServices.GetRequiredService<WeighingStore>().WithFates(corporation, texts, page.Items.SelectMany(row => row.Digests, (row, digest) => (row.Item.Weighing.Id, digest)), http.RequestAborted);
        foreach (var secret in page.Items.Where(row => row.Item.Weighing.Confidentiality == Confidentiality.Secret && !row.IsNamed).Select(row => row.Item.Weighing.Id).Distinct())
            SecretReadings.Log(http, secret, filter.Reader.Subject);
        await http.Respond(new Page<JsonElement>([.. page.Items.Select(row => ViewJson.Element(row.Item, texts))], page.NextCursor), previous, ApiJson.Responses);
    }

    private static async Task<List<Row>> Rows(NpgsqlConnection connection, NpgsqlBatchCommand[] commands, HttpContext http)
    {
        var serializer = http.RequestServices.GetRequiredService<IDocumentStore>().Options.Serializer();
        await using var reader = await ListPage.Read(connection, commands, http.RequestAborted);
        var rows = new List<Row>();
        while (await reader.ReadAsync(http.RequestAborted))
        {
            using var data = JsonDocument.Parse(reader.GetString(0));
            rows.Add(new Row(new RegisterItem<TEntry>
            {
                Weighing = await WeighingInRegister.Read(reader, serializer, reader.GetGuid(1), 6, http.RequestAborted),
                Event = reader.GetInt32(3),
                Path = reader.GetString(4),
                Entry = data.Deserialize<TEntry>(EventContract.Json)!,
            }, reader.GetInt32(2), reader.GetString(5), Digests.In(data.RootElement), reader.GetBoolean(9)));
        }
        return rows;
    }

    /// <summary>A row of a page.</summary>
    private sealed record Row(RegisterItem<TEntry> Item, int Number, string Key, ImmutableArray<string> Digests, bool IsNamed);
}

/// <summary>The digests of sealed texts.</summary>
internal static class Digests
{
    /// <summary>Those in a JSON value as it is stored.</summary>
    public static ImmutableArray<string> In(JsonElement value) => [.. Found(value)];

    private static IEnumerable<string> Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => member is { Name: "_sd", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : Found(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Found),
        _ => [],
    };
}

/// <summary>What narrows every register: facts of the weighing.</summary>
internal static class RegisterFilters
{
    /// <summary>The parameters.</summary>
    public static readonly ImmutableArray<QueryParameter> OfWeighing =
    [
        new("area", typeof(string), "Only of weighings about this CBS area or one within it: the code of a gemeente, wijk or buurt, in capitals or not.", "Alleen van afwegingen over dit CBS-gebied of een gebied daarbinnen: de code van een gemeente, wijk of buurt, in hoofdletters of niet.", MostCharacters: 10, Pattern: ListWeighings.AreaPattern),
        new("level", typeof(Level), "Only of weighings at this level.", "Alleen van afwegingen op dit niveau."),
        new("scale", typeof(WeighingScale), "Only of weighings of this scale.", "Alleen van afwegingen op deze schaal."),
        new("party", typeof(string), "Only of weighings to which this party was invited, in capitals or not.", "Alleen van afwegingen waarvoor deze partij is uitgenodigd, in hoofdletters of niet.", "Gemeente"),
    ];

    /// <summary>The filter of a register by facts of the weighing.</summary>
    public static RegisterFilter Read(Register register, HttpContext http, Query query) => new()
    {
        Register = register,
        Reader = ReadingRights.Reader(http),
        Area = ListWeighings.Area(query),
        Level = query.Choice<Level>("level"),
        Scale = query.Choice<WeighingScale>("scale"),
        Party = query.Text("party"),
    };
}
