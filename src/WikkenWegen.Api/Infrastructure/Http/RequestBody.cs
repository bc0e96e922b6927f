using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>Reads the body of a request. Where anything is wrong with it, the caller gets everything that is wrong and nothing is done.</summary>
public static class RequestBody
{
    /// <summary>The body as a <typeparamref name="T"/>; null where it is wrong: the request was then answered with 400, 413 or 415.</summary>
    public static async Task<T?> Read<T>(HttpContext http) where T : class
    {
        if ((!IsJson(http.Request.ContentType) && !IsEmpty(http.Request)) || http.Request.Headers.ContentEncoding.Count > 0)
        {
            http.Response.Headers["Accept-Post"] = "application/json";
            await http.Respond(ProblemKinds.UnsupportedMediaType,
                "Stuur de inhoud als application/json in UTF-8, zonder Content-Encoding.", "Send the body as application/json in UTF-8, without Content-Encoding.");
            return null;
        }
        var limits = http.RequestServices.GetRequiredService<RequestLimits>();
        var operation = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
        var most = limits.MostBytes(operation.BodyTimes);
        if (await Bytes(http.Request, most) is not { } bytes)
        {
            await http.Respond(ProblemKinds.ContentTooLarge,
                string.Create(Forms.Dutch, $"De inhoud mag ten hoogste {most:N0} bytes zijn."), string.Create(Forms.English, $"The body may be at most {most:N0} bytes."));
            return null;
        }
        // Nobody reads what comes behind a body in chunks; it takes memory as headers do.
        if (http.Features.Get<IHttpRequestTrailersFeature>() is { Available: true, Trailers: var trailers } && RequestLimiting.AreTooLarge(trailers, limits))
        {
            await RequestLimiting.RefuseHeaders(http, limits);
            return null;
        }
        var errors = Parse<T>(bytes, limits.BodyLevels, operation.MostErrors + 1, out var value);
        if (errors.IsEmpty) return value;
        await http.Respond(errors);
        return null;
    }

    private static ImmutableArray<Refusal> Parse<T>(ReadOnlyMemory<byte> bytes, int levels, int mostErrors, out T? value)
    {
        value = default;
        // An empty body counts as an empty object: where no field is required, the body may be left out.
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty) bytes = "{}"u8.ToArray();
        if (!Utf8.IsValid(bytes.Span)) return [InputRules.NotUtf8.At("")];
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = levels });
            var errors = Shape.Of(typeof(T)).Errors(document.RootElement, "").Take(mostErrors).ToImmutableArray();
            if (errors.IsEmpty) value = document.Deserialize<T>(ApiJson.Options);
            return errors;
        }
        catch (JsonException e)
        {
            return TooDeep(bytes.Span, levels) ? [InputRules.TooDeep.At("", levels)] : [InputRules.NotJson.At("", e.LineNumber + 1 ?? 1, e.BytePositionInLine + 1 ?? 1)];
        }
    }

    private static bool TooDeep(ReadOnlySpan<byte> bytes, int levels)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 1_000_000 });
        try
        {
            while (reader.Read())
                if (reader.CurrentDepth >= levels) return true;
        }
        catch (JsonException)
        {
            // The body stops being JSON before it gets too deep.
        }
        return false;
    }

    private static async Task<ReadOnlyMemory<byte>?> Bytes(HttpRequest request, int most)
    {
        if (request.ContentLength > most) return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server && request.ContentLength is null)
            server.MaxRequestBodySize = RequestLimiting.MostBytesInChunks(most);
        var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = new byte[8192];
        int read;
        while ((read = await Read(request, chunk)) > 0)
        {
            if (buffer.Length + read > most) return null;
            buffer.Write(chunk, 0, read);
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static async ValueTask<int> Read(HttpRequest request, byte[] chunk)
    {
        try
        {
            return await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // Kestrel throws this for a chunk whose size is too large a number.
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }

    private static bool IsEmpty(HttpRequest request) =>
        request.ContentType is null && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true;

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
