using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.TransparencyLog.Tests.Witnessing;

/// <summary>The rules of c2sp.org/tlog-witness, "add-checkpoint", one test a rule.</summary>
public sealed class WitnessTests : IDisposable
{
    private const string Origin = "example.com/behind-the-sofa";
    private const ulong Now = 1700000000;

    private static readonly NoteSigner Log = Keys.Log(Origin);
    private static readonly Cosigner Key = Keys.Witness("witness.example/w1");
    private static readonly TreeHash[] Leaves = Trees.Leaves(Trees.Entries(40));

    private readonly string _directory = Directory.CreateTempSubdirectory("witness-").FullName;
    private readonly MemoryWitnessStore _store = new();

    private Witness Witness => new([new WitnessedLog(Origin, [Log.Verifier()])], [Key], _store);

    [Fact]
    public async Task The_first_checkpoint_is_cosigned_whatever_its_size()
    {
        var response = await AskAsync(0, At(13));
        (response.Status, response.ContentType, response.Error).ShouldBe((200, WitnessResponse.TextContentType, null));
        var signature = NoteSignature.ParseLines(response.Body.Span).ShouldBeOk().ShouldHaveSingleItem();
        (signature.Name, signature.KeyId, Cosignature.Time(signature).Value).ShouldBe((Key.VerifierKey.Name, Key.VerifierKey.KeyId, Now));

        // What the log does with it: adds it to its note, which others then accept.
        var cosigned = UnverifiedNote.Parse(Signed(At(13))).Value.WithSignatures([signature]).ShouldBeOk().Bytes.ToArray();
        NaiveNote.CosignedAt(cosigned, Key.VerifierKey.ToString()).ShouldBe(Now);
        (await Witness.LatestAsync(Origin, Cancel)).ShouldNotBeNull().ToArray().ShouldBe(cosigned);
    }

    [Fact]
    public async Task Growth_with_a_proof_is_cosigned_step_by_step()
    {
        var size = 0;
        foreach (var next in new[] { 1, 2, 2, 3, 8, 13, 32, 40, 40 })
        {
            (await AskAsync(size, At(next), Proof(size, next))).Status.ShouldBe(200, $"{size} to {next}");
            size = next;
        }
    }

