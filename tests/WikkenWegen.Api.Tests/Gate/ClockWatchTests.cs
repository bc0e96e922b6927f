using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Api.Recording;
using Wolverine;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>A host whose clock is not that of the database records nothing until it is, and says so; what it had recorded goes on to be read.</summary>
public class ClockWatchTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<double> Wrong => [6, -6, 3 * 3600, -3 * 3600, 8 * 86_400, -8 * 86_400];

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_clock_that_is_set_wrong_while_the_host_runs_is_noticed_at_the_next_step(double seconds)
    {
        var (clock, log) = (new SetClock(), new CapturedLog());
        await using var host = Start(await shared.CreateDatabase(), clock, log);
        var id = await host.Open();
        clock.By = TimeSpan.FromSeconds(seconds);
        await Should.ThrowAsync<ClockOffException>(() => host.Record(id, Gates.Proposal()));
        await Should.ThrowAsync<ClockOffException>(() => host.Record(Guid.CreateVersion7(), Gates.Opening()));
        await Should.ThrowAsync<ClockOffException>(() => Register(host, "nieuw-wonen"));
        (await Stored.Events(host.ConnectionString, id)).Count.ShouldBe(1);
        log.Events.Count(e => e.Level == LogEventLevel.Error && e.RenderMessage(null).Contains("The clock of this host is", StringComparison.Ordinal)).ShouldBe(1, "it is said once");

        clock.By = TimeSpan.Zero;
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        (await host.Record(id, Gates.Proposal())).Event.RecordedAt.ShouldBeInRange(before, TimeProvider.System.GetUtcNow());
        (await Register(host, "nieuw-wonen")).ShouldBeOfType<StepResult.CorporationRecorded>();
        log.Events.ShouldContain(e => e.RenderMessage(null).Contains("agree again", StringComparison.Ordinal));
    }

    [Theory, InlineData(20.0), InlineData(-20.0)]
    public async Task A_host_that_starts_with_a_wrong_clock_records_nothing_from_the_first_step_on(double seconds)
    {
        var (clock, log) = (new SetClock { By = TimeSpan.FromSeconds(seconds) }, new CapturedLog());
        await using var host = Start(await shared.CreateDatabase(), clock, log);
        await Should.ThrowAsync<ClockOffException>(() => host.Open());
        (await Stored.Rows(host.ConnectionString, "select count(*) from wikkenwegen.mt_events", row => row.GetInt64(0))).ShouldBe([0], "nor were the examples loaded by it");
    }

    [Theory, InlineData(4.0), InlineData(-4.0)]
    public async Task What_clocks_differ_by_in_a_house_that_is_in_order_is_no_matter(double seconds)
    {
        var clock = new SetClock { By = TimeSpan.FromSeconds(seconds) };
        await using var host = Start(await shared.CreateDatabase(), clock);
        await host.Record(await host.Open(), Gates.Proposal());
        using var http = host.Client();
        (await Ready(http)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, InlineData(30.0), InlineData(-30.0), InlineData(3.0 * 3600), InlineData(8.0 * 86_400)]
    public async Task Over_HTTP_a_caller_is_told_to_come_back_reading_goes_on_and_the_host_is_not_ready(double seconds)
    {
        var clock = new SetClock();
        await using var host = Start(await shared.CreateDatabase(), clock);
        using var http = await Contract.AsDocumented.Client(host);
        var weighing = await Keyed.Weighing(http);
        var (answered, refused) = (Keyed.NewKey(), Keyed.NewKey());
        var first = await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Ja"), answered);
        first.Status.ShouldBe(201);
        clock.By = TimeSpan.FromSeconds(seconds);

        using (var response = await Keyed.Send(http, $"{weighing.Address}/objections", Keyed.Objection("Nee"), refused))
        {
            (await response.Problem(HttpStatusCode.ServiceUnavailable)).Type.ShouldBe("/v1/problem-types/clock-off");
            response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        }
        using (var read = await http.GetAsync(weighing.Address, Cancellation)) read.StatusCode.ShouldBe(HttpStatusCode.OK);
        var (status, said) = await Ready(http);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        said.GetProperty("checks").GetProperty("clock").GetString()!.ShouldContain(seconds > 0 ? "ahead of that of the database" : "behind that of the database");

        clock.By = TimeSpan.Zero;
        (await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Nee"), refused)).Status.ShouldBe(201, "the key was left free");
        (await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Ja"), answered)).ShouldBe(first);
        (await Ready(http)).Status.ShouldBe(HttpStatusCode.OK);
        (await weighing.Get()).GetProperty("objections").GetArrayLength().ShouldBe(2);
    }

    /// <summary>Keys expire by the clock of the database: a host that thinks it is next month executes nothing twice.</summary>
    [Fact]
    public async Task A_key_does_not_expire_because_a_host_has_another_clock()
    {
        var database = await shared.CreateDatabase();
        await using var right = Support.Api.Start(database);
        using var http = right.Client();
        var weighing = await Keyed.Weighing(http);
        var key = Keyed.NewKey();
        var first = await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Ja"), key);

        var clock = new SetClock { By = TimeSpan.FromDays(8) };
        await using var wrong = Support.Api.Start(database, services => services.AddSingleton<TimeProvider>(clock).AddSingleton(new ClockTolerance(TimeSpan.MaxValue)), ("Serilog:MinimumLevel:Default", "Fatal"));
        (await wrong.Services.GetRequiredService<Infrastructure.Retries.StoredResponses>().Purge(Cancellation)).ShouldBe(0);
        using var there = wrong.Client();
        (await Keyed.Ask(there, $"{weighing.Address}/objections", Keyed.Objection("Ja"), key)).ShouldBe(first);
        (await weighing.Get()).GetProperty("objections").GetArrayLength().ShouldBe(1);
    }

    private static Support.Api Start(string database, SetClock clock, CapturedLog? log = null) => Support.Api.Start(database, services => services.AddSingleton<TimeProvider>(clock),
        log?.Settings(LogEventLevel.Information) ?? [("Serilog:MinimumLevel:Default", "Fatal")]);

    private static async Task<StepResult> Register(Support.Api host, string code)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var command = new RegisterCorporation { Registration = new Registration { Code = code, Name = "Nieuw Wonen", KvkNumber = "00000035" } };
        return await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(code, new RecordCorporationStep(command, null, Gates.Envelope), Cancellation);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Said)> Ready(HttpClient http)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken); // an answer is kept for a second
        using var response = await http.GetAsync("/health/ready", Cancellation);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement);
    }
}
