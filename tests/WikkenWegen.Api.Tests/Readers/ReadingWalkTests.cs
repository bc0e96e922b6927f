using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Security;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Readers;

/// <summary>
/// Every role, on a weighing of every class, invited or not, on every operation. Who may not see a weighing gets 404, as for a weighing
/// that nobody has; who may, gets anything else.
/// </summary>
public class ReadingWalkTests(SharedApi shared)
{
    private const string Strategist = "strateeg-van-deze-toets";

    /// <summary>The agreed table: the roles that read a class without being named. Everybody who is named reads it.</summary>
    private static readonly Dictionary<string, string[]> ByClass = new()
    {
        ["public"] = [Roles.Reader, Roles.Strategist, Roles.Decider, Roles.Approver, Roles.Auditor, Roles.PrivacyOfficer],
        ["internal"] = [Roles.Reader, Roles.Strategist, Roles.Decider, Roles.Approver, Roles.Auditor, Roles.PrivacyOfficer],
        ["confidential"] = [Roles.Strategist, Roles.Decider, Roles.Approver, Roles.Auditor, Roles.PrivacyOfficer],
        ["secret"] = [Roles.Auditor],
    };

    public static TheoryData<string, string> ClassesAndRoles =>
        [.. from confidentiality in ByClass.Keys from role in Roles.All.Keys.Except([Roles.Administrator, .. Access.OfNetwork]) select (confidentiality, role)];

