using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using WikkenWegen.Api.Deadlines;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>A deadline in a list.</summary>
public sealed record DeadlineListItem
{
    /// <summary>Id of the weighing that it belongs to (UUIDv7).</summary>
    public required Guid Weighing { get; init; }

    /// <summary>Title of that weighing.</summary>
    public required string Title { get; init; }

    /// <summary>The corporation's own number for that weighing; absent where it has none.</summary>
    public string? Reference { get; init; }

    /// <summary>What has to be done.</summary>
    public required DeadlineKind Kind { get; init; }

    /// <summary>Path within the weighing of what it is about, such as advice-requests/1.</summary>
    public required string About { get; init; }

    /// <summary>The last day (Dutch calendar) on which it can be done, that day included; of an execution that has to wait, the first on which it may start.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When it passes, in UTC: the end of that day in the Netherlands; of an execution that has to wait, the beginning.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How it stands now.</summary>
    public required DeadlineState State { get; init; }

    /// <summary>Whether the day is one that the law counts.</summary>
    public required bool Statutory { get; init; }

    /// <summary>Who has to do it: a stakeholder, or the role that the framing in force names.</summary>
    public required Who By { get; init; }

    /// <summary>The party of that stakeholder; absent for a role.</summary>
    public string? Party { get; init; }

    /// <summary>Number of the event of the weighing from which it follows.</summary>
    public required int FromEvent { get; init; }

    /// <summary>Number of the event that settled it; absent while it stands.</summary>
    public int? SettledBy { get; init; }

    /// <summary>When that event happened, in UTC; absent while it stands.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Whether it was done in time, and an execution not too early; absent while it stands, and where it need not be done any more.</summary>
    public bool? Kept { get; init; }

    /// <summary>When it was written down that it was reached while it stood, in UTC; absent where that did not happen.</summary>
    public DateTimeOffset? ReachedAt { get; init; }
}

/// <summary>GET /v1/deadlines</summary>
public static class ListDeadlines
{
    private const string Rising = "dueAt";

    private const string Falling = "-dueAt";

