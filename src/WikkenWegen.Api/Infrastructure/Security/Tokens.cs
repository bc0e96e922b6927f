using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Bearer tokens (RFC 6750) as JWT (RFC 9068) of one identity provider, whose keys come from its discovery document.</summary>
public static class Tokens
{
    /// <summary>The setting with the issuer.</summary>
    public const string AuthoritySetting = "Authentication:Authority";

    /// <summary>The setting with the audience that tokens must be meant for.</summary>
    public const string AudienceSetting = "Authentication:Audience";

    /// <summary>The audience where none is set.</summary>
    public const string StandardAudience = "wikkenwegen";

    /// <summary>Signatures that are accepted: asymmetric ones only, so that nobody signs with what everybody can read.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>The longest time for which a token that was checked is not checked again.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    /// <summary>Adds the checking of tokens.</summary>
    /// <exception cref="StartupException">Outside Development, where no issuer is set or it is not reached over TLS.</exception>
    public static void AddTokens(this WebApplicationBuilder builder)
    {
        var authority = builder.Configuration[AuthoritySetting];
        if (string.IsNullOrEmpty(authority) && !builder.Environment.IsDevelopment())
            throw new StartupException($"An identity provider is needed: set {AuthoritySetting.Replace(":", "__", StringComparison.Ordinal)} to its issuer.");
        if (builder.Environment.IsProduction() && !authority!.StartsWith("https://", StringComparison.Ordinal))
            throw new StartupException($"In Production the identity provider is reached over https; {authority} is not.");

        builder.Services.AddMemoryCache(options => options.SizeLimit = 100_000);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.IncludeErrorDetails = false;
            options.Authority = authority;
            options.RequireHttpsMetadata = builder.Environment.IsProduction();
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = builder.Configuration[AudienceSetting] ?? StandardAudience,
                ValidAlgorithms = Algorithms,
                ValidTypes = ["JWT", "at+jwt"],
                RequireExpirationTime = true,
                RequireSignedTokens = true,
                ValidateIssuer = true,
                ValidateAudience = true,
                ValidateIssuerSigningKey = true,
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = JwtRegisteredClaimNames.Sub,
                RoleClaimType = "roles",
            };
            if (DevelopmentTokens.AreGiven(builder.Environment, builder.Configuration)) DevelopmentTokens.Configure(options);
            options.Events = new JwtBearerEvents { OnMessageReceived = FromMemory, OnTokenValidated = Validated, OnChallenge = Challenge, OnForbidden = Forbidden };
        });
    }

    /// <summary>A token that was checked before is not checked again while it is valid: verifying a signature takes longer than most requests.</summary>
    private static Task FromMemory(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value && Memory(context.HttpContext).TryGetValue(value, out ClaimsPrincipal? principal))
        {
            context.Principal = principal;
            context.Success();
        }
        return Task.CompletedTask;
    }

    private static Task Validated(TokenValidatedContext context)
    {
        if (!OneEach(context.Principal!, JwtRegisteredClaimNames.Sub) || context.Principal!.FindAll(Caller.CorporationClaim).Count() > 1)
        {
            context.Fail("A token names one subject, and at most one corporation.");
            return Task.CompletedTask;
        }
        // Not for longer than a few minutes, so that a key which the provider withdraws is soon of no use.
        var expires = new[] { new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero), context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + Remembered }.Min();
        if (context.Request.Headers.Authorization is [{ } header])
            Memory(context.HttpContext).Set(header, context.Principal!, new MemoryCacheEntryOptions { AbsoluteExpiration = expires, Size = 1 });
        return Task.CompletedTask;
    }

    private static bool OneEach(ClaimsPrincipal principal, string claim) => principal.FindAll(claim).Count() == 1;

    private static IMemoryCache Memory(HttpContext http) => http.RequestServices.GetRequiredService<IMemoryCache>();

    private static Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return context.HttpContext.Answer(ProblemKinds.Unauthorized,
            context.AuthenticateFailure is null ? "Stuur een geldig token mee (Authorization: Bearer …)." : "Het token is niet geldig of verlopen.",
            context.AuthenticateFailure is null ? "Send a valid token (Authorization: Bearer …)." : "The token is not valid or has expired.");
    }

    private static Task Forbidden(ForbiddenContext context) => context.HttpContext.Answer(ProblemKinds.Forbidden,
        "Uw rol of toepassing mag dit niet, of uw corporatie is hier niet geregistreerd.", "Your role or application may not do this, or your corporation is not registered here.");
}
