using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests;

/// <summary>
/// A host that is killed at any statement while an erasure is asked for and confirmed leaves all of it or nothing: texts, keys, events, the request, the list outside the database and what is
/// served agree, and it can be confirmed again. Which statements there are is taken from the log of the server.
/// </summary>
public class KilledAtEachStatementOfAnErasureTests
{
    private const string Erasures = "/v1/privacy/erasures";

    /// <summary>What must be among the statements, so that the test never passes on less.</summary>
    private static readonly string[] MustBeThere =
    [
        "insert into wikkenwegen.erasure_request (tenant_id, id, subject, ground, motivation, person, previewed", "insert into wikkenwegen.idempotency", "mt_events", "delete from wikkenwegen.vault where", "delete from wikkenwegen.vault_key k",
        "on conflict (tenant_id, id) do update set person = null", "pg_advisory_xact_lock(hashtextextended('vault ", "pg_advisory_xact_lock(hashtextextended($1, 0))",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_9_at_each_statement_of_an_erasure_all_of_it_is_done_or_nothing_and_it_can_be_confirmed_again()
    {
        await using var watched = await WatchedDatabase.Start();
        var database = watched.ConnectionString;
        var (folder, list) = (Directory.CreateTempSubdirectory("wikkenwegen-statements-").FullName, Directory.CreateTempSubdirectory("wikkenwegen-erasures-").FullName);
        var acknowledged = new HashSet<int>();
        var people = new List<Guid[]>(); // each with two weighings, so that one could be erased without the other
        try
        {
            await using (var first = await Start())
            {
                await Add(first, 1);
                await KilledLedgerTests.Settled(database);
            }
            var (host, idle) = await watched.Idle(Start, TimeSpan.FromSeconds(15));
            List<(string Name, int Time)> statements;
            await using (host)
            {
                statements = await watched.StatementsOf(idle, () => AskAndConfirm(host, 0));
                foreach (var part in MustBeThere) statements.ShouldContain(statement => statement.Name.Contains(part, StringComparison.Ordinal), part);
                statements.Count(statement => statement.Name.StartsWith("COMMIT after ", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2, "of the request, and of the confirmation");
                statements.Count(statement => statement.Name.Contains("delete from wikkenwegen.vault where", StringComparison.Ordinal)).ShouldBe(2, "of each weighing");
                await Add(host, statements.Count * 2); // a host may do it all before it comes to be killed
            }

            await watched.KillAtEach(statements, Start, (host, round) => AskAndConfirm(host, round + 1), round => Agrees(round + 1, started: false), IsErased);
            (await HostProcess.Fsck(database, Settings())).ShouldBe((0, "Nothing differs."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Directory.Delete(list, recursive: true);
        }

        Task<HostProcess> Start() => HostProcess.OnDatabase(watched.ForHosts, Settings());

        (string, string)[] Settings() => [("Messaging__Hosts", "one"), ("Ledger__Key", Convert.ToBase64String(new byte[32])), ("Ledger__LastCheckpointsFolder", folder), ("Vault__ErasuresFolder", list)];

        async Task Add(HostProcess host, int count)
        {
            using var http = await host.Client("strategist", "strateeg");
            for (; count > 0; count--)
                people.Add([await KilledWhileErasingTests.Record(http, Subject(people.Count), Name(people.Count)), await KilledWhileErasingTests.Record(http, Subject(people.Count), Name(people.Count))]);
        }

        async Task AskAndConfirm(HostProcess host, int person)
        {
            try
            {
                using var first = await host.Client("privacy-officer", "eerste");
                using var other = await host.Client("privacy-officer", "tweede");
                await Confirm(other, await Ask(first, person), person);
                acknowledged.Add(person);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // The host is gone.
            }
        }

        // Whether the erasure of a person is carried out, in which all that is kept of it agrees.
        async Task<bool> Agrees(int person, bool started)
        {
            var weighings = string.Join(", ", people[person].Select(weighing => $"'{weighing}'"));
            var told = (await Audit.Rows(database, $"""
                with done as (select stream_id, data ->> 'erasureId' as id from wikkenwegen.mt_events where type = 'personal_data_erased' and stream_id in ({weighings}))
                select (select count(*) from wikkenwegen.vault where weighing_id in ({weighings})) || ' texts, ' || (select count(*) from wikkenwegen.vault_key where weighing_id in ({weighings})) || ' keys, '
                    || (select count(distinct stream_id) || ' of ' || count(*) from done) || ' events, ' || (select count(*) from wikkenwegen.mt_events where type = 'erasure_carried_out' and data ->> 'erasureId' in (select id from done)) || ' of the corporation, '
                    || (select count(*) from wikkenwegen.erasure_request where confirmed_at is not null and person is null and id::text in (select id from done)) || ' confirmed'
                """)).Single();
            told.ShouldBeOneOf("4 texts, 2 keys, 0 of 0 events, 0 of the corporation, 0 confirmed", "0 texts, 0 keys, 2 of 2 events, 1 of the corporation, 1 confirmed");
            var erased = told[0] == '0';
            if (acknowledged.Contains(person)) erased.ShouldBeTrue("it was acknowledged");
            (await Audit.HalfThere(database)).Where(line => !line.StartsWith("an event without its text", StringComparison.Ordinal)).ShouldBeEmpty();

            // It is on the list before it is recorded; what is begun and not recorded, the next start looks at.
            var listed = Listed().Where(one => one.Weighings.Overlaps(people[person])).Select(one => one.State).ToList();
            if (erased) listed.ShouldHaveSingleItem().ShouldBeOneOf(started ? ["done"] : ["done", "confirming"]);
            else listed.ShouldBeSubsetOf(started ? [] : ["confirming"]);
            Directory.GetFiles(list).ShouldAllBe(file => file.EndsWith(".erasure.json", StringComparison.Ordinal));
            return erased;
        }

        List<(string State, HashSet<Guid> Weighings)> Listed() =>
        [
            .. Directory.GetFiles(list).Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
                .Select(erasure => (erasure.GetProperty("state").GetString()!, erasure.GetProperty("weighings").EnumerateArray().Select(weighing => weighing.GetProperty("id").GetGuid()).ToHashSet())),
        ];

        async Task IsErased(HostProcess host, int round)
        {
            var person = round + 1;
            using var first = await host.Client("privacy-officer", "eerste");
            using var other = await host.Client("privacy-officer", "tweede");
            await IsServed(host, person, erased: await Agrees(person, started: true));
            var done = await Confirm(other, await Ask(first, person), person);
            done.GetProperty("weighings").EnumerateArray().Select(weighing => weighing.GetProperty("id").GetGuid()).ShouldBe(people[person], ignoreOrder: true);
            (await Agrees(person, started: true)).ShouldBeTrue();
            await IsServed(host, person, erased: true);
            (await Audit.Rows(database, "select count(*)::text from wikkenwegen.erasure_request")).Single().ShouldBe($"{person + 1}", "of each person one");
            (await Audit.Rows(database, "select count(*)::text from wikkenwegen.erasure_request where confirmed_at is null")).Single().ShouldBe("0");
            await KilledLedgerTests.Settled(database);
            await KilledLedgerTests.IsWhole(database);
            await KilledLedgerTests.Kept(database, folder);
        }

        // What is served of the person: in the report, in the weighings, and in what is searched.
        async Task IsServed(HostProcess host, int person, bool erased)
        {
            using var officer = await host.Client("privacy-officer", "eerste");
            using var http = await host.Client("strategist", "strateeg");
            using var report = await officer.PostAsJsonAsync("/v1/privacy/reports", new { subject = Subject(person) }, Cancellation);
            var served = await report.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancellation);
            served.Contains($"\"{Name(person)}\"", StringComparison.Ordinal).ShouldBe(!erased, served);
            foreach (var weighing in people[person])
            {
                var stakeholder = await http.GetStringAsync($"/v1/weighings/{weighing}/stakeholders/B1", Cancellation);
                stakeholder.Contains($"\"{Name(person)}\"", StringComparison.Ordinal).ShouldBe(!erased, stakeholder);
                stakeholder.Contains("\"erased\"", StringComparison.Ordinal).ShouldBe(erased, stakeholder);
            }
            (await http.GetStringAsync($"/v1/weighings?q={Name(person)}", Cancellation)).ShouldNotContain(Name(person));
        }
    }

    private static string Subject(int person) => string.Create(CultureInfo.InvariantCulture, $"persoon-{person}");

    private static string Name(int person) => string.Create(CultureInfo.InvariantCulture, $"naam-van-{person}");

    /// <summary>Asks for the erasure of a person under a key of theirs; gives its address.</summary>
    private static async Task<string> Ask(HttpClient http, int person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Erasures)
        {
            Content = JsonContent.Create(new { subject = Subject(person), ground = "objection", motivation = "Gevraagd." }),
            Headers = { { "Idempotency-Key", $"\"vraag-{person}\"" } },
        };
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return response.Headers.Location!.OriginalString;
    }

    /// <summary>Confirms it under a key.</summary>
    private static async Task<JsonElement> Confirm(HttpClient http, string address, int person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/confirmation") { Headers = { { "Idempotency-Key", $"\"ja-{person}\"" } } };
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
