using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>Bearer tokens (RFC 6750) as JWT (RFC 9068) of one identity provider, whose keys come from its discovery document.</summary>
public static class Tokens
{
    /// <summary>Name of the setting with the issuer of the tokens. Needed outside Development; over https in Production.</summary>
    public const string AuthoritySetting = "Authentication:Authority";

    /// <summary>Name of the setting with the audience that tokens must name.</summary>
    public const string AudienceSetting = "Authentication:Audience";

    /// <summary>The audience that tokens must name where no audience is set.</summary>
    public const string StandardAudience = "wikkenwegen";

    /// <summary>Signatures that are accepted. All are asymmetric: with a symmetric one, somebody could sign tokens with a public key.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>How long a token that was checked is not checked again, at most; less where it expires sooner.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the provider's keys are used before they are asked for again. A key that the provider withdraws can be used for at most
    /// this time and <see cref="Remembered"/> together.
    /// </summary>
    public static readonly TimeSpan KeysKept = TimeSpan.FromMinutes(5);

    /// <summary>About how many bytes of memory a remembered token takes besides its own text and the texts in its claims.</summary>
    private const int BytesOfPrincipal = 4_096;

    /// <summary>The longest subject: that of OpenID Connect (Core 1.0, section 2).</summary>
    private const int MostCharactersOfSubject = 255;

    /// <summary>Adds the checking of tokens.</summary>
    /// <exception cref="StartupException">No issuer is set outside Development, or it is not reached over https in Production.</exception>
    public static void AddTokens(this WebApplicationBuilder builder)
    {
        var authority = builder.Configuration[AuthoritySetting];
        if (string.IsNullOrEmpty(authority) && !builder.Environment.IsDevelopment())
            throw new StartupException($"An identity provider is needed: set {AuthoritySetting.Replace(":", "__", StringComparison.Ordinal)} to its issuer.");
        if (builder.Environment.IsProduction() && !authority!.StartsWith("https://", StringComparison.Ordinal))
            throw new StartupException($"In Production the identity provider is reached over https; {authority} is not.");

        // The first request after the keys got old waits for the new ones. Without this, it would still be checked against the old keys.
        AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);
        builder.Services.AddMemoryCache(options => options.SizeLimit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 32);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.IncludeErrorDetails = false;
            options.Authority = authority;
            options.RequireHttpsMetadata = builder.Environment.IsProduction();
            options.AutomaticRefreshInterval = KeysKept;
            options.RefreshInterval = TimeSpan.FromSeconds(10); // tokens with an unknown key make the host ask the provider again, at most this often
            options.BackchannelTimeout = TimeSpan.FromSeconds(5);
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = builder.Configuration[AudienceSetting] ?? StandardAudience,
                ValidAlgorithms = Algorithms,
                ValidTypes = ["JWT", "at+jwt"],
                RequireExpirationTime = true,
                RequireSignedTokens = true,
                TryAllIssuerSigningKeys = false, // the key that a token names, and no other
                ValidateIssuer = true,
                ValidateAudience = true,
                ValidateIssuerSigningKey = true,
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = JwtRegisteredClaimNames.Sub,
                RoleClaimType = "roles",
            };
            if (DevelopmentTokens.AreGiven(builder.Environment, builder.Configuration)) DevelopmentTokens.Configure(options);
            options.Events = new JwtBearerEvents { OnMessageReceived = FromMemory, OnTokenValidated = Validated, OnChallenge = Challenge };
        });
        // By default the library accepts the last keys that worked for another hour, also those that the provider has withdrawn.
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            if (options.ConfigurationManager is BaseConfigurationManager keys) keys.UseLastKnownGoodConfiguration = false;
        });
    }

    /// <summary>Accepts a token that was checked a short time ago without a new check: verifying a signature takes longer than most requests.</summary>
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
        if (WhyNot((JsonWebToken)context.SecurityToken, context.Principal!) is { } reason)
        {
            context.Fail(reason);
            return Task.CompletedTask;
        }
        // Not for long, so that tokens of a key that the provider withdraws are soon refused.
        var expires = new[] { new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero), context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + Remembered }.Min();
        if (context.Request.Headers.Authorization is [{ } header])
            Memory(context.HttpContext).Set(header, context.Principal!, new MemoryCacheEntryOptions { AbsoluteExpiration = expires, Size = BytesOfPrincipal + 4L * header.Length });
        return Task.CompletedTask;
    }

    /// <summary>Why a token is refused although its signature is right; null where it is accepted. The reason repeats nothing from the token.</summary>
    private static string? WhyNot(JsonWebToken token, ClaimsPrincipal principal)
    {
        if (TokenForm.WhyNot(token) is { } form) return form;
        if (principal.FindAll(JwtRegisteredClaimNames.Sub).ToList() is not [{ ValueType: ClaimValueTypes.String } subject]) return "The token does not name one subject.";
        if (subject.Value.Length is 0 or > MostCharactersOfSubject || subject.Value.Any(char.IsControl)) return "The token names no usable subject.";
        return principal.FindAll(Caller.CorporationClaim).ToList() is [] or [{ ValueType: ClaimValueTypes.String }] ? null : "The token names more than one corporation.";
    }

    private static IMemoryCache Memory(HttpContext http) => http.RequestServices.GetRequiredService<IMemoryCache>();

    private static async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var (http, failure) = (context.HttpContext, context.AuthenticateFailure);
        if (failure is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await http.Respond(ProblemKinds.Unauthorized, "Stuur een geldig token mee (Authorization: Bearer …).", "Send a valid token (Authorization: Bearer …).");
            return;
        }
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Tokens));
        if (await ProviderFails(context))
        {
            log.LogError("The identity provider {Authority} gives no keys to check tokens with ({RequestId})", context.Options.Authority, http.TraceIdentifier);
            http.Response.Headers.RetryAfter = "5";
            await http.Respond(ProblemKinds.Unavailable, "De identityprovider antwoordt niet; uw token is niet te controleren.", "The identity provider does not answer; your token cannot be checked.");
            return;
        }
        log.LogInformation("Token refused: {Reason} ({RequestId})", TokenRefusal.Reason(failure), http.TraceIdentifier);
        http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        await http.Respond(ProblemKinds.Unauthorized, "Het token is niet geldig of verlopen.", "The token is not valid or has expired.");
    }

    /// <summary>Whether the token could not be checked, because the keys of the provider cannot be read.</summary>
    private static async Task<bool> ProviderFails(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is not SecurityTokenException || context.Options.ConfigurationManager is not { } keys) return false;
        try
        {
            await keys.GetConfigurationAsync(context.HttpContext.RequestAborted);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
