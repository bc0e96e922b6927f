using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>What becomes of a request once it was judged: it goes on, or is answered with 401 or with 403, and the log says why.</summary>
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
        // RFC 6750, section 3.1. A role is nothing that an application can ask for.
        if (denied.Scope is { } scope) http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        return http.Respond(ProblemKinds.Forbidden, denied.Dutch, denied.Message);
    }
}
