using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Audit;

/// <summary>Events that a reader may not read yet, by stream and number.</summary>
public sealed class UnreadEvents
{
    private readonly HashSet<(Guid Stream, int Number)> _hidden = [];
    private readonly Dictionary<Guid, int> _behind = [];

    /// <summary>Whether an event is one of them.</summary>
    public bool Contains((Guid Stream, int Number) one) => _hidden.Contains(one) || (_behind.TryGetValue(one.Stream, out var opening) && one.Number > opening);

    /// <summary>Adds events of a stream, as far as they are behind the opening of its round: nothing before that was given in it, whatever is said of it.</summary>
    internal void Add(Guid stream, int opening, IEnumerable<int> numbers) => _hidden.UnionWith(numbers.Where(number => number > opening).Select(number => (stream, number)));

    /// <summary>Adds every event of a stream behind the opening of its round.</summary>
    internal void AddAll(Guid stream, int opening) => _behind[stream] = opening;
}

/// <summary>
/// Events that nobody may read yet, because they were given in a blind round of a weighing or an instrument which is still open, or as a choice in a case which is not shown. Their hashes
/// are in the log, and nobody can guess a leaf from its hash; the leaf itself is given once the round closes.
/// </summary>
/// <remarks>
/// Whether a round is open follows from the leaves, and in an export what was given in it does too: by events that somebody altered, anything could be hidden as given in a round. Where what was
/// given cannot be told any more, all behind the opening is withheld.
/// </remarks>
public sealed class Withheld(NpgsqlDataSource source, IDocumentStore store, WeighingStore weighings)
{
    private const string Events = $"{StoreSetup.Schema}.mt_events";

