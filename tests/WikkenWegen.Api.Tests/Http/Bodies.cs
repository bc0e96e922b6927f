using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Contract;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>A body that is wrong in one place.</summary>
/// <param name="What">What is wrong.</param>
/// <param name="Body">The body.</param>
/// <param name="Pointer">Where, as the problem must say.</param>
/// <param name="Code">The rule that it breaks; null where the test leaves that open.</param>
/// <param name="AgainstSchema">Whether the contract says so too.</param>
internal sealed record WrongBody(string What, string Body, string Pointer, string? Code = null, bool AgainstSchema = true)
{
    public override string ToString() => $"{What} at '{Pointer}'";
}

/// <summary>Makes bodies from the schemas of the contract: one in which every field is filled in, and from it all that are wrong.</summary>
internal sealed class Bodies(ContractDocument document)
{
    /// <summary>A text for each form that texts can have.</summary>
    private static readonly Dictionary<string, string> Formed = new()
    {
        ["[A-Za-z0-9][A-Za-z0-9._-]*"] = "V2",
        ["[Gg][Mm][0-9]{4}|[Ww][Kk][0-9]{4}[0-9A-Za-z]{2}|[Bb][Uu][0-9]{4}[0-9A-Za-z]{4}"] = "wk990103",
        [@"\S(.*\S)?"] = "a.devries",
        ["[0-9a-f]{64}"] = new('a', 64),
        ["[A-Za-z0-9_-]{43}"] = new('A', 43),
        ["0|[1-9][0-9]{0,9}"] = "1",
        ["entries|[0-9]|[1-5][0-9]|6[0-3]"] = "0",
        [@"(x[0-9]{3}/)*[0-9]{3}(\.p/[1-9][0-9]{0,2})?"] = "000",
        [@"[a-zA-Z][a-zA-Z0-9+.\-]*:[^\s]+"] = "https://woonwijzer-merenland.example/complexen/1043",
        ["[0-9]{4}(01|02|03|10|20|30)[0-9]{10}"] = "9901010000000001",
        ["[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"] = "nl",
        ["[0-9]+"] = "20260312",
        ["[0-9]{8}"] = "00000043",
        ["[0-9]{20}"] = "00000001234567890000",
        ["L[0-9]{4}"] = "L9998",
        ["[a-z][a-z0-9-]*[a-z0-9]"] = "waterland-wonen",
        ["GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{2}[0-9A-Z]{2}"] = "BU99010302",
    };

    /// <summary>The first choice of a form that is a list of choices, with commas between.</summary>
    private static string Chosen(string pattern) => pattern.StartsWith(" *(", StringComparison.Ordinal) ? pattern[3..pattern.IndexOf('|', StringComparison.Ordinal)] : throw new KeyNotFoundException(pattern);

