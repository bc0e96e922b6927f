using System.Collections.Concurrent;
using System.Diagnostics;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>What a host that has a weighing not in memory asks of the database.</summary>
public class ColdReadTests(SharedApi shared)
{
    [Theory]
    [InlineData("")]
    [InlineData("/proposals/V1")]
    [InlineData("/events?limit=50")]
    public async Task It_takes_the_events_and_the_texts_and_nothing_more(string part)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        using var proposed = await weighing.Send("/proposals", new { name = "Renoveren" });
        await using var fresh = Support.Api.Start(shared.Api.ConnectionString);
        using var http = fresh.Client();
        (await http.GetAsync("/v1/weighings?limit=1", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode(); // so that it knows the corporation

        var (cold, warm) = (await Commands(http, $"/v1/weighings/{weighing.Id}{part}"), await Commands(http, $"/v1/weighings/{weighing.Id}{part}"));

        cold.Count.ShouldBe(2, string.Join("\n", cold));
        // Which version is the newest is asked in one query for many readers, which belongs to no request.
        warm.ShouldBeEmpty();
    }

    /// <summary>The commands that Npgsql sent for one request, told from those of others by its trace.</summary>
    private static async Task<List<string>> Commands(HttpClient http, string path)
    {
        var trace = ActivityTraceId.CreateRandom();
        var sent = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Npgsql" && activity.TraceId == trace) sent.Enqueue(activity.DisplayName + ": " + activity.GetTagItem("db.query.text") + activity.GetTagItem("db.statement"));
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. sent];
    }
}
