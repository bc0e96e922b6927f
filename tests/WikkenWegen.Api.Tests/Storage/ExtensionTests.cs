using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Listing;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>The extensions of PostgreSQL that searches need are added at the start, or the start says what to do.</summary>
public class ExtensionTests(SharedApi shared)
{
    [Fact]
    public async Task Whoever_may_create_in_the_database_needs_no_administrator_for_them()
    {
        var (database, user) = await DatabaseOfAUser();
        await Stored.Run(database, $"grant create on database \"{new NpgsqlConnectionStringBuilder(database).Database}\" to {user}");
        await using var api = Support.Api.Start(As(database, user));
        (await Extensions(database)).ShouldBe(["pg_trgm in wikkenwegen", "unaccent in wikkenwegen"]);
        await Finds(api);
    }

    [Fact]
    public async Task Where_they_are_there_already_they_may_be_anywhere()
    {
        var database = await shared.CreateDatabase();
        await Stored.Run(database, """create schema "Else where"; create extension unaccent with schema "Else where"; create schema parts; create extension pg_trgm with schema parts""");
        await using var api = Support.Api.Start(database);
        (await Extensions(database)).ShouldBe(["pg_trgm in parts", "unaccent in Else where"]);
        await Finds(api);
    }

    [Fact]
    public async Task Where_the_user_of_the_database_may_not_add_them_the_start_says_what_to_do()
    {
        var (database, user) = await DatabaseOfAUser();
        await using var source = NpgsqlDataSource.Create(As(database, user));
        var update = new SchemaUpdate(source, [], new Statistics(source, NullLogger<Statistics>.Instance), NullLogger<SchemaUpdate>.Instance);
        var message = await Refusal(update);
        message.ShouldContain(new NpgsqlConnectionStringBuilder(database).Database!);
        message.ShouldContain("permission denied for database");
        message.ShouldContain("migrate --print");

        await Stored.Run(database, $"create schema wikkenwegen authorization {user}; create schema wikkenwegen_messaging authorization {user}");
        message = await Refusal(update);
        message.ShouldContain("CREATE EXTENSION pg_trgm;");
        message.ShouldContain("permission denied");
        await Stored.Run(database, "create extension pg_trgm");
        (await Refusal(update)).ShouldContain("CREATE EXTENSION unaccent;", Case.Sensitive, "the one that is lacking still");
        await Stored.Run(database, "create extension unaccent");
        await update.Apply();
    }

    private static async Task<string> Refusal(SchemaUpdate update)
    {
        var message = (await Should.ThrowAsync<StartupException>(update.Apply())).Message;
        message.ShouldNotContain("\n");
        return message;
    }

    /// <summary>A new database, and a user who may connect to it and no more.</summary>
    private async Task<(string Database, string User)> DatabaseOfAUser()
    {
        var (database, user) = (await shared.CreateDatabase(), "user_" + Guid.NewGuid().ToString("N"));
        await Stored.Run(database, $"create role {user} login password 'geheim'");
        return (database, user);
    }

    private static string As(string database, string user) => new NpgsqlConnectionStringBuilder(database) { Username = user, Password = "geheim" }.ConnectionString;

    private static async Task Finds(Support.Api api)
    {
        using var http = api.Client();
        var framing = WeighingClient.Framing;
        framing["title"] = "De Zwaluwflat aan de façade";
        var weighing = await WeighingClient.Open(http, framing);
        foreach (var q in new[] { "zwaluw", "facade" })
            (await ManyWeighings.Items(http, $"q={q}")).ShouldHaveSingleItem(q).GetProperty("id").GetString().ShouldBe(weighing.Id.ToString());
    }

    private static Task<List<string>> Extensions(string database) => Stored.Rows(database,
        "select extname || ' in ' || nspname from pg_extension e join pg_namespace n on n.oid = extnamespace where extname in ('pg_trgm', 'unaccent') order by extname", row => row.GetString(0));
}
