using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Steps;

/// <summary>
/// A PUT that is sent again has no further effect (RFC 9110, section 9.2.2): the same person, the same words, at the same moment, while that still
/// stands. Anything else confirms or changes what stands, and is recorded.
/// </summary>
public class RepeatedReplacementTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("*", false), InlineData("newest", false), InlineData("*", true), InlineData("newest", true)]
    public async Task A_framing_that_is_sent_again_is_recorded_once(string ifMatch, bool changed)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        var body = Framing("Daarom.", changed ? "Wat doen we met de helft?" : null);
        var first = await Put(weighing, "/framing", body, "*");
        first.Status.ShouldBe(200, first.Body);
        await weighing.Newest().Record("/proposals", new { name = "Slopen" }); // what others do meanwhile takes nothing away
        (await Put(weighing, "/framing", body, ifMatch == "*" ? "*" : $"\"{weighing.Version}\"")).ShouldBe(first);
        (await Put(weighing, "/framing", JsonNode.Parse(body.ToJsonString(new() { WriteIndented = true }))!, "*")).ShouldBe(first);
        (await weighing.Get("/events")).GetProperty("items").GetArrayLength().ShouldBe(3);
        (await Stored.Rows(shared.Api.ConnectionString, "select count(*) from wikkenwegen.vault where weighing_id = $1", row => row.GetInt64(0), weighing.Id)).ShouldBe([1], "nor is the reason kept twice");
    }

    [Fact]
    public async Task Criteria_that_are_sent_again_are_recorded_once_the_first_too()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises" });
        var adopted = Criteria("BET", null);
        var first = await Put(weighing, "/criteria", adopted, "*");
        first.Status.ShouldBe(201, first.Body);
        (await Put(weighing, "/criteria", adopted, "*")).ShouldBe(first, "without a reason, which a change needs");

        var changed = Criteria("KWA", "Beter.");
        var second = await Put(weighing, "/criteria", changed, "*");
        second.Status.ShouldBe(200, second.Body);
        (await Put(weighing, "/criteria", changed, "*")).ShouldBe(second);
        changed["criteria"]![0]!["weight"] = 60.00m;
        changed["criteria"]![0]!["code"] = "kwa";
        changed["requestedBy"]!["stakeholder"] = "b1";
        (await Put(weighing, "/criteria", changed, "*")).ShouldBe(second, "codes and numbers are the same however they are written");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(4);

        // And back again is a change.
        adopted["reason"] = "Toch.";
        adopted["requestedBy"] = new JsonObject { ["role"] = "Bestuurder" };
        (await Put(weighing, "/criteria", adopted, "*")).Status.ShouldBe(200);
        (await Put(weighing, "/criteria", changed, "*")).Status.ShouldBe(200);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(6);
    }

    [Fact]
    public async Task What_says_anything_new_is_recorded()
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var colleague = await AsDocumented.Client(shared.Api, Identity.AllRound("collega"));
        var opening = WeighingClient.Framing;
        opening["occurredAt"] = "2026-01-05T08:00:00Z";
        var weighing = await WeighingClient.Open(http, opening);
        var version = 1;
        await Recorded(http, Framing("Daarom."), "to confirm the opening is something new");
        await Recorded(http, Framing("Hierom."), "another reason");
        await Recorded(http, Framing("Daarom."), "and back");
        await Recorded(colleague, Framing("Daarom."), "another person");
        await Recorded(http, Framing("Daarom."), "the first again: a colleague's stands now");
        await Recorded(http, Framing("Daarom.", "Wat nu?"), "another question");
        await Task.Delay(5, Cancellation); // so that the moment lies after that of the step before, which it builds on
        var later = Framing("Daarom.", "Wat nu?");
        later["occurredAt"] = DateTimeOffset.UtcNow.ToString("O");
        await Recorded(http, later, "another moment");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(version);

        async Task Recorded(HttpClient by, JsonNode body, string why)
        {
            var answer = await Put(weighing.As(by), "/framing", body, "*");
            answer.Status.ShouldBe(200, $"{why}: {answer.Body}");
            answer.ETag.ShouldBe($"\"{++version}\"", why);
        }
    }

    [Fact]
    public async Task A_version_of_before_is_stale_all_the_same()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        (await Put(weighing, "/framing", Framing("Daarom."), "\"1\"")).Status.ShouldBe(200);
        (await Put(weighing, "/framing", Framing("Daarom."), "\"1\"")).Status.ShouldBe(412);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Who_may_not_record_it_any_more_is_not_told_that_they_did()
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var colleague = await AsDocumented.Client(shared.Api, Identity.AllRound("collega"));
        var secret = Framing("Daarom.");
        secret["confidentiality"] = "secret";
        var weighing = await WeighingClient.Open(http);
        (await Put(weighing, "/framing", secret, "*")).Status.ShouldBe(200);
        (await Put(weighing, "/framing", secret, "*")).Status.ShouldBe(200);
        await weighing.Newest().Record("/access", new { subject = "collega", role = "Strateeg", reason = "Neemt het over" });
        await weighing.As(colleague).Newest().Record("/access/1/ending", new { reason = "Overgedragen" });
        // As auditors they still read it.
        (await http.GetAsync(weighing.Address, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var body in (JsonNode[])[secret, Framing("Iets anders.")])
        {
            var answer = await Put(weighing, "/framing", body, "*");
            answer.Status.ShouldBe(403, answer.Body);
            answer.Body.ShouldContain("records-only-where-named");
        }
    }

    [Fact]
    public async Task A_registration_that_is_sent_again_is_recorded_once()
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var colleague = await AsDocumented.Client(shared.Api, Identity.AllRound("collega"));
        var code = $"c-{Guid.NewGuid():N}"[..30];
        using (var registered = await http.PostAsJsonAsync("/v1/corporations", new { code, name = "Woonlust", kvkNumber = "00000027" }, Cancellation)) registered.StatusCode.ShouldBe(HttpStatusCode.Created);
        var first = await Change(http, "Woonlust");
        first.ETag.ShouldBe("\"2\"", "a confirmation");
        (await Change(http, "Woonlust")).ShouldBe(first);
        (await Change(http, "Woonlust", "\"2\"")).ShouldBe(first);
        (await Change(colleague, "Woonlust")).ETag.ShouldBe("\"3\"");
        (await Change(http, "Woonlust")).ETag.ShouldBe("\"4\"");
        (await Change(http, "Woonrust")).ETag.ShouldBe("\"5\"");
        (await Change(http, "Woonrust")).ETag.ShouldBe("\"5\"");
        (await Change(http, "Woonrust", "\"4\"")).Status.ShouldBe(412);
        using var again = await http.PostAsJsonAsync("/v1/corporations", new { code, name = "Woonrust", kvkNumber = "00000027" }, Cancellation);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict, "to register it is something else");

        Task<Retries.KeptAnswer> Change(HttpClient by, string name, string ifMatch = "*") => Put(by, $"/v1/corporations/{code}", new JsonObject { ["name"] = name, ["kvkNumber"] = "00000027" }, ifMatch);
    }

    private static JsonObject Framing(string reason, string? question = null)
    {
        var framing = WeighingClient.Framing;
        framing["reason"] = reason;
        if (question is not null) framing["question"] = question;
        return framing;
    }

    private static JsonObject Criteria(string code, string? reason)
    {
        var criteria = new JsonObject
        {
            ["criteria"] = new JsonArray(JsonSerializer.SerializeToNode(Prepared.Criterion(code))),
            ["weightMethod"] = "direct",
        };
        if (reason is null) return criteria;
        criteria["criteria"]![0]!["weight"] = 60;
        criteria["reason"] = reason;
        criteria["requestedBy"] = new JsonObject { ["stakeholder"] = "B1" };
        return criteria;
    }

    private static Task<Retries.KeptAnswer> Put(WeighingClient weighing, string path, JsonNode body, string ifMatch) => Put(weighing.Http, $"{weighing.Address}{path}", body, ifMatch);

    private static async Task<Retries.KeptAnswer> Put(HttpClient http, string address, JsonNode body, string ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch).ShouldBeTrue();
        using var response = await http.SendAsync(request, Cancellation);
        return await Retries.KeptAnswer.Of(response);
    }
}
