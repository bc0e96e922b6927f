using JasperFx;
using Microsoft.Extensions.DependencyInjection;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;
using Wolverine;
using Wolverine.Persistence.Durability;
using Wolverine.Runtime;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>Wolverine's tables are made by the migrations as it wants them, and how it works follows from how many hosts there are.</summary>
public class MessagingTests(SharedApi shared)
{
    [Theory]
    [InlineData("one")]
    [InlineData("many")]
    public async Task The_migrations_make_the_tables_that_Wolverine_wants(string hosts)
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Messaging:Hosts", hosts), ("Serilog:MinimumLevel:Default", "Warning"));
        var wanted = api.Services.GetRequiredService<IMessageStore>().ShouldBeAssignableTo<IDatabase>()!;
        var lacking = await wanted.CreateMigrationAsync(TestContext.Current.CancellationToken);
        if (lacking.Difference == SchemaPatchDifference.None) return;
        await using var sql = new StringWriter();
        lacking.WriteAllUpdates(sql, new PostgresqlMigrator(), AutoCreate.All);
        Assert.Fail($"Wolverine wants other tables than the migrations make:\n{sql}");
    }

    [Theory]
    [InlineData("one", DurabilityMode.Solo)]
    [InlineData("many", DurabilityMode.Balanced)]
    [InlineData("", DurabilityMode.Balanced)] // a database that was configured can have more hosts than this one
    public async Task Hosts_divide_the_work_unless_there_is_but_one(string hosts, DurabilityMode mode)
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Messaging:Hosts", hosts), ("Serilog:MinimumLevel:Default", "Warning"));
        api.Services.GetRequiredService<IWolverineRuntime>().Options.Durability.Mode.ShouldBe(mode);
    }

    [Fact]
    public async Task A_host_that_is_told_another_number_does_not_start()
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null, ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), ("Messaging__Hosts", "two"));
        exitCode.ShouldBe(1, output);
        errors.ShouldContain("The settings of Messaging cannot be read");
    }
}
