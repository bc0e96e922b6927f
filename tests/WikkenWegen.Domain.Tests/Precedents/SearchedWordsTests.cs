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
}
