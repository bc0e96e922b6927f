using System.Collections.Immutable;
using System.Security.Claims;
using WikkenWegen.Api.Infrastructure.Http;
using static WikkenWegen.Api.Infrastructure.Security.Roles;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>
/// The sets of roles that operations name in <see cref="Operation.Roles"/>: each operation says itself who may use it. All of them together
/// are agreed on in tests/WikkenWegen.Api.Tests/Security/access.txt.
/// </summary>
public static class Access
{
    /// <summary>Everybody who reads the weighings of the corporation.</summary>
    public static readonly ImmutableArray<string> Readers = [Reader, Contributor, Roles.Strategist, Roles.Decider, Roles.Approver, Auditor, PrivacyOfficer];

    /// <summary>Every role there is.</summary>
    public static readonly ImmutableArray<string> Everybody = [.. Readers, Roles.Administrator];

    /// <summary>Who runs weighings.</summary>
    public static readonly ImmutableArray<string> Strategist = [Roles.Strategist];

    /// <summary>Who runs weighings, and each party for itself.</summary>
    public static readonly ImmutableArray<string> StrategistOrParty = [Roles.Strategist, Contributor];

    /// <summary>Who decides.</summary>
    public static readonly ImmutableArray<string> Decider = [Roles.Decider];

    /// <summary>Who runs weighings, and who decides.</summary>
    public static readonly ImmutableArray<string> StrategistOrDecider = [Roles.Strategist, Roles.Decider];

    /// <summary>Who approves decisions.</summary>
    public static readonly ImmutableArray<string> Approver = [Roles.Approver];

    /// <summary>Who registers corporations.</summary>
    public static readonly ImmutableArray<string> Administrator = [Roles.Administrator];

    /// <summary>Who registers corporations, and who examines what was registered of their own.</summary>
    public static readonly ImmutableArray<string> AdministratorOrAuditor = [Roles.Administrator, Auditor];

    /// <summary>
    /// Whether somebody may use an operation only for the party that is themselves: of their roles, it is that of a contributor alone
    /// that lets them.
    /// </summary>
    public static bool OwnPartyOnly(Operation operation, ClaimsPrincipal user) => operation.Roles.Where(user.IsInRole).All(role => role == Contributor);
}
