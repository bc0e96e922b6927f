using System.Text.Json;
using System.Text.RegularExpressions;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Tests.Fields;

/// <summary>The texts, numbers and booleans in a JSON document, each under its path: results/0/value/low.</summary>
internal static partial class Leaves
{
    /// <summary>The leaves of JSON as they are written.</summary>
    public static IEnumerable<(string Path, string Value)> Of(JsonElement json, string path = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Of(member.Value, $"{path}/{member.Name}".TrimStart('/'))),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) => Of(item, $"{path}/{index}".TrimStart('/'))),
        JsonValueKind.Null => [],
        _ => [(path, json.GetRawText())],
    };

    /// <summary>The leaves of a request, as a caller writes it.</summary>
    public static List<(string Path, string Value)> Of(object request) =>
        [.. Of(JsonSerializer.SerializeToElement(request, request.GetType(), ApiJson.Options)).Where(leaf => leaf.Path != "occurredAt")];

    /// <summary>The leaves of a part as it is read, under the paths of the request that made it, with sealed texts as texts.</summary>
    public static IEnumerable<(string Path, string Value)> Shown(JsonElement part)
    {
        var all = Of(part).ToList();
        var texts = all.Where(leaf => leaf.Path.EndsWith("/digest", StringComparison.Ordinal)).Select(leaf => leaf.Path[..^"digest".Length] + "text").ToHashSet();
        return all.Select(leaf => (Flat(texts.Contains(leaf.Path) ? leaf.Path[..^"/text".Length] : leaf.Path), leaf.Value));
    }

    /// <summary>The path without the parts of the domain that a request has no name for: what stands in content stands on the first level of a request.</summary>
    public static string Flat(string path) => Container.Replace(path, "");

    /// <summary>The path without the numbers of list elements.</summary>
    public static string Member(string path) => Index.Replace(path, "");

    [GeneratedRegex("^(revisions/[0-9]+/)?((content|framing|set|estimate)/)?")]
    private static partial Regex Container { get; }

    [GeneratedRegex("/[0-9]+")]
    private static partial Regex Index { get; }
}
