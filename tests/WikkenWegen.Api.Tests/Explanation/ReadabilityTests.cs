using System.Diagnostics;
using System.Text.RegularExpressions;
using WikkenWegen.Api.Demo;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Explanation;

/// <summary>What residents get is easy to read. Formulas are an alarm and no proof: the texts themselves were read by people.</summary>
public partial class ReadabilityTests
{
    /// <summary>Words of officials, that have a plain one beside them.</summary>
    private static readonly string[] Official =
    [
        "aangaande", "aldus", "alsmede", "alsook", "betreffende", "bewerkstelligen", "blijkens", "conform", "dan wel", "derhalve", "desalniettemin", "desgewenst", "dienaangaande", "dient", "dienen", "doch",
        "echter", "evenals", "eveneens", "geschiedt", "gelieve", "hetgeen", "hieromtrent", "hierbij", "ingevolge", "inzake", "jegens", "krachtens", "met betrekking tot", "middels", "mits", "nadien", "navolgende",
        "nopens", "omtrent", "onderhavige", "onverwijld", "overeenkomstig", "reeds", "teneinde", "ten aanzien van", "ten behoeve van", "ter zake", "tevens", "thans", "uit hoofde van", "vigerend", "vooralsnog",
        "voornoemd", "voorts", "wederom", "zulks",
    ];

    public static TheoryData<string> Examples => [.. ExampleWeighing.All().Select(e => e.Reference)];

    [Theory, MemberData(nameof(Examples))]
    public void No_sentence_is_longer_than_twenty_words_and_the_mean_is_twelve_at_most(string reference)
    {
        var sentences = Sentences(Text(reference, Language.Dutch));
        sentences.Where(s => Words(s).Count > 20).ShouldBeEmpty();
        sentences.Average(s => Words(s).Count).ShouldBeLessThanOrEqualTo(12);
        Sentences(Text(reference, Language.English)).Where(s => Words(s).Count > 20).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Examples))]
    public void Flesch_and_Douma_find_it_normal_to_read(string reference)
    {
        var sentences = Sentences(Text(reference, Language.Dutch));
        var words = sentences.SelectMany(Words).ToList();
        var score = 206.835 - 0.93 * words.Count / sentences.Count - 77.0 * words.Sum(Syllables) / words.Count;
        score.ShouldBeGreaterThanOrEqualTo(60, $"{words.Count} words, {sentences.Count} sentences, {words.Sum(Syllables)} syllables");
    }

    [Theory, MemberData(nameof(Examples))]
    public void It_has_no_words_of_officials(string reference)
    {
        var own = Quoted().Replace(Text(reference, Language.Dutch), "");
        Official.Where(word => Regex.IsMatch(own, $@"\b{word}\b", RegexOptions.IgnoreCase)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("huis", 1), InlineData("woning", 2), InlineData("bewoners", 3), InlineData("criterium", 4), InlineData("gewicht", 2), InlineData("betaalbaarheid", 4), InlineData("ideeën", 3), InlineData("6,7", 1), InlineData("nieuwe", 2), InlineData("draaien", 2)]
    public void Syllables_are_counted(string word, int syllables) => Syllables(word).ShouldBe(syllables);

    [Theory, MemberData(nameof(Examples))]
    public async Task It_is_spelled_right(string reference)
    {
        if (!IsThere("hunspell")) Assert.Skip("hunspell is not installed");
        // Names that people gave, roles and parties are theirs; the rest is ours.
        var own = string.Join('\n', ExampleState.Of(reference).Explain(ExplanationReader.Resident, Language.Dutch).Parts.SelectMany(p => p.Sentences.SelectMany(s => s.Items.Prepend(s.Text)
            .Select(text => s.Facts.OrderByDescending(f => f.Text.Length).Aggregate(text, (rest, f) => rest.Replace(f.Text, " ", StringComparison.Ordinal)))).Prepend(p.Heading)));
        (await Misspelled(own)).ShouldBeEmpty();
    }

    private static string Text(string reference, Language language) => string.Join('\n', ExampleState.Of(reference).Explain(ExplanationReader.Resident, language).Parts
        .SelectMany(p => p.Sentences.SelectMany(s => s.Items.Prepend(s.Text))));

    /// <summary>Sentences end in a full stop, a question mark or a line; an item of a list is one, and what leads to it too.</summary>
    private static List<string> Sentences(string text) => [.. SentenceEnd().Split(text).Where(s => Words(s).Count > 0)];

    private static List<string> Words(string sentence) => [.. Word().Matches(sentence).Select(m => m.Value)];

    /// <summary>Groups of vowels; the mark on ë and ï begins a new one, and so does the second of three.</summary>
    private static int Syllables(string word) => Math.Max(1, Vowels().Count(word.ToLowerInvariant()));

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)))
        && Directory.Exists("/usr/share/hunspell") && Directory.EnumerateFiles("/usr/share/hunspell", "nl*.dic").Any();

    private static async Task<string[]> Misspelled(string text)
    {
        using var hunspell = Process.Start(new ProcessStartInfo("hunspell", ["-d", "nl", "-i", "utf-8", "-l"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await hunspell.StandardInput.WriteAsync(text);
        hunspell.StandardInput.Close();
        var found = await hunspell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await hunspell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"(?<=[.?!])\s+|\n")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\p{L}\d][\p{L}\d,.'’-]*(?<![.,])")]
    private static partial Regex Word();

    [GeneratedRegex("aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|ai|[aeiouyéèêáàâóòôúùûëïöü]")]
    private static partial Regex Vowels();

    [GeneratedRegex("‘[^’]*’")]
    private static partial Regex Quoted();
}
