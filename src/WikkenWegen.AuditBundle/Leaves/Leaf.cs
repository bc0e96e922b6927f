using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Leaves;

/// <summary>A leaf, version 1, taken apart: the envelope of an event and where in the leaf its data stands.</summary>
/// <remarks>
/// <code>
/// {"v":1,"corporation":"thuis","streamType":"weighing","stream":"…","version":7,"eventId":"…","type":"proposal_submitted","recordedAt":"2026-11-28T20:00:00.123000Z",
///  "occurredAt":…,"actor":"…","roles":"strategist decider","correlation":"…","causation":"…","recorder":"…","nonce":"…","data":{…}}
/// </code>
/// An event that is too large has <c>dataLength</c> and <c>dataSha256</c> instead of <c>data</c>.
/// </remarks>
internal sealed class Leaf
{
    public required string Corporation { get; init; }

    public required string StreamType { get; init; }

    public required Guid Stream { get; init; }

    /// <summary>Number of the event in its stream, from 1.</summary>
    public required int Version { get; init; }

    public required string EventId { get; init; }

    public required string Type { get; init; }

    /// <summary>The moment of recording as it is written in the leaf.</summary>
    public required string RecordedAt { get; init; }

    public required DateTimeOffset RecordedAtMoment { get; init; }

    /// <summary>When it happened, as it is written in the leaf; null where the event does not say.</summary>
    public string? OccurredAt { get; init; }

    public required string Actor { get; init; }

    public string? Roles { get; init; }

    public string? Correlation { get; init; }

    public string? Causation { get; init; }

    public string? Recorder { get; init; }

    /// <summary>The data of the event, verbatim; null where they are too large to stand in the leaf.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>Length of data that do not stand in the leaf, in bytes.</summary>
    public long? DataLength { get; init; }

    /// <summary>SHA-256 of data that do not stand in the leaf, in hexadecimal digits.</summary>
    public string? DataSha256 { get; init; }

    /// <summary>When it happened as far as that is known, else when it was recorded; in a form that all tools read.</summary>
    public string Time => _time ??= TryMoment(OccurredAt, out var moment) ? Written(moment) : Recorded;

    /// <summary>When it was recorded, in that form.</summary>
    public string Recorded => _recorded ??= Written(RecordedAtMoment);

    /// <summary>The identity of its stream, as text.</summary>
    public string StreamText => _streamText ??= Stream.ToString();

    private string? _time, _recorded, _streamText; // several files of a bag tell them

    /// <summary>So deep may JSON be nested in a leaf, that of its data with it.</summary>
    public const int MaxDepth = 128;

