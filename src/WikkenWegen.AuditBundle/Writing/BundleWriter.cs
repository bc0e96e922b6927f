using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Exports;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.AuditBundle.Writing;

/// <summary>Writes bags.</summary>
public static partial class BundleWriter
{
    /// <summary>The most bytes of what is no line that its entry tells.</summary>
    private const int MostOfNoLine = 30_000;

    /// <summary>Writes a bag. It goes over the leaves once; its memory does not grow with their bytes. Until the last leaf is taken up, nothing goes to <paramref name="zip"/>: the files lie in temporary ones.</summary>
    /// <param name="zip">Where to; need not be seekable, and is left open.</param>
    /// <param name="request">What the bag is to hold.</param>
    /// <param name="leaves">Every place of the log up to the last checkpoint, by ascending index: its leaf, or why that is left out.</param>
    /// <param name="checkpoints">Signed checkpoints of the log by ascending size; all is proven against the last. What is none goes into the bag as it is, for the verifier to tell.</param>
    /// <param name="disclosures">The disclosures that whoever asks for the bag may see, as they are encoded.</param>
    /// <param name="stored">
    /// Gives the state of a weighing as the store has it, up to a number of its events that is in the bag, or beyond where there are events that should be in the log
    /// and are not; null where the store has no state of it that can be read. Where it is left out, the states are those that follow from the leaves, and say nothing of the store.
    /// </param>
    /// <param name="progress">Is told how many leaves were taken up.</param>
    /// <param name="cancellation">Stops the writing; what was written by then is no bag.</param>
    /// <exception cref="ArgumentException">There is no checkpoint.</exception>
    /// <exception cref="InvalidDataException">Leaves are not in order, or one is left out without its hash. Whatever else the store gave goes into the bag, as something that does not match.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task Write(
        Stream zip,
        BundleRequest request,
        IAsyncEnumerable<BundleLeaf> leaves,
        IReadOnlyList<byte[]> checkpoints,
        IAsyncEnumerable<string> disclosures,
        Func<Guid, int, CancellationToken, Task<Weighing?>>? stored,
        IProgress<long> progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (checkpoints.Count == 0) throw new ArgumentException("A bag is proven against a checkpoint, and there is none.", nameof(checkpoints));

        using var parts = new Parts();
        using var tables = new WrittenTables();
        using var derivation = new Derivation(parts.Open, tables, isOfFirst: false);
        var about = new BagHead(BagFormat.Version, request.Corporation, request.Origin, request.MadeAt.ToUniversalTime(), BagFormat.Software, request.Complete, 0, 0, request.Weighing, request.From, request.Until, request.WithoutLeaf == 0 ? null : request.WithoutLeaf, request.Unsigned == 0 ? null : request.Unsigned);
        var (leavesPart, positions, bodies) = (parts.Open(BagFormat.Leaves), parts.Open(BagFormat.Positions), (BagPart?)null);
        long count = 0, before = -1;
        await foreach (var given in leaves.WithCancellation(cancellation))
        {
            if (given.Index <= before) throw new InvalidDataException($"Leaf {given.Index} comes after leaf {before}.");
            before = given.Index;
            if (given.LeftOut is not null)
            {
                if (given.Hash is not { } left) throw new InvalidDataException($"Leaf {given.Index} is left out, and has no hash.");
                positions.Write(new Place(given.Index, HashOf(left), null, given.LeftOut).Write());
                continue;
            }
            var offset = leavesPart.Length;
            var isLine = Line(leavesPart, given.Bytes.Span);
            var hash = MerkleTree.HashLeaf(given.Bytes.Span);
            positions.Write(new Place(given.Index, given.Hash is { } kept ? HashOf(kept) : hash, null, Event: given.Event).Write());

            (long, int)? body = null;
            var data = ReadOnlyMemory<byte>.Empty;
            if (given.Body is { Length: > 0 } bytes) // no body is empty: JSON has at least a character
            {
                bodies ??= parts.Open(BagFormat.Bodies);
                var start = Encoding.UTF8.GetBytes($"{{\"index\":{given.Index},\"data\":");
                data = IsLine(bytes.Span, BagFormat.MaxLineBytes - start.Length - 1) ? bytes : NoLine(bytes.Span);
                body = (bodies.Length + start.Length, data.Length);
                bodies.Write([.. start, .. data.Span, .. "}\n"u8]);
            }
            // What is no leaf goes into the bag as it is, for the verifier to tell; nothing follows from it.
            if (isLine && Leaf.TryRead(given.Bytes, out var leaf, out _))
                derivation.Add(new EventRow(given.Index, hash, leaf, leaf.Data ?? data), offset, given.Bytes.Length, body, about.HasBeside(leaf.RecordedAtMoment, leaf.Type));
            if (++count % 1024 == 0) progress.Report(count);
        }
        progress.Report(count);

