using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Outcomes;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Weighings.Outcome;

/// <summary>GET /v1/weighings/{id}/outcomes/{number}/verification</summary>
public static class VerifyOutcome
{
    /// <summary>Maps the verification.</summary>
    public static void MapVerification(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Get, "/outcomes/{number}/verification", new Operation
    {
        Id = "verifyOutcome",
        Tag = "Outcome",
        Summary = "Compute a recorded outcome once more",
        Dutch = "Rekent een vastgelegde uitkomst na, met de gebeurtenissen die zij toen las, en zegt of er tot op de bit hetzelfde uitkomt, of wat er verschilt. Een uitkomst die elders is berekend, is hier niet na te rekenen.",
        English = "Computes a recorded outcome once more, from the events that it read then, and says whether the same comes out to the bit, or what differs. An outcome that was computed elsewhere cannot be computed again here.",
        Roles = Access.Readers,
        Responses = [new OperationResponse(200, typeof(OutcomeVerification), "What it shows.", "Wat het laat zien.")],
        Problems = [ProblemKinds.NotFound],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        var address = new Address(http);
        if (await ReadableWeighing.Find(http, address.Weighing) is not { } weighing)
        {
            await StepRoutes.UnknownWeighing(http);
            return;
        }
        var newest = weighing.Newest;
        if (newest.State.Outcomes.FirstOrDefault(o => o.Number == address.Number()) is not { } recorded)
        {
            await http.Respond(ProblemKinds.NotFound, "Deze uitkomst is er (nog) niet.", "This outcome is not there (yet).");
            return;
        }
        var drawing = new OutcomeDrawing { Draws = recorded.Computation?.Draws ?? 0 };
        var isHeavy = recorded.Computation is not null && OutcomeWork.IsHeavy(newest.State, drawing);
        var (isDone, verification) = await HeavyWork.Run(http, isHeavy, cancellation =>
            OutcomeVerification.Of(recorded, newest.History.After(recorded.ReadVersion) with { Id = newest.State.Id }, OwnOutcomes.Threads(isHeavy), cancellation));
        if (isDone) await http.WriteJson(verification, ApiJson.Responses);
    }
}
