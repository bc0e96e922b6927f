using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Exports;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Proofs;

namespace WikkenWegen.AuditBundle;

/// <summary>Writes bags.</summary>
public static partial class BundleWriter
{
    /// <summary>Writes a bag. It goes over the leaves once; its memory does not grow with their bytes. Until the last leaf is taken up, nothing goes to <paramref name="zip"/>: the files lie in temporary ones.</summary>
    /// <param name="zip">Where to; need not be seekable, and is left open.</param>
    /// <param name="request">What the bag is to hold.</param>
    /// <param name="leaves">The leaves, by ascending index.</param>
    /// <param name="checkpoints">Signed checkpoints of the log by ascending size; all is proven against the last.</param>
    /// <param name="inclusionProof">Gives the .tlog-proof of an index under the last checkpoint; needed where not all leaves are in the bag.</param>
    /// <param name="disclosures">The disclosures that whoever asks for the bag may see, as they are encoded.</param>
    /// <param name="progress">Is told how many leaves were taken up.</param>
    /// <param name="cancellation">Stops the writing; what was written by then is no bag.</param>
    /// <exception cref="ArgumentException">There is no checkpoint, or there is no proof where one is needed.</exception>
    /// <exception cref="InvalidDataException">A leaf, a body or a disclosure has a line end in it, a proof is none, or leaves are not in order: what the store gave cannot be put into a bag.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task Write(
        Stream zip,
        BundleRequest request,
        IAsyncEnumerable<BundleLeaf> leaves,
        IReadOnlyList<byte[]> checkpoints,
        Func<long, CancellationToken, Task<byte[]>>? inclusionProof,
        IAsyncEnumerable<string> disclosures,
        IProgress<long> progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (checkpoints.Count == 0) throw new ArgumentException("A bag is proven against a checkpoint, and there is none.", nameof(checkpoints));
        if (!request.Complete && inclusionProof is null) throw new ArgumentException("Where not all leaves are in the bag, each needs its proof.", nameof(inclusionProof));

        using var parts = new Parts();
        using var tables = new WrittenTables();
        using var derivation = new Derivation(parts.Open, tables);
        var (leavesPart, positions, bodies) = (parts.Open(BagFormat.Leaves), parts.Open(BagFormat.Positions), (BagPart?)null);
        long count = 0, before = -1;
        await foreach (var given in leaves.WithCancellation(cancellation))
        {
            if (given.Index <= before) throw new InvalidDataException($"Leaf {given.Index} comes after leaf {before}.");
            before = given.Index;
            var offset = leavesPart.Length;
            Line(leavesPart, given.Bytes.Span, $"leaf {given.Index}");
            var hash = MerkleTree.HashLeaf(given.Bytes.Span);
            var proof = request.Complete ? null : await inclusionProof!(given.Index, cancellation);
            Position(positions, given, hash, proof);

            (long, int)? body = null;
            if (given.Body is { Length: > 0 } bytes) // no body is empty: JSON has at least a character
            {
                bodies ??= parts.Open(BagFormat.Bodies);
                var start = Encoding.UTF8.GetBytes($"{{\"index\":{given.Index},\"data\":");
                body = (bodies.Length + start.Length, bytes.Length);
                Line(bodies, [.. start, .. bytes.Span, (byte)'}'], $"the body of leaf {given.Index}");
            }
            // What is no leaf goes into the bag as it is, for the verifier to tell; nothing follows from it.
            if (Leaf.TryRead(given.Bytes, out var leaf, out _))
                derivation.Add(new EventRow(given.Index, hash, leaf, leaf.Data ?? given.Body ?? ReadOnlyMemory<byte>.Empty), offset, given.Bytes.Length, body);
            if (++count % 1024 == 0) progress.Report(count);
        }
        progress.Report(count);

        var texts = new Texts();
        var disclosed = parts.Open(BagFormat.Disclosures);
        await foreach (var encoded in disclosures.WithCancellation(cancellation))
        {
            var line = Encoding.UTF8.GetBytes(encoded);
            texts.Add(line, disclosed.Length);
            Line(disclosed, line, "a disclosure");
        }
        disclosed.Flush();
        texts.File = (disclosed.Handle, 0);

