using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Api.Weighings.Cases;

namespace WikkenWegen.Api.Tests.Cases;

/// <summary>The course of a case over HTTP, on both sides: in the weighing of the corporation, and in the learning network.</summary>
public class CaseCourseTests(SharedApi shared)
{
    private const string Strategist = "strateeg-van-de-casus";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<HttpClient> Of(Support.Api api, string corporation, string subject, params string[] roles) => AsDocumented.Client(api, new Identity(subject, corporation, [.. roles]));

    private static async Task<HttpClient> Participant(Support.Api api, string subject) => await AsDocumented.Client(api, await api.Participant(subject));

    private static Task<HttpClient> Corporation(Support.Api api, string subject, params string[] roles) => Of(api, DemoCorporations.Merenland.Code, subject, roles);

    private static async Task<Guid> Shared(WeighingClient weighing, int number = 1) => (await weighing.Get($"/cases/{number}")).GetProperty("sharing").GetProperty("case").GetGuid();

    private static Task<List<long>> InNetwork(string database) => Stored.Rows(database,
        "select (select count(*) from wikkenwegen.mt_events where tenant_id = 'network') union all select count(*) from wikkenwegen.vault where tenant_id = 'network' union all select count(*) from wikkenwegen.ledger_leaf where tenant_id = 'network'",
        row => row.GetInt64(0));

    private static async Task Refused(WeighingClient weighing, string path, object body, HttpStatusCode status, params string[] codes)
    {
        using var response = await weighing.Send(path, body, ifMatch: "*");
        (await response.Problem(status)).Errors.Select(e => e.Code).ShouldBe(codes, path);
    }

