using System.Net;
using System.Security.Cryptography;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.Testing;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.Durability.Tests;

/// <summary>Whenever hosts are killed, each leaf has one place, no log has a gap, and every checkpoint that was ever signed is of the tree that is there.</summary>
public class KilledLedgerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_9_of_one_of_two_hosts_at_any_moment_the_logs_are_whole_and_go_on()
    {
        await using var server = await TestDatabase.StartAsync(durable: true, Cancellation);
        var database = await server.CreateDatabaseAsync(Cancellation);
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-killed-ledger-").FullName;
        var writers = new Writers();
        var random = new Random(3);
        var host = await Start("one");
        try
        {
            await writers.Open(host);
            for (var round = 0; round < 4; round++)
            {
                var other = await Start(round % 2 == 0 ? "two" : "one");
                var before = writers.Acknowledged.Count;
                var writing = writers.Write(host, patient: false, Cancellation);
                while (writers.Acknowledged.Count < before + 100) await Task.Delay(10, Cancellation);
                await Task.Delay(random.Next(700), Cancellation); // somewhere between two signings
                await host.Kill();
                await writing;
                await host.DisposeAsync();
                host = other;
                await Settled(database);
                await IsWhole(database);
                await Kept(database, folder);
            }
            writers.Refused.Keys.ShouldAllBe(status => status == HttpStatusCode.Conflict);
            using var http = await host.Client();
            (await http.GetStringAsync("/health/ready", Cancellation)).ShouldContain("\"ledger\":\"Healthy\"");
        }
        finally
        {
            await host.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        Task<HostProcess> Start(string name) => HostProcess.OnDatabase(database, ("Messaging__Hosts", "many"), ("Ledger__Key", Convert.ToBase64String(new byte[32])), ("Ledger__LastCheckpointsFolder", Path.Combine(folder, name)));
    }

    /// <summary>Waits until every leaf is in a checkpoint: the host that is left does what the other began.</summary>
    internal static async Task Settled(string database)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while ((await Audit.Rows(database, """
            select count(*)::text from wikkenwegen.ledger_leaf l left join wikkenwegen.ledger_index i using (entry_id)
            where i.leaf_index is null or i.leaf_index >= coalesce((select max(size) from wikkenwegen.ledger_checkpoint c where c.tenant_id = l.tenant_id), 0)
            """)).Single() != "0") await Task.Delay(100, patience.Token);
    }

    internal static async Task IsWhole(string database)
    {
        (await Audit.Rows(database, """
            select 'an event without a leaf ' || e.id from wikkenwegen.mt_events e where not exists (select from wikkenwegen.ledger_leaf l where l.event_id = e.id)
            union all select 'a leaf without its event ' || l.event_id from wikkenwegen.ledger_leaf l where not exists (select from wikkenwegen.mt_events e where e.id = l.event_id)
            union all select 'a place without its leaf ' || i.entry_id from wikkenwegen.ledger_index i where i.tenant_id <> '*' and not exists (select from wikkenwegen.ledger_leaf l where l.entry_id = i.entry_id and l.hash = i.hash)
            union all select 'a gap in ' || tenant_id from wikkenwegen.ledger_index group by tenant_id having min(leaf_index) <> 0 or max(leaf_index) <> count(*) - 1
            union all select 'a checkpoint that is in no log ' || size from wikkenwegen.ledger_checkpoint c where tenant_id <> '*' and not exists (select from wikkenwegen.ledger_index i where i.tenant_id = '*' and i.leaf_index = c.top_index)
            """)).ShouldBeEmpty();
        foreach (var log in await Audit.Rows(database, "select distinct tenant_id from wikkenwegen.ledger_index"))
        {
            var leaves = (await Audit.Rows(database, $"select encode(hash, 'hex') from wikkenwegen.ledger_index where tenant_id = '{log}' order by leaf_index")).Select(hex => new TreeHash(Convert.FromHexString(hex))).ToArray();
            foreach (var signed in await Audit.Rows(database, $"select size || ' ' || encode(root, 'hex') from wikkenwegen.ledger_checkpoint where tenant_id = '{log}'"))
                $"{signed.Split(' ')[0]} {Convert.ToHexStringLower(MerkleTree.Root(leaves.AsSpan(0, int.Parse(signed.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))).AsSpan())}".ShouldBe(signed, log);
        }
    }

    /// <summary>What a host keeps outside the database is in the database too, or about to be: of the same tree.</summary>
    internal static async Task Kept(string database, string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "checkpoint", SearchOption.AllDirectories))
        {
            var lines = await File.ReadAllLinesAsync(file, Cancellation);
            var log = lines[0] == "wikkenwegen.local" ? "*" : lines[0]["wikkenwegen.local/".Length..];
            var leaves = (await Audit.Rows(database, $"select encode(hash, 'hex') from wikkenwegen.ledger_index where tenant_id = '{log}' order by leaf_index limit {lines[1]}")).Select(hex => new TreeHash(Convert.FromHexString(hex))).ToArray();
            MerkleTree.Root(leaves).ToString().ShouldBe(lines[2], file);
        }
    }
}
