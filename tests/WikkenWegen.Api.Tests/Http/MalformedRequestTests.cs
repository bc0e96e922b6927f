using System.Text;
using WikkenWegen.Api.Tests.Contract;
using static WikkenWegen.Api.Tests.Http.RawHttp;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>
/// What no proper client sends. The server answers with a 4xx or hangs up, stores nothing, logs nothing that a person wrote, and
/// serves the next caller. Where HTTP itself is broken the server answers before the application has the request: without the
/// application's headers then, but without a banner or a trace too.
/// </summary>
public class MalformedRequestTests(RecordedApi recorded) : IClassFixture<RecordedApi>
{
    private const string Body = """{"title":"T","question":"Jan van der Merel, 06-12345678","level":"tactical","scale":"complex","ownership":"own","breadth":"narrow","sgeiRegime":"sgei","processForm":"advice","ownerRole":"S","deciderRole":"B","confidentiality":"internal"}""";

    private const string Opening = "POST /v1/weighings";

    private static readonly byte[] Bytes = Encoding.ASCII.GetBytes(Body);

    /// <summary>What is sent, and the status; 0 where the server may as well hang up without a word.</summary>
    private static readonly Dictionary<string, (byte[] Bytes, int Status, Then Then)> BrokenHttp = new()
    {
        ["no HTTP at all"] = ("Jan van der Merel\r\n\r\n"u8.ToArray(), 400, Then.Wait),
        ["a TLS greeting"] = ([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03, 0x0D, 0x0A], 400, Then.Wait),
        ["a line that ends halfway"] = ("GET /v1/weigh"u8.ToArray(), 0, Then.End),
        ["no host"] = ("GET /v1/weighings HTTP/1.1\r\n\r\n"u8.ToArray(), 400, Then.Wait),
        ["two hosts"] = (Request("GET /v1/weighings", ["Host: other"]), 400, Then.Wait),
        ["an unknown version"] = ("GET /v1/weighings HTTP/9.9\r\nHost: localhost\r\n\r\n"u8.ToArray(), 505, Then.Wait),
        ["a header without colon"] = (Request("GET /v1/weighings", ["Jan van der Merel"]), 400, Then.Wait),
        ["a header with a space before its colon"] = (Request("GET /v1/weighings", ["X-Name : Jan van der Merel"]), 400, Then.Wait),
        ["a header that goes on at the next line"] = (Request("GET /v1/weighings", ["X-Name: Jan", " van der Merel"]), 400, Then.Wait),
        ["a header with NUL"] = (Request("GET /v1/weighings", ["X-Name: Merel\0"]), 400, Then.Wait),
        ["an If-Match that is no UTF-8"] = (Request(Opening, ["Content-Type: application/json", "If-Match: \"\u00ff\""], Bytes), 400, Then.Wait),
        ["a header of 64 KB"] = (Request("GET /v1/weighings", ["X-Name: Merel " + new string('x', 65_536)]), 431, Then.Wait),
        ["ten thousand headers"] = (Request("GET /v1/weighings", [.. Enumerable.Repeat("X-Name: Merel", 10_000)]), 431, Then.Wait),
        ["an address of 64 KB"] = (Request("GET /v1/weighings?q=Merel" + new string('x', 65_536), []), 414, Then.Wait),
        ["an address with NUL"] = (Request("GET /v1/weighings/%00?q=Merel", []), 400, Then.Wait),
        ["an address that is no ASCII"] = (Request("GET /v1/weighings?q=Merel\u00ff", []), 400, Then.Wait),
        ["an address of another server"] = (Request("GET http://merel.example/v1/weighings", []), 400, Then.Wait),
        ["a tunnel"] = (Request("CONNECT merel.example:443", []), 400, Then.Wait),
        ["two lengths"] = (Request(Opening, ["Content-Type: application/json", $"Content-Length: {Body.Length}", "Content-Length: 3"], Bytes), 400, Then.Wait),
        ["a negative length"] = (Request(Opening, ["Content-Type: application/json", "Content-Length: -1"], Bytes), 400, Then.Wait),
        ["a length with a plus sign"] = (Request(Opening, ["Content-Type: application/json", $"Content-Length: +{Body.Length}"], Bytes), 400, Then.Wait),
        ["a length of minus nothing"] = (Request(Opening, ["Content-Type: application/json", "Content-Length: -0"]), 400, Then.Wait),
        ["a length with a blank in it"] = (Request(Opening, ["Content-Type: application/json", $"Content-Length: {Body.Length} {Body.Length}"], Bytes), 400, Then.Wait),
        ["a length far beyond all numbers"] = (Request(Opening, ["Content-Type: application/json", "Content-Length: " + new string('0', 100) + Body.Length], Bytes), 400, Then.Wait),
        ["a length that is no number"] = (Request(Opening, ["Content-Type: application/json", "Content-Length: many"], Bytes), 400, Then.Wait),
        ["a length beyond all numbers"] = (Request(Opening, ["Content-Type: application/json", "Content-Length: 99999999999999999999"], Bytes), 400, Then.Wait),
        ["an unknown transfer coding"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: gzip"], Bytes), 400, Then.Wait),
    };

    /// <summary>The same, for what the application has to answer itself.</summary>
    private static readonly Dictionary<string, (byte[] Bytes, int Status, Then Then)> BrokenBodies = new()
    {
        ["no length and no chunks"] = (Request(Opening, ["Content-Type: application/json"], Bytes), 400, Then.Wait),
        ["a length beyond the limit"] = (Request(Opening, ["Content-Type: application/json", "Content-Length: 99999999999"], Bytes), 413, Then.Wait),
        ["a length beyond the limit, asked before"] = (Request(Opening, ["Content-Type: application/json", "Expect: 100-continue", "Content-Length: 300000"]), 413, Then.Wait),
        ["a shorter length than the body"] = (Request(Opening, ["Content-Type: application/json", $"Content-Length: {Body.Length - 1}"], Bytes), 400, Then.Wait),
        ["a body cut off halfway"] = (Request(Opening, ["Content-Type: application/json", $"Content-Length: {Body.Length}"], Bytes[..100]), 0, Then.End),
        ["a caller that leaves halfway"] = (Request(Opening, ["Content-Type: application/json", $"Content-Length: {Body.Length}"], Bytes[..100]), 0, Then.Break),
        ["a body that stops coming"] = (Request(Opening, ["Content-Type: application/json", $"Content-Length: {Body.Length}"], Bytes[..100]), 408, Then.Wait),
        ["chunks cut off halfway"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], Chunked(Bytes)[..100]), 0, Then.End),
        ["chunks of no size"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], "many\r\n"u8.ToArray()), 400, Then.Wait),
        ["a chunk of a negative size"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], "-1\r\n"u8.ToArray()), 400, Then.Wait),
        ["a chunk beyond all sizes"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], "fffffffffffffffff\r\n"u8.ToArray()), 400, Then.Wait),
        ["a chunk with 300 KB behind its size"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], [.. Encoding.ASCII.GetBytes($"{Body.Length:x};{new string('x', 300_000)}\r\n"), .. Bytes, .. "\r\n0\r\n\r\n"u8]), 413, Then.Wait),
        ["a last chunk with 300 KB behind its size"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], [.. Encoding.ASCII.GetBytes($"{Body.Length:x}\r\n"), .. Bytes, .. Encoding.ASCII.GetBytes($"\r\n0;{new string('x', 300_000)}\r\n\r\n")]), 413, Then.Wait),
        ["300 KB behind the last chunk"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], [.. Chunked(Bytes)[..^2], .. Encoding.ASCII.GetBytes($"X-Name: {new string('x', 300_000)}\r\n\r\n")]), 431, Then.Wait),
        ["a thousand lines behind the last chunk"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], [.. Chunked(Bytes)[..^2], .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("X-Name: x\r\n", 1_000)) + "\r\n")]), 431, Then.Wait),
        ["a chunk without its end"] = (Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], "2\r\n{}0\r\n\r\n"u8.ToArray()), 400, Then.Wait),
        ["a query with NUL"] = (Request("GET /v1/weighings?q=Merel%00", []), 400, Then.Wait),
        ["a language of control characters"] = (Request("GET /v1/nothing", ["Accept-Language: \u0001\u0002\u007f"]), 404, Then.Wait),
        ["an address that climbs"] = (Request("GET /v1/../../../etc/passwd", []), 404, Then.Wait),
        ["the address of everything"] = (Request("OPTIONS *", []), 405, Then.Wait),
    };

    public static TheoryData<string> HttpCases => [.. BrokenHttp.Keys];

    public static TheoryData<string> BodyCases => [.. BrokenBodies.Keys];

    [Theory, MemberData(nameof(HttpCases))]
    public async Task Broken_HTTP_is_refused_by_the_server(string what)
    {
        var answer = await LeavesNoTrace(BrokenHttp[what]);
        answer.Text.ShouldNotContain("Merel");
    }

    [Theory, MemberData(nameof(BodyCases))]
    public async Task A_broken_request_is_answered_as_any_other(string what)
    {
        var answer = await LeavesNoTrace(BrokenBodies[what]);
        if (answer.Status is null)
        {
            // Nobody is there to hear an answer. Of all others nobody is left without.
            BrokenBodies[what].Then.ShouldNotBe(Then.Wait);
            answer.Text.ShouldBeEmpty();
            return;
        }
        answer.Has("API-Version").ShouldBeTrue(answer.Text);
        answer.Has("X-Content-Type-Options").ShouldBeTrue(answer.Text);
        answer.Text.ShouldContain("/v1/problem-types/");
        answer.Text.ShouldNotContain("Merel");
    }

    [Fact]
    public async Task A_body_may_come_in_chunks_of_a_byte()
    {
        var answer = await Send(recorded.Api.Address, Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], Chunked(Bytes)));
        answer.Status.ShouldBe(201, answer.Text);
    }

    [Fact]
    public async Task A_line_may_stand_behind_the_last_chunk()
    {
        var answer = await Send(recorded.Api.Address, Request(Opening, ["Content-Type: application/json", "Transfer-Encoding: chunked"], [.. Chunked(Bytes)[..^2], .. "X-Sum: 1\r\n\r\n"u8]));
        answer.Status.ShouldBe(201, answer.Text);
    }

    [Fact]
    public async Task A_body_is_waited_for_where_the_caller_asks_first()
    {
        var answer = await Send(recorded.Api.Address, Request(Opening, ["Content-Type: application/json", "Expect: 100-continue", $"Content-Length: {Body.Length}"], Bytes));
        answer.Text.ShouldContain("HTTP/1.1 201 Created");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_that_leaves_is_not_logged_as_served(bool breaks)
    {
        recorded.Log.Take();
        await Send(recorded.Api.Address, Request(Opening, ["Content-Type: application/json", "Content-Length: 100"], Bytes[..50]), breaks ? Then.Break : Then.End);
        await recorded.Log.TakeWith("/v1/weighings\" gave 4");
    }

    private async Task<RawAnswer> LeavesNoTrace((byte[] Bytes, int Status, Then Then) request)
    {
        var before = await recorded.Stored();
        var answer = await Send(recorded.Api.Address, request.Bytes, request.Then);
        if (request.Status > 0) answer.Status.ShouldBe(request.Status, answer.Text);
        else (answer.Status ?? 400).ShouldBeInRange(400, 499, answer.Text);
        answer.Has("Server").ShouldBeFalse();
        answer.Text.ShouldNotContain("Exception");
        answer.Text.ShouldNotContain("   at ");

        using var http = await AsDocumented.Client(recorded.Api);
        (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
        (await recorded.Stored()).ShouldBe(before);
        var log = await recorded.Log.TakeWith("/health/live");
        log.ShouldNotContain("Merel");
        log.ShouldNotContain("12345678");
        return answer;
    }

    /// <summary>The bytes in chunks of one.</summary>
    private static byte[] Chunked(byte[] bytes) => [.. bytes.SelectMany(b => (byte[])[.. "1\r\n"u8, b, .. "\r\n"u8]), .. "0\r\n\r\n"u8];
}
