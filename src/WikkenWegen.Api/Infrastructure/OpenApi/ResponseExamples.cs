using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>
/// Examples of answers: what the API answered to the example of the request, with its lists cut to two elements (response-examples.json, which
/// the tests hold against the running API). The whole view has none: the linter of the NLGov rules takes a list that is called inputs for a PUT.
/// </summary>
internal static class ResponseExamples
{
    private static readonly JsonObject Recorded = Read();

    /// <summary>The example of a good answer; null where there is none, as for what has no body.</summary>
    public static JsonNode? Of(string operation, OperationResponse response) => response.Type is null ? null : Recorded[operation]?[response.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)]?.DeepClone();

    /// <summary>A problem of a kind.</summary>
    public static JsonNode Of(ProblemKind kind) => JsonSerializer.SerializeToNode(new Problem
    {
        Type = kind.Type,
        Title = kind.Dutch,
        Status = kind.Status,
        Detail = ProblemTypes.All.Single(type => type.Type == kind.Type).Meaning.Nl,
        Instance = "urn:wikkenwegen:request:0HNQAKVU9AOBK:00000001",
    }, ApiJson.Options)!;

    private static JsonObject Read()
    {
        using var stream = typeof(ResponseExamples).Assembly.GetManifestResourceStream("response-examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
