using System.Net;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>Who is refused is counted too: nobody tries tokens, roles or identities without end.</summary>
public class RefusedCallerLimitTests(SharedApi shared)
{
    [Fact]
    public async Task After_so_many_wrong_tokens_an_address_waits()
    {
        await using var api = Start();
        using var http = new HttpClient { BaseAddress = api.Address };
        for (var i = 0; i < 5; i++)
        {
            using var refused = await Ask(http, $"wrong-{i}");
            await refused.Problem(HttpStatusCode.Unauthorized);
            refused.Headers.GetValues("RateLimit").ShouldHaveSingleItem().ShouldContain($"r={4 - i};");
        }
        using var waiting = await Ask(http, "wrong-5");
        await waiting.Problem(HttpStatusCode.TooManyRequests);
        waiting.Headers.RetryAfter.ShouldNotBeNull();
        using var signedIn = await Ask(http, Identity.AllRound("somebody-else").Authorization["Bearer ".Length..]);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK, "who is signed in is counted for themselves");
    }

    [Fact]
    public async Task Who_may_not_and_asks_on_waits_too()
    {
        await using var api = Start();
        using var http = new HttpClient { BaseAddress = api.Address };
        var token = new Identity("without-role", "woonwijzer-merenland").Authorization["Bearer ".Length..];
        for (var i = 0; i < 5; i++)
        {
            using var refused = await Ask(http, token);
            await refused.Problem(HttpStatusCode.Forbidden);
        }
        using var waiting = await Ask(http, token);
        await waiting.Problem(HttpStatusCode.TooManyRequests);
    }

    private Support.Api Start() => Support.Api.Start(shared.Api.ConnectionString, null, ("Limits:Requests", "5"), ("Serilog:MinimumLevel:Default", "Fatal"));

    private static Task<HttpResponseMessage> Ask(HttpClient http, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/weighings");
        request.Headers.Authorization = new("Bearer", token);
        return http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
