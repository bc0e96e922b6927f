using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Reflection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>A refusal tells what is wrong, in the words and the forms of its reader, and what may be done; never a way round.</summary>
public class MessageTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/v1/corporations", "Uw rol mag dit niet. Wie het mag: beheerder (administrator).", "Your role may not do this. Who may: administrator (administrator).")]
    [InlineData("POST", "/v1/weighings", "Uw rol mag dit niet. Wie het mag: strateeg (strategist).", "Your role may not do this. Who may: strategist (strategist).")]
    [InlineData("POST", "/v1/weighings/{id}/inputs", "Uw rol mag dit niet. Wie het mag: strateeg (strategist) of inbrenger (contributor).",
        "Your role may not do this. Who may: strategist (strategist) or contributor (contributor).")]
    [InlineData("POST", "/v1/weighings/{id}/decisions/1/approval", "Uw rol mag dit niet. Wie het mag: goedkeurder (approver).", "Your role may not do this. Who may: approver (approver).")]
    public async Task Who_may_not_do_something_is_told_which_roles_may(string method, string path, string dutch, string english)
    {
        foreach (var (language, said) in new[] { ("nl", dutch), ("en", english) })
        {
            using var http = new HttpClient { BaseAddress = shared.Api.Address };
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal));
            request.Headers.TryAddWithoutValidation("Authorization", new Identity("somebody", DemoCorporations.Merenland.Code, ["reader"]).Authorization);
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
            using var response = await http.SendAsync(request, Cancellation);
            (await response.Problem(HttpStatusCode.Forbidden)).Detail.ShouldBe(said);
        }
    }

    [Fact]
    public async Task The_roles_that_are_told_are_those_of_the_operation()
    {
        foreach (var operation in (await ContractDocument.Of(shared.Api)).Operations.Where(o => o.Security.Any()))
        {
            using var http = new HttpClient { BaseAddress = shared.Api.Address };
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(Guid.Empty));
            request.Headers.TryAddWithoutValidation("Authorization", new Identity("somebody", DemoCorporations.Merenland.Code, []).Authorization);
            using var response = await http.SendAsync(request, Cancellation);
            var detail = (await response.Problem(HttpStatusCode.Forbidden)).Detail;
            var may = Security.AccessTable.RolesFor(shared.Api, operation.Id).ToList();
            foreach (var role in Roles.All.Keys) detail.Contains($"({role})", StringComparison.Ordinal).ShouldBe(may.Contains(role), $"{operation}: {detail}");
        }
    }

    [Theory]
    [InlineData("/proposals", """{"code":"é1","name":"Slopen"}""", "een code van letters zonder accent, cijfers, punten, koppeltekens en liggende streepjes, die begint met een letter of cijfer, zoals V1 of S1.1",
        "a code of letters without accents, digits, points, hyphens and underscores that begins with a letter or digit, like V1 or S1.1")]
    [InlineData("/stakeholders", """{"party":"P","role":"R","say":"advises","kvkNumber":"1234567A"}""", "een nummer van 8 cijfers, met de nullen vooraan", "a number of 8 digits, with the zeros in front")]
    public async Task A_form_is_told_in_words(string path, string body, string dutch, string english)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        foreach (var (language, said) in new[] { ("nl", $"De tekst heeft niet de verwachte vorm. Hier hoort {dutch}."), ("en", $"The text does not have the expected form. Here belongs {english}.") })
        {
            using var http = shared.Api.Client(language: language);
            using var response = await weighing.As(http).SendRaw(path, body);
            (await response.Problem(HttpStatusCode.BadRequest)).Detail.ShouldBe(said);
        }
    }

    /// <summary>A regular expression is for programs; the document has it.</summary>
    [Fact]
    public void Every_form_of_a_field_has_words()
    {
        var forms = typeof(Program).Assembly.GetTypes().SelectMany(t => t.GetProperties()).SelectMany(p => p.GetCustomAttributes<RegularExpressionAttribute>()).ToList();
        forms.Count.ShouldBeGreaterThan(20);
        foreach (var form in forms)
        {
            var words = form.ShouldBeAssignableTo<TextFormAttribute>().ShouldNotBeNull(form.Pattern).Words;
            words.Dutch.ShouldNotBe(words.English);
            foreach (var text in (string[])[words.Dutch, words.English]) text.IndexOfAny(['[', ']', '{', '}', '\\', '*', '|']).ShouldBe(-1, text);
        }
    }

    [Fact]
    public async Task A_weighing_that_is_not_there_is_told_from_a_version_or_moment_at_which_it_was_not()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { code = "V1", name = "Slopen" });
        var unknown = $"/v1/weighings/{Guid.CreateVersion7()}";
        const string nowhere = "There is no weighing with this id.", notThen = "This weighing was not there yet at that moment.";
        foreach (var (address, said) in new[]
        {
            (unknown, nowhere),
            ($"{unknown}?version=1", nowhere),
            ($"{unknown}?asOf=2020-01-01T00:00:00Z", nowhere),
            ($"{unknown}/proposals?version=99", nowhere),
            ("/v1/weighings/nonsense?version=1", nowhere),
            ($"{weighing.Address}?version=3", "This weighing has no version 3 yet: the newest is 2."),
            ($"{weighing.Address}?version=2147483647", "This weighing has no version 2147483647 yet: the newest is 2."),
            ($"{weighing.Address}/proposals/V1?version=3", "This weighing has no version 3 yet: the newest is 2."),
            ($"{weighing.Address}/proposals/V1?version=1", "This part is not there (yet)."),
            ($"{weighing.Address}?asOf=2020-01-01T00:00:00Z", notThen),
            ($"{weighing.Address}/framing?asOf=2020-01-01T00:00:00Z&by=occurred", notThen),
        })
        {
            using var response = await http.GetAsync(address, Cancellation);
            (await response.Problem(HttpStatusCode.NotFound)).Detail.ShouldBe(said, address);
        }
    }

    [Theory]
    [InlineData("?version=abc", "not-an-integer", "A whole number belongs here.")]
    [InlineData("?version=1.5", "not-an-integer", "A whole number belongs here.")]
    [InlineData("?version=%2B1", "not-an-integer", "A whole number belongs here.")]
    [InlineData("?version=-", "not-an-integer", "A whole number belongs here.")]
    [InlineData("?version=0", "number-too-small", "The number must be at least 1.")]
    [InlineData("?version=-1", "number-too-small", "The number must be at least 1.")]
    [InlineData("?version=2147483648", "number-too-large", "Nothing here is numbered that far: the number is too large.")]
    [InlineData("?version=99999999999999999999999", "number-too-large", "Nothing here is numbered that far: the number is too large.")]
    [InlineData("/events?limit=0", "number-out-of-range", "The number must lie from 1 to 200.")]
    [InlineData("/events?limit=ten", "not-an-integer", "A whole number belongs here.")]
    [InlineData("/comparison?from=-1", "number-too-small", "The number must be at least 0.")]
    [InlineData("/comparison?from=99999999999", "number-too-large", "Nothing here is numbered that far: the number is too large.")]
    public async Task A_wrong_whole_number_is_told_what_is_wrong_with_it(string query, string code, string said)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await http.GetAsync($"{weighing.Address}{query}", Cancellation);
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        problem.Errors.ShouldHaveSingleItem().Code.ShouldBe(code);
        problem.Detail.ShouldBe(said);
    }

    [Theory]
    [InlineData("0", "number-too-small")]
    [InlineData("-5", "number-too-small")]
    [InlineData("99999999999", "number-too-large")]
    [InlineData("1.0", "not-an-integer")]
    public async Task A_wrong_whole_number_in_a_field_is_too(string revision, string code)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await weighing.Send("/decisions", $$"""{"kind":"chosen","rationale":"R","proposal":{"code":"V1","revision":{{revision}} } }""");
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Pointer).ShouldBe((code, "/proposal/revision"));
    }

    [Fact]
    public async Task The_largest_int_is_never_told_as_if_it_were_a_limit()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        foreach (var body in new[] { "\"criteriaVersion\":0", "\"criteriaVersion\":99999999999", "\"round\":-1", "\"round\":4e9" })
        {
            using var response = await weighing.Send("/scores", "{\"proposal\":{\"code\":\"V1\"},\"criterion\":\"KWA\",\"by\":{\"role\":\"r\"},\"low\":1,\"expected\":1,\"high\":1," + body + "}");
            (await response.Problem(HttpStatusCode.BadRequest)).Detail.ShouldNotContain("147");
        }
    }

    [Theory]
    [InlineData("nl", "De tekst is langer dan 20.000 tekens.")]
    [InlineData("en", "The text is longer than 20,000 characters.")]
    public async Task Quantities_have_the_forms_of_the_language(string language, string said)
    {
        using var http = await AsDocumented.Client(shared.Api, language: language);
        var weighing = await WeighingClient.Open(http);
        using var response = await weighing.Send("/proposals", new { name = "Slopen", description = new string('x', 20_001) });
        (await response.Problem(HttpStatusCode.BadRequest)).Detail.ShouldBe(said);
    }

    [Theory]
    [InlineData("nl", "Strateeg scoorde voorstel V1 (versie 1) op BET: 710 euro per maand (600,50 tot 1.000), vastgelegd als score 1.",
        "Strateeg scoorde voorstel V1 (versie 1) op KWA: 'klachten verholpen', vastgelegd als score 2.",
        "Op tafel lag uitkomst 1, elders berekend (bron niet genoemd) met additive-value 1.0.0 naar de stand bij gebeurtenis 4: V1 6,7 punten.")]
    [InlineData("en", "Strateeg scored proposal V1 (revision 1) on BET: 710 euro per maand (600.50 to 1,000), recorded as score 1.",
        "Strateeg scored proposal V1 (revision 1) on KWA: 'klachten verholpen', recorded as score 2.",
        "On the table lay outcome 1, computed elsewhere (source not named) by additive-value 1.0.0 as of event 4: V1 6.7 points.")]
    public async Task The_history_tells_scores_and_outcomes_in_their_unit_or_words(string language, params string[] said)
    {
        using var http = await AsDocumented.Client(shared.Api, language: language);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "Slopen" });
        object money = new { code = "BET", name = "Woonlasten", direction = "lowerIsBetter", scale = new { worst = 1500, best = 0, unit = "euro per maand" }, weight = 1 };
        object words = new
        {
            code = "KWA",
            name = "Kwaliteit",
            direction = "higherIsBetter",
            scale = new { worst = 1, best = 2, levels = new[] { new { value = 1, words = "klachten blijven" }, new { value = 2, words = "klachten verholpen" } } },
            weight = 1,
        };
        await weighing.Record("/criteria", new { criteria = new[] { money, words }, weightMethod = "direct" }, "PUT");
        await weighing.Record("/scores", """{"proposal":{"code":"V1"},"criterion":"BET","by":{"role":"Strateeg"},"low":600.50,"expected":710,"high":1000}""");
        await weighing.Record("/scores", new { proposal = new { code = "V1" }, criterion = "KWA", by = new { role = "Strateeg" }, low = 2, expected = 2, high = 2 });
        await weighing.Record("/outcomes", new
        {
            method = new { name = "additive-value", version = "1.0.0" },
            fingerprint = new string('a', 64),
            readVersion = 4,
            unit = "punten",
            results = new[] { new { proposal = new { code = "V1", revision = 1 }, rank = 1, value = new { low = 6, expected = 6.7m, high = 7 } } },
        });
        (await weighing.Get("/events")).GetProperty("items").EnumerateArray().Skip(3).Select(e => e.GetProperty("sentence").GetString()).ShouldBe(said);
        (await weighing.Get("/outcomes/1")).GetProperty("unit").GetString().ShouldBe("punten");
    }
}
