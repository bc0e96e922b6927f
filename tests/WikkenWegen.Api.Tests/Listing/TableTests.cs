using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;


namespace WikkenWegen.Api.Tests.Listing;

/// <summary>The tables behind the lists are nothing but the summaries, wherever the database came from.</summary>
public class TableTests(SharedApi shared)
{
    private const string Query = "/v1/weighings?sort=title&limit=2";

    [Fact]
    public async Task A_database_of_before_these_tables_gets_a_row_a_weighing_at_the_next_start()
    {
        var database = await shared.CreateDatabase();
        List<string> rows, changes;
        await using (var api = Support.Api.Start(database))
        {
            using (var elsewhere = api.Client(new Identity("anna", "thuis-in-duinstreek", "strategist"))) await WeighingClient.Open(elsewhere);
            for (var seed = 101; seed <= 102; seed++) await RecordedHistory.Random(api, seed, events: 30);
            rows = await Rows(database);
            changes = await Changes(database);
            changes.ShouldAllBe(change => change.EndsWith("truetrue"));
        }
        await Stored.Run(database, """
            drop table wikkenwegen.weighing_list, wikkenwegen.weighing_list_past, wikkenwegen.weighing_list_word, wikkenwegen.weighing_change, wikkenwegen.weighing_change_past;
            drop function wikkenwegen.weighing_list_keep, wikkenwegen.weighing_list_query, wikkenwegen.weighing_list_folded, wikkenwegen.weighing_list_split, wikkenwegen.weighing_change_keep cascade;
            drop table wikkenwegen.schema_migration, wikkenwegen.schema_step;
            """);
        await using var again = Support.Api.Start(database);
        (await Rows(database)).ShouldBe(rows);
        (await Changes(database)).ShouldBe(changes);
        await IsWalkedThrough(again, rows.Count - 1);

        // And is kept from then on.
        var weighing = await WeighingClient.Open(again.Client());
        (await Rows(database)).Count.ShouldBe(rows.Count + 1);
        (await Pages.Get(again.Client(), "/v1/weighings?limit=200")).Ids.ShouldContain(weighing.Id.ToString());
    }

    /// <summary>A row without its year would be missing from the lists of a period.</summary>
    [Fact]
    public async Task A_database_of_before_a_column_gets_it_with_its_values_at_the_next_start()
    {
        var database = await shared.CreateDatabase();
        await using (var api = Support.Api.Start(database))
        {
        }
        await Stored.Run(database, """
            alter table wikkenwegen.weighing_list drop column opened_year;
            drop table wikkenwegen.schema_migration, wikkenwegen.schema_step;
            """);
        await using var again = Support.Api.Start(database);
        (await Stored.Rows(again.ConnectionString, $"select count(*) from {WeighingList.Rows} where opened_year = extract(year from opened_at at time zone 'UTC')", row => row.GetInt64(0)))
            .ShouldBe(await Stored.Rows(again.ConnectionString, "select count(*) from wikkenwegen.mt_doc_weighing_summary", row => row.GetInt64(0)));
        using var http = again.Client();
        (await Pages.Get(http, "/v1/weighings?sort=decidedAt&openedFrom=1950-01-01T00:00:00Z")).Ids.ShouldBe((await Pages.Get(http, "/v1/weighings?sort=decidedAt")).Ids);
    }

    /// <summary>What a decision deviates from is told by events alone: summaries of before are made anew from them.</summary>
    [Fact]
    public async Task A_database_of_before_summaries_had_all_they_have_gets_them_whole_at_the_next_start()
    {
        var database = await shared.CreateDatabase();
        List<string> rows, summaries;
        await using (var api = Support.Api.Start(database))
        {
            for (var seed = 101; seed <= 103; seed++) await RecordedHistory.Random(api, seed, events: 30);
            (rows, summaries) = (await Rows(database), await Summaries(database));
        }
        await Stored.Run(database, """
            update wikkenwegen.mt_doc_weighing_summary set data = data - 'shape' - 'decisionKind' - 'deviations' - 'deviationMarks' - 'referenceKey';
            drop table wikkenwegen.schema_migration, wikkenwegen.schema_step;
            """);
        (await Rows(database)).ShouldNotBe(rows);
        await using var again = Support.Api.Start(database);
        (await Summaries(database)).ShouldBe(summaries);
        (await Rows(database)).ShouldBe(rows);

        static Task<List<string>> Summaries(string database) =>
            Stored.Rows(database, "select data::text from wikkenwegen.mt_doc_weighing_summary order by id", row => row.GetString(0));
    }

