using System.Collections.Concurrent;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Fuzz;

/// <summary>
/// Requests that are made up from the document, right ones, nearly right ones and garbage, by whoever: never an answer that blames the
/// host, and never one that the document does not tell of. The same requests each time; a failing one is printed.
/// </summary>
public class FuzzTests(SharedApi shared)
{
    private const int Lanes = 4;
    private const int Size = 30;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thousands_of_requests_are_answered_as_documented()
    {
        var document = await ContractDocument.Of(shared.Api);
        var (seen, wrong) = (new ConcurrentBag<(string Operation, int Status)>(), new ConcurrentQueue<string>());
        await Task.WhenAll(Enumerable.Range(1, Lanes).Select(lane => Task.Run(() => Lane(document, lane, 28_000 * Support.Size.Factor / Lanes, seen, wrong), Cancellation)));
        if (!wrong.IsEmpty) Assert.Fail($"{wrong.Count} requests were not answered as documented, among which:\n\n{string.Join("\n\n", wrong.Take(5))}");

        // The dice fell on everything, and not on refusals only.
        var byOperation = seen.ToLookup(s => s.Operation, s => s.Status);
        foreach (var operation in document.Operations) byOperation[operation.Id].Count().ShouldBeGreaterThan(50, operation.ToString());
        // These are callers of a corporation, with weighings of their own. Instruments and the network are there too, and are played whole by InstrumentTests and WholeEditionTests.
        var own = document.Operations.Where(o => !o.Path.StartsWith("/v1/instruments", StringComparison.Ordinal) && !o.Path.StartsWith("/v1/editions", StringComparison.Ordinal) && !o.Path.StartsWith("/v1/cases", StringComparison.Ordinal)).ToList();
        var never = own.Where(o => byOperation[o.Id].All(status => status >= 300)).Select(o => o.Id).ToList();
        (own.Count - never.Count).ShouldBeGreaterThan(own.Count * 8 / 10, $"never done: {string.Join(", ", never)}");
        foreach (var status in (int[])[200, 201, 304, 400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 431])
            seen.ShouldContain(s => s.Status == status, $"{status} among {string.Join(", ", seen.CountBy(s => s.Status))}");

        using var http = shared.Api.Client();
        (await http.GetAsync("/health/ready", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task Lane(ContractDocument document, int lane, int count, ConcurrentBag<(string, int)> seen, ConcurrentQueue<string> wrong)
    {
        using var http = new HttpClient(new AsDocumented(document)) { BaseAddress = shared.Api.Address };
        using var own = shared.Api.Client($"fuzz-{lane}");
        var requests = new Requests(document, lane).Any.Sample(count, new Rnd((ulong)lane), Size);
        var weighing = Guid.Empty;
        foreach (var (n, request) in requests.Index())
        {
            if (n % 100 == 0) weighing = (await (n % 300 == 0 ? Prepared.For("approveDecision", own) : n % 200 == 0 ? Prepared.For("followAdvice", own) : WithMore(own))).Id;
            using var message = request.Message(weighing);
            try
            {
                using var response = await http.SendAsync(message, Cancellation);
                ((int)response.StatusCode).ShouldBeLessThan(500);
                seen.Add((request.Operation, (int)response.StatusCode));
            }
            catch (Exception e) when (e is ShouldAssertException or HttpRequestException or System.Text.Json.JsonException)
            {
                wrong.Enqueue($"Request {n} of lane {lane}, weighing {weighing}:\n{request}\n{e.Message}");
            }
        }
        foreach (var path in (string[])["", "/events?limit=200"])
        {
            using var read = await own.GetAsync($"/v1/weighings/{weighing}{path}", Cancellation);
            read.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    /// <summary>A weighing in which there is something to read, end and correct of what few requests would come to by themselves.</summary>
    private static async Task<WeighingClient> WithMore(HttpClient own)
    {
        var weighing = await Prepared.Weighing(own);
        await Prepared.Link(weighing);
        await weighing.Record("/access", new { subject = "p.jansen", role = "Projectleider", reason = "Werkt mee." });
        await weighing.Record("/retentions", new { status = "toBeKept", nomination = "destroy", actionDay = "2036-12-31", reason = "Tien jaar na het besluit." });
        await weighing.Record("/stakeholders/B1/corrections", new { party = "Bewoners", role = "Voorzitter", say = "advises", reason = "Verschreven." });
        await weighing.Record("/moment-corrections", new { @event = 1, moment = "2026-01-04T08:00:00Z", reason = "Een dag eerder." });
        await Prepared.ApproveCase(weighing);
        return weighing;
    }
}
