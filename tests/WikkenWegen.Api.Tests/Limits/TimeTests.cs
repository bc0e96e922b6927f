using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>Nobody waits for ever: not the caller, and not in the database for a caller who has left.</summary>
public class TimeTests(SharedApi shared)
{
    /// <summary>Requests, and the table whose lock each of them waits for.</summary>
    public static TheoryData<string, string, string> Waiting => new()
    {
        { "GET", "", "mt_streams" },
        { "GET", "?version=1", "mt_events" },
        { "GET", "?asOf=2100-01-01T00:00:00Z", "mt_events" },
        { "GET", "/events", "vault" },
        { "GET", "/comparison?from=0", "mt_events" },
        { "GET", "list", "mt_doc_weighing_summary" },
        { "POST", "/inputs", "the row of the weighing" },
        { "POST", "/inputs", "mt_events" },
        { "POST", "/inputs", "vault" },
        { "POST", "/inputs", "idempotency" },
        { "POST", "/proposals/V9/withdrawal", "idempotency" },
        { "POST", "open", "mt_doc_weighing_summary" },
        { "POST", "corporation", "mt_doc_corporation" },
    };

    [Theory, MemberData(nameof(Waiting))]
    public async Task A_request_that_waits_too_long_is_answered_and_lets_go_of_the_database(string method, string path, string table)
    {
        await using var api = await Host(shared, ("Limits:Time", "00:00:01"));
        using var http = AsDocumented.HurriedClient(api);
        var weighing = await Keyed(http);
        if (method == "GET" && table != "mt_streams") api.Services.GetRequiredService<WeighingStore>().Forget(DemoCorporations.Merenland.Code, weighing.Id); // what is in memory waits for nothing else
        await using (await Lock(api, table))
        {
            using var response = await http.SendAsync(Request(method, path, weighing), TestContext.Current.CancellationToken);
            (await response.Problem(HttpStatusCode.GatewayTimeout)).Type.ShouldBe("/v1/problem-types/timeout");
            await NobodyWaits(api);
        }
        using var after = await http.SendAsync(Request(method, path, weighing), TestContext.Current.CancellationToken);
        ((int)after.StatusCode).ShouldBe(method == "GET" ? 200 : path.EndsWith("withdrawal", StringComparison.Ordinal) ? 404 : 201);
    }

    [Theory, MemberData(nameof(Waiting))]
    public async Task A_caller_that_leaves_waits_in_the_database_no_more(string method, string path, string table)
    {
        await using var api = await Host(shared);
        using var http = api.Client();
        var weighing = await Keyed(http);
        if (method == "GET" && table != "mt_streams") api.Services.GetRequiredService<WeighingStore>().Forget(DemoCorporations.Merenland.Code, weighing.Id); // what is in memory waits for nothing else
        await using (await Lock(api, table))
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var sent = http.SendAsync(Request(method, path, weighing), leaving.Token);
            while ((await Waiters(api)).Count == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(sent);
            await NobodyWaits(api);
        }
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version, "what was cancelled was not recorded");
    }

    [Fact]
    public async Task Those_who_wait_for_one_lock_do_not_keep_others_from_other_weighings()
    {
        await using var api = await Host(shared, ("Limits:Time", "00:00:02"));
        using var http = AsDocumented.HurriedClient(api);
        var (locked, free) = (await Keyed(http), await Keyed(http));
        await using var holding = new NpgsqlConnection(api.ConnectionString);
        await holding.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await holding.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand($"select from wikkenwegen.mt_streams where id = '{locked.Id}' for update", holding, transaction);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var waiting = Enumerable.Range(0, 150).Select(_ => http.SendAsync(Request("POST", "/inputs", locked), TestContext.Current.CancellationToken)).ToList();
        for (var n = 0; n < 20; n++) await free.Record("/objections", new { stakeholder = "B1", grounds = "Ja" });
        waiting.ShouldAllBe(w => !w.IsCompleted);
        foreach (var response in await Task.WhenAll(waiting)) await response.Problem(HttpStatusCode.GatewayTimeout);
        await NobodyWaits(api);
    }

    private static async Task<WeighingClient> Keyed(HttpClient http)
    {
        var weighing = await Retries.Keyed.Weighing(http);
        await weighing.Get();
        return weighing;
    }

    private static HttpRequestMessage Request(string method, string path, WeighingClient weighing)
    {
        var (address, body) = path switch
        {
            "list" => ("/v1/weighings", null),
            "open" => ("/v1/weighings", WeighingClient.Framing.ToJsonString()),
            "corporation" => ("/v1/corporations", """{"code":"waterland-wonen","name":"Waterland","kvkNumber":"00000027"}"""),
            "/inputs" => (weighing.Address + path, Retries.Keyed.Input("Ja")),
            "/proposals/V9/withdrawal" => (weighing.Address + path, """{"reason":"Weg"}"""),
            _ => (weighing.Address + path, null),
        };
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is null) return request;
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", Retries.Keyed.NewKey());
        request.Headers.Add("If-Match", "*");
        return request;
    }

    /// <summary>Locks a table until it is disposed of: whoever reads or writes it waits.</summary>
    private static async Task<NpgsqlConnection> Lock(Support.Api api, string table)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(api.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var what = table.StartsWith("the row", StringComparison.Ordinal) ? "select from wikkenwegen.mt_streams for update" : $"lock table wikkenwegen.{table} in access exclusive mode";
        await using var take = new NpgsqlCommand($"begin; {what}", connection);
        await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task<Support.Api> Host(SharedApi shared, params (string Key, string Value)[] settings) =>
        Support.Api.Start(await shared.CreateDatabase(), Support.Api.OnlyWhatIsAsked, [.. settings, ("Serilog:MinimumLevel:Default", "Fatal")]);

    private static async Task NobodyWaits(Support.Api api)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20)); // the lock is held for longer
        while (await Waiters(api) is { Count: > 0 } waiters)
        {
            patience.IsCancellationRequested.ShouldBeFalse(string.Join('\n', waiters));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What waits for a lock in the database of the host.</summary>
    private static Task<List<string>> Waiters(Support.Api api) => Stored.Rows(api.ConnectionString,
        "select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", r => r.GetString(0));
}
