using System.Globalization;
using System.Text.RegularExpressions;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.TransparencyLog.Tests.Witnessing;

/// <summary>The rules of c2sp.org/tlog-witness, "add-checkpoint", one test a rule.</summary>
public sealed partial class WitnessTests : IDisposable
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

    /// <summary>
    /// Signature lines that cannot be read. % stands for the dash, name and space of the log's line, @ for its base64 (of 68 bytes, so that it
    /// ends in one padding character). Whether a line is by the log its name and key ID tell, and those can be made out in all but the last ones.
    /// </summary>
    public static TheoryData<string, bool> UnreadableLines => new()
    {
        { "%@[..^2]/=\n", true },         // bits left over in the last character: not canonical
        { "%@[..^1]\n", true },           // no padding
        { "%@=\n", true },                // too much of it
        { "%@[..8] @[8..]\n", true },     // a space
        { "% @\n", true },
        { "%@ \n", true },
        { "%@\r\n", true },               // a control character
        { "%@[..8]\t@[9..]\n", true },
        { "%@[..8]-@[9..]\n", true },     // not in the alphabet
        { "%@[..8]\u00e9@[9..]\n", true },
        { "%@[..8]\u00ff@[9..]\n", true }, // U+00FF stands for the byte 0xff, which is in no UTF-8
        { "%@[..6]==\n", true },          // a key ID and nothing behind it
        { "%@[..7]\n", true },
        { "%@", true },                   // the line does not end
        { "%@[..4]\n", false },           // three of the four bytes of a key ID
        { "%\n", false },
        { "%[..^1]\n", false },
        { "-@\n", false },
        { "no signature\n", false },
    };

    [Theory, MemberData(nameof(UnreadableLines))]
    public async Task A_signature_line_that_cannot_be_read_is_403_when_it_is_the_logs_or_the_only_one_and_404_when_the_log_is_unknown(string line, bool namesTheLog)
    {
        // The log has not signed, or what it signed does not verify: both are 403.
        var alone = await AskAsync(Origin, line);
        alone.Status.ShouldBe(403);
        alone.Error!.Code.ShouldBe(namesTheLog ? LogErrorCode.InvalidSignature : LogErrorCode.NoKnownSignature);
        Keys.Text(alone.Body.Span).ShouldBe(alone.Error + "\n");
        // A right signature does not outweigh a wrong one by the same key. Beside a right one, a line that names no known key only breaks the form.
        (await AskAsync(Origin, "%@\n" + line)).Status.ShouldBe(namesTheLog ? 403 : 400);
        // Nothing can be said about the signatures of a log that is not known.
        (await AskAsync("example.com/other", line)).Status.ShouldBe(404);
        (await Witness.LatestAsync(Origin, Cancel)).ShouldBeNull();

        ValueTask<WitnessResponse> AskAsync(string origin, string lines)
        {
            var text = At(1, origin).ToString();
            var parts = Keys.Text(Signed(At(1, origin)))[(text.Length + 1)..^1].Split(' ');
            var (head, base64) = ($"{parts[0]} {parts[1]} ", parts[2]);
            base64.ShouldEndWith("=");
            var written = Part().Replace(lines, part =>
            {
                var whole = part.Value[0] == '%' ? head : base64;
                var (from, to) = (part.Groups[1].Value, part.Groups[2].Value);
                return whole[(from.Length == 0 ? 0 : Place(from, whole.Length))..(to.Length == 0 ? whole.Length : Place(to, whole.Length))];
            });
            byte[] body = [.. Keys.Utf8($"old 0\n\n{text}\n"), .. written.SelectMany(character => character == '\u00ff' ? [0xff] : Keys.Utf8(character.ToString()))];
            return Witness.AddCheckpointAsync(body, Now, Cancel);
        }

        static int Place(string index, int length) => index[0] == '^' ? length - int.Parse(index[1..], CultureInfo.InvariantCulture) : int.Parse(index, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_checkpoint_without_signatures_is_403_and_404_when_the_log_is_unknown()
    {
        (await Witness.AddCheckpointAsync(Keys.Utf8($"old 0\n\n{At(1)}\n"), Now, Cancel)).Status.ShouldBe(403);
        (await Witness.AddCheckpointAsync(Keys.Utf8($"old 0\n\n{At(1, "example.com/other")}\n"), Now, Cancel)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_strangers_line_that_cannot_be_read_is_400_beside_the_logs_signature_and_403_without()
    {
        var stranger = Keys.Utf8("— stranger AAAAAQJ=\n");
        (await Witness.AddCheckpointAsync((byte[])[.. Request(0, At(1)), .. stranger], Now, Cancel)).Status.ShouldBe(400);
        (await Witness.AddCheckpointAsync((byte[])[.. Request(0, At(1), note: Note.Sign(At(1).ToString(), Keys.Log("example.com/other")).Value), .. stranger], Now, Cancel)).Status.ShouldBe(403);
        // The log's signature is checked as ever.
        var wrong = Keys.Text(Signed(At(1))).Replace($"\n1\n{At(1).Head.Root}", $"\n2\n{At(2).Head.Root}");
        (await Witness.AddCheckpointAsync((byte[])[.. Keys.Utf8($"old 0\n\n{wrong}"), .. stranger], Now, Cancel)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_is_wrong_before_the_signatures_is_400_whatever_they_are()
    {
        foreach (var signatures in new[] { Keys.Text(Signed(At(1)))[At(1).ToString().Length..], $"\n— {Origin} AAAA\n", "\n" })
        {
            foreach (var start in new[] { "old 0\n", "old 00\n\n", "", "old 0\n\n\n", "old 0\nAAAA\n\n" }) (await AskAsync($"{start}{At(1)}{signatures}")).Status.ShouldBe(400, start);
            foreach (var text in new[] { "", "\n", $"{Origin}\n", $"{Origin}\n01\n{At(1).Head.Root}\n", $"{Origin}\n1\nAAAA\n", $"{Origin}\r\n1\n{At(1).Head.Root}\n", $"{At(1)}\u0001\n" }) (await AskAsync($"old 0\n\n{text}{signatures}")).Status.ShouldBe(400, text);
        }
        (await Witness.AddCheckpointAsync((byte[])[.. "old 0\n\n"u8, 0xff, .. Signed(At(1))], Now, Cancel)).Status.ShouldBe(400);

        ValueTask<WitnessResponse> AskAsync(string body) => Witness.AddCheckpointAsync(Keys.Utf8(body), Now, Cancel);
    }

    [Fact]
    public async Task Too_many_signatures_are_400_also_when_one_cannot_be_read()
    {
        var many = string.Concat(Enumerable.Repeat("— stranger AAAAAQI=\n", UnverifiedNote.MaxSignatures));
        (await Witness.AddCheckpointAsync((byte[])[.. Request(0, At(1)), .. Keys.Utf8(many)], Now, Cancel)).Status.ShouldBe(400);
        (await Witness.AddCheckpointAsync((byte[])[.. Request(0, At(1)), .. Keys.Utf8("x\n" + many)], Now, Cancel)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_checkpoint_that_leaves_no_room_for_the_cosignature_is_400()
    {
        var empty = Note.Sign($"{Checkpoint.Create(Origin, At(1).Head, "x").Value}", Log).Value.Length - 1;
        var full = Checkpoint.Create(Origin, At(1).Head, new string('x', UnverifiedNote.MaxBytes - empty)).Value;
        var response = await AskAsync(0, full);
        (response.Status, response.Error!.Code).ShouldBe((400, LogErrorCode.TooLarge));
        (await Witness.LatestAsync(Origin, Cancel)).ShouldBeNull();
    }

    [Fact]
    public void A_log_that_cannot_be_cosigned_is_refused_when_the_witness_is_made()
    {
        var key = Cosigner.Create("witness.example/ml", SignatureType.MlDsa44Cosignature, new Silent()).Value;
        _ = Made(new string('o', 255));
        Should.Throw<ArgumentException>(() => Made(new string('o', 256)));
        Should.Throw<ArgumentException>(() => Made(""));
        Should.Throw<ArgumentException>(() => Made("two\nlines"));
        Should.Throw<ArgumentException>(() => new Witness([new WitnessedLog(Origin, [Log.Verifier()])], [Cosigner.Create(new string('n', 256), SignatureType.MlDsa44Cosignature, new Silent()).Value], _store));

        Witness Made(string origin) => new([new WitnessedLog(origin, [Log.Verifier()])], [Key, key], _store);
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

    [GeneratedRegex(@"[%@](?:\[(\^?\d+)?\.\.(\^?\d+)?\])?")]
    private static partial Regex Part();

    /// <summary>An ML-DSA-44 key that is never asked to sign.</summary>
    private sealed class Silent : ISigningKey
    {
        public ReadOnlyMemory<byte> PublicKey => new byte[1312];

        public byte[] Sign(ReadOnlySpan<byte> message) => throw new NotSupportedException();
    }

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
