using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>Answers in brotli or gzip, to callers who say that they read it.</summary>
/// <remarks>
/// Over TLS too. The length of a compressed answer can give away a secret in it to who can put guesses beside that secret and make the
/// victim's browser ask again and again (BREACH, CVE-2013-3587). Here a browser adds nothing of its own that would make it the victim: there
/// are no cookies, and a token is set by the page that has it. An answer that itself holds a secret, a token, is not compressed.
/// </remarks>
public static class Compression
{
    /// <summary>The codings by which a tag can be told from that of the plain answer, the preferred one first.</summary>
    private static readonly string[] Codings = ["br", "gzip"];

    /// <summary>Adds compression.</summary>
    public static void AddCompression(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json"];
        });
        builder.Services.AddSingleton<IResponseCompressionProvider, WorthCompressing>();
    }

    /// <summary>Compresses what comes after it in the pipeline.</summary>
    public static void UseCompression(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            // A strong tag is of exactly these bytes, so the compressed ones have another (RFC 9110, section 8.8.3): "42-br" beside "42".
            http.Response.OnStarting(static state =>
            {
                var headers = ((HttpContext)state).Response.Headers;
                if (headers.ETag is [{ Length: > 2 } tag] && tag[0] == '"' && headers.ContentEncoding is [{ } coding] && !tag.EndsWith($"-{coding}\"", StringComparison.Ordinal))
                    headers.ETag = $"{tag[..^1]}-{coding}\"";
                return Task.CompletedTask;
            }, http);
            return next(http);
        });
        app.UseResponseCompression();
    }

    /// <summary>The tag of the plain answer to which a tag belongs: "42" for "42-br". The version is the same whatever the coding.</summary>
    internal static string PlainTag(string tag) =>
        Codings.FirstOrDefault(coding => tag.EndsWith($"-{coding}\"", StringComparison.Ordinal)) is { } coding ? tag[..^(coding.Length + 2)] + "\"" : tag;

    /// <summary>Leaves alone what is too short to gain by it, and what must not be compressed.</summary>
    private sealed class WorthCompressing(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
    {
        /// <summary>The length below which an answer and its coding fit into one packet anyway.</summary>
        private const int Least = 1024;

        /// <inheritdoc />
        public override bool ShouldCompressResponse(HttpContext context) =>
            context.Response.ContentLength is null or >= Least
            && !context.Request.Path.StartsWithSegments("/development", StringComparison.Ordinal)
            && base.ShouldCompressResponse(context);
    }
}
