using System.Collections.Immutable;
using Microsoft.Net.Http.Headers;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>In which form a caller wants an answer (RFC 9110, section 12.5.1).</summary>
public static class MediaTypes
{
    /// <summary>The form of every answer that has no other.</summary>
    public const string Json = "application/json";

    /// <summary>The forms in which an operation answers, the usual one first; JSON alone where there is no operation, or its answers have no body.</summary>
    public static ImmutableArray<string> Of(Operation? operation)
    {
        var answers = operation?.Responses.Where(r => r.Type is not null).ToList();
        return answers is not { Count: > 0 } ? [Json] : [.. answers.Select(r => r.MediaType).Concat(answers.Where(r => !r.Texts.IsDefault).SelectMany(r => r.Texts).Select(t => t.MediaType)).Distinct()];
    }

    /// <summary>
    /// The form that <c>Accept</c> prefers: of several that are wanted alike, the first. Null where it takes none of them. Without the header, or where it cannot be
    /// read, it is the first.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="forms">The forms that there are; at least one.</param>
    public static string? Preferred(HttpRequest request, ImmutableArray<string> forms)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)) return forms[0];
        var best = forms.Select(form => (Form: form, Quality: Quality(form))).MaxBy(f => f.Quality); // the first of equal ones
        return best.Quality > 0 ? best.Form : null;

        double Quality(string form)
        {
            // The most specific range that includes it decides. Parameters, such as a charset, make no difference.
            var type = new MediaTypeHeaderValue(form);
            var telling = ranges.Where(range => type.IsSubsetOf(new MediaTypeHeaderValue(range.MediaType))).MinBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0);
            return telling is null ? 0 : telling.Quality ?? 1;
        }
    }
}
