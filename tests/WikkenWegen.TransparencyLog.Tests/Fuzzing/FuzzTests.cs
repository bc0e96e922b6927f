using System.Globalization;
using System.Text;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Proofs;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Tiles;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.TransparencyLog.Tests.Fuzzing;

/// <summary>
/// Each parser on many almost-right inputs: it never throws; what it accepts it writes again byte for byte (so there is one form for one
/// meaning) and an independent reader accepts too; what it refuses it says why and where. The same inputs every time; more of them with
/// TLOG_FUZZ_INPUTS=1000000.
/// </summary>
public class FuzzTests
{
    private static readonly int Inputs = int.Parse(Environment.GetEnvironmentVariable("TLOG_FUZZ_INPUTS") ?? "20000", CultureInfo.InvariantCulture);

    private static readonly NoteSigner Log = Keys.Log("example.com/log");
    private static readonly Cosigner Cosigner = Keys.Witness("witness.example/w1");
    private static readonly Cosigner Other = Keys.Witness("witness.example/w2");
    private static readonly TreeHash[] Leaves = Trees.Leaves(Trees.Entries(13));
    private static readonly Checkpoint Checkpoint13 = Checkpoint.Create("example.com/log", new TreeHead(13, MerkleTree.Root(Leaves))).Value;
    private static readonly Checkpoint Checkpoint5 = Checkpoint.Create("example.com/log", new TreeHead(5, MerkleTree.Root(Leaves.AsSpan(0, 5))), "an extension").Value;
    private static readonly byte[][] Notes = [Cosigned(Checkpoint13, Cosigner, Other), Cosigned(Checkpoint5, Cosigner), Note.Sign(Checkpoint13.ToString(), Log).Value, Note.Sign("a\n\nb é\n", Log).Value];
    private static readonly TreeHash[] Proof = MerkleTree.InclusionProof(Leaves, 3).Value;

    [Fact]
    public void Signed_notes()
    {
        INoteVerifier[] known = [Log.Verifier(), Cosigner.Verifier()];
        Run(1, Notes, input => UnverifiedNote.Parse(input), note => note.Bytes.ToArray(), (input, note) =>
        {
            NaiveNote.Read(input).Text.ShouldBe(note.UnverifiedText);
            if (!note.Verify(known).TryGet(out var verified, out var error)) Describe(error);
            else verified.Signatures.Count.ShouldBeGreaterThan(0);
        });
    }

    [Fact]
    public void Signature_lines() => Run(2, [.. Notes.Select(note => note.AsSpan()[(note.AsSpan().LastIndexOf("\n\n"u8) + 2)..].ToArray())],
        input => NoteSignature.ParseLines(input), signatures => Keys.Utf8(string.Concat(signatures.Select(signature => $"{signature}\n"))));

    [Fact]
    public void Checkpoints() => Run(3, [Keys.Utf8(Checkpoint13.ToString()), Keys.Utf8(Checkpoint5.ToString()), Keys.Utf8(Checkpoint.Create("é", TreeHead.Empty).Value.ToString())],
        input => Checkpoint.Parse(input), checkpoint => Keys.Utf8(checkpoint.ToString()), (input, checkpoint) =>
        {
            var (origin, size, root) = NaiveNote.ReadCheckpoint(Keys.Text(input));
            (origin, size).ShouldBe((checkpoint.Origin, checkpoint.Head.Size));
            root.ShouldBe(checkpoint.Head.Root.ToArray());
        });

    [Fact]
    public void Signed_checkpoints_are_only_ever_those_that_were_signed()
    {
        var verifier = Log.Verifier();
        Run(4, Notes, input => Checkpoint.Open(input, "example.com/log", verifier), null, (_, checkpoint) => (checkpoint.Equals(Checkpoint13) || checkpoint.Equals(Checkpoint5)).ShouldBeTrue());
    }

    [Fact]
    public void Verifier_keys() => Run(5, [Keys.Utf8(Log.VerifierKey.ToString()), Keys.Utf8(Cosigner.VerifierKey.ToString()), Keys.Utf8(VerifierKey.Create("é", SignatureType.MlDsa44Cosignature, new byte[1312]).Value.ToString())],
        input => VerifierKey.Parse(input), key => Keys.Utf8(key.ToString()));

