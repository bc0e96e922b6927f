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

    /// <summary>The codes used here of VERA's Referentiedata (github.com/Aedes-datastandaarden/vera-referentiedata, Referentiedata.csv, 26 June 2026).</summary>
    private static readonly HashSet<(string Soort, string Code, string Naam)> Vera =
    [
        ("VERTROUWELIJKHEID", "OPE", "Openbaar"), ("VERTROUWELIJKHEID", "INT", "Intern"), ("VERTROUWELIJKHEID", "VER", "Vertrouwelijk"), ("VERTROUWELIJKHEID", "GEH", "Geheim"),
        ("PROJECTFASEBESLUITSTATUS", "CON", "Concept"), ("PROJECTFASEBESLUITSTATUS", "ATG", "Aangeboden ter goedkeuring"), ("PROJECTFASEBESLUITSTATUS", "AFG", "Afgewezen"),
        ("PROJECTFASEBESLUITSTATUS", "DEF", "Definitief"), ("PROJECTFASEBESLUITSTATUS", "GOE", "Goedgekeurd"),
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
                if (path == "" && by != "&by=recorded") (await Read(http, $"{weighing.Address}?{by.TrimStart('&')}", "")).Body.ShouldBe((await weighing.Read("")).Text, "empty means now");
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
        { "?asOf=2026-01-01T00:00:00Z&peilTijdstip=2026-01-01T00:00:00Z", [], "asOf", "parameter-twice" },
        { "?asOf=2026-01-01T00:00:00Z", ["2026-01-01T00:00:00Z"], "asOf", "parameter-twice" },
        { "?peilTijdstip=2026-01-01T00:00:00Z", ["2026-01-02T00:00:00Z"], "asOf", "parameter-twice" },
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
        used.Count.ShouldBe(10);
        foreach (var value in lists["confidentiality"].GetProperty("values").EnumerateArray().Concat(lists["say"].GetProperty("values").EnumerateArray()))
            value.GetProperty("vera").ValueKind.ShouldBe(JsonValueKind.Object, value.GetRawText());

        // Every coded field of the contract has its list, with the same values.
        var document = await ContractDocument.Of(shared.Api);
        var schemas = document.Json["components"]!["schemas"]!.AsObject().Where(s => s.Value!["enum"] is not null).ToDictionary(s => JsonNamingPolicy.CamelCase.ConvertName(s.Key), s => s.Value!["enum"]!);
        foreach (var (name, list) in lists.Where(l => l.Key != "role")) // of tokens
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
