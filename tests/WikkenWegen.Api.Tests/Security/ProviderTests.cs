using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>The identity provider is the one other system whose answers are used; they are judged as any input is.</summary>
public class ProviderTests(SharedApi shared)
{
    private const string Discovery = "/.well-known/openid-configuration";

    [Theory]
    [InlineData(Discovery, "<html>Onderhoud</html>")]
    [InlineData(Discovery, "{")]
    [InlineData(Discovery, "[]")]
    [InlineData("/keys", "<html>Onderhoud</html>")]
    [InlineData("/keys", "{\"keys\":7}")]
    public async Task A_provider_that_answers_nonsense_lets_nobody_in_and_breaks_nothing(string path, string answer)
    {
        await using var issuer = await TestIssuer.Start();
        issuer.Instead[path] = answer;
        await using var api = Start(issuer);
        using (var nobody = await Ask(api, issuer.Sign(issuer.Claims()))) nobody.StatusCode.ShouldBeOneOf(HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized);
        using var open = await Ask(api, null, "/v1/openapi.json");
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_provider_without_keys_lets_nobody_in()
    {
        await using var issuer = await TestIssuer.Start();
        issuer.Instead["/keys"] = "{\"keys\":[]}";
        await using var api = Start(issuer);
        using var nobody = await Ask(api, issuer.Sign(issuer.Claims()));
        await nobody.Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_secret_that_a_provider_publishes_as_a_key_signs_nothing()
    {
        await using var issuer = await TestIssuer.Start();
        var secret = RandomNumberGenerator.GetBytes(32);
        issuer.Instead["/keys"] = new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject { ["kty"] = "oct", ["use"] = "sig", ["alg"] = "HS256", ["kid"] = "secret", ["k"] = Base64UrlEncoder.Encode(secret) }),
        }.ToJsonString();
        await using var api = Start(issuer);
        var signed = TestIssuer.Encode(TestIssuer.Header("HS256", "secret").ToJsonString()) + "." + TestIssuer.Encode(issuer.Claims().ToJsonString());
        using var nobody = await Ask(api, signed + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed))));
        await nobody.Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Only_asymmetric_signatures_are_accepted()
    {
        var options = shared.Api.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        options.TokenValidationParameters.ValidAlgorithms.ShouldNotBeEmpty();
        options.TokenValidationParameters.ValidAlgorithms.ShouldAllBe(name => name.StartsWith("RS") || name.StartsWith("PS") || name.StartsWith("ES"));
    }

    private Support.Api Start(TestIssuer issuer) => Support.Api.Start(shared.Api.ConnectionString, null, ("Authentication:Authority", issuer.Address), ("Serilog:MinimumLevel:Default", "Fatal"));

    private static async Task<HttpResponseMessage> Ask(Support.Api api, string? token, string path = "/v1/weighings")
    {
        using var http = new HttpClient { BaseAddress = api.Address };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await http.GetAsync(path, TestContext.Current.CancellationToken);
    }
}
