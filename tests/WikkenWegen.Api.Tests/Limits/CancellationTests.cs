using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Api.Weighings.History;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corrections;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>Whatever goes through a long history stops in the middle where it is cancelled, and not only before it begins.</summary>
public class CancellationTests(SharedApi shared)
{
    private const int Events = 3_000;

    /// <summary>So often it is tried: on a busy machine the signal to stop can come when all is done.</summary>
    private const int Attempts = 10;

    [Fact]
    public async Task Every_long_computation_stops_when_it_is_told_to()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = api.Client();
        var weighing = await LongWeighing.Open(http, Events);
        var read = (await ReadableWeighing.Find(Asking(api), weighing.Id)).ShouldNotBeNull();
        var (recorded, occurred) = (await Timeline.Of(read, TimeAxis.Recorded, null, TestContext.Current.CancellationToken), await Timeline.Of(read, TimeAxis.Occurred, null, TestContext.Current.CancellationToken));
        var newest = read.Newest.State;
        var earlier = newest.Framings[0].Origin.OccurredAt.AddMilliseconds(1);

        Stops("changes", recorded.Length, c => recorded.Changes(0, recorded.Length, null, c).Count());
        Stops("changes in the order of happening", recorded.Length, c => occurred.Changes(0, occurred.Length, null, c).Count());
        Stops("changes of which one is asked about", recorded.Length, c => recorded.Changes(0, recorded.Length, new HashSet<int> { recorded.Length - 1 }, c).Count());
        Stops("what touches a part", recorded.Length, c => recorded.Touching(PartPath.Of("scores/7"), c).Count);
        Stops("what is about a code", recorded.Length, c => HistoryFilter.About(read, "V1", c).Count);
        Stops("a difference of very much", recorded.Length, c => recorded.Differences(Weighing.None, newest, null, c).Length);
        Stops("a fold in the order of happening", recorded.Length, c => ReadWeighing.At(read, new PointInTime.OccurredBy(null, null), c)!.State.Version);
        var newestView = ReadWeighing.At(read, new PointInTime.Newest(), TestContext.Current.CancellationToken)!;
        var texts = await read.Texts(TestContext.Current.CancellationToken);
        Stops("a whole view", recorded.Length, c => newestView.View(texts, isLong: true, c).Length);
        StopsAtOnce(c => OutcomeInputs.Of(newest, OutcomeSelection.Everything, c).Scores.Length);
        var inputs = OutcomeInputs.Of(newest, OutcomeSelection.Everything, TestContext.Current.CancellationToken);
        StopsAtOnce(c => XmcdaDocument.Of(inputs, c).Length);
        newestView.View(texts, isLong: true, TestContext.Current.CancellationToken).ShouldBe(newestView.View(texts, isLong: false, TestContext.Current.CancellationToken));
        Stops("a corrected moment", recorded.Length, c => new CorrectMoment { OccurredAt = newest.LatestRecordedAt, Event = 2, Moment = earlier, Reason = new Sealed(new string('a', 43)), Cancellation = c }.Decide(newest, newest.LatestRecordedAt).Event.ShouldNotBeNull().OccurredAt.Year);
    }

    [Fact]
    public void Of_a_stream_that_is_no_weighing_the_making_of_a_state_stops_and_so_does_each_entry_of_its_history()
    {
        using var stop = new CancellationTokenSource();
        var moment = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        DomainEvent[] happened = [new InstrumentDrafted { OccurredAt = moment, Code = "LANG", Content = Content }, .. Enumerable.Range(2, 9).Select(n => new InstrumentRevised { OccurredAt = moment, Number = n, Content = Content })];
        var fold = new StreamFold(Guid.NewGuid(), [.. happened.Select((e, i) => new RecordedStreamEvent(e, new Origin(i + 1, moment, moment, "strateeg"), null, null))]) { Cancellation = stop.Token };
        fold.State.ShouldBeOfType<WeighingInstrument>().Drafts.ShouldBe(10);
        var made = 0;
        // Who asked leaves when the view before the event has been made.
        var seen = new StreamAsSeen(fold, fold.Events, PrivacyVault.Texts.None, then =>
        {
            var state = then.State;
            if (++made == 3) stop.Cancel();
            return state;
        });
        StreamHistoryEntry.Of(fold.Events[4], seen, Language.Dutch, stop.Token).Differences.ShouldNotBeEmpty();
        Should.Throw<OperationCanceledException>(() => StreamHistoryEntry.Of(fold.Events[5], seen, Language.Dutch, stop.Token));
        made.ShouldBe(3, "the view after it is not begun");
        Should.Throw<OperationCanceledException>(() => fold.State);
        Should.Throw<OperationCanceledException>(() => fold.At(new PointInTime.AfterEvent(4)));
    }

    private static InstrumentContent Content { get; } = new()
    {
        Name = "Meetlat", Owner = "Woonlust", Language = "nl", Weights = InstrumentWeights.Free, FilledIn = FilledIn.Together,
        Tailoring = new TailoringRules { MayLeaveOut = true, MayAdd = true, MayRescale = true, MayReweigh = true },
        Themes = [],
    };

    /// <summary>It stops where it was told to before it began: what takes some ten milliseconds is over before somebody could tell it to.</summary>
    private static void StopsAtOnce<T>(Func<CancellationToken, T> compute) => Should.Throw<OperationCanceledException>(() => { compute(new CancellationToken(canceled: true)); });

    /// <summary>It is told to stop when about a tenth of it is done.</summary>
    private static void Stops<T>(string what, int events, Func<CancellationToken, T> compute)
    {
        compute(default);
        var start = Stopwatch.GetTimestamp();
        compute(default);
        var whole = Stopwatch.GetElapsedTime(start);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            using var stop = new CancellationTokenSource();
            // A thread of its own: a timer may come late where the pool is busy.
            var stopping = new Thread(() =>
            {
                Thread.Sleep(whole / 10);
                stop.Cancel();
            });
            stopping.Start();
            try
            {
                compute(stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                stopping.Join();
            }
        }
        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what} of {events} events took {whole.TotalMilliseconds:0} ms and was never stopped"));
    }

    private static DefaultHttpContext Asking(Support.Api api) => new()
    {
        RequestServices = api.Services,
        User = new ClaimsPrincipal(new ClaimsIdentity(
            [new("sub", "demo"), new("corporation", DemoCorporations.Merenland.Code), new("roles", Roles.Strategist)], "test", "sub", "roles")),
    };
}
