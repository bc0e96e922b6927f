using System.Collections.Immutable;
using WikkenWegen.Domain.Precedents;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>Words and numbers of texts, so that those of one text can be found in others.</summary>
internal sealed class OwnWords
{
    /// <summary>Fewest letters of a word that is compared; numbers are compared from two digits on.</summary>
    private const int FewestLetters = 4;

    private readonly Dictionary<string, bool> _alwaysCapital = [];

    /// <summary>The words of these texts.</summary>
    public OwnWords(IEnumerable<string> texts)
    {
        foreach (var word in texts.SelectMany(Of))
        {
            var key = word.ToLowerInvariant();
            _alwaysCapital[key] = char.IsUpper(word[0]) && _alwaysCapital.GetValueOrDefault(key, true);
        }
    }

    /// <summary>The words and numbers of a text, in their order: what stands between other characters than letters and digits.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (int start = 0, at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsLetterOrDigit(text[at])) continue;
            if (at > start) yield return text[start..at];
            start = at + 1;
        }
    }

    /// <summary>What others wrote that stands in these texts too, each word once, in the order of the alphabet: names, numbers and other words.</summary>
    /// <param name="written">The texts of others.</param>
    public (ImmutableArray<string> Names, ImmutableArray<string> Numbers, ImmutableArray<string> Words) In(IEnumerable<string> written)
    {
        var found = written.SelectMany(Of).Where(IsTelling).Where(word => _alwaysCapital.ContainsKey(word.ToLowerInvariant()))
            .DistinctBy(word => word.ToLowerInvariant()).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var numbers = found.Where(word => word.Any(char.IsDigit)).ToList();
        var names = found.Except(numbers).Where(word => _alwaysCapital[word.ToLowerInvariant()]).ToList();
        return ([.. names], [.. numbers], [.. found.Except(numbers).Except(names)]);
    }

    private static bool IsTelling(string word) => word.Any(char.IsDigit) ? word.Length > 1 : word.Length >= FewestLetters && !Vocabulary.IsAnywhere(word.ToLowerInvariant());
}
