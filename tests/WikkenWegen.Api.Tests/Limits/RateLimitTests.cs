using System.Globalization;
using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>A caller that asks too much is told so and when to come back; nobody else notices.</summary>
public class RateLimitTests(SharedApi shared)
{
    [Fact]
    public async Task A_caller_gets_so_many_requests_and_as_many_again_once_they_waited()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Limits:Requests", "5"), ("Limits:Window", "00:00:03"));
        using var demo = await Client(api, Identity.AllRound("anna"));
        using var other = await Client(api, Identity.AllRound("bram"));
        using var elsewhere = await Client(api, Identity.AllRound("anna") with { Corporation = "thuis-in-duinstreek" });
        for (var left = 4; left >= 0; left--)
        {
            using var response = await demo.GetAsync("/v1/weighings", TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            Header(response, "RateLimit-Policy").ShouldBe("\"default\";q=5;w=3");
            Header(response, "RateLimit").ShouldBe($"\"default\";r={left};t=3");
        }

        // Reading, recording, an unknown address and what is forbidden: all of them count, and are refused.
        TimeSpan wait = default;
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/v1/weighings"), (HttpMethod.Post, "/v1/weighings"), (HttpMethod.Get, "/v1/nothing"), (HttpMethod.Get, "/v1/problem-types") })
        {
            using var request = new HttpRequestMessage(method, path);
            using var response = await demo.SendAsync(request, TestContext.Current.CancellationToken);
            (await response.Problem(HttpStatusCode.TooManyRequests)).Type.ShouldBe("/v1/problem-types/too-many-requests");
            Header(response, "RateLimit").ShouldBe("\"default\";r=0;t=3");
            wait = response.Headers.RetryAfter!.Delta!.Value;
            wait.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        }
        foreach (var http in new[] { other, elsewhere }) (await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Task.Delay(wait, TestContext.Current.CancellationToken);
        (await demo.GetAsync("/v1/weighings", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK, $"after Retry-After, {wait}");
    }

    [Fact]
    public async Task Who_is_not_signed_in_or_may_not_is_counted_too_but_never_who_watches_over_the_host()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Limits:Requests", "3"), ("Limits:Window", "00:01:00"));
        using var anonymous = new HttpClient { BaseAddress = api.Address };
        using var auditor = api.Client(new Identity("controle", "woonwijzer-merenland", "auditor"));
        foreach (var (http, refused) in new[] { (anonymous, HttpStatusCode.Unauthorized), (auditor, HttpStatusCode.Forbidden) })
        {
            for (var n = 0; n < 4; n++)
            {
                using var response = await http.PostAsync("/v1/weighings", null, TestContext.Current.CancellationToken);
                response.StatusCode.ShouldBe(n < 3 ? refused : HttpStatusCode.TooManyRequests);
            }
        }
        for (var n = 0; n < 5; n++) (await anonymous.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A watched client. The document is read from the shared host, so that reading it is not counted.</summary>
    private async Task<HttpClient> Client(Support.Api api, Identity identity) => new(identity.Signing(new AsDocumented(await ContractDocument.Of(shared.Api)))) { BaseAddress = api.Address };

    private static string Header(HttpResponseMessage response, string name) => string.Create(CultureInfo.InvariantCulture, $"{response.Headers.GetValues(name).ShouldHaveSingleItem()}");
}
