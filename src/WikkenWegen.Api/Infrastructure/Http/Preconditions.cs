using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>Versions of a weighing or a corporation as entity tags (RFC 9110, section 8.8.3) and as preconditions (section 13).</summary>
public static class Preconditions
{
    /// <summary>The strong entity tag of a version: the number in quotes.</summary>
    public static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>What <c>If-Match</c> asks for.</summary>
    /// <param name="Versions">The versions that match; empty where none can match, null where any version does.</param>
    public sealed record Match(ImmutableArray<int>? Versions);

    /// <summary>
    /// Reads <c>If-Match</c>. Null where it is malformed, or missing although it is <paramref name="required"/>: the request was then
    /// answered with a problem. A weak tag, or one that is no version, is well formed and matches nothing.
    /// </summary>
    public static async Task<Match?> IfMatch(HttpContext http, bool required)
    {
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            if (!required) return new Match(null);
            await http.Respond(ProblemKinds.VersionRequired,
                "Dit herziet iets: stuur If-Match met de ETag van wat u las.",
                "This revises something: send If-Match with the ETag of what you read.", InputRules.HeaderMissing.Whole("If-Match"), "If-Match");
            return null;
        }
        if (!EntityTagHeaderValue.TryParseList(header, out var tags) || tags.Count == 0 || (tags.Count > 1 && tags.Contains(EntityTagHeaderValue.Any)))
        {
            await http.Respond([InputRules.HeaderMalformed.Whole("If-Match", "\"7\"")], _ => "If-Match");
            return null;
        }
        return tags.Contains(EntityTagHeaderValue.Any) ? new Match(null) : new Match([.. tags.Where(t => !t.IsWeak).Select(Version).OfType<int>()]);
    }

    /// <summary>
    /// The answer 412, with the tag of the newest version. Where the caller sent nothing but weak tags it says so: such a tag never matches
    /// (RFC 9110, section 13.1.1), whatever the version; a proxy that compresses answers makes strong tags weak. Where no tag is that of a
    /// version, such as one of a view of the past or of a page of the history, it says that: nothing need have changed.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="dutch">What has changed and what to do, in Dutch.</param>
    /// <param name="english">The same in English.</param>
    /// <param name="version">The newest version.</param>
    public static RenderedResponse Stale(HttpContext http, string dutch, string english, int version)
    {
        if (EntityTagHeaderValue.TryParseList(http.Request.Headers.IfMatch, out var tags) && tags.All(tag => tag.IsWeak))
            (dutch, english) = (
                $"If-Match noemt een zwakke ETag ({tags[0]}), en die past nooit. Stuur de sterke ETag, zonder W/, van wat u las.",
                $"If-Match names a weak ETag ({tags[0]}), and that never matches. Send the strong ETag, without W/, of what you read.");
        else if (tags?.Any(tag => !tag.IsWeak && Version(tag) is { } named && named >= 1 && named <= version) == false)
            (dutch, english) = (
                $"If-Match noemt {Shown(tags)}; dat is niet de ETag van een afweging, onderdeel of registratie zoals die nu is. Stuur de ETag van wat u las met GET, zonder version of moment: een getal tussen aanhalingstekens, zoals \"7\".",
                $"If-Match names {Shown(tags)}, which is not the ETag of a weighing, part or registration as it is now. Send the ETag of what you read with GET, without version or moment: a number in quotes, such as \"7\".");
        return Problems.Render(http, ProblemKinds.StaleVersion, dutch, english) with { ETag = ETag(version) };
    }

    /// <summary>
    /// Gives the answer its entity tag. Where <c>If-None-Match</c> names that tag the caller has the answer already: the status becomes 304
    /// and the result is true. Tags are compared weakly (RFC 9110, section 13.1.2); a list that cannot be read names no tag. The tag of a
    /// compressed answer is as good as that of the plain one, and is given again.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="etag">The tag, in quotes.</param>
    /// <param name="tells">Whether the answer changes only with its tag; false where it depends on something else too, so that it must be sent again.</param>
    public static bool IsHad(HttpContext http, string etag, bool tells = true)
    {
        http.Response.Headers.ETag = etag;
        if (!tells || !EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch, out var tags)) return false;
        if (tags.FirstOrDefault(t => t.Equals(EntityTagHeaderValue.Any) || Compression.PlainTag(t.Tag.ToString()) == etag) is not { } had) return false;
        if (!had.Equals(EntityTagHeaderValue.Any)) http.Response.Headers.ETag = had.Tag.ToString();
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>The first tag that is not weak, as far as it can be shown.</summary>
    private static string Shown(IList<EntityTagHeaderValue> tags)
    {
        var tag = tags.First(t => !t.IsWeak).Tag.ToString();
        return tag.Length <= 60 ? tag : tag[..60] + "…";
    }

    private static int? Version(EntityTagHeaderValue tag)
    {
        var plain = Compression.PlainTag(tag.Tag.ToString());
        return int.TryParse(plain.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && plain == ETag(version) ? version : null;
    }
}
