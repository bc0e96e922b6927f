using System.Net;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>A weighing as it was at a moment: of recording, and of happening.</summary>
public class MomentTests(SharedApi shared)
{
    public static TheoryData<string> Histories => RecordedHistory.Names;

    [Theory, MemberData(nameof(Histories))]
    public async Task At_a_moment_of_recording_it_is_the_version_that_was_the_newest_then(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        foreach (var moment in Around(history.Events.Select(e => e.RecordedAt)))
        {
            var version = history.Events.Count(e => e.RecordedAt <= moment);
            if (version == 0) (await history.Weighing.StatusOf($"?asOf={Text(moment)}")).ShouldBe(HttpStatusCode.NotFound);
            else (await history.Weighing.Read($"?asOf={Text(moment)}&by=recorded")).Text.ShouldBe(history.Views[version], $"at {moment:O}");
        }
        (await history.Weighing.Read($"?asOf={Text(TimeProvider.System.GetUtcNow().AddYears(10))}")).Text.ShouldBe(history.Views[^1]);
        (await history.Weighing.Read("?asOf=9999-12-31T23:59:59.9999999Z")).Text.ShouldBe(history.Views[^1]);
        (await history.Weighing.StatusOf("?asOf=0001-01-01T00:00:00Z")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task At_a_moment_of_happening_it_is_the_fold_of_what_had_happened_in_the_order_of_happening(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        foreach (var moment in Around(history.Events.Select(e => e.Event.OccurredAt)))
        {
            var happened = history.Events.Where(e => e.Event.OccurredAt <= moment).OrderBy(e => e.Event.OccurredAt).ThenBy(e => e.Number).ToList();
            if (happened.Count == 0)
            {
                (await history.Weighing.StatusOf($"?asOf={Text(moment)}&by=occurred")).ShouldBe(HttpStatusCode.NotFound);
                continue;
            }
            var read = await history.Weighing.Read($"?asOf={Text(moment)}&by=occurred");
            read.Text.ShouldBe(history.Json(Weighing.AsOccurred(history.Events, moment)), $"at {moment:O}");
            read.Text.ShouldBe(history.Json(Weighing.Fold(happened)), $"at {moment:O}");
        }
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task Late_recording_is_part_of_the_histories(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        if (!name.StartsWith("random", StringComparison.Ordinal)) return;
        history.Events.Zip(history.Events.Skip(1)).Count(pair => pair.Second.Event.OccurredAt < pair.First.Event.OccurredAt).ShouldBeGreaterThan(2);
    }

    /// <summary>Each moment, and a millisecond before and after it.</summary>
    private static IEnumerable<DateTimeOffset> Around(IEnumerable<DateTimeOffset> moments) =>
        moments.SelectMany(m => new[] { m.AddMilliseconds(-1), m, m.AddMilliseconds(1) }).Distinct();

    private static string Text(DateTimeOffset moment) => Uri.EscapeDataString(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture));
}
