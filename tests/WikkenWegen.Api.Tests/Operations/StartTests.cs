using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Store;

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

    [Fact]
    public async Task A_container_asks_its_host_whether_it_is_ready()
    {
        (await ApiProcess.Run(["healthcheck"], null, ("ASPNETCORE_HTTP_PORTS", $"{shared.Api.Address.Port}"))).ExitCode.ShouldBe(0);
        (await ApiProcess.Run(["healthcheck"], null, ("ASPNETCORE_HTTP_PORTS", "1"))).ExitCode.ShouldBe(1);
    }

    private static async Task<string> Refuses((string, string)[] environment)
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null, [.. environment, ("ASPNETCORE_URLS", "http://127.0.0.1:0")]);
        exitCode.ShouldBe(1, output + errors);
        output.ShouldBeEmpty();
        return errors.TrimEnd().Split('\n').ShouldHaveSingleItem();
    }
}
