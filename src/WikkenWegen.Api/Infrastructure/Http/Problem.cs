using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>A kind of problem, with its stable <c>type</c>.</summary>
/// <param name="Slug">Last part of the type URI; it never changes.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Dutch">The title in Dutch.</param>
/// <param name="English">The title in English.</param>
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
    /// <summary>The request cannot be right as it is, whatever the state; its errors name every broken rule.</summary>
    public static readonly ProblemKind InvalidInput = new("invalid-input", 400, "Ongeldige invoer", "Invalid input");

    /// <summary>No token was sent, or one that is not valid.</summary>
    public static readonly ProblemKind Unauthorized = new("unauthorized", 401, "Niet aangemeld", "Not signed in");

    /// <summary>The caller's role, application or corporation may not do this.</summary>
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "Niet toegestaan", "Not allowed");

    /// <summary>The address, or what it names, does not exist, or not for this caller.</summary>
    public static readonly ProblemKind NotFound = new("not-found", 404, "Niet gevonden", "Not found");

    /// <summary>The address exists, but not with this method.</summary>
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "Methode niet toegestaan", "Method not allowed");

    /// <summary>The caller accepts no JSON.</summary>
    public static readonly ProblemKind NotAcceptable = new("not-acceptable", 406, "Gevraagde vorm niet leverbaar", "Not acceptable");

    /// <summary>The body came in so slowly that the server stopped waiting.</summary>
    public static readonly ProblemKind TooSlow = new("too-slow", 408, "Te langzaam verstuurd", "Sent too slowly");

    /// <summary>The request does not fit the state, or the same is being written at this moment; in the latter case Retry-After is given.</summary>
    public static readonly ProblemKind Conflict = new("conflict", 409, "Past niet bij de stand van zaken", "In conflict with the state");

    /// <summary>What the caller wants to change has changed since the version in If-Match.</summary>
    public static readonly ProblemKind StaleVersion = new("stale-version", 412, "Intussen veranderd", "Changed meanwhile");

    /// <summary>The body has more bytes than the limit.</summary>
    public static readonly ProblemKind ContentTooLarge = new("content-too-large", 413, "Inhoud te groot", "Content too large");

    /// <summary>The address with its query has more characters than the limit.</summary>
    public static readonly ProblemKind AddressTooLong = new("address-too-long", 414, "Adres te lang", "Address too long");

    /// <summary>The body is not JSON in UTF-8, or is encoded.</summary>
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "Dit soort inhoud wordt niet gelezen", "Unsupported media type");

    /// <summary>The Idempotency-Key was used before for another request.</summary>
    public static readonly ProblemKind KeyReused = new("key-reused", 422, "Sleutel hoort bij een ander verzoek", "Key belongs to another request");

    /// <summary>The operation needs If-Match, and the request has none.</summary>
    public static readonly ProblemKind VersionRequired = new("version-required", 428, "Versie ontbreekt", "Version required");

    /// <summary>The caller made more requests in the window than the limit.</summary>
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429, "Te veel verzoeken", "Too many requests");

    /// <summary>There are more headers, or more characters in them, than the limit.</summary>
    public static readonly ProblemKind HeadersTooLarge = new("headers-too-large", 431, "Te veel of te grote headers", "Too many or too large headers");

    /// <summary>An error in this software; the log has it under the instance of the problem.</summary>
    public static readonly ProblemKind InternalError = new("internal-error", 500, "Interne fout", "Internal error");

    /// <summary>The database or the identity provider does not answer, or the host has too much to do or too little memory at the moment.</summary>
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "Even niet beschikbaar", "Temporarily unavailable");

    /// <summary>The clock of the host is too far from that of the database; nothing was recorded.</summary>
    public static readonly ProblemKind ClockOff = new("clock-off", 503, "Klok loopt niet gelijk", "Clock is off");

    /// <summary>The request took longer than the limit; whether it was recorded is not known.</summary>
    public static readonly ProblemKind Timeout = new("timeout", 504, "Duurde te lang", "Took too long");

    /// <summary>All kinds of problems, by status.</summary>
    public static readonly ImmutableArray<ProblemKind> All =
    [
        InvalidInput, Unauthorized, Forbidden, NotFound, MethodNotAllowed, NotAcceptable, TooSlow, Conflict, StaleVersion, ContentTooLarge, AddressTooLong,
        UnsupportedMediaType, KeyReused, VersionRequired, TooManyRequests, HeadersTooLarge, InternalError, Unavailable, ClockOff, Timeout,
    ];
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">Code of the rule that is broken; it never changes.</param>
/// <param name="Detail">What is wrong and what to do, in the language of the request.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) to the field of the body; absent where no single field is wrong.</param>
/// <param name="Parameter">Name of the query parameter or header; absent where it is about the body or the state.</param>
public sealed record ProblemError(string Code, string Detail, string? Pointer, string? Parameter);

