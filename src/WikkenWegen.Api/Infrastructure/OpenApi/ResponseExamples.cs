using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>
/// Examples of answers: what the API answered to the example of the request, with lists cut to two elements. They stand in
/// response-examples.json; a test compares them with the running API. The whole view has no example, because the linter of the NLGov rules
/// mistakes its list called "inputs" for an operation PUT.
/// </summary>
internal static class ResponseExamples
{
    private static readonly JsonObject Recorded = Read();

    /// <summary>The example of an answer to a request that succeeds; null where there is none, such as for an answer without a body.</summary>
    public static JsonNode? Of(string operation, OperationResponse response) => response.Type is null ? null : Recorded[operation]?[response.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)]?.DeepClone();

    /// <summary>An example of a problem of this kind.</summary>
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
