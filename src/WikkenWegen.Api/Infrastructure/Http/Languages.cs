using System.Globalization;
using Microsoft.Net.Http.Headers;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>Choosing a language and speaking it.</summary>
public static class Languages
{
    /// <summary>The language of <c>Accept-Language</c> (RFC 9110, section 12.5.4) that is spoken here; Dutch where neither is preferred.</summary>
    public static Language Language(this HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var ranges)) return Domain.Language.Dutch;
        var (dutch, english) = (Quality(ranges, "nl"), Quality(ranges, "en"));
        return english > dutch ? Domain.Language.English : Domain.Language.Dutch;
    }

    /// <summary>Its tag (BCP 47).</summary>
    public static string Tag(this Language language) => language == Domain.Language.Dutch ? "nl" : "en";

    /// <summary>A rule's text, filled in.</summary>
    public static string In(this Refusal refusal, Language language) => refusal.Rule.In(language, [.. refusal.Arguments]);

    /// <summary>A rule's text, filled in.</summary>
    public static string In(this Rule rule, Language language, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, language == Domain.Language.Dutch ? rule.Dutch : rule.English, [.. arguments.Select(Written)]);

    private static object Written(object argument) => argument switch
    {
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => argument,
    };

    private static double Quality(IList<StringWithQualityHeaderValue> ranges, string tag)
    {
        var exact = ranges.Where(r => r.Value.Equals(tag, StringComparison.OrdinalIgnoreCase) || r.Value.StartsWith(tag + "-", StringComparison.OrdinalIgnoreCase)).ToList();
        var chosen = exact.Count > 0 ? exact : [.. ranges.Where(r => r.Value == "*")];
        return chosen.Count == 0 ? 0 : chosen.Max(r => r.Quality ?? 1);
    }
}
