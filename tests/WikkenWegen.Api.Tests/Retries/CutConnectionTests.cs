using System.Collections.Concurrent;
using System.Globalization;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>Whoever retries through a network that breaks gets each step recorded once, and one answer.</summary>
public class CutConnectionTests(SharedApi shared)
{
    [Fact]
    public async Task Hundreds_of_requests_whose_connections_are_cut_have_one_effect_each()
    {
        using var direct = shared.Api.Client();
        var weighings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Keyed.Weighing(direct)));
        var title = Guid.NewGuid().ToString("N");
        var framing = WeighingClient.Framing;
        framing["title"] = title;
        await using var proxy = new CuttingProxy(shared.Api.Address, 11);
        var asked = new ConcurrentBag<(string Address, string Body, string Key, KeptAnswer Answer)>();
        var attempts = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 400 * Size.Factor), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (n, _) =>
        {
            var (address, body) = n % 5 == 0 ? ("/v1/weighings", framing.ToJsonString()) : ($"{weighings[n % 4].Address}/objections", Keyed.Objection(string.Create(CultureInfo.InvariantCulture, $"tekst {n}")));
            var key = Keyed.NewKey();
            for (KeptAnswer? answer = null; answer is null;)
            {
                // Each attempt on a connection of its own, so that each can be cut.
                using var http = new HttpClient(Identity.AllRound().Signing(new SocketsHttpHandler())) { BaseAddress = proxy.Address };
                http.DefaultRequestHeaders.ConnectionClose = true;
                http.DefaultRequestHeaders.Add("Accept-Language", "en");
                Interlocked.Increment(ref attempts);
                try
                {
                    answer = await Keyed.Ask(http, address, body, key);
                    asked.Add((address, body, key, answer));
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    // Cut. Whether it was recorded, only the key can tell.
                }
            }
        });

        proxy.Cuts.ShouldBeGreaterThan(200);
        asked.ShouldAllBe(a => a.Answer.Status == 201);
        foreach (var (address, body, key, answer) in asked) (await Keyed.Ask(direct, address, body, key)).ShouldBe(answer);
        asked.Select(a => a.Answer.Location).Distinct().Count().ShouldBe(asked.Count);
        foreach (var weighing in weighings)
        {
            var statements = (await weighing.Get()).GetProperty("objections").EnumerateArray().Select(o => o.GetProperty("grounds").ToString()).ToList();
            statements.Count.ShouldBe(asked.Count(a => a.Address.StartsWith(weighing.Address.OriginalString, StringComparison.Ordinal)));
            statements.Distinct().Count().ShouldBe(statements.Count);
        }
        (await Stored.Rows(shared.Api.ConnectionString, "select id from wikkenwegen.mt_doc_weighing_summary where data -> 'framing' ->> 'title' = $1", r => r.GetGuid(0), title))
            .Count.ShouldBe(asked.Count(a => a.Address == "/v1/weighings"));
        TestContext.Current.SendDiagnosticMessage($"{asked.Count} requests, {attempts} attempts, {proxy.Cuts} connections cut");
    }
}
