using System.Net;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>A weighing as it was at a moment: of recording, and of happening.</summary>
public class MomentTests(SharedApi shared)
{
    public static TheoryData<string> Histories => RecordedHistory.Names;

    public static TheoryData<string> RandomHistories => RecordedHistory.RandomNames;

    [Theory, MemberData(nameof(Histories))]
    public async Task At_a_moment_of_recording_it_is_the_version_that_was_the_newest_then(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var first = history.Events[0].RecordedAt;
        (await history.Weighing.StatusOf($"?asOf={Text(first.AddMilliseconds(-1))}")).ShouldBe(HttpStatusCode.NotFound);
        foreach (var moment in Around(history.Events.Select(e => e.RecordedAt)).Where(m => m >= first))
        {
            var version = history.Events.Count(e => e.RecordedAt <= moment);
            (await history.Weighing.Read($"?asOf={Text(moment)}&by=recorded")).Text.ShouldBe(history.Views[version], $"at {moment:O}");
        }
        (await history.Weighing.Read($"?asOf={Text(TimeProvider.System.GetUtcNow().AddYears(10))}")).Text.ShouldBe(history.Views[^1]);
        (await history.Weighing.Read("?asOf=9999-12-31T23:59:59.9999999Z")).Text.ShouldBe(history.Views[^1]);
        (await history.Weighing.StatusOf("?asOf=0001-01-01T00:00:00Z")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task At_a_moment_of_happening_it_is_the_fold_of_what_had_happened_in_the_order_of_happening(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var order = history.InOrder;
        var first = order[0].Origin.OccurredAt;
        (await history.Weighing.StatusOf($"?asOf={Text(first.AddMilliseconds(-1))}&by=occurred")).ShouldBe(HttpStatusCode.NotFound);
        foreach (var moment in Around(order.Select(e => e.Origin.OccurredAt)).Where(m => m >= first))
        {
            var read = await history.Weighing.Read($"?asOf={Text(moment)}&by=occurred");
            read.Text.ShouldBe(history.Json(Weighing.AsOccurred(history.Events, moment), asOccurred: true), $"at {moment:O}");
            read.Text.ShouldBe(history.Json(Weighing.Folded(order.Where(e => e.Origin.OccurredAt <= moment)), asOccurred: true), $"at {moment:O}");
        }
    }

    [Theory, MemberData(nameof(RandomHistories))]
    public async Task Late_recording_is_part_of_the_random_histories(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        history.Events.Zip(history.Events.Skip(1)).Count(pair => pair.Second.Event.OccurredAt < pair.First.Event.OccurredAt).ShouldBeGreaterThan(2);
    }

    /// <summary>Each moment, and a millisecond before and after it.</summary>
    private static IEnumerable<DateTimeOffset> Around(IEnumerable<DateTimeOffset> moments) =>
        moments.SelectMany(m => new[] { m.AddMilliseconds(-1), m, m.AddMilliseconds(1) }).Distinct();

    private static string Text(DateTimeOffset moment) => Uri.EscapeDataString(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture));
}
