using System.Collections.Immutable;

namespace WikkenWegen.Domain.Precedents;

/// <summary>
/// The words of a weighing by which something of the learning network is found: those of its title, its question and the names of its criteria. What the network has tells no place, no
/// property and no party, so that there is nothing but words to be alike in.
/// </summary>
/// <param name="weighing">The weighing.</param>
public sealed class SearchedWords(ComparedWeighing weighing)
{
    /// <summary>Words that nearly any text about this work has: that they are in common says nothing.</summary>
    private static readonly Vocabulary OfThisWork = new(
        "jaar jaren wonen woning woningen wijk wijken buurt buurten bewoner bewoners huurder huurders corporatie corporaties woningcorporatie gemeente project projecten plan plannen mensen",
        "afweging afwegingen afwegen keuze keuzes kiezen besluit besluiten");

    /// <summary>Fewest texts of which it can be said which words most of them have.</summary>
    private const int FewestTexts = 8;

    private readonly Vocabulary _words = new([weighing.Framing.Title, weighing.Framing.Question, .. weighing.Criteria.Select(c => c.Name)]);

    /// <summary>Those of the words that texts have too, as the weighing writes them and in the order of the alphabet; empty where there are none.</summary>
    /// <param name="texts">The texts, the most telling one first.</param>
    public ImmutableArray<string> In(params IEnumerable<string?> texts) => _words.CommonWith(new Vocabulary(texts));

    /// <summary>
    /// Those of some things whose texts have words of the weighing in common with it, the one with the rarest first: each word counts by how few of the things have it (the inverse document
    /// frequency). A word that most of them have, or that nearly any text about this work has, counts for nothing, and what has no other words in common is left out.
    /// </summary>
    /// <typeparam name="T">Type of the things.</typeparam>
    /// <param name="things">All that is compared; of those that count as much, what comes first stays in front.</param>
    /// <param name="texts">The texts of one, the most telling one first.</param>
    public ImmutableArray<(T Found, ImmutableArray<string> Words)> Among<T>(IEnumerable<T> things, Func<T, IEnumerable<string?>> texts)
    {
        var compared = things.Select(thing => (Found: thing, Words: In(texts(thing)))).ToList();
        var having = compared.SelectMany(c => c.Words).CountBy(word => word).ToDictionary();
        return [.. compared.Select(c => (c.Found, c.Words, Weight: c.Words.Where(IsTelling).Sum(Weight))).Where(c => c.Weight > 0).OrderByDescending(c => c.Weight).Select(c => (c.Found, c.Words))];

        bool IsTelling(string word) => !OfThisWork.Has(word) && (compared.Count < FewestTexts || 2 * having[word] <= compared.Count);

        double Weight(string word) => Math.Log((1.0 + compared.Count) / having[word]);
    }
}
