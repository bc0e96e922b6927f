using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>The NLGov API Design Rules: that the list of them is whole, and what of them no other test shows.</summary>
public partial class DesignRuleTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_of_the_36_rules_has_its_stand_and_each_technical_one_a_test_that_is_there()
    {
        DesignRules.All.Length.ShouldBe(36);
        DesignRules.All.Select(rule => rule.Id).ShouldBeUnique();
        foreach (var rule in DesignRules.All)
        {
            rule.Stand.ShouldNotBeNullOrWhiteSpace(rule.Id);
            if (rule.Technical) rule.Tests.ShouldNotBeEmpty(rule.Id);
            foreach (var (type, test) in rule.Tests)
                type.GetMethod(test).ShouldNotBeNull().GetCustomAttributes().ShouldContain(a => a is FactAttribute, $"{rule.Id}: {type.Name}.{test}");
        }
    }

    [Fact]
    public async Task Every_moment_of_every_answer_is_in_UTC()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase()); // where nobody else wrote a text that looks like a moment
        using var http = await AsDocumented.Client(api);
        var moments = 0;
        foreach (var read in ContractDocument.Golden.Operations.Where(o => o.Method == "GET"))
        {
            using var response = await http.GetAsync(read.ExamplePath(ExampleWeighing.All()[0].Id) + (read.Id == "compareWeighing" ? "?from=1" : ""), Cancellation);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "application/json") continue; // notes and tiles of the log have no moments
            using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Cancellation));
            foreach (var moment in Texts(body.RootElement).Where(text => Moment.IsMatch(text)))
            {
                moment.ShouldEndWith("Z", customMessage: read.ToString());
                moments++;
            }
        }
        moments.ShouldBeGreaterThan(400);
    }

    public static TheoryData<string, string, int> Answers => new()
    {
        { "GET", "/v1/weighings", 200 },
        { "HEAD", "/v1/weighings", 200 },
        { "GET", "/v1/openapi.json", 200 },
        { "GET", "/v1/weighings?x=1", 400 },
        { "GET", "/v1/weighings/", 404 },
        { "GET", "/nothing", 404 },
        { "DELETE", "/v1/weighings", 405 },
        { "POST", "/v1/weighings", 400 },
        { "GET", "/health/live", 200 },
        { "TRACE", "/health/live", 405 },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task Every_answer_has_the_security_headers_whatever_it_is(string method, string path, int status)
    {
        foreach (var nobody in (bool[])[false, true])
        {
            using var http = nobody ? new HttpClient(new AsDocumented(await ContractDocument.Of(shared.Api))) { BaseAddress = shared.Api.Address } : await AsDocumented.Client(shared.Api);
            using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancellation);
            ((int)response.StatusCode).ShouldBeOneOf(status, nobody ? 401 : status);
            response.Headers.GetValues("Cache-Control").ShouldBe(["no-store"]);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
            response.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
            response.Headers.GetValues("API-Version").ShouldBe(["1.0.0"]);
        }
    }

    [Fact]
    public async Task Only_the_document_is_for_scripts_of_other_origins()
    {
        using var http = await AsDocumented.Client(shared.Api);
        foreach (var path in (string[])["/v1/openapi.json", "/v1/weighings", "/v1/problem-types", "/health/live", "/nothing"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", "https://elsewhere.example" } } };
            using var response = await http.SendAsync(request, Cancellation);
            response.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(path == "/v1/openapi.json", path);
            response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse(path);
        }
    }

    [Fact]
    public async Task No_answer_sets_a_cookie()
    {
        using var http = await AsDocumented.Client(shared.Api);
        foreach (var read in ContractDocument.Golden.Operations.Where(o => o.Method == "GET"))
        {
            using var response = await http.GetAsync(read.ExamplePath(ExampleWeighing.All()[0].Id), Cancellation);
            response.Headers.Contains("Set-Cookie").ShouldBeFalse(read.ToString());
        }
    }

    [Fact]
    public async Task No_address_has_a_place_for_what_is_of_a_person()
    {
        // What of a person there is in bodies is sealed in the vault; no parameter is called as one of those fields is.
        var document = ContractDocument.Golden;
        var ofPersons = document.Json["components"]!["schemas"]!.AsObject()
            .SelectMany(schema => (schema.Value!["properties"]?.AsObject() ?? []).Where(p => p.Value!.ToJsonString().Contains("#/components/schemas/SealedText", StringComparison.Ordinal)))
            .Select(property => property.Key).ToHashSet();
        ofPersons.Count.ShouldBeGreaterThan(10);
        var parameters = document.Operations.SelectMany(o => o.Parameters).Where(p => p["in"]!.GetValue<string>() is "path" or "query").Select(p => p["name"]!.GetValue<string>()).Distinct().ToList();
        parameters.Intersect(ofPersons).ShouldBeEmpty();
        parameters.Where(p => Personal.IsMatch(p)).ShouldBeEmpty();

        // A token in an address is neither taken nor is it said to be.
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        var token = Identity.AllRound().Authorization["Bearer ".Length..];
        using var response = await http.GetAsync($"/v1/weighings?access_token={token}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(token);
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")]
    private static partial Regex Moment { get; }

    [GeneratedRegex("name|mail|phone|bsn|address|birth|token|key|secret|password", RegexOptions.IgnoreCase)]
    private static partial Regex Personal { get; }
}
