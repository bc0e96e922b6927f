using Microsoft.Net.Http.Headers;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>The language of an answer.</summary>
public static class Languages
{
    /// <summary>
    /// The language that <c>Accept-Language</c> prefers (RFC 9110, section 12.5.4): English where it is preferred over Dutch, else Dutch.
    /// </summary>
    public static Language Language(this HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var ranges)) return Domain.Language.Dutch;
        var (dutch, english) = (Quality(ranges, "nl"), Quality(ranges, "en"));
        return english > dutch ? Domain.Language.English : Domain.Language.Dutch;
    }

    /// <summary>The tag of a language (BCP 47): nl or en.</summary>
    public static string Tag(this Language language) => language == Domain.Language.Dutch ? "nl" : "en";

    private static double Quality(IList<StringWithQualityHeaderValue> ranges, string tag)
    {
        var exact = ranges.Where(r => r.Value.Equals(tag, StringComparison.OrdinalIgnoreCase) || r.Value.StartsWith(tag + "-", StringComparison.OrdinalIgnoreCase)).ToList();
        var chosen = exact.Count > 0 ? exact : [.. ranges.Where(r => r.Value == "*")];
        return chosen.Count == 0 ? 0 : chosen.Max(r => r.Quality ?? 1);
    }
}
