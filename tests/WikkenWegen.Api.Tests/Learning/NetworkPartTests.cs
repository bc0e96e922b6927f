using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Security;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;
using Wolverine;
using Case = Shouldly.Case;

namespace WikkenWegen.Api.Tests.Learning;

/// <summary>
/// What the learning network has is for who takes part in it: the role of a participant lets somebody in to sign up, and no further. Who takes part has a sign-up that was confirmed and not
/// withdrawn, in whichever edition; to everybody else there is what is announced, and their own sign-up.
/// </summary>
public class NetworkPartTests(SharedApi shared)
{
    /// <summary>What a participant may use who takes no part: to sign up, and what everybody may use whatever their role. Whoever adds an operation to it decides here.</summary>
    private static readonly string[] Open =
    [
        "listEditions", "getEdition", "listSignUps", "getSignUp", "makeSignUp", "withdrawSignUp",
        "getCorporation", "listInstruments", "getInstrumentSchema", "getInstrument", "listInstrumentVersions", "getInstrumentVersion", "compareInstrumentVersions", "listInstrumentEvents", "compareInstrument",
    ];

    private static readonly string[] OfParticipants = [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "WikkenWegen.Api.Tests", "Security", "access.txt")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(row => row is [not "#", ..] && row.Skip(1).Contains(Roles.Participant)).Select(row => row[0])];

    public static TheoryData<string> Closed => [.. OfParticipants.Except(Open)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpClient> Organiser() => AsDocumented.Client(shared.Api, new Identity("organisator", Access.Network, Roles.Organiser));

    private Task<HttpClient> Participant(string subject) => AsDocumented.Client(shared.Api, new Identity(subject, Access.Network, Roles.Participant));

    private static string Somebody() => $"iemand-{Guid.NewGuid():N}";

    private static async Task<JsonElement> Recorded(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body, ApiJson.Responses, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> Read(HttpClient http, string path) => await http.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private static object SignUpOf(string? subject = null) => new { occurredAt = "2025-07-01T09:00:00Z", personName = $"naam van {subject ?? "wie zich meldt"}", role = "Strateeg", organisation = "Elders", partner = true, question = "Hoe?", subject };

    private static Task<JsonElement> Confirm(HttpClient organiser, Place place, int number) => Recorded(organiser, $"{place.Edition}/sign-ups/{number}/confirmation", new { });

    private static Task<JsonElement> Withdraw(HttpClient http, Place place, int number) => Recorded(http, $"{place.Edition}/sign-ups/{number}/withdrawal", new { });

    /// <summary>An edition in which something of everything happened, with a case that was worked on.</summary>
    private sealed record Place(string Edition, string Case)
    {
        public const string Told = "Wie betaalt, hoort eerst op tafel.";
    }

    private async Task<Place> Worked(HttpClient organiser, int places = 5)
    {
        var edition = (await Recorded(organiser, "/v1/editions", new { occurredAt = "2025-06-01T09:00:00Z", theme = "Samen afwegen", organiser = "Kenniscentrum (fictief)", firstDay = "2025-09-01", lastDay = "2025-12-31", places, priceForPartners = 0, priceForOthers = 130, sessions = new[] { new { startsAt = "2025-09-15T12:00:00+02:00", endsAt = "2025-09-15T17:00:00+02:00" } } })).GetProperty("streamId").GetGuid();
        var (id, seals) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), new Seals());
        var command = new ReceiveCase { Stream = id, Owner = "eigenaar", Content = new ReceivedContent { Rules = "case-rules-1", Title = seals.Text("title", "Een gang zonder licht")!, Sections = [new CaseSection("question", seals.Text("text", "Wat doen we?")!)] } };
        await using var scope = shared.Api.Services.CreateAsyncScope();
        var message = new RecordStreamStep(command, DateTimeOffset.Parse("2025-08-01T09:00:00Z", null), seals.Disclosures, null, new StepEnvelope(Actor.Everything("eigenaar"), "c", "r"));
        (await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(Access.Network, message, Cancellation)).ShouldBeOfType<StepResult.StreamRecorded>();
        var place = new Place($"/v1/editions/{edition}", $"/v1/cases/{id}");
        await Recorded(organiser, place.Edition + "/sessions", new { day = "2025-09-15", agenda = "Kennismaken", cases = new[] { id } });
        await Recorded(organiser, place.Edition + "/insights", new { statement = Place.Told, session = 1 });
        await Recorded(organiser, place.Edition + "/guide", new { title = "Wegwijzer", insights = new[] { 1 } });
        await Recorded(organiser, place.Case + "/contributions", new { kind = "question", text = "Wie merkt het?" });
        return place;
    }

    /// <summary>Somebody of each kind who takes no part: without a sign-up, with one that nobody confirmed, on the waiting list, and who withdrew.</summary>
    private static async Task<Dictionary<string, string>> WithoutPart(HttpClient organiser, Place place)
    {
        var people = new[] { "without a sign-up", "not confirmed", "withdrawn", "withdrawn before it was confirmed", "on the waiting list" }.ToDictionary(state => state, _ => Somebody());
        foreach (var person in people.Values.Skip(1).Append(Somebody())) await Recorded(organiser, place.Edition + "/sign-ups", SignUpOf(person)); // the last one waits too
        await Confirm(organiser, place, 2);
        foreach (var number in (int[])[2, 3]) await Withdraw(organiser, place, number);
        (await Read(organiser, place.Edition + "/sign-ups")).EnumerateArray().Select(s => s.GetProperty("waiting").GetBoolean()).ShouldBe([false, false, false, true, true]);
        return people;
    }

    private static IEnumerable<Operation> Operations(Support.Api api) => api.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<Operation>()).OfType<Operation>();

    [Fact]
    public void Each_operation_of_a_participant_is_closed_to_who_takes_no_part_unless_it_stands_in_the_list()
    {
        var all = Operations(shared.Api).Where(operation => operation.Roles.Contains(Roles.Participant)).ToList();
        all.Select(operation => operation.Id).ShouldBe(OfParticipants, ignoreOrder: true);
        all.Where(operation => !NetworkPart.IsNeeded(operation)).Select(operation => operation.Id).ShouldBe(Open, ignoreOrder: true);
        all.Where(Access.IsOfNetwork).Where(operation => operation.WithoutPart).Select(operation => operation.Id).ShouldBe(Open[..6], ignoreOrder: true);
    }

    [Fact]
    public async Task The_document_says_of_each_operation_whether_a_participant_must_take_part()
    {
        var document = await ContractDocument.Of(shared.Api);
        foreach (var id in OfParticipants)
        {
            var description = document.Operation(id).Json["description"]!.GetValue<string>();
            description.Contains("A participant needs a sign-up, in any edition, that was confirmed and not withdrawn.", StringComparison.Ordinal).ShouldBe(!Open.Contains(id), id);
        }
    }

    /// <summary>Whatever is asked and however: the answer about what is there is byte for byte the answer about what is not, and nothing is recorded.</summary>
    [Theory, MemberData(nameof(Closed))]
    public async Task To_who_takes_no_part_nothing_is_there_and_who_does_gets_it(string id)
    {
        using var organiser = await Organiser();
        var place = await Worked(organiser, places: 1);
        var people = await WithoutPart(organiser, place);
        var operation = (await ContractDocument.Of(shared.Api)).Operation(id);
        var before = ((await Read(organiser, place.Edition)).GetRawText(), (await Read(organiser, place.Case)).GetRawText());
        var there = new[] { place.Edition, place.Case }.Single(address => operation.Path.StartsWith(address[..^37], StringComparison.Ordinal))[^36..];
        var query = operation.Path.EndsWith("/comparison", StringComparison.Ordinal) ? "?from=0" : "";
        foreach (var (state, person) in people)
        {
            using var http = await Participant(person);
            var status = operation.Path.Contains('{') ? 404 : 403;
            await IsNowhere(http, query, [], state, status);
            if (operation.Method == "GET")
            {
                await IsNowhere(http, query, [], state, status, "HEAD");
                await IsNowhere(http, query, [("If-None-Match", "*")], state, status);
                // Also of a moment at which they took part, and where the question is no good.
                foreach (var other in (string[])["?asOf=2099-01-01T00:00:00Z", "?asOf=2025-10-01T00:00:00Z&by=occurred", "?version=1", "?version=9999", "?from=0&to=1", "?limit=0", "?bestaatniet=1"]) await IsNowhere(http, other, [], state, status);
            }
            else
            {
                await IsNowhere(http, "", [("Idempotency-Key", Keyed.NewKey())], state, status);
                await IsNowhere(http, "", [("If-Match", "\"1\"")], state, status);
                await IsNowhere(http, "", [], state, status, body: "[]");
            }
        }
        ((await Read(organiser, place.Edition)).GetRawText(), (await Read(organiser, place.Case)).GetRawText()).ShouldBe(before, "nothing was recorded");

        // Else nothing is found because there is nothing: who takes part, also by an edition of before, gets it, or is told what is wrong with it.
        await Recorded(organiser, place.Edition + "/sign-ups", SignUpOf(Somebody()));
        foreach (var identity in (Identity[])[await shared.Api.Participant(Somebody()), new("organisator", Access.Network, Roles.Organiser), new(Somebody(), Access.Network, Roles.Organiser, Roles.Participant)])
        {
            using var http = await AsDocumented.Client(shared.Api, identity);
            using var response = await http.SendAsync(Request(there, query, [], operation.Method, null), Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            text.ShouldNotContain("takes part in the learning network");
            if (operation.Method == "GET") response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            else ((int)response.StatusCode, text).ShouldSatisfyAllConditions(answer => answer.Item1.ShouldBeOneOf([201, 403, 409], text), answer => (answer.Item1 == 201 || answer.Item2.Contains("not-own-case") || answer.Item2.Contains("case-taken-back")).ShouldBeTrue(text));
        }

        async Task IsNowhere(HttpClient http, string asked, (string, string)[] headers, string state, int status, string? method = null, string? body = null)
        {
            var unknown = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
            var what = $"{state}: {method ?? operation.Method} {operation.Id}{asked} {string.Join(", ", headers)}";
            var about = await TwoCorporations.Answer(http, Request(there, asked, headers, method ?? operation.Method, body), Guid.Parse(there), unknown);
            about.ShouldBe(await TwoCorporations.Answer(http, Request(unknown.ToString(), asked, headers, method ?? operation.Method, body), Guid.Parse(there), unknown), what);
            about.ShouldStartWith($"{status}\n", Case.Sensitive, what);
            about.ShouldNotContain("ETag", Case.Sensitive, what);
            foreach (var told in (string[])[Place.Told, "Kennismaken", "zonder licht", "Wie merkt het?"]) about.ShouldNotContain(told, Case.Sensitive, what);
        }

        HttpRequestMessage Request(string identity, string asked, (string Name, string Value)[] headers, string method, string? body)
        {
            var path = string.Join('/', operation.ExamplePath(Guid.Empty).Split('/').Select(part => Guid.TryParse(part, out _) ? identity : part));
            var request = new HttpRequestMessage(new HttpMethod(method), path + asked);
            if (operation.BodySchema is not null) request.Content = new StringContent(body ?? operation.Example!.ToJsonString(), Encoding.UTF8, "application/json");
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            return request;
        }
    }

    [Fact]
    public async Task Who_takes_no_part_reads_what_is_announced_and_their_own_sign_up_also_of_a_moment_at_which_they_took_part()
    {
        using var organiser = await Organiser();
        var place = await Worked(organiser, places: 1);
        var people = await WithoutPart(organiser, place);
        var whole = await Read(organiser, place.Edition);
        foreach (var (state, person) in people)
        {
            using var http = await Participant(person);
            var own = state switch { "without a sign-up" => (int[])[], "not confirmed" => [1], "withdrawn" => [2], "withdrawn before it was confirmed" => [3], _ => [4] };
            foreach (var moment in (string[])["", "?asOf=2099-01-01T00:00:00Z", $"?version={whole.GetProperty("version").GetInt32()}", $"?version={whole.GetProperty("version").GetInt32() - 2}"])
            {
                var view = await Read(http, place.Edition + moment);
                foreach (var name in (string[])["id", "content", "revision", "origin"]) JsonElement.DeepEquals(view.GetProperty(name), whole.GetProperty(name)).ShouldBeTrue($"{state} {moment} {name}");
                view.GetProperty("signUps").EnumerateArray().Select(s => s.GetProperty("number").GetInt32()).ShouldBe(own, $"{state} {moment}");
                foreach (var hidden in (string[])["sessions", "insights", "guides"]) view.GetProperty(hidden).GetArrayLength().ShouldBe(0, $"{state} {moment} {hidden}");
                view.TryGetProperty("blocks", out _).ShouldBeFalse();
                (await Read(http, place.Edition + "/sign-ups" + moment)).EnumerateArray().Select(s => s.GetProperty("number").GetInt32()).ShouldBe(own, $"{state} {moment}");
            }
            (await Read(http, place.Edition)).GetProperty("placesLeft").GetInt32().ShouldBe(whole.GetProperty("placesLeft").GetInt32());
            foreach (var number in own) (await Read(http, $"{place.Edition}/sign-ups/{number}")).GetProperty("personName").GetProperty("text").GetString().ShouldBe($"naam van {person}");
            foreach (var number in Enumerable.Range(1, 9).Except(own)) using (var response = await http.GetAsync($"{place.Edition}/sign-ups/{number}", Cancellation)) await response.Problem(HttpStatusCode.NotFound);
            (await http.GetStringAsync("/v1/editions?limit=100", Cancellation)).ShouldContain("Samen afwegen");
            using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, place.Edition), Cancellation);
            head.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Somebody_signs_up_and_withdraws_without_part_and_has_it_from_the_confirmation_to_the_withdrawal_each_time()
    {
        using var organiser = await Organiser();
        var (place, other, subject) = (await Worked(organiser), await Worked(organiser), Somebody());
        using var http = await Participant(subject);
        async Task Has(bool part)
        {
            using var read = await http.GetAsync(place.Case, Cancellation);
            read.StatusCode.ShouldBe(part ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            (await Read(http, place.Edition)).GetProperty("insights").GetArrayLength().ShouldBe(part ? 1 : 0);
        }
        await Has(false);
        await Recorded(http, place.Edition + "/sign-ups", SignUpOf());
        await Has(false);
        await Confirm(organiser, place, 1);
        await Has(true);
        // In another edition too, so that it ends with neither.
        await Recorded(http, other.Edition + "/sign-ups", SignUpOf());
        await Confirm(organiser, other, 1);
        await Withdraw(http, place, 1);
        await Has(true);
        await Withdraw(http, other, 1);
        await Has(false);
        await Recorded(http, place.Edition + "/sign-ups", SignUpOf());
        await Has(false);
        await Confirm(organiser, place, 2);
        await Has(true);
    }

    /// <summary>The sign-ups of two people under one subject id, such as an application for both: they are one to the network.</summary>
    [Fact]
    public async Task A_person_signs_up_for_an_edition_at_most_five_times_and_takes_part_by_the_last_of_them()
    {
        using var organiser = await Organiser();
        var place = await Worked(organiser);
        using var own = await Participant(Somebody());
        for (var number = 1; number <= 5; number++)
        {
            await Recorded(own, place.Edition + "/sign-ups", SignUpOf());
            if (number < 5) await Withdraw(own, place, number);
        }
        await Confirm(organiser, place, 5);
        using (var taking = await own.GetAsync(place.Case, Cancellation)) taking.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Withdraw(own, place, 5);
        using (var gone = await own.GetAsync(place.Case, Cancellation)) await gone.Problem(HttpStatusCode.NotFound);
        using var sixth = await own.PostAsJsonAsync(place.Edition + "/sign-ups", SignUpOf(), ApiJson.Responses, Cancellation);
        (await sixth.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("too-many-sign-ups");
    }

    [Fact]
    public async Task Two_people_with_one_subject_take_part_as_long_as_one_of_them_does()
    {
        using var organiser = await Organiser();
        var (one, other, subject) = (await Worked(organiser), await Worked(organiser), Somebody());
        foreach (var place in (Place[])[one, other])
        {
            await Recorded(organiser, place.Edition + "/sign-ups", SignUpOf(subject));
            await Confirm(organiser, place, 1);
        }
        await Withdraw(organiser, one, 1);
        using var http = await Participant(subject);
        (await Read(http, one.Edition)).GetProperty("insights").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_has_part_from_the_confirmation_of_their_sign_up_to_its_withdrawal()
    {
        using var organiser = await Organiser();
        var (place, one, two) = (await Worked(organiser), Somebody(), Somebody());
        foreach (var subject in (string?[])[one, two, null]) await Recorded(organiser, place.Edition + "/sign-ups", subject is null ? new { occurredAt = "2025-07-01T09:00:00Z", personName = "Zonder token", role = "Strateeg", organisation = "Elders", partner = true, question = "Hoe?" } : SignUpOf(subject));
        var participants = shared.Api.Services.GetRequiredService<INetworkParticipants>();
        async Task<string[]> Having()
        {
            var having = new List<string>();
            foreach (var subject in (string[])[one, two, Somebody(), "", one.ToUpperInvariant(), one + " ", new('x', 10_000)]) if (await participants.HavePart(subject, Cancellation)) having.Add(subject);
            return [.. having];
        }
        (await Having()).ShouldBeEmpty();
        await Confirm(organiser, place, 1);
        await Confirm(organiser, place, 3);
        (await Having()).ShouldBe([one]);
        await Withdraw(organiser, place, 1);
        await Confirm(organiser, place, 2);
        (await Having()).ShouldBe([two]);
    }

    /// <summary>It is asked with every request of a participant: what others did costs nothing then, nor what happened in the editions.</summary>
    [Fact]
    public async Task Who_takes_part_is_found_by_the_index_of_their_sign_ups_however_many_there_are()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, Support.Api.OnlyWhatIsAsked, ("Serilog:MinimumLevel:Default", "Warning"));
        await Stored.Run(database, """
            begin; set local session_replication_role = replica;
            insert into wikkenwegen.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
            select 1000000 + n, gen_random_uuid(), gen_random_uuid(), 1, jsonb_build_object('subject', 'elders-' || n, 'number', 1), 'sign_up_made', 'network' from generate_series(1, 20000) n;
            commit;
            """);
        await Stored.Run(database, "analyze wikkenwegen.mt_events");
        var participants = api.Services.GetRequiredService<INetworkParticipants>();
        (await participants.HavePart("demo", Cancellation)).ShouldBeTrue();
        (await participants.HavePart("elders-7", Cancellation)).ShouldBeFalse();

        // The server tells of it later, when the connection rests or does something else.
        for (var tries = 0; ; tries++, await Task.Delay(500, Cancellation))
        {
            if ((await Stored.Rows(database, "select idx_scan from pg_stat_user_indexes where indexrelname = 'ix_mt_events_sign_up_subject'", row => row.GetInt64(0))).ShouldHaveSingleItem() > 0) break;
            tries.ShouldBeLessThan(240, "the index was not used");
            await participants.HavePart("elders-7", Cancellation);
        }
    }

    [Fact]
    public async Task A_retry_of_what_was_given_while_one_took_part_gets_nothing_until_one_takes_part_again()
    {
        using var organiser = await Organiser();
        var (place, subject, key, later) = (await Worked(organiser), Somebody(), Keyed.NewKey(), Keyed.NewKey());
        using var http = await Participant(subject);
        const string Body = """{"kind":"reflection","text":"Wie er woont."}""";
        await Recorded(http, place.Edition + "/sign-ups", SignUpOf());

        // What is refused for want of part is not kept under its key.
        (await Keyed.Ask(http, place.Case + "/contributions", Body, key)).Status.ShouldBe(404);
        await Confirm(organiser, place, 1);
        var given = await Keyed.Ask(http, place.Case + "/contributions", Body, key);
        given.Status.ShouldBe(201, given.Body);

        // Who withdraws can send that again, though they take part no more; and nothing else.
        var withdrawn = await Keyed.Ask(http, place.Edition + "/sign-ups/1/withdrawal", "{}", later);
        (await Keyed.Ask(http, place.Edition + "/sign-ups/1/withdrawal", "{}", later)).ShouldBe(withdrawn);
        var refused = await Keyed.Ask(http, place.Case + "/contributions", Body, key);
        (refused.Status, refused.ETag, refused.Location).ShouldBe((404, null, null));
        await Recorded(http, place.Edition + "/sign-ups", SignUpOf());
        await Confirm(organiser, place, 2);
        (await Keyed.Ask(http, place.Case + "/contributions", Body, key)).ShouldBe(given);
        (await Read(organiser, place.Case)).GetProperty("case").GetProperty("remarks").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Instruments_of_the_network_itself_are_for_who_takes_part_and_those_of_the_catalogue_for_everybody()
    {
        var content = JsonNode.Parse("""
            {"name":"Meetlat van het netwerk","owner":"Leernetwerk","language":"nl","weights":"free","filledIn":"together",
             "tailoring":{"mayLeaveOut":true,"mayAdd":true,"mayRescale":true,"mayReweigh":true},
             "themes":[{"code":"T1","name":"Alles","criteria":[{"code":"LEEF","name":"Leefbaarheid","scale":{"kind":"numeric","worst":1,"best":10}}]}]}
            """)!;
        var code = "NET" + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
        using var strategist = await AsDocumented.Client(shared.Api, new Identity("strateeg-van-het-netwerk", Access.Network, Roles.Strategist));
        await Recorded(strategist, "/v1/instruments", new { code, content });
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/instruments/{code}/versions") { Content = JsonContent.Create(new { }) })
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var published = await strategist.SendAsync(request, Cancellation);
            published.StatusCode.ShouldBe(HttpStatusCode.Created, await published.Content.ReadAsStringAsync(Cancellation));
        }
        foreach (var takesPart in (bool[])[true, false])
        {
            using var http = takesPart ? await AsDocumented.Client(shared.Api, await shared.Api.Participant(Somebody())) : await Participant(Somebody());
            foreach (var path in (string[])["", "/versions", "/versions/1", "/versions/1/comparison", "/events", "/comparison?from=0"])
                using (var response = await http.GetAsync($"/v1/instruments/{code}{path}", Cancellation)) response.StatusCode.ShouldBe(takesPart ? HttpStatusCode.OK : HttpStatusCode.NotFound, path);
            var list = (await Read(http, "/v1/instruments?limit=100")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("code").GetString()).ToList();
            list.Contains(code).ShouldBe(takesPart);
            list.Count.ShouldBeGreaterThan(0, "those of the catalogue");
        }
    }
}
