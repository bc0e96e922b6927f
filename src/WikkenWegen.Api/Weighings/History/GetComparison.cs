using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>GET /v1/weighings/{id}/comparison</summary>
public static class GetComparison
{
    /// <summary>Maps the comparison.</summary>
    public static void MapComparison(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Get, "/comparison", new Operation
    {
        Id = "compareWeighing",
        Tag = "History",
        Summary = "Compare two versions or moments of a weighing",
        Dutch = "Wat er tussen twee versies of momenten is bijgekomen, veranderd en verdwenen, en door welke gebeurtenissen.",
        English = "What came, changed and went between two versions or moments, and by which events.",
        Query = Comparison.Parameters("5", "14"),
        Roles = Access.Readers,
        IfNoneMatch = true,
        Responses = Comparison.Responses,
        Problems = [ProblemKinds.NotFound],
    }, http => Comparison.Answer(http, Rules.UnknownEvent, async (axis, knownAt) => await GetHistory.Weighing(http) is { } weighing
        ? new Compared(await Timeline.Of(weighing, axis, knownAt, http.RequestAborted), weighing.Newest.State.Version, weighing.DependsOnOthers) : null));
}
