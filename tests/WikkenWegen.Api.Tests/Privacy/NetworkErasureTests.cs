using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using WikkenWegen.Api.Audit;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Privacy;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Testing;
using Wolverine;

namespace WikkenWegen.Api.Tests.Privacy;

/// <summary>What belongs to a person in the learning network and in instruments is reported and erased as in weighings; and what people wrote when they signed up goes when its term is over.</summary>
public class NetworkErasureTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpClient Of(Support.Api api, string subject, string role) => api.Client(new Identity(subject, Access.Network, role));

    private static HttpClient Officer(Support.Api api, string subject) => Of(api, subject, Roles.PrivacyOfficer);

    private static async Task<JsonElement> Recorded(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body, Infrastructure.Http.ApiJson.Responses, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> Read(HttpClient http, string path) => await http.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private static async Task<JsonElement> Erase(Support.Api api, object request)
    {
        using var first = Officer(api, "eerste");
        using var other = Officer(api, "tweede");
        var asked = await Recorded(first, "/v1/privacy/erasures", request);
        return await Recorded(other, $"/v1/privacy/erasures/{asked.GetProperty("id").GetGuid()}/confirmation", new { });
    }

    private static async Task<List<string>> InVault(string database, Guid stream) => [.. (await VaultByHand.Open(database, stream, Cancellation)).Select(text => Disclosure.ValueOf(text.Encoded))];

    /// <summary>An edition with two who signed up, one of whom does not sign in, and a case on which one and somebody else worked.</summary>
    private sealed record Story(string One, string Other, Guid Edition, Guid Case, string Key, string Body)
    {
        public string Address => $"/v1/editions/{Edition}";

        public string[] Own => [.. ((string[])["naam", "contact", "rol", "organisatie", "vraag", "intake", "hoop", "vraag-bij-casus", "keuze", "waarom"]).Select(what => $"{what}-van-{One}")];

        public string[] OfOther => [.. ((string[])["naam", "vraag", "reflectie", "keuze"]).Select(what => $"{what}-van-{Other}")];

        public static async Task<Story> Tell(Support.Api api, DateOnly? lastDay = null, bool shown = true)
        {
            var (one, other) = ($"s{Guid.NewGuid():N}", $"t{Guid.NewGuid():N}");
            using var organiser = Of(api, "organisator", Roles.Organiser);
            using var participant = Of(api, one, Roles.Participant);
            using var another = api.Client(await api.Participant(other));
            var last = lastDay ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(60);
            var edition = (await Recorded(organiser, "/v1/editions", new { theme = "Samen afwegen", organiser = "Kenniscentrum", firstDay = last.AddMonths(-4), lastDay = last, places = 5, priceForPartners = 0, priceForOthers = 130 })).GetProperty("streamId").GetGuid();
            var story = new Story(one, other, edition, await Shared(api), Keyed.NewKey(), JsonSerializer.Serialize(new { kind = "question", text = $"vraag-bij-casus-van-{one}" }));
            await Recorded(participant, story.Address + "/sign-ups", new { personName = $"naam-van-{one}", contact = $"contact-van-{one}", role = $"rol-van-{one}", organisation = $"organisatie-van-{one}", partner = true, question = $"vraag-van-{one}" });
            await Recorded(organiser, story.Address + "/sign-ups", new { personName = $"naam-van-{other}", role = "Adviseur", organisation = "Gemeente", partner = false, question = $"vraag-van-{other}" });
            await Recorded(organiser, story.Address + "/sign-ups/1/intakes", new { question = $"intake-van-{one}", level = "strategic", hope = $"hoop-van-{one}" });
            await Recorded(organiser, story.Address + "/sign-ups/1/confirmation", new { });
            (await Keyed.Ask(participant, $"/v1/cases/{story.Case}/contributions", story.Body, story.Key)).Status.ShouldBe(201);
            await Recorded(another, $"/v1/cases/{story.Case}/contributions", new { kind = "reflection", about = 1, text = $"reflectie-van-{other}" });
            await Recorded(participant, $"/v1/cases/{story.Case}/choices", new { decision = $"keuze-van-{one}", why = $"waarom-van-{one}" });
            await Recorded(another, $"/v1/cases/{story.Case}/choices", new { decision = $"keuze-van-{other}" });
            if (shown) await Recorded(organiser, $"/v1/cases/{story.Case}/showing", new { });
            return story;
        }

        private static async Task<Guid> Shared(Support.Api api)
        {
            var (id, seals) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), new Seals());
            var command = new ReceiveCase { Stream = id, Content = new ReceivedContent { Rules = "case-rules-1", Title = seals.Text("title", "Een flat aan het water")!, Sections = [new CaseSection("question", seals.Text("text", "Wat doen we?")!)] } };
            await using var scope = api.Services.CreateAsyncScope();
            var message = new RecordStreamStep(command, null, seals.Disclosures, null, new StepEnvelope(Actor.Everything("corporatie"), "c", "r"));
            (await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(Access.Network, message, Cancellation)).ShouldBeOfType<StepResult.StreamRecorded>();
            return id;
        }

        public async Task<string> Everything(Support.Api api)
        {
            using var organiser = Of(api, "organisator", Roles.Organiser);
            var all = "";
            foreach (var path in (string[])[Address, Address + "/sign-ups", Address + "/events?limit=100", Address + "?version=4", $"/v1/cases/{Case}", $"/v1/cases/{Case}/events?limit=100"]) all += await organiser.GetStringAsync(path, Cancellation);
            return all;
        }
    }

    [Fact]
    public async Task What_is_of_a_person_in_the_network_is_reported_and_erased_on_each_host_and_each_place_says_when_and_on_what_ground()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"));
        await using var second = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Warning"));
        var story = await Story.Tell(api);
        using var officer = await AsDocumented.Client(api, new Identity("eerste", Access.Network, Roles.PrivacyOfficer));

        // First what there is.
        var report = await Recorded(officer, "/v1/privacy/reports", new { subject = story.One });
        report.GetProperty("texts").GetInt32().ShouldBe(story.Own.Length);
        report.GetProperty("weighings").GetArrayLength().ShouldBe(0);
        report.GetProperty("streams").EnumerateArray().Select(s => s.GetProperty("kind").GetString()).Order().ShouldBe(["case", "edition"]);
        report.GetRawText().ShouldSatisfyAllConditions([.. story.Own.Select(text => (Action<string>)(all => all.ShouldContain(text))), .. story.OfOther.Select(text => (Action<string>)(all => all.ShouldNotContain(text)))]);
        var edition = report.GetProperty("streams").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "edition");
        (edition.GetProperty("title").GetString(), edition.GetProperty("signUps")[0].GetProperty("number").GetInt32(), edition.GetProperty("signUps")[0].GetProperty("subject").GetString()).ShouldBe(("Samen afwegen", 1, story.One));
        report.GetProperty("explanation").EnumerateArray().ShouldContain(line => line.GetString()!.Contains("1200 months after the last day of the edition"));
        using (var asked = new HttpRequestMessage(HttpMethod.Post, "/v1/privacy/reports") { Content = JsonContent.Create(new { subject = story.One }) })
        {
            asked.Headers.TryAddWithoutValidation("Accept", "text/plain");
            using var answer = await officer.SendAsync(asked, Cancellation);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldSatisfyAllConditions(text => text.ShouldContain($"EDITION: Samen afwegen\nAs sign-up 1: rol-van-{story.One} (organisatie-van-{story.One})\n"), text => text.ShouldContain($"CASE: {story.Case}\n"), text => text.ShouldContain($"decision: keuze-van-{story.One}"));
        }

        // Then by two people: all of it at once.
        var done = await Erase(api, new { subject = story.One, ground = "consentWithdrawn", motivation = "Gevraagd." });
        done.GetProperty("weighings").GetArrayLength().ShouldBe(0);
        done.GetProperty("streams").EnumerateArray().Select(s => (s.GetProperty("id").GetGuid(), s.GetProperty("digests").GetArrayLength())).ShouldBe([(story.Edition, 7), (story.Case, 3)], ignoreOrder: true);
        done.GetProperty("promise").GetString()!.Split("leaf ").Length.ShouldBe(3, "of each stream");
        foreach (var host in (Support.Api[])[api, second])
        {
            var all = await story.Everything(host);
            foreach (var text in story.Own) all.ShouldNotContain(text);
            foreach (var text in story.OfOther) all.ShouldContain(text);
            all.ShouldContain("consent withdrawn (GDPR art. 17(1)(b))");
        }
        using var organiser = Of(second, "organisator", Roles.Organiser);
        foreach (var path in (string[])[story.Address + "/sign-ups/1", story.Address + "/sign-ups/1?version=2"])
        {
            var name = (await Read(organiser, path)).GetProperty("personName");
            name.TryGetProperty("text", out _).ShouldBeFalse();
            (name.GetProperty("erased").GetProperty("erasure").GetInt32(), name.GetProperty("erased").GetProperty("ground").GetString()).ShouldBe((1, "consentWithdrawn"));
        }
        using (var another = Of(api, story.Other, Roles.Participant))
            (await another.GetStringAsync(story.Address + "/events?limit=100", Cancellation)).ShouldSatisfyAllConditions(all => all.ShouldNotContain("texts_erased"), all => all.ShouldNotContain(story.One));
        var last = (await Read(organiser, story.Address + "/events?limit=100")).GetProperty("items").EnumerateArray().Last();
        (last.GetProperty("type").GetString(), last.GetProperty("part").GetString(), last.GetProperty("actor").GetString()).ShouldBe(("texts_erased", "erasures/1", "tweede"));
        last.GetProperty("sentence").GetString().ShouldBe("Of one person 7 texts were erased (erasure 1), on the ground of: consent withdrawn (GDPR art. 17(1)(b)).");
        (last.GetProperty("event").GetProperty("decidedBy").GetString(), last.GetProperty("event").GetProperty("confirmedBy").GetString(), last.GetProperty("event").GetProperty("erasureId").GetGuid()).ShouldBe(("eerste", "tweede", done.GetProperty("id").GetGuid()));

        // The texts and their keys are gone, and what was kept for retries tells nothing.
        (await InVault(database, story.Edition)).ShouldBe([$"naam-van-{story.Other}", "Adviseur", "Gemeente", $"vraag-van-{story.Other}"], ignoreOrder: true);
        (await Stored.Rows(database, "select holder from wikkenwegen.vault_key where weighing_id in ($1, $2)", row => row.GetString(0), story.Edition, story.Case)).ShouldBe(["", "sign-ups/2", story.Other], ignoreOrder: true);
        using var participant = Of(api, story.One, Roles.Participant);
        (await Keyed.Ask(participant, $"/v1/cases/{story.Case}/contributions", story.Body, story.Key)).Status.ShouldBe(201, "the answer of before");
        var kept = await Stored.Rows(database, "select length(fingerprint) from wikkenwegen.idempotency where location = $1 and subject = $2", row => row.GetInt32(0), $"/v1/cases/{story.Case}", story.One);
        kept.ShouldNotBeEmpty();
        kept.ShouldAllBe(length => length == 0);
        (await Stored.Rows(database, "select coalesce(person, '') from wikkenwegen.erasure_request where id = $1", row => row.GetString(0), done.GetProperty("id").GetGuid())).ShouldBe([""]);
        (await Recorded(officer, "/v1/privacy/reports", new { subject = story.One })).GetProperty("texts").GetInt32().ShouldBe(0);

        // The record is whole, and a later text is kept under a new key.
        await Recorded(participant, $"/v1/cases/{story.Case}/contributions", new { kind = "reflection", text = "later-gezegd" });
        (await story.Everything(second)).ShouldContain("later-gezegd");
        await FsckTests.Quiet(database);
        await using var said = new StringWriter { NewLine = "\n" };
        (await api.Services.GetRequiredService<Fsck>().Run(said, TextWriter.Null, overwrites: false, Cancellation), said.ToString()).ShouldBe((0, "Nothing differs.\n"));
    }

    [Fact]
    public async Task Who_does_not_sign_in_is_named_by_their_sign_up_and_what_is_not_there_is_told_at_its_field()
    {
        var story = await Story.Tell(shared.Api);
        using var officer = Officer(shared.Api, "eerste");
        var request = new { signUps = new[] { new { edition = story.Edition, number = 2 } }, ground = "objection", motivation = "Gevraagd." };
        (await Erase(shared.Api, request)).GetProperty("streams").EnumerateArray().ShouldHaveSingleItem().GetProperty("digests").GetArrayLength().ShouldBe(4);
        var all = await story.Everything(shared.Api);
        foreach (var what in (string[])["naam", "vraag"]) all.ShouldNotContain($"\"{what}-van-{story.Other}");
        foreach (var text in story.Own) all.ShouldContain(text);

        await Refused(officer, new { signUps = new[] { new { edition = story.Edition, number = 2 }, new { edition = story.Edition, number = 9 }, new { edition = Guid.NewGuid(), number = 1 } } }, HttpStatusCode.BadRequest, ("unknown-sign-up", "/signUps/1/number"), ("unknown-edition", "/signUps/2/edition"));
        await Refused(officer, new { }, HttpStatusCode.BadRequest, ("nobody-named", null));
        using var elsewhere = shared.Api.Client();
        await Refused(elsewhere, new { signUps = new[] { new { edition = story.Edition, number = 1 } } }, HttpStatusCode.BadRequest, ("unknown-edition", "/signUps/0/edition"));
        using (var again = await officer.PostAsJsonAsync("/v1/privacy/erasures", request, Cancellation)) (await again.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("nothing-to-erase");
        foreach (var role in (string[])[Roles.Organiser, Roles.Participant])
            using (var refused = await Of(shared.Api, "iemand", role).PostAsJsonAsync("/v1/privacy/reports", new { subject = story.One }, Cancellation)) await refused.Problem(HttpStatusCode.Forbidden);
    }

    private static async Task Refused(HttpClient officer, object person, HttpStatusCode status, params (string, string?)[] errors)
    {
        using var response = await officer.PostAsJsonAsync("/v1/privacy/reports", person, Cancellation);
        (await response.Problem(status)).Errors.Select(e => (e.Code, e.Pointer)).ShouldBe(errors);
    }

    [Fact]
    public async Task What_somebody_would_decide_is_in_no_report_of_another_while_it_is_blind()
    {
        var story = await Story.Tell(shared.Api, shown: false);
        using var officer = Officer(shared.Api, "eerste");
        var report = await Recorded(officer, "/v1/privacy/reports", new { subject = story.One });
        report.GetRawText().ShouldSatisfyAllConditions(all => all.ShouldContain($"vraag-bij-casus-van-{story.One}"), all => all.ShouldNotContain($"keuze-van-{story.One}"));
        report.GetProperty("texts").GetInt32().ShouldBe(story.Own.Length, "it is erased all the same");
    }

    /// <summary>The API tells how many chose, and never who: neither does a leaf. What three people would decide in the case of the examples is blind too.</summary>
    [Fact]
    public async Task What_somebody_would_decide_and_that_they_said_so_is_in_no_export_and_no_bundle_while_it_is_blind()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Error"));
        var story = await Story.Tell(api, shown: false);
        var network = await Audited.Known(api, Access.Network);
        var size = await Size();
        await network.Signed(size);
        var export = await Exported.Made(network, new { });
        (export.GetProperty("size").GetInt64(), export.GetProperty("leaves").GetInt64()).ShouldBe((size, size - 4));
        var bag = await Exported.Content(network, export);
        ExportTests.Unzipped(bag).ShouldSatisfyAllConditions(all => all.ShouldNotContain("case_choice_given"), all => all.ShouldNotContain($"keuze-van-{story.Other}"), all => all.ShouldContain("case_remark_made"));
        (await Exported.Check(network, bag, export, withoutTexts: true)).Findings.ShouldHaveSingleItem().English.ShouldStartWith("4 leaves are withheld (");
        await network.Refused($"tile/entries/000.p/{size}", HttpStatusCode.Conflict);

        using var organiser = Of(api, "organisator", Roles.Organiser);
        foreach (var blind in (Guid[])[story.Case, new("019f3a10-0000-7000-8000-000000000002")]) await Recorded(organiser, $"/v1/cases/{blind}/showing", new { });
        var note = await network.Signed(await Size());
        (await network.Entries(note)).Count(entry => System.Text.Encoding.UTF8.GetString(entry.Span).Contains("\"type\":\"case_choice_given\"", StringComparison.Ordinal)).ShouldBe(4);
        export = await Exported.Made(network, new { });
        (await Exported.Check(network, await Exported.Content(network, export), export, withoutTexts: true)).Findings.ShouldBeEmpty();

        async Task<long> Size() => (await Stored.Rows(database, "select count(*) from wikkenwegen.mt_events where tenant_id = 'network'", row => row.GetInt64(0))).Single();
    }

    /// <summary>As with weighings: of one that an officer may not see nothing is told, and what was said of it is erased by its digest all the same.</summary>
    [Fact]
    public async Task What_somebody_judged_of_an_instrument_over_a_weighing_that_an_officer_may_not_see_is_not_told_and_is_erased_all_the_same()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var first = shared.Api.Client(new Identity("eerste", corporation.Code, Roles.PrivacyOfficer));
        using var second = shared.Api.Client(new Identity("tweede", corporation.Code, Roles.PrivacyOfficer));
        var strategist = corporation.Strategist;
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = "secret";
        var weighing = await WeighingClient.Open(strategist, framing);
        await Recorded(strategist, "/v1/instruments/BUURT/judgements", new { version = 1, by = "Strateeg", weighing = weighing.Id, notAgreed = "In de geheime sloop kwam niets uit." });
        await Recorded(strategist, "/v1/instruments/BUURT/judgements", new { version = 1, by = "Strateeg", didWell = "In het algemeen bruikbaar." });

        var report = await Recorded(first, "/v1/privacy/reports", new { subject = "strateeg" });
        var recorded = report.GetProperty("streams").EnumerateArray().ShouldHaveSingleItem().GetProperty("recorded");
        recorded.GetArrayLength().ShouldBe(2);
        (recorded[0].GetProperty("hidden").GetBoolean(), recorded[0].GetProperty("sentence").GetString()).ShouldBe((true, "Something was said of a weighing that you may not see."));
        recorded[0].GetProperty("texts")[0].TryGetProperty("text", out _).ShouldBeFalse();
        report.GetRawText().ShouldSatisfyAllConditions(
            all => all.ShouldNotContain("geheime sloop"), all => all.ShouldNotContain(weighing.Id.ToString()), all => all.ShouldNotContain(framing["title"]!.ToString()), all => all.ShouldContain("In het algemeen bruikbaar."));
        (report.GetProperty("texts").GetInt32(), report.GetProperty("acts").EnumerateArray().Count(act => act.GetProperty("type").GetString() == "instrument_judged")).ShouldBe((2, 1), "it is erased, and that it was said is not told");

        // Who is given access to the weighing sees it, as in a weighing.
        await weighing.Record("/access", new { subject = "tweede", role = "Privacyfunctionaris", reason = "Verzoek om inzage." });
        var seen = await Recorded(second, "/v1/privacy/reports", new { subject = "strateeg" });
        seen.GetRawText().ShouldContain("In de geheime sloop kwam niets uit.");
        seen.GetProperty("acts").EnumerateArray().Count(act => act.GetProperty("type").GetString() == "instrument_judged").ShouldBe(2);

        var digest = recorded[0].GetProperty("texts")[0].GetProperty("digest").GetString();
        var asked = await Recorded(second, "/v1/privacy/erasures", new { texts = new[] { digest }, ground = "objection", motivation = "Gevraagd." });
        var done = await Recorded(first, $"/v1/privacy/erasures/{asked.GetProperty("id").GetGuid()}/confirmation", new { });
        done.GetProperty("streams").EnumerateArray().ShouldHaveSingleItem().GetProperty("digests").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(digest);
        (await Read(strategist, "/v1/instruments/BUURT")).GetProperty("judgements")[0].GetProperty("notAgreed").GetProperty("erased").GetProperty("ground").GetString().ShouldBe("objection");
    }

    /// <summary>Everybody reads the catalogue and an administrator writes in it; what a person says there is erased by two officers with a token of it, and by those of no corporation.</summary>
    [Fact]
    public async Task What_is_said_of_a_person_in_the_catalogue_is_found_and_erased_by_its_own_officers_alone()
    {
        var corporation = await Audited.Corporation(shared.Api);
        var code = "C" + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
        using var administrator = shared.Api.Client(new Identity("beheer", null, Roles.Administrator));
        using var elsewhere = shared.Api.Client(new Identity("eerste", corporation.Code, Roles.PrivacyOfficer));
        using var first = shared.Api.Client(new Identity("eerste", Access.Catalogue, Roles.PrivacyOfficer));
        using var second = shared.Api.Client(new Identity("tweede", Access.Catalogue, Roles.PrivacyOfficer));
        object draft = JsonSerializer.Deserialize<JsonElement>($$$"""
            {"code":"{{{code}}}","content":{"name":"Meetlat","owner":"Woonlust","language":"nl","weights":"free","filledIn":"together","tailoring":{"mayLeaveOut":true,"mayAdd":true,"mayRescale":true,"mayReweigh":true},
             "themes":[{"code":"T1","name":"Alles","criteria":[{"code":"LEEF","name":"Leefbaarheid","scale":{"kind":"numeric","worst":1,"best":10}}]}]}}
            """);
        var (drafted, retired) = (Keyed.NewKey(), Keyed.NewKey());
        (await Keyed.Ask(administrator, "/v1/instruments", JsonSerializer.Serialize(draft), drafted)).Status.ShouldBe(201);
        await Revised($"/v1/instruments/{code}/versions", new { });
        using var hired = shared.Api.Client(new Identity("beheer", corporation.Code, Roles.Administrator));
        (await Keyed.Ask(hired, $"/v1/instruments/{code}/retirement", """{"reason":"Volgens Jannie de Vries deugt het niet."}""", retired)).Status.ShouldBe(201);
        (await Fingerprints()).ShouldBe([32, 32]);

        var digest = (await Read(first, $"/v1/instruments/{code}")).GetProperty("retirement").GetProperty("reason").GetProperty("digest").GetString();
        var request = new { texts = new[] { digest }, ground = "objection", motivation = "Gevraagd." };
        (await Recorded(elsewhere, "/v1/privacy/reports", new { texts = new[] { digest } })).GetProperty("texts").GetInt32().ShouldBe(0, "what is in the catalogue is of no corporation");
        using (var refused = await elsewhere.PostAsJsonAsync("/v1/privacy/erasures", request, Cancellation)) (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("nothing-to-erase");
        var report = await Recorded(first, "/v1/privacy/reports", new { texts = new[] { digest } });
        report.GetRawText().ShouldSatisfyAllConditions(all => all.ShouldContain("Volgens Jannie de Vries deugt het niet."), all => all.ShouldContain("why an instrument in the catalogue"));
        var asked = await Recorded(first, "/v1/privacy/erasures", request);
        var done = await Recorded(second, $"/v1/privacy/erasures/{asked.GetProperty("id").GetGuid()}/confirmation", new { });
        done.GetProperty("streams").EnumerateArray().ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("instrument");
        var reason = (await Read(elsewhere, $"/v1/instruments/{code}")).GetProperty("retirement").GetProperty("reason");
        (reason.TryGetProperty("text", out _), reason.GetProperty("erased").GetProperty("ground").GetString()).ShouldBe((false, "objection"));
        (await Read(administrator, $"/v1/instruments/{code}/events")).GetProperty("items").EnumerateArray().Last().GetProperty("type").GetString().ShouldBe("texts_erased");
        (await Fingerprints()).ShouldBe([0, 0], "what was sent can no longer be guessed, whatever the token of the administrator named");
        (await Read(first, "/v1/privacy/erasures")).GetProperty("items").EnumerateArray().ShouldContain(e => e.GetProperty("id").GetGuid() == asked.GetProperty("id").GetGuid());

        // Nobody but an administrator writes in it, whatever their token names; and such a token is for nothing else, but for what is of auditors (OwnTenantsTests).
        using var stranger = shared.Api.Client(new Identity("strateeg", Access.Catalogue, Roles.Strategist, Roles.PrivacyOfficer, Roles.Auditor));
        foreach (var (path, body) in ((string, object)[])[("/v1/instruments", draft), ($"/v1/instruments/{code}/retirement", new { reason = "Weg." }), ("/v1/weighings", new { framing = WeighingClient.Framing })])
            using (var response = await stranger.PostAsJsonAsync(path, body, Cancellation)) await response.Problem(HttpStatusCode.Forbidden);
        using (var response = await stranger.GetAsync("/v1/weighings", Cancellation)) await response.Problem(HttpStatusCode.Forbidden);

        Task<List<int>> Fingerprints() =>
            Stored.Rows(shared.Api.ConnectionString, "select length(fingerprint) from wikkenwegen.idempotency where key in ($1, $2)", row => row.GetInt32(0), drafted.Trim('"'), retired.Trim('"'));

        async Task Revised(string path, object body)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            message.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await administrator.SendAsync(message, Cancellation);
            response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Fact]
    public async Task What_somebody_brought_in_on_an_instrument_is_erased_and_what_another_did_stays()
    {
        var corporation = await Audited.Corporation(shared.Api);
        var (subject, code) = ($"s{Guid.NewGuid():N}", "M" + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant());
        using var strategist = shared.Api.Client(new Identity("strateeg", corporation.Code, Roles.Strategist));
        using var contributor = shared.Api.Client(new Identity(subject, corporation.Code, Roles.Contributor));
        using var first = shared.Api.Client(new Identity("eerste", corporation.Code, Roles.PrivacyOfficer));
        using var second = shared.Api.Client(new Identity("tweede", corporation.Code, Roles.PrivacyOfficer));
        await Recorded(strategist, "/v1/instruments", JsonSerializer.Deserialize<JsonElement>($$$"""
            {"code":"{{{code}}}","content":{"name":"Meetlat","owner":"Woonlust","language":"nl","weights":"free","filledIn":"together","tailoring":{"mayLeaveOut":true,"mayAdd":true,"mayRescale":true,"mayReweigh":true},
             "themes":[{"code":"T1","name":"Alles","criteria":[{"code":"LEEF","name":"Leefbaarheid","scale":{"kind":"numeric","worst":1,"best":10}}]}]}}
            """));
        await Recorded(contributor, $"/v1/instruments/{code}/inputs", new { by = "Bewoners", statement = $"inbreng-van-{subject}" });
        await Recorded(strategist, $"/v1/instruments/{code}/inputs", new { by = "Gemeente", statement = "inbreng-van-een-ander" });
        Task<List<string>> Keys() => Stored.Rows(shared.Api.ConnectionString, "select holder from wikkenwegen.vault_key where tenant_id = $1 and weighing_id = $2", row => row.GetString(0), corporation.Code, Domain.Instruments.WeighingInstrument.IdOf(code));
        (await Keys()).ShouldBe([subject, "strateeg"], ignoreOrder: true);

        var report = await Recorded(first, "/v1/privacy/reports", new { subject });
        report.GetProperty("streams").EnumerateArray().ShouldHaveSingleItem().GetProperty("title").GetString().ShouldBe("Meetlat");
        report.GetRawText().ShouldSatisfyAllConditions(all => all.ShouldContain($"inbreng-van-{subject}"), all => all.ShouldNotContain("inbreng-van-een-ander"));
        var asked = await Recorded(first, "/v1/privacy/erasures", new { subject, ground = "objection", motivation = "Gevraagd." });
        var done = await Recorded(second, $"/v1/privacy/erasures/{asked.GetProperty("id").GetGuid()}/confirmation", new { });
        done.GetProperty("streams").EnumerateArray().ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("instrument");
        var inputs = (await Read(strategist, $"/v1/instruments/{code}")).GetProperty("inputs");
        inputs[0].GetProperty("statement").GetProperty("erased").GetProperty("ground").GetString().ShouldBe("objection");
        inputs[1].GetProperty("statement").GetProperty("text").GetString().ShouldBe("inbreng-van-een-ander");
        (await Keys()).ShouldBe(["strateeg"], "the key goes with the texts");
        (await Read(strategist, $"/v1/instruments/{code}/events")).GetProperty("items").EnumerateArray().Last().GetProperty("type").GetString().ShouldBe("texts_erased");

        // The history of the corporation tells it, and that is promised too.
        done.GetProperty("promise").GetString()!.Split("leaf ").Length.ShouldBe(3, "of the instrument and of the corporation");
        var carriedOut = (await CarriedOut(corporation)).ShouldHaveSingleItem();
        (carriedOut.GetProperty("actor").GetString(), carriedOut.GetProperty("sentence").GetString()).ShouldBe(("tweede", "Of one person 1 text was erased in 1 instrument, on the ground of: objection of the person (GDPR art. 17(1)(c))."));
        var told = carriedOut.GetProperty("event");
        (told.GetProperty("erasureId").GetGuid(), told.GetProperty("weighings").GetArrayLength(), told.GetProperty("texts").GetInt32()).ShouldBe((done.GetProperty("id").GetGuid(), 0, 1));
        told.GetProperty("instruments").EnumerateArray().ShouldHaveSingleItem().GetGuid().ShouldBe(done.GetProperty("streams")[0].GetProperty("id").GetGuid());

        await corporation.Signed(6);
        var export = await Exported.Made(corporation, new { });
        (await Exported.Check(corporation, await Exported.Content(corporation, export), export)).Findings.ShouldBeEmpty("the verifier finds that it was erased, and nothing missing");
    }

    private static async Task<List<JsonElement>> CarriedOut(Audited corporation) =>
        [.. (await Read(corporation.Auditor, $"/v1/corporations/{corporation.Code}/events?limit=100")).GetProperty("items").EnumerateArray().Where(e => e.GetProperty("type").GetString() == "erasure_carried_out")];

    [Fact]
    public async Task Of_a_weighing_and_an_instrument_at_once_the_corporation_tells_both_and_counts_the_texts_of_both()
    {
        var corporation = await Audited.Corporation(shared.Api);
        var subject = $"s{Guid.NewGuid():N}";
        using var contributor = shared.Api.Client(new Identity(subject, corporation.Code, Roles.Strategist));
        using var first = shared.Api.Client(new Identity("eerste", corporation.Code, Roles.PrivacyOfficer));
        using var second = shared.Api.Client(new Identity("tweede", corporation.Code, Roles.PrivacyOfficer));
        var weighing = await WeighingClient.Open(corporation.Strategist);
        await weighing.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", subject, personName = $"naam-van-{subject}", contact = $"telefoon-van-{subject}" });
        await Recorded(contributor, "/v1/instruments/BUURT/judgements", new { version = 1, by = "Bewoners", didWell = "Goed te begrijpen." });

        var asked = await Recorded(first, "/v1/privacy/erasures", new { subject, ground = "objection", motivation = "Gevraagd." });
        var done = await Recorded(second, $"/v1/privacy/erasures/{asked.GetProperty("id").GetGuid()}/confirmation", new { });
        var carriedOut = (await CarriedOut(corporation)).ShouldHaveSingleItem();
        carriedOut.GetProperty("sentence").GetString().ShouldBe("Of one person 3 texts were erased in 1 weighing and 1 instrument, on the ground of: objection of the person (GDPR art. 17(1)(c)).");
        var told = carriedOut.GetProperty("event");
        told.GetProperty("weighings").EnumerateArray().ShouldHaveSingleItem().GetGuid().ShouldBe(weighing.Id);
        told.GetProperty("instruments").EnumerateArray().ShouldHaveSingleItem().GetGuid().ShouldBe(done.GetProperty("streams")[0].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task What_an_older_backup_of_the_network_brings_back_is_erased_again_before_anybody_is_served()
    {
        using var folder = new ErasureTests.TemporaryFolder();
        (string, string) setting = ("Vault:ErasuresFolder", folder.Path);
        var database = await shared.CreateDatabase();
        Story story;
        await using (var api = Support.Api.Start(database, null, setting)) story = await Story.Tell(api);
        var backup = await ErasureTests.Copy(database);
        await using (var api = Support.Api.Start(database, null, setting))
        {
            await Erase(api, new { subject = story.One, ground = "objection", motivation = "Gevraagd." });
            (await File.ReadAllTextAsync(Directory.EnumerateFiles(folder.Path).Single(), Cancellation)).ShouldNotContain(story.One);
        }
        for (var twice = 0; twice < 2; twice++) // the second start finds nothing to do
        {
            await using var api = Support.Api.Start(backup, null, setting, ("Serilog:MinimumLevel:Default", "Error"));
            var all = await story.Everything(api);
            foreach (var text in story.Own) all.ShouldNotContain(text);
            foreach (var text in story.OfOther) all.ShouldContain(text);
            (await Stored.Rows(backup, "select count(*) from wikkenwegen.mt_events where type = 'texts_erased'", row => row.GetInt64(0))).ShouldBe([2], "of the edition and of the case");
        }

        // And where the vault alone was put back: no text is served, and the next start deletes it without a new event.
        await using (var api = Support.Api.Start(database, null, setting, ("Serilog:MinimumLevel:Default", "Error")))
        {
            await Stored.Run(database, "create table aside as select * from wikkenwegen.vault");
            var done = await Erase(api, new { signUps = new[] { new { edition = story.Edition, number = 2 } }, ground = "objection", motivation = "Gevraagd." });
            await Stored.Run(database, "insert into wikkenwegen.vault select * from aside on conflict do nothing");
            (await Stored.Rows(database, "select count(*) from wikkenwegen.vault where weighing_id = $1", row => row.GetInt64(0), story.Edition)).ShouldBe([4]);
            done.GetProperty("streams")[0].GetProperty("id").GetGuid().ShouldBe(story.Edition);
        }
        await using var next = Support.Api.Start(database, null, setting, ("Serilog:MinimumLevel:Default", "Error"));
        (await Stored.Rows(database, "select count(*) from wikkenwegen.vault where weighing_id = $1", row => row.GetInt64(0), story.Edition)).ShouldBe([0]);
        (await Stored.Rows(database, "select count(*) from wikkenwegen.mt_events where type = 'texts_erased' and stream_id = $1", row => row.GetInt64(0), story.Edition)).ShouldBe([2]);
    }

    /// <summary>As a weighing that is held: of an edition in dispute nothing is erased, whoever asks and whether or not its term is over.</summary>
    [Fact]
    public async Task Of_an_edition_that_a_privacy_officer_of_the_network_blocks_nothing_is_erased_until_that_is_lifted()
    {
        var (database, clock) = (await shared.CreateDatabase(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        (string, string)[] settings = [("Network:SignUpsKeptForMonths", "12"), ("Serilog:MinimumLevel:Default", "Error")];
        var last = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(20);
        Story story;
        await using (var api = Support.Api.Start(database, null, settings))
        {
            story = await Story.Tell(api, last);
            using var officer = Officer(api, "eerste");
            using var second = Officer(api, "tweede");
            var asked = await Recorded(officer, "/v1/privacy/erasures", new { subject = story.One, ground = "objection", motivation = "Gevraagd." });
            await Recorded(officer, story.Address + "/blocks", new { blocked = true, reason = "geschil-over-de-plaatsing" });
            using (var refused = await second.PostAsJsonAsync($"/v1/privacy/erasures/{asked.GetProperty("id").GetGuid()}/confirmation", new { }, Cancellation))
                (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("edition-blocked");
            var streams = (await Recorded(officer, "/v1/privacy/reports", new { subject = story.One })).GetProperty("streams").EnumerateArray().ToDictionary(s => s.GetProperty("kind").GetString()!, s => s.GetProperty("held").GetBoolean());
            streams.ShouldBe(new Dictionary<string, bool> { ["edition"] = true, ["case"] = false }, ignoreOrder: true);

            // That it is blocked and why is for who organises, and not for who takes part.
            (await story.Everything(api)).ShouldContain("geschil-over-de-plaatsing");
            using var organiser = Of(api, "organisator", Roles.Organiser);
            var now = await Read(organiser, story.Address);
            var block = now.GetProperty("blocks").EnumerateArray().ShouldHaveSingleItem();
            (block.GetProperty("number").GetInt32(), block.GetProperty("blocked").GetBoolean(), block.GetProperty("reason").GetProperty("text").GetString()).ShouldBe((1, true, "geschil-over-de-plaatsing"));
            var version = now.GetProperty("version").GetInt32();
            (await Read(organiser, $"{story.Address}?version={version - 1}")).TryGetProperty("blocks", out _).ShouldBeFalse();
            (await Read(organiser, story.Address + "/events?limit=100")).GetProperty("items").EnumerateArray().Last().GetProperty("differences").GetRawText().ShouldContain("/blocks");
            (await Read(organiser, $"{story.Address}/comparison?from={version - 1}&to={version}")).GetProperty("differences").GetRawText().ShouldContain("/blocks");
            using var participant = Of(api, story.One, Roles.Participant);
            (await Read(participant, story.Address)).TryGetProperty("blocks", out _).ShouldBeFalse();
            foreach (var path in (string[])[story.Address, story.Address + "/events?limit=100"]) (await participant.GetStringAsync(path, Cancellation)).ShouldSatisfyAllConditions(all => all.ShouldNotContain("geschil"), all => all.ShouldNotContain("edition_block_set"));
            foreach (var role in (string[])[Roles.Organiser, Roles.Participant])
                using (var refused = await Of(api, "iemand", role).PostAsJsonAsync(story.Address + "/blocks", new { blocked = false, reason = "Weg." }, Cancellation)) await refused.Problem(HttpStatusCode.Forbidden);
            using var elsewhere = api.Client();
            using (var unknown = await elsewhere.PostAsJsonAsync($"/v1/editions/{Guid.NewGuid()}/blocks", new { blocked = true, reason = "Weg." }, Cancellation)) await unknown.Problem(HttpStatusCode.NotFound);
            using var ofCorporation = api.Client(new Identity("eerste", Demo.DemoCorporations.Merenland.Code, Roles.PrivacyOfficer));
            using (var unknown = await ofCorporation.PostAsJsonAsync(story.Address + "/blocks", new { blocked = false, reason = "Weg." }, Cancellation)) await unknown.Problem(HttpStatusCode.NotFound);
            using (var missing = await officer.PostAsJsonAsync(story.Address + "/blocks", new { blocked = false }, Cancellation)) (await missing.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/reason");
        }

        clock.AdjustTime(new DateTimeOffset(last.AddMonths(12).AddDays(2), new TimeOnly(12, 0), TimeSpan.Zero));
        await using var later = Support.Api.Start(database, services => services.AddSingleton<TimeProvider>(clock).AddSingleton(new ClockTolerance(TimeSpan.MaxValue)), settings);
        (await Rounds(later).Run(Cancellation)).ShouldBe(0, "it is blocked");
        (await InVault(database, story.Edition)).Count.ShouldBe(11 + 1);
        using (var officer = Officer(later, "tweede")) await Recorded(officer, story.Address + "/blocks", new { blocked = false, reason = "Het geschil is bijgelegd." });
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(1));
        (await Rounds(later).Run(Cancellation)).ShouldBe(1);
        (await InVault(database, story.Edition)).ShouldBe(["geschil-over-de-plaatsing", "Het geschil is bijgelegd."], ignoreOrder: true);

        // What was erased was not blocked then; and from now on it can be.
        using var told = Of(later, "organisator", Roles.Organiser);
        var lifted = (await Read(told, story.Address)).GetProperty("blocks")[1].GetProperty("origin").GetProperty("occurredAt").GetDateTimeOffset();
        using var again = Officer(later, "eerste");
        using (var refused = await again.PostAsJsonAsync(story.Address + "/blocks", new { blocked = true, reason = "Toch niet.", occurredAt = lifted }, Cancellation))
        {
            var error = (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Pointer).ShouldBe(("occurred-before-its-ground", "/occurredAt"));
        }
        (await InVault(database, story.Edition)).Count.ShouldBe(2);
        await Recorded(again, story.Address + "/blocks", new { blocked = true, reason = "Toch niet." });
    }

    private static SignUpRetention Rounds(Support.Api host) => host.Services.GetServices<IHostedService>().OfType<SignUpRetention>().Single();

    [Fact]
    public async Task A_year_after_its_last_day_what_people_wrote_in_the_sign_ups_of_an_edition_is_erased_once_by_whichever_host_and_again_after_a_backup()
    {
        using var folder = new ErasureTests.TemporaryFolder();
        (string, string)[] settings = [("Vault:ErasuresFolder", folder.Path), ("Network:SignUpsKeptForMonths", "12"), ("Serilog:MinimumLevel:Default", "Error")];
        var (database, clock) = (await shared.CreateDatabase(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var last = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(20);
        Story story;
        await using (var api = Support.Api.Start(database, null, settings)) story = await Story.Tell(api, last);
        var backup = await ErasureTests.Copy(database);

        void Clocked(IServiceCollection services) => services.AddSingleton<TimeProvider>(clock).AddSingleton(new ClockTolerance(TimeSpan.MaxValue));
        await using (var one = Support.Api.Start(database, Clocked, settings))
        await using (var other = Support.Api.Start(database, Clocked, settings))
        {
            (await Rounds(one).Run(Cancellation)).ShouldBe(0);
            clock.AdjustTime(new DateTimeOffset(last.AddMonths(12), new TimeOnly(12, 0), TimeSpan.Zero)); // which wakes no round
            (await Rounds(one).Run(Cancellation)).ShouldBe(0, "the last day on which they are kept");
            (await InVault(database, story.Edition)).Count.ShouldBe(11);
            clock.AdjustTime(clock.GetUtcNow().AddDays(1));
            (await Task.WhenAll(new[] { one, other, one, other }.Select(host => Rounds(host).Run(Cancellation)))).Sum().ShouldBe(1);
            (await Rounds(other).Run(Cancellation)).ShouldBe(0);
        }
        await IsErased(database);
        Directory.EnumerateFiles(folder.Path).ShouldHaveSingleItem();

        // An older backup, put back: the next start does it before anybody is served, also by a clock of before.
        await using (var api = Support.Api.Start(backup, null, settings)) (await Rounds(api).Run(Cancellation)).ShouldBe(0);
        await IsErased(backup);

        async Task IsErased(string now)
        {
            (await InVault(now, story.Edition)).ShouldBeEmpty();
            (await InVault(now, story.Case)).Count.ShouldBe(2 + 5, "what was said of a case is none of it");
            var happened = JsonDocument.Parse((await Stored.Rows(now, "select data::text from wikkenwegen.mt_events where type = 'texts_erased'", row => row.GetString(0))).ShouldHaveSingleItem()).RootElement;
            (happened.GetProperty("ground").GetString(), happened.GetProperty("digests").GetArrayLength(), happened.TryGetProperty("subject", out _), happened.TryGetProperty("decidedBy", out _), happened.TryGetProperty("confirmedBy", out _)).ShouldBe(("retention", 11, false, false, false));
            (await Stored.Rows(now, "select user_name from wikkenwegen.mt_events where type = 'texts_erased'", row => row.GetString(0))).ShouldBe(["installation"]);
            await using var api = Support.Api.Start(now, null, settings);
            using var organiser = Of(api, "organisator", Roles.Organiser);
            var name = (await Read(organiser, story.Address)).GetProperty("signUps")[1].GetProperty("personName");
            (name.TryGetProperty("text", out _), name.GetProperty("erased").GetProperty("ground").GetString(), name.GetProperty("erased").GetProperty("notice").GetProperty("en").GetString()!.EndsWith("retention period over (GDPR art. 5(1)(e)).", StringComparison.Ordinal)).ShouldBe((false, "retention", true));
            using var officer = Officer(api, "eerste");
            var listed = (await Read(officer, "/v1/privacy/erasures")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            (listed.GetProperty("subject").GetString(), listed.GetProperty("requestedBy").GetString(), listed.GetProperty("streams")[0].GetProperty("id").GetGuid()).ShouldBe(("sign-ups", "installation", story.Edition));
            await FsckTests.Quiet(now);
            await using var said = new StringWriter { NewLine = "\n" };
            (await api.Services.GetRequiredService<Fsck>().Run(said, TextWriter.Null, overwrites: false, Cancellation), said.ToString()).ShouldBe((0, "Nothing differs.\n"));
        }
    }
}
