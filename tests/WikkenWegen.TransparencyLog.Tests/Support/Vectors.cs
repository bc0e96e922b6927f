using System.Security.Cryptography;
using System.Text.Json;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.TransparencyLog.Tests.Support;

internal static class Vectors
{
    public static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", name)));
        return document.RootElement.Clone();
    }

    public static byte[] Hex(this JsonElement element) => Convert.FromHexString(element.GetString()!);

    public static byte[] Base64(this JsonElement element) => Convert.FromBase64String(element.GetString()!);

    public static IEnumerable<JsonElement> ArrayOrNull(this JsonElement element) => element.ValueKind == JsonValueKind.Null ? [] : element.EnumerateArray();

    /// <summary>A root of a vector. Some are labels ("don't care") and no hashes; those become hashes that are equal where the labels are.</summary>
    public static TreeHash Root(this JsonElement element)
    {
        var bytes = element.Base64();
        return new TreeHash(bytes.Length == TreeHash.Size ? bytes : SHA256.HashData(bytes));
    }

    /// <summary>A proof or leaf of a vector, if all its hashes have 32 bytes: others cannot be put into the library's types in the first place.</summary>
    public static TreeHash[]? Hashes(this IEnumerable<JsonElement> elements)
    {
        var bytes = elements.Select(Base64).ToArray();
        return Array.TrueForAll(bytes, hash => hash.Length == TreeHash.Size) ? [.. bytes.Select(hash => new TreeHash(hash))] : null;
    }
}
