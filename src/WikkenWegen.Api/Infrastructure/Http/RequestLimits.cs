using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>How much a caller may ask, in all and at once. From the section Limits of the configuration.</summary>
public sealed record RequestLimits
{
    /// <summary>Requests a caller may make in a window.</summary>
    public int Requests { get; init; } = 3_000;

    /// <summary>The window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest that a request may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most headers.</summary>
    public int Headers { get; init; } = 64;

    /// <summary>Most characters of names and values of headers together.</summary>
    public int HeaderCharacters { get; init; } = 32 * 1024;

    /// <summary>Most characters of an address with its query.</summary>
    public int AddressCharacters { get; init; } = 8 * 1024;
}

/// <summary>Holding callers to the limits, with a problem for an answer.</summary>
public static class RequestLimiting
{
    /// <summary>Adds the limits.</summary>
    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("Limits").Get<RequestLimits>() ?? new RequestLimits();
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton(_ => Limiter(limits));
        builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = limits.Time,
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The server itself refuses without a problem in the answer; so it lets through what is refused here with one.
            kestrel.Limits.MaxRequestHeaderCount = 20_000;
            kestrel.Limits.MaxRequestHeadersTotalSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            kestrel.Limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
    }

    /// <summary>Refuses addresses and headers beyond the limits, before anything else is looked at.</summary>
    public static void UseSizeLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RequestLimits>();
        app.Use((http, next) =>
        {
            if (http.Request.Path.Value!.Length + http.Request.QueryString.Value!.Length > limits.AddressCharacters)
                return http.Answer(ProblemKinds.AddressTooLong,
                    $"Een adres mag ten hoogste {limits.AddressCharacters} tekens zijn.", $"An address may be at most {limits.AddressCharacters} characters.");
            var headers = http.Request.Headers;
            if (headers.Count > limits.Headers || headers.Sum(h => h.Key.Length + h.Value.Sum(v => v?.Length ?? 0)) > limits.HeaderCharacters)
                return http.Answer(ProblemKinds.HeadersTooLarge,
                    $"Ten hoogste {limits.Headers} headers en {limits.HeaderCharacters} tekens samen.", $"At most {limits.Headers} headers and {limits.HeaderCharacters} characters together.");
            return next(http);
        });
    }

    /// <summary>
    /// Counts requests a caller, and tells them where they stand (draft-ietf-httpapi-ratelimit-headers). A caller is a subject of a
    /// corporation; who is not signed in is counted by address.
    /// </summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RequestLimits>();
        var limiter = app.Services.GetRequiredService<PartitionedRateLimiter<HttpContext>>();
        var window = ((int)limits.Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var policy = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={limits.Requests};w={window}");
        app.Use(async (http, next) =>
        {
            using var lease = limiter.AttemptAcquire(http);
            var left = limiter.GetStatistics(http)?.CurrentAvailablePermits ?? 0;
            http.Response.Headers["RateLimit-Policy"] = policy;
            http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";r={left};t={window}");
            if (lease.IsAcquired)
            {
                await next(http);
                return;
            }
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : limits.Window;
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await http.Answer(ProblemKinds.TooManyRequests,
                $"Ten hoogste {limits.Requests} verzoeken per {window} seconden. Wacht even.", $"At most {limits.Requests} requests in {window} seconds. Wait a little.");
        });
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(RequestLimits limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetSlidingWindowLimiter(Name(http), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = limits.Requests,
            Window = limits.Window,
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        }));

    private static string Name(HttpContext http) => http.User.Identity?.IsAuthenticated == true
        ? $"{Caller.CorporationOf(http.User)}\n{Caller.SubjectOf(http.User)}"
        : $"\n\n{http.Connection.RemoteIpAddress}";
}
