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

    private readonly ImmutableArray<WrittenKey> _known;
    private readonly ILookup<char?, int> _byFirst; // a weighing may know tens of thousands, and each word of a text can begin few of them
    private readonly CancellationToken _cancellation;
    private readonly WrittenKey? _oneWord;

    /// <summary>The identifiers of a weighing.</summary>
    /// <param name="weighing">The weighing.</param>
    /// <param name="disclosed">The texts of the vault that can be read, by digest: names and contacts of persons are among them.</param>
    /// <param name="corporation">The registered name of the corporation; null where it is not looked for.</param>
    /// <param name="cancellation">Stops looking.</param>
    public Identifiers(Weighing weighing, IReadOnlyDictionary<string, string> disclosed, string? corporation, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        var name = corporation is null ? null : Core(corporation);
        _oneWord = name?.Contains(' ', StringComparison.Ordinal) == false ? new WrittenKey(name) : null;
        _known =
        [
            .. TakenOut.Of(weighing)
                .Where(v => v.Kind is RemovedKind.Place or RemovedKind.Address or RemovedKind.Complex or RemovedKind.Reference or RemovedKind.Person or RemovedKind.Subject or RemovedKind.Document or RemovedKind.Identity)
                .SelectMany(v => Keys(v, disclosed))
                .Append(weighing.Id.ToString("D"))
                .Concat(_oneWord is null && name is not null ? [name] : [])
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(key => new WrittenKey(key)).Where(key => key.Length >= Fewest),
        ];
        _byFirst = Enumerable.Range(0, _known.Length).ToLookup(i => _known[i].First);
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

    /// <summary>The first identifier in a text, however it is written; null where there is none.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public string? In(string text)
    {
        var plain = PlainText.Of(text);
        return IdentifyingForms.In(plain) ?? (Known(plain)
            // A name of one word, such as Wonen, is a word of any text in small letters.
            ?? (_oneWord is { } name && name.StandsIn(plain, inSmallLettersToo: false) ? name : null))?.Told;
    }

    /// <summary>Of the keys that stand in a text, the one that was recorded first.</summary>
    private WrittenKey? Known(string plain)
    {
        var found = _known.Length;
        for (var at = 0; at < plain.Length; at++)
        {
            if (!WrittenKey.IsBegin(plain, at)) continue;
            _cancellation.ThrowIfCancellationRequested();
            foreach (var key in _byFirst[char.ToUpperInvariant(plain[at])])
            {
                if (key >= found) break;
                if (_known[key].StandsAt(plain, at)) found = key;
            }
        }
        return found == _known.Length ? null : _known[found];
    }

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex InBrackets();
}
