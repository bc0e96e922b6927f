using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>A start carries out the migrations that a database lacks, by one host at a time, and touches nothing else.</summary>
public class SchemaUpdateTests(SharedApi shared) : IAsyncLifetime
{
    /// <summary>What a release after this one adds: to each kind of thing that the release of before would have dropped or put back.</summary>
    private static readonly Migration Later = new(Migration.All[^1].Major, Migration.All[^1].Number + 1, "what-a-later-release-adds", """
        alter table wikkenwegen.vault add column if not exists note text not null default 'gebleven';
        alter table wikkenwegen.mt_events add column if not exists origin text;
        alter table wikkenwegen.mt_doc_weighing_summary add column if not exists origin text;
        alter table wikkenwegen.weighing_list add column if not exists origin text default 'gebleven';
        create index if not exists ix_vault_note on wikkenwegen.vault (note);
        create index if not exists ix_mt_events_origin on wikkenwegen.mt_events (origin);
        create table if not exists wikkenwegen.later (id uuid primary key, noted_at timestamptz not null);
        create or replace function wikkenwegen.later_keep() returns trigger language plpgsql as $$ begin
            insert into wikkenwegen.later (id, noted_at) values (new.id, new.timestamp);
            return null;
        end $$;
        create or replace trigger later_keep after insert on wikkenwegen.mt_events for each row execute function wikkenwegen.later_keep();
        create or replace function wikkenwegen.weighing_list_split(said text) returns text language sql immutable strict parallel safe
            as $$ select regexp_replace(regexp_replace(said, '[[:punct:]]+', ' ', 'g'), '([0-9]+)', ' \1 ', 'g') $$;
        """);

    private Support.Api _api = null!;
    private readonly LogLines<SchemaUpdate> _lines = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private NpgsqlDataSource Source => _api.Services.GetRequiredService<NpgsqlDataSource>();

    public async ValueTask InitializeAsync() => _api = Start(await shared.CreateDatabase());

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task What_was_done_is_written_down_and_not_done_again()
    {
        var done = await Done();
        done.Select(m => (m.Number, m.Major, m.Name, m.Checksum)).ShouldBe(Migration.All.Select(m => (m.Number, m.Major, m.Name, m.Checksum)));
        await Stored.Run(_api.ConnectionString, "drop index wikkenwegen.ix_vault_weighing");
        await Update().Apply();
        (await Done()).ShouldBe(done);
        (await Has("ix_vault_weighing")).ShouldBeFalse("a start carries out what is lacking by number, and compares nothing");
        _lines.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_there_is_no_schema_it_is_made()
    {
        var before = await Catalog.Of(_api.ConnectionString);
        await Stored.Run(_api.ConnectionString, "drop schema wikkenwegen cascade");
        await Update().Apply();
        (await Catalog.Of(_api.ConnectionString)).ShouldBeTheSame(before);
        var line = _lines.Written.ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Information);
        line.Text.ShouldMatch("^Brought the database schema up to date \\([0-9]+ ms\\): 0001-[a-z-]+");
    }

    [Fact]
    public async Task What_an_operator_added_survives_every_start()
    {
        await WeighingClient.Open(_api.Client());
        await Stored.Run(_api.ConnectionString, """
            create index operators_index on wikkenwegen.mt_events (user_name);
            create index "Operator's own" on wikkenwegen.weighing_list (title);
            alter table wikkenwegen.vault add column operators_note text default 'van de beheerder';
            alter table wikkenwegen.mt_doc_weighing_summary add column operators_note text default 'van de beheerder';
            create table wikkenwegen.operators_table as select 'van de beheerder' as note;
            create function wikkenwegen.operators_function() returns text language sql as $$ select 'van de beheerder' $$;
            """);
        var (catalog, rows) = (await Catalog.Of(_api.ConnectionString), await Rows(_api.ConnectionString));
        await using (var again = Start(_api.ConnectionString))
        {
            (await Catalog.Of(_api.ConnectionString)).ShouldBeTheSame(catalog);
            (await Rows(_api.ConnectionString)).ShouldBeTheSame(rows);
        }
        // Also one that has something to do.
        await Update(Later).Apply();
        catalog.Where(thing => thing.Contains("perator", StringComparison.Ordinal)).Except(await Catalog.Of(_api.ConnectionString)).ShouldBeEmpty();
        await Forget();
        await using var takenOver = Start(_api.ConnectionString);
        catalog.Where(thing => thing.Contains("perator", StringComparison.Ordinal)).Except(await Catalog.Of(_api.ConnectionString)).ShouldBeEmpty();
        (await Stored.Rows(_api.ConnectionString, "select distinct operators_note from wikkenwegen.mt_doc_weighing_summary", row => row.GetString(0))).ShouldBe(["van de beheerder"]);
    }

