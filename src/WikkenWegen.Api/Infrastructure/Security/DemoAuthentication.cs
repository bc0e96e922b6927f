using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>
/// In Development everybody is somebody of the demo corporation: <c>demo</c>, or whom the header <c>X-Demo-Subject</c> names.
/// Not there outside Development.
/// </summary>
public sealed class DemoAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "Demo";

    /// <summary>The corporation of the examples.</summary>
    public const string Corporation = "woonwijzer-merenland";

    /// <summary>The header that names another subject.</summary>
    public const string SubjectHeader = "X-Demo-Subject";

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var subject = Request.Headers[SubjectHeader].ToString() is { Length: > 0 and <= 100 } named ? named : "demo";
        var identity = new ClaimsIdentity([new Claim("sub", subject), new Claim(Caller.CorporationClaim, Corporation)], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }
}
