using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Audit;

/// <summary>Compares a leaf with the event that it is of, as the store has it: for fsck, and for exports.</summary>
internal static class LeafAndEvent
{
    /// <summary>The columns that are compared, of a leaf l and an event e. Those of the event are texts as the trigger writes them, so that whatever somebody put there is read.</summary>
    public const string Columns = """
        l.tenant_id, l.event_id, l.stream_id, l.stream_version, l.bytes, l.hash, l.body, e.id,
        e.tenant_id::text, e.stream_id::text, e.version::text, e.type::text, to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        e.user_name::text, e.headers ->> 'roles', e.correlation_id::text, e.causation_id::text, e.headers ->> 'recorder', e.data::text
        """;

    /// <summary>That an event e stands where its leaf l says. The columns of that place are unique; its id is not, so that a join on the id alone finds others too.</summary>
    public const string InPlace = "e.tenant_id = l.tenant_id and e.stream_id = l.stream_id and e.version = l.stream_version and e.id = l.event_id";

    /// <summary>
    /// That an event e has a leaf l: it stands where that says, or it was moved from there. Of an event that has but the id of a leaf, of another corporation or stream or beside the
    /// event of that leaf, there is none.
    /// </summary>
    public const string HasLeaf = $"""
        l.event_id = e.id and l.tenant_id = e.tenant_id and (l.stream_id = e.stream_id or position(convert_to(',"stream":"' || e.stream_id::text || '",', 'UTF8') in l.bytes) > 0)
            and (l.stream_version = e.version or not exists (select from {StoreSetup.Schema}.mt_events own where own.tenant_id = l.tenant_id and own.stream_id = l.stream_id and own.version = l.stream_version and own.id = l.event_id))
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
        foreach (var (name, column) in ((string, int)[])[("corporation", 8), ("stream", 9), ("version", 10), ("type", 11), ("recordedAt", 12), ("actor", 13), ("roles", 14), ("correlation", 15), ("causation", 16), ("recorder", 17)])
        {
            var said = row.IsDBNull(at + column) ? null : row.GetString(at + column);
            // The columns beside the leaf say once more where it stands.
            var beside = name switch
            {
                "corporation" => row.GetString(at),
                "stream" => row.GetGuid(at + 2).ToString(),
                "version" => row.GetInt64(at + 3).ToString(CultureInfo.InvariantCulture),
                _ => said,
            };
            if (leaf.GetValueOrDefault(name) != said || beside != said) yield return name;
        }
        if (leaf.GetValueOrDefault("eventId") != row.GetGuid(at + 1).ToString()) yield return "eventId";

        // As the database writes it, which is how the leaf has it.
        var data = row.IsDBNull(at + 18) ? "" : row.GetString(at + 18);
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
