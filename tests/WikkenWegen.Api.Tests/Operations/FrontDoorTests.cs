using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>The root of the host, for who comes without knowing where to go.</summary>
public class FrontDoorTests(SharedApi shared)
{
    [Fact]
    public async Task In_Development_it_leads_to_Swagger_UI()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = shared.Api.Address };
        using var response = await http.GetAsync("/", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.OriginalString.ShouldBe("/swagger");
    }

    [Fact]
    public async Task Elsewhere_it_says_what_this_is_and_each_of_its_links_leads_somewhere()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("environment", "Staging"), ("Authentication:Authority", "https://id.example"));
        using var http = new HttpClient { BaseAddress = api.Address };
        using var response = await http.GetAsync("/", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var welcome = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        welcome.GetProperty("name").GetString().ShouldBe("WikkenWegen");
        welcome.GetProperty("description").GetProperty("nl").GetString().ShouldNotBeNullOrWhiteSpace();
        welcome.GetProperty("description").GetProperty("en").GetString().ShouldNotBeNullOrWhiteSpace();
        var links = welcome.GetProperty("links").EnumerateObject().ToList();
        links.Select(link => link.Name).ShouldBe(["documentation", "openapi", "changelog", "referenceData", "health"]);
        foreach (var link in links)
        {
            using var behind = await http.GetAsync(link.Value.GetString(), TestContext.Current.CancellationToken);
            behind.StatusCode.ShouldBe(HttpStatusCode.OK, link.Name);
        }
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"), TestContext.Current.CancellationToken);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