    /// <summary>Maps the list.</summary>
    public static void MapDeadlines(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, "/v1/deadlines", new Operation
    {
        Id = "listDeadlines",
        Tag = "Deadlines",
        Summary = "List deadlines",
        Dutch = "Wat er in alle afwegingen van de corporatie wanneer en door wie gedaan moet zijn, of gedaan had moeten zijn: adviseren, een afwijking motiveren, wachten met uitvoeren, besluiten, evalueren, aannames nagaan. Zoals het nu is: wat verandert terwijl u bladert, kan twee keer voorkomen of ontbreken; wat niet verandert, ziet u één keer.",
        English = "What has to be done by when and by whom in all weighings of the corporation, or had to be: advising, giving reasons for a deviation, waiting to execute, deciding, reviewing, checking assumptions. As it is now: what changes while you go from page to page can be seen twice or not at all; what does not change is seen once.",
        Query =
        [
            new("state", typeof(DeadlineState), "Only deadlines that stand so now.", "Alleen termijnen die er nu zo voor staan."),
            new("kind", typeof(DeadlineKind), "Only deadlines of this kind.", "Alleen termijnen van deze soort."),
            new("by", typeof(string), "Only what this party or role has to do, in capitals or not.", "Alleen wat deze partij of rol moet doen; hoofdletters maken niet uit.", "Huurdersvereniging De Terp"),
            new("statutory", typeof(bool), "true: only days that the law counts; false: only others.", "true: alleen dagen die de wet telt; false: alleen andere."),
            new("dueFrom", typeof(DateOnly), "Only deadlines on this day or later.", "Alleen termijnen op of na deze dag.", "2026-12-01"),
            new("dueTo", typeof(DateOnly), "Only deadlines on this day or earlier.", "Alleen termijnen op of vóór deze dag.", "2027-03-31"),
            new("sort", typeof(string), "dueAt, or -dueAt for the latest first. dueAt where it is left out.", "dueAt, of -dueAt voor de laatste eerst. Standaard dueAt.", Rising, Choices: [Rising, Falling]),
            .. Paging.Parameters,
        ],
        Roles = Access.Readers,
        Responses = [new OperationResponse(200, typeof(Page<DeadlineListItem>), "A page of the list.", "Een pagina van de lijst.", Links: true)],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var filter = new Filter(query.Choice<DeadlineState>("state"), query.Choice<DeadlineKind>("kind"), query.Text("by"), query.Flag("statutory"), query.PeriodOfDays("dueFrom", "dueTo"));
        var order = query.Text("sort") ?? Rising;
        if (order is not (Rising or Falling)) query.Refuse("sort", InputRules.NotAChoice, $"{Rising}, {Falling}");
        var (corporation, reader, limit) = (Caller.Of(http).Corporation, ReadingRights.Reader(http), query.Limit(http));
        var list = $"deadlines {order} {corporation}";
        var start = query.Cursor(list, 5);
        var from = start is null ? null : Place.Of(start.Values);
        if (start is not null && from is null) query.Refuse("cursor", InputRules.CursorInvalid);
        if (!await query.IsRight()) return;

        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var sql = new Sql(corporation, reader, now, filter, from, falling: (order == Falling) != (start?.Back == true), limit + 1);
        var found = await Found(http, sql, now);
        var (page, previous) = Paging.Of(found, limit, start, (at, back) => Paging.Cursor(list, back, Place.Of(at.Item).Values));
        foreach (var weighing in page.Items.Where(i => i.IsUnnamedSecret).Select(i => i.Item.Weighing).Distinct()) SecretReadings.Log(http, weighing, reader.Subject);
        await http.Respond(new Page<DeadlineListItem>([.. page.Items.Select(i => i.Item)], page.NextCursor), previous, ApiJson.Responses);
    }

    private static async Task<List<(DeadlineListItem Item, bool IsUnnamedSecret)>> Found(HttpContext http, Sql sql, DateTimeOffset now)
    {
        await using var command = http.RequestServices.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql.Text);
        foreach (var parameter in sql.Parameters) command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
        var found = new List<(DeadlineListItem, bool)>();
        while (await reader.ReadAsync(http.RequestAborted))
        {
            var deadline = DeadlineRows.At(reader, 5);
            found.Add((new DeadlineListItem
            {
                Weighing = reader.GetGuid(0),
                Title = reader.GetString(1),
                Reference = reader.IsDBNull(2) ? null : reader.GetString(2),
                Kind = deadline.Kind,
                About = deadline.About,
                Day = deadline.Day,
                DueAt = deadline.DueAt,
                State = deadline.StateAt(now),
                Statutory = deadline.Statutory,
                By = deadline.By,
                Party = deadline.Party,
                FromEvent = deadline.FromEvent,
                SettledBy = deadline.Settled?.Event,
                SettledAt = deadline.Settled?.At,
                Kept = deadline.Kept,
                ReachedAt = reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
            }, reader.GetBoolean(3)));
        }
        return found;
    }

    /// <summary>Which deadlines a list has; null does not filter.</summary>
    private sealed record Filter(DeadlineState? State, DeadlineKind? Kind, string? By, bool? Statutory, (DateOnly? From, DateOnly? To) Days);

    /// <summary>The place of a deadline in the list: by when it passes, and then by what tells it from others.</summary>
    private sealed record Place(DateTimeOffset DueAt, Guid Weighing, string Kind, string About, int FromEvent)
    {
        public string[] Values => [DueAt.ToString("O", CultureInfo.InvariantCulture), Weighing.ToString(), Kind, About, FromEvent.ToString(CultureInfo.InvariantCulture)];

        public static Place Of(DeadlineListItem item) => new(item.DueAt, item.Weighing, DeadlineRows.NameOf(item.Kind), item.About, item.FromEvent);

