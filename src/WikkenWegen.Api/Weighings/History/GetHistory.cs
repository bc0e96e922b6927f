using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>In which order events are listed.</summary>
public enum HistoryOrder
{
    /// <summary>Oldest first.</summary>
    Oldest,

    /// <summary>Newest first.</summary>
    Newest,
}

/// <summary>An event in the history of a weighing.</summary>
public sealed record HistoryEntry
{
    /// <summary>Number of the event in the weighing, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Type of the event, such as criteria_changed.</summary>
    public required string Type { get; init; }

    /// <summary>The part that it made or touched, as a path below the weighing; empty for the whole.</summary>
    public required string Part { get; init; }

    /// <summary>When it happened, in UTC; never after the moment of recording.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was recorded, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Pseudonymous subject id of the person who recorded it.</summary>
    public required string Actor { get; init; }

    /// <summary>The conversation that it belongs to: the caller's own reference number (VERA) where they sent one, else a trace id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Id of the request that caused it.</summary>
    public string? CausationId { get; init; }

    /// <summary>What happened, in one sentence in the language of the request.</summary>
    public required string Sentence { get; init; }

    /// <summary>Whether its content is hidden from the reader, because another gave it in a blind round that is still open.</summary>
    public required bool Hidden { get; init; }

    /// <summary>The event itself, with its sealed texts filled in; absent while it is hidden.</summary>
    public JsonElement? Event { get; init; }

    /// <summary>What the event changed in the view, as far as the reader may see it.</summary>
    public required ImmutableArray<Difference> Differences { get; init; }
}

/// <summary>GET /v1/weighings/{id}/events</summary>
public static class GetHistory
{
    private static readonly ImmutableArray<string> Types = [.. EventContract.NamesOf<WeighingEvent>().Select(n => n.Value).Order()];

    /// <summary>Maps the history.</summary>
    public static void MapHistory(this IEndpointRouteBuilder weighing)
    {
        weighing.MapOperation(HttpMethods.Get, "/events", new Operation
        {
            Id = "listEvents",
            Tag = "History",
            Summary = "List the history of a weighing",
            Dutch = "De geschiedenis: elke gebeurtenis met nummer, beide momenten, wie haar vastlegde, een zin die zegt wat er gebeurde, de gebeurtenis zelf en het verschil dat zij maakte.",
            English = "The history: each event with its number, both moments, who recorded it, a sentence that says what happened, the event itself and the difference that it made.",
            Query =
            [
                new("order", typeof(HistoryOrder), "Oldest first (the default) or newest first.", "Oudste eerst (standaard) of nieuwste eerst.", "newest"),
                new("type", typeof(string), "Only events of this type; several separated by commas.", "Alleen gebeurtenissen van dit type; meer dan één met komma's ertussen.", "criteria_changed,score_given"),
                new("part", typeof(string), "Only events that made or touched this part or what is below it.", "Alleen gebeurtenissen die dit onderdeel of iets daaronder maakten of raakten.", "proposals/V2"),
                new("from", typeof(DateTimeOffset), "Only events from this moment on.", "Alleen gebeurtenissen vanaf dit moment.", "2026-03-01T00:00:00+01:00"),
                new("to", typeof(DateTimeOffset), "Only events before this moment.", "Alleen gebeurtenissen vóór dit moment.", "2026-06-01T00:00:00+02:00"),
                new("by", typeof(TimeAxis), "Which moment counts for from and to: when it was recorded (the default) or when it occurred.", "Welk moment telt voor from en to: dat van vastleggen (standaard) of dat van gebeuren.", "occurred"),
                .. Paging.Parameters,
            ],
            Roles = Access.Readers,
            IfNoneMatch = true,
            Responses = [new OperationResponse(200, typeof(Page<HistoryEntry>), "A page of the history.", "Een pagina van de geschiedenis.", ETag: true, Links: true, Spoken: true), OperationResponse.Had with { Spoken = true }],
            Problems = [ProblemKinds.NotFound],
        }, List);

        weighing.MapOperation(HttpMethods.Get, "/events/{number}", new Operation
        {
            Id = "getEvent",
            Tag = "History",
            Summary = "Get an event",
            Dutch = "Eén gebeurtenis, met het verschil dat zij maakte.",
            English = "One event, with the difference that it made.",
            Roles = Access.Readers,
            IfNoneMatch = true,
            Responses = [new OperationResponse(200, typeof(HistoryEntry), "The event.", "De gebeurtenis.", ETag: true, Spoken: true), OperationResponse.Had with { Spoken = true }],
            Problems = [ProblemKinds.NotFound],
        }, One);
    }

