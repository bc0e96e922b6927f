using System.Net;
using System.Text;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>The headers that make a browser careful, on every answer whatever it says, and nothing that tells what we are built with.</summary>
public class HeaderTests(SharedApi shared)
{
    private const string ForData = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>A request for each kind of answer.</summary>
    private static readonly Dictionary<string, (int Status, string Line, string[] Headers, string Body)> Requests = new()
    {
        ["a list"] = (200, "GET /v1/weighings", [], ""),
        ["the document"] = (200, "GET /v1/openapi.json", [], ""),
        ["a health check"] = (200, "GET /health/live", [], ""),
        ["a wrong query"] = (400, "GET /v1/weighings?unheardOf=1", [], ""),
        ["a wrong body"] = (400, "POST /v1/weighings", ["Content-Type: application/json", "Content-Length: 1"], "{"),
        ["nobody"] = (401, "GET /v1/weighings", ["-Authorization"], ""),
        ["a wrong token"] = (401, "GET /v1/weighings", ["-Authorization", "Authorization: Bearer x"], ""),
        ["a role that may not"] = (403, "GET /v1/weighings", ["-Authorization", "Authorization: role"], ""),
        ["no such address"] = (404, "GET /nowhere", [], ""),
        ["no such weighing"] = (404, "GET /v1/weighings/00000000-0000-0000-0000-000000000000", [], ""),
        ["a slash at the end"] = (404, "GET /v1/weighings/", [], ""),
        ["no such method"] = (405, "DELETE /v1/weighings", [], ""),
        ["TRACE"] = (405, "TRACE /v1/weighings", [], ""),
        ["another form"] = (406, "GET /v1/weighings", ["Accept: text/csv"], ""),
        ["too large a body"] = (413, "POST /v1/weighings", ["Content-Type: application/json", "Content-Length: 300000"], new string(' ', 300_000)),
        ["too long an address"] = (414, "GET /v1/weighings?q=" + new string('q', 10_000), [], ""),
        ["another kind of body"] = (415, "POST /v1/weighings", ["Content-Type: text/xml", "Content-Length: 4"], "<a/>"),
        ["too many headers"] = (431, "GET /v1/weighings", [.. Enumerable.Range(0, 10_000).Select(i => $"X-{i}: {i}")], ""),
        ["too large a header"] = (431, "GET /v1/weighings", ["X-Large: " + new string('x', 64 * 1024)], ""),
    };

    public static TheoryData<string> Cases => [.. Requests.Keys];

    [Theory, MemberData(nameof(Cases))]
    public async Task Every_answer_has_them(string what)
    {
        var (status, line, headers, body) = Requests[what];
        var answer = await RawHttp.Send(shared.Api.Address, Request(line, headers, body));
        answer.Status.ShouldBe(status, answer.Text);
        var given = Headers(answer);
        given["Strict-Transport-Security"].ShouldBe("max-age=31536000; includeSubDomains");
        given["Content-Security-Policy"].ShouldBe(ForData);
        given["X-Content-Type-Options"].ShouldBe("nosniff");
        given["X-Frame-Options"].ShouldBe("DENY");
        given["Referrer-Policy"].ShouldBe("no-referrer");
        given["Cache-Control"].ShouldBe("no-store");
        given["API-Version"].ShouldNotBeNullOrEmpty();
        foreach (var telling in (string[])["Server", "X-Powered-By", "X-AspNet-Version", "X-AspNetCore-Version"]) given.ShouldNotContainKey(telling);
        if (status >= 400) given["Content-Type"].ShouldBe("application/problem+json");
        given.ContainsKey("Access-Control-Allow-Origin").ShouldBe(what == "the document");
        given.ShouldNotContainKey("Set-Cookie");
    }

