using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using WikkenWegen.Api.Corporations;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>What a token must give for an operation: one of the roles, the scope, and for weighings a registered corporation.</summary>
/// <param name="Roles">Any one is enough.</param>
/// <param name="Scope">The scope of the application.</param>
/// <param name="OfCorporation">Whether the caller must belong to a registered corporation.</param>
public sealed record AccessRequirement(ImmutableArray<string> Roles, string Scope, bool OfCorporation) : IAuthorizationRequirement
{
    /// <summary>The policy of an operation.</summary>
    public static AuthorizationPolicy Policy(string operation, bool reads)
    {
        var roles = Access.RolesFor(operation);
        return new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .AddRequirements(new AccessRequirement(roles, reads ? Scopes.Read : Scopes.Write, !roles.Contains(Security.Roles.Administrator)))
            .Build();
    }
}

/// <summary>Judges tokens by <see cref="AccessRequirement"/>.</summary>
public sealed class AccessHandler(CorporationRegistry corporations) : AuthorizationHandler<AccessRequirement>
{
    /// <inheritdoc />
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        var user = context.User;
        if (user.Identity?.IsAuthenticated != true) return;
        if (!HasScope(user, requirement.Scope))
            context.Fail(new AccessDenied(this, "Uw toepassing mist de scope " + requirement.Scope + ".", "Your application lacks the scope " + requirement.Scope + ".", requirement.Scope));
        else if (!requirement.Roles.Any(user.IsInRole))
            context.Fail(new AccessDenied(this, "Uw rol mag dit niet.", "Your role may not do this."));
        else if (requirement.OfCorporation && !await IsRegistered(user, (context.Resource as HttpContext)?.RequestAborted ?? CancellationToken.None))
            context.Fail(new AccessDenied(this, "Uw token noemt geen corporatie die hier geregistreerd is.", "Your token names no corporation that is registered here."));
        else
            context.Succeed(requirement);
    }

    private async ValueTask<bool> IsRegistered(ClaimsPrincipal user, CancellationToken cancellation) =>
        Caller.CorporationOf(user) is { } corporation && await corporations.Knows(corporation, cancellation);

    /// <summary>Scopes come as one claim with spaces between (RFC 8693, section 4.2), or as a claim each.</summary>
    private static bool HasScope(ClaimsPrincipal user, string scope) =>
        user.FindAll("scope").Concat(user.FindAll("scp")).Any(claim => claim.Value.Split(' ').Contains(scope));
}

/// <summary>Why somebody who is signed in may not do something: told to them, and to the operator.</summary>
/// <param name="by">Who says so.</param>
/// <param name="dutch">Why, in Dutch.</param>
/// <param name="english">Why, in English.</param>
/// <param name="scope">The scope that would do, where that is the matter.</param>
public sealed class AccessDenied(IAuthorizationHandler by, string dutch, string english, string? scope = null) : AuthorizationFailureReason(by, english)
{
    /// <summary>Why, in Dutch.</summary>
    public string Dutch => dutch;

    /// <summary>The scope that would do, where that is the matter.</summary>
    public string? Scope => scope;
}
