using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Identifiers;

/// <summary>A system that speaks VERA asks for a moment, gives its reference number and reads codes as it is used to.</summary>
public class VeraTests(SharedApi shared)
{
    private const string Header = "X-Parameters-PeiltijdstipMaterieel";

    private const string Formal = "X-Parameters-PeiltijdstipFormeel";

    /// <summary>The codes used here of VERA's Referentiedata (github.com/Aedes-datastandaarden/vera-referentiedata, Referentiedata.csv, 26 June 2026).</summary>
    private static readonly HashSet<(string Soort, string Code, string Naam)> Vera =
    [
        ("VERTROUWELIJKHEID", "OPE", "Openbaar"), ("VERTROUWELIJKHEID", "INT", "Intern"), ("VERTROUWELIJKHEID", "VER", "Vertrouwelijk"), ("VERTROUWELIJKHEID", "GEH", "Geheim"),
        ("PROJECTFASEBESLUITSTATUS", "CON", "Concept"), ("PROJECTFASEBESLUITSTATUS", "ATG", "Aangeboden ter goedkeuring"), ("PROJECTFASEBESLUITSTATUS", "AFG", "Afgewezen"),
        ("PROJECTFASEBESLUITSTATUS", "DEF", "Definitief"), ("PROJECTFASEBESLUITSTATUS", "GOE", "Goedgekeurd"),
        ("ARCHIEFSTATUS", "ACT", "Actief"), ("ARCHIEFSTATUS", "GEA", "Gearchiveerd"), ("ARCHIEFSTATUS", "BEW", "Bewaarplichtig"), ("ARCHIEFSTATUS", "GEB", "Geblokkeerd"),
        ("ARCHIEFSTATUS", "OVE", "Overgebracht"), ("ARCHIEFNOMINATIE", "BEW", "Bewaren"), ("ARCHIEFNOMINATIE", "VER", "Vernietigen"),
        ("ZAAKROL", "ADV", "Adviseur"), ("ZAAKROL", "BEL", "Belanghebbende"), ("ZAAKROL", "BES", "Beslisser"),
    ];

    [Fact]
    public async Task A_moment_has_three_names_and_one_answer()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        var moment = (await weighing.Get("/events?limit=10")).GetProperty("items")[9].GetProperty("recordedAt").GetString()!;
        foreach (var path in new[] { "", "/framing", "/proposals", "/criteria" })
            foreach (var by in new[] { "", "&by=recorded", "&by=occurred" })
            {
                var expected = await Read(http, $"{weighing.Address}{path}?asOf={moment}{by}", null);
                (await Read(http, $"{weighing.Address}{path}?peilTijdstip={moment}{by}", null)).ShouldBe(expected);
                // VERA's header is about the moment of happening.
                if (by == "&by=occurred") (await Read(http, $"{weighing.Address}{path}", moment)).ShouldBe(expected);
                if (by == "&by=occurred") (await Read(http, $"{weighing.Address}{path}?{by.TrimStart('&')}", moment)).ShouldBe(expected);
                if (path == "" && by == "") (await Read(http, weighing.Address.OriginalString, "")).Body.ShouldBe((await weighing.Read("")).Text, "empty means now");
                if (by == "&by=occurred") (await Read(http, $"{weighing.Address}{path}?by=occurred", "")).ShouldBe(await Read(http, $"{weighing.Address}{path}?by=occurred&asOf=2100-01-01T00:00:00Z", null), "empty means now");
            }
        (await Read(http, $"{weighing.Address}?peilTijdstip={DateTimeOffset.Parse(moment, null).ToOffset(TimeSpan.FromHours(2)):yyyy-MM-ddTHH:mm:ss.fffzzz}".Replace("+", "%2B", StringComparison.Ordinal), null))
            .ShouldBe(await Read(http, $"{weighing.Address}?asOf={moment}", null), "any offset");

