using System.Diagnostics;
using System.Security.Claims;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>Who is asking, as the token tells it; nothing else of a request does.</summary>
/// <param name="Corporation">The corporation whose weighings are meant: the tenant.</param>
/// <param name="Subject">Pseudonymous subject id.</param>
public sealed record Caller(string Corporation, string Subject)
{
    /// <summary>The claim that names the corporation.</summary>
    public const string CorporationClaim = "corporation";

    /// <summary>The caller of an operation on weighings, which only those of a corporation get to.</summary>
    public static Caller Of(HttpContext http) => new(
        CorporationOf(http.User) ?? throw new InvalidOperationException("The caller has no corporation."),
        SubjectOf(http.User));

    /// <summary>The corporation of a token; null where it names none.</summary>
    public static string? CorporationOf(ClaimsPrincipal user) => user.FindFirstValue(CorporationClaim);

    /// <summary>The subject of a token.</summary>
    public static string SubjectOf(ClaimsPrincipal user) => user.FindFirstValue("sub") ?? throw new InvalidOperationException("The caller has no subject.");

    /// <summary>The conversation that a request belongs to: VERA's reference number where the caller sends one, else the W3C trace.</summary>
    public static string Conversation(HttpContext http) => ReferenceOf(http.Request) ?? Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    /// <summary>VERA's header for the reference number of a message.</summary>
    public const string ReferenceHeader = "X-Stuurgegevens-Referentienummer";

    /// <summary>The reference number that a caller sent: one, of at most 100 visible ASCII characters; null for anything else.</summary>
    public static string? ReferenceOf(HttpRequest request) =>
        request.Headers[ReferenceHeader] is [{ Length: > 0 and <= 100 } reference] && reference.All(c => c is > ' ' and <= '~') ? reference : null;
}
