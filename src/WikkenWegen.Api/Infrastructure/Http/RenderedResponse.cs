using System.Text;
using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>A complete response that is not sent yet, so that it can be stored and given again.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Language">Language of its texts (nl or en); null where it is the same in every language.</param>
/// <param name="ETag">Entity tag of what was made or changed; null for none.</param>
/// <param name="Location">Address of what was made; null for none.</param>
/// <param name="Body">The bytes of the body.</param>
public sealed record RenderedResponse(int Status, string ContentType, string? Language, string? ETag, string? Location, byte[] Body)
{
    /// <summary>
    /// Whether the same request can be answered otherwise later without anything of it having changed, so that the answer is not kept for
    /// retries; false by default.
    /// </summary>
    public bool MayChange { get; init; }

    /// <summary>A response that carries <paramref name="body"/> as JSON.</summary>
    public static RenderedResponse Of<T>(T body, int status, string? etag, string? location) =>
        new(status, "application/json; charset=utf-8", null, etag, location, JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Responses));

    /// <summary>A problem that lists everything that was refused.</summary>
    public static RenderedResponse Of(HttpContext http, IReadOnlyCollection<Refusal> refusals) => Problems.Render(http, refusals);
}

/// <summary>Sending a rendered response.</summary>
public static class RenderedResponses
{
    /// <summary>Sends the response; to HEAD without its body.</summary>
    public static Task Write(this HttpContext http, RenderedResponse rendered)
    {
        var response = http.Response;
        response.StatusCode = rendered.Status;
        response.ContentType = rendered.ContentType;
        response.ContentLength = rendered.Body.Length;
        if (rendered.ETag is not null) response.Headers.ETag = rendered.ETag;
        if (rendered.Location is not null) response.Headers.Location = rendered.Location;
        if (rendered.Language is not null)
        {
            response.Headers.ContentLanguage = rendered.Language;
            response.Headers.Vary = "Accept-Language";
        }
        // Not cancelled when the caller leaves: this also answers exceptions, and must not throw another one there.
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(rendered.Body, CancellationToken.None).AsTask();
    }

    /// <summary>Answers 200 with a value as JSON. All of it is made before any of it is sent, so that whatever goes wrong until then still gets a problem.</summary>
    public static Task WriteJson(this HttpContext http, object value, JsonSerializerOptions json) =>
        http.WriteJson(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json));

    /// <summary>
    /// Answers 200 with JSON. Where sending it fails or takes too long, the connection is cut. So the answer counts as begun before its first
    /// byte: buffers and compression hold bytes back, behind which a problem would come as the second half of this.
    /// </summary>
    public static Task WriteJson(this HttpContext http, ReadOnlyMemory<byte> json) => http.WriteBody(json, "application/json");

    /// <summary>Answers 200 with a text for people, in UTF-8; begun and cut off as <see cref="WriteJson(HttpContext, ReadOnlyMemory{byte})"/> says.</summary>
    /// <param name="http">The request.</param>
    /// <param name="text">The text.</param>
    /// <param name="mediaType">Its media type, without parameters.</param>
    public static Task WriteText(this HttpContext http, string text, string mediaType) => http.WriteBody(Encoding.UTF8.GetBytes(text), $"{mediaType}; charset=utf-8");

    private static async Task WriteBody(this HttpContext http, ReadOnlyMemory<byte> body, string contentType)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        await http.Response.StartAsync(http.RequestAborted);
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
