using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Steps;

/// <summary>A link between two weighings is recorded in both, at once, and shown to who may see the other.</summary>
public class LinkTests(SharedApi shared)
{
    [Fact]
    public async Task Both_ends_show_it_and_its_end()
    {
        var (one, other) = (await Open(), await Open());
        await one.Record("/links", new { relation = "carriesOut", weighing = other.Id, note = "Het besluit van toen" });
        Links(await one.Get()).ShouldBe([("carriesOut", other.Id, "before", false)]);
        Links(await other.Get()).ShouldBe([("carriedOutBy", one.Id, "after", false)]);

        await other.Newest().Record("/links/1/ending", new { reason = "Een vergissing" });
        Links(await one.Get()).ShouldBe([("carriesOut", other.Id, "before", true)]);
        Links(await other.Get()).ShouldBe([("carriedOutBy", one.Id, "after", true)]);
        (await one.Get("/events/3")).GetProperty("type").GetString().ShouldBe("weighing_unlinked");
    }

    [Fact]
    public async Task Nothing_is_half_linked()
    {
        var one = await Open();
        foreach (var (weighing, code) in (IEnumerable<(Guid, string)>)[(Guid.NewGuid(), "unknown-weighing"), (one.Id, "linked-to-itself")])
        {
            using var answer = await one.Send("/links", new { relation = "runsBeside", weighing });
            (await answer.Problem(HttpStatusCode.BadRequest)).Errors.ShouldContain(e => e.Code == code);
        }
        var other = await Open();
        using var early = await one.Send("/links", new { relation = "runsBeside", weighing = other.Id, occurredAt = "2020-01-01T00:00:00Z" });
        early.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await one.Get()).GetProperty("version").GetInt32().ShouldBe(1);
        (await other.Get()).GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Who_may_not_see_the_other_sees_no_link_to_it_anywhere()
    {
        var one = await Open();
        var other = await Open("secret");
        await one.Record("/links", new { relation = "leadsTo", weighing = other.Id, note = "Vertrouwelijk vervolg" });
        using var reader = Client("een-lezer", Roles.Reader);
        foreach (var path in (string[])["", "", "/links", "/events", "/events/2", "/comparison?from=0", "?version=2"])
        {
            var text = await reader.GetStringAsync($"{one.Address}{path}", TestContext.Current.CancellationToken);
            text.ShouldNotContain(other.Id.ToString(), Case.Insensitive, path);
            text.ShouldNotContain("Vertrouwelijk vervolg", Case.Insensitive, path);
        }
        (await one.Get()).ToString().ShouldContain(other.Id.ToString());
        // And one who may not see it cannot link to it either, nor learn that it is there.
        using var strategist = Client("andere-strateeg", Roles.Strategist);
        using var answer = await one.As(strategist).Send("/links", new { relation = "runsBeside", weighing = other.Id });
        (await answer.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("unknown-weighing");
    }

    [Fact]
    public async Task Two_who_link_two_weighings_to_each_other_at_once_both_succeed()
    {
        var (one, other) = (await Open(), await Open());
        var answers = await Task.WhenAll(((string[])["followsFrom", "replaces", "carriesOut", "asksAgain", "runsBeside"]).Select(async (relation, n) =>
        {
            var (from, to) = n % 2 == 0 ? (one, other) : (other, one);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{from.Address}/links") { Content = System.Net.Http.Json.JsonContent.Create(new { relation, weighing = to.Id }) };
            using var answer = await from.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }));
        answers.ShouldAllBe(status => status == HttpStatusCode.Created);
        Links(await one.Get()).Length.ShouldBe(5);
        Links(await other.Get()).Length.ShouldBe(5);
    }

    [Fact]
    public async Task One_weighing_does_not_come_both_before_and_after_another()
    {
        var (one, other) = (await Open(), await Open());
        await one.Record("/links", new { relation = "leadsTo", weighing = other.Id });
        foreach (var (from, to, relation) in ((WeighingClient, WeighingClient, string)[])[(one, other, "followsFrom"), (other, one, "leadsTo")])
        {
            using var answer = await from.Newest().Send("/links", new { relation, weighing = to.Id });
            (await answer.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("linked-the-other-way");
        }
    }

    [Fact]
    public async Task A_corrected_moment_holds_at_both_ends_or_at_none()
    {
        var (one, other) = (await Open(), await Open());
        await one.Record("/links", new { relation = "leadsTo", weighing = other.Id });
        var opened = (await other.Get("/events/1")).GetProperty("occurredAt").GetDateTimeOffset();
        using (var early = await one.Send("/moment-corrections", new { @event = 2, moment = (await one.Get("/events/1")).GetProperty("occurredAt").GetDateTimeOffset(), reason = "Eerder" }))
        {
            var error = (await early.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Detail.Contains("In the other weighing", StringComparison.Ordinal)).ShouldBe(("other-weighing-refuses", true));
        }
        await one.Record("/moment-corrections", new { @event = 2, moment = opened, reason = "Zij begonnen samen" });
        foreach (var weighing in (WeighingClient[])[one, other])
        {
            var view = await weighing.Get();
            view.GetProperty("links")[0].GetProperty("origin").GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(opened);
            view.GetProperty("momentCorrections")[0].GetProperty("to").GetDateTimeOffset().ShouldBe(opened);
        }
        (await one.Get("/moment-corrections/1")).TryGetProperty("reason", out _).ShouldBeTrue();
        (await other.Get("/moment-corrections/1")).TryGetProperty("reason", out _).ShouldBeFalse(); // the reason stands where it was given
    }

    [Fact]
    public async Task A_link_to_a_weighing_that_one_may_not_see_cannot_be_probed_ended_or_corrected()
    {
        var one = await Open();
        var secret = await Open("secret");
        await one.Record("/links", new { relation = "runsBeside", weighing = secret.Id });
        using var strategist = Client("andere-strateeg", Roles.Strategist);
        var outsider = one.As(strategist).Newest();
        foreach (var relation in (string[])["runsBeside", "leadsTo"])
        {
            using var answer = await outsider.Send("/links", new { relation, weighing = secret.Id });
            (await answer.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("unknown-weighing", relation);
        }
        // As if it were not there: the answer is that to a link that is not.
        foreach (var body in (object[])[new { }, new { reason = "Daarom" }, new { reason = "Daarom", occurredAt = "2020-01-01T00:00:00Z" }])
            foreach (var match in (string[])["*", "\"1\"", "\"2\"", "\"9\""])
                (await Answer(1, body, match)).ShouldBe(await Answer(77, body, match));
        (await Answer(1, new { reason = "Daarom" }, "*")).ShouldContain("no-such-link");

        async Task<string> Answer(int link, object body, string match)
        {
            using var answer = await outsider.Send($"/links/{link}/ending", body, ifMatch: match);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var problem = JsonNode.Parse(text)!;
            return $"{answer.StatusCode} {problem["type"]} {problem["detail"]} {problem["errors"]!.ToJsonString()}".Replace($" {link} ", " N ", StringComparison.Ordinal);
        }
        using (var correction = await outsider.Send("/moment-corrections", new { @event = 2, moment = "2020-01-01T00:00:00Z" }))
            (await correction.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("about-unseen-weighing");

        // Nor is a correction that others made of it told.
        await one.Record("/moment-corrections", new { @event = 2, moment = (await secret.Get("/events/1")).GetProperty("occurredAt").GetString(), reason = "Een tikfout" });
        (await outsider.Get("/events/3")).GetProperty("hidden").GetBoolean().ShouldBeTrue();
        (await outsider.Get()).GetProperty("momentCorrections").GetArrayLength().ShouldBe(0);
        (await one.Get()).GetProperty("momentCorrections").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Who_may_look_at_the_other_only_as_an_auditor_writes_nothing_in_it()
    {
        var secret = await Open("secret");
        using var both = Client("strateeg-en-auditor", Roles.Strategist, Roles.Auditor);
        var own = await WeighingClient.Open(both, WeighingClient.Framing);
        using (var link = await own.Send("/links", new { relation = "runsBeside", weighing = secret.Id }))
            (await link.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("records-only-where-named");
        await secret.Record("/links", new { relation = "runsBeside", weighing = own.Id });
        foreach (var (path, body) in ((string, object)[])
            [("/links/1/ending", new { reason = "Niet meer" }), ("/moment-corrections", new { @event = 2, moment = (await own.Get("/events/1")).GetProperty("occurredAt").GetString(), reason = "Eerder" })])
        {
            using var answer = await own.Newest().Send(path, body);
            (await answer.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("records-only-where-named", path);
        }
        (await secret.Get()).GetProperty("version").GetInt32().ShouldBe(2);
    }

    private static (string?, Guid, string?, bool)[] Links(JsonElement view) => [.. view.GetProperty("links").EnumerateArray()
        .Select(l => (l.GetProperty("relation").GetString(), l.GetProperty("weighing").GetGuid(), l.GetProperty("place").GetString(), l.TryGetProperty("ended", out _)))];

    private Task<WeighingClient> Open(string confidentiality = "internal")
    {
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = confidentiality;
        return WeighingClient.Open(Client("verbinder", Roles.Strategist), framing);
    }

    private HttpClient Client(string subject, params string[] roles) => shared.Api.Client(new Identity(subject, DemoCorporations.Merenland.Code, [.. roles]));
}
