using System.Globalization;
using Npgsql;
using WikkenWegen.LocalPostgres.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.LocalPostgres.Tests;

public class TestDatabaseTests
{
    [Fact]
    public async Task Each_database_is_new_and_in_UTF8_on_whatever_server_this_machine_has()
    {
        await using var tests = await TestDatabase.StartAsync(cancellation: TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(tests.Description);
        var names = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => tests.CreateDatabaseAsync(TestContext.Current.CancellationToken)));

        names.Distinct().Count().ShouldBe(4);
        foreach (var name in names)
        {
            await AskAsync(name, "CREATE TABLE mine ()"); // Fails when two of the connection strings lead to the same database.
            (await AskAsync(name, "SELECT current_setting('server_encoding')")).ShouldBe("UTF8");
        }
    }

    [Theory]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public async Task A_server_of_our_own_flushes_to_the_disk_unless_told_not_to(bool durable, string fsync)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(TestDatabase.Variable) is { Length: > 0 }, "A named server stays as it is.");
        await using var tests = await TestDatabase.StartAsync(durable, TestContext.Current.CancellationToken);

        var database = await tests.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        (await AskAsync(database, "SELECT current_setting('fsync')")).ShouldBe(fsync);
        (await AskAsync(database, "SELECT current_setting('synchronous_commit')")).ShouldBe(fsync);
        (await AskAsync(database, "SELECT current_setting('full_page_writes')")).ShouldBe(fsync);
    }

    [Fact]
    public async Task On_a_named_server_the_databases_are_removed_at_the_end_though_somebody_uses_them()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await using var server = await database.StartAsync();
        await using (var tests = new TestDatabase(new NamedServer(server.ConnectionString)))
        {
            var name = await tests.CreateDatabaseAsync(TestContext.Current.CancellationToken);
            await using var left = new NpgsqlConnection(name + ";Pooling=false");
            await left.OpenAsync(TestContext.Current.CancellationToken);
            (await CountAsync()).ShouldBe("1");
            await tests.DisposeAsync(); // Here already, while the connection is open.
        }
        (await CountAsync()).ShouldBe("0");

        Task<string?> CountAsync() => Database.AskAsync(server, "SELECT count(*) FROM pg_database WHERE datname LIKE 'wikkenwegen_test_%'");
    }

    [Fact]
    public async Task A_server_abandoned_by_a_killed_test_run_is_removed_by_the_next()
    {
        await Requires.ProgramsAsync();
        var abandoned = Path.Combine(Path.GetTempPath(), $"wikkenwegen-test-2147480000-{Guid.NewGuid():N}"); // No such process.
        await using var host = HostProcess.Start(abandoned);
        await host.HearAsync("stored 1");
        var server = int.Parse(File.ReadLines(Path.Combine(abandoned, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        await host.KillAsync();

        await (await LocalTestServer.StartAsync(durable: false, TestContext.Current.CancellationToken)).DisposeAsync();

        Directory.Exists(abandoned).ShouldBeFalse();
        Processes.ProcessTable.IsAlive(server).ShouldBeFalse();
    }

    private static async Task<string?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }
}
