using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>What changed between two states of a weighing.</summary>
/// <param name="FromVersion">Number of the newest event in the first state; 0 where the weighing did not exist yet, absent between moments of happening.</param>
/// <param name="ToVersion">Number of the newest event in the second state; 0 where the weighing did not exist yet, absent between moments of happening.</param>
/// <param name="FromEvents">Numbers of the events that the first state rests on, in the order in which they happened; present between moments of happening only.</param>
/// <param name="ToEvents">The same of the second state.</param>
/// <param name="Differences">What was added, changed and removed, and by which events.</param>
public sealed record Comparison(
    int? FromVersion, int? ToVersion, ImmutableArray<int>? FromEvents, ImmutableArray<int>? ToEvents, ImmutableArray<TracedDifference> Differences);

/// <summary>A difference with the events that made it.</summary>
/// <param name="Kind">What happened to the value.</param>
/// <param name="Path">Where it stands in the view, such as /proposals/V2/revisions/2.</param>
/// <param name="From">The value before; absent where it was added.</param>
/// <param name="To">The value after; absent where it was removed.</param>
/// <param name="Events">Numbers of the events that made the difference, rising.</param>
public sealed record TracedDifference(
    DifferenceKind Kind, string Path, JsonElement? From, JsonElement? To, ImmutableArray<int> Events);

/// <summary>GET /v1/weighings/{id}/comparison</summary>
public static class GetComparison
{
    /// <summary>Maps the comparison.</summary>
    public static void MapComparison(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Get, "/comparison", new Operation
    {
        Id = "compareWeighing",
        Tag = "History",
        Summary = "Compare two versions or moments of a weighing",
        Dutch = "Wat er tussen twee versies of momenten is bijgekomen, veranderd en verdwenen, en door welke gebeurtenissen.",
        English = "What came, changed and went between two versions or moments, and by which events.",
        Query =
        [
            new("from", typeof(string), "A version (event number; 0 for before the first) or a moment.", "Een versie (gebeurtenisnummer; 0 voor vóór de eerste) of een moment.", "5", Required: true),
            new("to", typeof(string), "A version or a moment, not before from; the newest where it is left out.", "Een versie of een moment, niet vóór from; de nieuwste als het ontbreekt.", "14"),
            new("by", typeof(TimeAxis), "Which moment counts: when it was recorded (the default) or when it occurred, for two moments.", "Welk moment telt: dat van vastleggen (standaard) of, tussen twee momenten, dat van gebeuren.", "recorded"),
            new("knownAt", typeof(DateTimeOffset), "With by=occurred: with what was recorded up to and including this moment.", "Bij by=occurred: met wat tot en met dit moment was vastgelegd.", "2026-05-01T12:00:00+02:00"),
        ],
        Roles = Access.Readers,
        IfNoneMatch = true,
        Responses = [new OperationResponse(200, typeof(Comparison), "The differences.", "De verschillen.", ETag: true), OperationResponse.Had],
        Problems = [ProblemKinds.NotFound],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var axis = query.Choice<TimeAxis>("by") ?? TimeAxis.Recorded;
        var from = End(query, "from", axis);
        var to = End(query, "to", axis);
        if (from is null && http.Request.Query["from"].Count == 0) query.Refuse("from", InputRules.FieldMissing);
        var knownAt = query.Moment("knownAt");
        if (knownAt is not null && axis == TimeAxis.Recorded) query.Refuse("knownAt", InputRules.KnownAtNeedsOccurred);
        if (!await query.IsRight()) return;
        if (await GetHistory.Weighing(http) is not { } weighing) return;
        var timeline = await Timeline.Of(weighing, axis, knownAt, http.RequestAborted);

        var (first, last) = (from!(timeline), to?.Invoke(timeline) ?? timeline.Length);
        if (first > timeline.Length) query.Refuse("from", Rules.UnknownEvent, first, timeline.Length);
        if (last > timeline.Length) query.Refuse("to", Rules.UnknownEvent, last, timeline.Length);
        else if (first > last) query.Refuse("to", InputRules.FromAfterTo);
        if (!await query.IsRight()) return;

        if (Preconditions.IsHad(http, Preconditions.ETag(weighing.Newest.State.Version), !weighing.DependsOnOthers)) return;
        var (isCompared, json) = await HeavyWork.Run(http, timeline.IsLong(first, last),
            cancellation => JsonSerializer.SerializeToUtf8Bytes(Compare(timeline, first, last, cancellation), ViewJson.Options));
        if (isCompared) await http.WriteJson(json);
    }

    private static Comparison Compare(Timeline timeline, int first, int last, CancellationToken cancellation)
    {
        var (before, after) = (timeline.After(first, cancellation), timeline.After(last, cancellation));
        var differences = timeline.Differences(before, after, null, cancellation);
        var madeBy = MadeBy(timeline, first, last, differences, cancellation);
        var asOccurred = timeline.Axis == TimeAxis.Occurred;
        return new Comparison(
            asOccurred ? null : before.Version, asOccurred ? null : after.Version, asOccurred ? before.EventNumbers : null, asOccurred ? after.EventNumbers : null,
            [.. differences.Zip(madeBy, (d, events) => new TracedDifference(d.Kind, d.Path, d.From, d.To, events))]);
    }

    /// <summary>
    /// The numbers of the events that made each of the differences, rising. What an event changed is let go once it was looked at: kept of thousands of
    /// events, it would be moved about in memory while all other requests stand still.
    /// </summary>
    private static IEnumerable<ImmutableArray<int>> MadeBy(Timeline timeline, int first, int last, ImmutableArray<Difference> differences, CancellationToken cancellation)
    {
        var asked = differences.Select(d => (Path: PartPath.Of(d.Path), Events: new List<int>())).ToList();
        // By the element that they are in, since most events change one of very many.
        var inElements = asked.ToLookup(a => a.Path.Element);
        foreach (var (index, changes) in timeline.Changes(first, last, null, cancellation))
        {
            foreach (var made in changes)
            {
                var path = PartPath.Of(made.Path);
                var candidates = path.Element is { } element ? inElements[element].Concat(inElements[null]) : asked;
                foreach (var (one, events) in candidates.Heeding(cancellation))
                    if (one.IsTouchedBy(path, made)) events.Add(timeline[index].Number);
            }
        }
        return asked.Select(a => a.Events.Distinct().Order().ToImmutableArray());
    }

    /// <summary>Reads one end of the comparison: from a timeline to the number of its events up to that end. Null where the parameter is missing or wrong.</summary>
    private static Func<Timeline, int>? End(Query query, string name, TimeAxis axis)
    {
        if (query.Text(name) is not { } text) return null;
        if (Wholes.TryParse(text, out _))
        {
            if (query.Whole(name, 0, int.MaxValue) is not { } version) return null;
            if (axis == TimeAxis.Recorded) return _ => version;
            query.Refuse(name, InputRules.MomentNeeded);
            return null;
        }
        return query.Moment(name) is { } moment ? timeline => timeline.CountBy(moment) : null;
    }
}
