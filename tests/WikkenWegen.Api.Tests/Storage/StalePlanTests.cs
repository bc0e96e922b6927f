using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Instruments;
using Wolverine;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>What a connection had prepared and PostgreSQL knows no more: a caller does not notice, and nothing is recorded twice.</summary>
public class StalePlanTests(SharedApi shared)
{
    [Fact]
    public async Task A_request_that_meets_it_is_carried_out_all_the_same_and_once()
    {
        await using var host = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = host.Client();
        var weighing = await WeighingClient.Open(http);
        for (var n = 0; n < 12; n++) await Step(n);

        for (var n = 12; n < 16; n++)
        {
            await Forget(host);
            (await weighing.StatusOf("")).ShouldBe(HttpStatusCode.OK);
            await Forget(host);
            using (var list = await http.GetAsync("/v1/deadlines?kind=decision", TestContext.Current.CancellationToken)) list.StatusCode.ShouldBe(HttpStatusCode.OK);
            await Forget(host);
            using (var register = await http.GetAsync("/v1/parties?limit=3", TestContext.Current.CancellationToken))
            {
                register.StatusCode.ShouldBe(HttpStatusCode.OK);
                register.Headers.GetValues("API-Version").ShouldHaveSingleItem();
            }
            await Forget(host);
            await Step(n);
        }
        (await Stored.Events(host.ConnectionString, weighing.Id)).Count.ShouldBe(17);

        async Task Step(int n)
        {
            await weighing.Record("/stakeholders", new { party = $"Partij {n}", role = "Lid", say = "advises" });
            await weighing.Get();
            await http.GetStringAsync("/v1/deadlines?kind=decision", TestContext.Current.CancellationToken);
            await http.GetStringAsync("/v1/parties?limit=3", TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The gates alone: what else a request asks of the database before it comes there is answered with 503 and sent again.</summary>
    [Fact]
    public async Task The_gates_of_corporations_and_of_all_other_streams_try_again_too()
    {
        await using var host = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var (code, instrument) = ("plannen-vergeten", WeighingInstrument.IdOf("PLAN"));
        var content = new InstrumentContent
        {
            Name = "Meetlat", Owner = "Woonlust", Language = "nl", Weights = InstrumentWeights.Free, FilledIn = FilledIn.Together,
            Themes = [new InstrumentTheme { Code = "T1", Name = "Alles", Criteria = [new InstrumentCriterion { Code = "LEEF", Name = "Leefbaarheid", Scale = new InstrumentScale { Kind = InstrumentScaleKind.Numeric, Worst = 1, Best = 10 } }] }],
            Tailoring = new TailoringRules { MayLeaveOut = true, MayAdd = true, MayRescale = true, MayReweigh = true },
        };
        await Corporation(new RegisterCorporation { Registration = Named(0) });
        for (var n = 1; n <= 16; n++)
        {
            if (n > 12) await Forget(host);
            await Stream(n == 1 ? new DraftInstrument { Stream = instrument, Code = "PLAN", Content = content } : new ReviseInstrument { Stream = instrument, Content = content with { Name = $"Meetlat {n}" } });
            if (n > 12) await Forget(host);
            await Corporation(new ChangeCorporation { Registration = Named(n) });
        }
        (await Stored.Rows(host.ConnectionString, "select version from wikkenwegen.mt_events where tenant_id = $1 and type like 'instrument%' order by version", row => row.GetInt64(0), code)).ShouldBe(Enumerable.Range(1, 16).Select(n => (long)n));
        (await Stored.Rows(host.ConnectionString, "select version from wikkenwegen.mt_events where tenant_id = $1 and type like 'corporation%' order by version", row => row.GetInt64(0), code)).ShouldBe(Enumerable.Range(1, 17).Select(n => (long)n));

        Registration Named(int n) => new() { Code = code, Name = $"Stichting {n}", KvkNumber = "00000027" };

        async Task Stream(InstrumentCommand command) => (await Sent(new RecordStreamStep(command, null, [], null, By))).ShouldBeOfType<StepResult.StreamRecorded>();

        async Task Corporation(CorporationCommand command) => (await Sent(new RecordCorporationStep(command, null, By))).ShouldBeOfType<StepResult.CorporationRecorded>();

        async Task<StepResult> Sent(object message)
        {
            await using var scope = host.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(code, message, TestContext.Current.CancellationToken);
        }
    }

    private static readonly StepEnvelope By = new(Actor.Everything("strateeg"), "gesprek", "verzoek");

    /// <summary>As after a change of a table: what PostgreSQL had prepared is gone, on all connections that wait to be used.</summary>
    private static async Task Forget(Support.Api host)
    {
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        var connections = new List<NpgsqlConnection>();
        for (var n = 0; n < 10; n++) connections.Add(await source.OpenConnectionAsync(TestContext.Current.CancellationToken));
        foreach (var connection in connections)
        {
            await using (var forget = new NpgsqlCommand($"deallocate all -- {Guid.NewGuid()}, so that it is not prepared itself", connection)) await forget.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await connection.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("26000", null, true), InlineData("42P05", null, true), InlineData("0A000", "plancache.c", true), InlineData("0A000", null, false), InlineData("40001", null, false), InlineData("57P01", null, false)]
    public void Only_what_was_refused_before_it_did_anything_is_tried_again(string state, string? file, bool isStale)
    {
        var refused = new PostgresException("x", "ERROR", "ERROR", state, file: file);
        StalePlans.Are(refused).ShouldBe(isStale);
        StalePlans.Are(new InvalidOperationException("x", refused)).ShouldBe(isStale);
        StalePlans.Are(new TimeoutException()).ShouldBeFalse();
    }
}
