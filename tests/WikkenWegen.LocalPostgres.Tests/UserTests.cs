using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Servers;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class UserTests
{
    private const string Nobody = "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin";

    [Fact]
    public async Task As_root_a_folder_that_the_servers_user_cannot_enter_is_refused()
    {
        await Requires.ProgramsAsync();
        Requires.Root();
        var home = Directory.CreateTempSubdirectory("wikkenwegen-home-"); // For its owner alone, as root's home.
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
        Requires.Root(); // To become another user; when the tests do not run as root, all others show the same.
        var user = await ServerUser.FindAsync(Nobody, TestContext.Current.CancellationToken);
        var home = Directory.CreateTempSubdirectory("wikkenwegen-nobody-");
        try
        {
            Copy(AppContext.BaseDirectory, home.FullName); // The tests may lie where nobody can read them.
            await new Command("chown", "-R", "nobody:", home.FullName).RunAsync(TestContext.Current.CancellationToken);
            var folder = Path.Combine(home.FullName, "postgres");
            await using var host = HostProcess.Start(
                folder, "programs", Path.Combine(home.FullName, "WikkenWegen.LocalPostgres.TestHost.dll"), [.. user.Prefix, "env", $"HOME={home.FullName}"]);
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
    public async Task Without_a_user_postgres_it_is_nobody()
    {
        Requires.Root();
        (await ServerUser.FindAsync("root:x:0:0::/root:/bin/sh\n" + Nobody, TestContext.Current.CancellationToken)).Name.ShouldBe("nobody");
    }

    [Fact]
    public async Task Without_either_user_the_refusal_says_so()
    {
        var refusal = await Should.ThrowAsync<ServerException>(
            () => ServerUser.FindAsync("root:x:0:0::/root:/bin/sh\n", TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("postgres or nobody");
    }

    [Theory]
    [InlineData("setpriv")]
    [InlineData("runuser")]
    [InlineData("su")]
    public async Task Each_way_to_become_another_user_passes_arguments_unharmed(string tool)
    {
        Requires.Root();
        Requires.Linux();
        var way = ServerUser.WaysToBecome("nobody", "65534").Single(prefix => prefix[0] == tool);
        string[] arguments = ["a b", "-c", "$HOME", "'\"", "", "--"];

        var result = await new Command(way[0], [.. way.Skip(1), "sh", "-c", "id -un; printf '<%s>' \"$@\"", "sh", .. arguments]) { Folder = "/" }
            .RunAsync(TestContext.Current.CancellationToken);

        Assert.SkipWhen(result.ExitCode == 127, $"This machine has no {tool}.");
        result.Output.ShouldBe("nobody\n" + string.Concat(arguments.Select(argument => $"<{argument}>")));
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
