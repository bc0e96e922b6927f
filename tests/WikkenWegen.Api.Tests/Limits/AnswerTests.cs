using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using System.IO.Pipelines;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>
/// What goes wrong while an answer is made gets a problem; what goes wrong while it is sent, a cut connection. Nobody is shown the token of the
/// request or where in the code it was, in Development neither, and the log has no token.
/// </summary>
public class AnswerTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Token => Identity.AllRound().Authorization.Split(' ')[1];

    /// <summary>Every way in which answers are sent.</summary>
    private static readonly string[] Paths = ["", "?version=1", "/proposals", "/events", "/events/2", "/comparison?from=0", "list", "corporations"];

    public static TheoryData<string, bool, string> Failing
    {
        get
        {
            var all = new TheoryData<string, bool, string>();
            foreach (var path in Paths)
                foreach (var (late, coding) in ((bool, string)[])[(true, "identity"), (false, "identity"), (false, "br")]) all.Add(path, late, coding);
            return all;
        }
    }

    [Theory, MemberData(nameof(Failing))]
    public async Task An_answer_that_fails_while_it_is_sent_is_cut_off(string path, bool late, string coding)
    {
        var log = new CapturedLog();
        var sending = new FailingConnection(late);
        await using var api = Support.Api.Start(shared.Api.ConnectionString, services => services.AddSingleton<IStartupFilter>(sending), [("Limits:Time", "00:00:02"), .. log.Settings()]);
        using var http = api.Client();
        var weighing = (await Prepared.Weighing(shared.Api.Client())).As(http);
        var address = path switch { "list" => "/v1/weighings", "corporations" => "/v1/corporations", _ => $"{weighing.Address}{path}" };
        (await http.GetAsync(address, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        sending.Fails = true;
        var answer = await RawHttp.Send(api.Address, RawHttp.Request($"GET {address}", [$"Accept-Encoding: {coding}"]));
        answer.Text.ShouldNotContain("Authorization");
        answer.Text.ShouldNotContain(Token);
        answer.Text.ShouldNotContain("   at ");
        answer.Text.ShouldNotContain("problem-types");
        answer.Text.ShouldNotContain("\r\n0\r\n\r\n");
        if (answer.Text.Contains("Content-Length: ", StringComparison.Ordinal))
            int.Parse(answer.Text.Split("Content-Length: ")[1].Split('\r')[0], null).ShouldBeGreaterThan(answer.Text.Split("\r\n\r\n", 2)[1].Length, "it must be seen to be cut off");
        (await log.TakeWith("answer was cut off")).ShouldNotContain(Token);
    }

    [Fact]
    public async Task An_answer_that_is_taken_too_slowly_is_cut_off_when_its_time_is_over()
    {
        await using var api = Support.Api.Start(shared.Api.ConnectionString, null, ("Limits:Time", "00:00:05"), ("Serilog:MinimumLevel:Default", "Fatal"));
        var weighing = await LongWeighing.Open(shared.Api.Client(), 3_000, characters: 3_500);
        using (var first = await api.Client().GetAsync(weighing.Address, HttpCompletionOption.ResponseHeadersRead, Cancellation))
            first.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.GatewayTimeout); // in memory from here on, however far it came
        using var client = new TcpClient { ReceiveBufferSize = 4_096 };
        await client.ConnectAsync(api.Address.Host, api.Address.Port, Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(RawHttp.Request($"GET {weighing.Address}", []), Cancellation);
        var received = new MemoryStream();
        var buffer = new byte[4_096];
        try
        {
            // As fast as the server wants, and much more slowly than would bring all of it in time.
            for (int read; (read = await stream.ReadAsync(buffer, Cancellation)) > 0; await Task.Delay(10, Cancellation)) received.Write(buffer, 0, read);
        }
        catch (IOException)
        {
            // Cut off.
        }
        var text = Encoding.UTF8.GetString(received.ToArray());
        text.ShouldStartWith("HTTP/1.1 200");
        int.Parse(text.Split("Content-Length: ")[1].Split('\r')[0], null).ShouldBeGreaterThan(text.Split("\r\n\r\n", 2)[1].Length);
        text.ShouldNotContain("problem-types");
        text.ShouldNotContain(Token);
    }

    [Fact]
    public async Task An_error_before_the_answer_is_a_problem_and_shows_no_token_in_Development()
    {
        var log = new CapturedLog();
        await using var api = Support.Api.Start(await shared.CreateDatabase(), services => services.AddSingleton<ICorporationRegistry>(new BrokenRegistry()), log.Settings());
        var answer = await RawHttp.Send(api.Address, RawHttp.Request("GET /v1/weighings?q=niemand", ["Accept: text/html, */*"]));
        answer.Status.ShouldBe(500, answer.Text);
        answer.Text.ShouldContain("/v1/problem-types/internal-error");
        foreach (var inside in (string[])[Token, "Authorization", "   at ", "Broken"]) answer.Text.ShouldNotContain(inside);
        var said = await log.TakeWith("BrokenRegistry");
        said.ShouldContain("   at ", customMessage: "a developer finds the place in the log");
        said.ShouldNotContain(Token);
    }

    private sealed class BrokenRegistry : ICorporationRegistry
    {
        public ValueTask<bool> Knows(string code, CancellationToken cancellation) => throw new InvalidOperationException("Broken");

        public Task<string?> NameOf(string code, CancellationToken cancellation) => throw new InvalidOperationException("Broken");
    }

    /// <summary>A connection on which the first bytes of an answer fail, or are not taken before the time of the request is over; later ones pass.</summary>
    private sealed class FailingConnection(bool late) : IStartupFilter
    {
        public bool Fails { get; set; }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (Fails) http.Features.Set<IHttpResponseBodyFeature>(new FailingBody(http.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), late));
                return rest(http);
            });
            next(app);
        };
    }

    private sealed class FailingBody : Stream, IHttpResponseBodyFeature
    {
        private readonly IHttpResponseBodyFeature _inner;
        private readonly bool _late;
        private bool _failed;

        public FailingBody(IHttpResponseBodyFeature inner, bool late) => (_inner, _late, Writer) = (inner, late, PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true)));

        public Stream Stream => this;

        public PipeWriter Writer { get; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void DisableBuffering() => _inner.DisableBuffering();

        public Task StartAsync(CancellationToken cancellationToken = default) => _inner.StartAsync(cancellationToken);

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => _inner.SendFileAsync(path, offset, count, cancellationToken);

        public async Task CompleteAsync()
        {
            await Writer.FlushAsync(CancellationToken.None);
            await _inner.CompleteAsync();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Fail(cancellationToken);
            await _inner.Stream.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            await Fail(cancellationToken);
            await _inner.Stream.FlushAsync(cancellationToken);
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private async Task Fail(CancellationToken cancellation)
        {
            if (_failed) return;
            _failed = true;
            if (!_late) throw new InvalidOperationException("Broken while sending");
            // A problem, which nothing cancels, passes.
            if (cancellation.CanBeCanceled) await Task.Delay(Timeout.Infinite, cancellation);
        }
    }
}
