using System.Net;
using System.Net.Http.Headers;
using System.Text;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>In what form answers come and bodies go: application/json in UTF-8, of at most 256 KiB.</summary>
public class MediaTypeTests(SharedApi shared)
{
    private const int Most = 256 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; version=1")]
    [InlineData("application/*")]
    [InlineData("*/*")]
    [InlineData("text/html, application/json;q=0.1")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [InlineData("*/*;q=0, application/json")]
    [InlineData("")]
    [InlineData("not a header;;;")]
    public async Task JSON_is_given_to_whoever_takes_it(string accept) => (await Accepting(accept)).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/*")]
    [InlineData("application/xml")]
    [InlineData("application/problem+json")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json;q=0, */*")]
    [InlineData("application/*;q=0, */*")]
    [InlineData("*/*;q=0")]
    public async Task Whoever_takes_no_JSON_gets_none(string accept) => (await Accepting(accept)).ShouldBe(HttpStatusCode.NotAcceptable);

    [Fact]
    public async Task A_step_whose_answer_would_not_be_taken_is_not_recorded()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{weighing.Address}/proposals") { Content = new StringContent("""{"name":"Slopen"}""", null, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var response = await http.SendAsync(request, Cancellation);
        await response.Problem(HttpStatusCode.NotAcceptable);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    public async Task A_body_is_JSON(string contentType) => (await Sending(contentType)).ShouldBe(HttpStatusCode.Created);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/problem+json")]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/*")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json, text/plain")]
    [InlineData("json")]
    [InlineData("")]
    public async Task Any_other_body_is_refused(string? contentType) => (await Sending(contentType)).ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    [InlineData("unheard-of")]
    public async Task A_coded_body_is_refused(string coding) => (await Sending("application/json", coding)).ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData(Most, true, HttpStatusCode.Created)]
    [InlineData(Most + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(Most, false, HttpStatusCode.Created)]
    [InlineData(Most + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1_000_000, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1_000_000, false, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_has_an_upper_limit_whether_its_length_is_said_before_or_not(int length, bool said, HttpStatusCode status)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"name":"Slopen"}""".PadRight(length)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{weighing.Address}/proposals") { Content = content };
        request.Headers.TransferEncodingChunked = !said;
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(status);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(status == HttpStatusCode.Created ? 2 : 1);
    }

    private async Task<HttpStatusCode> Accepting(string accept)
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/weighings?limit=1");
        request.Headers.TryAddWithoutValidation("Accept", accept).ShouldBeTrue();
        using var response = await http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> Sending(string? contentType, string? coding = null)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var content = new ByteArrayContent("""{"name":"Slopen"}"""u8.ToArray());
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType).ShouldBeTrue();
        if (coding is not null) content.Headers.TryAddWithoutValidation("Content-Encoding", coding).ShouldBeTrue();
        using var response = await http.PostAsync($"{weighing.Address}/proposals", content, Cancellation);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            response.Headers.GetValues("Accept-Post").ShouldBe(["application/json"]);
            (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(1);
        }
        return response.StatusCode;
    }
}
