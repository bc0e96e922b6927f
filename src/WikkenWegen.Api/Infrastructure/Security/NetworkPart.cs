using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>
/// Whether somebody takes part in the learning network. The role of a participant lets them in to sign up; what the network has is for who takes part in it. So each operation that they may use as
/// a participant is closed to who does not, unless everybody may use it whatever their role, or it says itself that it is not closed (<see cref="Operation.WithoutPart"/>): one that is added later
/// is. It is judged by what is recorded when they ask, also where they ask for a moment of the past, or send again what they sent while they took part.
/// </summary>
public static class NetworkPart
{
    /// <summary>Whether an operation is closed to a participant who takes no part in the network.</summary>
    public static bool IsNeeded(Operation operation) => operation.Roles.Contains(Roles.Participant) && !Access.Everybody.All(operation.Roles.Contains) && !operation.WithoutPart;

    /// <summary>Whether the caller has nothing but the role of a participant for the operation that they ask for, and takes no part in the network.</summary>
    public static async Task<bool> IsLacking(HttpContext http)
    {
        var operation = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
        return Caller.CorporationOf(http.User) == Access.Network && operation.Roles.Where(http.User.IsInRole).All(role => role == Roles.Participant)
            && !await http.RequestServices.GetRequiredService<INetworkParticipants>().HavePart(Caller.SubjectOf(http.User), http.RequestAborted);
    }

    /// <summary>
    /// The refusal to who takes no part. What an address names is not there for them, whatever it names, so that nothing is told of what there is; of what the network has as a whole, such as its
    /// cases, they are told that it is not for them.
    /// </summary>
    /// <param name="by">The handler that decided so.</param>
    /// <param name="http">The request.</param>
    internal static AccessDenied Refused(AccessHandler by, HttpContext http) => http.Request.RouteValues.Count > 0
        ? new AccessDenied(by, "Dit is er niet, of alleen voor wie meedoet in het leernetwerk: met een aanmelding die is bevestigd, en niet ingetrokken.",
            "This is not there, or only for who takes part in the learning network: with a sign-up that was confirmed, and not withdrawn.") { Kind = ProblemKinds.NotFound }
        : new AccessDenied(by, "Dit is alleen voor wie meedoet in het leernetwerk: met een aanmelding die is bevestigd, en niet ingetrokken.",
            "This is only for who takes part in the learning network: with a sign-up that was confirmed, and not withdrawn.");
}
