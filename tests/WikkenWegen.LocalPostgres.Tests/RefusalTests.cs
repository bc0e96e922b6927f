using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

/// <summary>The messages for the person at the console when PostgreSQL cannot be started.</summary>
public class RefusalTests
{
    // Nothing listens on port 1 of this machine, so a connection is refused at once, with or without a network.
    private static readonly Uri NoRepository = new("http://127.0.0.1:1/maven");

    [Fact]
    public async Task With_nothing_at_hand_it_says_what_was_tried_and_what_helps()
    {
        await using var database = new Database();

        var refusal = await RefusalAsync(database, Database.Empty with { ContainerEngines = ["no-such-engine"] });

        refusal.ShouldStartWith("No PostgreSQL 15 or later can be started on this machine.");
        refusal.ShouldContain("- programs: not on PATH, nor in the usual folders");
        refusal.ShouldContain("- no-such-engine: ");
        refusal.ShouldContain("- download: ");
        refusal.ShouldContain("Install PostgreSQL");
        refusal.ShouldContain("Docker");
        refusal.ShouldContain("ConnectionStrings__WikkenWegen");
    }

    [Fact]
    public async Task Programs_that_are_too_old_are_named()
    {
        Requires.Shell();
        using var installations = new FakeInstallations();
        var old = await installations.AddAsync("14", "14.19");
        await using var database = new Database();

        (await RefusalAsync(database, Database.Empty with { SearchPath = [old] })).ShouldContain($"only too old ones (PostgreSQL 14.19 in {old})");
    }

    [Theory]
    [InlineData("pull", "info")]
    [InlineData("run", "info|pull")]
    public async Task A_container_engine_that_answers_but_cannot_run_anything_is_named_and_leaves_the_choice_open(string failing, string working)
    {
        Requires.Shell();
        using var installations = new FakeInstallations();
        var engine = Path.Combine(installations.Root, "engine");
        await FakeInstallations.WriteScriptAsync(engine, $"case \"$1\" in {working}) ;; *) echo no network >&2; exit 1;; esac");
        await using var database = new Database();

        var refusal = await RefusalAsync(database, Database.Empty with { ContainerEngines = [engine] });

        refusal.ShouldContain($"{failing} failed: no network");
        refusal.ShouldContain("- download: "); // The next way was tried.
        File.Exists(engine + ".password").ShouldBeFalse(); // The full path of an engine is also where its password file goes.
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_names_both_versions_and_is_left_alone()
    {
        var programs = await Requires.ProgramsAsync();
        await using var database = new Database();
        await (await database.StartAsync()).DisposeAsync();
        var version = Path.Combine(database.Data, "PG_VERSION");
        File.WriteAllText(version, "99\n");

        var refusal = await RefusalAsync(database, Database.ProgramsOnly);

        refusal.ShouldContain($"The cluster in {database.Data} was made by PostgreSQL 99, and only that version can run it.");
        refusal.ShouldContain(programs.ToString());
        refusal.ShouldContain("Install PostgreSQL 99");
        File.WriteAllText(version, $"{programs.Major}\n");
        await using var server = await database.StartAsync();
        (await Database.AskAsync(server, "SELECT 1")).ShouldBe("1");
    }

    [Fact]
    public async Task A_cluster_without_its_password_file_says_which_file()
    {
        await Requires.ProgramsAsync();
        await using var database = new Database();
        await (await database.StartAsync()).DisposeAsync();
        File.Delete(Path.Combine(database.Data, "wikkenwegen.password"));

        (await RefusalAsync(database, Database.ProgramsOnly)).ShouldContain("wikkenwegen.password");
        File.Exists(Path.Combine(database.Data, "postmaster.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_left_alone()
    {
        await using var database = new Database();
        Directory.CreateDirectory(database.Data);
        File.WriteAllText(Path.Combine(database.Data, "thesis.txt"), "mine");

        (await RefusalAsync(database, Database.Empty)).ShouldContain($"The folder {database.Data} holds no PostgreSQL cluster");

        File.ReadAllText(Path.Combine(database.Data, "thesis.txt")).ShouldBe("mine");
        Directory.Delete(database.Data, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            var options = new LocalPostgresOptions { Folder = Path.Combine(file, "postgres") };
            var refusal = await Should.ThrowAsync<LocalPostgresException>(
                () => LocalPostgresServer.StartAsync(options, Database.Empty, TestContext.Current.CancellationToken));
            refusal.Message.ShouldContain(options.Folder);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> RefusalAsync(Database database, Machine machine) =>
        (await Should.ThrowAsync<LocalPostgresException>(() => LocalPostgresServer.StartAsync(
            database.Options with { BinariesRepository = NoRepository }, machine, TestContext.Current.CancellationToken))).Message;
}
