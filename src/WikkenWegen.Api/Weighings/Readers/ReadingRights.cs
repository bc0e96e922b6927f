using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Claims;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Readers;

/// <summary>What a role may read.</summary>
/// <param name="UpTo">The highest class of confidentiality of which it reads every weighing of the corporation; null where it reads only those in which the person is named.</param>
/// <param name="SeesPersons">Whether it reads the names and contacts of stakeholders.</param>
public sealed record ReadingRight(Confidentiality? UpTo, bool SeesPersons);

/// <summary>
/// Who reads which weighings, by role and class. Named is who takes part as a stakeholder with their own subject id, or was given access by
/// name; whoever is named reads the weighing, whatever its class. Who may not see a weighing is told that it does not exist.
/// </summary>
public static class ReadingRights
{
    /// <summary>The table. A role that is not in it, the administrator, reads no weighing. Who has several roles has the rights of all of them.</summary>
    public static readonly FrozenDictionary<string, ReadingRight> ByRole = new Dictionary<string, ReadingRight>
    {
        [Roles.Contributor] = new(null, SeesPersons: false),
        [Roles.Reader] = new(Confidentiality.Internal, SeesPersons: false),
        [Roles.Strategist] = new(Confidentiality.Confidential, SeesPersons: true),
        [Roles.Decider] = new(Confidentiality.Confidential, SeesPersons: false),
        [Roles.Approver] = new(Confidentiality.Confidential, SeesPersons: false),
        [Roles.PrivacyOfficer] = new(Confidentiality.Confidential, SeesPersons: true),
        [Roles.Auditor] = new(Confidentiality.Secret, SeesPersons: false),
    }.ToFrozenDictionary();

    /// <summary>The caller, as a reader.</summary>
    /// <exception cref="InvalidOperationException">The token names no subject; access has refused that before.</exception>
    public static Reader Reader(HttpContext http) => By(http, ByRole.Keys);

    /// <summary>The caller, as a reader by the roles that may do what is asked for, and by no other that they have: so that nobody writes of what they may look at only as an auditor.</summary>
    /// <exception cref="InvalidOperationException">The token names no subject; access has refused that before.</exception>
    public static Reader Acting(HttpContext http) => By(http, http.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>().Roles);

    /// <summary>The highest class of which somebody reads every weighing by some of their roles; null where these read only those in which the person is named.</summary>
    /// <param name="user">Who it is.</param>
    /// <param name="roles">The roles that count: where something is recorded, those that may record it, so that nobody writes where they may look only as an auditor.</param>
    public static Confidentiality? UpTo(ClaimsPrincipal user, IEnumerable<string> roles) => roles.Where(user.IsInRole).Max(role => ByRole.GetValueOrDefault(role)?.UpTo);

    private static Reader By(HttpContext http, ImmutableArray<string> roles) =>
        new(Caller.SubjectOf(http.User), UpTo(http.User, roles), roles.Any(role => http.User.IsInRole(role) && ByRole.GetValueOrDefault(role) is { SeesPersons: true }));
}
