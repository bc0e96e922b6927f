using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>
/// What another corporation has does not exist: for every operation of the document, every role and every way to ask, the answer about
/// its weighing is byte for byte the answer about a weighing that nobody has.
/// </summary>
public class TenantWalkTests(TwoCorporations both) : IClassFixture<TwoCorporations>
{
    public static TheoryData<string> AboutAWeighing => [.. ContractDocument.Golden.Operations.Where(o => o.Path.Contains("{id}")).Select(o => o.Id)];

    [Theory, MemberData(nameof(AboutAWeighing))]
    public async Task A_weighing_of_another_corporation_is_one_that_nobody_has(string id)
    {
        var operation = (await ContractDocument.Of(both.Api)).Operation(id);
        foreach (var role in Roles.All.Keys)
        {
            using var http = both.Client(new Identity(TwoCorporations.OfDuinstreek.Subject, DemoCorporations.Duinstreek.Code, role));
            var allowed = AccessTable.RolesFor(both.Api, id).Contains(role);
            await IsNowhere(http, operation, allowed ? 404 : 403, "", []);
        }

        using var everything = both.Client(TwoCorporations.OfDuinstreek);
        var etag = $"\"{both.Theirs.Version}\"";
        if (operation.Method == "GET")
        {
            string query = operation.Id == "compareWeighing" ? "?from=0" : "";
            foreach (var (name, value) in (IEnumerable<(string, string)>)[("If-None-Match", "*"), ("If-None-Match", etag), ("X-Parameters-PeiltijdstipMaterieel", "2099-01-01T00:00:00Z")])
                if (name == "If-None-Match" || operation.Parameters.Any(p => p["name"]!.GetValue<string>() == name)) await IsNowhere(everything, operation, 404, query, [(name, value)]);
            foreach (var parameter in operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "query").Select(p => p["name"]!.GetValue<string>()))
                if (Value(operation, parameter) is { } value) await IsNowhere(everything, operation, 404, $"?{(query.Length > 0 && parameter != "from" ? "from=0&" : "")}{parameter}={value}", []);
            await IsNowhere(everything, operation, 404, query, [], "HEAD");
        }
        else
        {
            foreach (var match in (string[])["*", etag, "\"1\"", "\"99\""]) await IsNowhere(everything, operation, 404, "", [("If-Match", match)]);
            if (operation.Method == "POST") await IsNowhere(everything, operation, 404, "", [("If-Match", etag), ("Idempotency-Key", $"\"{Guid.NewGuid()}\"")], anew: true);
        }
        (await both.Theirs.Get()).GetProperty("version").GetInt32().ShouldBe(both.Theirs.Version, "nothing was recorded");
    }

    [Fact]
    public async Task Whoever_it_belongs_to_does_get_the_weighing_that_is_nowhere_for_the_other()
    {
        // Else the walk would find nothing because there is nothing.
        foreach (var operation in ContractDocument.Golden.Operations.Where(o => o.Method == "GET" && o.Path.Count(c => c == '{') == 1 && o.Path.Contains("{id}") && o.Id is not ("getEnding" or "compareWeighing")))
        {
            using var http = both.Client(TwoCorporations.OfMerenland);
            (await http.GetAsync(operation.ExamplePath(both.Theirs.Id), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK, operation.Id);
        }
        (await both.Theirs.Get()).ToString().ShouldContain(TwoCorporations.Mark);
    }

    [Fact]
    public async Task Lists_searches_and_filters_find_nothing_of_another_corporation()
    {
        using var http = both.Client(TwoCorporations.OfDuinstreek);
        using var them = both.Client(TwoCorporations.OfMerenland);
        var mark = TwoCorporations.Mark;
        foreach (var query in (string[])[$"q={mark}", $"party=Bewoners%20{mark}", $"reference={both.Reference(mark)}", $"q={mark[..6]}", $"idExtern=PROJ-{mark}"])
        {
            (await them.GetFromJsonAsync<JsonElement>($"/v1/weighings?{query}", TestContext.Current.CancellationToken)).GetProperty("items").GetArrayLength().ShouldBeGreaterThanOrEqualTo(1, query);
            (await http.GetFromJsonAsync<JsonElement>($"/v1/weighings?{query}", TestContext.Current.CancellationToken)).GetProperty("items").GetArrayLength().ShouldBe(0, query);
        }
        foreach (var query in (string[])["limit=100", "sort=title&limit=100", "sort=-openedAt", "sort=decidedAt", "sort=deadline", "status=awaitingApproval", "level=tactical", "scale=complex", "openedFrom=2000-01-01T00:00:00Z",
            "sort=-changedAt", "changedSince=2000-01-01T00:00:00Z", "decisionKind=chosen", "deviates=false"])
        {
            var text = await http.GetStringAsync($"/v1/weighings?{query}", TestContext.Current.CancellationToken);
            text.ShouldNotContain(mark, Case.Insensitive, query);
            text.ShouldNotContain(both.Theirs.Id.ToString(), Case.Insensitive, query);
        }
    }

    [Fact]
    public async Task A_cursor_of_another_corporation_is_none()
    {
        using var http = both.Client(TwoCorporations.OfDuinstreek);
        using var them = both.Client(TwoCorporations.OfMerenland);
        foreach (var sort in (string[])["title", "-title", "openedAt", "-openedAt"])
        {
            var cursor = (await them.GetFromJsonAsync<JsonElement>($"/v1/weighings?limit=1&sort={sort}", TestContext.Current.CancellationToken)).GetProperty("nextCursor").GetString();
            await IsNone(await http.GetAsync($"/v1/weighings?limit=100&sort={sort}&cursor={cursor}", TestContext.Current.CancellationToken));
        }
        var history = (await both.Theirs.Get("/events?limit=5")).GetProperty("nextCursor").GetString();
        await IsNone(await both.Own.Http.GetAsync($"{both.Own.Address}/events?limit=100&cursor={history}", TestContext.Current.CancellationToken));

        static async Task IsNone(HttpResponseMessage answer)
        {
            using (answer) (await answer.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Parameter.ShouldBe("cursor");
        }
    }

    [Fact]
    public async Task Nothing_that_is_read_of_ones_own_weighing_holds_anything_of_another_corporation()
    {
        using var http = both.Client(TwoCorporations.OfDuinstreek);
        foreach (var operation in ContractDocument.Golden.Operations.Where(o => o.Method == "GET" && o.Id != "listCorporations"))
        {
            var text = await TwoCorporations.Answer(http, new HttpRequestMessage(HttpMethod.Get, operation.ExamplePath(both.Own.Id) + (operation.Id == "compareWeighing" ? "?from=0" : "")));
            text.ShouldNotContain(TwoCorporations.Mark, Case.Insensitive, operation.Id);
            text.ShouldNotContain(both.Theirs.Id.ToString(), Case.Insensitive, operation.Id);
        }
    }

    [Fact]
    public async Task The_registration_of_another_corporation_is_one_that_nobody_has()
    {
        foreach (var role in Roles.All.Keys.Where(r => r != Roles.Administrator))
        {
            using var http = both.Client(new Identity("somebody", DemoCorporations.Duinstreek.Code, role));
            var theirs = await TwoCorporations.Answer(http, new HttpRequestMessage(HttpMethod.Get, "/v1/corporations/" + DemoCorporations.Merenland.Code));
            theirs.ShouldStartWith("404\n");
            theirs.ShouldBe(await TwoCorporations.Answer(http, new HttpRequestMessage(HttpMethod.Get, "/v1/corporations/stichting-elders")));
            (await http.GetAsync("/v1/corporations/" + DemoCorporations.Duinstreek.Code, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    /// <summary>Asks about the other's weighing and about one that nobody has, and wants the same answer, with this status.</summary>
    private async Task IsNowhere(HttpClient http, DocumentedOperation operation, int status, string query, (string Name, string Value)[] headers, string? method = null, bool anew = false)
    {
        var nobodys = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var about = await TwoCorporations.Answer(http, Request(both.Theirs.Id), both.Theirs.Id, nobodys);
        // What is asked under a key is asked once; the same key for another address would be refused for that.
        if (anew) headers = [.. headers.Select(h => h.Name == "Idempotency-Key" ? (h.Name, $"\"{Guid.NewGuid()}\"") : h)];
        var nowhere = await TwoCorporations.Answer(http, Request(nobodys), both.Theirs.Id, nobodys);
        about.ShouldBe(nowhere, $"{operation.Id}{query} {string.Join(", ", headers)}");
        about.ShouldStartWith($"{status}\n", Case.Sensitive, $"{operation.Id}{query} {string.Join(", ", headers)}");
        about.ShouldNotContain(TwoCorporations.Mark);

        HttpRequestMessage Request(Guid weighing)
        {
            var request = new HttpRequestMessage(new HttpMethod(method ?? operation.Method), operation.ExamplePath(weighing) + (query.Length == 0 && operation.Id == "compareWeighing" ? "?from=0" : query));
            if (operation.BodySchema is not null) request.Content = new StringContent(operation.Example!.ToJsonString(), Encoding.UTF8, "application/json");
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            if (operation.Revises && headers.All(h => h.Name != "If-Match")) request.Headers.TryAddWithoutValidation("If-Match", "*");
            return request;
        }
    }

    /// <summary>A value of a query parameter with which the operation finds something where it is one's own; null for what depends on others.</summary>
    private static string? Value(DocumentedOperation operation, string parameter) => parameter switch
    {
        "from" or "to" when operation.Id == "listEvents" => "2000-01-01T00:00:00Z",
        "version" or "from" or "to" or "limit" or "most" or "criteriaVersion" or "round" or "draws" or "seed" => "1",
        "asOf" or "peilTijdstip" => "2099-01-01T00:00:00Z",
        "order" => "newest",
        "type" => "proposal_submitted",
        "part" => "proposals/V2",
        "about" => "V2",
        "actor" or "correlationId" => "demo",
        "by" or "cursor" or "knownAt" or "reader" or "weights" or "assessor" or "party" or "role" => null,
        _ => throw new InvalidOperationException($"Nothing is known here of the parameter {parameter}."),
    };
}
