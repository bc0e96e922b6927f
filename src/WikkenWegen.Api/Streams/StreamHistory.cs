using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.History;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Streams;

/// <summary>An event in the history of a thing that is no weighing, such as an instrument.</summary>
public sealed record StreamHistoryEntry
{
    /// <summary>Event number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its type, as stored.</summary>
    public required string Type { get; init; }

    /// <summary>The part that it made or touched, as a path below the address of the thing; empty for the whole.</summary>
    public required string Part { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Pseudonymous subject id of who recorded it.</summary>
    public required string Actor { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The request that caused it.</summary>
    public string? CausationId { get; init; }

    /// <summary>What happened, in the language of the request.</summary>
    public required string Sentence { get; init; }

    /// <summary>The event itself, with the texts of the vault filled in.</summary>
    public required JsonElement Event { get; init; }

    /// <summary>What the event changed in the view of the thing, as far as the reader may see it.</summary>
    public required ImmutableArray<Difference> Differences { get; init; }

    /// <summary>An event for a reader.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static StreamHistoryEntry Of(RecordedStreamEvent recorded, StreamAsSeen seen, Language language, CancellationToken cancellation) => new()
    {
        Number = recorded.Origin.Event,
        Type = EventContract.Names[recorded.Event.GetType()],
        Part = ((IStreamEvent)recorded.Event).Part,
        OccurredAt = recorded.Origin.OccurredAt,
        RecordedAt = recorded.Origin.RecordedAt,
        Actor = recorded.Origin.Actor,
        CorrelationId = recorded.Correlation,
        CausationId = recorded.Causation,
        Sentence = recorded.Event.Sentence(language),
        Event = ViewJson.Element(recorded.Event, seen.Texts),
        Differences = seen.Differences(recorded.Origin.Event - 1, recorded.Origin.Event, cancellation),
    };
}

/// <summary>The history of a thing that is no weighing, as pages.</summary>
public static class StreamHistory
{
    /// <summary>What every operation that gives a history answers with.</summary>
    public static readonly OperationResponse Response = new(200, typeof(Page<StreamHistoryEntry>), "A page of the history.", "Een pagina van de geschiedenis.", Links: true, Spoken: true);

    /// <summary>Answers with a page of it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="list">Names the list, such as instrument-events and the identity of the instrument: a cursor of any other is refused.</param>
    /// <param name="found">Gives what the caller may see of it; null where the request was answered instead.</param>
    public static async Task List(HttpContext http, string list, Func<Task<StreamAsSeen?>> found)
    {
        var query = new Query(http);
        var limit = query.Limit(http);
        var start = query.Cursor(list, 1);
        var last = query.Number(start);
        if (!await query.IsRight() || await found() is not { } seen) return;
        var wanted = start?.Back == true ? seen.Events.Where(e => e.Origin.Event < last).Reverse() : seen.Events.Where(e => e.Origin.Event > last);
        var (page, previous) = Paging.Of(wanted.Take(limit + 1).ToList(), limit, start, (e, back) => Paging.Cursor(list, back, e.Origin.Event.ToString(CultureInfo.InvariantCulture)));

        var language = http.Request.Language();
        var (isTold, entries) = await HeavyWork.Run(http, seen.IsLong(page.Items.Length),
            cancellation => page.Items.Select(e => StreamHistoryEntry.Of(e, seen, language, cancellation)).ToImmutableArray());
        if (!isTold) return;
        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.Vary = "Accept-Language";
        await http.Respond(new Page<StreamHistoryEntry>(entries, page.NextCursor), previous, ApiJson.Responses);
    }
}
