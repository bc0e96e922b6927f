using System.Net;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Explanation;

/// <summary>GET …/explanation: in which form, which language, and at which moment.</summary>
public class ExplanationTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/markdown", "text/markdown")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("text/*", "text/markdown")]
    [InlineData("text/html, text/plain;q=0.5, application/json;q=0.4", "text/plain")]
    [InlineData("text/markdown;q=0.2, */*;q=0.1", "text/markdown")]
    [InlineData("text/markdown, application/json;q=0", "text/markdown")]
    public async Task It_comes_in_the_form_that_is_preferred(string? accept, string form)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await Read(http, weighing, "/explanation", accept);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(form);
        response.Headers.Vary.ShouldContain("Accept");
        response.Headers.Vary.ShouldContain("Accept-Language");
    }

    [Theory]
    [InlineData("text/html"), InlineData("application/xml"), InlineData("text/markdown;q=0"), InlineData("*/*;q=0")]
    public async Task Who_takes_none_of_the_forms_gets_none(string accept)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await Read(http, weighing, "/explanation", accept);
        (await response.Problem(HttpStatusCode.NotAcceptable)).Detail.ShouldContain("text/markdown");
    }

    [Fact]
    public async Task Another_operation_still_answers_with_JSON_alone()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await Read(http, weighing, "/support", "text/markdown");
        (await response.Problem(HttpStatusCode.NotAcceptable)).Detail.ShouldBe("The API answers here with application/json.");
    }

    [Fact]
    public async Task Each_reader_language_and_form_is_a_representation_with_a_tag_of_its_own()
    {
        var tags = new List<string>();
        var weighing = await ExampleTests.Load(shared.Api.Client(), ExampleWeighing.All()[0]);
        foreach (var language in (string[])["nl", "en"])
        {
            using var http = await AsDocumented.Client(shared.Api, language: language);
            foreach (var reader in (string[])["resident", "board", "auditor"])
                foreach (var accept in (string[])["application/json", "text/markdown", "text/plain"])
                {
                    using var response = await Read(http, weighing, $"/explanation?reader={reader}", accept);
                    response.Content.Headers.ContentLanguage.ShouldBe([language]);
                    tags.Add(response.Headers.ETag!.Tag);
                    using var again = await Read(http, weighing, $"/explanation?reader={reader}", accept, response.Headers.ETag.Tag);
                    again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
                }
        }
        tags.ShouldBeUnique();
        using var other = await Read(shared.Api.Client(), weighing, "/explanation", "text/plain", tags[0]);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_usual_reader_is_a_resident_and_an_unknown_one_is_refused()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        (await weighing.Get("/explanation")).GetProperty("reader").GetString().ShouldBe("resident");
        using var response = await Read(http, weighing, "/explanation?reader=minister", null);
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Parameter).ShouldBe(("not-a-choice", "reader"));
    }

    [Fact]
    public async Task It_is_read_as_it_would_have_been_at_any_moment()
    {
        using var http = await AsDocumented.Client(shared.Api, language: "nl");
        var weighing = await ExampleTests.Load(http, ExampleWeighing.All()[0]);
        (await Text("")).ShouldContain("Op 19 mei 2026 is gekozen voor ‘Renoveren in bewoonde staat’.");
        (await Text("&version=5")).ShouldContain("Er is nog geen uitkomst.");
        (await Text("&asOf=2026-05-01T12:00:00%2B02:00&by=occurred")).ShouldContain("is nog geen besluit dat geldt");
        (await weighing.StatusOf("/explanation?version=9999")).ShouldBe(HttpStatusCode.NotFound);

        async Task<string> Text(string moment)
        {
            using var response = await Read(http, weighing, $"/explanation?reader=resident{moment}", "text/plain");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await response.Content.ReadAsStringAsync(Cancellation);
        }
    }

    /// <summary>The reasons that people gave are for the auditor, who reads them everywhere; the others get what was done.</summary>
    [Fact]
    public async Task Texts_of_the_vault_are_quoted_to_the_auditor_alone()
    {
        using var http = await AsDocumented.Client(shared.Api, language: "nl");
        var weighing = await ExampleTests.Load(http, ExampleWeighing.All()[0]);
        const string reason = "verhuisbelasting en verlies van buren";
        (await weighing.Read("/explanation?reader=auditor")).Text.ShouldContain(reason);
        foreach (var reader in (string[])["resident", "board"]) (await weighing.Read($"/explanation?reader={reader}")).Text.ShouldNotContain(reason);
    }

    [Theory]
    [InlineData("*vet* _schuin_ [link](https://kwaad.example) <script>alert(1)</script> `code` # kop | tabel")]
    public async Task A_name_is_shown_in_Markdown_as_it_is(string name)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["title"] = name;
        var weighing = await WeighingClient.Open(http, framing);
        using var response = await Read(http, weighing, "/explanation", "text/markdown");
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        text.ShouldStartWith("# \\*vet\\* \\_schuin\\_ \\[link\\](https://kwaad.example) \\<script\\>");
        text.ShouldNotContain("<script>");
    }

    private static async Task<HttpResponseMessage> Read(HttpClient http, WeighingClient weighing, string path, string? accept, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}{path}");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept).ShouldBeTrue();
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch).ShouldBeTrue();
        return await http.SendAsync(request, Cancellation);
    }
}
