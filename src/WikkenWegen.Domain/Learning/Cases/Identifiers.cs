using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>What identifies a weighing, a place, a document or a person, and so has no place in any text of a case, whoever wrote it.</summary>
internal sealed partial class Identifiers
{
    /// <summary>Fewest characters of a key that is looked for: shorter ones stand in any text.</summary>
    private const int Fewest = 3;

    /// <summary>What stands before or behind the name of a corporation as a form in law, in small letters.</summary>
    private static readonly ImmutableArray<string> LegalForms =
        ["stichting", "woningstichting", "woonstichting", "vereniging", "woningvereniging", "woningbouwvereniging", "bouwvereniging", "coöperatie", "woningcorporatie", "corporatie", "b.v.", "bv", "n.v.", "nv"];

    private readonly ImmutableArray<string> _known;
    private readonly string? _oneWord;

    /// <summary>The identifiers of a weighing.</summary>
    /// <param name="weighing">The weighing.</param>
    /// <param name="disclosed">The texts of the vault that can be read, by digest: names and contacts of persons are among them.</param>
    /// <param name="corporation">The registered name of the corporation; null where it is not looked for.</param>
    public Identifiers(Weighing weighing, IReadOnlyDictionary<string, string> disclosed, string? corporation)
    {
        var name = corporation is null ? null : Core(corporation);
        _oneWord = name?.Contains(' ', StringComparison.Ordinal) == false ? name : null;
        _known =
        [
            .. TakenOut.Of(weighing)
                .Where(v => v.Kind is RemovedKind.Place or RemovedKind.Address or RemovedKind.Complex or RemovedKind.Reference or RemovedKind.Person or RemovedKind.Subject or RemovedKind.Document or RemovedKind.Identity)
                .SelectMany(v => Keys(v, disclosed))
                .Append(weighing.Id.ToString("D"))
                .Concat(_oneWord is null && name is not null ? [name] : [])
                .Where(key => key.Length >= Fewest).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The name of a corporation as people write it: without what stands in brackets, and without its form in law.</summary>
    public static string Core(string corporation)
    {
        var words = InBrackets().Replace(corporation, " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (first, last) = (Array.FindIndex(words, IsNoForm), Array.FindLastIndex(words, IsNoForm));
        return first < 0 ? corporation : string.Join(' ', words[first..(last + 1)]);

        static bool IsNoForm(string word) => !LegalForms.Contains(word.ToLowerInvariant());
    }

    /// <summary>How a value is written in a text.</summary>
    private static string[] Keys(RecordedValue recorded, IReadOnlyDictionary<string, string> disclosed) => recorded.Value switch
    {
        Sealed text => disclosed.TryGetValue(text.Digest, out var person) ? [person] : [],
        string key when recorded.Kind == RemovedKind.Complex => [key, key[(key.LastIndexOfAny(['/', '#', ':']) + 1)..]], // the last step of its URI is what people call it by
        string key => [key],
        Guid id => [id.ToString("D")],
        _ => [],
    };

    /// <summary>The first identifier in a text; null where there is none.</summary>
    public string? In(string text) => Form().Match(text) is { Success: true } form ? form.Value
        : _known.FirstOrDefault(key => Stands(key, text, StringComparison.OrdinalIgnoreCase))
            // A name of one word, such as Wonen, is a word of any text in small letters.
            ?? (_oneWord is { } name && Stands(name, text, StringComparison.Ordinal) ? name : null);

    /// <summary>Whether a key stands in a text by itself, and not within a longer word.</summary>
    private static bool Stands(string key, string text, StringComparison comparison)
    {
        for (var at = text.IndexOf(key, comparison); at >= 0; at = text.IndexOf(key, at + 1, comparison))
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + key.Length == text.Length || !char.IsLetterOrDigit(text[at + key.Length]))) return true;
        return false;
    }

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex InBrackets();

    /// <summary>Codes of CBS areas, addresses on the web or for mail, ids of BAG objects, postcodes and telephone numbers, of any weighing.</summary>
    [GeneratedRegex(@"\b(?:GM[0-9]{4}|WK[0-9]{6}|BU[0-9]{8})\b|https?://\S+|\bwww\.\S+|[^\s@]+@[^\s@]+\.[a-z]{2,}|\b[0-9]{16}\b|\b[1-9][0-9]{3} ?[A-Z]{2}\b|(?<![0-9])0[0-9]{9}\b|(?<![0-9])0[0-9]{1,3}[- ][0-9]{6,8}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
