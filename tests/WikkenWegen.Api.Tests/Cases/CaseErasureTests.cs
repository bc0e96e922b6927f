using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Gate;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Privacy;
using WikkenWegen.Api.Tests.Races;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Cases;

namespace WikkenWegen.Api.Tests.Cases;

/// <summary>What becomes of a case where a text that it holds is erased or corrected: shared, it is taken back with it; not shared yet, it is neither approved nor shared any more.</summary>
public class CaseErasureTests(SharedApi shared, SecondHost second) : IClassFixture<SecondHost>
{
    private const string Said = "Liever niet.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpClient Officer(Support.Api api, string subject) => api.Client(new Identity(subject, DemoCorporations.Merenland.Code, Roles.PrivacyOfficer));

    private static async Task<HttpClient> Participant(Support.Api api, string subject) => api.Client(await api.Participant(subject));

    private static object Person(WeighingClient weighing) => new { stakeholders = new[] { new { weighing = weighing.Id, code = "B4" } }, ground = "objection", motivation = "Gevraagd." };

    private static async Task<HttpResponseMessage> Confirmed(Support.Api api, object person)
    {
        using var first = Officer(api, "eerste");
        using var asked = await first.PostAsJsonAsync("/v1/privacy/erasures", person, Cancellation);
        asked.StatusCode.ShouldBe(HttpStatusCode.Created, await asked.Content.ReadAsStringAsync(Cancellation));
        using var other = Officer(api, "tweede");
        return await other.PostAsync($"{asked.Headers.Location}/confirmation", null, Cancellation);
    }

