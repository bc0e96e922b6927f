using Microsoft.Win32.SafeHandles;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Privacy;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>
/// All that follows from the leaves of a bag. The writer lets it write; the verifier lets it write the same once more, against what is in the bag. It sees each leaf
/// once, by index, and then each stream once, reading its leaves where they lie: so its memory is some bytes a leaf.
/// </summary>
/// <param name="open">Gives the stream for a file of the bag.</param>
/// <param name="tables">The tables of its SQLite file.</param>
/// <param name="isOfFirst">Whether the bag is of the first format.</param>
internal sealed class Derivation(Func<string, Stream> open, ITables tables, bool isOfFirst) : IDisposable
{
    private readonly OcelTables _tables = new(tables);
    private readonly CsvExport _csv = new(open(BagFormat.Csv), isOfFirst);
    private readonly CloudEventsExport _cloudEvents = new(open(BagFormat.CloudEvents));
    private OcelJsonExport? _ocel;

    // One place a leaf, of 18 bytes: where it lies, its index in the log, and the leaf before it in its stream (-1 where there is none).
    private readonly Chunked<long> _offsets = new();
    private readonly Chunked<ushort> _lengths = new();
    private readonly Chunked<uint> _indices = new();
    private readonly Chunked<int> _before = new();
    private readonly Dictionary<int, (long Offset, int Length)> _bodies = [];
    private readonly HashSet<int> _beside = []; // erasures after the period of the bag

    private readonly Dictionary<Guid, int> _numbers = [];
    private readonly List<StreamOfLeaves> _streams = [];
    private readonly Dictionary<TreeHash, ErasureLeaf> _erased = [];
    private readonly Dictionary<TreeHash, CorrectionLeaf> _corrected = [];

    /// <summary>The event that is being written; null before the first.</summary>
    public EventRow? Current { get; private set; }

    /// <summary>What the leaves erase, by digest.</summary>
    public IReadOnlyDictionary<TreeHash, ErasureLeaf> Erased => _erased;

    /// <summary>Weighings that are here from their first event, but that this version of the Domain cannot fold, with the event at which it stops.</summary>
    public List<EventRow> NotFolded { get; } = [];

    /// <summary>The newest decision on how long the weighing is kept that the bag is about; null where there is none, or the bag is not about one.</summary>
    public RetentionSet? Retention { get; private set; }

    /// <summary>Takes up the next leaf.</summary>
    /// <param name="row">The event.</param>
    /// <param name="offset">Where the leaf lies in the file of leaves.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="body">Where its body lies in the file of bodies; null where it has none there.</param>
    /// <param name="isBeside">Whether it stands beside the period that the bag is about, so that nothing can be said of the numbers between.</param>
    /// <returns>The number that the event should have in its stream, by those that were here before; null for the first.</returns>
    public int? Add(EventRow row, long offset, int length, (long Offset, int Length)? body, bool isBeside)
    {
        Current = row;
        _csv.Add(row);
        _cloudEvents.Add(row);
        if (body is { } place) _bodies.Add(_offsets.Count, place);
        _offsets.Add(offset);
        _lengths.Add(checked((ushort)length));
        _indices.Add(checked((uint)row.Index));
        if (BagFormat.ErasureTypes.Contains(row.Leaf.Type)) Erase(row);
        if (row.Leaf.Type == BagFormat.CorrectionType) Correct(row);

        var last = _offsets.Count - 1;
        if (isBeside) _beside.Add(last);
        if (!_numbers.TryGetValue(row.Leaf.Stream, out var number))
        {
            if (_streams.Count == BagFormat.MaxKept) throw TooMany();
            _numbers.Add(row.Leaf.Stream, _streams.Count);
            _streams.Add(new StreamOfLeaves(row.Leaf.StreamType, row.Leaf.Stream, last, 1, isBeside ? 0 : row.Leaf.Version, !isBeside && row.Leaf.Version == 1));
            _before.Add(-1);
            return null;
        }
        var stream = _streams[number];
        _before.Add(stream.Last);
        if (isBeside)
        {
            _streams[number] = stream with { Last = last, Count = stream.Count + 1 };
            return null;
        }
        var expected = stream.Version == int.MaxValue ? int.MaxValue : stream.Version + 1;
        _streams[number] = stream with { Last = last, Count = stream.Count + 1, Version = row.Leaf.Version, IsWhole = stream.IsWhole && row.Leaf.Version == expected };
        return expected;
    }

