using System.Globalization;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>The announcement that an operation will be removed. Callers read it in the OpenAPI document and in headers of each answer.</summary>
/// <param name="Since">From this moment on callers should no longer use it (RFC 9745).</param>
/// <param name="Sunset">When it stops answering, at least six months after <paramref name="Since"/> (RFC 8594); null where that is not known yet.</param>
/// <param name="Successor">Address of what takes its place; null where nothing does.</param>
public sealed record Deprecation(DateTimeOffset Since, DateTimeOffset? Sunset = null, string? Successor = null)
{
    /// <summary>Name of the header that says since when (RFC 9745).</summary>
    public const string Header = "Deprecation";

    /// <summary>Writes the headers Deprecation, Sunset (where it is known) and Link.</summary>
    public void Announce(IHeaderDictionary headers)
    {
        headers[Header] = string.Create(CultureInfo.InvariantCulture, $"@{Since.ToUnixTimeSeconds()}");
        if (Sunset is { } sunset) headers["Sunset"] = sunset.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);
        headers.Link = $"<{Changelog.Path}>; rel=\"deprecation\"" + (Successor is null ? "" : $", <{Successor}>; rel=\"successor-version\"");
    }
}
