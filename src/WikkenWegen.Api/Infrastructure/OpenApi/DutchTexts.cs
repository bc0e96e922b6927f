using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>
/// The Dutch of the texts that the code has in English alone: what docstrings say of fields and schemas, and the summaries of operations.
/// It stands in texts.nl.json, each text under its English one. A test sees to it that none is missing, and that none is left over.
/// </summary>
internal static class DutchTexts
{
    /// <summary>Members of an OpenAPI document that hold no texts of the document, but examples.</summary>
    private static readonly FrozenSet<string> Examples = FrozenSet.Create("example", "examples", "default");

    private static readonly FrozenDictionary<string, string> ByEnglish = Read();

    /// <summary>Puts the Dutch beside each text of the document that is in English alone.</summary>
    public static void AddTo(JsonNode document)
    {
        if (document is JsonArray list)
            foreach (var item in list) Into(item);
        if (document is not JsonObject members) return;
        Add(members, "description", TwoLanguages.Both);
        Add(members, "summary", TwoLanguages.BothInOneLine);
        foreach (var (name, value) in members)
            if (!Examples.Contains(name)) Into(value);

        static void Into(JsonNode? node)
        {
            if (node is not null) AddTo(node);
        }
    }

    private static void Add(JsonObject members, string name, Func<string, string, string> both)
    {
        if (members[name] is JsonValue text && text.GetValueKind() == JsonValueKind.String && ByEnglish.TryGetValue(text.GetValue<string>(), out var dutch))
            members[name] = both(text.GetValue<string>(), dutch);
    }

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(DutchTexts).Assembly.GetManifestResourceStream("texts.nl.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
