using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>
/// Examples of answers: what the API answered to the example of the request, with its lists cut to two elements (answer-examples.json, which
/// the tests hold against the running API).
/// </summary>
internal static class AnswerExamples
{
    private static readonly JsonObject Recorded = Read();

    /// <summary>The example of a good answer; null where there is none, as for what has no body.</summary>
    public static JsonNode? Of(string operation, Answer answer) => answer.Type is null ? null : Recorded[operation]?[answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)]?.DeepClone();

    /// <summary>
    /// The whole view is an example at its own address: the linter of the NLGov rules takes a list that is called inputs for a PUT without a 400.
    /// </summary>
    public static Dictionary<string, IOpenApiExample>? Elsewhere(string operation) => operation != "getWeighing" ? null : new()
    {
        ["weighing"] = new OpenApiExample { Summary = "OEFEN-3", ExternalValue = $"/v1/weighings/{PracticeWeighings.For(operation, reads: true).Id}" },
    };

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
        using var stream = typeof(AnswerExamples).Assembly.GetManifestResourceStream("answer-examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
