using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>
/// In Development, where no identity provider is set, the host itself gives tokens to everybody who asks, by the client credentials grant
/// (RFC 6749, section 4.4). Roles are asked for as scopes. The key that signs the tokens lives as long as the process. Outside Development
/// the host gives no tokens and accepts none of these.
/// </summary>
public static class DevelopmentTokens
{
    /// <summary>Address of the token endpoint.</summary>
    public const string Path = "/development/token";

    private const string Issuer = "urn:wikkenwegen:development";
    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };

    /// <summary>Makes the checking of tokens accept only those that this host gives.</summary>
    public static void Configure(JwtBearerOptions options)
    {
        options.Authority = null;
        options.RequireHttpsMetadata = false;
        options.TokenValidationParameters.ValidIssuer = Issuer;
        options.TokenValidationParameters.IssuerSigningKey = Key;
    }

    /// <summary>Whether the host gives tokens: in Development, where no identity provider is set.</summary>
    public static bool AreGiven(IHostEnvironment environment, IConfiguration configuration) =>
        environment.IsDevelopment() && string.IsNullOrEmpty(configuration[Tokens.AuthoritySetting]);

    /// <summary>Maps the token endpoint, where the host gives tokens; else does nothing.</summary>
    public static void MapDevelopmentTokens(this WebApplication app)
    {
        if (AreGiven(app.Environment, app.Configuration)) app.MapPost(Path, Give).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>A token that is valid for eight hours, with both scopes.</summary>
    /// <param name="subject">The subject id.</param>
    /// <param name="corporation">Code of the corporation; null for a token that names none.</param>
    /// <param name="roles">The roles.</param>
    /// <param name="clock">The clock that says from when the token is valid.</param>
    public static string Token(string subject, string? corporation, IEnumerable<string> roles, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        List<Claim> claims =
        [
            new(JwtRegisteredClaimNames.Sub, subject),
            new("scope", $"{Scopes.Read} {Scopes.Write}"),
            .. roles.Select(role => new Claim("roles", role)),
            .. corporation is null ? Enumerable.Empty<Claim>() : [new Claim(Caller.CorporationClaim, corporation)],
        ];
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Tokens.StandardAudience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.AddHours(8).UtcDateTime,
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private static async Task Give(HttpContext http)
    {
        if (await Form(http) is not { } form)
        {
            await Refuse(http, "invalid_request", "The form cannot be read.");
            return;
        }
        var roles = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (form["grant_type"] != "client_credentials" || roles.Length == 0 || roles.Any(role => !Roles.All.ContainsKey(role)))
        {
            await Refuse(http, form["grant_type"] == "client_credentials" ? "invalid_scope" : "unsupported_grant_type",
                $"grant_type=client_credentials, and as scope one or more of: {string.Join(' ', Roles.All.Keys)}");
            return;
        }
        // Who asks for nothing but roles of the network means the network: Swagger UI asks for roles alone.
        var corporation = form["corporation"] is [{ Length: > 0 } named] ? named
            : roles.All(Access.OfNetwork.Contains) ? Access.Network : http.RequestServices.GetRequiredService<IOptions<DevelopmentTokenOptions>>().Value.Corporation;
        await http.Write(RenderedResponse.Of(new
        {
            access_token = Token(Subject(http, form) ?? "demo", corporation, roles, http.RequestServices.GetRequiredService<TimeProvider>()),
            token_type = "Bearer",
            expires_in = (int)TimeSpan.FromHours(8).TotalSeconds,
            scope = string.Join(' ', roles),
        }, StatusCodes.Status200OK, null, null));
    }

    /// <summary>The form in the body, empty where there is none; null where it cannot be read, such as for a NUL or too many fields in it, or its charset.</summary>
    private static async Task<IFormCollection?> Form(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return FormCollection.Empty;
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or NotSupportedException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Answers as OAuth 2.0 refuses (RFC 6749, section 5.2).</summary>
    private static Task Refuse(HttpContext http, string error, string description) =>
        http.Write(RenderedResponse.Of(new { error, error_description = description }, StatusCodes.Status400BadRequest, null, null));

    /// <summary>The client id, from the form or from HTTP Basic (RFC 6749, section 2.3.1); null where there is none. The secret is not checked.</summary>
    private static string? Subject(HttpContext http, IFormCollection form)
    {
        if (form["client_id"] is [{ Length: > 0 } id]) return id;
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        Span<byte> decoded = stackalloc byte[256];
        return Convert.TryFromBase64String(http.Request.Headers.Authorization.ToString()[6..], decoded, out var length)
            ? Uri.UnescapeDataString(Encoding.UTF8.GetString(decoded[..length]).Split(':')[0]) is { Length: > 0 } subject ? subject : null
            : null;
    }
}

/// <summary>What the host puts in the tokens that it gives in Development.</summary>
public sealed class DevelopmentTokenOptions
{
    /// <summary>The corporation of a token where the request names none; null, the default, for a token without a corporation.</summary>
    public string? Corporation { get; set; }
}
