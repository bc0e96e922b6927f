using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>The schema is brought up to date where this build was not the last to do it, by one host at a time.</summary>
public class SchemaUpdateTests(SharedApi shared) : IAsyncLifetime
{
    private Support.Api _api = null!;
    private readonly Lines _lines = new();

    private SchemaUpdate Update => new(_api.Services.GetRequiredService<IDocumentStore>(), _api.Services.GetRequiredService<NpgsqlDataSource>(), [], _lines);

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

        // An older or newer build, which may have left it otherwise.
        await Stored.Run(_api.ConnectionString, "insert into wikkenwegen.schema_update values ('another', clock_timestamp())");
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
        (await Marks()).ShouldHaveSingleItem().Build.Split('/').Length.ShouldBe(3);
        (await HasIndex()).ShouldBeTrue();
        (await WeighingClient.Open(_api.Client())).Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_an_error()
    {
        await Stored.Run(_api.ConnectionString, "alter table wikkenwegen.schema_update rename column build to other");
        (await Should.ThrowAsync<PostgresException>(() => Update.Apply())).SqlState.ShouldBe(PostgresErrorCodes.UndefinedColumn);
    }

    [Fact]
    public async Task A_host_waits_for_the_one_that_is_at_it()
    {
        await Stored.Run(_api.ConnectionString, "insert into wikkenwegen.schema_update values ('another', clock_timestamp())");
        await using var connection = new NpgsqlConnection(_api.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(x'57696B6B656E'::bigint)", connection, transaction)) await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var applying = Update.Apply();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        applying.IsCompleted.ShouldBeFalse();
        (await Marks())[0].Build.ShouldBe("another");
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await applying.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (await Marks())[0].Build.ShouldNotBe("another");
        // And lets go of it.
        (await Stored.Rows(_api.ConnectionString, "select pg_try_advisory_xact_lock(x'57696B6B656E'::bigint)", row => row.GetBoolean(0))).ShouldBe([true]);
    }

    private Task WithoutIndex() => Stored.Run(_api.ConnectionString, "drop index wikkenwegen.ix_vault_weighing");

    private async Task<bool> HasIndex() => (await Stored.Rows(_api.ConnectionString, "select to_regclass('wikkenwegen.ix_vault_weighing') is not null", row => row.GetBoolean(0)))[0];

    private Task<List<(string Build, DateTime At)>> Marks() =>
        Stored.Rows(_api.ConnectionString, "select build, applied_at from wikkenwegen.schema_update order by applied_at desc", row => (row.GetString(0), row.GetDateTime(1)));

    private sealed class Lines : ILogger<SchemaUpdate>
    {
        public List<(LogLevel Level, string Text)> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Add((logLevel, formatter(state, exception)));
    }
}
