using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Durability.Tests;

/// <summary>
/// A host that is killed in the midst of an export, at each of its statements that write: another host makes it, once, and its file is whole. The
/// database holds the host up at the statement, so that it is killed there and nowhere else.
/// </summary>
public class ExportsTests
{
    /// <summary>Number of the lock by which a test holds up the host.</summary>
    private const int Gate = 4243;

    private const string Exports = "/v1/audit/exports";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("update on wikkenwegen.audit_export", "new.state = 'running'")]
    [InlineData("insert on wikkenwegen.audit_export_part", "true")]
    [InlineData("insert on wikkenwegen.mt_events", "new.type = 'audit_export_made'")]
    [InlineData("update on wikkenwegen.audit_export", "new.state = 'done'")]
    public async Task Killed_at_a_statement_it_is_made_by_the_next_host_once_and_whole(string statement, string when)
    {
        await using var server = await TestDatabase.StartAsync(durable: true, Cancellation);
        var database = await server.CreateDatabaseAsync(Cancellation);
        string address;
        await using (var first = await HostProcess.OnDatabase(database))
        {
            await Run(database, $"""
                create function public.hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared({Gate}); return new; end $$;
                create trigger hold before {statement} for each row when ({when}) execute function public.hold();
                """);
            await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
            await holder.OpenAsync(Cancellation);
            await using (var hold = new NpgsqlCommand($"select pg_advisory_lock({Gate})", holder)) await hold.ExecuteNonQueryAsync(Cancellation);
            address = await Ask(first);
            const string waits = "select 'waits' from pg_locks where locktype = 'advisory' and objid = 4243 and not granted";
            for (var patience = 0; patience < 2400 && (await Support.Audit.Rows(database, waits)).Count == 0; patience++) await Task.Delay(50, Cancellation);
            (await Support.Audit.Rows(database, waits)).ShouldNotBeEmpty("the host came to the statement");
            await first.Kill();
            await using var letGo = new NpgsqlCommand($"select pg_advisory_unlock({Gate})", holder);
            await letGo.ExecuteNonQueryAsync(Cancellation);
        }
        await using var next = await HostProcess.OnDatabase(database);
        using var http = await next.Client("auditor");
        var export = default(JsonElement);
        for (var patience = 0; patience < 1200; patience++, await Task.Delay(200, Cancellation))
            if ((export = await http.GetFromJsonAsync<JsonElement>(address, Cancellation)).GetProperty("state").GetString() is "done" or "failed") break;
        export.GetProperty("state").GetString().ShouldBe("done");
        var file = await http.GetByteArrayAsync($"{address}/content", Cancellation);
        Convert.ToHexStringLower(SHA256.HashData(file)).ShouldBe(export.GetProperty("sha256").GetString());
        (await Support.Audit.Rows(database, "select data ->> 'sha256' from wikkenwegen.mt_events where type = 'audit_export_made'")).ShouldBe([export.GetProperty("sha256").GetString()!]);
    }

    /// <summary>Asks for an export once something was signed, and gives its address.</summary>
    private static async Task<string> Ask(HostProcess host)
    {
        using var http = await host.Client("auditor");
        for (var patience = 0; patience < 2400; patience++, await Task.Delay(50, Cancellation))
            using (var signed = await http.GetAsync("/v1/audit/log/checkpoint", Cancellation))
                if (signed.StatusCode == HttpStatusCode.OK) break;
        using var response = await http.PostAsJsonAsync(Exports, new { }, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return response.Headers.Location!.OriginalString;
    }

    private static async Task Run(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
