using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>The ledger in a host: by itself, and beside what else is recorded.</summary>
public class RunningLedgerTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_recorded_gets_its_place_and_a_checkpoint_by_itself()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Warning"));
        using var http = api.Client();
        await (await WeighingClient.Open(http)).Record("/proposals", new { name = "Renoveren" });
        await LedgerDatabase.Signed(api.ConnectionString);
        await LedgerDatabase.IsWhole(api.ConnectionString);
    }

    /// <summary>Whatever is done in the demo, every event has its leaf: the events of corporations too. A test takes events of this database away by hand; the other way round is looked at in a database of its own, above.</summary>
    [Fact]
    public async Task The_database_that_all_tests_share_is_whole()
    {
        using var http = shared.Api.Client();
        await WeighingClient.Open(http);
        (await Stored.Rows(shared.Api.ConnectionString, """
            select 'without a leaf ' || e.id from wikkenwegen.mt_events e where not exists (select from wikkenwegen.ledger_leaf l where l.event_id = e.id)
            """, row => row.GetString(0))).ShouldBeEmpty();
        (await Stored.Rows(shared.Api.ConnectionString, "select distinct convert_from(bytes, 'UTF8')::jsonb ->> 'streamType' from wikkenwegen.ledger_leaf where tenant_id = $1",
            row => row.GetString(0), DemoCorporations.Merenland.Code)).Order().ShouldBe(["corporation", "weighing", "weighing_instrument"]);
    }

    [Fact]
    public async Task A_log_that_was_rewritten_is_told_by_health_and_recording_goes_on()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = api.Client();
        var weighing = await WeighingClient.Open(http);
        await LedgerDatabase.Signed(api.ConnectionString);
        await Stored.Run(api.ConnectionString, $"update wikkenwegen.ledger_index set hash = sha256('anders') where leaf_index = 0 and tenant_id = '{DemoCorporations.Merenland.Code}'");
        await weighing.Record("/proposals", new { name = "Renoveren" });
        for (var health = ""; !health.Contains("the log was rewritten", StringComparison.Ordinal); await Task.Delay(200, Cancellation))
        {
            using var answer = await http.GetAsync("/health/ready", Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, "recording goes on");
            health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("checks").GetProperty("ledger").GetString()!;
        }
        (await weighing.Record("/proposals", new { name = "Slopen" })).TryGetProperty("promise", out _).ShouldBeFalse("nothing is promised that this host refuses to sign");
    }

    [Fact]
    public async Task Where_no_checkpoint_can_be_kept_health_tells_recording_goes_on_and_nothing_is_promised()
    {
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-full-").FullName;
        try
        {
            await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"), ("Ledger:LastCheckpointsFolder", Path.Combine(folder, "checkpoints")));
            using var http = api.Client();
            var weighing = await WeighingClient.Open(http);
            await LedgerDatabase.Signed(api.ConnectionString);
            // As a disk is that lets nothing be written any more.
            Directory.Move(Path.Combine(folder, "checkpoints"), Path.Combine(folder, "aside"));
            await File.WriteAllTextAsync(Path.Combine(folder, "checkpoints"), "", Cancellation);
            (await weighing.Record("/proposals", new { name = "Renoveren" })).TryGetProperty("promise", out _).ShouldBeTrue();
            for (var health = ""; !health.Contains($"Of the log of {DemoCorporations.Merenland.Code} nothing could be signed for", StringComparison.Ordinal); await Task.Delay(200, Cancellation)) health = await Health(http);
            (await weighing.Record("/proposals", new { name = "Slopen" })).TryGetProperty("promise", out _).ShouldBeFalse();

            File.Delete(Path.Combine(folder, "checkpoints"));
            Directory.Move(Path.Combine(folder, "aside"), Path.Combine(folder, "checkpoints"));
            for (var health = ""; health != "Healthy"; await Task.Delay(200, Cancellation)) health = await Health(http);
            (await weighing.Record("/proposals", new { name = "Verkopen" })).TryGetProperty("promise", out _).ShouldBeTrue();
            await LedgerDatabase.Signed(api.ConnectionString);
            await LedgerDatabase.IsWhole(api.ConnectionString);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static async Task<string> Health(HttpClient http)
        {
            using var answer = await http.GetAsync("/health/ready", Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, "recording goes on");
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("checks").GetProperty("ledger").GetString()!;
        }
    }
}
