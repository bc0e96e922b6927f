using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.Tests.Findings;

/// <summary>GET /v1/weighings/{id}/findings</summary>
public class FindingTests(SharedApi shared)
{
    private static string[] RulesOf(JsonElement findings) => [.. findings.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("rule").GetString()!)];

    [Fact]
    public async Task They_are_those_of_the_version_or_moment_that_is_asked_for()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var limited = WeighingClient.Framing;
        (limited["notHereFor"], limited["reason"]) = ("Zorg", "Vergeten");
        await weighing.Record("/framing", limited, "PUT");

        var now = await weighing.Get("/findings");
        now.GetProperty("version").GetInt32().ShouldBe(2);
        RulesOf(now).ShouldBeEmpty();
        var before = await weighing.Get("/findings?version=1");
        before.GetProperty("version").GetInt32().ShouldBe(1);
        var finding = before.GetProperty("findings").EnumerateArray().ShouldHaveSingleItem();
        finding.GetProperty("rule").GetString().ShouldBe("framing-without-limits");
        finding.GetProperty("severity").GetString().ShouldBe("info");
        finding.GetProperty("axis").GetString().ShouldBe("recording");
        finding.GetProperty("events").EnumerateArray().Select(e => e.GetInt32()).ShouldBe([1]);

        var opened = (await weighing.Get("/events/1")).GetProperty("recordedAt").GetString()!;
        RulesOf(await weighing.Get($"/findings?asOf={opened}")).ShouldBe(["framing-without-limits"]);
        var occurred = await weighing.Get("/findings?by=occurred");
        occurred.TryGetProperty("version", out _).ShouldBeFalse();
        RulesOf(occurred).ShouldBeEmpty();
    }

    [Theory, InlineData("nl", "De vraagstelling zegt niet waarvoor de corporatie hier niet is."), InlineData("en", "The framing does not say what the corporation is not here for.")]
    public async Task They_are_told_in_the_language_of_the_reader(string language, string sentence)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client(language: language));
        using var response = await weighing.Http.GetAsync($"{weighing.Address}/findings", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentLanguage.ShouldBe([language]);
        response.Headers.Vary.ShouldContain("Accept-Language");
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("findings")[0].GetProperty("sentence").GetString().ShouldBe(sentence);
    }

    [Fact]
    public async Task Who_has_them_already_is_told_so_until_a_step_the_day_or_the_language_changes()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var (_, etag) = await weighing.Read("/findings");
        (await Status(etag)).ShouldBe(HttpStatusCode.NotModified);
        etag.ShouldContain($"-r{FindingRules.Edition}-"); // another edition of the rules finds other things in the same events
        etag.ShouldContain(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTime.UtcNow, "Europe/Amsterdam")).ToString("yyyy-MM-dd", null));
        using (var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}/findings"))
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            request.Headers.AcceptLanguage.ParseAdd("nl");
            using var dutch = shared.Api.Client(language: "nl");
            using var response = await dutch.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        await weighing.Record("/rounds", new { about = "De richting", blind = false });
        (await Status(etag)).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> Status(string tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}/findings");
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            using var response = await weighing.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    /// <summary>A weighing that was decided two years ago, to be reviewed a year ago.</summary>
    [Fact]
    public async Task Whether_a_day_has_passed_is_judged_at_the_moment_that_is_asked_about()
    {
        var (opened, decided) = (DateTimeOffset.UtcNow.AddYears(-2).AddDays(-1), DateTimeOffset.UtcNow.AddYears(-2));
        var framing = WeighingClient.Framing;
        (framing["occurredAt"], framing["approverRole"]) = (opened.ToString("O"), null);
        var weighing = await WeighingClient.Open(shared.Api.Client(), framing);
        await weighing.Record("/decisions", new { occurredAt = decided, kind = "none", rationale = "Daarom", reviewDate = DateOnly.FromDateTime(decided.AddYears(1).UtcDateTime).ToString("yyyy-MM-dd", null) });
        RulesOf(await weighing.Get("/findings")).ShouldContain("review-date-passed");
        RulesOf(await weighing.Get($"/findings?by=occurred&asOf={Uri.EscapeDataString(decided.AddMonths(6).ToString("O"))}")).ShouldNotContain("review-date-passed");
        RulesOf(await weighing.Get($"/findings?by=occurred&asOf={Uri.EscapeDataString(decided.AddMonths(18).ToString("O"))}")).ShouldContain("review-date-passed");
        // A moment that is yet to come makes no day pass.
        RulesOf(await weighing.Get($"/findings?asOf={Uri.EscapeDataString(DateTimeOffset.UtcNow.AddYears(100).ToString("O"))}")).ShouldBe(RulesOf(await weighing.Get("/findings")));
    }

    [Fact]
    public async Task What_others_gave_in_a_blind_round_shows_in_no_finding_until_it_closes()
    {
        var framing = WeighingClient.Framing;
        (framing["processForm"], framing["approverRole"], framing["notHereFor"]) = ("consent", null, "Zorg");
        var demo = await WeighingClient.Open(shared.Api.Client(), framing);
        await demo.Record("/proposals", new { name = "Renoveren" });
        await demo.Record("/stakeholders", new { party = "Bewoners", role = "Bewonersgroep", say = "consents", subject = "anna" });
        await demo.Record("/rounds", new { about = "De richting", blind = true });
        var anna = demo.As(shared.Api.Client("anna"));
        await anna.Record("/inputs", new { round = 1, stakeholder = "B1", proposal = new { code = "V1" }, position = "overridingObjection", statement = "Nee." });
        await demo.Newest().Record("/decisions", new { kind = "chosen", proposal = new { code = "V1" }, rationale = "Daarom" });

        RulesOf(await anna.Get("/findings")).ShouldContain("decision-over-objection");
        RulesOf(await demo.Get("/findings")).ShouldNotContain("decision-over-objection");
        RulesOf(await demo.Get("/findings")).ShouldNotContain("party-not-heard", "that the party gave something is no secret");
        var decided = demo.Version;
        await demo.Newest().Record("/rounds/1/closing", new { });
        RulesOf(await demo.Get("/findings")).ShouldContain("decision-over-objection");
        RulesOf(await demo.Get($"/findings?version={decided}")).ShouldContain("decision-over-objection");
    }

    [Theory, InlineData("?version=0"), InlineData("?version=1&asOf=2026-01-01T00:00:00Z"), InlineData("?rule=review-date-passed"), InlineData("?asOf=morgen")]
    public async Task A_wrong_question_is_refused(string query)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        (await weighing.StatusOf("/findings" + query)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_what_is_not_there_there_are_none()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        (await weighing.StatusOf("/findings?version=2")).ShouldBe(HttpStatusCode.NotFound);
        (await weighing.StatusOf("/findings?asOf=2020-01-01T00:00:00Z")).ShouldBe(HttpStatusCode.NotFound);
        using var unknown = await weighing.Http.GetAsync($"/v1/weighings/{Guid.CreateVersion7()}/findings", TestContext.Current.CancellationToken);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var outsider = shared.Api.Client(new Identity("outsider", DemoCorporations.Merenland.Code, ["contributor"]));
        (await weighing.As(outsider).StatusOf("/findings")).ShouldBe(HttpStatusCode.NotFound);
    }
}
