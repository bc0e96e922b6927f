using System.Text.RegularExpressions;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>Texts of the document in two languages: both are written, between marks, and each rendering of the document takes what it needs.</summary>
internal static partial class TwoLanguages
{
    // Unicode's own characters for an annotation between lines of text, which no text here has and no writer of JSON changes.
    private const char Start = '\uFFF9';
    private const char Between = '\uFFFA';
    private const char End = '\uFFFB';
    private const char InOneLine = '\u2060'; // word joiner: no line is broken here

    /// <summary>A text in both languages, for a description in the document.</summary>
    public static string Both(string english, string dutch) => $"{Start}{dutch}{Between}{english}{End}";

    /// <summary>A text in both languages that must stay in one line, for a summary in the document.</summary>
    public static string BothInOneLine(string english, string dutch) => $"{Start}{dutch}{Between}{InOneLine}{english}{End}";

    /// <summary>
    /// The JSON of the document with its texts in one language; for null in both: the Dutch one first, the English one below it in italics, or
    /// behind it in one line.
    /// </summary>
    public static string In(Language? language, string json) => Text.Replace(json, match => (language, match.Groups[1].Value, match.Groups[3].Value) switch
    {
        (Language.Dutch, var dutch, _) => dutch,
        (Language.English, _, var english) => english,
        (_, var dutch, var english) when match.Groups[2].Length > 0 => $"{dutch} / {english}",
        (_, var dutch, var english) => $@"{dutch}\n\n*{english}*", // with the line feeds as JSON writes them
    });

    [GeneratedRegex("\uFFF9([^\uFFFA]*)\uFFFA(\u2060?)([^\uFFFB]*)\uFFFB", RegexOptions.CultureInvariant)]
    private static partial Regex Text { get; }
}
