using System.Net;
using System.Net.NetworkInformation;
using Npgsql;
using WikkenWegen.LocalPostgres.Container;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class ContainerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first_and_each_stop_ends_the_container()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync(Database.ContainersOnly))
        {
            await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 'gebleven' AS word");
            (await Database.AskAsync(first, "SELECT current_setting('fsync')")).ShouldBe("on");
            (await ContainerExistsAsync(engine, database)).ShouldBeTrue();
        }
        (await ContainerExistsAsync(engine, database)).ShouldBeFalse();
        database.TakeLog().ShouldContain("Making a new cluster in");

        await using var second = await database.StartAsync(Database.ContainersOnly);
        (await Database.AskAsync(second, "SELECT word FROM kept")).ShouldBe("gebleven");
        database.Log.ShouldNotContain("new cluster");
        database.Log.ShouldNotContain("still runs");
    }

    [Fact]
    public async Task The_data_stay_in_the_container_when_programs_are_installed_later()
    {
        await Requires.ContainerEngineAsync();
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync(Database.ContainersOnly)) await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 1 AS one");

        await using var second = await database.StartAsync(Machine.Current());
        (await Database.AskAsync(second, "SELECT one FROM kept")).ShouldBe("1");
    }

    [Fact]
    public async Task It_listens_on_the_loopback_address_alone_and_asks_for_the_password()
    {
        await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using var server = await database.StartAsync(Database.ContainersOnly);
        var port = new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == port)
            .ShouldAllBe(end => end.Address.Equals(IPAddress.Loopback));
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "geheim", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken)))
            .SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task After_kill_9_of_the_host_the_next_start_has_every_acknowledged_row()
    {
        await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using var host = HostProcess.Start(database.Folder, "container");
        await host.HearAsync("stored 200");
        await host.KillAsync();

        await using var server = await database.StartAsync(Database.ContainersOnly);

        database.Log.ShouldContain("PostgreSQL still runs since an earlier run that did not stop it (container ");
        (await Database.AskAsync(server, $"SELECT count(*) FROM stored WHERE number <= {host.Acknowledged}")).ShouldBe($"{host.Acknowledged}");
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_server_to_the_host()
    {
        var engine = await Requires.ContainerEngineAsync();
        Requires.Linux();
        await using var database = new Database();
        await using var host = HostProcess.Start(database.Folder, "container");
        await host.HearAsync("stored 10");

        await host.SignalGroupAsync("INT");

        await host.HearAsync("finished with a server that still answers");
        await host.HearAsync("stopped");
        (await ContainerExistsAsync(engine, database)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_living_host_notices_that_its_container_was_killed_and_can_start_it_again()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        var server = await database.StartAsync(Database.ContainersOnly);
        await Database.AskAsync(server, "CREATE TABLE kept AS SELECT 1 AS one");
        server.Exited.IsCompleted.ShouldBeFalse();

        await engine.OutputAsync(TestContext.Current.CancellationToken, "kill", "--signal", "KILL", ContainerServer.NameFor(database.Folder));
        await server.Exited.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await server.DisposeAsync();

        await using var again = await database.StartAsync(Database.ContainersOnly);
        (await Database.AskAsync(again, "SELECT one FROM kept")).ShouldBe("1");
    }

    [Fact]
    public async Task A_second_host_on_the_same_folder_is_refused()
    {
        await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using var server = await database.StartAsync(Database.ContainersOnly);

        (await Should.ThrowAsync<LocalPostgresException>(() => database.StartAsync(Database.ContainersOnly))).Message.ShouldContain(database.Folder);
        (await Database.AskAsync(server, "SELECT 1")).ShouldBe("1");
    }

    [Fact]
    public async Task A_volume_whose_password_file_was_lost_gets_a_new_password()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync(Database.ContainersOnly)) await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 1 AS one");
        File.Delete(Path.Combine(database.Folder, engine.Program + ".password"));

        await using var second = await database.StartAsync(Database.ContainersOnly);
        (await Database.AskAsync(second, "SELECT one FROM kept")).ShouldBe("1");
    }

    [Fact]
    public async Task A_setting_that_the_server_does_not_know_ends_with_its_own_words()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        var options = database.Options with
        {
            Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" },
            BinariesRepository = new("http://127.0.0.1:1/maven"),
        };

        var refusal = await Should.ThrowAsync<LocalPostgresException>(
            () => LocalPostgresServer.StartAsync(options, Database.ContainersOnly, TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain("unrecognized configuration parameter \"no_such_setting\"");
        (await ContainerExistsAsync(engine, database)).ShouldBeFalse();
        (await VolumeExistsAsync(engine, database)).ShouldBeFalse();
    }

    [Fact]
    public async Task Deleting_the_database_deletes_the_volume()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await (await database.StartAsync(Database.ContainersOnly)).DisposeAsync();
        (await VolumeExistsAsync(engine, database)).ShouldBeTrue();

        await LocalPostgresServer.DeleteAsync(database.Options, TestContext.Current.CancellationToken);

        (await VolumeExistsAsync(engine, database)).ShouldBeFalse();
        Directory.Exists(database.Folder).ShouldBeFalse();
    }

    private static async Task<bool> ContainerExistsAsync(ContainerEngine engine, Database database) => (await engine.RunAsync(
        TestContext.Current.CancellationToken, "container", "inspect", ContainerServer.NameFor(database.Folder))).Succeeded;

    private static async Task<bool> VolumeExistsAsync(ContainerEngine engine, Database database) => (await engine.RunAsync(
        TestContext.Current.CancellationToken, "volume", "inspect", ContainerServer.NameFor(database.Folder))).Succeeded;
}
