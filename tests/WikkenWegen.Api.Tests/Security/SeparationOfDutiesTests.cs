using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>Who decides is not who approves, nor who says who approves, whatever roles one person has; and without approval nothing goes on unseen.</summary>
public class SeparationOfDutiesTests(SharedApi shared)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_took_a_decision_neither_approves_nor_rejects_it(bool approved)
    {
        using var http = Client("one-person");
        var weighing = await Prepared.Weighing(http);
        await Prepared.Decide(weighing);
        await Forbids(weighing, "/decisions/1/approval", new { approved, reason = "Daarom." }, "approver-is-decider");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);

        await weighing.As(Client("another-person")).Record("/decisions/1/approval", new { approved, reason = "Daarom." });
    }

    [Fact]
    public async Task Who_decided_once_approves_nothing_later_and_who_ruled_once_decides_nothing_later()
    {
        var weighing = await Prepared.Weighing(Client("one"));
        var other = weighing.As(Client("other"));
        await Prepared.Decide(weighing);
        await other.Newest().Record("/decisions/1/approval", new { approved = false, reason = "Te duur." });
        await Forbids(other, "/decisions", Choice, "decider-is-approver");
        await weighing.As(Client("third")).Newest().Record("/decisions", Choice);
        await Forbids(weighing.Newest(), "/decisions/2/approval", new { approved = true }, "approver-is-decider");
        await other.Newest().Record("/decisions/2/approval", new { approved = true });
    }

    [Fact]
    public async Task Another_subject_id_of_the_same_person_makes_no_other_person()
    {
        var weighing = await Prepared.Weighing(Client("old-name"));
        await Prepared.Decide(weighing);
        await weighing.Record("/stakeholders", new { code = "BES", party = "Corporatie", role = "Bestuurder", say = "decides", subject = "old-name" });
        await weighing.Record("/stakeholders/BES/corrections", new { party = "Corporatie", role = "Bestuurder", say = "decides", subject = "new-name", reason = "Andere aanmelding." });
        await Forbids(weighing.As(Client("new-name")).Newest(), "/decisions/1/approval", new { approved = true }, "approver-is-decider");
    }

    [Fact]
    public async Task Who_frames_the_approver_away_does_not_decide_also_not_once_it_is_framed_back()
    {
        var weighing = await Prepared.Weighing(Client("one"));
        await weighing.Record("/framing", Framing(null), "PUT");
        await Forbids(weighing, "/decisions", Choice, "decider-changed-approver");
        await weighing.Record("/framing", Framing("Raad van commissarissen"), "PUT");
        await Forbids(weighing, "/decisions", Choice, "decider-changed-approver");
        await weighing.As(Client("other")).Newest().Record("/decisions", Choice);
    }

    [Fact]
    public async Task Who_decided_frames_no_approver_away_names_no_other_and_does_not_correct_when_that_was_done()
    {
        var weighing = await Prepared.Weighing(Client("one"));
        var other = weighing.As(Client("other"));
        await other.Newest().Record("/framing", Framing("Bestuurder"), "PUT");
        var changed = other.Version;
        await Prepared.Decide(weighing.Newest());
        foreach (var approver in (string?[])[null, "Raad van commissarissen", "bestuurder"])
            (await Forbids(weighing.Newest(), "/framing", Framing(approver), "approver-changed-by-decider", "PUT")).ShouldBe("/approverRole");
        await Forbids(weighing.Newest(), "/moment-corrections", new { @event = changed, moment = "2026-01-06T08:00:00Z", reason = "Eerder." }, "approver-changed-by-decider");
        // What stays as it is, they may confirm and send along.
        await weighing.Newest().Record("/framing", Framing("Bestuurder"), "PUT");
        await other.Newest().Record("/framing", Framing(null), "PUT");
        // And an approver who is named no more makes no approval of it.
        await Lacks(weighing.Newest(), "/decisions/1/execution");
    }

    [Fact]
    public async Task Nobody_executes_or_closes_what_awaits_approval_without_saying_why_and_then_it_shows()
    {
        var weighing = await Prepared.Weighing(Client("one"));
        await Prepared.Decide(weighing);
        await Lacks(weighing, "/decisions/1/execution");
        await Lacks(weighing, "/closing");
        await weighing.Record("/decisions/1/execution", new { withoutApprovalReason = "Het dak lekte." });
        await Lacks(weighing, "/closing");
        await weighing.Record("/closing", new { withoutApprovalReason = "De raad is opgeheven." });

        var view = await weighing.Get();
        view.GetProperty("decisions")[0].TryGetProperty("approval", out _).ShouldBeFalse();
        view.GetProperty("decisions")[0].GetProperty("executionStarted").GetProperty("withoutApprovalReason").GetProperty("text").GetString().ShouldBe("Het dak lekte.");
        view.GetProperty("ending").GetProperty("withoutApprovalReason").GetProperty("text").GetString().ShouldBe("De raad is opgeheven.");
        (await weighing.Get("/decisions/1/execution")).GetProperty("withoutApprovalReason").GetProperty("text").GetString().ShouldBe("Het dak lekte.");
        (await weighing.Get("/events?type=execution_started,weighing_closed")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("sentence").GetString()).ShouldBe(
            ["The execution of decision 1 started without the approval that it needs.", "The weighing was closed without the approval that its decision needs."]);
    }

    [Fact]
    public async Task Where_no_approval_is_missing_nobody_says_why_it_is()
    {
        var weighing = await Prepared.Weighing(Client("one"));
        await Prepared.Decide(weighing);
        await weighing.As(Client("other")).Record("/decisions/1/approval", new { approved = true });
        foreach (var path in (string[])["/decisions/1/execution", "/closing"])
        {
            using var answer = await weighing.Newest().Send(path, new { withoutApprovalReason = "Zomaar." });
            var error = (await answer.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Pointer).ShouldBe(("approval-not-awaited", "/withoutApprovalReason"));
        }
        await weighing.Newest().Record("/decisions/1/execution", new { });
        await weighing.Record("/closing", new { });
    }

    private static object Choice => new { kind = "chosen", proposal = new { code = "V2" }, rationale = "Het vraagt het minst van wie hier al woont." };

    private static JsonObject Framing(string? approver)
    {
        var framing = WeighingClient.Framing;
        (framing["approverRole"], framing["reason"]) = (approver, "Het mandaat is herzien.");
        if (approver is null) framing.Remove("approverRole");
        return framing;
    }

    private static async Task Lacks(WeighingClient weighing, string path)
    {
        using var answer = await weighing.Send(path, new { });
        var error = (await answer.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Pointer).ShouldBe(("approval-missing", "/withoutApprovalReason"));
    }

    private static async Task<string?> Forbids(WeighingClient weighing, string path, object body, string code, string method = "POST")
    {
        using var answer = await weighing.Send(path, body is JsonObject json ? json.ToJsonString() : JsonSerializer.Serialize(body, JsonSerializerOptions.Web), method);
        var error = (await answer.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe(code);
        return error.Pointer;
    }

    /// <summary>Somebody with every role; approvals go out under their own name, where the clients of other tests send a colleague.</summary>
    private HttpClient Client(string subject)
    {
        var http = new HttpClient { BaseAddress = shared.Api.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", new Identity(subject, DemoCorporations.Merenland.Code, [.. Roles.All.Keys]).Authorization);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return http;
    }
}
