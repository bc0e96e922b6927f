using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>A weighing in a list.</summary>
public sealed record WeighingListItem
{
    /// <summary>Identity (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>Number of its newest event.</summary>
    public required int Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required WeighingStatus Status { get; init; }

    /// <summary>The framing in force.</summary>
    public required Framing Framing { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the decision that stands was taken.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The day on which that decision will be reviewed.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>Parties that were invited.</summary>
    public required ImmutableArray<string> Parties { get; init; }
}

/// <summary>GET /v1/weighings</summary>
public static class ListWeighings
{
    private const string Table = $"{StoreSetup.Schema}.mt_doc_weighing_summary";

    /// <summary>What lists can be sorted by.</summary>
    private static readonly Dictionary<string, Sort> Sorts = new()
    {
        ["openedAt"] = new("d.opened_at", "timestamptz"),
        ["decidedAt"] = new("(d.data ->> 'decidedAt')::timestamptz", "timestamptz", CanMiss: true)
        {
            Then = new("case when e.type = 'decision_taken' and e.data -> 'content' ->> 'kind' <> 'deferred' then (e.data ->> 'occurredAt')::timestamptz end",
                "weighing_opened", "decision_taken", "decision_rejected", "decision_withdrawn", "weighing_reopened"),
        },
        ["deadline"] = new("(d.data -> 'framing' ->> 'deadline')::date", "date", CanMiss: true)
        {
            Then = new("(e.data -> 'framing' ->> 'deadline')::date", "weighing_opened", "weighing_reframed"),
        },
        ["title"] = new("lower(d.data -> 'framing' ->> 'title')", "text")
        {
            Then = new("lower(e.data -> 'framing' ->> 'title')", "weighing_opened", "weighing_reframed"),
        },
    };

