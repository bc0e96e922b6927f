using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>Callers that send or read a byte at a time hold nothing that others need, and are hung up on.</summary>
public class SlowCallerTests(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _api;

    private Support.Api Api => _api!;

    public ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(shared.Api.ConnectionString, null, ("Limits:HeadersTime", "00:00:02"), ("Limits:Grace", "00:00:01.5"), ("Limits:Time", "00:00:06"), ("Serilog:MinimumLevel:Default", "Fatal"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _api!.DisposeAsync();

    [Fact]
    public async Task Headers_that_come_a_byte_at_a_time_are_not_waited_for()
    {
        var request = RawHttp.Request("GET /v1/weighings", []);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Drip(request, request.Length)).Append(Others()));
        answers.SkipLast(1).ShouldAllBe(a => a.Contains("HTTP/1.1 408", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_comes_a_byte_at_a_time_gets_a_problem()
    {
        var body = Encoding.UTF8.GetBytes(WeighingClient.Framing.ToJsonString());
        var request = RawHttp.Request("POST /v1/weighings", ["Content-Type: application/json", $"Content-Length: {body.Length}"], body);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Drip(request, body.Length)).Append(Others()));
        foreach (var answer in answers.SkipLast(1))
        {
            answer.ShouldStartWith("HTTP/1.1 408");
            answer.ShouldContain("/v1/problem-types/too-slow");
            answer.ShouldContain("API-Version: ");
        }
    }

    [Fact]
    public async Task An_answer_that_is_not_read_is_hung_up_on()
    {
        var weighing = await Prepared.Weighing(Api.Client());
        var request = Encoding.ASCII.GetBytes($"GET {weighing.Address}/events?limit=200 HTTP/1.1\r\nHost: localhost\r\nAuthorization: {Identity.AllRound().Authorization}\r\n\r\n");
        using var client = new TcpClient { ReceiveBufferSize = 4_096 };
        await client.ConnectAsync(Api.Address.Host, Api.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        // One request after the other, and no answer is read: far more than the network holds.
        var asking = Task.Run(async () =>
        {
            try
            {
                while (true) await stream.WriteAsync(request, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                // Hung up.
            }
        }, TestContext.Current.CancellationToken);
        await Others();
        (await Stored.Rows(Api.ConnectionString, "select query from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and state_change < now() - interval '1 second'", r => r.GetString(0))).ShouldBeEmpty();
        await asking.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    /// <summary>Other callers, who are served as if nothing were the matter.</summary>
    private async Task<string> Others()
    {
        using var http = Api.Client();
        using var first = await http.GetAsync("/v1/weighings?limit=1", TestContext.Current.CancellationToken); // a new host compiles what it needs for it
        var took = new List<TimeSpan>();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2) || took.Count < 3;)
        {
            var asked = Stopwatch.GetTimestamp();
            (await http.GetAsync("/v1/weighings?limit=1", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            took.Add(Stopwatch.GetElapsedTime(asked));
        }
        took.Order().ElementAt(took.Count / 2).ShouldBeLessThan(TimeSpan.FromSeconds(2), "a busy machine is slow once; a host that is held up is slow each time");
        return "";
    }

    /// <summary>Sends all but the last part at once, and that byte by byte; the answer, once the host hangs up.</summary>
    private async Task<string> Drip(byte[] request, int slowly)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(Api.Address.Host, Api.Address.Port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(request.AsMemory(0, request.Length - slowly), patience.Token);
        var received = new MemoryStream();
        var reading = Task.Run(async () =>
        {
            try
            {
                await stream.CopyToAsync(received, patience.Token);
            }
            catch (IOException)
            {
                // Hung up with what was still on its way.
            }
        });
        for (var n = request.Length - slowly; n < request.Length && !reading.IsCompleted; n++)
        {
            try
            {
                await stream.WriteAsync(request.AsMemory(n, 1), patience.Token);
            }
            catch (IOException)
            {
                break;
            }
            await Task.WhenAny(reading, Task.Delay(250, patience.Token));
        }
        await reading;
        return Encoding.UTF8.GetString(received.ToArray());
    }
}
