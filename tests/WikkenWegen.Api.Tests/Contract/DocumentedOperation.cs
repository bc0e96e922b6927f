using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>An operation of the document.</summary>
/// <param name="Document">The document that it is in.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">From the root, with {parts}.</param>
/// <param name="Json">Its description.</param>
public sealed partial record DocumentedOperation(ContractDocument Document, string Method, string Path, JsonObject Json)
{
    private readonly Regex _form = new($"^{Part.Replace(Path, "[^/]+")}$", RegexOptions.CultureInvariant);

    /// <summary>operationId.</summary>
    public string Id => Json["operationId"]!.GetValue<string>();

    /// <summary>Whether it records a step of a weighing. What is only tried has a body too, and records nothing.</summary>
    public bool IsStep => BodySchema is not null && Id is not ("tryWhatIfs" or "previewCase") && Path.StartsWith("/v1/weighings", StringComparison.Ordinal);

    /// <summary>Names of the security schemes of which one is needed; none where anybody may ask.</summary>
    public IEnumerable<string> Security => (Json["security"]?.AsArray() ?? []).SelectMany(s => s!.AsObject().Select(scheme => scheme.Key));

    /// <summary>Schema of the body; null where there is none.</summary>
    public JsonNode? BodySchema => Media?["schema"];

    /// <summary>The documented body; one without members where the document gives none; null where there is no body.</summary>
    public JsonNode? Example => Media is null ? null : Media["example"] ?? new JsonObject();

    /// <summary>Whether the document gives an example of the body.</summary>
    public bool HasExample => Media?["example"] is not null;

    /// <summary>Whether there must be a body.</summary>
    public bool BodyRequired => Json["requestBody"]?["required"]?.GetValue<bool>() == true;

    /// <summary>Whether If-Match is asked for.</summary>
    public bool Revises => Parameters.Any(p => p["name"]!.GetValue<string>() == "If-Match" && p["required"]?.GetValue<bool>() == true);

    /// <summary>Its parameters.</summary>
    public IEnumerable<JsonObject> Parameters => (Json["parameters"]?.AsArray() ?? []).Select(p => Document.Resolved(p!));

    /// <summary>The statuses that it can answer with.</summary>
    public IEnumerable<int> Statuses => Json["responses"]!.AsObject().Select(r => int.Parse(r.Key, null));

    private JsonNode? Media => Json["requestBody"]?["content"]?["application/json"];

    /// <summary>Whether a path is one of this operation.</summary>
    public bool IsAt(string path) => _form.IsMatch(path);

    /// <summary>What it can answer with a status; null where that is not documented.</summary>
    public JsonObject? Response(int status) =>
        Json["responses"]!.AsObject()[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] is { } response ? Document.Resolved(response) : null;

    /// <summary>The path with the documented example of each part filled in, save the weighing.</summary>
    public string ExamplePath(Guid weighing) => Part.Replace(Path, part => part.Groups[1].Value == "id"
        ? weighing.ToString()
        : Parameters.Single(p => p["in"]!.GetValue<string>() == "path" && p["name"]!.GetValue<string>() == part.Groups[1].Value)["example"]!.ToString());

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path}";

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Part { get; }
}
