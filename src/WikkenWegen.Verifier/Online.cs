using System.Net;
using System.Net.Http.Headers;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Proofs;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Verifier;

/// <summary>
/// Asks a live installation for its newest checkpoint, and for the proof that it continues the one that was kept the last time. Where the key of the log over all corporations is trusted too, that is
/// held to the same: the checkpoint is in it, and it only grew.
/// </summary>
internal static class Online
{
    /// <summary>The largest answer that is taken, in bytes.</summary>
    private const int Most = 1 << 20;

    /// <summary>What is found where the key of the log over all corporations was changed, of which no leaf of the corporation tells.</summary>
    private static readonly Finding OtherKey = new(Verdict.Incomplete, "over-all-key",
        "Het logboek over alle corporaties is ondertekend onder een sleutel die u niet gaf. Is die gewisseld, geef dan de oude en de nieuwe; beide staan in GET /v1/audit/log/keys.",
        "The log over all corporations is signed under a key that you did not give. Where it was changed, give the old one and the new; both are in GET /v1/audit/log/keys.");

    /// <summary>Where the log is, below the address of the installation.</summary>
    private const string Log = "v1/audit/log/";

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
            var report = kept is { } before ? await Check(http, Log, before.ToArray(), newest, trust, cancellation) : LogChecks.First(newest, trust);
            if (report.Verdict != Verdict.Sound) return report;
            if (await OverAll(http, flags.Keep is null ? null : new FileTileStore(Path.Combine(flags.Keep, "over-all")), newest, trust, cancellation) is { } bound)
            {
                if (bound.Verdict != Verdict.Sound) return bound;
                report = report with { Remarks = [.. report.Remarks, .. bound.Remarks] };
            }
            if (store is not null) await store.WriteCheckpointAsync(newest, cancellation);
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableBagException($"Het bewaarde checkpoint kan niet worden gelezen of geschreven: {e.Message}", $"The checkpoint that is kept cannot be read or written: {e.Message}");
        }
    }

    /// <summary>What there is to say of the log over all corporations; null where its key is not trusted, or the checkpoint is not in it yet, which takes seconds.</summary>
    private static async Task<CheckReport?> OverAll(HttpClient http, FileTileStore? store, byte[] newest, Trust trust, CancellationToken cancellation)
    {
        if (!trust.Open(newest, null, witnessed: false).TryGet(out var own, out _) || trust.Logs().All(log => log.Origin == own.Origin)) return null;
        if (await Find(http, $"{Log}checkpoints/{own.Head.Size}/binding", cancellation) is not { } binding) return null;
        if (!TlogProof.Parse(binding).TryGet(out var proof, out _)) return LogChecks.Proof(binding, newest, trust); // it is none, and says so
        var (top, kept) = (proof.SignedCheckpoint.ToArray(), store is null ? null : (await store.ReadCheckpointAsync(cancellation))?.ToArray());
        var (opened, before) = (trust.Open(top, null, witnessed: false), kept is null ? (Result<Checkpoint>?)null : trust.Open(kept, null, witnessed: false, compared: true));
        if (IsOf(opened, LogErrorCode.UnknownOrigin)) return null;
        if (IsOf(opened, LogErrorCode.NoKnownSignature) || IsOf(before, LogErrorCode.NoKnownSignature)) return CheckReport.Of(OtherKey);
        var included = LogChecks.Proof(binding, newest, trust);
        if (included.Verdict != Verdict.Sound || store is null) return included;
        var report = kept is null ? LogChecks.First(top, trust) : await Check(http, $"{Log}binding/", kept, top, trust, cancellation);
        if (report.Verdict == Verdict.Sound) await store.WriteCheckpointAsync(top, cancellation);
        return report;
    }

    private static bool IsOf(Result<Checkpoint>? opened, LogErrorCode why) => opened is { IsOk: false } refused && refused.Error.Code == why;

    private static async Task<CheckReport> Check(HttpClient http, string log, byte[] kept, byte[] newest, Trust trust, CancellationToken cancellation)
    {
        byte[]? proof = null;
        if (trust.Open(kept, null, witnessed: false, compared: true).TryGet(out var older, out _) && trust.Open(newest, null, witnessed: true).TryGet(out var newer, out _) && Needed(older, newer))
            proof = await Get(http, $"{log}consistency?from={older.Head.Size}&to={newer.Head.Size}", cancellation);
        return LogChecks.Checkpoints(kept, newest, proof, trust);
    }

    private static bool Needed(Checkpoint older, Checkpoint newer) => older.Head.Size > 0 && older.Head.Size < newer.Head.Size;

    private static async Task<byte[]> Get(HttpClient http, string path, CancellationToken cancellation) =>
        await Find(http, path, cancellation) ?? throw new UnreadableBagException($"{path}: de installatie antwoordt 404.", $"{path}: the installation answers 404.");

    /// <summary>An answer; null where there is none.</summary>
    private static async Task<byte[]?> Find(HttpClient http, string path, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            if (response.IsSuccessStatusCode) return await response.Content.ReadAsByteArrayAsync(cancellation);
            throw new UnreadableBagException($"{path}: de installatie antwoordt {(int)response.StatusCode}.", $"{path}: the installation answers {(int)response.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new UnreadableBagException($"{path}: de installatie antwoordt niet ({e.Message}).", $"{path}: the installation does not answer ({e.Message}).");
        }
    }
}
