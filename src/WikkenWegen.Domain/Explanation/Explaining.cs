using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WikkenWegen.Domain.Explanation;

/// <summary>
/// Explains a weighing by a fixed plan: the result, or that there is no clear order; why the first comes before the second; what would turn it;
/// what changed on the way; who was against, and what was done with it; what is assumed; what is missing; what was decided, and where that
/// departs from all this. Pure: the same ground gives the same words. No sentence is without an event that carries it, and none claims
/// a cause that no event tells.
/// </summary>
public static class Explaining
{
    /// <summary>Most sentences of one kind in a part for a board, whose explanation is one page.</summary>
    private const int MostAlikeForBoard = 5;

    /// <summary>Most sentences of one kind in a part for a resident.</summary>
    private const int MostAlikeForResident = 8;

    /// <summary>Explains a weighing.</summary>
    /// <param name="ground">What the explanation is made of.</param>
    /// <param name="reader">For whom it is.</param>
    /// <param name="language">The language.</param>
    /// <param name="texts">The texts of the vault, for an auditor; null for one that is no longer there.</param>
    public static Explained Explain(ExplanationGround ground, ExplanationReader reader, Language language, Func<Sealed, string?> texts)
    {
        ArgumentNullException.ThrowIfNull(ground);
        ArgumentNullException.ThrowIfNull(texts);
        var facts = new Facts(ground);
        IEnumerable<Sentence> all =
            [.. Result.Of(facts), .. BesideTotals.Of(facts), .. Why.Of(facts), .. Turn.Of(facts), .. Changes.Of(facts), .. Against.Of(facts), .. Assumed.Of(facts), .. Missing.Of(facts), .. Decided.Of(facts)];
        return new Explained
        {
            Reader = reader,
            Title = ground.Weighing.Framing.Title,
            Version = ground.Weighing.Version,
            Fingerprint = ground.Outcome.Inputs.Fingerprint,
            Parts =
            [
                .. all.Where(s => s.IsFor(reader)).GroupBy(s => s.Part)
                    .Select(part => new ExplainedPart(part.Key, language == Language.Dutch ? Words.Dutch(part.Key) : Words.English(part.Key), [.. Shortened(part, reader).Select(s => s.Written(language, reader, texts))])),
            ],
        };
    }

    /// <summary>The sentences of a part. Of many of one kind, who is no auditor gets the first, and how many more there are in the place of the rest.</summary>
    private static IEnumerable<Sentence> Shortened(IEnumerable<Sentence> part, ExplanationReader reader)
    {
        var most = reader switch { ExplanationReader.Auditor => int.MaxValue - 1, ExplanationReader.Board => MostAlikeForBoard, _ => MostAlikeForResident };
        var all = part.ToList();
        var alike = all.ToLookup(s => s.Kind);
        var told = new Dictionary<string, int>();
        foreach (var sentence in all)
        {
            var place = told[sentence.Kind] = told.GetValueOrDefault(sentence.Kind) + 1;
            if (place <= most || alike[sentence.Kind].Count() == most + 1) yield return sentence; // one more takes no more room than to count it
            else if (place == most + 1)
                yield return new MoreAlike(sentence.Part, Fact.Count("more", alike[sentence.Kind].Count() - most, alike[sentence.Kind].Skip(most).SelectMany(s => s.Written(Language.Dutch, reader, _ => null).Events)));
        }
    }

    /// <summary>An explanation as Markdown (CommonMark).</summary>
    /// <param name="explained">The explanation.</param>
    /// <param name="language">The language that it is in.</param>
    public static string Markdown(this Explained explained, Language language) => Written(explained, language, title => $"# {Escaped(title)}", heading => $"## {heading}", Escaped);

    /// <summary>An explanation as plain text.</summary>
    /// <param name="explained">The explanation.</param>
    /// <param name="language">The language that it is in.</param>
    public static string PlainText(this Explained explained, Language language) =>
        Written(explained, language, title => title, heading => heading.ToUpperInvariant(), text => text);

    private static string Written(Explained explained, Language language, Func<string, string> title, Func<string, string> heading, Func<string, string> told)
    {
        var text = new StringBuilder(title(explained.Title)).Append('\n');
        foreach (var part in explained.Parts)
        {
            text.Append('\n').Append(heading(part.Heading)).Append("\n\n");
            for (var i = 0; i < part.Sentences.Length; i++)
            {
                var sentence = part.Sentences[i];
                var events = explained.Reader == ExplanationReader.Auditor ? Events(sentence.Events, language) : "";
                text.Append(told(sentence.Text)).Append(sentence.Items.IsEmpty ? events : "").Append('\n');
                if (!sentence.Items.IsEmpty) text.Append('\n');
                for (var item = 0; item < sentence.Items.Length; item++)
                    text.Append("- ").Append(told(sentence.Items[item])).Append(item == sentence.Items.Length - 1 ? events : "").Append('\n');
                // A list, and each thing that an auditor reads, stands apart; the rest of a part is one paragraph.
                if (i < part.Sentences.Length - 1 && (!sentence.Items.IsEmpty || explained.Reader == ExplanationReader.Auditor)) text.Append('\n');
            }
        }
        return text.ToString();
    }

    /// <summary>The numbers of events, rows of them by their ends: " (gebeurtenissen 3, 5, 20–37)".</summary>
    private static string Events(ImmutableArray<int> events, Language language)
    {
        var rows = new List<(int From, int To)>();
        foreach (var number in events)
            if (rows.Count > 0 && rows[^1].To == number - 1) rows[^1] = (rows[^1].From, number);
            else rows.Add((number, number));
        var told = string.Join(", ", rows.Select(r => r.From == r.To ? r.From.ToString(CultureInfo.InvariantCulture) : Invariant($"{r.From}–{r.To}")));
        return (language, events.Length) switch
        {
            (Language.Dutch, 1) => $" (gebeurtenis {told})",
            (Language.Dutch, _) => $" (gebeurtenissen {told})",
            (_, 1) => $" (event {told})",
            _ => $" (events {told})",
        };
    }

    /// <summary>A text in which nothing is a mark of Markdown: names that people gave are shown as they are.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '&') escaped.Append('\\');
            escaped.Append(letter is '\n' or '\r' or '\t' ? ' ' : letter);
        }
        return escaped.ToString();
    }
}

/// <summary>How many more there are of what stands before it.</summary>
internal sealed record MoreAlike(ExplanationPart In, Fact Number) : Sentence(In)
{
    public override void Dutch(Pen pen) => pen.Say($"Zo zijn er nog {Number}.");

    public override void English(Pen pen) => pen.Say($"There are {Number} more like this.");
}
