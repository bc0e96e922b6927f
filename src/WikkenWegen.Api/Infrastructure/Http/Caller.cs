using System.Diagnostics;
using System.Security.Claims;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>Who is asking, as the token says. Nothing else in a request can change it.</summary>
/// <param name="Corporation">Code of the corporation whose weighings are meant: the tenant.</param>
/// <param name="Subject">Pseudonymous subject id.</param>
public sealed record Caller(string Corporation, string Subject)
{
    /// <summary>Name of the claim with the code of the corporation.</summary>
    public const string CorporationClaim = "corporation";

    /// <summary>The caller of an operation on weighings.</summary>
    /// <exception cref="InvalidOperationException">The token names no corporation or no subject; access has refused those before.</exception>
    public static Caller Of(HttpContext http) => new(
        CorporationOf(http.User) ?? throw new InvalidOperationException("The caller has no corporation."),
        SubjectOf(http.User));

    /// <summary>The code of the corporation in a token; null where it names none, or one with control characters, which no code has and no database can hold.</summary>
    public static string? CorporationOf(ClaimsPrincipal user) => user.FindFirstValue(CorporationClaim) is { } corporation && !corporation.Any(char.IsControl) ? corporation : null;

    /// <summary>The subject id in a token.</summary>
    /// <exception cref="InvalidOperationException">The token names no subject.</exception>
    public static string SubjectOf(ClaimsPrincipal user) => user.FindFirstValue("sub") ?? throw new InvalidOperationException("The caller has no subject.");

    /// <summary>The conversation that a request belongs to: VERA's reference number where the caller sends one, else the W3C trace.</summary>
    public static string Conversation(HttpContext http) => ReferenceOf(http.Request) ?? Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    /// <summary>VERA's header for the reference number of a message.</summary>
    public const string ReferenceHeader = "X-Stuurgegevens-Referentienummer";

    /// <summary>The reference number that a caller sent: one, of at most 100 visible ASCII characters; null for anything else.</summary>
    public static string? ReferenceOf(HttpRequest request) =>
        request.Headers[ReferenceHeader] is [{ Length: > 0 and <= 100 } reference] && reference.All(c => c is > ' ' and <= '~') ? reference : null;
}
