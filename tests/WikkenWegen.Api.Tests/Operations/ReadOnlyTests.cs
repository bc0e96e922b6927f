using System.Net;
using System.Net.Http.Json;
using Npgsql;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>A database that can only be read, as a standby or one that an operator made so: reading goes on, and nothing that is recorded is promised.</summary>
public class ReadOnlyTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_database_that_can_only_be_read_steps_get_503_and_readers_what_they_ask_for()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = await Contract.AsDocumented.Client(api);
        var weighing = await Keyed.Weighing(http);
        var keys = Enumerable.Range(0, 4).Select(_ => Keyed.NewKey()).ToList();
        await Set(api, "on");

        (string Path, string Body)[] steps = [("/objections", Keyed.Objection("Ja")), ("/proposals", """{"name":"Slopen"}"""), ("/proposals/V9/withdrawal", """{"reason":"Te duur"}""")];
        foreach (var ((path, body), key) in steps.Zip(keys)) await IsUnavailable(await Keyed.Send(http, weighing.Address + path, body, key, "*"));
        await IsUnavailable(await Keyed.Send(http, "/v1/weighings", WeighingClient.Framing.ToJsonString(), keys[3]));
        await IsUnavailable(await http.PostAsJsonAsync("/v1/weighings", WeighingClient.Framing, Cancellation));
        await IsUnavailable(await weighing.Send("/criteria", new { criteria = new[] { Http.Prepared.Criterion("BET") }, weightMethod = "direct" }, "PUT"));
        foreach (var path in (string[])["", "?version=1", "/events", "/comparison?from=1", "/stakeholders"]) (await weighing.StatusOf(path)).ShouldBe(HttpStatusCode.OK, path);
        using (var list = await http.GetAsync("/v1/weighings?q=complex", Cancellation)) list.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var ready = await http.GetAsync("/health/ready", Cancellation))
        {
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await ready.Content.ReadAsStringAsync(Cancellation)).ShouldContain("The database is read-only.");
        }

        await Set(api, "off");
        foreach (var ((path, body), key) in steps.Zip(keys)) (await Keyed.Ask(http, weighing.Address + path, body, key, "*")).Status.ShouldBe(path.Contains("V9", StringComparison.Ordinal) ? 404 : 201);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(4);
        using (var ready = await http.GetAsync("/health/ready", Cancellation)) ready.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Findings are kept when they are asked for. Where they cannot be, they are told all the same: of weighings that changed, and of those that did not.</summary>
    [Fact]
    public async Task Findings_are_told_though_they_cannot_be_kept()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = await Contract.AsDocumented.Client(api);
        var opened = new List<WeighingClient> { await WeighingClient.Open(http), await WeighingClient.Open(http) };
        (await Found()).ShouldBe([opened[1].Id, opened[0].Id]);
        var limited = WeighingClient.Framing;
        (limited["notHereFor"], limited["reason"]) = ("Zorg", "Vergeten");
        await opened[0].Record("/framing", limited, "PUT");
        opened.Add(await WeighingClient.Open(http));

        await Set(api, "on");
        (await Found()).ShouldBe([opened[2].Id, opened[1].Id]);
        (await Found()).ShouldBe([opened[2].Id, opened[1].Id]);
        await Set(api, "off");
        (await Found()).ShouldBe([opened[2].Id, opened[1].Id]);

        // By one at a time, each from the table or from memory.
        async Task<List<Guid>> Found()
        {
            var (found, address) = (new List<Guid>(), "/v1/findings?rule=framing-without-limits&limit=1");
            var mine = opened.Select(w => w.Id).ToHashSet();
            for (var cursor = ""; ;)
            {
                using var response = await http.GetAsync(address + cursor, Cancellation);
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                var page = (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Cancellation));
                found.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("weighingId").GetGuid()).Where(mine.Contains));
                if (!page.TryGetProperty("nextCursor", out var next)) return found;
                cursor = "&cursor=" + next.GetString();
            }
        }
    }

    [Fact]
    public async Task A_host_that_starts_on_one_keeps_deadlines_as_soon_as_it_can_write_and_tells_of_them_from_its_next_start_on()
    {
        var database = await shared.CreateDatabase();
        await using (var before = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"))) await Set(before, "on");
        WeighingClient weighing;
        await using (var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal")))
        {
            await Set(api, "off");
            using var http = api.Client();
            weighing = await Deadlines.Reminders.Asked(http);
            await Deadlines.Reminders.Sweep(api);
            (await Deadlines.Reminders.Rows(database, weighing.Id)).ShouldHaveSingleItem();
        }
        await using var next = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"));
        await Deadlines.Reminders.Watch(database);
        await Deadlines.Reminders.Sweep(next);
        await Deadlines.Reminders.Wait(database, weighing.Id);
    }

    /// <summary>Each session of the host starts anew with the setting, as it does when a standby takes the place of its server.</summary>
    private static async Task Set(Support.Api api, string value)
    {
        var name = new NpgsqlConnectionStringBuilder(api.ConnectionString).Database;
        await Stored.Run(new NpgsqlConnectionStringBuilder(api.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString, $"""
            alter database "{name}" set default_transaction_read_only = {value};
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}';
            """);
        using var http = api.Client();
        // Connections that the host kept are found to be broken when they are used.
        for (var n = 0; n < 200; n++)
        {
            using var list = await http.GetAsync("/v1/weighings", Cancellation);
            using var ready = await http.GetAsync("/health/ready", Cancellation);
            var said = await ready.Content.ReadAsStringAsync(Cancellation);
            if (list.IsSuccessStatusCode && said.Contains("read-only", StringComparison.Ordinal) == (value == "on")) return;
            await Task.Delay(50, Cancellation);
        }
        Assert.Fail($"The host did not notice that read-only is {value}.");
    }

    private static async Task IsUnavailable(HttpResponseMessage response)
    {
        (await response.Problem(HttpStatusCode.ServiceUnavailable)).Type.ShouldBe("/v1/problem-types/unavailable");
        response.Headers.RetryAfter.ShouldNotBeNull();
        response.Dispose();
    }
}
