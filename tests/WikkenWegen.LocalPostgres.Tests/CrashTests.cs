using System.Diagnostics;
using Npgsql;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class CrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task After_kill_9_of_the_host_the_next_start_has_every_acknowledged_row()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await using var host = HostProcess.Start(database.Folder);
        await host.HearAsync("stored 200");
        await host.KillAsync();
        var orphan = database.PostmasterId;
        ProcessTable.IsAlive(orphan).ShouldBeTrue();

        await using var server = await database.StartAsync();

        database.Log.ShouldContain($"PostgreSQL still runs since an earlier run that did not stop it (process {orphan}); stopping it.");
        ProcessTable.IsAlive(orphan).ShouldBeFalse();
        await HasAllStoredRowsAsync(server, host.Acknowledged);
    }

    [Fact]
    public async Task After_kill_9_of_host_and_server_the_next_start_has_every_acknowledged_row()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await using var host = HostProcess.Start(database.Folder);
        await host.HearAsync("stored 200");
        ProcessTable.Kill(database.PostmasterId);
        await host.KillAsync();
        File.Exists(Path.Combine(database.Data, "postmaster.pid")).ShouldBeTrue();

        await using var server = await database.StartAsync();

        database.Log.ShouldContain("PostgreSQL was not stopped cleanly last time; it recovers all that was committed.");
        await HasAllStoredRowsAsync(server, host.Acknowledged);
    }

    [Fact]
    public async Task A_living_host_notices_that_its_server_was_killed_and_can_start_it_again()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        var server = await database.StartAsync();
        await Database.AskAsync(server, "CREATE TABLE kept AS SELECT 1 AS one");

        ProcessTable.Kill(database.PostmasterId);
        await server.Exited.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await server.DisposeAsync();

        await using var again = await database.StartAsync();
        (await Database.AskAsync(again, "SELECT one FROM kept")).ShouldBe("1");
    }

    [Fact]
    public async Task A_long_query_left_behind_by_a_killed_server_does_not_hold_up_the_next_start()
    {
        await Requires.ProgramsAsync();
        Requires.Linux();
        await using var database = new Database();
        var server = await database.StartAsync();
        await using var connection = await Database.OpenAsync(server);
        await using var query = new NpgsqlCommand("DO $$ BEGIN WHILE clock_timestamp() < now() + interval '60 s' LOOP END LOOP; END $$", connection);
        var busy = query.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await IsBusyAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        ProcessTable.Kill(database.PostmasterId);
        await server.Exited.WaitAsync(Patience, TestContext.Current.CancellationToken);
        ProcessTable.PostgresIn(database.Data).ShouldNotBeEmpty();
        await server.DisposeAsync();
        using var bystander = Process.Start(new ProcessStartInfo("sleep", "60") { WorkingDirectory = database.Data })!;

        await using var again = await database.StartAsync();

        (await Database.AskAsync(again, "SELECT 1")).ShouldBe("1");
        await Should.ThrowAsync<NpgsqlException>(busy);
        bystander.HasExited.ShouldBeFalse();
        bystander.Kill();

        async Task IsBusyAsync()
        {
            while (await Database.AskAsync(server, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO%' AND state = 'active'") != "1") { }
        }
    }

    [Fact]
    public async Task A_stale_postmaster_pid_does_not_stop_the_next_start()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await (await database.StartAsync()).DisposeAsync();
        var rest = $"\n{database.Data}\n1763970000\n5433\n\n127.0.0.1\n  1234   5678\nready   \n";

        await StartsWithAsync(Environment.ProcessId + rest); // After a restart of the machine another program may have the number; here it is this test.
        await StartsWithAsync("2147480000" + rest); // No such process.
        await StartsWithAsync(""); // Cut short by a crash of the machine.

        async Task StartsWithAsync(string stale)
        {
            File.WriteAllText(Path.Combine(database.Data, "postmaster.pid"), stale);
            await using var server = await database.StartAsync();
            (await Database.AskAsync(server, "SELECT 1")).ShouldBe("1");
            database.PostmasterId.ShouldNotBe(Environment.ProcessId);
        }
    }

    [Fact]
    public async Task A_first_start_that_was_cut_short_begins_afresh()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        Directory.CreateDirectory(Path.Combine(database.Folder, "data.new", "base"));
        File.WriteAllText(Path.Combine(database.Folder, "data.new", "PG_VERSION"), "15");
        File.WriteAllText(Path.Combine(database.Folder, "data.new.password"), "half");

        await using var server = await database.StartAsync();

        (await Database.AskAsync(server, "SELECT 1")).ShouldBe("1");
        Directory.EnumerateFileSystemEntries(database.Folder).Select(Path.GetFileName).Order().ShouldBe(["data", "lock"]);
    }

    [Fact]
    public async Task A_first_start_that_was_cut_short_just_before_the_rename_loses_nothing()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync()) await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 1 AS one");
        Directory.Move(database.Data, database.Data + ".new");

        await using var server = await database.StartAsync();

        (await Database.AskAsync(server, "SELECT one FROM kept")).ShouldBe("1");
    }

    private static async Task HasAllStoredRowsAsync(LocalPostgresServer server, long acknowledged)
    {
        acknowledged.ShouldBeGreaterThanOrEqualTo(200);
        (await Database.AskAsync(server, $"SELECT count(*) FROM stored WHERE number <= {acknowledged}")).ShouldBe($"{acknowledged}");
        // The host may have been killed between the commit of one more row and the line that says so.
        (await Database.AskAsync(server, $"SELECT count(*) FROM stored WHERE number > {acknowledged + 1}")).ShouldBe("0");
    }
}