    private static readonly byte[][] Members =
    [
        .. new[]
        {
            "v", "corporation", "streamType", "stream", "version", "eventId", "type", "recordedAt", "occurredAt", "actor", "roles", "correlation", "causation", "recorder",
            "dataLength", "dataSha256", "data",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>Reads a leaf.</summary>
    /// <param name="bytes">The leaf, verbatim; kept.</param>
    /// <param name="leaf">The leaf; null where it is none.</param>
    /// <param name="wrong">What is wrong with it, in English; null where nothing is.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out Leaf? leaf, [NotNullWhen(false)] out string? wrong)
    {
        (leaf, wrong) = (null, null);
        try
        {
            leaf = Read(bytes, out wrong);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            wrong = e.Message;
        }
        return leaf is not null;
    }

    private static Leaf? Read(ReadOnlyMemory<byte> bytes, out string? wrong)
    {
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        string? corporation = null, streamType = null, eventId = null, type = null, recordedAt = null, occurredAt = null, actor = null, roles = null, correlation = null, causation = null, recorder = null, sha = null;
        int? version = null, v = null;
        Guid? stream = null;
        long? length = null;
        ReadOnlyMemory<byte>? data = null;
        wrong = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return Refuse("it is no JSON object", out wrong);
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A name that is written with escapes is none of ours: the trigger writes them plainly.
            var member = 0;
            while (member < Members.Length && !reader.ValueSpan.SequenceEqual(Members[member])) member++;
            if ((seen & (1u << member)) != 0 && member < Members.Length) return Refuse("it has a member twice", out wrong);
            seen |= 1u << member;
            reader.Read();
            switch (member)
            {
                case 0: v = reader.GetInt32(); break;
                case 1: corporation = reader.GetString(); break;
                case 2: streamType = reader.GetString(); break;
                case 3: stream = reader.GetGuid(); break;
                case 4: version = reader.GetInt32(); break;
                case 5: eventId = reader.GetString(); break;
                case 6: type = reader.GetString(); break;
                case 7: recordedAt = reader.GetString(); break;
                case 8: occurredAt = reader.TokenType == JsonTokenType.Null ? null : reader.GetString(); break;
                case 9: actor = reader.GetString(); break;
                case 10: roles = reader.GetString(); break;
                case 11: correlation = reader.GetString(); break;
                case 12: causation = reader.GetString(); break;
                case 13: recorder = reader.GetString(); break;
                case 14: length = reader.GetInt64(); break;
                case 15: sha = reader.GetString(); break;
                case 16:
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    data = bytes[start..(int)reader.BytesConsumed];
                    break;
                default: reader.Skip(); break;
            }
        }
        while (reader.Read())
        {
        }
        if (v != 1) return Refuse("its version is not 1", out wrong);
        if (corporation is null || stream is null || version is null || eventId is null || type is null || recordedAt is null)
            return Refuse("a member of the envelope is missing", out wrong);
        if (data is null && (length is null || sha is null)) return Refuse("it has neither data nor their length and hash", out wrong);
        if (!TryMoment(recordedAt, out var moment)) return Refuse("the moment of recording is none", out wrong);
        return new Leaf
        {
            Corporation = corporation,
            StreamType = streamType ?? "", // a store that does not say it is no reason to read no further
            Stream = stream.Value,
            Version = version.Value,
            EventId = eventId,
            Type = type,
            RecordedAt = recordedAt,
            RecordedAtMoment = moment,
            OccurredAt = occurredAt,
            Actor = actor ?? "",
            Roles = roles,
            Correlation = correlation,
            Causation = causation,
            Recorder = recorder,
            Data = data,
            DataLength = data is null ? length : null,
            DataSha256 = data is null ? sha : null,
        };
    }

    /// <summary>The digests of sealed texts in the data of an event: the value of each member _sd, wherever it stands.</summary>
    public static List<TreeHash> SealedIn(ReadOnlySpan<byte> data) => SealedIn(data, out _);

    /// <summary>The digests of sealed texts in the data of an event.</summary>
    /// <param name="data">The data.</param>
    /// <param name="areDigests">Whether each member _sd has a digest as its value: no installation writes another.</param>
    public static List<TreeHash> SealedIn(ReadOnlySpan<byte> data, out bool areDigests)
    {
        var digests = new List<TreeHash>();
        areDigests = true;
        if (data.IndexOf("\"_sd\""u8) < 0) return digests;
        try
        {
            var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("_sd"u8)) continue;
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && TryDigest(reader.GetString(), out var digest)) digests.Add(digest);
                else areDigests = false;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A body that is no JSON, or a text that is none: what was found before it broke off counts.
            areDigests = false;
        }
        return digests;
    }

    /// <summary>What an erasure says: the digests that it lists, and its ground. Data that are no JSON, or that have half a character in them, erase nothing.</summary>
    public static (List<TreeHash> Digests, string? Ground) ErasedBy(ReadOnlySpan<byte> data)
    {
        try
        {
            return ReadErasure(data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ([], null);
        }
    }

    /// <summary>What a correction says: the digest of the text that it replaces, and its ground; null where it says none, or is no JSON, or has half a character in it.</summary>
    public static (TreeHash Replaced, string? Ground)? CorrectedBy(ReadOnlySpan<byte> data)
    {
        try
        {
            return ReadCorrection(data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (List<TreeHash> Digests, string? Ground) ReadErasure(ReadOnlySpan<byte> data)
    {
        var (digests, ground) = (new List<TreeHash>(), (string?)null);
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            var (isDigests, isGround) = (reader.ValueTextEquals("digests"u8), reader.ValueTextEquals("ground"u8));
            reader.Read();
            if (isGround && reader.TokenType == JsonTokenType.String) ground = reader.GetString();
            if (!isDigests || reader.TokenType != JsonTokenType.StartArray) continue;
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
                if (TryDigest(reader.GetString(), out var digest)) digests.Add(digest);
        }
        return (digests, ground);
    }

    private static (TreeHash Replaced, string? Ground)? ReadCorrection(ReadOnlySpan<byte> data)
    {
        var (replaced, ground) = ((TreeHash?)null, (string?)null);
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            var (isReplaced, isGround) = (reader.ValueTextEquals("replaced"u8), reader.ValueTextEquals("ground"u8));
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) continue;
            if (isGround) ground = reader.GetString();
            else if (isReplaced && TryDigest(reader.GetString(), out var digest)) replaced = digest;
        }
        return replaced is { } found ? (found, ground) : null;
    }

    /// <summary>Reads a digest of RFC 9901: 43 characters of base64url.</summary>
    public static bool TryDigest(string? text, out TreeHash digest)
    {
        digest = default;
        Span<byte> bytes = stackalloc byte[TreeHash.Size];
        if (text is not { Length: 43 } || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != TreeHash.Size || Base64Url.EncodeToString(bytes) != text) return false;
        digest = new TreeHash(bytes);
        return true;
    }

    /// <summary>A moment in UTC with milliseconds, as OCEL, XES and CloudEvents want it.</summary>
    public static string Written(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static bool TryMoment(string? text, out DateTimeOffset moment)
    {
        moment = default;
        return text is not null && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    private static Leaf? Refuse(string why, out string? wrong)
    {
        wrong = why;
        return null;
    }
}
