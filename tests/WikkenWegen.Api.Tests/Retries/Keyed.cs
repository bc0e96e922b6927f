using System.Net.Http.Headers;
using System.Text;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>An answer, with all in it that a caller may go by.</summary>
internal sealed record KeptAnswer(int Status, string Body, string? ContentType, string? ETag, string? Location, string? Language)
{
    /// <summary>Whether the request is to be sent again, with the same key: it was running, or others were in the way.</summary>
    public bool Again { get; private init; }

    /// <summary>The answer as it came.</summary>
    public static async Task<KeptAnswer> Of(HttpResponseMessage response)
    {
        var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return new KeptAnswer((int)response.StatusCode, body, response.Content.Headers.ContentType?.ToString(), response.Headers.ETag?.ToString(),
            response.Headers.Location?.OriginalString, string.Join(",", response.Content.Headers.ContentLanguage)) { Again = response.Headers.RetryAfter is not null };
    }
}

/// <summary>Requests with an Idempotency-Key.</summary>
internal static class Keyed
{
    /// <summary>A new key.</summary>
    public static string NewKey() => $"\"{Guid.NewGuid()}\"";

    /// <summary>Sends a POST under a key.</summary>
    public static async Task<HttpResponseMessage> Send(HttpClient http, string address, string body, string key, string? ifMatch = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key).ShouldBeTrue();
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (language is not null) request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a POST under a key, again while it is asked to, and reads the answer.</summary>
    public static async Task<KeptAnswer> Ask(HttpClient http, string address, string body, string key, string? ifMatch = null, string? language = null)
    {
        for (; ; await Task.Delay(5, TestContext.Current.CancellationToken))
        {
            using var response = await Send(http, address, body, key, ifMatch, language);
            if (await KeptAnswer.Of(response) is { Again: false } answer) return answer;
        }
    }

    /// <summary>The body of an objection.</summary>
    public static string Objection(string text) => $$"""{"stakeholder":"B1","grounds":"{{text}}"}""";

    /// <summary>An input of B1; a party gives one about the same thing.</summary>
    public static string Input(string text) => $$"""{"stakeholder":"B1","statement":"{{text}}"}""";

    /// <summary>A weighing with stakeholder B1.</summary>
    public static async Task<WeighingClient> Weighing(HttpClient http)
    {
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises" });
        return weighing;
    }
}
