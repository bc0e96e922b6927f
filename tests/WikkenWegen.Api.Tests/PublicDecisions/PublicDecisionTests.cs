using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.PublicDecisions;

/// <summary>Three public decisions, recorded over HTTP step by step as they happened, and read back.</summary>
public class PublicDecisionTests(SharedApi shared)
{
    /// <summary>The steps that the first version refused and that are right, by file and place.</summary>
    private static readonly Dictionary<(string File, int Step), int> Right = new()
    {
        [("case-villefontaine-mcda", 1)] = 201, // S1.1 is a code
    };

    [Theory]
    [InlineData("case-complex-507")]
    [InlineData("case-villefontaine-mcda")]
    [InlineData("case-loomio-poll")]
    public async Task It_is_recorded_as_it_happened_and_read_back(string file)
    {
        using var http = Client("procesleider", Roles.Strategist, Roles.Decider);
        using var approver = Client("commissaris", Roles.Approver);
        var steps = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PublicDecisions", file + ".json"), Cancellation))!.AsArray();
        var (address, recorded) = ("", new List<JsonNode>());
        foreach (var (i, step) in steps.Index())
        {
            var body = step!["body"]!.AsObject().DeepClone().AsObject();
            if (i == 0 && body["reference"] is { } reference) body["reference"] = $"{reference} {Guid.NewGuid():N}"; // unique in the corporation
            using var request = new HttpRequestMessage(new HttpMethod(step["method"]!.GetValue<string>()), step["path"]!.GetValue<string>().Replace("/v1/weighings/{id}", address, StringComparison.Ordinal));
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            if (step["ifMatch"] is not null) request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var answer = await (step["roles"]!.GetValue<string>() == "approver" ? approver : http).SendAsync(request, Cancellation);
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            ((int)answer.StatusCode).ShouldBe(Right.GetValueOrDefault((file, i), step["saw"]!.GetValue<int>()), $"step {i}: {text}");
            if (!answer.IsSuccessStatusCode)
            {
                JsonNode.Parse(text)!["errors"]!.AsArray().Select(e => e!["code"]!.GetValue<string>()).ShouldContain(step["code"]![0]!.GetValue<string>());
                continue;
            }
            if (i == 0) address = answer.Headers.Location!.OriginalString;
            recorded.Add(body);
        }

        using var view = JsonDocument.Parse(await http.GetStringAsync(address, Cancellation));
        view.RootElement.GetProperty("version").GetInt32().ShouldBe(recorded.Count);
        var history = JsonNode.Parse(await http.GetStringAsync($"{address}/events?limit=200", Cancellation))!["items"]!.AsArray();
        history.Count.ShouldBe(recorded.Count);
        foreach (var (body, entry) in recorded.Zip(history))
        {
            if (body["occurredAt"] is { } occurred) entry!["occurredAt"]!.GetValue<DateTimeOffset>().ShouldBe(occurred.GetValue<DateTimeOffset>());
            foreach (var number in (string[])["low", "expected", "high"])
                if (body["criterion"] is not null && body[number] is { } given) entry!["event"]!["estimate"]![number]!.ToJsonString().ShouldBe(given.ToJsonString()); // digit for digit
        }
    }

    [Fact]
    public async Task The_ballots_of_complex_507_and_the_two_plans_that_they_adopted_are_facts()
    {
        var weighing = await WeighingClient.Open(Client("procesleider", Roles.Strategist, Roles.Decider));
        await weighing.Record("/proposals", new { code = "ONDERHOUD", name = "Groot onderhoud" });
        await weighing.Record("/proposals", new { code = "ZELFBEHEER", name = "Zelfbeheer" });
        foreach (var (code, votes) in (IEnumerable<(string, int)>)[("ONDERHOUD", 292), ("ZELFBEHEER", 273)])
        {
            await weighing.Record("/ballots", new
            {
                proposals = new[] { new { code } },
                entitled = new { number = 353, description = "de huishoudens van complex 507" },
                votes = new[] { new { vote = "inFavour", number = votes } },
                threshold = new { percent = 70, of = "entitled" },
            });
        }
        await weighing.Record("/decisions", new { kind = "chosen", proposals = new[] { new { code = "onderhoud" }, new { code = "ZELFBEHEER" } }, rationale = "Beide haalden de drempel." });

        var view = await weighing.Get();
        view.GetProperty("ballots").EnumerateArray().SelectMany(b => b.GetProperty("shares").EnumerateArray())
            .Select(s => (s.GetProperty("percent").GetRawText(), s.GetProperty("total").GetInt32(), s.GetProperty("reached").GetBoolean()))
            .ShouldBe([("82.7", 353, true), ("77.3", 353, true)]);
        view.GetProperty("decisions")[0].GetProperty("content").GetProperty("proposals").EnumerateArray().Select(p => p.GetProperty("code").GetString()).ShouldBe(["ONDERHOUD", "ZELFBEHEER"]);
        var sentences = (await weighing.Get("/events?about=ZELFBEHEER")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("sentence").GetString()).ToList();
        sentences.Count.ShouldBe(3); // its submission, its ballot, the decision
        sentences[1]!.ShouldContain("77.3 % of those entitled to vote; the threshold of 70 % was reached");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Client(string subject, params string[] roles)
    {
        var http = new HttpClient { BaseAddress = shared.Api.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", new Identity(subject, DemoCorporations.Merenland.Code, [.. roles]).Authorization);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return http;
    }
}
