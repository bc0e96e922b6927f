using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Carries out the decision on a request: it goes on, or is answered with 401 or 403, or with 404 where nothing is there for the caller. The log says why.</summary>
public sealed class AccessResponse(ILogger<AccessResponse> log) : IAuthorizationMiddlewareResultHandler
{
    /// <inheritdoc />
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context)
        : authorizeResult.Challenged ? context.ChallengeAsync()
        : Deny(context, authorizeResult.AuthorizationFailure!.FailureReasons.OfType<AccessDenied>().First());

    private Task Deny(HttpContext http, AccessDenied denied)
    {
        log.LogInformation("Denied: {Reason} ({RequestId})", denied.Message, http.TraceIdentifier);
        // RFC 6750, section 3.1. Only for a scope: an application cannot ask the identity provider for a role.
        if (denied.Scope is { } scope) http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        return http.Respond(denied.Kind, denied.Dutch, denied.Message);
    }
}
