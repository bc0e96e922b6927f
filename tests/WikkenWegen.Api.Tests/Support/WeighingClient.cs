using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WikkenWegen.Api.Tests.Support;

/// <summary>Drives one weighing over HTTP as a caller would: it remembers the version it has seen last.</summary>
public sealed class WeighingClient
{
    /// <summary>The smallest framing that is accepted.</summary>
    public static JsonObject Framing => new()
    {
        ["title"] = "Toekomst van een complex",
        ["question"] = "Wat doen we met dit complex?",
        ["level"] = "tactical",
        ["scale"] = "complex",
        ["ownership"] = "own",
        ["breadth"] = "narrow",
        ["sgeiRegime"] = "sgei",
        ["processForm"] = "advice",
        ["ownerRole"] = "Strateeg wonen",
        ["deciderRole"] = "Bestuurder",
        ["approverRole"] = "Raad van commissarissen",
        ["confidentiality"] = "internal",
    };

    private string? _match;

    private WeighingClient(HttpClient http, Uri address, int version) => (Http, Address, Version) = (http, address, version);

    /// <summary>The client of the caller.</summary>
    public HttpClient Http { get; }

    /// <summary>Where the weighing is.</summary>
    public Uri Address { get; }

    /// <summary>Its identity.</summary>
    public Guid Id => Guid.Parse(Address.OriginalString.Split('/')[^1]);

    /// <summary>The version that was seen last.</summary>
    public int Version { get; private set; }

    /// <summary>Opens a weighing.</summary>
    public static async Task<WeighingClient> Open(HttpClient http, JsonObject? framing = null)
    {
        using var response = await http.PostAsJsonAsync("/v1/weighings", framing ?? Framing);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return new WeighingClient(http, response.Headers.Location!, 1);
    }

    /// <summary>The same weighing for another caller.</summary>
    public WeighingClient As(HttpClient other) => new(other, Address, Version);

    /// <summary>Whatever was recorded meanwhile by others counts as seen: the next step goes on top of it.</summary>
    public WeighingClient Newest()
    {
        _match = "*";
        return this;
    }

    /// <summary>Records a step that must be accepted, on the version seen last.</summary>
    /// <returns>The receipt.</returns>
    public async Task<JsonElement> Record(string path, object body, string method = "POST")
    {
        using var response = await Send(path, body, method);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBeInRange(200, 201, text);
        var receipt = JsonDocument.Parse(text).RootElement;
        Version = receipt.GetProperty("version").GetInt32();
        _match = null;
        return receipt;
    }

    /// <summary>Asks for a step, on the version seen last; the answer is the test's to judge.</summary>
    public Task<HttpResponseMessage> Send(string path, object body, string method = "POST", string? ifMatch = null) =>
        SendRaw(path, body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), method, ifMatch ?? _match ?? $"\"{Version}\"");

    /// <summary>Sends text as it is.</summary>
    public async Task<HttpResponseMessage> SendRaw(string path, string body, string method = "POST", string? ifMatch = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Address}{path}");
        request.Content = new StringContent(body, Encoding.UTF8, contentType);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads the view or a part of it.</summary>
    public async Task<JsonElement> Get(string path = "")
    {
        using var response = await Http.GetAsync($"{Address}{path}", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Reads as it is written, with its entity tag.</summary>
    public async Task<(string Text, string ETag)> Read(string path)
    {
        using var response = await Http.GetAsync($"{Address}{path}", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return (text, response.Headers.ETag!.ToString());
    }

    /// <summary>The status of reading.</summary>
    public async Task<HttpStatusCode> StatusOf(string path)
    {
        using var response = await Http.GetAsync($"{Address}{path}", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

/// <summary>What an answer says.</summary>
public static class Answers
{
    /// <summary>The problem of an answer that must be one.</summary>
    public static async Task<Problem> Problem(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var json = JsonDocument.Parse(text).RootElement;
        json.GetProperty("status").GetInt32().ShouldBe((int)status);
        json.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        json.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        text.ShouldNotContain("Exception");
        text.ShouldNotContain("   at ");
        var errors = json.GetProperty("errors").EnumerateArray().Select(e => new ProblemError(
            e.GetProperty("code").GetString()!,
            e.GetProperty("detail").GetString()!,
            e.TryGetProperty("pointer", out var pointer) ? pointer.GetString() : null,
            e.TryGetProperty("parameter", out var parameter) ? parameter.GetString() : null)).ToList();
        return new Problem(json.GetProperty("type").GetString()!, json.GetProperty("detail").GetString()!, errors);
    }
}

/// <summary>A problem as a caller reads it.</summary>
public sealed record Problem(string Type, string Detail, IReadOnlyList<ProblemError> Errors);

/// <summary>One of its errors.</summary>
public sealed record ProblemError(string Code, string Detail, string? Pointer, string? Parameter);
