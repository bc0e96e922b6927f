using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Contract.Linter;

/// <summary>
/// Spectral finds nothing in the document: by its own rules for OpenAPI, and by ours that state the NLGov API Design Rules
/// (rules.yaml); and each rule of ours finds what it is about.
/// </summary>
public class LinterTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "tests", "WikkenWegen.Api.Tests", "Contract", "Linter");

    /// <summary>What breaks each rule, in an otherwise good document.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> Broken = new()
    {
        ["operation-description"] = d => Operation(d).Remove("description"),
        ["operation-operationId"] = d => Operation(d).Remove("operationId"),
        ["operation-tags"] = d => Operation(d).Remove("tags"),
        ["info-contact"] = d => d["info"]!.AsObject().Remove("contact"),
        ["oas3-unused-component"] = d => d["components"]!["schemas"]!["Left"] = new JsonObject { ["type"] = "object" },
        ["oas3-valid-media-example"] = d => Operation(d)["responses"]!["200"]!["content"]!["application/json"]!["example"] = new JsonObject { ["title"] = 1 },
        ["adr-openapi-3"] = d => d["openapi"] = "3.1",
        ["adr-contact"] = d => d["info"]!["contact"]!.AsObject().Remove("email"),
        ["adr-semver"] = d => d["info"]!["version"] = "1.0",
        ["adr-server-version"] = d => d["servers"]![0]!["url"] = "https://api.example",
        ["adr-server-tls"] = d => d["servers"]![0]!["url"] = "http://api.example/v1",
        ["adr-path-kebab-case"] = d => Move(d, "/openWeighings"),
        ["adr-no-trailing-slash"] = d => Move(d, "/weighings/"),
        ["adr-methods"] = d => d["paths"]!["/weighings"]!["trace"] = Operation(d).DeepClone(),
        ["adr-query-camel-case"] = d => Operation(d)["parameters"]![0]!["name"] = "as_of",
        ["adr-no-key-in-query"] = d => d["components"]!["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "apiKey", ["in"] = "query", ["name"] = "key" } },
        ["adr-property-camel-case"] = d => Properties(d)["opened_at"] = new JsonObject { ["type"] = "string" },
        ["adr-schema-pascal-case"] = d => d["components"]!["schemas"]!["weighing"] = d["components"]!["schemas"]!["Weighing"]!.DeepClone(),
        ["adr-version-header"] = d => Operation(d)["responses"]!["400"]!.AsObject().Remove("headers"),
        ["adr-problem-media-type"] = d => Operation(d)["responses"]!["400"]!["content"] = new JsonObject { ["application/json"] = new JsonObject() },
        ["adr-problem-members"] = d => d["components"]!["schemas"]!["Problem"]!["required"]!.AsArray().RemoveAt(0),
        ["adr-invalid-input"] = d => Operation(d)["responses"]!.AsObject().Remove("400"),
        ["adr-moment-with-offset"] = d => Properties(d)["openedAt"]!["format"] = "date-time-local",
        ["adr-day-without-time"] = d => Properties(d)["reviewDate"]!["format"] = "date-time",
        ["adr-day-has-format"] = d => Properties(d)["reviewDate"]!.AsObject().Remove("format"),
    };

    [Fact]
    public async Task Nothing_is_found_in_the_document()
    {
        var found = await Lint(Repository.GoldenDocument);
        found.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_rule_finds_what_it_is_about()
    {
        var folder = Directory.CreateTempSubdirectory("linter").FullName;
        try
        {
            foreach (var (rule, change) in Broken.Append(new("good", _ => { })))
            {
                var document = JsonNode.Parse(Good)!.AsObject();
                change(document);
                await File.WriteAllTextAsync(Path.Combine(folder, rule + ".json"), document.ToJsonString(), TestContext.Current.CancellationToken);
            }
            var found = (await Lint(Path.Combine(folder, "*.json"))).ToLookup(f => Path.GetFileNameWithoutExtension(f.Source), f => f.Code);
            found["good"].ShouldBeEmpty();
            foreach (var rule in Broken.Keys) found[rule].ShouldContain(rule);
            Broken.Keys.Where(rule => rule.StartsWith("adr-", StringComparison.Ordinal)).ShouldBe(
                (await File.ReadAllLinesAsync(Path.Combine(Source, "rules.yaml"), TestContext.Current.CancellationToken))
                    .Where(line => line.StartsWith("  adr-", StringComparison.Ordinal)).Select(line => line.Trim().TrimEnd(':')), ignoreOrder: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Finding>> Lint(string documents)
    {
        var npm = await Npm.Install(Source);
        var report = Path.Combine(npm.Folder, Guid.NewGuid() + ".report.json");
        var (exitCode, output) = await npm.Node(Path.Combine("@stoplight", "spectral-cli", "dist", "index.js"),
            "lint", documents, "--ruleset", Path.Combine(Source, "rules.yaml"), "--format", "json", "--output", report, "--fail-severity", "hint", "--quiet");
        exitCode.ShouldBeLessThan(2, output);
        return JsonSerializer.Deserialize<Finding[]>(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken), JsonSerializerOptions.Web)!;
    }

    private static JsonObject Operation(JsonObject document) => document["paths"]!["/weighings"]!["get"]!.AsObject();

    private static JsonObject Properties(JsonObject document) => document["components"]!["schemas"]!["Weighing"]!["properties"]!.AsObject();

    private static void Move(JsonObject document, string path) => document["paths"] = new JsonObject { [path] = document["paths"]!["/weighings"]!.DeepClone() };

    /// <summary>What Spectral found.</summary>
    private sealed record Finding(string Code, string Message, string[] Path, string Source);

    private const string Good = """
        {
          "openapi": "3.1.1",
          "info": {
            "title": "Good", "version": "1.0.0", "description": "A good document.",
            "contact": { "name": "WikkenWegen", "email": "api@wikkenwegen.example", "url": "https://wikkenwegen.example" }
          },
          "servers": [{ "url": "/v1" }],
          "tags": [{ "name": "Weighings" }],
          "paths": {
            "/weighings": {
              "get": {
                "operationId": "listWeighings", "summary": "List", "description": "All of them.", "tags": ["Weighings"],
                "parameters": [{ "name": "asOf", "in": "query", "schema": { "type": "string" } }],
                "responses": {
                  "200": {
                    "description": "The weighings.",
                    "headers": { "API-Version": { "schema": { "type": "string" } } },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Weighing" } } }
                  },
                  "400": {
                    "description": "Bad input.",
                    "headers": { "API-Version": { "schema": { "type": "string" } } },
                    "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
                  }
                }
              }
            }
          },
          "components": {
            "schemas": {
              "Weighing": {
                "type": "object",
                "properties": {
                  "title": { "type": "string" },
                  "openedAt": { "type": "string", "format": "date-time" },
                  "reviewDate": { "type": "string", "format": "date" }
                }
              },
              "Problem": {
                "type": "object",
                "required": ["status", "title", "detail"],
                "properties": { "status": { "type": "integer" }, "title": { "type": "string" }, "detail": { "type": "string" } }
              }
            }
          }
        }
        """;
}
