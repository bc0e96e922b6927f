using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>What a newcomer finds: the examples, whole and once, however the starts before went.</summary>
public class StartTests(SharedApi shared)
{
    [Fact]
    public async Task The_first_start_loads_the_examples_and_the_next_leaves_them_as_they_are()
    {
        var database = await shared.CreateDatabase();
        string first;
        await using (var api = Support.Api.Start(database))
        {
            await HasTheExamples(api);
            first = await Rows(database);
            await WeighingClient.Open(api.Client());
        }
        await using var again = Support.Api.Start(database);
        (await Rows(database)).ShouldStartWith(first);
        (await Stored.Rows(database, "select count(*) from wikkenwegen.mt_streams where type = 'weighing'", row => row.GetInt64(0))).ShouldBe([ExampleWeighing.Loaded().Length + 1]);
    }

    [Theory, InlineData(0, 5), InlineData(1, 12), InlineData(2, 1)]
    public async Task A_start_that_was_cut_short_is_finished_by_the_next(int whole, int steps)
    {
        var database = await shared.CreateDatabase();
        await using (var api = Support.Api.Start(database)) await Undo(database, whole, steps);

        await using var again = Support.Api.Start(database);
        await HasTheExamples(again);
    }

    [Fact]
    public async Task A_half_example_with_which_somebody_went_on_is_theirs()
    {
        var database = await shared.CreateDatabase();
        await using (var api = Support.Api.Start(database)) await Undo(database, whole: 2, steps: 3);
        var id = ExampleWeighing.Loaded()[2].Id;
        await Stored.Run(database, $"update wikkenwegen.mt_events set causation_id = 'somebody''s request' where stream_id = '{id}' and version = 3");

        await using var again = Support.Api.Start(database);
        (await Stored.Events(database, id)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_corporation_with_weighings_of_its_own_gets_no_examples()
    {
        var database = await shared.CreateDatabase();
        await using (var api = Support.Api.Start(database))
        {
            await WeighingClient.Open(api.Client());
            await Undo(database, whole: 0, steps: 0);
        }
        await using var again = Support.Api.Start(database);
        (await Stored.Rows(database, "select count(*) from wikkenwegen.mt_streams where type = 'weighing'", row => row.GetInt64(0))).ShouldBe([1]);
    }

    [Fact]
    public async Task Hosts_that_start_together_on_an_empty_database_load_the_examples_once_and_are_ready_when_all_are_there()
    {
        var database = await shared.CreateDatabase();
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () => (Api: Support.Api.Start(database), There: await Events(database)), TestContext.Current.CancellationToken)));
        try
        {
            foreach (var (api, there) in hosts)
            {
                there.ShouldBe(ExampleWeighing.Loaded().Sum(Events), "at the moment at which the host was ready");
                await HasTheExamples(api);
            }
        }
        finally
        {
            foreach (var (api, _) in hosts) await api.DisposeAsync();
        }
    }

    private static async Task HasTheExamples(Support.Api api)
    {
        var items = JsonDocument.Parse(await api.Client().GetStringAsync("/v1/weighings", TestContext.Current.CancellationToken)).RootElement.GetProperty("items");
        items.EnumerateArray().Select(i => (i.GetProperty("id").GetGuid(), i.GetProperty("version").GetInt32()))
            .ShouldBe(ExampleWeighing.Loaded().Select(e => (e.Id, Events(e))), ignoreOrder: true);
        foreach (var example in ExampleWeighing.Loaded())
        {
            var events = await Stored.Events(api.ConnectionString, example.Id);
            events.Select(e => e.Number).ShouldBe(Enumerable.Range(1, Events(example)));
            events.Take(example.Steps.Count).Select(e => e.Event.OccurredAt).ShouldBe(example.Steps.Select(s => s.Body.OccurredAt!.Value));
            events.Take(example.Steps.Count).Select(e => e.Actor).ShouldBe(example.Steps.Select(s => s.Actor));
        }
    }

    /// <summary>How many events an example has: those of its steps, and for the one that practice weighings link to, what it got with their steps.</summary>
    private static int Events(ExampleWeighing example) => example.Steps.Count
        + (LinkingSteps.Any(s => s.Body is LinkWeighingRequest link && link.Weighing == example.Id) ? LinkingSteps.Count() : 0);

    private static IEnumerable<ExampleStep> LinkingSteps => ExampleWeighing.Loaded().SelectMany(e => e.Steps).Where(s => s.Body is LinkWeighingRequest or UnlinkWeighingRequest);

    /// <summary>Takes a database back to where a start would have left it that was killed after some examples and some steps of the next.</summary>
    private static async Task Undo(string database, int whole, int steps)
    {
        foreach (var (example, index) in ExampleWeighing.Loaded().Select((e, i) => (e, i)))
        {
            var kept = index < whole ? example.Steps.Count : index == whole ? steps : 0;
            await Stored.Run(database, $"""
                delete from wikkenwegen.mt_events where stream_id = '{example.Id}' and version > {kept};
                update wikkenwegen.mt_streams set version = {kept} where id = '{example.Id}';
                delete from wikkenwegen.mt_streams where id = '{example.Id}' and version = 0;
                delete from wikkenwegen.mt_doc_weighing_summary where id = '{example.Id}' and {kept} = 0;
                delete from wikkenwegen.weighing_reference where weighing_id = '{example.Id}' and {kept} = 0;
                delete from wikkenwegen.weighing_change where id = '{example.Id}' and {kept} = 0;
                delete from wikkenwegen.vault v where weighing_id = '{example.Id}'
                    and not exists (select from wikkenwegen.mt_events e where e.stream_id = v.weighing_id and strpos(e.data::text, v.digest) > 0);
                """);
        }
    }

    private static async Task<int> Events(string database) => (int)(await Stored.Rows(database, "select count(*) from wikkenwegen.mt_events e join wikkenwegen.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id where s.type = 'weighing'", row => row.GetInt64(0)))[0];

    private static async Task<string> Rows(string database) =>
        string.Join('\n', await Stored.Rows(database, "select e::text from wikkenwegen.mt_events e order by seq_id", row => row.GetString(0)));
}
