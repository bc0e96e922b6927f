using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>A response as it goes over the line, so that it can be kept and given again.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Language">Of its texts; null where it has none.</param>
/// <param name="ETag">Version of what was made.</param>
/// <param name="Location">Address of what was made.</param>
/// <param name="Body">The body.</param>
public sealed record RenderedResponse(int Status, string ContentType, string? Language, string? ETag, string? Location, byte[] Body)
{
    /// <summary>A good response.</summary>
    public static RenderedResponse Of<T>(T body, int status, string? etag, string? location) =>
        new(status, "application/json; charset=utf-8", null, etag, location, JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Responses));

    /// <summary>A refusal.</summary>
    public static RenderedResponse Of(HttpContext http, IReadOnlyCollection<Refusal> refusals) => Problems.Render(http, refusals);
}

/// <summary>Writing a rendered response.</summary>
public static class RenderedResponses
{
    /// <summary>Responds with what was rendered.</summary>
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
        // Not cancelled when the caller leaves: whoever answers an exception must not end in another.
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(rendered.Body, CancellationToken.None).AsTask();
    }
}
