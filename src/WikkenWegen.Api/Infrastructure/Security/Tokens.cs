using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WikkenWegen.Api.Infrastructure.Http;

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
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    /// <summary>The longest time for which the provider's keys are not asked for again; with <see cref="Remembered"/>, how long a withdrawn key is of use.</summary>
    public static readonly TimeSpan KeysKept = TimeSpan.FromMinutes(5);

    /// <summary>The longest subject: that of OpenID Connect (Core 1.0, section 2).</summary>
    private const int MostCharactersOfSubject = 255;

    /// <summary>Adds the checking of tokens.</summary>
    /// <exception cref="StartupException">Outside Development, where no issuer is set or it is not reached over TLS.</exception>
    public static void AddTokens(this WebApplicationBuilder builder)
    {
        var authority = builder.Configuration[AuthoritySetting];
        if (string.IsNullOrEmpty(authority) && !builder.Environment.IsDevelopment())
            throw new StartupException($"An identity provider is needed: set {AuthoritySetting.Replace(":", "__", StringComparison.Ordinal)} to its issuer.");
        if (builder.Environment.IsProduction() && !authority!.StartsWith("https://", StringComparison.Ordinal))
            throw new StartupException($"In Production the identity provider is reached over https; {authority} is not.");

        // Whoever comes first when the keys are old waits for the new ones: else a withdrawn key would do once more, however long ago that was.
        AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);
        builder.Services.AddMemoryCache(options => options.SizeLimit = 100_000);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.IncludeErrorDetails = false;
            options.Authority = authority;
            options.RequireHttpsMetadata = builder.Environment.IsProduction();
            options.AutomaticRefreshInterval = KeysKept;
            options.RefreshInterval = TimeSpan.FromSeconds(10); // for a key that is not known: however many tokens name one, the provider is asked this often
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
        // The library would go on accepting keys that the provider has withdrawn for an hour, as the last that were known to be good.
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            if (options.ConfigurationManager is BaseConfigurationManager keys) keys.UseLastKnownGoodConfiguration = false;
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
        if (WhyNot((JsonWebToken)context.SecurityToken, context.Principal!) is { } reason)
        {
            context.Fail(reason);
            return Task.CompletedTask;
        }
        // Not for longer than a few minutes, so that a key which the provider withdraws is soon of no use.
        var expires = new[] { new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero), context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + Remembered }.Min();
        if (context.Request.Headers.Authorization is [{ } header])
            Memory(context.HttpContext).Set(header, context.Principal!, new MemoryCacheEntryOptions { AbsoluteExpiration = expires, Size = 1 });
        return Task.CompletedTask;
    }

    /// <summary>Why a token that its provider did sign is of no use here; null where it is. Tells nothing of what is in it.</summary>
    private static string? WhyNot(JsonWebToken token, ClaimsPrincipal principal)
    {
        if (SaysTwice(token)) return "The token says something twice.";
        if (principal.FindAll(JwtRegisteredClaimNames.Sub).ToList() is not [{ ValueType: ClaimValueTypes.String } subject]) return "The token does not name one subject.";
        if (subject.Value.Length is 0 or > MostCharactersOfSubject || subject.Value.Any(char.IsControl)) return "The token names no usable subject.";
        return principal.FindAll(Caller.CorporationClaim).ToList() is [] or [{ ValueType: ClaimValueTypes.String }] ? null : "The token names more than one corporation.";
    }

    /// <summary>Whether a member is there twice, of which others may read the first and we the last (RFC 7519, section 4).</summary>
    private static bool SaysTwice(JsonWebToken token)
    {
        try
        {
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
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

    /// <summary>Whether the token could not be judged, because the keys of the provider were never to be had.</summary>
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
