using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>Moments of recording never run backwards within a weighing, though the clocks of hosts differ; each is kept to the millisecond, in UTC.</summary>
[Collection(nameof(OtherHost))]
public class ClockTests(SharedApi shared, OtherHost other)
{
    [Fact]
    public async Task A_host_whose_clock_is_behind_records_at_the_moment_of_the_event_before()
    {
        var id = await shared.Api.Open();
        var first = (await shared.Api.Record(id, Gates.Proposal())).Event;
        other.Clock.AdjustTime(first.RecordedAt.AddMinutes(-10));

        var second = (await other.Host.Record(id, Gates.Proposal())).Event;
        second.RecordedAt.ShouldBe(first.RecordedAt);
        second.Event.OccurredAt.ShouldBe(first.RecordedAt, "now, as far as this weighing is concerned");

        // What happened after what that clock says, but not after the event before, did not happen in the future.
        var third = (await other.Host.Record(id, new InviteStakeholder { Party = "Gemeente", Role = "Wijkregisseur", Say = Say.Advises }, first.RecordedAt)).Event;
        third.RecordedAt.ShouldBe(first.RecordedAt);
        var refusal = (await other.Host.Ask(id, Gates.Proposal(), first.RecordedAt.AddMilliseconds(1))).ShouldBeOfType<StepResult.Refused>().Refusals.ShouldHaveSingleItem();
        refusal.Rule.ShouldBe(Rules.OccurredInTheFuture);

        // Nor does it run backwards from memory than from the database, nor on the host that is right.
        (await shared.Api.Record(id, Gates.Proposal())).Event.RecordedAt.ShouldBeGreaterThanOrEqualTo(first.RecordedAt);
        var stored = await Stored.Events(shared.Api.ConnectionString, id);
        stored.Count.ShouldBe(5);
        stored.Select(e => e.RecordedAt).ShouldBeInOrder();
        stored[2].ShouldBe(second);
    }

    [Fact]
    public async Task A_host_whose_clock_is_ahead_is_followed()
    {
        other.Clock.AdjustTime(TimeProvider.System.GetUtcNow().AddHours(1));
        var id = await other.Host.Open();
        var ahead = (await Stored.Events(shared.Api.ConnectionString, id))[0].RecordedAt;
        ahead.ShouldBe(Milliseconds(other.Clock.GetUtcNow()));
        (await shared.Api.Record(id, Gates.Proposal())).Event.RecordedAt.ShouldBe(ahead);
        other.Clock.Advance(TimeSpan.FromMilliseconds(7));
        (await other.Host.Record(id, Gates.Proposal())).Event.RecordedAt.ShouldBe(ahead.AddMilliseconds(7));
    }

    [Fact]
    public async Task Moments_are_kept_to_the_millisecond_in_UTC()
    {
        var now = new DateTimeOffset(2040, 2, 29, 23, 59, 59, 123, TimeSpan.Zero);
        other.Clock.AdjustTime(now.AddTicks(9_999));
        var id = await other.Host.Open();
        var sent = new DateTimeOffset(2040, 3, 1, 1, 59, 59, 122, TimeSpan.FromHours(2)).AddTicks(9_999);
        // Opened at 23:59:59.123, so that what happened a millisecond earlier is told apart.
        (await other.Host.Ask(id, Gates.Proposal(), sent)).ShouldBeOfType<StepResult.Refused>().Refusals.ShouldHaveSingleItem().Rule.ShouldBe(Rules.OccurredBeforeOpening);
        other.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var recorded = (await other.Host.Record(id, Gates.Proposal(), sent.AddMilliseconds(1))).Event;
        recorded.Event.OccurredAt.ShouldBe(now);
        recorded.Event.OccurredAt.Offset.ShouldBe(TimeSpan.Zero);
        recorded.RecordedAt.ShouldBe(now.AddMilliseconds(1));
        recorded.RecordedAt.Offset.ShouldBe(TimeSpan.Zero);
        (await Stored.Events(shared.Api.ConnectionString, id))[1].ShouldBe(recorded);
    }

    [Fact]
    public async Task Where_nothing_else_is_said_it_happened_at_the_moment_of_recording()
    {
        other.Clock.AdjustTime(TimeProvider.System.GetUtcNow().AddHours(3));
        var id = await other.Host.Open();
        other.Clock.Advance(TimeSpan.FromMinutes(1));
        var recorded = (await other.Host.Record(id, Gates.Proposal())).Event;
        recorded.RecordedAt.ShouldBe(Milliseconds(other.Clock.GetUtcNow()));
        recorded.Event.OccurredAt.ShouldBe(recorded.RecordedAt);
    }

    private static DateTimeOffset Milliseconds(DateTimeOffset moment) => new(moment.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
}