    /// <summary>Rows that were made by functions of before have other words than these functions look for.</summary>
    [Fact]
    public async Task Words_of_before_are_made_anew_at_the_next_start()
    {
        var database = await shared.CreateDatabase();
        List<string> rows;
        await using (var api = Support.Api.Start(database))
        {
            var framing = WeighingClient.Framing;
            framing["title"] = "Sloop/nieuwbouw Kievitflat.nl";
            await WeighingClient.Open(api.Client(), framing);
            rows = await Rows(database);
        }
        await Stored.Run(database, """
            create or replace function wikkenwegen.weighing_list_split(said text) returns text language sql immutable strict parallel safe as 'select said';
            update wikkenwegen.mt_doc_weighing_summary set data = jsonb_set(data, '{shape}', '3');
            truncate wikkenwegen.weighing_list_word;
            drop table wikkenwegen.schema_migration, wikkenwegen.schema_step;
            """);
        (await Rows(database)).ShouldNotBe(rows);
        await using var again = Support.Api.Start(database);
        (await Rows(database)).ShouldBe(rows);
        foreach (var words in new[] { "nieuwbouw", "kievit" })
            (await ManyWeighings.Items(again.Client(), $"q={words}")).ShouldContain(i => i.GetProperty("framing").GetProperty("title").GetString() == "Sloop/nieuwbouw Kievitflat.nl", words);
    }

    [Fact]
    public async Task What_was_made_is_what_is_wanted_so_that_no_later_start_makes_it_again()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        await api.Services.GetRequiredService<IDocumentStore>().Storage.Database.AssertDatabaseMatchesConfigurationAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_rebuild_mends_the_rows_and_disturbs_nobody_who_goes_from_page_to_page()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        for (var seed = 101; seed <= 103; seed++) await RecordedHistory.Random(api, seed, events: 30);
        var rows = await Rows(api.ConnectionString);
        var whole = (await Pages.Walk(api.Client(), Query, "next")).SelectMany(p => p.Ids).ToList();
        var first = await Pages.Get(api.Client(), Query);

        await Stored.Run(api.ConnectionString, "update wikkenwegen.weighing_list set status = 'closed', words = '', areas = '{}'");
        using var daemon = await api.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<WeighingSummaryProjection>(TestContext.Current.CancellationToken);

        (await Rows(api.ConnectionString)).ShouldBe(rows);
        (await Stored.Rows(api.ConnectionString, "select count(*) from wikkenwegen.weighing_list_past where from_xid >= to_xid", row => row.GetInt64(0))).ShouldBe([0]);
        first.Ids.Concat((await Pages.Walk(api.Client(), first.Links["next"], "next")).SelectMany(p => p.Ids)).ShouldBe(whole);
    }

    [Fact]
    public async Task Numbers_of_transactions_of_another_server_hide_nothing()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        for (var n = 0; n < 5; n++) await WeighingClient.Open(api.Client());
        await Stored.Run(api.ConnectionString, """
            insert into wikkenwegen.weighing_list_past select tenant_id, '900000000001', id, '900000000000', decided_rising, decided_falling, deadline_rising, deadline_falling, title
            from wikkenwegen.weighing_list;
            update wikkenwegen.weighing_list set from_xid = '900000000001';
            """);
        await IsWalkedThrough(api, 5 + Demo.ExampleWeighing.Loaded().Length);
    }

    private static async Task IsWalkedThrough(Support.Api api, int count)
    {
        var ids = (await Pages.Walk(api.Client(), Query, "next")).SelectMany(p => p.Ids).ToList();
        ids.Distinct().Count().ShouldBe(count);
        ids.Count.ShouldBe(count);
    }

    /// <summary>When each changed last, whether that is when its newest event was recorded, and whether its status is that of the list.</summary>
    private static Task<List<string>> Changes(string database) => Stored.Rows(database, """
        select c.id || ' ' || c.changed_at || (select max(timestamp) = c.changed_at from wikkenwegen.mt_events e where e.tenant_id = c.tenant_id and e.stream_id = c.id)
            || (c.status is not distinct from (select l.status from wikkenwegen.weighing_list l where l.tenant_id = c.tenant_id and l.id = c.id))
        from wikkenwegen.weighing_change c order by c.tenant_id, c.id
        """, row => row.GetString(0));

    private static Task<List<string>> Rows(string database) => Stored.Rows(database,
        "select (to_jsonb(l) - 'from_xid')::text from wikkenwegen.weighing_list l order by tenant_id, id", row => row.GetString(0));
}
