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

    /// <summary>Each of some 15 MB.</summary>
    private const int Instruments = 8;
    private const int Drafts = 36;

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

    [Fact]
    public async Task And_so_are_instruments_that_are_as_large_as_they_may_be()
    {
        await using var server = await TestDatabase.StartAsync(durable: false, Cancellation);
        var database = await server.CreateDatabaseAsync(Cancellation);
        await using var host = await HostProcess.OnDatabase(database, ("DOTNET_GCHeapHardLimit", HeapLimit), ("Limits__Time", "00:03:00")); // it is about memory, and not about how fast this machine is
        using var http = await host.Client(patience: TimeSpan.FromMinutes(4));
        string[] addresses = [.. Enumerable.Range(1, Instruments).Select(n => $"/v1/instruments/GROOT{n}")];
        foreach (var (n, address) in addresses.Index())
        {
            using var begun = await http.PostAsJsonAsync("/v1/instruments", new { code = $"GROOT{n + 1}", content = Content("Meetlat") }, Cancellation);
            begun.StatusCode.ShouldBe(HttpStatusCode.Created, await begun.Content.ReadAsStringAsync(Cancellation));
            using var revised = await Revise(address, "Meetlat 2");
            revised.StatusCode.ShouldBe(HttpStatusCode.OK, await revised.Content.ReadAsStringAsync(Cancellation));
        }
        // The second draft many times over, as if it were made so often; one more and they would be fuller than they may be.
        await using (var connection = new Npgsql.NpgsqlConnection(database))
        {
            await connection.OpenAsync(Cancellation);
            await using var copy = new Npgsql.NpgsqlCommand($"""
                insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', nextval('wikkenwegen.mt_events_sequence'), 'id', gen_random_uuid(), 'version', n))).*
                from wikkenwegen.mt_events e, generate_series(3, {Drafts}) n where e.type = 'instrument_revised' and e.version = 2;
                update wikkenwegen.mt_streams set version = {Drafts} where id in (select stream_id from wikkenwegen.mt_events where type = 'instrument_revised')
                """, connection) { CommandTimeout = 120 };
            await copy.ExecuteNonQueryAsync(Cancellation);
        }

        var answers = new ConcurrentBag<(HttpStatusCode Status, string What)>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2 * Callers), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = Cancellation }, async (n, _) =>
        {
            var address = addresses[n % Instruments];
            await Told(() => http.GetAsync(address, Cancellation), "read");
            await Told(() => http.GetAsync($"{address}/events?limit=3", Cancellation), "history");
            await Told(() => http.GetAsync("/v1/instruments", Cancellation), "list");
            await Told(() => Revise(address, $"Meetlat {n + 3}"), "revised");
        });
        var counted = string.Join(", ", answers.GroupBy(a => a).Select(g => $"{g.Key}: {g.Count()}"));
        TestContext.Current.SendDiagnosticMessage(counted);
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK || a.Status == HttpStatusCode.Conflict || a.Status == HttpStatusCode.ServiceUnavailable, counted + host.Said[Math.Max(0, host.Said.Length - 3_000)..]);
        answers.Count(a => a.Status != HttpStatusCode.ServiceUnavailable).ShouldBe(4 * 2 * Callers, counted);
        using var ready = await http.GetAsync("/health/ready", Cancellation);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK, await ready.Content.ReadAsStringAsync(Cancellation));

        // Who is told to come back does so, and is answered in the end.
        async Task Told(Func<Task<HttpResponseMessage>> ask, string what)
        {
            for (var patience = 0; patience < 600; patience++, await Task.Delay(200, Cancellation))
            {
                using var answer = await ask();
                answers.Add((answer.StatusCode, what));
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) return;
            }
        }

        async Task<HttpResponseMessage> Revise(string address, string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"{address}/draft") { Content = JsonContent.Create(new { content = Content(name) }), Headers = { { "If-Match", "*" } } };
            return await http.SendAsync(request, Cancellation);
        }
    }

    /// <summary>As much as a body may have.</summary>
    private static object Content(string name) => new
    {
        name, owner = "Woonlust", language = "nl", weights = "free", filledIn = "together",
        tailoring = new { mayLeaveOut = true, mayAdd = true, mayRescale = true, mayReweigh = true },
        themes = new[]
        {
            new
            {
                code = "T1", name = "Alles",
                criteria = Enumerable.Range(1, 100).Select(n => new { code = $"K{n}", name = $"Criterium {n}", goal = new string('d', 1_000), guidance = new string('g', 1_000), scale = new { kind = "numeric", worst = 1, best = 10 } }),
            },
        },
    };

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
