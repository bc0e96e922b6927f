using System.Collections.Immutable;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>What the contract says about an endpoint. The OpenAPI document is made from these and from the types that they name.</summary>
public sealed record Operation
{
    /// <summary>The operationId in the document; unique.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the group that it stands in.</summary>
    public required string Tag { get; init; }

    /// <summary>What the operation does, in a few English words.</summary>
    public required string Summary { get; init; }

    /// <summary>The description of the operation in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>The description of the operation in English.</summary>
    public required string English { get; init; }

    /// <summary>Type of the body; null where there is none.</summary>
    public Type? Body { get; init; }

    /// <summary>How many times as large its body may be as the installation lets a body be; once by default.</summary>
    public int BodyTimes { get; init; } = 1;

    /// <summary>Most errors in one answer: 100 by default, because people read it, and a body can have very many.</summary>
    public int MostErrors { get; init; } = 100;

    /// <summary>Whether the body may be left out though its example has members; false by default.</summary>
    public bool BodyMayBeLeftOut { get; init; }

    /// <summary>An example of a body, which works as it is; null where there is no body.</summary>
    public object? Example { get; init; }

    /// <summary>The query parameters; empty by default. Any other parameter is refused.</summary>
    public ImmutableArray<QueryParameter> Query { get; init; } = [];

    /// <summary>The header If-Match: null (the default) where it is not read, false where it is optional, true where it is required.</summary>
    public bool? IfMatch { get; init; }

    /// <summary>Whether the header Idempotency-Key is read; false by default.</summary>
    public bool IdempotencyKey { get; init; }

    /// <summary>Whether the header If-None-Match is read; false by default.</summary>
    public bool IfNoneMatch { get; init; }

    /// <summary>Whether VERA's headers for a moment are read; false by default. Anywhere else they are refused.</summary>
    public bool MomentHeaders { get; init; }

    /// <summary>The answers to a request that succeeds.</summary>
    public required ImmutableArray<OperationResponse> Responses { get; init; }

    /// <summary>The problems that it can answer with, beside those that every operation can answer with.</summary>
    public ImmutableArray<ProblemKind> Problems { get; init; } = [];

    /// <summary>The roles that may use it; one of them is enough. Empty only where <see cref="Anonymous"/> is true.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether somebody may use it as a participant of the learning network who takes no part in it, such as to sign up; false by default, also where no participant may use it at all.</summary>
    public bool WithoutPart { get; init; }

    /// <summary>Whether everybody may use it, without a token; false by default.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The announcement that it will be removed; null where it stays.</summary>
    public Deprecation? Deprecation { get; init; }

    /// <summary>Name of the authorisation policy of every operation that needs a token; the policy checks <see cref="Roles"/>.</summary>
    public const string Policy = "operation";
}

/// <summary>A query parameter.</summary>
/// <param name="Name">Its name in camelCase.</param>
/// <param name="Type">string, int (from 1), bool, DateOnly, DateTimeOffset, an enum, or an array of one of them.</param>
/// <param name="English">What it does, in English.</param>
/// <param name="Dutch">The same in Dutch.</param>
/// <param name="Example">An example of its value; null where there is none.</param>
/// <param name="Required">Whether a request without it is refused.</param>
/// <param name="Shared">Whether several operations have it, so that the document describes it once.</param>
/// <param name="MostCharacters">Most characters of a text.</param>
/// <param name="Pattern">The form of a text, as a regular expression for the whole text; null for any.</param>
/// <param name="Choices">The texts that it can be; empty for any.</param>
/// <param name="Most">The most of a number, as the installation has it; null where there is none.</param>
public sealed record QueryParameter(
    string Name, Type Type, string English, string Dutch, object? Example = null, bool Required = false, bool Shared = false,
    int MostCharacters = Query.MostCharacters, string? Pattern = null, ImmutableArray<string> Choices = default, Func<RequestLimits, int>? Most = null);

/// <summary>An answer to a request that succeeds.</summary>
/// <param name="Status">The HTTP status, 200 to 304.</param>
/// <param name="Type">Type of the body; null where there is none.</param>
/// <param name="English">What the answer means, in English.</param>
/// <param name="Dutch">The same in Dutch.</param>
/// <param name="Location">Whether it has the header Location, with the address of what was made.</param>
/// <param name="ETag">Whether it has the header ETag, with the version.</param>
/// <param name="Links">Whether it has the header Link, with the addresses of other pages.</param>
/// <param name="Spoken">Whether it has texts in the language of the request.</param>
/// <param name="Dated">Whether VERA's headers for a moment say of which moment it is.</param>
/// <param name="MediaType">Media type of the body.</param>
/// <param name="Page">Whether a browser gets it as an HTML page.</param>
/// <param name="Texts">The other forms in which it can be had, as texts for people; none by default.</param>
public sealed record OperationResponse(
    int Status, Type? Type, string English, string Dutch, bool Location = false, bool ETag = false, bool Links = false, bool Spoken = false, bool Dated = false,
    string MediaType = "application/json", bool Page = false, ImmutableArray<TextForm> Texts = default)
{
    /// <summary>The answer 304 to a caller who has it already, as their If-None-Match says.</summary>
    public static readonly OperationResponse Had = new(StatusCodes.Status304NotModified, null, "The caller has it already.", "De vrager heeft het al.", ETag: true);
}

/// <summary>A form of an answer that is a text for people.</summary>
/// <param name="MediaType">Its media type, without parameters.</param>
/// <param name="Example">An example of it.</param>
public sealed record TextForm(string MediaType, string Example);

/// <summary>Mapping endpoints with their contract.</summary>
public static class OperationRoutes
{
    /// <summary>Maps an operation; a GET is mapped for HEAD too.</summary>
    /// <exception cref="InvalidOperationException">It does not say who may use it: it names no roles and is not anonymous, or is both.</exception>
    public static IEndpointConventionBuilder MapOperation(
        this IEndpointRouteBuilder routes, string method, string path, Operation operation, RequestDelegate handle)
    {
        if (operation.Anonymous != operation.Roles.IsEmpty)
            throw new InvalidOperationException($"{operation.Id} must name the roles that may use it, or say that anybody may.");
        // HEAD is GET without the content (RFC 9110, section 9.3.2); the server leaves that out.
        var endpoint = routes.MapMethods(path, HttpMethods.IsGet(method) ? [method, HttpMethods.Head] : [method], handle).WithMetadata(operation).WithName(operation.Id);
        return operation.Anonymous ? endpoint.AllowAnonymous() : endpoint.RequireAuthorization(Operation.Policy);
    }
}
