using System.Globalization;
using System.Text;
using System.Text.Json;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Leaves;

/// <summary>A line of positions.ndjson: a place in the log with the hash of its leaf as the store kept it.</summary>
/// <param name="Index">The place, from 0.</param>
/// <param name="Hash">The hash.</param>
/// <param name="Proof">The inclusion proof, which bags of the first format have where they are a selection.</param>
/// <param name="LeftOut">Why the leaf is not in the bag; null where it is.</param>
/// <param name="Event">What the store has as its event.</param>
internal sealed record Place(long Index, TreeHash Hash, TreeHash[]? Proof, LeftOut? LeftOut = null, StoredEvent Event = StoredEvent.AsLeaf)
{
    private static readonly (LeftOut Why, string Name)[] Whys = [(AuditBundle.LeftOut.Selection, "selection"), (AuditBundle.LeftOut.BlindRound, "blindRound"), (AuditBundle.LeftOut.Lost, "lost")];

    private static readonly (StoredEvent Event, string Name)[] Events = [(StoredEvent.Differs, "differs"), (StoredEvent.Gone, "gone")];

    /// <summary>The line, with its end.</summary>
    public byte[] Write()
    {
        var why = LeftOut is { } left ? $",\"leftOut\":\"{Whys.First(w => w.Why == left).Name}\"" : "";
        var stored = Event != StoredEvent.AsLeaf ? $",\"event\":\"{Events.First(e => e.Event == Event).Name}\"" : "";
        return Encoding.UTF8.GetBytes($"{{\"index\":{Index.ToString(CultureInfo.InvariantCulture)},\"hash\":\"{Hash}\"{why}{stored}}}\n");
    }

    /// <summary>Reads a line; null where it is none.</summary>
    public static Place? Read(ReadOnlySpan<byte> line)
    {
        long? index = null;
        TreeHash? hash = null;
        List<TreeHash>? proof = null;
        LeftOut? leftOut = null;
        var stored = StoredEvent.AsLeaf;
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
                else if (reader.ValueTextEquals("leftOut"u8))
                {
                    reader.Read();
                    var name = reader.GetString();
                    if (Array.FindIndex(Whys, w => w.Name == name) is not (>= 0 and var found)) return null;
                    leftOut = Whys[found].Why;
                }
                else if (reader.ValueTextEquals("event"u8))
                {
                    reader.Read();
                    var name = reader.GetString();
                    if (Array.FindIndex(Events, e => e.Name == name) is not (>= 0 and var found)) return null;
                    stored = Events[found].Event;
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
        return index is >= 0 and var i && hash is { } h ? new Place(i, h, proof?.ToArray(), leftOut, stored) : null;
    }

    private static TreeHash? HashAt(ref Utf8JsonReader reader)
    {
        // As it is written: what has escapes in it is none.
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped) return null;
        return TreeHash.Parse(reader.ValueSpan).TryGet(out var hash, out _) ? hash : null;
    }
}