        // What a caller has of one name they have of the others.
        var tag = (await Read(http, $"{weighing.Address}?asOf={moment}&by=occurred", null)).ETag;
        using var again = new HttpRequestMessage(HttpMethod.Get, weighing.Address) { Headers = { { Header, moment }, { "If-None-Match", tag } } };
        using var had = await http.SendAsync(again, TestContext.Current.CancellationToken);
        had.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    public static TheoryData<string, string[], string, string> Wrong => new()
    {
        { "?asOf=2026-01-01T00:00:00Z&peilTijdstip=2026-01-01T00:00:00Z", [], "peilTijdstip", "moment-twice" },
        { "?asOf=2026-01-01T00:00:00Z", ["2026-01-01T00:00:00Z"], Header, "moment-twice" },
        { "?peilTijdstip=2026-01-01T00:00:00Z", ["2026-01-02T00:00:00Z"], Header, "moment-twice" },
        { "?version=1&peilTijdstip=2026-01-01T00:00:00Z", [], "version", "either-version-or-moment" },
        { "?version=1", ["2026-01-01T00:00:00Z"], "version", "either-version-or-moment" },
        { "?peilTijdstip=2026-01-01", [], "peilTijdstip", "not-a-moment" },
        { "?peilTijdstip=gisteren", [], "peilTijdstip", "not-a-moment" },
        { "?peilTijdstip=", [], "peilTijdstip", "text-blank" },
        { "", ["2026-01-01T00:00:00"], Header, "not-a-moment" },
        { "", ["gisteren"], Header, "not-a-moment" },
        { "", ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"], Header, "not-a-moment" },
        { "", ["2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z"], Header, "not-a-moment" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task Two_moments_or_none_are_refused_by_name(string query, string[] headers, string parameter, string rule)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        foreach (var path in new[] { "", "/framing" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}{path}{query}");
            if (headers.Length > 0) request.Headers.TryAddWithoutValidation(Header, headers);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Parameter, error.Code).ShouldBe((parameter, rule));
        }
    }

    [Fact]
    public async Task A_moment_that_was_given_twice_is_told_by_the_names_that_were_sent()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        foreach (var (query, header, names) in new[]
        {
            ("?peilTijdstip=2026-01-01T00:00:00Z", Header, new[] { "peilTijdstip", Header }),
            ("?by=occurred&asOf=2026-01-01T00:00:00Z&knownAt=2026-01-01T00:00:00Z", Formal, ["knownAt", Formal]),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}{query}") { Headers = { { header, "2026-01-02T00:00:00Z" } } };
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            (await response.Problem(HttpStatusCode.BadRequest)).Detail.ShouldBe($"{names[0]} and {names[1]} both give the same moment: give one of them.");
        }
    }

