using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>If-Match and If-None-Match (RFC 9110, section 13). In the headers n stands for the newest version.</summary>
public class PreconditionTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"n\"")]
    [InlineData("*")]
    [InlineData("\"1\", \"n\"")]
    [InlineData("\"n\",\"unheard-of\",W/\"1\"")]
    public async Task A_step_on_the_newest_version_is_recorded(string ifMatch)
    {
        var (weighing, response) = await Closing(ifMatch);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.ETag!.Tag.ShouldBe($"\"{weighing.Version + 1}\"");
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("W/\"n\"")]
    [InlineData("\"0n\"")]
    [InlineData("\" n\"")]
    [InlineData("\"n-n\"")]
    [InlineData("\"+n\"")]
    [InlineData("\"\"")]
    [InlineData("\"*\"")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("\"33a64df551425fcc55e4d42a148795d9f25f89d4\"")]
    public async Task A_step_on_any_other_version_is_stale_and_the_answer_names_the_newest(string ifMatch)
    {
        var (weighing, response) = await Closing(ifMatch);
        (await response.Problem(HttpStatusCode.PreconditionFailed)).Type.ShouldBe("/v1/problem-types/stale-version");
        response.Headers.ETag!.Tag.ShouldBe($"\"{weighing.Version}\"");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    /// <summary>A weak tag never matches (RFC 9110, section 13.1.1), and that is said, for the version is not what is wrong.</summary>
    [Theory]
    [InlineData("W/\"n\"", true)]
    [InlineData("W/\"1\", W/\"n\"", true)]
    [InlineData("\"1\", W/\"n\"", false)]
    [InlineData("\"1\"", false)]
    public async Task Who_sends_only_weak_tags_is_told_so(string ifMatch, bool weak)
    {
        var (_, response) = await Closing(ifMatch);
        var detail = (await response.Problem(HttpStatusCode.PreconditionFailed)).Detail;
        detail.Contains("weak", StringComparison.Ordinal).ShouldBe(weak, detail);
        detail.Contains("W/\"", StringComparison.Ordinal).ShouldBe(weak, detail);
    }

    /// <summary>Nothing has changed where the tag is that of no version; who is told otherwise reads again in vain.</summary>
    [Theory]
    [InlineData("\"1\"", true)]
    [InlineData("\"abc\", \"1\"", true)]
    [InlineData("\"1-br\"", true)]
    [InlineData("\"5-n\"", false)]
    [InlineData("\"n-nl\"", false)]
    [InlineData("\"occurred-3-n-n\"", false)]
    [InlineData("\"0n\"", false)]
    [InlineData("\"0\"", false)]
    [InlineData("\"abc\"", false)]
    [InlineData("\"9999\"", false)]
    [InlineData("W/\"n\", \"zz\"", false)]
    public async Task Only_who_built_on_an_older_version_is_told_that_it_changed(string ifMatch, bool older)
    {
        var (_, response) = await Closing(ifMatch);
        var detail = (await response.Problem(HttpStatusCode.PreconditionFailed)).Detail;
        detail.Contains("has changed", StringComparison.Ordinal).ShouldBe(older, detail);
        detail.Contains("not the ETag", StringComparison.Ordinal).ShouldBe(!older, detail);
    }

    [Fact]
    public async Task The_tags_of_other_answers_are_told_to_be_no_version()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        foreach (var path in new[] { "?version=5", "?asOf=2100-01-01T00:00:00Z&by=occurred", "/events" })
        {
            var (_, tag) = await weighing.Read(path);
            using var response = await weighing.Send("/rounds/1/closing", new { }, ifMatch: tag);
            (await response.Problem(HttpStatusCode.PreconditionFailed)).Detail.ShouldBe(
                $"If-Match names {tag}, which is not the ETag of a weighing, part or registration as it is now. Send the ETag of what you read with GET, without version or moment: a number in quotes, such as \"7\".");
        }
    }

    [Theory]
    [InlineData("n")]
    [InlineData("\"n")]
    [InlineData("'n'")]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("*, \"n\"")]
    public async Task A_header_that_is_no_list_of_entity_tags_is_refused(string ifMatch)
    {
        var (weighing, response) = await Closing(ifMatch);
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Parameter, error.Pointer).ShouldBe(("header-malformed", "If-Match", null));
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Fact]
    public async Task Several_lines_of_the_header_are_one_list()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{weighing.Address}/rounds/1/closing");
        request.Headers.TryAddWithoutValidation("If-Match", ["\"1\"", $"\"{weighing.Version}\""]);
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("\"n\"")]
    [InlineData("W/\"n\"")]
    [InlineData("\"1\", \"n\"")]
    [InlineData("*")]
    public async Task Who_has_the_newest_already_gets_no_content(string ifNoneMatch)
    {
        var response = await Reading("", ifNoneMatch);
        response.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"n-n\"")]
    [InlineData("\"0n\"")]
    [InlineData("n")]
    [InlineData("")]
    [InlineData("not a header")]
    public async Task Who_has_anything_else_gets_it(string ifNoneMatch)
    {
        var response = await Reading("", ifNoneMatch);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_view_of_the_past_keeps_its_tag_until_something_is_recorded()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        using var first = await http.GetAsync($"{weighing.Address}?version=2", Cancellation);
        var tag = first.Headers.ETag!.Tag;
        tag.ShouldNotBe("\"2\"", "it is no version to build on");
        (await Reading(http, weighing, "?version=2", tag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var building = await weighing.Send("/rounds/1/closing", new { }, ifMatch: tag);
        await building.Problem(HttpStatusCode.PreconditionFailed);

        // A round that closes shows in the past what it hid until then.
        await weighing.Record("/rounds/1/closing", new { });
        (await Reading(http, weighing, "?version=2", tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(WeighingClient Weighing, HttpResponseMessage Response)> Closing(string ifMatch)
    {
        var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        return (weighing, await weighing.Send("/rounds/1/closing", new { }, ifMatch: Filled(ifMatch, weighing)));
    }

    private async Task<HttpResponseMessage> Reading(string query, string ifNoneMatch)
    {
        var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        return await Reading(http, weighing, query, Filled(ifNoneMatch, weighing));
    }

    private static async Task<HttpResponseMessage> Reading(HttpClient http, WeighingClient weighing, string query, string ifNoneMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}{query}");
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch).ShouldBeTrue();
        return await http.SendAsync(request, Cancellation);
    }

    private static string Filled(string header, WeighingClient weighing) =>
        System.Text.RegularExpressions.Regex.Replace(header, @"\bn\b|(?<=0)n", weighing.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
