using Microsoft.AspNetCore.Authorization;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Authentication and authorisation.</summary>
public static class SecuritySetup
{
    /// <summary>Adds authentication by tokens, and authorisation by the roles that each operation names.</summary>
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.AddTokens();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Operation.Policy, policy => policy.RequireAuthenticatedUser().AddRequirements(new AccessRequirement()));
        builder.Services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessResponse>();
    }

    /// <summary>
    /// Adds security and the rate limits to the pipeline. Requests are counted after authentication, so that they are counted for the right
    /// caller, and before authorisation, so that refused requests count too: nobody can try tokens without end.
    /// </summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRateLimits();
        app.UseAuthorization();
    }

    /// <summary>Checks at the start of the host that every endpoint says who may use it.</summary>
    /// <exception cref="InvalidOperationException">An endpoint has no policy and does not say that it is for everybody.</exception>
    public static void DenyByDefault(this WebApplication app)
    {
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
            if (endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                throw new InvalidOperationException($"Nobody may use {endpoint.DisplayName}: it does not say who may.");
    }
}
