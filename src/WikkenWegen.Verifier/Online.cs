using System.Net.Http.Headers;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Verifier;

/// <summary>Asks a live installation for its newest checkpoint, and for the proof that it continues the one that was kept the last time.</summary>
internal static class Online
{
    /// <summary>The largest answer that is taken, in bytes.</summary>
    private const int Most = 1 << 20;

    /// <summary>Checks it, and where it is sound, keeps the newest checkpoint.</summary>
    /// <exception cref="UnreadableBagException">The installation does not answer, or with something else.</exception>
    public static async Task<CheckReport> Run(Flags flags, Trust trust, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(flags.Subjects[0].TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UnreadableBagException($"Dit is geen adres: {flags.Subjects[0]}", $"This is no address: {flags.Subjects[0]}");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = Most };
        if (flags.TokenFile is { } file) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", System.Text.Encoding.UTF8.GetString(Inputs.Read(file)).Trim());

        var newest = await Get(http, "v1/audit/log/checkpoint", cancellation);
        var store = flags.Keep is { } folder ? new FileTileStore(folder) : null;
        try
        {
            var kept = store is null ? null : await store.ReadCheckpointAsync(cancellation);
            if (!trust.Open(newest, null, witnessed: false).IsOk || (kept is { } last && !trust.Open(last.Span, null, witnessed: false, compared: true).IsOk))
            {
                // The key may have been changed: then a leaf of the log says so, at the place that is told, under a key that is trusted.
                trust = trust.Over(await Get(http, "v1/audit/log/key-changes", cancellation), out var leaves);
                foreach (var (index, leaf) in leaves)
                    if (LogChecks.Proof(await Get(http, $"v1/audit/log/proof?index={index}", cancellation), leaf, trust, index) is { Verdict: not Verdict.Sound } refused) return refused;
            }
            var report = kept is { } before ? await Check(http, before.ToArray(), newest, trust, cancellation) : LogChecks.First(newest, trust);
            if (store is not null && report.Verdict == Verdict.Sound) await store.WriteCheckpointAsync(newest, cancellation);
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableBagException($"Het bewaarde checkpoint kan niet worden gelezen of geschreven: {e.Message}", $"The checkpoint that is kept cannot be read or written: {e.Message}");
        }
    }

    private static async Task<CheckReport> Check(HttpClient http, byte[] kept, byte[] newest, Trust trust, CancellationToken cancellation)
    {
        byte[]? proof = null;
        if (trust.Open(kept, null, witnessed: false, compared: true).TryGet(out var older, out _) && trust.Open(newest, null, witnessed: true).TryGet(out var newer, out _) && Needed(older, newer))
            proof = await Get(http, $"v1/audit/log/consistency?from={older.Head.Size}&to={newer.Head.Size}", cancellation);
        return LogChecks.Checkpoints(kept, newest, proof, trust);
    }

    private static bool Needed(Checkpoint older, Checkpoint newer) => older.Head.Size > 0 && older.Head.Size < newer.Head.Size;

    private static async Task<byte[]> Get(HttpClient http, string path, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            if (response.IsSuccessStatusCode) return await response.Content.ReadAsByteArrayAsync(cancellation);
            throw new UnreadableBagException($"{path}: de installatie antwoordt {(int)response.StatusCode}.", $"{path}: the installation answers {(int)response.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new UnreadableBagException($"{path}: de installatie antwoordt niet ({e.Message}).", $"{path}: the installation does not answer ({e.Message}).");
        }
    }
}
