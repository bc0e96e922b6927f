using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Ledger;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Proofs;
using Trust = WikkenWegen.AuditBundle.Checks.Trust;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>A host that is started with another key, and the one of before beside it, changes it by itself; an auditor who has the old one goes on with that.</summary>
public class KeyChangedTests(SharedApi shared)
{
    private static readonly (string, string) Quiet = ("Serilog:MinimumLevel:Default", "Error");
    private static readonly string Old = Convert.ToBase64String(new byte[32]);
    private static readonly string New = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_kept_the_old_key_checks_what_is_signed_by_the_new_one()
    {
        var database = await shared.CreateDatabase();
        string old, kept, code;
        await using (var api = Support.Api.Start(database, null, Quiet))
        {
            var audited = await Audited.Corporation(api);
            await audited.Weighing(3);
            (kept, code) = (await audited.Signed(4), audited.Code);
            old = (await audited.Text("keys")).Split('\n')[0];
            (await audited.Text("key-changes")).ShouldBeEmpty();
        }
        await using (var api = Support.Api.Start(database, null, Quiet, ("Ledger:Key", New), ("Ledger:Previous:Key", Old)))
        {
            var audited = await Audited.Known(api, code);
            var note = await audited.Signed(5); // the change itself
            Trust.InKeys(old).Open(Encoding.UTF8.GetBytes(note), null, witnessed: false).IsOk.ShouldBeFalse("it is signed by the new key");
            await Is(audited, old, kept);

            var history = (await audited.Json($"/v1/corporations/{code}/events")).GetProperty("items").EnumerateArray().ToList();
            history.Select(e => e.GetProperty("type").GetString()).ShouldBe(["corporation_registered", "log_key_changed", "audit_export_made", "audit_export_made"]);
            history[1].GetProperty("event").GetProperty("from").GetString().ShouldBe(old);
            history[1].GetProperty("actor").GetString().ShouldBe("operator");
        }
        // The old key is gone for good, and nothing is changed once more.
        await using (var api = Support.Api.Start(database, null, Quiet, ("Ledger:Key", New)))
        {
            var audited = await Audited.Known(api, code);
            await audited.Weighing(2);
            await audited.Signed(9); // with the exports that were made
            await Is(audited, old, kept);
            // A corporation that comes now has the new key from its first leaf on.
            var later = await Audited.Corporation(api);
            await later.Signed(1);
            (await later.Text("key-changes")).ShouldBeEmpty();
            (await later.Text("keys")).ShouldStartWith($"wikkenwegen.local/{later.Code}+");
        }
        await LedgerDatabase.IsWhole(database);
    }

    [Fact]
    public async Task A_key_that_came_back_is_served_once()
    {
        var database = await shared.CreateDatabase();
        string code;
        await using (var api = Support.Api.Start(database, null, Quiet))
        {
            var audited = await Audited.Corporation(api);
            await audited.Weighing(3);
            (code, _) = (audited.Code, await audited.Signed(4));
        }
        await using (var api = Support.Api.Start(database, null, Quiet, ("Ledger:Key", New), ("Ledger:Previous:Key", Old)))
            await (await Audited.Known(api, code)).Signed(5);
        await using (var api = Support.Api.Start(database, null, Quiet, ("Ledger:Key", Old), ("Ledger:Previous:Key", New)))
        {
            var audited = await Audited.Known(api, code);
            await audited.Signed(6);
            var lines = (await audited.Text("keys")).Split('\n')[..5];
            lines[0].ShouldBe($"# checkpoints of wikkenwegen.local/{code} with 5 leaves and more, up to 5");
            (lines[2], lines[3]).ShouldBe(($"# checkpoints of wikkenwegen.local/{code} with 0 leaves and more, up to 4", $"# checkpoints of wikkenwegen.local/{code} with 6 leaves and more"));
            (await audited.Policy()).Logs.Select(log => log.Key.ToString()).ShouldBe([lines[1], lines[4]]);
            var trust = Trust.InKeys(lines[4]).Over(Encoding.UTF8.GetBytes(await audited.Text("key-changes")), out var leaves);
            LogChecks.Proof(Encoding.UTF8.GetBytes(await audited.Text("proof?index=5")), leaves[1].Leaf, trust).Verdict.ShouldBe(Verdict.Sound);
        }
    }

