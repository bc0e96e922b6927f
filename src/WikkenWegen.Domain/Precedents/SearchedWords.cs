using System.Collections.Immutable;

namespace WikkenWegen.Domain.Precedents;

/// <summary>
/// The words of a weighing by which something of the learning network is found: those of its title, its question and the names of its criteria. What the network has tells no place, no
/// property and no party, so that there is nothing but words to be alike in.
/// </summary>
/// <param name="weighing">The weighing.</param>
public sealed class SearchedWords(ComparedWeighing weighing)
{
    private readonly Vocabulary _words = new([weighing.Framing.Title, weighing.Framing.Question, .. weighing.Criteria.Select(c => c.Name)]);

    /// <summary>Those of the words that texts have too, as the weighing writes them and in the order of the alphabet; empty where there are none.</summary>
    /// <param name="texts">The texts, the most telling one first.</param>
    public ImmutableArray<string> In(params IEnumerable<string?> texts) => _words.CommonWith(new Vocabulary(texts));
}
