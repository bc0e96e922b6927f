using System.Net;
using System.Net.NetworkInformation;
using Npgsql;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Tests.Support;

namespace WikkenWegen.LocalPostgres.Tests;

public class RunningServerTests(RunningServer running) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_cluster_is_safe_and_the_same_on_every_machine()
    {
        var server = await running.GetAsync();

        (await SettingAsync("data_checksums")).ShouldBe("on");
        (await SettingAsync("fsync")).ShouldBe("on");
        (await SettingAsync("full_page_writes")).ShouldBe("on");
        (await SettingAsync("synchronous_commit")).ShouldBe("on");
        (await SettingAsync("server_encoding")).ShouldBe("UTF8");
        (await SettingAsync("TimeZone")).ShouldBe("UTC");
        (await SettingAsync("password_encryption")).ShouldBe("scram-sha-256");
        (await SettingAsync("unix_socket_directories")).ShouldBe("");
        (await Database.AskAsync(server, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'")).ShouldBeOneOf("C.UTF-8", "C");
        (await Database.AskAsync(server, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")).ShouldBe("scram-sha-256");

        Task<string?> SettingAsync(string name) => Database.AskAsync(server, $"SELECT current_setting('{name}')");
    }

    [Fact]
    public async Task It_listens_on_the_loopback_address_alone()
    {
        var server = await running.GetAsync();
        var port = new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == port).Select(end => end.Address)
            .ShouldBe([IPAddress.Loopback]);
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        var server = await running.GetAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "geheim", Pooling = false };

        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken)))
            .SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task The_password_is_in_a_file_that_only_its_owner_reads()
    {
        Requires.Shell();
        var server = await running.GetAsync();
        var password = new NpgsqlConnectionStringBuilder(server.ConnectionString).Password;

        var holders = Directory.EnumerateFiles(running.Database.Folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "lock" && new FileInfo(file).Length < 1000 && File.ReadAllText(file).Contains(password!, StringComparison.Ordinal));
        var holder = holders.ShouldHaveSingleItem();
        File.GetUnixFileMode(holder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task The_server_does_not_see_the_hosts_environment()
    {
        Requires.Linux();
        await running.GetAsync();

        var environment = File.ReadAllText($"/proc/{running.Database.PostmasterId}/environ");
        environment.ShouldContain("LC_ALL=C");
        environment.ShouldNotContain(RunningServer.Secret);
    }

    [Fact]
    public async Task A_folder_reached_through_a_link_is_the_same_folder()
    {
        Requires.Shell();
        await running.GetAsync();
        var link = running.Database.Folder + " link";
        Directory.CreateSymbolicLink(link, running.Database.Folder);
        try
        {
            var refusal = await Should.ThrowAsync<LocalPostgresException>(() => LocalPostgresServer.StartAsync(
                running.Database.Options with { Folder = link }, Database.ProgramsOnly, TestContext.Current.CancellationToken));
            refusal.Message.ShouldContain($"The database in {running.Database.Folder} is in use");
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Fact]
    public async Task A_second_host_in_the_same_process_is_refused_too()
    {
        var server = await running.GetAsync();

        (await Should.ThrowAsync<LocalPostgresException>(() => running.Database.StartAsync())).Message.ShouldContain(running.Database.Folder);
        (await Database.AskAsync(server, "SELECT 1")).ShouldBe("1");
    }

    [Fact]
    public async Task As_root_the_server_runs_as_somebody_else_who_owns_the_data()
    {
        Requires.Root();
        Requires.Linux();
        await running.GetAsync();

        var user = (await new Command("stat", "-c", "%U", running.Database.Data).RunAsync(TestContext.Current.CancellationToken)).Output;
        user.ShouldBeOneOf("postgres", "nobody");
        (await new Command("stat", "-c", "%U", $"/proc/{running.Database.PostmasterId}").RunAsync(TestContext.Current.CancellationToken)).Output.ShouldBe(user);
    }
}
