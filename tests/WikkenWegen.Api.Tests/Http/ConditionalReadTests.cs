using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>Whoever has the newest of anything already is told so, and gets no content.</summary>
public class ConditionalReadTests(SharedApi shared)
{
    public static TheoryData<string> Paths =>
    [
        "", "?version=3", "?asOf=2100-01-01T00:00:00Z", "?asOf=2100-01-01T00:00:00Z&by=occurred", "/framing", "/proposals", "/proposals/V2", "/criteria", "/inputs/1?version=12",
        "/events", "/events?limit=2&order=newest", "/events/2", "/comparison?from=1", "/comparison?from=1&to=4",
        "/support", "/support?version=3", "/explanation", "/explanation?reader=auditor&version=3",
    ];

    [Theory, MemberData(nameof(Paths))]
    public async Task A_tag_is_strong_and_spares_whoever_sends_it_the_content(string path)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        using var first = await Read(http, HttpMethod.Get, weighing, path, null);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var tag = first.Headers.ETag.ShouldNotBeNull();
        tag.IsWeak.ShouldBeFalse();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            foreach (var had in new[] { tag.Tag, $"\"x\", {tag.Tag}", "*", "W/" + tag.Tag })
            {
                using var response = await Read(http, method, weighing, path, had);
                response.StatusCode.ShouldBe(HttpStatusCode.NotModified, $"{method} {had}");
                response.Headers.ETag.ShouldBe(tag);
                (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
            }
            foreach (var other in new[] { "\"x\"", "W/\"x\"", tag.Tag.Trim('"'), "\"0\", \"1\"", "no tags at all" })
            {
                using var response = await Read(http, method, weighing, path, other);
                response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{method} {other}");
                response.Headers.ETag.ShouldBe(tag);
            }
        }

        // A step later the same tag is that of something old, for whatever may have changed.
        await weighing.Record("/rounds/1/closing", new { });
        using var after = await Read(http, HttpMethod.Get, weighing, path, tag.Tag);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sentences_in_another_language_are_another_representation()
    {
        var weighing = await Prepared.Weighing(shared.Api.Client());
        using var dutch = await AsDocumented.Client(shared.Api, language: "nl");
        using var english = await AsDocumented.Client(shared.Api, language: "en");
        using var first = await Read(dutch, HttpMethod.Get, weighing, "/events", null);
        using var second = await Read(english, HttpMethod.Get, weighing, "/events", first.Headers.ETag!.Tag);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.Vary.ShouldContain("Accept-Language");
        second.Headers.ETag.ShouldNotBe(first.Headers.ETag);
    }

    private static async Task<HttpResponseMessage> Read(HttpClient http, HttpMethod method, WeighingClient weighing, string path, string? ifNoneMatch)
    {
        using var request = new HttpRequestMessage(method, $"{weighing.Address}{path}");
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch).ShouldBeTrue();
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
