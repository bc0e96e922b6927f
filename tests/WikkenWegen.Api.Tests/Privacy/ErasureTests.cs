using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Privacy;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Races;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Api.Tests.Privacy;

/// <summary>What belongs to a person is reported and erased, by two people, everywhere at once; the record stays whole and says so.</summary>
public class ErasureTests(SharedApi shared, SecondHost second) : IClassFixture<SecondHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Identity Officer(string subject) => new(subject, DemoCorporations.Merenland.Code, Roles.PrivacyOfficer);

    /// <summary>A person in two weighings, with somebody else in the first.</summary>
    private sealed record Story(string Subject, WeighingClient One, WeighingClient Other)
    {
        public string Text(string what) => $"{what}-van-{Subject}";

        public string[] Own => [Text("naam"), Text("telefoon"), Text("inbreng"), Text("naam-elders"), Text("toegang")];

        public static async Task<Story> Tell(Support.Api api)
        {
            var http = api.Client();
            var story = new Story($"s{Guid.NewGuid():N}", await WeighingClient.Open(http), await WeighingClient.Open(http));
            await story.One.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", subject = story.Subject, personName = story.Text("naam"), contact = story.Text("telefoon") });
            await story.One.Record("/stakeholders", new { code = "B2", party = "Gemeente", role = "Wijkregisseur", say = "advises", personName = "naam-van-een-ander" });
            await story.One.Record("/inputs", new { stakeholder = "B1", statement = story.Text("inbreng") });
            await story.One.Record("/inputs", new { stakeholder = "B2", statement = "inbreng-van-een-ander" });
            await story.Other.Record("/stakeholders", new { code = "X", party = "Huurders", role = "Lid", say = "givesInput", subject = story.Subject, personName = story.Text("naam-elders") });
            await story.Other.Record("/access", new { subject = story.Subject, role = "Lid", reason = story.Text("toegang") });
            return story;
        }

        public object Request(string? subject = null) => new { subject = subject ?? Subject, ground = "consentWithdrawn", motivation = $"Gevraagd door {Subject}." };
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Post(HttpClient http, string path, object? body = null)
    {
        using var response = await http.PostAsync("/v1/privacy" + path, body is null ? null : JsonContent.Create(body), Cancellation);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement);
    }

    private static async Task<Guid> Asked(HttpClient officer, object request)
    {
        var (status, asked) = await Post(officer, "/erasures", request);
        status.ShouldBe(HttpStatusCode.Created, asked.ToString());
        return asked.GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> Erase(Support.Api api, object request)
    {
        using var first = api.Client(Officer("eerste"));
        using var other = api.Client(Officer("tweede"));
        var (status, done) = await Post(other, $"/erasures/{await Asked(first, request)}/confirmation");
        status.ShouldBe(HttpStatusCode.OK, done.ToString());
        return done;
    }

    private static async Task<int> InVault(string database, params WeighingClient[] weighings)
    {
        var texts = 0;
        foreach (var weighing in weighings) texts += (await VaultByHand.Open(database, weighing.Id, Cancellation)).Count;
        return texts;
    }

    private static async Task<string> Everything(HttpClient http, WeighingClient weighing)
    {
        var all = "";
        foreach (var path in (string[])["", "/events", "/stakeholders", "/inputs", "/access", "?version=3", "/comparison?from=1&to=3", "/explanation?reader=auditor"])
            all += await http.GetStringAsync(weighing.Address + path, Cancellation);
        return all;
    }

    [Fact]
    public async Task What_is_erased_is_served_by_no_host_any_more_and_each_says_when_and_on_what_ground()
    {
        var story = await Story.Tell(shared.Api);
        HttpClient[] hosts = [shared.Api.Client(), second.Host.Client()];
        foreach (var http in hosts)
            for (var twice = 0; twice < 2; twice++) // the second time from memory
                (await Everything(http, story.One) + await Everything(http, story.Other)).ShouldSatisfyAllConditions([.. story.Own.Select(text => (Action<string>)(all => all.ShouldContain(text)))]);

        var done = await Erase(shared.Api, story.Request());
        foreach (var http in hosts)
        {
            foreach (var weighing in (WeighingClient[])[story.One, story.Other])
            {
                var all = await Everything(http, weighing);
                foreach (var text in story.Own) all.ShouldNotContain(text);
                all.ShouldContain("toestemming ingetrokken (AVG art. 17 lid 1 onder b)");
                all.ShouldContain("consent withdrawn (GDPR art. 17(1)(b))");
            }
            (await Everything(http, story.One)).ShouldSatisfyAllConditions(all => all.ShouldContain("naam-van-een-ander"), all => all.ShouldContain("inbreng-van-een-ander"));
            foreach (var text in story.Own) (await http.GetStringAsync($"/v1/weighings?q={text}", Cancellation)).ShouldNotContain(story.One.Id.ToString());
        }

        var name = (await story.One.Get("/stakeholders/B1")).GetProperty("personName");
        name.TryGetProperty("text", out _).ShouldBeFalse();
        name.GetProperty("erased").GetProperty("ground").GetString().ShouldBe("consentWithdrawn");
        name.GetProperty("erased").GetProperty("erasure").GetInt32().ShouldBe(1);
        name.GetProperty("erased").GetProperty("notice").GetProperty("nl").GetString()!.ShouldStartWith("Gewist op ");
        (await story.One.Get("/stakeholders/B1?version=3")).GetProperty("personName").TryGetProperty("erased", out _).ShouldBeTrue("also in a view of before");

        var erasure = (await story.One.Get("/erasures"))[0];
        erasure.GetProperty("erasureId").GetGuid().ShouldBe(done.GetProperty("id").GetGuid());
        (erasure.GetProperty("decidedBy").GetString(), erasure.GetProperty("confirmedBy").GetString()).ShouldBe(("eerste", "tweede"));
        erasure.GetProperty("digests").GetArrayLength().ShouldBe(3);
        (await story.One.Get("/events/6")).GetProperty("sentence").GetString().ShouldBe("Of one person 3 texts were erased (erasure 1), on the ground of: consent withdrawn (GDPR art. 17(1)(b)).");

        (await InVault(shared.Api.ConnectionString, story.One)).ShouldBe(2, "those of the other stakeholder");
        (await InVault(shared.Api.ConnectionString, story.Other)).ShouldBe(0);
        (await Stored.Rows(shared.Api.ConnectionString, "select holder from wikkenwegen.vault_key where weighing_id in ($1, $2)", row => row.GetString(0), story.One.Id, story.Other.Id)).ShouldBe(["B2"]);
        (await Stored.Rows(shared.Api.ConnectionString, "select coalesce(person, '') from wikkenwegen.erasure_request where id = $1", row => row.GetString(0), done.GetProperty("id").GetGuid())).ShouldBe([""], "nothing tells who the pseudonym was");
    }

    [Fact]
    public async Task What_comes_after_an_erasure_is_kept_under_a_new_key_on_whichever_host()
    {
        var story = await Story.Tell(shared.Api);
        await Erase(shared.Api, story.Request());
        foreach (var http in (HttpClient[])[second.Host.Client(), shared.Api.Client()])
            await story.One.As(http).Newest().Record("/objections", new { stakeholder = "B1", grounds = "later-bezwaar" });
        (await story.One.Read("/objections")).Text.Split("later-bezwaar").Length.ShouldBe(3);
        (await story.One.As(second.Host.Client()).Read("/objections")).Text.Split("later-bezwaar").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Who_asked_for_it_does_not_confirm_it_and_nothing_is_erased()
    {
        var story = await Story.Tell(shared.Api);
        using var officer = shared.Api.Client(Officer("eerste"));
        var id = await Asked(officer, story.Request());
        using (var response = await officer.PostAsync($"/v1/privacy/erasures/{id}/confirmation", null, Cancellation))
            (await response.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("confirmed-by-same-person");
        (await InVault(shared.Api.ConnectionString, story.One, story.Other)).ShouldBe(7);
        (await story.One.Get()).GetProperty("version").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task Of_a_weighing_that_is_held_nothing_is_erased_and_of_the_others_neither_until_it_is_held_no_more()
    {
        var story = await Story.Tell(shared.Api);
        await story.Other.Record("/retentions", new { status = "blocked", reason = "Er loopt een bezwaar." });
        using var first = shared.Api.Client(Officer("eerste"));
        using var other = shared.Api.Client(Officer("tweede"));
        var id = await Asked(first, story.Request());
        using (var response = await other.PostAsync($"/v1/privacy/erasures/{id}/confirmation", null, Cancellation))
        {
            var error = (await response.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem();
            error.Code.ShouldBe("weighing-held");
            error.Detail.ShouldContain(story.Other.Id.ToString());
        }
        (await InVault(shared.Api.ConnectionString, story.One, story.Other)).ShouldBe(8, "with the reason of the hold");
        (await story.One.Get("/erasures")).GetArrayLength().ShouldBe(0);
        (await Post(first, "/reports", new { subject = story.Subject })).Body.GetProperty("weighings").EnumerateArray().Count(w => w.GetProperty("held").GetBoolean()).ShouldBe(1);

        await story.Other.Record("/retentions", new { status = "active", reason = "Het bezwaar is afgedaan." });
        (await Post(other, $"/erasures/{id}/confirmation")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task To_ask_once_more_with_its_key_is_the_same_request_and_to_ask_something_else_with_it_is_refused()
    {
        var story = await Story.Tell(shared.Api);
        using var officer = shared.Api.Client(Officer("eerste"));
        var (key, body) = (Keyed.NewKey(), System.Text.Json.JsonSerializer.SerializeToNode(story.Request())!.AsObject());
        var first = await Keyed.Ask(officer, "/v1/privacy/erasures", body.ToJsonString(), key);
        first.Status.ShouldBe(201, first.Body);
        (await Keyed.Ask(officer, "/v1/privacy/erasures", body.ToJsonString(), key)).ShouldBe(first);
        body["motivation"] = "Om een andere reden.";
        (await Keyed.Ask(officer, "/v1/privacy/erasures", body.ToJsonString(), key)).Status.ShouldBe(422);
    }

    [Fact]
    public async Task To_confirm_once_more_does_nothing_more_with_a_key_or_without_and_by_many_at_once()
    {
        var story = await Story.Tell(shared.Api);
        using var first = shared.Api.Client(Officer("eerste"));
        var id = await Asked(first, story.Request());
        HttpClient[] officers = [shared.Api.Client(Officer("tweede")), second.Host.Client(Officer("derde"))];
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async n => (await Post(officers[n % 2], $"/erasures/{id}/confirmation")).Status));
        statuses.ShouldAllBe(status => status == HttpStatusCode.OK);
        var key = Keyed.NewKey();
        var answers = new[] { await Keyed.Ask(officers[0], $"/v1/privacy/erasures/{id}/confirmation", "", key), await Keyed.Ask(officers[0], $"/v1/privacy/erasures/{id}/confirmation", "", key) };
        answers.ShouldAllBe(answer => answer.Status == 200);
        foreach (var weighing in (WeighingClient[])[story.One, story.Other]) (await weighing.Get("/erasures")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_retry_of_what_was_erased_gets_its_answer_and_brings_no_text_back_and_its_fingerprint_is_gone()
    {
        var story = await Story.Tell(shared.Api);
        var (http, key, body) = (shared.Api.Client(), Keyed.NewKey(), $$"""{"stakeholder":"B1","grounds":"{{story.Text("bezwaar")}}"}""");
        var before = await Keyed.Ask(http, story.One.Address + "/objections", body, key);
        before.Status.ShouldBe(201);
        await Erase(shared.Api, story.Request());
        (await Keyed.Ask(http, story.One.Address + "/objections", body, key)).ShouldBe(before);
        (await Everything(http, story.One)).ShouldNotContain(story.Text("bezwaar"));
        (await Stored.Rows(shared.Api.ConnectionString, "select length(fingerprint) from wikkenwegen.idempotency where location = $1", row => row.GetInt32(0), before.Location!)).ShouldBe([0]);
    }

    [Theory, InlineData("insert on wikkenwegen.mt_events"), InlineData("delete on wikkenwegen.vault"), InlineData("delete on wikkenwegen.vault_key"), InlineData("update on wikkenwegen.erasure_request")]
    public async Task Where_one_of_its_statements_fails_nothing_is_erased_by_the_next_start_either_and_it_can_be_confirmed_again(string statement)
    {
        using var folder = new TemporaryFolder();
        var database = await shared.CreateDatabase();
        Story story;
        await using (var api = Support.Api.Start(database, null, ("Vault:ErasuresFolder", folder.Path)))
        {
            story = await Story.Tell(api);
            using var first = api.Client(Officer("eerste"));
            using var other = api.Client(Officer("tweede"));
            var id = await Asked(first, story.Request());
            await Stored.Run(database, $"""
                create function wikkenwegen.refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
                create trigger refuse after {statement} for each row execute function wikkenwegen.refuse();
                """);
            ((int)(await Post(other, $"/erasures/{id}/confirmation")).Status).ShouldBeGreaterThanOrEqualTo(500);
            await Stored.Run(database, "drop function wikkenwegen.refuse() cascade");
            (await InVault(database, story.One, story.Other)).ShouldBe(7);
            (await Everything(api.Client(), story.One)).ShouldContain(story.Text("inbreng"));
            (await story.One.Get("/erasures")).GetArrayLength().ShouldBe(0);
        }
        await using var next = Support.Api.Start(database, null, ("Vault:ErasuresFolder", folder.Path));
        var (one, elsewhere) = (story.One.As(next.Client()), story.Other.As(next.Client()));
        // Who confirmed it was told that it failed.
        (await InVault(database, one, elsewhere)).ShouldBe(7);
        (await one.Get("/erasures")).GetArrayLength().ShouldBe(0);
        Directory.EnumerateFiles(folder.Path).ShouldBeEmpty();
        using var officer = next.Client(Officer("tweede"));
        (await Post(officer, $"/erasures/{JsonDocument.Parse(await officer.GetStringAsync("/v1/privacy/erasures", Cancellation)).RootElement.GetProperty("items")[0].GetProperty("id").GetGuid()}/confirmation")).Status.ShouldBe(HttpStatusCode.OK);
        (await InVault(database, one, elsewhere)).ShouldBe(2);
        (await one.Get("/erasures")).GetArrayLength().ShouldBe(1);
        (await elsewhere.Get("/erasures")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_an_older_backup_brings_back_is_erased_again_before_anybody_is_served()
    {
        using var folder = new TemporaryFolder();
        (string, string) setting = ("Vault:ErasuresFolder", folder.Path);
        var database = await shared.CreateDatabase();
        Story story;
        await using (var api = Support.Api.Start(database, null, setting)) story = await Story.Tell(api);
        var backup = await Copy(database);
        Guid id;
        await using (var api = Support.Api.Start(database, null, setting)) id = (await Erase(api, story.Request())).GetProperty("id").GetGuid();
        foreach (var file in Directory.EnumerateFiles(folder.Path))
        {
            Path.GetFileName(file).ShouldBe($"{id}.erasure.json");
            var listed = await File.ReadAllTextAsync(file, Cancellation);
            foreach (var word in (string[])[story.Subject, .. story.Own]) listed.ShouldNotContain(word);
        }

        for (var twice = 0; twice < 2; twice++) // the second start finds nothing to do
        {
            await using var api = Support.Api.Start(backup, null, setting);
            var http = api.Client();
            (await Everything(http, story.One) + await Everything(http, story.Other)).ShouldSatisfyAllConditions([.. story.Own.Select(text => (Action<string>)(all => all.ShouldNotContain(text)))]);
            (await InVault(backup, story.One, story.Other)).ShouldBe(2);
            var erasures = await story.One.As(http).Get("/erasures");
            erasures.GetArrayLength().ShouldBe(1);
            (erasures[0].GetProperty("erasureId").GetGuid(), erasures[0].GetProperty("confirmedBy").GetString()).ShouldBe((id, "tweede"));
            using var officer = api.Client(Officer("eerste"));
            var list = JsonDocument.Parse(await officer.GetStringAsync("/v1/privacy/erasures", Cancellation)).RootElement.GetProperty("items");
            list[0].GetProperty("id").GetGuid().ShouldBe(id);
            list[0].TryGetProperty("motivation", out _).ShouldBeFalse("the backup lacks it");
        }
    }

    /// <summary>As where a host ends between writing it down and recording it: the list says that it was confirmed, and the database does not.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task What_was_confirmed_and_not_recorded_is_carried_out_at_the_next_start_where_no_hold_was_set_meanwhile(bool held)
    {
        using var folder = new TemporaryFolder();
        (string, string) setting = ("Vault:ErasuresFolder", folder.Path);
        var (database, list) = (await shared.CreateDatabase(), new ErasureList(new PrivacyVault.VaultSettings { ErasuresFolder = folder.Path }));
        Story story;
        Guid id;
        await using (var api = Support.Api.Start(database, null, setting))
        {
            story = await Story.Tell(api);
            using var officer = api.Client(Officer("eerste"));
            id = await Asked(officer, story.Request());
            var name = (await story.One.Get("/stakeholders/B1")).GetProperty("personName").GetProperty("digest").GetString()!;
            list.Keep(new ListedErasure(DemoCorporations.Merenland.Code, id, "person-1", Domain.ErasureGround.Objection, "eerste", "tweede", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, [new ErasedOfWeighing(story.One.Id, [name])]) { State = ListedState.Confirming });
            if (held) await story.One.Newest().Record("/retentions", new { status = "blocked", reason = "Er loopt een bezwaar." });
        }
        await using (var api = Support.Api.Start(database, null, setting, ("Serilog:MinimumLevel:Default", "Error")))
        {
            var one = story.One.As(api.Client());
            (await one.Get("/erasures")).GetArrayLength().ShouldBe(held ? 0 : 1);
            (await one.Get("/stakeholders/B1")).GetProperty("personName").TryGetProperty("text", out _).ShouldBe(held);
            list.All().Select(e => (e.ErasureId, e.State)).ShouldBe(held ? [] : [(id, ListedState.Done)]);
        }
    }

    [Fact]
    public async Task What_one_host_carried_out_each_has_on_a_list_of_its_own_so_that_it_stays_erased_whichever_starts_on_an_older_backup()
    {
        using var ours = new TemporaryFolder();
        using var theirs = new TemporaryFolder();
        var database = await shared.CreateDatabase();
        Story story;
        await using (var api = Support.Api.Start(database, null, ("Vault:ErasuresFolder", ours.Path))) story = await Story.Tell(api);
        var backup = await Copy(database);
        Guid id;
        var list = new ErasureList(new PrivacyVault.VaultSettings { ErasuresFolder = theirs.Path });
        await using (var other = Support.Api.Start(database, null, ("Vault:ErasuresFolder", theirs.Path)))
        {
            await using (var api = Support.Api.Start(database, null, ("Vault:ErasuresFolder", ours.Path))) id = (await Erase(api, story.Request())).GetProperty("id").GetGuid();
            await other.Services.GetRequiredService<Erasing>().TakeOver(Cancellation);
        }
        (await File.ReadAllTextAsync(Directory.EnumerateFiles(theirs.Path).Single(), Cancellation)).ShouldBe(await File.ReadAllTextAsync(Directory.EnumerateFiles(ours.Path).Single(), Cancellation));
        list.All().Select(e => (e.ErasureId, e.State)).ShouldBe([(id, ListedState.Done)]);

        await using var next = Support.Api.Start(backup, null, ("Vault:ErasuresFolder", theirs.Path), ("Serilog:MinimumLevel:Default", "Error"));
        (await InVault(backup, story.One, story.Other)).ShouldBe(2);
        (await story.One.As(next.Client()).Get("/erasures")).GetArrayLength().ShouldBe(1);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_was_recorded_and_told_as_failed_is_done_on_the_list_once_it_is_confirmed_again_or_a_minute_later(bool again)
    {
        using var folder = new TemporaryFolder();
        var list = new ErasureList(new PrivacyVault.VaultSettings { ErasuresFolder = folder.Path });
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Vault:ErasuresFolder", folder.Path));
        var story = await Story.Tell(api);
        var id = (await Erase(api, story.Request())).GetProperty("id").GetGuid();

        // As where the answer to the commit was lost.
        var listed = list.All().Single();
        File.Delete(Directory.EnumerateFiles(folder.Path).Single());
        list.Keep(listed with { State = ListedState.Failed });
        using var officer = api.Client(Officer("tweede"));
        if (again) (await Post(officer, $"/erasures/{id}/confirmation")).Status.ShouldBe(HttpStatusCode.OK);
        else await api.Services.GetRequiredService<Erasing>().TakeOver(Cancellation);
        list.All().Single().State.ShouldBe(ListedState.Done);
    }

    [Fact]
    public async Task What_another_host_is_carrying_out_at_the_moment_a_start_waits_for_and_takes_as_it_then_is()
    {
        using var folder = new TemporaryFolder();
        var (database, list) = (await shared.CreateDatabase(), new ErasureList(new PrivacyVault.VaultSettings { ErasuresFolder = folder.Path }));
        Story story;
        Guid id;
        await using (var api = Support.Api.Start(database, null, ("Vault:ErasuresFolder", folder.Path)))
        {
            story = await Story.Tell(api);
            using var officer = api.Client(Officer("eerste"));
            id = await Asked(officer, story.Request());
            var name = (await story.One.Get("/stakeholders/B1")).GetProperty("personName").GetProperty("digest").GetString()!;
            list.Keep(new ListedErasure(DemoCorporations.Merenland.Code, id, "person-1", Domain.ErasureGround.Objection, "eerste", "tweede", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, [new ErasedOfWeighing(story.One.Id, [name])]) { State = ListedState.Confirming });
        }
        await using var elsewhere = new NpgsqlConnection(database);
        await elsewhere.OpenAsync(Cancellation);
        await using var turn = await elsewhere.BeginTransactionAsync(Cancellation);
        await using (var take = new NpgsqlCommand($"select pg_advisory_xact_lock(hashtextextended('erasure {id}', 0))", elsewhere, turn)) await take.ExecuteNonQueryAsync(Cancellation);
        var starting = Task.Run(() => Support.Api.Start(database, null, ("Vault:ErasuresFolder", folder.Path)), Cancellation);
        while ((await Stored.Rows(database, "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())", row => row.GetInt64(0)))[0] == 0)
        {
            starting.IsCompleted.ShouldBeFalse("it must be held");
            await Task.Delay(20, Cancellation);
        }
        list.Remove(id); // it was refused there
        await turn.RollbackAsync(Cancellation);
        await using var next = await starting;
        (await story.One.As(next.Client()).Get("/erasures")).GetArrayLength().ShouldBe(0);
        (await InVault(database, story.One, story.Other)).ShouldBe(7);
    }

    [Fact]
    public async Task What_was_recorded_stays_on_the_list_whatever_was_told_of_it()
    {
        using var folder = new TemporaryFolder();
        var list = new ErasureList(new PrivacyVault.VaultSettings { ErasuresFolder = folder.Path });
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Vault:ErasuresFolder", folder.Path));
        var story = await Story.Tell(api);
        var id = (await Erase(api, story.Request())).GetProperty("id").GetGuid();
        list.Mark(id, ListedState.Failed);
        list.Remove(id);
        list.Keep(list.All().Single() with { State = ListedState.Confirming });
        list.All().Single().State.ShouldBe(ListedState.Done);
        list.Mark(Guid.NewGuid(), ListedState.Failed);
        list.All().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_register_says_of_a_text_that_was_erased_when_and_on_what_ground()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var name = $"Criterium {Guid.NewGuid():N}";
        await weighing.Record("/criteria", new { criteria = new[] { new { code = "KWA", name, direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 } }, weightMethod = "direct", reason = "Op verzoek van P. Jansen." }, "PUT");
        var reason = await Reason();
        reason.GetProperty("text").GetString().ShouldBe("Op verzoek van P. Jansen.");
        await Erase(shared.Api, new { texts = new[] { reason.GetProperty("digest").GetString() }, ground = "objection", motivation = "De naam staat erin." });
        reason = await Reason();
        reason.TryGetProperty("text", out _).ShouldBeFalse();
        (reason.GetProperty("erased").GetProperty("erasure").GetInt32(), reason.GetProperty("erased").GetProperty("ground").GetString()).ShouldBe((1, "objection"));

        async Task<JsonElement> Reason()
        {
            using var http = shared.Api.Client();
            var items = JsonDocument.Parse(await http.GetStringAsync($"/v1/criterion-uses?called={Uri.EscapeDataString(name)}", Cancellation)).RootElement.GetProperty("items").EnumerateArray();
            return items.ShouldHaveSingleItem().GetProperty("entry").GetProperty("reason");
        }
    }

    [Fact]
    public async Task Of_the_corporation_is_recorded_that_an_erasure_was_carried_out()
    {
        var story = await Story.Tell(shared.Api);
        var id = (await Erase(shared.Api, story.Request())).GetProperty("id").GetGuid();
        using var auditor = shared.Api.Client(new Identity("auditor", DemoCorporations.Merenland.Code, Roles.Auditor));
        var history = new List<JsonElement>();
        for (string? address = $"/v1/corporations/{DemoCorporations.Merenland.Code}/events?limit=100"; address is not null;)
        {
            var page = JsonDocument.Parse(await auditor.GetStringAsync(address, Cancellation)).RootElement;
            history.AddRange(page.GetProperty("items").EnumerateArray());
            address = page.TryGetProperty("nextCursor", out var next) ? $"/v1/corporations/{DemoCorporations.Merenland.Code}/events?limit=100&cursor={Uri.EscapeDataString(next.GetString()!)}" : null;
        }
        var recorded = history.Where(e => e.GetProperty("type").GetString() == "erasure_carried_out" && e.GetProperty("event").GetProperty("erasureId").GetGuid() == id).ShouldHaveSingleItem();
        recorded.GetProperty("actor").GetString().ShouldBe("tweede");
        recorded.GetProperty("sentence").GetString().ShouldBe("Of one person 5 texts were erased in 2 weighings, on the ground of: consent withdrawn (GDPR art. 17(1)(b)).");
        recorded.GetProperty("event").GetProperty("weighings").EnumerateArray().Select(w => w.GetGuid()).ShouldBe([story.One.Id, story.Other.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_or_written_stops_the_start_or_the_erasure()
    {
        using var folder = new TemporaryFolder();
        var database = await shared.CreateDatabase();
        var file = Path.Combine(folder.Path, $"{Guid.NewGuid()}.erasure.json");
        await File.WriteAllTextAsync(file, "{", Cancellation);
        var list = new ErasureList(new PrivacyVault.VaultSettings { ErasuresFolder = folder.Path });
        Should.Throw<Infrastructure.StartupException>(() => list.All().ToList()).Message.ShouldContain(file);

        await using var api = Support.Api.Start(database, null, ("Vault:ErasuresFolder", file + "/below-a-file"));
        var story = await Story.Tell(api);
        using var first = api.Client(Officer("eerste"));
        using var other = api.Client(Officer("tweede"));
        ((int)(await Post(other, $"/erasures/{await Asked(first, story.Request())}/confirmation")).Status).ShouldBeGreaterThanOrEqualTo(500);
        (await InVault(database, story.One, story.Other)).ShouldBe(7, "what is not on the list is not erased");
    }

    [Fact]
    public async Task The_report_has_everything_of_the_person_and_nothing_of_others_as_JSON_and_as_a_text_in_both_languages()
    {
        var story = await Story.Tell(shared.Api);
        using var officer = await AsDocumented.Client(shared.Api, Officer("eerste"), "nl");
        var (status, report) = await Post(officer, "/reports", new { stakeholders = new[] { new { weighing = story.One.Id, code = "b1" } } });
        status.ShouldBe(HttpStatusCode.OK, report.ToString());
        report.GetProperty("texts").GetInt32().ShouldBe(5, "the subject id of B1 leads to the other weighing too");
        foreach (var text in story.Own) report.ToString().ShouldContain(text);
        report.ToString().ShouldNotContain("van-een-ander");
        report.GetProperty("weighings").EnumerateArray().Select(w => w.GetProperty("id").GetGuid()).ShouldBe([story.One.Id, story.Other.Id], ignoreOrder: true);

        foreach (var (language, title) in new[] { ("nl", "WELKE PERSOONSGEGEVENS"), ("en", "WHICH PERSONAL DATA") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/privacy/reports") { Content = JsonContent.Create(new { subject = story.Subject }) };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
            request.Headers.AcceptLanguage.ParseAdd(language);
            using var http = shared.Api.Client(Officer("eerste"), language);
            using var response = await http.SendAsync(request, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
            text.ShouldStartWith(title);
            foreach (var own in story.Own) text.ShouldContain(own);
        }
        await Erase(shared.Api, story.Request());
        var after = (await Post(officer, "/reports", new { subject = story.Subject })).Body;
        after.GetProperty("texts").GetInt32().ShouldBe(0);
        foreach (var text in story.Own) after.ToString().ShouldNotContain(text);
        after.ToString().ShouldContain("Gewist op ");
    }

    [Fact]
    public async Task A_text_that_an_officer_names_is_erased_and_one_that_is_left_out_stays()
    {
        var story = await Story.Tell(shared.Api);
        var other = (await story.One.Get("/inputs/2")).GetProperty("revisions")[0].GetProperty("content").GetProperty("statement").GetProperty("digest").GetString();
        var name = (await story.One.Get("/stakeholders/B1")).GetProperty("personName").GetProperty("digest").GetString();
        await Erase(shared.Api, new { story.Subject, texts = new[] { other }, leftOut = new[] { name }, ground = "objection", motivation = "Staat ook in de inbreng van de gemeente." });
        var all = await Everything(shared.Api.Client(), story.One);
        all.ShouldContain(story.Text("naam"));
        all.ShouldNotContain("inbreng-van-een-ander");
        all.ShouldNotContain(story.Text("inbreng"));
        all.ShouldContain("naam-van-een-ander");
    }

    [Fact]
    public async Task In_a_blind_round_that_is_open_an_officer_sees_that_there_is_something_and_not_what()
    {
        var story = await Story.Tell(shared.Api);
        await story.One.Newest().Record("/rounds", new { about = "Blind", blind = true });
        await story.One.Record("/inputs", new { round = 1, stakeholder = "B1", statement = story.Text("blind") });
        using var officer = shared.Api.Client(Officer("eerste"));
        var report = (await Post(officer, "/reports", new { subject = story.Subject })).Body;
        report.ToString().ShouldNotContain(story.Text("blind"));
        report.GetProperty("texts").GetInt32().ShouldBe(6);
        report.GetProperty("weighings").EnumerateArray().SelectMany(w => w.GetProperty("recorded").EnumerateArray()).Count(r => r.GetProperty("hidden").GetBoolean()).ShouldBe(1);
    }

    [Fact]
    public async Task A_secret_weighing_is_not_there_for_an_officer_who_is_not_named_in_it()
    {
        var story = await Story.Tell(shared.Api);
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = "secret";
        var secret = await WeighingClient.Open(shared.Api.Client(), framing);
        await secret.Record("/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises", subject = story.Subject, personName = story.Text("geheim") });
        using var officer = shared.Api.Client(Officer("eerste"));
        (await Post(officer, "/reports", new { subject = story.Subject })).Body.ToString().ShouldNotContain(secret.Id.ToString());
        (await Post(officer, "/reports", new { stakeholders = new[] { new { weighing = secret.Id, code = "B1" } } })).Status.ShouldBe(HttpStatusCode.BadRequest);
        await secret.Record("/access", new { subject = "eerste", role = "Privacyfunctionaris", reason = "Voor een inzageverzoek." });
        (await Post(officer, "/reports", new { subject = story.Subject })).Body.ToString().ShouldContain(secret.Id.ToString());
    }

    [Fact]
    public async Task Whoever_is_named_in_no_way_or_is_not_there_is_refused_with_a_pointer()
    {
        var story = await Story.Tell(shared.Api);
        using var officer = await AsDocumented.Client(shared.Api, Officer("eerste"));
        await Refuses(new { }, HttpStatusCode.BadRequest, "nobody-named", null);
        await Refuses(new { stakeholders = new[] { new { weighing = Guid.NewGuid(), code = "B1" } } }, HttpStatusCode.BadRequest, "unknown-weighing", "/stakeholders/0/weighing");
        await Refuses(new { stakeholders = new[] { new { weighing = story.One.Id, code = "B9" } } }, HttpStatusCode.BadRequest, "unknown-stakeholder", "/stakeholders/0/code");
        await Refuses(new { texts = new[] { "kort" } }, HttpStatusCode.BadRequest, null, "/texts/0");
        await Refuses(new { subject = "niemand" }, HttpStatusCode.Conflict, "nothing-to-erase", null);
        using var unknown = await officer.PostAsync($"/v1/privacy/erasures/{Guid.NewGuid()}/confirmation", null, Cancellation);
        await unknown.Problem(HttpStatusCode.NotFound);
        using var none = await officer.GetAsync("/v1/privacy/erasures/geen-nummer", Cancellation);
        await none.Problem(HttpStatusCode.NotFound);

        async Task Refuses(object person, HttpStatusCode status, string? code, string? pointer)
        {
            var body = JsonSerializer.SerializeToNode(person)!.AsObject();
            (body["ground"], body["motivation"]) = ("objection", "Omdat.");
            using var response = await officer.PostAsync("/v1/privacy/erasures", JsonContent.Create(body), Cancellation);
            var error = (await response.Problem(status)).Errors.ShouldHaveSingleItem();
            if (code is not null) error.Code.ShouldBe(code);
            error.Pointer.ShouldBe(pointer);
        }
    }

    [Fact]
    public async Task A_corporation_sees_no_erasure_and_no_person_of_another()
    {
        var story = await Story.Tell(shared.Api);
        var id = (await Erase(shared.Api, story.Request())).GetProperty("id").GetGuid();
        using var stranger = shared.Api.Client(new Identity("vreemd", DemoCorporations.Duinstreek.Code, Roles.PrivacyOfficer));
        (await stranger.GetAsync($"/v1/privacy/erasures/{id}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetStringAsync("/v1/privacy/erasures", Cancellation)).ShouldNotContain(id.ToString());
        (await Post(stranger, "/reports", new { subject = story.Subject })).Body.GetProperty("weighings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_motivation_is_for_officers_and_auditors_and_no_table_holds_it_in_plain()
    {
        var story = await Story.Tell(shared.Api);
        using var officer = shared.Api.Client(Officer("eerste"));
        var id = await Asked(officer, story.Request());
        using var auditor = shared.Api.Client(new Identity("auditor", DemoCorporations.Merenland.Code, Roles.Auditor));
        foreach (var http in (HttpClient[])[officer, auditor])
            JsonDocument.Parse(await http.GetStringAsync($"/v1/privacy/erasures/{id}", Cancellation)).RootElement.GetProperty("motivation").GetString().ShouldBe($"Gevraagd door {story.Subject}.");
        foreach (var table in (string[])["erasure_request", "idempotency"])
            (await Stored.Rows(shared.Api.ConnectionString, $"select count(*) from wikkenwegen.{table} t where t::text like '%Gevraagd door%'", row => row.GetInt64(0))).ShouldBe([0]);
    }

    /// <summary>A copy of a database, as a backup that is put back. Nobody may be connected to it meanwhile.</summary>
    internal static async Task<string> Copy(string database)
    {
        NpgsqlConnection.ClearAllPools();
        var address = new NpgsqlConnectionStringBuilder(database);
        var (name, copy) = (address.Database!, $"{address.Database}_backup");
        await Stored.Run(new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ConnectionString,
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        await Stored.Run(new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ConnectionString, $"create database {copy} template {name}");
        return new NpgsqlConnectionStringBuilder(database) { Database = copy }.ConnectionString;
    }

    internal sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("wikkenwegen-erasures-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
