using Microsoft.AspNetCore.Authorization;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Who may ask, and what.</summary>
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

    /// <summary>Adds it to the pipeline. Who asks is known before requests are counted, and what is then refused was counted too: nobody tries tokens without end.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRateLimits();
        app.UseAuthorization();
    }

    /// <summary>Makes sure that nobody forgot to say who may use an endpoint: what is not said is denied, to everybody and at once.</summary>
    /// <exception cref="InvalidOperationException">An endpoint has neither a policy nor says that it is for everybody.</exception>
    public static void DenyByDefault(this WebApplication app)
    {
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
            if (endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                throw new InvalidOperationException($"Nobody may use {endpoint.DisplayName}: it does not say who may.");
    }
}
