using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>Which web pages may call the API from a browser (CORS, Fetch standard): the settings of the section Cors, such as <c>Cors__Origins__0</c>.</summary>
public sealed record CrossOriginSettings : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Cors";

    /// <summary>The origins of those pages, such as https://wijkportaal.example; none by default, and then no page of another origin may call.</summary>
    public string[] Origins { get; init; } = [];

    /// <summary>Names each setting that is no origin. A star is none: who may call is said by name.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from setting in Origins.Index()
        where !IsOrigin(setting.Item)
        select new ValidationResult($"{Section}__{nameof(Origins)}__{setting.Index} must be an origin: https://host or https://host:port, without a path.", [nameof(Origins)]);

    /// <summary>Whether a text is an origin as browsers write it (RFC 6454, section 6.2), since they are compared as texts.</summary>
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0;
}

/// <summary>Lets the pages that the settings name call the API from a browser.</summary>
public static class CrossOrigin
{
    /// <summary>Headers of requests that the API reads, beside those that a browser may always send.</summary>
    private static readonly string[] Sent =
        ["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", Caller.ReferenceHeader, .. VeraHeaders.All, "traceparent", "tracestate"];

    /// <summary>Headers of answers that a page may read, beside those that it always may: all that the document describes.</summary>
    private static readonly string[] Shown =
    [
        "API-Version", "ETag", "Location", "Link", "Vary", "RateLimit-Policy", "RateLimit", "Retry-After", "WWW-Authenticate", "Allow", "Accept-Post",
        "Deprecation", "Sunset", Caller.ReferenceHeader,
    ];

    /// <summary>How long a browser may remember that it may ask.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>Adds the settings and the policy that follows from them.</summary>
    public static void AddCrossOrigin(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<CrossOriginSettings>(CrossOriginSettings.Section);
        builder.Services.AddCors();
        // Without credentials: a token comes in Authorization, which the page itself sets, and there are no cookies that a browser could add.
        builder.Services.AddOptions<CorsOptions>().Configure<CrossOriginSettings>((options, settings) => options.AddDefaultPolicy(policy => policy
            .WithOrigins(settings.Origins)
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put)
            .WithHeaders(Sent)
            .WithExposedHeaders(Shown)
            .SetPreflightMaxAge(Remembered)));
    }

    /// <summary>
    /// Answers the question that a browser asks before a request (preflight), and marks answers for the pages that may read them, problems
    /// too. Where no page is named nothing is added, and OPTIONS is answered as any method that an address does not know.
    /// </summary>
    public static void UseCrossOrigin(this WebApplication app)
    {
        if (app.Services.GetRequiredService<CrossOriginSettings>().Origins.Length > 0) app.UseCors();
    }
}
