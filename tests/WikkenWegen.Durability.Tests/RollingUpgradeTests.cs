using System.Globalization;
using System.Net;
using Npgsql;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Durability.Tests;

/// <summary>Hosts of two releases beside each other on one database, and back to the first, while callers go on: nothing is lost, of either.</summary>
public class RollingUpgradeTests
{
    [Fact]
    public async Task To_a_newer_release_and_back_under_load()
    {
        await using var server = await TestDatabase.StartAsync(durable: true, TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var writers = new Writers();

        await using var first = await HostProcess.OnDatabase(database);
        await writers.Open(first);
        var writing = await Write(first);
        // As a build of before there were migrations left it; the next host takes it over while the first goes on.
        await Run("drop table wikkenwegen.schema_migration, wikkenwegen.schema_step");
        await using (var second = await HostProcess.OnDatabase(database))
        {
            await Go(on: 100);
            await second.Interrupt();
            await second.HasEnded();
            second.ExitCode.ShouldBe(0, second.Said);
        }

        // The newer release comes: what it adds, and a host that finds it. Both hosts work.
        await LaterRelease.Comes(database);
        await using var newer = await HostProcess.OnDatabase(database);
        var both = Task.WhenAll(writing, await Write(newer));
        await Go(on: 200);

        // And back: the newer one is killed, and one of before starts anew on what it left.
        await newer.Kill();
        await using var back = await HostProcess.OnDatabase(database);
        var after = await Write(back);
        await Go(on: 100);
        await first.Kill();
        await back.Kill();
        await Task.WhenAll(both, after);

        writers.Refused.Keys.ShouldAllBe(status => status == HttpStatusCode.Conflict || status == HttpStatusCode.ServiceUnavailable);
        await Audit.IsWhole(database, writers.Acknowledged);
        (await Audit.Rows(database, "select number || ' ' || name from wikkenwegen.schema_migration order by number desc limit 1")).ShouldBe([$"{LaterRelease.Migration.Number} {LaterRelease.Migration.Name}"]);
        var marked = await Audit.Rows(database, "select id::text from wikkenwegen.mt_events where origin = 'since then'");
        marked.Count.ShouldBeGreaterThan(300);
        (await Audit.Rows(database, "select event::text from wikkenwegen.later")).ShouldBe(marked, ignoreOrder: true, "the column and the trigger were there all the time");
        (await Audit.Rows(database, "select distinct note from wikkenwegen.vault")).ShouldBe(["gebleven"]);
        (await Audit.Rows(database, "select indexname::text from pg_indexes where indexname = 'ix_mt_events_origin'")).ShouldBe(["ix_mt_events_origin"]);
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{writers.Acknowledged.Count} steps acknowledged, {writers.Refused.Sum(r => r.Value)} refused"));

        async Task<Task> Write(HostProcess host)
        {
            var task = writers.Write(host, patient: false, TestContext.Current.CancellationToken);
            await Go(on: 50);
            return task;
        }

        async Task Go(int on)
        {
            for (var wanted = writers.Acknowledged.Count + on; writers.Acknowledged.Count < wanted;) await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        async Task Run(string sql)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
