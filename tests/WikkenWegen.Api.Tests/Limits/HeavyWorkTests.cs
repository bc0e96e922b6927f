using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>What takes long to compute is done a few at a time, and for nobody who has left; what takes little goes on meanwhile.</summary>
public class HeavyWorkTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Requests that go through thousands of events.</summary>
    public static TheoryData<string> Long => ["/comparison?from=0", "/comparison?from=2026-01-01T00:00:00Z&by=occurred", "/events?part=scores/7", "/events?about=V1", "/events?type=proposal_submitted", "/events?type=proposal_submitted&order=happenedLast"];

    [Theory, MemberData(nameof(Long))]
    public async Task Nothing_is_computed_for_callers_who_left(string path)
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = api.Client();
        var weighing = await LongWeighing.Open(http, 3_000);
        await weighing.Record("/proposals", new { name = "Slopen" }); // far from the other one
        var alone = Stopwatch.StartNew();
        (await weighing.StatusOf(path)).ShouldBe(HttpStatusCode.OK);
        alone.Stop();

        // What goes on for those who left goes on each time. A machine that is busy with something else is so now and then.
        var limit = 3 * alone.Elapsed + TimeSpan.FromMilliseconds(500);
        TimeSpan? after = null;
        for (var attempt = 0; attempt < 4 && (after is null || after >= limit); attempt++) after = await AfterTheyLeft(http, weighing, path);
        after!.Value.ShouldBeLessThan(limit);
    }

    /// <summary>How long a request takes that comes right after twenty callers have left.</summary>
    private static async Task<TimeSpan> AfterTheyLeft(HttpClient http, WeighingClient weighing, string path)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asked = Enumerable.Range(0, 20).Select(_ => http.GetAsync($"{weighing.Address}{path}", leaving.Token)).ToList();
        await Task.WhenAny(asked);
        await leaving.CancelAsync();
        foreach (var one in asked) await Task.WhenAny(one);
        var start = Stopwatch.GetTimestamp();
        (await weighing.StatusOf(path)).ShouldBe(HttpStatusCode.OK);
        return Stopwatch.GetElapsedTime(start);
    }

    [Fact]
    public async Task Where_too_many_wait_the_others_are_asked_to_come_back_and_small_requests_notice_little()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"), ("Limits:Time", "00:02:00"));
        using var http = await AsDocumented.Client(api);
        var weighing = await LongWeighing.Open(http, 2_000);
        var small = await WeighingClient.Open(http);
        (await weighing.StatusOf("/comparison?from=0")).ShouldBe(HttpStatusCode.OK);

        using var plain = api.Client();
        var asked = Enumerable.Range(0, 30 * Environment.ProcessorCount).Select(_ => plain.GetAsync($"{weighing.Address}/comparison?from=0", HttpCompletionOption.ResponseHeadersRead, Cancellation)).ToList();
        // Little work waits for nobody: other weighings, parts of this one, and comparisons of a few of its events. In a queue behind the others it would see them through one by one.
        for (var n = 0; n < 10; n++)
        {
            foreach (var address in (string[])[$"{small.Address}", $"{small.Address}/comparison?from=0", $"{weighing.Address}/scores/7", $"{weighing.Address}/comparison?from=1990"])
            {
                var before = Computed();
                (await http.GetAsync(address, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
                (Computed() - before).ShouldBeLessThan(8 * Environment.ProcessorCount, address);
            }
        }
        var answers = await Task.WhenAll(asked);
        answers.ShouldContain(a => a.StatusCode == HttpStatusCode.OK);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.OK))
        {
            (await refused.Problem(HttpStatusCode.ServiceUnavailable)).Type.ShouldBe("/v1/problem-types/unavailable");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        }
        answers.Count(a => a.StatusCode == HttpStatusCode.ServiceUnavailable).ShouldBeGreaterThan(0);
        (await weighing.StatusOf("/comparison?from=0")).ShouldBe(HttpStatusCode.OK);

        // How many comparisons were answered so far, but for those that were refused at once.
        int Computed() => asked.Count(a => a is { IsCompletedSuccessfully: true, Result.StatusCode: HttpStatusCode.OK });
    }

    [Fact]
    public async Task Whose_time_is_over_gets_that_for_an_answer_also_while_it_is_computed()
    {
        var database = await shared.CreateDatabase();
        Uri address;
        await using (var patient = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"))) address = (await LongWeighing.Open(patient.Client(), 5_000)).Address;
        await using var hurried = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"), ("Limits:Time", "00:00:00.250"));
        var id = Guid.Parse(address.OriginalString.Split('/')[^1]);
        (await hurried.Services.GetRequiredService<WeighingStore>().Newest(DemoCorporations.Merenland.Code, id, Cancellation)).ShouldNotBeNull(); // reading it takes long too
        using var http = AsDocumented.HurriedClient(hurried);
        foreach (var one in await Task.WhenAll(Enumerable.Range(0, 6 * Environment.ProcessorCount).Select(_ => http.GetAsync($"{address}/comparison?from=0&by=recorded", Cancellation))))
            if (one.StatusCode != HttpStatusCode.OK) (await one.Problem(HttpStatusCode.GatewayTimeout)).Type.ShouldBe("/v1/problem-types/timeout");
        // Twelve comparisons of so many events would go on for much longer than a few small requests take, however busy the machine is.
        var took = new List<TimeSpan>();
        while (took.Count < 4 && took.All(time => time >= TimeSpan.FromSeconds(1)))
        {
            var start = Stopwatch.GetTimestamp();
            (await http.GetAsync("/v1/problem-types", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
            took.Add(Stopwatch.GetElapsedTime(start));
        }
        took.Min().ShouldBeLessThan(TimeSpan.FromSeconds(1), "nothing goes on behind their backs");
    }
}