    [Fact]
    public void Signer_keys() => Run(6, [Keys.Utf8(SignerKey.Format("example.com/log", SignatureType.Ed25519, Keys.Seed("a")).Value), Keys.Utf8(SignerKey.Format("é", SignatureType.Ed25519Cosignature, Keys.Seed("b")).Value)],
        input => SignerKey.Parse(input), null, (_, key) => key.Dispose());

    [Fact]
    public void Proofs()
    {
        var policy = TlogPolicy.Parse(Keys.Utf8($"log {Log.VerifierKey}\nwitness W {Cosigner.VerifierKey}\nquorum W\n")).Value;
        Run(7, [.. Notes[..3].SelectMany(note => new[] { TlogProof.Create(3, Proof, note).Value.Format(), TlogProof.Create(3, Proof, note, "extra"u8).Value.Format() })], input => TlogProof.Parse(input), proof => proof.Format(), (input, proof) =>
        {
            var read = NaiveNote.ReadProof(input);
            read.Index.ShouldBe(proof.Index);
            read.Hashes.ShouldBe(proof.Hashes.ToArray().Bytes());
            read.Note.ShouldBe(proof.SignedCheckpoint.ToArray());
            (read.Extra ?? []).ShouldBe(proof.Extra.ToArray());
            // What verifies is leaf 3 in the tree that was signed, and nothing else.
            if (proof.Verify(Leaves[3], policy).TryGet(out var witnessed, out var error)) (proof.Index, witnessed.Checkpoint).ShouldBe((3UL, Checkpoint13));
            else Describe(error);
        });
    }

    [Fact]
    public void Policies()
    {
        var (a, b) = (Cosigner.VerifierKey, Other.VerifierKey);
        string[] corpus =
        [
            $"log {Log.VerifierKey} https://example.com/\nwitness A {a}\nwitness B {b} https://b.example/\ngroup g 1 A B\nquorum g\n",
            $"# comment\n\nlog {Log.VerifierKey}\n  witness\tA {a}\ngroup g all A\ngroup h any g\n quorum h \n",
            $"witness A {a}\nquorum none\nwitness é {b}\n",
        ];
        Run(8, [.. corpus.Select(Keys.Utf8)], input => TlogPolicy.Parse(input), null, (_, policy) =>
        {
            foreach (var note in Notes)
            {
                if (policy.Verify(note).TryGet(out var witnessed, out var error)) policy.IsQuorum(witnessed.Cosignatures.Select(cosignature => cosignature.Witness)).ShouldBeTrue();
                else Describe(error);
            }
        });
    }

    [Fact]
    public void Tile_paths() => Run(9, [.. new[] { "tile/0/000", "tile/63/x001/x234/067.p/89", "tile/entries/x123/x456/789", "tile/entries/000.p/255", "tile/7/x018/x446/x744/x073/x709/x551/615" }.Select(Keys.Utf8)],
        input => TileId.Parse(Encoding.Latin1.GetString(input)), tile => Keys.Utf8(tile.Path));

    [Fact]
    public void Entry_bundles()
    {
        byte[][] corpus = [EntryBundle.Format([Keys.Utf8("one"), Array.Empty<byte>(), new byte[300]]).Value, EntryBundle.Format([Keys.Utf8("four"), Keys.Utf8("five"), Keys.Utf8("six")]).Value];
        Run(10, corpus, input => EntryBundle.Parse(input, 3), entries => EntryBundle.Format(entries).Value);
    }

    [Fact]
    public void Hashes() => Run(11, [Keys.Utf8(Leaves[0].ToString()), Keys.Utf8(Leaves[1].ToString())], input => TreeHash.Parse(input), hash => Keys.Utf8(hash.ToString()));

