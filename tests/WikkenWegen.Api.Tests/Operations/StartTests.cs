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

    [Theory]
    [InlineData("Host=")]
    [InlineData(" ")]
    [InlineData("Host=127.0.0.1;Minimum Pool Size=9;Maximum Pool Size=8")]
    [InlineData("Database=wikkenwegen;Username=wikkenwegen")]
    [InlineData("Host=127.0.0.1;Maximum Pool Size=99999999999")]
    [InlineData("Host=127.0.0.1;Timeout=-1")]
    [InlineData("Host=127.0.0.1,127.0.0.2;Target Session Attributes=nonsense")]
    public async Task A_connection_string_that_cannot_be_used_is_told_in_one_line(string connectionString)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:WikkenWegen", connectionString)]).Build();
        var opening = Database.Open(configuration, new HostingEnvironment { EnvironmentName = Environments.Production });
        var line = (await Should.ThrowAsync<StartupException>(opening.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken))).Message;
        line.ShouldContain("ConnectionStrings__WikkenWegen");
        line.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_database_that_is_not_in_UTF_8_is_told_in_one_line()
    {
        var name = $"latin_{Guid.NewGuid():N}";
        await Replay.Stored.Run(shared.Api.ConnectionString, $"create database {name} template template0 encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'");
        try
        {
            var latin = new NpgsqlConnectionStringBuilder(shared.Api.ConnectionString) { Database = name, Pooling = false };
            var line = await Refuses([("ASPNETCORE_ENVIRONMENT", "Development"), ("ConnectionStrings__WikkenWegen", latin.ConnectionString)]);
            line.ShouldContain($"The database {name} keeps texts as LATIN1");
            line.ShouldContain("ENCODING 'UTF8'");
        }
        finally
        {
            await Replay.Stored.Run(shared.Api.ConnectionString, $"drop database {name}");
        }
    }

    [Theory]
    [InlineData("Limits__Requests", "veel")]
    [InlineData("Limits__PageItems", "2147483647")]
    [InlineData("Limits__BodyLevels", "2147483647")]
    [InlineData("Idempotency__Retention", "99999999999.00:00:00")]
    [InlineData("Network__SignUpsKeptForMonths", "0")]
    [InlineData("Network__SignUpsKeptForMonths", "een jaar")]
    [InlineData("Serilog__MinimumLevel__Default", "Luidkeels")]
    [InlineData("Kestrel__Certificates__Default__Path", "/nergens/certificaat.pem")]
    [InlineData("ASPNETCORE_URLS", "nergens")]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:5080")]
    [InlineData("ASPNETCORE_URLS", "https://127.0.0.1:0")]
    public async Task A_setting_that_cannot_be_is_told_in_one_line(string name, string value) =>
        await RefusesAt(name, ("ASPNETCORE_URLS", "http://127.0.0.1:0"), (name, value));

    [Fact]
    public async Task Settings_of_several_sections_that_cannot_be_are_told_in_a_line_each()
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null, ("ASPNETCORE_ENVIRONMENT", "Development"), ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("Terms__DecreedDays__0", "gisteren"), ("Memory__KeptBytes", "1"));
        exitCode.ShouldBe(1, output + errors);
        (output + errors).ShouldNotContain("   at ");
        var lines = errors.TrimEnd().Split('\n');
        foreach (var name in (string[])["Terms__DecreedDays__0", "KeptBytes"]) lines.ShouldContain(line => line.Contains(name, StringComparison.Ordinal), errors);
        lines.Length.ShouldBe(2, errors);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line()
    {
        var line = await RefusesAt("port", ("ASPNETCORE_URLS", shared.Api.Address.ToString()));
        line.ShouldContain("address already in use");
        line.ShouldContain("ASPNETCORE_URLS");
    }

    [Fact]
    public async Task A_database_that_is_too_new_is_told_in_one_line()
    {
        var database = await shared.CreateDatabase();
        await Replay.Stored.Run(database, SchemaUpdate.Script([.. Migration.All, new Migration(9, 900, "the-future", "select 1;")]));
        (await RefusesAt("too new", ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ConnectionStrings__WikkenWegen", database))).ShouldContain("is too new: it is at migration 0900-the-future");
    }

    /// <summary>Where the database can be reached and all else is as it should be.</summary>
    private async Task<string> RefusesAt(string what, params (string Name, string Value)[] settings)
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null, [("ASPNETCORE_ENVIRONMENT", "Development"), ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), .. settings]);
        exitCode.ShouldBe(1, $"{what}: {output}{errors}");
        (output + errors).ShouldNotContain("   at ", Case.Sensitive, what);
        return errors.TrimEnd().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_command_brings_the_database_up_to_date_or_prints_the_SQL_for_who_does_it_by_hand()
    {
        var database = await shared.CreateDatabase();
        (string, string)[] settings = [("ASPNETCORE_ENVIRONMENT", "Production"), ("ConnectionStrings__WikkenWegen", database)]; // and no identity provider
        var all = await ApiProcess.Run(["migrate", "--print"], null, settings[0]);
        all.ShouldBe((0, SchemaUpdate.Script(Migration.All), ""));
        (await ApiProcess.Run(["migrate", "--print"], null, settings)).ShouldBe(all, "an empty database lacks all");
        var (exitCode, _, errors) = await ApiProcess.Run(["migrate"], null, settings);
        (exitCode, errors).ShouldBe((0, ""));
        Storage.Catalog.ShouldBeTheSame(await Storage.Catalog.Of(database), await Storage.Catalog.Of(shared.Api.ConnectionString));
        (await ApiProcess.Run(["migrate", "--print"], null, settings)).ShouldBe((0, SchemaUpdate.Script([]), ""));
        (await ApiProcess.Run(["migrate", "--dry"], null, settings)).ShouldBe((1, "", $"The command is migrate, or migrate --print.{Environment.NewLine}"));
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
