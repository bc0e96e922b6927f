using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Contract;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>A host that cannot do its work says why in one line, and ends.</summary>
public class StartTests(Support.SharedApi shared)
{
    [Theory]
    [InlineData("Production", false)]
    [InlineData("Production", true)]
    [InlineData("Staging", true)]
    [InlineData(null, true)]
    public async Task Outside_Development_it_needs_an_identity_provider(string? environment, bool database)
    {
        var line = await Refuses([
            .. environment is null ? ((string, string)[])[] : [("ASPNETCORE_ENVIRONMENT", environment)],
            .. database ? [("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString)] : ((string, string)[])[],
        ]);
        line.ShouldContain("identity provider");
    }

    [Fact]
    public async Task In_Production_it_needs_a_database_of_its_own()
    {
        var refusal = await Should.ThrowAsync<StartupException>(() => Database.Open(new ConfigurationBuilder().Build(), new HostingEnvironment { EnvironmentName = Environments.Production }));
        refusal.Message.ShouldContain("ConnectionStrings__WikkenWegen");
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(shared.Api.ConnectionString) { Database = "no_such_database" };
        var line = await Refuses([("ASPNETCORE_ENVIRONMENT", "Development"), ("ConnectionStrings__WikkenWegen", nowhere.ConnectionString)]);
        line.ShouldContain("no_such_database");
        line.ShouldNotContain(nowhere.Password ?? "no password");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=localhost;Geheim=Zwaluw7")]
    [InlineData("Host=localhost;Port=Zwaluw7")]
    public async Task A_connection_string_that_is_none_is_not_repeated(string connectionString)
    {
        var line = await Refuses([("ASPNETCORE_ENVIRONMENT", "Development"), ("ConnectionStrings__WikkenWegen", connectionString)]);
        line.ShouldContain("ConnectionStrings__WikkenWegen");
        line.ShouldNotContain("Zwaluw7");
    }

    /// <summary>By the command of the README. What stands in launchSettings.json wins from the environment, so no address may stand there.</summary>
    [Fact]
    public async Task Started_by_dotnet_run_it_listens_where_the_environment_says_and_tells_where_the_data_lie()
    {
        var database = await shared.CreateDatabase();
        var start = new ProcessStartInfo("dotnet", ["run", "--no-build", "-c", ApiProcess.Configuration, "--project", Path.Combine(Repository.Root, "src", "WikkenWegen.Api")])
        {
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["ConnectionStrings__WikkenWegen"] = database },
        };
        using var process = Process.Start(start)!;
        try
        {
            var said = new List<string>();
            while (!said.Any(line => line.Contains("Ready.", StringComparison.Ordinal)))
                said.Add((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).ShouldNotBeNull(string.Join('\n', said)));
            said[^1].ShouldContain("http://127.0.0.1:");
            said.ShouldContain(line => line.Contains($"Data: database {new NpgsqlConnectionStringBuilder(database).Database} on ", StringComparison.Ordinal));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void In_Development_it_listens_where_the_README_says_unless_it_is_told_otherwise()
    {
        Listening([]).ShouldBe("http://localhost:5080");
        Listening([("urls", "http://127.0.0.1:1")]).ShouldBe("http://127.0.0.1:1");
        Listening([("http_ports", "81")]).ShouldBeNull();
        Listening([("Kestrel:Endpoints:Own:Url", "http://127.0.0.1:1")]).ShouldBeNull();
        Listening([("environment", "Production")]).ShouldBeNull();
    }

    [Fact]
    public async Task A_container_asks_its_host_whether_it_is_ready()
    {
        (await ApiProcess.Run(["healthcheck"], null, ("ASPNETCORE_HTTP_PORTS", $"{shared.Api.Address.Port}"))).ExitCode.ShouldBe(0);
        (await ApiProcess.Run(["healthcheck"], null, ("ASPNETCORE_HTTP_PORTS", "1"))).ExitCode.ShouldBe(1);
    }

    private static string? Listening((string, string)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = settings.Contains(("environment", "Production")) ? "Production" : "Development" });
        builder.Configuration.Sources.Clear(); // that of the machine is no part of this test
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Item1, s => (string?)s.Item2));
        builder.AddHosting();
        return builder.WebHost.GetSetting("urls");
    }

    private static async Task<string> Refuses((string, string)[] environment)
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null, [.. environment, ("ASPNETCORE_URLS", "http://127.0.0.1:0")]);
        exitCode.ShouldBe(1, output + errors);
        output.ShouldBeEmpty();
        return errors.TrimEnd().Split('\n').ShouldHaveSingleItem();
    }
}
