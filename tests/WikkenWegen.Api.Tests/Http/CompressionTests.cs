using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>Answers come in brotli or gzip to who reads it, with a tag of their own; what holds a secret does not.</summary>
public class CompressionTests(SharedApi shared)
{
    [Theory]
    [InlineData("br", "br"), InlineData("gzip", "gzip"), InlineData("gzip, br", "br"), InlineData("gzip;q=1, br;q=0.5", "gzip"), InlineData("*", "br")]
    [InlineData("", null), InlineData("identity", null), InlineData("zstd", null), InlineData("br;q=0, gzip;q=0", null)]
    public async Task An_answer_comes_in_a_coding_that_the_caller_reads(string accept, string? coding)
    {
        using var http = shared.Api.Client();
        var weighing = await Prepared.Weighing(http);
        var (plain, etag) = await weighing.Read("");
        using var response = await Get(http, weighing.Address, accept);
        response.Content.Headers.ContentEncoding.ShouldBe(coding is null ? [] : [coding]);
        (await Read(response)).ShouldBe(plain);
        response.Headers.ETag!.ToString().ShouldBe(coding is null ? etag : $"{etag[..^1]}-{coding}\"");
        if (coding is not null)
        {
            response.Headers.Vary.ShouldContain("Accept-Encoding");
            (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBeLessThan(Encoding.UTF8.GetByteCount(plain) / 2);
        }
    }

    [Theory]
    [InlineData("br"), InlineData("gzip")]
    public async Task The_tag_of_a_compressed_answer_serves_as_that_of_the_plain_one(string coding)
    {
        using var http = shared.Api.Client();
        var weighing = await Prepared.Weighing(http);
        string tag;
        using (var response = await Get(http, weighing.Address, coding)) tag = response.Headers.ETag!.ToString();
        tag.ShouldEndWith($"-{coding}\"");

        var events = new Uri(weighing.Address + "/events", UriKind.Relative);
        using (var first = await Get(http, events, coding))
        {
            var tagOfEvents = first.Headers.ETag!.ToString();
            tagOfEvents.ShouldEndWith($"-{coding}\"");
            using var had = await Get(http, events, coding, tagOfEvents);
            had.StatusCode.ShouldBe(HttpStatusCode.NotModified);
            had.Headers.ETag!.ToString().ShouldBe(tagOfEvents);
        }
        var revision = new { position = "inFavour", statement = "Bij nader inzien.", reason = "Nagedacht" };
        using (var right = await weighing.Send("/inputs/1/revisions", revision, ifMatch: tag)) right.StatusCode.ShouldBe(HttpStatusCode.Created);
        using (var stale = await weighing.Send("/inputs/1/revisions", revision, ifMatch: tag)) stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using (var unheard = await weighing.Send("/rounds", new { about = "Nog eens" }, ifMatch: $"\"{weighing.Version + 1}-zip\"")) unheard.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_problem_and_the_document_are_compressed_too_and_what_is_short_is_not()
    {
        using var http = shared.Api.Client();
        using (var document = await Get(http, new Uri("/v1/openapi.json", UriKind.Relative), "br"))
        {
            document.Content.Headers.ContentEncoding.ShouldBe(["br"]);
            JsonDocument.Parse(await Read(document)).RootElement.GetProperty("info").GetProperty("title").GetString().ShouldBe("WikkenWegen");
        }
        var wrong = string.Join('&', Enumerable.Range(0, 20).Select(n => $"unheardOf{n}=1"));
        using (var problem = await Get(http, new Uri("/v1/weighings?" + wrong, UriKind.Relative), "br"))
        {
            problem.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            problem.Content.Headers.ContentEncoding.ShouldBe(["br"]);
            JsonDocument.Parse(await Read(problem)).RootElement.GetProperty("errors").GetArrayLength().ShouldBe(20);
        }
        using var short_ = await Get(http, new Uri("/nowhere", UriKind.Relative), "br");
        short_.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_is_not_compressed()
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/development/token");
        request.Headers.Add("Accept-Encoding", "br, gzip");
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "strategist decider approver auditor administrator"), new("client_id", new string('x', 100))]);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString().ShouldNotBeNullOrEmpty();
    }

    private static async Task<HttpResponseMessage> Get(HttpClient http, Uri address, string acceptEncoding, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (acceptEncoding.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding).ShouldBeTrue();
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch).ShouldBeTrue();
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> Read(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var plain = new MemoryStream();
        await using Stream reading = response.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(bytes, CompressionMode.Decompress, leaveOpen: true),
            "gzip" => new GZipStream(bytes, CompressionMode.Decompress, leaveOpen: true),
            _ => bytes,
        };
        await reading.CopyToAsync(plain, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(plain.ToArray());
    }
}
