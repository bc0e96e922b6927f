using System.Net;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>What is too large is refused with a problem that says what is allowed, and what is just not too large is served.</summary>
public class SizeTests(SharedApi shared)
{
    public static TheoryData<string, string[], int> Headers => new()
    {
        { "ten thousand headers", [.. Enumerable.Range(0, 10_000).Select(n => $"X-{n}: a")], 431 },
        { "ten thousand headers of one name", [.. Enumerable.Repeat("X-Name: a", 10_000)], 431 },
        { "ten thousand without a value", [.. Enumerable.Repeat("X-Name:", 10_000)], 431 },
        { "a value of 64 KB", ["X-Name: " + new string('a', 65_536)], 431 },
        { "a name of 64 KB", [new string('a', 65_536) + ": a"], 431 },
        { "a megabyte in all", [.. Enumerable.Repeat("X-Name: " + new string('a', 20_000), 50)], 431 },
        { "one too many", [.. Enumerable.Range(0, 62).Select(n => $"X-{n}: a")], 431 },
        { "as many as may be", [.. Enumerable.Range(0, 61).Select(n => $"X-{n}: a")], 200 },
        { "as much as may be", ["X-Name: " + new string('a', 31_000)], 200 },
    };

    [Theory, MemberData(nameof(Headers))]
    public async Task Headers_have_a_limit(string what, string[] headers, int status)
    {
        var answer = await RawHttp.Send(shared.Api.Address, RawHttp.Request("GET /v1/weighings?limit=1", headers));
        answer.Status.ShouldBe(status, what);
        answer.Has("API-Version").ShouldBeTrue();
        if (status != 200) JsonDocument.Parse(answer.Text.Split("\r\n\r\n")[1]).RootElement.GetProperty("type").GetString().ShouldBe("/v1/problem-types/headers-too-large");
    }

    [Theory, InlineData(8_192, 400), InlineData(8_193, 414), InlineData(100_000, 414), InlineData(2_000_000, 414)]
    public async Task Addresses_have_a_limit(int characters, int status)
    {
        const string Start = "/v1/weighings?q=";
        var answer = await RawHttp.Send(shared.Api.Address, RawHttp.Request($"GET {Start}{new string('a', characters - Start.Length)}", []));
        answer.Status.ShouldBe(status);
        answer.Has("API-Version").ShouldBeTrue();
    }

    [Theory, InlineData(0, HttpStatusCode.Created), InlineData(1, HttpStatusCode.RequestEntityTooLarge), InlineData(1_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Bodies_have_a_limit_whether_they_tell_their_length_or_not(int more, HttpStatusCode status)
    {
        var body = Encoding.UTF8.GetBytes(WeighingClient.Framing.ToJsonString());
        byte[] padded = [.. body, .. Enumerable.Repeat((byte)' ', 256 * 1024 - body.Length + more)];
        foreach (var chunked in new[] { false, true })
        {
            using var http = await AsDocumented.Client(shared.Api);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/weighings") { Content = new ByteArrayContent(padded) { Headers = { ContentType = new("application/json") } } };
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(status);
        }
    }

    [Theory, InlineData(15, "field-unknown"), InlineData(16, "too-deep"), InlineData(100_000, "too-deep")]
    public async Task Nesting_has_a_limit(int levels, string code)
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var content = new StringContent($$"""{"a":{{new string('[', levels)}}{{new string(']', levels)}}}""", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/v1/weighings", content, TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldContain(e => e.Code == code);
    }

    [Fact]
    public async Task Every_limit_is_a_setting()
    {
        await using var api = Support.Api.Start(shared.Api.ConnectionString, null,
            ("Limits:Headers", "10"), ("Limits:HeaderCharacters", "3000"), ("Limits:AddressCharacters", "100"), ("Limits:BodyBytes", "1000"), ("Limits:BodyLevels", "2"));
        using var http = await AsDocumented.Client(api);
        (await WeighingClient.Open(http)).Version.ShouldBe(1);
        await Is(414, new HttpRequestMessage(HttpMethod.Get, "/v1/weighings?q=" + new string('a', 100)));
        await Is(431, Headed(20, 1));
        await Is(431, Headed(1, 3_000));
        await Is(413, Posting(new string(' ', 1_001)));
        await Is(400, Posting("""{"a":[[]]}"""));
        // A batch may be sixteen times as large.
        await Is(400, Batch(new string(' ', 16_000)));
        await Is(413, Batch(new string(' ', 16_001)));

        async Task Is(int status, HttpRequestMessage request)
        {
            using (request)
            {
                using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
                await response.Problem((HttpStatusCode)status);
            }
        }

        static HttpRequestMessage Headed(int count, int length)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/v1/weighings");
            for (var n = 0; n < count; n++) request.Headers.Add($"X-{n}", new string('a', length));
            return request;
        }

        static HttpRequestMessage Batch(string body) => Posting(body, $"/v1/weighings/{Guid.NewGuid()}/inputs/batches");

        static HttpRequestMessage Posting(string body, string path = "/v1/weighings") => new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    [Theory]
    [InlineData("Limits__Requests", "0"), InlineData("Limits__Requests", "many"), InlineData("Limits__Window", "00:00:00.5"), InlineData("Limits__BodyBytes", "-1")]
    [InlineData("Limits__Grace", "00:00:01"), InlineData("Idempotency__Retention", "0"), InlineData("Idempotency__Retention", "a week")]
    [InlineData("Memory__KeptBytes", "0"), InlineData("Memory__KeptBytes", "much")]
    public async Task A_host_with_a_limit_that_cannot_be_does_not_start(string setting, string value)
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null, ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), (setting, value));
        exitCode.ShouldBe(1, output);
        errors.ShouldContain(setting.Split("__")[0]);
        errors.ShouldContain(setting.Split("__")[1]);
        errors.ShouldNotContain("   at ");
    }
}
