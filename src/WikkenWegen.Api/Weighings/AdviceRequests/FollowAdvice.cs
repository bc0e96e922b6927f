using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.AdviceRequests;

namespace WikkenWegen.Api.Weighings.AdviceRequests;

/// <summary>Body of POST /v1/weighings/{id}/advice-requests/{number}/following</summary>
public sealed record FollowAdviceRequest : StepRequest
{
    internal static readonly StepEndpoint<FollowAdviceRequest> Endpoint = new()
    {
        Path = "/advice-requests/{number}/following",
        Revises = true,
        Id = "followAdvice",
        Tag = "Advice",
        Roles = Access.StrategistOrDecider,
        ExampleNeedsDecision = true,
        Parts =
        [
            Part.At("/advice-requests/{number}/answer", "getAdviceAnswer", "Get what was done with an advice", "Wat met een advies is gedaan.", (weighing, at) => weighing.AdviceRequest(at.Number())?.Answer),
        ],
        Summary = "Record that an advice is followed",
        Dutch = "Legt vast dat een ontvangen advies wordt gevolgd.",
        English = "Records that an advice that was received is followed.",
        Command = (_, address, _) => new FollowAdvice { Number = address.Number() },
        Example = new FollowAdviceRequest(),
    };
}
