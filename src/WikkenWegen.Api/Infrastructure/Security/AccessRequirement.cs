using System.Collections.Immutable;
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
        var roles = Access.RolesFor(operation, reads);
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
        if (!requirement.Roles.Any(user.IsInRole) || !HasScope(user, requirement.Scope)) return;
        if (requirement.OfCorporation
            && (Caller.CorporationOf(user) is not { } corporation || !await corporations.Knows(corporation, (context.Resource as HttpContext)?.RequestAborted ?? CancellationToken.None))) return;
        context.Succeed(requirement);
    }

    /// <summary>Scopes come as one claim with spaces between (RFC 8693, section 4.2), or as a claim each.</summary>
    private static bool HasScope(System.Security.Claims.ClaimsPrincipal user, string scope) =>
        user.FindAll("scope").Concat(user.FindAll("scp")).Any(claim => claim.Value.Split(' ').Contains(scope));
}