/// <summary>A problem (RFC 9457), with everything that is wrong with the request at once.</summary>
public sealed record Problem
{
    /// <summary>A URI reference that identifies the kind of problem; reading it gives an explanation.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem in a few words, in the language of the request.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong with this request, in the language of the request.</summary>
    public required string Detail { get; init; }

    /// <summary>Identifies the request, as the log of the installation does.</summary>
    public required string Instance { get; init; }

    /// <summary>Everything that is wrong with the request; empty where the kind of problem says it all.</summary>
    public ImmutableArray<ProblemError> Errors { get; init; } = [];
}

/// <summary>Answering with a problem.</summary>
public static class Problems
{
    private static readonly JsonSerializerOptions Json = ApiJson.Responses;

    /// <summary>Answers with a problem; its detail is given in both languages, and the caller gets it in their own.</summary>
    public static Task Respond(this HttpContext http, ProblemKind kind, string dutch, string english) => http.Write(Render(http, kind, dutch, english));

    /// <summary>The same, with what was refused by the name of its parameter or header.</summary>
    public static Task Respond(this HttpContext http, ProblemKind kind, string dutch, string english, Refusal refusal, string parameter)
    {
        var language = http.Request.Language();
        return http.Write(Render(http, kind, language == Language.Dutch ? dutch : english, [new ProblemError(refusal.Rule.Code, refusal.In(language), null, parameter)]));
    }

    /// <summary>Answers with a problem that lists everything that was refused.</summary>
    /// <param name="http">The request.</param>
    /// <param name="refusals">What was refused; at least one.</param>
    /// <param name="parameter">The name of the parameter or header that a refusal is about, null for a field of the body; left out where all are about the body.</param>
    public static Task Respond(this HttpContext http, IReadOnlyCollection<Refusal> refusals, Func<Refusal, string?>? parameter = null) =>
        http.Write(Render(http, refusals, parameter));

    /// <summary>The kind of problem that a request gets for breaking a rule of this kind.</summary>
    public static ProblemKind KindOf(RuleKind kind) => kind switch
    {
        RuleKind.Forbidden => ProblemKinds.Forbidden,
        RuleKind.Invalid => ProblemKinds.InvalidInput,
        RuleKind.Missing => ProblemKinds.NotFound,
        _ => ProblemKinds.Conflict,
    };

    /// <summary>A problem with its detail in the language of the request, not sent yet.</summary>
    public static RenderedResponse Render(HttpContext http, ProblemKind kind, string dutch, string english) =>
        Render(http, kind, http.Request.Language() == Language.Dutch ? dutch : english, []);

    /// <summary>
    /// A problem that lists everything that was refused, not sent yet. Its status is that of the most severe kind: forbidden, then bad
    /// input, then a missing thing, then a conflict. Where there are more errors than the operation lists, it says so.
    /// </summary>
    public static RenderedResponse Render(HttpContext http, IReadOnlyCollection<Refusal> refusals, Func<Refusal, string?>? parameter = null)
    {
        var language = http.Request.Language();
        var kind = KindOf(refusals.Min(r => r.Rule.Kind));
        var most = http.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.MostErrors ?? refusals.Count;
        var errors = refusals.Take(most)
            .Select(r => parameter?.Invoke(r) is { } name
                ? new ProblemError(r.Rule.Code, r.In(language), null, name)
                : new ProblemError(r.Rule.Code, r.In(language), r.Pointer, null))
            .ToImmutableArray();
        var detail = errors.Length == 1 ? errors[0].Detail : refusals.Count > most
            ? language == Language.Dutch
                ? string.Create(Forms.Dutch, $"Er zijn meer dan {most:N0} dingen mis; errors noemt de eerste {most:N0}.")
                : string.Create(Forms.English, $"More than {most:N0} things are wrong; errors lists the first {most:N0}.")
            : language == Language.Dutch
                ? string.Create(Forms.Dutch, $"Er zijn {errors.Length:N0} dingen mis; zie errors.")
                : string.Create(Forms.English, $"{errors.Length:N0} things are wrong; see errors.");
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
