using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>What changed between two states of a weighing, or of another thing that is recorded.</summary>
/// <param name="FromVersion">Number of the newest event in the first state; 0 where nothing was recorded yet, absent between moments of happening.</param>
/// <param name="ToVersion">Number of the newest event in the second state; 0 where nothing was recorded yet, absent between moments of happening.</param>
/// <param name="FromEvents">Numbers of the events that the first state rests on, in the order in which they happened; present between moments of happening only.</param>
/// <param name="ToEvents">The same of the second state.</param>
/// <param name="Differences">What was added, changed and removed, and by which events.</param>
public sealed record Comparison(
    int? FromVersion, int? ToVersion, ImmutableArray<int>? FromEvents, ImmutableArray<int>? ToEvents, ImmutableArray<TracedDifference> Differences)
{
    /// <summary>The two ends and the order of events, as every comparison asks for them.</summary>
    /// <param name="from">The version that is the example of the first end.</param>
    /// <param name="to">That of the second.</param>
    public static ImmutableArray<QueryParameter> Parameters(string from, string to) =>
    [
        new("from", typeof(string), "A version (event number; 0 for before the first) or a moment.", "Een versie (gebeurtenisnummer; 0 voor vóór de eerste) of een moment.", from, Required: true),
        new("to", typeof(string), "A version or a moment, not before from; the newest where it is left out.", "Een versie of een moment, niet vóór from; de nieuwste als het ontbreekt.", to),
        new("by", typeof(TimeAxis), "Which moment counts: when it was recorded (the default) or when it occurred, for two moments.", "Welk moment telt: dat van vastleggen (standaard) of, tussen twee momenten, dat van gebeuren.", "recorded"),
        new("knownAt", typeof(DateTimeOffset), "With by=occurred: with what was recorded up to and including this moment.", "Bij by=occurred: met wat tot en met dit moment was vastgelegd.", "2026-05-01T12:00:00+02:00"),
    ];

    /// <summary>What every comparison answers with.</summary>
    public static readonly ImmutableArray<OperationResponse> Responses = [new(200, typeof(Comparison), "The differences.", "De verschillen.", ETag: true), OperationResponse.Had];

    /// <summary>Reads which two ends are asked for, and answers with what changed between them.</summary>
    /// <param name="http">The request.</param>
    /// <param name="unknown">Refuses an event that is not there, with its number and how many there are.</param>
    /// <param name="found">Gives what the caller may see in an order, as far as it was known at a moment (null for now); null where the request was answered instead.</param>
    public static async Task Answer(HttpContext http, Rule unknown, Func<TimeAxis, DateTimeOffset?, Task<Compared?>> found)
    {
        var query = new Query(http);
        var axis = query.Choice<TimeAxis>("by") ?? TimeAxis.Recorded;
        var from = End(query, "from", axis);
        var to = End(query, "to", axis);
        if (from is null && http.Request.Query["from"].Count == 0) query.Refuse("from", InputRules.FieldMissing);
        var knownAt = query.Moment("knownAt");
        if (knownAt is not null && axis == TimeAxis.Recorded) query.Refuse("knownAt", InputRules.KnownAtNeedsOccurred);
        if (!await query.IsRight()) return;
        if (await found(axis, knownAt) is not var (timeline, version, dependsOnOthers)) return;

        var (first, last) = (from!(timeline), to?.Invoke(timeline) ?? timeline.Length);
        if (first > timeline.Length) query.Refuse("from", unknown, first, timeline.Length);
        if (last > timeline.Length) query.Refuse("to", unknown, last, timeline.Length);
        else if (first > last) query.Refuse("to", InputRules.FromAfterTo);
        if (!await query.IsRight()) return;

        if (Preconditions.IsHad(http, Preconditions.ETag(version), !dependsOnOthers)) return;
        var (isCompared, json) = await HeavyWork.Run(http, timeline.IsLong(first, last),
            cancellation => JsonSerializer.SerializeToUtf8Bytes(Between(timeline, axis, first, last, cancellation), ViewJson.Options));
        if (isCompared) await http.WriteJson(json);
    }

    private static Comparison Between(ITimeline timeline, TimeAxis axis, int first, int last, CancellationToken cancellation)
    {
        var differences = timeline.Between(first, last, cancellation);
        var madeBy = MadeBy(timeline, first, last, differences, cancellation);
        var asOccurred = axis == TimeAxis.Occurred;
        return new Comparison(
            asOccurred ? null : first, asOccurred ? null : last, asOccurred ? Numbers(first) : null, asOccurred ? Numbers(last) : null,
            [.. differences.Zip(madeBy, (d, events) => new TracedDifference(d.Kind, d.Path, d.From, d.To, events))]);

        ImmutableArray<int> Numbers(int count) => [.. Enumerable.Range(0, count).Select(timeline.NumberAt)];
    }

    /// <summary>
    /// The numbers of the events that made each of the differences, rising. What an event changed is let go once it was looked at: kept of thousands of
    /// events, it would be moved about in memory while all other requests stand still.
    /// </summary>
    private static IEnumerable<ImmutableArray<int>> MadeBy(ITimeline timeline, int first, int last, ImmutableArray<Difference> differences, CancellationToken cancellation)
    {
        var asked = differences.Select(d => (Path: PartPath.Of(d.Path), Events: new List<int>())).ToList();
        // By the element that they are in, since most events change one of very many.
        var inElements = asked.ToLookup(a => a.Path.Element);
        foreach (var (index, changes) in timeline.Changes(first, last, cancellation))
        {
            foreach (var made in changes)
            {
                var path = PartPath.Of(made.Path);
                var candidates = path.Element is { } element ? inElements[element].Concat(inElements[null]) : asked;
                foreach (var (one, events) in candidates.Heeding(cancellation))
                    if (one.IsTouchedBy(path, made)) events.Add(timeline.NumberAt(index));
            }
        }
        return asked.Select(a => a.Events.Distinct().Order().ToImmutableArray());
    }

    /// <summary>Reads one end of the comparison: from a timeline to the number of its events up to that end. Null where the parameter is missing or wrong.</summary>
    private static Func<ITimeline, int>? End(Query query, string name, TimeAxis axis)
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

/// <summary>A difference with the events that made it.</summary>
/// <param name="Kind">What happened to the value.</param>
/// <param name="Path">Where it stands in the view, such as /proposals/V2/revisions/2.</param>
/// <param name="From">The value before; absent where it was added.</param>
/// <param name="To">The value after; absent where it was removed.</param>
/// <param name="Events">Numbers of the events that made the difference, rising.</param>
public sealed record TracedDifference(
    DifferenceKind Kind, string Path, JsonElement? From, JsonElement? To, ImmutableArray<int> Events);

/// <summary>Something of which two states are compared.</summary>
/// <param name="Timeline">Its events, as the caller may see them.</param>
/// <param name="Version">Number of its newest event.</param>
/// <param name="DependsOnOthers">Whether what the caller sees changes without any event here too.</param>
public sealed record Compared(ITimeline Timeline, int Version, bool DependsOnOthers);

/// <summary>The events of one thing in an order, and what one reader sees of it after each.</summary>
public interface ITimeline
{
    /// <summary>How many events there are.</summary>
    int Length { get; }

    /// <summary>Number of the event at an index, from 0 in the order of the timeline.</summary>
    int NumberAt(int index);

    /// <summary>How many events were recorded, or happened, up to and including a moment.</summary>
    int CountBy(DateTimeOffset moment);

    /// <summary>Whether it takes long to go through the events from index <paramref name="from"/>, inclusive, to index <paramref name="to"/>, exclusive.</summary>
    bool IsLong(int from, int to);

    /// <summary>The differences between what the reader sees after the first <paramref name="from"/> events and after the first <paramref name="to"/>.</summary>
    ImmutableArray<Difference> Between(int from, int to, CancellationToken cancellation);

    /// <summary>What each event changed, from index <paramref name="from"/>, inclusive, to index <paramref name="to"/>, exclusive.</summary>
    IEnumerable<(int Index, ImmutableArray<Difference> Differences)> Changes(int from, int to, CancellationToken cancellation);
}
