using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>What an operator's system is told: whether the process lives, and whether it can do its work.</summary>
public class HealthTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_lives()
    {
        using var http = shared.Api.Client();
        var (live, said) = await Ask(http, "/health/live");
        (live, said.ToString()).ShouldBe((HttpStatusCode.OK, """{"status":"Healthy","checks":{}}"""));
    }

    [Fact]
    public async Task A_host_is_ready_except_while_its_list_misses_a_weighing()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = api.Client();
        await WeighingClient.Open(http);
        var (ready, checks) = await Ask(http, "/health/ready");
        ready.ShouldBe(HttpStatusCode.OK);
        // The tests' database may not flush, and that is told.
        checks.GetProperty("status").GetString().ShouldBeOneOf("Healthy", "Degraded");
        checks.GetProperty("checks").GetProperty("projections").GetString().ShouldBe("Healthy");

        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await Execute(source, "create table aside as select * from wikkenwegen.mt_doc_weighing_summary");
        await Execute(source, "delete from wikkenwegen.mt_doc_weighing_summary where id = (select max(id::text)::uuid from aside)");

        var (status, said) = await AskAnew(http);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        said.GetProperty("status").GetString().ShouldBe("Unhealthy");
        said.GetProperty("checks").GetProperty("projections").GetString().ShouldStartWith("1 weighings are missing");
        (await Ask(http, "/health/live")).Status.ShouldBe(HttpStatusCode.OK);

        await Execute(source, "insert into wikkenwegen.mt_doc_weighing_summary select * from aside on conflict do nothing");
        (await AskAnew(http)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_host_is_not_ready_while_it_still_loads_examples()
    {
        var loading = new Loading();
        await using var api = Support.Api.Start(await shared.CreateDatabase(), services => services.AddSingleton<IAfterStart>(provider =>
        {
            loading.Server = provider.GetRequiredService<IServer>();
            return loading;
        }));
        loading.Live.ShouldBe(HttpStatusCode.OK);
        loading.Ready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        loading.Ready.Said.GetProperty("checks").GetProperty("start").GetString().ShouldBe("The host is still starting.");
        using var http = api.Client();
        (await AskAnew(http)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Looks, while the host does what it does at its start, how that answers.</summary>
    private sealed class Loading : IAfterStart
    {
        public IServer Server { get; set; } = null!;

        public HttpStatusCode Live { get; private set; }

        public (HttpStatusCode Status, JsonElement Said) Ready { get; private set; }

        public async Task Run(CancellationToken cancellation)
        {
            using var http = new HttpClient { BaseAddress = new Uri(Server.Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
            Live = (await Ask(http, "/health/live")).Status;
            Ready = await Ask(http, "/health/ready");
        }
    }

    [Fact]
    public async Task A_host_without_its_database_lives_and_says_without_details_that_it_cannot_work()
    {
        var server = await TestDatabase.StartAsync(durable: false, Cancellation);
        await using var api = Support.Api.Start(await server.CreateDatabaseAsync(Cancellation));
        using var http = await Contract.AsDocumented.Client(api);
        var weighing = await WeighingClient.Open(http);
        await server.DisposeAsync();

        (await Ask(http, "/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        var (status, said) = await AskAnew(http);
        (status, said.ToString()).ShouldBe((HttpStatusCode.ServiceUnavailable,
            """{"status":"Unhealthy","checks":{"clock":"Healthy","database":"The database does not answer.","memory":"Healthy","start":"Healthy","ledger":"Healthy","projections":"The database does not answer."}}"""));

        foreach (var read in (string[])["", "?version=1", "/events", "/comparison?from=1"])
            await IsUnavailable(await http.GetAsync($"{weighing.Address}{read}", Cancellation));
        await IsUnavailable(await http.GetAsync("/v1/weighings", Cancellation));
        await IsUnavailable(await http.PostAsJsonAsync("/v1/weighings", WeighingClient.Framing, Cancellation));
        await IsUnavailable(await weighing.Send("/proposals", new { name = "Slopen" }));
        (await Ask(http, "/v1/openapi.json")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task However_many_ask_whether_a_host_is_ready_it_is_looked_at_once_a_second()
    {
        var looked = 0;
        await using var api = Support.Api.Start(shared.Api.ConnectionString, services => services.AddHealthChecks().AddCheck("counted", () =>
        {
            Interlocked.Increment(ref looked);
            return HealthCheckResult.Degraded("Counted.");
        }), ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = await Contract.AsDocumented.Client(api);
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; n < 10; n++)
            foreach (var (status, said) in await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ask(http, "/health/ready"))))
                (status, said.GetProperty("checks").GetProperty("counted").GetString()).ShouldBe((HttpStatusCode.OK, "Counted."));
        looked.ShouldBeInRange(1, 1 + (int)Stopwatch.GetElapsedTime(start).TotalSeconds);
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        var before = looked;
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/health/ready"), Cancellation);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        looked.ShouldBe(before + 1);
    }

    [Theory, InlineData(0, HealthStatus.Healthy), InlineData(0.75, HealthStatus.Healthy), InlineData(0.8, HealthStatus.Degraded), InlineData(0.91, HealthStatus.Unhealthy)]
    public void A_host_tells_when_memory_gets_short(double taken, HealthStatus status) => MemoryCheck.Judge(taken).Status.ShouldBe(status);

    private static async Task IsUnavailable(HttpResponseMessage response)
    {
        await response.Problem(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        response.Dispose();
    }

    /// <summary>Asks once what was answered before has become too old to be given again.</summary>
    private static async Task<(HttpStatusCode Status, JsonElement Said)> AskAnew(HttpClient http)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        return await Ask(http, "/health/ready");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Said)> Ask(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, Cancellation);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement);
    }

    private static async Task Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
