using WikkenWegen.LocalPostgres.Container;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class ContainerCrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task After_kill_9_of_the_host_the_next_start_has_every_acknowledged_row()
    {
        await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using var host = HostProcess.Start(database.Folder, "container");
        await host.HearAsync("stored 200");
        await host.KillAsync();

        await using var server = await database.StartAsync(Database.ContainersOnly);

        host.Acknowledged.ShouldBeGreaterThanOrEqualTo(200);
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

        (await host.HearAsync("finished")).ShouldBe("finished with a server that still answers");
        await host.HearAsync("stopped");
        (await engine.HasContainerAsync(database)).ShouldBeFalse();
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
}
