using System.Text;
using System.Text.Json;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>A line of key-changes.ndjson: a leaf by which the key of the log was changed, and where it stands.</summary>
internal sealed record KeyChangeLeaf(long Index, byte[] Bytes)
{
    /// <summary>Reads a line; null where it is none.</summary>
    public static KeyChangeLeaf? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return root.GetProperty("index").GetInt64() is >= 0 and <= BagFormat.MaxIndex and var index && root.GetProperty("leaf").GetString() is { } leaf ? new KeyChangeLeaf(index, Encoding.UTF8.GetBytes(leaf)) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
