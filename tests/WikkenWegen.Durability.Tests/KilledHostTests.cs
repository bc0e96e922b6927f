using System.Net;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Durability.Tests;

/// <summary>A host that is killed in the middle of its work loses nothing that it acknowledged and leaves nothing half done.</summary>
public class KilledHostTests
{
    [Fact]
    public async Task After_kill_9_under_load_everything_acknowledged_is_there_once_and_the_next_host_goes_on()
    {
        await using var server = await TestDatabase.StartAsync(durable: true, TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var writers = new Writers();
        var random = new Random(1);
        for (var round = 0; round < 3; round++)
        {
            var before = writers.Acknowledged.Count;
            await using var host = await HostProcess.OnDatabase(database);
            if (round == 0) await writers.Open(host);
            var writing = writers.Write(host, patient: false, TestContext.Current.CancellationToken);
            while (writers.Acknowledged.Count < before + 150) await Task.Delay(10, TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(50), TestContext.Current.CancellationToken);
            await host.Kill();
            await writing;
            writers.Refused.Keys.ShouldAllBe(status => status == HttpStatusCode.Conflict);
            await Audit.IsWhole(database, writers.Acknowledged);
        }

        await using var last = await HostProcess.OnDatabase(database);
        using var http = await last.Client();
        foreach (var weighing in writers.Acknowledged.GroupBy(a => a.Weighing))
        {
            var view = await http.GetStringAsync($"/v1/weighings/{weighing.Key}", TestContext.Current.CancellationToken);
            foreach (var step in weighing) view.ShouldContain($"\"{step.Text}\"");
        }
        (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
