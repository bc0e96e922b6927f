using System.Text.RegularExpressions;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>Texts of the document in two languages: both are written, between marks, and each rendering of the document takes what it needs.</summary>
internal static partial class TwoLanguages
{
    // Characters for private use, which no text has and no writer of JSON changes.
    private const char Start = '\uE000';
    private const char Between = '\uE001';
    private const char End = '\uE002';

    /// <summary>A text in both languages, for a description in the document.</summary>
    public static string Both(string english, string dutch) => $"{Start}{dutch}{Between}{english}{End}";

    /// <summary>The JSON of the document with its texts in one language; for null in both, the Dutch one first and the English one below it in italics.</summary>
    public static string In(Language? language, string json) => Text.Replace(json, match => (language, match.Groups[1].Value, match.Groups[2].Value) switch
    {
        (Language.Dutch, var dutch, _) => dutch,
        (Language.English, _, var english) => english,
        (_, var dutch, var english) => $@"{dutch}\n\n*{english}*", // with the line feeds as JSON writes them
    });

    [GeneratedRegex("\uE000([^\uE001]*)\uE001([^\uE002]*)\uE002", RegexOptions.CultureInvariant)]
    private static partial Regex Text { get; }
}
