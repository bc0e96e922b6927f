using Npgsql;
using WikkenWegen.LocalPostgres.Container;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class ContainerTests
{
    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first_and_each_stop_ends_the_container()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync(Database.ContainersOnly))
        {
            await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 'gebleven' AS word");
            (await Database.AskAsync(first, "SELECT current_setting('fsync')")).ShouldBe("on");
            (await engine.HasContainerAsync(database)).ShouldBeTrue();
        }
        (await engine.HasContainerAsync(database)).ShouldBeFalse();
        database.TakeLog().ShouldContain("Making a new cluster in");

        await using var second = await database.StartAsync(Database.ContainersOnly);
        (await Database.AskAsync(second, "SELECT word FROM kept")).ShouldBe("gebleven");
        database.Log.ShouldNotContain("new cluster");
        database.Log.ShouldNotContain("still runs");
    }

    [Fact]
    public async Task The_data_stay_in_the_container_when_programs_are_installed_later()
    {
        await Requires.ContainerEngineAsync();
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync(Database.ContainersOnly)) await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 1 AS one");

        await using var second = await database.StartAsync(Machine.Current());
        (await Database.AskAsync(second, "SELECT one FROM kept")).ShouldBe("1");
    }

    [Fact]
    public async Task It_listens_on_the_loopback_address_alone_and_asks_for_the_password()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using var server = await database.StartAsync(Database.ContainersOnly);
        var port = new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

        // The engine is asked, since it may forward the port in the kernel, where no listener is to be seen.
        (await engine.OutputAsync(TestContext.Current.CancellationToken, "port", ContainerServer.NameFor(database.Folder), "5432/tcp"))
            .ShouldBe($"127.0.0.1:{port}");
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "geheim", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken)))
            .SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task A_volume_whose_password_file_was_lost_gets_a_new_password()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync(Database.ContainersOnly)) await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 1 AS one");
        File.Delete(Path.Combine(database.Folder, engine.Program + ".password"));

        await using var second = await database.StartAsync(Database.ContainersOnly);
        (await Database.AskAsync(second, "SELECT one FROM kept")).ShouldBe("1");
    }

    [Fact]
    public async Task A_setting_that_the_server_does_not_know_ends_with_its_own_words()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        var options = database.Options with
        {
            Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" },
            BinariesRepository = new("http://127.0.0.1:1/maven"),
        };

        var refusal = await Should.ThrowAsync<LocalPostgresException>(
            () => LocalPostgresServer.StartAsync(options, Database.ContainersOnly, TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain("unrecognized configuration parameter \"no_such_setting\"");
        (await engine.HasContainerAsync(database)).ShouldBeFalse();
        (await engine.HasVolumeAsync(database)).ShouldBeFalse();
    }

    [Fact]
    public async Task Deleting_the_database_deletes_the_volume()
    {
        var engine = await Requires.ContainerEngineAsync();
        await using var database = new Database();
        await (await database.StartAsync(Database.ContainersOnly)).DisposeAsync();
        (await engine.HasVolumeAsync(database)).ShouldBeTrue();

        await LocalPostgresServer.DeleteAsync(database.Options, TestContext.Current.CancellationToken);

        (await engine.HasVolumeAsync(database)).ShouldBeFalse();
        Directory.Exists(database.Folder).ShouldBeFalse();
    }
}
