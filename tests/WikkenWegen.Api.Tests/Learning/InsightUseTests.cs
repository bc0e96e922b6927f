using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Learning;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Streams;
using Wolverine;

namespace WikkenWegen.Api.Tests.Learning;

/// <summary>
/// What a corporation does with the learning network: who of it takes part finds cases and insights as precedents, and can make a criterion or a version of an instrument of an insight; to everybody
/// else nothing of the network is there, and the network knows nothing of who used it.
/// </summary>
public class InsightUseTests(SharedApi shared)
{
    /// <summary>A word that nothing else has.</summary>
    private readonly string _word = "wind" + string.Concat(Guid.NewGuid().ToString("N").Select(c => (char)('a' + c % 26)))[..12];

    private readonly string _member = $"lid-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpClient> As(string subject, string corporation, params string[] roles) => AsDocumented.Client(shared.Api, new Identity(subject, corporation, [.. roles]));

    private Task<HttpClient> Organiser() => As("organisator", Access.Network, Roles.Organiser);

    private static async Task<JsonElement> Recorded(HttpClient http, string path, object body, string? match = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ApiJson.Responses) };
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>An edition with one insight, for which somebody signed up; its address.</summary>
    private async Task<string> Edition(HttpClient organiser, bool confirmed = true)
    {
        var announced = await Recorded(organiser, "/v1/editions", new
        {
            occurredAt = "2025-06-01T09:00:00Z",
            theme = "Samen afwegen",
            organiser = "Kenniscentrum (fictief)",
            firstDay = "2025-09-01",
            lastDay = "2025-12-31",
            places = 5,
            priceForPartners = 0,
            priceForOthers = 130,
        });
        var edition = $"/v1/editions/{announced.GetProperty("streamId").GetString()}";
        await Recorded(organiser, edition + "/sign-ups", new { occurredAt = "2025-07-01T09:00:00Z", personName = "Anna Eén", role = "Strateeg wonen", organisation = "Woonwijzer", partner = true, question = "Hoe?", subject = _member });
        if (confirmed) await Recorded(organiser, edition + "/sign-ups/1/confirmation", new { });
        await Recorded(organiser, edition + "/sessions", new { day = "2025-09-15", agenda = "Kennismaken", present = new[] { 1 } });
        await Recorded(organiser, edition + "/insights", new { statement = $"Zonder {_word} is niets te vergelijken.", session = 1 });
        return edition;
    }

    /// <summary>A case in the network, as a corporation shares it.</summary>
    private async Task<Guid> SharedCase(string title, string text)
    {
        var (id, seals) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), new Seals());
        var command = new ReceiveCase
        {
            Stream = id,
            Content = new ReceivedContent { Rules = "case-rules-1", Title = seals.Text("title", title)!, Sections = [new CaseSection("question", seals.Text("text", text)!)] },
        };
        await using var scope = shared.Api.Services.CreateAsyncScope();
        var message = new RecordStreamStep(command, DateTimeOffset.Parse("2025-08-01T09:00:00Z", null), seals.Disclosures, null, new StepEnvelope(Actor.Everything("organisator"), "c", "r"));
        (await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(Access.Network, message, Cancellation)).ShouldBeOfType<StepResult.StreamRecorded>();
        return id;
    }

    private JsonObject Framing()
    {
        var framing = WeighingClient.Framing;
        (framing["title"], framing["question"]) = ($"De {_word}", "Wat hier?");
        return framing;
    }

    private static JsonObject Criteria(string? edition = null, int number = 1, decimal weight = 40)
    {
        var criteria = JsonNode.Parse("""
            {"criteria":[{"code":"BET","name":"Betaalbaarheid","direction":"higherIsBetter","scale":{"worst":0,"best":10},"weight":60},
                         {"code":"NUL","name":"Tegenover niets doen","direction":"higherIsBetter","scale":{"worst":0,"best":10},"weight":40}],
             "weightMethod":"direct","reason":"Zo is het.","requestedBy":{"role":"MT"}}
            """)!.AsObject();
        criteria["criteria"]![1]!["weight"] = weight;
        if (edition is not null) criteria["criteria"]![1]!["insight"] = Reference(edition, number);
        return criteria;
    }

    private static JsonObject Reference(string edition, int number) => new() { ["edition"] = edition.Split('/')[^1], ["number"] = number };

    private static async Task<JsonElement?> Found(WeighingClient weighing, HttpClient http, string path = "/precedents?most=50") =>
        (await weighing.As(http).Get(path)).TryGetProperty("network", out var network) ? network : null;

    private static async Task IsRefused(HttpResponseMessage response, string pointer)
    {
        using (response)
        {
            var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Pointer).ShouldBe(("insight-not-in-network", pointer));
        }
    }

    [Fact]
    public async Task Who_takes_part_in_the_network_finds_its_cases_and_insights_as_precedents_and_nobody_else_sees_anything_of_them()
    {
        var (one, other) = (await Audited.Corporation(shared.Api), await Audited.Corporation(shared.Api));
        using var organiser = await Organiser();
        using var member = await As(_member, one.Code, Roles.Strategist);
        var edition = await Edition(organiser);
        var shown = await SharedCase($"Een {_word} op het dak", "Wie merkt er iets van?");
        var inText = await SharedCase("Een dak", $"Daar staat een {_word}.");
        await SharedCase("Iets anders", "Daar gaat het niet over.");
        await Recorded(organiser, edition + "/insights/1/contradictions", new { @case = shown, why = "Daar ging het zonder." });

        var weighing = await WeighingClient.Open(member, Framing());
        var found = (await Found(weighing, member)).ShouldNotBeNull().EnumerateArray().ToList();
        found.Select(f => (f.GetProperty("kind").GetString(), f.GetProperty("address").GetString(), f.GetProperty("text").GetString())).ShouldBe(
        [
            ("insight", edition + "/insights/1", $"Zonder {_word} is niets te vergelijken."), ("case", $"/v1/cases/{inText}", "Een dak"), ("case", $"/v1/cases/{shown}", $"Een {_word} op het dak"),
        ]);
        found.ShouldAllBe(f => f.GetProperty("words").EnumerateArray().Select(w => w.GetString()).Contains(_word));
        found[0].GetProperty("insight").GetRawText().ShouldBe(Reference(edition, 1).ToJsonString());
        (found[0].GetProperty("confirmed").GetInt32(), found[0].GetProperty("contradicted").GetInt32()).ShouldBe((0, 1));
        (await Found(weighing, member, "/precedents?most=1")).ShouldNotBeNull().GetArrayLength().ShouldBe(1);
        var lookedAt = (await weighing.As(member).Get("/precedents")).GetProperty("networkLookedAt");
        (lookedAt.GetProperty("editions").GetInt32(), lookedAt.GetProperty("cases").GetInt32()).ShouldSatisfyAllConditions(
            l => l.Item1.ShouldBeInRange(1, lookedAt.GetProperty("ofEditions").GetInt32()), l => l.Item2.ShouldBeInRange(3, lookedAt.GetProperty("ofCases").GetInt32()));
        // There they read it with a token of the network, and with that of their corporation they do not.
        using (var participant = await As(_member, Access.Network, Roles.Participant))
            foreach (var item in found)
                using (var response = await participant.GetAsync(item.GetProperty("address").GetString(), Cancellation)) response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var response = await member.GetAsync(edition + "/insights/1", Cancellation)) await response.Problem(HttpStatusCode.Forbidden);

        // A colleague, one who has a role of the network from another's token, and somebody of another corporation.
        using (var colleague = await As("collega", one.Code, Roles.Strategist, Roles.Reader))
        using (var posing = await As("doet-alsof", one.Code, Roles.Strategist, Roles.Participant, Roles.Organiser))
            foreach (var outsider in new[] { colleague, posing })
            {
                var view = await weighing.As(outsider).Get("/precedents");
                view.TryGetProperty("network", out _).ShouldBeFalse();
                view.TryGetProperty("networkLookedAt", out _).ShouldBeFalse();
                view.GetRawText().ShouldNotContain(_word + " is niets");
            }
        using (var elsewhere = await As("elders", other.Code, Roles.Strategist))
            (await Found(await WeighingClient.Open(elsewhere, Framing()), elsewhere)).ShouldBeNull();

        // What was taken back is gone, and so is all of it once they no longer take part.
        await Recorded(organiser, $"/v1/cases/{shown}/withdrawal", new { reason = "Te herkennen." });
        (await Found(weighing, member)).ShouldNotBeNull().EnumerateArray().Select(f => f.GetProperty("address").GetString()).ShouldBe([edition + "/insights/1", $"/v1/cases/{inText}"]);
        await Recorded(organiser, edition + "/sign-ups/1/withdrawal", new { });
        (await Found(weighing, member)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_a_large_network_the_newest_are_looked_at_which_is_told_and_an_old_edition_still_counts()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var organiser = await AsDocumented.Client(api, new Identity("organisator", Access.Network, Roles.Organiser));
        using var member = await AsDocumented.Client(api, new Identity(_member, Demo.DemoCorporations.Merenland.Code, Roles.Strategist));
        var edition = await Edition(organiser);
        var before = await LookedAt();
        (before.Editions, before.Cases).ShouldBe((before.OfEditions, before.OfCases), "all of it");
        (await Found(await WeighingClient.Open(member, Framing()), member)).ShouldNotBeNull().GetArrayLength().ShouldBe(1);

        await using (var scope = api.Services.CreateAsyncScope())
            for (var i = 0; i < NetworkContent.MostCases; i++)
            {
                var seals = new Seals();
                await Record(scope, new ReceiveCase
                {
                    Stream = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
                    Content = new ReceivedContent { Rules = "case-rules-1", Title = seals.Text("title", "Iets anders")!, Sections = [new CaseSection("question", seals.Text("text", "Wat dan?")!)] },
                }, seals);
                if (i < NetworkContent.MostEditions)
                    await Record(scope, new AnnounceEdition
                    {
                        Stream = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
                        Content = new EditionContent { Theme = "Later", Organiser = "Kenniscentrum (fictief)", FirstDay = new DateOnly(2025, 9, 1), LastDay = new DateOnly(2025, 12, 31), Places = 1, PriceForPartners = 0, PriceForOthers = 0 },
                    }, new Seals());
            }
        (await LookedAt()).ShouldBe((NetworkContent.MostEditions, before.OfEditions + NetworkContent.MostEditions, NetworkContent.MostCases, before.OfCases + NetworkContent.MostCases));

        // The insight is too old to be found; they still take part by that edition, and can refer to it.
        var weighing = await WeighingClient.Open(member, Framing());
        (await Found(weighing, member)).ShouldNotBeNull().GetArrayLength().ShouldBe(0);
        await weighing.Record("/criteria", Criteria(edition), "PUT");

        async Task<(int Editions, int OfEditions, int Cases, int OfCases)> LookedAt()
        {
            var told = (await (await WeighingClient.Open(member, Framing())).Get("/precedents")).GetProperty("networkLookedAt");
            return (told.GetProperty("editions").GetInt32(), told.GetProperty("ofEditions").GetInt32(), told.GetProperty("cases").GetInt32(), told.GetProperty("ofCases").GetInt32());
        }

        static async Task Record(AsyncServiceScope scope, IStreamCommand command, Seals seals) =>
            (await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(Access.Network,
                new RecordStreamStep(command, DateTimeOffset.Parse("2025-08-01T09:00:00Z", null), seals.Disclosures, null, new StepEnvelope(Actor.Everything("organisator"), "c", "r")), Cancellation)).ShouldBeOfType<StepResult.StreamRecorded>();
    }

    [Fact]
    public async Task Who_signed_up_and_was_not_confirmed_takes_no_part_yet()
    {
        using var organiser = await Organiser();
        using var member = await As(_member, (await Audited.Corporation(shared.Api)).Code, Roles.Strategist);
        var edition = await Edition(organiser, confirmed: false);
        var weighing = await WeighingClient.Open(member, Framing());
        (await Found(weighing, member)).ShouldBeNull();
        await IsRefused(await weighing.Send("/criteria", Criteria(edition), "PUT"), "/criteria/1/insight");
        await Recorded(organiser, edition + "/sign-ups/1/confirmation", new { });
        (await Found(weighing, member)).ShouldNotBeNull().GetArrayLength().ShouldBe(1);
        await weighing.Record("/criteria", Criteria(edition), "PUT");
    }

    [Fact]
    public async Task A_criterion_made_of_an_insight_keeps_the_reference_and_nothing_of_its_words_and_a_finding_asks_after_it()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var organiser = await Organiser();
        using var member = await As(_member, corporation.Code, Roles.Strategist, Roles.Decider);
        using var colleague = await As("collega", corporation.Code, Roles.Strategist, Roles.Decider);
        var edition = await Edition(organiser);
        var framing = WeighingClient.Framing;
        framing.Remove("approverRole");
        var weighing = await WeighingClient.Open(member, framing);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/criteria", Criteria(edition), "PUT");

        // It shows with the criterion, in the history and in the explanation; the sentence is in none of them, and in no event.
        (await weighing.Get("/criteria")).GetProperty("set").GetProperty("criteria")[1].GetProperty("insight").GetRawText().ShouldBe(Reference(edition, 1).ToJsonString());
        var told = $"insight 1 of edition {edition.Split('/')[^1]}";
        (await weighing.Get("/events?order=newest&limit=1")).GetRawText().ShouldContain($" From the learning network: NUL ({told}).");
        (await weighing.Get("/explanation?reader=auditor")).GetRawText().ShouldContain(told);
        (await Stored.Rows(shared.Api.ConnectionString, "select data::text from wikkenwegen.mt_events where stream_id = $1", row => row.GetString(0), weighing.Id)).ShouldAllBe(data => !data.Contains(_word));

        // Who is not in the network can keep it and refer to nothing else, nor can who is refer to what is not there.
        await IsRefused(await weighing.As(colleague).Send("/criteria", Criteria(edition, 2), "PUT"), "/criteria/1/insight");
        await IsRefused(await weighing.Send("/criteria", Criteria(edition, 2), "PUT"), "/criteria/1/insight");
        await IsRefused(await weighing.Send("/criteria", Criteria($"/v1/editions/{Guid.NewGuid()}"), "PUT"), "/criteria/1/insight");
        var elsewhere = await WeighingClient.Open(colleague, WeighingClient.Framing);
        await IsRefused(await elsewhere.Send("/criteria", Criteria(edition), "PUT"), "/criteria/1/insight");
        (await elsewhere.Get()).GetProperty("version").GetInt32().ShouldBe(1);
        using (var nothing = await weighing.Send("/criteria", Criteria(edition, 0), "PUT")) (await nothing.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/criteria/1/insight/number");
        var kept = weighing.As(colleague);
        await kept.Record("/criteria", Criteria(edition, weight: 35), "PUT");
        (await kept.Get("/findings")).GetRawText().ShouldNotContain("insight-left-aside");

        // Left out again, and then decided: an auditor asks why.
        await kept.Record("/criteria", Criteria(weight: 35), "PUT");
        await kept.Record("/decisions", new { kind = "chosen", proposal = new { code = "V1" }, rationale = "Het moet." });
        var finding = (await kept.Get("/findings")).GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("rule").GetString() == "insight-left-aside");
        finding.GetRawText().ShouldContain(told);

        // The network is told nothing of who used it.
        foreach (var path in (string[])["", "/insights/1", "/events?limit=100"])
        {
            var text = await organiser.GetStringAsync(edition + path, Cancellation);
            foreach (var own in (string[])[corporation.Code, weighing.Id.ToString()]) text.ShouldNotContain(own, customMessage: path);
        }
    }

    [Fact]
    public async Task A_finding_rule_keeps_the_insight_that_it_was_made_of_and_each_finding_by_it_names_that()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var organiser = await Organiser();
        using var member = await As(_member, corporation.Code, Roles.Strategist, Roles.Decider);
        using var colleague = await As("collega", corporation.Code, Roles.Strategist, Roles.Decider);
        var edition = await Edition(organiser);
        var rules = $"/v1/corporations/{corporation.Code}/finding-rules";
        object Rule(int number = 1) => new { code = "NUL", dutch = "Niets doen is een criterium.", requires = new { check = "insightUsed" }, severity = "attention", from = "2026-01-01", insight = Reference(edition, number) };
        await IsRefused(await colleague.PostAsJsonAsync(rules, Rule(), Cancellation), "/insight");
        await IsRefused(await member.PostAsJsonAsync(rules, Rule(7), Cancellation), "/insight");
        await Recorded(member, rules, Rule());

        var framing = WeighingClient.Framing;
        framing.Remove("approverRole");
        foreach (var isUsed in (bool[])[false, true])
        {
            var weighing = await WeighingClient.Open(member, framing.DeepClone().AsObject());
            await weighing.Record("/proposals", new { name = "Renoveren" });
            await weighing.Record("/criteria", Criteria(isUsed ? edition : null), "PUT");
            await weighing.Record("/decisions", new { kind = "chosen", proposal = new { code = "V1" }, rationale = "Het moet." });
            var found = (await weighing.As(colleague).Get("/findings")).GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("rule").GetString() == "own-rule-not-met").ToList();
            if (isUsed) found.ShouldBeEmpty();
            else
            {
                found.ShouldHaveSingleItem().GetProperty("own").GetProperty("insight").GetRawText().ShouldBe(Reference(edition, 1).ToJsonString());
                found[0].GetProperty("sentence").GetString().ShouldNotBeNull().ShouldContain($"insight 1 of edition {edition.Split('/')[^1]}");
                found[0].GetRawText().ShouldNotContain(_word);
            }
        }

        // Who is not in the network can keep it in a next version.
        await Recorded(colleague, rules + "/NUL/ending", new { why = "Wij zeggen het anders." }, "*");
        await IsRefused(await colleague.PostAsJsonAsync(rules, Rule(2), Cancellation), "/insight");
        await Recorded(colleague, rules, Rule());
    }

    [Fact]
    public async Task A_version_of_an_instrument_keeps_the_insights_that_it_was_made_of()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var organiser = await Organiser();
        using var member = await As(_member, corporation.Code, Roles.Strategist);
        using var colleague = await As("collega", corporation.Code, Roles.Strategist);
        var edition = await Edition(organiser);
        var content = JsonNode.Parse("""
            {"name":"Meetlat","owner":"Woonlust","language":"nl","weights":"free","filledIn":"together",
             "tailoring":{"mayLeaveOut":true,"mayAdd":true,"mayRescale":true,"mayReweigh":true},
             "themes":[{"code":"T1","name":"Alles","criteria":[{"code":"LEEF","name":"Leefbaarheid","scale":{"kind":"numeric","worst":1,"best":10}}]}]}
            """)!;
        await Recorded(member, "/v1/instruments", new { code = "LEERT", content });
        var body = new { changes = "Uit het netwerk", insights = new[] { Reference(edition, 1) } };
        await IsRefused(await Publish(colleague, body), "/insights/0");
        await IsRefused(await Publish(member, new { insights = new[] { Reference(edition, 1), Reference(edition, 7) } }), "/insights/1");
        using (var twice = await Publish(member, new { insights = new[] { Reference(edition, 1), Reference(edition, 1) } })) (await twice.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("insight-twice");
        await Recorded(member, "/v1/instruments/LEERT/versions", body, "*");

        var versions = await colleague.GetFromJsonAsync<JsonElement>("/v1/instruments/LEERT/versions", Cancellation);
        versions[0].GetProperty("insights").GetRawText().ShouldBe($"[{Reference(edition, 1).ToJsonString()}]");
        (await colleague.GetFromJsonAsync<JsonElement>("/v1/instruments/LEERT", Cancellation)).GetProperty("versions")[0].GetProperty("insights").GetArrayLength().ShouldBe(1);
        (await colleague.GetStringAsync("/v1/instruments/LEERT/events", Cancellation)).ShouldContain($" From the learning network: insight 1 of edition {edition.Split('/')[^1]}.");
        // The form in which it is exchanged says nothing of it.
        (await colleague.GetStringAsync("/v1/instruments/LEERT/versions/1", Cancellation)).ShouldNotContain(edition.Split('/')[^1]);

        async Task<HttpResponseMessage> Publish(HttpClient http, object publication)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/instruments/LEERT/versions") { Content = JsonContent.Create(publication, options: ApiJson.Responses) };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            return await http.SendAsync(request, Cancellation);
        }
    }
}
