using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class HostTests
{
    [Theory]
    [InlineData("INT")] // What Ctrl-C at a terminal sends to the whole process group.
    [InlineData("TERM")]
    public async Task A_signal_to_the_hosts_process_group_leaves_the_server_to_the_host(string signal)
    {
        await Requires.ProgramsAsync();
        Requires.Linux();
        await using var database = new Database();
        await using var host = HostProcess.Start(database.Folder);
        await host.HearAsync("stored 10");
        var server = database.PostmasterId;

        await host.SignalGroupAsync(signal);

        (await host.HearAsync("finished")).ShouldBe("finished with a server that still answers");
        await host.HearAsync("stopped");
        await host.WaitForEndAsync();
        ProcessTable.IsAlive(server).ShouldBeFalse();
        File.Exists(Path.Combine(database.Data, "postmaster.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_host_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await using var host = HostProcess.Start(database.Folder);
        await host.HearAsync("stored 10");
        var server = database.PostmasterId;

        var refusal = await Should.ThrowAsync<LocalPostgresException>(() => database.StartAsync());

        refusal.Message.ShouldContain($"The database in {database.Folder} is in use by another process");
        database.PostmasterId.ShouldBe(server);
        await host.HearAsync("stored 1000");
    }
}
