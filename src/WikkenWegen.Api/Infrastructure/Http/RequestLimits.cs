using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>
/// How much a caller may ask, in all and at once: the settings of the section Limits, such as <c>Limits__Requests</c>. Each host keeps
/// them for itself. Nothing here may be zero or less: a limit of nothing would close the installation. Nor may a time be longer than a day.
/// </summary>
public sealed record RequestLimits
{
    /// <summary>Requests a caller may make in a window; beyond it 429.</summary>
    [Range(1, int.MaxValue)]
    public int Requests { get; init; } = 3_000;

    /// <summary>The window, a second or longer, since windows are told in whole seconds. It slides.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The longest that a request may take, whatever it waits for; beyond it 504, and the database is told to stop. A caller who does not
    /// take the answer is hung up on.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most bytes of a body; beyond it 413.</summary>
    [Range(1, int.MaxValue)]
    public int BodyBytes { get; init; } = 256 * 1024;

    /// <summary>Most levels of nesting in a body; beyond it 400.</summary>
    [Range(1, int.MaxValue)]
    public int BodyLevels { get; init; } = 16;

    /// <summary>Most items a page; beyond it 400.</summary>
    [Range(1, int.MaxValue)]
    public int PageItems { get; init; } = 200;

    /// <summary>Most headers, counted as lines; beyond it 431.</summary>
    [Range(1, int.MaxValue)]
    public int Headers { get; init; } = 64;

    /// <summary>Most characters of names and values of headers together; beyond it 431.</summary>
    [Range(1, int.MaxValue)]
    public int HeaderCharacters { get; init; } = 32 * 1024;

    /// <summary>Most characters of an address with its query; beyond it 414.</summary>
    [Range(1, int.MaxValue)]
    public int AddressCharacters { get; init; } = 8 * 1024;

    /// <summary>The longest that a caller may take to send the headers of a request; the server then hangs up with a bare 408.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan HeadersTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes a second that a body must come in with, and an answer must be taken with: slower ones are 408, or are hung up on.</summary>
    [Range(1, int.MaxValue)]
    public int BytesPerSecond { get; init; } = 240;

    /// <summary>How long a caller may be slower than that; more than a second, since the server does not watch the speed of less.</summary>
    [Range(typeof(TimeSpan), "00:00:01.0000001", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Holding callers to the limits, with a problem for an answer.</summary>
public static class RequestLimiting
{
    private const int Segments = 6;

    /// <summary>Adds the limits.</summary>
    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<RequestLimits>("Limits");
        builder.Services.AddSingleton(provider => Limiter(provider.GetRequiredService<RequestLimits>()));
        builder.Services.AddRequestTimeouts();
        builder.Services.AddOptions<RequestTimeoutOptions>().Configure<RequestLimits>((options, limits) => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = limits.Time,
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        });
        builder.Services.AddOptions<KestrelServerOptions>().Configure<RequestLimits>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            // The server itself refuses without a problem in the answer; so it lets through what is refused here with one.
            kestrel.Limits.MaxRequestHeaderCount = 20_000;
            kestrel.Limits.MaxRequestHeadersTotalSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.BytesPerSecond, limits.Grace);
            kestrel.Limits.MinResponseDataRate = new MinDataRate(limits.BytesPerSecond, limits.Grace);
            kestrel.Limits.RequestHeadersTimeout = limits.HeadersTime;
            // Every byte is a character, so that a header which is no UTF-8 comes as far as here and gets a problem too.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        });
    }

    /// <summary>Refuses addresses and headers beyond the limits, before anything else is looked at.</summary>
    public static void UseSizeLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RequestLimits>();
        app.Use((http, next) =>
        {
            if (http.Request.Path.Value!.Length + http.Request.QueryString.Value!.Length > limits.AddressCharacters)
                return http.Respond(ProblemKinds.AddressTooLong,
                    $"Een adres mag ten hoogste {limits.AddressCharacters} tekens zijn.", $"An address may be at most {limits.AddressCharacters} characters.");
            if (Size(http.Request.Headers) is var (count, characters) && (count > limits.Headers || characters > limits.HeaderCharacters))
                return http.Respond(ProblemKinds.HeadersTooLarge,
                    $"Ten hoogste {limits.Headers} headers en {limits.HeaderCharacters} tekens samen.", $"At most {limits.Headers} headers and {limits.HeaderCharacters} characters together.");
            return next(http);
        });
    }

    private static (int Count, int Characters) Size(IHeaderDictionary headers)
    {
        var (count, characters) = (0, 0);
        foreach (var (name, values) in headers)
            foreach (var value in values)
            {
                count++;
                characters += name.Length + (value?.Length ?? 0);
            }
        return (count, characters);
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
        // When the whole window has slid by there is room again. It slides by segments, and each may be a tenth of a second late.
        var after = ((int)Math.Ceiling(limits.Window.TotalSeconds + Segments * 0.1)).ToString(CultureInfo.InvariantCulture);
        var policy = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={limits.Requests};w={window}");
        // Whoever watches over the host must not be held off by what others ask from the same address.
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal), counted => counted.Use(async (http, next) =>
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
            http.Response.Headers.RetryAfter = after;
            await http.Respond(ProblemKinds.TooManyRequests,
                $"Ten hoogste {limits.Requests} verzoeken per {window} seconden. Wacht even.", $"At most {limits.Requests} requests in {window} seconds. Wait a little.");
        }));
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(RequestLimits limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetSlidingWindowLimiter(Name(http), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = limits.Requests,
            Window = limits.Window,
            SegmentsPerWindow = Segments,
            QueueLimit = 0,
        }));

    private static string Name(HttpContext http) => http.User.Identity?.IsAuthenticated == true
        ? $"{Caller.CorporationOf(http.User)}\n{Caller.SubjectOf(http.User)}"
        : $"\n\n{http.Connection.RemoteIpAddress}";
}
