using System.Net;
using System.Net.Http.Json;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>While hosts of two releases work beside each other, the newer one may record what the older one cannot read. That is told, and all else goes on.</summary>
public class LaterReleaseTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What a later release wrote, as SQL that makes it of an event of this one.</summary>
    public static TheoryData<string> Later =>
    [
        "type = 'of_a_later_release', mt_dotnet_type = 'WikkenWegen.Domain.OfALaterRelease, WikkenWegen.Domain'",
        """data = jsonb_set(data, '{content,position}', '"aPositionOfALaterRelease"')""",
    ];

    [Fact]
    public async Task A_finding_rule_of_a_later_release_is_told_as_such_and_never_passed_over()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = await AsDocumented.Client(api);
        var weighing = (await WeighingClient.Open(api.Client())).As(http);
        await Stored.Run(database, """update wikkenwegen.mt_events set data = jsonb_set(data, '{rule,requires,check}', '"aCheckOfALaterRelease"') where type = 'finding_rule_adopted'""");
        foreach (var path in (string[])["/v1/findings", $"{weighing.Address}/findings"]) await IsTooOld(await http.GetAsync(path, Cancellation));
        await weighing.Record("/proposals", new { name = "Slopen" });
    }

    [Theory, MemberData(nameof(Later))]
    public async Task An_event_that_a_host_cannot_read_is_told_as_such_and_keeps_nobody_from_other_weighings(string written)
    {
        var database = await shared.CreateDatabase();
        await using var newer = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        await using var older = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = await AsDocumented.Client(older);
        var (known, unknown, other) = (await WeighingClient.Open(newer.Client()), await WeighingClient.Open(newer.Client()), await WeighingClient.Open(newer.Client()));
        await known.As(http).Get(); // one that the older host has in memory, and one that it has not
        (await http.GetFromJsonAsync<System.Text.Json.JsonElement>("/v1/findings", Cancellation)).TryGetProperty("leftOut", out _).ShouldBeFalse();
        foreach (var weighing in (WeighingClient[])[known, unknown])
        {
            await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Commissie", say = "advises" });
            await weighing.Record("/inputs", new { stakeholder = "B1", position = "against" });
            await Stored.Run(database, $"create table if not exists aside as select * from wikkenwegen.mt_events where false; insert into aside select * from wikkenwegen.mt_events where stream_id = '{weighing.Id}' and version = 3; update wikkenwegen.mt_events set {written} where stream_id = '{weighing.Id}' and version = 3");
        }

        foreach (var weighing in (WeighingClient[])[known.As(http), unknown.As(http)])
        {
            foreach (var path in (string[])["", "?version=1", "/events", "/comparison?from=1", "/stakeholders"]) await IsTooOld(await http.GetAsync($"{weighing.Address}{path}", Cancellation));
            await IsTooOld(await weighing.Newest().Send("/proposals", new { name = "Slopen" }));
            await IsTooOld(await weighing.Newest().Send("/criteria", new { criteria = new[] { Http.Prepared.Criterion("BET") }, weightMethod = "direct" }, "PUT"));
            (await weighing.As(newer.Client()).Get()).GetProperty("version").GetInt32().ShouldBe(3, "the newer host goes on, and nothing was recorded");
        }
        await other.As(http).Record("/proposals", new { name = "Renoveren" });
        (await http.GetFromJsonAsync<System.Text.Json.JsonElement>("/v1/weighings?q=complex", Cancellation)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())
            .Intersect([known.Id, unknown.Id, other.Id]).Count().ShouldBe(3, "lists need not read events");
        await TheFindingsLeaveOut(http, [known.Id, unknown.Id], other.Id);
        using (var ready = await http.GetAsync("/health/ready", Cancellation)) ready.StatusCode.ShouldBe(HttpStatusCode.OK);

        // Once it is upgraded it reads all.
        await Stored.Run(database, "update wikkenwegen.mt_events e set type = a.type, mt_dotnet_type = a.mt_dotnet_type, data = a.data from aside a where a.id = e.id");
        foreach (var weighing in (WeighingClient[])[known.As(http), unknown.As(http)]) await weighing.Newest().Record("/proposals", new { name = "Slopen" });
        var whole = await http.GetFromJsonAsync<System.Text.Json.JsonElement>("/v1/findings?limit=200", Cancellation);
        whole.TryGetProperty("leftOut", out _).ShouldBeFalse();
        Of(whole).ShouldBe([known.Id, unknown.Id, other.Id], ignoreOrder: true);

        async Task TheFindingsLeaveOut(HttpClient reader, Guid[] unreadable, Guid readable)
        {
            foreach (var query in (string[])["", $"&asOf={Uri.EscapeDataString(DateTimeOffset.UtcNow.AddMilliseconds(-1).ToString("O"))}"])
            {
                var list = await reader.GetFromJsonAsync<System.Text.Json.JsonElement>($"/v1/findings?limit=200{query}", Cancellation);
                list.GetProperty("leftOut").EnumerateArray().Select(l => l.GetProperty("weighingId").GetGuid()).ShouldBe(unreadable, ignoreOrder: true);
                list.GetProperty("leftOut")[0].GetProperty("why").GetString()!.ShouldStartWith("Something was recorded in this weighing that this host cannot read");
                Of(list).ShouldBe([readable], "also what was found in them before is not told");
                list.GetProperty("counts").EnumerateArray().Single(c => c.GetProperty("rule").GetString() == "framing-without-limits").GetProperty("weighings").GetInt32().ShouldBe(Framed(list));
            }
        }

        // Of the weighings of this test, those with a finding: each was opened without saying what we are not here for.
        Guid[] Of(System.Text.Json.JsonElement list) => [.. list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("weighingId").GetGuid()).Distinct().Intersect([known.Id, unknown.Id, other.Id])];

        static int Framed(System.Text.Json.JsonElement list) => list.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("finding").GetProperty("rule").GetString() == "framing-without-limits")
            .Select(i => i.GetProperty("weighingId").GetGuid()).Distinct().Count();
    }

    private static async Task IsTooOld(HttpResponseMessage response)
    {
        var problem = await response.Problem(HttpStatusCode.ServiceUnavailable);
        (problem.Type, problem.Detail).ShouldBe(("/v1/problem-types/unavailable", "Something was recorded here that this host cannot read, perhaps by a later release of this software. Nothing was recorded now. Another host can, and this one once it has been upgraded; try again, with the same Idempotency-Key."));
        response.Headers.RetryAfter.ShouldNotBeNull();
        response.Dispose();
    }
}
