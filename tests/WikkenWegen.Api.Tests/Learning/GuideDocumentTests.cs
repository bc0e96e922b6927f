using WikkenWegen.Api.Learning;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Learning;

/// <summary>A guide as Markdown.</summary>
public class GuideDocumentTests
{
    /// <summary>What each line stands there for is what its writer wrote: text, whatever Markdown, or that of GitHub, makes of it.</summary>
    [Fact]
    public void What_people_wrote_stands_there_as_text_in_paragraphs()
    {
        var guide = new GuideDocument
        {
            Edition = Guid.Empty,
            Version = 2,
            Title = "# Wegwijzer *samen*",
            Theme = "- Samen & apart",
            Organiser = "Kenniscentrum | wijk",
            Preface = "1. Eerst lezen.\nEn dan\r\nnog eens.\r\n\r\n   Kijk op https://voorbeeld.example of WWW.voorbeeld.example.\n \n\n+ Of schrijf naar iemand@voorbeeld.example: &lt;b&gt;, <b>!",
            Insights =
            [
                new GuideInsight(3, "2) Wie betaalt?", [], 1, 0, 0),
                new GuideInsight(1, "- Niet [alles](https://voorbeeld.example) telt op: 1.5 is geen 15 - en 2026. ook niet.", [Guid.Empty], null, 1, 2),
                new GuideInsight(2, "12. Zo", [], 2, 0, 0),
            ],
            PublishedAt = new DateTimeOffset(2026, 12, 20, 11, 0, 0, TimeSpan.Zero),
        };
        guide.Markdown(Language.Dutch).Split('\n').ShouldBe(
        [
            @"# \# Wegwijzer \*samen\*",
            "",
            @"\- Samen \& apart. Kenniscentrum \| wijk, 20 december 2026, versie 2.",
            "",
            @"1\. Eerst lezen. En dan nog eens.",
            "",
            @"Kijk op https\://voorbeeld.example of WWW\.voorbeeld.example.",
            "",
            @"\+ Of schrijf naar iemand\@voorbeeld.example: \&lt;b\&gt;, \<b\>\!",
            "",
            "## Inzichten",
            "",
            @"1. 2\) Wie betaalt? (uit bijeenkomst 1)",
            "",
            @"2. \- Niet \[alles\](https\://voorbeeld.example) telt op: 1.5 is geen 15 - en 2026. ook niet. (uit 1 casus; bevestigd door 1 latere casus; tegengesproken door 2 latere casussen)",
            "",
            @"3. 12\. Zo (uit bijeenkomst 2)",
            "",
        ]);
    }

    [Theory]
    [InlineData(1, Language.Dutch, "uit 2 casussen; 1 casus is sindsdien teruggenomen")]
    [InlineData(2, Language.Dutch, "uit 2 casussen; 2 casussen zijn sindsdien teruggenomen")]
    [InlineData(1, Language.English, "from 2 cases; 1 case was taken back since")]
    [InlineData(2, Language.English, "from 2 cases; 2 cases were taken back since")]
    public void An_insight_says_how_many_of_its_cases_were_taken_back(int back, Language language, string ground)
    {
        Guid[] cases = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        var guide = new GuideDocument
        {
            Edition = Guid.Empty,
            Version = 1,
            Title = "Wegwijzer",
            Theme = "Samen",
            Organiser = "Kenniscentrum",
            Insights = [new GuideInsight(1, "Zo", [.. cases], null, 0, 0) { TakenBack = [.. cases.Take(back)] }],
            PublishedAt = new DateTimeOffset(2026, 12, 20, 11, 0, 0, TimeSpan.Zero),
        };
        guide.Markdown(language).ShouldContain($"1. Zo ({ground})");
    }
}
