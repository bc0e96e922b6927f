using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>People are spoken to in Dutch, or in English where they prefer that (RFC 9110, section 12.5.4).</summary>
public class LanguageTests(SharedApi shared)
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("EN", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("EN-gb, nl;q=0.9", "en")]
    [InlineData("de, en;q=0.5", "en")]
    [InlineData("en;q=0.6, nl;q=0.5", "en")]
    [InlineData("*;q=0.5, en", "en")]
    [InlineData("nl;q=0, *", "en")]
    [InlineData("nl;q=0.1, *;q=0.9", "en")]
    [InlineData("fr,,en;q=0.1", "en")]
    [InlineData("nl", "nl")]
    [InlineData("nl-BE", "nl")]
    [InlineData("nl, en", "nl")]
    [InlineData("en, nl", "nl")]
    [InlineData("en;q=0.5, nl;q=0.6", "nl")]
    [InlineData("en;q=0, *", "nl")]
    [InlineData("en;q=0", "nl")]
    [InlineData("*", "nl")]
    [InlineData("de", "nl")]
    [InlineData("english", "nl")]
    [InlineData("en_US", "nl")]
    [InlineData("", "nl")]
    [InlineData(";;;q=", "nl")]
    [InlineData("en;q=many", "nl")]
    [InlineData("\u0001\u007f", "nl")]
    [InlineData(null, "nl")]
    public async Task The_language_of_a_problem_follows_Accept_Language(string? header, string language)
    {
        using var http = await AsDocumented.Client(shared.Api, language: "nl");
        http.DefaultRequestHeaders.Remove("Accept-Language");
        if (header is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", header).ShouldBeTrue();
        using var response = await http.PostAsync("/v1/weighings", new StringContent("{}", null, "application/json"), TestContext.Current.CancellationToken);
        response.Content.Headers.ContentLanguage.ShouldBe([language]);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain(language == "nl" ? "Dit is verplicht." : "This is required.");
        text.ShouldNotContain(language == "nl" ? "This is required." : "Dit is verplicht.");
    }

    [Fact]
    public async Task The_sentences_of_the_history_follow_it_too()
    {
        using var english = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(english);
        (await Sentence(weighing)).ShouldStartWith("The weighing");
        using var dutch = await AsDocumented.Client(shared.Api, language: "nl");
        (await Sentence(weighing.As(dutch))).ShouldStartWith("De afweging");
    }

    private static async Task<string> Sentence(WeighingClient weighing)
    {
        using var response = await weighing.Http.GetAsync($"{weighing.Address}/events/1", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLanguage.Count.ShouldBe(1);
        response.Headers.Vary.ShouldContain("Accept-Language");
        return System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("sentence").GetString()!;
    }
}
