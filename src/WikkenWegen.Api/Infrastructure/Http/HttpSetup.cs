using Microsoft.AspNetCore.Diagnostics;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>
/// What holds for every request: the headers, the form of the address and of the answer, and that every error is answered with a problem.
/// </summary>
public static class HttpSetup
{
    /// <summary>The version of the API, which every answer has in the header API-Version (NLGov API Design Rules, version-header).</summary>
    public const string ApiVersion = "1.0.0";

    private const string VersionHeader = "API-Version";


    private const string ForData = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Swagger UI: its own files, the styles that it sets on elements, and the icons that it draws from data URIs.</summary>
    private const string ForPages = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'";

    /// <summary>Adds the limits that every request is held to, and the problems that exceptions of the server become.</summary>
    public static void AddHttpConventions(this WebApplicationBuilder builder)
    {
        builder.AddRequestLimits();
        builder.AddCrossOrigin();
        builder.AddCompression();
        builder.Services.AddSingleton<HeavyWork>();
        builder.Services.AddExceptionHandler<UnreadableRequestHandler>();
        builder.Services.AddExceptionHandler<ShortOfMemoryHandler>();
    }

    /// <summary>Adds these conventions to the pipeline, the outermost first.</summary>
    public static void UseHttpConventions(this WebApplication app)
    {
        app.Use((http, next) => CutOff(http, next, _ => true));
        app.Use(WithHeaders);
        app.UseCompression();
        app.UseCrossOrigin(); // around the handling of exceptions, so that a page can read problems
        // Features register handlers for their own exceptions (IExceptionHandler). Any other exception is an error in this software.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Unexpected, SuppressDiagnosticsCallback = _ => true });
        app.Use((http, next) => CutOff(http, next, response => response.HasStarted && !http.RequestAborted.IsCancellationRequested)); // it would only log these again
        app.UseStatusCodePages(context => Unanswered(context.HttpContext));
        app.UseSizeLimits();
        app.Use(NoTrailingSlash);
        app.UseRouting();
        app.UseTimeLimit(); // after routing, since an endpoint may be without
        app.Use(OnlyWhatIsGiven);
        app.Use(AnnounceDeprecation);
    }

