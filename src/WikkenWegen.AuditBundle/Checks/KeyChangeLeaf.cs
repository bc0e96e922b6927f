using System.Text;
using System.Text.Json;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>A line of key-changes.ndjson: a leaf by which the key of the log was changed, where it stands, and the proof of that where there is one.</summary>
internal sealed record KeyChangeLeaf(long Index, byte[] Bytes, TreeHash[]? Proof)
{
    /// <summary>Reads a line; null where it is none.</summary>
    public static KeyChangeLeaf? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.GetProperty("index").GetInt64() is not (>= 0 and <= BagFormat.MaxIndex and var index) || root.GetProperty("leaf").GetString() is not { } leaf) return null;
            if (!root.TryGetProperty("proof", out var hashes)) return new KeyChangeLeaf(index, Encoding.UTF8.GetBytes(leaf), null);
            var proof = new List<TreeHash>();
            foreach (var hash in hashes.EnumerateArray())
            {
                if (proof.Count > MerkleProof.MaxLength || !TreeHash.Parse(Encoding.UTF8.GetBytes(hash.GetString() ?? "")).TryGet(out var node, out _)) return null;
                proof.Add(node);
            }
            return new KeyChangeLeaf(index, Encoding.UTF8.GetBytes(leaf), [.. proof]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
