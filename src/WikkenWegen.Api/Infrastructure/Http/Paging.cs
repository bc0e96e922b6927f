using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items on this page, at most as many as the limit.</param>
/// <param name="NextCursor">The cursor that gives the next page; absent on the last page.</param>
public record Page<T>(ImmutableArray<T> Items, string? NextCursor);

/// <summary>A page of a list of which a caller can ask how many items it has.</summary>
/// <param name="Items">The items on this page, at most as many as the limit.</param>
/// <param name="NextCursor">The cursor that gives the next page; absent on the last page.</param>
/// <param name="Total">How many items the whole list has now; absent where that was not asked for.</param>
public sealed record CountedPage<T>(ImmutableArray<T> Items, string? NextCursor, long? Total) : Page<T>(Items, NextCursor);

/// <summary>Where a page begins: after the item that a cursor names or, for a page further back, before it. That item itself is not on the page.</summary>
/// <param name="Back">Whether the page before the item is asked for.</param>
/// <param name="Values">The values by which the cursor names the item.</param>
public sealed record PageStart(bool Back, ImmutableArray<string> Values);

/// <summary>Paging by cursor (NLGov API Design Rules, module pagination).</summary>
public static class Paging
{
    /// <summary>Items on a page where the caller gives no limit.</summary>
    public const int Standard = 50;

    /// <summary>Most characters of a cursor. It can hold a title, so it can be long.</summary>
    private const int MostCursor = 4_000;

    /// <summary>Bytes of the digest in front of a cursor: enough to notice a cursor of another list.</summary>
    private const int DigestBytes = 8;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The query parameters limit and cursor.</summary>
    public static readonly ImmutableArray<QueryParameter> Parameters =
    [
        new("limit", typeof(int), $"Items a page, 1 to {new RequestLimits().PageItems} where the installation says nothing else; {Standard} where it is left out.",
            $"Aantal per pagina, 1 tot {new RequestLimits().PageItems} als de installatie niets anders zegt; standaard {Standard}.", 20, Shared: true, Most: limits => limits.PageItems),
        new("cursor", typeof(string), "Where to go on, as another page of this list gave it; keep the other parameters as they were.",
            "Waar verder te gaan, zoals een andere pagina van deze lijst aangaf; laat de andere parameters zoals ze waren.", Shared: true, MostCharacters: MostCursor),
    ];

    /// <summary>
    /// Reads <c>limit</c>: from 1 to the most that the installation allows, both included. Where it is missing: <see cref="Standard"/>, or
    /// that most where it is less.
    /// </summary>
    public static int Limit(this Query query, HttpContext http)
    {
        var most = http.RequestServices.GetRequiredService<RequestLimits>().PageItems;
        return query.Whole("limit", 1, most) ?? Math.Min(Standard, most);
    }

    /// <summary>Reads <c>cursor</c>; null on the first page.</summary>
    /// <param name="query">The query.</param>
    /// <param name="list">Names the list, its order and its corporation: a cursor of any other is refused.</param>
    /// <param name="count">The number of values that it must have.</param>
    public static PageStart? Cursor(this Query query, string list, int count)
    {
        if (query.Text("cursor", MostCursor) is not { } text) return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            var values = bytes.AsSpan(Math.Min(DigestBytes, bytes.Length));
            // The digest has no secret key. Somebody who makes a cursor themselves only reads from another place in a list they may read anyway.
            if (Base64Url.EncodeToString(bytes) == text && Digest(list, values).AsSpan().SequenceEqual(bytes.AsSpan(0, bytes.Length - values.Length))
                && JsonSerializer.Deserialize<string[]>(values) is [("next" or "prev") and var direction, .. var rest] && rest.Length == count && rest.All(v => v?.Contains('\0') == false))
                return new PageStart(direction == "prev", [.. rest]);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // It was not made by Cursor below.
        }
        query.Refuse("cursor", InputRules.CursorInvalid);
        return null;
    }

    /// <summary>The number, from 1, that a cursor of one value names; 0 on the first page.</summary>
    public static int Number(this Query query, PageStart? start)
    {
        if (start is null) return 0;
        if (!int.TryParse(start.Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) query.Refuse("cursor", InputRules.CursorInvalid);
        return number;
    }

    /// <summary>A cursor for the page after an item, or for the page before it.</summary>
    /// <param name="list">Names the list, its order and its corporation.</param>
    /// <param name="back">True for the page before the item.</param>
    /// <param name="values">The values that name the item.</param>
    public static string Cursor(string list, bool back, params string[] values)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes<string[]>([back ? "prev" : "next", .. values], Json);
        return Base64Url.EncodeToString([.. Digest(list, bytes), .. bytes]);
    }

    /// <summary>
    /// Makes a page of the items that were found. The search must look for one item more than the page holds, which shows whether there
    /// are more.
    /// </summary>
    /// <param name="found">The items found, in the direction of the page.</param>
    /// <param name="limit">The most items on a page.</param>
    /// <param name="start">Where the page begins; null for the first page.</param>
    /// <param name="cursor">Makes the cursor of an item; its second argument is true for the page before the item.</param>
    /// <returns>The page, and the cursor of the page before it; that is null on the first page.</returns>
    public static (Page<T> Page, string? PreviousCursor) Of<T>(List<T> found, int limit, PageStart? start, Func<T, bool, string> cursor)
    {
        var more = found.Count > limit;
        if (more) found.RemoveAt(limit);
        if (start?.Back == true) found.Reverse();
        var before = found.Count > 0 && (start is { Back: false } || (start is not null && more));
        var after = found.Count > 0 && (start is { Back: true } || more);
        return (new Page<T>([.. found], after ? cursor(found[^1], false) : null), before ? cursor(found[0], true) : null);
    }

    /// <summary>Answers with a page, and links to the first, the one before and the next (RFC 8288).</summary>
    public static Task Respond<T>(this HttpContext http, Page<T> page, string? previousCursor, JsonSerializerOptions json)
    {
        var links = new List<string> { Link(http, null, "first") };
        if (previousCursor is not null) links.Add(Link(http, previousCursor, "prev"));
        if (page.NextCursor is { } next) links.Add(Link(http, next, "next"));
        http.Response.Headers.Append("Link", string.Join(", ", links)); // appended: an operation that will be removed has links already
        return http.WriteJson(page, json);
    }

    private static byte[] Digest(string list, ReadOnlySpan<byte> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(list + "\n"));
        hash.AppendData(values);
        return hash.GetHashAndReset()[..DigestBytes];
    }

    private static string Link(HttpContext http, string? cursor, string relation)
    {
        var query = http.Request.Query.Where(p => p.Key != "cursor").ToDictionary(p => p.Key, p => (string?)p.Value.ToString());
        if (cursor is not null) query["cursor"] = cursor;
        return $"<{QueryHelpers.AddQueryString(http.Request.Path, query)}>; rel=\"{relation}\"";
    }
}
