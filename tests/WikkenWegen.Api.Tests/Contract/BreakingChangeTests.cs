using System.Text.Json.Nodes;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>That a change is told for what it is.</summary>
public class BreakingChangeTests
{
    private static readonly Dictionary<string, Action<JsonObject>> Breaking = new()
    {
        ["POST /weighings went"] = d => Item(d, "/weighings").Remove("post"),
        ["GET /weighings/{id}/events went"] = d => d["paths"]!.AsObject().Remove("/weighings/{id}/events"),
        ["POST /weighings got another operationId"] = d => Operation(d, "/weighings", "post")["operationId"] = "startWeighing",
        ["POST /weighings no longer answers 409"] = d => Operation(d, "/weighings", "post")["responses"]!.AsObject().Remove("409"),
        ["GET /weighings no longer has the parameter q"] = d => Parameters(d, "/weighings", "get").RemoveAll(p => p!["name"]?.GetValue<string>() == "q"),
        ["GET /weighings now needs the parameter q"] = d => Parameters(d, "/weighings", "get").Single(p => p!["name"]?.GetValue<string>() == "q")!["required"] = true,
        ["GET /weighings now needs the parameter since"] = d => Parameters(d, "/weighings", "get").Add(new JsonObject { ["name"] = "since", ["in"] = "query", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } }),
        ["POST /weighings/{id}/rounds/{number}/closing now needs a body"] = d => Operation(d, "/weighings/{id}/rounds/{number}/closing", "post")["requestBody"]!["required"] = true,
        ["POST /weighings body no longer is application/json"] = d => Operation(d, "/weighings", "post")["requestBody"]!["content"]!.AsObject().Remove("application/json"),
        ["POST /weighings 201 no longer has the header Location"] = d => Operation(d, "/weighings", "post")["responses"]!["201"]!["headers"]!.AsObject().Remove("Location"),
        ["POST /weighings body no longer has the field occasion"] = d => Properties(d, "OpenWeighingRequest").Remove("occasion"),
        ["POST /weighings body now needs the field occasion"] = d => Required(d, "OpenWeighingRequest").Add("occasion"),
        ["POST /weighings body /title has another type"] = d => Properties(d, "OpenWeighingRequest")["title"]!["type"] = "integer",
        ["POST /weighings body /deadline has another format"] = d => Properties(d, "OpenWeighingRequest")["deadline"]!["format"] = "date-time",
        ["POST /weighings body /title has a lower maxLength"] = d => Properties(d, "OpenWeighingRequest")["title"]!["maxLength"] = 100,
        ["POST /weighings body /areas has a lower maxItems"] = d => Properties(d, "OpenWeighingRequest")["areas"]!["maxItems"] = 10,
        ["POST /weighings body /areas element /year has a higher minimum"] = d => Properties(d, "AreaRequest")["year"]!["minimum"] = 2000,
        ["POST /weighings body /areas element /code has another pattern"] = d => Properties(d, "AreaRequest")["code"]!["pattern"] = "^GM[0-9]{4}$",
        ["GET /weighings/{id}/events parameter type has another pattern"] = d => Types(d)["pattern"] = $"{Types(d)["pattern"]}".Replace("access_ended|", "", StringComparison.Ordinal),
        ["POST /weighings body /level no longer knows the choice tactical"] = d => d["components"]!["schemas"]!["Level"]!["enum"]!.AsArray().RemoveAll(c => c!.GetValue<string>() == "tactical"),
        ["GET /weighings/{id} 200 no longer always has the field status"] = d => Required(d, "WeighingView").RemoveAll(n => n!.GetValue<string>() == "status"),
        ["GET /weighings/{id} 200 no longer has the field scores"] = d => Properties(d, "WeighingView").Remove("scores"),
        ["GET /weighings/{id}/framing 200 /origin has another type"] = d => d["components"]!["schemas"]!["Origin"]!["type"] = "string",
        ["POST /weighings 400 no longer always has the field detail"] = d => Required(d, "Problem").RemoveAll(n => n!.GetValue<string>() == "detail"),
    };

    private static readonly Dictionary<string, Action<JsonObject>> Harmless = new()
    {
        ["nothing"] = _ => { },
        ["an operation more"] = d => d["paths"]!["/moods"] = new JsonObject { ["get"] = Operation(d, "/weighings", "get").DeepClone() },
        ["a status more"] = d => Operation(d, "/weighings", "post")["responses"]!["418"] = new JsonObject { ["description"] = "Een theepot." },
        ["a field more that may be sent"] = d => Properties(d, "OpenWeighingRequest")["sponsor"] = new JsonObject { ["type"] = "string" },
        ["a field more that is read"] = d => Properties(d, "WeighingView")["findings"] = new JsonObject { ["type"] = "string" },
        ["a field that need no longer be sent"] = d => Required(d, "OpenWeighingRequest").RemoveAll(n => n!.GetValue<string>() == "scale"),
        ["a field that is always read now"] = d => Required(d, "WeighingView").Add("criteria"),
        ["a longer text"] = d => Properties(d, "OpenWeighingRequest")["title"]!["maxLength"] = 500,
        ["a word more in a pattern"] = d => Types(d)["pattern"] = $"{Types(d)["pattern"]}".Replace("access_ended|", "access_ended|access_found|", StringComparison.Ordinal),
        ["a choice more"] = d => d["components"]!["schemas"]!["Level"]!["enum"]!.AsArray().Add("global"),
        ["a parameter more"] = d => Parameters(d, "/weighings", "get").Add(new JsonObject { ["name"] = "since", ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } }),
        ["other words"] = d => Operation(d, "/weighings", "post")["summary"] = "Begin",
    };

    public static TheoryData<string> BreakingCases => [.. Breaking.Keys];

    public static TheoryData<string> HarmlessCases => [.. Harmless.Keys];

    [Theory, MemberData(nameof(BreakingCases))]
    public void What_hurts_a_caller_is_told(string change) => Changes(Breaking[change]).ShouldContain(change);

    [Theory, MemberData(nameof(HarmlessCases))]
    public void What_hurts_nobody_is_not(string change) => Changes(Harmless[change]).ShouldBeEmpty();

    private static IReadOnlyList<string> Changes(Action<JsonObject> change)
    {
        var changed = ContractDocument.Golden.Json.DeepClone().AsObject();
        change(changed);
        return BreakingChanges.Between(ContractDocument.Golden.Json, JsonNode.Parse(changed.ToJsonString())!.AsObject());
    }

    private static JsonObject Item(JsonObject document, string path) => document["paths"]![path]!.AsObject();

    private static JsonObject Operation(JsonObject document, string path, string method) => Item(document, path)[method]!.AsObject();

    private static JsonArray Parameters(JsonObject document, string path, string method) => Operation(document, path, method)["parameters"]!.AsArray();

    private static JsonNode Types(JsonObject document) => Parameters(document, "/weighings/{id}/events", "get").Single(p => p!["name"]?.GetValue<string>() == "type")!["schema"]!;

    private static JsonObject Properties(JsonObject document, string schema) => document["components"]!["schemas"]![schema]!["properties"]!.AsObject();

    private static JsonArray Required(JsonObject document, string schema) => document["components"]!["schemas"]![schema]!["required"]!.AsArray();
}
