using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WikkenWegen.Domain.Precedents;

/// <summary>
/// The words of texts that say what they are about, so that texts can be compared. It is a rule of thumb for Dutch: words of four letters and more
/// that are not in every text, without the endings of plurals and verbs.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>Fewest letters of a word that says something, and of what is left of one without its ending.</summary>
    private const int Fewest = 4;

    /// <summary>Most different words that are looked at: what comes first says what a text is about, and comparing must not take long.</summary>
    private const int Most = 200;

    /// <summary>Words of four letters and more that may be in any text.</summary>
    private static readonly FrozenSet<string> Anywhere = FrozenSet.Create(
        "alle", "alleen", "anders", "blijft", "blijven", "daar", "daarin", "daarom", "deze", "dient", "doen", "doet", "door", "echter", "eerst", "eigen", "elke", "enkele", "gaan", "gaat", "geen",
        "haar", "hebben", "heeft", "hier", "hoeveel", "houden", "ieder", "iets", "indien", "komen", "komt", "krijgen", "krijgt", "kunnen", "later", "maakt", "maar", "maken", "meer", "minder",
        "minst", "moet", "moeten", "mogen", "naar", "niet", "nieuwe", "nodig", "omdat", "onder", "onze", "over", "samen", "sinds", "steeds", "tegen", "terug", "tijdens", "toch", "tussen",
        "vanaf", "vandaag", "veel", "verder", "voor", "voordat", "vraag", "waar", "waarin", "waarom", "wanneer", "want", "weer", "welk", "welke", "werd", "werden", "willen", "wilt", "word",
        "worden", "wordt", "zelf", "zich", "zien", "zijn", "zodat", "zonder", "zouden", "zullen",
        "about", "after", "again", "been", "before", "does", "from", "have", "into", "more", "only", "shall", "should", "that", "their", "them", "then", "there", "they", "this", "what", "when",
        "where", "which", "with", "without", "would", "your");

    /// <summary>Endings of plurals and verbs, the longest first.</summary>
    private static readonly string[] Endings = ["eren", "en", "es", "e", "s", "t"];

    private readonly OrderedDictionary<string, string> _words = [];

    /// <summary>Whether a word, in small letters, may be in any text and so says nothing.</summary>
    public static bool IsAnywhere(string word) => Anywhere.Contains(word);

    /// <summary>The words of texts, the most telling text first.</summary>
    public Vocabulary(params IEnumerable<string?> texts)
    {
        foreach (var word in texts.SelectMany(text => Split(text ?? "")).Take(Most)) _words.TryAdd(Stem(word), word);
    }

    /// <summary>How many different words there are.</summary>
    public int Count => _words.Count;

    /// <summary>The words, in the order of the texts.</summary>
    public ImmutableArray<string> InOrder => [.. _words.Values];

    /// <summary>Whether it has a word, in whichever of its forms.</summary>
    /// <param name="word">The word, in small letters.</param>
    public bool Has(string word) => _words.ContainsKey(Stem(word));

    /// <summary>The words that another has too, as this one writes them, in the order of the alphabet.</summary>
    public ImmutableArray<string> CommonWith(Vocabulary other) => [.. _words.Where(word => other._words.ContainsKey(word.Key)).Select(word => word.Value).Order(StringComparer.Ordinal)];

    /// <summary>How much two have in common: 1 where they have the same words, 0 where no word is in both (the measure of Dice).</summary>
    public double LikenessTo(Vocabulary other) => Count + other.Count == 0 ? 0 : 2.0 * _words.Keys.Count(other._words.ContainsKey) / (Count + other.Count);

    private static IEnumerable<string> Split(string text)
    {
        for (int start = 0, at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsLetter(text[at])) continue;
            if (at - start >= Fewest && string.Create(at - start, text.AsMemory(start), Lower) is var word && !Anywhere.Contains(word)) yield return word;
            start = at + 1;
        }
    }

    private static void Lower(Span<char> lower, ReadOnlyMemory<char> from)
    {
        for (var i = 0; i < lower.Length; i++) lower[i] = char.ToLowerInvariant(from.Span[i]);
    }

    /// <summary>What words of one root have in common, mostly: huizen and huis, verkopen and verkoop are told apart no more than their vowels are.</summary>
    private static string Stem(string word)
    {
        var ending = Endings.FirstOrDefault(e => word.Length - e.Length >= Fewest && word.EndsWith(e, StringComparison.Ordinal)) ?? "";
        var stem = word[..^ending.Length];
        stem = stem[^1] switch { 'z' => stem[..^1] + 's', 'v' => stem[..^1] + 'f', _ => stem };
        return stem.Length > Fewest && stem[^1] == stem[^2] ? stem[..^1] : stem;
    }
}