    /// <summary>What stands in the bytes is in JSON, so that this cannot be of a text within; and the data have a space behind the colon.</summary>
    private static readonly string IsOfRound = $"({string.Join(" or ", BlindRounds.Opening.Concat(BlindRounds.Closing).Select(type => $"""position(convert_to('"type":"{type}"', 'UTF8') in l.bytes) > 0"""))})";

    private static readonly FrozenDictionary<string, Type> Types = EventContract.Names.ToFrozenDictionary(n => n.Value, n => n.Key);

    /// <summary>Those of a corporation that a reader may not read yet, for an export: it goes over all leaves once to see which rounds are open, and once more where there are any, however many.</summary>
    public async Task<UnreadEvents> Of(string corporation, string reader, CancellationToken cancellation)
    {
        var unread = new UnreadEvents();
        var open = Open(await Leaves($"where l.tenant_id = $1 and {IsOfRound}", cancellation, corporation));
        if (open.Count == 0) return unread;
        await foreach (var (stream, leaves) in OfStreams(corporation, [.. open.Keys], cancellation))
        {
            open.Remove(stream, out var opening);
            if (Hidden(stream, leaves, reader) is { } numbers) unread.Add(stream, opening, numbers);
            else unread.AddAll(stream, opening);
        }
        foreach (var (stream, opening) in open) unread.AddAll(stream, opening); // its leaves are not where they say that they are
        return unread;
    }

    /// <summary>Those of some streams, for a page of the log.</summary>
    public async Task<UnreadEvents> Of(string corporation, string reader, IEnumerable<Guid> among, CancellationToken cancellation)
    {
        var unread = new UnreadEvents();
        if (await WithOpenRounds(corporation, [.. among.Distinct()], cancellation) is not { Length: > 0 } some) return unread;
        foreach (var (stream, opening) in Open(await Leaves($"where l.tenant_id = $1 and {IsOfRound} and l.event_id in (select id from {Events} where tenant_id = $1 and stream_id = any($2))", cancellation, corporation, some)))
        {
            try
            {
                unread.Add(stream, opening, await Hidden(corporation, stream, reader, cancellation));
            }
            catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
            {
                unread.AddAll(stream, opening); // rows that somebody changed
            }
        }
        return unread;
    }

    /// <summary>The streams with a blind round that is open by the leaves, each with the number of the event that opened the first of them.</summary>
    private static Dictionary<Guid, int> Open(List<Said> leaves)
    {
        var happened = leaves.Select(leaf => (leaf.Stream, leaf.Number, Event: leaf.Read())).ToList();
        var closed = happened.Select(h => (h.Stream, Round: BlindRounds.ClosedBy(h.Event))).ToHashSet();
        return happened.Where(h => BlindRounds.OpenedBy(h.Event) is { } opened && !closed.Contains((h.Stream, opened))).GroupBy(h => h.Stream).ToDictionary(open => open.Key, open => open.Min(h => h.Number));
    }

    /// <summary>The numbers of the events that are hidden from a reader in a stream as the store has it.</summary>
    private async Task<IEnumerable<int>> Hidden(string corporation, Guid stream, string reader, CancellationToken cancellation)
    {
        if (await weighings.Newest(corporation, stream, cancellation) is { State: var state, History: var history }) return history.Recorded(state.Version).Where(recorded => state.Hides(recorded, reader)).Select(recorded => recorded.Number);
        await using var session = store.QuerySession(corporation);
        var fold = await StreamFold.Read(session, stream, cancellation);
        return fold.State is IHidesEvents hiding ? fold.Events.Where(e => hiding.Hides(e.Event, e.Origin, reader)).Select(e => e.Origin.Event) : [];
    }

    /// <summary>The numbers of the events that are hidden from a reader in a stream as its leaves tell it; null where they do not tell it all.</summary>
    private static int[]? Hidden(Guid stream, List<Said> leaves, string reader)
    {
        var recorded = leaves.Where(leaf => leaf.Stream == stream).OrderBy(leaf => leaf.Number).Select(leaf => leaf.Recorded()).OfType<(DomainEvent Event, Origin Origin)>().ToList();
        if (recorded.Count != leaves.Count || recorded.Where((r, i) => r.Origin.Event != i + 1).Any()) return null;
        try
        {
            if (recorded is [{ Event: IStreamEvent }, ..])
            {
                var hiding = recorded.Aggregate((object?)null, (before, r) => ((IStreamEvent)r.Event).After(before, r.Origin)) as IHidesEvents;
                return hiding is null ? null : [.. recorded.Where(r => hiding.Hides(r.Event, r.Origin, reader)).Select(r => r.Origin.Event)];
            }
            var events = recorded.ConvertAll(r => new RecordedEvent((WeighingEvent)r.Event, r.Origin.Event, r.Origin.RecordedAt, r.Origin.Actor));
            var state = (Weighing.None with { Id = stream }).After(events);
            return [.. events.Where(r => state.Hides(r, reader)).Select(r => r.Number)];
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
        while (await row.ReadAsync(cancellation)) leaves.Add(SaidIn(row, 0));
        return leaves;
    }

    /// <summary>
    /// The leaves of some streams, one stream after the other. They are found by what stands beside the leaf, and not by the events, some of which may have been deleted: what was given in a
    /// round stays withheld then. No index has the stream of a leaf, since each event would have to be written into that too: so this goes over all leaves, once for all streams.
    /// </summary>
    private async IAsyncEnumerable<(Guid Stream, List<Said> Leaves)> OfStreams(string corporation, Guid[] streams, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (stream, leaves) = (Guid.Empty, new List<Said>());
        await using var command = ExportRows.Command(source, $"select l.stream_id, l.bytes, l.body from {LedgerSchema.Leaves} l where l.tenant_id = $1 and l.stream_id = any($2) order by l.stream_id", corporation, streams);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            if (row.GetGuid(0) != stream && leaves.Count > 0)
            {
                yield return (stream, leaves);
                leaves = [];
            }
            stream = row.GetGuid(0);
            leaves.Add(SaidIn(row, 1));
        }
        if (leaves.Count > 0) yield return (stream, leaves);
    }

    private static Said SaidIn(DbDataReader row, int bytes) => Said.Of(row.GetFieldValue<byte[]>(bytes), row.IsDBNull(bytes + 1) ? null : row.GetFieldValue<byte[]>(bytes + 1));

    private async Task<Guid[]> WithOpenRounds(string corporation, Guid[] among, CancellationToken cancellation)
    {
        var open = new List<Guid>();
        if (among.Length == 0) return [];
        await using var command = ExportRows.Command(source, $"""
            select stream_id from {Events} where tenant_id = $1 and type = any($3 || $4) and stream_id = any($2)
            group by stream_id having count(*) filter (where type = any($3)) > count(*) filter (where type = any($4))
            """, corporation, among, BlindRounds.Opening.ToArray(), BlindRounds.Closing.ToArray());
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

        /// <summary>The event; null where it is none that can be read.</summary>
        public DomainEvent? Read()
        {
            try
            {
                return Type is not null && Types.TryGetValue(Type, out var type) ? (DomainEvent?)JsonSerializer.Deserialize(Data, type, EventContract.Json) : null;
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException)
            {
                return null;
            }
        }

        /// <summary>The event with where it stands.</summary>
        public (DomainEvent Event, Origin Origin)? Recorded() => At is { } at && Read() is { } happened ? (happened, new Origin(Number, happened.OccurredAt, at, Actor ?? "")) : null;
    }
}
