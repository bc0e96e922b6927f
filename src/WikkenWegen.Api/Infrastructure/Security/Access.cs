using System.Collections.Immutable;
using System.Security.Claims;
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

    /// <summary>Operations that read weighings.</summary>
    private static readonly ImmutableArray<string> ReadingWeighings =
    [
        "listWeighings", "getWeighing", "getFraming", "listProposals", "listProposalRevisions", "getProposalWithdrawal", "getCriteria",
        "listStakeholders", "getStakeholderWithdrawal", "listRounds", "getRoundClosing", "listInputs", "listInputRevisions", "getInputWithdrawal",
        "listObjections", "getObjectionResolution", "listAdviceRequests", "getAdvice", "listScores", "listScoreRevisions", "listOutcomes",
        "listDecisions", "getDecisionApproval", "getDecisionWithdrawal", "listReopenings", "listFallenAssumptions", "getExecution", "listReviews",
        "listFramings", "getFramingVersion", "getProposal", "getProposalRevision", "listCriteriaVersions", "getCriteriaVersion", "getStakeholder",
        "getRound", "getInput", "getInputRevision", "getObjection", "getAdviceRequest", "getAdviceAnswer", "getScore", "getScoreRevision",
        "getOutcome", "getDecision", "getFallenAssumption", "getReview", "getReopening", "getEnding", "listEvents", "getEvent", "compareWeighing",
    ];

    private static readonly Dictionary<string, ImmutableArray<string>> Table = new(
        [.. Writing, .. ReadingWeighings.Select(operation => KeyValuePair.Create(operation, Readers))])
    {
        ["listCorporations"] = [Administrator],
        ["getCorporation"] = Everybody,
    };

    /// <summary>Every operation in the table.</summary>
    public static IEnumerable<string> Operations => Table.Keys;

    /// <summary>The roles that may use an operation; any one of them is enough.</summary>
    /// <param name="operation">operationId.</param>
    /// <exception cref="InvalidOperationException">It is not in the table.</exception>
    public static ImmutableArray<string> RolesFor(string operation) => Table.TryGetValue(operation, out var roles) ? roles
        : throw new InvalidOperationException($"Nobody may use {operation}: it is not in the table of access.");

    /// <summary>
    /// Whether somebody may use an operation only for the party that is themselves: of their roles, it is that of a contributor alone
    /// that lets them.
    /// </summary>
    public static bool OwnPartyOnly(string operation, ClaimsPrincipal user) => RolesFor(operation).Where(user.IsInRole).All(role => role == Contributor);
}
