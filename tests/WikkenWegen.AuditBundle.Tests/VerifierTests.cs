using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.AuditBundle.Writing;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>The command line: flags, exit codes, and both languages.</summary>
public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-cli-").FullName;
    private readonly SmallStore _store = SmallStore.Honest();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Reports_in_Dutch_in_English_and_in_JSON()
    {
        var bag = Put("bag.zip", _store.Bag());
        (await Run("bag", bag, "--key", _store.Key)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0), r => r.Output.ShouldContain("Uitkomst: deugdelijk."), r => r.Output.ShouldContain("niet bewezen tegenover"));
        (await Run("bag", bag, "--key", Put("key.txt", Encoding.UTF8.GetBytes(_store.Key)), "--language", "en")).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0), r => r.Output.ShouldContain("Outcome: sound."));
        var json = JsonNode.Parse((await Run("bag", bag, "--json", "--policy", Put("policy", Encoding.UTF8.GetBytes($"log {_store.Key}\nquorum none\n")))).Output)!;
        json["verdict"]!.GetValue<string>().ShouldBe("sound");
        json["exitCode"]!.GetValue<int>().ShouldBe(0);
        json["bag"]!["size"]!.GetValue<int>().ShouldBe(12);
        (await Run("bag", bag)).Output.ShouldContain("LET OP: er is geen sleutel gegeven");
    }

    [Fact]
    public async Task A_kept_checkpoint_that_the_bag_does_not_reach_is_not_said_to_be_compared()
    {
        var whole = Put("whole.zip", _store.Bag());
        var (older, newer) = (Put("older", _store.Checkpoints[4]), Put("newer", Grown().Checkpoints[^1]));
        (await Run("bag", whole, "--key", _store.Key, "--checkpoint", older)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0), r => r.Output.ShouldContain("ook van de 1 bewaarde"));
        (await Run("bag", whole, "--key", _store.Key, "--checkpoint", newer)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(2), r => r.Output.ShouldNotContain("bewaarde."), r => r.Output.ShouldContain("checkpoint van 13"));

        // As the other, with one leaf more.
        static SmallStore Grown()
        {
            var store = SmallStore.Honest();
            store.Append(SmallStore.Flat, "weighing", "proposal_submitted", "{}");
            return store;
        }
    }

    [Fact]
    public async Task A_policy_that_asks_for_witnesses_asks_it_of_the_newer_checkpoint()
    {
        var (older, newer) = (Put("older", _store.Checkpoints[4]), Put("newer", _store.Checkpoints[11]));
        var proof = Put("lines", Encoding.UTF8.GetBytes(string.Concat(MerkleTree.ConsistencyProof(_store.Leaves.Select(l => new TreeHash(l.Hash)).ToArray(), 5).Value.Select(h => $"{h}\n"))));
        string Policy(string quorum) => Put(quorum, Encoding.UTF8.GetBytes($"log {_store.Key}\nwitness w remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2\nquorum {quorum}\n"));
        (await Run("checkpoints", older, newer, "--proof", proof, "--policy", Policy("none"))).Exit.ShouldBe(0);
        (await Run("checkpoints", older, newer, "--proof", proof, "--policy", Policy("w"))).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(2), r => r.Output.ShouldContain("nieuwste checkpoint is niet door genoeg getuigen"));
    }

    [Fact]
    public async Task Names_what_was_altered()
    {
        _store.Change(3, "Renoveren", "Slopen");
        var (exit, output) = await Run("bag", Put("bag.zip", _store.Bag()), "--key", _store.Key);
        exit.ShouldBe(1);
        output.ShouldContain($"blad 3: gebeurtenis 2 (proposal_submitted) van {SmallStore.Flat}");
    }

    [Fact]
    public async Task What_a_bag_says_of_itself_does_not_get_at_the_terminal()
    {
        var bag = Put("bag.zip", Zips.Changed(_store.Bag(), files => files.Replace("data/bag.json", "\"corporation\": \"thuis\"", $"\"corporation\": \"\\u001b[2J\\nUitkomst: deugdelijk.\\r\\u202e\\u2028{new string(' ', 2000)}Uitkomst: deugdelijk.\"")));
        var (exit, output) = await Run("bag", bag, "--key", _store.Key);
        exit.ShouldBe(1);
        output.Where(c => c is '\u001b' or '\r' or '\u202e' or '\u2028').ShouldBeEmpty();
        output.Contains(new string(' ', 300), StringComparison.Ordinal).ShouldBeFalse();
        output.Split('\n').Count(line => line.StartsWith("Uitkomst: ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Checks_a_proof()
    {
        var (proof, leaf) = (Put("3.tlog-proof", _store.Proof(3)), Put("leaf.json", _store.Leaves[3].Bytes));
        (await Run("proof", proof, "--leaf", leaf, "--key", _store.Key)).Exit.ShouldBe(0);
        (await Run("proof", proof, "--leaf", Put("other.json", _store.Leaves[4].Bytes), "--key", _store.Key)).Exit.ShouldBe(1);
        (await Run("proof", Put("none", "x"u8.ToArray()), "--leaf", leaf, "--key", _store.Key)).Exit.ShouldBe(3);
        (await Run("proof", proof, "--leaf", leaf, "--policy", Put("policy", Encoding.UTF8.GetBytes($"log {_store.Key}\nwitness w remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2\nquorum w\n")))).Exit.ShouldBe(2);
    }

    [Fact]
    public async Task Takes_the_keys_as_an_installation_serves_them()
    {
        // The log of the corporation and the one over all have the same public key, each under its own name.
        var keys = Put("keys.txt", Encoding.UTF8.GetBytes($"# keys\n{_store.Key}\n{new SmallStore("wikkenwegen.local").Key}\n{_store.Key}\n"));
        var (proof, leaf) = (Put("3.tlog-proof", _store.Proof(3)), Put("leaf.json", _store.Leaves[3].Bytes));
        (await Run("proof", proof, "--leaf", leaf, "--key", keys)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0, r.Output), r => r.Output.ShouldContain($"in het logboek {_store.Origin},"));
        (await Run("proof", proof, "--leaf", leaf, "--key", _store.Key, "--key", _store.Key)).Exit.ShouldBe(0);
        (await Run("bag", Put("bag.zip", _store.Bag()), "--key", keys)).Exit.ShouldBe(0);
        (await Run("proof", proof, "--leaf", leaf, "--key", new SmallStore("wikkenwegen.local").Key)).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Proves_that_a_checkpoint_is_in_the_log_over_all_by_the_note_as_served_or_by_its_text()
    {
        var (all, served) = (new SmallStore("wikkenwegen.local", 9), Encoding.UTF8.GetString(_store.Checkpoints[^1]));
        all.AddLeaf("another checkpoint\n");
        var text = served[..(served.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        all.AddLeaf(text);
        all.Sign();
        var proof = Put("binding", all.Proof(1));
        foreach (var leaf in new[] { served, text, text + "\n" }) (await Run("proof", proof, "--leaf", Put("checkpoint", Encoding.UTF8.GetBytes(leaf)), "--key", all.Key)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0, r.Output));
        foreach (var leaf in new[] { Encoding.UTF8.GetString(_store.Checkpoints[4]), served.Replace("\n12\n", "\n13\n", StringComparison.Ordinal), text.TrimEnd('\n'), text + "\n\n" }) (await Run("proof", proof, "--leaf", Put("checkpoint", Encoding.UTF8.GetBytes(leaf)), "--key", all.Key)).Exit.ShouldBe(1, leaf);
    }

    [Fact]
    public async Task An_altered_leaf_is_told_rather_than_witnesses_that_are_missing()
    {
        var policy = Put("policy", Encoding.UTF8.GetBytes($"log {_store.Key}\nwitness w remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2\nquorum w\n"));
        (await Run("proof", Put("3.tlog-proof", _store.Proof(3)), "--leaf", Put("other.json", _store.Leaves[4].Bytes), "--policy", policy)).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Checks_that_a_log_only_grew()
    {
        var (older, newer) = (Put("older", _store.Checkpoints[4]), Put("newer", _store.Checkpoints[11]));
        var hashes = MerkleTree.ConsistencyProof(_store.Leaves.Select(l => new TreeHash(l.Hash)).ToArray(), 5).Value;
        var lines = Put("lines", Encoding.UTF8.GetBytes(string.Concat(hashes.Select(h => $"{h}\n"))));
        var answer = Put("answer.json", Encoding.UTF8.GetBytes($"{{\"from\":5,\"to\":12,\"proof\":[{string.Join(',', hashes.Select(h => $"\"{h}\""))}]}}"));
        (await Run("checkpoints", older, newer, "--proof", lines, "--key", _store.Key)).Exit.ShouldBe(0);
        (await Run("checkpoints", older, newer, "--proof", answer, "--key", _store.Key)).Exit.ShouldBe(0);
        (await Run("checkpoints", older, newer, "--key", _store.Key)).Exit.ShouldBe(2);
        (await Run("checkpoints", newer, older, "--proof", lines, "--key", _store.Key)).Exit.ShouldBe(1);
        (await Run("checkpoints", older, newer, "--proof", Put("none", "x"u8.ToArray()), "--key", _store.Key)).Exit.ShouldBe(3);
        var other = SmallStore.Honest();
        other.Change(3, "Renoveren", "Slopen");
        other.Rebuild();
        (await Run("checkpoints", newer, Put("twin", other.Checkpoints[^1]), "--key", _store.Key)).Exit.ShouldBe(1);
        (await Run("checkpoints", older, Put("rewritten", other.Checkpoints[^1]), "--proof", lines, "--key", _store.Key)).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_the_key_of_before_goes_on_by_the_leaf_that_changes_it()
    {
        _store.ChangeKey(11);
        _store.Append(SmallStore.Flat, "weighing", "proposal_submitted", "{}");
        var (older, newer) = (Put("older", _store.Checkpoints[4]), Put("newer", _store.Checkpoints[^1]));
        var hashes = MerkleTree.ConsistencyProof(_store.Leaves.Select(l => new TreeHash(l.Hash)).ToArray(), 5).Value;
        var consistency = Put("consistency", Encoding.UTF8.GetBytes(string.Concat(hashes.Select(h => $"{h}\n"))));
        var (proof, leaf) = (Put("3.tlog-proof", _store.Proof(3)), Put("leaf.json", _store.Leaves[3].Bytes));
        var changes = Put("changes", Encoding.UTF8.GetBytes(BundleWriter.KeyChangeLine(12, _store.Leaves[12].Bytes)));
        string[] key = ["--key", SmallStore.Honest().Key], policy = ["--policy", Put("policy", Encoding.UTF8.GetBytes($"log {SmallStore.Honest().Key}\nquorum none\n"))];
        foreach (var trust in new[] { key, policy, ["--key", _store.Key] })
        {
            (await Run(["checkpoints", older, newer, "--proof", consistency, .. trust])).Exit.ShouldBe(1);
            (await Run(["checkpoints", older, newer, "--proof", consistency, "--key-changes", changes, .. trust])).Exit.ShouldBe(0);
            (await Run(["proof", proof, "--leaf", leaf, "--key-changes", changes, .. trust])).Exit.ShouldBe(0);
        }
        (await Run(["proof", proof, "--leaf", leaf, .. key])).Exit.ShouldBe(1);
        (await Run(["proof", proof, "--leaf", leaf, "--key-changes", Put("nothing", "{}\n"u8.ToArray()), .. key])).Exit.ShouldBe(3);
        foreach (var (what, with) in new[] { (KeyChange.Heading, "\\ud800"), ("\"statement\":\"", $"\"statement\":{new string('[', 90)}{new string(']', 90)},\"x\":\"") })
        {
            var hostile = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_store.Leaves[12].Bytes).Replace(what, with, StringComparison.Ordinal));
            (await Run(["proof", proof, "--leaf", leaf, "--key-changes", Put("hostile", Encoding.UTF8.GetBytes(BundleWriter.KeyChangeLine(12, hostile))), .. key]))
                .ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(3), r => r.Output.ShouldContain("geen wisseling van een sleutel"));
        }
        // A leaf later than the one that the change was at: then the old key would have signed this.
        (await Run(["proof", proof, "--leaf", leaf, "--key-changes", Put("moved", Encoding.UTF8.GetBytes(BundleWriter.KeyChangeLine(99, _store.Leaves[12].Bytes))), .. key])).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task A_live_installation_that_has_changed_its_key_is_followed_over_the_leaf_that_says_so()
    {
        var before = SmallStore.Honest();
        _store.ChangeKey(11);
        _store.Append(SmallStore.Flat, "weighing", "proposal_submitted", "{}");
        var (address, newest, hashes) = (FreeAddress(), before.Checkpoints[^1], _store.Leaves.Select(l => new TreeHash(l.Hash)).ToArray());
        var changes = BundleWriter.KeyChangeLine(12, _store.Leaves[12].Bytes);
        using var listener = new HttpListener { Prefixes = { address } };
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                await context.Response.OutputStream.WriteAsync(context.Request.Url!.AbsolutePath[14..] switch
                {
                    "checkpoint" => newest,
                    "key-changes" => Encoding.UTF8.GetBytes(changes),
                    "proof" => _store.Proof(12),
                    _ => Encoding.UTF8.GetBytes($"{{\"proof\":[{string.Join(',', MerkleTree.ConsistencyProof(hashes, 12).Value.Select(h => $"\"{h}\""))}]}}"),
                });
                context.Response.Close();
            }
        }, TestContext.Current.CancellationToken);
        string[] arguments = ["online", address, "--keep", Path.Combine(_folder, "kept"), "--key", before.Key];
        (await Run(arguments)).Exit.ShouldBe(0);
        newest = _store.Checkpoints[^1];
        changes = "";
        (await Run(arguments)).Exit.ShouldBe(1);
        changes = BundleWriter.KeyChangeLine(11, _store.Leaves[12].Bytes);
        (await Run(arguments)).Exit.ShouldBe(1);
        changes = BundleWriter.KeyChangeLine(12, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_store.Leaves[12].Bytes).Replace(KeyChange.Heading, "\\ud800", StringComparison.Ordinal)));
        (await Run(arguments)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(3), r => r.Output.ShouldContain("Uitkomst: onleesbaar."));
        changes = BundleWriter.KeyChangeLine(12, _store.Leaves[12].Bytes);
        (await Run(arguments)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0, r.Output), r => r.Output.ShouldContain("niets gewijzigd"));
    }

    /// <summary>A key may have been changed because somebody got hold of it. Whoever has it can copy the statement of the change, which is public, and say of it that it comes much later.</summary>
    [Theory]
    [InlineData(4_000_000_000)]
    [InlineData(1)]
    [InlineData(0)]
    public async Task What_the_key_of_before_signs_alone_is_not_sound_to_who_has_the_new_one(long place)
    {
        _store.ChangeKey(11);
        var (change, fork, address) = (_store.Leaves[12].Bytes, new SmallStore(), FreeAddress());
        fork.AddLeaf(Encoding.UTF8.GetString(change));
        var (checkpoint, line) = (fork.Sign(), BundleWriter.KeyChangeLine(place, change));
        var (proof, leaf, forked, changes) = (Put("fork.tlog-proof", fork.Proof(0)), Put("leaf.json", change), Put("fork", checkpoint), Put("changes", Encoding.UTF8.GetBytes(line)));
        foreach (string[] trust in new[] { ["--key", _store.Key], new[] { "--policy", Put("policy", Encoding.UTF8.GetBytes($"log {_store.Key}\nquorum none\n")) } })
        {
            (await Run(["proof", proof, "--leaf", leaf, .. trust])).Exit.ShouldBe(1);
            (await Run(["proof", proof, "--leaf", leaf, "--key-changes", changes, .. trust])).Exit.ShouldBe(1);
            (await Run(["checkpoints", forked, forked, "--key-changes", changes, .. trust])).Exit.ShouldBe(1);
        }

        using var listener = new HttpListener { Prefixes = { address } };
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                await context.Response.OutputStream.WriteAsync(context.Request.Url!.AbsolutePath[14..] switch { "checkpoint" => checkpoint, "key-changes" => Encoding.UTF8.GetBytes(line), _ => fork.Proof(0) });
                context.Response.Close();
            }
        }, TestContext.Current.CancellationToken);
        var (exit, output) = await Run("online", address, "--keep", Path.Combine(_folder, "kept"), "--key", _store.Key);
        exit.ShouldBe(1, output);
        if (place > 0) output.ShouldContain($"van plaats 0, en gevraagd is dat van plaats {place}");
        File.Exists(Path.Combine(_folder, "kept", "checkpoint")).ShouldBeFalse();
    }

    [Fact]
    public async Task Holds_a_live_installation_to_the_checkpoint_that_was_kept()
    {
        var (address, size, hashes) = (FreeAddress(), 5, _store.Leaves.Select(l => new TreeHash(l.Hash)).ToArray());
        var honest = _store.Checkpoints.ToArray();
        using var listener = new HttpListener { Prefixes = { address } };
        listener.Start();
        var installation = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                var right = context.Request.Headers["Authorization"] == "Bearer secret";
                var consistency = context.Request.Url!.AbsolutePath == "/v1/audit/log/consistency";
                context.Response.StatusCode = right ? 200 : 401;
                var body = !right ? [] : consistency
                    ? Encoding.UTF8.GetBytes($"{{\"proof\":[{string.Join(',', MerkleTree.ConsistencyProof(hashes.AsSpan(0, size), 5).Value.Select(h => $"\"{h}\""))}]}}")
                    : honest[size - 1];
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }, TestContext.Current.CancellationToken);
        string[] arguments = ["online", address, "--token-file", Put("token", "secret\n"u8.ToArray()), "--keep", Path.Combine(_folder, "kept"), "--key", _store.Key];
        var kept = Path.Combine(_folder, "kept", "checkpoint");

        (await Run(arguments)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0), r => r.Output.ShouldContain("het eerste checkpoint"), r => r.Output.ShouldNotContain("niets gewijzigd"));
        File.ReadAllBytes(kept).ShouldBe(honest[4]);
        (await Run(arguments)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0), r => r.Output.ShouldContain("niets gewijzigd"));
        size = 12;
        (await Run(arguments)).Exit.ShouldBe(0);
        File.ReadAllBytes(kept).ShouldBe(honest[11]);
        size = 8;
        (await Run(arguments)).Exit.ShouldBe(1); // it has shrunk
        _store.Change(3, "Renoveren", "Slopen");
        _store.Rebuild();
        (size, honest[11]) = (12, _store.Checkpoints[^1]);
        (await Run(arguments)).Exit.ShouldBe(1); // two trees of one size
        File.ReadAllBytes(kept).ShouldNotBe(honest[11]);
        Put("token", "wrong"u8.ToArray());
        (await Run(arguments)).Exit.ShouldBe(3);
        listener.Stop();
        (await Run(arguments)).Exit.ShouldBe(3);
        await Should.ThrowAsync<Exception>(() => installation);
    }

    [Fact]
    public async Task Holds_the_log_over_all_corporations_to_what_was_kept_too_where_its_key_is_trusted()
    {
        var (address, size, overAll) = (FreeAddress(), 5, OverAll(5));
        using var listener = new HttpListener { Prefixes = { address } };
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                await context.Response.OutputStream.WriteAsync(context.Request.Url!.AbsolutePath[14..] switch
                {
                    "checkpoint" => _store.Checkpoints[size - 1],
                    "consistency" => Consistency(_store, size),
                    "binding/consistency" => Consistency(overAll, size),
                    _ => overAll.Proof(size - 1),
                });
                context.Response.Close();
            }
        }, TestContext.Current.CancellationToken);
        string[] arguments = ["online", address, "--keep", Path.Combine(_folder, "kept"), "--key", Put("keys", Encoding.UTF8.GetBytes($"{_store.Key}\n{overAll.Key}\n"))];
        var kept = Path.Combine(_folder, "kept", "over-all", "checkpoint");

        (await Run(arguments)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0, r.Output), r => r.Output.ShouldContain("het eerste checkpoint van wikkenwegen.local dat"));
        File.ReadAllBytes(kept).ShouldBe(overAll.Checkpoints[^1]);
        (size, overAll) = (12, OverAll(12));
        (await Run(arguments)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0, r.Output), r => r.Output.ShouldContain("Het logboek wikkenwegen.local groeide van 5 naar 12 bladeren"));
        File.ReadAllBytes(kept).ShouldBe(overAll.Checkpoints[^1]);

        // The log of the corporation goes on as it should, and that over all was made anew: with another checkpoint of before, or without this one.
        overAll = OverAll(12, "anders");
        (await Run(arguments)).Exit.ShouldBe(1);
        overAll = OverAll(11);
        overAll.AddLeaf("anders");
        overAll.Sign();
        (await Run(arguments)).Exit.ShouldBe(1);
        (await Run([.. arguments[..^1], _store.Key])).Exit.ShouldBe(0, "to who trusts the key of the corporation alone");

        byte[] Consistency(SmallStore store, int to) => Encoding.UTF8.GetBytes(
            $"{{\"proof\":[{string.Join(',', MerkleTree.ConsistencyProof(store.Leaves.Take(to).Select(l => new TreeHash(l.Hash)).ToArray(), 5).Value.Select(h => $"\"{h}\""))}]}}");

        SmallStore OverAll(int checkpoints, string? first = null)
        {
            var store = new SmallStore("wikkenwegen.local", seed: 9);
            foreach (var note in _store.Checkpoints.Take(checkpoints).Select(Encoding.UTF8.GetString)) store.AddLeaf(store.Leaves.Count == 0 && first is not null ? first : note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)]);
            store.Sign();
            return store;
        }
    }

    [Fact]
    public async Task Runs_a_witness_that_never_goes_back()
    {
        var address = FreeAddress();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WikkenWegen.Verifier.dll"), "witness", "accountant.example/w", "--listen", address, "--keep", Path.Combine(_folder, "witness"), "--key", _store.Key]) { RedirectStandardOutput = true })!;
        try
        {
            var key = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
            key.ShouldStartWith("accountant.example/w+");
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            var first = await Post(_store.Checkpoints[4], 0, []);
            first.Status.ShouldBe(200);
            var cosigned = UnverifiedNote.Parse(_store.Checkpoints[4]).Value.WithSignatures(NoteSignature.ParseLines(Encoding.UTF8.GetBytes(first.Body)).Value).Value.Bytes.ToArray();
            var policy = Put("policy", Encoding.UTF8.GetBytes($"log {_store.Key}\nwitness w {key}\nquorum w\n"));
            TlogPolicy.Parse(File.ReadAllBytes(policy)).Value.Verify(cosigned).IsOk.ShouldBeTrue();
            (await Post(_store.Checkpoints[11], 5, MerkleTree.ConsistencyProof(_store.Leaves.Select(l => new TreeHash(l.Hash)).ToArray(), 5).Value)).Status.ShouldBe(200);
            (await Post(_store.Checkpoints[4], 0, [])).ShouldBe((409, "12\n"));
            _store.Change(3, "Renoveren", "Slopen");
            _store.Rebuild();
            (await Post(_store.Checkpoints[^1], 12, [])).Status.ShouldBe(422);
            (await Post(new SmallStore("example.com/other").Sign(), 0, [])).Status.ShouldBe(404);
            (await http.GetAsync($"{Witness.OriginHash(_store.Origin)}/checkpoint", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(_folder, "witness", "witness.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

            async Task<(int Status, string Body)> Post(byte[] note, ulong old, TreeHash[] proof)
            {
                using var content = new ByteArrayContent(AddCheckpointRequest.Create(old, proof, note).Value.Format());
                using var response = await http.PostAsync("add-checkpoint", content, TestContext.Current.CancellationToken);
                return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_witness_that_knows_of_a_change_cosigns_what_the_key_that_was_in_force_has_signed()
    {
        _store.ChangeKey(11);
        var (before, changes) = (SmallStore.Honest(), Put("changes", Encoding.UTF8.GetBytes(BundleWriter.KeyChangeLine(12, _store.Leaves[12].Bytes))));
        var hashes = _store.Leaves.Select(l => new TreeHash(l.Hash)).ToArray();
        before.AddLeaf(Encoding.UTF8.GetString(_store.Leaves[12].Bytes));
        var late = before.Sign(); // the same tree, under the key that was changed
        foreach (var (key, early) in new[] { (_store.Key, 403), (before.Key, 200) })
        {
            var address = FreeAddress();
            using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WikkenWegen.Verifier.dll"), "witness", "accountant.example/w", "--listen", address, "--keep", Path.Combine(_folder, $"witness-{early}"), "--key", key, "--key-changes", changes]) { RedirectStandardOutput = true })!;
            try
            {
                (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
                using var http = new HttpClient { BaseAddress = new Uri(address) };
                (await Post(_store.Checkpoints[4], 0, [])).ShouldBe(early, "of before the change");
                var (old, proof) = early == 200 ? (5UL, MerkleTree.ConsistencyProof(hashes, 5).Value) : (0UL, []);
                (await Post(late, old, proof)).ShouldBe(403);
                (await Post(_store.Checkpoints[12], old, proof)).ShouldBe(200);

                async Task<int> Post(byte[] note, ulong old, TreeHash[] proof)
                {
                    using var content = new ByteArrayContent(AddCheckpointRequest.Create(old, proof, note).Value.Format());
                    using var response = await http.PostAsync("add-checkpoint", content, TestContext.Current.CancellationToken);
                    return (int)response.StatusCode;
                }
            }
            finally
            {
                process.Kill();
            }
        }
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("witness", "name", "--key", "k")]
    [InlineData("bag")]
    [InlineData("bag", "a", "b")]
    [InlineData("bag", "a", "--nonsense")]
    [InlineData("bag", "a", "--key")]
    [InlineData("bag", "a", "--key", "k", "--policy", "p")]
    [InlineData("bag", "a", "--language", "de")]
    [InlineData("proof", "a", "--key", "k")]
    [InlineData("checkpoints", "a", "b")]
    [InlineData("bag", "/is/not/here.zip")]
    [InlineData("bag", "/dev/null", "--key", "nonsense")]
    public async Task What_cannot_be_done_is_said(params string[] arguments)
    {
        var (exit, output) = await Run(arguments);
        exit.ShouldBe(3);
        output.ShouldNotBeNullOrWhiteSpace();
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Helps()
    {
        (await Run()).Output.ShouldContain("Uitkomst: 0 deugdelijk");
        (await Run("help", "--language", "en")).Output.ShouldContain("Exit codes: 0 sound");
    }

    /// <summary>An address on this machine where nobody listens.</summary>
    private static string FreeAddress()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
    }

    private string Put(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static Task<(int Exit, string Output)> Run(params string[] arguments) =>
        Tools.Run(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Path.Combine(AppContext.BaseDirectory, "WikkenWegen.Verifier.dll"), .. arguments]);
}
