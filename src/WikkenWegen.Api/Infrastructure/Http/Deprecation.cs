using System.Globalization;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>That an operation will go. Callers are told by the document and by headers of each answer.</summary>
/// <param name="Since">From when on it should not be used any more (RFC 9745).</param>
/// <param name="Sunset">When it stops to answer; at least six months later (RFC 8594). Null where that is not yet known.</param>
/// <param name="Successor">Address of what takes its place; null where nothing does.</param>
public sealed record Deprecation(DateTimeOffset Since, DateTimeOffset? Sunset = null, string? Successor = null)
{
    /// <summary>The header that says since when (RFC 9745).</summary>
    public const string Header = "Deprecation";

    /// <summary>Writes the headers.</summary>
    public void Announce(IHeaderDictionary headers)
    {
        headers[Header] = string.Create(CultureInfo.InvariantCulture, $"@{Since.ToUnixTimeSeconds()}");
        if (Sunset is { } sunset) headers["Sunset"] = sunset.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);
        headers.Link = $"<{Changelog.Path}>; rel=\"deprecation\"" + (Successor is null ? "" : $", <{Successor}>; rel=\"successor-version\"");
    }
}