        /// <summary>The place that a cursor names; null where it names none.</summary>
        public static Place? Of(ImmutableArray<string> values) =>
            DateTimeOffset.TryParseExact(values[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var dueAt) && dueAt.Offset == TimeSpan.Zero
            && Guid.TryParseExact(values[1], "D", out var weighing) && int.TryParse(values[4], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new Place(dueAt, weighing, values[2], values[3], number) : null;
    }

    /// <summary>The query for a page. Its rows are weighing, title, reference, whether it is secret to who is not named, when it was reached, and what <see cref="DeadlineRows.Read"/> says.</summary>
    private sealed class Sql
    {
        private static readonly string[] InOrder = ["due_at", "weighing_id", "kind", "about", "from_event"];

        private readonly List<NpgsqlParameter> _values = [];

        public Sql(string corporation, Reader reader, DateTimeOffset now, Filter filter, Place? from, bool falling, int count)
        {
            var (order, beyond) = falling ? ("desc", "<") : ("asc", ">");
            var (mine, subject) = ($"d.tenant_id = {Value(corporation)}", Value(reader.Subject));
            List<string> all = [mine, .. Conditions(filter, now), ReadableRows.Condition(reader, Value)];
            if (from is not null)
                all.Add($"({string.Join(", ", InOrder.Select(column => "d." + column))}) {beyond} ({Value(from.DueAt)}, {Value(from.Weighing)}, {Value(from.Kind)}, {Value(from.About)}, {Value(from.FromEvent)})");
            Text = $$"""
                with page as (
                    select d.*, coalesce(l.secrecy = {{(short)Confidentiality.Secret}} and not l.named @> array[{{subject}}], false) as unnamed_secret
                    from {{DeadlineRows.Rows}} d join {{WeighingList.Rows}} l on l.tenant_id = d.tenant_id and l.id = d.weighing_id
                    where {{string.Join(" and ", all)}} order by {{Ordered("d")}} limit {{count}})
                select p.weighing_id, s.data #>> '{framing,title}', s.data #>> '{framing,reference}', p.unnamed_secret, p.fired_at, {{string.Join(", ", DeadlineRows.Read.Select(column => $"p.{column}"))}}
                from page p join {{StoreSetup.Schema}}.mt_doc_weighing_summary s on s.tenant_id = p.tenant_id and s.id = p.weighing_id
                order by {{Ordered("p")}}
                """;

            string Ordered(string rows) => string.Join(", ", InOrder.Select(column => $"{rows}.{column} {order}"));
        }

        public string Text { get; }

        public IEnumerable<NpgsqlParameter> Parameters => _values;

        private IEnumerable<string> Conditions(Filter filter, DateTimeOffset now)
        {
            if (filter.State is { } state) yield return State(state, now);
            if (filter.Kind is { } kind) yield return $"d.kind = {Value(DeadlineRows.NameOf(kind))}";
            if (filter.By is { } by) yield return $"d.by_key = {References.Composed(Value(Names.Key(by)))}";
            if (filter.Statutory is { } statutory) yield return $"d.statutory = {Value(statutory)}";
            // With the moments too, by which an index is in order: a day passes at its end, or at its beginning where it is to be waited for.
            if (filter.Days.From is { } first) yield return $"d.day >= {Day(first)} and d.due_at >= {Value(Domain.Calendar.StartOf(first))}";
            if (filter.Days.To is { } last) yield return $"d.day <= {Day(last)} and d.due_at <= {Value(Domain.Calendar.EndOf(last))}";

            // As a text: Npgsql takes the first and the last day that .NET knows for minus and plus infinity.
            string Day(DateOnly day) => $"{Value(day.ToString("O", CultureInfo.InvariantCulture))}::date";
        }

        /// <summary>What <see cref="Deadline.StateAt"/> says.</summary>
        private string State(DeadlineState state, DateTimeOffset now)
        {
            if (state == DeadlineState.Settled) return "d.settled_by is not null";
            var (passed, soon) = ($"d.due_at <= {Value(now)}", $"d.due_at <= {Value(now + Deadline.Notice)}");
            return "d.settled_by is null and " + state switch
            {
                DeadlineState.Missed => $"{passed} and not d.waits",
                DeadlineState.Due => $"{soon} and (case when d.waits then {passed} else not ({passed}) end)",
                _ => $"not ({passed}) and (d.waits or not ({soon}))",
            };
        }

        /// <summary>A parameter: no value becomes part of the SQL.</summary>
        private string Value(object value)
        {
            _values.Add(new NpgsqlParameter { Value = value });
            return "$" + _values.Count.ToString(CultureInfo.InvariantCulture);
        }
    }
}
