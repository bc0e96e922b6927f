using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/advice-requests/{number}/following</summary>
public sealed record FollowAdviceRequest : StepRequest
{
    internal static readonly Step<FollowAdviceRequest> Step = new()
    {
        Path = "/advice-requests/{number}/following",
        Revises = true,
        Id = "followAdvice",
        Summary = "Record that an advice is followed",
        Dutch = "Legt vast dat een ontvangen advies wordt gevolgd.",
        English = "Records that an advice that was received is followed.",
        Command = (_, address, _) => new FollowAdvice { Number = address.Number() },
        Example = new FollowAdviceRequest(),
    };
}