    /// <summary>All logs have a change of the key, also those of the installation itself.</summary>
    [Fact]
    public async Task Every_log_goes_on_when_the_old_key_is_gone()
    {
        var database = await shared.CreateDatabase();
        List<string> logs;
        string code;
        await using (var api = Support.Api.Start(database, null, Quiet))
        {
            var audited = await Audited.Corporation(api);
            await audited.Weighing(3);
            code = audited.Code;
            await Ready(api);
            await FsckTests.Quiet(database);
            logs = await Stored.Rows(database, "select distinct tenant_id from wikkenwegen.ledger_leaf", row => row.GetString(0));
            logs.ShouldContain(Access.Catalogue);
            logs.ShouldContain(Access.Network);
        }
        await using (var api = Support.Api.Start(database, null, Quiet, ("Ledger:Key", New), ("Ledger:Previous:Key", Old)))
        {
            List<string> changed = [];
            for (var patience = 0; changed.Count < logs.Count && patience < 1200; patience++, await Task.Delay(100, Cancellation))
                changed = await Stored.Rows(database, "select distinct tenant_id from wikkenwegen.mt_events where type = 'log_key_changed'", row => row.GetString(0));
            changed.ShouldBe(logs, ignoreOrder: true);
            await FsckTests.Quiet(database);
        }
        await using (var api = Support.Api.Start(database, null, Quiet, ("Ledger:Key", New)))
        {
            await Ready(api);
            await (await Audited.Known(api, code)).Weighing(2);
            await FsckTests.Quiet(database);
            (await FsckTests.Run(api)).ShouldBe((0, "Nothing differs.\n"));

            // What is in the catalogue is in a log as well, which its auditors read and export; their tokens are for nothing else.
            var catalogue = await Audited.Known(api, Access.Catalogue);
            var (newest, keys) = (await catalogue.Text("checkpoint"), await catalogue.Text("keys"));
            var now = keys.Split('\n').Last(line => line.StartsWith($"wikkenwegen.local/{Access.Catalogue}+", StringComparison.Ordinal));
            Trust.InKeys(now).Open(Encoding.UTF8.GetBytes(newest), $"wikkenwegen.local/{Access.Catalogue}", witnessed: false).IsOk.ShouldBeTrue();
            Trust.InKeys(now).Over(Encoding.UTF8.GetBytes(await catalogue.Text("key-changes")), out var leaves);
            var (index, leaf) = leaves.ShouldHaveSingleItem();
            LogChecks.Proof(Encoding.UTF8.GetBytes(await catalogue.Text($"proof?index={index}")), leaf, Trust.InKeys(now), index).Verdict.ShouldBe(Verdict.Sound);
            using (var tile = await catalogue.Auditor.GetAsync($"/v1/audit/log/tile/entries/000.p/{Audited.Head(newest).Size}", Cancellation)) tile.StatusCode.ShouldBe(HttpStatusCode.OK);
            var export = await Exported.Made(catalogue, new { });
            var report = await Exported.Check(catalogue, await Exported.Content(catalogue, export), export);
            (report.Verdict, export.GetProperty("leaves").GetInt64()).ShouldBe((Verdict.Sound, export.GetProperty("size").GetInt64()), string.Join('\n', report.Findings.Select(f => f.English)));
            using (var refused = await catalogue.Auditor.GetAsync("/v1/weighings", Cancellation)) refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            await FsckTests.Quiet(database);
        }
        await LedgerDatabase.IsWhole(database);

        static async Task Ready(Support.Api api)
        {
            using var http = api.Client();
            var (state, text) = ("", "");
            for (var patience = 0; state != "Healthy" && patience < 2400; patience++, await Task.Delay(50, Cancellation))
            {
                using var answer = await http.GetAsync("/health/ready", Cancellation);
                text = await answer.Content.ReadAsStringAsync(Cancellation);
                state = answer.StatusCode == HttpStatusCode.OK ? JsonDocument.Parse(text).RootElement.GetProperty("checks").GetProperty("ledger").GetString()! : "";
            }
            state.ShouldBe("Healthy", text);
        }
    }

