using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>A retry leaves nothing behind: no row among the events, no number of an event that is missing for ever, no dead row.</summary>
public class ReplayRowsTests(SharedApi shared)
{
    private const int Times = 200;

    [Fact]
    public async Task However_often_a_request_is_repeated_nothing_is_written_for_it()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database);
        using var http = api.Client();
        var weighing = await Keyed.Weighing(http);
        var corporation = """{ "code": "waterland-wonen", "name": "Stichting Waterland Wonen", "kvkNumber": "00000027" }""";
        (string Address, string Body)[] requests =
        [
            ($"{weighing.Address}/objections", Keyed.Objection(new string('x', 1_000))), // could be recorded again
            ($"{weighing.Address}/proposals", """{"code":"X1","name":"Plan"}"""), // its code is taken by then
            ("/v1/weighings", WeighingClient.Framing.ToJsonString()),
            ("/v1/corporations", corporation),
            ($"{weighing.Address}/proposals/V9/withdrawal", """{"reason":"Te duur"}"""), // was refused
        ];
        foreach (var (address, body) in requests)
        {
            var key = Keyed.NewKey();
            var first = await Keyed.Ask(http, address, body, key, "*");
            (await Keyed.Ask(http, address, body, key, "*")).ShouldBe(first, address);
            var before = await Written();
            for (var n = 0; n < Times; n++) (await Keyed.Ask(http, address, body, key, "*")).ShouldBe(first, address);
            (await Written()).ShouldBe(before, address);
        }

        async Task<(long Events, long Numbers, long Answers, long Bytes)> Written()
        {
            await Task.Delay(100, TestContext.Current.CancellationToken); // what Marten writes after a failure, it writes a little later
            return (await Stored.Rows(database, """
                select (select count(*) from wikkenwegen.mt_events), (select last_value from wikkenwegen.mt_events_sequence), (select count(*) from wikkenwegen.idempotency),
                       pg_total_relation_size('wikkenwegen.mt_events') + pg_total_relation_size('wikkenwegen.mt_streams') + pg_total_relation_size('wikkenwegen.vault') + pg_total_relation_size('wikkenwegen.idempotency')
                """, row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)))).ShouldHaveSingleItem();
        }
    }
}
