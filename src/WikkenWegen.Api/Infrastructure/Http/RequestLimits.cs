using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>
/// How much callers may ask: the settings of the section Limits, such as <c>Limits__Requests</c>. Each host counts for itself. No limit
/// may be zero or less, which would close the installation, and no time may be longer than a day.
/// </summary>
public sealed record RequestLimits
{
    /// <summary>Most requests of one caller in a window; one more gets 429. From 1; 3,000 by default.</summary>
    [Range(1, int.MaxValue)]
    public int Requests { get; init; } = 3_000;

    /// <summary>Length of the window, which slides. From a second, because callers are told it in whole seconds; a minute by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The longest time that a request may take, whatever it waits for. After it the caller gets 504 and the database is told to stop. From
    /// a millisecond; 30 seconds by default.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Most bytes of a body; a larger one gets 413. A batch may have sixteen times as many. From 1; 262,144 (256 KiB) by default.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int BodyBytes { get; init; } = 256 * 1024;

    /// <summary>Most bytes of a body that may be so many times as large as others.</summary>
    public int MostBytes(int times) => (int)Math.Min((long)BodyBytes * times, Array.MaxLength);

    /// <summary>Most levels of nesting in a body; a deeper one gets 400. From 1 to 500, because who reads them takes a little of the stack for each; 16 by default.</summary>
    [Range(1, 500)]
    public int BodyLevels { get; init; } = 16;

    /// <summary>Most items on a page; asking for more gets 400. From 1 to 100,000; 200 by default.</summary>
    [Range(1, 100_000)]
    public int PageItems { get; init; } = 200;

    /// <summary>Most headers of a request, where each value counts as one; more get 431. From 1; 64 by default.</summary>
    [Range(1, int.MaxValue)]
    public int Headers { get; init; } = 64;

    /// <summary>Most characters in the names and values of all headers together; more get 431. From 1; 32,768 by default.</summary>
    [Range(1, int.MaxValue)]
    public int HeaderCharacters { get; init; } = 32 * 1024;

    /// <summary>Most characters of an address with its query; a longer one gets 414. From 1; 8,192 by default.</summary>
    [Range(1, int.MaxValue)]
    public int AddressCharacters { get; init; } = 8 * 1024;

    /// <summary>
    /// The longest time in which a caller may send the headers of a request; after it the server answers 408 without a problem and closes
    /// the connection. From a millisecond; 15 seconds by default.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan HeadersTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The least speed, in bytes per second, of sending a body and of receiving an answer. A slower body gets 408; where an answer is
    /// received more slowly the connection is closed. From 1; 240 by default.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int BytesPerSecond { get; init; } = 240;

