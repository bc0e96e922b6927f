using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>PostgreSQL knows how much is in the tables as soon as much was loaded, so that lists are fast from the first page on.</summary>
public class StatisticsTests(SharedApi shared)
{
    [Fact]
    public async Task Once_the_examples_are_loaded_their_tables_have_them()
    {
        await using var api = Start(await shared.CreateDatabase());
        new[] { "mt_events", "mt_streams", "weighing_list", "weighing_list_word", "weighing_change" }.Except(await Known(api.ConnectionString)).ShouldBeEmpty();
    }

    /// <summary>pg_dump does not keep them.</summary>
    [Fact]
    public async Task A_start_gathers_those_of_large_tables_that_have_none_as_after_a_restore()
    {
        var database = await shared.CreateDatabase();
        await using (var api = Start(database))
        {
        }
        await Stored.Run(database, """
            alter table wikkenwegen.weighing_list_word set (autovacuum_enabled = false);
            insert into wikkenwegen.weighing_list_word (tenant_id, word, stem) select 'ergens', 'woord' || n, 'woord' from generate_series(1, 30000) n;
            delete from pg_statistic where starelid in ('wikkenwegen.weighing_list_word'::regclass, 'wikkenwegen.vault'::regclass);
            """);
        await using var again = Start(database);
        var known = await Known(database);
        known.ShouldContain("weighing_list_word");
        known.ShouldNotContain("vault", "it is small, and read whole anyway");
    }

    /// <summary>Also where nobody tells PostgreSQL to look after its tables.</summary>
    [Fact]
    public async Task A_host_gathers_those_of_tables_into_which_much_was_loaded()
    {
        await using var api = Start(await shared.CreateDatabase());
        await Stored.Run(api.ConnectionString, "alter table wikkenwegen.weighing_list_word set (autovacuum_enabled = false); delete from pg_statistic where starelid = 'wikkenwegen.weighing_list_word'::regclass");
        await Load("een", 500);
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        (await Known(api.ConnectionString)).ShouldNotContain("weighing_list_word", "that is not much");
        await Load("twee", 5_000);
        for (var patience = 0; patience < 600 && !(await Known(api.ConnectionString)).Contains("weighing_list_word"); patience++) await Task.Delay(200, TestContext.Current.CancellationToken);
        (await Known(api.ConnectionString)).ShouldContain("weighing_list_word");

        async Task Load(string corporation, int words)
        {
            await using var connection = new NpgsqlConnection(api.ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            foreach (var sql in (string[])[$"insert into wikkenwegen.weighing_list_word (tenant_id, word, stem) select '{corporation}', 'woord' || n, 'woord' from generate_series(1, {words}) n", "select pg_stat_force_next_flush()", "select 1"])
            {
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task Where_they_cannot_be_gathered_the_host_says_so_and_goes_on()
    {
        await using var source = NpgsqlDataSource.Create(shared.Api.ConnectionString + ";Options=-c default_transaction_read_only=on");
        var lines = new LogLines<Statistics>();
        await new Statistics(source, lines).Gather();
        lines.Written.Count.ShouldBeLessThanOrEqualTo(1);
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Timeout=1");
        await new Statistics(nowhere, lines).Gather();
        lines.Written[^1].Text.ShouldStartWith("No statistics of the tables were gathered");
    }

    private static Task<List<string>> Known(string database) =>
        Stored.Rows(database, "select distinct tablename::text from pg_stats where schemaname = 'wikkenwegen' and tablename not like 'schema_%' and tablename not like 'mt_doc_corp%'", row => row.GetString(0));

    private static Support.Api Start(string database) => Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"));
}