    [Theory, MemberData(nameof(ClassesAndRoles))]
    public async Task Who_may_not_see_a_weighing_is_told_that_it_does_not_exist(string confidentiality, string role)
    {
        var weighing = await Weighing(confidentiality);
        var operations = (await ContractDocument.Of(shared.Api)).Operations.Where(o => o.Path.Contains("{id}")).ToList();
        foreach (var (subject, named) in (IEnumerable<(string, bool)>)[("vreemde", false), ("genodigde", true), ("toegelaten", true), ("vertrokken", false), ("ontzegd", false)])
        {
            using var http = Client(subject, role);
            var sees = named || ByClass[confidentiality].Contains(role);
            foreach (var operation in operations)
            {
                var what = $"{operation.Id} of a {confidentiality} weighing by {subject} as {role}";
                using var answer = await http.SendAsync(Request(operation, weighing.Id), TestContext.Current.CancellationToken);
                if (!AccessTable.RolesFor(shared.Api, operation.Id).Contains(role)) answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, what);
                else if (!sees) answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, what);
                else if (operation.Method == "GET") ((int)answer.StatusCode).ShouldBeOneOf([200, .. IsThere(operation) ? Array.Empty<int>() : [404]], what);
                else if (operation.Id == "tryWhatIfs") answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what); // it only reads, and supposes what this weighing does not have
                else if (operation.Id == "previewCase") ((int)answer.StatusCode).ShouldBeOneOf([400, 409], what); // it only reads, of what this weighing has; of a secret one there is none
                else answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, what); // it named a version that never was
            }
            (await Lists(http, weighing.Title)).ShouldBe(sees ? [weighing.Id] : [], $"{confidentiality}, {subject}, {role}");
        }
    }

    [Fact]
    public async Task A_change_of_the_class_takes_effect_on_the_next_request()
    {
        var weighing = await Weighing("internal");
        using var reader = Client("vreemde", Roles.Reader);
        (await reader.GetAsync(weighing.Client.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Reframe(weighing, "confidential");
        (await reader.GetAsync(weighing.Client.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Lists(reader, weighing.Title)).ShouldBeEmpty();
        await Reframe(weighing, "public");
        (await reader.GetAsync(weighing.Client.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Lists(reader, weighing.Title)).ShouldBe([weighing.Id]);
    }

    [Fact]
    public async Task A_retry_is_not_answered_to_who_may_no_longer_see_the_weighing()
    {
        var weighing = await Weighing("internal");
        using var other = Client("andere-strateeg", Roles.Strategist);
        using var first = await other.SendAsync(Opening(weighing.Client), TestContext.Current.CancellationToken);
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        using (var again = await other.SendAsync(Opening(weighing.Client), TestContext.Current.CancellationToken)) again.StatusCode.ShouldBe(HttpStatusCode.Created);
        await Reframe(weighing, "secret");
        using (var unseen = await other.SendAsync(Opening(weighing.Client), TestContext.Current.CancellationToken)) unseen.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        static HttpRequestMessage Opening(WeighingClient weighing) => new(HttpMethod.Post, $"{weighing.Address}/rounds")
        {
            Headers = { { "Idempotency-Key", $"\"{weighing.Id}\"" } },
            Content = JsonContent.Create(new { about = "Eerste ronde", blind = false }),
        };
    }

    [Fact]
    public async Task A_key_does_not_tell_whether_there_is_a_weighing_that_one_may_not_see()
    {
        var secret = await Weighing("secret");
        using var other = Client("andere-strateeg", Roles.Strategist);
        var own = await Keyed.Weighing(other);
        foreach (var first in (string[])[$"{own.Address}/rounds", $"/v1/weighings/{Guid.CreateVersion7()}/rounds"])
        {
            var key = Keyed.NewKey();
            await Keyed.Ask(other, first, Round, key);
            var answers = new List<(int, string)>();
            foreach (var id in (Guid[])[secret.Id, Guid.CreateVersion7()])
            {
                var answer = await Keyed.Ask(other, $"/v1/weighings/{id}/rounds", Round, key);
                answers.Add((answer.Status, JsonDocument.Parse(answer.Body).RootElement.GetProperty("type").GetString()!));
            }
            answers[0].ShouldBe((404, "/v1/problem-types/not-found"));
            answers[1].ShouldBe(answers[0]);
        }
    }

    [Fact]
    public async Task What_could_not_be_seen_or_taken_is_asked_again_by_a_retry()
    {
        var reference = $"VRIJ-{Guid.NewGuid():N}";
        var secret = await Weighing("secret", reference);
        using var other = Client("andere-strateeg", Roles.Strategist);
        var framing = WeighingClient.Framing;
        framing["reference"] = reference;
        var (round, opening) = (Keyed.NewKey(), Keyed.NewKey());
        (await Keyed.Ask(other, $"{secret.Client.Address}/rounds", Round, round)).Status.ShouldBe(404);
        var taken = await Keyed.Ask(secret.Client.Http, "/v1/weighings", framing.ToJsonString(), opening);
        (taken.Status, taken.Body.Contains(secret.Id.ToString(), StringComparison.Ordinal)).ShouldBe((409, true));
        await secret.Client.Newest().Record("/access", new { subject = "andere-strateeg", role = "Strateeg", reason = "Werkt mee" });
        (await Keyed.Ask(other, $"{secret.Client.Address}/rounds", Round, round)).Status.ShouldBe(201);
        var freed = WeighingClient.Framing;
        (freed["reason"], freed["confidentiality"]) = ("Het kenmerk was verkeerd", "secret");
        using (var reframed = await secret.Client.Newest().Send("/framing", freed.ToJsonString(), "PUT", "*")) reframed.IsSuccessStatusCode.ShouldBeTrue();
        (await Keyed.Ask(secret.Client.Http, "/v1/weighings", framing.ToJsonString(), opening)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Who_may_look_as_an_auditor_records_nothing_where_they_are_not_named()
    {
        var secret = await Weighing("secret");
        using var both = Client("strateeg-en-auditor", Roles.Strategist, Roles.Auditor);
        (await both.GetAsync(secret.Client.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var (path, body) in ((string, object)[])[("/access", new { subject = "strateeg-en-auditor", role = "Strateeg", reason = "Ik ook" }), ("/proposals", new { name = "Slopen" })])
        {
            using var answer = await secret.Client.As(both).Newest().Send(path, body);
            (await answer.Problem(HttpStatusCode.Forbidden)).Errors.ShouldHaveSingleItem().Code.ShouldBe("records-only-where-named", path);
        }
    }

    private const string Round = """{"about":"Eerste ronde","blind":false}""";

    [Fact]
    public async Task A_number_of_a_weighing_that_one_may_not_see_is_only_said_to_be_taken()
    {
        var reference = $"GEHEIM-{Guid.NewGuid():N}";
        var secret = await Weighing("secret", reference);
        using var other = Client("andere-strateeg", Roles.Strategist);
        var framing = WeighingClient.Framing;
        framing["reference"] = reference.ToLowerInvariant() + " ";
        using var answer = await other.PostAsJsonAsync("/v1/weighings", framing, TestContext.Current.CancellationToken);
        (await answer.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("reference-in-use");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain(secret.Id.ToString());
        using var own = await secret.Client.Http.PostAsJsonAsync("/v1/weighings", framing, TestContext.Current.CancellationToken);
        (await own.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("reference-taken");
    }

    [Fact]
    public async Task Names_and_contacts_are_for_the_strategist_the_privacy_officer_and_the_person()
    {
        var weighing = await Weighing("internal");
        foreach (var (subject, role, sees) in (IEnumerable<(string, string, bool)>)
        [
            ("een-strateeg", Roles.Strategist, true), ("een-functionaris", Roles.PrivacyOfficer, true), ("genodigde", Roles.Contributor, true),
            ("een-lezer", Roles.Reader, false), ("een-auditor", Roles.Auditor, false), ("een-beslisser", Roles.Decider, false), ("toegelaten", Roles.Contributor, false),
        ])
        {
            using var http = Client(subject, role);
            foreach (var path in (string[])["", "/stakeholders", "/stakeholders/B1", "/events", "/events/2", "/comparison?from=0", "?version=2", "?asOf=2099-01-01T00:00:00Z&by=occurred"])
            {
                for (var i = 0; i < 3; i++) // from the second time on, views are kept
                {
                    var text = await http.GetStringAsync($"{weighing.Client.Address}{path}", TestContext.Current.CancellationToken);
                    (text.Contains("Annelies", StringComparison.Ordinal), text.Contains("0600000000", StringComparison.Ordinal)).ShouldBe((sees, sees), $"{path} by {role}");
                    text.ShouldContain("Bewonerscommissie");
                }
            }
        }
    }

    [Fact]
    public async Task That_an_auditor_reads_a_secret_weighing_is_logged()
    {
        var log = new Operations.CapturedLog();
        await using var host = Support.Api.Start(await shared.CreateDatabase(), null, log.Settings(Serilog.Events.LogEventLevel.Information));
        using var strategist = host.Client(new Identity(Strategist, DemoCorporations.Merenland.Code, Roles.Strategist));
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = "secret";
        var weighing = await WeighingClient.Open(strategist, framing);
        using var auditor = host.Client(new Identity("een-auditor", DemoCorporations.Merenland.Code, Roles.Auditor));
        await auditor.GetStringAsync(weighing.Address, TestContext.Current.CancellationToken);
        await auditor.GetStringAsync("/v1/weighings", TestContext.Current.CancellationToken);
        await strategist.GetStringAsync(weighing.Address, TestContext.Current.CancellationToken);
        // On the page before it, nothing of it is read.
        await WeighingClient.Open(strategist);
        foreach (var page in new[] { "/v1/weighings?limit=1", "/v1/weighings?limit=1&total=true&q=wat" }) await auditor.GetStringAsync(page, TestContext.Current.CancellationToken);
        log.Events.Select(e => e.RenderMessage(null)).Where(line => line.StartsWith("Secret weighing", StringComparison.Ordinal)).ToList()
            .ShouldSatisfyAllConditions(lines => lines.Count.ShouldBe(2), lines => lines.ShouldAllBe(line => line.Contains(weighing.Id.ToString()) && line.Contains("een-auditor")));
    }

    /// <summary>An id with blanks around it would be nobody's, and who is meant would see nothing.</summary>
    [Theory]
    [InlineData("/access", " k1"), InlineData("/access", "k1 "), InlineData("/access", "\u00A0k1"), InlineData("/access", "k1\n"), InlineData("/access", "k\n1")]
    [InlineData("/stakeholders", " k1 "), InlineData("/stakeholders/B1/corrections", "k1 ")]
    public async Task A_subject_id_with_blanks_around_it_is_refused(string path, string subject)
    {
        var weighing = (await Weighing("secret")).Client;
        object body = path switch
        {
            "/access" => new { subject, role = "Controller", reason = "Rekent het na." },
            "/stakeholders" => new { party = "Bewoners", role = "Bewonerscommissie", say = "advises", subject },
            _ => new { party = "Bewoners", role = "Bewonerscommissie", say = "advises", subject, reason = "Zo heet zij." },
        };
        using var response = await weighing.Send(path, body);
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Pointer).ShouldBe(("text-form", "/subject"));
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Theory, InlineData("k1"), InlineData("k"), InlineData("een lange naam"), InlineData("auth0|5f7c8ec7c33c6c004bbafe82"), InlineData("zoë@voorbeeld.example")]
    public async Task A_subject_id_of_any_other_form_is_taken(string subject)
    {
        var weighing = (await Weighing("secret")).Client;
        await weighing.Record("/access", new { subject, role = "Controller", reason = "Rekent het na." });
        using var http = Client(subject, Roles.Reader);
        (await http.GetAsync(weighing.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_was_given_access_reads_until_it_is_ended()
    {
        var weighing = await Weighing("secret");
        using var http = Client("nieuwe", Roles.Reader);
        (await http.GetAsync(weighing.Client.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var granted = await weighing.Client.Record("/access", new { subject = "nieuwe", role = "Controller", reason = "Rekent het na." });
        (await http.GetAsync(weighing.Client.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await weighing.Client.Record($"/{granted.GetProperty("part").GetString()}/ending", new { reason = "Klaar." });
        (await http.GetAsync(weighing.Client.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private sealed record Weighed(WeighingClient Client, string Title)
    {
        public Guid Id => Client.Id;
    }

    /// <summary>A weighing with somebody invited, somebody given access, somebody who left, and somebody whose access was ended.</summary>
    private async Task<Weighed> Weighing(string confidentiality, string? reference = null)
    {
        var title = $"Klasse {Guid.NewGuid():N}";
        var framing = WeighingClient.Framing;
        (framing["title"], framing["confidentiality"], framing["reference"]) = (title, confidentiality, reference);
        var weighing = await WeighingClient.Open(Client(Strategist, Roles.Strategist), framing);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "advises", subject = "genodigde", personName = "Annelies", contact = "0600000000" });
        await weighing.Record("/stakeholders", new { party = "Gemeente", role = "Wethouder", say = "advises", subject = "vertrokken" });
        await weighing.Record("/stakeholders/B2/withdrawal", new { });
        await weighing.Record("/access", new { subject = "toegelaten", role = "Manager", reason = "Werkt mee." });
        await weighing.Record("/access", new { subject = "ontzegd", role = "Manager", reason = "Werkt mee." });
        await weighing.Record("/access/3/ending", new { reason = "Werkt niet meer mee." });
        return new Weighed(weighing, title);
    }

    private static async Task Reframe(Weighed weighing, string confidentiality)
    {
        var framing = WeighingClient.Framing;
        (framing["title"], framing["confidentiality"], framing["reason"]) = (weighing.Title, confidentiality, "Andere klasse.");
        await weighing.Client.Newest().Record("/framing", framing, "PUT");
    }

    private static async Task<Guid[]> Lists(HttpClient http, string title)
    {
        var found = new List<Guid[]>();
        foreach (var query in (string[])[$"q={title.Split(' ')[1]}", $"q={title.Split(' ')[1]}&sort=title&total=true", $"q={title.Split(' ')[1]}&sort=-changedAt"])
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/v1/weighings?{query}", TestContext.Current.CancellationToken);
            found.Add([.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())]);
            if (page.TryGetProperty("total", out var total)) total.GetInt64().ShouldBe(found[^1].Length);
        }
        found.ShouldAllBe(f => f.SequenceEqual(found[0]));
        return found[0];
    }

    private static bool IsThere(DocumentedOperation operation) => operation.Path.Count(c => c == '{') == 1 && operation.Id is not ("getEnding" or "getCriteria");

    private static HttpRequestMessage Request(DocumentedOperation operation, Guid weighing)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(weighing) + (operation.Id == "compareWeighing" ? "?from=0" : ""));
        if (operation.BodySchema is null) return request;
        request.Content = new StringContent(operation.Example!.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        return request;
    }

    private HttpClient Client(string subject, params string[] roles)
    {
        var http = new HttpClient { BaseAddress = shared.Api.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", new Identity(subject, DemoCorporations.Merenland.Code, [.. roles]).Authorization);
        return http;
    }
}