    private static async Task List(HttpContext http)
    {
        var query = new Query(http);
        var order = query.Choice<HistoryOrder>("order") ?? HistoryOrder.Oldest;
        var types = query.Text("type")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var unknown in types?.Where(t => !Types.Contains(t)) ?? [])
            query.Refuse("type", InputRules.NotAChoice, string.Join(", ", Types));
        var part = query.Text("part");
        var (from, to) = query.Period("from", "to");
        var axis = query.Choice<TimeAxis>("by") ?? TimeAxis.Recorded;
        var limit = query.Limit(http);
        var list = $"events {order} {Caller.Of(http).Corporation} {http.Request.RouteValues["id"]}";
        var start = query.Cursor(list, 1);
        var last = query.Number(start);
        if (!await query.IsRight()) return;
        if (await Weighing(http) is not { } weighing || Preconditions.IsHad(http, ETag(http, weighing))) return;

        var timeline = await Timeline(http, weighing, TimeAxis.Recorded);
        var rising = (order == HistoryOrder.Oldest) != (start?.Back == true);
        // The indexes from the number of the cursor on, in the direction of the page.
        var indexes = rising ? Enumerable.Range(last, Math.Max(0, timeline.Length - last)) : Enumerable.Range(0, Math.Min(start is null ? timeline.Length : last - 1, timeline.Length)).Reverse();
        var (page, previous) = Paging.Of(indexes.Where(i => Matches(timeline[i])).Take(limit + 1).ToList(), limit, start,
            (i, back) => Paging.Cursor(list, back, (i + 1).ToString(CultureInfo.InvariantCulture)));

        var changes = page.Items.IsEmpty ? [] : timeline.Changes(page.Items.Min(), page.Items.Max() + 1).Where(c => page.Items.Contains(c.Index)).ToDictionary(c => c.Index, c => c.Differences);
        var language = http.Request.Language();
        await http.Respond(new Page<HistoryEntry>([.. page.Items.Select(i => timeline.Entry(i, changes[i], language))], page.NextCursor), previous, ViewJson.Options);

        bool Matches(RecordedEvent e)
        {
            var moment = axis == TimeAxis.Recorded ? e.RecordedAt : e.Event.OccurredAt;
            return (types is null || types.Contains(EventContract.Names[e.Event.GetType()]))
                && (part is null || $"{e.Event.Part}/".StartsWith(part + "/", StringComparison.OrdinalIgnoreCase)) // codes have no case
                && (from is null || moment >= from) && (to is null || moment < to);
        }
    }

    private static async Task One(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Weighing(http) is not { } weighing) return;
        var number = new Address(http).Number();
        if (number < 1 || number > weighing.State.Version)
        {
            await http.Respond(ProblemKinds.NotFound, "Deze gebeurtenis is er (nog) niet.", "This event is not there (yet).");
            return;
        }
        if (Preconditions.IsHad(http, ETag(http, weighing))) return;
        var timeline = await Timeline(http, weighing, TimeAxis.Recorded);
        var (_, differences) = timeline.Changes(number - 1, number).Single();
        await http.Response.WriteAsJsonAsync(timeline.Entry(number - 1, differences, http.Request.Language()), ViewJson.Options, "application/json", http.RequestAborted);
    }

    /// <summary>The entity tag of a part of the history. It names the language too, because the sentences are in it, and is no tag for If-Match.</summary>
    private static string ETag(HttpContext http, KeptWeighing weighing)
    {
        var language = http.Request.Language().Tag();
        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.Vary = "Accept-Language";
        return string.Create(CultureInfo.InvariantCulture, $"\"{weighing.State.Version}-{language}\"");
    }

    /// <summary>The weighing in the address; null where there is none: the request was then answered with 404.</summary>
    internal static async Task<KeptWeighing?> Weighing(HttpContext http)
    {
        var weighings = http.RequestServices.GetRequiredService<WeighingStore>();
        if (new Address(http).Weighing is { } id && await weighings.Newest(Caller.Of(http).Corporation, id, http.RequestAborted) is { } newest) return newest;
        await StepRoutes.UnknownWeighing(http);
        return null;
    }

    /// <summary>The timeline of a weighing, as the caller may see it.</summary>
    internal static async Task<Timeline> Timeline(HttpContext http, KeptWeighing weighing, TimeAxis axis)
    {
        var caller = Caller.Of(http);
        var texts = await http.RequestServices.GetRequiredService<WeighingStore>().Texts(caller.Corporation, weighing, http.RequestAborted);
        return new Timeline(weighing, axis, caller.Subject, texts);
    }
}