    /// <summary>
    /// How long a caller may be slower than that. More than a second, because the server measures speed no more often; 5 seconds by
    /// default.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01.0000001", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Keeps callers to the limits, and answers with a problem where they go beyond them.</summary>
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
            // The server's own refusals have no problem in the answer. So its limits are far wider, and the refusing is done in UseSizeLimits.
            kestrel.Limits.MaxRequestHeaderCount = 20_000;
            kestrel.Limits.MaxRequestHeadersTotalSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestBodySize = Math.Max(kestrel.Limits.MaxRequestBodySize ?? 0, 32L * limits.BodyBytes);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.BytesPerSecond, limits.Grace);
            kestrel.Limits.MinResponseDataRate = new MinDataRate(limits.BytesPerSecond, limits.Grace);
            kestrel.Limits.RequestHeadersTimeout = limits.HeadersTime;
            // In Latin-1 every byte is a character. So a header that is no UTF-8 is not refused by the server, but gets a problem too.
            kestrel.RequestHeaderEncodingSelector = name => name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) ? DigitsOnly.Instance : Encoding.Latin1;
        });
    }

    /// <summary>Stops what takes longer than <see cref="RequestLimits.Time"/> (504), unless its endpoint has no such limit.</summary>
    public static void UseTimeLimit(this WebApplication app)
    {
        app.UseRequestTimeouts();
        app.Use((http, next) =>
        {
            if (http.Features.Get<IHttpRequestTimeoutFeature>() is { } limit) http.Features.Set(new TimeOfRequest(limit.RequestTimeoutToken));
            return next(http);
        });
    }

    /// <summary>
    /// Whether the time of a request is over. Then it is the reason for what went wrong afterwards too: what is cancelled can also fail in
    /// another way, such as a connection that its server ends while the client waits for it to stop.
    /// </summary>
    public static bool IsTimeOver(this HttpContext http) => http.Features.Get<TimeOfRequest>()?.Over.IsCancellationRequested == true;

    /// <summary>
    /// Most bytes that a body may take on its way in chunks, when it may have so many: with the lines that tell the sizes of the chunks, and
    /// whatever a caller puts behind those, which nobody reads. A full body may come in chunks of a hundred bytes, a small one in smaller.
    /// </summary>
    internal static long MostBytesInChunks(int most) => most + most / 16 + 4096L;

    /// <summary>Refuses addresses (414) and headers (431) beyond the limits, before anything else is checked.</summary>
    public static void UseSizeLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RequestLimits>();
        app.Use((http, next) =>
        {
            if (http.Request.Path.Value!.Length + http.Request.QueryString.Value!.Length > limits.AddressCharacters)
                return http.Respond(ProblemKinds.AddressTooLong,
                    string.Create(Forms.Dutch, $"Een adres mag ten hoogste {limits.AddressCharacters:N0} tekens zijn."),
                    string.Create(Forms.English, $"An address may be at most {limits.AddressCharacters:N0} characters."));
            return AreTooLarge(http.Request.Headers, limits) ? RefuseHeaders(http, limits) : next(http);
        });
    }

    /// <summary>Whether there are too many headers, or they are too long; also of those behind a body in chunks.</summary>
    internal static bool AreTooLarge(IHeaderDictionary headers, RequestLimits limits) =>
        Size(headers) is var (count, characters) && (count > limits.Headers || characters > limits.HeaderCharacters);

    /// <summary>Refuses them (431).</summary>
    internal static Task RefuseHeaders(HttpContext http, RequestLimits limits) => http.Respond(ProblemKinds.HeadersTooLarge,
        string.Create(Forms.Dutch, $"Ten hoogste {limits.Headers:N0} headers en {limits.HeaderCharacters:N0} tekens samen."),
        string.Create(Forms.English, $"At most {limits.Headers:N0} headers and {limits.HeaderCharacters:N0} characters together."));

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
    /// Counts the requests of each caller, refuses those beyond the limit (429), and tells in headers how many are left
    /// (draft-ietf-httpapi-ratelimit-headers). A caller is a subject of a corporation; callers without a token are counted by IP address.
    /// </summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RequestLimits>();
        var limiter = app.Services.GetRequiredService<PartitionedRateLimiter<HttpContext>>();
        var window = ((int)limits.Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        // After a whole window there is room again. The window slides in segments, and each can be a tenth of a second late.
        var after = ((int)Math.Ceiling(limits.Window.TotalSeconds + Segments * 0.1)).ToString(CultureInfo.InvariantCulture);
        var policy = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={limits.Requests};w={window}");
        // Health is not counted: the system that watches over the host must always get an answer, whatever others ask from its address.
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
                string.Create(Forms.Dutch, $"Ten hoogste {limits.Requests:N0} verzoeken per {window} seconden. Wacht even."),
                string.Create(Forms.English, $"At most {limits.Requests:N0} requests in {window} seconds. Wait a little."));
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

/// <summary>Lasts longer than the feature of ASP.NET Core, which its middleware takes away before exceptions are handled.</summary>
/// <param name="Over">Cancelled once the time of the request is over.</param>
internal sealed record TimeOfRequest(CancellationToken Over);
