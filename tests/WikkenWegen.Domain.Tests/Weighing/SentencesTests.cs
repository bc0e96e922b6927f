using System.Globalization;

namespace WikkenWegen.Domain.Tests;

public class SentencesTests
{
    /// <summary>All but the decision without a decider: the command fills in the one of the framing.</summary>
    public static TheoryData<string> Samples => [.. EventSamples.All.Keys.Except(["decision_taken.minimal"])];

    [Theory, MemberData(nameof(Samples))]
    public void Every_event_is_told_in_two_languages_without_any_sealed_text(string sample)
    {
        var step = EventSamples.All[sample];
        var (dutch, english) = (Sentences.Dutch(step), Sentences.English(step));
        dutch.ShouldNotBe(english);
        foreach (var sentence in new[] { dutch, english })
        {
            char.IsUpper(sentence[0]).ShouldBeTrue(sentence);
            foreach (var text in EventShapes.Within(step).OfType<Sealed>()) sentence.ShouldNotContain(text.Digest);
            sentence.ShouldNotContain("Sealed");
            sentence.ShouldNotContain("{");
        }
    }

    [Fact]
    public void A_sentence_is_the_same_on_every_machine()
    {
        var before = CultureInfo.CurrentCulture;
        string[] All() => [.. EventSamples.All.Values.SelectMany(e => new[] { Sentences.Dutch(e), Sentences.English(e) })];
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("nl-NL");
            var dutch = All();
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            dutch.ShouldBe(All());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_matters_of_an_event_is_in_its_sentence()
    {
        Sentences.Dutch(EventSamples.All["decision_taken"])
            .ShouldBe("Bestuurder nam besluit 1: gekozen om niet te doen: voorstel V2 (versie 3), met 3 bewuste afwijking(en).");
        Sentences.English(EventSamples.All["advice_requested"])
            .ShouldBe("Statutory advice was requested of B2 on: De keuze tussen de voorstellen; they may advise up to and including 2026-06-30.");
        Sentences.Dutch(EventSamples.All["score_given"]).ShouldBe("B2 scoorde voorstel V2 op FIN: 2 (1.50 tot 3.250) in ronde 2.");
        Sentences.English(EventSamples.All["criteria_changed"]).ShouldBe("The criteria were changed (version 2) at the request of B2: FIN 33.333.");
    }

    [Fact]
    public void Every_word_of_an_enum_that_a_sentence_tells_has_words_in_two_languages()
    {
        Cover<Say>();
        Cover<Position>();
        Cover<ResolutionMeans>();
        Cover<AdviceTenor>();
        Cover<DeviationGround>();
        Cover<DecisionKind>();
        Cover<ReviewConclusion>();
    }

    private static void Cover<T>() where T : struct, Enum
    {
        Enum.GetValues<T>().Select(Words.Dutch).ShouldBeUnique();
        Enum.GetValues<T>().Select(Words.English).ShouldBeUnique();
    }
}
