using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>OpenIddict, as an identity provider is set up for WikkenWegen, on a port of the loopback interface.</summary>
public sealed class OpenIddictServer : IAsyncDisposable
{
    /// <summary>The one system that it knows.</summary>
    public const string ClientId = "huurportaal-merenland";

    private const string Secret = "a-secret-of-this-test-only";

    private readonly WebApplication _host;

    private OpenIddictServer(WebApplication host) => _host = host;

    /// <summary>Its address, which is its name as an issuer.</summary>
    public string Address => _host.Urls.Single();

    /// <summary>Starts it, with a system of a corporation that may do what a strategist may.</summary>
    public static async Task<OpenIddictServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var name = Guid.NewGuid().ToString();
        builder.Services.AddDbContext<DbContext>(options => options.UseInMemoryDatabase(name).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("connect/token").AllowClientCredentialsFlow();
                server.RegisterScopes("weighings.read", "weighings.write");
                server.AddEphemeralSigningKey().AddEphemeralEncryptionKey().DisableAccessTokenEncryption(); // the API reads the tokens
                server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            });
        var host = builder.Build();
        host.UseAuthentication();
        host.MapPost("/connect/token", Exchange);
        await using (var scope = host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
            {
                ClientId = ClientId,
                ClientSecret = Secret,
                Permissions =
                {
                    Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials,
                    Permissions.Prefixes.Scope + "weighings.read", Permissions.Prefixes.Scope + "weighings.write",
                },
            });
        await host.StartAsync();
        return new OpenIddictServer(host);
    }

    /// <summary>A token with these scopes.</summary>
    public async Task<string> Token(string scope)
    {
        using var answer = await Ask(scope, Secret);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Asks for a token, by its discovery document.</summary>
    public async Task<HttpResponseMessage> Ask(string scope, string secret)
    {
        using var http = new HttpClient();
        using var discovery = JsonDocument.Parse(await http.GetStringAsync($"{Address}/.well-known/openid-configuration"));
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", ClientId), new("client_secret", secret), new("scope", scope)]);
        return await http.PostAsync(discovery.RootElement.GetProperty("token_endpoint").GetString(), form);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>OpenIddict has judged the client; what its token says is the provider's own to set up.</summary>
    private static IResult Exchange(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var identity = new ClaimsIdentity("client_credentials", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, request.ClientId);
        identity.SetClaim("corporation", "woonwijzer-merenland");
        identity.SetClaims("roles", ["strategist"]);
        identity.SetScopes(request.GetScopes());
        identity.SetResources("wikkenwegen"); // the audience
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
