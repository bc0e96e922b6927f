using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>A host does all its work under a role that can neither change nor take away what was recorded: deploy/roles.sql and deploy/grants.sql.</summary>
public class RoleTests(SharedApi shared)
{
    [Fact]
    public async Task A_host_needs_no_more_than_the_role_that_is_made_for_it()
    {
        var database = await shared.CreateDatabase();
        var own = Guid.NewGuid().ToString("N")[..8];
        await Stored.Run(database, SchemaUpdate.Script(Migration.All));
        foreach (var file in new[] { "roles.sql", "grants.sql" })
            await Stored.Run(database, (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", file), TestContext.Current.CancellationToken)).Replace("wikkenwegen_", $"wikkenwegen_{own}_", StringComparison.Ordinal)
                .Replace($"wikkenwegen_{own}_messaging", "wikkenwegen_messaging", StringComparison.Ordinal));
        await Stored.Run(database, $"alter role wikkenwegen_{own}_host password 'proef'");
        var host = new NpgsqlConnectionStringBuilder(database) { Username = $"wikkenwegen_{own}_host", Password = "proef", PersistSecurityInfo = true }.ConnectionString;
        await using (var api = Support.Api.Start(host, null, ("Serilog:MinimumLevel:Default", "Warning")))
        {
            using var http = api.Client();
            await new FullWeighing().Record(http); // every step
            var weighing = await Retries.Keyed.Weighing(http);
            await Retries.Keyed.Ask(http, $"{weighing.Address}/objections", Retries.Keyed.Objection("bezwaar"), Retries.Keyed.NewKey());
            await weighing.Newest().Record("/proposals", new { name = "Renoveren" });
            await LedgerDatabase.Signed(database);
        }
        await LedgerDatabase.IsWhole(database);

        foreach (var table in new[] { "mt_events", "ledger_leaf", "ledger_index", "ledger_tile", "ledger_checkpoint", "ledger_cosignature", "ledger_timestamp", "ledger_key_change", "schema_migration" })
            foreach (var sql in new[] { $"delete from wikkenwegen.{table}", $"update wikkenwegen.{table} set {(table == "mt_events" ? "version = 1" : table == "schema_migration" ? "name = name" : "tenant_id = tenant_id")}", $"truncate wikkenwegen.{table}", $"alter table wikkenwegen.{table} disable trigger user" })
                (await Should.ThrowAsync<PostgresException>(Stored.Run(host, sql), sql)).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
    }
}
