using System.Collections.Immutable;
using static WikkenWegen.Api.Infrastructure.Security.Roles;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>
/// Who may do what: the one table that is the policy, the documentation and the test. An operation that is not in it is denied to
/// everybody, and the host does not start.
/// </summary>
public static class Access
{
    private static readonly ImmutableArray<string> Readers = [Reader, Contributor, Strategist, Decider, Approver, Auditor, PrivacyOfficer];
    private static readonly ImmutableArray<string> Everybody = [.. Readers, Administrator];
    private static readonly ImmutableArray<string> Strategists = [Strategist];
    private static readonly ImmutableArray<string> Contributors = [Strategist, Contributor];
    private static readonly ImmutableArray<string> Deciders = [Decider];
    private static readonly ImmutableArray<string> StrategistsAndDeciders = [Strategist, Decider];

    /// <summary>Operations that record something, and the roles that may.</summary>
    private static readonly Dictionary<string, ImmutableArray<string>> Writing = new()
    {
        ["openWeighing"] = Strategists,
        ["reframeWeighing"] = Strategists,
        ["submitProposal"] = Strategists,
        ["reviseProposal"] = Strategists,
        ["withdrawProposal"] = Strategists,
        ["setCriteria"] = Strategists,
        ["inviteStakeholder"] = Strategists,
        ["withdrawStakeholder"] = Strategists,
        ["openRound"] = Strategists,
        ["closeRound"] = Strategists,
        ["giveInput"] = Contributors,
        ["reviseInput"] = Contributors,
        ["withdrawInput"] = Contributors,
        ["raiseObjection"] = Contributors,
        ["resolveObjection"] = Strategists,
        ["requestAdvice"] = Strategists,
        ["receiveAdvice"] = Strategists,
        ["followAdvice"] = StrategistsAndDeciders,
        ["reasonAdviceDeviation"] = StrategistsAndDeciders,
        ["giveScore"] = Strategists,
        ["reviseScore"] = Strategists,
        ["recordOutcome"] = Strategists,
        ["takeDecision"] = Deciders,
        ["approveDecision"] = [Approver],
        ["withdrawDecision"] = Deciders,
        ["reopenWeighing"] = StrategistsAndDeciders,
        ["dropAssumption"] = Strategists,
        ["startExecution"] = StrategistsAndDeciders,
        ["holdReview"] = Strategists,
        ["closeWeighing"] = StrategistsAndDeciders,
        ["cancelWeighing"] = StrategistsAndDeciders,
        ["registerCorporation"] = [Administrator],
        ["changeCorporation"] = [Administrator],
    };

    /// <summary>Operations that only read, where others may than those who read weighings.</summary>
    private static readonly Dictionary<string, ImmutableArray<string>> Reading = new()
    {
        ["listCorporations"] = [Administrator],
        ["getCorporation"] = Everybody,
    };

    /// <summary>The roles that may use an operation; any one of them is enough.</summary>
    /// <param name="operation">operationId.</param>
    /// <param name="reads">Whether it only reads.</param>
    /// <exception cref="InvalidOperationException">It records, and is not in the table.</exception>
    public static ImmutableArray<string> RolesFor(string operation, bool reads) =>
        Writing.TryGetValue(operation, out var writers) ? writers
        : !reads ? throw new InvalidOperationException($"Nobody may use {operation}: it is not in the table of access.")
        : Reading.TryGetValue(operation, out var readers) ? readers
        : Readers;
}
