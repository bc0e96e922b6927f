using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using WikkenWegen.Api.Audit;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.AuditBundle.Checks;
using static WikkenWegen.Api.Tests.Audit.Exported;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>An export is made once, whatever happens to hosts; the verifier finds it sound; and that it was made is on record.</summary>
public class ExportTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_of_the_whole_corporation_is_sound_to_the_verifier_and_that_it_was_made_is_a_leaf()
    {
        var audited = await Audited.Corporation(shared.Api);
        var weighing = await audited.Weighing(12);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput", personName = "A. de Vries" });
        await weighing.Record("/inputs", new { stakeholder = "B1", position = "against", statement = "Wij willen hier blijven wonen." });
        await audited.Signed(15);

        var export = await Made(audited, new { });
        (export.GetProperty("size").GetInt64(), export.GetProperty("leaves").GetInt64(), export.GetProperty("leavesRead").GetInt64()).ShouldBe((15, 15, 15));
        var bag = await Content(audited, export);
        (await Check(audited, bag, export, withoutTexts: true)).Findings.ShouldBeEmpty();
        var report = await Check(audited, bag, export);
        report.Verdict.ShouldBe(Verdict.Sound, "the name of a person is not for auditors, and the bag says that it is there");
        report.Remarks.Single(r => r.Code == "texts-withheld").English.ShouldStartWith("MIND: 1 texts are not included");

        var inside = Unzipped(bag);
        inside.ShouldContain("Wij willen hier blijven wonen.");
        inside.ShouldNotContain("A. de Vries");

        await audited.Signed(16);
        var history = (await audited.Json($"/v1/corporations/{audited.Code}/events")).GetProperty("items").EnumerateArray().ToList();
        history.Select(e => e.GetProperty("type").GetString()).ShouldBe(["corporation_registered", "audit_export_made"]);
        var made = history[1].GetProperty("event");
        (made.GetProperty("export").GetGuid(), made.GetProperty("sha256").GetString(), history[1].GetProperty("actor").GetString()).ShouldBe((export.GetProperty("id").GetGuid(), export.GetProperty("sha256").GetString(), "controle"));
        using var corporation = await audited.Auditor.GetAsync($"/v1/corporations/{audited.Code}", Cancellation);
        corporation.Headers.ETag!.Tag.ShouldBe("\"1\"", "of the registration nothing changed");
    }

    [Fact]
    public async Task A_name_that_somebody_deleted_from_the_vault_is_missing_to_who_may_not_read_names_too()
    {
        var audited = await Audited.Corporation(shared.Api);
        var weighing = await audited.Weighing(2);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput", personName = "A. de Vries", contact = "vries@example.org" });
        await audited.Signed(4);
        await Stored.Run(shared.Api.ConnectionString, $"delete from wikkenwegen.vault where digest = (select min(digest) from wikkenwegen.vault where tenant_id = '{audited.Code}' and weighing_id = '{weighing.Id}' and holder is not null)");
        var export = await Made(audited, new { });
        var report = await Check(audited, await Content(audited, export), export);
        report.Findings.ShouldHaveSingleItem().Code.ShouldBe("text-missing");
        report.Remarks.Single(r => r.Code == "texts-withheld").English.ShouldStartWith("MIND: 1 texts are not included", customMessage: "the other is still there");
    }

    [Fact]
    public async Task Who_reads_names_too_gets_them_and_then_no_text_is_missing()
    {
        var audited = await Audited.Corporation(shared.Api);
        var weighing = await audited.Weighing(2);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput", personName = "A. de Vries" });
        await audited.Signed(4);
        using var both = shared.Api.Client(new Identity("controle", audited.Code, Roles.Auditor, Roles.PrivacyOfficer));
        using var asked = await both.PostAsJsonAsync(Exports, new { }, Cancellation);
        var export = await Done(audited, asked.Headers.Location!.OriginalString);
        var bag = await Content(both, export);
        Unzipped(bag).ShouldContain("A. de Vries");
        var report = await Check(audited, bag, export);
        report.Findings.ShouldBeEmpty();
        report.Remarks.ShouldNotContain(r => r.Code == "texts-withheld");

        // What is in it was chosen for who asked, by what they might read then.
        var address = $"{Exports}/{export.GetProperty("id").GetString()}";
        foreach (var other in (Identity[])[new("controle", audited.Code, Roles.Auditor), new("een-ander", audited.Code, Roles.Auditor), new("een-ander", audited.Code, Roles.Auditor, Roles.PrivacyOfficer)])
        {
            using var http = shared.Api.Client(other);
            (await http.GetStringAsync(Exports, Cancellation)).ShouldContain(address.Split('/')[^1], customMessage: "that there is one is for every auditor");
            using var content = await http.GetAsync($"{address}/content", Cancellation);
            (await content.Problem(HttpStatusCode.NotFound)).Detail.ShouldBe("This file is there only for who asked for the export, as long as they may read what is in it. Ask for an export yourself.");
            using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{address}/content"), Cancellation);
            head.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        (await Content(both, export)).ShouldBe(bag);
    }

    [Fact]
    public async Task That_it_has_a_secret_weighing_is_logged_where_it_is_read_and_its_leaf_says_in_which_role_it_was_asked_for()
    {
        var log = new Operations.CapturedLog();
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, log.Settings(Serilog.Events.LogEventLevel.Information));
        var audited = await Audited.Corporation(api);
        var (secret, named) = (await Secret(), await Secret());
        await named.Record("/access", new { subject = "controle", role = "Auditor", reason = "Kijkt mee." });
        await audited.Weighing(1);
        await audited.Signed(5);
        var recorded = (await secret.Get("/events?limit=1")).GetProperty("items")[0].GetProperty("recordedAt").GetDateTimeOffset();

        var (whole, before) = (await Made(audited, new { }), await Made(audited, new { until = recorded }));
        Lines().ShouldBeEmpty("nothing was read yet");
        foreach (var export in new[] { before, whole }) await Content(audited, export);
        Lines().ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.ShouldContain(secret.Id.ToString()), line => line.ShouldContain("controle"));

        using (var bundle = await audited.Auditor.GetAsync("/v1/audit/log/tile/entries/000.p/5", Cancellation)) bundle.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var hashes = await audited.Auditor.GetAsync("/v1/audit/log/tile/0/000.p/5", Cancellation)) hashes.StatusCode.ShouldBe(HttpStatusCode.OK);
        Lines().Count.ShouldBe(2, "hashes tell nothing");

        (await Stored.Rows(api.ConnectionString, "select distinct convert_from(bytes, 'UTF8')::jsonb ->> 'roles' from wikkenwegen.ledger_leaf where convert_from(bytes, 'UTF8')::jsonb ->> 'type' = 'audit_export_made'", row => row.GetString(0)))
            .ShouldBe(["auditor"]);

        async Task<WeighingClient> Secret()
        {
            var framing = WeighingClient.Framing;
            framing["confidentiality"] = "secret";
            return await WeighingClient.Open(audited.Strategist, framing);
        }

        List<string> Lines() => [.. log.Events.Select(e => e.RenderMessage(null)).Where(line => line.StartsWith("Secret weighing", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task One_of_a_weighing_or_a_period_holds_that_alone_and_the_hashes_of_the_whole_log()
    {
        var audited = await Audited.Corporation(shared.Api);
        var (one, other) = (await audited.Weighing(3), await audited.Weighing(4));
        await audited.Signed(8);
        var export = await Made(audited, new { weighing = one.Id });
        export.GetProperty("leaves").GetInt64().ShouldBe(3);
        var bag = await Content(audited, export);
        var report = await Check(audited, bag, export);
        report.Findings.ShouldBeEmpty();
        report.Remarks.Select(r => r.Code).ShouldContain("selection", "what a selection does not prove is told");
        report.Remarks.Single(r => r.Code == "root").English.ShouldStartWith("The root was computed over all leaves");
        Unzipped(bag).ShouldNotContain(other.Id.ToString());

        var until = (await other.Get("/events?limit=1")).GetProperty("items")[0].GetProperty("recordedAt").GetDateTimeOffset();
        var period = await Made(audited, new { until });
        period.GetProperty("leaves").GetInt64().ShouldBe(4, "the registration and the first weighing were before");
        (await Check(audited, await Content(audited, period), period)).Verdict.ShouldBe(Verdict.Sound);
    }

    [Fact]
    public async Task What_was_given_in_a_blind_round_that_is_open_is_left_out()
    {
        var audited = await Audited.Corporation(shared.Api);
        var weighing = await WeighingClient.Open(audited.Strategist);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput" });
        await weighing.Record("/rounds", new { about = "De richting", blind = true });
        await weighing.Record("/inputs", new { round = 1, stakeholder = "B1", position = "against", statement = "Geheim tot de ronde sluit." });
        await audited.Signed(5);
        var export = await Made(audited, new { });
        (export.GetProperty("size").GetInt64(), export.GetProperty("leaves").GetInt64()).ShouldBe((5, 4));
        var bag = await Content(audited, export);
        Unzipped(bag).ShouldNotContain("Geheim tot de ronde sluit.");
        var open = await Check(audited, bag, export);
        open.Findings.ShouldHaveSingleItem().Code.ShouldBe("leaves-withheld", "its hash is there, so that all else is proven");
        (open.Verdict, open.Remarks.Single(r => r.Code == "root").English).ShouldBe((Verdict.Incomplete, "The root was computed over all leaves and is that of each checkpoint."));

        await weighing.Record("/rounds/1/closing", new { });
        await audited.Signed(7);
        export = await Made(audited, new { });
        bag = await Content(audited, export);
        Unzipped(bag).ShouldContain("Geheim tot de ronde sluit.");
        (await Check(audited, bag, export)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_brought_in_on_an_instrument_in_a_blind_round_is_left_out_of_exports_and_bundles_until_it_closes()
    {
        var audited = await Audited.Corporation(shared.Api);
        foreach (var (path, body) in ((string, object)[])
        [
            ("", new { code = "Meet", content = JsonDocument.Parse(Instrument).RootElement }),
            ("/meet/rounds", new { about = "Past dit?", blind = true }),
            ("/meet/inputs", new { by = "Huurdersraad", criterion = "LEEF", statement = "Geheim tot de ronde sluit." }),
            ("/meet/objections", new { by = "Gemeenteraad", grounds = "Bezwaar tot de ronde sluit." }),
        ])
            await Recorded(path, body);
        await audited.Signed(5);
        var export = await Made(audited, new { });
        (export.GetProperty("size").GetInt64(), export.GetProperty("leaves").GetInt64()).ShouldBe((5, 3));
        var bag = await Content(audited, export);
        string[] hidden = ["Geheim tot de ronde sluit.", "Bezwaar tot de ronde sluit.", "Huurdersraad", "Gemeenteraad", "instrument_input_given", "instrument_objection_raised"];
        foreach (var what in hidden) Unzipped(bag).ShouldNotContain(what);
        var open = await Check(audited, bag, export);
        open.Findings.ShouldHaveSingleItem().English.ShouldStartWith("2 leaves are withheld (3, 4), given in a blind round that is still open");
        await audited.Refused("tile/entries/000.p/5", HttpStatusCode.Conflict);
        using (var before = await audited.Auditor.GetAsync("/v1/audit/log/tile/entries/000.p/3", Cancellation)) before.StatusCode.ShouldBe(HttpStatusCode.OK);

        await Recorded("/meet/rounds/1/closing", new { });
        var note = await audited.Signed(7);
        export = await Made(audited, new { });
        bag = await Content(audited, export);
        foreach (var what in hidden) Unzipped(bag).ShouldContain(what);
        (await Check(audited, bag, export)).Findings.ShouldBeEmpty();
        Encoding.UTF8.GetString((await audited.Entries(note))[3].Span).ShouldContain("Huurdersraad");

        async Task Recorded(string path, object body)
        {
            using var response = await audited.Strategist.PostAsJsonAsync("/v1/instruments" + path, body, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        }
    }

    private const string Instrument = """
        {"name":"Meetlat","owner":"Woonlust","language":"nl","weights":"free","filledIn":"together","tailoring":{"mayLeaveOut":true,"mayAdd":true,"mayRescale":true,"mayReweigh":true},
         "themes":[{"code":"T1","name":"Alles","criteria":[{"code":"LEEF","name":"Leefbaarheid","scale":{"kind":"numeric","worst":1,"best":10}}]}]}
        """;

    [Fact]
    public async Task What_each_would_decide_in_a_case_of_the_network_is_left_out_until_the_case_is_taken_back()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var network = await Audited.Known(api, Access.Network);
        using var http = await AsDocumented.Client(api);
        var weighing = await Http.Prepared.Weighing(http);
        await Http.Prepared.ShareCase(weighing);
        var id = (await weighing.Get("/cases/1")).GetProperty("sharing").GetProperty("case").GetGuid();
        using var one = api.Client(await api.Participant("deelnemer-een"));
        using (var chosen = await one.PostAsJsonAsync($"/v1/cases/{id}/choices", new { decision = "Opknappen, om de buren." }, Cancellation)) chosen.StatusCode.ShouldBe(HttpStatusCode.Created);
        await AllSigned();
        var export = await Made(network, new { });
        var bag = await Content(network, export);
        Unzipped(bag).ShouldNotContain("\"actor\":\"deelnemer-een\"");
        (await Check(network, bag, export)).Findings.ShouldHaveSingleItem().English.ShouldStartWith("3 leaves are withheld", customMessage: "this one, and two choices of the example");

        await weighing.Record("/cases/1/taking-back", new { reason = "Iemand herkende de flat." });
        await AllSigned();
        export = await Made(network, new { });
        bag = await Content(network, export);
        Unzipped(bag).ShouldContain("\"actor\":\"deelnemer-een\"");
        (await Check(network, bag, export)).Findings.ShouldHaveSingleItem().English.ShouldStartWith("2 leaves are withheld", customMessage: "nothing will ever show this one, and nobody can be led by it any more");
        using var other = api.Client(await api.Participant("deelnemer-twee"));
        (await other.GetStringAsync($"/v1/cases/{id}", Cancellation)).ShouldContain("Opknappen, om de buren.", customMessage: "what is in the export is in the case too");
        (await other.GetStringAsync($"/v1/cases/{id}/events", Cancellation)).ShouldContain("Opknappen, om de buren.");

        async Task AllSigned() => await network.Signed((await Stored.Rows(api.ConnectionString, $"select count(*) from wikkenwegen.ledger_leaf where tenant_id = '{network.Code}'", row => row.GetInt64(0)))[0]);
    }

    [Fact]
    public async Task What_was_erased_after_a_period_is_told_as_erased_in_its_export()
    {
        var audited = await Audited.Corporation(shared.Api);
        var weighing = await WeighingClient.Open(audited.Strategist);
        var subject = $"s{Guid.NewGuid():N}";
        await weighing.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "givesInput", subject, personName = "A. de Vries" });
        var until = (await weighing.Get("/events?limit=2")).GetProperty("items")[1].GetProperty("recordedAt").GetDateTimeOffset().AddMilliseconds(1);
        await audited.Signed(3);
        var before = await Made(audited, new { until });
        (await Check(audited, await Content(audited, before), before)).Remarks.Select(r => r.Code).ShouldContain("texts-withheld", "it is there, and the name of a person is not for auditors");

        using var first = audited.Api.Client(new Identity("eerste", audited.Code, Roles.PrivacyOfficer));
        using var second = audited.Api.Client(new Identity("tweede", audited.Code, Roles.PrivacyOfficer));
        using var asked = await first.PostAsJsonAsync("/v1/privacy/erasures", new { subject, ground = "consentWithdrawn", motivation = "Gevraagd." }, Cancellation);
        asked.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString();
        using var confirmed = await second.PostAsync($"/v1/privacy/erasures/{id}/confirmation", null, Cancellation);
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var scope in (object[])[new { until }, new { until, weighing = weighing.Id }])
        {
            var export = await Made(audited, scope);
            var bag = await Content(audited, export);
            (await Check(audited, bag, export)).Findings.ShouldBeEmpty();
            Unzipped(bag).ShouldContain("grond consentWithdrawn");
        }
    }

    [Fact]
    public async Task Of_checkpoints_that_a_witness_cosigned_every_few_seconds_the_last_of_each_day_is_in_it()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Corporation(api);
        await audited.Signed(1);
        for (var size = 2; size <= 7; size++)
        {
            await audited.Weighing(1);
            await audited.Signed(size);
        }
        await Stored.Run(api.ConnectionString, $"update wikkenwegen.ledger_checkpoint set signed_at = signed_at - interval '2 days' where tenant_id = '{audited.Code}' and size <= 4");
        await Cosign("1, 2, 3, 6");
        (await Sizes()).ShouldBe([3, 4, 6, 7], "the last cosigned ones, the last of each day, and the newest");
        await Cosign("4, 5, 7");
        (await Sizes()).ShouldBe([4, 7]);

        var export = await Made(audited, new { });
        var bag = await Content(audited, export);
        (await Check(audited, bag, export)).Verdict.ShouldBe(Verdict.Sound);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bag));
        zip.Entries.Count(entry => entry.FullName.Contains("/data/checkpoints/", StringComparison.Ordinal)).ShouldBe(2);

        // What a witness signs is not looked at here; a line that is none is passed over by who reads the note with other keys.
        Task Cosign(string sizes) => Stored.Run(api.ConnectionString,
            $"insert into wikkenwegen.ledger_cosignature select tenant_id, size, 'accountant.example/w+01234567', '— accountant.example/w ASNFZ2dvb2Q=' from wikkenwegen.ledger_checkpoint where tenant_id = '{audited.Code}' and size in ({sizes})");

        async Task<List<long>> Sizes() => [.. (await api.Services.GetRequiredService<AuditLog>().WorthKeeping(audited.Code, 7, Cancellation)).Select(c => c.Size)];
    }

    [Fact]
    public async Task What_was_recorded_when_it_was_asked_for_is_in_it_also_where_that_is_signed_only_later()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Corporation(api);
        await audited.Signed(1);
        string address;
        await using (await NobodySigns(api))
        {
            await audited.Weighing(5);
            using var asked = await audited.Auditor.PostAsJsonAsync(Exports, new { }, Cancellation);
            address = asked.Headers.Location!.OriginalString;
            for (var patience = 0; await State() != "running" && patience < 2400; patience++) await Task.Delay(50, Cancellation);
            for (var looks = 0; looks < 20; looks++, await Task.Delay(50, Cancellation)) (await State()).ShouldBe("running", "it waits");
        }
        var export = await Done(audited, address);
        (export.GetProperty("size").GetInt64(), export.GetProperty("leaves").GetInt64()).ShouldBe((6, 6));
        (await Check(audited, await Content(audited, export), export)).Findings.ShouldBeEmpty();

        async Task<string> State() => (await audited.Json(address)).GetProperty("state").GetString()!;
    }

    [Fact]
    public async Task Where_what_was_recorded_is_not_signed_in_time_it_says_so()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"), ("Audit:ExportPatience", "00:00:02"));
        var audited = await Audited.Corporation(api);
        await audited.Signed(1);
        await using (await NobodySigns(api))
        {
            await audited.Weighing(5);
            var before = await Made(audited, new { });
            before.GetProperty("size").GetInt64().ShouldBe(1);
            var report = await Check(audited, await Content(audited, before), before);
            report.Verdict.ShouldBe(Verdict.Incomplete);
            report.Findings.ShouldHaveSingleItem().English.ShouldStartWith("When this bag was asked for there were 5 more leaves, which were not signed yet");

            // What a selection is not about, it does not lack.
            var until = await Made(audited, new { until = "2020-01-01T00:00:00Z" });
            (await Check(audited, await Content(audited, until), until)).Findings.ShouldBeEmpty();
        }
        await audited.Signed(8); // that both were made, too
        var export = await Made(audited, new { });
        (await Check(audited, await Content(audited, export), export)).Findings.ShouldBeEmpty();
    }

    /// <summary>Until it is disposed of, no host signs anything: the lock of who does (Signer) is taken, as when another one is at it.</summary>
    private static async Task<IAsyncDisposable> NobodySigns(Support.Api api)
    {
        var holding = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(api.ConnectionString) { Pooling = false }.ConnectionString);
        await holding.OpenAsync(Cancellation);
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock({0x57696B6B656E32})", holding);
        await hold.ExecuteNonQueryAsync(Cancellation);
        return holding;
    }

    [Fact]
    public async Task It_is_for_auditors_of_the_corporation_alone()
    {
        var (audited, other) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        await audited.Signed(1);
        var export = await Made(audited, new { });
        foreach (var path in (string[])[$"{Exports}/{export.GetProperty("id").GetString()}", $"{Exports}/{export.GetProperty("id").GetString()}/content", $"{Exports}/{Guid.NewGuid()}", $"{Exports}/geen-nummer"])
            using (var response = await other.Auditor.GetAsync(path, Cancellation)) (await response.Problem(HttpStatusCode.NotFound)).Detail.ShouldBe("There is no such export.");
        (await other.Json(Exports)).GetProperty("items").GetArrayLength().ShouldBe(0);
        var weighing = await audited.Weighing(1);
        using (var theirs = await other.Auditor.PostAsJsonAsync(Exports, new { weighing = weighing.Id }, Cancellation)) await theirs.Problem(HttpStatusCode.NotFound);
        using var strategist = await audited.Strategist.PostAsJsonAsync(Exports, new { }, Cancellation);
        strategist.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_told_and_a_request_that_is_sent_again_is_one()
    {
        var audited = await Audited.Corporation(shared.Api);
        await audited.Signed(1);
        using (var backwards = await audited.Auditor.PostAsJsonAsync(Exports, new { from = "2026-02-01T00:00:00Z", until = "2026-01-01T00:00:00Z" }, Cancellation))
            (await backwards.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("from-after-to");
        using (var nowhere = await audited.Auditor.PostAsJsonAsync(Exports, new { weighing = Guid.NewGuid() }, Cancellation)) await nowhere.Problem(HttpStatusCode.NotFound);

        var key = Keyed.NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Keyed.Ask(audited.Auditor, Exports, "{}", key)));
        answers.ShouldAllBe(a => a.Status == 201 && a.Location == answers[0].Location);
        (await audited.Json(Exports)).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Of_twenty_that_are_asked_for_at_once_on_two_hosts_five_are_taken()
    {
        // Nothing is signed here, so that each waits for a checkpoint.
        await using var api = Support.Api.Start(await shared.CreateDatabase(), Support.Api.OnlyWhatIsAsked, ("Serilog:MinimumLevel:Default", "Fatal"));
        await using var second = Support.Api.Start(api.ConnectionString, Support.Api.OnlyWhatIsAsked, ("Serilog:MinimumLevel:Default", "Fatal"));
        var here = await Audited.Corporation(api);
        var (there, other) = (await Audited.Of(second, here.Code), await Audited.Corporation(api));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? here : there).Auditor.PostAsJsonAsync(Exports, new { }, Cancellation)));
        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(5);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
        {
            refused.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(30));
            (await refused.Problem(HttpStatusCode.Conflict)).Detail.ShouldBe("5 exports are not done yet. Wait until one is.");
        }
        foreach (var answer in answers) answer.Dispose();
        (await here.Json(Exports)).GetProperty("items").GetArrayLength().ShouldBe(5);

        // Another corporation waits for none of them; and once one is done, there is room for one.
        using (var theirs = await other.Auditor.PostAsJsonAsync(Exports, new { }, Cancellation)) theirs.StatusCode.ShouldBe(HttpStatusCode.Created);
        await Stored.Run(api.ConnectionString, $"update wikkenwegen.audit_export set state = 'failed', finished_at = now() where export_id = (select min(export_id::text)::uuid from wikkenwegen.audit_export where tenant_id = '{here.Code}')");
        HttpStatusCode[] after = [await Status(there), await Status(here)];
        after.ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);

        static async Task<HttpStatusCode> Status(Audited audited)
        {
            using var answer = await audited.Auditor.PostAsJsonAsync(Exports, new { }, Cancellation);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task One_that_a_host_left_half_made_is_begun_again_and_made_once()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Corporation(api);
        await audited.Weighing(5);
        await audited.Signed(6);

        // As a host leaves it that is gone in the midst of it: begun, with a piece of the file, and the message still there.
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await Stored.Run(api.ConnectionString, $"""
            insert into wikkenwegen.audit_export (tenant_id, export_id, state, attempts, requested_at, requested_by, with_persons, correlation, causation, leaves_read)
            values ('{audited.Code}', '{id}', 'running', 1, now() - interval '1 hour', 'controle', false, 'c', 'r', 3);
            insert into wikkenwegen.audit_export_part values ('{audited.Code}', '{id}', 0, 'half');
            """);
        var maker = api.Services.GetRequiredService<ExportMaker>();
        await using (var another = new NpgsqlConnection(api.ConnectionString))
        {
            await another.OpenAsync(Cancellation);
            await using var hold = new NpgsqlCommand($"select pg_advisory_lock(hashtextextended('export {id}', 0))", another);
            await hold.ExecuteNonQueryAsync(Cancellation);
            await maker.Make(audited.Code, id, Cancellation);
            (await audited.Json($"{Exports}/{id}")).GetProperty("state").GetString().ShouldBe("running", "another host makes it");
            NpgsqlConnection.ClearPool(another);
        }
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Again(api)));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => maker.Make(audited.Code, id, Cancellation)));
        var export = await Done(audited, $"{Exports}/{id}");
        (await Check(audited, await Content(audited, export), export)).Verdict.ShouldBe(Verdict.Sound);
        await maker.Make(audited.Code, id, Cancellation);
        (await Stored.Rows(api.ConnectionString, "select count(*) from wikkenwegen.mt_events where type = 'audit_export_made'", row => row.GetInt64(0))).ShouldBe([1]);
    }

    [Fact]
    public async Task One_that_fails_each_time_has_failed_and_leaves_nothing()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Corporation(api);
        await audited.Weighing(5);
        await audited.Signed(6);
        await Stored.Run(api.ConnectionString, $"alter table wikkenwegen.audit_export_part add constraint no_room check (part < 0)");
        using var asked = await audited.Auditor.PostAsJsonAsync(Exports, new { }, Cancellation);
        var address = asked.Headers.Location!.OriginalString;
        var id = Guid.Parse(address.Split('/')[^1]);
        var maker = api.Services.GetRequiredService<ExportMaker>();
        var export = await audited.Json(address);
        for (var patience = 0; patience < 200 && export.GetProperty("state").GetString() is "queued" or "running"; patience++, export = await audited.Json(address))
        {
            try
            {
                await maker.Make(audited.Code, id, Cancellation); // as the message does when it comes again
            }
            catch (PostgresException)
            {
                await Task.Delay(50, Cancellation);
            }
        }
        export.GetProperty("state").GetString().ShouldBe("failed");
        using var content = await audited.Auditor.GetAsync($"{address}/content", Cancellation);
        await content.Problem(HttpStatusCode.NotFound);
        (await Stored.Rows(api.ConnectionString, "select count(*) from wikkenwegen.mt_events where type = 'audit_export_made'", row => row.GetInt64(0))).ShouldBe([0]);
    }

    [Fact]
    public async Task Its_file_may_take_longer_than_other_requests()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Corporation(api);
        await audited.Signed(1);
        var export = await Made(audited, new { });
        await using var hurried = Support.Api.Start(api.ConnectionString, Support.Api.OnlyWhatIsAsked, ("Limits:Time", "00:00:01"), ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = hurried.Client(new Identity("controle", audited.Code, Roles.Auditor));

        Task<HttpResponseMessage> asked;
        await using (var holding = new NpgsqlConnection(api.ConnectionString))
        {
            await holding.OpenAsync(Cancellation);
            await using var transaction = await holding.BeginTransactionAsync(Cancellation);
            await using var hold = new NpgsqlCommand("lock table wikkenwegen.audit_export_part in access exclusive mode", holding, transaction);
            await hold.ExecuteNonQueryAsync(Cancellation);
            asked = http.GetAsync($"{Exports}/{export.GetProperty("id").GetString()}/content", Cancellation);
            await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
        }
        using var content = await asked;
        content.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await content.Content.ReadAsByteArrayAsync(Cancellation)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Its_file_is_gone_after_its_time()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Corporation(api);
        await audited.Signed(1);
        var export = await Made(audited, new { });
        var address = $"{Exports}/{export.GetProperty("id").GetString()}";
        await Stored.Run(api.ConnectionString, "update wikkenwegen.audit_export set kept_until = now()");
        await Again(api);
        (await audited.Json(address)).GetProperty("state").GetString().ShouldBe("expired");
        using var content = await audited.Auditor.GetAsync($"{address}/content", Cancellation);
        await content.Problem(HttpStatusCode.NotFound);
        (await Stored.Rows(api.ConnectionString, "select count(*) from wikkenwegen.audit_export_part", row => row.GetInt64(0))).ShouldBe([0]);
    }

    [Fact]
    public async Task Once_texts_are_erased_a_file_of_before_is_given_to_nobody_and_the_next_one_has_the_leaf_that_says_so()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var (audited, other) = (await Audited.Corporation(api), await Audited.Corporation(api));
        await audited.Weighing(2);
        await audited.Signed(3);
        await other.Signed(1);
        var (before, elsewhere) = (await Made(audited, new { }), await Made(other, new { }));

        // As an erasure records it; here beside the weighing, so that nothing else need know of it.
        await Stored.Run(api.ConnectionString, $$"""
            insert into wikkenwegen.mt_streams select (jsonb_populate_record(s, '{"id": "019c2283-f800-7000-8000-00000000eeee", "type": "elsewhere"}')).* from wikkenwegen.mt_streams s where tenant_id = '{{audited.Code}}' limit 1;
            insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', nextval('wikkenwegen.mt_events_sequence'), 'id', gen_random_uuid(), 'stream_id', '019c2283-f800-7000-8000-00000000eeee', 'version', 1, 'type', 'personal_data_erased'))).*
            from wikkenwegen.mt_events e where tenant_id = '{{audited.Code}}' limit 1
            """);
        using (var gone = await audited.Auditor.GetAsync($"{Exports}/{before.GetProperty("id").GetString()}/content", Cancellation)) await gone.Problem(HttpStatusCode.NotFound);
        (await audited.Json($"{Exports}/{before.GetProperty("id").GetString()}")).GetProperty("state").GetString().ShouldBe("expired");
        (await Content(other, elsewhere)).ShouldNotBeEmpty("nothing was erased there");

        var after = await Made(audited, new { });
        after.GetProperty("size").GetInt64().ShouldBeGreaterThanOrEqualTo(5, "the registration, two of the weighing, that the first export was made, and the erasure");
        (await Content(audited, after)).ShouldNotBeEmpty();
    }

    private static Task Again(Support.Api api) => api.Services.GetServices<IHostedService>().OfType<ExportKeeping>().Single().Go(Cancellation);

    internal static string Unzipped(byte[] bag)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bag));
        var text = new System.Text.StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(reader.ReadToEnd());
        }
        return text.ToString();
    }
}
