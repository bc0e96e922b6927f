using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Npgsql;
using WikkenWegen.Api.Audit;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Privacy;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Api.Tests.Privacy;

/// <summary>An erasure is of all that was found or of nothing, it stays, and nothing tells afterwards whose it was.</summary>
public sealed class WholeErasureTests(SharedApi shared) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-erasures-").FullName;

    private readonly string _subject = $"s{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static HttpClient Officer(Support.Api api, string subject) => api.Client(new Identity(subject, DemoCorporations.Merenland.Code, Roles.PrivacyOfficer));

    /// <summary>A weighing with the person in it, of whom there are a name and an input; some officers are named in it.</summary>
    private async Task<WeighingClient> Weighing(HttpClient http, string confidentiality = "internal", params string[] officers)
    {
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = confidentiality;
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", subject = _subject, personName = $"naam-van-{_subject}" });
        await weighing.Record("/inputs", new { stakeholder = "B1", statement = $"inbreng-van-{_subject}" });
        foreach (var officer in officers) await weighing.Record("/access", new { subject = officer, role = "Privacyfunctionaris", reason = "Voor een wisverzoek." });
        return weighing;
    }

    private object Request => new { subject = _subject, ground = "objection", motivation = "Gevraagd." };

    private async Task<string> Asked(HttpClient officer)
    {
        using var response = await officer.PostAsJsonAsync("/v1/privacy/erasures", Request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return response.Headers.Location!.OriginalString;
    }

    private static async Task<JsonElement> Get(HttpClient http, string path) => JsonDocument.Parse(await http.GetStringAsync(path, Cancellation)).RootElement;

    private static async Task<int> OfPerson(string database, params WeighingClient[] weighings)
    {
        var texts = 0;
        foreach (var weighing in weighings) texts += (await Stored.Rows(database, "select holder from wikkenwegen.vault where weighing_id = $1 and holder = 'B1'", row => row.GetString(0), weighing.Id)).Count;
        return texts;
    }

    [Fact]
    public async Task Who_may_not_see_all_that_was_found_does_not_confirm_it_and_somebody_who_may_does()
    {
        using var http = shared.Api.Client();
        var (open, secret) = (await Weighing(http), await Weighing(http, "secret", "eerste-genoemd", "derde-genoemd"));
        var (first, other, third) = (Officer(shared.Api, "eerste-genoemd"), Officer(shared.Api, "tweede"), Officer(shared.Api, "derde-genoemd"));
        var address = await Asked(first);
        using (var refused = await other.PostAsync($"{address}/confirmation", null, Cancellation))
        {
            var error = (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem();
            error.Code.ShouldBe("erases-unseen");
            error.Detail.ShouldContain("(1)");
            error.Detail.ShouldNotContain(secret.Id.ToString());
        }
        (await OfPerson(shared.Api.ConnectionString, open, secret)).ShouldBe(4, "not the half of it");
        (await Get(first, address)).TryGetProperty("confirmedAt", out _).ShouldBeFalse();
        (await Get(first, address)).GetProperty("person").GetProperty("subject").GetString().ShouldBe(_subject, "so that it can still be carried out");

        using (var done = await third.PostAsync($"{address}/confirmation", null, Cancellation)) done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync(Cancellation));
        (await OfPerson(shared.Api.ConnectionString, open, secret)).ShouldBe(0);
        (await Stored.Rows(shared.Api.ConnectionString, """
            select distinct convert_from(l.bytes, 'UTF8')::jsonb ->> 'roles' from wikkenwegen.ledger_leaf l join wikkenwegen.mt_events e on e.id = l.event_id
            where e.type = 'personal_data_erased' and e.stream_id in ($1, $2)
            """, row => row.GetString(0), open.Id, secret.Id)).ShouldBe(["privacy-officer"]);
    }

    [Fact]
    public async Task The_answer_that_is_kept_for_retries_tells_nothing_of_the_person_and_no_fingerprint_lets_it_be_guessed()
    {
        using var http = shared.Api.Client();
        await Weighing(http);
        var (first, other, key) = (Officer(shared.Api, "eerste"), Officer(shared.Api, "tweede"), Keyed.NewKey());
        var body = JsonSerializer.Serialize(Request);
        var asked = await Keyed.Ask(first, "/v1/privacy/erasures", body, key);
        asked.Status.ShouldBe(201, asked.Body);
        asked.Body.ShouldNotContain("person\"");
        using (var done = await other.PostAsync($"{asked.Location}/confirmation", null, Cancellation)) done.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Stored.Rows(shared.Api.ConnectionString, "select length(fingerprint), convert_from(body, 'UTF8') from wikkenwegen.idempotency where location = $1", row => (row.GetInt32(0), row.GetString(1)), asked.Location!))
            .ShouldHaveSingleItem().ShouldBe((0, asked.Body));
        (await Stored.Rows(shared.Api.ConnectionString, "select count(*) from wikkenwegen.idempotency where convert_from(body, 'UTF8') like '%' || $1 || '%'", row => row.GetInt64(0), _subject)).ShouldBe([0]);
        (await Stored.Rows(shared.Api.ConnectionString, "select count(*) from wikkenwegen.erasure_request r where r::text like '%' || $1 || '%' or previewed is not null and id = $2", row => row.GetInt64(0), _subject, Guid.Parse(asked.Location!.Split('/')[^1]))).ShouldBe([0]);
        (await Keyed.Ask(first, "/v1/privacy/erasures", body, key)).ShouldBe(asked);
    }

    [Theory, InlineData("Staging"), InlineData("Production")]
    public void Outside_Development_there_must_be_a_list(string environment)
    {
        var refusal = Should.Throw<StartupException>(() => ErasureList.Of(new VaultSettings(), new HostingEnvironment { EnvironmentName = environment }));
        refusal.Message.ShouldBe($"{environment} needs a folder for the list of erasures, outside the database and its backups: set Vault__ErasuresFolder.");
        ErasureList.Of(new VaultSettings { ErasuresFolder = _folder }, new HostingEnvironment { EnvironmentName = environment }).IsKept.ShouldBeTrue();
        ErasureList.Of(new VaultSettings(), new HostingEnvironment { EnvironmentName = Environments.Development }).IsKept.ShouldBeFalse();
    }

    [Fact]
    public async Task A_host_in_Production_does_not_start_without_one_and_says_so_in_one_line()
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null,
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("Authentication__Authority", "https://issuer.example"), ("Ledger__Key", Convert.ToBase64String(new byte[32])), ("Ledger__LastCheckpointsFolder", _folder),
            ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), ("ASPNETCORE_URLS", "http://127.0.0.1:0"));
        exitCode.ShouldBe(1, output + errors);
        errors.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("Vault__ErasuresFolder");
    }

    [Fact]
    public async Task Where_the_vault_alone_is_put_back_no_host_serves_its_texts_and_the_next_start_deletes_them_without_a_new_event()
    {
        var database = await shared.CreateDatabase();
        WeighingClient weighing;
        await using (var api = Support.Api.Start(database, null, ("Vault:ErasuresFolder", _folder), ("Serilog:MinimumLevel:Default", "Fatal")))
        {
            weighing = await Weighing(api.Client());
            await Stored.Run(database, "create table aside as select * from wikkenwegen.vault; create table aside_key as select * from wikkenwegen.vault_key");
            var (first, other) = (Officer(api, "eerste"), Officer(api, "tweede"));
            using (var done = await other.PostAsync($"{await Asked(first)}/confirmation", null, Cancellation)) done.StatusCode.ShouldBe(HttpStatusCode.OK);
            await Stored.Run(database, "insert into wikkenwegen.vault select * from aside on conflict do nothing; insert into wikkenwegen.vault_key select * from aside_key on conflict do nothing");
            (await OfPerson(database, weighing)).ShouldBe(2);

            foreach (var path in (string[])["", "/events", "/inputs", "/stakeholders", "/explanation?reader=auditor"]) (await weighing.Read(path)).Text.ShouldNotContain($"van-{_subject}", customMessage: path);
            (await weighing.Get("/stakeholders/B1")).GetProperty("personName").GetProperty("erased").GetProperty("ground").GetString().ShouldBe("objection");
            using var report = await first.PostAsJsonAsync("/v1/privacy/reports", new { subject = _subject }, Cancellation);
            (await report.Content.ReadAsStringAsync(Cancellation)).ShouldSatisfyAllConditions(text => text.ShouldNotContain($"van-{_subject}"), text => text.ShouldContain("erased"));
        }
        for (var twice = 0; twice < 2; twice++)
        {
            await using var next = Support.Api.Start(database, null, ("Vault:ErasuresFolder", _folder), ("Serilog:MinimumLevel:Default", "Fatal"));
            (await VaultByHand.Open(database, weighing.Id, Cancellation)).ShouldBeEmpty();
            (await Stored.Rows(database, "select holder from wikkenwegen.vault_key where weighing_id = $1", row => row.GetString(0), weighing.Id)).ShouldBeEmpty();
            (await weighing.As(next.Client()).Get("/erasures")).GetArrayLength().ShouldBe(1, "what was recorded stays what it is");
            await FsckTests.Quiet(database);
            await using var text = new StringWriter { NewLine = "\n" };
            (await next.Services.GetRequiredService<Fsck>().Run(text, TextWriter.Null, overwrites: false, Cancellation), text.ToString()).ShouldBe((0, "Nothing differs.\n"));
        }
    }

    [Fact]
    public async Task Who_is_refused_takes_nothing_from_the_list_that_a_colleague_is_carrying_out()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Vault:ErasuresFolder", _folder), ("Serilog:MinimumLevel:Default", "Fatal"));
        var secret = await Weighing(api.Client(), "secret", "eerste", "tweede");
        var (first, other, third) = (Officer(api, "eerste"), Officer(api, "tweede"), Officer(api, "derde"));
        var address = await Asked(first);

        // The second has written the list, and waits in the midst of the transaction; to the third the weighing is not there.
        await using var holding = new NpgsqlConnection(database);
        await holding.OpenAsync(Cancellation);
        await using var hold = await holding.BeginTransactionAsync(Cancellation);
        await using (var take = new NpgsqlCommand("select from wikkenwegen.erasure_request for update", holding, hold)) await take.ExecuteNonQueryAsync(Cancellation);
        var confirming = other.PostAsync($"{address}/confirmation", null, Cancellation);
        while (!Directory.EnumerateFiles(_folder, "*.erasure.json").Any())
        {
            confirming.IsCompleted.ShouldBeFalse("it must be held");
            await Task.Delay(20, Cancellation);
        }
        var refused = third.PostAsync($"{address}/confirmation", null, Cancellation);
        await Task.WhenAny(refused, Task.Delay(TimeSpan.FromSeconds(1), Cancellation));
        await hold.RollbackAsync(Cancellation);

        using (var done = await confirming) done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync(Cancellation));
        using (var late = await refused) late.StatusCode.ShouldBe(HttpStatusCode.OK, "it was carried out by then");
        (await OfPerson(database, secret)).ShouldBe(0);
        Directory.EnumerateFiles(_folder).Select(Path.GetFileName).ShouldBe([$"{address.Split('/')[^1]}.erasure.json"]);
    }

    [Fact]
    public async Task While_the_list_cannot_be_written_nothing_is_erased_and_the_same_confirmation_succeeds_afterwards()
    {
        var (database, list) = (await shared.CreateDatabase(), Path.Combine(_folder, "lijst"));
        await using var api = Support.Api.Start(database, null, ("Vault:ErasuresFolder", list), ("Serilog:MinimumLevel:Default", "Fatal"));
        var weighing = await Weighing(api.Client());
        var (first, other) = (Officer(api, "eerste"), Officer(api, "tweede"));
        var (address, key) = (await Asked(first), $"\"{Guid.NewGuid()}\"");

        await File.WriteAllTextAsync(list, "no folder", Cancellation);
        using (var failed = await other.SendAsync(Confirming(), Cancellation))
        {
            (await failed.Problem(HttpStatusCode.ServiceUnavailable)).Detail.ShouldBe("The list of erasures cannot be kept now. Nothing was erased; try again later, with the same Idempotency-Key.");
            failed.Headers.RetryAfter.ShouldNotBeNull();
        }
        (await OfPerson(database, weighing)).ShouldBe(2);
        (await Get(first, address)).TryGetProperty("confirmedAt", out _).ShouldBeFalse();

        File.Delete(list);
        using (var done = await other.SendAsync(Confirming(), Cancellation)) done.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await OfPerson(database, weighing)).ShouldBe(0);
        Directory.EnumerateFiles(list).Select(Path.GetFileName).ShouldBe([$"{address.Split('/')[^1]}.erasure.json"]);

        HttpRequestMessage Confirming() => new(HttpMethod.Post, $"{address}/confirmation") { Headers = { { "Idempotency-Key", key }, { "Accept-Language", "en" } } };
    }

    [Fact]
    public async Task The_motivation_goes_with_who_the_person_is_and_a_request_that_nobody_confirms_lapses()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        await Weighing(api.Client());
        var (first, other) = (Officer(api, "eerste"), Officer(api, "tweede"));
        var (confirmed, young, old) = (await Asked(first), await Asked(first), await Asked(first));
        foreach (var address in (string[])[confirmed, young, old]) (await Get(first, address)).GetProperty("motivation").GetString().ShouldBe("Gevraagd.");

        using (var done = await other.PostAsync($"{confirmed}/confirmation", null, Cancellation)) done.StatusCode.ShouldBe(HttpStatusCode.OK);
        var left = await Get(first, confirmed);
        (left.TryGetProperty("motivation", out _), left.TryGetProperty("person", out _), left.GetProperty("ground").GetString()).ShouldBe((false, false, "objection"));
        (await Stored.Rows(database, "select octet_length(motivation) from wikkenwegen.erasure_request where confirmed_at is not null", row => row.GetInt32(0))).ShouldBe([0]);

        await Stored.Run(database, $"update wikkenwegen.erasure_request set requested_at = requested_at - interval '91 days' where id in ('{old.Split('/')[^1]}', '{confirmed.Split('/')[^1]}')");
        (await api.Services.GetRequiredService<ErasureRows>().DeleteLapsed(DateTimeOffset.UtcNow, Cancellation)).ShouldBe(1);
        using (var gone = await first.GetAsync(old, Cancellation)) gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var late = await other.PostAsync($"{old}/confirmation", null, Cancellation)) late.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var address in (string[])[confirmed, young]) (await Get(first, address)).GetProperty("subject").GetString()!.ShouldStartWith("person-");
    }

    [Fact]
    public async Task The_report_has_what_a_person_recorded_or_asked_for_as_far_as_the_officer_may_see_it()
    {
        using var strategist = shared.Api.Client(new Identity(_subject, DemoCorporations.Merenland.Code, Roles.Strategist, Roles.Auditor, Roles.PrivacyOfficer));
        var weighing = await WeighingClient.Open(strategist);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.As(shared.Api.Client()).Record("/proposals", new { name = "Van een ander" });
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = "secret";
        var secret = await WeighingClient.Open(strategist, framing);
        using (var export = await strategist.PostAsJsonAsync("/v1/audit/exports", new { weighing = weighing.Id }, Cancellation)) export.StatusCode.ShouldBe(HttpStatusCode.Created);
        await secret.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", personName = "Een bewoner" });
        using (var erasure = await strategist.PostAsJsonAsync("/v1/privacy/erasures", new { stakeholders = new[] { new { weighing = secret.Id, code = "B1" } }, ground = "objection", motivation = "Gevraagd." }, Cancellation))
            erasure.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var officer = Officer(shared.Api, "eerste");
        using var answer = await officer.PostAsJsonAsync("/v1/privacy/reports", new { subject = _subject }, Cancellation);
        var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement;
        report.ToString().ShouldNotContain(secret.Id.ToString());
        // That the export was made is an event of the corporation, which comes when it is done.
        var acts = report.GetProperty("acts").EnumerateArray().Where(act => act.GetProperty("type").GetString() != "audit_export_made").ToList();
        acts.Select(act => act.GetProperty("type").GetString()).ShouldBe(["weighing_opened", "proposal_submitted", "export_requested", "erasure_requested"]);
        acts.Take(2).Select(act => (act.GetProperty("weighing").GetGuid(), act.GetProperty("event").GetInt32(), act.GetProperty("title").GetString())).ShouldBe([(weighing.Id, 1, "Toekomst van een complex"), (weighing.Id, 2, "Toekomst van een complex")]);
        acts[1].GetProperty("at").GetDateTimeOffset().ShouldBe((await weighing.Get("/events/2")).GetProperty("recordedAt").GetDateTimeOffset());
        acts.Skip(2).Select(act => act.TryGetProperty("event", out _)).ShouldBe([false, false]);
        report.GetProperty("actsInAll").GetInt64().ShouldBe(report.GetProperty("acts").GetArrayLength());
        report.GetProperty("weighings").GetArrayLength().ShouldBe(0, "nothing was recorded of the person themselves");

        using var named = Officer(shared.Api, "tweede");
        await secret.Record("/access", new { subject = "tweede", role = "Privacyfunctionaris", reason = "Voor een inzageverzoek." });
        using var wider = await named.PostAsJsonAsync("/v1/privacy/reports", new { subject = _subject }, Cancellation);
        JsonDocument.Parse(await wider.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("acts").EnumerateArray().Count(act => act.TryGetProperty("weighing", out var of) && of.GetGuid() == secret.Id).ShouldBe(3);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/privacy/reports") { Content = JsonContent.Create(new { subject = _subject }) };
        request.Headers.Accept.ParseAdd("text/plain");
        using var read = await shared.Api.Client(new Identity("eerste", DemoCorporations.Merenland.Code, Roles.PrivacyOfficer), "nl").SendAsync(request, Cancellation);
        var text = await read.Content.ReadAsStringAsync(Cancellation);
        text.ShouldContain("WAT U ZELF HEBT VASTGELEGD OF GEVRAAGD\n- ");
        text.ShouldContain(": proposal_submitted, gebeurtenis 2 van Toekomst van een complex\n");
        text.ShouldContain(": erasure_requested\n");
        text.ShouldNotContain("Er is niets gevonden");
    }

    /// <summary>As in the weighing itself: neither that it was linked, nor that the link was ended, nor that the moment or a text of one of those was corrected.</summary>
    [Fact]
    public async Task The_report_does_not_tell_of_links_to_a_weighing_that_the_officer_may_not_see()
    {
        using var strategist = shared.Api.Client(new Identity(_subject, DemoCorporations.Merenland.Code, Roles.Strategist));
        var now = TimeProvider.System.GetUtcNow();
        var (weighing, open, secret) = (await Opened("internal"), await Opened("internal"), await Opened("secret"));
        foreach (var other in new[] { open, secret }) await weighing.Record("/links", new { relation = "runsBeside", weighing = other.Id, occurredAt = now.AddDays(-1) });
        foreach (var linked in new[] { 2, 3 }) await weighing.Record("/moment-corrections", new { @event = linked, moment = now.AddDays(-2), reason = "Verkeerd overgenomen." });
        foreach (var link in new[] { 1, 2 }) await weighing.Record($"/links/{link}/ending", new { reason = "Niet meer nodig." });
        foreach (var ended in new[] { 6, 7 }) await weighing.Record("/moment-corrections", new { @event = ended, moment = now.AddHours(-12), reason = "Verkeerd overgenomen." });
        using var correcting = Officer(shared.Api, _subject);
        foreach (var ended in new[] { 6, 7 }) await weighing.As(correcting).Newest().Record("/text-corrections", new { @event = ended, field = "reason", text = "Niet langer nodig.", ground = "inaccurate" });

        (await Told("eerste")).ShouldBe([1, 2, 4, 6, 8, 10]);
        await secret.Newest().Record("/access", new { subject = "tweede", role = "Privacyfunctionaris", reason = "Voor een inzageverzoek." });
        (await Told("tweede")).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

        async Task<WeighingClient> Opened(string confidentiality)
        {
            var framing = WeighingClient.Framing;
            (framing["confidentiality"], framing["occurredAt"]) = (confidentiality, now.AddDays(-3));
            return await WeighingClient.Open(strategist, framing);
        }

        async Task<IEnumerable<int>> Told(string subject)
        {
            using var officer = Officer(shared.Api, subject);
            using var answer = await officer.PostAsJsonAsync("/v1/privacy/reports", new { subject = _subject }, Cancellation);
            var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement;
            report.GetProperty("actsInAll").GetInt64().ShouldBe(report.GetProperty("acts").GetArrayLength());
            return report.GetProperty("acts").EnumerateArray().Where(act => act.GetProperty("weighing").GetGuid() == weighing.Id).Select(act => act.GetProperty("event").GetInt32()).Order();
        }
    }

    [Fact]
    public async Task Of_whoever_was_never_here_there_is_nothing()
    {
        using var officer = Officer(shared.Api, "eerste");
        using var answer = await officer.PostAsJsonAsync("/v1/privacy/reports", new { subject = _subject }, Cancellation);
        var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement;
        (report.GetProperty("acts").GetArrayLength(), report.GetProperty("actsInAll").GetInt64(), report.GetProperty("weighings").GetArrayLength()).ShouldBe((0, 0, 0));
    }
}
