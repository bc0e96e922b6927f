using System.Collections.Immutable;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>What the contract says of an endpoint. The OpenAPI document is made of these and of the types they name.</summary>
public sealed record Operation
{
    /// <summary>operationId.</summary>
    public required string Id { get; init; }

    /// <summary>Group in the document.</summary>
    public required string Tag { get; init; }

    /// <summary>What it does, in a few English words.</summary>
    public required string Summary { get; init; }

    /// <summary>What there is to know about it, in Dutch.</summary>
    public required string Dutch { get; init; }

    /// <summary>The same in English.</summary>
    public required string English { get; init; }

    /// <summary>Type of the body; null where there is none.</summary>
    public Type? Body { get; init; }

    /// <summary>A body that works.</summary>
    public object? Example { get; init; }

    /// <summary>Query parameters.</summary>
    public ImmutableArray<QueryParameter> Query { get; init; } = [];

    /// <summary>Whether If-Match is asked for: null never, false where the caller wants it, true always.</summary>
    public bool? IfMatch { get; init; }

    /// <summary>Whether an Idempotency-Key is understood.</summary>
    public bool IdempotencyKey { get; init; }

    /// <summary>Whether If-None-Match is understood.</summary>
    public bool IfNoneMatch { get; init; }

    /// <summary>The good answers.</summary>
    public required ImmutableArray<OperationResponse> Responses { get; init; }

    /// <summary>The problems it can answer with, beside those that any operation can.</summary>
    public ImmutableArray<ProblemKind> Problems { get; init; } = [];

    /// <summary>The roles that may use it: any one of them is enough. Empty only where anybody may.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether anybody may use it, without a token.</summary>
    public bool Anonymous { get; init; }

    /// <summary>That it will go; null where it stays.</summary>
    public Deprecation? Deprecation { get; init; }

    /// <summary>Name of the authorisation policy of every operation that is not for anybody: it reads <see cref="Roles"/>.</summary>
    public const string Policy = "operation";
}

/// <summary>A query parameter.</summary>
/// <param name="Name">camelCase.</param>
/// <param name="Type">string, int, DateTimeOffset, an enum, or an array of one of them.</param>
/// <param name="English">What it does.</param>
/// <param name="Dutch">The same in Dutch.</param>
/// <param name="Example">An example, or null.</param>
/// <param name="Required">Whether the request is wrong without it.</param>
/// <param name="Shared">Whether several operations have it: the document then describes it once.</param>
public sealed record QueryParameter(
    string Name, Type Type, string English, string Dutch, object? Example = null, bool Required = false, bool Shared = false);

/// <summary>A good response.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Type of the body; null where there is none.</param>
/// <param name="English">What it means.</param>
/// <param name="Dutch">The same in Dutch.</param>
/// <param name="Location">Whether it names what was made.</param>
/// <param name="ETag">Whether it names the version.</param>
/// <param name="Links">Whether it links to the other pages.</param>
/// <param name="Spoken">Whether it has texts in the language of the request.</param>
/// <param name="MediaType">Of the body.</param>
/// <param name="Page">Whether a browser gets it as a page of HTML.</param>
public sealed record OperationResponse(
    int Status, Type? Type, string English, string Dutch, bool Location = false, bool ETag = false, bool Links = false, bool Spoken = false,
    string MediaType = "application/json", bool Page = false)
{
    /// <summary>The answer to If-None-Match.</summary>
    public static readonly OperationResponse Had = new(StatusCodes.Status304NotModified, null, "The caller has it already.", "De vrager heeft het al.", ETag: true);
}

/// <summary>Mapping endpoints with their contract.</summary>
public static class OperationRoutes
{
    /// <summary>Maps an operation.</summary>
    /// <exception cref="InvalidOperationException">It does not say who may use it.</exception>
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
