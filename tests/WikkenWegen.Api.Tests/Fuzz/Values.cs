using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;

namespace WikkenWegen.Api.Tests.Fuzz;

/// <summary>Makes up JSON from the schemas of the document: right, nearly right, and not at all.</summary>
internal sealed class Values(ContractDocument document)
{
    private readonly Bodies _bodies = new(document);

    /// <summary>Texts that have broken something somewhere.</summary>
    public static readonly Gen<string> Text = Gen.Elements(
        "", " ", "V1", "V2", "B1", "B4", "BET", "KWA", "Liever niet.", "é", "e\u0301", "\u0000", "\u200f", "\ufeff", "🌳", "\ud83c", "\n\r\t", "null", "true", "0", "-1", "1e999", "NaN",
        "' or 1=1 --", "$.a[?(@.b)]", "foo & bar:* | !baz", "\" or \"", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "../../etc/passwd", "%s%n", "İı", "2026-02-30",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00", "2026-03-12T10:00:00+14:00", "2025-06-15T12:00:00.1234567Z", new('x', 201), new('y', 5_000));

    /// <summary>Any JSON, as text; some of it is none.</summary>
    public static readonly Gen<string> Garbage = Gen.OneOf(
        Gen.Elements(
            "", "null", "[]", "{}", "true", "\"\"", "{", "}", "[{]", "{\"a\":}", "{\"a\":1,\"a\":2}", "{\"\":1}", "nul", "\u0000", "\ufeff{}", "<xml/>", "{\"title\":\"\\ud800\"}", "{'a':1}", "{\"a\":1}{}", "//x\n{}",
            "{\"id\":\"x\",\"version\":9,\"actor\":\"x\",\"tenant\":\"x\"}", string.Concat(Enumerable.Repeat("[", 5_000)), $"{{\"a\":{new string('9', 5_000)}}}", $"{{\"title\":\"{new string('z', 300_000)}\"}}",
            $"{{\"items\":[{string.Join(',', Enumerable.Repeat("{}", 150_000))}]}}", $"\"{new string('z', 600_000)}\""),
        Text.Select(text => JsonValue.Create(text).ToJsonString()));

    private static readonly Gen<JsonNode?> Wrong = Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Elements<Func<JsonNode?>>(
            () => null, () => true, () => 0, () => -1, () => 1.5m, () => int.MaxValue, () => long.MinValue, () => 1e300, () => 0.00000000001m, () => new JsonArray(), () => new JsonObject(),
            () => new JsonArray((JsonNode?)null), () => new JsonArray(new JsonArray(new JsonArray())), () => new JsonObject { ["code"] = "V1" }, () => new JsonObject { ["a"] = new JsonObject { ["b"] = 1 } })
            .Select(make => make()));

    /// <summary>A body for a schema: mostly right, sometimes with a mistake or three, seldom anything.</summary>
    public Gen<string> Body(JsonNode schema, JsonNode example) => Gen.Frequency(
        (3, Gen.Constant(example.ToJsonString())),
        (4, Right(schema).Select(value => value!.ToJsonString())),
        (3, from value in Gen.OneOf(Right(schema), Gen.Fresh(() => (JsonNode?)example.DeepClone())) from mistakes in Gen.Choose(1, 3) from changed in Changed(value!, mistakes) select changed),
        (1, Garbage));

    /// <summary>A value that is as its schema.</summary>
    public Gen<JsonNode?> Right(JsonNode schema)
    {
        var s = document.Resolved(schema);
        if (s["allOf"] is JsonArray { Count: 1 } wrapped) return Right(wrapped[0]!);
        if (s["enum"] is JsonArray choices) return Gen.Elements(choices.Select(c => c!.GetValue<string>()).ToArray()).Select(c => (JsonNode?)c);
        return s["type"]?.GetValue<string>() switch
        {
            "object" => Members(s),
            "array" => from count in Gen.Choose(Whole(s["minItems"]) ?? 0, 3) from items in Gen.ArrayOf(Right(s["items"]!), count) select (JsonNode?)new JsonArray(items),
            "boolean" => Gen.Elements(true, false).Select(b => (JsonNode?)b),
            "integer" => Gen.Choose(Whole(s["minimum"]) ?? 0, Math.Min(Whole(s["maximum"]) ?? 4, (Whole(s["minimum"]) ?? 0) + 4)).Select(n => (JsonNode?)n),
            "number" => Gen.Choose(-20, 200).Select(n => (JsonNode?)(n / 4m)),
            _ => OfText(s),
        };
    }

    private Gen<JsonNode?> Members(JsonObject schema)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()).ToHashSet();
        return (schema["properties"]?.AsObject() ?? []).Aggregate(Gen.Fresh(() => (JsonNode?)new JsonObject()), (members, property) =>
            from so in members
            from there in required.Contains(property.Key) ? Gen.Constant(true) : Gen.Elements(true, false, false)
            from value in there ? Right(property.Value!) : Gen.Constant<JsonNode?>(null)
            select there ? With(so!.AsObject(), property.Key, value) : so);

        static JsonNode With(JsonObject members, string name, JsonNode? value)
        {
            members[name] = value;
            return members;
        }
    }

    /// <summary>A text of the form that is asked for. Codes are mostly those of things that there are.</summary>
    private Gen<JsonNode?> OfText(JsonObject schema)
    {
        var full = Gen.Fresh(() => (JsonNode?)_bodies.Full(schema).DeepClone());
        if (schema["format"] is not null) return full;
        var codes = Gen.Elements("V1", "V2", "V3", "B1", "B2", "B4", "BET", "KWA", "NEW", "v1", "b1", "Bet", "S1.1").Select(code => (JsonNode?)code);
        return schema["pattern"]?.GetValue<string>().Contains("[A-Za-z0-9][A-Za-z0-9._-]*", StringComparison.Ordinal) == true ? codes
            : schema["pattern"] is not null ? full
            : Gen.Frequency((3, full), (1, codes));
    }

    private static Gen<string> Changed(JsonNode value, int mistakes) => mistakes == 0 ? Gen.Constant(value.ToJsonString())
        : from at in Gen.Elements(Objects(value).ToArray())
          from name in at.Count == 0 ? Gen.Constant("unheardOf") : Gen.Frequency((8, Gen.Elements(at.Select(m => m.Key).ToArray())), (1, Gen.Elements("unheardOf", "id", "version", "tenant", "actor", "")))
          from wrong in Wrong
          from remove in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
          from whole in Changed(Change(at, name, wrong, remove) ? value : value, mistakes - 1)
          select whole;

    private static bool Change(JsonObject at, string name, JsonNode? value, bool remove)
    {
        if (remove) at.Remove(name);
        else at[name] = value?.DeepClone();
        return true;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private static int? Whole(JsonNode? limit) => limit is null ? null : (int)Math.Clamp(limit.GetValue<decimal>(), int.MinValue, int.MaxValue);
}
