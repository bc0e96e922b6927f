using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Retries;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>An operation that will go says so, in the document and in every answer. No operation of the API does; the test has some of its own.</summary>
public sealed class DeprecationTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Since = new(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(1));

    private readonly WebApplication _app = Host();
    private HttpClient _http = null!;

    [Fact]
    public async Task Every_answer_tells_it()
    {
        foreach (var (path, status) in new[] { ("/v1/old", HttpStatusCode.OK), ("/v1/old?unheardOf=1", HttpStatusCode.BadRequest), ("/v1/failing", HttpStatusCode.InternalServerError) })
        {
            using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(status);
            response.Headers.GetValues("Deprecation").ShouldBe(["@1798758000"]);
            response.Headers.GetValues("Sunset").ShouldBe(["Thu, 01 Jul 2027 12:00:00 GMT"]);
            string.Join(", ", response.Headers.GetValues("Link")).ShouldBe("</v1/changelog>; rel=\"deprecation\", </v1/new>; rel=\"successor-version\"");
        }
    }

    [Fact]
    public async Task Its_pages_link_to_each_other_all_the_same()
    {
        using var response = await _http.GetAsync("/v1/pages", TestContext.Current.CancellationToken);
        response.Headers.Contains("Sunset").ShouldBeFalse();
        string.Join(", ", response.Headers.GetValues("Link")).ShouldBe("</v1/changelog>; rel=\"deprecation\", </v1/pages>; rel=\"first\", </v1/pages?cursor=x>; rel=\"next\"");
    }

    [Fact]
    public async Task What_stays_says_nothing_of_it()
    {
        using var response = await _http.GetAsync("/v1/new", TestContext.Current.CancellationToken);
        response.Headers.Contains("Deprecation").ShouldBeFalse();
        response.Headers.Contains("Link").ShouldBeFalse();
        ContractDocument.Golden.Operations.ShouldAllBe(operation => operation.Json["deprecated"] == null);
    }

    [Fact]
    public async Task The_document_tells_it()
    {
        var document = JsonNode.Parse(await _http.GetStringAsync("/v1/openapi.json", TestContext.Current.CancellationToken))!;
        document["paths"]!["/new"]!["get"]!["deprecated"].ShouldBeNull();
        foreach (var path in (string[])["/old", "/failing"])
        {
            var old = document["paths"]![path]!["get"]!;
            old["deprecated"]!.GetValue<bool>().ShouldBeTrue();
            foreach (var (status, response) in old["responses"]!.AsObject())
            {
                response!["headers"]!["Deprecation"]!["example"]!.GetValue<string>().ShouldBe("@1798758000", status);
                response["headers"]!["Sunset"]!["example"]!.GetValue<string>().ShouldBe("Thu, 01 Jul 2027 12:00:00 GMT", status);
                response["headers"]!["Link"].ShouldNotBeNull(status);
            }
        }
        document["paths"]!["/pages"]!["get"]!["responses"]!["200"]!["headers"]!["Sunset"].ShouldBeNull();
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>A host that answers as the API does, with operations that need no database.</summary>
    private static WebApplication Host()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("Logging:LogLevel:Default", "None")]);
        builder.AddHttpConventions();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSettings<IdempotencySettings>(IdempotencySettings.Section);
        builder.AddOpenApiDocument();
        builder.Services.AddSingleton(new TagDescription("Test", "For this test.", "Voor deze test."));
        var app = builder.Build();
        app.UseHttpConventions();
        app.UseRateLimits();
        var until = new Deprecation(Since, new DateTimeOffset(2027, 7, 1, 14, 0, 0, TimeSpan.FromHours(2)), "/v1/new");
        app.MapOperation("GET", "/v1/old", Operation("old", until), Good);
        app.MapOperation("GET", "/v1/failing", Operation("failing", until), _ => throw new InvalidOperationException("On purpose."));
        app.MapOperation("GET", "/v1/pages", Operation("pages", new Deprecation(Since)), http => http.Respond(new Page<int>([1], "x"), null, JsonSerializerOptions.Web));
        app.MapOperation("GET", "/v1/new", Operation("new", null), Good);
        app.MapOpenApiDocument();
        return app;
    }

    private static Operation Operation(string id, Deprecation? deprecation) => new()
    {
        Id = id,
        Tag = "Test",
        Summary = id,
        Dutch = id,
        English = id,
        Responses = [new OperationResponse(200, typeof(ImmutableArray<Bilingual>), "All.", "Alles.")],
        Anonymous = true,
        Deprecation = deprecation,
    };

    private static async Task Good(HttpContext http)
    {
        if (await new Query(http).IsRight()) await http.Write(RenderedResponse.Of(ImmutableArray<Bilingual>.Empty, 200, null, null));
    }
}
