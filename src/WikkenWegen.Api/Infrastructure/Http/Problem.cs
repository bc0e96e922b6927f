using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>A kind of problem, with its stable <c>type</c>.</summary>
/// <param name="Slug">Last part of the type URI.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Dutch">Title.</param>
/// <param name="English">Title.</param>
public sealed record ProblemKind(string Slug, int Status, string Dutch, string English)
{
    /// <summary>The type URI, a reference relative to the API's root.</summary>
    public string Type => $"{ProblemTypes.Address}/{Slug}";

    /// <summary>The title in a language.</summary>
    public string Title(Language language) => language == Language.Dutch ? Dutch : English;
}

/// <summary>Every kind of problem that the API answers with.</summary>
public static class ProblemKinds
{
    public static readonly ProblemKind InvalidInput = new("invalid-input", 400, "Ongeldige invoer", "Invalid input");
    public static readonly ProblemKind Unauthorized = new("unauthorized", 401, "Niet aangemeld", "Not signed in");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "Niet toegestaan", "Not allowed");
    public static readonly ProblemKind NotFound = new("not-found", 404, "Niet gevonden", "Not found");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "Methode niet toegestaan", "Method not allowed");
    public static readonly ProblemKind NotAcceptable = new("not-acceptable", 406, "Gevraagde vorm niet leverbaar", "Not acceptable");
    public static readonly ProblemKind TooSlow = new("too-slow", 408, "Te langzaam verstuurd", "Sent too slowly");
    public static readonly ProblemKind Conflict = new("conflict", 409, "Past niet bij de stand van zaken", "In conflict with the state");
    public static readonly ProblemKind StaleVersion = new("stale-version", 412, "De afweging is intussen veranderd", "The weighing has changed meanwhile");
    public static readonly ProblemKind ContentTooLarge = new("content-too-large", 413, "Inhoud te groot", "Content too large");
    public static readonly ProblemKind AddressTooLong = new("address-too-long", 414, "Adres te lang", "Address too long");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "Dit soort inhoud wordt niet gelezen", "Unsupported media type");
    public static readonly ProblemKind KeyReused = new("key-reused", 422, "Sleutel hoort bij een ander verzoek", "Key belongs to another request");
    public static readonly ProblemKind VersionRequired = new("version-required", 428, "Versie ontbreekt", "Version required");
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429, "Te veel verzoeken", "Too many requests");
    public static readonly ProblemKind HeadersTooLarge = new("headers-too-large", 431, "Te veel of te grote headers", "Too many or too large headers");
    public static readonly ProblemKind InternalError = new("internal-error", 500, "Interne fout", "Internal error");
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "Even niet beschikbaar", "Temporarily unavailable");
    public static readonly ProblemKind Timeout = new("timeout", 504, "Duurde te lang", "Took too long");

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ProblemKind> All =
    [
        InvalidInput, Unauthorized, Forbidden, NotFound, MethodNotAllowed, NotAcceptable, TooSlow, Conflict, StaleVersion, ContentTooLarge, AddressTooLong,
        UnsupportedMediaType, KeyReused, VersionRequired, TooManyRequests, HeadersTooLarge, InternalError, Unavailable, Timeout,
    ];
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">The rule that is broken; stable.</param>
/// <param name="Detail">What is wrong and what to do, in the language of the request.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) to the field of the body.</param>
/// <param name="Parameter">Name of the query parameter or header.</param>
public sealed record ProblemError(string Code, string Detail, string? Pointer, string? Parameter);

/// <summary>A problem (RFC 9457), with everything that is wrong with the request at once.</summary>
public sealed record Problem
{
    /// <summary>A URI reference that identifies the kind of problem.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is the matter with this request.</summary>
    public required string Detail { get; init; }

    /// <summary>The request that met it, as in the log.</summary>
    public required string Instance { get; init; }

    /// <summary>Each error.</summary>
    public ImmutableArray<ProblemError> Errors { get; init; } = [];
}

/// <summary>Answering with a problem.</summary>
public static class Problems
{
    private static readonly JsonSerializerOptions Json = ApiJson.Responses;

    /// <summary>Answers with a problem and its detail in both languages.</summary>
    public static Task Respond(this HttpContext http, ProblemKind kind, string dutch, string english) => http.Write(Render(http, kind, dutch, english));

    /// <summary>Answers with everything that was refused.</summary>
    public static Task Respond(this HttpContext http, IReadOnlyCollection<Refusal> refusals, Func<Refusal, string?>? parameter = null) =>
        http.Write(Render(http, refusals, parameter));

    /// <summary>The kind of problem that a broken rule makes.</summary>
    public static ProblemKind KindOf(RuleKind kind) => kind switch
    {
        RuleKind.Forbidden => ProblemKinds.Forbidden,
        RuleKind.Invalid => ProblemKinds.InvalidInput,
        RuleKind.Missing => ProblemKinds.NotFound,
        _ => ProblemKinds.Conflict,
    };

    /// <summary>A problem and its detail in the language of the request.</summary>
    public static RenderedResponse Render(HttpContext http, ProblemKind kind, string dutch, string english) =>
        Render(http, kind, http.Request.Language() == Language.Dutch ? dutch : english, []);

    /// <summary>Everything that was refused. What is forbidden outranks bad input, which outranks a missing thing, which outranks a conflict.</summary>
    public static RenderedResponse Render(HttpContext http, IReadOnlyCollection<Refusal> refusals, Func<Refusal, string?>? parameter = null)
    {
        var language = http.Request.Language();
        var kind = KindOf(refusals.Min(r => r.Rule.Kind));
        var errors = refusals
            .Select(r => parameter?.Invoke(r) is { } name
                ? new ProblemError(r.Rule.Code, r.In(language), null, name)
                : new ProblemError(r.Rule.Code, r.In(language), r.Pointer, null))
            .ToImmutableArray();
        var detail = errors.Length == 1 ? errors[0].Detail
            : language == Language.Dutch ? $"Er zijn {errors.Length} dingen mis; zie errors." : $"{errors.Length} things are wrong; see errors.";
        return Render(http, kind, detail, errors);
    }

    private static RenderedResponse Render(HttpContext http, ProblemKind kind, string detail, ImmutableArray<ProblemError> errors)
    {
        var language = http.Request.Language();
        var problem = new Problem
        {
            Type = kind.Type,
            Title = kind.Title(language),
            Status = kind.Status,
            Detail = detail,
            Instance = "urn:wikkenwegen:request:" + http.TraceIdentifier,
            Errors = errors,
        };
        return new RenderedResponse(kind.Status, "application/problem+json", language.Tag(), null, null, JsonSerializer.SerializeToUtf8Bytes(problem, Json));
    }
}
