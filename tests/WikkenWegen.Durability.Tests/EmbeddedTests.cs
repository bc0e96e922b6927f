using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Weighings.Links;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.LocalPostgres;

namespace WikkenWegen.Durability.Tests;

/// <summary>The default for a newcomer: the host with its private database, started, stopped and killed.</summary>
public class EmbeddedTests
{
    [Fact]
    public async Task A_first_start_that_was_killed_while_it_loaded_is_finished_by_the_next_and_ctrl_c_stops_the_database_too()
    {
        await using var folder = new Folder();
        await using (var first = HostProcess.StartOnFolder(folder.Path))
        {
            await first.Hear("Loaded example");
            folder.SkipWithoutPrograms();
            await first.Kill();
        }
        Loaded(await folder.Events()).ShouldBeFalse("the first start was killed too late to show anything");

        await using (var second = await HostProcess.OnFolder(folder.Path))
        {
            await HasTheExamples(second);
            await second.Interrupt();
            await second.HasEnded();
            second.ExitCode.ShouldBe(0, second.Said);
            File.Exists(PrivateServer.PidFile(folder.Path)).ShouldBeFalse("the database removes this file as the last thing it does");
        }

        await using var third = await HostProcess.OnFolder(folder.Path);
        third.Said.ShouldContain($"Found {ExampleWeighing.Loaded().Length} weighings");
        third.Said.ShouldNotContain("Loaded example");
        third.Said.ShouldNotContain("not stopped cleanly");
        await HasTheExamples(third);
        await third.Interrupt();
        await third.HasEnded();
    }

    [Fact]
    public async Task Ctrl_c_while_it_loads_ends_it_in_good_order()
    {
        await using var folder = new Folder();
        await using var host = HostProcess.StartOnFolder(folder.Path);
        await host.Hear("Loaded example");
        folder.SkipWithoutPrograms();
        await host.Interrupt();
        await host.HasEnded();
        host.ExitCode.ShouldBe(0, host.Said);
        host.Said.ShouldNotContain("Exception");
        host.Said.Contains("Ready", StringComparison.Ordinal).ShouldBeFalse("it was interrupted too late to show anything");
        File.Exists(PrivateServer.PidFile(folder.Path)).ShouldBeFalse();
        Loaded(await folder.Events()).ShouldBeFalse();
    }

    [Fact]
    public async Task After_kill_9_the_next_start_recovers_by_itself_and_a_host_whose_database_was_killed_ends_with_one_clear_line()
    {
        await using var folder = new Folder();
        var writers = new Writers();
        for (var round = 0; round < 2; round++)
        {
            await using var host = await HostProcess.OnFolder(folder.Path);
            folder.SkipWithoutPrograms();
            if (round == 0) await writers.Open(host);
            var before = writers.Acknowledged.Count;
            var writing = writers.Write(host, patient: false, TestContext.Current.CancellationToken);
            while (writers.Acknowledged.Count < before + 60) await Task.Delay(10, TestContext.Current.CancellationToken);
            await host.Kill();
            await writing;
        }

        await using var last = await HostProcess.OnFolder(folder.Path);
        await HasTheExamples(last);
        using (var http = await last.Client())
            foreach (var weighing in writers.Acknowledged.GroupBy(a => a.Weighing))
            {
                var view = await http.GetStringAsync($"/v1/weighings/{weighing.Key}", TestContext.Current.CancellationToken);
                foreach (var step in weighing) view.ShouldContain($"\"{step.Text}\"");
            }

        PrivateServer.Kill(PrivateServer.PostmasterIn(folder.Path));
        await last.HasEnded();
        last.ExitCode.ShouldBe(1, last.Said);
        last.Said.Split('\n').Count(line => line.Contains("The private database has ended by itself", StringComparison.Ordinal)).ShouldBe(1);
        last.Said.ShouldNotContain("Unhandled exception");

        await using var server = await folder.Server();
        await Audit.IsWhole(server.ConnectionString, writers.Acknowledged);
    }

    private static async Task HasTheExamples(HostProcess host)
    {
        using var http = await host.Client();
        var linking = ExampleWeighing.Loaded().SelectMany(e => e.Steps).Select(s => s.Body).Where(body => body is LinkWeighingRequest or UnlinkWeighingRequest).ToList();
        foreach (var example in ExampleWeighing.Loaded())
        {
            var view = await http.GetFromJsonAsync<JsonElement>($"/v1/weighings/{example.Id}", TestContext.Current.CancellationToken);
            view.GetProperty("version").GetInt32().ShouldBe(example.Steps.Count + (linking.Any(step => step is LinkWeighingRequest link && link.Weighing == example.Id) ? linking.Count : 0));
        }
    }

    /// <summary>A step that links two weighings, or ends that, is an event in both.</summary>
    private static bool Loaded(int events) => events == ExampleWeighing.Loaded().SelectMany(e => e.Steps).Sum(s => s.Body is LinkWeighingRequest or UnlinkWeighingRequest ? 2 : 1);

    /// <summary>A folder for a private database.</summary>
    private sealed class Folder : IAsyncDisposable
    {
        private readonly LocalPostgresOptions _options = new() { Folder = PrivateServer.TemporaryFolder() };

        public Folder() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Processes are killed with Unix signals here.");

        public string Path => _options.Folder!;

        public void SkipWithoutPrograms() => Assert.SkipUnless(File.Exists(PrivateServer.PidFile(Path)), "This machine has no programs of PostgreSQL; its server runs in a container.");

        public Task<LocalPostgresServer> Server() => LocalPostgresServer.StartAsync(_options, TestContext.Current.CancellationToken);

        public async Task<int> Events()
        {
            await using var server = await Server();
            return await Audit.Events(server.ConnectionString);
        }

        public async ValueTask DisposeAsync() => await LocalPostgresServer.DeleteAsync(_options);
    }
}