    [Fact]
    public async Task Witness_requests()
    {
        var verifier = Log.Verifier();
        var proof = MerkleTree.ConsistencyProof(Leaves, 5).Value;
        byte[][] corpus = [AddCheckpointRequest.Create(0, [], Notes[1]).Value.Format(), AddCheckpointRequest.Create(5, proof, Notes[0]).Value.Format(), AddCheckpointRequest.Create(13, [], Notes[2]).Value.Format()];
        var store = new MemoryWitnessStore();
        var witness = new Witness([new WitnessedLog("example.com/log", [Log.Verifier()])], [Cosigner], store);
        var statuses = new Dictionary<int, int>();
        Run(12, corpus, input => AddCheckpointRequest.Parse(input), request => request.Format());
        var before = 0UL;
        await RunAsync(13, corpus, Inputs, async input =>
        {
            // Whatever comes in, in whatever order: only what the log signed is cosigned, and it only grows.
            var response = await witness.AddCheckpointAsync(input, 1, Cancel);
            statuses[response.Status] = statuses.GetValueOrDefault(response.Status) + 1;
            var after = await store.ReadAsync("example.com/log", Cancel) is { } stored ? Checkpoint.Open(stored.Span, "example.com/log", verifier).Value.Head.Size : 0;
            after.ShouldBeGreaterThanOrEqualTo(before);
            before = after;
            return response.Error is { } error ? (Result<ulong>)error : after;
        });
        statuses.Keys.Order().ShouldBe([200, 400, 403, 404, 409, 422]);
    }

    [Fact]
    public async Task Tiles_from_a_source_that_makes_things_up()
    {
        var store = new MemoryTileStore();
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty, Cancel)).Value;
        for (var i = 0; i < 300; i++) await writer.AppendAsync(new[] { (byte)i }, Cancel);
        var head = await writer.FlushAsync(Cancel);
        var tiles = store.Tiles.OrderBy(tile => tile.Path, StringComparer.Ordinal).ToArray();
        var corpus = new List<byte[]>();
        foreach (var tile in tiles) corpus.Add((await store.ReadAsync(tile, Cancel))!.Value.ToArray());
        var random = new SplitMix64(14);
        // A tile takes a while to check, so these are fewer.
        await RunAsync(14, [.. corpus], Inputs / 20, async input =>
        {
            var index = random.Below(300UL);
            var source = new MadeUp(store, random.Pick(tiles), input);
            if (!(await new TiledTree(source, head).EntryAsync(index, Cancel)).TryGet(out var entry, out var error)) return (Result<ulong>)error;
            entry.ToArray().ShouldBe([(byte)index]);
            return index;
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static void Run<T>(ulong seed, byte[][] corpus, Func<byte[], Result<T>> parse, Func<T, byte[]>? format, Action<byte[], T>? check = null) where T : notnull
    {
        var running = RunAsync(seed, corpus, Inputs, input =>
        {
            var result = parse(input);
            if (result.IsOk)
            {
                format?.Invoke(result.Value).ShouldBe(input);
                check?.Invoke(input, result.Value);
            }
            return ValueTask.FromResult(result);
        });
        running.IsCompleted.ShouldBeTrue();
        running.GetAwaiter().GetResult();
    }

    private static async Task RunAsync<T>(ulong seed, byte[][] corpus, int inputs, Func<byte[], ValueTask<Result<T>>> parse) where T : notnull
    {
        var mutator = new Mutator(seed, corpus);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < inputs; i++)
        {
            var input = mutator.Next();
            try
            {
                if ((await parse(input)).TryGet(out _, out var error))
                {
                    accepted++;
                }
                else
                {
                    refused++;
                    Describe(error);
                    if (error.Offset is { } offset) offset.ShouldBeInRange(0, input.Length);
                }
            }
            catch (Exception thrown)
            {
                throw new InvalidOperationException($"input {i}: {Convert.ToBase64String(input)}", thrown);
            }
        }
        // A run in which everything goes one way has tested nothing.
        accepted.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);
    }

    private static void Describe(LogError error)
    {
        error.Message.ShouldNotBeNullOrEmpty();
        error.ToString().ShouldContain(error.Message);
        if (error.Line is { } line) line.ShouldBeGreaterThan(0);
    }

    private static byte[] Cosigned(Checkpoint checkpoint, params Cosigner[] cosigners) =>
        UnverifiedNote.Parse(Note.Sign(checkpoint.ToString(), Log).Value).Value.WithSignatures(cosigners.Select(cosigner => cosigner.Cosign(checkpoint, 1700000000).Value)).Value.Bytes.ToArray();

    private sealed class MadeUp(ITileReader honest, TileId about, byte[] bytes) : ITileReader
    {
        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default) => tile == about ? new(bytes) : honest.ReadAsync(tile, cancellationToken);
    }
}
