using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Ledger;

/// <summary>
/// Promises, signed by the key of the log, that the leaves of what was recorded are in the log from a moment on. Who keeps such a promise can prove
/// that something was withheld, where a later checkpoint does not include the leaf.
/// </summary>
/// <remarks>
/// A promise is a signed note (c2sp.org/signed-note) that no reader takes for a checkpoint. Its text:
/// <code>
/// wikkenwegen inclusion promise v1
/// &lt;origin of the log&gt;
/// by &lt;latest moment, in UTC and in milliseconds&gt;
/// leaf &lt;identity of the event&gt; &lt;leaf hash in base64&gt;
/// </code>
/// with a line for each leaf. The same request sent again gets the same promise.
/// </remarks>
public sealed class InclusionPromises(NpgsqlDataSource source, LedgerKeys keys, LedgerState state)
{
    /// <summary>How long after its recording a leaf is in a checkpoint at the latest. It takes some two seconds where nothing is wrong.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    /// <summary>The first line of a promise.</summary>
    public const string Heading = "wikkenwegen inclusion promise v1";

    /// <summary>The promise for leaves.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="leaves">The leaves, at least one.</param>
    /// <param name="recordedAt">When the newest of their events was recorded.</param>
    /// <returns>The note; null where the log cannot be signed, or this host sees that it is behind: a promise that may not be kept is none.</returns>
    public string? For(string corporation, ImmutableArray<Leaf> leaves, DateTimeOffset recordedAt)
    {
        if (state.IsBehind(corporation) || !keys.SignerOf(corporation).TryGet(out var signer, out _)) return null;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Heading}\n{keys.OriginOf(corporation)}\nby {recordedAt.UtcDateTime + Within:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n");
        foreach (var leaf in leaves) text.Append(CultureInfo.InvariantCulture, $"leaf {leaf.Event} {Convert.ToBase64String(leaf.Hash)}\n");
        return Encoding.UTF8.GetString(Note.Sign(text.ToString(), signer).Value);
    }

    /// <summary>A receipt with the promise for the events that it tells of; anything else as it is.</summary>
    /// <param name="answer">The answer to a step; a receipt names the weighing or other stream, and the versions.</param>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="leaves">The leaves, where they are known; else the database is asked.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<RenderedResponse> Added(RenderedResponse answer, string corporation, ImmutableArray<Leaf> leaves, CancellationToken cancellation)
    {
        if (answer.Status is not (StatusCodes.Status200OK or StatusCodes.Status201Created)) return answer;
        var receipt = Said(answer.Body);
        var (found, recordedAt) = leaves.IsDefaultOrEmpty ? await Find(corporation, receipt, cancellation) : (leaves, receipt.RecordedAt);
        return found.IsEmpty ? answer : With(answer, For(corporation, found, recordedAt));
    }

    /// <summary>The promise for events that no receipt of a step tells of, such as those of the corporation as a whole.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="events">The events, by their streams and types.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <returns>The note; null where there are no such events, or the log cannot be signed.</returns>
    public async Task<string?> Of(string corporation, PromisedEvents events, CancellationToken cancellation)
    {
        await using var ask = source.CreateCommand($"""
            select l.event_id, l.hash, e.timestamp from {StoreSetup.Schema}.mt_events e join {LedgerSchema.Leaves} l on l.event_id = e.id
            where e.tenant_id = $1 and e.stream_id = any($2) and e.type = any($3) and ($4 is null or e.data ->> $4 = $5) order by e.stream_id, e.version offset $6 limit $7
            """);
        foreach (var value in new object[] { corporation, events.Streams, events.Types }) ask.Parameters.Add(new() { Value = value });
        foreach (var value in new[] { events.Where?.Member, events.Where?.Value }) ask.Parameters.Add(new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        ask.Parameters.Add(new() { Value = events.Number is { } number ? number - 1L : 0L });
        ask.Parameters.Add(new() { Value = events.Number is null ? DBNull.Value : 1L, NpgsqlDbType = NpgsqlDbType.Bigint });
        var (leaves, newest) = await Read(ask, cancellation);
        return leaves.IsEmpty ? null : For(corporation, leaves, newest);
    }

    /// <summary>An answer, of which the body is an object, with a promise as one more member; as it is where there is no promise.</summary>
    public static RenderedResponse With(RenderedResponse answer, string? promise)
    {
        if (promise is null) return answer;
        // The body is an object that was rendered here: its last byte closes it.
        var member = Encoding.UTF8.GetBytes($",\"promise\":{JsonSerializer.Serialize(promise, ApiJson.Responses)}}}");
        return answer with { Body = [.. answer.Body.AsSpan(0, answer.Body.Length - 1), .. member] };
    }

    /// <summary>The leaves of events, with the moment at which the newest of them was recorded.</summary>
    private async Task<(ImmutableArray<Leaf> Leaves, DateTimeOffset RecordedAt)> Find(string corporation, Events receipt, CancellationToken cancellation)
    {
        await using var ask = source.CreateCommand($"""
            select l.event_id, l.hash, e.timestamp from {StoreSetup.Schema}.mt_events e join {LedgerSchema.Leaves} l on l.event_id = e.id
            where e.tenant_id = $1 and e.stream_id = $2 and e.version = any($3) order by e.version
            """);
        foreach (var value in new object[] { corporation, receipt.Stream }) ask.Parameters.Add(new() { Value = value });
        ask.Parameters.Add(new() { Value = receipt.Versions, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        return await Read(ask, cancellation);
    }

    private static async Task<(ImmutableArray<Leaf> Leaves, DateTimeOffset RecordedAt)> Read(NpgsqlCommand ask, CancellationToken cancellation)
    {
        var (leaves, newest) = (ImmutableArray.CreateBuilder<Leaf>(), DateTimeOffset.MinValue);
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            leaves.Add(new Leaf(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)));
            if (reader.GetFieldValue<DateTimeOffset>(2) is var recorded && recorded > newest) newest = recorded;
        }
        return (leaves.ToImmutable(), newest);
    }

    /// <summary>Which events a receipt tells of.</summary>
    private static Events Said(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var receipt = json.RootElement;
        var stream = (receipt.TryGetProperty("weighingId", out var weighing) ? weighing : receipt.GetProperty("streamId")).GetGuid();
        if (!receipt.TryGetProperty("items", out var items)) return new Events(stream, [Version(receipt)], RecordedAt(receipt));
        var all = items.EnumerateArray().ToList();
        return new Events(stream, [.. all.Select(Version)], RecordedAt(all[^1]));

        static long Version(JsonElement item) => item.GetProperty("version").GetInt64();

        static DateTimeOffset RecordedAt(JsonElement item) => item.GetProperty("recordedAt").GetDateTimeOffset();
    }

    private sealed record Events(Guid Stream, long[] Versions, DateTimeOffset RecordedAt);
}

/// <summary>Events that a promise is for.</summary>
/// <param name="Streams">Their streams.</param>
/// <param name="Types">Their types.</param>
public sealed record PromisedEvents(Guid[] Streams, params string[] Types)
{
    /// <summary>What a member of their data says; null for anything.</summary>
    public (string Member, string Value)? Where { get; init; }

    /// <summary>Which of them it is alone, from 1; null for all.</summary>
    public int? Number { get; init; }
}
