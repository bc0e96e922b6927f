using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Weighings.History;

namespace WikkenWegen.Api.Streams;

/// <summary>The comparison of two versions or moments of a thing that is no weighing, in the form in which those of weighings are compared.</summary>
public static class StreamComparison
{
    /// <summary>Maps it, below the address of the thing.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="thing">The address of the thing, such as /v1/instruments/{code}.</param>
    /// <param name="id">The operationId in the OpenAPI document; unique.</param>
    /// <param name="tag">Name of its group in the OpenAPI document.</param>
    /// <param name="named">The thing in the summary, such as an instrument.</param>
    /// <param name="of">What is said of what the caller sees, in Dutch and in English; behind what every comparison gives.</param>
    /// <param name="roles">The roles that may read the thing.</param>
    /// <param name="found">Gives what the caller may see of it; null where the request was answered instead.</param>
    public static void MapComparison(this IEndpointRouteBuilder routes, string thing, string id, string tag, string named, (string Dutch, string English) of, ImmutableArray<string> roles, Func<HttpContext, Task<StreamAsSeen?>> found) =>
        routes.MapOperation(HttpMethods.Get, thing + "/comparison", new Operation
        {
            Id = id,
            Tag = tag,
            Summary = $"Compare two versions or moments of {named}",
            Dutch = $"Wat er tussen twee versies of momenten is bijgekomen, veranderd en verdwenen, en door welke gebeurtenissen. {of.Dutch}",
            English = $"What came, changed and went between two versions or moments, and by which events. {of.English}",
            Query = Comparison.Parameters("1", "4"),
            Roles = roles,
            IfNoneMatch = true,
            Responses = Comparison.Responses,
            Problems = [ProblemKinds.NotFound],
        }, http => Comparison.Answer(http, InputRules.EventNotThere, async (axis, knownAt) => await found(http) is { } seen
            ? new Compared(new StreamTimeline(seen, axis, knownAt), seen.Stream.Version, seen.DependsOnOthers) : null));
}
