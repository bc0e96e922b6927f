using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>In Development a newcomer gets a token of whoever they like to be; that path does not exist anywhere else.</summary>
public class DevelopmentPathTests(SharedApi shared)
{
    [Fact]
    public async Task A_newcomer_gets_a_token_with_one_command_and_reads_the_example()
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        using var answer = await Ask(http, "strategist decider", KeyValuePair.Create("client_id", "wijkbeheer"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        token.GetProperty("token_type").GetString().ShouldBe("Bearer");
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("access_token").GetString());
        var weighing = await WeighingClient.Open(http);
        (await weighing.Get()).GetProperty("framing").GetProperty("origin").GetProperty("actor").GetString().ShouldBe("wijkbeheer");
    }

    [Fact]
    public async Task The_subject_comes_from_HTTP_Basic_too_as_Swagger_UI_sends_it()
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("demo%3A1:secret")));
        using var answer = await Ask(http, "strategist");
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString());
        var weighing = await WeighingClient.Open(http);
        (await weighing.Get()).GetProperty("framing").GetProperty("origin").GetProperty("actor").GetString().ShouldBe("demo:1");
    }

    [Theory]
    [InlineData("organiser", HttpStatusCode.OK)]
    [InlineData("participant", HttpStatusCode.OK)]
    [InlineData("organiser participant", HttpStatusCode.OK)]
    [InlineData("organiser strategist", HttpStatusCode.Forbidden)] // of a corporation, of whose weighings a strategist is
    public async Task A_token_of_nothing_but_roles_of_the_network_is_one_of_the_network(string scope, HttpStatusCode status)
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        using var answer = await Ask(http, scope);
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString());
        using var editions = await http.GetAsync("/v1/editions", TestContext.Current.CancellationToken);
        editions.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("", "invalid_scope")]
    [InlineData("koning", "invalid_scope")]
    [InlineData("strategist koning", "invalid_scope")]
    public async Task A_role_that_there_is_not_gets_no_token(string scope, string error)
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        using var answer = await Ask(http, scope);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error").GetString().ShouldBe(error);
    }

    public static TheoryData<string, string> Forms => new()
    {
        { "a NUL", "grant_type=client_credentials&scope=reader&client_id=%00" },
        { "a NUL in a name", "grant_type=client_credentials&%00=reader" },
        { "very many fields", "grant_type=client_credentials&scope=reader&" + string.Join('&', Enumerable.Range(0, 2_000).Select(n => $"f{n}=1")) },
        { "a very long name", "grant_type=client_credentials&" + new string('x', 10_000) + "=1" },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task A_form_that_cannot_be_read_is_refused_as_OAuth_does(string what, string form)
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        using var answer = await http.PostAsync(DevelopmentTokens.Path, new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
        var refused = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        refused.GetProperty("error").GetString().ShouldBe("invalid_request");
        refused.GetProperty("error_description").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=nothing")]
    [InlineData("multipart/form-data")]
    public async Task A_form_of_a_kind_that_cannot_be_read_is_refused_as_OAuth_does(string type)
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        using var form = new ByteArrayContent("grant_type=client_credentials&scope=+AHIAZQBhAGQAZQBy-"u8.ToArray()) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        using var answer = await http.PostAsync(DevelopmentTokens.Path, form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic /////w==")]
    [InlineData("Basic %")]
    public async Task Malformed_credentials_and_bodies_are_no_error_of_the_host(string authorization)
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        using var form = await Ask(http, "reader");
        ((int)form.StatusCode).ShouldBeLessThan(500);
        using var json = await http.PostAsync(DevelopmentTokens.Path, new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        json.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var broken = await http.PostAsync(DevelopmentTokens.Path, new StringContent("--x", Encoding.UTF8, "application/x-www-form-urlencoded"), TestContext.Current.CancellationToken);
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("Staging")]
    [InlineData("Production")]
    [InlineData("Development")] // with an identity provider
    public async Task With_an_identity_provider_the_host_gives_no_tokens_and_accepts_none_of_its_own(string environment)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null,
            (WebHostDefaults.EnvironmentKey, environment),
            ("Authentication:Authority", environment == "Production" ? "https://issuer.example" : issuer.Address),
            ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = new HttpClient { BaseAddress = api.Address };
        using var answer = await Ask(http, "strategist");
        await answer.Problem(HttpStatusCode.NotFound);

        using var document = JsonDocument.Parse(await http.GetStringAsync("/v1/openapi.json", TestContext.Current.CancellationToken));
        document.RootElement.GetProperty("components").GetProperty("securitySchemes").ToString().ShouldNotContain("/development", Case.Insensitive);
        (await http.GetStringAsync("/swagger/index.html", TestContext.Current.CancellationToken)).ShouldNotContain("clientSecret\":\"demo");
        (await http.GetStringAsync("/swagger/index.js", TestContext.Current.CancellationToken)).ShouldNotContain("\"demo\"");

        if (environment == "Production") return; // its provider is nowhere, so that no token can be judged
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Identity.AllRound().Authorization);
        using var list = await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken);
        await list.Problem(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("http://issuer.example")]
    [InlineData("issuer.example")]
    [InlineData("HTTP://issuer.example")]
    public async Task Production_refuses_to_start_with_an_identity_provider_that_is_not_reached_over_https(string authority)
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null,
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("Authentication__Authority", authority), ("Ledger__Key", Convert.ToBase64String(new byte[32])), ("Ledger__LastCheckpointsFolder", Path.GetTempPath()), ("Vault__ErasuresFolder", Path.GetTempPath()),
            ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), ("ASPNETCORE_URLS", "http://127.0.0.1:0"));
        exitCode.ShouldBe(1, output + errors);
        output.ShouldBeEmpty();
        errors.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("https");
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient http, string scope, params KeyValuePair<string, string>[] more)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", scope), .. more]);
        return await http.PostAsync(DevelopmentTokens.Path, form, TestContext.Current.CancellationToken);
    }
}
