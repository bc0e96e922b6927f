using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>
/// What a token must hold for the operation of a request: one of the roles of the operation, the scope to read or to write, and a
/// registered corporation. The corporation is not asked for where administrators may use the operation; for what is of the learning network it must be that; and
/// it may be the catalogue of instruments only for what is about personal data, and for what is of auditors alone. What the learning network has is for participants who take part in it (<see cref="NetworkPart"/>).
/// </summary>
public sealed class AccessRequirement : IAuthorizationRequirement;

/// <summary>Checks whether a token meets <see cref="AccessRequirement"/>.</summary>
public sealed class AccessHandler(ICorporationRegistry corporations) : AuthorizationHandler<AccessRequirement>
{
    /// <inheritdoc />
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        if (context.User is not { Identity.IsAuthenticated: true } user || context.Resource is not HttpContext http) return;
        var operation = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
        var scope = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? Scopes.Read : Scopes.Write;
        if (!HasScope(user, scope))
            context.Fail(new AccessDenied(this, $"Uw toepassing mist de scope {scope}.", $"Your application lacks the scope {scope}.", scope));
        else if (!operation.Roles.Any(user.IsInRole))
            context.Fail(new AccessDenied(this,
                $"Uw rol mag dit niet. Wie het mag: {Roles.Named(operation.Roles, Language.Dutch)}.",
                $"Your role may not do this. Who may: {Roles.Named(operation.Roles, Language.English)}."));
        else if (Access.IsOfNetwork(operation) && Caller.CorporationOf(user) != Access.Network)
            context.Fail(new AccessDenied(this, "Dit is van het leernetwerk, en uw token niet.", "This is of the learning network, and your token is not."));
        else if (!operation.Roles.Contains(Roles.Administrator) && !(Caller.CorporationOf(user) == Access.Catalogue ? Access.IsOfPrivacy(operation) || Access.IsOfAudit(operation) : await IsRegistered(user, http.RequestAborted)))
            context.Fail(new AccessDenied(this, "Uw token noemt geen corporatie die hier geregistreerd is.", "Your token names no corporation that is registered here."));
        else if (NetworkPart.IsNeeded(operation) && await NetworkPart.IsLacking(http))
            context.Fail(NetworkPart.Refused(this, http));
        else
            context.Succeed(requirement);
    }

    private async ValueTask<bool> IsRegistered(ClaimsPrincipal user, CancellationToken cancellation) =>
        Caller.CorporationOf(user) is { } corporation && await corporations.Knows(corporation, cancellation);

    /// <summary>Whether a token has a scope. Scopes come as one claim with spaces between them (RFC 8693, section 4.2), or as several claims.</summary>
    private static bool HasScope(ClaimsPrincipal user, string scope) =>
        user.FindAll("scope").Concat(user.FindAll("scp")).Any(claim => claim.Value.Split(' ').Contains(scope));
}

/// <summary>Why a caller who is signed in may not do something. The caller gets it in the answer, and the operator in the log.</summary>
/// <param name="by">The handler that decided so.</param>
/// <param name="dutch">Why, in Dutch.</param>
/// <param name="english">Why, in English.</param>
/// <param name="scope">The scope that the token lacks; null where something else is missing.</param>
public sealed class AccessDenied(IAuthorizationHandler by, string dutch, string english, string? scope = null) : AuthorizationFailureReason(by, english)
{
    /// <summary>Why, in Dutch.</summary>
    public string Dutch => dutch;

    /// <summary>The scope that the token lacks; null where something else is missing.</summary>
    public string? Scope => scope;

    /// <summary>The kind of problem that the caller gets: that they may not, which is the default, or that it is not there for them.</summary>
    public ProblemKind Kind { get; init; } = ProblemKinds.Forbidden;
}