    [Fact]
    public async Task An_unknown_origin_is_404()
    {
        (await AskAsync(0, At(1, "example.com/other"))).Status.ShouldBe(404);
        (await Witness.LatestAsync("example.com/other", Cancel)).ShouldBeNull();
        (await Witness.LatestAsync(Origin, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task No_signature_by_a_trusted_key_or_a_wrong_one_is_403()
    {
        (await AskAsync(0, At(1), note: Note.Sign(At(1).ToString(), Keys.Log("example.com/other")).Value)).Status.ShouldBe(403);
        var wrong = Keys.Text(Signed(At(1))).Replace($"\n1\n{At(1).Head.Root}", $"\n2\n{At(2).Head.Root}");
        (await AskAsync(0, At(2), note: Keys.Utf8(wrong))).Status.ShouldBe(403);
        // A right signature beside a wrong one by the same key does not help.
        var both = Signed(At(1));
        var line = Keys.Text(both).Split('\n')[^2];
        (await AskAsync(0, At(1), note: [.. both, .. Keys.Utf8(line[..^10] + "AAAA" + line[^6..] + "\n")])).Status.ShouldBe(403);
        // One by an unknown key is ignored.
        (await AskAsync(0, At(1), note: Note.Sign(At(1).ToString(), Keys.Log("example.com/other"), Log).Value)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_old_size_above_the_new_one_is_400()
    {
        (await AskAsync(0, At(13))).Status.ShouldBe(200);
        (await AskAsync(14, At(13))).Status.ShouldBe(400);
        (await AskAsync(13, At(8))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task An_old_size_that_is_not_the_witnesss_is_409_with_the_size_it_has()
    {
        foreach (var (have, asked) in new[] { (0, 5), (13, 0), (13, 12), (13, 20) })
        {
            if (have > 0 && (await Witness.LatestAsync(Origin, Cancel)) is null) (await AskAsync(0, At(have))).Status.ShouldBe(200);
            var response = await AskAsync(asked, At(20), Proof(asked, 20));
            (response.Status, response.ContentType, Keys.Text(response.Body.Span)).ShouldBe((409, "text/x.tlog.size", $"{have}\n"));
        }
    }

    [Fact]
    public async Task A_checkpoint_older_than_the_last_is_never_cosigned()
    {
        (await AskAsync(0, At(20))).Status.ShouldBe(200);
        for (var size = 0; size < 20; size++)
        {
            for (var old = 0; old <= 21; old++) (await AskAsync(old, At(size))).Status.ShouldBe(old > size ? 400 : 409, $"{old} {size}");
        }
        (await LatestSizeAsync()).ShouldBe(20UL);
    }

    [Fact]
    public async Task An_inconsistent_tree_is_422_and_changes_nothing()
    {
        (await AskAsync(0, At(13))).Status.ShouldBe(200);
        var proof = Proof(13, 20);
        for (var i = 0; i < proof.Length; i++) (await AskAsync(13, At(20), proof.CorruptAt(i, i))).Status.ShouldBe(422);
        (await AskAsync(13, At(20), proof[1..])).Status.ShouldBe(422);
        (await AskAsync(13, At(20), [])).Status.ShouldBe(422);
        (await AskAsync(13, At(20), [.. proof, default])).Status.ShouldBe(422);

        // The log has another history for leaf 5, and a proof that is right for that history.
        var forged = Leaves[..20];
        forged[5] = forged[5].Corrupt(0);
        var other = Checkpoint.Create(Origin, new TreeHead(20, MerkleTree.Root(forged))).Value;
        (await AskAsync(13, other, MerkleTree.ConsistencyProof(forged, 13).Value)).Status.ShouldBe(422);

        // The same size with another root.
        (await AskAsync(13, Checkpoint.Create(Origin, new TreeHead(13, other.Head.Root)).Value)).Status.ShouldBe(422);
        (await LatestSizeAsync()).ShouldBe(13UL);
        (await AskAsync(13, At(20), proof)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_proof_from_nothing_is_422()
    {
        (await AskAsync(0, At(20), Proof(13, 20))).Status.ShouldBe(422);
        (await AskAsync(0, At(20), [default])).Status.ShouldBe(422);
        (await Witness.LatestAsync(Origin, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_tree_without_leaves_has_the_root_of_none_else_422()
    {
        (await AskAsync(0, Checkpoint.Create(Origin, new TreeHead(0, At(1).Head.Root)).Value)).Status.ShouldBe(422);
        (await AskAsync(0, At(0))).Status.ShouldBe(200);
        (await AskAsync(0, At(0))).Status.ShouldBe(200);
        (await AskAsync(0, At(5), [default])).Status.ShouldBe(422);
        (await AskAsync(0, At(5))).Status.ShouldBe(200);
        (await AskAsync(0, At(0))).Status.ShouldBe(409);
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 0\n")]
    [InlineData("old 0\n\n")]
    [InlineData("old 00\n\n#")]
    [InlineData("old -1\n\n#")]
    [InlineData("old 18446744073709551616\n\n#")]
    [InlineData("old 0 \n\n#")]
    [InlineData("Old 0\n\n#")]
    [InlineData("old 0\r\n\r\n#")]
    [InlineData("old 0\n#")]
    [InlineData("old 0\nAAAA\n\n#")]
    [InlineData("\n#")]
    [InlineData("old 0\n\n\n#")]
    [InlineData("old 0\n\nexample.com/behind-the-sofa\n01\nx\n\n— a AAAAAQI=\n")]
    public async Task A_malformed_request_is_400(string body)
    {
        var response = await Witness.AddCheckpointAsync(Keys.Utf8(body.Replace("#", Keys.Text(Signed(At(1))))), Now, Cancel);
        response.Status.ShouldBe(400);
        response.Error.ShouldNotBeNull().Code.ShouldBe(LogErrorCode.Malformed);
        Keys.Text(response.Body.Span).ShouldBe(response.Error + "\n");
    }

    [Fact]
    public async Task More_than_63_hashes_or_a_body_too_large_is_400()
    {
        var hashes = string.Concat(Enumerable.Repeat($"{default(TreeHash)}\n", 64));
        (await Witness.AddCheckpointAsync(Keys.Utf8($"old 1\n{hashes}\n{Keys.Text(Signed(At(2)))}"), Now, Cancel)).Error.ShouldNotBeNull().Code.ShouldBe(LogErrorCode.TooLarge);
        AddCheckpointRequest.Create(1, new TreeHash[64], Signed(At(2))).ShouldBeRefused(LogErrorCode.TooLarge);
        AddCheckpointRequest.Create(1, new TreeHash[63], Signed(At(2))).ShouldBeOk().Format().ShouldSatisfyAllConditions(bytes => AddCheckpointRequest.Parse(bytes).ShouldBeOk().Format().ShouldBe(bytes));
        (await Witness.AddCheckpointAsync(new byte[AddCheckpointRequest.MaxBytes + 1], Now, Cancel)).Status.ShouldBe(400);
    }

    [Fact]
    public void The_specifications_example_request()
    {
        const string example = """
            old 20852014
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=

            """;
        var request = AddCheckpointRequest.Parse(Keys.Utf8(example)).ShouldBeOk();
        (request.OldSize, request.Proof.Length, request.Note.UnverifiedSignatures.Count).ShouldBe((20852014UL, 4, 2));
        Keys.Text(request.Format()).ShouldBe(example);
    }

    [Fact]
    public async Task Of_requests_at_once_only_those_that_still_fit_are_cosigned()
    {
        using var files = new FileWitnessStore(_directory);
        foreach (var store in new IWitnessStore[] { new MemoryWitnessStore(), files })
        {
            var witness = new Witness([new WitnessedLog(Origin, [Log.Verifier()])], [Key], store);
            (await witness.AddCheckpointAsync(Request(0, At(1)), Now, Cancel)).Status.ShouldBe(200);
            // Each asks to go from 1 to its own size; the first one wins, the others hear its size.
            var responses = await Task.WhenAll(Enumerable.Range(2, 39).Select(size => Task.Run(() => witness.AddCheckpointAsync(Request(1, At(size), Proof(1, size)), Now, Cancel).AsTask(), Cancel)));
            responses.Count(response => response.Status == 200).ShouldBe(1);
            var winner = (ulong)Array.FindIndex(responses, response => response.Status == 200) + 2;
            responses.Where(response => response.Status != 200).Select(response => $"{response.Status}: {Keys.Text(response.Body.Span)}").Distinct().ShouldBe([$"409: {winner}\n"]);
            (await LatestSizeAsync(witness)).ShouldBe(winner);
        }
    }

    [Fact]
    public async Task A_request_that_raced_is_judged_by_what_is_there_now()
    {
        // Between the reading and the writing of the first request another one comes through.
        var racing = new RacingStore(_store);
        var witness = new Witness([new WitnessedLog(Origin, [Log.Verifier()])], [Key], racing);
        (await AskAsync(0, At(5))).Status.ShouldBe(200);
        racing.BeforeReplace = async () => (await AskAsync(5, At(20), Proof(5, 20))).Status.ShouldBe(200);
        var response = await witness.AddCheckpointAsync(Request(5, At(8), Proof(5, 8)), Now, Cancel);
        (response.Status, Keys.Text(response.Body.Span)).ShouldBe((409, "20\n"));
        (await LatestSizeAsync()).ShouldBe(20UL);
    }

    [Fact]
    public async Task Remembers_on_files_across_restarts_and_one_process_at_a_time()
    {
        var store = new FileWitnessStore(_directory);
        Should.Throw<IOException>(() => new FileWitnessStore(_directory));
        var logs = new[] { new WitnessedLog(Origin, [Log.Verifier()]) };
        (await new Witness(logs, [Key], store).AddCheckpointAsync(Request(0, At(13)), Now, Cancel)).Status.ShouldBe(200);
        store.Dispose();

        using var reopened = new FileWitnessStore(_directory);
        var witness = new Witness(logs, [Key], reopened);
        (await witness.AddCheckpointAsync(Request(0, At(13)), Now, Cancel)).Status.ShouldBe(409);
        (await witness.AddCheckpointAsync(Request(13, At(20), Proof(13, 20)), Now + 1, Cancel)).Status.ShouldBe(200);
        var served = await File.ReadAllBytesAsync(Path.Combine(_directory, Witness.OriginHash(Origin), "checkpoint"), Cancel);
        Checkpoint.Open(served, Origin, Log.Verifier()).ShouldBeOk().Head.Size.ShouldBe(20UL);
        NaiveNote.CosignedAt(served, Key.VerifierKey.ToString()).ShouldBe(Now + 1);
        Witness.OriginHash("").ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    [Fact]
    public async Task A_store_with_something_else_in_it_is_500_and_nothing_is_cosigned()
    {
        foreach (var (stored, code) in new[] { ("garbage", LogErrorCode.Malformed), ("", LogErrorCode.Malformed), (Keys.Text(Signed(At(5, "example.com/other"))), LogErrorCode.UnknownOrigin) })
        {
            var store = new MemoryWitnessStore();
            (await store.TryReplaceAsync(Origin, null, Keys.Utf8(stored), Cancel)).ShouldBeTrue();
            var response = await new Witness([new WitnessedLog(Origin, [Log.Verifier()])], [Key], store).AddCheckpointAsync(Request(0, At(13)), Now, Cancel);
            (response.Status, response.Error!.Code).ShouldBe((500, code));
        }
    }

    [Fact]
    public async Task Every_key_cosigns_and_the_signatures_of_others_are_not_kept()
    {
        var second = Keys.Witness("witness.example/w2");
        var witness = new Witness([new WitnessedLog(Origin, [Log.Verifier()])], [Key, second], _store);
        var response = await witness.AddCheckpointAsync(Request(0, At(3), note: Note.Sign(At(3).ToString(), Keys.Log("stranger"), Log).Value), Now, Cancel);
        NoteSignature.ParseLines(response.Body.Span).ShouldBeOk().Select(signature => signature.Name).ShouldBe([Key.VerifierKey.Name, second.VerifierKey.Name]);
        UnverifiedNote.Parse((await witness.LatestAsync(Origin, Cancel))!.Value.Span).ShouldBeOk().UnverifiedSignatures.Select(signature => signature.Name).ShouldBe([Origin, Key.VerifierKey.Name, second.VerifierKey.Name]);
    }

    [Fact]
    public async Task Extension_lines_are_cosigned_with_the_rest()
    {
        var checkpoint = Checkpoint.Create(Origin, At(3).Head, "extension").Value;
        var response = await AskAsync(0, checkpoint);
        response.Status.ShouldBe(200);
        Key.Verifier().Verify(Keys.Utf8(checkpoint.ToString()), NoteSignature.ParseLines(response.Body.Span).Value[0].Value).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_programmer_must_not_do()
    {
        var log = new WitnessedLog(Origin, [Log.Verifier()]);
        Should.Throw<ArgumentException>(() => new Witness([log], [], _store));
        Should.Throw<ArgumentException>(() => new Witness([log, log], [Key], _store));
        Should.Throw<ArgumentException>(() => new Witness([new WitnessedLog(Origin, [])], [Key], _store));
        Should.Throw<ArgumentException>(() => new Witness([new WitnessedLog(Origin, [Log.Verifier(), Log.Verifier()])], [Key], _store));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Witness.AddCheckpointAsync(Request(0, At(1)), 0, Cancel));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Witness.AddCheckpointAsync(Request(0, At(1)), Cosignature.MaxTime + 1, Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Checkpoint At(int size, string origin = Origin) => Checkpoint.Create(origin, new TreeHead((ulong)size, MerkleTree.Root(Leaves.AsSpan(0, size)))).Value;

    private static TreeHash[] Proof(int from, int to) => from == 0 ? [] : MerkleTree.ConsistencyProof(Leaves.AsSpan(0, to), (ulong)from).Value;

    private static byte[] Signed(Checkpoint checkpoint) => Note.Sign(checkpoint.ToString(), Keys.Log(checkpoint.Origin)).Value;

    private static byte[] Request(int oldSize, Checkpoint checkpoint, TreeHash[]? proof = null, byte[]? note = null) =>
        AddCheckpointRequest.Create((ulong)oldSize, proof ?? [], note ?? Signed(checkpoint)).ShouldBeOk().Format();

    private ValueTask<WitnessResponse> AskAsync(int oldSize, Checkpoint checkpoint, TreeHash[]? proof = null, byte[]? note = null) =>
        Witness.AddCheckpointAsync(Request(oldSize, checkpoint, proof, note), Now, Cancel);

    private async Task<ulong> LatestSizeAsync(Witness? witness = null) =>
        Checkpoint.Open((await (witness ?? Witness).LatestAsync(Origin, Cancel))!.Value.Span, Origin, Log.Verifier()).ShouldBeOk().Head.Size;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private sealed class RacingStore(IWitnessStore store) : IWitnessStore
    {
        public Func<Task>? BeforeReplace { get; set; }

        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string origin, CancellationToken cancellationToken = default) => store.ReadAsync(origin, cancellationToken);

        public async ValueTask<bool> TryReplaceAsync(string origin, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> next, CancellationToken cancellationToken = default)
        {
            if (BeforeReplace is { } race)
            {
                BeforeReplace = null;
                await race();
            }
            return await store.TryReplaceAsync(origin, expected, next, cancellationToken);
        }
    }
}
