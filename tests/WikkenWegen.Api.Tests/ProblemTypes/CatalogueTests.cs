using System.Net;
using System.Reflection;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.ProblemTypes;

/// <summary>The type of a problem leads to what it means and what can be done, for a program and for a person.</summary>
public class CatalogueTests(SharedApi shared)
{
    public static TheoryData<string> Types => [.. ProblemKinds.All.Select(k => k.Type)];

    [Theory, MemberData(nameof(Types))]
    public async Task A_type_leads_to_JSON_for_a_program_and_to_a_page_for_a_person(string type)
    {
        // Anybody may read it, without a token: who has none gets a problem too.
        using var http = new HttpClient(new AsDocumentedHead(await ContractDocument.Of(shared.Api))) { BaseAddress = shared.Api.Address };
        var kind = ProblemKinds.All.Single(k => k.Type == type);
        foreach (var accept in new[] { null, "application/json", "*/*", "application/*", "application/json, text/html;q=0.9" })
        {
            using var response = await Get(http, type, accept);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, accept);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json", accept);
            var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            json.GetProperty("type").GetString().ShouldBe(type);
            json.GetProperty("status").GetInt32().ShouldBe(kind.Status);
            foreach (var text in new[] { "title", "meaning", "remedy" })
            {
                json.GetProperty(text).GetProperty("nl").GetString().ShouldNotBeNullOrWhiteSpace();
                json.GetProperty(text).GetProperty("en").GetString().ShouldNotBeNullOrWhiteSpace();
            }
        }
        foreach (var accept in new[] { "text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html, application/json;q=0.5" })
        {
            using var response = await Get(http, type, accept);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, accept);
            response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
            response.Headers.Vary.ShouldContain("Accept");
            response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("default-src 'none'");
            var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var explained = WikkenWegen.Api.Infrastructure.Http.ProblemTypes.All.Single(t => t.Type == type);
            foreach (var text in new[] { explained.Title, explained.Meaning, explained.Remedy })
            {
                page.ShouldContain(text.Nl);
                page.ShouldContain(text.En);
            }
            foreach (var error in explained.Errors) page.ShouldContain(error.Code);
        }
        using var unheard = await Get(http, type, "image/png");
        await unheard.Problem(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task An_unknown_type_leads_nowhere_with_a_problem()
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        foreach (var slug in new[] { "nothing", "Not-Found", "not-found%2F", "..%2Fnot-found", "%00" })
        {
            using var response = await Get(http, "/v1/problem-types/" + slug, "text/html");
            ((int)response.StatusCode).ShouldBeOneOf(400, 404);
        }
    }

    [Fact]
    public async Task The_catalogue_lists_every_kind_and_every_rule_once()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var json = JsonDocument.Parse(await http.GetStringAsync("/v1/problem-types", TestContext.Current.CancellationToken)).RootElement;
        json.EnumerateArray().Select(t => t.GetProperty("type").GetString()).ShouldBe(ProblemKinds.All.Select(k => k.Type));
        var listed = json.EnumerateArray().SelectMany(t => t.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()!)).ToList();
        listed.ShouldBe(Rules().Select(r => r.Code), ignoreOrder: true);
        listed.Distinct().Count().ShouldBe(listed.Count, "no two rules have one code");
        ProblemKinds.All.Select(k => k.Type).Distinct().Count().ShouldBe(ProblemKinds.All.Length);
    }

    [Fact]
    public async Task Whatever_status_the_document_gives_a_problem_there_is_a_kind_for_it()
    {
        var document = await ContractDocument.Of(shared.Api);
        var statuses = document.Operations.SelectMany(o => o.Statuses).Where(s => s >= 400).Distinct().Order().ToList();
        statuses.ShouldBe(ProblemKinds.All.Select(k => k.Status).Distinct().Order());
    }

    /// <summary>
    /// Callers go by codes and types: what is in this list is never renamed or removed within a version of the API; what is new is added.
    /// </summary>
    [Fact]
    public async Task Codes_and_types_are_the_agreed_ones()
    {
        var known = string.Join('\n', ProblemKinds.All.Select(k => $"{k.Status} {k.Slug}").Concat(Rules().Select(r => $"{r.Kind} {r.Code}".ToLowerInvariant())).Order(StringComparer.Ordinal)) + "\n";
        var golden = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "WikkenWegen.Api.Tests", "ProblemTypes", "codes.txt"), TestContext.Current.CancellationToken);
        if (known == golden) return;
        var received = Path.Combine(AppContext.BaseDirectory, "codes.received.txt");
        await File.WriteAllTextAsync(received, known, TestContext.Current.CancellationToken);
        var gone = golden.Split('\n').Except(known.Split('\n')).ToList();
        Assert.Fail(gone.Count > 0 ? $"Callers go by what is gone: {string.Join(", ", gone)}" : $"There are new ones. Look at them and renew codes.txt: {received}");
    }

    /// <summary>All rules that there are, wherever they stand in the two assemblies.</summary>
    private static List<Rule> Rules() =>
    [
        .. new[] { typeof(Rule).Assembly, typeof(InputRules).Assembly }.SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType == typeof(Rule)).Select(f => (Rule)f.GetValue(null)!),
    ];

    private static async Task<HttpResponseMessage> Get(HttpClient http, string address, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Watches that an answer is of a documented status and media type.</summary>
    private sealed class AsDocumentedHead(ContractDocument document) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            document.Find("GET", request.RequestUri!.AbsolutePath)!.Response((int)response.StatusCode).ShouldNotBeNull()["content"]!.AsObject()
                .ContainsKey(response.Content.Headers.ContentType!.MediaType!).ShouldBeTrue();
            return response;
        }
    }
}
