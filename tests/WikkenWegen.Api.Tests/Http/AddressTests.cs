using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>Where things are and where nothing is; what can be done there and what cannot.</summary>
public class AddressTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_part_of_a_weighing_with_everything_in_it_can_be_read_and_read_again_without_content()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WithEverything(http);
        var conditional = 0;
        string[] withLinks = ["getWeighing", "listLinks", "getLink", "getLinkEnding", "listEvents", "getEvent", "compareWeighing"];
        foreach (var read in await Reads())
        {
            using var got = await http.GetAsync(read.ExamplePath(weighing.Id), Cancellation);
            got.StatusCode.ShouldBe(HttpStatusCode.OK, read.ToString());
            using var head = await http.SendAsync(new(HttpMethod.Head, read.ExamplePath(weighing.Id)), Cancellation);
            head.StatusCode.ShouldBe(HttpStatusCode.OK, read.ToString());
            head.Headers.ETag.ShouldBe(got.Headers.ETag, read.ToString());
            head.Content.Headers.ContentType.ShouldBe(got.Content.Headers.ContentType, read.ToString());

            if (!read.Statuses.Contains(304)) continue;
            conditional++;
            using var again = new HttpRequestMessage(HttpMethod.Get, read.ExamplePath(weighing.Id));
            again.Headers.IfNoneMatch.Add(got.Headers.ETag!);
            using var same = await http.SendAsync(again, Cancellation);
            // Whether a link shows depends on the other weighing too.
            same.StatusCode.ShouldBe(withLinks.Contains(read.Id) ? HttpStatusCode.OK : HttpStatusCode.NotModified, read.ToString());
        }
        conditional.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task A_part_that_is_not_there_yet_is_not_found_and_a_list_is_empty()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        string[] there = ["getWeighing", "getFraming", "listFramings", "getFramingVersion", "listEvents", "getEvent", "compareWeighing", "listAccess", "getAccess", "getComputedOutcome", "getOutcomeUnderCriteriaVersions", "getXmcda", "getSupport", "getExplanation", "getFindings", "getPrecedents"];
        foreach (var read in (await Reads()).Where(r => !there.Contains(r.Id)))
        {
            var list = read.Id.StartsWith("list", StringComparison.Ordinal) && !read.Path.Contains("{code}") && !read.Path.Contains("{number}");
            using var got = await http.GetAsync(read.ExamplePath(weighing.Id), Cancellation);
            got.StatusCode.ShouldBe(list ? HttpStatusCode.OK : HttpStatusCode.NotFound, read.ToString());
            if (list) (await got.Content.ReadAsStringAsync(Cancellation)).ShouldBe("[]", read.ToString());
        }
    }

    [Theory]
    [InlineData("01a21037-b46d-72b2-9501-db84f01f775c")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("{01a21037-b46d-72b2-9501-db84f01f775c}")]
    [InlineData("01a21037b46d72b29501db84f01f775c")]
    [InlineData("1")]
    [InlineData("V1")]
    [InlineData("%20")]
    [InlineData("%FF%FE")]
    [InlineData("%01")]
    [InlineData("a%2Fb")]
    public async Task What_is_no_weighing_is_not_found_in_any_way(string id)
    {
        using var http = await AsDocumented.Client(shared.Api);
        foreach (var operation in (await ContractDocument.Of(shared.Api)).Operations.Where(o => o.Path.Contains("{id}")))
        {
            var path = operation.ExamplePath(Guid.Empty).Replace(Guid.Empty.ToString(), id, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + (operation.Id == "compareWeighing" ? "?from=1" : ""));
            if (operation.Example is { } example) request.Content = new StringContent(example.ToJsonString(), null, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await http.SendAsync(request, Cancellation);
            await response.Problem(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task The_identity_of_a_weighing_may_be_in_capitals()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await http.GetAsync($"/v1/weighings/{weighing.Id.ToString().ToUpperInvariant()}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/proposals/v2/withdrawal")]
    [InlineData("/rounds/01/closing")]
    [InlineData("/rounds/+1/closing")]
    [InlineData("/rounds/1.0/closing")]
    [InlineData("/rounds/0/closing")]
    [InlineData("/rounds/-1/closing")]
    [InlineData("/rounds/4294967297/closing")]
    [InlineData("/rounds/one/closing")]
    public async Task A_part_has_one_address(string path)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        using var response = await weighing.Send(path, new { });
        (await response.Problem(path.StartsWith("/proposals", StringComparison.Ordinal) ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound)).Errors.ShouldNotBeEmpty();
        (await weighing.StatusOf(path)).ShouldBe(HttpStatusCode.NotFound);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Fact]
    public async Task An_address_ends_without_a_slash_and_nobody_is_sent_on()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        foreach (var operation in (await ContractDocument.Of(shared.Api)).Operations)
        {
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(weighing.Id) + "/");
            if (operation.Example is { } example) request.Content = new StringContent(example.ToJsonString(), null, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await http.SendAsync(request, Cancellation);
            await response.Problem(HttpStatusCode.NotFound);
            response.Headers.Location.ShouldBeNull();
        }
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v2/weighings")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/weighings/openapi.json")]
    [InlineData("/v1/../appsettings.json")]
    [InlineData("/appsettings.json")]
    [InlineData("/swagger/nothing.html")]
    [InlineData("/health")]
    public async Task Nothing_else_is_there(string path)
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var response = await http.GetAsync(path, Cancellation);
        await response.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_answered_with_those_that_are()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        var operations = (await ContractDocument.Of(shared.Api)).Operations.ToList();
        // The name of a part can be a number or code too: /inputs/batches is read as an input.
        var paths = operations.Select(o => o.ExamplePath(weighing.Id)).Distinct().ToDictionary(path => path, path => operations.Where(o => o.IsAt(path) || o.ExamplePath(weighing.Id) == path).Select(o => o.Method).Distinct().ToList());
        foreach (var open in (string[])["/v1/openapi.json", "/health/live", "/health/ready"]) paths.Add(open, ["GET"]);
        foreach (var (path, methods) in paths)
        {
            if (methods.Contains("GET")) methods.Add("HEAD");
            foreach (var method in ((string[])["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"]).Except(methods))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                using var response = await http.SendAsync(request, Cancellation);
                if (method != "HEAD") await response.Problem(HttpStatusCode.MethodNotAllowed);
                response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, $"{method} {path}");
                response.Content.Headers.Allow.ShouldBe(methods, ignoreOrder: true, $"{method} {path}");
            }
        }
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Fact]
    public async Task An_unknown_or_doubled_parameter_is_refused_by_every_operation()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WithEverything(http);
        foreach (var operation in (await ContractDocument.Of(shared.Api)).Operations)
        {
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(weighing.Id) + "?unheardOf=1&Limit=2&version=&asOf=2026-03-12");
            if (operation.Example is { } example) request.Content = new StringContent(example.ToJsonString(), null, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await http.SendAsync(request, Cancellation);
            var problem = await response.Problem(HttpStatusCode.BadRequest);
            var missing = operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "query" && p["required"]?.GetValue<bool>() == true).Select(p => p["name"]!.GetValue<string>());
            problem.Errors.Select(e => e.Parameter).ShouldBe(["version", "asOf", "unheardOf", "Limit", .. missing], ignoreOrder: true, operation.ToString());
        }
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    private async Task<IReadOnlyList<DocumentedOperation>> Reads() =>
        [.. (await ContractDocument.Of(shared.Api)).Operations.Where(o => o.Method == "GET" && o.Path.Contains("{id}"))
            .Select(o => o.Id == "compareWeighing" ? o with { Path = o.Path + "?from=1" } : o)];

    /// <summary>A weighing in which each part that has an address is there, at the address that the contract gives as its example.</summary>
    private static async Task<WeighingClient> WithEverything(HttpClient http)
    {
        var weighing = await Prepared.Weighing(http);
        await weighing.Record("/text-corrections", new { @event = 11, field = "statement", text = "Liever niet, zei de commissie.", ground = "inaccurate" });
        await weighing.Record("/inputs/1/withdrawal", new { reason = "Toch niet." });
        await weighing.Record("/consequences", new { proposal = new { code = "V3" }, criterion = "WIE", by = new { role = "Strateeg wonen" }, positive = true, negative = true });
        await weighing.Record("/consequences/1/revisions", new { positive = true, negative = false });
        await weighing.Record("/objections/1/resolution", new { means = "explained", resolution = "Het was een misverstand." });
        await weighing.Record("/rounds/1/closing", new { });
        await Prepared.ReceiveAdvice(weighing);
        await weighing.Record("/advice-requests/1/following", new { });
        await weighing.Record("/outcomes", new
        {
            method = new { name = "additive-value", version = "1.0.0" },
            fingerprint = new string('a', 64),
            readVersion = 1,
            results = new[] { new { proposal = new { code = "V2", revision = 1 }, rank = 1, value = new { low = 1, expected = 2, high = 3 } } },
        });
        await weighing.Record("/ballots", new
        {
            proposals = new[] { new { code = "V2" } },
            entitled = new { number = 353, description = "De huishoudens van de Merelflat" },
            votes = new[] { new { vote = "inFavour", number = 292 } },
        });
        await weighing.Record("/ballots/1/corrections", new
        {
            proposals = new[] { new { code = "V2" } },
            entitled = new { number = 353, description = "De huishoudens van de Merelflat" },
            votes = new[] { new { vote = "inFavour", number = 290 } },
            reason = "Twee stemmen telden dubbel.",
        });
        await weighing.Record("/access", new { subject = "p.jansen", role = "Projectleider", reason = "Werkt mee." });
        await weighing.Record("/access/1/ending", new { reason = "Werkt niet meer mee." });
        await Prepared.Link(weighing);
        await weighing.Record("/links/1/ending", new { reason = "Een vergissing." });
        await weighing.Record("/stakeholders/B1/corrections", new { party = "Bewoners", role = "Voorzitter", say = "advises", reason = "Verschreven." });
        await weighing.Record("/moment-corrections", new { @event = 1, moment = "2026-01-04T08:00:00Z", reason = "Een dag eerder." });
        await weighing.Record("/retentions", new { status = "toBeKept", nomination = "destroy", actionDay = "2036-12-31", reason = "Tien jaar na het besluit." });
        await Prepared.Decide(weighing);
        await weighing.Record("/decisions/1/approval", new { approved = true });
        await weighing.Record("/decisions/1/execution", new { });
        await weighing.Record("/decisions/1/fallen-assumptions", new { assumption = 1, explanation = "De subsidie is afgewezen." });
        await weighing.Record("/decisions/1/reviews", new { expected = "Rust.", found = "Onrust.", conclusion = "weighAgain" });
        await weighing.Record("/decisions/1/withdrawal", new { reason = "De grond is weg." });
        await weighing.Record("/proposals/V2/withdrawal", new { reason = "Niet te betalen." });
        await weighing.Record("/stakeholders/B1/withdrawal", new { });
        await weighing.Record("/cancellation", new { reason = "Verkocht." });
        await weighing.Record("/reopenings", new { reason = "De verkoop gaat niet door." });
        await weighing.Record("/cancellation", new { reason = "Nu echt." });
        await Prepared.ShareCase(weighing);
        await weighing.Record("/cases/1/taking-back", new { reason = "Iemand herkende het." });
        return weighing;
    }
}
