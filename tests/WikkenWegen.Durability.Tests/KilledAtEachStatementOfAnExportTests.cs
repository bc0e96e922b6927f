using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests;

/// <summary>
/// A host that is killed at any statement while an export is asked for and made leaves no export twice and none by half: the next host makes what was asked for, and whoever asks again under
/// the same key gets that one. Which statements there are is taken from the log of the server.
/// </summary>
public class KilledAtEachStatementOfAnExportTests
{
    private const string Exports = "/v1/audit/exports";

    /// <summary>An auditor who also reads the names of persons, so that no text may be missing from the bag.</summary>
    private const string Auditor = "auditor strategist";

    /// <summary>What must be among the statements, so that the test never passes on less.</summary>
    private static readonly string[] MustBeThere =
    [
        "insert into wikkenwegen.audit_export (", "into wikkenwegen_messaging.wolverine_incoming", "insert into wikkenwegen.idempotency", "update wikkenwegen.audit_export set state = 'running'",
        "delete from wikkenwegen.audit_export_part", "insert into wikkenwegen.audit_export_part", "from wikkenwegen.ledger_leaf", "mt_events", "set state = 'done'",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_9_at_each_statement_of_an_export_it_is_made_once_and_whole()
    {
        await using var watched = await WatchedDatabase.Start();
        var database = watched.ConnectionString;
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-exports-").FullName;
        var acknowledged = new Dictionary<int, string>();
        try
        {
            await using (var first = await Start())
            {
                using var http = await first.Client();
                await KilledWhileErasingTests.Record(http);
                await KilledLedgerTests.Settled(database);
            }
            var (host, idle) = await watched.Idle(Start, TimeSpan.FromSeconds(15));
            List<(string Name, int Time)> statements;
            await using (host)
            {
                using var http = await host.Client(Auditor);
                statements = await watched.StatementsOf(idle, async () => await Done(http, await Ask(http, "measured")));
            }
            foreach (var part in MustBeThere) statements.ShouldContain(statement => statement.Name.Contains(part, StringComparison.Ordinal), part);
            statements.Count(statement => statement.Name.StartsWith("COMMIT after ", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2, "of the request, and of what is recorded");

            await watched.KillAtEach(statements, Start, AskAndWait, _ => IsWhole(), IsMadeOnce);
            (await Audit.Rows(database, "select count(*)::text from wikkenwegen.audit_export where state = 'done'")).Single().ShouldBe((await Audit.Rows(database, "select count(*)::text from wikkenwegen.audit_export")).Single());
            (await HostProcess.Fsck(database, Settings())).ShouldBe((0, "Nothing differs."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Task<HostProcess> Start() => HostProcess.OnDatabase(watched.ForHosts, Settings());

        // One host at a time: whoever starts takes over what was left at once, and not when the other has been silent for long enough.
        (string, string)[] Settings() => [("Messaging__Hosts", "one"), ("Ledger__Key", Convert.ToBase64String(new byte[32])), ("Ledger__LastCheckpointsFolder", folder)];

        async Task AskAndWait(HostProcess host, int round)
        {
            try
            {
                using var http = await host.Client(Auditor);
                await Done(http, acknowledged[round] = await Ask(http, $"round-{round}"));
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // The host is gone.
            }
        }

        // At any moment: that it is done, that this is on record, and that all of its file is there, is one and the same.
        async Task IsWhole()
        {
            (await Audit.Rows(database, """
                with made as (select tenant_id, data ->> 'export' as id, count(*) as times from wikkenwegen.mt_events where type = 'audit_export_made' group by 1, 2),
                    parts as (select tenant_id, export_id::text as id, sum(length(bytes)) as bytes from wikkenwegen.audit_export_part group by 1, 2),
                    exports as (select *, export_id::text as id from wikkenwegen.audit_export)
                select 'parts of an export that is not there: ' || p.id from parts p where not exists (select from exports e where e.tenant_id = p.tenant_id and e.id = p.id)
                union all select 'made, and not there: ' || m.id from made m where not exists (select from exports e where e.tenant_id = m.tenant_id and e.id = m.id)
                union all select 'export ' || e.id || ' is ' || e.state || ', on record ' || coalesce(m.times, 0) || ' times, with ' || coalesce(p.bytes, 0) || ' of ' || coalesce(e.bytes, 0) || ' bytes'
                from exports e left join made m using (tenant_id, id) left join parts p using (tenant_id, id)
                where coalesce(m.times, 0) <> (e.state = 'done')::int or e.state = 'done' and p.bytes is distinct from e.bytes or e.state not in ('queued', 'running', 'done')
                """)).ShouldBeEmpty();
            (await Audit.HalfThere(database)).ShouldBeEmpty();
        }

        async Task IsMadeOnce(HostProcess host, int round)
        {
            using var http = await host.Client(Auditor);
            // What is there is made by itself, acknowledged or not.
            foreach (var left in await Audit.Rows(database, "select export_id::text from wikkenwegen.audit_export where finished_at is null")) await Done(http, $"{Exports}/{left}");
            var before = await Audit.Rows(database, "select export_id::text from wikkenwegen.audit_export");
            var address = await Ask(http, $"round-{round}");
            acknowledged.GetValueOrDefault(round, address).ShouldBe(address, "what was acknowledged is there");
            var export = await Done(http, address);
            (await Audit.Rows(database, "select count(*)::text from wikkenwegen.audit_export")).Single().ShouldBe($"{round + 2}", "of each round one, and the first");
            before.Count.ShouldBeInRange(round + 1, round + 2);
            await IsSound(http, address, export);
            await KilledLedgerTests.Settled(database);
            await IsWhole();
            await KilledLedgerTests.IsWhole(database);
            await KilledLedgerTests.Kept(database, folder);
        }
    }

    /// <summary>Asks for an export of everything under a key; gives its address.</summary>
    private static async Task<string> Ask(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Exports) { Content = JsonContent.Create(new { }), Headers = { { "Idempotency-Key", $"\"{key}\"" } } };
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return response.Headers.Location!.OriginalString;
    }

    /// <summary>Waits until an export is done, without asking for it again.</summary>
    private static async Task<JsonElement> Done(HttpClient http, string address)
    {
        for (var patience = 0; patience < 1200; patience++, await Task.Delay(50, Cancellation))
            if (await http.GetFromJsonAsync<JsonElement>(address, Cancellation) is var export && export.GetProperty("state").GetString() is not ("queued" or "running"))
            {
                export.GetProperty("state").GetString().ShouldBe("done");
                return export;
            }
        throw new TimeoutException($"{address} was not made.");
    }

    /// <summary>The file is the one that the record tells of, and the verifier finds nothing in it.</summary>
    private static async Task IsSound(HttpClient http, string address, JsonElement export)
    {
        var file = await http.GetByteArrayAsync($"{address}/content", Cancellation);
        Convert.ToHexStringLower(SHA256.HashData(file)).ShouldBe(export.GetProperty("sha256").GetString());
        var path = Path.Combine(Path.GetTempPath(), $"wikkenwegen-{export.GetProperty("id").GetString()}.zip");
        try
        {
            await File.WriteAllBytesAsync(path, file, Cancellation);
            var keys = (await http.GetStringAsync("/v1/audit/log/keys", Cancellation)).Split('\n')[0] + "\n";
            var report = BagCheck.Run(path, new BagCheckOptions(Trust.InKeys(keys), [], WithoutTexts: false), new Progress<CheckProgress>(), Cancellation);
            report.Findings.ShouldBeEmpty();
            report.Verdict.ShouldBe(Verdict.Sound);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
