using System.Diagnostics;
using JasperFx;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>What is written beside an event, and what becomes of a step where writing fails or another host is faster.</summary>
[Collection(nameof(OtherHost))]
public class AlongsideTests(SharedApi shared, OtherHost other)
{
    [Fact]
    public async Task It_is_written_with_the_event_and_knows_it()
    {
        var id = await shared.Api.Open();
        var beside = new Beside((session, recorded) => session.QueueSqlCommand(
            "insert into wikkenwegen.vault (tenant_id, digest, weighing_id, disclosure) values (?, ?, ?, ?)", "ernaast", $"{recorded.Event.Number}", recorded.Weighing.Id, $"{recorded.Weighing.Version}"));
        var result = await shared.Api.Ask(id, Gates.Proposal(), alongside: beside);
        result.ShouldBeOfType<StepResult.Recorded>().ShouldBeSameAs(beside.Told);
        (await Stored.Rows(shared.Api.ConnectionString, "select digest, disclosure from wikkenwegen.vault where weighing_id = $1", row => (row.GetString(0), row.GetString(1)), id)).ShouldBe([("2", "2")]);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Where_it_cannot_be_written_nothing_is_recorded_and_nothing_is_remembered(bool before)
    {
        var id = await shared.Api.Open();
        var beside = new Beside((session, _) => session.QueueSqlCommand("select 1 / 0"), before);
        if (before) (await shared.Api.Ask(id, Gates.Proposal(), alongside: beside)).ShouldBe(new StepResult.Repeated());
        else await Should.ThrowAsync<Exception>(() => shared.Api.Ask(id, Gates.Proposal(), alongside: beside));
        beside.Asked.ShouldBe(1);
        shared.Api.Services.GetRequiredService<WeighingStore>().Kept(Gates.Corporation, id).ShouldBeNull();
        (await Stored.Events(shared.Api.ConnectionString, id)).Count.ShouldBe(1);
        (await shared.Api.Record(id, Gates.Proposal())).Event.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Where_another_host_was_faster_the_step_is_decided_on_anew()
    {
        var id = await shared.Api.Open();
        // Between the decision and the append another host records something: three times.
        var beside = new Beside((_, recorded) =>
        {
            if (recorded.Event.Number < 5) other.Host.Record(id, Gates.Proposal()).GetAwaiter().GetResult();
        });
        var recorded = (await shared.Api.Ask(id, Gates.Proposal(), alongside: beside)).ShouldBeOfType<StepResult.Recorded>();
        (recorded.Event.Number, ((ProposalSubmitted)recorded.Event.Event).Code).ShouldBe((5, "V4"), "decided on what the other host recorded");
        beside.Attempts.ShouldBe(4);
        (await Stored.Events(shared.Api.ConnectionString, id)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Where_another_host_is_faster_every_time_the_caller_is_told_after_six_attempts()
    {
        var id = await shared.Api.Open();
        var beside = new Beside((_, _) => other.Host.Record(id, Gates.Proposal()).GetAwaiter().GetResult());
        var start = Stopwatch.GetTimestamp();
        await Should.ThrowAsync<ConcurrencyException>(() => shared.Api.Ask(id, Gates.Proposal(), alongside: beside));
        beside.Attempts.ShouldBe(6);
        Stopwatch.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(400), "the attempts are spread");
        (await Stored.Events(shared.Api.ConnectionString, id)).Count.ShouldBe(7);
    }

    [Fact]
    public async Task Of_two_openings_the_slower_is_refused_on_what_the_faster_opened()
    {
        var id = Guid.CreateVersion7();
        var beside = new Beside((_, _) => other.Host.Record(id, Gates.Opening()).GetAwaiter().GetResult());
        (await shared.Api.Ask(id, Gates.Opening(), alongside: beside)).ShouldBeOfType<StepResult.Refused>().Refusals.ShouldHaveSingleItem().Rule.ShouldBe(OpenWeighing.AlreadyOpened);
        beside.Attempts.ShouldBe(1);
        (await Stored.Events(shared.Api.ConnectionString, id)).Count.ShouldBe(1);
    }

    private sealed class Beside(Action<IDocumentSession, StepResult.Recorded> write, bool before = false) : IAlongside<StepResult.Recorded>
    {
        public StepResult.Recorded? Told { get; private set; }

        public int Attempts { get; private set; }

        public int Asked { get; private set; }

        public void Write(IDocumentSession session, StepResult.Recorded recorded)
        {
            Attempts++;
            Told = recorded;
            write(session, recorded);
        }

        public bool WasThereBefore(Exception failure)
        {
            Asked++;
            return before;
        }
    }
}
