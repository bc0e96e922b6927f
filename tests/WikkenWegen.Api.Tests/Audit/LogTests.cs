using System.Net;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Proofs;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>What an auditor gets of the log over HTTP holds by itself: everything is checked with the keys and hashes alone.</summary>
public class LogTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_checkpoint_is_signed_under_the_key_that_is_served_and_valid_by_the_policy()
    {
        var audited = await Audited.Corporation(shared.Api);
        await audited.Weighing(3);
        var note = await audited.Signed(4);
        var policy = await audited.Policy();
        var valid = policy.Verify(Encoding.UTF8.GetBytes(note)).Value;
        valid.Checkpoint.Head.Size.ShouldBe(4UL); // the registration, and three
        valid.Checkpoint.Origin.ShouldEndWith($"/{audited.Code}");
        (await audited.Text("keys")).Split('\n').ShouldContain(policy.Logs.ShouldHaveSingleItem().Key.ToString());

        var altered = note.Replace("\n4\n", "\n5\n", StringComparison.Ordinal);
        altered.ShouldNotBe(note);
        policy.Verify(Encoding.UTF8.GetBytes(altered)).IsOk.ShouldBeFalse();
    }

    [Fact]
    public async Task Earlier_checkpoints_are_listed_and_stay_as_they_were()
    {
        var audited = await Audited.Corporation(shared.Api);
        var first = await audited.Signed(1);
        await audited.Weighing(5);
        var second = await audited.Signed(6);
        var listed = (await audited.Json("/v1/audit/log/checkpoints")).GetProperty("items").EnumerateArray().ToList();
        var sizes = listed.Select(c => c.GetProperty("size").GetInt64()).ToList();
        sizes.ShouldBe(sizes.OrderDescending());
        (sizes[0], sizes[^1]).ShouldBe((6, 1));
        (await audited.Text("checkpoints/1")).ShouldBe(first);
        (await audited.Text("checkpoints/6")).ShouldBe(second);
        listed[0].GetProperty("root").GetString().ShouldBe(Audited.Head(second).Root.ToString());

        // A page at a time, and back.
        var page = await audited.Json("/v1/audit/log/checkpoints?limit=1");
        var next = await audited.Json($"/v1/audit/log/checkpoints?limit=1&cursor={page.GetProperty("nextCursor").GetString()}");
        next.GetProperty("items")[0].GetProperty("size").GetInt64().ShouldBe(sizes[1]);
    }

    [Fact]
    public async Task That_the_log_only_grew_is_proven_between_any_two_sizes()
    {
        var audited = await Audited.Corporation(shared.Api);
        await audited.Weighing(20);
        var newest = Audited.Head(await audited.Signed(21));
        var leaves = (await audited.Entries(await audited.Text("checkpoint"))).Select(e => MerkleTree.HashLeaf(e.Span)).ToArray();
        foreach (var (from, to) in ((int, int)[])[(1, 1), (1, 2), (3, 17), (16, 21), (20, 21), (21, 21)])
        {
            var proof = await audited.Json($"/v1/audit/log/consistency?from={from}&to={to}");
            var (older, newer) = (new TreeHead((ulong)from, Hash(proof, "fromRoot")), new TreeHead((ulong)to, Hash(proof, "toRoot")));
            (older.Root, newer.Root).ShouldBe((MerkleTree.Root(leaves.AsSpan(0, from)), MerkleTree.Root(leaves.AsSpan(0, to))));
            var hashes = proof.GetProperty("proof").EnumerateArray().Select(h => TreeHash.Parse(Encoding.ASCII.GetBytes(h.GetString()!)).Value).ToArray();
            MerkleProof.VerifyConsistency(older, newer, hashes).IsOk.ShouldBeTrue($"{from} to {to}");
        }
        Hash(await audited.Json("/v1/audit/log/consistency?from=5"), "toRoot").ShouldBe(newest.Root);

        static TreeHash Hash(JsonElement proof, string name) => TreeHash.Parse(Encoding.ASCII.GetBytes(proof.GetProperty(name).GetString()!)).Value;
    }

    [Fact]
    public async Task An_event_is_proven_to_be_in_the_log_by_any_of_its_names()
    {
        var audited = await Audited.Corporation(shared.Api);
        var weighing = await audited.Weighing(7);
        var note = await audited.Signed(8);
        var (policy, entries) = (await audited.Policy(), await audited.Entries(note));
        foreach (var (index, entry) in entries.Index())
        {
            using var leaf = JsonDocument.Parse(entry);
            var root = leaf.RootElement;
            root.GetProperty("corporation").GetString().ShouldBe(audited.Code);
            List<string> names = [$"event={root.GetProperty("eventId").GetString()}", $"index={index}"];
            if (root.GetProperty("stream").GetGuid() == weighing.Id) names.Add($"weighing={weighing.Id}&number={root.GetProperty("version").GetInt32()}");
            foreach (var name in names)
            {
                var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(await audited.Text($"proof?{name}"))).Value;
                proof.Index.ShouldBe((ulong)index, name);
                proof.Verify(MerkleTree.HashLeaf(entry.Span), policy).IsOk.ShouldBeTrue(name);
                proof.Verify(MerkleTree.HashLeaf(entries[(index + 1) % entries.Length].Span), policy).IsOk.ShouldBeFalse("it is of no other event");
            }
        }
        TlogProof.Parse(Encoding.UTF8.GetBytes(await audited.Text("proof"))).Value.Index.ShouldBe(7UL);
        TlogProof.Parse(Encoding.UTF8.GetBytes(await audited.Text("proof?index=0&size=8"))).Value.SignedCheckpoint.ToArray().ShouldBe(Encoding.UTF8.GetBytes(note));
    }

    [Fact]
    public async Task The_tiles_give_the_root_of_the_checkpoint_full_ones_and_those_that_are_not()
    {
        var audited = await Audited.Corporation(shared.Api);
        await audited.Weighing(520);
        var note = await audited.Signed(521);
        var entries = await audited.Entries(note); // each is checked against tiles, and these against the root
        entries.Length.ShouldBe(521);
        MerkleTree.Root([.. entries]).ShouldBe(Audited.Head(note).Root);
        entries.Select(e => JsonDocument.Parse(e).RootElement).GroupBy(e => e.GetProperty("stream").GetString()).ShouldAllBe(
            stream => stream.Select(e => e.GetProperty("version").GetInt32()).SequenceEqual(Enumerable.Range(1, stream.Count())), "in the order in which they were committed, none missing");

        foreach (var (tile, bytes) in ((string, int)[])[("0/000", 8192), ("0/001", 8192), ("0/002.p/9", 9 * 32), ("1/000.p/2", 64), ("0/000.p/255", 255 * 32)])
        {
            using var response = await audited.Auditor.GetAsync($"/v1/audit/log/tile/{tile}", Cancellation);
            (response.StatusCode, (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length).ShouldBe((HttpStatusCode.OK, bytes), tile);
        }
        using var escaped = await audited.Auditor.GetAsync("/v1/audit/log/tile/0/000.p%2F3", Cancellation);
        (await escaped.Content.ReadAsByteArrayAsync(Cancellation)).Length.ShouldBe(96);
    }

    [Fact]
    public async Task A_checkpoint_is_bound_into_the_log_over_all_corporations()
    {
        var audited = await Audited.Corporation(shared.Api);
        await audited.Weighing(2);
        await audited.Signed(3);
        HttpResponseMessage response;
        for (var patience = 0; (response = await audited.Auditor.GetAsync("/v1/audit/log/checkpoints/3/binding", Cancellation)).StatusCode == HttpStatusCode.NotFound && patience < 2400; patience++) await Task.Delay(50, Cancellation);
        var binding = await response.Content.ReadAsByteArrayAsync(Cancellation);
        var proof = TlogProof.Parse(binding).Value;
        response.Dispose();

        var (note, key) = (await audited.Text("checkpoints/3"), (await audited.Text("keys")).Split('\n')[1]);
        var policy = TransparencyLog.Policies.TlogPolicy.Parse(Encoding.UTF8.GetBytes($"log {key}\nquorum none\n")).Value;
        var text = note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        proof.Verify(MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(text)), policy).IsOk.ShouldBeTrue();
        foreach (var leaf in new[] { note, text }) LogChecks.Proof(binding, Encoding.UTF8.GetBytes(leaf), AuditBundle.Checks.Trust.InKeys(key)).Verdict.ShouldBe(Verdict.Sound, "the checkpoint as it is served, and its text alone");

        // That the log over all only grew is proven from the checkpoint in one such proof to that in a later one.
        await audited.Weighing(1);
        await audited.Signed(4);
        TlogProof later;
        for (var patience = 0; ; patience++, await Task.Delay(50, Cancellation))
        {
            using var bound = await audited.Auditor.GetAsync("/v1/audit/log/checkpoints/4/binding", Cancellation);
            if (bound.StatusCode == HttpStatusCode.NotFound && patience < 2400) continue;
            later = TlogProof.Parse(await bound.Content.ReadAsByteArrayAsync(Cancellation)).Value;
            break;
        }
        var (older, newer) = (proof.SignedCheckpoint.ToArray(), later.SignedCheckpoint.ToArray());
        var (from, to) = (Audited.Head(Encoding.UTF8.GetString(older)).Size, Audited.Head(Encoding.UTF8.GetString(newer)).Size);
        from.ShouldBeLessThan(to);
        var grown = await audited.Json($"/v1/audit/log/binding/consistency?from={from}&to={to}");
        LogChecks.Checkpoints(older, newer, Encoding.UTF8.GetBytes(grown.GetRawText()), AuditBundle.Checks.Trust.InKeys(key)).Verdict.ShouldBe(Verdict.Sound);
    }

    [Theory]
    [InlineData("proof?event=019c2283-f800-7000-8000-00000000ffff", 404)]
    [InlineData("proof?weighing=019c2283-f800-7000-8000-00000000ffff&number=1", 404)]
    [InlineData("proof?index=9999999999", 404)]
    [InlineData("proof?size=2000000000", 404)]
    [InlineData("proof?event=nummer-1", 400, "not-an-identity", "event")]
    [InlineData("proof?index=-1", 400, "not-an-integer", "index")]
    [InlineData("proof?index=01", 400, "not-an-integer", "index")]
    [InlineData("proof?weighing=019c2283-f800-7000-8000-00000000ffff", 400, "field-missing", "number")]
    [InlineData("proof?number=1", 400, "field-missing", "weighing")]
    [InlineData("proof?event=019c2283-f800-7000-8000-00000000ffff&index=1", 400, "either-event-or-number-or-index", "index")]
    [InlineData("consistency", 400, "field-missing", "from")]
    [InlineData("consistency?from=0", 400, "number-too-small", "from")]
    [InlineData("consistency?from=3&to=2", 400, "from-after-to", "to")]
    [InlineData("consistency?from=1&to=2000000000", 404)]
    [InlineData("consistency?from=2000000000", 404)]
    [InlineData("binding/consistency", 400, "field-missing", "from")]
    [InlineData("binding/consistency?from=2000000000", 404)]
    [InlineData("checkpoints/2000000000", 404)]
    [InlineData("checkpoints/99999999999999999999", 404)]
    [InlineData("checkpoints/01", 404)]
    [InlineData("checkpoints/x/binding", 404)]
    [InlineData("tile/0/999", 404)]
    [InlineData("tile/64/000", 404)]
    [InlineData("tile/0/000.p/256", 404)]
    [InlineData("tile/0/0", 404)]
    [InlineData("tile/entries/x001/000", 404)]
    [InlineData("tile/63/x018/x446/x744/x073/x709/x551/615", 404)]
    [InlineData("tile/0/..%2F..%2Fcheckpoint", 404)]
    public async Task Whatever_is_not_there_or_is_asked_wrongly_is_told(string path, int status, string? code = null, string? parameter = null)
    {
        var audited = await Audited.Corporation(shared.Api);
        await audited.Signed(1);
        var problem = await audited.Refused(path, (HttpStatusCode)status);
        if (code is not null) (problem.Errors.ShouldHaveSingleItem().Code, problem.Errors[0].Parameter).ShouldBe((code, parameter));
    }

    [Fact]
    public async Task Nothing_of_another_corporation_is_there_and_no_other_role_may_ask()
    {
        var (one, other) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        var weighing = await one.Weighing(4);
        var note = await one.Signed(5);
        using var leaf = JsonDocument.Parse((await one.Entries(note))[2]);
        await other.Signed(1);
        await other.Refused($"proof?event={leaf.RootElement.GetProperty("eventId").GetString()}", HttpStatusCode.NotFound);
        await other.Refused($"proof?weighing={weighing.Id}&number=1", HttpStatusCode.NotFound);
        await other.Refused("checkpoints/5", HttpStatusCode.NotFound);
        await other.Refused("tile/entries/000.p/5", HttpStatusCode.NotFound);
        (await other.Text("checkpoint")).ShouldNotContain(one.Code);
        (await other.Policy()).Verify(Encoding.UTF8.GetBytes(note)).IsOk.ShouldBeFalse("a note of another log is none of this one");

        foreach (var role in Roles.All.Keys.Where(r => r != Roles.Auditor))
        {
            using var http = shared.Api.Client(new Identity("iemand", DemoCorporations.Merenland.Code, role));
            foreach (var path in (string[])["log/checkpoint", "log/proof", "log/tile/0/000.p/1", "log/policy", "exports"])
                (await http.GetAsync($"/v1/audit/{path}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{role} {path}");
        }
    }

    [Fact]
    public async Task What_was_given_in_a_blind_round_is_not_in_the_bundles_until_it_closes_though_its_hash_is_in_the_log()
    {
        var audited = await Audited.Corporation(shared.Api);
        var weighing = await WeighingClient.Open(audited.Strategist);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput" });
        await weighing.Record("/rounds", new { about = "De richting", blind = true });
        await weighing.Record("/inputs", new { round = 1, stakeholder = "B1", position = "against", resistance = 9 });
        var note = await audited.Signed(5);
        await audited.Refused("tile/entries/000.p/5", HttpStatusCode.Conflict);
        (await audited.Tree(note).RootAsync(5, Cancellation)).Value.ShouldBe(Audited.Head(note).Root);
        using (var before = await audited.Auditor.GetAsync("/v1/audit/log/tile/entries/000.p/4", Cancellation)) before.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var receipt = await audited.Auditor.GetAsync($"/v1/audit/log/proof?weighing={weighing.Id}&number=4", Cancellation);
        receipt.StatusCode.ShouldBe(HttpStatusCode.OK, "that it is there is no secret");

        await weighing.Record("/rounds/1/closing", new { });
        note = await audited.Signed(6);
        Encoding.UTF8.GetString((await audited.Entries(note))[4].Span).ShouldContain("\"resistance\": 9");
    }

    [Fact]
    public async Task An_auditor_is_told_where_the_database_has_another_log_than_was_signed()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Corporation(api);
        await audited.Weighing(9);
        await audited.Signed(10);
        await Stored.Run(api.ConnectionString, $"update wikkenwegen.ledger_index set hash = sha256('elders') where tenant_id = '{audited.Code}' and leaf_index = 3");
        (await audited.Refused("proof?index=3", HttpStatusCode.InternalServerError)).Detail.ShouldBe("The log in the database is not the log that was signed.");
        (await audited.Refused("consistency?from=4", HttpStatusCode.InternalServerError)).Detail.ShouldBe("The log in the database is not the log that was signed.");
    }
}
