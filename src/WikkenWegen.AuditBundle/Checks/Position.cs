using System.Text.Json;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>A line of positions.ndjson: where a leaf stands in the log, its hash as the store kept it, and its proof where there is one.</summary>
internal sealed record Position(long Index, TreeHash Hash, TreeHash[]? Proof)
{
    /// <summary>Reads a line; null where it is none.</summary>
    public static Position? Read(ReadOnlySpan<byte> line)
    {
        long? index = null;
        TreeHash? hash = null;
        List<TreeHash>? proof = null;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("index"u8))
                {
                    reader.Read();
                    index = reader.GetInt64();
                }
                else if (reader.ValueTextEquals("hash"u8))
                {
                    reader.Read();
                    hash = HashAt(ref reader);
                }
                else if (reader.ValueTextEquals("proof"u8))
                {
                    reader.Read();
                    if (reader.TokenType != JsonTokenType.StartArray) return null;
                    for (proof = []; reader.Read() && reader.TokenType != JsonTokenType.EndArray;)
                    {
                        if (proof.Count > MerkleProof.MaxLength || HashAt(ref reader) is not { } node) return null;
                        proof.Add(node);
                    }
                }
                else
                {
                    return null;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
        return index is >= 0 and var i && hash is { } h ? new Position(i, h, proof?.ToArray()) : null;
    }

    private static TreeHash? HashAt(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && TreeHash.Parse(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!)).TryGet(out var hash, out _) ? hash : null;
}