        var texts = new Texts();
        var disclosed = parts.Open(BagFormat.Disclosures);
        await foreach (var encoded in disclosures.WithCancellation(cancellation))
        {
            var line = Encoding.UTF8.GetBytes(encoded);
            if (!IsLine(line, BagFormat.MaxLineBytes)) line = NoLine(line);
            texts.Add(line, disclosed.Length);
            disclosed.Write([.. line, (byte)'\n']);
        }
        disclosed.Flush();
        texts.File = (disclosed.Handle, 0);

        BagPart? withheld = null;
        foreach (var digest in request.TextsWithheld) (withheld ??= parts.Open(BagFormat.TextsWithheld)).Write(Encoding.UTF8.GetBytes(digest + "\n"));

        if (request.KeyChanges.Count > 0)
        {
            var changes = parts.Open(BagFormat.KeyChanges);
            foreach (var change in request.KeyChanges) changes.Write(Encoding.UTF8.GetBytes(KeyChangeLine(change.Index, change.Bytes.Span)));
        }
        var head = about with { Leaves = count, Size = Small(parts, request, checkpoints) };
        parts.Open(BagFormat.Head).Write(head.Write());
        leavesPart.Flush();
        bodies?.Flush();
        var views = new ViewsExport(parts.Open(BagFormat.Views));
        var whole = new List<(Guid Id, int Version)>();
        derivation.Finish(head, (leavesPart.Handle, 0), bodies is null ? null : (bodies.Handle, 0), texts, View, _ => { }, cancellation);
        foreach (var (id, version) in whole) views.Add(id, await stored!(id, version, cancellation));
        tables.CopyTo(parts.Open(BagFormat.OcelSqlite));
        MdtoExport.WriteDossier(parts.Open(BagFormat.Mdto), head, derivation.Retention);
        foreach (var (file, _, _) in MdtoExport.Files)
            MdtoExport.WriteFile(parts.Open(file + BagFormat.MdtoOfFile), head, file, parts[file].Length, parts[file].Sha256);
        Tags(parts, head);
        await Pack(zip, head, parts, cancellation);