    /// <summary>A body with every field.</summary>
    public JsonNode Full(JsonNode schema)
    {
        var s = Plain(schema);
        if (s["enum"] is JsonArray choices) return choices[0]!.DeepClone();
        return Type(s) switch
        {
            "object" => new JsonObject(s["properties"]!.AsObject().Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Full(p.Value!)))),
            "array" => new JsonArray([.. Enumerable.Range(0, Math.Max(1, Int(s, "minItems") ?? 0)).Select(_ => (JsonNode?)Full(s["items"]!))]),
            "boolean" => true,
            "integer" => Int(s, "minimum") ?? 1,
            "number" => 7.5m,
            _ => Text(s),
        };
    }

    /// <summary>Everything that is made wrong by one change.</summary>
    public IEnumerable<WrongBody> Wrong(JsonNode schema, JsonNode full)
    {
        foreach (var whole in (string[])["null", "[]", "\"\"", "1", "true"]) yield return new($"the body {whole}", whole, "", "not-an-object");
        foreach (var wrong in Below(schema, full, "", replaced => replaced.ToJsonString())) yield return wrong;
    }

    private IEnumerable<WrongBody> Below(JsonNode schema, JsonNode value, string at, Func<JsonNode, string> whole)
    {
        var s = Plain(schema);
        foreach (var (what, wrong) in Values(s))
            yield return new WrongBody(what, whole(wrong), at);
        if (value is JsonObject members)
        {
            yield return new WrongBody("an unknown field", whole(Changed(members, m => m["unheardOf"] = 1)), at + "/unheardOf", "field-unknown");
            foreach (var name in (s["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()))
            {
                yield return new WrongBody("a missing field", whole(Changed(members, m => m.Remove(name))), $"{at}/{name}", "field-missing");
                yield return new WrongBody("a required field without value", whole(Changed(members, m => m[name] = null)), $"{at}/{name}", "field-missing");
            }
            foreach (var (name, _) in s["properties"]!.AsObject().Where(p => p.Value!["type"]?.GetValue<string>() == "boolean" && members.ContainsKey(p.Key)))
                yield return new WrongBody("a boolean without value", whole(Changed(members, m => m[name] = null)), $"{at}/{name}");
            foreach (var (name, member) in s["properties"]!.AsObject())
                foreach (var wrong in Below(member!, members[name]!, $"{at}/{name}", replaced => whole(Changed(members, m => m[name] = replaced)))) yield return wrong;
        }
        else if (value is JsonArray items)
        {
            yield return new WrongBody("an element without value", whole(Changed(items, i => i[0] = null)), at + "/0");
            foreach (var wrong in Below(s["items"]!, items[0]!, at + "/0", replaced => whole(Changed(items, i => i[0] = replaced)))) yield return wrong;
        }
    }

    /// <summary>Values that this schema does not allow.</summary>
    private IEnumerable<(string What, JsonNode Value)> Values(JsonObject s)
    {
        var type = Type(s);
        var others = new (string Type, JsonNode Value)[]
        {
            ("object", new JsonObject { ["a"] = 1 }), ("array", new JsonArray(new JsonArray())), ("boolean", false), ("number", 1.5m), ("string", "1"),
        };
        foreach (var other in others.Where(o => o.Type != type && (o.Type, type) is not ("number", "integer"))) yield return ($"a {other.Type}", other.Value);
        switch (type)
        {
            case "integer":
                yield return ("a broken number", 1.5m);
                if (Int(s, "minimum") is { } least) yield return ("a number too low", least - 1);
                yield return ("a number too high", (Int(s, "maximum") ?? int.MaxValue) + 1L);
                break;
            case "number":
                yield return ("a number too large", JsonNode.Parse("1e28")!);
                yield return ("a number too far below zero", JsonNode.Parse("-10000000000000000000000000000")!);
                break;
            case "array":
                yield return ("too many elements", new JsonArray([.. Enumerable.Range(0, Int(s, "maxItems")!.Value + 1).Select(_ => (JsonNode?)Full(s["items"]!))]));
                if (Int(s, "minItems") is { } fewest) yield return ("too few elements", new JsonArray([.. Enumerable.Range(0, fewest - 1).Select(_ => (JsonNode?)Full(s["items"]!))]));
                break;
            case "string" when s["enum"] is JsonArray choices:
                yield return ("an unknown choice", "unheardOf");
                yield return ("a choice in capitals", choices[0]!.GetValue<string>().ToUpperInvariant());
                break;
            case "string":
                yield return ("an empty text", "");
                if (Int(s, "maxLength") is { } most) yield return ("a text too long", new string('A', most + 1));
                if (s["pattern"] is not null) yield return ("a text of another form", " één twee");
                if (s["format"]?.GetValue<string>() == "date") yield return ("a day that does not exist", "2026-02-30");
                if (s["format"]?.GetValue<string>() == "uuid") yield return ("what is no identity", "2026-021");
                if (s["format"]?.GetValue<string>() == "date-time") yield return ("a moment without offset", "2026-03-12T19:30:00");
                break;
        }
    }

    /// <summary>The schema itself, where it is a reference or wrapped to be described.</summary>
    private JsonObject Plain(JsonNode schema)
    {
        var s = document.Resolved(schema);
        return s["allOf"] is JsonArray { Count: 1 } wrapped ? Plain(wrapped[0]!) : s;
    }

    private static JsonNode Text(JsonObject s) => s["format"]?.GetValue<string>() switch
    {
        "date" => "2026-03-12",
        "date-time" => "2026-03-12T19:30:00+01:00",
        "uuid" => "019d6c1a-f800-7000-8000-000002026021",
        null when s["pattern"]?.GetValue<string>() is { } pattern => Formed.GetValueOrDefault(pattern[4..^2]) ?? Chosen(pattern[4..^2]),
        null => "Een tekst",
        var format => throw new InvalidOperationException($"No text of the format {format} is known here."),
    };

    private static string Type(JsonObject s) => s["type"]!.GetValue<string>();

    private static int? Int(JsonObject s, string name) => s[name]?.GetValue<int>();

    private static T Changed<T>(T node, Action<T> change) where T : JsonNode
    {
        var clone = (T)node.DeepClone();
        change(clone);
        return clone;
    }
}
