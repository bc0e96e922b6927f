using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Instruments;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Tests.Instruments;

/// <summary>Instruments over HTTP: of a corporation, and of the catalogue that every corporation reads.</summary>
public class InstrumentTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static JsonObject Content(string name = "Meetlat", string scale = """{"kind":"numeric","worst":1,"best":10}""") => JsonNode.Parse($$"""
        {"name":"{{name}}","owner":"Woonlust","language":"nl","weights":"free","filledIn":"together",
         "tailoring":{"mayLeaveOut":true,"mayAdd":true,"mayRescale":true,"mayReweigh":true},
         "themes":[{"code":"T1","name":"Alles","criteria":[{"code":"LEEF","name":"Leefbaarheid","scale":{{scale}}}]}]}
        """)!.AsObject();

    private Task<HttpClient> Of(Audited corporation, string subject, params string[] roles) => AsDocumented.Client(shared.Api, new Identity(subject, corporation.Code, [.. roles]));

    private static async Task<HttpResponseMessage> Send(HttpClient http, string path, object body, string method = "POST", string? match = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(JsonSerializer.Serialize(body, ApiJson.Responses), Encoding.UTF8, "application/json") };
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        return await http.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> Recorded(HttpClient http, string path, object body, string method = "POST", string? match = null)
    {
        using var response = await Send(http, path, body, method, match);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        ((int)response.StatusCode).ShouldBeInRange(200, 201, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> Read(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static IEnumerable<string> Changed(JsonElement entry) => entry.GetProperty("differences").EnumerateArray().Select(d => $"{d.GetProperty("kind").GetString()} {d.GetProperty("path").GetString()}");

    [Fact]
    public async Task One_is_built_together_published_judged_and_ended_and_all_of_it_is_history()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        using var contributor = await Of(corporation, "inbrenger", Roles.Contributor);
        using var reader = await Of(corporation, "lezer", Roles.Reader);

        using (var begun = await Send(strategist, "/v1/instruments", new { code = "Meet", content = Content() }))
        {
            begun.StatusCode.ShouldBe(HttpStatusCode.Created, await begun.Content.ReadAsStringAsync(Cancellation));
            (begun.Headers.Location!.OriginalString, begun.Headers.ETag!.Tag).ShouldBe(("/v1/instruments/Meet", "\"1\""));
            (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("promise").GetString().ShouldStartWith("wikkenwegen inclusion promise v1");
        }
        await Recorded(strategist, "/v1/instruments/MEET/rounds", new { about = "Past dit?", blind = true });
        await Recorded(contributor, "/v1/instruments/meet/inputs", new { by = "Bewoners", criterion = "leef", statement = "Vraag ook naar geluid." });
        await Recorded(contributor, "/v1/instruments/meet/objections", new { by = "Bewoners", grounds = "Dit is te grof." });

        (await Read(contributor, "/v1/instruments/meet")).GetProperty("inputs")[0].GetProperty("statement").GetProperty("text").GetString().ShouldBe("Vraag ook naar geluid.");
        (await Read(reader, "/v1/instruments/meet")).GetProperty("inputs").GetArrayLength().ShouldBe(0);
        var unheard = (await Read(reader, "/v1/instruments/meet/events")).GetProperty("items");
        unheard.GetArrayLength().ShouldBe(2);
        unheard.GetRawText().ShouldNotContain("/inputs/1");
        // To another an objection that nobody reads yet is not there; and nothing is published over it.
        foreach (var number in new[] { 1, 2 })
        {
            using var unseen = await Send(strategist, $"/v1/instruments/meet/objections/{number}/resolution", new { resolution = "Het is fijner gemaakt." });
            (await unseen.Problem(HttpStatusCode.NotFound)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-such-instrument-objection");
        }
        using (var blind = await Send(strategist, "/v1/instruments/meet/versions", new { reason = "Toch." }, match: "*")) (await blind.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("instrument-blind-round-open");
        await Recorded(strategist, "/v1/instruments/meet/rounds/1/closing", new { });
        var input = (await Read(reader, "/v1/instruments/meet")).GetProperty("inputs")[0];
        (input.GetProperty("round").GetInt32(), input.GetProperty("criterion").GetString()).ShouldBe((1, "LEEF"));

        using (var stands = await Send(strategist, "/v1/instruments/meet/versions", new { }, match: "*")) (await stands.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("instrument-objection-stands");
        await Recorded(strategist, "/v1/instruments/meet/objections/1/resolution", new { resolution = "Het is fijner gemaakt." });
        await Recorded(strategist, "/v1/instruments/meet/draft", new { content = Content("Meetlat, fijner") }, "PUT", "\"6\"");
        using (var published = await Send(strategist, "/v1/instruments/meet/versions", new { changes = "Fijner" }, match: "\"7\""))
        {
            published.StatusCode.ShouldBe(HttpStatusCode.Created, await published.Content.ReadAsStringAsync(Cancellation));
            (await Read(reader, published.Headers.Location!.OriginalString)).GetProperty("name").GetString().ShouldBe("Meetlat, fijner");
        }
        var weighing = await WeighingClient.Open(strategist);
        await Recorded(contributor, "/v1/instruments/meet/judgements", new { version = 1, by = "Bewoners", notAgreed = "Het plan van de buurt kwam niet bovenaan." });
        await Recorded(strategist, "/v1/instruments/meet/judgements", new { version = 1, by = "Strateeg", weighing = weighing.Id, didWell = "Het gesprek werd beter." });
        await Recorded(strategist, "/v1/instruments/meet/succession", new { code = "BUURT", version = 1, reason = "Die past beter." });
        await Recorded(strategist, "/v1/instruments/meet/retirement", new { reason = "Wij hebben een andere." });

        var whole = await Read(reader, "/v1/instruments/meet");
        (whole.GetProperty("status").GetString(), whole.GetProperty("version").GetInt32(), whole.GetProperty("inCatalogue").GetBoolean(), whole.TryGetProperty("draft", out _)).ShouldBe(("retired", 12, false, false));
        whole.GetProperty("judgements")[0].GetProperty("notAgreed").GetProperty("text").GetString().ShouldBe("Het plan van de buurt kwam niet bovenaan.");
        whole.GetProperty("succession").GetProperty("inCatalogue").GetBoolean().ShouldBeTrue();
        var then = await Read(reader, "/v1/instruments/meet?version=8");
        (then.GetProperty("status").GetString(), then.GetProperty("judgements").GetArrayLength()).ShouldBe(("published", 0));
        var history = (await Read(reader, "/v1/instruments/meet/events")).GetProperty("items").EnumerateArray().ToList();
        history.Select(e => e.GetProperty("type").GetString()).ShouldBe(
        [
            "instrument_drafted", "instrument_round_opened", "instrument_input_given", "instrument_objection_raised", "instrument_round_closed", "instrument_objection_resolved",
            "instrument_revised", "instrument_published", "instrument_judged", "instrument_judged", "instrument_succeeded", "instrument_retired",
        ]);
        history[7].GetProperty("sentence").GetString().ShouldBe("Version 1 of 'Meetlat, fijner' was published.");
        history[2].GetProperty("event").GetProperty("statement").GetProperty("text").GetString().ShouldBe("Vraag ook naar geluid.");

        // What each changed, as in the history of a weighing.
        Changed(history[0]).ShouldContain("added /draft");
        Changed(history[2]).ShouldBe(["added /inputs/1"]);
        Changed(history[6]).ShouldContain("changed /draft/content/name");
        Changed(history[7]).ShouldBe(["changed /status", "added /versions/1", "removed /draft"], ignoreOrder: true);
        Changed(history[8]).ShouldBe(["added /judgements/1"]);
        var named = history[6].GetProperty("differences").EnumerateArray().Single(d => d.GetProperty("path").GetString() == "/draft/content/name");
        (named.GetProperty("from").GetString(), named.GetProperty("to").GetString()).ShouldBe(("Meetlat", "Meetlat, fijner"));

        await corporation.Signed(14);
        var export = await Exported.Made(corporation, new { });
        var bag = await Exported.Content(corporation, export);
        (await Exported.Check(corporation, bag, export)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_corporation_reads_what_was_published_in_the_catalogue_and_judges_it_for_itself()
    {
        var (one, other) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        using var strategist = await Of(one, "strateeg", Roles.Strategist);
        using var elsewhere = await Of(other, "strateeg", Roles.Strategist);
        var listed = (await Read(strategist, "/v1/instruments?status=published&q=buurt")).GetProperty("items").EnumerateArray().ToList();
        listed.ShouldContain(item => item.GetProperty("code").GetString() == "BUURT" && item.GetProperty("inCatalogue").GetBoolean());

        var content = await Read(strategist, "/v1/instruments/buurt/versions/1");
        content.GetRawText().ShouldBe(JsonSerializer.Serialize(ShippedInstruments.All["BUURT"].ToContent(), ApiJson.Responses));
        // The file itself, which went through nothing of ours.
        await using var file = typeof(ShippedInstruments).Assembly.GetManifestResourceStream("instruments/BUURT.json")!;
        using var shipped = await JsonDocument.ParseAsync(file, cancellationToken: Cancellation);
        Leaves(content, "").ShouldBe(Leaves(shipped.RootElement, ""), ignoreOrder: true);
        await Recorded(strategist, "/v1/instruments/BUURT/judgements", new { version = 1, by = "Strateeg", didWell = "Het gesprek werd beter." });
        var judged = await Read(strategist, "/v1/instruments/BUURT");
        judged.GetProperty("judgements").EnumerateArray().ShouldHaveSingleItem().GetProperty("didWell").GetProperty("text").GetString().ShouldBe("Het gesprek werd beter.");
        (await Read(elsewhere, "/v1/instruments/BUURT")).GetProperty("judgements").GetArrayLength().ShouldBe(0);

        // Its content is taken over as an instrument of one's own, under another code.
        using (var taken = await Send(strategist, "/v1/instruments", new { code = "buurt", content })) (await taken.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("duplicate-code");
        await Recorded(strategist, "/v1/instruments", new { code = "EIGEN", content });
        using var unseen = await elsewhere.GetAsync("/v1/instruments/EIGEN", Cancellation);
        await unseen.Problem(HttpStatusCode.NotFound);

        await one.Signed(3);
        var export = await Exported.Made(one, new { });
        (await Exported.Check(one, await Exported.Content(one, export), export)).Findings.ShouldBeEmpty();
    }

    /// <summary>Each value with its place. An empty list is as one that is left out.</summary>
    private static IEnumerable<string> Leaves(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Leaves(member.Value, $"{path}/{member.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Leaves(item, $"{path}/{i}")),
        JsonValueKind.String => [$"{path} {value.GetString()}"],
        _ => [$"{path} {value.GetRawText()}"],
    };

    [Fact]
    public async Task Only_an_administrator_writes_in_the_catalogue_and_what_is_not_published_is_theirs_alone()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var administrator = await AsDocumented.Client(shared.Api, new Identity("beheer", null, Roles.Administrator));
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        var code = $"K{Guid.NewGuid():N}"[..12];
        await Recorded(administrator, "/v1/instruments", new { code, content = Content() });
        using (var unpublished = await strategist.GetAsync($"/v1/instruments/{code}", Cancellation)) await unpublished.Problem(HttpStatusCode.NotFound);
        using (var revised = await Send(strategist, $"/v1/instruments/{code}/draft", new { content = Content() }, "PUT", "*")) await revised.Problem(HttpStatusCode.NotFound);
        await Recorded(administrator, $"/v1/instruments/{code}/versions", new { }, match: "*");
        await Recorded(administrator, $"/v1/instruments/{code}/draft", new { content = Content("Later") }, "PUT", "*");
        var read = await Read(strategist, $"/v1/instruments/{code}");
        (read.GetProperty("inCatalogue").GetBoolean(), read.TryGetProperty("draft", out _)).ShouldBe((true, false));
        var published = (await Read(strategist, $"/v1/instruments/{code}/events")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        published.GetProperty("type").GetString().ShouldBe("instrument_published");
        Changed(published).ShouldContain("added /versions/1");
        Changed(published).ShouldAllBe(change => !change.Contains("/draft"));
        (await Read(administrator, $"/v1/instruments/{code}")).GetProperty("draft").GetProperty("content").GetProperty("name").GetString().ShouldBe("Later");
        // They read it, so that they are told where it lies.
        foreach (var (path, body, match) in new (string, object, string?)[] { ("retirement", new { reason = "Weg ermee" }, null), ("versions", new { }, "*"), ("rounds", new { about = "Past dit?" }, null), ("objections/1/resolution", new { resolution = "Zo" }, null) })
        {
            using var refused = await Send(strategist, $"/v1/instruments/{code}/{path}", body, match: match);
            (await refused.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("instrument-in-catalogue");
        }

        using var nowhere = await AsDocumented.Client(shared.Api, new Identity("strateeg", "bestaat-niet", Roles.Strategist));
        using var unregistered = await Send(nowhere, "/v1/instruments", new { code = "WEG", content = Content() });
        await unregistered.Problem(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"kind":"numeric","worst":1,"best":1}""", "instrument-scale-without-length", "/content/themes/0/criteria/0/scale/best")]
    [InlineData("""{"kind":"reference","worst":1,"best":10,"reference":{"value":11,"words":"gewoon"}}""", "instrument-level-off-scale", "/content/themes/0/criteria/0/scale/reference/value")]
    [InlineData("""{"kind":"ordinal","words":["goed"]}""", "instrument-words-too-few", "/content/themes/0/criteria/0/scale/words")]
    [InlineData("""{"kind":"moneyPerParty"}""", "instrument-scale-incomplete", "/content/themes/0/criteria/0/scale/unit")]
    [InlineData("""{"kind":"positiveNegative","worst":1}""", "instrument-scale-of-another-kind", "/content/themes/0/criteria/0/scale/worst")]
    [InlineData("""{"kind":"good"}""", "not-a-choice", "/content/themes/0/criteria/0/scale/kind")]
    public async Task A_scale_that_nobody_can_score_on_is_refused_and_nothing_is_stored(string scale, string rule, string pointer)
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        using (var refused = await Send(strategist, "/v1/instruments", new { code = "FOUT", content = Content(scale: scale) }))
        {
            var error = (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Pointer).ShouldBe((rule, pointer));
        }
        using var nothing = await strategist.GetAsync("/v1/instruments/FOUT", Cancellation);
        await nothing.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Successors_never_go_round_in_a_circle()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        foreach (var code in new[] { "A", "B", "C" })
        {
            await Recorded(strategist, "/v1/instruments", new { code, content = Content(code) });
            await Recorded(strategist, $"/v1/instruments/{code}/versions", new { }, match: "*");
        }
        await Recorded(strategist, "/v1/instruments/A/succession", new { code = "B", version = 1 });
        await Recorded(strategist, "/v1/instruments/B/succession", new { code = "C", version = 1 });
        foreach (var (of, by) in new[] { ("C", "a"), ("C", "C") })
        {
            using var refused = await Send(strategist, $"/v1/instruments/{of}/succession", new { code = by, version = 1 });
            (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("successor-circular");
        }
        await Recorded(strategist, "/v1/instruments", new { code = "E", content = Content("E") });
        using (var ended = await Send(strategist, "/v1/instruments/E/succession", new { code = "A", version = 1 })) (await ended.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("successor-ended");
        using var unknown = await Send(strategist, "/v1/instruments/C/succession", new { code = "D", version = 1 });
        (await unknown.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("unknown-successor");
    }

    /// <summary>A corporation may have a code that comes into the catalogue later. Its own stays the one that it reads, and what is said of the other is not said of it.</summary>
    [Fact]
    public async Task An_own_instrument_is_not_the_one_of_the_catalogue_that_gets_the_same_code_later()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        using var administrator = await AsDocumented.Client(shared.Api, new Identity("beheer", null, Roles.Administrator));
        var (both, old) = ($"X{Guid.NewGuid():N}"[..12], $"Y{Guid.NewGuid():N}"[..12]);
        foreach (var (http, code, name) in new[] { (strategist, both, "Van ons"), (administrator, both, "Van allen"), (administrator, old, "Oud") })
        {
            await Recorded(http, "/v1/instruments", new { code, content = Content(name) });
            await Recorded(http, $"/v1/instruments/{code}/versions", new { }, match: "*");
        }
        (await Read(strategist, $"/v1/instruments/{both}")).GetProperty("inCatalogue").GetBoolean().ShouldBeFalse();
        (await Read(strategist, $"/v1/instruments/{both}/versions/1")).GetProperty("name").GetString().ShouldBe("Van ons");

        // In the catalogue the other came in the place of the old one: that makes no circle of the old one in the place of our own.
        await Recorded(administrator, $"/v1/instruments/{old}/succession", new { code = both, version = 1 });
        using (var ended = await Send(strategist, $"/v1/instruments/{both}/succession", new { code = old, version = 1 })) (await ended.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("successor-ended");
        using var circle = await Send(administrator, $"/v1/instruments/{both}/succession", new { code = old, version = 1 });
        (await circle.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("successor-circular");
    }

    [Fact]
    public async Task Of_a_draft_in_the_catalogue_a_corporation_is_told_only_that_the_code_is_taken_as_it_wrote_that_itself()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        using var administrator = await AsDocumented.Client(shared.Api, new Identity("beheer", null, Roles.Administrator));
        var code = $"Geheim{Guid.NewGuid():N}"[..12];
        await Recorded(administrator, "/v1/instruments", new { code, content = Content() });
        using var taken = await Send(strategist, "/v1/instruments", new { code = code.ToUpperInvariant(), content = Content() });
        var problem = await taken.Content.ReadAsStringAsync(Cancellation);
        (await taken.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("duplicate-code");
        problem.ShouldContain(code.ToUpperInvariant(), Case.Sensitive);
        problem.ShouldNotContain(code, Case.Sensitive);
        // And as a successor it is not there.
        await Recorded(strategist, "/v1/instruments", new { code = "EIGEN", content = Content() });
        using var succeeded = await Send(strategist, "/v1/instruments/EIGEN/succession", new { code = code.ToUpperInvariant(), version = 1 });
        (await succeeded.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("unknown-successor");
    }

    /// <summary>What was read beside the instrument may be there, or be readable, later: the same request under the same key is then answered otherwise.</summary>
    [Fact]
    public async Task A_refusal_that_rests_on_something_else_is_not_kept_for_a_retry()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        await Recorded(strategist, "/v1/instruments", new { code = "OUD", content = Content() });
        await Recorded(strategist, "/v1/instruments/OUD/versions", new { }, match: "*");
        var (key, body) = (Keyed.NewKey(), """{"code":"NIEUW","version":1}""");
        for (var time = 0; time < 2; time++)
        {
            var refused = await Keyed.Ask(strategist, "/v1/instruments/OUD/succession", body, key);
            (refused.Status, refused.Body.Contains("unknown-successor", StringComparison.Ordinal)).ShouldBe((400, true), refused.Body);
        }
        await Recorded(strategist, "/v1/instruments", new { code = "NIEUW", content = Content("Nieuw") });
        await Recorded(strategist, "/v1/instruments/NIEUW/versions", new { }, match: "*");
        var recorded = await Keyed.Ask(strategist, "/v1/instruments/OUD/succession", body, key);
        recorded.Status.ShouldBe(201, recorded.Body);
        (await Keyed.Ask(strategist, "/v1/instruments/OUD/succession", body, key)).ShouldBe(recorded);

        // To who is not there yet, nothing is: that is not kept either.
        var (absent, draft) = (Keyed.NewKey(), """{"about":"Past dit?","blind":false}""");
        (await Keyed.Ask(strategist, "/v1/instruments/LATER/rounds", draft, absent)).Status.ShouldBe(404);
        await Recorded(strategist, "/v1/instruments", new { code = "LATER", content = Content("Later") });
        (await Keyed.Ask(strategist, "/v1/instruments/LATER/rounds", draft, absent)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Of_two_that_would_succeed_each_other_at_the_same_time_one_is_refused()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        for (var round = 0; round < 12; round++)
        {
            string[] codes = [$"A{round}", $"B{round}"];
            foreach (var code in codes)
            {
                await Recorded(strategist, "/v1/instruments", new { code, content = Content(code) });
                await Recorded(strategist, $"/v1/instruments/{code}/versions", new { }, match: "*");
            }
            var answers = await Task.WhenAll(codes.Zip(codes.Reverse()).Select(pair => Send(strategist, $"/v1/instruments/{pair.First}/succession", new { code = pair.Second, version = 1 })));
            answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1, $"round {round}");
            var refused = await answers.Single(a => a.StatusCode != HttpStatusCode.Created).Problem(HttpStatusCode.Conflict);
            refused.Errors.ShouldHaveSingleItem().Code.ShouldBeOneOf("successor-circular", "seen-has-changed");
            foreach (var answer in answers) answer.Dispose();
        }
    }

    [Fact]
    public async Task A_retry_gets_the_same_answer_and_a_draft_is_replaced_only_by_who_read_it()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        var (body, key) = (JsonSerializer.Serialize(new { code = "KEER", content = Content() }, ApiJson.Responses), Keyed.NewKey());
        var first = await Keyed.Ask(strategist, "/v1/instruments", body, key);
        (first.Status, await Keyed.Ask(strategist, "/v1/instruments", body, key)).ShouldBe((201, first));
        (await Keyed.Ask(strategist, "/v1/instruments", body, Keyed.NewKey())).Status.ShouldBe(409);

        using (var unread = await Send(strategist, "/v1/instruments/KEER/draft", new { content = Content("Anders") }, "PUT")) await unread.Problem(HttpStatusCode.PreconditionRequired);
        await Recorded(strategist, "/v1/instruments/KEER/draft", new { content = Content("Anders") }, "PUT", "\"1\"");
        using (var stale = await Send(strategist, "/v1/instruments/KEER/draft", new { content = Content("Nog anders") }, "PUT", "\"1\"")) await stale.Problem(HttpStatusCode.PreconditionFailed);
        (await Recorded(strategist, "/v1/instruments/KEER/draft", new { content = Content("Anders") }, "PUT", "*")).GetProperty("version").GetInt32().ShouldBe(2, "the same once more says nothing new");

        using var had = new HttpRequestMessage(HttpMethod.Get, "/v1/instruments/KEER");
        had.Headers.TryAddWithoutValidation("If-None-Match", "\"2\"");
        using var known = await strategist.SendAsync(had, Cancellation);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_draft_sent_again_with_another_moment_of_happening_is_another_step()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        var code = $"M{Guid.NewGuid():N}"[..12];
        await Recorded(strategist, "/v1/instruments", new { code, content = Content(), occurredAt = "2026-11-01T09:00:00Z" });
        (await Draft("2026-11-10T09:00:00Z")).ShouldBe(2);
        (await Draft("2026-11-10T09:00:00Z")).ShouldBe(2, "the same step, sent again");
        (await Draft("2026-11-11T09:00:00Z")).ShouldBe(3, "it happened at another moment");
        foreach (var impossible in (string[])["2099-01-01T09:00:00Z", "2020-01-01T09:00:00Z"])
            using (var refused = await Send(strategist, $"/v1/instruments/{code}/draft", new { content = Content("Anders"), occurredAt = impossible }, "PUT", "*"))
                ((int)refused.StatusCode).ShouldBeInRange(400, 409, impossible);
        using (var later = await Send(strategist, $"/v1/instruments/{code}/draft", new { content = Content("Anders"), occurredAt = "2099-01-01T09:00:00Z" }, "PUT", "*")) await later.Problem(HttpStatusCode.BadRequest);

        async Task<int> Draft(string moment) => (await Recorded(strategist, $"/v1/instruments/{code}/draft", new { content = Content("Anders"), occurredAt = moment }, "PUT", "*")).GetProperty("version").GetInt32();
    }

    [Fact]
    public async Task A_reason_for_which_there_was_no_need_is_kept_nowhere()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        var code = $"R{Guid.NewGuid():N}"[..12];
        await Recorded(strategist, "/v1/instruments", new { code, content = Content() });
        await Recorded(strategist, $"/v1/instruments/{code}/versions", new { changes = "Nieuw", reason = "Er staat geen bezwaar." }, match: "*");
        (await Read(strategist, $"/v1/instruments/{code}")).GetProperty("versions")[0].TryGetProperty("reason", out _).ShouldBeFalse();
        (await Stored.Rows(shared.Api.ConnectionString, "select count(*) from wikkenwegen.vault where weighing_id = $1", row => row.GetInt64(0), WeighingInstrument.IdOf(code))).ShouldBe([0]);
    }

    [Fact]
    public async Task A_judgement_is_over_what_is_there()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        foreach (var (path, body, rule) in new (string, object, string)[]
        {
            ("BUURT", new { version = 9, by = "Strateeg", didWell = "Goed" }, "unknown-instrument-version"),
            ("BUURT", new { version = 1, by = "Strateeg" }, "empty-judgement"),
            ("BUURT", new { version = 1, by = "Strateeg", didWell = "Goed", weighing = Guid.CreateVersion7() }, "unknown-judged-weighing"),
        })
        {
            using var refused = await Send(strategist, $"/v1/instruments/{path}/judgements", body);
            (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe(rule);
        }
        using var unknown = await Send(strategist, "/v1/instruments/NERGENS/judgements", new { version = 1, by = "Strateeg", didWell = "Goed" });
        await unknown.Problem(HttpStatusCode.NotFound);
    }

    /// <summary>Who may look at a weighing only as an auditor writes nothing of it as a contributor, in whose role it is not there.</summary>
    [Fact]
    public async Task Who_may_look_as_an_auditor_judges_over_no_weighing_in_which_they_are_not_named()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        using var both = await Of(corporation, "inbrenger-en-auditor", Roles.Contributor, Roles.Auditor);
        foreach (var confidentiality in new[] { "internal", "confidential", "secret" })
        {
            var framing = WeighingClient.Framing;
            framing["confidentiality"] = confidentiality;
            var weighing = await WeighingClient.Open(strategist, framing);
            (await weighing.As(both).StatusOf("")).ShouldBe(HttpStatusCode.OK);
            var judgement = new { version = 1, by = "Bewoners", weighing = weighing.Id, notAgreed = "Er kwam niets uit." };
            using (var refused = await Send(both, "/v1/instruments/BUURT/judgements", judgement))
            {
                var error = (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
                (error.Code, error.Pointer).ShouldBe(("unknown-judged-weighing", "/weighing"));
            }
            await weighing.Record("/access", new { subject = "inbrenger-en-auditor", role = "Adviseur", reason = "Denkt mee." });
            await Recorded(both, "/v1/instruments/BUURT/judgements", judgement);
        }
        (await Read(both, "/v1/instruments/BUURT")).GetProperty("judgements").GetArrayLength().ShouldBe(3);
    }

    /// <summary>What is said of a weighing is said to who may read that weighing: of one's own instrument, and of one in the catalogue.</summary>
    [Theory, InlineData("EIGEN", 4), InlineData("BUURT", 0)]
    public async Task A_judgement_over_a_weighing_is_there_only_for_who_may_read_that_weighing(string code, int events)
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        using var reader = await Of(corporation, "lezer", Roles.Reader);
        using var administrator = await Of(corporation, "beheer", Roles.Administrator);
        await Recorded(strategist, "/v1/instruments", new { code = "EIGEN", content = Content() });
        await Recorded(strategist, "/v1/instruments/EIGEN/versions", new { }, match: "*");
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = "secret";
        var weighing = await WeighingClient.Open(strategist, framing);
        await Recorded(strategist, $"/v1/instruments/{code}/judgements", new { version = 1, by = "Strateeg", notAgreed = "In het algemeen te grof." });
        await Recorded(strategist, $"/v1/instruments/{code}/judgements", new { version = 1, by = "Strateeg", weighing = weighing.Id, notAgreed = "In de geheime sloop kwam niets uit." });

        await Sees(strategist, 2);
        await Sees(reader, 1);
        await Sees(administrator, 1);
        using var before = await reader.GetAsync($"/v1/instruments/{code}", Cancellation);
        await weighing.Record("/access", new { subject = "lezer", role = "Adviseur", reason = "Denkt mee." });
        await Sees(reader, 2, before.Headers.ETag!.Tag);

        async Task Sees(HttpClient http, int judgements, string? had = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/instruments/{code}");
            if (had is not null) request.Headers.TryAddWithoutValidation("If-None-Match", had);
            using var response = await http.SendAsync(request, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            JsonDocument.Parse(text).RootElement.GetProperty("judgements").GetArrayLength().ShouldBe(judgements);
            text.Contains("geheime sloop", StringComparison.Ordinal).ShouldBe(judgements == 2);
            text.Contains(weighing.Id.ToString(), StringComparison.Ordinal).ShouldBe(judgements == 2);
            var history = await Read(http, $"/v1/instruments/{code}/events");
            history.GetRawText().Contains("geheime sloop", StringComparison.Ordinal).ShouldBe(events > 0 && judgements == 2);
            if (events > 0) history.GetProperty("items").GetArrayLength().ShouldBe(events - 2 + judgements);
            if (http == administrator) return;
            (await Read(http, $"/v1/instruments/{code}/versions/1/use")).GetProperty("judgements").GetProperty("count").GetInt32().ShouldBe(judgements);
        }
    }

    [Fact]
    public async Task The_schema_is_served_and_the_list_goes_by_pages()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await Of(corporation, "strateeg", Roles.Strategist);
        (await Read(strategist, "/v1/instruments/schema")).GetRawText().ShouldBe(InstrumentSchema.Json.GetRawText());
        using (var taken = await Send(strategist, "/v1/instruments", new { code = "Schema", content = Content() })) await taken.Problem(HttpStatusCode.Conflict);
        await Recorded(strategist, "/v1/instruments", new { code = "aa", content = Content() });
        var (codes, address) = (new List<string>(), "/v1/instruments?limit=1");
        while (true)
        {
            var page = await Read(strategist, address);
            codes.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("code").GetString()!));
            if (!page.TryGetProperty("nextCursor", out var next)) break;
            address = $"/v1/instruments?limit=1&cursor={next.GetString()}";
        }
        codes.ShouldBe(codes.Order(StringComparer.OrdinalIgnoreCase));
        codes[0].ShouldBe("aa");
        codes.ShouldBeUnique();
        codes.ShouldContain("WIEL");
    }
}