        // What follows from the leaves tells which weighings can be folded; what stands in the bag is what the store has.
        void View(Guid weighing, Weighing folded)
        {
            if (stored is null) views.Add(weighing, folded);
            else whole.Add((weighing, folded.Version));
        }
    }

    /// <summary>The small files beside the leaves. Gives the size of the last checkpoint.</summary>
    private static ulong Small(Parts parts, BundleRequest request, IReadOnlyList<byte[]> checkpoints)
    {
        parts.Open(BagFormat.Readme).Write(Encoding.UTF8.GetBytes(BagTexts.Readme(first: false, parts.Has(BagFormat.TextsWithheld))));
        parts.Open(BagFormat.Keys).Write(Encoding.UTF8.GetBytes(request.VerifierKeys));
        parts.Open(BagFormat.Policy).Write(Encoding.UTF8.GetBytes(request.Policy));
        foreach (var (stamped, token) in request.Timestamps) parts.Open(string.Create(CultureInfo.InvariantCulture, $"{BagFormat.Timestamps}{stamped:D12}.tst")).Write(token);
        var (size, none) = (0UL, 0);
        foreach (var note in checkpoints)
        {
            if (note.Length > BagFormat.MaxCheckpointBytes || !UnverifiedNote.Parse(note).TryGet(out var signed, out _) || !Checkpoint.Parse(signed.UnverifiedText).TryGet(out var checkpoint, out _))
            {
                parts.Open(string.Create(CultureInfo.InvariantCulture, $"{BagFormat.Checkpoints}none-{++none}.txt")).Write(note.Length > BagFormat.MaxCheckpointBytes ? NoLine(note) : note);
                continue;
            }
            size = Math.Max(size, checkpoint.Head.Size);
            var name = CheckpointName(checkpoint.Head.Size, 1);
            for (var again = 2; parts.Has(name); again++) name = CheckpointName(checkpoint.Head.Size, again);
            parts.Open(name).Write(note);
        }
        return size;
    }

    private static string CheckpointName(ulong size, int number) => string.Create(CultureInfo.InvariantCulture, $"{BagFormat.Checkpoints}{size:D12}{(number == 1 ? "" : $"-{number}")}.txt");

    /// <summary>Writes a line. What is none, which no trigger makes, has an entry in its place that says so; false then.</summary>
    private static bool Line(BagPart part, ReadOnlySpan<byte> bytes)
    {
        var isLine = IsLine(bytes, BagFormat.MaxLeafBytes);
        part.Write(isLine ? bytes : NoLine(bytes));
        part.Write("\n"u8);
        return isLine;
    }

    /// <summary>A hash as the store kept it; where that is none, one that no leaf has.</summary>
    private static TreeHash HashOf(ReadOnlyMemory<byte> kept) => kept.Length == TreeHash.Size ? new TreeHash(kept.Span) : default;

    private static bool IsLine(ReadOnlySpan<byte> bytes, int longest) => bytes.Length <= longest && !bytes.Contains((byte)'\n');

    private static byte[] NoLine(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetBytes(
        $"{{\"noLine\":{{\"length\":{bytes.Length.ToString(CultureInfo.InvariantCulture)},\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\",\"begin\":\"{Convert.ToBase64String(bytes[..Math.Min(bytes.Length, MostOfNoLine)])}\"}}}}");

    /// <summary>A line of key-changes.ndjson.</summary>
    /// <param name="index">Place of the leaf in the log.</param>
    /// <param name="leaf">The leaf, verbatim.</param>
    public static string KeyChangeLine(long index, ReadOnlySpan<byte> leaf) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"index\":{index},\"leaf\":{JsonSerializer.Serialize(Encoding.UTF8.GetString(leaf), Plain)}}}\n");

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The tag files of BagIt (RFC 8493 section 2): they stand beside the payload, and the last one lists the others.</summary>
    private static void Tags(Parts parts, BagHead head)
    {
        var payload = parts.All.ToList();
        var manifest = string.Concat(payload.Select(part => $"{part.Sha256}  {part.Name}\n"));
        Tag(BagFormat.Declaration, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        Tag(BagFormat.Info, string.Create(CultureInfo.InvariantCulture, $"""
            Source-Organization: {Unfolded(head.Corporation)}
            Bagging-Date: {head.MadeAt.UtcDateTime:yyyy-MM-dd}
            External-Identifier: {Unfolded(head.Origin)}@{head.Size}
            Payload-Oxum: {payload.Sum(part => part.Length)}.{payload.Count}
            Bag-Software-Agent: {BagFormat.Software}

            """).ReplaceLineEndings("\n"));
        Tag(BagFormat.Manifest, manifest);
        Tag(BagFormat.TagManifest, string.Concat(new[] { BagFormat.Info, BagFormat.Declaration, BagFormat.Manifest }.Select(name => $"{parts[name].Sha256}  {name}\n")));

        void Tag(string name, string text) => parts.Open(name).Write(Encoding.UTF8.GetBytes(text));

        static string Unfolded(string text) => text.ReplaceLineEndings(" ");
    }

    private static async Task Pack(Stream zip, BagHead head, Parts parts, CancellationToken cancellation)
    {
        var folder = $"wikkenwegen-{NoName().Replace(head.Corporation, "_")}-{head.MadeAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var writer = new ZipWriter(zip);
        foreach (var part in parts.All) await writer.Add($"{folder}/{part.Name}", part, cancellation);
        await writer.Finish(cancellation);
    }

    [GeneratedRegex("[^A-Za-z0-9-]")]
    private static partial Regex NoName();

    /// <summary>The files of the bag that is made, in ordinal order of their names.</summary>
    private sealed class Parts : IDisposable
    {
        private readonly SortedDictionary<string, BagPart> _parts = new(StringComparer.Ordinal);

        public IEnumerable<BagPart> All => _parts.Values;

        public BagPart this[string name] => _parts[name];

        public bool Has(string name) => _parts.ContainsKey(name);

        public BagPart Open(string name)
        {
            var part = new BagPart(name);
            _parts.Add(name, part);
            return part;
        }

        public void Dispose()
        {
            foreach (var part in _parts.Values) part.Dispose();
        }
    }
}