    [Fact]
    public async Task Swagger_UI_may_run_its_own_scripts_and_no_others()
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        using var page = await http.GetAsync("/swagger/index.html", TestContext.Current.CancellationToken);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        var directives = policy.Split("; ").ToDictionary(d => d.Split(' ')[0], d => d.Split(' ')[1..]);
        directives["default-src"].ShouldBe(["'none'"]);
        directives["script-src"].ShouldBe(["'self'"]);
        directives["connect-src"].ShouldBe(["'self'"]);
        directives["frame-ancestors"].ShouldBe(["'none'"]);
        policy.ShouldNotContain("unsafe-eval");
        policy.ShouldNotContain("*");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_of_another_origin_is_let_in_with_the_credentials_of_a_browser()
    {
        using var http = shared.Api.Client();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Origin", "https://elsewhere.example");
        using var list = await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken);
        list.Headers.Any(h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)).ShouldBeFalse();
        using var document = await http.GetAsync("/v1/openapi.json", TestContext.Current.CancellationToken);
        document.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        document.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_that_the_settings_name_may_ask_and_read_the_answer_and_no_other_page_may()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Cors:Origins:0", "https://wijkportaal.example"), ("Cors:Origins:1", "http://localhost:3000"));
        using var http = api.Client();
        foreach (var (origin, named) in new[] { ("https://wijkportaal.example", true), ("http://localhost:3000", true), ("https://elsewhere.example", false), ("https://wijkportaal.example.evil.example", false), ("null", false) })
        {
            using var asking = new HttpRequestMessage(HttpMethod.Options, "/v1/weighings");
            asking.Headers.Add("Origin", origin);
            asking.Headers.Add("Access-Control-Request-Method", "POST");
            asking.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,idempotency-key,if-match");
            using var may = await http.SendAsync(asking, TestContext.Current.CancellationToken);
            may.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            Values(may, "Access-Control-Allow-Origin").ShouldBe(named ? [origin] : []);
            Values(may, "Access-Control-Allow-Credentials").ShouldBeEmpty();
            if (named)
            {
                string.Join(',', Values(may, "Access-Control-Allow-Methods")).ShouldContain("POST");
                var allowed = string.Join(',', Values(may, "Access-Control-Allow-Headers"));
                foreach (var header in (string[])["Authorization", "Content-Type", "Idempotency-Key", "If-Match"]) allowed.ShouldContain(header);
                Values(may, "Access-Control-Max-Age").ShouldBe(["600"]);
            }
            foreach (var (address, status) in new[] { ("/v1/weighings", HttpStatusCode.OK), ("/v1/weighings?unheardOf=1", HttpStatusCode.BadRequest), ("/nowhere", HttpStatusCode.NotFound) })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Add("Origin", origin);
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                answer.StatusCode.ShouldBe(status, address);
                Values(answer, "Access-Control-Allow-Origin").ShouldBe(named ? [origin] : [], address);
                if (named) foreach (var header in (string[])["ETag", "Location", "Link", "RateLimit"]) string.Join(',', Values(answer, "Access-Control-Expose-Headers")).ShouldContain(header);
            }
        }

        static IEnumerable<string> Values(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values : [];
    }

    /// <summary>Whatever header the document names, a page may send it or read it.</summary>
    [Fact]
    public async Task A_page_may_use_every_header_that_the_document_names()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Cors:Origins:0", "https://wijkportaal.example"));
        using var http = api.Client();
        var document = await Contract.ContractDocument.Of(api);
        var sent = document.Operations.SelectMany(o => o.Parameters).Where(p => p["in"]!.GetValue<string>() == "header").Select(p => p["name"]!.GetValue<string>()).Distinct().ToList();
        string[] always = ["Accept-Language"]; // CORS-safelisted (Fetch, section 2.2.2)
        sent.ShouldContain("X-Parameters-PeiltijdstipFormeel");
        foreach (var header in sent.Except(always))
        {
            using var asking = new HttpRequestMessage(HttpMethod.Options, "/v1/weighings") { Headers = { { "Origin", "https://wijkportaal.example" }, { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", header.ToLowerInvariant() } } };
            using var may = await http.SendAsync(asking, TestContext.Current.CancellationToken);
            string.Join(',', may.Headers.GetValues("Access-Control-Allow-Headers")).Split(',').ShouldContain(header);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/weighings") { Headers = { { "Origin", "https://wijkportaal.example" } } };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var exposed = string.Join(',', answer.Headers.GetValues("Access-Control-Expose-Headers")).Split(',');
        var told = document.Operations.SelectMany(o => o.Json["responses"]!.AsObject()).SelectMany(r => document.Resolved(r.Value!)["headers"]!.AsObject()).Select(h => h.Key).Distinct().ToList();
        told.Count.ShouldBeGreaterThan(8);
        told.Except(["Content-Language"]).ShouldBeSubsetOf(exposed);
    }

    [Theory]
    [InlineData("*"), InlineData("wijkportaal.example"), InlineData("https://wijkportaal.example/"), InlineData("https://wijkportaal.example/pagina"), InlineData("https://a@wijkportaal.example"), InlineData("ftp://wijkportaal.example")]
    public async Task A_host_with_an_origin_that_is_none_does_not_start(string origin)
    {
        var (exitCode, output, errors) = await Operations.ApiProcess.Run([], null, ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), ("Cors__Origins__0", origin));
        exitCode.ShouldBe(1, output);
        errors.ShouldContain("Cors__Origins__0 must be an origin: https://host or https://host:port, without a path.");
    }

    private static byte[] Request(string line, string[] headers, string body)
    {
        var authorization = headers.Contains("Authorization: role") ? new Identity("nobody", "woonwijzer-merenland").Authorization
            : headers.Contains("-Authorization") ? null : Identity.AllRound().Authorization;
        string[] all = ["Host: localhost", "Connection: close", .. authorization is null ? (string[])[] : [$"Authorization: {authorization}"], .. headers.Where(h => h is not ("-Authorization" or "Authorization: role"))];
        return Encoding.Latin1.GetBytes($"{line} HTTP/1.1\r\n{string.Concat(all.Select(h => h + "\r\n"))}\r\n{body}");
    }

    private static Dictionary<string, string> Headers(RawAnswer answer) => answer.Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
        .ToDictionary(line => line.Split(": ", 2)[0], line => line.Split(": ", 2)[1], StringComparer.OrdinalIgnoreCase);
}
