using System.Net;
using System.Net.Http.Json;
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