    /// <summary>An address says nothing of headers, so the tag tells the views apart: the one is not taken for the other.</summary>
    [Fact]
    public async Task Views_of_different_moments_have_different_tags_and_the_same_view_has_one()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-01T00:00:00Z";
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/proposals", new { name = "Later gebeurd", occurredAt = "2026-03-01T00:00:00Z" });
        await Task.Delay(5, TestContext.Current.CancellationToken); // moments of recording are kept in milliseconds
        await weighing.Record("/proposals", new { name = "Eerder gebeurd", occurredAt = "2026-02-01T00:00:00Z" });
        var recorded = (await weighing.Get("/events")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("recordedAt").GetString()!).ToList();
        string?[] happened = [null, "2026-01-15T00:00:00Z", "2026-02-15T00:00:00Z", "2026-03-15T00:00:00Z", "2026-04-15T00:00:00Z"];
        string?[] known = [null, .. recorded];
        foreach (var path in new[] { "", "/proposals", "/framing" })
        {
            var read = new List<(string Body, string ETag, string? Happened, string? Known)>();
            foreach (var (a, b) in happened.SelectMany(h => known.Select(k => (h, k)))) if (await Answer(a, b, null) is { Status: HttpStatusCode.OK } answer) read.Add((answer.Body, answer.ETag!, a, b));
            read.Count.ShouldBeGreaterThan(10);
            // What a view says of both clocks is in its tag, so that a tag stands for one text.
            foreach (var same in read.GroupBy(r => r.ETag)) same.Select(r => r.Body).Distinct().ShouldHaveSingleItem($"{path} {same.Key}");
            if (path == "") read.Select(r => r.ETag).Distinct().Count().ShouldBeGreaterThan(6);
            foreach (var had in read)
                foreach (var asked in read)
                    (await Answer(asked.Happened, asked.Known, had.ETag)).Status.ShouldBe(had.ETag == asked.ETag ? HttpStatusCode.NotModified : HttpStatusCode.OK);

            async Task<(HttpStatusCode Status, string Body, string? ETag)> Answer(string? a, string? b, string? had)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}{path}");
                if (a is not null) request.Headers.Add(Header, a);
                if (b is not null) request.Headers.Add(Formal, b);
                if (had is not null) request.Headers.TryAddWithoutValidation("If-None-Match", had);
                using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
                if (response.IsSuccessStatusCode) response.Headers.Vary.ShouldBe([Header, Formal]);
                return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.ETag?.Tag);
            }
        }
    }

    [Fact]
    public async Task By_happening_without_a_moment_is_as_of_now()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-01T00:00:00Z";
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/proposals", new { name = "Een", occurredAt = "2026-03-01T00:00:00Z" });
        var known = (await weighing.Get("/events")).GetProperty("items")[1].GetProperty("recordedAt").GetString()!;
        await Task.Delay(5, TestContext.Current.CancellationToken); // moments of recording are kept in milliseconds
        await weighing.Record("/proposals", new { name = "Twee", occurredAt = "2026-02-01T00:00:00Z" });
        (await Events("?by=occurred")).ShouldBe([1, 3, 2]);
        (await Events($"?by=occurred&knownAt={known}")).ShouldBe([1, 2]);
        (await weighing.Get("?by=recorded")).GetProperty("version").GetInt32().ShouldBe(3);

        async Task<IEnumerable<int>> Events(string query)
        {
            var view = await weighing.Get(query);
            view.TryGetProperty("version", out _).ShouldBeFalse();
            return view.GetProperty("events").EnumerateArray().Select(e => e.GetInt32());
        }
    }

    /// <summary>Today's state, where another moment was asked, would be a wrong answer that looks right.</summary>
    [Theory, InlineData(Header), InlineData(Formal)]
    public async Task A_moment_is_refused_wherever_it_has_no_meaning(string header)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        var document = await ContractDocument.Of(shared.Api);
        var (read, refused) = (0, 0);
        foreach (var operation in document.Operations)
        {
            var path = operation.ExamplePath(weighing.Id);
            if (operation.Parameters.Any(p => p["name"]!.GetValue<string>() == header))
            {
                read++;
                continue;
            }
            foreach (var value in new[] { "2026-01-01T00:00:00Z", "gisteren" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + (operation.Id == "compareWeighing" ? "?from=0" : "")) { Headers = { { header, value } } };
                if (operation.Method != "GET") request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
                using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
                if (response.StatusCode is HttpStatusCode.Forbidden) continue;
                (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldContain(e => e.Parameter == header && e.Code == "header-unknown", $"{operation.Method} {path}");
                refused++;
            }
        }
        read.ShouldBeGreaterThan(40);
        refused.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task The_reference_number_of_a_message_is_kept_with_the_step_and_given_back()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        foreach (var (sent, kept) in new[] { ("MSG-2026/00042", true), ("met spatie", false), (new string('x', 101), false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{weighing.Address}/proposals") { Content = new StringContent("""{"name":"Slopen"}""", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("X-Stuurgegevens-Referentienummer", sent);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
            response.Headers.TryGetValues("X-Stuurgegevens-Referentienummer", out var given).ShouldBe(kept);
            if (kept) given.ShouldBe([sent]);
            var correlation = await Correlation();
            if (kept) correlation.ShouldBe(sent);
            else correlation.ShouldNotBe(sent);
        }

        // An é, which HttpClient does not send: as its two bytes.
        var before = (await weighing.Get()).GetProperty("version").GetInt32();
        var raw = await RawHttp.Send(shared.Api.Address, RawHttp.Request($"POST {weighing.Address}/proposals",
            ["X-Stuurgegevens-Referentienummer: caf\u00c3\u00a9", "Content-Type: application/json", "Content-Length: 17"], """{"name":"Slopen"}"""u8.ToArray()));
        raw.Status.ShouldBe(201, raw.Text);
        raw.Has("X-Stuurgegevens-Referentienummer").ShouldBeFalse();
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(before + 1);
        (await Correlation()).ShouldNotContain("caf");

        using var refused = new HttpRequestMessage(HttpMethod.Get, "/v1/weighings?limit=0") { Headers = { { "X-Stuurgegevens-Referentienummer", "MSG-1" } } };
        using var problem = await http.SendAsync(refused, TestContext.Current.CancellationToken);
        problem.Headers.GetValues("X-Stuurgegevens-Referentienummer").ShouldBe(["MSG-1"]);

        async Task<string> Correlation() => (await weighing.Get("/events?order=newest&limit=1")).GetProperty("items")[0].GetProperty("correlationId").GetString()!;
    }

    [Fact]
    public async Task Coded_values_have_the_codes_of_VERA_where_it_has_a_list()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var lists = JsonDocument.Parse(await http.GetStringAsync("/v1/reference-data", TestContext.Current.CancellationToken)).RootElement.EnumerateArray().ToDictionary(l => l.GetProperty("name").GetString()!);
        var used = lists.Values.SelectMany(l => l.GetProperty("values").EnumerateArray()).Where(v => v.TryGetProperty("vera", out var code) && code.ValueKind == JsonValueKind.Object).Select(v => v.GetProperty("vera"))
            .Select(vera => (vera.GetProperty("soort").GetString()!, vera.GetProperty("code").GetString()!, vera.GetProperty("naam").GetString()!)).Distinct().ToList();
        used.ShouldBeSubsetOf(Vera);
        used.Count.ShouldBe(17);
        foreach (var value in lists["confidentiality"].GetProperty("values").EnumerateArray().Concat(lists["say"].GetProperty("values").EnumerateArray()))
            value.GetProperty("vera").ValueKind.ShouldBe(JsonValueKind.Object, value.GetRawText());

        // Every coded field of the contract has its list, with the same values.
        var document = await ContractDocument.Of(shared.Api);
        var schemas = document.Json["components"]!["schemas"]!.AsObject().Where(s => s.Value!["enum"] is not null).ToDictionary(s => JsonNamingPolicy.CamelCase.ConvertName(s.Key), s => s.Value!["enum"]!);
        foreach (var (name, list) in lists.Where(l => l.Key is not ("role" or "findingRule"))) // of tokens; and of rules, of which each release may have more
            list.GetProperty("values").EnumerateArray().Select(v => v.GetProperty("value").GetString()).ShouldBe(schemas[name].AsArray().Select(v => v!.GetValue<string>()), name);
    }

    private static async Task<(string Body, string ETag)> Read(HttpClient http, string address, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (header is not null) request.Headers.TryAddWithoutValidation(Header, header);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return (text, response.Headers.ETag!.ToString());
    }
}