    /// <summary>What is served of the change, and what a verifier makes of it that has the old key and a checkpoint of before.</summary>
    private static async Task Is(Audited audited, string old, string kept)
    {
        var newest = await audited.Text("checkpoint");
        var (keys, changes) = (await audited.Text("keys"), await audited.Text("key-changes"));
        var lines = keys.Split('\n');
        lines[0].ShouldBe($"# checkpoints of wikkenwegen.local/{audited.Code} with 0 leaves and more, up to 4");
        lines[1].ShouldBe(old);
        lines[2].ShouldBe($"# checkpoints of wikkenwegen.local/{audited.Code} with 5 leaves and more");
        (await audited.Policy()).Logs.Select(log => log.Key.ToString()).ShouldBe([old, lines[3]]);
        var proof = await audited.Json($"/v1/audit/log/consistency?from=4&to={Audited.Head(newest).Size}");

        // By the answers alone.
        var trust = Trust.InKeys(old).Over(Encoding.UTF8.GetBytes(changes), out var leaves);
        LogChecks.Checkpoints(Encoding.UTF8.GetBytes(kept), Encoding.UTF8.GetBytes(newest), Encoding.UTF8.GetBytes(proof.GetRawText()), trust).Verdict.ShouldBe(Verdict.Sound);
        var (index, leaf) = leaves.ShouldHaveSingleItem();
        index.ShouldBe(4);
        LogChecks.Proof(Encoding.UTF8.GetBytes(await audited.Text("proof?index=4")), leaf, trust).Verdict.ShouldBe(Verdict.Sound);
        // By all keys as they are served: the log over all signs by the same ones, under its own name.
        LogChecks.Proof(Encoding.UTF8.GetBytes(await audited.Text("proof?index=4")), leaf, Trust.InKeys(keys)).Verdict.ShouldBe(Verdict.Sound);

        // By exports: of all, and of what the change is not in.
        foreach (var scope in new object[] { new { }, new { until = DateTimeOffset.UtcNow.AddDays(-1) } })
        {
            using var asked = await audited.Auditor.PostAsJsonAsync("/v1/audit/exports", scope, Cancellation);
            asked.StatusCode.ShouldBe(HttpStatusCode.Created);
            var address = asked.Headers.Location!.OriginalString;
            for (var state = ""; state != "done"; await Task.Delay(50, Cancellation))
            {
                state = (await audited.Json(address)).GetProperty("state").GetString()!;
                state.ShouldNotBe("failed");
            }
            var path = Path.Combine(Path.GetTempPath(), $"wikkenwegen-{Guid.NewGuid():N}.zip");
            try
            {
                await File.WriteAllBytesAsync(path, await audited.Auditor.GetByteArrayAsync($"{address}/content", Cancellation), Cancellation);
                var report = BagCheck.Run(path, new BagCheckOptions(Trust.InKeys(old), [], WithoutTexts: false), new Progress<CheckProgress>(), Cancellation);
                report.Findings.ShouldBeEmpty();
                report.Verdict.ShouldBe(Verdict.Sound);
            }
            finally
            {
                File.Delete(path);
            }
        }

        // The log over all has another key too, by which it binds these checkpoints.
        lines.Count(line => line.StartsWith("wikkenwegen.local+", StringComparison.Ordinal)).ShouldBe(2);
        var policy = TlogPolicy.Parse(Encoding.UTF8.GetBytes(string.Concat(lines.Where(line => line.StartsWith("wikkenwegen.local+", StringComparison.Ordinal)).Select(line => $"log {line}\n")) + "quorum none\n")).Value;
        var text = newest[..(newest.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        string binding = "";
        for (var patience = 0; binding.Length == 0 && patience < 2400; patience++, await Task.Delay(50, Cancellation))
        {
            using var response = await audited.Auditor.GetAsync($"/v1/audit/log/checkpoints/{Audited.Head(newest).Size}/binding", Cancellation);
            if (response.StatusCode == HttpStatusCode.OK) binding = await response.Content.ReadAsStringAsync(Cancellation);
        }
        TlogProof.Parse(Encoding.UTF8.GetBytes(binding)).Value.Verify(TransparencyLog.Merkle.MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(text)), policy).IsOk.ShouldBeTrue();
    }
}