        foreach (var change in request.KeyChanges)
        {
            var proof = request.Complete ? null : Proven(await inclusionProof!(change.Index, cancellation), change.Index);
            (parts.Has(BagFormat.KeyChanges) ? parts[BagFormat.KeyChanges] : parts.Open(BagFormat.KeyChanges)).Write(Encoding.UTF8.GetBytes(KeyChangeLine(change.Index, change.Bytes.Span, proof)));
        }
        var size = Small(parts, request, checkpoints);
        var head = new BagHead(BagFormat.Version, request.Corporation, request.Origin, request.MadeAt.ToUniversalTime(), BagFormat.Software, request.Complete, count, size, request.Weighing, request.From, request.Until);
        parts.Open(BagFormat.Head).Write(head.Write());
        leavesPart.Flush();
        bodies?.Flush();
        derivation.Finish(head, (leavesPart.Handle, 0), bodies is null ? null : (bodies.Handle, 0), texts, _ => { }, cancellation);
        tables.CopyTo(parts.Open(BagFormat.OcelSqlite));
        MdtoExport.WriteDossier(parts.Open(BagFormat.Mdto), head);
        foreach (var (file, _, _) in MdtoExport.Files)
            MdtoExport.WriteFile(parts.Open(file + BagFormat.MdtoOfFile), head, file, parts[file].Length, parts[file].Sha256);
        Tags(parts, head);
        await Pack(zip, head, parts, cancellation);
    }

    /// <summary>The small files beside the leaves. Gives the size of the last checkpoint.</summary>
    private static ulong Small(Parts parts, BundleRequest request, IReadOnlyList<byte[]> checkpoints)
    {
        parts.Open(BagFormat.Readme).Write(Encoding.UTF8.GetBytes(BagTexts.Readme));
        parts.Open(BagFormat.Keys).Write(Encoding.UTF8.GetBytes(request.VerifierKeys));
        parts.Open(BagFormat.Policy).Write(Encoding.UTF8.GetBytes(request.Policy));
        foreach (var (stamped, token) in request.Timestamps) parts.Open(string.Create(CultureInfo.InvariantCulture, $"{BagFormat.Timestamps}{stamped:D12}.tst")).Write(token);
        ulong size = 0;
        foreach (var note in checkpoints)
        {
            if (!UnverifiedNote.Parse(note).TryGet(out var signed, out var error) || !Checkpoint.Parse(signed.UnverifiedText).TryGet(out var checkpoint, out error))
                throw new InvalidDataException($"A checkpoint is none: {error}");
            size = checkpoint.Head.Size;
            var name = CheckpointName(size, 1);
            for (var again = 2; parts.Has(name); again++) name = CheckpointName(size, again);
            parts.Open(name).Write(note);
        }
        return size;
    }

    private static string CheckpointName(ulong size, int number) => string.Create(CultureInfo.InvariantCulture, $"{BagFormat.Checkpoints}{size:D12}{(number == 1 ? "" : $"-{number}")}.txt");

    private static void Line(BagPart part, ReadOnlySpan<byte> bytes, string what)
    {
        if (bytes.Contains((byte)'\n')) throw new InvalidDataException($"There is a line end in {what}.");
        part.Write(bytes);
        part.Write("\n"u8);
    }

    private static void Position(BagPart part, BundleLeaf leaf, TreeHash hash, byte[]? proof)
    {
        var kept = leaf.Hash is { Length: TreeHash.Size } given ? new TreeHash(given.Span) : hash;
        var line = new StringBuilder($"{{\"index\":{leaf.Index.ToString(CultureInfo.InvariantCulture)},\"hash\":\"{kept}\"");
        if (proof is not null) line.Append(Written(Proven(proof, leaf.Index)));
        part.Write(Encoding.UTF8.GetBytes(line.Append("}\n").ToString()));
    }

    /// <summary>A line of key-changes.ndjson.</summary>
    /// <param name="index">Place of the leaf in the log.</param>
    /// <param name="leaf">The leaf, verbatim.</param>
    /// <param name="proof">That it is there; null where that is left out.</param>
    public static string KeyChangeLine(long index, ReadOnlySpan<byte> leaf, TlogProof? proof) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"index\":{index},\"leaf\":{JsonSerializer.Serialize(Encoding.UTF8.GetString(leaf), Plain)}{(proof is null ? "" : Written(proof))}}}\n");

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static TlogProof Proven(byte[] proof, long index) => TlogProof.Parse(proof).TryGet(out var parsed, out var error) ? parsed : throw new InvalidDataException($"The proof of leaf {index} is none: {error}");

    private static string Written(TlogProof proof)
    {
        var hashes = new StringBuilder();
        foreach (var hash in proof.Hashes) hashes.Append(hashes.Length == 0 ? "" : ",").Append('"').Append(hash.ToString()).Append('"');
        return $",\"proof\":[{hashes}]";
    }

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
