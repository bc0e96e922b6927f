using System.Net;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Steps;

/// <summary>If-Match asks whether what is revised changed since the caller read it, and not whether anything did.</summary>
public class IfMatchByPartTests(SharedApi shared)
{
    [Fact]
    public async Task A_revision_is_not_stale_because_something_else_came_in()
    {
        var (weighing, read) = await Read();
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Commissie", say = "advises" });
        await weighing.Record("/inputs", new { stakeholder = "B1", resistance = 3 });
        await weighing.Record("/proposals/V2/revisions", new { name = "Anders", reason = "Daarom" });
        using var answer = await weighing.Send("/proposals/V1/revisions", new { name = "Beter", reason = "Daarom" }, ifMatch: read);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task It_is_stale_where_what_it_builds_on_changed()
    {
        var (weighing, read) = await Read();
        await weighing.Record("/proposals/V1/revisions", new { name = "Anders", reason = "Daarom" });
        using var answer = await weighing.Send("/proposals/v1/revisions", new { name = "Beter", reason = "Daarom" }, ifMatch: read);
        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        answer.Headers.ETag!.Tag.ShouldBe($"\"{weighing.Version}\"");
    }

    [Fact]
    public async Task A_version_that_never_was_is_stale()
    {
        var (weighing, _) = await Read();
        foreach (var etag in (string[])["\"0\"", "\"99\"", "\"x\""])
        {
            using var answer = await weighing.Send("/proposals/V1/revisions", new { name = "Beter", reason = "Daarom" }, ifMatch: etag);
            answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, etag);
        }
    }

    [Fact]
    public async Task A_framing_is_revised_on_a_framing_and_criteria_on_criteria()
    {
        var (weighing, read) = await Read();
        await weighing.Record("/rounds", new { about = "Eerste ronde", blind = false });
        var criteria = new { weightMethod = "direct", criteria = new[] { new { code = "K1", name = "K", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 } } };
        using (var adopted = await weighing.Send("/criteria", criteria, "PUT", read)) adopted.IsSuccessStatusCode.ShouldBeTrue();
        using (var again = await weighing.Send("/criteria", criteria, "PUT", read)) again.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var framing = WeighingClient.Framing;
        (framing["question"], framing["reason"]) = ("Iets anders?", "Daarom");
        using (var framed = await weighing.Send("/framing", framing.ToJsonString(), "PUT", read)) framed.IsSuccessStatusCode.ShouldBeTrue();
        using (var again = await weighing.Send("/framing", framing.ToJsonString(), "PUT", read)) again.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task What_was_decided_since_makes_a_closing_stale()
    {
        var (weighing, read) = await Read();
        await weighing.Record("/decisions", new { kind = "none", rationale = "Niets daarvan" });
        using var closing = await weighing.Send("/closing", new { }, ifMatch: read);
        closing.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task What_is_said_of_the_newest_text_of_a_proposal_is_stale_where_that_changed()
    {
        var (weighing, _) = await Read();
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Commissie", say = "advises" });
        await weighing.Record("/inputs", new { stakeholder = "B1", proposal = new { code = "V1" }, resistance = 3 });
        var read = $"\"{weighing.Version}\"";
        await weighing.Record("/proposals/V1/revisions", new { name = "Anders", reason = "Daarom" });
        foreach (var (path, body) in ((string, object)[])
            [("/inputs/1/revisions", new { proposal = new { code = "v1" }, position = "inFavour" }), ("/inputs/1/revisions", new { preferredProposal = "V1" }), ("/inputs", new { stakeholder = "B1", proposal = new { code = "V1" }, resistance = 3 })])
        {
            using var answer = await weighing.Send(path, body, ifMatch: read);
            answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, path);
        }
        using var named = await weighing.Send("/inputs/1/revisions", new { proposal = new { code = "V1", revision = 1 }, position = "inFavour" }, ifMatch: read);
        named.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_input_is_not_stale_because_another_came_in()
    {
        var (weighing, _) = await Read();
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Commissie", say = "advises" });
        var read = $"\"{weighing.Version}\"";
        await weighing.Record("/inputs", new { stakeholder = "B1", proposal = new { code = "V1" }, resistance = 3 });
        await weighing.Record("/proposals/V1/revisions", new { name = "Anders", reason = "Daarom" });
        using var one = await weighing.Send("/inputs", new { stakeholder = "B1", proposal = new { code = "V2" }, resistance = 3 }, ifMatch: read);
        one.StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var (path, body) in ((string, object)[])
        [
            ("/objections", new { stakeholder = "B1", grounds = "Te duur" }), ("/proposals", new { name = "Nog een" }), ("/stakeholders", new { party = "Gemeente", role = "Lid", say = "advises" }),
            ("/advice-requests", new { stakeholder = "B1", about = "De keuze", statutory = false, proposal = new { code = "V2" } }), ("/rounds", new { about = "Ronde", blind = false }),
            ("/ballots", new { proposals = new[] { new { code = "V2" } }, entitled = new { number = 10, description = "de huishoudens" }, votes = new[] { new { vote = "inFavour", number = 5 } } }),
        ])
        {
            using var other = await weighing.Send(path, body, ifMatch: read);
            other.StatusCode.ShouldBe(HttpStatusCode.Created, path);
        }
        foreach (var (path, body) in ((string, object)[])
        [
            ("/objections", new { stakeholder = "B1", grounds = "Te duur", proposal = new { code = "V1" } }), ("/advice-requests", new { stakeholder = "B1", about = "De keuze", statutory = false, proposal = new { code = "V1" } }),
            ("/ballots", new { proposals = new[] { new { code = "V1" } }, entitled = new { number = 10, description = "de huishoudens" }, votes = new[] { new { vote = "inFavour", number = 5 } } }),
            ("/decisions", new { kind = "none", rationale = "Niets daarvan" }),
        ])
        {
            using var stale = await weighing.Send(path, body, ifMatch: read);
            stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, path);
        }
        using var many = await weighing.Send("/inputs/batches", new { items = new[] { new { stakeholder = "B1", resistance = 3 } } }, ifMatch: read);
        many.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_moment_of_an_event_is_part_of_what_it_made()
    {
        var (weighing, read) = await Read();
        var opened = (await weighing.Get("/events/1")).GetProperty("occurredAt").GetString();
        await weighing.Record("/moment-corrections", new { @event = 2, moment = opened, reason = "Het was eerder" });
        using var other = await weighing.Send("/proposals/V2/revisions", new { name = "Beter", reason = "Daarom" }, ifMatch: read);
        other.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var own = await weighing.Send("/proposals/V1/revisions", new { name = "Beter", reason = "Daarom" }, ifMatch: read);
        own.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    private async Task<(WeighingClient Weighing, string Read)> Read()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/proposals", new { name = "Een" });
        await weighing.Record("/proposals", new { name = "Twee" });
        return (weighing, $"\"{weighing.Version}\"");
    }
}