    /// <summary>Maps the list.</summary>
    public static void MapListing(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, "/v1/weighings", new Operation
    {
        Id = "listWeighings",
        Tag = "Weighings",
        Summary = "List and search weighings",
        Dutch = "De afwegingen van de corporatie, gefilterd, doorzocht en gesorteerd. Zoeken kent Nederlandse woordvormen en gaat door titel, vraag, aanleiding, voorstellen, criteria en partijen; niet door wat personen inbrachten.",
        English = "The weighings of the corporation, filtered, searched and sorted. The search knows Dutch word forms and looks through title, question, occasion, proposals, criteria and parties; not through what persons brought in.",
        Query =
        [
            new("q", typeof(string), "Words to search for; \"a phrase\", or, and -without are understood.", "Woorden om te zoeken; \"een zinsdeel\", or en -zonder worden begrepen.", "renoveren"),
            new("status", typeof(WeighingStatus), "Only weighings with this status.", "Alleen afwegingen met deze status."),
            new("level", typeof(Level), "Only weighings at this level.", "Alleen afwegingen op dit niveau."),
            new("scale", typeof(WeighingScale), "Only weighings of this scale.", "Alleen afwegingen op deze schaal."),
            new("area", typeof(string), "Only weighings about this CBS area or one within it.", "Alleen afwegingen over dit CBS-gebied of een gebied daarbinnen.", "WK990103"),
            new("party", typeof(string), "Only weighings to which this party was invited.", "Alleen afwegingen waarvoor deze partij is uitgenodigd.", "Gemeente"),
            new("reference", typeof(string), "Only the weighing with this number of the corporation's own.", "Alleen de afweging met dit eigen nummer.", "AFW-2026-014"),
            new("idExtern", typeof(string), "Only the weighing with this key in the system that it came from (VERA).", "Alleen de afweging met deze sleutel in het bronsysteem (VERA).", "PROJ-0042"),
            new("openedFrom", typeof(DateTimeOffset), "Only weighings opened from this moment on.", "Alleen afwegingen geopend vanaf dit moment.", "2026-01-01T00:00:00+01:00"),
            new("openedTo", typeof(DateTimeOffset), "Only weighings opened before this moment.", "Alleen afwegingen geopend vóór dit moment.", "2027-01-01T00:00:00+01:00"),
            new("sort", typeof(string), "openedAt, decidedAt, deadline or title; with - in front for descending. -openedAt where it is left out. Whoever goes from page to page sees each weighing at most once, and in the place that it had when they began.", "openedAt, decidedAt, deadline of title; met - ervoor aflopend. Standaard -openedAt. Wie van pagina naar pagina gaat, ziet elke afweging hoogstens één keer, op de plaats die zij bij het begin had.", "-openedAt"),
            .. Paging.Parameters,
        ],
        Roles = Access.Readers,
        Responses = [new OperationResponse(200, typeof(Page<WeighingListItem>), "A page of the list.", "Een pagina van de lijst.", Links: true)],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var filter = new Filter(Caller.Of(http).Corporation);
        if (query.Text("q") is { } q) filter.Add($"{WeighingSummary.SearchVector} @@ websearch_to_tsquery('{WeighingSummary.SearchLanguage}', {{0}})", q);
        if (query.Choice<WeighingStatus>("status") is { } status) filter.Add("d.data ->> 'status' = {0}", Name(status));
        if (query.Choice<Level>("level") is { } level) filter.Add("d.data -> 'framing' ->> 'level' = {0}", Name(level));
        if (query.Choice<WeighingScale>("scale") is { } scale) filter.Add("d.data -> 'framing' ->> 'scale' = {0}", Name(scale));
        if (query.Text("area") is { } area) filter.Add("exists (select from jsonb_array_elements_text(d.data -> 'areas') a where a like any ({0}))", [Within(area)]);
        if (query.Text("party") is { } party) filter.Add("exists (select from jsonb_array_elements_text(d.data -> 'parties') p where lower(p) = lower({0}))", party);
        if (query.Text("reference") is { } reference) filter.Add("d.data -> 'framing' ->> 'reference' = {0}", reference);
        if (query.Text("idExtern") is { } external) filter.Add("d.data -> 'framing' -> 'identity' ->> 'idExtern' = {0}", external);
        var (openedFrom, openedTo) = query.Period("openedFrom", "openedTo");
        if (openedFrom is { } from) filter.Add("d.opened_at >= {0}", from);
        if (openedTo is { } to) filter.Add("d.opened_at < {0}", to);
        var sort = query.Text("sort") ?? "-openedAt";
        var descending = sort[0] == '-';
        if (!Sorts.TryGetValue(descending ? sort[1..] : sort, out var by)) query.Refuse("sort", InputRules.NotAChoice, string.Join(", ", Sorts.Keys));
        var list = $"weighings {sort} {Caller.Of(http).Corporation}";
        var start = query.Cursor(list, 3);
        var limit = query.Limit(http);
        if (start is not null && by is not null && !(Guid.TryParse(start.Values[1], out _) && by.Reads(start.Values[0]) && IsSnapshot(start.Values[2])))
            query.Refuse("cursor", InputRules.CursorInvalid);
        if (!await query.IsRight()) return;

        var upwards = descending == (start?.Back == true);
        var key = by!.Key(descending);
        if (start is not null)
        {
            if (by.Then is not null) key = filter.Fill(by.KeyThen(descending), start.Values[2]);
            filter.Add($"({key}, d.id) {(upwards ? '>' : '<')} ({{0}}::{by.Type}, {{1}})", start.Values[0], Guid.Parse(start.Values[1]));
        }
        var order = upwards ? "asc" : "desc";
        await using var command = filter.Command($"""
            select d.data, s.version, to_jsonb({key}) #>> '{"{}"}', pg_current_snapshot()::text
            from {Table} d join {StoreSetup.Schema}.mt_streams s on s.tenant_id = d.tenant_id and s.id = d.id
            where {filter.Where} order by {key} {order}, d.id {order} limit {limit + 1}
            """);
        var (page, previous) = Paging.Of(await Found(http, command), limit, start,
            (found, back) => Paging.Cursor(list, back, found.Key, found.Item.Id.ToString(), start?.Values[2] ?? found.Snapshot));
        await http.Respond(new Page<WeighingListItem>([.. page.Items.Select(i => i.Item)], page.NextCursor), previous, ApiJson.Responses);
    }

    private static async Task<List<(WeighingListItem Item, string Key, string Snapshot)>> Found(HttpContext http, NpgsqlCommand command)
    {
        var store = http.RequestServices.GetRequiredService<IDocumentStore>();
        await using var session = store.QuerySession(Caller.Of(http).Corporation);
        await using var reader = await session.ExecuteReaderAsync(command, http.RequestAborted);
        var found = new List<(WeighingListItem, string, string)>();
        while (await reader.ReadAsync(http.RequestAborted))
        {
            var summary = await store.Options.Serializer().FromJsonAsync<WeighingSummary>(reader, 0, http.RequestAborted);
            found.Add((Item(summary, checked((int)reader.GetInt64(1))), reader.GetString(2), reader.GetString(3)));
        }
        return found;
    }

    /// <summary>Whether PostgreSQL reads a text as a pg_snapshot: xmin:xmax:xip,…, with each xip from xmin up to xmax, in order.</summary>
    private static bool IsSnapshot(string text)
    {
        if (text.Split(':') is not [var low, var high, var running]) return false;
        if (!IsTransaction(low, out var xmin) || !IsTransaction(high, out var xmax) || xmin == 0 || xmax < xmin) return false;
        foreach (var number in running.Split(',', StringSplitOptions.None).Where(n => n.Length > 0 || running.Length > 0))
        {
            if (!IsTransaction(number, out var xip) || xip < xmin || xip >= xmax) return false;
            xmin = xip;
        }
        return true;
    }

    private static bool IsTransaction(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static WeighingListItem Item(WeighingSummary summary, int version) => new()
    {
        Id = summary.Id,
        Version = version,
        Status = summary.Status,
        Framing = summary.Framing,
        OpenedAt = summary.OpenedAt,
        DecidedAt = summary.DecidedAt,
        ReviewDate = summary.ReviewDate,
        Parties = [.. summary.Parties],
    };

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>LIKE patterns for an area and what lies within it: a gemeente holds its wijken, and both hold their buurten.</summary>
    private static string[] Within(string area)
    {
        var code = area.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        return area.Length < 3 ? [code] : area[..2] switch
        {
            "GM" => [code, $"WK{code[2..]}%", $"BU{code[2..]}%"],
            "WK" => [code, $"BU{code[2..]}%"],
            _ => [code],
        };
    }

    /// <summary>What a list is sorted by: an SQL expression, the type of its value and whether a weighing can lack it.</summary>
    private sealed record Sort(string Expression, string Type, bool CanMiss = false)
    {
        /// <summary>How to find what the value was before; null for a value that never changes.</summary>
        public Earlier? Then { get; init; }

        /// <summary>What is compared: what is missing comes last, whichever way the list goes.</summary>
        public string Key(bool descending) => Last(Expression, descending);

        /// <summary>
        /// What is compared on a further page: the value in the snapshot {0}, in which the first page was read; null for a weighing that
        /// was opened since. So a weighing keeps its place while somebody goes through the list, and is neither met twice nor missed.
        /// What changed since is told by the transaction that wrote the row last (its xmin, of which PostgreSQL keeps the lower 32 bits).
        /// </summary>
        public string KeyThen(bool descending) => $$"""
            case when {{Seen("d")}} then {{Key(descending)}} else
              (select {{Last(Then!.Expression, descending)}} from {{StoreSetup.Schema}}.mt_events e
               where e.tenant_id = d.tenant_id and e.stream_id = d.id and e.type in ({{string.Join(", ", Then.Types.Select(t => $"'{t}'"))}}) and {{Seen("e")}}
               order by e.version desc limit 1) end
            """;

        private static string Seen(string row)
        {
            const string Newest = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
            return $"pg_visible_in_snapshot(({Newest} - (({Newest} - {row}.xmin::text::bigint) & 4294967295))::text::xid8, {{0}}::pg_snapshot)";
        }

        private string Last(string expression, bool descending) => CanMiss ? $"coalesce({expression}, '{(descending ? "-" : "")}infinity')" : expression;

        /// <summary>Whether a value in a cursor is one of this type.</summary>
        public bool Reads(string value) => Type switch
        {
            "timestamptz" => Moments.TryParse(value, out _) || IsInfinity(value),
            "date" => Days.TryParse(value, out _) || IsInfinity(value),
            _ => true,
        };

        private static bool IsInfinity(string value) => value is "infinity" or "-infinity";
    }

    /// <summary>How to find an earlier value: an SQL expression on the newest event e of the types that set it.</summary>
    private sealed record Earlier(string Expression, params string[] Types);

    /// <summary>Conditions with their values, which never become part of the SQL.</summary>
    private sealed class Filter
    {
        private readonly List<string> _conditions = [];
        private readonly List<object> _values = [];

        public Filter(string corporation) => Add("d.tenant_id = {0}", corporation);

        public string Where => string.Join(" and ", _conditions);

        public void Add(string condition, params object[] values) => _conditions.Add(Fill(condition, values));

        /// <summary>An expression, with parameters for its values.</summary>
        public string Fill(string expression, params object[] values)
        {
            object[] placeholders = [.. values.Select((_, i) => "$" + (_values.Count + i + 1).ToString(CultureInfo.InvariantCulture))];
            _values.AddRange(values);
            return string.Format(CultureInfo.InvariantCulture, expression, placeholders);
        }

        public NpgsqlCommand Command(string sql)
        {
            var command = new NpgsqlCommand(sql);
            foreach (var value in _values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            return command;
        }
    }
}
