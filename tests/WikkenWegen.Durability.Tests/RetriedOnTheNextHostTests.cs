using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Durability.Tests;

/// <summary>Callers of a host that is killed send what was not answered again to the next host, under its key: each step is there once.</summary>
public class RetriedOnTheNextHostTests
{
    private const int Callers = 8;

    [Fact]
    public async Task After_kill_9_under_load_every_request_that_is_sent_again_has_one_effect_and_one_answer()
    {
        await using var server = await TestDatabase.StartAsync(durable: true, TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var asked = new ConcurrentBag<Asked>();
        var weighings = new List<string>();
        var random = new Random(3);
        var unanswered = 0;
        var number = 0;
        for (var round = 0; round < 3; round++)
        {
            await using var host = await HostProcess.OnDatabase(database);
            using var http = await host.Client();
            if (round == 0)
                for (var n = 0; n < Callers; n++) weighings.Add(await Weighing(http));
            var before = asked.Count;
            var calling = Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
            {
                while (true)
                {
                    // One in four opens a weighing, which no version guards: only the key does.
                    var n = Interlocked.Increment(ref number);
                    var text = string.Create(CultureInfo.InvariantCulture, $"tekst-{n}-einde");
                    var request = n % 4 == 0 ? new Asked("/v1/weighings", Framing(text)) : new Asked($"{weighings[caller]}/objections", $$"""{"stakeholder":"B1","grounds":"{{text}}"}""");
                    asked.Add(request);
                    request.First = await Answer(http, request);
                    if (request.First is null) return;
                }
            }));
            while (asked.Count < before + 200) await Task.Delay(5, TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
            await host.Kill();
            await calling;
        }

        await using var next = await HostProcess.OnDatabase(database);
        using (var http = await next.Client())
        {
            foreach (var request in asked)
            {
                if (request.First is null) unanswered++;
                var again = (await Answer(http, request)).ShouldNotBeNull();
                if (request.First is not null) again.ShouldBe(request.First, "what was answered before the host was killed is answered alike after");
                again.Status.ShouldBe(HttpStatusCode.Created, again.Body);
                (await Answer(http, request)).ShouldBe(again);
                request.First = again;
            }
        }
        unanswered.ShouldBeGreaterThan(0, "the hosts were killed too late to show anything");
        await Audit.IsWhole(database, [.. asked.Where(a => a.Address != "/v1/weighings").Select(Acknowledged)]);
        asked.Select(a => a.First!.Location).Distinct().Count().ShouldBe(asked.Count);
        (await Audit.Rows(database, "select data -> 'framing' ->> 'reference' from wikkenwegen.mt_events where type = 'weighing_opened' and data -> 'framing' ->> 'reference' like 'tekst-%'"))
            .ShouldBe(asked.Where(a => a.Address == "/v1/weighings").Select(a => JsonDocument.Parse(a.Body).RootElement.GetProperty("reference").GetString()!), ignoreOrder: true);
        (await Audit.Rows(database, "select key from wikkenwegen.idempotency")).Count.ShouldBe(asked.Count, "no event without its answer, and no answer without its event");
        TestContext.Current.SendDiagnosticMessage($"{asked.Count} requests, of which {unanswered} were sent again to another host because they had no answer");
    }

    private static Acknowledged Acknowledged(Asked asked)
    {
        var receipt = JsonDocument.Parse(asked.First!.Body).RootElement;
        return new Acknowledged(receipt.GetProperty("weighingId").GetGuid(), receipt.GetProperty("version").GetInt32(), JsonDocument.Parse(asked.Body).RootElement.GetProperty("grounds").GetString()!);
    }

    /// <summary>The answer; null where the host is gone.</summary>
    private static async Task<Answered?> Answer(HttpClient http, Asked asked)
    {
        try
        {
            for (; ; await Task.Delay(20, CancellationToken.None))
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, asked.Address) { Content = new StringContent(asked.Body, Encoding.UTF8, "application/json") };
                request.Headers.Add("Idempotency-Key", asked.Key);
                using var response = await http.SendAsync(request, CancellationToken.None);
                var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
                if (response.Headers.RetryAfter is null) return new Answered(response.StatusCode, body, response.Headers.ETag?.Tag, response.Headers.Location?.OriginalString);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    private static async Task<string> Weighing(HttpClient http)
    {
        using var content = new StringContent(Framing($"Onder druk {Guid.NewGuid()}"), Encoding.UTF8, "application/json");
        using var opened = await http.PostAsync("/v1/weighings", content, TestContext.Current.CancellationToken);
        var address = opened.Headers.Location!.OriginalString;
        using var invited = await http.PostAsJsonAsync($"{address}/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises" }, TestContext.Current.CancellationToken);
        invited.StatusCode.ShouldBe(HttpStatusCode.Created);
        return address;
    }

    private static string Framing(string reference) => JsonSerializer.Serialize(new
    {
        title = "Onder druk",
        question = "Blijft alles staan?",
        reference,
        level = "tactical",
        scale = "complex",
        ownership = "own",
        breadth = "narrow",
        sgeiRegime = "sgei",
        processForm = "advice",
        ownerRole = "Strateeg",
        deciderRole = "Bestuurder",
        confidentiality = "internal",
    });

    /// <summary>A request with its key, and its first answer; null while there is none.</summary>
    private sealed record Asked(string Address, string Body)
    {
        public string Key { get; } = $"\"{Guid.NewGuid()}\"";

        public Answered? First { get; set; }
    }

    private sealed record Answered(HttpStatusCode Status, string Body, string? ETag, string? Location);
}
