using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.AuditBundle.Writing;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Api.Audit;

/// <summary>A checkpoint in a list.</summary>
/// <param name="Size">How many leaves the log had.</param>
/// <param name="Root">Root hash of the tree of those leaves, in base64.</param>
/// <param name="SignedAt">When the log signed it.</param>
/// <param name="CosignedBy">The witnesses that cosigned it: the name of the key of each, a plus sign, and the id of that key.</param>
public sealed record CheckpointEntry(long Size, string Root, DateTimeOffset SignedAt, ImmutableArray<string> CosignedBy)
{
    /// <summary>A checkpoint in a list.</summary>
    public static CheckpointEntry Of(SignedCheckpoint checkpoint) =>
        new(checkpoint.Size, checkpoint.Root.ToString(), checkpoint.SignedAt.ToUniversalTime(), [.. checkpoint.Cosignatures.Select(c => c.By)]);
}

/// <summary>Body of POST /v1/audit/log/checkpoints/{size}/cosignatures</summary>
public sealed record AddCosignaturesRequest
{
    /// <summary>Lines of a signed note, each with a cosignature, as a witness answers them.</summary>
    [MinLength(1), MaxLength(100), StringLength(2000)]
    public required string[] Lines { get; init; }
}

/// <summary>What the log of the caller's corporation has: its checkpoints, its tiles and its keys.</summary>
internal static class LogAnswers
{
    /// <summary>Media type of a signed note, and of what else is lines.</summary>
    public const string Note = "text/plain";

    /// <summary>Media type of bytes.</summary>
    public const string Binary = "application/octet-stream";

