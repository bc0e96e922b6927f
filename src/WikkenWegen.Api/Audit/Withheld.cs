using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Consultation;

namespace WikkenWegen.Api.Audit;

/// <summary>Events that a reader may not read yet, by weighing and number.</summary>
public sealed class UnreadEvents
{
    private readonly HashSet<(Guid Weighing, int Number)> _hidden = [];
    private readonly Dictionary<Guid, int> _behind = [];

    /// <summary>Whether an event is one of them.</summary>
    public bool Contains((Guid Weighing, int Number) one) => _hidden.Contains(one) || (_behind.TryGetValue(one.Weighing, out var opening) && one.Number > opening);

    /// <summary>Adds events of a weighing, as far as they are behind the opening of its round: nothing before that was given in it, whatever is said of it.</summary>
    internal void Add(Guid weighing, int opening, IEnumerable<int> numbers) => _hidden.UnionWith(numbers.Where(number => number > opening).Select(number => (weighing, number)));

    /// <summary>Adds every event of a weighing behind the opening of its round.</summary>
    internal void AddAll(Guid weighing, int opening) => _behind[weighing] = opening;
}

/// <summary>
/// Events that nobody may read yet, because they were given in a blind round which is still open. Their hashes are in the log, and nobody can guess
/// a leaf from its hash; the leaf itself is given once the round closes.
/// </summary>
/// <remarks>
/// Whether a round is open follows from the leaves, and in an export what was given in it does too: by events that somebody altered, anything could be hidden as given in a round. Where what was
/// given cannot be told any more, all behind the opening is withheld.
/// </remarks>
public sealed class Withheld(NpgsqlDataSource source, WeighingStore weighings)
{
    private const string Events = $"{StoreSetup.Schema}.mt_events";

    /// <summary>What stands in the bytes is in JSON, so that this cannot be of a text within; and the data have a space behind the colon.</summary>
    private const string IsOfRound = """position(convert_to('"type":"round_', 'UTF8') in l.bytes) > 0""";

    private static readonly FrozenDictionary<string, Type> Types = EventContract.NamesOf<WeighingEvent>().ToFrozenDictionary(n => n.Value, n => n.Key);

    /// <summary>Those of a corporation that a reader may not read yet, for an export: it goes over all leaves.</summary>
    public async Task<UnreadEvents> Of(string corporation, string reader, CancellationToken cancellation)
    {
        var unread = new UnreadEvents();
        foreach (var (weighing, opening) in Open(await Leaves($"where l.tenant_id = $1 and {IsOfRound}", cancellation, corporation)))
        {
            var leaves = await Leaves("where l.tenant_id = $1 and l.stream_id = $2", cancellation, corporation, weighing);
            if (Hidden(weighing, leaves, reader) is { } numbers) unread.Add(weighing, opening, numbers);
            else unread.AddAll(weighing, opening);
        }
        return unread;
    }

    /// <summary>Those of some weighings, for a page of the log; other streams among them do no harm.</summary>
    public async Task<UnreadEvents> Of(string corporation, string reader, IEnumerable<Guid> among, CancellationToken cancellation)
    {
        var unread = new UnreadEvents();
        if (await WithOpenRounds(corporation, [.. among.Distinct()], cancellation) is not { Length: > 0 } some) return unread;
        foreach (var (weighing, opening) in Open(await Leaves($"where l.tenant_id = $1 and {IsOfRound} and l.event_id in (select id from {Events} where tenant_id = $1 and stream_id = any($2))", cancellation, corporation, some)))
        {
            try
            {
                if (await weighings.Newest(corporation, weighing, cancellation) is { } newest)
                    unread.Add(weighing, opening, newest.History.Recorded(newest.State.Version).Where(recorded => newest.State.Hides(recorded, reader)).Select(recorded => recorded.Number));
            }
            catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
            {
                unread.AddAll(weighing, opening); // rows that somebody changed
            }
        }
        return unread;
    }

    /// <summary>The weighings with a blind round that is open by the leaves, each with the number of the event that opened the first of them.</summary>
    private static Dictionary<Guid, int> Open(List<Said> leaves)
    {
        var happened = leaves.Select(leaf => (leaf.Stream, leaf.Number, Event: leaf.Read())).ToList();
        var closed = happened.Where(h => h.Event is RoundClosed).Select(h => (h.Stream, ((RoundClosed)h.Event!).Number)).ToHashSet();
        return happened.Where(h => h.Event is RoundOpened { Blind: true } opened && !closed.Contains((h.Stream, opened.Number))).GroupBy(h => h.Stream).ToDictionary(open => open.Key, open => open.Min(h => h.Number));
    }

    /// <summary>The numbers of the events that are hidden from a reader in the weighing as its leaves tell it; null where they do not tell it all.</summary>
    private static int[]? Hidden(Guid weighing, List<Said> leaves, string reader)
    {
        var recorded = leaves.Where(leaf => leaf.Stream == weighing).OrderBy(leaf => leaf.Number).Select(leaf => leaf.Recorded()).OfType<RecordedEvent>().ToList();
        if (recorded.Count != leaves.Count || recorded.Where((r, i) => r.Number != i + 1).Any()) return null;
        try
        {
            var state = (Weighing.None with { Id = weighing }).After(recorded);
            return [.. recorded.Where(r => state.Hides(r, reader)).Select(r => r.Number)];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    private async Task<List<Said>> Leaves(string where, CancellationToken cancellation, params object[] values)
    {
        var leaves = new List<Said>();
        await using var command = ExportRows.Command(source, $"select l.bytes, l.body from {LedgerSchema.Leaves} l {where}", values);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) leaves.Add(Said.Of(row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)));
        return leaves;
    }

    private async Task<Guid[]> WithOpenRounds(string corporation, Guid[] among, CancellationToken cancellation)
    {
        var open = new List<Guid>();
        if (among.Length == 0) return [];
        await using var command = ExportRows.Command(source, $"""
            select stream_id from {Events} where tenant_id = $1 and type in ('round_opened', 'round_closed') and stream_id = any($2)
            group by stream_id having count(*) filter (where type = 'round_opened') > count(*) filter (where type = 'round_closed')
            """, corporation, among);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) open.Add(row.GetGuid(0));
        return [.. open];
    }

    /// <summary>What a leaf says of its event; of one that cannot be read, nothing.</summary>
    private sealed record Said(Guid Stream, int Number, string? Type, DateTimeOffset? At, string? Actor, byte[] Data)
    {
        public static Said Of(byte[] leaf, byte[]? body)
        {
            var members = LeafAndEvent.Members(leaf) ?? [];
            return new Said(
                Guid.TryParse(members.GetValueOrDefault("stream"), out var stream) ? stream : Guid.Empty,
                int.TryParse(members.GetValueOrDefault("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
                members.GetValueOrDefault("type"),
                DateTimeOffset.TryParse(members.GetValueOrDefault("recordedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null,
                members.GetValueOrDefault("actor"),
                body ?? Encoding.UTF8.GetBytes(members.GetValueOrDefault("data") ?? ""));
        }

        /// <summary>The event; null where it is none of a weighing.</summary>
        public WeighingEvent? Read()
        {
            try
            {
                return Type is not null && Types.TryGetValue(Type, out var type) ? (WeighingEvent?)JsonSerializer.Deserialize(Data, type, EventContract.Json) : null;
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException)
            {
                return null;
            }
        }

        /// <summary>The event as it was recorded.</summary>
        public RecordedEvent? Recorded() => At is { } at && Read() is { } happened ? new RecordedEvent(happened, Number, at, Actor ?? "") : null;
    }
}
