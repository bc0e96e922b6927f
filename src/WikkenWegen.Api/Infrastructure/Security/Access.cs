using System.Collections.Immutable;
using System.Security.Claims;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Domain.Corporations;
using static WikkenWegen.Api.Infrastructure.Security.Roles;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>
/// The sets of roles that operations name in <see cref="Operation.Roles"/>: each operation says itself who may use it. The agreed roles of
/// all operations stand in tests/WikkenWegen.Api.Tests/Security/access.txt, and a test compares them.
/// </summary>
public static class Access
{
    /// <summary>Every role that may read the weighings of the corporation: all but the administrator.</summary>
    public static readonly ImmutableArray<string> Readers = [Reader, Contributor, Roles.Strategist, Roles.Decider, Roles.Approver, Roles.Auditor, Roles.PrivacyOfficer];

    /// <summary>The tenant of the learning network. Who is in it sees what it has, nobody else, and nothing of each other's corporations.</summary>
    public const string Network = "network";

    /// <summary>
    /// The tenant of the catalogue of instruments. It is no corporation, and what it has everybody reads; its tokens are for who sees to personal data in it and for who audits its log,
    /// and for no other operation that asks for a corporation.
    /// </summary>
    public const string Catalogue = RegisterCorporation.Catalogue;

    /// <summary>The role that runs the learning network.</summary>
    public static readonly ImmutableArray<string> Organiser = [Roles.Organiser];

    /// <summary>The roles of the learning network. What they may use is only for tokens of the network.</summary>
    public static readonly ImmutableArray<string> OfNetwork = [Roles.Organiser, Participant];

    /// <summary>Every role there is.</summary>
    public static readonly ImmutableArray<string> Everybody = [.. Readers, Roles.Administrator, .. OfNetwork];

    /// <summary>The role that runs weighings.</summary>
    public static readonly ImmutableArray<string> Strategist = [Roles.Strategist];

    /// <summary>The role that runs weighings, and contributors: in a weighing for their own party only, and with an instrument for the party that they name, beside which the event keeps who they are.</summary>
    public static readonly ImmutableArray<string> StrategistOrParty = [Roles.Strategist, Contributor];

    /// <summary>The role that decides.</summary>
    public static readonly ImmutableArray<string> Decider = [Roles.Decider];

    /// <summary>The roles that run weighings and that decide.</summary>
    public static readonly ImmutableArray<string> StrategistOrDecider = [Roles.Strategist, Roles.Decider];

    /// <summary>The roles that run weighings and that decide, and the one that examines what was recorded.</summary>
    public static readonly ImmutableArray<string> StrategistDeciderOrAuditor = [Roles.Strategist, Roles.Decider, Roles.Auditor];

    /// <summary>The role that approves decisions.</summary>
    public static readonly ImmutableArray<string> Approver = [Roles.Approver];

    /// <summary>The role that registers corporations.</summary>
    public static readonly ImmutableArray<string> Administrator = [Roles.Administrator];

    /// <summary>The role that examines what was recorded.</summary>
    public static readonly ImmutableArray<string> Auditor = [Roles.Auditor];

    /// <summary>Who registers corporations, and who examines what was registered of their own.</summary>
    public static readonly ImmutableArray<string> AdministratorOrAuditor = [Roles.Administrator, Roles.Auditor];

    /// <summary>The role that runs weighings, for those of the corporation, and who sees to what is there for all corporations.</summary>
    public static readonly ImmutableArray<string> StrategistOrAdministrator = [Roles.Strategist, Roles.Administrator];

    /// <summary>The role that sees to personal data.</summary>
    public static readonly ImmutableArray<string> PrivacyOfficer = [Roles.PrivacyOfficer];

    /// <summary>Who sees to personal data, and who examines what was done.</summary>
    public static readonly ImmutableArray<string> PrivacyOfficerOrAuditor = [Roles.PrivacyOfficer, Roles.Auditor];

    /// <summary>
    /// Whether a caller may use an operation only in the name of their own party, or of themselves: of the roles that may use it, they have only that of a
    /// contributor or of a participant. Of an instrument no party has a subject id, so that nothing there goes by this.
    /// </summary>
    public static bool OwnPartyOnly(Operation operation, ClaimsPrincipal user) => operation.Roles.Where(user.IsInRole).All(role => role is Contributor or Participant);

    /// <summary>Whether an operation is about personal data, so that tokens of the catalogue may use it too.</summary>
    public static bool IsOfPrivacy(Operation operation) => operation.Roles.Contains(Roles.PrivacyOfficer) && operation.Roles.All(PrivacyOfficerOrAuditor.Contains);

    /// <summary>Whether an operation is for auditors alone, so that those of the catalogue may use it too: instruments and erasures there are leaves of its log, which they read, cosign and export.</summary>
    public static bool IsOfAudit(Operation operation) => operation.Roles.All(Auditor.Contains);

    /// <summary>Whether an operation is of the learning network: only roles of it may use it.</summary>
    public static bool IsOfNetwork(Operation operation) => operation.Roles.All(OfNetwork.Contains);
}
