using Npgsql;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class StartTests
{
    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first()
    {
        var programs = await Requires.ProgramsAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync())
        {
            await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 'gebleven' AS word");
        }
        var firstLog = database.TakeLog();
        firstLog.ShouldContain($"Found {programs}.");
        firstLog.ShouldContain($"Making a new cluster in {database.Data}.");
        firstLog.ShouldContain("Started PostgreSQL");
        firstLog.ShouldContain("Stopped PostgreSQL.");

        await using var second = await database.StartAsync();
        (await Database.AskAsync(second, "SELECT word FROM kept")).ShouldBe("gebleven");
        database.Log.ShouldNotContain("new cluster");
        database.Log.ShouldNotContain("recovers");
    }

    /// <summary>pg_ctl starts the server by a shell.</summary>
    [Theory]
    [InlineData("$HOME")]
    [InlineData("`touch oops`")]
    [InlineData("$(touch oops)")]
    [InlineData("\"double\" and 'single'")]
    [InlineData("back\\slash; & | > é")]
    public async Task The_path_of_the_folder_may_hold_what_means_something_to_a_shell(string name)
    {
        Requires.Shell();
        await Requires.ProgramsAsync();
        await using var database = new Database(name);
        await using (var first = await database.StartAsync()) await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 'gebleven' AS word");
        await using var second = await database.StartAsync();
        (await Database.AskAsync(second, "SELECT word FROM kept")).ShouldBe("gebleven");
        database.Log.ShouldNotContain("recovers");
        File.Exists(Path.Combine(database.Data, "server.log")).ShouldBeTrue();
        foreach (var folder in new[] { database.Folder, database.Data, Path.GetTempPath() }) File.Exists(Path.Combine(folder, "oops")).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_databases_run_beside_each_other_on_ports_of_their_own()
    {
        await Requires.ProgramsAsync();
        await using var one = new Database();
        await using var other = new Database();
        await using var first = await one.StartAsync();
        await using var second = await other.StartAsync();

        await Database.AskAsync(first, "CREATE TABLE here ()");
        (await Database.AskAsync(second, "SELECT to_regclass('here')::text")).ShouldBe("");
    }

    [Fact]
    public async Task Disposing_stops_the_server_though_clients_are_busy_and_frees_the_folder()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        var server = await database.StartAsync();
        var process = database.PostmasterId;
        await using var busy = await Database.OpenAsync(server);
        await using var sleep = new NpgsqlCommand("SELECT pg_sleep(60)", busy);
        var sleeping = sleep.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        server.Exited.IsCompleted.ShouldBeFalse();

        await server.DisposeAsync();

        ProcessTable.IsAlive(process).ShouldBeFalse();
        server.Exited.IsCompletedSuccessfully.ShouldBeTrue();
        await Should.ThrowAsync<NpgsqlException>(sleeping);
        await server.DisposeAsync(); // A second time does nothing.
        await (await database.StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Extra_settings_reach_the_server()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        var options = database.Options with { Settings = new Dictionary<string, string> { ["max_connections"] = "37", ["fsync"] = "off" } };
        await using var server = await LocalPostgresServer.StartAsync(options, Database.ProgramsOnly, TestContext.Current.CancellationToken);

        (await Database.AskAsync(server, "SELECT current_setting('max_connections') || current_setting('fsync')")).ShouldBe("37off");
    }

    [Theory]
    [InlineData("port; rm -rf", "1")]
    [InlineData("port", "1 -c fsync=off")]
    [InlineData("port", "$(id)")]
    public async Task A_setting_that_a_shell_could_misread_is_refused(string name, string value)
    {
        await using var database = new Database();
        var options = database.Options with { Settings = new Dictionary<string, string> { [name] = value } };
        await Should.ThrowAsync<ArgumentException>(() => LocalPostgresServer.StartAsync(options, Database.Empty, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_setting_that_the_server_does_not_know_ends_with_its_own_words()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        var options = database.Options with { Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" } };

        var refusal = await Should.ThrowAsync<LocalPostgresException>(
            () => LocalPostgresServer.StartAsync(options, Database.ProgramsOnly, TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("unrecognized configuration parameter \"no_such_setting\"");

        await (await database.StartAsync()).DisposeAsync(); // The folder is free again.
    }

    [Fact]
    public async Task Giving_up_while_the_cluster_is_made_leaves_nothing_running_and_the_next_start_free()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();

        await GiveUpWhenAsync(database, () => Directory.Exists(Path.Combine(database.Folder, "data.new", "base")));

        ProcessTable.PostgresIn(Path.Combine(database.Folder, "data.new")).ShouldBeEmpty();
        await using var server = await database.StartAsync();
        (await Database.AskAsync(server, "SELECT 1")).ShouldBe("1");
    }

    [Fact]
    public async Task Giving_up_while_the_server_starts_leaves_nothing_running_and_the_next_start_free()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await (await database.StartAsync()).DisposeAsync();

        await GiveUpWhenAsync(database, () => File.Exists(Path.Combine(database.Data, "postmaster.pid")));

        ProcessTable.PostgresIn(database.Data).ShouldBeEmpty();
        await using var server = await database.StartAsync();
        (await Database.AskAsync(server, "SELECT 1")).ShouldBe("1");
    }

    [Fact]
    public async Task A_deleted_database_starts_anew()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await using (var server = await database.StartAsync())
        {
            await Database.AskAsync(server, "CREATE TABLE gone ()");
            await Should.ThrowAsync<LocalPostgresException>(() => LocalPostgresServer.DeleteAsync(database.Options, TestContext.Current.CancellationToken));
        }
        await LocalPostgresServer.DeleteAsync(database.Options, TestContext.Current.CancellationToken);
        Directory.Exists(database.Folder).ShouldBeFalse();

        await using var anew = await database.StartAsync();
        (await Database.AskAsync(anew, "SELECT to_regclass('gone')::text")).ShouldBe("");
    }

    // Cancels a start as soon as the condition is true. The start may be finished before the cancellation takes effect; then tries again.
    private static async Task GiveUpWhenAsync(Database database, Func<bool> moment)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            using var giveUp = new CancellationTokenSource();
            var starting = LocalPostgresServer.StartAsync(database.Options, Database.ProgramsOnly, giveUp.Token);
            while (!moment() && !starting.IsCompleted) await Task.Yield();
            await giveUp.CancelAsync();
            try
            {
                await (await starting).DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        Assert.Fail("Each start was finished before it could be cancelled.");
    }
}
