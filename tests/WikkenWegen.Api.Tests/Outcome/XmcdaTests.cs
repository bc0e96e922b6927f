using System.Net;
using System.Xml.Linq;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Outcome;

/// <summary>The document for the tools of Decision Deck over HTTP; what is in it is told in the tests of the domain.</summary>
public class XmcdaTests(SharedApi shared)
{
    private static IEnumerable<string> Weights(string xml) => XDocument.Parse(xml).Root!.Element("criteriaValues")!.Descendants("real").Select(r => r.Value);

    private static IEnumerable<string> Expected(string xml) =>
        XDocument.Parse(xml).Root!.Elements("performanceTable").Single(t => t.Attribute("mcdaConcept")!.Value == "expected").Descendants("real").Select(r => r.Value);

    [Fact]
    public async Task It_is_read_at_any_moment_and_under_any_version_of_the_criteria()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await ExampleTests.Load(http, ExampleWeighing.All().Single(e => e.Reference == "AFW-2026-014"));
        using var response = await http.GetAsync($"{weighing.Address}/xmcda", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/xml; charset=utf-8");
        var now = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Weights(now).ShouldBe(["20", "20", "15", "15", "10", "20"]);
        Expected(now).Count().ShouldBe(18);
        Weights((await weighing.Read("/xmcda?criteriaVersion=1")).Text).ShouldBe(["25", "25", "15", "20", "15"]);
        Expected((await weighing.Read("/xmcda?version=12")).Text).ShouldBeEmpty();
        var tag = (await weighing.Read("/xmcda")).ETag;
        tag.ShouldBe($"\"{weighing.Version}-xmcda-2\"");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}/xmcda");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var had = await http.SendAsync(request, TestContext.Current.CancellationToken);
        had.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await weighing.StatusOf("/xmcda?criteriaVersion=9")).ShouldBe(HttpStatusCode.BadRequest);
        (await weighing.StatusOf("/xmcda?draws=9")).ShouldBe(HttpStatusCode.BadRequest);
        (await weighing.StatusOf("/xmcda?version=999")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Scores_of_an_open_blind_round_are_in_it_only_for_who_may_see_them()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Http.Prepared.Weighing(http);
        await weighing.Record("/rounds", new { about = "Scoren", blind = true });
        await weighing.Record("/scores", new { round = 2, proposal = new { code = "V2" }, criterion = "BET", by = new { stakeholder = "B1" }, low = 7, expected = 8, high = 9 });
        Expected((await weighing.Read("/xmcda")).Text).ShouldBe(["8", "4"], "who recorded it sees it");
        using var other = await AsDocumented.Client(shared.Api, "iemand-anders");
        Expected((await weighing.As(other).Read("/xmcda")).Text).ShouldBe(["4"]);
        Expected((await weighing.As(other).Read($"/xmcda?version={weighing.Version}")).Text).ShouldBe(["4"]);
        await weighing.Record("/rounds/2/closing", new { });
        Expected((await weighing.As(other).Read("/xmcda")).Text).ShouldBe(["8", "4"]);
    }
}
