using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace WikkenWegen.Api.Audit;

/// <summary>Compares a leaf with the event that it is of, as the store has it: for fsck, and for exports.</summary>
internal static class LeafAndEvent
{
    /// <summary>The columns that are compared, of a leaf l and an event e.</summary>
    public const string Columns = """
        l.tenant_id, l.event_id, l.stream_id, l.stream_version, l.bytes, l.hash, l.body,
        e.tenant_id, e.stream_id, e.version, e.type, e.timestamp, e.user_name, e.headers ->> 'roles', e.correlation_id, e.causation_id, e.headers ->> 'recorder', e.data::text
        """;

    /// <summary>Where among the columns the bytes of the leaf are.</summary>
    public const int Bytes = 4;

    /// <summary>Where among the columns the body is.</summary>
    public const int Body = 6;

    /// <summary>Where among the columns those of the event begin; null there where there is no event.</summary>
    public const int Event = 7;

    /// <summary>What differs between a leaf and its event, both of which are there.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">Where in it the columns begin.</param>
    public static IEnumerable<string> Differing(NpgsqlDataReader row, int at)
    {
        var bytes = row.GetFieldValue<byte[]>(at + Bytes);
        if (Members(bytes) is not { } leaf)
        {
            yield return "everything (the leaf is no JSON)";
            yield break;
        }
        if (leaf.GetValueOrDefault("corporation") != row.GetString(at + 7) || row.GetString(at) != row.GetString(at + 7)) yield return "corporation";
        if (leaf.GetValueOrDefault("stream") != row.GetGuid(at + 8).ToString() || row.GetGuid(at + 2) != row.GetGuid(at + 8)) yield return "stream";
        if (leaf.GetValueOrDefault("version") != row.GetInt64(at + 9).ToString(CultureInfo.InvariantCulture) || row.GetInt64(at + 3) != row.GetInt64(at + 9)) yield return "version";
        if (leaf.GetValueOrDefault("eventId") != row.GetGuid(at + 1).ToString()) yield return "eventId";
        if (leaf.GetValueOrDefault("type") != row.GetString(at + 10)) yield return "type";
        if (!DateTimeOffset.TryParse(leaf.GetValueOrDefault("recordedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var recorded) || recorded != row.GetFieldValue<DateTimeOffset>(at + 11)) yield return "recordedAt";
        foreach (var (name, column) in ((string, int)[])[("actor", 12), ("roles", 13), ("correlation", 14), ("causation", 15), ("recorder", 16)])
            if (leaf.GetValueOrDefault(name) != (row.IsDBNull(at + column) ? null : row.GetString(at + column))) yield return name;

        // As the database writes it, which is how the leaf has it.
        var data = row.GetString(at + 17);
        if (leaf.TryGetValue("dataSha256", out var digest))
        {
            var body = Encoding.UTF8.GetBytes(data);
            if (row.IsDBNull(at + Body) || !row.GetFieldValue<byte[]>(at + Body).AsSpan().SequenceEqual(body) || Convert.ToHexStringLower(SHA256.HashData(body)) != digest) yield return "data";
        }
        else if (leaf.GetValueOrDefault("data") != data) yield return "data";
    }

    /// <summary>The members of a leaf: texts as they are, and all else as it is written; null where it is no JSON, or a text in it is none.</summary>
    public static Dictionary<string, string?>? Members(ReadOnlySpan<byte> leaf)
    {
        try
        {
            var members = new Dictionary<string, string?>();
            var json = new Utf8JsonReader(leaf);
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName) continue;
                var name = json.GetString()!;
                json.Read();
                var start = (int)json.TokenStartIndex;
                if (json.TokenType == JsonTokenType.String) members[name] = json.GetString();
                else
                {
                    json.Skip();
                    members[name] = Encoding.UTF8.GetString(leaf[start..(int)json.BytesConsumed]);
                }
            }
            return members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
