using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Explanation;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Support;

namespace WikkenWegen.Api.Tests.WeighingSupport;

/// <summary>Agreement and support, apart from the score.</summary>
public class SupportTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Examples => [.. ExampleWeighing.All().Select(e => e.Reference)];

    /// <summary>What the file of the examples says of their support (draagvlak).</summary>
    [Theory, MemberData(nameof(Examples))]
    public void The_support_of_the_examples_comes_out_as_their_file_states(string reference)
    {
        using var file = typeof(Program).Assembly.GetManifestResourceStream("weighings.nl.json")!;
        var stated = JsonDocument.Parse(file).RootElement.GetProperty("afwegingen").EnumerateArray().Single(a => a.GetProperty("code").GetString() == reference).GetProperty("draagvlak");
        var weighing = ExampleState.Of(reference).Weighing;
        var report = SupportCount.Of(weighing, weighing.Heard(), Cancellation);
        report.Participation.Heard.ShouldBe(stated.GetProperty("gehoord").GetInt32());
        report.Participation.Invited.ShouldBe(stated.GetProperty("uitgenodigd").GetInt32());
        report.Decision!.PreferredBy.Length.ShouldBe(stated.GetProperty("voorkeurVoorBesluit").GetInt32());
        report.Decision.Objections.Length.ShouldBe(stated.GetProperty("overwegendeBezwarenOpen").GetInt32());
        report.Decision.Against.Length.ShouldBe(stated.GetProperty("tegenHetGekozenVoorstel").GetInt32());
    }

    [Fact]
    public void The_third_example_counts_support_twice_and_the_others_do_not() => ExampleWeighing.All()
        .Select(e => string.Join(' ', SupportCriteria.In(ExampleState.Of(e.Reference).Weighing.Criteria).Select(c => c.Criterion))).ShouldBe(["", "", "DRA"]);

    [Fact]
    public async Task It_is_read_at_any_moment_like_every_view()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await ExampleTests.Load(http, ExampleWeighing.All().Single(e => e.Reference == "AFW-2026-021"));
        var now = await weighing.Get("/support");
        now.GetProperty("version").GetInt32().ShouldBe(weighing.Version);
        Agreement(now).ShouldBe("reached");
        (await weighing.Read("/support")).ETag.ShouldBe($"\"{weighing.Version}-support-{SupportReport.Edition}\"");
        var objected = (await weighing.Get("/events?type=objection_raised")).GetProperty("items")[0];
        var then = await weighing.Get($"/support?version={objected.GetProperty("number").GetInt32()}");
        Agreement(then).ShouldBe("notReached");
        Proposal(then).GetProperty("objections")[0].GetProperty("stakeholder").GetString().ShouldBe("B4");
        Agreement(await weighing.Get($"/support?asOf={objected.GetProperty("occurredAt").GetString()}&by=occurred")).ShouldBe("notReached");
        (await weighing.StatusOf($"/support?version={weighing.Version + 1}")).ShouldBe(HttpStatusCode.NotFound);
        (await weighing.StatusOf("/support?version=0")).ShouldBe(HttpStatusCode.BadRequest);
        (await weighing.StatusOf("/support?wat=1")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_weighing_of_which_nothing_is_known_yet_has_support_of_nobody()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        var support = await weighing.Get("/support");
        support.GetProperty("participation").GetProperty("invited").GetInt32().ShouldBe(0);
        support.GetProperty("proposals").GetArrayLength().ShouldBe(0);
        support.TryGetProperty("decision", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_another_gave_in_an_open_blind_round_shows_nowhere()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client("strateeg"));
        await weighing.Record("/proposals", new { name = "Slopen" });
        foreach (var subject in (string[])["anna", "bert"]) await weighing.Record("/stakeholders", new { party = subject, role = "Bewoner", say = "consents", subject });
        await weighing.Record("/rounds", new { about = "Eerste", blind = true });
        using (var anna = shared.Api.Client("anna"))
            await weighing.As(anna).Newest().Record("/inputs", new { round = 1, stakeholder = "B1", proposal = new { code = "V1" }, position = "overridingObjection", statement = "anna-tekst", resistance = 9, preferredProposal = "V1" });
        foreach (var path in (string[])["/support", "/explanation?reader=auditor"])
        {
            using var bert = shared.Api.Client("bert");
            var others = (await weighing.As(bert).Read(path)).Text;
            foreach (var own in (string[])["anna-tekst", "overridingObjection", "overriding objection", "\"sum\":9"]) others.ShouldNotContain(own, Case.Sensitive, path);
            using var anna = shared.Api.Client("anna");
            (await weighing.As(anna).Read(path)).Text.ShouldContain(path == "/support" ? "overridingObjection" : "overriding objection");
        }
        await weighing.Newest().Record("/rounds/1/closing", new { });
        (await weighing.Read("/support")).Text.ShouldContain("overridingObjection");
    }

    private static JsonElement Proposal(JsonElement support) => support.GetProperty("proposals").EnumerateArray().Single(p => p.GetProperty("proposal").GetString() == "V2");

    private static string Agreement(JsonElement support) => Proposal(support).GetProperty("agreement").GetProperty("state").GetString()!;
}
