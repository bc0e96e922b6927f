using System.Diagnostics;
using System.Security.Claims;
using WikkenWegen.Api.Recording;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>Who is asking.</summary>
/// <param name="Corporation">The corporation whose weighings are meant: the tenant.</param>
/// <param name="Subject">Pseudonymous subject id.</param>
public sealed record Caller(string Corporation, string Subject)
{
    /// <summary>The claim that names the corporation.</summary>
    public const string CorporationClaim = "corporation";

    /// <summary>The caller of a request that was authenticated.</summary>
    public static Caller Of(HttpContext http) => new(
        http.User.FindFirstValue(CorporationClaim) ?? throw new InvalidOperationException("The caller has no corporation."),
        http.User.FindFirstValue("sub") ?? throw new InvalidOperationException("The caller has no subject."));

    /// <summary>The metadata of a step that this caller asks for.</summary>
    public StepEnvelope Envelope(HttpContext http) => new(Subject, Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier, http.TraceIdentifier);
}
