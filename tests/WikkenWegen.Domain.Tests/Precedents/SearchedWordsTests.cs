using WikkenWegen.Domain.Precedents;

namespace WikkenWegen.Domain.Tests;

/// <summary>The words by which something of the learning network is found for a weighing.</summary>
public class SearchedWordsTests
{
    private static SearchedWords Of(string title, string question, params string[] criteria) =>
        new(new ComparedWeighing(Past.Framing() with { Title = title, Question = question }, criteria.Select((name, i) => ($"C{i}", name))));

    [Fact]
    public void Words_of_title_question_and_criteria_are_found_as_the_weighing_writes_them() =>
        Of("Een plein zonder bankjes", "Wie betaalt de bomen?", "Omkeerbaarheid").In("Bomen op het plein.", "De omkeerbaarheid telt.").ShouldBe(["bomen", "omkeerbaarheid", "plein"]);

    [Fact]
    public void A_word_is_the_same_in_the_plural_and_one_that_may_be_in_any_text_says_nothing()
    {
        Of("De flats", "Wat doen we samen?").In("Eén flat, samen.").ShouldBe(["flats"]);
        Of("De flats", "Wat doen we samen?").In("Over wonen", null).ShouldBeEmpty();
    }

    /// <summary>The texts that are found among others, in their order.</summary>
    private static IEnumerable<string> Found(SearchedWords words, params string[] texts) => words.Among(texts, text => [text]).Select(match => match.Found);

    /// <summary>Texts that have a word, so many of them.</summary>
    private static IEnumerable<string> With(string word, int count) => Enumerable.Range(1, count).Select(i => $"{word} {new string((char)('a' + i), 6)}");

    [Fact]
    public void A_rare_word_counts_for_more_than_frequent_ones_together()
    {
        var words = Of("Het dakpark", "Wat kost subsidie voor onderhoud?");
        string[] others = [.. With("subsidie", 5), .. With("onderhoud", 5), .. With("niets", 8)];
        var found = Found(words, [.. others, "Een subsidie op onderhoud.", "Een dakpark."]).ToList();
        found[0].ShouldBe("Een dakpark.", "one of twenty has it");
        found[1].ShouldBe("Een subsidie op onderhoud.", "then what has both of the others");
        found.Count.ShouldBe(12, "and then what has one of them");
    }

    [Fact]
    public void What_has_nothing_but_words_that_most_have_is_not_found_and_with_a_rare_one_all_of_its_words_are_told()
    {
        var words = Of("Onderhoud van het dakpark", "Wat nu?");
        string[] texts = [.. With("onderhoud", 8), "Een dakpark en zijn onderhoud."];
        words.Among(texts, text => [text]).Select(match => (match.Found, string.Join(' ', match.Words))).ShouldBe([("Een dakpark en zijn onderhoud.", "dakpark onderhoud")]);
        Found(words, "Onderhoud.", "Onderhoud, ook.").ShouldBe(["Onderhoud.", "Onderhoud, ook."], "of so few texts nobody knows what most would have");
    }

    [Theory]
    [InlineData("In dat jaar ging het over wonen in de wijk.")]
    [InlineData("Jaren van kiezen voor wijken en buurten.")]
    [InlineData("De huurders, de bewoner en hun woningen.")]
    public void Words_of_any_text_about_this_work_find_nothing_however_few_have_them(string text)
    {
        var words = Of("Een jaar wonen in de wijk: wat kiezen huurders en bewoners?", "Welke woning, welke buurt, in welke jaren?");
        Found(words, text).ShouldBeEmpty();
        Found(words, "Iets anders.", text).ShouldBeEmpty();
        Found(Of("Een jaar wonen", "Een lift?"), "Een lift, dit jaar.", "Dit jaar.").ShouldBe(["Een lift, dit jaar."]);
    }

    [Fact]
    public void Of_what_counts_as_much_the_first_stays_in_front()
    {
        Found(Of("Een lift", "Een dakpark?"), "De lift.", "Het dakpark.", "De liften.").ShouldBe(["Het dakpark.", "De lift.", "De liften."]);
        Found(Of("Een lift", "Wat nu?"), "De lift.", "Het dakpark.", "De liften.").ShouldBe(["De lift.", "De liften."]);
    }
}
