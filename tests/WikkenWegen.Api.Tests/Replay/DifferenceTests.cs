using System.Globalization;
using System.Text.Json;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>Differences are complete: applied one after the other they build the view, and a comparison is all of them at once.</summary>
public class DifferenceTests(SharedApi shared)
{
    public static TheoryData<string> Histories => RecordedHistory.Names;

    [Theory, MemberData(nameof(Histories))]
    public async Task The_differences_of_the_first_events_build_the_view_at_each_version(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var view = ViewPatch.Empty();
        foreach (var entry in (await history.Weighing.Get("/events?limit=200")).GetProperty("items").EnumerateArray())
        {
            var number = entry.GetProperty("number").GetInt32();
            entry.GetProperty("differences").GetArrayLength().ShouldBeGreaterThan(0, $"event {number} makes a difference");
            view.Apply(entry.GetProperty("differences").EnumerateArray());
            view.ShouldBe(ViewPatch.Of(history.Views[number]), $"event {number}");

            var alone = await history.Weighing.Get($"/events/{number}");
            alone.GetRawText().ShouldBe(entry.GetRawText());
        }
    }

    [Fact]
    public async Task Before_the_first_event_there_is_nothing_to_differ()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        (await weighing.Get("/comparison?from=0&to=0")).GetProperty("differences").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task A_comparison_of_versions_leads_from_one_view_to_the_other_and_names_the_events_that_made_each_difference(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var views = history.Views.Select(v => v.Length == 0 ? ViewPatch.Empty() : ViewPatch.Of(v)).ToList();
        foreach (var (from, to) in Pairs(history.Events.Length))
        {
            var comparison = await history.Weighing.Get($"/comparison?from={from}&to={to}");
            comparison.GetProperty("fromVersion").GetInt32().ShouldBe(from);
            comparison.GetProperty("toVersion").GetInt32().ShouldBe(to);
            var differences = comparison.GetProperty("differences").EnumerateArray().ToList();
            var view = from == 0 ? ViewPatch.Empty() : ViewPatch.Of(history.Views[from]);
            view.Apply(differences);
            view.ShouldBe(views[to], $"from {from} to {to}");
            foreach (var difference in differences)
                Events(difference).ShouldBe(Made(difference, from, to, views), $"{difference.GetProperty("path")} from {from} to {to}");
        }
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task A_comparison_of_moments_of_happening_leads_from_one_view_to_the_other(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var order = history.InOrder;
        var moments = order.Select(e => e.Origin.OccurredAt).Distinct().ToList();
        foreach (var (from, to) in Pairs(moments.Count - 1))
        {
            var comparison = await history.Weighing.Get($"/comparison?by=occurred&from={Text(moments[from])}&to={Text(moments[to])}");
            var states = Enumerable.Range(0, order.Count + 1).Select(n => ViewPatch.Of(history.Json(Weighing.Folded(order.Take(Math.Max(n, 1)))))).ToList();
            var (first, last) = (order.Count(e => e.Origin.OccurredAt <= moments[from]), order.Count(e => e.Origin.OccurredAt <= moments[to]));
            comparison.TryGetProperty("fromVersion", out _).ShouldBeFalse();
            comparison.GetProperty("fromEvents").EnumerateArray().Select(e => e.GetInt32()).ShouldBe(order.Take(first).Select(e => e.Recorded.Number));
            var differences = comparison.GetProperty("differences").EnumerateArray().ToList();
            var view = ViewPatch.Of(history.Json(Weighing.AsOccurred(history.Events, moments[from])));
            view.Apply(differences);
            view.ShouldBe(ViewPatch.Of(history.Json(Weighing.AsOccurred(history.Events, moments[to]))), $"from {moments[from]:O} to {moments[to]:O}");
            foreach (var difference in differences)
                Events(difference).ShouldBe(Made(difference, first, last, states).Select(n => order[n - 1].Recorded.Number).Order());
        }
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task A_comparison_of_moments_of_recording_is_that_of_the_versions_then(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        foreach (var (from, to) in Pairs(history.Events.Length).Where(p => p.From > 0))
        {
            var moments = await history.Weighing.Get($"/comparison?from={Text(history.Events[from - 1].RecordedAt)}&to={Text(history.Events[to - 1].RecordedAt)}");
            var (first, last) = (Newest(from), Newest(to));
            moments.GetRawText().ShouldBe((await history.Weighing.Get($"/comparison?from={first}&to={last}")).GetRawText());
        }

        int Newest(int version) => history.Events.Count(e => e.RecordedAt <= history.Events[version - 1].RecordedAt);
    }

    [Fact]
    public async Task A_change_of_the_criteria_is_told_criterion_by_criterion()
    {
        var merelflat = await RecordedHistory.Of(shared, "AFW-2026-014");
        var differences = (await merelflat.Weighing.Get("/comparison?from=15&to=16")).GetProperty("differences").EnumerateArray().ToList();
        differences.Select(d => $"{d.GetProperty("kind").GetString()} {d.GetProperty("path").GetString()}").ShouldBe(
        [
            "changed /criteria/set/criteria/BET/weight", "changed /criteria/set/criteria/KWA/weight", "changed /criteria/set/criteria/FIN/weight",
            "changed /criteria/set/criteria/POR/weight", "added /criteria/set/criteria/BEW", "added /criteriaVersions/2",
        ]);
        (differences[0].GetProperty("from").GetDecimal(), differences[0].GetProperty("to").GetDecimal()).ShouldBe((25, 20));
        differences.ShouldAllBe(d => Events(d).SequenceEqual(new[] { 16 }));
    }

    [Fact]
    public async Task A_difference_within_what_went_and_came_back_is_traced_to_the_events_that_took_it_and_brought_it()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/cancellation", new { reason = "Verkocht." });
        await weighing.Record("/reopenings", new { reason = "De verkoop gaat niet door." });
        await weighing.Record("/cancellation", new { reason = "Nu echt." });
        var differences = (await weighing.Get("/comparison?from=2&to=4")).GetProperty("differences").EnumerateArray().ToList();
        var within = differences.Where(d => d.GetProperty("path").GetString()!.StartsWith("/ending/", StringComparison.Ordinal)).ToList();
        within.ShouldContain(d => d.GetProperty("path").GetString()!.StartsWith("/ending/reason", StringComparison.Ordinal));
        within.ShouldAllBe(d => d.GetProperty("kind").GetString() == "changed" && Events(d).SequenceEqual(new[] { 3, 4 }));
        Events(differences.Except(within).ShouldHaveSingleItem()).ShouldBe([3]); // the reopening itself
    }

    [Fact]
    public async Task Events_that_happened_at_the_same_moment_happened_in_the_order_of_their_numbers()
    {
        var (opened, moment) = ("2026-02-01T00:00:00.000Z", "2026-02-02T00:00:00.000Z");
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = opened;
        var weighing = await WeighingClient.Open(shared.Api.Client(), framing);
        await weighing.Record("/cancellation", new { reason = "Verkocht.", occurredAt = moment });
        await weighing.Record("/reopenings", new { reason = "De verkoop gaat niet door.", occurredAt = moment });

        var comparison = await weighing.Get($"/comparison?by=occurred&from={opened}&to={moment}");
        comparison.GetProperty("toEvents").EnumerateArray().Select(e => e.GetInt32()).ShouldBe([1, 2, 3]);
        comparison.GetProperty("differences").EnumerateArray().Select(d => $"{d.GetProperty("kind").GetString()} {d.GetProperty("path").GetString()}")
            .ShouldBe(["added /reopenings/1"], "it was cancelled, and then reopened");
        foreach (var (order, numbers) in ((string, int[])[])[("oldest", [2, 3]), ("newest", [3, 2])])
            (await weighing.Get($"/events?by=occurred&from={moment}&order={order}")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()).ShouldBe(numbers);
    }

    /// <summary>The events that made a difference, found in the views themselves: those at which the value at its path was another than before.</summary>
    private static List<int> Made(JsonElement difference, int from, int to, List<ViewPatch> views)
    {
        var path = difference.GetProperty("path").GetString()!;
        return [.. Enumerable.Range(from + 1, to - from).Where(n => views[n - 1].At(path) != views[n].At(path))];
    }

    private static List<int> Events(JsonElement difference) => [.. difference.GetProperty("events").EnumerateArray().Select(e => e.GetInt32())];

    private static IEnumerable<(int From, int To)> Pairs(int last)
    {
        var random = new Random(last);
        return new[] { (0, last), (last, last), (last - 1, last) }.Concat(Enumerable.Range(0, 12).Select(_ =>
        {
            var (a, b) = (random.Next(last + 1), random.Next(last + 1));
            return (Math.Min(a, b), Math.Max(a, b));
        }));
    }

    private static string Text(DateTimeOffset moment) => Uri.EscapeDataString(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
}
