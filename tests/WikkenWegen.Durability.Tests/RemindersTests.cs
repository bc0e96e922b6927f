using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Npgsql;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Durability.Tests;

/// <summary>
/// A host that is killed after a step was recorded, and before it told of the deadline that had passed with it: another host does, once. That it
/// was told is counted by the database, in the transaction that writes it down.
/// </summary>
public class RemindersTests
{
    /// <summary>Number of the lock by which a test holds up who writes down that a deadline was reached.</summary>
    private const int Gate = 4242;

    private const int Weighings = 10;

    [Fact]
    public async Task Killed_between_the_commit_and_the_reminder_the_next_host_tells_it_once()
    {
        await using var server = await TestDatabase.StartAsync(durable: true, TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        List<string> recorded;
        await using (var first = await HostProcess.OnDatabase(database))
        {
            await Watch(database);
            await using var held = await Hold(database);
            recorded = await RecordPassed(first);
            await first.Kill();
        }
        (await Told(database, recorded)).ShouldBeEmpty();

        await using var next = await HostProcess.OnDatabase(database);
        await AreToldOnce(database, recorded);
    }

    /// <summary>The other host has done its sweep by then, so that the messages alone tell it: those of a host that is gone go on at one that is there.</summary>
    [Fact]
    public async Task Killed_beside_another_host_that_one_goes_on_with_its_messages()
    {
        await using var server = await TestDatabase.StartAsync(durable: true, TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var first = await HostProcess.OnDatabase(database);
        await using var other = await HostProcess.OnDatabase(database);
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        await Watch(database);
        List<string> recorded;
        await using (await Hold(database))
        {
            recorded = await RecordPassed(first);
            await first.Kill();
        }
        await AreToldOnce(database, recorded);
        other.IsGone.ShouldBeFalse();
    }

    private static async Task AreToldOnce(string database, List<string> recorded)
    {
        for (var patience = 0; patience < 1200 && (await Told(database, recorded)).Count < recorded.Count; patience++) await Task.Delay(100, TestContext.Current.CancellationToken);
        (await Told(database, recorded)).ShouldBe(recorded, ignoreOrder: true);
        // Until nobody has anything left to do, and after that too.
        for (var patience = 0; patience < 600 && (await Audit.Rows(database, "select id::text from wikkenwegen_messaging.wolverine_incoming_envelopes where status = 'Incoming'")).Count > 0; patience++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        (await Told(database, recorded)).ShouldBe(recorded, ignoreOrder: true);
    }

    /// <summary>Records requests for advice of which the last day has passed, and gives the weighings.</summary>
    private static async Task<List<string>> RecordPassed(HostProcess host)
    {
        using var http = await host.Client();
        var weighings = new List<string>();
        for (var n = 0; n < Weighings; n++)
        {
            var address = await Post(http, "/v1/weighings", new
            {
                title = "Wie herinnert",
                question = "En hoe vaak?",
                level = "tactical",
                scale = "complex",
                ownership = "own",
                breadth = "narrow",
                sgeiRegime = "sgei",
                processForm = "advice",
                ownerRole = "Strateeg",
                deciderRole = "Bestuurder",
                confidentiality = "internal",
                occurredAt = "2026-02-01T09:00:00+01:00",
            });
            await Post(http, $"{address}/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises", occurredAt = "2026-02-02T09:00:00+01:00" });
            await Post(http, $"{address}/advice-requests", new { stakeholder = "B1", about = "De keuze", statutory = true, occurredAt = "2026-03-14T09:00:00+01:00" });
            weighings.Add(address.Split('/')[^1]);
        }
        return weighings;
    }

    private static async Task<string> Post(HttpClient http, string address, object body)
    {
        using var response = await http.PostAsJsonAsync(address, body, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response.Headers.Location!.OriginalString;
    }

    private static async Task<List<string>> Told(string database, List<string> weighings) =>
        [.. (await Audit.Rows(database, "select weighing_id::text from public.reached")).Where(weighings.Contains)];

    private static async Task Watch(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"""
            create table public.reached (weighing_id uuid);
            create function public.reached_keep() returns trigger language plpgsql as $$ begin
                perform pg_advisory_xact_lock({Gate});
                insert into public.reached values (new.weighing_id);
                return new;
            end $$;
            create trigger reached_keep before update of fired_at on wikkenwegen.deadline for each row
                when (new.fired_at is not null and new.fired_at is distinct from old.fired_at) execute function public.reached_keep();
            """), connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Holds up who writes down that a deadline was reached, until it is disposed of.</summary>
    private static async Task<NpgsqlConnection> Hold(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_lock({Gate})"), connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
