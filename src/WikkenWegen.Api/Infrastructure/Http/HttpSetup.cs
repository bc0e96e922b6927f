using JasperFx;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>What holds for every request: headers, form of the address, form of the answer, and no error without a problem.</summary>
public static class HttpSetup
{
    /// <summary>The API's version, on every answer (NLGov API Design Rules, version-header).</summary>
    public const string ApiVersion = "1.0.0";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private const string ForData = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Swagger UI: its own files, the styles that it sets on elements, and the icons that it draws from data URIs.</summary>
    private const string ForPages = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'";

    /// <summary>Adds it to the pipeline, outermost first.</summary>
    public static void UseHttpConventions(this WebApplication app)
    {
        app.Use(NothingWithoutAnswer);
        app.UseSizeLimits();
        app.UseRequestTimeouts();
        app.Use(NoTrailingSlash);
        app.Use(OnlyJson);
        app.UseRouting();
        app.Use((http, next) =>
        {
            AnnounceDeprecation(http);
            return next(http);
        });
    }

    private static async Task NothingWithoutAnswer(HttpContext http, RequestDelegate next)
    {
        SetHeaders(http);
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            {
                SetHeaders(http); // whoever gave the status without an answer may have cleared them
                await Unanswered(http);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has left: there is nobody to answer. The log should not say that it went well.
            if (!http.Response.HasStarted) http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            SetHeaders(http);
            await Failed(http, e);
        }
    }

    private static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers["API-Version"] = ApiVersion;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (Caller.ReferenceOf(http.Request) is { } reference) headers[Caller.ReferenceHeader] = reference;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal) ? ForPages : ForData;
        AnnounceDeprecation(http);
    }

    private static void AnnounceDeprecation(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Deprecation?.Announce(http.Response.Headers);

    private static Task Failed(HttpContext http, Exception e)
    {
        switch (e)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return http.Answer(ProblemKinds.ContentTooLarge, "De inhoud is te groot.", "The body is too large.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return http.Answer(ProblemKinds.TooSlow, "De inhoud kwam te langzaam.", "The body came too slowly.");
            case BadHttpRequestException:
                return http.Answer(ProblemKinds.InvalidInput, "Het verzoek is niet te lezen.", "The request cannot be read.");
            case ConcurrencyException:
                http.Response.Headers.RetryAfter = "1";
                return http.Answer(ProblemKinds.Conflict,
                    "Anderen schrijven tegelijk aan deze afweging. Er is niets vastgelegd; probeer het opnieuw.",
                    "Others are writing to this weighing at the same time. Nothing was recorded; try again.");
        }
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HttpSetup)).LogError(e, "Request {RequestId} failed", http.TraceIdentifier);
        if (!IsUnavailable(e))
            return http.Answer(ProblemKinds.InternalError, "Er ging iets mis. Het staat in het logboek.", "Something went wrong. It is in the log.");
        http.Response.Headers.RetryAfter = "5";
        return http.Answer(ProblemKinds.Unavailable,
            "De database antwoordt niet. Herhaal het verzoek met dezelfde Idempotency-Key, of lees de afweging opnieuw om te zien of de stap is vastgelegd.",
            "The database does not answer. Repeat the request with the same Idempotency-Key, or read the weighing again to see whether the step was recorded.");
    }

    /// <summary>Whether the database could not be reached or could not do its work now; Marten wraps what Npgsql throws.</summary>
    private static bool IsUnavailable(Exception? e) => e switch
    {
        null => false,
        PostgresException refused => refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal), // shut down, or starting
        NpgsqlException or TimeoutException => true,
        _ => IsUnavailable(e.InnerException),
    };

    private static Task Unanswered(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => http.Answer(ProblemKinds.Unauthorized, "Meld u aan.", "Sign in."),
        StatusCodes.Status403Forbidden => http.Answer(ProblemKinds.Forbidden, "Uw rol of toepassing mag dit niet, of uw corporatie is hier niet geregistreerd.", "Your role or application may not do this, or your corporation is not registered here."),
        StatusCodes.Status504GatewayTimeout => http.Answer(ProblemKinds.Timeout,
            "Het verzoek duurde te lang. Herhaal het met dezelfde Idempotency-Key, of lees de afweging opnieuw om te zien of de stap is vastgelegd.",
            "The request took too long. Repeat it with the same Idempotency-Key, or read the weighing again to see whether the step was recorded."),
        StatusCodes.Status404NotFound => http.Answer(ProblemKinds.NotFound, "Dit adres bestaat niet.", "This address does not exist."),
        StatusCodes.Status405MethodNotAllowed => http.Answer(ProblemKinds.MethodNotAllowed,
            $"Toegestaan is hier: {http.Response.Headers.Allow}.", $"Allowed here: {http.Response.Headers.Allow}."),
        _ => Task.CompletedTask,
    };

    private static Task NoTrailingSlash(HttpContext http, RequestDelegate next) =>
        http.Request.Path.Value is { Length: > 1 } path && path.EndsWith('/') && !path.StartsWith("/swagger", StringComparison.Ordinal)
            ? http.Answer(ProblemKinds.NotFound, "Dit adres bestaat niet: adressen eindigen zonder schuine streep.", "This address does not exist: addresses end without a slash.")
            : next(http);

    private static Task OnlyJson(HttpContext http, RequestDelegate next) =>
        http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal) && !ProblemTypes.IsPage(http.Request) && !AcceptsJson(http.Request)
            ? http.Answer(ProblemKinds.NotAcceptable, "De API antwoordt met application/json.", "The API answers with application/json.")
            : next(http);

    private static bool AcceptsJson(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)) return true;
        // The most specific range that JSON lies in tells (RFC 9110, section 12.5.1). Parameters, such as a charset, make no difference.
        var telling = ranges.Where(range => Json.IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
            .MinBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0);
        return telling is not null && telling.Quality is not 0;
    }
}
