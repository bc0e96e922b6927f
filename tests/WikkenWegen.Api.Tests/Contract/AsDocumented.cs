using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>
/// Watches a conversation: whatever a test asks for, each answer must have the headers that every answer has, a status that is
/// documented for its operation, and a body that is valid against the schema of that status. A problem is one of the known kinds.
/// </summary>
public sealed class AsDocumented(ContractDocument document) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    /// <summary>A client of somebody, whose conversation is watched.</summary>
    public static Task<HttpClient> Client(Support.Api api, string subject = "demo", string language = "en") => Client(api, Identity.AllRound(subject), language);

    /// <summary>A client of somebody, whose conversation is watched.</summary>
    public static async Task<HttpClient> Client(Support.Api api, Identity identity, string language = "en") => Client(api, identity, language, await ContractDocument.Of(api));

    /// <summary>The same by the agreed document, for a host that has too little time to make its own.</summary>
    public static HttpClient HurriedClient(Support.Api api) => Client(api, Identity.AllRound("demo"), "en", ContractDocument.Golden);

    private static HttpClient Client(Support.Api api, Identity identity, string language, ContractDocument document)
    {
        var client = new HttpClient(identity.Signing(new AsDocumented(document))) { BaseAddress = api.Address };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
        return client;
    }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var (method, path) = (request.Method.Method, request.RequestUri!.AbsolutePath);
        var what = $"{method} {request.RequestUri.PathAndQuery} gave {(int)response.StatusCode}";
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        HaveCommonHeaders(response, what);
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json") await IsKnownProblem(response, method, what);
        if (document.Find(method, path) is { } operation) await IsDocumented(request, response, operation, method, what);
        return response;
    }

    /// <summary>Headers of the protocol, and those that the description of the document names once for all answers.</summary>
    private static readonly string[] OfEveryAnswer =
    [
        "Date", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection",
        "Cache-Control", "Content-Security-Policy", "Referrer-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options",
    ];

    private static void HaveCommonHeaders(HttpResponseMessage response, string what)
    {
        Header(response, "API-Version").ShouldBe(HttpSetup.ApiVersion, what);
        Header(response, "X-Content-Type-Options").ShouldBe("nosniff", what);
        Header(response, "X-Frame-Options").ShouldBe("DENY", what);
        Header(response, "Cache-Control").ShouldBe("no-store", what);
        Header(response, "Referrer-Policy").ShouldBe("no-referrer", what);
        Header(response, "Strict-Transport-Security").ShouldNotBeNull(what).ShouldStartWith("max-age=", customMessage: what);
        Header(response, "Content-Security-Policy").ShouldNotBeNull(what).ShouldContain("frame-ancestors 'none'", customMessage: what);
        Header(response, "Server").ShouldBeNull(what);
    }

    private async Task IsKnownProblem(HttpResponseMessage response, string method, string what)
    {
        var language = response.Content.Headers.ContentLanguage.Single();
        language.ShouldBeOneOf("nl", "en");
        response.Headers.Vary.ShouldContain("Accept-Language", what);
        if (method == "HEAD") return;
        var text = await response.Content.ReadAsStringAsync();
        using var problem = JsonDocument.Parse(text);
        document.Errors(new JsonObject { ["$ref"] = "#/components/schemas/Problem" }, problem.RootElement).ShouldBeEmpty(what);
        var kind = ProblemKinds.All.Where(k => k.Type == problem.RootElement.GetProperty("type").GetString()).ShouldHaveSingleItem(what);
        kind.Status.ShouldBe((int)response.StatusCode, what);
        problem.RootElement.GetProperty("status").GetInt32().ShouldBe(kind.Status, what);
        problem.RootElement.GetProperty("title").GetString().ShouldBe(language == "nl" ? kind.Dutch : kind.English, what);
        foreach (var inside in (string[])["Exception", "   at ", ".cs:", "WikkenWegen.", "Npgsql", "Marten", "Wolverine"])
            text.ShouldNotContain(inside, Case.Sensitive, what);
    }

    private async Task IsDocumented(HttpRequestMessage request, HttpResponseMessage response, DocumentedOperation operation, string method, string what)
    {
        var documented = operation.Response((int)response.StatusCode);
        documented.ShouldNotBeNull($"{what}, a status that {operation.Id} does not document");
        var headers = documented["headers"]!.AsObject().ToDictionary(h => h.Key, h => document.Resolved(h.Value!), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, header) in headers)
            if (header["required"]?.GetValue<bool>() == true) Header(response, name).ShouldNotBeNull($"{what} without its documented header {name}");
        response.Headers.Concat(response.Content.Headers).Select(h => h.Key).Except(OfEveryAnswer, StringComparer.OrdinalIgnoreCase)
            .Except(request.Headers.Contains(Caller.ReferenceHeader) ? [Caller.ReferenceHeader] : [], StringComparer.OrdinalIgnoreCase) // given back to who sent it
            .Except(headers.Keys, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty($"{what} with undocumented headers");

        var content = documented["content"]?.AsObject();
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (content is null || method == "HEAD")
        {
            bytes.ShouldBeEmpty(what);
            return;
        }
        var media = content[response.Content.Headers.ContentType!.MediaType!].ShouldNotBeNull($"{what} in an undocumented media type");
        if (response.Content.Headers.ContentType.MediaType == "text/html")
        {
            System.Text.Encoding.UTF8.GetString(bytes).ShouldStartWith("<!doctype html>", customMessage: what);
            return;
        }
        if (response.Content.Headers.ContentType.MediaType!.StartsWith("text/", StringComparison.Ordinal) || response.Content.Headers.ContentType.MediaType == "application/xml")
        {
            document.Errors(media["schema"]!, JsonSerializer.SerializeToElement(System.Text.Encoding.UTF8.GetString(bytes))).ShouldBeEmpty(what);
            return;
        }
        if (response.Content.Headers.ContentType.MediaType is "application/octet-stream" or "application/zip") return; // bytes, for other tools
        using var body = JsonDocument.Parse(bytes);
        document.Errors(media["schema"]!, body.RootElement).ShouldBeEmpty(what);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
