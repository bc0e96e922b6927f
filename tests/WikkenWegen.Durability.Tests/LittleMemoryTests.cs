using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using WikkenWegen.Durability.Tests.Support;
using WikkenWegen.Testing;

namespace WikkenWegen.Durability.Tests;

/// <summary>A host with little memory keeps no more of weighings than fits, however long their texts are.</summary>
public class LittleMemoryTests
{
    /// <summary>400 MB, as a hexadecimal number.</summary>
    private const string HeapLimit = "0x17D78400";

    private const int Weighings = 500;
    private const int Callers = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_400_MB_of_heap_weighings_of_far_more_in_all_are_recorded_and_read_without_an_error()
    {
        await using var server = await TestDatabase.StartAsync(durable: false, Cancellation);
        await using var host = await HostProcess.OnDatabase(await server.CreateDatabaseAsync(Cancellation), ("DOTNET_GCHeapHardLimit", HeapLimit));
        using var http = await host.Client();
        var answers = new ConcurrentBag<(HttpStatusCode Status, string What)>();
        var addresses = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            for (var n = 0; n < Weighings / Callers; n++)
            {
                using var opened = await http.PostAsJsonAsync("/v1/weighings", Framing, Cancellation);
                answers.Add((opened.StatusCode, "opened"));
                if (opened.Headers.Location?.OriginalString is not { } address) continue;
                addresses.Add(address);
                using var setting = new HttpRequestMessage(HttpMethod.Put, $"{address}/criteria") { Content = JsonContent.Create(Criteria), Headers = { { "If-Match", "*" } } };
                using var set = await http.SendAsync(setting, Cancellation);
                answers.Add((set.StatusCode, "set"));
                // From the second time on the view is kept too.
                for (var time = 0; time < 3; time++) await Read(address);
            }
        }));
        // What is no longer in memory is read from the database.
        await Parallel.ForEachAsync(addresses.Take(Weighings / 2), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = Cancellation }, async (address, _) =>
        {
            await Read(address);
            await Read(address + "/comparison?from=0");
        });
        var counted = string.Join(", ", answers.GroupBy(a => a).Select(g => $"{g.Key}: {g.Count()}"));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK || a.Status == HttpStatusCode.Created || a.Status == HttpStatusCode.ServiceUnavailable, counted + host.Said[Math.Max(0, host.Said.Length - 3_000)..]);
        answers.Count(a => a.Status != HttpStatusCode.ServiceUnavailable).ShouldBeGreaterThan(answers.Count * 9 / 10, counted);
        TestContext.Current.SendDiagnosticMessage(counted);
        using var ready = await http.GetAsync("/health/ready", Cancellation);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK, await ready.Content.ReadAsStringAsync(Cancellation));

        async Task Read(string address)
        {
            using var read = await http.GetAsync(address, Cancellation);
            answers.Add((read.StatusCode, address.Contains('?', StringComparison.Ordinal) ? "compared" : "read"));
        }
    }

    private static object Framing => new
    {
        title = "Lange teksten",
        question = "Past het?",
        occasion = new string('a', 20_000),
        level = "tactical",
        scale = "complex",
        ownership = "own",
        breadth = "narrow",
        sgeiRegime = "sgei",
        processForm = "advice",
        ownerRole = "Strateeg",
        deciderRole = "Bestuurder",
        confidentiality = "internal",
    };

    /// <summary>As much text as a body may have.</summary>
    private static object Criteria => new
    {
        weightMethod = "direct",
        criteria = Enumerable.Range(1, 48).Select(n => new
        {
            code = $"K{n}", name = $"Criterium {n}", goal = new string('d', 1_000), direction = "higherIsBetter", weight = n,
            scale = new { worst = 1, best = 4, levels = Enumerable.Range(1, 4).Select(l => new { value = l, words = new string('w', 990) }) },
        }),
    };
}
