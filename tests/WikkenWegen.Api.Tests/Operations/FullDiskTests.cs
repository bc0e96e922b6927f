using System.Net;
using Microsoft.Extensions.Time.Testing;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>A host whose database has no room for a step says so, also to the system that sends it requests.</summary>
public class FullDiskTests(SharedApi shared)
{
    [Fact]
    public async Task A_host_that_was_refused_a_step_for_lack_of_room_is_not_ready()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = await Contract.AsDocumented.Client(api);
        var weighing = await WeighingClient.Open(http);
        (await Ready(http)).Status.ShouldBe(HttpStatusCode.OK);
        // As PostgreSQL says it where a table cannot grow.
        await Stored.Run(api.ConnectionString, """
            create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
            create trigger full_disk before insert on wikkenwegen.mt_events for each row execute function full_disk();
            """);
        // More than once: the first may be refused for a prepared statement that the change of the table has taken away.
        for (var attempt = 0; attempt < 3; attempt++)
            using (var refused = await weighing.Send("/proposals", new { name = "Slopen" })) (await refused.Problem(HttpStatusCode.ServiceUnavailable)).Type.ShouldBe("/v1/problem-types/unavailable");
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken); // what was answered before is too old then to be given again
        var (status, said) = await Ready(http);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable, said);
        said.ShouldContain("The disk of the database is full");
        (await weighing.StatusOf("")).ShouldBe(HttpStatusCode.OK, "who reads is served");
        await Stored.Run(api.ConnectionString, "drop function full_disk cascade");
        await weighing.Record("/proposals", new { name = "Slopen" });
    }

    [Fact]
    public void It_is_told_for_a_while_and_then_tried_again()
    {
        var clock = new FakeTimeProvider();
        var disk = new FullDisk(clock);
        disk.IsFull.ShouldBeFalse();
        disk.WasFull();
        disk.IsFull.ShouldBeTrue();
        clock.Advance(FullDisk.Told - TimeSpan.FromSeconds(1));
        disk.IsFull.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(2));
        disk.IsFull.ShouldBeFalse();
        disk.WasFull();
        disk.IsFull.ShouldBeTrue();
    }

    private static async Task<(HttpStatusCode Status, string Said)> Ready(HttpClient http)
    {
        using var ready = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        return (ready.StatusCode, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
