using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>Where somebody changed the rows of a weighing so that they do not follow from each other any more, whoever asks for it is told so, and whom to tell; all else goes on.</summary>
public class UnreadableWeighingTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("delete from wikkenwegen.mt_events where version = 2 and")]
    [InlineData("update wikkenwegen.mt_events set version = 3000000000 where version = 3 and")]
    [InlineData("update wikkenwegen.mt_events set version = 1001 where version = 1 and")]
    public async Task Who_asks_for_it_is_told_that_something_was_changed_and_others_go_on(string act)
    {
        var database = await shared.CreateDatabase();
        WeighingClient weighing;
        await using (var before = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal")))
        {
            weighing = await WeighingClient.Open(before.Client());
            await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Commissie", say = "advises" });
            await weighing.Record("/inputs", new { stakeholder = "B1", position = "against" });
        }
        await Stored.Run(database, $"{act} stream_id = '{weighing.Id}'");
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = api.Client();
        foreach (var path in (string[])["", "?version=1", "/events", "/inputs"]) await IsToldSo(await http.GetAsync(weighing.Address + path, Cancellation));
        await IsToldSo(await http.PostAsJsonAsync($"{weighing.Address}/proposals", new { name = "Slopen" }, Cancellation));
        await (await WeighingClient.Open(http)).Record("/proposals", new { name = "Slopen" });
    }

    [Fact]
    public async Task Who_asks_for_something_else_with_a_stream_of_its_own_is_told_so_too()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = api.Client(new Identity("organisator", Access.Network, Roles.Organiser));
        const string ofDemo = "019f3a10-0000-7000-8000-00000000000";
        string[] addresses = [$"/v1/cases/{ofDemo}2", $"/v1/cases/{ofDemo}2/events", $"/v1/editions/{ofDemo}1"];
        foreach (var path in addresses)
            using (var before = await http.GetAsync(path, Cancellation)) before.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Stored.Run(api.ConnectionString, $"delete from wikkenwegen.mt_events where version = 1 and stream_id in ('{ofDemo}1', '{ofDemo}2')");
        foreach (var path in addresses) await IsToldSo(await http.GetAsync(path, Cancellation));
        using var other = await http.GetAsync($"/v1/cases/{ofDemo}3", Cancellation);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>What somebody did to one weighing keeps nobody from what was found in the others, now or then; and the list says which one it has nothing of.</summary>
    [Theory]
    [InlineData("delete from wikkenwegen.mt_events where version = 2 and")]
    [InlineData("update wikkenwegen.mt_events set version = 1001 where version = 1 and")]
    [InlineData("delete from wikkenwegen.mt_events where version = 1 and")]
    [InlineData("""update wikkenwegen.mt_events set data = jsonb_set(data, '{criteriaVersion}', '7') where version = 6 and""")]
    public async Task The_findings_of_others_are_there_and_the_one_that_was_altered_is_named(string act)
    {
        var database = await shared.CreateDatabase();
        WeighingClient altered, other;
        await using (var before = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal")))
        {
            (altered, other) = (await WeighingClient.Open(before.Client()), await WeighingClient.Open(before.Client()));
            foreach (var weighing in (WeighingClient[])[altered, other])
            {
                await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Commissie", say = "givesInput" });
                await weighing.Record("/proposals", new { name = "Renoveren" });
                await weighing.Record("/proposals", new { name = "Slopen" });
                await weighing.Record("/criteria", new { criteria = new[] { Http.Prepared.Criterion("KWA") }, weightMethod = "direct" }, "PUT");
                await weighing.Record("/scores", new { proposal = new { code = "V1" }, criterion = "KWA", by = new { role = "Controller" }, low = 3, expected = 4, high = 5 });
                await weighing.Record("/scores", new { proposal = new { code = "V2" }, criterion = "KWA", by = new { role = "Controller" }, low = 3, expected = 4, high = 5 });
                await weighing.Record("/decisions", new { kind = "chosen", proposal = new { code = "V1" }, rationale = "Het is het beste plan." });
            }
        }
        await Stored.Run(database, $"{act} stream_id = '{altered.Id}'");
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = await Contract.AsDocumented.Client(api);
        foreach (var query in (string[])["", "", $"&asOf={Uri.EscapeDataString(DateTimeOffset.UtcNow.AddMilliseconds(-1).ToString("O"))}"])
        {
            var list = await http.GetFromJsonAsync<JsonElement>($"/v1/findings?limit=200{query}", Cancellation);
            var leftOut = list.GetProperty("leftOut").EnumerateArray().ShouldHaveSingleItem();
            leftOut.GetProperty("weighingId").GetGuid().ShouldBe(altered.Id);
            leftOut.GetProperty("why").GetString()!.ShouldContain("something was changed in the database");
            var found = list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("weighingId").GetGuid()).ToList();
            found.ShouldContain(other.Id);
            found.ShouldNotContain(altered.Id);
        }
    }

    private static async Task IsToldSo(HttpResponseMessage response)
    {
        using (response)
        {
            var problem = await response.Problem(HttpStatusCode.InternalServerError);
            problem.Type.ShouldBe("/v1/problem-types/internal-error");
            problem.Detail.ShouldContain("something was changed in the database");
            problem.Detail.ShouldContain("fsck");
        }
    }
}
