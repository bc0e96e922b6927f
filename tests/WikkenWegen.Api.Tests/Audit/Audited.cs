using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>A corporation of a test's own, as its auditor sees it: all is read over HTTP and checked with the library, as tools do.</summary>
internal sealed class Audited
{
    private const string Log = "/v1/audit/log";

    private Audited(Support.Api api, string code, HttpClient auditor, HttpClient strategist) => (Api, Code, Auditor, Strategist) = (api, code, auditor, strategist);

    public Support.Api Api { get; }

    public string Code { get; }

    public HttpClient Auditor { get; }

    public HttpClient Strategist { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A corporation with nothing but its registration.</summary>
    public static async Task<Audited> Corporation(Support.Api api, string name = "Stichting Controle")
    {
        var code = $"controle-{Guid.NewGuid():N}"[..30];
        using var administrator = api.Client(new Identity("beheer", null, Roles.Administrator));
        using var response = await administrator.PostAsJsonAsync("/v1/corporations", new { code, name, kvkNumber = "00000027" }, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return await Known(api, code);
    }

    /// <summary>A corporation that was registered before.</summary>
    public static async Task<Audited> Known(Support.Api api, string code)
    {
        return new Audited(api, code, await AsDocumented.Client(api, new Identity("controle", code, Roles.Auditor)), api.Client(new Identity("strateeg", code, Roles.Strategist)));
    }

    /// <summary>A corporation that is there, on another host.</summary>
    public static async Task<Audited> Of(Support.Api api, string code) =>
        new(api, code, await AsDocumented.Client(api, new Identity("controle", code, Roles.Auditor)), api.Client(new Identity("strateeg", code, Roles.Strategist)));

    /// <summary>Waits until something was signed of the corporation of a caller.</summary>
    public static async Task Signed(HttpClient http)
    {
        for (var patience = 0; patience < 2400; patience++, await Task.Delay(50, Cancellation))
        {
            using var response = await http.GetAsync($"{Log}/checkpoint", Cancellation);
            if (response.StatusCode == HttpStatusCode.OK) return;
        }
        Assert.Fail("Nothing was signed.");
    }

    /// <summary>Waits until so many leaves were signed, and gives the checkpoint.</summary>
    public async Task<string> Signed(long size)
    {
        for (var patience = 0; patience < 2400; patience++, await Task.Delay(50, Cancellation))
        {
            using var response = await Auditor.GetAsync($"{Log}/checkpoint", Cancellation);
            if (response.StatusCode != HttpStatusCode.OK) continue;
            var note = await response.Content.ReadAsStringAsync(Cancellation);
            if (Head(note).Size >= (ulong)size) return note;
        }
        throw new TimeoutException($"{size} leaves were not signed.");
    }

    /// <summary>Opens a weighing in which many give a score: as many events as asked for.</summary>
    public Task<WeighingClient> Weighing(int events) => Weighing(Strategist, events);

    /// <summary>Opens a weighing in which many give a score: as many events as asked for.</summary>
    public static async Task<WeighingClient> Weighing(HttpClient strategist, int events)
    {
        var weighing = await WeighingClient.Open(strategist);
        if (events > 1) await weighing.Record("/proposals", new { name = "Renoveren" });
        if (events > 2) await weighing.Record("/criteria", new { criteria = new[] { Http.Prepared.Criterion("KWA") }, weightMethod = "direct" }, "PUT");
        if (events > 3)
            await weighing.Record("/scores/batches", new
            {
                items = Enumerable.Range(1, events - 3).Select(n => new { proposal = new { code = "V1" }, criterion = "KWA", by = new { role = $"Beoordelaar {n}" }, low = 3, expected = 4, high = 5 }),
            });
        weighing.Version.ShouldBe(events);
        return weighing;
    }

    public static TreeHead Head(string note) => Checkpoint.Parse(UnverifiedNote.Parse(System.Text.Encoding.UTF8.GetBytes(note)).Value.UnverifiedText).Value.Head;

    /// <summary>Reads a text of the log that must be there.</summary>
    public async Task<string> Text(string path)
    {
        using var response = await Auditor.GetAsync($"{Log}/{path}", Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        return text;
    }

    public async Task<TlogPolicy> Policy() => TlogPolicy.Parse(System.Text.Encoding.UTF8.GetBytes(await Text("policy"))).Value;

    /// <summary>The problem that something about the log is answered with.</summary>
    public async Task<Problem> Refused(string path, HttpStatusCode status)
    {
        using var response = await Auditor.GetAsync($"{Log}/{path}", Cancellation);
        return await response.Problem(status);
    }

    /// <summary>The tree at a checkpoint, of tiles that are read over HTTP.</summary>
    public TiledTree Tree(string note) => new(new Tiles(Auditor), Head(note));

    public async Task<JsonElement> Json(string path)
    {
        using var response = await Auditor.GetAsync(path, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>All entries of the log, each checked against the checkpoint.</summary>
    public async Task<ImmutableArray<ReadOnlyMemory<byte>>> Entries(string note)
    {
        var (tree, entries) = (Tree(note), ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>());
        for (var bundle = 0UL; bundle * TileId.FullWidth < tree.Head.Size; bundle++) entries.AddRange((await tree.EntriesAsync(bundle, Cancellation)).Value);
        return entries.DrainToImmutable();
    }

    private sealed class Tiles(HttpClient http) : ITileReader
    {
        public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default)
        {
            using var response = await http.GetAsync($"{Log}/{tile.Path}", cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            response.StatusCode.ShouldBe(HttpStatusCode.OK, tile.Path);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
    }
}
