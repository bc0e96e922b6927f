using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>
/// A system of another supplier, from its secret to a recorded step, by way of a real OpenID Connect server: the client credentials
/// grant (RFC 6749, section 4.4).
/// </summary>
public class OpenIdConnectTests(SharedApi shared)
{
    [Fact]
    public async Task A_system_gets_a_token_and_records_a_step()
    {
        await using var server = await OpenIddictServer.Start();
        await using var api = Support.Api.Start(shared.Api.ConnectionString, null, ("Authentication:Authority", server.Address), ("Serilog:MinimumLevel:Default", "Fatal"));

        using var http = new HttpClient { BaseAddress = api.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await server.Token("weighings.read weighings.write"));
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        var origin = (await weighing.Get("/proposals/V1")).GetProperty("revisions")[0].GetProperty("origin");
        origin.GetProperty("actor").GetString().ShouldBe(OpenIddictServer.ClientId);
    }

    [Fact]
    public async Task A_system_that_asked_for_the_scope_to_read_only_records_nothing()
    {
        await using var server = await OpenIddictServer.Start();
        await using var api = Support.Api.Start(shared.Api.ConnectionString, null, ("Authentication:Authority", server.Address), ("Serilog:MinimumLevel:Default", "Fatal"));

        using var http = new HttpClient { BaseAddress = api.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await server.Token("weighings.read"));
        (await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var step = await http.PostAsJsonAsync("/v1/weighings", WeighingClient.Framing, TestContext.Current.CancellationToken);
        await step.Problem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_wrong_secret_gets_no_token()
    {
        await using var server = await OpenIddictServer.Start();
        using var answer = await server.Ask("weighings.read", "guessed");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("error").GetString().ShouldBe("invalid_client");
    }
}
