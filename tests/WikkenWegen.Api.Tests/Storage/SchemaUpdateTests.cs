using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Weasel.Postgresql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>The schema is brought up to date where this build was not the last to do it, by one host at a time.</summary>
public class SchemaUpdateTests(SharedApi shared) : IAsyncLifetime
{
    private Support.Api _api = null!;
    private readonly LogLines<SchemaUpdate> _lines = new();

    private SchemaUpdate Update => With(_api.Services.GetRequiredService<NpgsqlDataSource>());

    public async ValueTask InitializeAsync() => _api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Warning"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task What_this_build_brought_up_to_date_is_left_alone_until_another_build_was_there()
    {
        await WithoutIndex();
        var mark = (await Marks()).ShouldHaveSingleItem();
        await Update.Apply();
        (await Marks()).ShouldBe([mark]);
        (await HasIndex()).ShouldBeFalse();
        _lines.Written.ShouldBeEmpty();

        await OtherBuild();
        await Update.Apply();
        (await HasIndex()).ShouldBeTrue();
        var marks = await Marks();
        marks.Select(m => m.Build).ShouldBe([mark.Build, "another"], "the newest first");
        marks[0].At.ShouldBeGreaterThan(mark.At);
        var line = _lines.Written.ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Information);
        line.Text.ShouldMatch("^Brought the database schema up to date \\([0-9]+ ms\\)$");
        await Update.Apply();
        (await Marks()).ShouldBe(marks);
    }

    [Fact]
    public async Task Where_no_build_left_its_mark_everything_is_compared()
    {
        await WithoutIndex();
        await Stored.Run(_api.ConnectionString, "drop table wikkenwegen.schema_update");
        await Update.Apply();
        (await Marks()).ShouldHaveSingleItem().Build.ShouldBe(string.Join('/', new[] { typeof(SchemaUpdate), typeof(IDocumentStore), typeof(PostgresqlMigrator) }
            .Select(type => $"{type.Module.ModuleVersionId:N}")), "all that decides what the schema looks like");
        (await HasIndex()).ShouldBeTrue();
        (await WeighingClient.Open(_api.Client())).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Where_there_is_no_schema_it_is_made()
    {
        await Stored.Run(_api.ConnectionString, "drop schema wikkenwegen cascade");
        await Update.Apply();
        (await Marks()).ShouldHaveSingleItem();
        (await HasIndex()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_features_do_after_an_update_is_done_before_it_is_marked_and_by_one_host_at_a_time()
    {
        await OtherBuild();
        var done = new List<string>();
        var update = With(_api.Services.GetRequiredService<NpgsqlDataSource>(), Noting("first"), Noting("second"));
        await update.Apply();
        done.ShouldBe(["first, index True, marked by another, lock free False", "second, index True, marked by another, lock free False"]);
        await update.Apply();
        done.Count.ShouldBe(2, "where nothing is brought up to date there is nothing to do after it");

        Step Noting(string name) => new(async () => done.Add($"{name}, index {await HasIndex()}, marked by {(await Marks())[0].Build}, lock free {await IsFree()}"));
    }

    [Fact]
    public async Task Where_what_features_do_fails_the_next_start_does_it_again()
    {
        await OtherBuild();
        await Should.ThrowAsync<InvalidOperationException>(With(_api.Services.GetRequiredService<NpgsqlDataSource>(), new Step(() => throw new InvalidOperationException("x"))).Apply());
        (await Marks())[0].Build.ShouldBe("another");
        await Update.Apply().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (await Marks())[0].Build.ShouldNotBe("another");
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_an_error()
    {
        await Stored.Run(_api.ConnectionString, "alter table wikkenwegen.schema_update rename column build to other");
        (await Should.ThrowAsync<PostgresException>(() => Update.Apply())).SqlState.ShouldBe(PostgresErrorCodes.UndefinedColumn);
    }

    [Fact]
    public async Task A_host_waits_for_the_one_that_is_at_it_longer_than_a_command_may_take()
    {
        await OtherBuild();
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString + ";Command Timeout=1");
        await using var connection = new NpgsqlConnection(_api.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(x'57696B6B656E'::bigint)", connection, transaction)) await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var applying = With(source).Apply();
        await Should.ThrowAsync<TimeoutException>(applying.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken), "it waits");
        applying.IsCompleted.ShouldBeFalse();
        (await Marks())[0].Build.ShouldBe("another");
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await applying.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (await Marks())[0].Build.ShouldNotBe("another");
        (await IsFree()).ShouldBeTrue("and lets go of it");
    }

    private SchemaUpdate With(NpgsqlDataSource source, params Step[] after) => new(_api.Services.GetRequiredService<IDocumentStore>(), source, after, _lines);

    /// <summary>Another build, older or newer, was the last to bring the schema up to date; it may have left it otherwise.</summary>
    private async Task OtherBuild()
    {
        await WithoutIndex();
        await Stored.Run(_api.ConnectionString, "insert into wikkenwegen.schema_update values ('another', clock_timestamp())");
    }

    private Task WithoutIndex() => Stored.Run(_api.ConnectionString, "drop index if exists wikkenwegen.ix_vault_weighing");

    private async Task<bool> HasIndex() => (await Stored.Rows(_api.ConnectionString, "select to_regclass('wikkenwegen.ix_vault_weighing') is not null", row => row.GetBoolean(0)))[0];

    private async Task<bool> IsFree() => (await Stored.Rows(_api.ConnectionString, "select pg_try_advisory_xact_lock(x'57696B6B656E'::bigint)", row => row.GetBoolean(0)))[0];

    private Task<List<(string Build, DateTime At)>> Marks() =>
        Stored.Rows(_api.ConnectionString, "select build, applied_at from wikkenwegen.schema_update order by applied_at desc", row => (row.GetString(0), row.GetDateTime(1)));

    private sealed class Step(Func<Task> run) : IAfterSchemaUpdate
    {
        public Task Run() => run();
    }
}
