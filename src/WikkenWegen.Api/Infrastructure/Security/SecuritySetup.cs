using Microsoft.AspNetCore.Authentication;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Who may ask.</summary>
public static class SecuritySetup
{
    /// <summary>Adds authentication. Outside Development there is none without an identity provider, so the host does not start.</summary>
    /// <exception cref="StartupException">There is no identity provider.</exception>
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            throw new StartupException("Outside Development an identity provider is needed, and this version does not know one yet.");
        builder.Services.AddAuthentication(DemoAuthentication.Name).AddScheme<AuthenticationSchemeOptions, DemoAuthentication>(DemoAuthentication.Name, null);
        builder.Services.AddAuthorization();
    }
}