    private static async Task<JsonElement> Erase(Support.Api api, object person)
    {
        using var done = await Confirmed(api, person);
        var text = await done.Content.ReadAsStringAsync(Cancellation);
        done.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A weighing with case 1, which holds what party B4 said and is approved.</summary>
    private static async Task<WeighingClient> Approved(HttpClient http)
    {
        var weighing = await Prepared.Weighing(http);
        await weighing.Record("/cases", new { question = "Opknappen of vervangen?", quotes = new[] { new { @event = 11, field = "statement" } } });
        await weighing.Record("/cases/1/approval", new { });
        return weighing;
    }

    private static async Task<(WeighingClient Weighing, Guid Case)> Shared(HttpClient http)
    {
        var weighing = await Approved(http);
        await weighing.Record("/cases/1/sharing", new { });
        return (weighing, (await weighing.Get("/cases/1")).GetProperty("sharing").GetProperty("case").GetGuid());
    }

    private static Task<List<string>> Told(string database, Guid stream) =>
        Stored.Rows(database, "select type || ' ' || user_name from wikkenwegen.mt_events where stream_id = $1 order by version", row => row.GetString(0), stream);

    private static async Task<int> InVault(string database, Guid stream) =>
        (int)(await Stored.Rows(database, "select count(*) from wikkenwegen.vault where weighing_id = $1", row => row.GetInt64(0), stream))[0];

    private static async Task<JsonElement> Reported(Support.Api api, WeighingClient weighing)
    {
        using var officer = Officer(api, "eerste");
        using var report = await officer.PostAsJsonAsync("/v1/privacy/reports", new { stakeholders = new[] { new { weighing = weighing.Id, code = "B4" } } }, Cancellation);
        return JsonDocument.Parse(await report.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("weighings")[0].GetProperty("sharedCases");
    }

    private static async Task<string> ReportedInWords(Support.Api api, WeighingClient weighing)
    {
        using var officer = Officer(api, "eerste");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/privacy/reports") { Content = JsonContent.Create(new { stakeholders = new[] { new { weighing = weighing.Id, code = "B4" } } }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("nl"));
        using var report = await officer.SendAsync(request, Cancellation);
        return await report.Content.ReadAsStringAsync(Cancellation);
    }

    [Fact]
    public async Task To_erase_a_text_takes_back_the_case_that_holds_it_on_both_sides_and_the_report_and_the_answer_say_which()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var (weighing, inNetwork) = await Shared(http);
        using var reader = await Participant(shared.Api, "deelnemer-elders");
        (await reader.GetStringAsync($"/v1/cases/{inNetwork}", Cancellation)).ShouldContain(Said);
        var before = (await Reported(shared.Api, weighing)).EnumerateArray().ShouldHaveSingleItem();
        (before.GetProperty("number").GetInt32(), before.TryGetProperty("takenBackAt", out _)).ShouldBe((1, false));
        (await ReportedInWords(shared.Api, weighing)).ShouldContain("Een tekst van u staat in casus 1, gedeeld met het leernetwerk op ");

        var done = await Erase(shared.Api, Person(weighing));
        done.GetProperty("weighings")[0].GetProperty("casesTakenBack").EnumerateArray().Select(n => n.GetInt32()).ShouldBe([1]);
        using (var officer = Officer(shared.Api, "eerste"))
            (await officer.GetFromJsonAsync<JsonElement>($"/v1/privacy/erasures/{done.GetProperty("id").GetGuid()}", Cancellation)).GetProperty("weighings")[0].GetProperty("casesTakenBack")[0].GetInt32().ShouldBe(1);

        // Here: by the event of the erasure itself, which says so.
        var (back, version) = ((await weighing.Get("/cases/1")).GetProperty("takenBack"), (await weighing.Get()).GetProperty("version").GetInt32());
        (back.TryGetProperty("reason", out _), back.GetProperty("origin").GetProperty("event").GetInt32()).ShouldBe((false, version));
        (await weighing.Get($"/events/{version}")).GetProperty("sentence").GetString().ShouldEndWith("Case 1 was therefore taken back from the learning network.");
        using (var twice = await weighing.Send("/cases/1/taking-back", new { reason = "Nog eens." }, ifMatch: "*")) (await twice.Problem(HttpStatusCode.Conflict)).Errors.Single().Code.ShouldBe("case-already-taken-back");

        // There: its texts are gone, and nothing says why, nor who did it.
        (await Told(shared.Api.ConnectionString, inNetwork)).ShouldBe(["case_received demo", "case_withdrawn installation"]);
        (await InVault(shared.Api.ConnectionString, inNetwork)).ShouldBe(0);
        foreach (var path in (string[])["", "?version=1", "/events"]) (await reader.GetStringAsync($"/v1/cases/{inNetwork}{path}", Cancellation)).ShouldNotContain(Said);
        (await reader.GetFromJsonAsync<JsonElement>($"/v1/cases/{inNetwork}", Cancellation)).GetProperty("case").GetProperty("withdrawal").TryGetProperty("reason", out _).ShouldBeFalse();

        (await Reported(shared.Api, weighing))[0].TryGetProperty("takenBackAt", out _).ShouldBeTrue();
        (await ReportedInWords(shared.Api, weighing)).ShouldContain("; teruggenomen op ");
    }

    /// <summary>The wrong text would stay in the case, where nobody can correct it (AVG, article 16).</summary>
    [Fact]
    public async Task To_correct_a_text_takes_back_the_case_that_holds_it_on_both_sides()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var (weighing, inNetwork) = await Shared(http);
        await weighing.Record("/text-corrections", new { @event = 12, field = "grounds", text = "Wij raken onze buurt kwijt.", ground = "inaccurate" }); // which it does not hold
        (await Told(shared.Api.ConnectionString, inNetwork)).Count.ShouldBe(1);
        using var officer = Officer(shared.Api, "eerste");
        await weighing.As(officer).Newest().Record("/text-corrections", new { @event = 11, field = "statement", text = "Liever wel.", ground = "inaccurate" });

        var (back, version) = ((await weighing.Get("/cases/1")).GetProperty("takenBack"), (await weighing.Get()).GetProperty("version").GetInt32());
        (back.TryGetProperty("reason", out _), back.GetProperty("origin").GetProperty("event").GetInt32()).ShouldBe((false, version));
        var corrected = await weighing.Get($"/events/{version}");
        corrected.GetProperty("sentence").GetString().ShouldEndWith("Case 1 was therefore taken back from the learning network.");
        corrected.GetProperty("event").GetProperty("casesTakenBack")[0].GetInt32().ShouldBe(1);
        (await weighing.Get($"/events/{version - 1}")).GetProperty("event").TryGetProperty("casesTakenBack", out _).ShouldBeFalse();
        using (var twice = await weighing.Send("/cases/1/taking-back", new { reason = "Nog eens." }, ifMatch: "*")) (await twice.Problem(HttpStatusCode.Conflict)).Errors.Single().Code.ShouldBe("case-already-taken-back");

        (await Told(shared.Api.ConnectionString, inNetwork)).ShouldBe(["case_received demo", "case_withdrawn installation"]);
        (await InVault(shared.Api.ConnectionString, inNetwork)).ShouldBe(0);
        using var reader = await Participant(shared.Api, "deelnemer-elders");
        foreach (var path in (string[])["", "?version=1", "/events"]) (await reader.GetStringAsync($"/v1/cases/{inNetwork}{path}", Cancellation)).ShouldNotContain(Said);
    }

    [Fact]
    public async Task What_it_takes_back_is_told_of_each_weighing_and_a_case_that_holds_no_such_text_stays()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var ((one, first), (other, elsewhere)) = (await Shared(http), await Shared(http));
        await other.Record("/cases/1/taking-back", new { reason = "Toch niet." });
        await other.Record("/cases", new { question = "Hoe verder?" });
        await other.Record("/cases/2/approval", new { });
        await other.Record("/cases/2/sharing", new { });
        var stays = (await other.Get("/cases/2")).GetProperty("sharing").GetProperty("case").GetGuid();

