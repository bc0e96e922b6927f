using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="NextCursor">Gives the next page; absent on the last.</param>
public sealed record Page<T>(ImmutableArray<T> Items, string? NextCursor);

/// <summary>Paging by cursor (NLGov API Design Rules, module pagination).</summary>
public static class Paging
{
    /// <summary>Items a page where the caller does not say.</summary>
    public const int Standard = 50;

    /// <summary>Most items a page.</summary>
    public const int Most = 200;

    /// <summary>Longest cursor: it can hold a title, in which each character can take many.</summary>
    private const int MostCursor = 4_000;

    /// <summary>The parameters.</summary>
    public static readonly ImmutableArray<QueryParameter> Parameters =
    [
        new("limit", typeof(int), $"Items a page, 1 to {Most}; {Standard} where it is left out.", $"Aantal per pagina, 1 tot {Most}; standaard {Standard}.", 20),
        new("cursor", typeof(string), "Where to go on, as a page before gave it.", "Waar verder te gaan, zoals een eerdere pagina aangaf."),
    ];

    /// <summary>Reads <c>limit</c>.</summary>
    public static int Limit(this Query query) => query.Whole("limit", 1, Most) ?? Standard;

    /// <summary>Reads <c>cursor</c>: the values at which the page before ended; null on the first page.</summary>
    /// <param name="query">The query.</param>
    /// <param name="list">What list in what order it must belong to.</param>
    /// <param name="count">How many values it must have.</param>
    public static string[]? Cursor(this Query query, string list, int count)
    {
        if (query.Text("cursor", MostCursor) is not { } text) return null;
        try
        {
            var values = JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(text));
            if (values?.Length == count + 1 && values[0] == list && values.All(v => v is not null)) return values[1..];
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Not one of ours.
        }
        query.Refuse("cursor", InputRules.CursorInvalid);
        return null;
    }

    /// <summary>A cursor that goes on after <paramref name="values"/>.</summary>
    public static string Cursor(string list, params string[] values) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string[]>([list, .. values]));

    /// <summary>Answers with a page, and links to the first and the next (RFC 8288).</summary>
    public static Task Answer<T>(this HttpContext http, Page<T> page, JsonSerializerOptions json)
    {
        var links = new List<string> { Link(http, null, "first") };
        if (page.NextCursor is { } next) links.Add(Link(http, next, "next"));
        http.Response.Headers.Append("Link", string.Join(", ", links)); // an operation that will go has links of its own
        return http.Response.WriteAsJsonAsync(page, json, "application/json", http.RequestAborted);
    }

    private static string Link(HttpContext http, string? cursor, string relation)
    {
        var query = http.Request.Query.Where(p => p.Key != "cursor").ToDictionary(p => p.Key, p => (string?)p.Value.ToString());
        if (cursor is not null) query["cursor"] = cursor;
        return $"<{QueryHelpers.AddQueryString(http.Request.Path, query)}>; rel=\"{relation}\"";
    }
}
