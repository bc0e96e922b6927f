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
        var (dutch, english) = (step.Sentence(Language.Dutch), step.Sentence(Language.English));
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
        string[] All() => [.. EventSamples.All.Values.SelectMany(e => new[] { e.Sentence(Language.Dutch), e.Sentence(Language.English) })];
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

    [Theory]
    [InlineData("weighing_reframed", "De vraagstelling is herzien (versie 2): vraag, gebieden.", "The question was framed anew (version 2): question, areas.")]
    [InlineData("round_opened", "Blinde ronde 2 is geopend: De drie voorstellen.", "Blind round 2 was opened: De drie voorstellen.")]
    [InlineData("input_given", "B2 leverde in ronde 2 inbreng 5 over voorstel V2 (versie 3): overwegend bezwaar; voorkeur voor V1.",
        "B2 gave input 5 in round 2 about proposal V2 (revision 3): overriding objection; prefers V1.")]
    [InlineData("objection_raised", "B2 diende in ronde 2 bezwaar 1 in tegen voorstel V2 (versie 3).", "B2 raised objection 1 in round 2 against proposal V2 (revision 3).")]
    [InlineData("advice_requested",
        "Met adviesaanvraag 1 is B2 op grond van de wet om advies gevraagd over: De keuze tussen de voorstellen; adviseren kan tot en met 30 juni 2026.",
        "By advice request 1, B2 was asked for statutory advice on: De keuze tussen de voorstellen; they may advise up to and including 30 June 2026.")]
    [InlineData("advice_deviation_reasoned", "Van een deel van het advies op aanvraag 1 wordt gemotiveerd afgeweken (gelijke behandeling); uitvoeren kan vanaf 22 mei 2026.",
        "Part of the advice on request 1 is not followed, with reasons (equal treatment); execution may start from 22 May 2026.")]
    [InlineData("score_given", "B2 scoorde in ronde 2 voorstel V2 (versie 3) op FIN: 2 (1,50 tot 3,250), vastgelegd als score 7.",
        "B2 scored proposal V2 (revision 3) on FIN in round 2: 2 (1.50 to 3.250), recorded as score 7.")]
    [InlineData("criteria_changed", "De criteria zijn gewijzigd (versie 2) op verzoek van B2: FIN 33,333.", "The criteria were changed (version 2) at the request of B2: FIN 33.333.")]
    [InlineData("decision_taken", "Bestuurder nam besluit 1: gekozen is voor het nulalternatief, voorstel V2 (versie 3), met 3 bewuste afwijkingen.",
        "Bestuurder took decision 1: the choice is for the do-nothing option, proposal V2 (revision 3), with 3 deliberate deviations.")]
    [InlineData("corporation_registered", "De corporatie 'Stichting Waterland Wonen' is geregistreerd met code waterland-wonen en KvK-nummer 00000027.",
        "The corporation 'Stichting Waterland Wonen' was registered with code waterland-wonen and trade register number 00000027.")]
    [InlineData("corporation_changed", "De registratie van 'Stichting Waterland Wonen' is gewijzigd (versie 2): naam, OIN.",
        "The registration of 'Stichting Waterland Wonen' was changed (version 2): name, OIN.")]
    public void What_matters_of_an_event_is_in_its_sentence(string sample, string dutch, string english)
    {
        EventSamples.All[sample].Sentence(Language.Dutch).ShouldBe(dutch);
        EventSamples.All[sample].Sentence(Language.English).ShouldBe(english);
    }

    [Fact]
    public void Proposals_that_share_a_rank_are_told_as_equals()
    {
        var outcome = (OutcomeRecorded)EventSamples.All["outcome_recorded"];
        var first = outcome.Results[0];
        ProposalOutcome Result(string code, int rank) => first with { Proposal = first.Proposal with { Code = code }, Rank = rank };
        (outcome with { Results = [Result("V3", 3), Result("V1", 1), Result("V2", 1)] }).Sentence(Language.English).ShouldEndWith("V1 0.670 = V2 0.670 > V3 0.670.");
    }

    [Fact]
    public void One_deviation_is_no_plural_and_a_role_that_is_its_party_is_said_once()
    {
        var decision = (DecisionTaken)EventSamples.All["decision_taken"];
        var one = decision with { Content = decision.Content with { Deviations = [decision.Content.Deviations[0]] } };
        one.Sentence(Language.Dutch).ShouldEndWith(", met 1 bewuste afwijking.");
        one.Sentence(Language.English).ShouldEndWith(", with 1 deliberate deviation.");
        var invited = (StakeholderInvited)EventSamples.All["stakeholder_invited"];
        (invited with { Role = "Huurdersorganisatie", Party = "Huurdersorganisatie", Code = "B2", Say = Say.Advises }).Sentence(Language.Dutch)
            .ShouldBe("Huurdersorganisatie is uitgenodigd als belanghebbende B2 (adviseert).");
    }

    [Theory]
    [InlineData("Wat doen we?", "Wat doen we?")]
    [InlineData("De schetsen", "De schetsen.")]
    [InlineData("De schetsen.", "De schetsen.")]
    public void A_sentence_ends_once(string about, string end) =>
        ((RoundOpened)EventSamples.All["round_opened"] with { About = about }).Sentence(Language.Dutch).ShouldEndWith(": " + end);

    [Fact]
    public void Every_field_of_a_framing_has_words_in_two_languages()
    {
        foreach (var field in typeof(Framing).GetProperties().Select(p => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name)))
            (field is "clusters" || Words.DutchField(field) != field).ShouldBeTrue($"{field} has no Dutch words");
        typeof(Framing).GetProperties().Select(p => Words.DutchField(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name))).ShouldBeUnique();
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
