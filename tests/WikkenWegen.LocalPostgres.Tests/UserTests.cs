using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Servers;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class UserTests
{
    [Fact]
    public async Task As_root_a_folder_that_the_servers_user_cannot_enter_is_refused()
    {
        await Requires.ProgramsAsync();
        Requires.Root();
        var home = Directory.CreateTempSubdirectory("wikkenwegen-home-"); // Only root can enter it, as with root's home.
        try
        {
            var options = new LocalPostgresOptions { Folder = Path.Combine(home.FullName, "postgres") };
            var refusal = await Should.ThrowAsync<LocalPostgresException>(
                () => LocalPostgresServer.StartAsync(options, Database.ProgramsOnly, TestContext.Current.CancellationToken));
            refusal.Message.ShouldContain($"cannot enter the folder {options.Folder}");
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task As_an_ordinary_user_the_server_runs_as_that_user()
    {
        await Requires.ProgramsAsync();
        Requires.Root(); // To run a host as the ordinary user nobody. When the tests run as an ordinary user, all other tests show the same.
        var home = Directory.CreateTempSubdirectory("wikkenwegen-nobody-");
        try
        {
            Copy(AppContext.BaseDirectory, home.FullName); // The user nobody may not be able to read the folder of the tests.
            await new Command("chown", "-R", "nobody:", home.FullName).RunAsync(TestContext.Current.CancellationToken);
            var folder = Path.Combine(home.FullName, "postgres");
            await using var host = HostProcess.Start(
                folder, program: Path.Combine(home.FullName, "WikkenWegen.LocalPostgres.TestHost.dll"), user: "nobody", home: home.FullName);
            await host.HearAsync("stored 10");

            var owner = await new Command("stat", "-c", "%U", Path.Combine(folder, "data")).RunAsync(TestContext.Current.CancellationToken);
            owner.Output.ShouldBe("nobody");
            File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            await host.SignalGroupAsync("TERM");
            await host.HearAsync("stopped");
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_first_user_that_exists_is_chosen()
    {
        Requires.Root();
        (await ServerUser.FindAsync(["no-such-user", "nobody", "daemon"], TestContext.Current.CancellationToken)).ShouldBe("nobody");
    }

    [Fact]
    public async Task Root_itself_is_not_chosen()
    {
        Requires.Root();
        await Should.ThrowAsync<ServerException>(() => ServerUser.FindAsync(["root"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task When_no_user_exists_the_refusal_says_which_were_tried()
    {
        var refusal = await Should.ThrowAsync<ServerException>(
            () => ServerUser.FindAsync(["no-such-user", "nor-this-one"], TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("the user no-such-user or nor-this-one");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
