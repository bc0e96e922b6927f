using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>The OpenAPI document as a caller reads it: what operations there are, and whether a value is as it promises.</summary>
public sealed class ContractDocument
{
    private const string SchemasId = "https://wikkenwegen.example/contract";
    private static readonly ConditionalWeakTable<Support.Api, Task<ContractDocument>> Served = [];
    private static readonly EvaluationOptions Strictly = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly BuildOptions _build = new() { SchemaRegistry = new SchemaRegistry() };
    private readonly Dictionary<string, JsonSchema> _schemas = [];
    private readonly Lock _lock = new();

    private ContractDocument(JsonObject json)
    {
        Json = json;
        JsonSchema.FromText(JsonSchemaText(new JsonObject { ["$id"] = SchemasId, ["$defs"] = Closed(json["components"]!["schemas"]!.DeepClone()) }), _build);
        Operations =
        [
            .. from path in json["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select new DocumentedOperation(this, operation.Key.ToUpperInvariant(), "/v1" + path.Key, operation.Value!.AsObject()),
        ];
    }

    /// <summary>
    /// The schemas with every object closed. An answer may gain members that a caller does not know; that it has none which the document does
    /// not know is for these tests to see.
    /// </summary>
    private static JsonNode Closed(JsonNode schemas)
    {
        foreach (var (_, schema) in schemas.AsObject())
            if (schema!["properties"] is not null && schema["additionalProperties"] is null) schema["additionalProperties"] = false;
        return schemas;
    }

    /// <summary>The document that is kept beside these tests.</summary>
    public static ContractDocument Golden { get; } = new(JsonNode.Parse(File.ReadAllBytes(Repository.GoldenDocument))!.AsObject());

    /// <summary>The whole document.</summary>
    public JsonObject Json { get; }

    /// <summary>Its operations.</summary>
    public ImmutableArray<DocumentedOperation> Operations { get; }

    /// <summary>The document that a host serves.</summary>
    public static Task<ContractDocument> Of(Support.Api api) => Served.GetValue(api, async a =>
    {
        using var http = a.Client();
        return new ContractDocument((await http.GetFromJsonAsync<JsonObject>("/v1/openapi.json"))!);
    });

    /// <summary>The operation with this operationId.</summary>
    public DocumentedOperation Operation(string id) => Operations.Single(o => o.Id == id);

    /// <summary>The operation that a request is for; null where there is none.</summary>
    public DocumentedOperation? Find(string method, string path) =>
        Operations.FirstOrDefault(o => o.Method == (method == "HEAD" ? "GET" : method) && o.IsAt(path));

    /// <summary>What a reference to a component stands for; anything else is itself.</summary>
    public JsonObject Resolved(JsonNode node)
    {
        var json = node.AsObject();
        while (json["$ref"] is { } reference)
            json = reference.GetValue<string>().Split('/').Skip(1).Aggregate((JsonNode)Json, (at, step) => at[step]!).AsObject();
        return json;
    }

    /// <summary>Everything in which a value differs from its schema.</summary>
    public IReadOnlyList<string> Errors(JsonNode schema, JsonElement value)
    {
        lock (_lock)
        {
            var text = JsonSchemaText(schema.DeepClone().AsObject());
            if (!_schemas.TryGetValue(text, out var built)) _schemas.Add(text, built = JsonSchema.FromText(text, _build));
            var results = built.Evaluate(value, Strictly);
            return results.IsValid ? []
                : [.. results.Details!.Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"))];
        }
    }

    private static string JsonSchemaText(JsonObject schema)
    {
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        return schema.ToJsonString().Replace("#/components/schemas/", SchemasId + "#/$defs/", StringComparison.Ordinal);
    }
}