    /// <summary>
    /// Cuts the connection where an answer fails that has begun: half an answer must not pass for a whole one. No exception goes on from
    /// here, since the page that ASP.NET Core makes of one in Development shows the headers of the request, its token too.
    /// </summary>
    private static async Task CutOff(HttpContext http, RequestDelegate next, Func<HttpResponse, bool> applies)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (applies(http.Response))
        {
            var log = Log(http);
            if (e is OperationCanceledException) log.LogWarning("Request {RequestId} took too long; its answer was cut off", http.TraceIdentifier);
            else log.LogError(e, "Request {RequestId} failed; its answer was cut off", http.TraceIdentifier);
            http.Abort();
        }
    }

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HttpSetup));

    private static Task WithHeaders(HttpContext http, RequestDelegate next)
    {
        SetHeaders(http);
        http.Response.OnStarting(static state =>
        {
            // The handler of an exception cleared these headers and set its own about caching; this puts back ours.
            var http = (HttpContext)state;
            if (http.Response.Headers.ContainsKey(VersionHeader)) return Task.CompletedTask;
            http.Response.Headers.Remove("Pragma");
            http.Response.Headers.Remove("Expires");
            SetHeaders(http);
            return Task.CompletedTask;
        }, http);
        return next(http);
    }

    private static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers[VersionHeader] = ApiVersion;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (Caller.ReferenceOf(http.Request) is { } reference) headers[Caller.ReferenceHeader] = reference;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal) ? ForPages : ForData;
    }

    private static Task AnnounceDeprecation(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Deprecation is { } deprecation)
        {
            deprecation.Announce(http.Response.Headers);
            http.Response.OnStarting(() =>
            {
                if (!http.Response.Headers.ContainsKey(Deprecation.Header)) deprecation.Announce(http.Response.Headers); // the handler of an exception cleared them
                return Task.CompletedTask;
            });
        }
        return next(http);
    }

    private static Task Unexpected(HttpContext http)
    {
        var e = http.Features.Get<IExceptionHandlerFeature>()!.Error;
        Log(http).LogError(e, "Request {RequestId} failed", http.TraceIdentifier);
        return http.Respond(ProblemKinds.InternalError, "Er ging iets mis. Het staat in het logboek.", "Something went wrong. It is in the log.");
    }

    private static Task Unanswered(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => http.Respond(ProblemKinds.Unauthorized, "Meld u aan.", "Sign in."),
        StatusCodes.Status403Forbidden => http.Respond(ProblemKinds.Forbidden, "Uw rol of toepassing mag dit niet, of uw corporatie is hier niet geregistreerd.", "Your role or application may not do this, or your corporation is not registered here."),
        StatusCodes.Status504GatewayTimeout => http.RespondTookTooLong(),
        StatusCodes.Status404NotFound => http.Respond(ProblemKinds.NotFound, "Dit adres bestaat niet.", "This address does not exist."),
        StatusCodes.Status405MethodNotAllowed => http.Respond(ProblemKinds.MethodNotAllowed,
            $"Toegestaan is hier: {http.Response.Headers.Allow}.", $"Allowed here: {http.Response.Headers.Allow}."),
        _ => Task.CompletedTask,
    };

    /// <summary>Answers a request whose time is over: whether it was carried out is not known.</summary>
    internal static Task RespondTookTooLong(this HttpContext http) => http.Respond(ProblemKinds.Timeout,
        "Het verzoek duurde te lang. Herhaal het met dezelfde Idempotency-Key, of lees opnieuw om te zien of de stap is vastgelegd.",
        "The request took too long. Repeat it with the same Idempotency-Key, or read again to see whether the step was recorded.");

    private static Task NoTrailingSlash(HttpContext http, RequestDelegate next) =>
        http.Request.Path.Value is { Length: > 1 } path && path.EndsWith('/') && !path.StartsWith("/swagger", StringComparison.Ordinal)
            ? http.Respond(ProblemKinds.NotFound, "Dit adres bestaat niet: adressen eindigen zonder schuine streep.", "This address does not exist: addresses end without a slash.")
            : next(http);

    private static Task OnlyWhatIsGiven(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal) || ProblemTypes.IsPage(http.Request)) return next(http);
        var forms = MediaTypes.Of(http.GetEndpoint()?.Metadata.GetMetadata<Operation>());
        if (MediaTypes.Preferred(http.Request, forms) is not null) return next(http);
        var listed = string.Join(", ", forms);
        return http.Respond(ProblemKinds.NotAcceptable, $"De API antwoordt hier met {listed}.", $"The API answers here with {listed}.");
    }
}

/// <summary>Answers a request that the server itself could not read, with a problem that says why.</summary>
internal sealed class UnreadableRequestHandler : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable) return false;
        await (unreadable.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => httpContext.Respond(ProblemKinds.ContentTooLarge, "De inhoud is te groot.", "The body is too large."),
            StatusCodes.Status408RequestTimeout => httpContext.Respond(ProblemKinds.TooSlow, "De inhoud kwam te langzaam.", "The body came too slowly."),
            _ => httpContext.Respond(ProblemKinds.InvalidInput, "Het verzoek is niet te lezen.", "The request cannot be read."),
        });
        return true;
    }
}

/// <summary>Answers a request for which there was not memory enough.</summary>
internal sealed class ShortOfMemoryHandler(ILogger<ShortOfMemoryHandler> log) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsShort(exception)) return false;
        log.LogError(exception, "Request {RequestId} failed", httpContext.TraceIdentifier);
        httpContext.Response.Headers.RetryAfter = "5";
        await httpContext.Respond(ProblemKinds.Unavailable,
            "Er is nu te weinig geheugen. Herhaal het verzoek straks met dezelfde Idempotency-Key, of lees opnieuw om te zien of de stap is vastgelegd.",
            "There is too little memory at the moment. Repeat the request later with the same Idempotency-Key, or read again to see whether the step was recorded.");
        return true;
    }

    private static bool IsShort(Exception? e) => e is OutOfMemoryException || (e is not null && IsShort(e.InnerException));
}