    [Fact]
    public async Task From_preparing_to_taking_back_with_the_work_of_others_in_between()
    {
        using var strategist = await Corporation(shared.Api, Strategist, Roles.Strategist);
        using var decider = await Corporation(shared.Api, "beslisser-van-de-casus", Roles.Decider);
        using var owner = await Participant(shared.Api, Strategist);
        using var other = await Participant(shared.Api, "deelnemer-elders");
        var weighing = await Prepared.Weighing(strategist);

        // What is prepared is what the preview shows, and stays so whatever is recorded later.
        var asked = new
        {
            title = "Een oud gebouw",
            question = "Opknappen of vervangen?",
            proposals = new[] { new { code = "v2", text = "Opknappen terwijl mensen er wonen" } },
            quotes = new[] { new { @event = 11, field = "statement" } },
        };
        using var previewed = await weighing.SendRaw("/cases/preview", JsonSerializer.Serialize(asked));
        var preview = JsonDocument.Parse(await previewed.Content.ReadAsStringAsync(Cancellation)).RootElement;
        (await weighing.Record("/cases", asked)).GetProperty("part").GetString().ShouldBe("cases/1");
        await weighing.Record("/proposals", new { name = "Later bedacht" });
        var copy = await weighing.Get("/cases/1/copy");
        copy.GetProperty("copy").GetRawText().ShouldBe(preview.GetProperty("copy").GetRawText());
        preview.TryGetProperty("digest", out _).ShouldBeFalse("nothing is recorded of it");
        copy.GetProperty("report").GetProperty("notice").GetProperty("dutch").GetString().ShouldStartWith("Wie de zaak of de corporatie kent");
        var prepared = await weighing.Get("/cases/1");
        (prepared.GetProperty("readVersion").GetInt32(), prepared.GetProperty("digest").GetString()).ShouldBe((13, copy.GetProperty("digest").GetString()));
        prepared.GetProperty("content").GetProperty("question").GetProperty("text").GetString().ShouldBe(asked.question);
        prepared.GetProperty("removed").EnumerateArray().Select(r => r.GetProperty("kind").GetString())
            .ShouldBe(preview.GetProperty("report").GetProperty("removed").EnumerateArray().Select(r => r.GetProperty("kind").GetString()));

        // Nothing is shared before the decider approved what they read.
        await Refused(weighing, "/cases/1/sharing", new { }, HttpStatusCode.Conflict, "case-not-approved");
        using (var denied = await weighing.Send("/cases/1/approval", new { })) await denied.Problem(HttpStatusCode.Forbidden);
        await Refused(weighing.As(decider), "/cases/1/approval", new { digest = new string('b', 64) }, HttpStatusCode.Conflict, "other-case-prepared");
        await weighing.As(decider).Record("/cases/1/approval", new { digest = (await weighing.As(decider).Get("/cases/1/copy")).GetProperty("digest").GetString() });

        // Sent twice under one key it is shared once; under another it says where it stands.
        var key = Keyed.NewKey();
        var first = await Keyed.Ask(strategist, $"{weighing.Address}/cases/1/sharing", "{}", key, "*");
        first.Status.ShouldBe(201, first.Body);
        (await Keyed.Ask(strategist, $"{weighing.Address}/cases/1/sharing", "{}", key, "*")).ShouldBe(first);
        await Refused(weighing, "/cases/1/sharing", new { }, HttpStatusCode.Conflict, "case-already-shared");
        var id = await Shared(weighing);
        id.Version.ShouldBe(7);

        // In the network it is of its owner, with the same subject; the text that was released is in it, and no word of the weighing.
        var there = await other.GetFromJsonAsync<JsonElement>($"/v1/cases/{id}", Cancellation);
        there.GetProperty("case").GetProperty("owner").GetString().ShouldBe(Strategist);
        there.GetProperty("case").GetProperty("content").GetProperty("title").GetProperty("text").GetString().ShouldBe(asked.title);
        there.GetProperty("case").GetProperty("content").GetProperty("sections").EnumerateArray().Select(s => (s.GetProperty("heading").GetString(), s.GetProperty("text").GetProperty("text").GetString())).ShouldBe(
        [
            ("question", asked.question), ("proposals", "A.\nB. Opknappen terwijl mensen er wonen\nC."), ("quotes", "bewoners 4: Liever niet."),
        ]);
        JsonElement.DeepEquals(JsonDocument.Parse(there.GetProperty("case").GetProperty("content").GetProperty("copy").GetProperty("text").GetString()!).RootElement, copy.GetProperty("copy")).ShouldBeTrue("the coded part is there too");
        foreach (var literal in new[] { "Toekomst van een complex", "Renoveren", "10400000", "V2", weighing.Id.ToString(), DemoCorporations.Merenland.Code, "strategist" })
        {
            // Digests are random, and hold any two characters now and then.
            foreach (var read in new[] { there.GetRawText(), await other.GetStringAsync($"/v1/cases/{id}/events", Cancellation) }) Regex.Replace(read, "\"(digest|_sd)\":\"[^\"]*\"", "").ShouldNotContain(literal);
        }

        // Others work on it; who owns it tells what was done with that, and nobody else does.
        using (var remark = await other.PostAsJsonAsync($"/v1/cases/{id}/contributions", new { kind = "question", text = "Wie woont er?" }, Cancellation)) remark.StatusCode.ShouldBe(HttpStatusCode.Created);
        using (var theirs = await other.PostAsJsonAsync($"/v1/cases/{id}/follow-up", new { text = "Niet van mij." }, Cancellation)) (await theirs.Problem(HttpStatusCode.Forbidden)).Errors.Single().Code.ShouldBe("not-own-case");
        using (var told = await owner.PostAsJsonAsync($"/v1/cases/{id}/follow-up", new { text = "Wij vroegen het na." }, Cancellation)) told.StatusCode.ShouldBe(HttpStatusCode.Created);

        // Taken back: its texts are gone there, the reason stays here, and what others took along stays theirs.
        await Refused(weighing, "/cases/1/taking-back", new { }, HttpStatusCode.BadRequest, "reason-missing");
        await weighing.As(decider).Newest().Record("/cases/1/taking-back", new { reason = "Iemand herkende de flat." });
        var gone = await other.GetStringAsync($"/v1/cases/{id}", Cancellation);
        foreach (var text in new[] { asked.title, asked.question, "Liever niet.", "Iemand herkende", "beslisser-van-de-casus" }) gone.ShouldNotContain(text);
        gone.ShouldContain("Wie woont er?");
        JsonDocument.Parse(gone).RootElement.GetProperty("case").TryGetProperty("withdrawal", out _).ShouldBeTrue();
        var here = await weighing.Get("/cases/1");
        here.GetProperty("takenBack").GetProperty("reason").GetProperty("text").GetString().ShouldBe("Iemand herkende de flat.");
        (await weighing.Get("/events?type=case_taken_back")).GetProperty("items")[0].GetProperty("sentence").GetString().ShouldBe("Case 1 was taken back from the learning network. What others had taken along of it by then stays with them.");
        await Refused(weighing, "/cases/1/taking-back", new { reason = "Nog eens." }, HttpStatusCode.Conflict, "case-already-taken-back");
        (await Stored.Texts(shared.Api.ConnectionString, id)).ByDigest.Values.ShouldBe(["Wie woont er?"], "with what its owner said there, also of what they did with it");
        (await weighing.Get("?version=14")).GetProperty("cases").GetArrayLength().ShouldBe(1);
        (await weighing.Get("?version=13")).GetProperty("cases").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_leads_from_the_network_to_the_corporation()
    {
        using var http = await AsDocumented.Client(shared.Api);
        http.DefaultRequestHeaders.Add("X-Stuurgegevens-Referentienummer", "kenmerk-van-de-corporatie");
        var weighing = await Prepared.Weighing(http);
        await Prepared.ShareCase(weighing);
        using var decider = await Corporation(shared.Api, "iemand-anders", Roles.Decider);
        var id = await Shared(weighing);
        await weighing.As(decider).Record("/cases/1/taking-back", new { reason = "Toch niet." });

        var rows = await Stored.Rows(shared.Api.ConnectionString, "select tenant_id, user_name, correlation_id, causation_id, headers::text, id, data::text from wikkenwegen.mt_events where stream_id = $1 order by version",
            row => (Tenant: row.GetString(0), Actor: row.GetString(1), Correlation: row.GetString(2), Causation: row.GetString(3), Headers: row.GetString(4), Id: row.GetGuid(5), Data: row.GetString(6)), id);
        rows.Select(r => (r.Tenant, r.Actor)).ShouldBe([(Access.Network, "demo"), (Access.Network, "installation")], "who else works there is not told");
        var own = await Stored.Rows(shared.Api.ConnectionString, "select tenant_id, correlation_id, causation_id, headers ->> 'roles', data::text from wikkenwegen.mt_events where stream_id = $1 order by version",
            row => (Tenant: row.GetString(0), Correlation: row.GetString(1), Causation: row.GetString(2), Roles: row.GetString(3), Data: row.GetString(4)), weighing.Id);
        foreach (var row in rows)
        {
            JsonDocument.Parse(row.Headers).RootElement.EnumerateObject().Select(h => h.Name).ShouldBe(["recorder"]);
            own.Select(o => o.Correlation).Concat(own.Select(o => o.Causation)).ShouldNotContain(row.Correlation);
            own.Select(o => o.Correlation).Concat(own.Select(o => o.Causation)).ShouldNotContain(row.Causation);
            row.Data.ShouldNotContain(weighing.Id.ToString());
        }
        own.ShouldAllBe(o => o.Tenant == DemoCorporations.Merenland.Code && o.Roles.Length > 0);
        own.Count(o => o.Data.Contains(id.ToString())).ShouldBe(2, "the link is in the corporation alone: where it was shared, and where it was taken back");
        var leaf = await Stored.Rows(shared.Api.ConnectionString, "select convert_from(bytes, 'UTF8') from wikkenwegen.ledger_leaf where stream_id = $1", row => row.GetString(0), id);
        leaf.Count.ShouldBe(2);
        leaf.ShouldAllBe(l => l.Contains("\"corporation\":\"network\"") && !l.Contains(DemoCorporations.Merenland.Code) && !l.Contains("\"roles\""));
    }

    [Theory, InlineData("case_received"), InlineData("case_shared"), InlineData("case_withdrawn"), InlineData("case_taken_back")]
    public async Task Where_one_half_cannot_be_written_neither_is_and_the_same_request_does_both_later(string refused)
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = await AsDocumented.Client(api);
        var weighing = await Prepared.Weighing(http);
        var takesBack = refused is "case_withdrawn" or "case_taken_back";
        await (takesBack ? Prepared.ShareCase(weighing) : Prepared.ApproveCase(weighing));
        var (path, body) = takesBack ? ("/cases/1/taking-back", """{"reason":"Toch niet."}""") : ("/cases/1/sharing", "{}");
        var (before, version, key) = (await InNetwork(api.ConnectionString), (await weighing.Get()).GetProperty("version").GetInt32(), Keyed.NewKey());

        await Stored.Run(api.ConnectionString, $"""
            create function wikkenwegen.refuse() returns trigger language plpgsql as $$ begin if new.type = '{refused}' then raise exception 'refused'; end if; return new; end $$;
            create trigger refuse after insert on wikkenwegen.mt_events for each row execute function wikkenwegen.refuse();
            """);
        using (var failed = await Keyed.Send(http, $"{weighing.Address}{path}", body, key, "*")) ((int)failed.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
        (await InNetwork(api.ConnectionString)).ShouldBe(before);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(version);
        await Stored.Run(api.ConnectionString, "drop function wikkenwegen.refuse() cascade");

        var answer = await Keyed.Ask(http, $"{weighing.Address}{path}", body, key, "*");
        answer.Status.ShouldBe(201, answer.Body);
        (await Keyed.Ask(http, $"{weighing.Address}{path}", body, key, "*")).ShouldBe(answer);
        (await Keyed.Ask(http, $"{weighing.Address}{path}", body, Keyed.NewKey(), "*")).Status.ShouldBe(409, "under another key it says that it was done");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(version + 1);
        (await InNetwork(api.ConnectionString))[0].ShouldBe(before[0] + 1);
        (await Stored.Rows(api.ConnectionString, "select type from wikkenwegen.mt_events where stream_id = $1 order by version", row => row.GetString(0), await Shared(weighing)))
            .ShouldBe(takesBack ? ["case_received", "case_withdrawn"] : ["case_received"]);
    }

    [Fact]
    public async Task Many_who_share_at_once_make_one_case()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        await Prepared.ApproveCase(weighing);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Keyed.Ask(http, $"{weighing.Address}/cases/1/sharing", "{}", Keyed.NewKey(), "*")));
        answers.Select(a => a.Status).Order().ShouldBe([201, .. Enumerable.Repeat(409, 7)]);
        var version = (await weighing.Get()).GetProperty("version").GetInt32();
        version.ShouldBe(weighing.Version + 1);
        (await Stored.Rows(shared.Api.ConnectionString, "select count(*) from wikkenwegen.mt_events where stream_id = $1", row => row.GetInt64(0), await Shared(weighing))).ShouldBe([1]);
    }

    [Fact]
    public async Task What_the_network_took_back_already_is_taken_back_here_all_the_same()
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var owner = await Participant(shared.Api, "demo");
        var weighing = await Prepared.Weighing(http);
        await Prepared.ShareCase(weighing);
        var id = await Shared(weighing);
        using (var withdrawn = await owner.PostAsJsonAsync($"/v1/cases/{id}/withdrawal", new { reason = "Te herkennen." }, Cancellation)) withdrawn.StatusCode.ShouldBe(HttpStatusCode.Created);
        await weighing.Record("/cases/1/taking-back", new { reason = "Dat deden wij al." });
        (await Stored.Rows(shared.Api.ConnectionString, "select type from wikkenwegen.mt_events where stream_id = $1 order by version", row => row.GetString(0), id)).ShouldBe(["case_received", "case_withdrawn"]);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_field_by_field_and_nothing_is_stored_on_either_side()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = await AsDocumented.Client(api);
        var weighing = await Prepared.Weighing(http);
        var before = await InNetwork(api.ConnectionString);
        using (var bad = await weighing.Send("/cases", new
        {
            question = "Wat doen we op BU99010302?",
            criteria = new[] { new { code = "XYZ", text = "Kosten" } },
            proposals = new[] { new { code = "V9", text = "Slopen" } },
            quotes = new[] { new { @event = 1, field = "statement" } },
        }))
            (await bad.Problem(HttpStatusCode.BadRequest)).Errors.Select(e => (e.Code, e.Pointer)).ShouldBe(
            [
                ("case-criterion-unknown", "/criteria/0/code"), ("unknown-proposal", "/proposals/0/code"), ("case-quote-not-there", "/quotes/0"), ("case-text-identifies", "/question"),
            ]);
        await weighing.Record("/rounds", new { about = "Blind", blind = true });
        await Refused(weighing, "/cases", new { question = "Opknappen?" }, HttpStatusCode.Conflict, "case-in-blind-round");
        await weighing.Record("/rounds/2/closing", new { });
        await Prepared.ApproveCase(weighing);
        await Refused(weighing, "/cases/1/approval", new { }, HttpStatusCode.Conflict, "case-already-approved");
        await Refused(weighing, "/cases/1/taking-back", new { reason = "Toch niet." }, HttpStatusCode.Conflict, "case-not-shared");
        await Refused(weighing, "/cases/2/sharing", new { }, HttpStatusCode.NotFound, "no-such-case");
        using (var missing = await http.GetAsync($"{weighing.Address}/cases/2/copy", Cancellation)) (await missing.Problem(HttpStatusCode.NotFound)).Errors.Single().Code.ShouldBe("no-such-case");

        // What became secret is not shared any more, and no case is made of it; what was corrected is not what was approved.
        var framing = WeighingClient.Framing;
        framing["reason"] = "Het ligt gevoelig.";
        framing["confidentiality"] = "secret";
        await weighing.Record("/framing", framing, "PUT");
        await Refused(weighing, "/cases/1/sharing", new { }, HttpStatusCode.Conflict, "case-of-secret");
        await Refused(weighing, "/cases", new { question = "Opknappen?" }, HttpStatusCode.Conflict, "case-of-secret");
        framing["confidentiality"] = "internal";
        await weighing.Record("/framing", framing, "PUT");
        await weighing.Record("/text-corrections", new { @event = 16, field = "question", text = "Opknappen, vervangen of wachten?", ground = "incomplete" });
        await Refused(weighing, "/cases/1/sharing", new { }, HttpStatusCode.Conflict, "case-changed");
        using (var changed = await http.GetAsync($"{weighing.Address}/cases/1/copy", Cancellation)) (await changed.Problem(HttpStatusCode.Conflict)).Errors.Single().Code.ShouldBe("case-changed");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
        (await InNetwork(api.ConnectionString)).ShouldBe(before);
    }

    [Fact]
    public async Task Each_step_is_for_who_it_is_for()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        await Prepared.ShareCase(weighing);
        var steps = new Dictionary<string, string[]>
        {
            ["/cases"] = [Roles.Strategist], ["/cases/1/approval"] = [Roles.Decider], ["/cases/1/sharing"] = [Roles.Strategist], ["/cases/1/taking-back"] = [Roles.Strategist, Roles.Decider],
        };
        foreach (var role in Roles.All.Keys.Except([Roles.Administrator, .. Access.OfNetwork]))
        {
            using var client = await Corporation(shared.Api, "iemand-met-een-rol", role);
            foreach (var (path, roles) in steps.Where(s => !s.Value.Contains(role)))
                using (var response = await weighing.As(client).Send(path, new { question = "Opknappen?", reason = "Daarom." })) await response.Problem(HttpStatusCode.Forbidden);
            using var copy = await client.GetAsync($"{weighing.Address}/cases/1/copy", Cancellation);
            copy.StatusCode.ShouldBe(role is Roles.Strategist or Roles.Decider or Roles.Auditor ? HttpStatusCode.OK : HttpStatusCode.Forbidden, role);
        }
        using var elsewhere = await Of(shared.Api, DemoCorporations.Duinstreek.Code, "strateeg-elders", Roles.Strategist, Roles.Decider);
        foreach (var path in steps.Keys)
            using (var response = await weighing.As(elsewhere).Send(path, path == "/cases" ? new { question = "Opknappen?" } : new { })) await response.Problem(HttpStatusCode.NotFound);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Fact]
    public async Task What_the_network_gets_is_no_longer_made_once_the_request_is_left()
    {
        using var http = shared.Api.Client();
        var weighing = await Prepared.Weighing(http);
        await Prepared.ShareCase(weighing);
        var kept = (await shared.Api.Services.GetRequiredService<WeighingStore>().Newest(DemoCorporations.Merenland.Code, weighing.Id, Cancellation)).ShouldNotBeNull();
        var before = kept.History.After(kept.State.Version - 1);
        (before.Cases[0].Sharing, kept.State.Cases[0].Sharing is not null).ShouldBe((null, true));
        await using var session = shared.Api.Services.GetRequiredService<IDocumentStore>().LightweightSession(DemoCorporations.Merenland.Code);
        var sharing = shared.Api.Services.GetServices<IAfterStep>().OfType<SharedCases>().Single();
        await Should.ThrowAsync<OperationCanceledException>(async () => await sharing.Write(session, before, kept.State, new CancellationToken(canceled: true)));
        session.PendingChanges.Streams().ShouldBeEmpty();
    }
}
