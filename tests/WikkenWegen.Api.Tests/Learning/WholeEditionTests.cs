using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using Wolverine;
using Network = WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Tests.Learning;

/// <summary>The learning network over HTTP, from the announcement of an edition to its guide; and who sees what of it.</summary>
public class WholeEditionTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpClient> Organiser() => AsDocumented.Client(shared.Api, new Identity("organisator", Access.Network, Roles.Organiser));

    private async Task<HttpClient> Participant(string subject) => await AsDocumented.Client(shared.Api, await shared.Api.Participant(subject));

    /// <summary>The edition of the call, a year earlier: four half days, so that all of them have been.</summary>
    private static object Call(int places = 2) => new
    {
        occurredAt = "2025-06-01T09:00:00Z",
        theme = "Samen afwegen in de wijk",
        organiser = "Kenniscentrum voor de wijk (fictief)",
        firstDay = "2025-09-01",
        lastDay = "2025-12-31",
        places,
        priceForPartners = 0,
        priceForOthers = 130,
        sessions = new[] { Planned("09-15", 2), Planned("10-13", 2), Planned("11-10", 1), Planned("12-08", 1) },
    };

    private static object Planned(string day, int offset) => new { startsAt = $"2025-{day}T12:00:00+0{offset}:00", endsAt = $"2025-{day}T17:00:00+0{offset}:00", location = "Merenstad (fictief)" };

    private static object SignUp(string name, string? subject = null) =>
        new { occurredAt = "2025-07-01T09:00:00Z", personName = name, role = "Strateeg wonen", organisation = "Woonwijzer Merenland", partner = true, question = $"De vraag van {name}?", subject };

    private static async Task<string> Announced(HttpClient organiser, int places = 2)
    {
        using var response = await Post(organiser, "/v1/editions", Call(places));
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return response.Headers.Location!.ToString();
    }

    private static Task<HttpResponseMessage> Post(HttpClient http, string path, object body) => http.PostAsync(path, JsonContent.Create(body, options: Infrastructure.Http.ApiJson.Responses), Cancellation);

    /// <summary>Records something, and sends the same again under its key: that gets the same answer, and another request under it is refused.</summary>
    private static async Task<JsonElement> Recorded(HttpClient http, string path, object body)
    {
        var (key, sent) = (Retries.Keyed.NewKey(), JsonSerializer.SerializeToNode(body, Infrastructure.Http.ApiJson.Responses)!.AsObject());
        var first = await Retries.Keyed.Ask(http, path, sent.ToJsonString(), key);
        first.Status.ShouldBe(201, $"{path}: {first.Body}");
        (await Retries.Keyed.Ask(http, path, sent.ToJsonString(), key)).ShouldBe(first, path);
        sent["occurredAt"] = "2025-05-01T09:00:00Z";
        (await Retries.Keyed.Ask(http, path, sent.ToJsonString(), key)).Status.ShouldBe(422, path);
        return JsonDocument.Parse(first.Body).RootElement;
    }

    private static async Task Refused(HttpClient http, string path, object body, HttpStatusCode status, params string[] codes)
    {
        using var response = await Post(http, path, body);
        (await response.Problem(status)).Errors.Select(e => e.Code).ShouldBe(codes, path);
    }

    private static async Task<JsonElement> Read(HttpClient http, string path) => await http.GetFromJsonAsync<JsonElement>(path, Cancellation);

    /// <summary>What events of a type changed in the view.</summary>
    private static IEnumerable<string> Changed(JsonElement history, string type) => history.EnumerateArray().Where(e => e.GetProperty("type").GetString() == type)
        .SelectMany(e => e.GetProperty("differences").EnumerateArray()).Select(d => $"{d.GetProperty("kind").GetString()} {d.GetProperty("path").GetString()}");

    private static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetProperty("number").GetInt32())];

    /// <summary>A case in the network, as a corporation shares it.</summary>
    private async Task<string> Shared(string title, string owner = "deelnemer-1")
    {
        var (id, seals) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), new Seals());
        var command = new Network.ReceiveCase
        {
            Stream = id,
            Owner = owner,
            Content = new Network.ReceivedContent { Rules = "case-rules-1", Title = seals.Text("title", title)!, Sections = [new Network.CaseSection("question", seals.Text("text", $"Wat doen we, vraagt {title}?")!)] },
        };
        await using var scope = shared.Api.Services.CreateAsyncScope();
        var message = new RecordStreamStep(command, DateTimeOffset.Parse("2025-08-01T09:00:00Z", null), seals.Disclosures, null, new StepEnvelope(Actor.Everything(owner), "c", "r"));
        (await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(Access.Network, message, Cancellation)).ShouldBeOfType<StepResult.StreamRecorded>();
        return id.ToString();
    }

    [Fact]
    public async Task A_refusal_of_a_step_on_a_case_that_rests_on_that_case_alone_is_kept_for_a_retry()
    {
        using var organiser = await Organiser();
        using var one = await Participant("deelnemer-1");
        var shared = await Shared("Een flat aan het water");
        var key = Retries.Keyed.NewKey();
        var refused = await Retries.Keyed.Ask(organiser, $"/v1/cases/{shared}/showing", "{}", key);
        (refused.Status, refused.Body.Contains("no-choices", StringComparison.Ordinal)).ShouldBe((409, true), refused.Body);
        await Recorded(one, $"/v1/cases/{shared}/choices", new { decision = "Renoveren" });
        (await Retries.Keyed.Ask(organiser, $"/v1/cases/{shared}/showing", "{}", key)).ShouldBe(refused, "it says what was so when it was sent");
        (await Retries.Keyed.Ask(organiser, $"/v1/cases/{shared}/showing", "{}", Retries.Keyed.NewKey())).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_whole_edition_from_its_announcement_to_its_guide()
    {
        using var organiser = await Organiser();
        using var one = await Participant("deelnemer-1");
        using var two = await Participant("deelnemer-2");
        var edition = await Announced(organiser);
        (await Read(one, edition)).GetProperty("content").GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("startsAt").GetString())
            .ShouldBe(["2025-09-15T10:00:00Z", "2025-10-13T10:00:00Z", "2025-11-10T11:00:00Z", "2025-12-08T11:00:00Z"]);

        // Who takes part: two places, and somebody who waits for one.
        (await Recorded(one, edition + "/sign-ups", SignUp("Anna Eén"))).GetProperty("part").GetString().ShouldBe("sign-ups/1");
        await Recorded(two, edition + "/sign-ups", SignUp("Bram Twee"));
        await Recorded(organiser, edition + "/sign-ups", SignUp("Cato Drie"));
        (await Read(organiser, edition + "/sign-ups/3")).GetProperty("waiting").GetBoolean().ShouldBeTrue();
        await Recorded(organiser, edition + "/sign-ups/1/confirmation", new { });
        await Recorded(organiser, edition + "/sign-ups/2/confirmation", new { });
        await Refused(organiser, edition + "/sign-ups/3/confirmation", new { }, HttpStatusCode.Conflict, "no-place-left");
        await Recorded(two, edition + "/sign-ups/2/withdrawal", new { reason = "Andere afspraken." });
        await Recorded(organiser, edition + "/sign-ups/3/confirmation", new { });
        await Recorded(organiser, edition + "/sign-ups/1/intakes", new { question = "Wanneer doen we mee?", level = "strategic", withWhom = "De gemeente", process = "Een tafel per wijk", difficulty = "Ieder weegt apart", hope = "Rust" });

        // What they work on, and what each would decide.
        var (first, later) = (await Shared("Een flat aan het water"), await Shared("Een plein zonder bankjes"));
        await Recorded(one, $"/v1/cases/{first}/contributions", new { kind = "question", text = "Wie merkt het eerst?" });
        await Recorded(two, $"/v1/cases/{first}/contributions", new { kind = "reflection", about = 1, text = "De buren." });
        await Recorded(one, $"/v1/cases/{first}/choices", new { decision = "Renoveren", why = "De buren blijven.", byInstrument = "Wijkafweging" });
        await Recorded(two, $"/v1/cases/{first}/choices", new { decision = "Slopen" });
        var blind = (await Read(two, $"/v1/cases/{first}")).GetProperty("case");
        (Numbers(blind.GetProperty("choices")).ShouldHaveSingleItem(), blind.GetProperty("choicesGiven").GetInt32()).ShouldBe((2, 2));
        (await two.GetStringAsync($"/v1/cases/{first}/events", Cancellation)).ShouldNotContain("Renoveren");
        await Recorded(organiser, $"/v1/cases/{first}/showing", new { });
        Numbers((await Read(two, $"/v1/cases/{first}")).GetProperty("case").GetProperty("choices")).ShouldBe([1, 2]);
        (await two.GetStringAsync($"/v1/cases/{first}/events", Cancellation)).ShouldContain("Renoveren");
        var work = (await Read(two, $"/v1/cases/{first}/events")).GetProperty("items");
        Changed(work, "case_remark_made").ShouldBe(["added /case/remarks/1", "added /case/remarks/2"]);
        Changed(work, "case_choice_given").ShouldBe(["changed /case/choicesGiven", "changed /case/choicesGiven", "added /case/choices/2"], ignoreOrder: true);
        Changed(work, "case_choices_shown").ShouldBe(["added /case/choices/1", "added /case/shown"], ignoreOrder: true);
        await Refused(organiser, $"/v1/cases/{first}/choices", new { decision = "Toch niets" }, HttpStatusCode.Conflict, "choices-were-shown");
        await Refused(two, $"/v1/cases/{first}/follow-up", new { text = "Niet van mij." }, HttpStatusCode.Forbidden, "not-own-case");
        await Recorded(one, $"/v1/cases/{first}/follow-up", new { text = "Met de buren opnieuw afgewogen." });

        // Four sessions, three insights, and what became of them.
        foreach (var (day, cases) in new[] { ("2025-09-15", Array.Empty<string>()), ("2025-10-13", [first]), ("2025-11-10", [first, later]), ("2025-12-08", []) })
            await Recorded(organiser, edition + "/sessions", new { day, agenda = $"Agenda van {day}", cases, present = new[] { 1, 3 }, tried = "De wijkafweging." });
        await Recorded(organiser, edition + "/insights", new { statement = "Wie betaalt, hoort eerst op tafel.", cases = new[] { first }, session = 2 });
        await Recorded(organiser, edition + "/insights", new { statement = "Een blinde ronde brengt *tegenspraak*.", session = 3 });
        await Recorded(organiser, edition + "/insights", new { statement = "Zonder nulalternatief is niets te vergelijken.", cases = new[] { later } });
        await Recorded(organiser, edition + "/insights/1/confirmations", new { @case = later, why = "Ook daar." });
        await Recorded(organiser, edition + "/insights/3/contradictions", new { @case = first, why = "Daar ging het zonder." });
        await Recorded(organiser, edition + "/guide", new { title = "Wegwijzer samen afwegen", preface = "Wat vier middagen opleverden.", insights = new[] { 3, 1, 2 } });

        var guide = await Read(one, edition + "/guide");
        guide.GetProperty("insights").EnumerateArray().Select(i => (i.GetProperty("number").GetInt32(), i.GetProperty("confirmed").GetInt32(), i.GetProperty("contradicted").GetInt32())).ShouldBe([(3, 0, 1), (1, 1, 0), (2, 0, 0)]);
        using (var asked = new HttpRequestMessage(HttpMethod.Get, edition + "/guide"))
        {
            asked.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/markdown"));
            using var answer = await one.SendAsync(asked, Cancellation);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/markdown");
            var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).Split('\n');
            lines[0].ShouldBe("# Wegwijzer samen afwegen");
            lines.ShouldContain("Wat vier middagen opleverden.");
            lines.ShouldContain("1. Zonder nulalternatief is niets te vergelijken. (from 1 case; contradicted by 1 later case)");
            lines.ShouldContain("2. Wie betaalt, hoort eerst op tafel. (from 1 case; from session 2; confirmed by 1 later case)");
            lines.ShouldContain(@"3. Een blinde ronde brengt \*tegenspraak\*. (from session 3)");
        }

        // All of it can be read, also as it was.
        var whole = await Read(organiser, edition);
        (Numbers(whole.GetProperty("signUps")), Numbers(whole.GetProperty("sessions")), Numbers(whole.GetProperty("insights"))).ShouldSatisfyAllConditions(
            all => all.Item1.ShouldBe([1, 2, 3]), all => all.Item2.ShouldBe([1, 2, 3, 4]), all => all.Item3.ShouldBe([1, 2, 3]));
        whole.GetProperty("placesLeft").GetInt32().ShouldBe(0);
        whole.GetProperty("signUps")[0].GetProperty("personName").GetProperty("text").GetString().ShouldBe("Anna Eén");
        Numbers((await Read(organiser, edition + "?version=3")).GetProperty("signUps")).ShouldBe([1, 2]);
        (await Read(organiser, edition + "?asOf=2025-06-30T00:00:00Z&by=occurred")).GetProperty("signUps").GetArrayLength().ShouldBe(0);
        (await Read(organiser, edition + "/events?limit=100")).GetProperty("items").EnumerateArray().Count().ShouldBe(whole.GetProperty("version").GetInt32());
    }

    /// <summary>What was recorded first may have happened last: then a guide of before that has another insight in the first place, and the same number.</summary>
    [Fact]
    public async Task A_guide_of_a_past_moment_has_the_insights_that_it_names()
    {
        using var organiser = await Organiser();
        var edition = await Announced(organiser);
        var ground = await Shared("Een hof waar het waait");
        foreach (var (statement, occurredAt) in new[] { ("Wie laat is, telt ook.", "2025-11-20T12:00:00Z"), ("Wie vroeg is, telt ook.", "2025-09-20T12:00:00Z"), ("Wie komt, telt.", "2025-09-21T12:00:00Z") })
            await Recorded(organiser, edition + "/insights", new { statement, cases = new[] { ground }, occurredAt });
        await Recorded(organiser, edition + "/guide", new { title = "Wegwijzer", insights = new[] { 2, 3 }, occurredAt = "2025-09-25T12:00:00Z" });
        foreach (var moment in (string[])["", "?asOf=2025-09-30T00:00:00Z&by=occurred"])
            (await Read(organiser, edition + "/guide" + moment)).GetProperty("insights").EnumerateArray().Select(i => (i.GetProperty("number").GetInt32(), i.GetProperty("statement").GetString()))
                .ShouldBe([(2, "Wie vroeg is, telt ook."), (3, "Wie komt, telt.")], moment);
        (await Read(organiser, edition + "/insights/2?asOf=2025-09-30T00:00:00Z&by=occurred")).GetProperty("number").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_participant_reads_their_own_sign_up_and_intake_and_nobody_elses()
    {
        using var organiser = await Organiser();
        using var one = await Participant("deelnemer-1");
        using var two = await Participant("deelnemer-2");
        var edition = await Announced(organiser);
        await Recorded(one, edition + "/sign-ups", SignUp("Anna Eén"));
        await Recorded(two, edition + "/sign-ups", SignUp("Bram Twee"));
        await Recorded(organiser, edition + "/sign-ups/1/intakes", new { question = "Geheim van Anna", level = "tactical" });

        (await Read(one, edition + "/sign-ups/1")).GetProperty("intakes")[0].GetProperty("content").GetProperty("question").GetProperty("text").GetString().ShouldBe("Geheim van Anna");
        foreach (var path in (string[])["", "/sign-ups", "/events", "?version=4"])
        {
            var text = await two.GetStringAsync(edition + path, Cancellation);
            text.ShouldNotContain("Anna", Case.Sensitive, path);
            text.ShouldContain("Bram Twee", Case.Sensitive, path.StartsWith('?') || path == "/events" ? "own" : path);
        }
        var theirs = (await Read(two, edition + "/events")).GetProperty("items");
        Changed(theirs, "sign_up_made").ShouldBe(["added /signUps/2", "changed /placesLeft"]);
        Changed((await Read(organiser, edition + "/events")).GetProperty("items"), "sign_up_made").ShouldBe(["added /signUps/1", "changed /placesLeft", "added /signUps/2", "changed /placesLeft"]);
        // To them it is as if it were not there.
        foreach (var number in (int[])[1, 9])
            using (var response = await two.GetAsync($"{edition}/sign-ups/{number}", Cancellation)) (await response.Problem(HttpStatusCode.NotFound)).Errors.ShouldBeEmpty();
        foreach (var number in (int[])[1, 9]) await Refused(two, $"{edition}/sign-ups/{number}/withdrawal", new { }, HttpStatusCode.NotFound, "no-such-sign-up");
        await Refused(two, edition + "/sign-ups", SignUp("Anna Eén", subject: "deelnemer-1"), HttpStatusCode.Forbidden, "signs-up-others");
    }

    [Fact]
    public async Task Who_is_not_in_the_network_sees_nothing_of_it_and_who_is_sees_no_corporation()
    {
        using var organiser = await Organiser();
        var edition = await Announced(organiser);
        Identity[] outsiders =
        [
            new("demo", DemoCorporations.Merenland.Code, Roles.Strategist, Roles.Decider, Roles.Auditor, Roles.PrivacyOfficer), new("beheer", null, Roles.Administrator), new("organisator", DemoCorporations.Merenland.Code, Roles.Organiser), new("deelnemer-1", DemoCorporations.Duinstreek.Code, Roles.Participant),
            new("organisator", null, Roles.Organiser), new("lezer", Access.Network, Roles.Reader),
        ];
        foreach (var outsider in outsiders)
        {
            using var http = await AsDocumented.Client(shared.Api, outsider);
            foreach (var path in (string[])["/v1/editions", edition, edition + "/sign-ups", edition + "/guide", edition + "/events", "/v1/cases"])
                using (var response = await http.GetAsync(path, Cancellation)) (await response.Problem(HttpStatusCode.Forbidden)).Detail.ShouldNotContain("afwegen", Case.Insensitive, $"{outsider} {path}");
            using (var response = await Post(http, "/v1/editions", Call())) await response.Problem(HttpStatusCode.Forbidden);
        }
        using (var response = await organiser.GetAsync("/v1/weighings", Cancellation)) await response.Problem(HttpStatusCode.Forbidden);
        using (var response = await organiser.GetAsync("/v1/editions/" + Guid.NewGuid(), Cancellation)) await response.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Many_who_sign_up_at_once_are_all_answered_and_nothing_of_it_is_logged_as_an_error()
    {
        var log = new Operations.CapturedLog();
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, log.Settings(Serilog.Events.LogEventLevel.Warning));
        using var organiser = await AsDocumented.Client(api, new Identity("organisator", Access.Network, Roles.Organiser));
        var edition = await Announced(organiser);
        log.Take();
        var statuses = await Task.WhenAll(Enumerable.Range(1, 20).Select(async n =>
        {
            using var response = await Post(organiser, edition + "/sign-ups", SignUp($"Persoon {n}"));
            return response.StatusCode;
        }));
        statuses.ShouldAllBe(status => status == HttpStatusCode.Created);
        Numbers((await Read(organiser, edition)).GetProperty("signUps")).ShouldBe(Enumerable.Range(1, 20));
        log.Events.Where(line => line.Level >= Serilog.Events.LogEventLevel.Error).Select(line => line.RenderMessage(null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_nothing_is_stored()
    {
        using var organiser = await Organiser();
        using var one = await Participant("deelnemer-1");
        var edition = await Announced(organiser);
        await Recorded(one, edition + "/sign-ups", SignUp("Anna Eén"));
        var before = (await Read(organiser, edition)).GetRawText();

        var early = new { occurredAt = "2025-06-01T09:00:00Z", theme = "T", organiser = "O", firstDay = "2025-09-01", lastDay = "2025-12-31", places = 2, priceForPartners = 0, priceForOthers = 1, sessions = new[] { Planned("08-31", 2) } };
        await Refused(organiser, "/v1/editions", early, HttpStatusCode.BadRequest, "session-outside-edition", "session-outside-edition");
        await Refused(one, edition + "/sign-ups", SignUp("Anna Eén"), HttpStatusCode.Conflict, "already-signed-up");
        await Refused(organiser, edition + "/sign-ups", SignUp(" anna eén"), HttpStatusCode.Conflict, "already-signed-up");
        foreach (var (http, again, pointer) in new[] { (organiser, SignUp(" anna eén"), "/personName"), (organiser, SignUp("Iemand", subject: "deelnemer-1"), "/subject"), (one, SignUp("Iemand"), null) })
            using (var response = await Post(http, edition + "/sign-ups", again)) (await response.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe(pointer);
        await Refused(organiser, edition + "/sign-ups", SignUp("Anna Eén", subject: "DEELNEMER-1"), HttpStatusCode.Conflict, "already-signed-up");
        await Refused(organiser, edition + "/sessions", new { day = "2026-01-01", agenda = "A" }, HttpStatusCode.BadRequest, "session-outside-edition");
        await Refused(organiser, edition + "/sessions", new { day = "2025-09-15", agenda = "A", cases = new[] { Guid.NewGuid() }, present = new[] { 2 } }, HttpStatusCode.BadRequest, "unknown-case", "unknown-sign-up");
        await Refused(organiser, edition + "/insights", new { statement = "Zomaar." }, HttpStatusCode.BadRequest, "insight-without-ground");
        await Refused(organiser, edition + "/insights/1/confirmations", new { @case = Guid.NewGuid(), why = "W" }, HttpStatusCode.BadRequest, "unknown-case", "no-such-insight");
        await Refused(organiser, edition + "/guide", new { title = "W", insights = new[] { 1 } }, HttpStatusCode.BadRequest, "unknown-insight");
        await Refused(organiser, edition + "/guide", new { title = "W", insights = Array.Empty<int>() }, HttpStatusCode.BadRequest, "list-too-short");
        await Refused(organiser, edition + "/sign-ups/7/confirmation", new { }, HttpStatusCode.NotFound, "no-such-sign-up");
        foreach (var path in (string[])["/insights/99999999999/confirmations", "/sign-ups/99999999999/withdrawal", "/sign-ups/99999999999/intakes"])
            using (var response = await Post(organiser, edition + path, new { })) (await response.Problem(HttpStatusCode.NotFound)).Detail.ShouldBe("There is no part with number 99999999999.", path);
        using (var response = await one.PostAsync(edition + "/sign-ups/1/confirmation", JsonContent.Create(new { }), Cancellation)) await response.Problem(HttpStatusCode.Forbidden);
        (await Read(organiser, edition)).GetRawText().ShouldBe(before);
    }

    [Fact]
    public async Task What_the_state_does_not_allow_is_a_conflict_and_what_is_not_there_is_not_found()
    {
        using var organiser = await Organiser();
        using var one = await Participant("deelnemer-1");
        var edition = await Announced(organiser);
        await Recorded(one, edition + "/sign-ups", SignUp("Anna Eén"));
        await Recorded(organiser, edition + "/sign-ups", SignUp("Bram Twee"));
        foreach (var number in (int[])[1, 2]) await Recorded(organiser, $"{edition}/sign-ups/{number}/confirmation", new { });
        await Refused(organiser, edition + "/sign-ups/1/confirmation", new { }, HttpStatusCode.Conflict, "sign-up-already-confirmed");
        await Refused(organiser, edition + "/sign-ups", Late(SignUp("Cato Drie")), HttpStatusCode.Conflict, "edition-over");
        await Recorded(organiser, edition + "/sessions", new { day = "2025-09-15", agenda = "Kennismaken", present = new[] { 1 } });
        (await Change(new { firstDay = "2025-10-01" })).ShouldContain("held-outside-edition");
        (await Change(new { places = 1 })).ShouldBe(["too-few-places"]);
        await Recorded(organiser, edition + "/sign-ups/2/withdrawal", new { });
        await Refused(organiser, edition + "/sign-ups/2/confirmation", new { }, HttpStatusCode.Conflict, "sign-up-withdrawn");

        var (first, later) = (await Shared("Een dak dat lekt"), await Shared("Een tuin van iedereen"));
        await Refused(organiser, $"/v1/cases/{first}/showing", new { }, HttpStatusCode.Conflict, "no-choices");
        await Recorded(one, $"/v1/cases/{first}/choices", new { decision = "Renoveren" });
        await Refused(one, $"/v1/cases/{first}/choices", new { decision = "Slopen" }, HttpStatusCode.Conflict, "chosen-already");
        await Recorded(organiser, edition + "/insights", new { statement = "Wie betaalt, hoort eerst op tafel.", cases = new[] { first } });
        await Recorded(organiser, edition + "/insights/1/confirmations", new { @case = later, why = "Ook daar." });
        await Refused(organiser, edition + "/insights/1/confirmations", new { @case = later, why = "Nogmaals." }, HttpStatusCode.Conflict, "tested-by-this-case");
        await Refused(organiser, edition + "/insights/1/contradictions", new { @case = later, why = "Toch niet." }, HttpStatusCode.Conflict, "tested-by-this-case");
        await Recorded(organiser, edition + "/sessions", new { day = "2025-10-13", agenda = "Een tuin", cases = new[] { later } });
        await Recorded(organiser, edition + "/insights", new { statement = "Wie plant, komt terug.", session = 2 });
        await Refused(organiser, edition + "/insights/2/confirmations", new { @case = later, why = "Daar kwam het vandaan." }, HttpStatusCode.BadRequest, "tested-by-no-later-case");
        await Refused(organiser, edition + "/insights/9/confirmations", new { @case = later, why = "Waar?" }, HttpStatusCode.NotFound, "no-such-insight");
        await Refused(organiser, $"/v1/editions/{Guid.NewGuid()}/sign-ups", SignUp("Dirk Vier"), HttpStatusCode.NotFound);
        await Refused(one, $"/v1/cases/{Guid.NewGuid()}/contributions", new { kind = "question", text = "Waar?" }, HttpStatusCode.NotFound);

        static JsonObject Late(object body)
        {
            var late = JsonSerializer.SerializeToNode(body, Infrastructure.Http.ApiJson.Responses)!.AsObject();
            late["occurredAt"] = "2026-01-02T09:00:00Z";
            return late;
        }

        async Task<IEnumerable<string>> Change(object with)
        {
            var body = JsonSerializer.SerializeToNode(Call(), Infrastructure.Http.ApiJson.Responses)!.AsObject();
            body["reason"] = "Anders.";
            body.Remove("occurredAt");
            foreach (var (name, value) in JsonSerializer.SerializeToNode(with, Infrastructure.Http.ApiJson.Responses)!.AsObject()) body[name] = value!.DeepClone();
            using var request = new HttpRequestMessage(HttpMethod.Put, edition) { Content = JsonContent.Create(body) };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await organiser.SendAsync(request, Cancellation);
            return [.. (await response.Problem(response.StatusCode)).Errors.Select(e => e.Code)];
        }
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read()
    {
        using var organiser = await Organiser();
        var edition = await Announced(organiser);
        (await Change(null)).ShouldBe((HttpStatusCode)428);
        using (var bare = await organiser.PutAsJsonAsync(edition, Call(), Cancellation))
        {
            var missing = (await bare.Problem((HttpStatusCode)428)).Errors.ShouldHaveSingleItem();
            (missing.Code, missing.Parameter, missing.Pointer).ShouldBe(("header-missing", "If-Match", null));
        }
        (await Change("\"7\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Change("\"1\"")).ShouldBe(HttpStatusCode.OK);
        var view = await Read(organiser, edition);
        (view.GetProperty("content").GetProperty("places").GetInt32(), view.GetProperty("revision").GetInt32()).ShouldBe((18, 2));

        // The same sent again is the same change; with another reason, or after another change, it is a new one.
        (await Change("*")).ShouldBe(HttpStatusCode.OK);
        (await Read(organiser, edition)).GetProperty("revision").GetInt32().ShouldBe(2);
        (await Change("*", "Toch een andere reden.")).ShouldBe(HttpStatusCode.OK);
        (await Change("*", places: 19)).ShouldBe(HttpStatusCode.OK);
        (await Change("*")).ShouldBe(HttpStatusCode.OK);
        (await Read(organiser, edition)).GetProperty("revision").GetInt32().ShouldBe(5);

        async Task<HttpStatusCode> Change(string? match, string reason = "Een grotere zaal.", int places = 18)
        {
            var body = JsonSerializer.SerializeToNode(Call(places), Infrastructure.Http.ApiJson.Responses)!.AsObject();
            body["reason"] = reason;
            using var request = new HttpRequestMessage(HttpMethod.Put, edition) { Content = JsonContent.Create(body) };
            if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
            using var response = await organiser.SendAsync(request, Cancellation);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Editions_and_cases_are_listed_in_pages()
    {
        using var organiser = await Organiser();
        string[] made = [await Announced(organiser), await Announced(organiser), await Announced(organiser)];
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Read(organiser, $"/v1/editions?limit=2{cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => "/v1/editions/" + e.GetProperty("id").GetString()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? "&cursor=" + next.GetString() : null;
        }
        seen.ShouldBeUnique();
        seen.Where(made.Contains).ShouldBe(made);
        var shared = await Shared("Een hoek zonder licht");
        (await Read(organiser, "/v1/cases?limit=100")).GetProperty("items").EnumerateArray().Single(c => c.GetProperty("id").GetString() == shared).GetProperty("title").GetString().ShouldBe("Een hoek zonder licht");
    }

    [Fact]
    public async Task Of_a_case_that_was_taken_back_nothing_can_be_read_any_more_and_it_says_so()
    {
        using var organiser = await Organiser();
        using var one = await Participant("deelnemer-1");
        using var two = await Participant("deelnemer-2");
        var id = await Shared("Een straat met scheve stoepen");
        (await two.GetStringAsync($"/v1/cases/{id}", Cancellation)).ShouldContain("scheve stoepen");
        await Refused(two, $"/v1/cases/{id}/withdrawal", new { }, HttpStatusCode.Forbidden, "not-own-case");
        await Recorded(one, $"/v1/cases/{id}/contributions", new { kind = "reflection", text = "Eigen woorden: de oude straat." });
        await Recorded(two, $"/v1/cases/{id}/contributions", new { kind = "question", text = "Wiens straat?" });
        await Recorded(one, $"/v1/cases/{id}/follow-up", new { text = "Eigen woorden: opnieuw bestraat." });
        await Recorded(one, $"/v1/cases/{id}/withdrawal", new { reason = "Te herkennen." });
        foreach (var path in (string[])["", "?version=4", "/events"])
        {
            var (texts, own) = (await two.GetStringAsync($"/v1/cases/{id}{path}", Cancellation), await one.GetStringAsync($"/v1/cases/{id}{path}", Cancellation));
            texts.ShouldNotContain("Eigen woorden", Case.Sensitive, path);
            texts.ShouldNotContain("Te herkennen", Case.Sensitive, path);
            texts.ShouldContain("Wiens straat", Case.Sensitive, path);
            if (!path.StartsWith('?')) own.ShouldContain("Te herkennen", Case.Sensitive, path);
        }
        foreach (var path in (string[])["", "?version=1", "/events"]) (await organiser.GetStringAsync($"/v1/cases/{id}{path}", Cancellation)).ShouldNotContain("scheve stoepen", Case.Sensitive, path);
        (await organiser.GetStringAsync("/v1/cases?limit=100", Cancellation)).ShouldNotContain("scheve stoepen");
        (await Read(organiser, $"/v1/cases/{id}")).GetProperty("case").TryGetProperty("withdrawal", out _).ShouldBeTrue();
        await Refused(two, $"/v1/cases/{id}/contributions", new { kind = "question", text = "Waar is hij?" }, HttpStatusCode.Conflict, "case-taken-back");
        (await Replay.Stored.Texts(shared.Api.ConnectionString, Guid.Parse(id))).ByDigest.Values.ShouldBe(["Wiens straat?", "Te herkennen."], ignoreOrder: true);
    }
    [Fact]
    public async Task From_a_case_that_was_taken_back_nothing_more_is_learnt_and_what_was_learnt_from_it_stays_and_says_so()
    {
        using var organiser = await Organiser();
        using var one = await Participant("deelnemer-1");
        var edition = await Announced(organiser);
        var (ground, later, stays) = (await Shared("Een hof met een hek"), await Shared("Een poort die dicht bleef"), await Shared("Een pad achterlangs"));
        await Recorded(organiser, edition + "/insights", new { statement = "Een hek houdt ook buren weg.", cases = new[] { ground, stays } });
        await Recorded(organiser, edition + "/insights/1/confirmations", new { @case = later, why = "Ook daar." });
        await Recorded(organiser, edition + "/insights", new { statement = "Een pad maakt buren.", cases = new[] { stays } });
        await Recorded(organiser, edition + "/guide", new { title = "Wegwijzer", insights = new[] { 1, 2 } });
        var before = (await Read(organiser, edition)).GetProperty("version").GetInt32();
        TakenBack(await Read(organiser, edition + "/insights/1")).ShouldBeEmpty();
        var then = TimeProvider.System.GetUtcNow();
        foreach (var id in new[] { ground, later }) await Recorded(one, $"/v1/cases/{id}/withdrawal", new { });

        await Refused(organiser, edition + "/insights", new { statement = "Nog iets.", cases = new[] { stays, later } }, HttpStatusCode.Conflict, "case-taken-back");
        using (var response = await Post(organiser, edition + "/insights", new { statement = "Nog iets.", cases = new[] { stays, later } })) (await response.Problem(HttpStatusCode.Conflict)).Errors.Single().Pointer.ShouldBe("/cases/1");
        foreach (var path in (string[])["confirmations", "contradictions"])
            await Refused(organiser, $"{edition}/insights/2/{path}", new { @case = later, why = "Ook daar." }, HttpStatusCode.Conflict, "case-taken-back");
        (await Read(organiser, edition)).GetProperty("version").GetInt32().ShouldBe(before, "nothing was recorded");

        // That a session was about it stays true, whenever it is recorded.
        await Recorded(organiser, edition + "/sessions", new { day = "2025-09-15", agenda = "Het hek.", cases = new[] { ground } });
        await Recorded(organiser, edition + "/insights", new { statement = "Vraag eerst wie erlangs loopt.", cases = new[] { stays }, session = 1 });

        foreach (var path in (string[])["", $"?version={before}"])
            (await Read(organiser, edition + path)).GetProperty("insights").EnumerateArray().Take(2).Select(i => TakenBack(i).Length).ShouldBe([2, 0], path);
        TakenBack((await Read(one, edition + "/insights"))[0]).ShouldBe([ground, later]);
        TakenBack(await Read(one, edition + "/insights/1")).ShouldBe([ground, later]);
        TakenBack((await Read(one, edition + "/guide")).GetProperty("insights")[0]).ShouldBe([ground, later]);
        using var asked = new HttpRequestMessage(HttpMethod.Get, edition + "/guide");
        asked.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/markdown"));
        using var answer = await one.SendAsync(asked, Cancellation);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("1. Een hek houdt ook buren weg. (from 2 cases; confirmed by 1 later case; 2 cases were taken back since)");

        // What was learnt before it was taken back stays true too, whenever it is recorded.
        await Recorded(organiser, edition + "/insights", new { statement = "Een poort sluit ook buren buiten.", cases = new[] { later }, occurredAt = then });
        await Recorded(organiser, edition + "/insights/2/confirmations", new { @case = later, why = "Ook daar.", occurredAt = then });
        TakenBack(await Read(one, edition + "/insights/2")).ShouldBe([later]);

        static string[] TakenBack(JsonElement insight) => [.. insight.GetProperty("takenBack").EnumerateArray().Select(id => id.GetString()!)];
    }
}
