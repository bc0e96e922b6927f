using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Readers;
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

    /// <summary>What happened first, first; by the moments as they were corrected.</summary>
    HappenedFirst,

    /// <summary>What happened last, first.</summary>
    HappenedLast,
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

    /// <summary>When it happened, in UTC, as it was recorded first; never after the moment of recording.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The right moment, where the one above was corrected later; absent where it was not.</summary>
    public CorrectedMoment? Corrected { get; init; }

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

/// <summary>The right moment at which something happened.</summary>
/// <param name="OccurredAt">The moment, in UTC.</param>
/// <param name="Event">Number of the event that corrected it.</param>
public sealed record CorrectedMoment(DateTimeOffset OccurredAt, int Event);

/// <summary>GET /v1/weighings/{id}/events</summary>
public static class GetHistory
{
    /// <summary>Most characters of the types that are asked for: more than all of them take.</summary>
    private const int MostCharactersOfTypes = 2_000;

    private static readonly ImmutableArray<string> Types = [.. EventContract.NamesOf<WeighingEvent>().Select(n => n.Value).Order()];

    /// <summary>One type or several, with commas between and blanks around them.</summary>
    private static readonly string OneOrMore = $" *({string.Join('|', Types)}) *(, *({string.Join('|', Types)}) *)*";

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
                new("order", typeof(HistoryOrder), "In the order of recording, oldest first (the default) or newest first; or in the order of happening, which late steps and corrected moments make another one.", "In de volgorde van vastleggen, oudste eerst (standaard) of nieuwste eerst; of in de volgorde van gebeuren, die door late stappen en verbeterde momenten een andere is.", "newest"),
                new("type", typeof(string), "Only events of this type; several separated by commas.", "Alleen gebeurtenissen van dit type; meer dan één met komma's ertussen.", "criteria_changed,score_given", MostCharacters: MostCharactersOfTypes, Pattern: OneOrMore),
                new("part", typeof(string), "Only events that made or touched this part or what is below it. The paths of differences are understood too.", "Alleen gebeurtenissen die dit onderdeel of iets daaronder maakten of raakten. Ook de paden van verschillen worden begrepen.", "proposals/V2"),
                new("about", typeof(string), "Only events about what has this code: a proposal, stakeholder or criterion. What names it counts too, such as a score, an input or the decision.", "Alleen gebeurtenissen over wat deze code heeft: een voorstel, belanghebbende of criterium. Ook wat haar noemt telt mee, zoals een score, een inbreng of het besluit.", "V2"),
                new("actor", typeof(string), "Only events that this person recorded: their subject id.", "Alleen gebeurtenissen die deze persoon vastlegde: het subject-id."),
                new("correlationId", typeof(string), "Only events of this conversation: the caller's own reference number (VERA), or a trace id.", "Alleen gebeurtenissen van dit gesprek: het eigen referentienummer (VERA), of een trace-id."),
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
        var types = query.Text("type", MostCharactersOfTypes)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var unknown in types?.DefaultIfEmpty("").Where(t => !Types.Contains(t)) ?? [])
            query.Refuse("type", InputRules.NotAChoice, string.Join(", ", Types));
        var path = query.Text("part");
        var part = path is null ? null : PartPath.Of(path);
        if (part?.Root is { } root && !Differences.Roots.Contains(root, StringComparer.OrdinalIgnoreCase)) query.Refuse("part", InputRules.NotAChoice, string.Join(", ", Differences.Roots));
        var (about, actor, correlation) = (query.Text("about"), query.Text("actor"), query.Text("correlationId"));
        var (from, to) = query.Period("from", "to");
        var axis = query.Choice<TimeAxis>("by") ?? TimeAxis.Recorded;
        var limit = query.Limit(http);
        var list = $"events {order} {Caller.Of(http).Corporation} {http.Request.RouteValues["id"]}";
        var start = query.Cursor(list, 1);
        var last = query.Number(start);
        if (!await query.IsRight()) return;
        if (await Weighing(http) is not { } weighing) return;

        var timeline = await Timeline.Of(weighing, order is HistoryOrder.Oldest or HistoryOrder.Newest ? TimeAxis.Recorded : TimeAxis.Occurred, null, http.RequestAborted);
        var all = Enumerable.Range(0, timeline.Length);
        // What is looked for in all events. The rest is about those of one page.
        var (isTold, (touching, aboutIt)) = await HeavyWork.Run(http, (part is not null || about is not null) && timeline.IsLong(0, timeline.Length), cancellation =>
            (part is null ? null : timeline.Touching(part, cancellation), about is null ? null : HistoryFilter.About(weighing, about, cancellation)));
        if (!isTold) return;
        if (touching?.Count == 0 && !part!.IsRoot) query.Refuse("part", InputRules.UnknownPart, path!);
        if (aboutIt?.Count == 0) query.Refuse("about", InputRules.UnknownCode, about!);
        if (start is not null && last > timeline.Length) query.Refuse("cursor", InputRules.CursorInvalid);
        if (!await query.IsRight()) return;
        if (Preconditions.IsHad(http, ETag(http, weighing), !weighing.DependsOnOthers)) return;

        var rising = (order is HistoryOrder.Oldest or HistoryOrder.HappenedFirst) != (start?.Back == true);
        // The indexes beyond the event of the cursor, in the direction of the page.
        var at = start is null ? (int?)null : timeline.IndexOf(last);
        var indexes = rising ? all.Skip(at + 1 ?? 0) : all.Take(at ?? timeline.Length).Reverse();
        var (page, previous) = Paging.Of(indexes.Where(Matches).Take(limit + 1).ToList(), limit, start,
            (i, back) => Paging.Cursor(list, back, timeline[i].Number.ToString(CultureInfo.InvariantCulture)));

        // Those of a page may lie far apart, and all events between them are gone through.
        var (first, end) = page.Items.IsEmpty ? (0, 0) : (page.Items.Min(), page.Items.Max() + 1);
        var (isMade, changes) = await HeavyWork.Run(http, timeline.IsLong(first, end), cancellation =>
            timeline.Changes(first, end, page.Items.ToHashSet(), cancellation).ToDictionary(c => c.Index, c => c.Differences));
        if (!isMade) return;
        var language = http.Request.Language();
        await http.Respond(new Page<HistoryEntry>([.. page.Items.Select(i => timeline.Entry(i, changes[i], language))], page.NextCursor), previous, ViewJson.Options);

        bool Matches(int index)
        {
            var (recorded, moment) = (timeline[index], timeline.Moment(index, axis));
            return (types is null || types.Contains(EventContract.Names[recorded.Event.GetType()]))
                && (touching is null || touching.Contains(index))
                && (actor is null || recorded.Actor == actor)
                && (correlation is null || weighing.Newest.History[recorded.Number].Correlation == correlation)
                && (from is null || moment >= from) && (to is null || moment < to)
                && (aboutIt is null || aboutIt.Contains(recorded.Number));
        }
    }

    private static async Task One(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Weighing(http) is not { } weighing) return;
        var number = new Address(http).Number();
        if (number < 1 || number > weighing.Newest.State.Version)
        {
            await http.Respond(ProblemKinds.NotFound, "Deze gebeurtenis is er (nog) niet.", "This event is not there (yet).");
            return;
        }
        if (Preconditions.IsHad(http, ETag(http, weighing), !weighing.DependsOnOthers)) return;
        var timeline = await Timeline.Of(weighing, TimeAxis.Recorded, null, http.RequestAborted);
        var (_, differences) = timeline.Changes(number - 1, number, null, http.RequestAborted).Single();
        await http.WriteJson(timeline.Entry(number - 1, differences, http.Request.Language()), ViewJson.Options);
    }

    /// <summary>The entity tag of a part of the history. It names the language too, because the sentences are in it, and is no tag for If-Match.</summary>
    private static string ETag(HttpContext http, ReadableWeighing weighing)
    {
        var language = http.Request.Language().Tag();
        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.Vary = "Accept-Language";
        return string.Create(CultureInfo.InvariantCulture, $"\"{weighing.Newest.State.Version}-{language}\"");
    }

    /// <summary>The weighing in the address; null where the caller sees none: the request was then answered with 404.</summary>
    internal static async Task<ReadableWeighing?> Weighing(HttpContext http)
    {
        if (await ReadableWeighing.Find(http, new Address(http).Weighing) is { } weighing) return weighing;
        await StepRoutes.UnknownWeighing(http);
        return null;
    }
}
