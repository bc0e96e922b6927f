using System.Net;
using System.Text.Json;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests;

/// <summary>A host whose database is killed says so, loses nothing that it acknowledged, and goes on when the database is back.</summary>
public class KilledDatabaseTests
{
    [Fact]
    public async Task While_the_database_is_gone_the_host_says_so_and_when_it_is_back_everything_acknowledged_is_there()
    {
        await using var server = await PrivateServer.Start();
        await using var host = await HostProcess.OnDatabase(server.ConnectionString);
        using var http = await host.Client();
        var writers = new Writers();
        await writers.Open(host);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writing = writers.Write(host, patient: true, stop.Token);
        for (var round = 0; round < 2; round++)
        {
            await MoreIsAcknowledged(writers, 100);
            await server.Kill();

            // Reads and lists say the same as writes do: unavailable, with a problem; the process lives and knows that it is not ready.
            var weighing = writers.Acknowledged.First().Weighing;
            foreach (var path in new[] { $"/v1/weighings/{weighing}", $"/v1/weighings/{weighing}?version=1", $"/v1/weighings/{weighing}/events", "/v1/weighings" })
                await IsUnavailable(await http.GetAsync(path, TestContext.Current.CancellationToken));
            (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            while (!writers.Refused.ContainsKey(HttpStatusCode.ServiceUnavailable)) await Task.Delay(10, TestContext.Current.CancellationToken);

            await server.StartAgain();
        }
        await MoreIsAcknowledged(writers, 100);
        await stop.CancelAsync();
        await writing;

        writers.Refused.Keys.ShouldBeSubsetOf([HttpStatusCode.ServiceUnavailable, HttpStatusCode.Conflict], host.Said);
        await Audit.IsWhole(server.ConnectionString, writers.Acknowledged);
        foreach (var step in writers.Acknowledged.GroupBy(a => a.Weighing))
            (await http.GetStringAsync($"/v1/weighings/{step.Key}", TestContext.Current.CancellationToken)).ShouldContain(step.MaxBy(s => s.Version)!.Text);
        (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Said.ShouldNotContain("tekst-");
    }

    [Fact]
    public async Task When_one_process_of_the_database_is_killed_it_recovers_under_the_host_and_nothing_acknowledged_is_lost()
    {
        await using var server = await PrivateServer.Start();
        await using var host = await HostProcess.OnDatabase(server.ConnectionString);
        var writers = new Writers();
        await writers.Open(host);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writing = writers.Write(host, patient: true, stop.Token);
        for (var round = 0; round < 3; round++)
        {
            await MoreIsAcknowledged(writers, 60);
            await server.KillBackend();
        }
        await MoreIsAcknowledged(writers, 60);
        await stop.CancelAsync();
        await writing;

        writers.Refused.Keys.ShouldBeSubsetOf([HttpStatusCode.ServiceUnavailable, HttpStatusCode.Conflict], host.Said);
        await Audit.IsWhole(server.ConnectionString, writers.Acknowledged);
    }

    private static async Task MoreIsAcknowledged(Writers writers, int more)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        var before = writers.Acknowledged.Count;
        while (writers.Acknowledged.Count < before + more) await Task.Delay(10, patience.Token);
    }

    private static async Task IsUnavailable(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, $"{response.RequestMessage!.RequestUri}: {text}");
            response.Headers.RetryAfter.ShouldNotBeNull();
            JsonDocument.Parse(text).RootElement.GetProperty("type").GetString().ShouldBe("/v1/problem-types/unavailable");
        }
    }
}
