using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class DownloadTests
{
    [Fact]
    public async Task Without_programs_or_container_engine_they_are_fetched()
    {
        Requires.Shell();
        using var repository = await FakeRepository.OpenAsync($"{BinaryDownload.DefaultMajor}.6", await Requires.ProgramsAsync());
        await using var database = new Database();
        await using var server = await StartAsync(database, repository.Address);

        (await Database.AskAsync(server, "SELECT 1")).ShouldBe("1");
        database.Log.ShouldContain($"Fetching the programs of PostgreSQL {BinaryDownload.DefaultMajor} from {repository.Address.ToString().TrimEnd('/')}, once.");
        database.Log.ShouldContain($"Found PostgreSQL {BinaryDownload.DefaultMajor}.6 in {Path.Combine(database.Folder, "binaries")}");
    }

    [Fact]
    public async Task A_cluster_whose_programs_are_gone_gets_its_own_version_once()
    {
        Requires.Shell();
        var programs = await Requires.ProgramsAsync();
        await using var database = new Database();
        await using (var first = await database.StartAsync()) await Database.AskAsync(first, "CREATE TABLE kept AS SELECT 1 AS one");
        Uri address;
        using (var repository = await FakeRepository.OpenAsync($"{programs.Major}.99", programs))
        {
            address = repository.Address;
            await using var second = await StartAsync(database, address);
            (await Database.AskAsync(second, "SELECT one FROM kept")).ShouldBe("1");
            database.TakeLog().ShouldContain("Fetching");
        }

        await using var third = await StartAsync(database, address); // Where nobody answers any more.
        (await Database.AskAsync(third, "SELECT one FROM kept")).ShouldBe("1");
        database.Log.ShouldNotContain("Fetching");
    }

    [Fact]
    public async Task Programs_that_could_not_run_where_they_are_put_are_not_fetched()
    {
        Requires.Shell();
        await using var database = new Database("$HOME");
        var refusal = await Should.ThrowAsync<LocalPostgresException>(StartAsync(database, new Uri("http://127.0.0.1:1")));
        refusal.Message.ShouldContain("do not run from a folder with $");
        database.Log.ShouldNotContain("Fetching");
    }

    private static Task<LocalPostgresServer> StartAsync(Database database, Uri repository) => LocalPostgresServer.StartAsync(
        database.Options with { BinariesRepository = repository }, Database.Empty, TestContext.Current.CancellationToken);
}