        var done = await Erase(shared.Api, new { stakeholders = new[] { one, other }.Select(w => new { weighing = w.Id, code = "B4" }), ground = "objection", motivation = "Gevraagd." });
        done.GetProperty("weighings").EnumerateArray().ToDictionary(w => w.GetProperty("id").GetGuid(), w => w.GetProperty("casesTakenBack").GetArrayLength())
            .ShouldBe(new Dictionary<Guid, int> { [one.Id] = 1, [other.Id] = 0 }, ignoreOrder: true);
        (await Told(shared.Api.ConnectionString, first)).Count.ShouldBe(2);
        (await Told(shared.Api.ConnectionString, elsewhere)).Count.ShouldBe(2, "it was taken back already");
        (await Told(shared.Api.ConnectionString, stays)).Count.ShouldBe(1);
        (await other.Get("/cases/2")).TryGetProperty("takenBack", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Where_the_case_cannot_be_taken_back_nothing_is_erased_either_and_the_erasure_can_be_confirmed_again()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var (weighing, inNetwork) = await Shared(api.Client());
        await Stored.Run(api.ConnectionString, """
            create function wikkenwegen.refuse() returns trigger language plpgsql as $$ begin if new.type = 'case_withdrawn' then raise exception 'refused'; end if; return new; end $$;
            create trigger refuse after insert on wikkenwegen.mt_events for each row execute function wikkenwegen.refuse();
            """);
        using (var failed = await Confirmed(api, Person(weighing))) ((int)failed.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
        await Stored.Run(api.ConnectionString, "drop function wikkenwegen.refuse() cascade");
        (await weighing.Get("/inputs/1")).GetRawText().ShouldContain(Said);
        (await weighing.Get("/cases/1")).TryGetProperty("takenBack", out _).ShouldBeFalse();
        (await Told(api.ConnectionString, inNetwork)).Count.ShouldBe(1);

        await Erase(api, Person(weighing));
        (await weighing.Get("/cases/1")).TryGetProperty("takenBack", out _).ShouldBeTrue();
        (await Told(api.ConnectionString, inNetwork)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_older_backup_brings_back_neither_the_text_nor_the_case()
    {
        using var folder = new ErasureTests.TemporaryFolder();
        (string, string)[] settings = [("Vault:ErasuresFolder", folder.Path), ("Serilog:MinimumLevel:Default", "Fatal")];
        var database = await shared.CreateDatabase();
        WeighingClient weighing;
        Guid inNetwork;
        await using (var api = Support.Api.Start(database, null, settings)) (weighing, inNetwork) = await Shared(api.Client());
        var backup = await ErasureTests.Copy(database);
        await using (var api = Support.Api.Start(database, null, settings)) await Erase(api, Person(weighing));

        for (var twice = 0; twice < 2; twice++) // the second start finds nothing to do
        {
            await using var api = Support.Api.Start(backup, null, settings);
            (await Told(backup, inNetwork)).ShouldBe(["case_received demo", "case_withdrawn installation"]);
            (await InVault(backup, inNetwork)).ShouldBe(0);
            (await weighing.As(api.Client()).Get("/cases/1")).TryGetProperty("takenBack", out _).ShouldBeTrue();
            using var officer = Officer(api, "eerste");
            (await officer.GetFromJsonAsync<JsonElement>("/v1/privacy/erasures", Cancellation)).GetProperty("items")[0].GetProperty("weighings")[0].GetProperty("casesTakenBack")[0].GetInt32().ShouldBe(1);
        }

        // Where the vault alone is put back, nobody is given the texts, and the next start deletes them on both sides without a new event.
        await Stored.Run(backup, "create table aside as select * from wikkenwegen.vault");
        await using (var api = Support.Api.Start(backup, null, settings))
        {
            var (again, there) = await Shared(api.Client());
            await Stored.Run(backup, "insert into aside select * from wikkenwegen.vault on conflict do nothing");
            await Erase(api, Person(again));
            await Stored.Run(backup, "insert into wikkenwegen.vault select * from aside on conflict do nothing");
            (await InVault(backup, there)).ShouldBeGreaterThan(0);
            (weighing, inNetwork) = (again, there);
        }
        await using var next = Support.Api.Start(backup, null, settings);
        (await InVault(backup, inNetwork)).ShouldBe(0);
        (await Told(backup, inNetwork)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_what_is_taken_back_no_request_can_be_guessed_any_more_and_each_still_has_its_answer()
    {
        var http = shared.Api.Client();
        using var owner = await Participant(shared.Api, "demo");
        foreach (var here in new[] { true, false })
        {
            var (weighing, inNetwork) = await Shared(http);
            var (key, other) = (Keyed.NewKey(), Keyed.NewKey());
            const string body = """{"text":"Wij vroegen het na."}""";
            var told = await Keyed.Ask(owner, $"/v1/cases/{inNetwork}/follow-up", body, key);
            told.Status.ShouldBe(201, told.Body);
            (await Fingerprint(key)).ShouldBe(32);
            var back = here
                ? await Keyed.Ask(http, $"{weighing.Address}/cases/1/taking-back", """{"reason":"Te herkennen."}""", other, "*")
                : await Keyed.Ask(owner, $"/v1/cases/{inNetwork}/withdrawal", """{"reason":"Te herkennen."}""", other);
            back.Status.ShouldBe(201, back.Body);
            (await Fingerprint(key)).ShouldBe(0);
            (await Fingerprint(other)).ShouldBe(32, "what it says is still there");
            (await Keyed.Ask(owner, $"/v1/cases/{inNetwork}/follow-up", body, key)).ShouldBe(told);
        }

        async Task<int> Fingerprint(string key) =>
            (await Stored.Rows(shared.Api.ConnectionString, "select length(fingerprint) from wikkenwegen.idempotency where key = $1", row => row.GetInt32(0), key.Trim('"'))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_can_no_longer_be_made_as_it_was_is_not_approved_and_nothing_is_stored()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        await Prepared.PrepareCase(weighing);
        await weighing.Record("/access", new { subject = "demo-colleague", role = "Bestuurder", reason = "Keurt de casus goed." }); // who signs approvals here
        var framing = WeighingClient.Framing;
        framing["reason"] = "Het ligt gevoelig.";
        framing["confidentiality"] = "secret";
        await weighing.Record("/framing", framing, "PUT");
        await Refused(weighing, "/cases/1/approval", "case-of-secret");
        framing["confidentiality"] = "internal";
        await weighing.Record("/framing", framing, "PUT");
        await weighing.Record("/rounds", new { about = "Blind", blind = true });
        await Refused(weighing, "/cases/1/approval", "case-in-blind-round");
        await weighing.Record("/rounds/2/closing", new { });

        await weighing.Record("/cases", new { question = "Wat zeggen zij?", quotes = new[] { new { @event = 11, field = "statement" } } });
        await weighing.Record("/cases", new { question = "Waarom niet?" });
        await weighing.Record("/text-corrections", new { @event = 14, field = "question", text = "Opknappen, vervangen of wachten?", ground = "incomplete" });
        await Refused(weighing, "/cases/1/approval", "case-changed");
        await Erase(shared.Api, Person(weighing));
        await Refused(weighing, "/cases/2/approval", "case-changed");
        await weighing.Newest().Record("/cases/3/approval", new { });
        await weighing.Record("/rounds", new { about = "Blind", blind = true });
        await Refused(weighing, "/cases/3/sharing", "case-in-blind-round");

        static async Task Refused(WeighingClient weighing, string path, string code)
        {
            var version = (await weighing.Get()).GetProperty("version").GetInt32();
            using var response = await weighing.Send(path, new { }, ifMatch: "*");
            (await response.Problem(HttpStatusCode.Conflict)).Errors.Select(e => e.Code).ShouldBe([code]);
            (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(version);
        }
    }

    /// <summary>The copy came out when the request was looked at, and no longer does when it is recorded: what that made of the command goes to the gate here as it would then.</summary>
    [Fact]
    public async Task A_sharing_or_an_approval_that_an_erasure_overtakes_is_refused_also_on_a_host_that_has_not_heard_of_it()
    {
        var weighing = await Approved(shared.Api.Client());
        await weighing.Record("/cases", new { question = "Wat zeggen zij?", quotes = new[] { new { @event = 11, field = "statement" } } });
        await weighing.As(second.Host.Client()).Record("/proposals", new { name = "Zodat die host haar in het geheugen heeft" });
        await Erase(shared.Api, Person(weighing));
        foreach (var host in new[] { second.Host, shared.Api })
            foreach (var command in new WeighingCommand[] { new ShareCase { Number = 1, Case = Guid.CreateVersion7() }, new ApproveCase { Number = 2 } })
            {
                var result = await host.Ask(weighing.Id, command, corporation: DemoCorporations.Merenland.Code);
                result.ShouldBeOfType<StepResult.Refused>().Refusals.Select(r => r.Rule).ShouldBe([ShareCase.CaseChanged]);
            }
        (await weighing.Get("/cases/1")).TryGetProperty("sharing", out _).ShouldBeFalse();
        (await weighing.Get("/cases/2")).TryGetProperty("approval", out _).ShouldBeFalse();
    }
}
