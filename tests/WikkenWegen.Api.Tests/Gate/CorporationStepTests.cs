using Marten;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Corporations;
using Wolverine;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>The gate for corporations keeps the clock and the retries as that for weighings does.</summary>
[Collection(nameof(OtherHost))]
public class CorporationStepTests(SharedApi shared, OtherHost other)
{
    [Fact]
    public async Task A_host_whose_clock_is_behind_records_at_the_moment_of_the_event_before()
    {
        var code = NewCode();
        var registered = (await Ask(shared.Api, new RegisterCorporation { Registration = Registration(code) })).ShouldBeOfType<StepResult.CorporationRecorded>().Corporation;
        other.Clock.AdjustTime(registered.RegisteredAt.AddMinutes(-10));
        var changed = (await Ask(other.Host, new ChangeCorporation { Registration = Registration(code, "Woonlust Wonen") })).ShouldBeOfType<StepResult.CorporationRecorded>().Corporation;
        (changed.Version, changed.Name, changed.ChangedAt).ShouldBe((2, "Woonlust Wonen", registered.RegisteredAt));
        (await Moments(code)).ShouldBe([registered.RegisteredAt, registered.RegisteredAt]);

        other.Clock.AdjustTime(registered.RegisteredAt.AddMilliseconds(7));
        await Ask(other.Host, new ChangeCorporation { Registration = Registration(code) });
        (await Moments(code))[^1].ShouldBe(registered.RegisteredAt.AddMilliseconds(7));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Where_what_is_written_beside_it_cannot_be_written_nothing_is_recorded_and_it_is_told_apart_whether_it_was_there_before(bool before)
    {
        var code = NewCode();
        var (register, beside) = (new RegisterCorporation { Registration = Registration(code) }, new Beside(before));
        if (before) (await Ask(shared.Api, register, beside)).ShouldBe(new StepResult.Repeated());
        else await Should.ThrowAsync<Exception>(() => Ask(shared.Api, register, beside));
        beside.Asked.ShouldBe(1);
        (await Moments(code)).ShouldBeEmpty();
        (await Ask(shared.Api, register)).ShouldBeOfType<StepResult.CorporationRecorded>().Corporation.Version.ShouldBe(1);
    }

    private static string NewCode() => $"gelijk-{Guid.NewGuid():N}"[..30];

    private static Registration Registration(string code, string name = "Stichting Woonlust") => new() { Code = code, Name = name, KvkNumber = "00000027" };

    private static async Task<StepResult> Ask(Support.Api host, CorporationCommand command, IAlongside<StepResult.CorporationRecorded>? alongside = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(command.Corporation,
            new RecordCorporationStep(command, null, Gates.Envelope, alongside), TestContext.Current.CancellationToken);
    }

    private Task<List<DateTimeOffset>> Moments(string code) => Stored.Rows(shared.Api.ConnectionString,
        "select timestamp from wikkenwegen.mt_events where stream_id = $1 order by version", row => row.GetFieldValue<DateTimeOffset>(0), CorporationStreams.IdOf(code));

    private sealed class Beside(bool before) : IAlongside<StepResult.CorporationRecorded>
    {
        public int Asked { get; private set; }

        public void Write(IDocumentSession session, StepResult.CorporationRecorded recorded) => session.QueueSqlCommand("select 1 / 0");

        public bool WasThereBefore(Exception failure)
        {
            Asked++;
            return before;
        }
    }
}