    /// <summary>Such as one of before that starts again during a rolling upgrade, or by mistake.</summary>
    [Fact]
    public async Task A_host_of_before_leaves_all_that_a_newer_one_added_as_it_is_and_works()
    {
        var before = await WeighingClient.Open(_api.Client());
        (await before.Send("/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises", personName = "Jan de Wit" })).IsSuccessStatusCode.ShouldBeTrue();
        await Update(Later).Apply();
        var meanwhile = await WeighingClient.Open(_api.Client()); // by the host that was there already
        await Stored.Run(_api.ConnectionString, "update wikkenwegen.vault set note = 'van later'; update wikkenwegen.mt_events set origin = 'van later'");
        await Deadlines.Reminders.Quiet(_api.ConnectionString);
        var (catalog, rows) = (await Catalog.Of(_api.ConnectionString), await Rows(_api.ConnectionString));

        await using (var again = Start(_api.ConnectionString))
        {
            (await Catalog.Of(_api.ConnectionString)).ShouldBeTheSame(catalog);
            (await Rows(_api.ConnectionString)).ShouldBeTheSame(rows);
            using var http = again.Client();
            foreach (var weighing in new[] { before, meanwhile }) (await http.GetAsync(weighing.Address, Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
            var framing = WeighingClient.Framing;
            framing["title"] = "Sloop/nieuwbouw van de Zwaluwflat";
            var after = await WeighingClient.Open(http, framing);
            (await Listing.ManyWeighings.Items(http, "q=zwaluw")).ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(after.Id.ToString());
            (await Stored.Rows(_api.ConnectionString, $"select count(*) from wikkenwegen.later l join wikkenwegen.mt_events e on e.id = l.id where e.stream_id = '{after.Id}'", row => row.GetInt64(0))).ShouldBe([1], "the newer trigger still does its work");
        }
        (await Catalog.Of(_api.ConnectionString)).ShouldBeTheSame(catalog);
        (await Stored.Rows(_api.ConnectionString, $"select distinct origin from wikkenwegen.mt_events where stream_id in ('{before.Id}', '{meanwhile.Id}')", row => row.GetString(0))).ShouldBe(["van later"]);
        (await Stored.Rows(_api.ConnectionString, "select max(number) from wikkenwegen.schema_migration", row => row.GetInt32(0))).ShouldBe([Later.Number]);
        await Update().Apply();
        _lines.Written[^1].Text.ShouldStartWith($"The database is at migration {Later}, and this release knows {Migration.All[^1]}");
    }

    /// <summary>Of a build of before there were migrations, whose mark is left as it is: started again, it does not compare and drop.</summary>
    [Fact]
    public async Task A_database_of_before_there_were_migrations_is_taken_over_whole()
    {
        await WeighingClient.Open(_api.Client());
        await Forget();
        await Stored.Run(_api.ConnectionString, "create table wikkenwegen.schema_update (build text primary key, applied_at timestamptz not null); insert into wikkenwegen.schema_update values ('d827269', '2026-11-28')");
        var (catalog, rows) = (await Catalog.Of(_api.ConnectionString), await Rows(_api.ConnectionString));
        await using var again = Start(_api.ConnectionString);
        (await Catalog.Of(_api.ConnectionString)).ShouldBeTheSame(catalog);
        (await Rows(_api.ConnectionString)).ShouldBeTheSame(rows);
        (await Done()).Select(m => m.Number).ShouldBe(Migration.All.Select(m => m.Number));
        (await Stored.Rows(_api.ConnectionString, "select build from wikkenwegen.schema_update", row => row.GetString(0))).ShouldBe(["d827269"]);
        (await WeighingClient.Open(again.Client())).Version.ShouldBe(1);
    }

    /// <summary>What pg_dump --schema-only gave of a database that the build of commit d827269 had made, the last that compared schemas.</summary>
    [Fact]
    public async Task A_schema_that_the_build_of_d827269_made_is_what_these_migrations_make()
    {
        var database = await shared.CreateDatabase();
        await Stored.Run(database, await File.ReadAllTextAsync(Path.Combine(Contract.Repository.Root, "tests", "WikkenWegen.Api.Tests", "Storage", "schema-of-d827269.sql"), Cancellation));
        var dumped = await Catalog.Of(database);
        await using var api = Start(database);
        // Functions are newer ones, and entries of the index on the words wait longer.
        dumped.Except(await Catalog.Of(database)).Where(thing => !thing.StartsWith("function", StringComparison.Ordinal) && !thing.StartsWith("index CREATE INDEX ix_weighing_list_words ", StringComparison.Ordinal)).ShouldBeEmpty("it is there still");
        (await Catalog.Of(database)).ShouldBeTheSame(await Catalog.Of(_api.ConnectionString), "and what it lacked was added");
        (await WeighingClient.Open(api.Client())).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_database_of_a_later_major_version_is_refused_in_one_line_and_left_alone()
    {
        await Update(Later with { Major = Later.Major + 1 }).Apply();
        var catalog = await Catalog.Of(_api.ConnectionString);
        (await Refusal(Update())).ShouldMatch($"^The database \\w+ is too new: it is at migration {Later} of major version {Later.Major + 1}, and this release knows version {Later.Major}. Start a newer release, or put back a backup from before the upgrade.");
        (await Refusal(Update(), update => update.Lacking())).ShouldContain("is too new");
        (await Catalog.Of(_api.ConnectionString)).ShouldBeTheSame(catalog);
    }

    [Fact]
    public async Task A_database_from_before_the_first_migration_of_a_release_is_refused_in_one_line()
    {
        var update = new SchemaUpdate(Source, [], Statistics, _lines) { Migrations = [Later with { Number = Later.Number + 2 }] };
        (await Refusal(update)).ShouldMatch($"^The database \\w+ is too old: it is at migration {Migration.All[^1]}, and this release begins with {Later.Number + 2:0000}-what-a-later-release-adds. Start a release in between first.");
    }

    [Fact]
    public async Task A_database_with_another_migration_of_a_number_is_refused_in_one_line()
    {
        await Update(Later).Apply();
        (await Refusal(Update(Later with { Sql = "select 1;" }))).ShouldContain($"has another migration {Later} than this release");
    }

    [Fact]
    public async Task A_database_that_lost_a_table_is_refused_in_one_line()
    {
        await Stored.Run(_api.ConnectionString, "drop table wikkenwegen.vault");
        (await Refusal(Update())).ShouldContain("lacks what its migrations made: wikkenwegen.vault.");
    }

    [Fact]
    public async Task A_user_without_rights_is_told_which_in_one_line()
    {
        var user = "user_" + Guid.NewGuid().ToString("N");
        await Stored.Run(_api.ConnectionString, $"create role {user} login password 'geheim'");
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_api.ConnectionString) { Username = user, Password = "geheim" }.ConnectionString);
        (await Refusal(new SchemaUpdate(source, [], Statistics, _lines))).ShouldMatch("may not use the schemas wikkenwegen and wikkenwegen_messaging \\(permission denied for schema wikkenwegen\\). Have their owner grant USAGE");
        await Stored.Run(_api.ConnectionString, $"grant usage on schema wikkenwegen, wikkenwegen_messaging to {user}; grant select on wikkenwegen.schema_migration, wikkenwegen.schema_step to {user}");
        (await Refusal(new SchemaUpdate(source, [], Statistics, _lines))).ShouldContain("wikkenwegen.vault");
        await Stored.Run(_api.ConnectionString, $"grant select, insert, update, delete on all tables in schema wikkenwegen, wikkenwegen_messaging to {user}; grant usage on all sequences in schema wikkenwegen, wikkenwegen_messaging to {user}");
        await new SchemaUpdate(source, [], Statistics, _lines).Apply();
        (await Refusal(new SchemaUpdate(source, [], Statistics, _lines) { Migrations = [.. Migration.All, Later] })).ShouldContain("dotnet WikkenWegen.Api.dll migrate --print");

        // Somebody else runs what is printed.
        var lacking = await new SchemaUpdate(source, [], Statistics, _lines) { Migrations = [.. Migration.All, Later] }.Lacking();
        lacking.ShouldBe([Later]);
        await Stored.Run(_api.ConnectionString, SchemaUpdate.Script(lacking) + $"grant select, insert on wikkenwegen.later to {user};");
        await new SchemaUpdate(source, [], Statistics, _lines) { Migrations = [.. Migration.All, Later] }.Apply();
        SchemaUpdate.Script([]).ShouldStartWith("-- ");
    }

