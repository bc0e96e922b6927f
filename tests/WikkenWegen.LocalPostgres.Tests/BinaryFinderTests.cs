using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public sealed class BinaryFinderTests : IDisposable
{
    private readonly FakeInstallations installations = new();

    public BinaryFinderTests() => Requires.Shell();

    public void Dispose() => installations.Dispose();

    [Fact]
    public async Task The_newest_in_the_usual_folders_wins_by_number_and_not_by_name()
    {
        await installations.AddAsync("9.6", "9.6.24");
        await installations.AddAsync("15", "15.14 (Debian 15.14-0+deb12u1)");
        var newest = await installations.AddAsync("16", "16.10");
        await installations.AddAsync("16-older", "16.9");

        (await SearchAsync()).ForNewCluster().ShouldBe(new PostgresBinaries(newest, 16, 10));
    }

    [Fact]
    public async Task PATH_wins_from_a_newer_version_in_the_usual_folders()
    {
        var onPath = await installations.AddAsync("on-path/15", "15.2");
        await installations.AddAsync("17", "17.6");

        (await SearchAsync(onPath)).ForNewCluster().ShouldBe(new PostgresBinaries(onPath, 15, 2));
    }

    [Fact]
    public async Task A_version_on_PATH_that_is_too_old_gives_way_to_the_usual_folders()
    {
        var onPath = await installations.AddAsync("on-path/14", "14.19");
        var usual = await installations.AddAsync("15", "15.0");

        (await SearchAsync(onPath)).ForNewCluster().ShouldBe(new PostgresBinaries(usual, 15, 0));
    }

    [Fact]
    public async Task Versions_before_15_are_found_but_not_used()
    {
        var old = await installations.AddAsync("14", "14.19");

        var finder = await SearchAsync();

        finder.ForNewCluster().ShouldBeNull();
        finder.ForClusterOf(14).ShouldBeNull();
        finder.All.ShouldBe([new PostgresBinaries(old, 14, 19)]);
    }

    [Fact]
    public async Task A_cluster_gets_the_newest_of_its_own_major_version_wherever_that_is()
    {
        var onPath = await installations.AddAsync("on-path/17", "17.6");
        await installations.AddAsync("15", "15.3");
        var own = await installations.AddAsync("15-newer", "15.14");

        var finder = await SearchAsync(onPath);

        finder.ForClusterOf(15).ShouldBe(new PostgresBinaries(own, 15, 14));
        finder.ForClusterOf(16).ShouldBeNull();
    }

    [Fact]
    public async Task Links_on_PATH_are_followed_to_where_the_programs_are()
    {
        var real = await installations.AddAsync("on-path/16", "16.1");
        var links = Directory.CreateDirectory(Path.Combine(installations.Root, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "postgres"), Path.Combine(real, "postgres"));

        (await SearchAsync(links)).ForNewCluster().ShouldBe(new PostgresBinaries(real, 16, 1));
    }

    [Theory]
    [InlineData("initdb")]
    [InlineData("pg_ctl")]
    [InlineData("postgres")]
    public async Task A_folder_that_lacks_a_program_is_passed_over(string program)
    {
        await installations.AddAsync("17", "17.6", without: program);
        (await SearchAsync()).All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Programs_that_do_not_run_are_passed_over()
    {
        var broken = await installations.AddAsync("17", "17.6");
        File.SetUnixFileMode(Path.Combine(broken, "postgres"), UnixFileMode.UserRead);
        (await SearchAsync()).All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_beta_counts_as_its_major_version()
    {
        var beta = await installations.AddAsync("18", "18beta1");
        (await SearchAsync()).ForNewCluster().ShouldBe(new PostgresBinaries(beta, 18, 0));
    }

    [Fact]
    public async Task Programs_fetched_by_an_earlier_run_are_found()
    {
        var fetched = await installations.AddAsync("binaries/postgres-17.6.0-linux-amd64", "17.6");
        var finder = await BinaryFinder.SearchAsync(
            [], [BinaryDownload.FetchedFolders(installations.Root)], TestContext.Current.CancellationToken);
        finder.ForNewCluster().ShouldBe(new PostgresBinaries(fetched, 17, 6));
    }

    private Task<BinaryFinder> SearchAsync(params string[] searchPath) => BinaryFinder.SearchAsync(
        [.. searchPath, "/nowhere"], [Path.Combine(installations.Root, "*", "bin"), "/nowhere/*/bin"], TestContext.Current.CancellationToken);
}
