using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Durability.Tests;

/// <summary>A host that is killed at any statement of an erasure leaves nothing half erased, and the next one completes what was confirmed.</summary>
public class KilledWhileErasingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Rows that the erasure needs in turn: a lock on one holds it at that statement.</summary>
    public static TheoryData<string> HeldAt =>
    [
        "lock table wikkenwegen.mt_events in share mode",
        "select from wikkenwegen.vault for update",
        "select from wikkenwegen.vault_key for update",
        "select from wikkenwegen.erasure_request for update",
    ];

    [Theory, MemberData(nameof(HeldAt))]
    public async Task After_kill_9_in_the_middle_of_an_erasure_all_is_there_and_the_next_host_erases_all(string held)
    {
        await using var server = await TestDatabase.StartAsync(durable: true, Cancellation);
        var database = await server.CreateDatabaseAsync(Cancellation);
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-erasures-").FullName;
        try
        {
            Guid weighing;
            await using (var host = await HostProcess.OnDatabase(database, ("Vault__ErasuresFolder", folder)))
            {
                using var strategist = await host.Client("strategist", "strateeg");
                weighing = await Record(strategist);
                using var first = await host.Client("privacy-officer", "eerste");
                using var other = await host.Client("privacy-officer", "tweede");
                using var asked = await first.PostAsJsonAsync("/v1/privacy/erasures", new { subject = "iemand", ground = "objection", motivation = "Gevraagd." }, Cancellation);
                var id = JsonDocument.Parse(await asked.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("id").GetGuid();

                await using var connection = new NpgsqlConnection(database);
                await connection.OpenAsync(Cancellation);
                await using var transaction = await connection.BeginTransactionAsync(Cancellation);
                await using (var hold = new NpgsqlCommand(held, connection, transaction)) await hold.ExecuteNonQueryAsync(Cancellation);
                var confirming = other.PostAsync($"/v1/privacy/erasures/{id}/confirmation", null, Cancellation);
                while ((await Audit.Rows(database, "select pid::text from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")).Count == 0)
                {
                    confirming.IsCompleted.ShouldBeFalse("it must be held");
                    await Task.Delay(20, Cancellation);
                }
                await host.Kill();
                await Should.ThrowAsync<HttpRequestException>(() => confirming);
                await transaction.RollbackAsync(Cancellation);
            }
            // Once the server has noticed that the host is gone.
            while ((await Audit.Rows(database, "select pid::text from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and (state = 'active' or state like 'idle in%')")).Count > 0) await Task.Delay(20, Cancellation);
            (await Audit.HalfThere(database)).ShouldBeEmpty();
            (await VaultByHand.Open(database, weighing, Cancellation)).Count.ShouldBe(2);
            (await Erasures(database, weighing)).ShouldBe(0);

            await using var next = await HostProcess.OnDatabase(database, ("Vault__ErasuresFolder", folder));
            (await VaultByHand.Open(database, weighing, Cancellation)).ShouldBeEmpty();
            (await Erasures(database, weighing)).ShouldBe(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Erasures(string database, Guid weighing) =>
        (await Audit.Rows(database, $"select id::text from wikkenwegen.mt_events where type = 'personal_data_erased' and stream_id = '{weighing}'")).Count;

    /// <summary>A weighing with a person of whom there are two texts.</summary>
    internal static async Task<Guid> Record(HttpClient http, string subject = "iemand", string name = "naam")
    {
        using var opened = await http.PostAsJsonAsync("/v1/weighings", new
        {
            title = "Toekomst van een complex",
            question = "Wat doen we met dit complex?",
            level = "tactical",
            scale = "complex",
            ownership = "own",
            breadth = "narrow",
            sgeiRegime = "sgei",
            processForm = "advice",
            ownerRole = "Strateeg wonen",
            deciderRole = "Bestuurder",
            confidentiality = "internal",
        }, Cancellation);
        opened.EnsureSuccessStatusCode();
        using var invited = await http.PostAsJsonAsync(opened.Headers.Location + "/stakeholders",
            new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", subject, personName = name, contact = "contact" }, Cancellation);
        invited.EnsureSuccessStatusCode();
        return Guid.Parse(opened.Headers.Location!.OriginalString.Split('/')[^1]);
    }
}
