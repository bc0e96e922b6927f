using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests;

/// <summary>
/// A host that is killed at any statement of sequencing and signing leaves no gap, nothing twice, no checkpoint of another tree, and no promise that is not kept. Which statements there are is
/// taken from the log of the server, so that one that comes is killed at too.
/// </summary>
public class KilledAtEachStatementTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_9_at_each_statement_of_sequencing_and_signing_the_logs_are_whole_and_every_promise_is_kept()
    {
        await using var watched = await WatchedDatabase.Start();
        var database = watched.ConnectionString;
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-statements-").FullName;
        HostProcess? host = null;
        try
        {
            host = await Start();
            var promises = new List<string>();
            Guid weighing;
            using (var http = await host.Client()) weighing = await Open(http);
            await KilledLedgerTests.Settled(database);

            // Once through, with nobody killed: the proxy sees what the server logs.
            watched.Watch.Begin();
            var before = await watched.LogLength();
            promises.AddRange(await Grow(host, database, weighing));
            await KilledLedgerTests.Settled(database);
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation); // the log over all is signed last
            var logged = OfLedger(await watched.Logged(before));
            var seen = OfLedger(watched.Watch.End());
            // It began to look before the log was measured and ended after that was read: a tick of the background between the two is seen alone.
            foreach (var times in logged.CountBy(statement => statement)) seen.Count(statement => statement == times.Key).ShouldBeGreaterThanOrEqualTo(times.Value, $"the proxy sees what the server logs: {times.Key}");
            seen.Except(logged).ShouldBeEmpty("and nothing else");
            foreach (var table in (string[])["ledger_index", "ledger_tile", "ledger_progress", "ledger_checkpoint"]) logged.ShouldContain(statement => statement.Contains($"insert into wikkenwegen.{table}", StringComparison.Ordinal), table);
            logged.Count(statement => statement == "COMMIT").ShouldBeGreaterThanOrEqualTo(3, "of the sequencer, and of the signer for logs and for the log over all");

            // How many rounds there are differs with the moment at which one begins. So each statement is met the first time; and COMMIT three times, of which the last is after a signing.
            foreach (var (statement, time) in logged.Distinct().Select(statement => (statement, 1)).Concat([("COMMIT", 2), ("COMMIT", 3)]))
            {
                TestContext.Current.SendDiagnosticMessage($"Kills at {statement} ({time})");
                var killed = watched.Watch.Begin(one => one.OfLedger && one.Sql == statement, time, host.Kill);
                promises.AddRange(await Grow(host, database, weighing));
                await killed.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
                watched.Watch.End();
                await host.DisposeAsync();
                host = await Start();
                await KilledLedgerTests.Settled(database);
                await KilledLedgerTests.IsWhole(database);
                await KilledLedgerTests.Kept(database, folder);
            }
            using (var http = await host.Client()) (await http.GetStringAsync("/health/ready", Cancellation)).ShouldContain("\"ledger\":\"Healthy\"");
            await host.DisposeAsync();
            await AreKept(database, promises);
        }
        finally
        {
            if (host is not null) await host.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        Task<HostProcess> Start() => HostProcess.OnDatabase(watched.ForHosts,
            ("Messaging__Hosts", "many"), ("Ledger__Key", Convert.ToBase64String(new byte[32])), ("Ledger__LastCheckpointsFolder", Path.Combine(folder, "one")));
    }

    /// <summary>The texts of the statements of sequencer and signer.</summary>
    private static List<string> OfLedger(IEnumerable<Statement> statements) => [.. statements.Where(statement => statement.OfLedger).Select(statement => statement.Sql)];

    /// <summary>Fills tiles by events that are appended in the database, and records a step over HTTP; gives its promise.</summary>
    private static async Task<List<string>> Grow(HostProcess host, string database, Guid weighing)
    {
        var (id, corporation) = (Guid.NewGuid(), (await Audit.Rows(database, $"select tenant_id from wikkenwegen.mt_streams where id = '{weighing}'")).Single());
        var promises = new List<string>();
        try
        {
            using var http = await host.Client();
            using var response = await http.PostAsJsonAsync($"/v1/weighings/{weighing}/objections", new { stakeholder = "B1", grounds = "Een bezwaar." }, Cancellation);
            response.EnsureSuccessStatusCode();
            promises.Add((await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("promise").GetString()!);
        }
        catch (HttpRequestException)
        {
            // It was killed before it answered: nothing was promised.
        }
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var append = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $$"""
            insert into wikkenwegen.mt_streams (tenant_id, id, type, version) values ('{{corporation}}', '{{id}}', 'other', 300);
            insert into wikkenwegen.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, user_name, correlation_id, causation_id, headers)
            select nextval('wikkenwegen.mt_events_sequence'), gen_random_uuid(), '{{id}}', n, '{"occurredAt": "2026-11-28T20:00:00Z"}', 'other', now(), '{{corporation}}', 'iemand', 'gesprek', 'verzoek', null from generate_series(1, 300) n;
            """), connection);
        await append.ExecuteNonQueryAsync(Cancellation);
        return promises;
    }

    private static async Task<Guid> Open(HttpClient http)
    {
        using var opened = await http.PostAsJsonAsync("/v1/weighings", new
        {
            title = "Bij elke opdracht",
            question = "Blijft alles staan?",
            level = "tactical",
            scale = "complex",
            ownership = "own",
            breadth = "narrow",
            sgeiRegime = "sgei",
            processForm = "advice",
            ownerRole = "Strateeg",
            deciderRole = "Bestuurder",
            confidentiality = "internal",
        }, Cancellation);
        opened.EnsureSuccessStatusCode();
        using var invited = await http.PostAsJsonAsync(opened.Headers.Location + "/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises" }, Cancellation);
        invited.EnsureSuccessStatusCode();
        return Guid.Parse(opened.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    /// <summary>Each leaf that was promised is in its log, below a checkpoint.</summary>
    private static async Task AreKept(string database, List<string> promises)
    {
        promises.Count.ShouldBeGreaterThan(5);
        var hashes = promises.SelectMany(promise => promise.Split('\n').Where(line => line.StartsWith("leaf ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])).ToHashSet();
        hashes.Count.ShouldBe(promises.Count);
        (await Audit.Rows(database, """
            select encode(i.hash, 'base64') from wikkenwegen.ledger_index i where i.tenant_id <> '*' and i.leaf_index < (select max(size) from wikkenwegen.ledger_checkpoint c where c.tenant_id = i.tenant_id)
            """)).ToHashSet().IsSupersetOf(hashes).ShouldBeTrue();
    }
}
