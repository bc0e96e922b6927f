using System.Globalization;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Corporations;

/// <summary>An event in the history of a corporation.</summary>
public sealed record CorporationHistoryEntry
{
    /// <summary>Event number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its type, as stored.</summary>
    public required string Type { get; init; }

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

    /// <summary>The event itself.</summary>
    public required JsonElement Event { get; init; }

    /// <summary>An event for a reader.</summary>
    public static CorporationHistoryEntry Of(RecordedCorporationEvent recorded, Language language) => new()
    {
        Number = recorded.Origin.Event,
        Type = EventContract.Names[recorded.Event.GetType()],
        OccurredAt = recorded.Origin.OccurredAt,
        RecordedAt = recorded.Origin.RecordedAt,
        Actor = recorded.Origin.Actor,
        CorrelationId = recorded.Correlation,
        CausationId = recorded.Causation,
        Sentence = recorded.Event.Sentence(language),
        Event = JsonSerializer.SerializeToElement(recorded.Event, recorded.Event.GetType(), ApiJson.Responses),
    };
}

/// <summary>GET /v1/corporations/{corporation}/events</summary>
internal static class CorporationHistory
{
    /// <summary>Answers with a page of it.</summary>
    public static async Task List(HttpContext http)
    {
        var code = CorporationEndpoints.Code(http);
        var query = new Query(http);
        var limit = query.Limit(http);
        var list = $"corporation-events {code}";
        var start = query.Cursor(list, 1);
        var last = query.Number(start);
        if (!await query.IsRight()) return;
        await using var session = http.Store().QuerySession(code);
        if (!CorporationEndpoints.MayRead(http) || await CorporationStreams.Read(session, code, http.RequestAborted) is not { IsEmpty: false } history)
        {
            await CorporationEndpoints.Unknown(http);
            return;
        }
        // An administrator reads this of any corporation, but not what is of that corporation alone, such as its own rules for findings.
        var told = Caller.CorporationOf(http.User) == code ? history : [.. history.Where(e => e.Event.IsForOthers)];
        var found = start?.Back == true ? told.Where(e => e.Origin.Event < last).Reverse() : told.Where(e => e.Origin.Event > last);
        var (page, previous) = Paging.Of(found.Take(limit + 1).ToList(), limit, start,
            (e, back) => Paging.Cursor(list, back, e.Origin.Event.ToString(CultureInfo.InvariantCulture)));

        var language = http.Request.Language();
        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.Vary = "Accept-Language";
        await http.Respond(new Page<CorporationHistoryEntry>([.. page.Items.Select(e => CorporationHistoryEntry.Of(e, language))], page.NextCursor), previous, ApiJson.Responses);
    }
}