    public static async Task Newest(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Checkpoint(http, null) is { } checkpoint) await http.WriteText(checkpoint.Text, Note);
    }

    public static async Task At(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Checkpoint(http, Number(http)) is { } checkpoint) await http.WriteText(checkpoint.Text, Note);
    }

    public static async Task List(HttpContext http)
    {
        var (query, corporation) = (new Query(http), Caller.Of(http).Corporation);
        var limit = query.Limit(http);
        var list = $"checkpoints {corporation}";
        var start = query.Cursor(list, 1);
        var last = query.Number(start);
        if (!await query.IsRight()) return;
        var found = await http.Log().Near(corporation, start is null ? null : last, start?.Back == true, limit + 1, http.RequestAborted);
        var (page, previous) = Paging.Of(found, limit, start, (c, back) => Paging.Cursor(list, back, c.Size.ToString(CultureInfo.InvariantCulture)));
        await http.Respond(new Page<CheckpointEntry>([.. page.Items.Select(CheckpointEntry.Of)], page.NextCursor), previous, ApiJson.Responses);
    }

    public static async Task Timestamp(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        var size = Number(http);
        if (await http.Log().Timestamps(Caller.Of(http).Corporation, [size], http.RequestAborted) is not [var (_, token)])
        {
            await http.Respond(ProblemKinds.NotFound, "Dit checkpoint heeft geen tijdstempel, of nog niet.", "This checkpoint has no time stamp, or not yet.");
            return;
        }
        http.Response.ContentType = Binary;
        http.Response.ContentLength = token.Length;
        await http.Response.StartAsync(http.RequestAborted);
        await http.Response.Body.WriteAsync(token, http.RequestAborted);
    }

    public static async Task AddCosignatures(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await RequestBody.Read<AddCosignaturesRequest>(http) is not { } request) return;
        await IdempotencyKeys.Run(http, request, async _ =>
        {
            var (corporation, cosigning) = (Caller.Of(http).Corporation, http.RequestServices.GetRequiredService<Cosigning>());
            var size = Number(http);
            if (await http.Log().At(corporation, size, http.RequestAborted) is not { } checkpoint) return NoCheckpoint(http, size);
            var (refusals, right) = cosigning.Check(checkpoint, request.Lines);
            if (!refusals.IsEmpty) return Problems.Render(http, refusals);
            await cosigning.Keep(corporation, size, right, http.RequestAborted);
            var kept = await http.Log().At(corporation, size, http.RequestAborted);
            return RenderedResponse.Of(CheckpointEntry.Of(kept!), StatusCodes.Status200OK, null, null);
        });
    }

    public static async Task Tile(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        // A slash that a caller escaped is the same here: to some tools the rest of the path is one parameter.
        var path = $"tile/{http.Request.RouteValues["level"]}/{http.Request.RouteValues["tile"]}".Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var (log, corporation, cancellation) = (http.Log(), Caller.Of(http).Corporation, http.RequestAborted);
        var newest = await log.Newest(corporation, cancellation);
        var tiles = log.TilesOf(corporation, newest?.Size ?? 0);
        if (newest is null || !TileId.Parse(path).TryGet(out var tile, out _) || !tiles.IsWithin(tile))
        {
            await http.Respond(ProblemKinds.NotFound, "Deze tegel heeft het logboek niet, of nog niet.", "The log has no such tile, or not yet.");
            return;
        }
        var events = tile.IsEntries ? await log.Events(corporation, (long)tile.Index * TileId.FullWidth, tile.Width, cancellation) : [];
        if (await IsWithheld(http, corporation, events))
        {
            http.Response.Headers.RetryAfter = "60";
            await http.Respond(ProblemKinds.Conflict, "In deze bundel staat iets uit een blinde ronde die nog open is, of een keuze in een casus die nog niet is getoond; daarna komt hij. De tegels met hashes zijn er al.",
                "In this bundle is something of a blind round that is still open, or a choice in a case that is not shown yet; it comes afterwards. The tiles of hashes are there already.");
            return;
        }
        var bytes = await tiles.ReadAsync(tile, cancellation) ?? throw new InvalidDataException($"The log of {corporation} lacks {tile}, which its checkpoint of {newest.Size} leaves includes.");
        var reader = Caller.Of(http).Subject;
        foreach (var secret in await http.RequestServices.GetRequiredService<UnnamedSecrets>().Among(corporation, reader, events.Select(e => e.Stream), cancellation)) SecretReadings.Log(http, secret, reader);
        http.Response.ContentType = Binary;
        http.Response.ContentLength = bytes.Length;
        await http.Response.StartAsync(cancellation);
        await http.Response.Body.WriteAsync(bytes, cancellation);
    }

    private static async Task<bool> IsWithheld(HttpContext http, string corporation, List<(Guid Stream, int Number)> events)
    {
        if (events.Count == 0) return false;
        var withheld = await http.RequestServices.GetRequiredService<Withheld>().Of(corporation, Caller.Of(http).Subject, events.Select(e => e.Stream), http.RequestAborted);
        return events.Any(withheld.Contains);
    }

    public static async Task Write(HttpContext http, Func<Trust, string, CancellationToken, Task<string>> text)
    {
        if (await new Query(http).IsRight()) await http.WriteText(await text(http.RequestServices.GetRequiredService<Trust>(), Caller.Of(http).Corporation, http.RequestAborted), Note);
    }

    public static async Task KeyChanges(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        var changes = await http.RequestServices.GetRequiredService<KeyChanges>().Leaves(Caller.Of(http).Corporation, long.MaxValue, http.RequestAborted);
        await http.WriteText(string.Concat(changes.Select(change => BundleWriter.KeyChangeLine(change.Index, change.Bytes))), Note);
    }

    /// <summary>The checkpoint at a size, or the newest, of the log of the caller's corporation or another; null where there is none, and then the request was answered.</summary>
    public static async Task<SignedCheckpoint?> Checkpoint(HttpContext http, long? size, string? tenant = null)
    {
        var (log, corporation) = (http.Log(), tenant ?? Caller.Of(http).Corporation);
        var checkpoint = size is { } at ? await log.At(corporation, at, http.RequestAborted) : await log.Newest(corporation, http.RequestAborted);
        if (checkpoint is null) await http.Write(NoCheckpoint(http, size));
        return checkpoint;
    }

    private static RenderedResponse NoCheckpoint(HttpContext http, long? size) => size is null
        ? Problems.Render(http, ProblemKinds.NotFound, "Er is nog niets ondertekend; probeer het over enkele seconden.", "Nothing was signed yet; try again within seconds.")
        : Problems.Render(http, ProblemKinds.NotFound, "Bij deze grootte is geen checkpoint ondertekend; de lijst noemt de grootten die er zijn.", "No checkpoint was signed at this size; the list gives the sizes that there are.");

    /// <summary>The size in the address; 0, at which nothing is signed, where it is no number or has leading zeros.</summary>
    public static long Number(HttpContext http) =>
        http.Request.RouteValues["size"] is string { Length: <= 10 } text && text[0] is >= '1' and <= '9' && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;

    public static AuditLog Log(this HttpContext http) => http.RequestServices.GetRequiredService<AuditLog>();
}