    /// <summary>Goes over the streams, once all leaves were taken up.</summary>
    /// <param name="head">What the bag says about itself.</param>
    /// <param name="leaves">Where the file of leaves lies.</param>
    /// <param name="bodies">Where the file of bodies lies; null where there is none.</param>
    /// <param name="texts">The texts that are in the bag.</param>
    /// <param name="view">Is told the state of each weighing that is here from its first event, at its last one.</param>
    /// <param name="progress">Is told how many leaves were gone over.</param>
    /// <param name="cancellation">Stops it.</param>
    public void Finish(
        BagHead head, (SafeFileHandle Handle, long Start) leaves, (SafeFileHandle Handle, long Start)? bodies, Texts texts, Action<Guid, Weighing> view, Action<long> progress, CancellationToken cancellation)
    {
        var (xes, history) = (new XesExport(open(BagFormat.Xes)), new HistoryExport(open(BagFormat.History), head));
        var ocel = _ocel = new OcelJsonExport(open(BagFormat.Ocel));
        long done = 0;
        foreach (var stream in _streams)
        {
            var places = new int[stream.Count];
            for (int at = stream.Last, i = places.Length - 1; at >= 0; at = _before[at]) places[i--] = at;
            xes.Begin(stream.Type, stream.Id);
            history.Begin(stream.Type, stream.Id);
            var foldable = stream is { IsWhole: true, Type: BagFormat.WeighingStream };
            var state = foldable ? Weighing.None : null;
            var parts = new HashSet<string>(StringComparer.Ordinal);
            OcelObject? self = null;
            foreach (var place in places)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Read(place, leaves, bodies) is not { } row) continue;
                Current = row;
                var happened = DomainReading.Event(row.Leaf, row.Data);
                if (!_beside.Contains(place))
                {
                    var next = DomainReading.After(state, happened, row.Leaf);
                    if (state is not null && next is null) NotFolded.Add(row);
                    state = next;
                    if (happened is RetentionSet set && stream.Id == head.Weighing) Retention = set;
                }

                if (self is null) AddObject(self = OcelModel.OfStreamOf(row.Leaf), null);
                var part = OcelModel.Part(row.Leaf, DomainReading.Part(happened));
                if (part is not null && parts.Add(part.Id)) AddObject(part, self.Id);
                var values = OcelModel.Values(row);
                ocel.Add(row, values, self, part);
                _tables.Add(row, values, self, part);
                xes.Add(row);
                history.Add(row, DomainReading.Sentence(happened, row.Leaf), Leaf.SealedIn(row.Data.Span), texts, _erased, _corrected);
                if (++done % 1024 == 0) progress(done);
            }
            xes.End();
            if (state is not null && foldable) view(stream.Id, state);
        }
        Current = null; // what follows is about no single event
        xes.Finish();
        ocel.Finish();
        progress(done);
    }

    public void Dispose() => _ocel?.Dispose();

    private void AddObject(OcelObject item, string? owner)
    {
        _ocel!.Add(item, owner);
        _tables.Add(item, owner);
    }

    private void Erase(EventRow row)
    {
        var (digests, ground) = Leaf.ErasedBy(row.Data.Span);
        var erasure = new ErasureLeaf(row.Index, row.Leaf.RecordedAtMoment, ground);
        foreach (var digest in digests) _erased.TryAdd(digest, erasure);
        if (_erased.Count > BagFormat.MaxKept) throw TooMany();
    }

    private void Correct(EventRow row)
    {
        // A text that is corrected again is told by the first of these that replaces it; the next one replaces what that says.
        if (Leaf.CorrectedBy(row.Data.Span) is var (replaced, ground)) _corrected.TryAdd(replaced, new CorrectionLeaf(row.Index, row.Leaf.RecordedAtMoment, ground));
        if (_corrected.Count > BagFormat.MaxKept) throw TooMany();
    }

    private static Containers.UnreadableBagException TooMany() => new($"Er zijn meer dan {BagFormat.MaxKept} afwegingen of teksten.", $"There are more than {BagFormat.MaxKept} weighings or texts.");

    private EventRow? Read(int place, (SafeFileHandle Handle, long Start) leaves, (SafeFileHandle Handle, long Start)? bodies)
    {
        var bytes = Bytes(leaves, _offsets[place], _lengths[place]);
        if (!Leaf.TryRead(bytes, out var leaf, out _)) return null;
        var data = leaf.Data ?? (_bodies.TryGetValue(place, out var body) && bodies is { } file ? Bytes(file, body.Offset, body.Length) : ReadOnlyMemory<byte>.Empty);
        return new EventRow(_indices[place], MerkleTree.HashLeaf(bytes), leaf, data);
    }

    private static byte[] Bytes((SafeFileHandle Handle, long Start) file, long offset, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var more = RandomAccess.Read(file.Handle, bytes.AsSpan(read), file.Start + offset + read);
            if (more == 0) throw new IOException("The file of leaves is shorter than it was.");
            read += more;
        }
        return bytes;
    }

    /// <summary>A stream while its leaves are taken up.</summary>
    /// <param name="Type">Its kind.</param>
    /// <param name="Id">Its identity.</param>
    /// <param name="Last">Place of its last leaf so far.</param>
    /// <param name="Count">How many of its leaves there are so far.</param>
    /// <param name="Version">Number of its last event so far.</param>
    /// <param name="IsWhole">Whether its events are numbered 1, 2, … so far.</param>
    private readonly record struct StreamOfLeaves(string Type, Guid Id, int Last, int Count, int Version, bool IsWhole);
}
