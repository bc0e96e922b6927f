using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>
/// Finds what in a newer document breaks callers of an older one. What a caller sends may be asked for less strictly, never more; what
/// a caller reads may gain, never lose.
/// </summary>
internal sealed partial class BreakingChanges
{
    private readonly JsonObject _old;
    private readonly JsonObject _new;
    private readonly List<string> _found = [];
    private readonly HashSet<(string, string, bool)> _seen = [];

    private BreakingChanges(JsonObject old, JsonObject @new) => (_old, _new) = (old, @new);

    /// <summary>Every breaking change, in words.</summary>
    public static IReadOnlyList<string> Between(JsonObject old, JsonObject @new)
    {
        var changes = new BreakingChanges(old, @new);
        foreach (var (path, item) in old["paths"]!.AsObject())
            foreach (var (method, operation) in item!.AsObject())
                changes.Operation($"{method.ToUpperInvariant()} {path}", operation!.AsObject(), @new["paths"]![path]?[method]?.AsObject());
        return changes._found;
    }

    private void Operation(string at, JsonObject old, JsonObject? now)
    {
        if (now is null)
        {
            _found.Add($"{at} went");
            return;
        }
        if (!JsonNode.DeepEquals(old["operationId"], now["operationId"])) _found.Add($"{at} got another operationId");
        Parameters(at, old, now);
        Body(at, old["requestBody"], now["requestBody"]);
        foreach (var (status, response) in old["responses"]!.AsObject())
            if (now["responses"]![status] is { } same) Response($"{at} {status}", Resolved(_old, response!), Resolved(_new, same));
            else _found.Add($"{at} no longer answers {status}");
    }

    private void Parameters(string at, JsonObject old, JsonObject now)
    {
        var (before, after) = (Parameters(_old, old), Parameters(_new, now));
        foreach (var (key, parameter) in before)
            if (after.TryGetValue(key, out var same)) Schema($"{at} parameter {key.Name}", parameter["schema"]!, same["schema"]!, sent: true);
            else _found.Add($"{at} no longer has the parameter {key.Name}");
        foreach (var (key, parameter) in after)
            if (IsRequired(parameter) && !(before.TryGetValue(key, out var was) && IsRequired(was))) _found.Add($"{at} now needs the parameter {key.Name}");
    }

    private static Dictionary<(string Place, string Name), JsonObject> Parameters(JsonObject document, JsonObject operation) => (operation["parameters"]?.AsArray() ?? [])
        .Select(p => Resolved(document, p!)).ToDictionary(p => (p["in"]!.GetValue<string>(), p["name"]!.GetValue<string>()));

    private void Body(string at, JsonNode? old, JsonNode? now)
    {
        if (now is not null && IsRequired(now) && (old is null || !IsRequired(old))) _found.Add($"{at} now needs a body");
        Contents($"{at} body", old?["content"], now?["content"], sent: true);
    }

    private void Response(string at, JsonObject old, JsonObject now)
    {
        foreach (var (name, _) in old["headers"]?.AsObject() ?? [])
            if (now["headers"]?[name] is null) _found.Add($"{at} no longer has the header {name}");
        Contents(at, old["content"], now["content"], sent: false);
    }

    private void Contents(string at, JsonNode? old, JsonNode? now, bool sent)
    {
        foreach (var (media, content) in old?.AsObject() ?? [])
            if (now?[media] is { } same) Schema(at, content!["schema"]!, same["schema"]!, sent);
            else _found.Add($"{at} no longer is {media}");
    }

    private void Schema(string at, JsonNode oldSchema, JsonNode newSchema, bool sent)
    {
        var (old, now) = (Plain(_old, oldSchema), Plain(_new, newSchema));
        // Components refer to each other in circles only through lists; each pair is looked at once a direction.
        if (oldSchema["$ref"] is { } a && newSchema["$ref"] is { } b && !_seen.Add(($"{a}", $"{b}", sent))) return;

        foreach (var keyword in (string[])["type", "format", "pattern"])
            if (!JsonNode.DeepEquals(old[keyword], now[keyword]) && !(sent && keyword != "type" && (now[keyword] is null || TakesMore($"{old[keyword]}", $"{now[keyword]}")))) _found.Add($"{at} has another {keyword}");
        foreach (var choice in Texts(old["enum"]).Except(Texts(now["enum"]))) _found.Add($"{at} no longer knows the choice {choice}");
        if (sent) Limits(at, old, now);
        foreach (var (name, member) in old["properties"]?.AsObject() ?? [])
            if (now["properties"]?[name] is { } same) Schema($"{at} /{name}", member!, same, sent);
            else _found.Add($"{at} no longer has the field {name}");
        var (before, after) = (Texts(old["required"]), Texts(now["required"]));
        if (sent) foreach (var name in after.Except(before)) _found.Add($"{at} now needs the field {name}");
        else foreach (var name in before.Except(after)) _found.Add($"{at} no longer always has the field {name}");
        if (old["items"] is { } element && now["items"] is { } sameElement) Schema(at + " element", element, sameElement, sent);
    }

    /// <summary>Whether a pattern is another one with more words to choose from.</summary>
    private static bool TakesMore(string old, string now)
    {
        var (before, after) = (Words().Match(old), Words().Match(now));
        return before.Success && Words().Replace(old, "|") == Words().Replace(now, "|") && !before.Value.Split('|').Except(after.Value.Split('|')).Any();
    }

    [GeneratedRegex("[a-z_]+([|][a-z_]+)+")]
    private static partial Regex Words();

    private void Limits(string at, JsonObject old, JsonObject now)
    {
        foreach (var most in (string[])["maxLength", "maxItems", "maximum"])
            if (Number(now[most]) is { } limit && !(Number(old[most]) <= limit)) _found.Add($"{at} has a lower {most}");
        foreach (var least in (string[])["minLength", "minItems", "minimum"])
            if (Number(now[least]) is { } limit && !(Number(old[least]) >= limit)) _found.Add($"{at} has a higher {least}");
    }

    private static JsonObject Plain(JsonObject document, JsonNode schema)
    {
        var s = Resolved(document, schema);
        return s["allOf"] is JsonArray { Count: 1 } wrapped ? Plain(document, wrapped[0]!) : s;
    }

    private static JsonObject Resolved(JsonObject document, JsonNode node)
    {
        while (node["$ref"] is { } reference)
            node = reference.GetValue<string>().Split('/').Skip(1).Aggregate((JsonNode)document, (at, step) => at[step]!);
        return node.AsObject();
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(n => n!.GetValue<string>()) ?? [];

    private static decimal? Number(JsonNode? limit) => limit?.GetValue<decimal>();

    private static bool IsRequired(JsonNode node) => node["required"]?.GetValue<bool>() == true;
}
