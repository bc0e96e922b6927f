using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Corporations;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Corporations;

/// <summary>That a corporation was registered, and that its registration was changed, is history as everything else is: by whom, when, and what.</summary>
public class CorporationHistoryTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static object Request(string code, string name = "Stichting Woonlust") => new { code, name, kvkNumber = "00000027", corporationNumber = "L9998" };

    private Task<HttpClient> Administrator(string subject = "beheer", string language = "en") =>
        AsDocumented.Client(shared.Api, new Identity(subject, null, Roles.Administrator), language);

    private static async Task<string> Registered(HttpClient administrator)
    {
        var code = $"woonlust-{Guid.NewGuid():N}"[..30];
        using var response = await administrator.PostAsJsonAsync("/v1/corporations", Request(code), Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return code;
    }

    private static async Task<HttpResponseMessage> Change(HttpClient administrator, string code, string match, string name = "Woonlust Wonen", string? corporationNumber = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/corporations/{code}") { Content = JsonContent.Create(new { name, kvkNumber = "00000027", corporationNumber }, options: Infrastructure.Http.ApiJson.Responses) };
        request.Headers.TryAddWithoutValidation("If-Match", match);
        return await administrator.SendAsync(request, Cancellation);
    }

    private static async Task<List<JsonElement>> History(HttpClient http, string code, string query = "") =>
        [.. (await http.GetFromJsonAsync<JsonElement>($"/v1/corporations/{code}/events{query}", Cancellation)).GetProperty("items").EnumerateArray()];

    [Fact]
    public async Task It_tells_who_registered_and_who_changed_what_and_when_in_the_language_of_the_reader()
    {
        using var administrator = await Administrator();
        using var successor = await Administrator("opvolger");
        var start = TimeProvider.System.GetUtcNow().AddMilliseconds(-1);
        var code = await Registered(administrator);
        using (var changed = await Change(successor, code, "\"1\"")) changed.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var auditor = await AsDocumented.Client(shared.Api, new Identity("controle", code, Roles.Auditor), "nl");
        var (english, dutch) = (await History(administrator, code), await History(auditor, code));
        english.Select(e => (e.GetProperty("number").GetInt32(), e.GetProperty("type").GetString(), e.GetProperty("actor").GetString(), e.GetProperty("sentence").GetString())).ShouldBe(
        [
            (1, "corporation_registered", "beheer", $"The corporation 'Stichting Woonlust' was registered with code {code} and trade register number 00000027."),
            (2, "corporation_changed", "opvolger", "The registration of 'Woonlust Wonen' was changed (version 2): name, corporation number."),
        ]);
        dutch.Select(e => e.GetProperty("sentence").GetString()).ShouldBe(
        [
            $"De corporatie 'Stichting Woonlust' is geregistreerd met code {code} en KvK-nummer 00000027.",
            "De registratie van 'Woonlust Wonen' is gewijzigd (versie 2): naam, corporatienummer.",
        ]);
        english.Select(e => e.GetProperty("event").GetRawText()).ShouldBe(dutch.Select(e => e.GetProperty("event").GetRawText()));
        english[1].GetProperty("event").GetProperty("registration").GetProperty("name").GetString().ShouldBe("Woonlust Wonen");
        var view = await administrator.GetFromJsonAsync<JsonElement>($"/v1/corporations/{code}", Cancellation);
        foreach (var (entry, moment) in english.Zip((string[])["registeredAt", "changedAt"]))
        {
            var recordedAt = entry.GetProperty("recordedAt").GetDateTimeOffset();
            recordedAt.ShouldBeInRange(start, TimeProvider.System.GetUtcNow());
            entry.GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(recordedAt);
            view.GetProperty(moment).GetDateTimeOffset().ShouldBe(recordedAt);
            entry.GetProperty("correlationId").GetString().ShouldNotBeNullOrEmpty();
            entry.GetProperty("causationId").GetString().ShouldNotBeNullOrEmpty();
        }
        (view.GetProperty("version").GetInt32(), view.GetProperty("changedBy").GetString(), view.TryGetProperty("corporationNumber", out _)).ShouldBe((2, "opvolger", false));
    }

    [Fact]
    public async Task It_comes_in_pages_oldest_first()
    {
        using var administrator = await Administrator();
        var code = await Registered(administrator);
        for (var version = 1; version <= 4; version++) (await Change(administrator, code, $"\"{version}\"", $"Naam {version}")).Dispose();
        var seen = new List<int>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await administrator.GetFromJsonAsync<JsonElement>($"/v1/corporations/{code}/events?limit=2{cursor}", Cancellation);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? "&cursor=" + next.GetString() : null;
        }
        seen.ShouldBe([1, 2, 3, 4, 5]);
        using var foreign = await administrator.GetAsync($"/v1/corporations/{DemoCorporations.Duinstreek.Code}/events?cursor={await Cursor()}", Cancellation);
        (await foreign.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Parameter.ShouldBe("cursor");

        async Task<string> Cursor() => (await administrator.GetFromJsonAsync<JsonElement>($"/v1/corporations/{code}/events?limit=2", Cancellation)).GetProperty("nextCursor").GetString()!;
    }

    [Fact]
    public async Task That_of_another_corporation_is_one_that_nobody_has()
    {
        using var auditor = await AsDocumented.Client(shared.Api, new Identity("controle", DemoCorporations.Duinstreek.Code, Roles.Auditor));
        (await History(auditor, DemoCorporations.Duinstreek.Code)).ShouldNotBeEmpty();
        foreach (var code in (string[])[DemoCorporations.Merenland.Code, "stichting-elders"])
        {
            using var response = await auditor.GetAsync($"/v1/corporations/{code}/events", Cancellation);
            (await response.Problem(HttpStatusCode.NotFound)).Detail.ShouldBe("There is no corporation with this code.");
        }
        using var reader = await AsDocumented.Client(shared.Api, new Identity("lezer", DemoCorporations.Duinstreek.Code, Roles.Reader));
        (await reader.GetAsync($"/v1/corporations/{DemoCorporations.Duinstreek.Code}/events", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Of_those_who_register_one_code_at_once_one_is_in_the_history()
    {
        using var administrator = await Administrator();
        for (var round = 0; round < 5; round++)
        {
            var code = $"gelijk-{Guid.NewGuid():N}"[..30];
            var responses = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => administrator.PostAsJsonAsync("/v1/corporations", Request(code, $"Stichting {n}"), Cancellation)));
            responses.Select(r => r.StatusCode).ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict], ignoreOrder: true);
            var winner = await responses.Single(r => r.StatusCode == HttpStatusCode.Created).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            (await History(administrator, code)).ShouldHaveSingleItem().GetProperty("event").GetProperty("registration").GetProperty("name").GetString()
                .ShouldBe(winner.GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task A_registration_that_is_sent_again_with_its_key_is_recorded_once()
    {
        using var administrator = await Administrator();
        var (code, key) = ($"nogmaals-{Guid.NewGuid():N}"[..30], Keyed.NewKey());
        var body = JsonSerializer.Serialize(Request(code));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Keyed.Ask(administrator, "/v1/corporations", body, key)));
        answers.ShouldAllBe(a => a == answers[0] && a.Status == 201);
        (await Keyed.Ask(administrator, "/v1/corporations", body, key)).ShouldBe(answers[0]);
        (await Keyed.Ask(administrator, "/v1/corporations", body, Keyed.NewKey())).Status.ShouldBe(409);
        (await Keyed.Ask(administrator, "/v1/corporations", JsonSerializer.Serialize(Request(code, "Anders")), key)).Status.ShouldBe(422);
        (await History(administrator, code)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_those_who_change_the_same_version_one_does_and_the_others_are_stale()
    {
        using var administrator = await Administrator();
        var code = await Registered(administrator);
        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Change(administrator, code, "\"1\"", $"Naam {n}")));
        responses.Count(r => r.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        foreach (var stale in responses.Where(r => r.StatusCode != HttpStatusCode.OK))
        {
            await stale.Problem(HttpStatusCode.PreconditionFailed);
            stale.Headers.ETag!.Tag.ShouldBe("\"2\"");
        }
        (await History(administrator, code)).Select(e => e.GetProperty("number").GetInt32()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task To_send_what_is_registered_already_is_a_confirmation_which_is_history_too()
    {
        using var administrator = await Administrator();
        var code = await Registered(administrator);
        using var confirmed = await Change(administrator, code, "\"1\"", "Stichting Woonlust", "L9998");
        (confirmed.StatusCode, confirmed.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.OK, "\"2\""));
        (await History(administrator, code))[1].GetProperty("event").GetProperty("changed").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_event_is_stored_as_every_other_in_the_tenant_of_its_corporation()
    {
        using var administrator = await Administrator();
        var code = await Registered(administrator);
        (await Change(administrator, code, "*")).Dispose();
        var stream = CorporationStreams.IdOf(code);
        (await Stored.Rows(shared.Api.ConnectionString, "select tenant_id, type, version from wikkenwegen.mt_streams where id = $1", row => (row.GetString(0), row.GetString(1), row.GetInt64(2)), stream))
            .ShouldBe([(code, "corporation", 2L)]);
        var rows = await Stored.Rows(shared.Api.ConnectionString, """
            select tenant_id, user_name, headers ->> 'recorder', correlation_id, causation_id, id, timestamp from wikkenwegen.mt_events where stream_id = $1 order by version
            """, row => (Tenant: row.GetString(0), Actor: row.GetString(1), Recorder: row.GetString(2), Correlation: row.GetString(3), Causation: row.GetString(4), Id: row.GetGuid(5), RecordedAt: row.GetFieldValue<DateTimeOffset>(6)), stream);
        rows.Count.ShouldBe(2);
        foreach (var row in rows)
        {
            (row.Tenant, row.Actor).ShouldBe((code, "beheer"));
            row.Recorder.ShouldStartWith("WikkenWegen/");
            row.Correlation.ShouldNotBeEmpty();
            row.Causation.ShouldNotBeEmpty();
            row.Id.Version.ShouldBe(7);
            Convert.ToInt64(row.Id.ToString("N")[..12], 16).ShouldBe(row.RecordedAt.ToUnixTimeMilliseconds());
        }
    }

    [Fact]
    public async Task An_entry_tells_the_conversation_of_the_caller_and_the_request_within_it()
    {
        using var administrator = await Administrator();
        var code = $"woonlust-{Guid.NewGuid():N}"[..30];
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/corporations") { Content = JsonContent.Create(Request(code)) })
        {
            request.Headers.Add("X-Stuurgegevens-Referentienummer", "MSG-2041/1");
            using var response = await administrator.SendAsync(request, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        var causation = await Stored.Rows(shared.Api.ConnectionString, "select causation_id from wikkenwegen.mt_events where stream_id = $1", row => row.GetString(0), CorporationStreams.IdOf(code));
        var entry = (await History(administrator, code)).ShouldHaveSingleItem();
        (entry.GetProperty("correlationId").GetString(), entry.GetProperty("causationId").GetString()).ShouldBe(("MSG-2041/1", causation.ShouldHaveSingleItem()));
    }

    [Theory]
    [InlineData("woonwijzer-merenland", "7faa7d05-806d-844c-adf5-86bb3d21d2d5")]
    [InlineData("waterland-wonen", "6e2b3001-1ed6-8395-9a1f-64e51dd9f942")]
    public void The_identity_of_a_stream_follows_from_the_code_for_ever(string code, string id) => CorporationStreams.IdOf(code).ToString().ShouldBe(id);

    [Fact]
    public async Task The_stream_of_a_corporation_is_no_weighing_of_it()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var address = $"/v1/weighings/{CorporationStreams.IdOf(DemoCorporations.Merenland.Code)}";
        foreach (var path in (string[])["", "?version=1", "/events", "/events/1", "/framing", "/comparison?from=0"])
            (await http.GetAsync(address + path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await http.PostAsJsonAsync($"{address}/proposals", new { name = "Slopen" }, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Stored.Rows(shared.Api.ConnectionString, "select count(*) from wikkenwegen.mt_doc_weighing_summary d join wikkenwegen.mt_streams s using (tenant_id, id) where s.type <> 'weighing'",
            row => row.GetInt64(0))).ShouldBe([0]);
    }

    [Fact]
    public async Task Rebuilt_from_the_events_every_corporation_is_as_it_was()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var administrator = api.Client(new Identity("beheer", null, Roles.Administrator));
        var code = await Registered(administrator);
        for (var version = 1; version <= 3; version++) (await Change(administrator, code, $"\"{version}\"", $"Naam {version}")).Dispose();
        var live = await Documents();
        live.Count.ShouldBe(5); // this one, the two of the examples, the learning network and the catalogue
        await Stored.Run(api.ConnectionString, "update wikkenwegen.mt_doc_corporation set data = data || '{\"name\": \"kapot\", \"version\": 9}'");
        using var daemon = await api.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync(CorporationProjection.Name, Cancellation);
        (await Documents()).ShouldBe(live);

        Task<List<string>> Documents() => Stored.Rows(api.ConnectionString, "select data::text from wikkenwegen.mt_doc_corporation order by id", row => row.GetString(0));
    }

    [Fact]
    public async Task The_demo_corporations_of_a_database_from_before_there_was_a_history_get_one()
    {
        var database = await shared.CreateDatabase();
        await Support.Api.Start(database).DisposeAsync();
        await Stored.Run(database, "delete from wikkenwegen.mt_events where type like 'corporation%' or type like 'finding_rule%'; delete from wikkenwegen.mt_streams where type = 'corporation'");
        await using var api = Support.Api.Start(database);
        using var http = api.Client();
        (await History(http, DemoCorporations.Merenland.Code)).ShouldHaveSingleItem().GetProperty("actor").GetString().ShouldBe("demo");
        using var changed = await Change(http, DemoCorporations.Merenland.Code, "\"1\"");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
