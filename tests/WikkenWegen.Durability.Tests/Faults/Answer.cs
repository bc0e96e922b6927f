using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>A request of a client.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Body">Its body; null for none.</param>
/// <param name="Key">Its Idempotency-Key, without quotes; null for none.</param>
/// <param name="AnyVersion">Whether it says <c>If-Match: *</c>.</param>
internal sealed record Asking(HttpMethod Method, string Path, string? Body = null, string? Key = null, bool AnyVersion = false)
{
    /// <summary>Reads something.</summary>
    public static Asking Get(string path) => new(HttpMethod.Get, path);

    /// <summary>The request, for a host and with a token.</summary>
    public HttpRequestMessage To(Uri host, string token)
    {
        var request = new HttpRequestMessage(Method, new Uri(host, Path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        if (Body is not null) request.Content = new StringContent(Body, Encoding.UTF8, "application/json");
        if (Key is not null) request.Headers.Add("Idempotency-Key", $"\"{Key}\"");
        if (AnyVersion) request.Headers.Add("If-Match", "*");
        return request;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path}{(Key is null ? "" : $" (key {Key})")} {Body}";
}

/// <summary>What a client got.</summary>
/// <param name="Status">The status; null where no answer came, or only a part of one.</param>
/// <param name="Body">The body; where no answer came, why not.</param>
/// <param name="MediaType">What kind of text the body is.</param>
/// <param name="ETag">The entity tag.</param>
/// <param name="Location">The address of what was made.</param>
/// <param name="AskAgain">Whether it says after which time to ask again.</param>
internal sealed partial record Answer(int? Status, string Body, string? MediaType = null, string? ETag = null, string? Location = null, bool AskAgain = false)
{
    /// <summary>Whether it was recorded, or read.</summary>
    public bool Succeeded => Status is 200 or 201;

    /// <summary>Whether it leaves open what became of the request.</summary>
    public bool LeavesOpen => Status is null or >= 500;

    /// <summary>
    /// Whether it is the same answer as an earlier one. While leaves wait for their place a host promises nothing, so that one of the two may
    /// lack the promise; where both have one, it is the same.
    /// </summary>
    public bool Repeats(Answer first) =>
        this == first || (Succeeded && Promise().IsMatch(Body) != Promise().IsMatch(first.Body) && this with { Body = Promise().Replace(Body, "") } == first with { Body = Promise().Replace(first.Body, "") });

    [GeneratedRegex(@",""promise"":""(?:[^""\\]|\\.)*""")]
    private static partial Regex Promise();

    /// <summary>Asks, and waits for all of the answer.</summary>
    public static async Task<Answer> To(Asking asking, HttpClient http, Uri host, string token, CancellationToken leaving)
    {
        try
        {
            using var request = asking.To(host, token);
            using var response = await http.SendAsync(request, leaving);
            var body = await response.Content.ReadAsStringAsync(leaving);
            return new Answer((int)response.StatusCode, body, response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.ToString(),
                response.Headers.Location?.OriginalString, response.Headers.RetryAfter is not null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return new Answer(null, e.Message);
        }
    }

    /// <inheritdoc />
    public override string ToString() => Status is null ? $"no answer: {Body}" : $"{Status}: {Body[..Math.Min(Body.Length, 600)]}";
}
