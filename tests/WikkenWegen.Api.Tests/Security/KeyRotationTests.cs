using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>An identity provider changes its keys, loses one to a thief, and is not there for a while.</summary>
public class KeyRotationTests(SharedApi shared)
{
    [Fact]
    public async Task A_new_key_is_fetched_when_a_token_names_it()
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = Start(issuer.Address);
        (await Status(api, issuer.Sign(issuer.Claims()))).ShouldBe(HttpStatusCode.OK);

        // Providers publish a key some time before they sign with it. Where one does not, the first tokens pay for it.
        issuer.Publish("second");
        await IsAccepted(api, issuer, "second");
        (await Status(api, issuer.Sign(issuer.Claims()))).ShouldBe(HttpStatusCode.OK, "the first key is still published");
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_of_no_use_once_the_keys_are_fetched_again()
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = Start(issuer.Address);
        (await Status(api, issuer.Sign(issuer.Claims()))).ShouldBe(HttpStatusCode.OK);

        issuer.Publish("second");
        using var stolen = issuer.Withdraw("first");
        var theirs = TestIssuer.Sign(issuer.Claims("mallory").ToJsonString(), TestIssuer.Header("RS256", "first"), stolen);
        await IsAccepted(api, issuer, "second");
        (await Status(api, theirs)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Keys_are_fetched_again_and_tokens_checked_again_within_minutes()
    {
        Tokens.KeysKept.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(5));
        Tokens.Remembered.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(5));
        using var api = shared.Api.Services.CreateScope();
        var options = api.ServiceProvider.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        options.AutomaticRefreshInterval.ShouldBe(Tokens.KeysKept);
    }

    [Fact]
    public async Task Tokens_that_name_unknown_keys_do_not_make_the_host_besiege_the_provider()
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = Start(issuer.Address);
        (await Status(api, issuer.Sign(issuer.Claims()))).ShouldBe(HttpStatusCode.OK);
        for (var i = 0; i < 50; i++)
            (await Status(api, TestIssuer.Sign(issuer.Claims().ToJsonString(), TestIssuer.Header("RS256", $"unknown-{i}"), issuer.Key()))).ShouldBe(HttpStatusCode.Unauthorized);
        issuer.KeysAskedFor.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task While_the_provider_does_not_answer_tokens_that_cannot_be_checked_are_not_called_wrong()
    {
        var issuer = await TestIssuer.Start();
        var token = issuer.Sign(issuer.Claims());
        await issuer.DisposeAsync();
        var log = new CapturedLog();
        await using var api = Start(issuer.Address, log.Settings());
        using var response = await Ask(api, token);
        await response.Problem(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        log.Take().ShouldSatisfyAllConditions(
            text => text.ShouldContain("The identity provider"),
            text => text.ShouldContain(issuer.Address),
            text => text.ShouldNotContain(token.Split('.')[1]));
    }

    [Fact]
    public async Task Once_the_keys_are_known_the_provider_may_be_away()
    {
        var issuer = await TestIssuer.Start();
        await using var api = Start(issuer.Address);
        var (one, other) = (issuer.Sign(issuer.Claims()), issuer.Sign(issuer.Claims("other")));
        (await Status(api, one)).ShouldBe(HttpStatusCode.OK);
        await issuer.DisposeAsync();
        (await Status(api, other)).ShouldBe(HttpStatusCode.OK);
    }

    private Support.Api Start(string issuer, params (string, string)[] settings) =>
        Support.Api.Start(shared.Api.ConnectionString, null, [("Authentication:Authority", issuer), .. settings.Length > 0 ? settings : [("Serilog:MinimumLevel:Default", "Fatal")]]);

    /// <summary>Tokens of a key are accepted, or soon are: for unknown keys the provider is asked every 10 seconds at most.</summary>
    private static async Task IsAccepted(Support.Api api, TestIssuer issuer, string kid)
    {
        for (var attempt = 0; attempt < 75 && await Status(api, issuer.Sign(issuer.Claims(), kid)) != HttpStatusCode.OK; attempt++)
            await Task.Delay(200, TestContext.Current.CancellationToken);
        (await Status(api, issuer.Sign(issuer.Claims(), kid))).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> Status(Support.Api api, string token)
    {
        using var response = await Ask(api, token);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> Ask(Support.Api api, string token)
    {
        using var http = new HttpClient { BaseAddress = api.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken);
    }
}