    [Fact]
    public async Task A_read_only_database_that_is_up_to_date_will_do_and_another_is_told_in_one_line()
    {
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString + ";Options=-c default_transaction_read_only=on");
        await new SchemaUpdate(source, [], Statistics, _lines).Apply();
        (await Refusal(new SchemaUpdate(source, [], Statistics, _lines) { Migrations = [.. Migration.All, Later] })).ShouldContain("read-only");
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        var catalog = await Catalog.Of(_api.ConnectionString);
        (await Refusal(Update(Later with { Sql = Later.Sql + "\nselect 1 / 0;" }))).ShouldContain("could not be brought up to date, and was left as it was (22012: division by zero)");
        (await Catalog.Of(_api.ConnectionString)).ShouldBeTheSame(catalog);
        (await Done()).Count.ShouldBe(Migration.All.Count);
    }

    [Fact]
    public async Task A_host_that_is_too_slow_between_two_statements_tries_again()
    {
        // As PostgreSQL says it, the first time: what a sequence gave it does not take back.
        await Stored.Run(_api.ConnectionString, "create sequence public.times");
        var slow = new Migration(Later.Major, Later.Number, Later.Name, $"""
            do $$ begin if nextval('public.times') = 1 then raise exception using errcode = '25P03', message = 'terminating connection due to idle-in-transaction timeout'; end if; end $$;
            {Later.Sql}
            """);
        await Update(slow).Apply();
        (await Has("later")).ShouldBeTrue();
        (await Stored.Rows(_api.ConnectionString, "select last_value from public.times", row => row.GetInt64(0))).ShouldBe([2]);
    }

    /// <summary>While a migration waits for a table, whoever comes after waits for the migration: so it does not wait long, and tries again.</summary>
    [Fact]
    public async Task A_long_transaction_holds_up_the_migration_and_nobody_else()
    {
        await using var connection = new NpgsqlConnection(_api.ConnectionString);
        await connection.OpenAsync(Cancellation);
        var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var read = new NpgsqlCommand("select count(*) from wikkenwegen.vault", connection, transaction)) await read.ExecuteScalarAsync(Cancellation);
        (await Refusal(new SchemaUpdate(Source, [], Statistics, _lines) { Migrations = [.. Migration.All, Later], Patience = TimeSpan.FromSeconds(1) })).ShouldContain("others held what must be changed for 1 seconds");

        var updating = Update(Later).Apply();
        for (var n = 0; n < 10; n++)
        {
            var weighing = await WeighingClient.Open(_api.Client());
            (await weighing.Send("/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises", personName = "Jan" })).IsSuccessStatusCode.ShouldBeTrue();
        }
        updating.IsCompleted.ShouldBeFalse();
        await transaction.DisposeAsync();
        await updating.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        (await Has("later")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_features_do_after_an_update_is_done_once_for_each_version_and_migration_by_one_host_at_a_time()
    {
        var done = new List<string>();
        await Update([Noting("first")], Later).Apply();
        done.ShouldBe(["first, migrated True, lock free False"]);
        await Update([Noting("first")], Later).Apply();
        done.Count.ShouldBe(1, "where nothing is brought up to date there is nothing to do after it");
        await Update([Noting("older")]).Apply();
        done.Count.ShouldBe(1, "a host of before leaves alone what a newer one did");
        await Update([Noting("newer", version: 2)], Later).Apply();
        await Update([Noting("older")], Later).Apply();
        done.Count.ShouldBe(2);
        await Update([Noting("again")], Later).Apply(again: true);
        done.Count.ShouldBe(3, "somebody asked for it");

        Step Noting(string name, int version = 1) => new(async () => done.Add($"{name}, migrated {await Has("later")}, lock free {await IsFree()}"), version);
    }

    [Fact]
    public async Task Where_what_features_do_fails_the_next_start_does_it_again()
    {
        await Should.ThrowAsync<InvalidOperationException>(Update([new Step(() => throw new InvalidOperationException("x"))], Later).Apply());
        var ran = false;
        await Update([new Step(() => Task.FromResult(ran = true))], Later).Apply().WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        ran.ShouldBeTrue();
    }

    [Fact]
    public async Task A_host_waits_for_the_one_that_is_at_it_longer_than_a_command_may_take_and_then_has_nothing_to_do()
    {
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString + ";Command Timeout=1");
        await using var connection = new NpgsqlConnection(_api.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(x'57696B6B656E'::bigint)", connection, transaction)) await take.ExecuteNonQueryAsync(Cancellation);
        var applying = new SchemaUpdate(source, [], Statistics, _lines) { Migrations = [.. Migration.All, Later] }.Apply();
        await Should.ThrowAsync<TimeoutException>(applying.WaitAsync(TimeSpan.FromSeconds(2), Cancellation), "it waits");
        (await Has("later")).ShouldBeFalse();
        await Stored.Run(_api.ConnectionString, Later.Script);
        await transaction.RollbackAsync(Cancellation);
        await applying.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        (await Done()).Count.ShouldBe(Migration.All.Count + 1);
        (await IsFree()).ShouldBeTrue("and lets go of it");
    }

    private Statistics Statistics => new(Source, NullLogger<Statistics>.Instance);

    private SchemaUpdate Update(params Migration[] more) => Update([], more);

    private SchemaUpdate Update(Step[] after, params Migration[] more) => new(Source, after, Statistics, _lines) { Migrations = [.. Migration.All, .. more] };

    private static Support.Api Start(string database) => Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"));

    private static async Task<string> Refusal(SchemaUpdate update, Func<SchemaUpdate, Task>? does = null)
    {
        var message = (await Should.ThrowAsync<StartupException>((does ?? (u => u.Apply()))(update))).Message;
        message.ShouldNotContain("\n");
        message.ShouldContain("deploy/UPGRADING.md");
        return message;
    }

    /// <summary>Makes the database look as before there were migrations.</summary>
    private Task Forget() => Stored.Run(_api.ConnectionString, "drop table wikkenwegen.schema_migration, wikkenwegen.schema_step");

    private async Task<bool> Has(string name) => (await Stored.Rows(_api.ConnectionString, $"select to_regclass('wikkenwegen.{name}') is not null", row => row.GetBoolean(0)))[0];

    private async Task<bool> IsFree() => (await Stored.Rows(_api.ConnectionString, "select pg_try_advisory_xact_lock(x'57696B6B656E'::bigint)", row => row.GetBoolean(0)))[0];

    private Task<List<(int Number, int Major, string Name, string Checksum, DateTime At)>> Done() => Stored.Rows(_api.ConnectionString,
        "select number, major, name, checksum, applied_at from wikkenwegen.schema_migration order by number", row => (row.GetInt32(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetDateTime(4)));

    /// <summary>Every row of every table of the schema, whatever its columns; but for when a deadline was told, since the hosts of this test tell those of long ago.</summary>
    private static async Task<List<string>> Rows(string database)
    {
        var rows = new List<string>();
        foreach (var table in await Stored.Rows(database, "select relname::text from pg_class where relnamespace = 'wikkenwegen'::regnamespace and relkind = 'r' and relname not like 'schema_%' and relname not in ('deadline_sweep', 'ledger_index', 'ledger_tile', 'ledger_checkpoint', 'ledger_progress') order by 1", row => row.GetString(0)))
            rows.AddRange(await Stored.Rows(database, $"select '{table} ' || {(table == "deadline" ? "(to_jsonb(t) - 'fired_at')" : "t")}::text from wikkenwegen.{table} t order by 1", row => row.GetString(0)));
        return rows;
    }

    private sealed class Step(Func<Task> run, int version = 1) : IAfterSchemaUpdate
    {
        public int Version => version;

        public Task Run() => run();
    }
}
